"""A published report is checked from the desk, by keyboard."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.drive import focused, paste, press
from zcdesk.ui.frame.window import Window
from zcdesk.ui.report import audit
from zcdesk.ui.report.audit import AuditPage

PUBLISHED = Path(__file__).parent.parent / "calc" / "published"


def page_of(window: Window) -> AuditPage:
    """Reach the page through the palette."""
    press("Ctrl+K", window)
    paste("核对已发布")  # no keyboard types Chinese
    press("Return")
    page = window.current
    assert isinstance(page, AuditPage)
    return page


def settle(page: AuditPage) -> None:
    """Wait until the file was read, at most ten seconds."""
    until = time.monotonic() + 10
    while page.jobs.running("audit") and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.005)
    QApplication.processEvents()
    assert not page.jobs.running("audit")


def test_a_report_is_checked_and_what_differs_is_copied(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(window)
    assert focused() is page.choose
    monkeypatch.setattr(audit, "ask_file", lambda *_: PUBLISHED / "cn03.json")
    press("Return")
    settle(page)
    assert "不符 2" in page.said.text()
    assert focused() is page.list
    assert len(page.list.rows.items) == 2
    assert "只差一位" in page.list.current().note
    press("Ctrl+C")
    copied = QApplication.clipboard().text()
    assert copied.count("\n") == 2
    assert "8,911.8" in copied


def test_a_file_that_is_no_report_is_told_on_the_page(
    window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "x.pdf"
    other.write_bytes(b"%PDF-1.7")
    page = page_of(window)
    monkeypatch.setattr(audit, "ask_file", lambda *_: other)
    press("Return")
    settle(page)
    assert "不是 JSON 或 CSV" in page.said.text()
    assert focused() is page.choose
