"""What closes the gaps: each measure with its amount in its own unit, under the level it leads to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.figure_list import overrides, wants
from zcdesk.ui.widgets.listing import ROW, Listing, RowPainter
from zcdesk.workbench.readiness.parts import Item, Piece


class Way:
    """A measure, or the head of those that lead to one level."""

    def __init__(self, item: Item, title: str, piece: Piece | None = None) -> None:
        self.item, self.title, self.piece = item, title, piece

    @property
    def head(self) -> bool:
        """Whether it only says what follows."""
        return self.piece is None

    @property
    def said(self) -> str:
        """What a screen reader says."""
        return self.piece.said if self.piece is not None else self.title


class WayPainter(RowPainter):
    """Paints a measure: what it is, what goes with it, how much at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = index.data(ROW)
        return QSize(self.theme.px(8), self.theme.px(2.3 if row is not None and row.head else 2.0))

    def content(self, painter: QPainter, box: QRect, item: Way, selected: bool) -> None:
        px = self.theme.px
        if item.piece is None:
            self.text(painter, box.adjusted(0, px(0.4), 0, 0), item.title, 0.929, 700, "ink")
            return
        right = self.text(painter, box, item.piece.unit, 0.929, 500, "ink", Qt.AlignmentFlag.AlignRight)
        room = box.adjusted(px(1.143), 0, -right - px(0.857), 0)
        used = self.text(painter, room, item.piece.text, 0.929, 400, "ink") + px(0.857)
        note = item.piece.said.removeprefix(f"{item.piece.text} {item.piece.unit}").lstrip("；; ")
        self.text(painter, room.adjusted(used, 0, 0, 0), note, 0.857, 400, "quiet")


class WayList(Listing):
    """The measures; F2 shows the arithmetic, Enter opens the indicator.

    Signals
    -------
    asked : str
    """

    asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(WayPainter(desk), desk.words("readiness.below.ways"))
        self.desk = desk
        self.setProperty("bare", True)
        self.setUniformItemSizes(False)
        self.clicked.disconnect()
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW)))

    def tell(self, items: Sequence[Item]) -> None:
        """Show what closes the gaps of these."""
        rows: list[Way] = []
        for item in items:
            for step in item.steps:
                if step.measures:
                    gap = step.gap.text if step.gap is not None else step.text
                    words = self.desk.words("readiness.ways_for", number=item.number, name=item.name, gap=gap)
                    rows.append(Way(item, words))
                    rows += [Way(item, words, piece) for piece in step.measures]
        at = max(self.currentIndex().row(), 0)
        self.put(rows, min(at, max(len(rows) - 1, 0)))
        self.setMinimumHeight(self.desk.theme.px(2.0) * min(len(rows), 9))

    def figure_here(self) -> str:
        """Id of the figure one stands at; ``""`` where there is none."""
        row = self.current()
        return str(row.piece.figure) if row is not None and row.piece is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if wants(event, Qt.Key.Key_F2) and row is not None and row.piece is not None:
            self.asked.emit(row.piece.figure)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return overrides(event, Qt.Key.Key_F2) or super().event(event)
