"""What a verifier asks stands beside its field and among the checks, and is answered by keys."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.drive import press, type_text, wait
from zcdesk.domain.answer import Place
from zcdesk.exchange import findings as told_as
from zcdesk.exchange.findings import SCHEMA, Findings, Raised
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.frame.window import Window
from zcdesk.ui.intake.importing import ImportPage
from zcdesk.ui.records.evidence_page import EvidencePage
from zcdesk.ui.records.findings import FindingsPage, Line
from zcdesk.ui.report.report_view import ReportPage
from zcdesk.ui.results.results import ResultsPage
from zcdesk.workbench.intake import task_taking
from zcdesk.workbench.preview.reader import Options

JUNE = Place("heat.amount", "R01", "2025-06")
FOUND = (
    Raised(number="V-1", where=str(JUNE), weight="correction", text="结算单是 534.0 GJ", by="赵"),
    Raised(number="V-2", where="cn.machinery@2015:total.location@2025", text="为什么比上年高？", by="赵"),
    Raised(number="V-3", where="E-014#6", text="印章不清", by="赵"),
    Raised(
        number="V-4", where="factor cn.energy.gbt2589-2020:fuel.tce/diesel/CN/", text="版本对吗？", by="赵"
    ),
    Raised(number="V-5", where="表 3-1 F01.7", text="怎么来的？", by="赵"),
    Raised(number="V-6", where="报告第 5 页", text="盖章位置", weight="remark", by="赵"),
    Raised(number="V-7", where="会议纪要", text="没有签到", by="赵"),
)


@pytest.fixture
def asked(window: Window) -> Window:
    """The sample factory with three findings."""
    bench = window.desk.workbench
    data = told_as.as_json(Findings(schema=SCHEMA, findings=FOUND))
    seen = task_taking.preview(bench, data, "f.json", Options())
    task_taking.accept(bench, seen, data, "f.json")
    QApplication.processEvents()
    return window


def stand(page: FindingsPage, number: str) -> Line:
    """Go down to a finding of the list."""
    press("Home")
    while number not in page.list.current().what:
        before = page.list.current()
        press("Down")
        assert page.list.current() is not before, f"{number} is not in the list"
    return page.list.current()


def test_f8_leads_to_the_field_and_alt_2_answers_there(asked: Window) -> None:
    bench = asked.desk.workbench
    asked.show_page("findings")
    for _ in range(80):
        press("F8")
        page = asked.current
        if isinstance(page, FormPage) and page.strip.shown is not None and "V-1" in page.strip.finding.text():
            break
    else:
        pytest.fail("F8 never came to the field")
    assert asked.standing()[1] == JUNE
    assert "结算单是 534.0 GJ" in page.strip.finding.text()
    before = bench.project.answers[JUNE]
    press("Alt+2")
    press("Esc")  # nothing written, nothing said
    assert bench.project.tasks["T-001"].state == "open"
    page.strip.ask_reason()
    type_text("changed to 534.0")
    press("Return")
    task = bench.project.tasks["T-001"]
    assert (task.state, task.answer) == ("answered", "changed to 534.0")
    assert bench.project.answers[JUNE] == before  # the remark beside the answer is another thing
    assert "V-1" not in page.strip.finding.text()
    press("Ctrl+Z")
    assert bench.project.tasks["T-001"].state == "open"


def test_the_list_leads_where_it_stands_and_takes_the_answer(asked: Window) -> None:
    bench = asked.desk.workbench
    asked.show_page("findings")
    page = asked.current
    assert isinstance(page, FindingsPage)
    line = stand(page, "V-2")
    assert line.what == "V-2 核查员 赵 要求说明"
    assert line.way == "为什么比上年高？"
    assert ("答复", "Alt+2") in line.doing
    press("Return")
    assert isinstance(asked.current, ResultsPage)
    asked.show_page("findings")
    stand(page, "V-3")
    press("Return")
    shown = asked.current
    assert isinstance(shown, EvidencePage)
    assert shown.model.filed[shown.table.currentIndex().row()].evidence.id == "E-014"
    assert shown.one.asked.text() == "V-3 核查员 赵 要求说明  印章不清"
    assert shown.one.asked.isVisible()
    asked.show_page("findings")
    stand(page, "V-2")
    press("Alt+2")
    press("Return")  # an answer must say something
    assert bench.project.tasks["T-002"].state == "open"
    type_text("more output")
    press("Return")
    assert (bench.project.tasks["T-002"].state, bench.project.tasks["T-002"].answer) == (
        "answered",
        "more output",
    )
    line = stand(page, "V-2")
    assert line.group == "note"
    assert "more output" in line.way
    press("Alt+2")
    assert page.reason.text() == "more output"
    press("Esc")


def test_the_import_page_takes_them_in(window: Window) -> None:
    press("Ctrl+I", window)
    page = window.current
    assert isinstance(page, ImportPage)
    data = told_as.as_json(Findings(schema=SCHEMA, findings=(*FOUND, Raised(number="V-9", text=""))))
    page.take(data, "findings.json")
    wait(lambda: not page.busy())
    press("Ctrl+Return")
    wait(lambda: not page.busy())
    bench = window.desk.workbench
    assert [task.number for task in bench.project.tasks.values()] == [each.number for each in FOUND]
    assert {task.source for task in bench.project.tasks.values()} == {max(bench.project.evidence)}


def test_a_factor_a_printed_code_and_a_page_of_the_report_lead_there(asked: Window) -> None:
    def go(number: str) -> None:
        asked.show_page("findings")
        page = asked.current
        assert isinstance(page, FindingsPage)
        page.list.setFocus()
        stand(page, number)
        press("Return")
        wait(lambda: not page.jobs.running("lead"))

    go("V-4")
    assert isinstance(asked.current, ResultsPage)
    assert asked.panel is not None
    assert asked.panel.trail[-1] == "cn.energy.gbt2589-2020:fuel.tce/diesel/CN/"  # type: ignore[attr-defined]
    press("Esc")
    go("V-5")
    assert asked.panel.trail[-1] == "fuel.co2[F01]@2025"  # type: ignore[attr-defined]
    press("Esc")
    go("V-6")
    report = asked.current
    assert isinstance(report, ReportPage)
    wait(lambda: report.preview is not None)
    assert report.view.page == 4
    go("V-7")  # words that name nothing are answered on the spot
    page = asked.current
    assert isinstance(page, FindingsPage)
    assert page.asked.isVisible()


def test_a_finding_at_a_line_is_marked_on_its_figure(asked: Window) -> None:
    asked.show_page("results")
    page = asked.current
    assert isinstance(page, ResultsPage)
    assert {row.mark for row in page.list.rows.rows if row.figure == "total.location@2025"} == {
        "核查意见 V-2"
    }
