"""Which meter stands behind a figure: seen and changed where the figure is, and where its evidence is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tests.ui.drive import focused, paste, press, type_text
from zcdesk.domain.answer import Cite, Place
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.frame.window import Window
from zcdesk.ui.records.evidence_page import EvidencePage
from zcdesk.ui.widgets.picker import Picker
from zcdesk.workbench.forms.grades import grade_at

POWER = Place("power.grid", "", "2025-03")


def standing(window: Window, place: Place = POWER) -> FormPage:
    """The page of a figure, standing on it."""
    window.show_page("power", place)
    page = window.current
    assert isinstance(page, FormPage)
    return page


def grade(window: Window, place: Place = POWER) -> str:
    """The grade of a figure."""
    found = grade_at(window.desk.workbench, place)
    assert found is not None
    return found.grade.id


def picker(window: QWidget) -> Picker:
    """The list that is open."""
    return next(each for each in window.findChildren(Picker) if each.isVisible())


def test_the_strip_names_the_meter_and_a_key_changes_it(window: Window) -> None:
    page = standing(window)
    assert page.strip.grade.text().startswith("±2 % 1.0 级电能表")
    assert "Shift+F4" in page.strip.grade.text()
    press("Shift+F4")
    picker(window)
    type_text("0.5S")
    press("Return")
    assert grade(window) == "power.05s"
    assert page.strip.grade.text().startswith("±1 % 0.5S 级电能表")
    assert focused() is page.table
    press("Ctrl+Z", window)
    assert grade(window) == "power.10"
    assert page.strip.grade.text().startswith("±2 % 1.0 级电能表")


def test_one_month_can_have_a_class_of_its_own(window: Window) -> None:
    standing(window)
    press("Shift+F4")
    paste("仅这一期：一般的估计")
    press("Return")
    assert grade(window) == "estimate.fair"
    assert grade(window, Place("power.grid", "", "2025-04")) == "power.10"


def test_a_cell_without_a_figure_has_no_class(window: Window) -> None:
    window.desk.workbench.set_answers({POWER: None})
    page = standing(window)
    assert not page.strip.grade.isVisible()
    press("Shift+F4")
    assert not [each for each in window.findChildren(Picker) if each.isVisible()]


def test_the_evidence_card_has_the_class_of_each_figure(window: Window) -> None:
    bench = window.desk.workbench
    number = next(iter(bench.project.answers[POWER].evidence)).evidence
    assert bench.project.answers[POWER].evidence == (
        Cite(number, bench.project.answers[POWER].evidence[0].pages),
    )
    window.show_page("evidence")
    page = window.current
    assert isinstance(page, EvidencePage)
    at = next(n for n, each in enumerate(page.model.filed) if each.evidence.id == number)
    page.table.setCurrentIndex(page.model.index(at, 1))
    items = page.one.list.rows.items
    row = next(n for n, item in enumerate(items) if "电网购电" in item.title and "2025" in item.title)
    assert items[row].note == "1.0 级电能表 ±2 %（通常）"
    page.one.list.setCurrentIndex(page.one.list.rows.index(row))
    page.one.list.setFocus()
    press("Shift+F4")
    type_text("2.0")
    press("Return")
    assert page.one.list.rows.items[row].note == "2.0 级电能表 ±4 %"
    press("Ctrl+Z", window)
    assert page.one.list.rows.items[row].note == "1.0 级电能表 ±2 %（通常）"
