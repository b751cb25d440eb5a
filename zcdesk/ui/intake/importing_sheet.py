"""The raw sheet of a table: as it came, with what was recognised marked; nothing of it can be changed here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from zcdesk.exchange.tables.cells import shortest
from zcdesk.exchange.tables.table_in import Sheet
from zcdesk.exchange.tables.workbook_in import address, spot
from zcdesk.ui.desk import Desk

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
_CELL = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")
_GROUNDS = {"head": "accent_soft", "bad": "bad_soft", "title": "sunk"}
_INKS = {"title": "quiet", "skipped": "faint", "bad": "bad"}


class SheetModel(QAbstractTableModel):
    """The cells of a sheet as texts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.rows: list[list[Any]] = []
        self.width = 0
        self.marks: Mapping[tuple[int, int], str] = {}
        self.here = (-1, -1)

    def stand(self, row: int, column: int) -> None:
        """Mark the cell one is led to; the one before is as it was."""
        before, self.here = self.here, (row, column)
        for at in (before, self.here):
            index = self.index(*at)
            if index.isValid():
                self.dataChanged.emit(index, index)

    def put(self, sheet: Sheet | None, marks: Mapping[tuple[int, int], str]) -> None:
        """Show a sheet."""
        self.beginResetModel()
        self.rows = sheet.rows if sheet is not None else []
        self.width = max((len(row) for row in self.rows[:2000]), default=0)
        self.marks, self.here = marks, (-1, -1)
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else self.width

    def mark(self, row: int, column: int) -> str:
        """What a cell is: ``head``, ``title``, ``skipped``, ``bad`` or ``""``."""
        return self.marks.get((row, column)) or self.marks.get((row, -1), "")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        cells = self.rows[row]
        cell = cells[column] if column < len(cells) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return said(cell)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{address(row, column)} {said(cell)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight if isinstance(cell, float | int) else Qt.AlignmentFlag.AlignLeft
            )
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.BackgroundRole and (row, column) == self.here:
            return self.desk.theme.colour("bad" if self.mark(row, column) == "bad" else "accent")
        if role == Qt.ItemDataRole.ForegroundRole and (row, column) == self.here:
            return self.desk.theme.colour("surface")
        if role == Qt.ItemDataRole.BackgroundRole:
            ground = _GROUNDS.get(self.mark(row, column))
            return self.desk.theme.colour(ground) if ground else None
        if role == Qt.ItemDataRole.ForegroundRole:
            ink = _INKS.get(self.mark(row, column))
            return self.desk.theme.colour(ink) if ink else None
        if role == Qt.ItemDataRole.FontRole:
            return self.desk.theme.font(0.857, 500 if self.mark(row, column) == "head" else 400)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return str(section + 1) if orientation == Qt.Orientation.Vertical else address(0, section)[:-1]
        return None


class SheetView(QTableView):
    """The sheet; H says that the marked rows are the heads.

    Signals
    -------
    heads : int, int
        First row of the heads, and the first below them, counted from 0.
    """

    heads = Signal(int, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, px = desk, desk.theme.px
        self.sheet = SheetModel(desk)
        self.setModel(self.sheet)
        self.setObjectName("raw_sheet")
        self.setAccessibleName(desk.words("importing.raw"))
        self.setAccessibleDescription(desk.words("importing.raw_keys"))
        self.setFont(desk.theme.font(0.857))
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for head, size in ((self.horizontalHeader(), 6.4), (self.verticalHeader(), 1.8)):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            head.setDefaultSectionSize(px(size))
            head.setMinimumSectionSize(px(1.6))
            head.setFont(desk.theme.font(0.857))
            head.setHighlightSections(False)

    def put(self, sheet: Sheet | None, marks: Mapping[tuple[int, int], str]) -> None:
        """Show a sheet from its top."""
        self.clearSpans()
        self.sheet.put(sheet, marks)
        for at, row in enumerate(self.sheet.rows[:20]):
            if (
                self.sheet.width > 1
                and self.sheet.mark(at, 0) == "title"
                and sum(map(bool, row)) == 1
                and row[0]
            ):
                self.setSpan(at, 0, 1, self.sheet.width)
        metrics, px = self.fontMetrics(), self.desk.theme.px
        for column in range(min(self.sheet.width, 60)):
            texts = (
                row[column]
                for at, row in enumerate(self.sheet.rows[:40])
                if column < len(row) and self.sheet.mark(at, column) != "title"
            )
            widest = max(
                (metrics.horizontalAdvance(said(cell)) for cell in texts if is_short(cell)), default=0
            )
            self.setColumnWidth(column, max(px(3.4), min(px(14), widest + px(1.2))))

    def stand_at(self, where: str) -> None:
        """Bring a column, ``C``, or a row, ``5``, into sight."""
        first = next((row for row in range(len(self.sheet.rows)) if self.sheet.mark(row, 0) == "head"), 0)
        if where.isdigit():
            self.setCurrentIndex(self.sheet.index(int(where) - 1, 0))
        elif where:
            column = 0
            for letter in where:
                column = column * 26 + ord(letter) - 64
            self.setCurrentIndex(self.sheet.index(first, column - 1))

    def stand_on_cell(self, where: str) -> None:
        """Bring a cell, ``D9``, into the middle and mark it; the keyboard stays where it is."""
        index = self.sheet.index(*spot(where)) if _CELL.fullmatch(where) else QModelIndex()
        if index.isValid():
            self.setCurrentIndex(index)
            self.clearSelection()
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            self.sheet.stand(index.row(), index.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_H and plain and self.sheet.rows:
            rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
            if rows:
                self.heads.emit(rows[0], rows[-1] + 1)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


def said(cell: Any) -> str:
    """A cell as it is seen in a spreadsheet."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float):
        return shortest(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%Y/%m/%d" if not (cell.hour or cell.minute) else "%Y/%m/%d %H:%M")
    if isinstance(cell, date):
        return cell.strftime("%Y/%m/%d")
    return "" if cell is None else " ".join(str(cell).split())


def is_short(cell: Any) -> bool:
    """Whether a cell counts for the width of its column: a title over all columns does not."""
    return not isinstance(cell, str) or len(cell) < 24
