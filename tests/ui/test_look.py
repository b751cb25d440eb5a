"""Findings, report, history and evidence, by keyboard."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.ui.drive import focused, press, type_text
from zcdesk.domain.answer import Place
from zcdesk.ui.evidence_page import EvidencePage
from zcdesk.ui.findings import FindingsPage
from zcdesk.ui.history import HistoryPage
from zcdesk.ui.report_view import ReportPage
from zcdesk.ui.window import Window

POWER = Place("power.grid", "", "2025-03")


def wait(holds: Callable[[], bool]) -> None:
    """Let the other threads finish, at most ten seconds."""
    until = time.monotonic() + 10
    while not holds() and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.005)
    assert holds()


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
