"""A year against the one before: each source with its change as a bar, and under it what the figures prove."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
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
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from zcdesk.ui.desk import Desk
from zcdesk.ui.parts import button, label
from zcdesk.ui.source_list import wants_why
from zcdesk.workbench.comparing import Comparison, Difference, copied

Index = QModelIndex | QPersistentModelIndex
Year = Literal["before", "now"]
TOP = QModelIndex()
ROW = Qt.ItemDataRole.UserRole
RISE, FALL = 5, 2
"""Places in the chart palette."""

_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class CompareCard(QFrame):
    """The card of the comparison: what came of it, the table, what must be known to read it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        px = desk.theme.px
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, px(0.571), 1, px(0.571))
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(px(0.857), 0, px(0.857), px(0.286))
        self.title = label(desk, "", 1.0, 700, wrap=True)
        self._hint = label(desk, desk.words("compare.hint"), 0.857, role="faint")
        self.reasons = button(desk, desk.words("yearly.open"), lambda: None, "link")
        self._hint.setContentsMargins(0, px(0.357), 0, 0)  # on one line with the link beside it
        self.title.setContentsMargins(0, px(0.214), 0, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.reasons, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.list = CompareList(desk)
        self._head = CompareHead(desk, self.list)
        column.addWidget(self._head)
        column.addWidget(self.list, 1)
        self.note = label(desk, "", 0.857, role="quiet", wrap=True)
        self.note.setContentsMargins(px(0.857), px(0.429), px(0.857), 0)
        column.addWidget(self.note)
        column.addStretch(0)
        self._column = column

    def tell(self, found: Comparison) -> None:
        """Show a comparison."""
        self.title.setText(found.title)
        self.note.setText(found.note)
        self.list.put(found)
        for part in (self._head, self.list):
            part.setVisible(bool(found.rows))
        self._fit()
        self._column.setStretch(self._column.count() - 1, 0 if found.rows else 1)
        self._head.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The keys beside the sentence only where there is room for both."""
        wide = self.width() >= self._hint.fontMetrics().height() * 48
        self._hint.setVisible(wide and bool(self.list.rows.rows))


class Columns:
    """Where the columns stand, from the right; the name has the rest."""

    def __init__(self, desk: Desk, heads: tuple[str, str, str, str]) -> None:
        self.heads = heads
        self._px = desk.theme.px
        metrics = QFontMetricsF(desk.theme.font(0.857))
        leasts = (7.2, 7.2, 6.6, 5.0)
        self._wide = [
            max(float(desk.theme.px(least)), metrics.horizontalAdvance(head) + desk.theme.px(1.2))
            for least, head in zip(leasts, heads, strict=True)
        ]

    def at(self, rect: QRectF) -> dict[str, QRectF]:
        """Rectangles by column."""
        pad = self._px(0.857)
        x = rect.right() - pad
        found: dict[str, QRectF] = {}
        before, now, change, percent = self._wide
        room = rect.width() - 2 * pad - sum(self._wide)
        bar = float(min(max(room - self._px(17), 0), self._px(14)))
        scope = float(self._px(4.6)) if room - bar > self._px(16) else 0.0
        for name, wide in (
            ("percent", percent), ("change", change), ("bar", bar if bar > self._px(5) else 0.0), ("now", now),
            ("before", before), ("scope", scope),
        ):  # fmt: skip
            found[name] = QRectF(x - wide, rect.top(), wide, rect.height())
            x -= wide
        found["name"] = QRectF(rect.left() + pad, rect.top(), x - rect.left() - pad, rect.height())
        return found


class CompareHead(QWidget):
    """Heads of the columns."""

    def __init__(self, desk: Desk, listed: CompareList) -> None:
        super().__init__()
        self._desk, self._list = desk, listed
        self.setFixedHeight(desk.theme.px(1.857))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, desk = QPainter(self), self._desk
        painter.setFont(desk.theme.font(0.857))
        painter.setPen(desk.theme.colour("quiet"))
        columns = self._list.painter.columns
        rect = QRectF(self.rect())
        rect.setWidth(float(self._list.viewport().width()))
        at = columns.at(rect)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(at["name"], Qt.AlignmentFlag.AlignVCenter, desk.words("results.source"))
        for name, head in zip(("before", "now", "change", "percent"), columns.heads, strict=True):
            painter.drawText(at[name], right, head)
        painter.end()


class CompareModel(QAbstractListModel):
    """The sources, each a row; the total last."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Difference, ...] = ()

    def put(self, rows: tuple[Difference, ...]) -> None:
        """Show other rows."""
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


class CompareDelegate(QStyledItemDelegate):
    """Paints a source in both years, and the reason under it."""

    def __init__(self, desk: Desk, parent: CompareList) -> None:
        super().__init__(parent)
        self.desk, self._list = desk, parent
        self.columns = Columns(desk, ("", "", "", ""))

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        px, reason = self.desk.theme.px, index.data(ROW).reason
        tall = 0
        if reason:
            metrics = QFontMetricsF(self.desk.theme.font(0.857))
            room = QRectF(0, 0, self._list.viewport().width() - px(1.714), 10_000)
            tall = round(metrics.boundingRect(room, int(_WRAP), reason).height()) + px(0.4)
        return QSize(px(20), px(2.0) + tall)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, one, px = self.desk.theme, index.data(ROW), self.desk.theme.px
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        painter.setPen(QPen(theme.colour("edge" if one.total else "line"), 1))
        painter.drawLine(rect.topLeft(), rect.topRight())
        first = QRectF(rect.left(), rect.top(), rect.width(), px(2.0))
        at = self.columns.at(first)
        weight = 700 if one.total else 500
        self._text(painter, at["name"], one.name, 0.929, 700 if one.total else 400, "ink")
        if at["scope"].width():
            self._text(painter, at["scope"], one.scope, 0.857, 400, "quiet")
        waits = self.desk.words("compare.nothing")
        self._text(
            painter, at["before"], one.before or waits, 0.929, 400, "ink" if one.before else "faint", True
        )
        self._text(painter, at["now"], one.now or waits, 0.929, weight, "ink" if one.now else "faint", True)
        self._text(painter, at["change"], one.change, 0.929, weight, "ink", True)
        self._text(painter, at["percent"], one.percent, 0.929, 400, "quiet", True)
        if at["bar"].width() and one.bar and not one.total:
            self._bar(painter, at["bar"], one)
        if one.reason:
            below = QRectF(
                rect.left() + px(0.857), first.bottom() - px(0.2), rect.width() - px(1.714), rect.height()
            )
            painter.setFont(theme.font(0.857))
            painter.setPen(theme.colour("quiet"))
            painter.drawText(below, int(_WRAP), one.reason)
        if selected and self._list.hasFocus():
            ring = at[self._list.year].adjusted(px(0.3), 2, px(0.4), -2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(ring, px(0.286), px(0.286))
        painter.restore()

    def _bar(self, painter: QPainter, rect: QRectF, one: Difference) -> None:
        theme, px = self.desk.theme, self.desk.theme.px
        inset, tall = px(0.857), px(0.571)
        half = rect.width() / 2 - inset
        zero, top = round(rect.center().x()), rect.center().y() - tall / 2
        painter.setPen(QPen(theme.colour("rule"), 1))
        painter.drawLine(zero, round(rect.top() + px(0.2)), zero, round(rect.bottom() - px(0.2)))
        wide = max(half * min(abs(one.bar), 1.0), 2.0)
        left = zero + 1 if one.bar > 0 else zero - wide
        painter.fillRect(QRectF(left, top, wide, tall), theme.series[RISE if one.bar > 0 else FALL])

    def _text(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        em: float,
        weight: int,
        role: str,
        right: bool = False,
    ) -> None:
        font = self.desk.theme.font(em, weight)
        told = (
            text if right else QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        )
        painter.setFont(font)
        painter.setPen(self.desk.theme.colour(role))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, told)


class CompareList(QListView):
    """The table: up and down through the sources, left and right between the two years, F2 for the chain."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.year: Year = "now"
        self.found: Comparison | None = None
        self.setObjectName("sources")
        self.setAccessibleName(desk.words("compare.name"))
        self.setAccessibleDescription(desk.words("compare.hint"))
        self.rows = CompareModel(self)
        self.setModel(self.rows)
        self.painter = CompareDelegate(desk, self)
        self.setItemDelegate(self.painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def put(self, found: Comparison) -> None:
        """Show a comparison; one stays on the row where one was."""
        self.found = found
        chosen = max(self.currentIndex().row(), 0)
        self.painter.columns = Columns(self.desk, found.heads)
        self.rows.put(found.rows)
        if found.rows:
            self.setCurrentIndex(self.rows.index(min(chosen, len(found.rows) - 1)))
        self.setMinimumHeight(self.desk.theme.px(14) if found.rows else 0)

    def why(self) -> None:
        """Open the chain of the figure that is ringed."""
        one = self.currentIndex().data(ROW)
        if one is not None:
            self.desk.why(one.figure if self.year == "now" else one.before_figure)

    def choose(self, year: Year) -> None:
        """Ring the figure of a year."""
        self.year = year
        self.viewport().update()

    def copy(self) -> None:
        """Put the table on the clipboard, for a spreadsheet."""
        if self.found is None:
            return
        words = self.desk.words
        heads = (words("results.source"), "", *self.found.heads, words("compare.reason"))
        QGuiApplication.clipboard().setText(copied(self.found, heads))
        self.desk.toast.emit(words("results.copied"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if wants_why(event):
            self.why()
        elif event.key() == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.copy()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.choose("before" if event.key() == Qt.Key.Key_Left else "now")
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and wants_why(event):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            box: QRect = self.visualRect(index)
            at = self.painter.columns.at(QRectF(box))
            self.choose(
                "before" if at["before"].left() <= event.position().x() < at["before"].right() else "now"
            )
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.why()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
