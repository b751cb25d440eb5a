"""Drawing: a bill, a label or a meter, drawn in the colours of the theme, with the place where a number stands."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from zcdesk.domain.drawing import Drawing
from zcdesk.ui.desk import Desk

ROW, HEAD = 1.857, 2.4
"""Heights of a line and of the title. [em]"""
LEAST = 13
"""Below this width nothing of it could be read, and it is left out. [em]"""


class DrawingView(QWidget):
    """One drawing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.drawing: Drawing | None = None
        self.line = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_drawing(self, drawing: Drawing | None, line: str) -> None:
        """Show a document with one of its lines marked."""
        self.drawing, self.line = drawing, line
        self.setVisible(drawing is not None)
        if drawing is not None:
            held = drawing.line(line)
            said = self.desk.words(
                "guidance.drawn",
                title=self.desk.say(drawing.words),
                line=self.desk.say(held.words) if held is not None else "",
            )
            self.setAccessibleName(said)
            self.setToolTip(said)
            self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        px = self.desk.theme.px
        rows = len(self.drawing.lines) if self.drawing is not None else 0
        return QSize(px(20), px(HEAD + ROW * rows + 1.4))

    def paintEvent(self, _: QPaintEvent) -> None:
        drawing, theme, px = self.drawing, self.desk.theme, self.desk.theme.px
        if drawing is None or self.width() < px(LEAST):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(theme.colour("surface" if drawing.style == "paper" else "sunk"))
        round_ = {"paper": 0.0, "plate": px(0.6), "meter": px(0.9)}[drawing.style]
        painter.drawRoundedRect(sheet, round_, round_)
        self._trim(painter, sheet, drawing.style)
        painter.setFont(theme.font(0.929, 700))
        painter.setPen(theme.colour("ink"))
        head = sheet.adjusted(px(1.2), 0, -px(1.2), 0)
        head.setHeight(px(HEAD))
        centre = Qt.AlignmentFlag.AlignCenter
        title = painter.fontMetrics().elidedText(
            self.desk.say(drawing.words), Qt.TextElideMode.ElideRight, round(head.width())
        )
        painter.drawText(head, centre, title)
        top = head.bottom()
        for each in drawing.lines:
            box = QRectF(sheet.left() + px(0.7), top, sheet.width() - px(1.4), px(ROW))
            self._line(painter, box, each.id == self.line, self.desk.say(each.words), each.value)
            top = box.bottom()

    def _trim(self, painter: QPainter, sheet: QRectF, style: str) -> None:
        """What makes a paper, a plate or a meter look like one."""
        theme, px = self.desk.theme, self.desk.theme.px
        painter.setPen(QPen(theme.colour("edge"), 1))
        if style == "paper":
            size = px(0.9)
            corner = sheet.topRight()
            painter.setBrush(theme.colour("ground"))
            fold = [corner + QPointF(-size, 0), corner + QPointF(0, size), corner + QPointF(-size, size)]
            painter.drawPolygon(QPolygonF(fold))
        else:
            painter.setBrush(theme.colour("surface"))
            inset = px(0.7)
            for x in (sheet.left() + inset, sheet.right() - inset):
                for y in (sheet.top() + inset, sheet.bottom() - inset):
                    painter.drawEllipse(QPointF(x, y), px(0.2), px(0.2))

    def _line(self, painter: QPainter, box: QRectF, here: bool, name: str, value: str) -> None:
        theme, px = self.desk.theme, self.desk.theme.px
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        if here:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 3, 3)
        else:
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(px(0.6), 0, -px(0.6), 0)
        painter.setFont(theme.font(0.857, 500 if here else 400))
        painter.setPen(theme.colour("ink" if here else "quiet"))
        metrics = painter.fontMetrics()
        wide = min(metrics.horizontalAdvance(value), inner.width() * 0.56)
        painter.drawText(
            inner, right | middle, metrics.elidedText(value, Qt.TextElideMode.ElideRight, round(wide) + 1)
        )
        room = inner.adjusted(0, 0, -wide - px(0.6), 0)
        if here:
            mark = f"▸ {self.desk.words('guidance.here')}"
            painter.setPen(theme.colour("accent"))
            rest = metrics.horizontalAdvance(mark) + px(0.6)
            if metrics.horizontalAdvance(name) + rest < room.width():
                painter.drawText(room, right | middle, mark)
                room.setRight(room.right() - rest)
            painter.setPen(theme.colour("ink"))
        painter.drawText(
            room, left | middle, metrics.elidedText(name, Qt.TextElideMode.ElideRight, round(room.width()))
        )
