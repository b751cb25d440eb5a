"""The year against the one before, on the page of results, by keyboard."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.ui.drive import focused, press, type_text
from zcdesk.ui.frame.window import Window
from zcdesk.ui.results.results import ResultsPage
from zcdesk.ui.results.why import WhyPanel


def compared(window: Window) -> ResultsPage:
    """The page, comparing."""
    window.show_page("results")
    page = window.current
    assert isinstance(page, ResultsPage)
    page.against.setFocus()
    press("Space")
    return page


def asked(window: Window) -> str:
    """The figure that the panel explains."""
    assert isinstance(window.panel, WhyPanel)
    assert window.panel.isVisible()
    return str(window.panel.trail[-1])


def test_the_view_stands_beside_the_others(window: Window) -> None:
    page = compared(window)
    assert focused() is page.compared.list
    assert (page.compared.isVisible(), page.list.isVisible()) == (True, False)
    assert page.against.isChecked()
    page.segments["market"].setFocus()
    press("Space")
    assert (page.compared.isVisible(), page.list.isVisible()) == (False, True)
    assert not page.against.isChecked()


def test_f2_opens_the_figure_of_the_year_that_is_ringed(window: Window) -> None:
    page = compared(window)
    press("Down")
    press("F2")
    assert asked(window) == "scope2.heat@2025"
    press("Escape")
    assert focused() is page.compared.list
    press("Left")
    press("F2")
    assert asked(window) == "scope2.heat@2024"


def test_the_command_palette_leads_there(window: Window) -> None:
    window.act("palette")
    type_text("against last")
    press("Return")
    page = window.current
    assert isinstance(page, ResultsPage)
    assert page.comparing


def test_a_first_year_says_that_there_is_nothing_and_keeps_the_focus(window: Window) -> None:
    page = compared(window)
    window.desk.show_year("2019")
    QApplication.processEvents()
    assert "没有可比的" in page.compared.title.text()
    assert not page.compared.list.isVisible()
    assert focused() is page.against


def test_an_edit_is_compared_at_once(window: Window) -> None:
    page = compared(window)
    bench = window.desk.workbench
    before = page.compared.list.rows.rows[-1].now
    place = next(each for each in bench.project.answers if str(each) == "power.grid@2025-03")
    bench.set_answer(place, "1", bench.project.answers[place].unit)
    assert page.compared.list.rows.rows[-1].now != before


def test_the_table_is_copied(window: Window) -> None:
    compared(window)
    press("Ctrl+C")
    assert QApplication.clipboard().text().splitlines()[-1].startswith("合计\t\t18733.24\t18162.87\t-570.37")
