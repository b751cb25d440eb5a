"""Legend: the marks of a month table, drawn as they are in its cells, each with its word."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from zcdesk.ui.desk import Desk

MARKS = ("to_fill", "doubt", "rests", "default", "wrong", "evidence")


class Legend(QWidget):
    """One line of marks and words; what has no room at the end is left out whole."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setFixedHeight(desk.theme.px(1.714))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(desk.theme.px(6))
        self.setAccessibleName("，".join(desk.words(f"entry.legend.{mark}") for mark in MARKS))

    def sizeHint(self) -> QSize:
        return QSize(self.desk.theme.px(34), self.desk.theme.px(1.714))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self.desk.theme, self.desk.theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(0.857))
        metrics = painter.fontMetrics()
        left, size, middle = 0.0, px(0.857), self.height() / 2
        for mark in MARKS:
            word = self.desk.words(f"entry.legend.{mark}")
            wide = size + px(0.4) + metrics.horizontalAdvance(word)
            if left + wide > self.width():
                return
            self._mark(painter, mark, QRectF(left, middle - size / 2, size, size))
            painter.setPen(theme.colour("quiet"))
            room = QRectF(left + size + px(0.4), 0, wide, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, word)
            left += wide + px(1)

    def _mark(self, painter: QPainter, mark: str, box: QRectF) -> None:
        theme = self.desk.theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if mark == "to_fill":
            painter.setPen(QPen(theme.colour("edge"), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 2, 2)
        elif mark in ("doubt", "rests"):
            painter.setPen(QPen(theme.colour("doubt"), 1))
            if mark == "doubt":
                painter.setBrush(theme.colour("doubt"))
            corner = box.topLeft()
            painter.drawPolygon(
                QPolygonF([corner, corner + QPointF(box.width(), 0), corner + QPointF(0, box.height())])
            )
        elif mark == "default":
            painter.setPen(theme.colour("ink"))
            painter.drawText(
                box.adjusted(-2, -2, 2, 2),
                Qt.AlignmentFlag.AlignCenter,
                self.desk.words("entry.mark.default"),
            )
        elif mark == "wrong":
            painter.setPen(QPen(theme.colour("bad"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(box.left(), box.bottom() - 1), QPointF(box.right(), box.bottom() - 1))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("edge"))
            corner = box.bottomLeft()
            half = box.width() * 0.6
            painter.drawPolygon(QPolygonF([corner, corner + QPointF(half, 0), corner + QPointF(0, -half)]))
