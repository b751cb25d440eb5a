"""What a change is put down to, as bars: each factor with its share, and under it what moved."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from zcdesk.report.comparison import EffectLine
from zcdesk.ui.desk import Desk
from zcdesk.ui.source_list import wants_why

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
ROW = Qt.ItemDataRole.UserRole
RISE, FALL = 5, 2
"""Places in the chart palette."""

_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class EffectModel(QAbstractListModel):
    """The factors, each a row; the whole change last."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[EffectLine, ...] = ()
        self.most = 1.0

    def put(self, rows: tuple[EffectLine, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        sizes = [abs(float(row.value)) for row in rows if row.value is not None]  # lengths on the screen
        self.most = max(sizes, default=0.0) or 1.0
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


class EffectDelegate(QStyledItemDelegate):
    """Paints a factor: name, bar from the middle, value, part of the base year; under it what moved."""

    def __init__(self, desk: Desk, parent: EffectList) -> None:
        super().__init__(parent)
        self.desk, self._list = desk, parent

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        px, because = self.desk.theme.px, index.data(ROW).because
        tall = 0
        if because:
            metrics = QFontMetricsF(self.desk.theme.font(0.857))
            room = QRectF(0, 0, self._list.viewport().width() - px(1.714), 10_000)
            tall = round(metrics.boundingRect(room, int(_WRAP), because).height()) + px(0.4)
        return QSize(px(20), px(1.857) + tall)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, one, px = self.desk.theme, index.data(ROW), self.desk.theme.px
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        painter.setPen(QPen(theme.colour("line" if one.id else "edge"), 1))
        painter.drawLine(rect.topLeft(), rect.topRight())
        first = QRectF(rect.left() + px(0.857), rect.top(), rect.width() - px(1.714), px(1.857))
        percent, value = px(4.2), px(6.6)
        name = min(px(11.0), first.width() * 0.34)
        weight = 400 if one.id else 700
        self._text(
            painter, QRectF(first.left(), first.top(), name, first.height()), one.name, weight, "ink", False
        )
        right = QRectF(first.right() - percent, first.top(), percent, first.height())
        self._text(painter, right, f"{one.percent} %" if one.percent else "", 400, "quiet", True)
        middle = QRectF(right.left() - value, first.top(), value, first.height())
        told = one.text or self.desk.words("yearly.nothing")
        self._text(painter, middle, told, weight, "ink" if one.text else "faint", True)
        bar = QRectF(first.left() + name, first.top(), middle.left() - first.left() - name, first.height())
        if one.value and one.id and bar.width() > px(4):
            self._bar(painter, bar, float(one.value) / self._list.rows.most)
        if one.because:
            painter.setFont(theme.font(0.857))
            painter.setPen(theme.colour("quiet"))
            below = QRectF(first.left(), first.bottom() - px(0.2), first.width(), rect.height())
            painter.drawText(below, int(_WRAP), one.because)
        if selected and self._list.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), px(0.286), px(0.286))
        painter.restore()

    def _bar(self, painter: QPainter, rect: QRectF, part: float) -> None:
        theme, px = self.desk.theme, self.desk.theme.px
        tall, half = px(0.571), rect.width() / 2 - px(0.571)
        zero, top = round(rect.center().x()), rect.center().y() - tall / 2
        painter.setPen(QPen(theme.colour("rule"), 1))
        painter.drawLine(zero, round(rect.top() + px(0.2)), zero, round(rect.bottom() - px(0.2)))
        wide = max(half * min(abs(part), 1.0), 2.0)
        left = zero + 1 if part > 0 else zero - wide
        painter.fillRect(QRectF(left, top, wide, tall), theme.series[RISE if part > 0 else FALL])

    def _text(self, painter: QPainter, rect: QRectF, text: str, weight: int, role: str, right: bool) -> None:
        font = self.desk.theme.font(0.929, weight)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self.desk.theme.colour(role))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        told = text if right else metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, told)


class EffectList(QListView):
    """The factors: up and down, F2 for the chain of what moved, Ctrl+C for a spreadsheet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("sources")
        self.setAccessibleName(desk.words("yearly.list"))
        self.setAccessibleDescription(desk.words("yearly.hint"))
        self.rows = EffectModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(EffectDelegate(desk, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def put(self, rows: tuple[EffectLine, ...]) -> None:
        """Show other rows; one stays where one was."""
        chosen = max(self.currentIndex().row(), 0)
        self.rows.put(rows)
        if rows:
            self.setCurrentIndex(self.rows.index(min(chosen, len(rows) - 1)))

    def why(self) -> None:
        """Open the chain of what moved; where there is none, the row itself says what it is made of."""
        one = self.currentIndex().data(ROW)
        if one is not None and one.figure:
            self.desk.why(one.figure)

    def copy(self) -> None:
        """Put the table on the clipboard, for a spreadsheet."""
        told = [self.desk.words("yearly.copy_head")]
        for row in self.rows.rows:
            plain = [each.replace(",", "").replace("\u2212", "-") for each in (row.text, row.percent)]
            told.append("\t".join((row.name, *plain, row.because)))
        QGuiApplication.clipboard().setText("\n".join(told))
        self.desk.toast.emit(self.desk.words("yearly.copied"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if wants_why(event):
            self.why()
        elif event.key() == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.copy()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and wants_why(event):
            event.accept()
            return True
        return super().event(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.why()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
