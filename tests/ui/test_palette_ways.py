"""The palette finds schemes, documents about them and what is handed in; a toast covers no key that it names."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from tests.ui.drive import press
from tests.ui.test_readiness import followed_only
from tests.workbench.test_readiness_view import JIANGSU, NATIONAL
from zcdesk.domain.answer import Place
from zcdesk.ui.frame.window import Window
from zcdesk.ui.readiness.page import ReadinessPage
from zcdesk.ui.report.report_view import ReportPage
from zcdesk.workbench.handed_out import documents


def titles(window: Window, text: str) -> list[str]:
    window.act("palette")
    window.around.palette.field.setText(text)  # type: ignore[attr-defined]
    return [item.title for item in window.around.palette.list.rows.items]  # type: ignore[attr-defined]


def test_a_scheme_that_is_not_followed_is_found_among_those_to_choose(window: Window) -> None:
    followed_only(window.desk.workbench, NATIONAL)
    name = next(each for each in titles(window, "江苏") if "零碳" in each)
    assert name
    press("Escape")
    titles(window, name)
    press("Return")
    page = window.current
    assert isinstance(page, ReadinessPage)
    assert page.view == "schemes"
    row = page.schemes.list.current()
    assert row is not None
    assert row.listed.key == JIANGSU


def test_refrigerants_are_found_by_the_names_that_people_have_for_them(window: Window) -> None:
    assert "fgas" in window.page_ids()
    for text in ("制冷剂", "冷媒", "R-410A", "zhilengji"):
        assert "含氟气体" in titles(window, text)[0]
        press("Escape")
    titles(window, "制冷剂")
    press("Return")
    page = window.current
    assert page is not None
    assert page.id == "fgas"
    told = " ".join(each.text() for each in page.findChildren(QLabel))
    for named in ("ISO 14064-1", "并行的方法", "逸散（按记录）"):  # where it goes instead
        assert named in told


def test_schemes_package_and_submission_are_found_by_their_names(window: Window) -> None:
    for text, title in (("选办法", "选办法"), ("核查包", "写核查包"), ("申报材料", "导出申报材料")):
        assert titles(window, text)[0] == title
        press("Escape")
    titles(window, "选办法")
    press("Return")
    assert isinstance(window.current, ReadinessPage)
    assert window.current.view == "schemes"


def test_every_offered_document_is_found_and_shown(window: Window) -> None:
    followed_only(window.desk.workbench, NATIONAL)
    offered = documents.offered(window.desk.workbench)
    assert offered
    for offer in offered:
        assert offer.words.zh in titles(window, offer.words.zh)
        press("Escape")
    titles(window, offered[0].words.zh)
    press("Return")
    page = window.current
    assert isinstance(page, ReportPage)
    assert page.choice.document.partition(":")[0] == offered[0].id


def test_the_report_of_emissions_is_found_by_its_name_and_shown(window: Window) -> None:
    followed_only(window.desk.workbench, NATIONAL)
    titles(window, documents.offered(window.desk.workbench)[0].words.zh)
    press("Return")
    assert "企业温室气体排放报告" in titles(window, "企业温室气体")
    press("Escape")
    assert titles(window, "企业温室气体排放报告")[0] == "企业温室气体排放报告"
    press("Return")
    page = window.current
    assert isinstance(page, ReportPage)
    assert page.choice.document == "inventory"


def test_a_toast_covers_no_key_of_the_status_line(window: Window) -> None:
    window.resize(1366, 698)
    window.show_page("power")
    window.desk.workbench.set_answer(Place("power.grid", "", "2025-03"), "1", "MWh")
    window.desk.toast.emit(window.desk.words("entry.evidence.tied", id="E-001", n=1))
    toast = window._toast
    assert toast.back.isVisible()
    assert "Ctrl+Z" not in toast.text.text()
    caps = [each for each in window.status.findChildren(QLabel) if each.isVisible() and each.text() == "F1"]
    assert caps
    assert toast.geometry().right() < caps[0].mapTo(window.centralWidget(), caps[0].rect().topLeft()).x()
