"""The tree of what a figure was made from: model, painting and branches."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.workbench.results.chain_parts import Node
from zcdesk.workbench.results.chain_view import Chain

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
NODE = Qt.ItemDataRole.UserRole


class ChainModel(QAbstractItemModel):
    """The inputs of a figure; a node's own inputs are made when it is opened."""

    def __init__(self, chain: Chain | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._chain = chain
        self._nodes: dict[tuple[int, ...], Node] = {}
        self._below: dict[tuple[int, ...], tuple[Node, ...]] = {}
        self._keys: dict[tuple[int, ...], int] = {}
        self._paths: list[tuple[int, ...]] = []

    def node(self, index: Index) -> Node | None:
        """The node at an index."""
        return self._nodes[self._paths[index.internalId()]] if index.isValid() else None

    def index(self, row: int, column: int, parent: Index = TOP) -> QModelIndex:
        path = self._path(parent)
        below = self._inputs(path)
        if not 0 <= row < len(below) or column:
            return QModelIndex()
        return self.createIndex(row, 0, self._key(below[row].path))

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        path = self._path(index)[:-1]
        return self.createIndex(path[-1], 0, self._key(path)) if path else QModelIndex()

    def rowCount(self, parent: Index = TOP) -> int:
        return len(self._inputs(self._path(parent)))

    def columnCount(self, _: Index = TOP) -> int:
        return 1

    def hasChildren(self, parent: Index = TOP) -> bool:
        node = self.node(parent)
        return self.rowCount() > 0 if node is None else not node.leaf

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self.node(index)
        if node is None:
            return None
        if role == NODE:
            return node
        if role == Qt.ItemDataRole.DisplayRole:
            return node.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return node.said
        return None

    def _path(self, index: Index) -> tuple[int, ...]:
        return self._paths[index.internalId()] if index.isValid() else ()

    def _key(self, path: tuple[int, ...]) -> int:
        if path not in self._keys:
            self._keys[path] = len(self._paths)
            self._paths.append(path)
        return self._keys[path]

    def _inputs(self, path: tuple[int, ...]) -> tuple[Node, ...]:
        if path not in self._below:
            found = self._chain.inputs(path) if self._chain is not None else ()
            self._below[path] = found
            self._nodes.update({node.path: node for node in found})
        return self._below[path]


class NodeDelegate(QStyledItemDelegate):
    """Two lines: name and value; source, person and evidence."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk

    def sizeHint(self, _: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._desk.theme
        node = index.data(NODE)
        extra = bool(node.doubt) + bool(node.cautions)
        one = not (node.note or node.who or node.evidence or node.flags)
        return QSize(theme.px(20), theme.px((1.9 if one else 3.3) + 1.35 * extra))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, node = self._desk.theme, index.data(NODE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(option.rect).adjusted(1, 1, -2, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            focused = bool(option.widget and option.widget.hasFocus())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(whole, theme.px(0.286), theme.px(0.286))
            if focused:
                pen = painter.pen()
                pen.setStyle(Qt.PenStyle.SolidLine)
                pen.setColor(theme.colour("focus"))
                pen.setWidthF(2)
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(whole, theme.px(0.286), theme.px(0.286))
        else:
            painter.setPen(theme.colour("line"))
            painter.drawLine(whole.bottomLeft(), whole.bottomRight())
        rect = whole.adjusted(theme.px(0.35), theme.px(0.2), -theme.px(0.5), -theme.px(0.2))
        self._lines(painter, rect, node)
        painter.restore()

    def _lines(self, painter: QPainter, rect: QRectF, node: Node) -> None:
        theme, line = self._desk.theme, self._desk.theme.px(1.55)
        top = QRectF(rect.left(), rect.top(), rect.width(), line)
        left = self._right(
            painter,
            top,
            ((f" {node.unit}" if node.unit else "", 0.857, 400, "quiet"), (node.value, 1.0, 500, "ink")),
        )
        room = QRectF(top.left(), top.top(), left - top.left() - theme.px(0.6), line)
        used = self._text(painter, room, node.name, 0.929, 500, "ink")
        if node.symbol:
            self._text(
                painter, room.adjusted(used + theme.px(0.4), 0, 0, 0), node.symbol, 0.857, 400, "quiet"
            )
        line = theme.px(1.3)
        y = top.bottom()
        if node.note or node.who or node.evidence or node.flags:
            second = QRectF(rect.left(), y, rect.width(), line)
            right = second.right()
            if node.evidence:
                right = self._right(painter, second, ((node.evidence, 0.857, 400, "accent"),))
                right -= theme.px(1.15)
                icon = self._desk.icons.pixmap(
                    "paperclip", "accent", 0.93, painter.device().devicePixelRatioF()
                )
                painter.drawPixmap(round(right), round(second.top() + (line - theme.px(0.93)) / 2), icon)
            told = " · ".join(part for part in (node.note, node.who, *node.flags) if part)
            self._text(
                painter,
                QRectF(second.left(), y, right - second.left() - theme.px(0.6), line),
                told,
                0.857,
                400,
                "quiet",
            )
            y += line
        for text, role, icon_name in (
            (node.doubt, "doubt", "triangle-alert"),
            (" · ".join(node.cautions), "quiet", "info"),
        ):
            if text:
                pixmap = self._desk.icons.pixmap(icon_name, role, 0.93, painter.device().devicePixelRatioF())
                painter.drawPixmap(round(rect.left()), round(y + (line - theme.px(0.93)) / 2), pixmap)
                self._text(
                    painter,
                    QRectF(rect.left() + theme.px(1.2), y, rect.width() - theme.px(1.2), line),
                    text,
                    0.857,
                    400,
                    role,
                )
                y += line

    def _right(
        self, painter: QPainter, rect: QRectF, parts: tuple[tuple[str, float, int, str], ...]
    ) -> float:
        """Texts from the right edge leftwards; gives where the last begins. Numbers are never shortened."""
        x = rect.right()
        for text, em, weight, role in parts:
            if not text:
                continue
            font = self._desk.theme.font(em, weight)
            wide = QFontMetricsF(font).horizontalAdvance(text)
            painter.setFont(font)
            painter.setPen(self._desk.theme.colour(role))
            painter.drawText(
                QRectF(x - wide - 1, rect.top(), wide + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, text
            )
            x -= wide
        return x

    def _text(self, painter: QPainter, rect: QRectF, text: str, em: float, weight: int, role: str) -> float:
        font = self._desk.theme.font(em, weight)
        metrics = QFontMetricsF(font)
        told = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.setFont(font)
        painter.setPen(self._desk.theme.colour(role))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, told)
        return metrics.horizontalAdvance(told)


class ChainTree(QTreeView):
    """The tree of inputs, with chevrons in the theme's ink."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def chosen(self) -> Node | None:
        """The node one stands on."""
        index = self.currentIndex()
        node = index.data(NODE) if index.isValid() else None
        return node if isinstance(node, Node) else None

    def index_of(self, path: tuple[int, ...]) -> QModelIndex:
        """Where a path leads; not valid where it leads nowhere."""
        index = QModelIndex()
        for row in path:
            index = self.model().index(row, 0, index)
        return index

    def state(self) -> tuple[tuple[int, ...] | None, list[tuple[int, ...]]]:
        """The chosen node, and the open ones from the outside in."""
        model = self.model()
        opened: list[tuple[int, ...]] = []

        def look(parent: QModelIndex, path: tuple[int, ...]) -> None:
            for row in range(model.rowCount(parent)):
                index = model.index(row, 0, parent)
                if self.isExpanded(index):
                    opened.append((*path, row))
                    look(index, (*path, row))

        if model is not None:
            look(QModelIndex(), ())
        chosen = self.chosen()
        return (chosen.path if chosen else None), opened

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        model = self.model()
        theme, em = self.desk.theme, 1.0
        size, step = theme.px(em), self.indentation()
        depth = 0
        above = index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        painter.setPen(theme.colour("rule"))
        for level in range(depth):
            x = round((level + 0.5) * step)
            painter.drawLine(x, rect.top(), x, rect.bottom())
        if model is not None and model.hasChildren(index):
            name = "chevron-down" if self.isExpanded(index) else "chevron-right"
            pixmap = self.desk.icons.pixmap(name, "quiet", em, self.devicePixelRatioF())
            painter.drawPixmap(round(depth * step + (step - size) / 2), rect.top() + theme.px(0.5), pixmap)
