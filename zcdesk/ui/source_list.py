"""The sources of a year as a list of painted rows: name, scope, value, bar, share, change."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen
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
from zcdesk.workbench.results_view import Source

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
SOURCE = Qt.ItemDataRole.UserRole
_WHY_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)


def wants_why(event: QKeyEvent) -> bool:
    """Whether a key asks where a number comes from."""
    return event.key() in _WHY_KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


class SourceModel(QAbstractListModel):
    """The sources, each a row; the total last."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sources: tuple[Source, ...] = ()

    def show_sources(self, sources: tuple[Source, ...]) -> None:
        """Show other rows."""
        if sources == self.sources:
            return
        if len(sources) == len(self.sources):
            self.sources = sources
            self.dataChanged.emit(self.index(0), self.index(len(sources) - 1))
            return
        self.beginResetModel()
        self.sources = sources
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.sources)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        source = self.sources[index.row()]
        if role == SOURCE:
            return source
        if role == Qt.ItemDataRole.DisplayRole:
            return source.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return source.said
        return None


class Columns:
    """Where the columns of the sources stand, from the right; the name has the rest."""

    def __init__(self, desk: Desk, heads: tuple[str, str, str, str]) -> None:
        self.heads = heads
        self._px = desk.theme.px
        metrics = QFontMetricsF(desk.theme.font(0.857))
        wide = desk.theme.px(0.6)

        def of(least: float, head: str) -> float:
            return max(float(desk.theme.px(least)), metrics.horizontalAdvance(head) + wide)

        self.change = of(4.6, heads[3]) if heads[3] else 0.0
        self.share = of(4.2, heads[2])
        self.other = of(5.9, heads[1]) if heads[1] else 0.0
        self.value = of(5.9, heads[0])

    def at(self, rect: QRectF) -> dict[str, QRectF]:
        """Rectangles by column."""
        pad = self._px(0.857)
        x = rect.right() - pad
        found: dict[str, QRectF] = {}
        room = rect.width() - 2 * pad - self.change - self.share - self.other - self.value
        bar = float(self._px(4.4)) if room > self._px(17) else 0.0
        scope = float(self._px(4.2)) if room - bar > self._px(16 if self.other else 12) else 0.0
        for name, wide in (
            ("change", self.change), ("share", self.share), ("bar", bar), ("other", self.other), ("value", self.value),
            ("scope", scope),
        ):  # fmt: skip
            found[name] = QRectF(x - wide, rect.top(), wide, rect.height())
            x -= wide
        found["name"] = QRectF(rect.left() + pad, rect.top(), x - rect.left() - pad, rect.height())
        return found


class SourceDelegate(QStyledItemDelegate):
    """Paints a source: name, scope, value, bar, share, change."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.columns = Columns(desk, ("", "", "", ""))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self.desk.theme.px(20), self.desk.theme.px(2.0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, source = self.desk.theme, index.data(SOURCE)
        rect = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        painter.setPen(QPen(theme.colour("edge" if source.total else "line"), 1))
        painter.drawLine(rect.topLeft(), rect.topRight())
        at = self.columns.at(rect)
        weight = 700 if source.total else 500
        self._name(painter, at["name"], source)
        if at["scope"].width():
            self._text(painter, at["scope"], source.scope, 0.929, 400, "quiet", right=True)
        self._text(painter, at["value"], source.value or source.mark, 0.929, weight, "ink", right=True)
        if at["other"].width():
            self._text(painter, at["other"], source.other, 0.929, weight, "ink", right=True)
        self._text(painter, at["share"], source.share, 0.929, 400, "ink", right=True)
        self._text(painter, at["change"], source.change, 0.929, 400, "quiet", right=True)
        if not source.total and source.share and at["bar"].width():
            self._bar(painter, at["bar"], source)
        if option.state & QStyle.StateFlag.State_Selected and option.widget and option.widget.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), theme.px(0.286), theme.px(0.286))
        painter.restore()

    def _name(self, painter: QPainter, rect: QRectF, source: Source) -> None:
        theme = self.desk.theme
        mark = source.mark if source.value else ""
        reserved = 0.0
        if mark:
            reserved = QFontMetricsF(theme.font(0.857)).horizontalAdvance(mark) + theme.px(1.9)
        room = QRectF(rect.left(), rect.top(), rect.width() - reserved, rect.height())
        used = self._text(painter, room, source.name, 0.929, 700 if source.total else 400, "ink")
        if mark:
            ratio = painter.device().devicePixelRatioF()
            pixmap = self.desk.icons.pixmap("triangle-alert", "doubt", 0.93, ratio)
            x = rect.left() + used + theme.px(0.5)
            painter.drawPixmap(round(x), round(rect.top() + (rect.height() - theme.px(0.93)) / 2), pixmap)
            told = QRectF(x + theme.px(1.2), rect.top(), reserved, rect.height())
            self._text(painter, told, mark, 0.857, 400, "doubt")

    def _bar(self, painter: QPainter, rect: QRectF, source: Source) -> None:
        theme = self.desk.theme
        tall, inset = theme.px(0.43), theme.px(0.714)
        track = QRectF(rect.left() + inset, rect.center().y() - tall / 2, rect.width() - inset, tall)
        painter.fillRect(track, theme.colour("line"))
        wide = max(track.width() * min(source.bar, 1.0), 2.0)
        painter.fillRect(QRectF(track.left(), track.top(), wide, tall), theme.series[source.kind])

    def _text(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        em: float,
        weight: int,
        role: str,
        right: bool = False,
    ) -> float:
        font = self.desk.theme.font(em, weight)
        metrics = QFontMetricsF(font)
        told = text if right else metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.setFont(font)
        painter.setPen(self.desk.theme.colour(role))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, told)
        return metrics.horizontalAdvance(told)


class SourceHead(QWidget):
    """Heads of the columns."""

    def __init__(self, desk: Desk, delegate: SourceDelegate) -> None:
        super().__init__()
        self._desk, self._delegate = desk, delegate
        self.setFixedHeight(desk.theme.px(1.857))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, desk = QPainter(self), self._desk
        painter.setFont(desk.theme.font(0.857))
        painter.setPen(desk.theme.colour("quiet"))
        columns = self._delegate.columns
        at = columns.at(QRectF(self.rect()))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(at["name"], Qt.AlignmentFlag.AlignVCenter, desk.words("results.source"))
        for name, head in zip(("value", "other", "share", "change"), columns.heads, strict=True):
            painter.drawText(at[name], right, head)
        painter.end()


class SourceList(QListView):
    """The table of sources."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("sources")
        self.setAccessibleName(desk.words("results.sources"))
        self.rows = SourceModel(self)
        self.setModel(self.rows)
        self.painter = SourceDelegate(desk, self)
        self.setItemDelegate(self.painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: desk.why(index.data(SOURCE).figure))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if wants_why(event) and index.isValid():
            self.desk.why(index.data(SOURCE).figure)
        elif event.key() == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.copy()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and wants_why(event):
            event.accept()
            return True
        return super().event(event)

    def copy(self) -> None:
        """Put the table on the clipboard, for a spreadsheet."""
        heads = self.painter.columns.heads
        first = [self.desk.words("results.source"), "", *(head for head in heads if head)]
        lines = ["\t".join(first)]
        for source in self.rows.sources:
            cells = [source.value, *([source.other] if heads[1] else []), source.share]
            cells += [source.change] if heads[3] else []
            plain = [cell.replace(",", "").replace("\u2212", "-") for cell in cells]
            lines.append("\t".join([source.name, source.scope, *plain]))
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.desk.toast.emit(self.desk.words("results.copied"))
