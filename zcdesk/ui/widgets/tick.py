"""Tick: a box to mark, drawn in the roles of the theme, so that its frame is seen in every look."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from zcdesk.ui.theme import Theme


class Tick(QCheckBox):
    """A check box.

    Parameters
    ----------
    theme : Theme
    text : str
        Beside the box; ``""`` where the words stand elsewhere.
    """

    def __init__(self, theme: Theme, text: str = "") -> None:
        super().__init__(text)
        self._theme = theme
        self.setFont(theme.font())

    def sizeHint(self) -> QSize:
        px = self._theme.px
        words = QFontMetricsF(self.font()).horizontalAdvance(self.text()) + px(0.7) if self.text() else 0.0
        return QSize(px(1.9) + round(words), px(1.9))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _: QPaintEvent) -> None:
        theme, px, painter = self._theme, self._theme.px, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(1.07)
        box = QRectF(px(0.4), (self.height() - side) / 2, side, side).adjusted(0.5, 0.5, -0.5, -0.5)
        marked, free = self.isChecked(), self.isEnabled()
        painter.setPen(QPen(theme.colour("accent" if marked and free else "edge" if free else "rule"), 1))
        painter.setBrush(theme.colour("accent" if marked and free else "surface"))
        painter.drawRoundedRect(box, 3, 3)
        if marked:
            painter.setPen(QPen(theme.colour("on_accent" if free else "faint"), max(1.5, side / 8)))
            spots = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.3))
            painter.drawPolyline(
                [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in spots]
            )
        if self.text():
            painter.setFont(self.font())
            painter.setPen(theme.colour("ink" if free else "faint"))
            room = self.rect().adjusted(px(1.9), 0, -px(0.3), 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(0.286), px(0.286))
