"""Listing: a list one moves through with the arrows, each row painted from a few texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from zcdesk.ui.theme import Theme

ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Item:
    """A row: what it is, a quiet second text, something before it and at its right end."""

    id: str
    title: str
    note: str = ""
    lead: str = ""
    right: str = ""
    icon: str = ""
    head: bool = False

    @property
    def said(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.lead, self.title, self.note, self.right) if part)


class Rows(QAbstractListModel):
    """The rows of a list."""

    def __init__(self) -> None:
        super().__init__()
        self.items: Sequence[Any] = ()

    def put(self, items: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.items)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return item.said
        return item if role == ROW else None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        item = self.items[index.row()] if index.isValid() else None
        return Qt.ItemFlag.NoItemFlags if item is not None and item.head else super().flags(index)


class RowPainter(QStyledItemDelegate):
    """Paints the rows of a list in the roles of the theme."""

    def __init__(self, desk: Any, lead_em: float = 0.0, two_lines: bool = False, height: float = 0.0) -> None:
        super().__init__()
        self.desk, self.lead_em, self.two_lines = desk, lead_em, two_lines
        self.height = height or (3.4 if two_lines else 2.3)

    @property
    def theme(self) -> Theme:
        """The look at this moment."""
        look: Theme = self.desk.theme
        return look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self.theme.px(8), self.theme.px(self.height))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, px, rect = self.theme, self.theme.px, QRect(option.rect)  # type: ignore[attr-defined]
        item = index.data(ROW)
        state = option.state  # type: ignore[attr-defined]
        selected = bool(state & QStyle.StateFlag.State_Selected)
        view = self.parent_view(option)
        painter.save()
        if selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(px(0.857), 0, -px(0.857), 0)
        self.content(painter, inner, item, selected)
        if selected and view is not None and view.ring():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 3, 3)
        painter.restore()

    def content(self, painter: QPainter, box: QRect, item: Any, selected: bool) -> None:
        """The texts of a row."""
        px = self.theme.px
        if item.head:
            self.text(painter, box, item.title, 0.857, 400, "quiet")
            return
        left = box.left()
        if item.icon:
            size = px(1.15)
            ratio = painter.device().devicePixelRatioF()
            pixmap = self.desk.icons.pixmap(item.icon, "quiet", 1.15, ratio)
            painter.drawPixmap(left, box.center().y() - size // 2, pixmap)
            left += px(2)
        if self.lead_em:
            lead = QRect(left, box.top(), px(self.lead_em), box.height())
            self.text(painter, lead, item.lead, 0.929, 400, "accent" if selected else "quiet")
            left += px(self.lead_em)
        right = self.text(painter, box, item.right, 0.857, 400, "quiet", Qt.AlignmentFlag.AlignRight)
        room = QRect(left, box.top(), box.right() - right - px(0.857) - left, box.height())
        if self.two_lines and item.note:
            upper = QRect(room.left(), room.top() + px(0.3), room.width(), room.height() // 2 - px(0.2))
            lower = QRect(room.left(), upper.bottom(), room.width(), room.height() - upper.height() - px(0.5))
            self.text(painter, upper, item.title, 1.0, 500, "ink")
            self.text(painter, lower, item.note, 0.857, 400, "quiet")
            return
        used = self.text(painter, room, item.title, 1.0, 500 if selected else 400, "ink")
        rest = room.adjusted(used + px(0.857), 0, 0, 0)
        self.text(painter, rest, item.note, 0.857, 400, "quiet")

    def text(
        self,
        painter: QPainter,
        box: QRect,
        text: str,
        em: float,
        weight: int,
        role: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> int:
        """Draw a text on one line and give the width it takes [px]; what does not fit ends in dots."""
        if not text or box.width() <= 0:
            return 0
        painter.setFont(self.theme.font(em, weight))
        painter.setPen(self.theme.colour(role))
        shown = self.shown(painter, text, box.width())
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return painter.fontMetrics().horizontalAdvance(shown)

    def shown(self, painter: QPainter, text: str, room: int) -> str:
        """As much of a text as there is room for. [px]"""
        return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)

    def parent_view(self, option: QStyleOptionViewItem) -> Listing | None:
        """The list that is painted."""
        widget: QWidget | None = option.widget  # type: ignore[attr-defined]
        return widget if isinstance(widget, Listing) else None


_JUMPS = (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Listing(QListView):
    """A list for the keyboard.

    Signals
    -------
    opened : object
        Enter on a row, or a double click.
    stood : object
        Another row is the current one.
    dropped : object
        Delete on a row.
    left_up : no arguments
        Up on the first row.
    """

    opened = Signal(object)
    stood = Signal(object)
    dropped = Signal(object)
    left_up = Signal()

    def __init__(self, painter: RowPainter, name: str, borrowed: QWidget | None = None) -> None:
        super().__init__()
        self._painter, self._borrowed = painter, borrowed
        self.rows = Rows()
        self.setModel(self.rows)
        self.setItemDelegate(painter)
        self.setObjectName("listing")
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(lambda index: self.opened.emit(index.data(ROW)))
        self.selectionModel().currentChanged.connect(lambda index, _before: self.stood.emit(index.data(ROW)))

    def ring(self) -> bool:
        """Whether the current row is where the keyboard is."""
        return self.hasFocus()

    def put(self, items: Sequence[Any], at: int = 0) -> None:
        """Show rows and stand on one."""
        self.rows.put(items)
        while at < len(items) and items[at].head:
            at += 1
        if at < len(items):
            self.setCurrentIndex(self.rows.index(at))

    def current(self) -> Any | None:
        """The row one stands on."""
        return self.currentIndex().data(ROW)

    def step(self, by: int) -> None:
        """Go up or down, over heads."""
        at = self.currentIndex().row() + by
        while 0 <= at < len(self.rows.items) and self.rows.items[at].head:
            at += by
        if 0 <= at < len(self.rows.items):
            self.setCurrentIndex(self.rows.index(at))

    def jump(self, key: int) -> None:
        """Home, End and a page up or down: to the first, the last, or a row about a view away; never on a head."""
        stands = [n for n, item in enumerate(self.rows.items) if not item.head]
        if not stands:
            return
        at, high = self.currentIndex().row(), self.viewport().height()
        top = self.visualRect(self.currentIndex()).top()
        aim, by = (top + high, 1) if key == Qt.Key.Key_PageDown else (top - high, -1)
        if key == Qt.Key.Key_Home:
            wanted = stands[0]
        elif key == Qt.Key.Key_End:
            wanted = stands[-1]
        else:
            ahead = [n for n in stands if (n - at) * by > 0]
            near = [n for n in ahead if (aim - self.visualRect(self.rows.index(n)).top()) * by >= 0]
            edge = max if by > 0 else min
            wanted = (
                edge(near) if near else (edge(stands) if not ahead else min(ahead, key=lambda n: abs(n - at)))
            )
        self.setCurrentIndex(self.rows.index(wanted))

    def fit(self, most: int = 8) -> None:
        """Be as high as the rows, at most so many."""
        height = self._painter.sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        self.setFixedHeight(max(1, min(most, len(self.rows.items))) * height + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() is not None:
            self.opened.emit(self.current())
        elif key == Qt.Key.Key_Delete and self.current() is not None:
            self.dropped.emit(self.current())
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_up.emit()
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        elif key in _JUMPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.jump(key)
        else:
            super().keyPressEvent(event)
