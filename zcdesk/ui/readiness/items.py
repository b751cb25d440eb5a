"""Gates and indicators of a scheme: a list of gates, and a grid of indicators by dimension."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.figure_list import overrides, wants
from zcdesk.ui.widgets.listing import ROW, Listing, RowPainter
from zcdesk.ui.widgets.parts import IconLabel, label
from zcdesk.ui.widgets.sentences import OneLine
from zcdesk.workbench.readiness.parts import ICONS, Item

_NUMBER = 3.0
"""Width of the numbers of gates. [em]"""


class GateRow:
    """A gate as the list holds it."""

    head = False

    def __init__(self, item: Item) -> None:
        self.item = item

    @property
    def said(self) -> str:
        """What a screen reader says."""
        return self.item.said


class GatePainter(RowPainter):
    """Paints a gate: mark, number, name, and what decided it; that goes below where both do not fit on a line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row, view = index.data(ROW), self.parent_view(option)
        wide = view.viewport().width() - 2 * self.theme.px(0.857) if view is not None else self.theme.px(60)
        below = row is not None and not self._fits(row.item, wide)
        return QSize(self.theme.px(8), self.theme.px(3.4 if below else self.height))

    def _lead(self, gate: Item) -> int:
        """Width of mark and number. [px]"""
        number = QFontMetrics(self.theme.font(0.929)).horizontalAdvance(gate.number)
        return self.theme.px(1.71) + max(
            min(number, self.theme.px(_NUMBER)) + self.theme.px(0.43), self.theme.px(2.3)
        )

    def _fits(self, gate: Item, wide: int) -> bool:
        """Whether name and note are whole beside each other in so much room. [px]"""
        name = QFontMetrics(self.theme.font(1.0, 500)).horizontalAdvance(gate.name)
        note = QFontMetrics(self.theme.font(0.857, 500)).horizontalAdvance(gate.note)
        return self._lead(gate) + name + self.theme.px(1.0) + note <= wide

    def content(self, painter: QPainter, box: QRect, item: GateRow, selected: bool) -> None:
        px, gate = self.theme.px, item.item
        icon, role = ICONS[gate.state]
        ratio = painter.device().devicePixelRatioF()
        pixmap = self.desk.icons.pixmap(icon, role, 1.15, ratio)
        painter.drawPixmap(box.left(), box.center().y() - px(0.55), pixmap)
        left = box.left() + px(1.71)
        number = QRect(left, box.top(), px(_NUMBER), box.height())
        self.text(painter, number, gate.number, 0.929, 400, "quiet")
        left = box.left() + self._lead(gate)
        told = "bad" if gate.state == "not_met" else "quiet"
        weight = 500 if told == "bad" else 400
        room = QRect(left, box.top(), box.right() - left + 1, box.height())
        if not self._fits(gate, box.width()):
            upper = QRect(left, box.top() + px(0.3), room.width(), box.height() // 2 - px(0.2))
            lower = QRect(left, upper.bottom(), room.width(), box.height() - upper.height() - px(0.5))
            self.text(painter, upper, gate.name, 1.0, 500 if selected else 400, "ink")
            self.text(painter, lower, gate.note, 0.857, weight, told)
            return
        self.text(painter, room, gate.note, 0.857, weight, told, _RIGHT)
        self.text(painter, room, gate.name, 1.0, 500 if selected else 400, "ink")


_RIGHT = Qt.AlignmentFlag.AlignRight


class GateList(Listing):
    """The gates; F2 explains a verdict, Enter opens the gate.

    Signals
    -------
    asked : str
        Figure to be explained.
    """

    asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(GatePainter(desk), desk.words("readiness.gates"))
        self.setProperty("bare", True)
        self.setUniformItemSizes(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)  # how high a row is depends on the width

    def figure_here(self) -> str:
        """Id of the verdict one stands at."""
        row = self.current()
        return str(row.item.figure) if row is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if wants(event, Qt.Key.Key_F2) and row is not None:
            self.asked.emit(row.item.figure)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return overrides(event, Qt.Key.Key_F2) or super().event(event)

    def tell(self, items: Sequence[Item]) -> None:
        """Show these gates; one stands where one stood, at first on the first that is not met."""
        held = self.current()
        ids = [item.id for item in items]
        wrong = next((n for n, item in enumerate(items) if item.verdict == "not_met"), None)
        waiting = next((n for n, item in enumerate(items) if item.verdict == "unknown"), 0)
        at = ids.index(held.item.id) if held is not None and held.item.id in ids else wrong or waiting
        if held is None and wrong is not None:
            at = wrong
        top = self.verticalScrollBar().value()
        self.put([GateRow(item) for item in items], at)
        self.verticalScrollBar().setValue(top)


class ItemCell(QFrame):
    """An indicator: number and name, then its state and its value.

    Signals
    -------
    opened : str
        Id of the criterion.
    moved : int
        To the next cell, or the one before.
    """

    opened = Signal(str)
    moved = Signal(int)

    def __init__(self, desk: Desk, item: Item) -> None:
        super().__init__()
        self.desk, self.item = desk, item
        self.setObjectName("figure")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        px = desk.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(0.43), px(0.07), px(0.43), px(0.07))
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(px(0.43))
        self._number = label(desk, "", 0.857, role="quiet")
        self._name = OneLine(desk, 0.929, "ink")
        self._upper = label(desk, "", 0.857, role="quiet")
        """The unit, where below there is no room for it beside state and value."""
        top.addWidget(self._number)
        top.addWidget(self._name, 1)
        top.addWidget(self._upper)
        column.addLayout(top)
        bottom = QHBoxLayout()
        bottom.setSpacing(px(0.29))
        self._icon = IconLabel(desk, "circle-help", "quiet", 0.93)
        self._state = OneLine(desk, 0.857, "quiet")
        self._value = label(desk, "", 1.0, 700)
        self._unit = label(desk, "", 0.857, role="quiet")
        self._value.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._unit.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        bottom.addWidget(self._icon)
        bottom.addWidget(self._state, 1)
        bottom.addWidget(self._value)
        bottom.addWidget(self._unit)
        column.addLayout(bottom)
        self.tell(item)

    def tell(self, item: Item) -> None:
        """Show an indicator as it stands."""
        self.item = item
        icon, role = ICONS[item.state]
        self._number.setText(item.number.rpartition(" ")[2])
        self._name.say(item.name)
        self._icon.show_icon(icon, role, item.text)
        self._state.say(item.lack if item.state == "missing" and item.lack else item.text)
        self._state.setProperty("role", role)
        self._value.setText(item.value.text)
        self._unit.setText(item.value.unit)
        self._upper.setText(item.value.unit)
        self._value.setVisible(bool(item.value.text))
        self._fit()
        self.setAccessibleName(item.said)
        self.setAccessibleDescription(item.unknown)
        missing = "\n".join(link.text for link in item.waits)
        self.setToolTip("\n".join(part for part in (item.name, item.unknown, missing) if part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The unit beside the value, or beside the name where the state could not be read otherwise."""
        px = self.desk.theme.px
        parts = (self._value, self._unit)
        state = self._state.fontMetrics().horizontalAdvance(self._state.text())
        needed = state + px(0.93 + 0.86 + 3 * 0.29) + sum(each.sizeHint().width() for each in parts)
        unit = bool(self.item.value.unit)
        self._unit.setVisible(unit and needed <= self.width())
        self._upper.setVisible(unit and needed > self.width())

    def figure_here(self) -> str:
        """Id of the verdict that is shown."""
        return self.item.figure

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if wants(event, Qt.Key.Key_F2):
            self.desk.why(self.item.figure)
        elif wants(event, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.item.id)
        elif wants(event, Qt.Key.Key_Down, Qt.Key.Key_Right):
            self.moved.emit(1)
        elif wants(event, Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.moved.emit(-1)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return overrides(event, Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter) or super().event(event)

    def mouseDoubleClickEvent(self, _: QMouseEvent) -> None:
        self.opened.emit(self.item.id)


Dimensions = Sequence[tuple[str, Sequence[Item]]]


class ItemGrid(QWidget):
    """Indicators by dimension, a column for each; Tab stops once, arrows go on."""

    opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.cells: list[ItemCell] = []
        self._shown: tuple[tuple[str, tuple[str, ...]], ...] = ()
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(desk.theme.px(0.43))
        self._grid.setVerticalSpacing(desk.theme.px(0.14))

    def tell(self, dimensions: Dimensions, across: int) -> bool:
        """Show these; whether the cells were made anew."""
        shown = tuple((name, tuple(item.id for item in items)) for name, items in dimensions)
        flat = [item for _, items in dimensions for item in items]
        if (shown, across) == (self._shown, self._across):
            for cell, item in zip(self.cells, flat, strict=True):
                cell.tell(item)
            return False
        self._shown, self._across = shown, across
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self.cells = []
        columns = _columns(dimensions, across)
        for at in range(self._grid.columnCount()):
            self._grid.setColumnStretch(at, 0)
        for at, column in enumerate(columns):
            self._grid.setColumnStretch(at, 1)
            for line, each in enumerate(column):
                if isinstance(each, str):
                    head = OneLine(self.desk, 0.857, "quiet")
                    head.say(each)
                    self._grid.addWidget(head, line, at)
                    continue
                cell = ItemCell(self.desk, each)
                cell.opened.connect(self.opened)
                cell.moved.connect(lambda by, cell=cell: self._move(cell, by))
                self._grid.addWidget(cell, line, at)
                self.cells.append(cell)
        longest = max((len(column) for column in columns), default=0)
        self._grid.setRowStretch(longest, 1)
        if self.cells:
            self.cells[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return True

    def _move(self, cell: ItemCell, by: int) -> None:
        at = self.cells.index(cell) + by
        if 0 <= at < len(self.cells):
            self.cells[at].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, _: object) -> None:
        """Lines between the columns."""
        painter = QPainter(self)
        painter.setPen(QPen(self.desk.theme.colour("line"), 1))
        lefts = sorted({cell.x() for cell in self.cells})
        for left in lefts[1:]:
            x = left - self.desk.theme.px(0.21)
            painter.drawLine(x, 0, x, self.height())
        painter.end()


def _columns(dimensions: Dimensions, across: int) -> list[list[str | Item]]:
    """The dimensions in so many columns: one each where there are few, else one below the other."""
    blocks: list[list[str | Item]] = []
    for name, items in dimensions:
        if len(dimensions) == 1:
            each = -(-len(items) // across)
            parts = [list(items[at : at + each]) for at in range(0, len(items), max(each, 1))]
            blocks += [([name if not n else " "] if name else []) + part for n, part in enumerate(parts)]
        else:
            blocks.append([name, *items])
    columns: list[list[str | Item]] = [[] for _ in range(max(1, min(across, len(blocks))))]
    wanted = -(-sum(len(block) for block in blocks) // len(columns))
    at = 0
    for block in blocks:
        full = len(blocks) > len(columns) and columns[at] and len(columns[at]) + len(block) > wanted + 1
        if (len(blocks) <= len(columns) and columns[at]) or full:
            at = min(at + 1, len(columns) - 1)
        columns[at] += block
    return columns
