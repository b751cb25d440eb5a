"""A key paints what it changed: with hundreds of cells in sight anything else is felt at each figure typed."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from tests.ui.drive import press, type_text
from zcdesk.domain.answer import Place
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.entry.month_model import AnyIndex
from zcdesk.ui.entry.month_paint import MonthDelegate
from zcdesk.ui.entry.month_table import MonthTable
from zcdesk.ui.frame.window import Window


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Lines of which a cell was painted, since it was cleared."""
    lines: set[int] = set()
    paint = MonthDelegate.paint

    def seen(self: MonthDelegate, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        lines.add(index.row())
        paint(self, painter, option, index)

    monkeypatch.setattr(MonthDelegate, "paint", seen)
    return lines


@pytest.fixture
def table(window: Window, painted: set[int]) -> MonthTable:
    """The electricity of the sample, standing on a month of its first line."""
    window.show_page("power", Place("power.grid", "", "2025-03"))
    page = window.current
    assert isinstance(page, FormPage)
    assert page.table is not None
    for _ in range(3):
        QApplication.processEvents()
    assert page.table.months.rowCount() > 4
    assert page.table.hasFocus()
    return page.table


def test_a_figure_typed_paints_its_line_and_where_one_goes(table: MonthTable, painted: set[int]) -> None:
    line, _ = table.at
    type_text("4")
    QApplication.processEvents()  # what is made once has been made
    press("Enter")
    QApplication.processEvents()
    painted.clear()
    type_text("5")
    QApplication.processEvents()
    assert painted <= {line, line + 1}
    painted.clear()
    press("Enter")
    QApplication.processEvents()
    assert line in painted
    assert painted <= {line, line + 1}


def test_the_focus_is_painted_where_it_was_and_is(
    table: MonthTable, painted: set[int], window: Window
) -> None:
    line, _ = table.at
    painted.clear()
    window.sidebar.items["site"].setFocus()
    QApplication.processEvents()
    assert line in painted
    painted.clear()
    table.setFocus()
    QApplication.processEvents()
    assert line in painted
    assert len(painted) <= 2


def test_many_changed_lines_are_all_painted(table: MonthTable, painted: set[int]) -> None:
    painted.clear()
    table.months.refresh()
    QApplication.processEvents()
    shown = {table.rowAt(y) for y in range(table.viewport().height()) if table.rowAt(y) >= 0}
    assert painted >= {line for line in shown if table.rowViewportPosition(line) >= 0}
