"""What is open is found: rows of checks say the same keys, a seal says what it leaves open, a key leads there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from tests.ui.drive import focused, press, type_text
from zcdesk.domain.answer import Place
from zcdesk.ui.frame.palette import Palette
from zcdesk.ui.frame.settings import SettingsPage
from zcdesk.ui.frame.window import Window
from zcdesk.ui.records.findings import FindingPainter, FindingsPage, Line
from zcdesk.ui.report.report_view import ReportPage
from zcdesk.workbench.forms import guide

JUNE = Place("heat.amount", "R01", "2025-06")


def checks(window: Window) -> FindingsPage:
    """The page of checks."""
    window.show_page("findings")
    page = window.current
    assert isinstance(page, FindingsPage)
    return page


def test_every_row_says_that_enter_goes_there_and_alt_2_keeps(window: Window) -> None:
    window.desk.workbench.set_answer(JUNE, "5,339", "GJ")
    page = checks(window)
    lines = [line for line in page.list.rows.items if line.row is not None]
    assert any(line.row.mend for line in lines)
    for line in lines:
        doing = {keys: action for action, keys in line.doing}
        assert ("Enter" in doing) == bool(line.row.page)
        assert doing.get("Enter", "去看") in ("去看", "去填")
        assert ("Alt+2" in doing) == bool(line.row.key or line.row.remark)
        assert doing.get("Alt+2", "属实，写原因") == "属实，写原因"


def test_a_reason_is_typed_only_where_the_line_for_it_has_the_focus(window: Window) -> None:
    bench = window.desk.workbench
    bench.set_answer(JUNE, "5,339", "GJ")
    page = checks(window)
    at = next(n for n, line in enumerate(page.list.rows.items) if line.row and line.row.place == JUNE)
    page.list.setCurrentIndex(page.list.rows.index(at))
    press("Alt+2")
    assert focused() is page.reason
    type_text("audited meter")
    press("Return")
    assert (bench.project.answers[JUNE].text, bench.project.answers[JUNE].note) == ("5,339", "audited meter")
    assert focused() is page.list


def test_a_seal_says_the_doubts_that_it_leaves_and_leads_there(window: Window) -> None:
    bench = window.desk.workbench
    bench.set_answer(JUNE, "5,339", "GJ")
    doubts = guide.tally(bench, window.desk.year)[1]
    assert doubts
    window.act("seal")
    page = window.current
    assert isinstance(page, ReportPage)
    assert page.top.state.text() == f"存疑 {doubts}"
    assert page.sealing.isVisible()
    assert page.sealing.still_open.doubts.text() == f"存疑 {doubts} 项，去看"
    assert page.sealing.still_open.doubts.isVisible()
    assert not page.sealing.still_open.name.isVisible()  # lin fills in
    page.sealing.still_open.doubts.setFocus()
    press("Space")
    assert isinstance(window.current, FindingsPage)


def test_a_seal_says_beforehand_that_the_column_of_the_year_before_has_gaps(window: Window) -> None:
    bench = window.desk.workbench
    window.act("seal")
    page = window.current
    assert isinstance(page, ReportPage)
    assert not page.sealing.still_open.before.isVisible()
    bench.set_answers({Place("power.grid", "", "2024-03"): None})
    window.act("seal")
    assert page.sealing.isVisible()
    assert page.sealing.still_open.before.isVisible()
    assert page.sealing.still_open.before.text() == "上一年（2024年）未填全，对比列会印“未计”。"


def test_a_seal_without_a_name_says_so_and_leads_to_the_line_for_it(window: Window) -> None:
    window.desk.workbench.by = ""
    window.act("seal")
    page = window.current
    assert isinstance(page, ReportPage)
    assert "可封存" not in page.top.state.text()
    assert "没写填报人" in page.top.state.text()
    page.sealing.still_open.name.setFocus()
    press("Space")
    settings = window.current
    assert isinstance(settings, SettingsPage)
    assert focused() is settings.by


def test_f7_leads_to_the_checks_from_a_cell(window: Window) -> None:
    window.show_page("heat", JUNE)
    press("F7")
    assert isinstance(window.current, FindingsPage)
    assert window.sidebar.items["findings"].toolTip().endswith("F7")
    assert window.status.doubtful.toolTip().endswith("F7")


@pytest.mark.parametrize(
    ("text", "kind", "id_"),
    [
        *(
            (each, "page", "findings")
            for each in ("存疑", "问题", "缺项", "检查", "cunyi", "wenti", "quexiang")
        ),
        *((each, "page", "findings") for each in ("jiancha", "problems", "doubtful")),
        *((each, "action", "language") for each in ("english", "英文", "yingwen")),
        *((each, "action", "theme") for each in ("dark", "深色", "zhuti", "主题")),
    ],
)
def test_what_people_call_it_finds_it_first(window: Window, text: str, kind: str, id_: str) -> None:
    press("Ctrl+K")
    palette = window.findChild(Palette)
    assert palette is not None
    palette.field.setText(text)
    first = palette._shown[palette.list.current().id]
    assert (first.kind, first.id) == (kind, id_)


def test_with_no_text_the_list_goes_on_below_its_ninth_line(window: Window) -> None:
    press("Ctrl+K")
    palette = window.findChild(Palette)
    assert palette is not None
    for _ in range(12):
        press("Down")
    listed = palette.list.rows.items
    assert palette.list.current() is listed[12]
    kinds = {target.kind for target in palette._shown.values()}
    assert kinds == {"page", "action", "year"}


def test_a_long_finding_goes_on_below_and_a_word_of_a_way_out_stands_beside_it(window: Window) -> None:
    page = checks(window)
    painter = page.list.itemDelegate()
    assert isinstance(painter, FindingPainter)
    wide = QRect(0, 0, 1100, 56)
    long = Line("没有见到分摊系数，" * 9, "依据：某文。", "非化石电力", "去看", "Enter", group="note")
    said, named = painter._lines(long, painter._room(long, wide))
    assert named == 2
    assert "".join(said) == long.what + long.way
    bold = QFontMetrics(page.desk.theme.font(1.0, 500))
    assert all(bold.horizontalAdvance(each) <= painter._room(long, wide) for each in said[:named])
    placeless = Line("沿用前一年的公布值", "确认。", group="note")
    assert painter._room(placeless, wide) > painter._room(long, wide) + 200
