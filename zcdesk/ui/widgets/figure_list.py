"""Figure list: rows of painted figures, the total last; what the sources, a comparison and its reasons share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from zcdesk.ui.desk import Desk

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
ROW = Qt.ItemDataRole.UserRole
RISE, FALL = 5, 2
"""Places in the chart palette."""

_WHY_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


def wants(event: QKeyEvent, *keys: Qt.Key) -> bool:
    """Whether one of these keys was pressed by itself."""
    return event.key() in keys and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def wants_why(event: QKeyEvent) -> bool:
    """Whether a key asks where a number comes from."""
    return wants(event, *_WHY_KEYS)


def overrides(event: QEvent, *keys: Qt.Key) -> bool:
    """Take one of these keys before a shortcut of the window does; whether it was one.

    Without keys: those that ask where a number comes from.

    An event that Qt sends while widgets go can come in the Python shape of something that was at the same address
    before; it has no type, Qt's own method would refuse it, and it is passed over.
    """
    if not isinstance(event, QEvent):
        return True
    taken = (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and wants(event, *(keys or _WHY_KEYS))
    )
    if taken:
        event.accept()
    return taken


def plain(texts: Iterable[str]) -> list[str]:
    """Printed figures as a spreadsheet takes them: no separators, the minus of a keyboard."""
    return [each.replace(",", "").replace("\u2212", "-") for each in texts]


class Columns:
    """Where the columns stand, from the right; the name has the rest.

    Parameters
    ----------
    desk : Desk
    heads : sequence of str
        In the order of `names`.
    """

    names: tuple[str, ...] = ()
    """Columns that have a head."""

    def __init__(self, desk: Desk, heads: Sequence[str]) -> None:
        self.heads = heads
        self._px = desk.theme.px
        self._metrics = QFontMetricsF(desk.theme.font(0.857))

    def widths(self, room: float) -> Iterable[tuple[str, float]]:
        """Columns from the right with their widths, in so much room; 0.0 for one that gives way. [px]"""
        raise NotImplementedError

    def at(self, rect: QRectF) -> dict[str, QRectF]:
        """Rectangles by column."""
        pad = self._px(0.857)
        x, found = rect.right() - pad, dict[str, QRectF]()
        for name, wide in self.widths(rect.width() - 2 * pad):
            found[name] = QRectF(x - wide, rect.top(), wide, rect.height())
            x -= wide
        found["name"] = QRectF(rect.left() + pad, rect.top(), x - rect.left() - pad, rect.height())
        return found

    def _of(self, least: float, head: str, more: float) -> float:
        """As wide as it must be for a head. [em, text, em -> px]"""
        return max(float(self._px(least)), self._metrics.horizontalAdvance(head) + self._px(more))


class FigureModel(QAbstractListModel):
    """The rows: values with a ``name`` and what a screen reader says, ``said``."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Any, ...] = ()

    def put(self, rows: tuple[Any, ...]) -> None:
        """Show other rows; as many as before take the places of those."""
        if rows == self.rows:
            return
        if len(rows) == len(self.rows):
            self.rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.rows[index.row()]
        if role == ROW:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return one.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return one.said
        return None


