"""Form foot: the strip under a page that asks, in its place while the page scrolls, and as wide as the table above."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.entry.cell_strip import CellStrip


class FormFoot(QWidget):
    """Where the strip stands.

    Parameters
    ----------
    desk : Desk
    strip : CellStrip
    area : QScrollArea or None
        What scrolls the page; the foot ends where its contents do, beside a scroll bar or not.
    """

    def __init__(self, desk: Desk, strip: CellStrip, area: QScrollArea | None) -> None:
        super().__init__()
        self.setObjectName("page_foot")
        self._desk, self._area = desk, area
        self._column = QVBoxLayout(self)
        self._column.setSpacing(desk.theme.px(0.571))
        self._column.addWidget(strip)
        if area is not None:
            area.verticalScrollBar().rangeChanged.connect(self._align)
        self._align()

    def _align(self) -> None:
        space = self._desk.theme.px(1.714)
        bar = self._area.verticalScrollBar() if self._area is not None else None
        beside = bar.sizeHint().width() if bar is not None and bar.maximum() > 0 else 0
        self._column.setContentsMargins(space, 0, space + beside, self._desk.theme.px(0.714))
