"""Figure box: one key figure with its name, its unit and what it was before; and a quiet line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.figure_list import overrides, wants_why
from zcdesk.ui.widgets.parts import IconLabel, label
from zcdesk.workbench.results.results_view import Amount


class FigureBox(QFrame):
    """A headline figure: what it is, its value and unit, and a quiet line; F2 or Enter tells where it comes from."""

    def __init__(self, desk: Desk, amount: Amount, first: bool) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("figure")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        px = desk.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(0.857), px(0.429), px(0.571), px(0.429))
        column.setSpacing(0)
        self._label = label(desk, "", 0.929, role="quiet")
        self._value = label(desk, "", 2.0 if first else 1.429, 700)
        self._unit = label(desk, "", 0.857, role="quiet")
        self._note = label(desk, "", 0.857, role="quiet")
        self._icon = IconLabel(desk, "circle-dashed", "ink", 1.15)
        line = QHBoxLayout()
        line.setSpacing(px(0.214))
        self._value.setFixedHeight(px(2.93))
        self._value.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self._value.setContentsMargins(0, 0, 0, 0 if first else px(0.2))
        self._unit.setContentsMargins(0, 0, 0, px(0.43))
        self._lacking = label(desk, "", 1.143, 500)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._lacking, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._value, 0, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        line.addStrut(px(2.93))
        column.addWidget(self._label)
        column.addLayout(line)
        column.addWidget(self._note)
        self.amount = amount
        self.tell(amount)

    def tell(self, amount: Amount) -> None:
        """Show a figure."""
        self.amount = amount
        missing = not amount.value
        self._label.setText(amount.label)
        self._value.setText(amount.value)
        self._value.setVisible(not missing)
        self._unit.setText(amount.unit)
        self._note.setText("" if missing else amount.note)
        self._lacking.setText(amount.note if missing else "")
        self._icon.setVisible(missing)
        self._lacking.setVisible(missing)
        self.setAccessibleName(amount.said)

    def figure_here(self) -> str:
        """Id of the figure that is shown."""
        return self.amount.figure

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if wants_why(event):
            self.desk.why(self.amount.figure)
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return overrides(event) or super().event(event)

    def mouseDoubleClickEvent(self, _: object) -> None:
        self.desk.why(self.amount.figure)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.property("first"):
            painter = QPainter(self)
            painter.setPen(self.desk.theme.colour("line"))
            inset = self.desk.theme.px(0.571)
            painter.drawLine(1, inset, 1, self.height() - inset)
            painter.end()


class Quiet(QWidget):
    """A quiet line that is shortened where it does not fit; the tooltip has the whole."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._text = ""
        self.setFixedHeight(desk.theme.px(1.43))

    def tell(self, text: str) -> None:
        """Show a text."""
        self._text = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, font = QPainter(self), self._desk.theme.font(0.929)
        painter.setFont(font)
        painter.setPen(self._desk.theme.colour("quiet"))
        told = QFontMetricsF(font).elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, told)
        painter.end()
