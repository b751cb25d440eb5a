"""Core indicators of a scheme, one under another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from zcdesk.ui.desk import Desk
from zcdesk.ui.readiness.bars import CoreRow
from zcdesk.ui.widgets.parts import rule
from zcdesk.workbench.readiness.parts import Item


class CoreCard(QFrame):
    """The core indicators, one under another."""

    opened = Signal(str)
    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, desk.theme.px(0.29), 1, desk.theme.px(0.29))
        self._column.setSpacing(0)
        self.rows: list[CoreRow] = []

    def tell(self, items: Sequence[Item]) -> bool:
        """Show these indicators; whether the rows were made anew."""
        if [row.item.id for row in self.rows] == [item.id for item in items]:
            for row, item in zip(self.rows, items, strict=True):
                row.tell(item)
            return False
        while self._column.count():
            taken = self._column.takeAt(0)
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self.rows = []
        for item in items:
            if self.rows:
                self._column.addWidget(rule())
            made = CoreRow(self.desk, item)
            made.opened.connect(self.opened)
            made.chosen.connect(self.chosen)
            made.moved.connect(lambda by, row=made: self._move(row, by))
            self._column.addWidget(made)
            self.rows.append(made)
        self._column.addStretch(1)
        return True

    def _move(self, row: CoreRow, by: int) -> None:
        at = self.rows.index(row) + by
        if 0 <= at < len(self.rows):
            self.rows[at].setFocus()