class FigurePainter(QStyledItemDelegate):
    """Paints a row: a line of cells, and under it what explains them."""

    height = 2.0
    """Of the line of cells. [em]"""

    def __init__(self, desk: Desk, parent: FigureList) -> None:
        super().__init__(parent)
        self.desk, self._list = desk, parent
        self.columns = Columns(desk, ())

    # what a kind of row says of itself

    def is_total(self, one: Any) -> bool:
        """Whether a row adds up the others."""
        return bool(one.total)

    def below(self, one: Any) -> str:
        """What stands under the cells."""
        return ""

    def cells(self, painter: QPainter, line: QRectF, one: Any) -> None:
        """Paint the cells."""
        raise NotImplementedError

    def ring(self, rect: QRectF, line: QRectF) -> QRectF:
        """Where the ring of the focus goes: round the row."""
        return rect.adjusted(1, 1, -1, -1)

    # painting

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        px, told = self.desk.theme.px, self.below(index.data(ROW))
        tall = 0
        if told:
            metrics = QFontMetricsF(self.desk.theme.font(0.857))
            room = QRectF(0, 0, self._list.viewport().width() - px(1.714), 10_000)
            tall = round(metrics.boundingRect(room, int(_WRAP), told).height()) + px(0.4)
        return QSize(px(20), px(self.height) + tall)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, one, px = self.desk.theme, index.data(ROW), self.desk.theme.px
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        painter.setPen(QPen(theme.colour("edge" if self.is_total(one) else "line"), 1))
        painter.drawLine(rect.topLeft(), rect.topRight())
        line = QRectF(rect.left(), rect.top(), rect.width(), px(self.height))
        self.cells(painter, line, one)
        told = self.below(one)
        if told:
            room = QRectF(
                rect.left() + px(0.857), line.bottom() - px(0.2), rect.width() - px(1.714), rect.height()
            )
            painter.setFont(theme.font(0.857))
            painter.setPen(theme.colour("quiet"))
            painter.drawText(room, int(_WRAP), told)
        if selected and self._list.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(self.ring(rect, line), px(0.286), px(0.286))
        painter.restore()

    def step(self, painter: QPainter, rect: QRectF, part: float, inset: float) -> None:
        """A bar from the middle: so much of the half, to the right for more. [-, em]"""
        theme, px = self.desk.theme, self.desk.theme.px
        tall, half = px(0.571), rect.width() / 2 - px(inset)
        zero, top = round(rect.center().x()), rect.center().y() - tall / 2
        painter.setPen(QPen(theme.colour("rule"), 1))
        painter.drawLine(zero, round(rect.top() + px(0.2)), zero, round(rect.bottom() - px(0.2)))
        wide = max(half * min(abs(part), 1.0), 2.0)
        left = zero + 1 if part > 0 else zero - wide
        painter.fillRect(QRectF(left, top, wide, tall), theme.series[RISE if part > 0 else FALL])

    def text(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        em: float,
        weight: int,
        role: str,
        right: bool = False,
    ) -> float:
        """Draw a name, which may be cut, or at the right a figure, which may not; its width [px]."""
        font = self.desk.theme.font(em, weight)
        metrics = QFontMetricsF(font)
        told = text if right else metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.setFont(font)
        painter.setPen(self.desk.theme.colour(role))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, told)
        return metrics.horizontalAdvance(told)


class FigureHead(QWidget):
    """Heads of the columns, over the rows however wide those are."""

    def __init__(self, desk: Desk, listed: FigureList) -> None:
        super().__init__()
        self._desk, self._list = desk, listed
        self.setFixedHeight(desk.theme.px(1.857))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, desk = QPainter(self), self._desk
        painter.setFont(desk.theme.font(0.857))
        painter.setPen(desk.theme.colour("quiet"))
        columns, rect = self._list.painter.columns, QRectF(self.rect())
        rect.setWidth(float(self._list.viewport().width()))
        at = columns.at(rect)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(at["name"], Qt.AlignmentFlag.AlignVCenter, desk.words("results.source"))
        for name, head in zip(columns.names, columns.heads, strict=True):
            painter.drawText(at[name], right, head)
        painter.end()


class FigureList(QListView):
    """The list: up and down, Enter or F2 for the chain of a figure, Ctrl+C for a spreadsheet."""

    painter: FigurePainter

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("sources")
        self.setAccessibleName(name)
        self.rows = FigureModel(self)
        self.setModel(self.rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    # what a kind of list does

    def figure(self, one: Any) -> str:
        """Id of the figure whose chain a row opens; ``""`` if it opens none."""
        return str(one.figure)

    def copied(self) -> tuple[str, str]:
        """The table as text, and what is said when it was copied."""
        raise NotImplementedError

    # keys and mouse

    def show_rows(self, rows: tuple[Any, ...]) -> None:
        """Show other rows; one stays on the row where one was."""
        chosen = max(self.currentIndex().row(), 0)
        self.rows.put(rows)
        self.scheduleDelayedItemsLayout()
        if rows:
            self.setCurrentIndex(self.rows.index(min(chosen, len(rows) - 1)))

    def figure_here(self) -> str:
        """Id of the figure one stands on; ``""`` where there is none."""
        one = self.currentIndex().data(ROW)
        return self.figure(one) if one is not None else ""

    def why(self) -> None:
        """Open the chain of the figure one stands on; where there is none, the row itself says what it is made of."""
        figure = self.figure_here()
        if figure:
            self.desk.why(figure)

    def copy(self) -> None:
        """Put the table on the clipboard, for a spreadsheet."""
        text, said = self.copied()
        if text:
            QGuiApplication.clipboard().setText(text)
            self.desk.toast.emit(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if wants_why(event):
            self.why()
        elif event.key() == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.copy()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return overrides(event) or super().event(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.why()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
