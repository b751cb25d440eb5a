"""No word of a button is cut on the pages that show what came of it, in a window of 1366x768 at 150 %."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QPushButton

from zcdesk.domain.answer import Place
from zcdesk.ui.frame.window import Window
from zcdesk.ui.readiness.checklist import ChecklistPage
from zcdesk.ui.readiness.page import ReadinessPage
from zcdesk.ui.records.findings import FindingPainter, FindingsPage
from zcdesk.ui.results.results import ResultsPage


def settle(window: Window) -> None:
    """Let layouts and what is computed beside the window finish."""
    idle = 0
    for _ in range(600):
        QApplication.processEvents()
        idle = 0 if window.current is not None and window.current.busy() else idle + 1
        if idle > 8:
            return
        QThread.msleep(10)


def attribution(window: Window) -> None:
    window.show_page("results")
    page = window.current
    assert isinstance(page, ResultsPage)
    page.attribute()


def readings(window: Window) -> None:
    window.show_page("readiness")
    page = window.current
    assert isinstance(page, ReadinessPage)
    page.show_below("choices")


def skipping(window: Window) -> None:
    window.show_page("checklist")
    page = window.current
    assert isinstance(page, ChecklistPage)
    page.skip()


def factors(window: Window) -> None:
    window.show_page("changing", Place("factors"))


def history(window: Window) -> None:
    window.show_page("history")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("shown", [attribution, readings, skipping, factors, history])
def test_no_button_is_cut(window: Window, language: str, shown: Callable[[Window], None]) -> None:
    window.desk.preferred.emit(replace(window.desk.preferences, language=language))
    window.resize(911, 560)
    shown(window)
    settle(window)
    page = window.current
    assert page is not None
    area = page.scroll_area()
    assert area is not None
    assert area.horizontalScrollBar().maximum() == 0
    made = [each for each in page.findChildren(QPushButton) if each.isVisible() and each.text()]
    assert made
    for each in made:
        assert each.width() >= each.sizeHint().width(), each.text()


@pytest.mark.parametrize("size", [(1366, 698), (911, 560)])
def test_what_can_be_done_about_a_finding_is_read_whole(window: Window, size: tuple[int, int]) -> None:
    window.desk.preferred.emit(replace(window.desk.preferences, language="en"))
    window.resize(*size)
    bench = window.desk.workbench
    place = Place("power.grid", "", "2025-05")
    bench.set_answers({place: replace(bench.project.answers[place], text="16020.1")})
    window.show_page("findings")
    settle(window)
    page = window.current
    assert isinstance(page, FindingsPage)
    lines = [each for each in page.list.rows.items if len(each.doing) == 3]
    assert lines
    painter = page.list.itemDelegate()
    assert isinstance(painter, FindingPainter)
    for each in lines:
        assert page.list.widest >= painter.acting(each), each.doing
    assert page.list.widest <= window.desk.theme.px(20)  # no column of actions is wider
