"""Why a year changed, on the page of results, by keyboard; the comparison on the report page."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.ui.drive import focused, press, type_text
from zcdesk.ui.frame.window import Window
from zcdesk.ui.report.report_view import ReportPage
from zcdesk.ui.results.results import ResultsPage
from zcdesk.ui.results.why import WhyPanel
from zcdesk.workbench import base_year


def wait(busy: Callable[[], bool]) -> None:
    """Let the other thread come to its end."""
    end = time.monotonic() + 60
    while busy() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)
    assert not busy()
    QApplication.processEvents()


def attributed(window: Window) -> ResultsPage:
    """The page, comparing, and asked for the reasons."""
    window.show_page("results")
    page = window.current
    assert isinstance(page, ResultsPage)
    page.against.setFocus()
    press("Space")
    page.compared.reasons.setFocus()
    press("Return")
    wait(page.years.busy)
    return page


def test_the_reasons_stand_behind_the_list_and_lead_back_to_it(window: Window) -> None:
    page = attributed(window)
    assert (page.years.isVisible(), page.compared.isVisible()) == (True, False)
    assert focused() is page.years.list
    assert page.years.title.text().startswith("2025年排放 18,162.87 tCO₂e，比2024年的 18,733.24")
    assert [row.id for row in page.years.list.rows.rows][:3] == ["output", "mix", "energy"]
    assert page.years.list.rows.rows[-1].text == "−570.37"
    page.years.back.setFocus()
    press("Return")
    assert (page.years.isVisible(), page.compared.isVisible()) == (False, True)
    page.segments["location"].setFocus()
    press("Space")
    assert page.list.isVisible()
    assert not page.years.isVisible()


def test_the_command_palette_leads_there(window: Window) -> None:
    window.act("palette")
    type_text("why it changed")
    press("Return")
    page = window.current
    assert isinstance(page, ResultsPage)
    wait(page.years.busy)
    assert page.years.isVisible()


def test_years_are_picked_from_a_list_that_drops(window: Window) -> None:
    page = attributed(window)
    page.years.against.setFocus()
    press("Return")
    type_text("2019")
    press("Return")
    wait(page.years.busy)
    assert page.years.against.text() == "与2019年比"
    page.years.form.base.setFocus()
    press("Return")
    type_text("2024")
    press("Return")
    wait(page.years.busy)
    assert base_year.policy(window.desk.workbench).year == "2024"


def test_f2_opens_what_moved(window: Window) -> None:
    attributed(window)
    press("Down")
    press("Down")
    press("F2")
    assert isinstance(window.panel, WhyPanel)
    assert str(window.panel.trail[-1]) == "energy.total@2025"


def test_another_year_is_chosen_in_the_series(window: Window) -> None:
    page = attributed(window)
    page.years.series.setFocus()
    press("Home")
    press("Return")
    wait(page.years.busy)
    assert "比2019年的 24,728.56" in page.years.title.text()
    assert not base_year.policy(window.desk.workbench).recorded  # looking records nothing


def test_threshold_and_reason_are_one_step_that_undo_takes_back(window: Window) -> None:
    page, bench = attributed(window), window.desk.workbench
    head = bench.file.head
    form = page.years.form
    form.threshold.setFocus()
    form.threshold.selectAll()
    type_text("7.5")
    form.reason.setFocus()
    type_text("policy of the board")
    press("Return")
    wait(page.years.busy)
    held = base_year.policy(bench)
    assert bench.file.head == head + 1
    assert (held.year, str(held.threshold), held.reason) == ("2019", "7.5", "policy of the board")
    assert "7.5 %" in page.years.policy.text()
    window.act("undo")
    wait(page.years.busy)
    assert not base_year.policy(bench).recorded
    assert form.threshold.text() == "5"


def test_a_threshold_that_nobody_touched_stays_the_default(window: Window) -> None:
    page = attributed(window)
    page.years.form.reason.setFocus()
    type_text("first whole year")
    press("Return")
    wait(page.years.busy)
    held = base_year.policy(window.desk.workbench)
    assert (held.recorded, held.own_threshold) == (True, False)


def test_a_wrong_threshold_is_said_on_the_page(window: Window) -> None:
    page = attributed(window)
    head = window.desk.workbench.file.head
    page.years.form.threshold.setFocus()
    page.years.form.threshold.selectAll()
    type_text("many")
    press("Return")
    assert "many" in page.years.news.text()
    assert page.years.news.isVisible()
    assert window.desk.workbench.file.head == head


def test_an_adjustment_of_the_boundary_is_recorded_and_seen(window: Window) -> None:
    page = attributed(window)
    form = page.years.form
    form.amount.setFocus()
    type_text("+100")
    form.what.setFocus()
    type_text("boiler house")
    press("Return")
    wait(page.years.busy)
    (held,) = base_year.adjustments(window.desk.workbench.project)
    assert (held.year, held.key, str(held.amount), held.reason) == (
        "2019",
        "fuel.co2[F01]",
        "100",
        "boiler house",
    )
    assert form.amount.text() == ""


def test_the_table_is_copied(window: Window) -> None:
    attributed(window)
    press("Ctrl+C")
    lines = QApplication.clipboard().text().splitlines()
    assert lines[1].startswith("产出规模\t+1224.28\t+6.5\t工业总产值")
    assert lines[-1].startswith("合计\t-570.37\t-3.0\t")


def test_what_is_under_way_is_called_off(window: Window) -> None:
    page = attributed(window)
    page.years.base = "2019"
    page.years.show_years("location")
    assert page.years.busy()
    page.years.list.setFocus()
    press("Escape")
    assert not page.years.busy()
    assert page.years.cancel.text() == "再比"
    page.years.cancel.setFocus()
    press("Return")
    wait(page.years.busy)
    assert "比2019年" in page.years.title.text()


def test_tab_goes_in_reading_order(window: Window) -> None:
    page = attributed(window)
    page.years.against.setFocus()
    met = []
    for _ in range(12):
        press("Tab")
        met.append(focused())
    years = page.years
    wanted = [years.page, years.back, years.list, years.series, *years.stops()[5:]]
    assert [each for each in met if each in years.stops()] == wanted


def test_the_page_for_the_manager_is_one_of_the_documents(window: Window, tmp_path: Path) -> None:
    page = attributed(window)
    page.years.page.setFocus()
    press("Return")
    report = window.current
    assert isinstance(report, ReportPage)
    wait(report.busy)
    assert report.choice.button.text() == "年度对比"
    assert report.preview is not None
    assert report.preview.pages == 1
    assert report.top.seal_button.isEnabled()
    assert {figure.id for figure in report.preview.figures} == {
        "total.location@2019",
        "total.location@2024",
        "total.location@2025",
    }
    assert len(report.figures.rows.items) == 3  # found again on the page itself
    report.sealing.seal_to(tmp_path / "years.pdf")
    wait(report.busy)
    (issue,) = window.desk.workbench.file.issues()
    assert (issue.document, (tmp_path / "years.pdf").is_file()) == ("comparison:2024—2025", True)
    report.choice.choose("inventory")
    wait(report.busy)
    assert report.preview.pages > 20
    assert report.top.seal_button.isEnabled()
