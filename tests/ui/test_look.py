"""Findings, report, history and evidence, by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel
from shiboken6 import isValid

from tests.ui.drive import focused, press, type_text, wait
from zcdesk.domain.answer import Cite, Place
from zcdesk.domain.change import EvidenceChange
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.frame.window import Window
from zcdesk.ui.records.evidence_page import EvidencePage
from zcdesk.ui.records.findings import FindingsPage
from zcdesk.ui.records.history import HistoryPage
from zcdesk.ui.records.history_lists import shortened
from zcdesk.ui.report.report_view import ReportPage

POWER = Place("power.grid", "", "2025-03")


def test_enter_on_a_finding_goes_to_its_page(window: Window) -> None:
    window.show_page("findings")
    page = window.current
    assert isinstance(page, FindingsPage)
    assert focused() is page.list
    press("Return")
    assert window.current is not page


def test_arrows_pass_over_the_heads_of_groups(window: Window) -> None:
    window.show_page("findings")
    page = window.current
    assert isinstance(page, FindingsPage)
    press("Down")
    assert page.list.current().group == "note"


def test_report_is_printed_beside_the_window_and_page_down_turns(window: Window) -> None:
    window.show_page("report")
    page = window.current
    assert isinstance(page, ReportPage)
    wait(lambda: page.preview is not None)
    press("PgDown")
    assert page.view.page == 1


def test_a_cancelled_report_never_arrives(window: Window) -> None:
    window.show_page("report")
    page = window.current
    assert isinstance(page, ReportPage)
    press("Escape")
    assert not page.jobs.running("print")
    assert page.preview is None


def test_restoring_one_cell_is_one_step_that_undo_takes_back(window: Window) -> None:
    bench = window.desk.workbench
    before = bench.project.answers[POWER].text
    head = bench.file.head
    bench.set_answer(POWER, "1", bench.project.answers[POWER].unit)
    window.show_page("history")
    page = window.current
    assert isinstance(page, HistoryPage)
    press("Down")
    wait(lambda: page.at == head and len(page.found) == 1 and not page.jobs.running("look"))
    press("R")
    assert bench.project.answers[POWER].text == before
    press("Ctrl+Z", window)
    assert bench.project.answers[POWER].text == "1"


def test_a_title_is_changed_in_place_as_one_step(window: Window) -> None:
    bench = window.desk.workbench
    window.show_page("evidence")
    head = bench.file.head
    press("F2")
    press("Ctrl+A")
    type_text("licence")
    press("Return")
    assert bench.project.evidence["E-001"].title == "licence"
    assert bench.file.head == head + 1


def test_an_empty_file_is_refused_in_words_and_the_next_is_taken(window: Window, tmp_path: Path) -> None:
    empty, good = tmp_path / "empty.pdf", tmp_path / "bill.txt"
    empty.write_bytes(b"")
    good.write_text("bill", encoding="utf-8")
    window.show_page("evidence")
    page = window.current
    assert isinstance(page, EvidencePage)
    held = len(window.desk.workbench.project.evidence)
    page.take([empty, good])
    assert len(window.desk.workbench.project.evidence) == held + 1
    assert "empty.pdf" in page.news.text()


def history(window: Window) -> HistoryPage:
    """The history page, computed."""
    window.show_page("history")
    page = window.current
    assert isinstance(page, HistoryPage)
    wait(lambda: not page.busy())
    return page


def test_left_and_right_move_through_time_and_the_list_follows(window: Window) -> None:
    bench = window.desk.workbench
    for text in ("1", "2", "3"):
        bench.set_answer(POWER, text, "MWh")
    page = history(window)
    head = bench.file.head
    page.bar.setFocus()
    press("Left")
    assert page.at == head - 1
    assert page.list.current().id == str(head - 1)
    press("Home")
    assert page.at == 1
    press("End")
    assert page.at == head
    press("Shift+Left")  # nothing is sealed: to the beginning
    assert page.at == 1
    wait(lambda: not page.busy())


def test_two_past_moments_are_compared_and_nothing_can_be_restored_meanwhile(window: Window) -> None:
    bench = window.desk.workbench
    for text in ("10", "25", "90"):
        bench.set_answer(POWER, text, "MWh")
    page = history(window)
    head = bench.file.head
    page.look_at(head - 1)
    page.compare.setFocus()
    press("Space")
    assert page.base == head - 1
    page.look_at(head - 2)
    wait(lambda: not page.busy() and len(page.found) == 1)
    item = page.changes.rows.items[0]
    assert (item.lead, item.note, item.right) == ("10 MWh", "25 MWh", "+15")  # 25 - 10
    assert not page.one.isEnabled()
    assert page._words[2] == page.now_name.text() == "比较点"  # nothing is called now that is not
    assert not window._toast.back.isVisible()  # choosing a moment is no edit
    page.compare.setFocus()
    press("Space")
    assert page._words[2] == "现在"
    wait(lambda: not page.busy())


def test_edits_are_found_by_what_they_touched(window: Window) -> None:
    window.desk.workbench.set_answer(POWER, "1", "MWh")
    page = history(window)
    page.search.setFocus()
    page.search.setText("电网购电")  # as an input method puts it
    assert [item.title for item in page.list.rows.items if not item.head] == [
        "2025年3月 · 电网购电（不含绿电交易）"
    ]
    type_text("x")
    assert page.none.isVisible()


def test_edits_are_found_by_the_value_and_the_place(window: Window) -> None:
    bench = window.desk.workbench
    bench.set_answer(POWER, "98765.4", "MWh")
    bench.set_answer(POWER, "1", "MWh")
    page = history(window)
    page.search.setFocus()
    page.search.setText("电网 2025年3月 98,765.4")
    wait(lambda: not page.busy())
    shown = [item.id for item in page.list.rows.items if not item.head]
    assert shown == [str(bench.file.head), str(bench.file.head - 1)]  # replaced, and typed
    bench.set_answer(POWER, "98765.4", "MWh")  # a later edit is read when it is there
    wait(lambda: not page.busy())
    assert next(item.id for item in page.list.rows.items if not item.head) == str(bench.file.head)


def test_in_a_block_the_cell_that_was_sought_is_named(window: Window) -> None:
    page = history(window)
    page.search.setText("2025年3月 天然气 净消耗量")
    wait(lambda: not page.busy())
    (item,) = [item for item in page.list.rows.items if not item.head]
    assert item.note.startswith("其中 F01 天然气 · 2025年3月 · 净消耗量")


def test_the_chain_is_verified_from_the_page(window: Window) -> None:
    page = history(window)
    page.verify()
    wait(lambda: "链完整" in page.count.text())


def test_the_status_line_tells_the_keys_of_the_page(window: Window) -> None:
    history(window)
    assert "移动时刻" in [each.text() for each in window.findChildren(QLabel)]
    window.show_page("power")
    QApplication.processEvents()
    assert "移动时刻" not in [each.text() for each in window.findChildren(QLabel) if each.isVisible()]


def test_no_key_is_told_that_does_nothing_among_what_is_missing(window: Window) -> None:
    window.show_page("findings")
    assert window.current is not None
    told = [keys for keys, _ in window.current.keys_here()]
    assert "F2" not in told
    assert {"F1", "F8"} <= set(told)


def test_every_page_is_seen_as_it_was_and_only_seen(window: Window) -> None:
    bench = window.desk.workbench
    then = bench.headline(window.desk.year, "zh")
    head = bench.file.head
    before = bench.project.answers[POWER].text
    bench.set_answer(POWER, "987654", "MWh")
    page = history(window)
    page.look_at(head)
    page.pages_then.click()
    (past,) = window.looking_back
    assert past.desk.past in past.windowTitle()
    assert past.desk.workbench.headline(past.desk.year, "zh") == then
    assert past.desk.workbench.project.answers[POWER].text == before
    past.show_page("power")
    grid = past.current
    assert isinstance(grid, FormPage)
    assert grid.table is not None
    grid.table.setFocus()
    grid.table.stand(0, 3)
    type_text("5")
    press("Return")
    assert past.desk.workbench.project.answers[POWER].text == before
    assert bench.project.answers[POWER].text == "987654"
    past.show_page("history")
    seen = past.current
    assert isinstance(seen, HistoryPage)
    wait(lambda: not seen.busy())
    assert seen.listed[0].number == head
    press("Ctrl+W", past)
    assert not isValid(past)  # closed, and let go


@pytest.mark.parametrize("by", ["key", "difference"])
def test_the_pages_of_then_open_at_the_cell_that_was_edited(window: Window, by: str) -> None:
    bench, heat = window.desk.workbench, Place("heat.amount", "R01", "2024-02")
    bench.set_answer(POWER, "1", "MWh")
    bench.set_answer(heat, "77", "GJ")
    page = history(window)
    page.look_at(bench.file.head - (2 if by == "difference" else 0))
    if by == "difference":
        wait(lambda: not page.busy() and len(page.found) == 2)
        page.changes.setFocus()
        at = next(n for n, found in enumerate(page.found) if "2024年2月" in found.what)
        page.changes.setCurrentIndex(page.changes.rows.index(at))
    press("P")
    (past,) = window.looking_back
    assert past.standing() == ("heat", heat)
    assert past.desk.year == "2024"
    past.close()


def test_a_piece_of_evidence_is_looked_back_at_on_its_page(window: Window) -> None:
    bench = window.desk.workbench
    id_ = next(iter(bench.project.evidence))
    bench.commit("", [EvidenceChange(id_, bench.project.evidence[id_], None)])
    history(window).look_back()
    (past,) = window.looking_back
    assert past.standing()[0] == "evidence"
    past.close()


@pytest.mark.parametrize("room", [30, 22, 16])
def test_a_long_name_is_cut_in_its_middle_and_the_month_stays(application: QApplication, room: int) -> None:
    metrics = QFontMetrics(application.font())
    told = "F12 二号热处理车间井式渗碳炉用天然气 · 2025年11月 · 外购燃料收到基低位发热量"
    shown = shortened(told, metrics, room * metrics.horizontalAdvance("宽"))
    assert metrics.horizontalAdvance(shown) <= room * metrics.horizontalAdvance("宽")
    row, month, quantity = shown.split(" · ")
    assert (month, row[:2], row[-1], quantity[0]) == ("2025年11月", "F1", "气", "外")


def test_what_fits_is_not_cut(application: QApplication) -> None:
    metrics = QFontMetrics(application.font())
    told = "F01 天然气 · 2025年3月 · 消耗量"
    assert shortened(told, metrics, metrics.horizontalAdvance(told)) == told


def evidence(window: Window) -> EvidencePage:
    """The evidence page."""
    window.show_page("evidence")
    page = window.current
    assert isinstance(page, EvidencePage)
    return page


def test_the_piece_one_stands_on_shows_what_rests_on_it_and_leads_there(
    window: Window, tmp_path: Path
) -> None:
    bench = window.desk.workbench
    bill = tmp_path / "march.txt"
    bill.write_text("march", encoding="utf-8")
    number = bench.add_evidence(bill)
    held = bench.project.answers[POWER]
    bench.set_answer(POWER, held.text, held.unit, evidence=(Cite(number),))
    page = evidence(window)
    at = next(n for n, each in enumerate(page.model.filed) if each.evidence.id == number)
    page.table.setCurrentIndex(page.model.index(at, 1))
    assert [item.title for item in page.one.list.rows.items] == ["2025年3月 · 电网购电（不含绿电交易）"]
    page.one.list.setFocus()
    press("Return")
    assert window.current is not None
    assert window.current.id == "power"


def test_evidence_that_is_taken_away_leaves_every_number_and_comes_back_by_undo(
    window: Window, tmp_path: Path
) -> None:
    bench = window.desk.workbench
    bill = tmp_path / "march.txt"
    bill.write_text("march", encoding="utf-8")
    number = bench.add_evidence(bill)
    held = bench.project.answers[POWER]
    bench.set_answer(POWER, held.text, held.unit, evidence=(Cite(number),))
    page = evidence(window)
    at = next(n for n, each in enumerate(page.model.filed) if each.evidence.id == number)
    page.table.setCurrentIndex(page.model.index(at, 1))
    page.one.away.setFocus()
    press("Space")
    assert number not in bench.project.evidence
    assert bench.project.answers[POWER].evidence == ()
    press("Ctrl+Z", window)
    assert bench.project.answers[POWER].evidence == (Cite(number),)


def test_the_same_content_is_not_taken_twice(window: Window, tmp_path: Path) -> None:
    first, again = tmp_path / "a.txt", tmp_path / "b.txt"
    for path in (first, again):
        path.write_text("one bill", encoding="utf-8")
    page = evidence(window)
    page.take([first])
    count = len(window.desk.workbench.project.evidence)
    page.take([again])
    assert len(window.desk.workbench.project.evidence) == count
    assert "b.txt" in page.news.text()


def test_what_could_be_a_program_is_not_opened(window: Window, tmp_path: Path) -> None:
    program = tmp_path / "bill.pdf.exe"
    program.write_bytes(b"MZ" + bytes(200))
    page = evidence(window)
    page.take([program])
    page.table.setCurrentIndex(page.model.index(len(page.model.filed) - 1, 1))
    page.one.opener.setFocus()
    press("Space")
    assert "不从这里打开" in page.news.text()
