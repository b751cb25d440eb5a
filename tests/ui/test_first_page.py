"""The first page of a report is seen long before the last is set, and nothing is dead meanwhile."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest
from PySide6.QtWidgets import QApplication

from tests.loaded import loaded, within
from tests.ui.test_report_page import wait
from zcdesk.ui.frame.window import Window
from zcdesk.ui.report.report_view import ReportPage

LATE = (
    "reportlab",
    "PIL",
    "matplotlib",
    "numpy",
    "pypdfium2",
    "docx",
    "zcdesk.report.pages.pdf",
    "zcdesk.report.story",
)
"""What sets pages and what shows them: loaded on the other thread, not while the window waits."""


def _picture(document: pdfium.PdfDocument) -> bytes:
    return bytes(document[0].render(scale=1).buffer)


def test_the_first_page_is_seen_before_the_rest_is_set(window: Window) -> None:
    window.show_page("report")
    page = window.current
    assert isinstance(page, ReportPage)
    wait(lambda: page.view.document is not None)
    assert page.preview is None
    assert page.busy()
    assert page.note.cancel.isVisible()
    assert page.view.document is not None
    assert len(page.view.document) == 1
    assert page.top.where.text() == "1 / …"
    first = _picture(page.view.document)
    page.turn(1)
    page.save()  # there is nothing to save yet, and no dialog asks where
    wait(lambda: page.preview is not None)
    assert page.preview is not None
    assert len(page.view.document) == page.preview.pages > 1
    assert _picture(page.view.document) == first
    assert page.top.where.text() == f"1 / {page.preview.pages}"


def test_where_one_has_read_to_stays_when_the_rest_comes(window: Window) -> None:
    window.show_page("report")
    page = window.current
    assert isinstance(page, ReportPage)
    wait(lambda: page.view.document is not None)
    bar = page.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    at = bar.value()
    assert at > 0
    wait(lambda: page.preview is not None)
    QApplication.processEvents()
    assert bar.value() == pytest.approx(at, rel=0.05)  # the page may be a little narrower now


def test_the_page_of_reports_opens_without_what_sets_pages() -> None:
    assert within(loaded("import zcdesk.ui.report.report_view"), LATE) == []
