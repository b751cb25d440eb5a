"""Schemes side by side: a row for each thing that is asked, a column for each scheme, a verdict in each cell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
)

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.figure_list import overrides, wants
from zcdesk.ui.widgets.parts import label
from zcdesk.ui.widgets.sentences import broken
from zcdesk.workbench.readiness import sides
from zcdesk.workbench.readiness.parts import ICONS, Item
from zcdesk.workbench.readiness.sides import SideRow, Sides

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
CELL = Qt.ItemDataRole.UserRole


class SideModel(QAbstractTableModel):
    """Rows of what is asked; the first row says how each scheme stands as a whole."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.sides = Sides((), ())
        self.wide = 0
        """Width of a scheme's column. [px]"""

    def tell(self, found: Sides) -> None:
        """Show other schemes, or other verdicts."""
        same = [each.key for each in found.schemes] == [each.key for each in self.sides.schemes]
        if same and len(found.rows) == len(self.sides.rows):
            self.sides = found
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
            return
        self.beginResetModel()
        self.sides = found
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.sides.rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.sides.schemes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row: SideRow = self.sides.rows[index.row()]
        item = row.cells[index.column()]
        if role == CELL:
            return item
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            scheme = self.sides.schemes[index.column()].name
            text = item.said if item is not None else self._desk.words("readiness.not_asked")
            return f"{scheme}, {row.name}: {text}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            scheme = self.sides.schemes[section]
            if role == Qt.ItemDataRole.ToolTipRole:
                return f"{scheme.name}\n{scheme.verdict}"
            metrics = QFontMetricsF(self._desk.theme.font(0.929, 500))
            room = self.wide - self._desk.theme.px(1.143)
            lines = [*broken(scheme.name, self._desk.theme.font(0.929, 500), round(room), 2), scheme.verdict]
            return "\n".join(
                metrics.elidedText(each.strip(), Qt.TextElideMode.ElideRight, room) for each in lines
            )
        return self.sides.rows[section].name


class SidePainter(QStyledItemDelegate):
    """Paints a verdict: number, mark, words, value."""

    def __init__(self, desk: Desk, table: QTableView) -> None:
        super().__init__(table)
        self.desk, self._table = desk, table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, px = self.desk.theme, self.desk.theme.px
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        item: Item | None = index.data(CELL)
        painter.save()
        chosen = index == self._table.currentIndex()
        if chosen:
            painter.fillRect(rect, theme.colour("accent_soft"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(px(0.571), 0, -px(0.571), 0)
        if item is None:
            self._text(painter, inner, self.desk.words("readiness.not_asked"), 0.857, 400, "faint")
        else:
            icon, role = ICONS[item.state]
            ratio = painter.device().devicePixelRatioF()
            pixmap = self.desk.icons.pixmap(icon, role, 1.0, ratio)
            painter.drawPixmap(QPointF(inner.left(), inner.center().y() - px(0.5)), pixmap)
            upper = QRectF(inner.left() + px(1.5), inner.top(), inner.width() - px(1.5), inner.height() / 2)
            upper.adjust(0, px(0.21), 0, 0)
            lower = upper.translated(0, inner.height() / 2 - px(0.36))
            used = self._text(painter, upper, item.number, 0.857, 400, "quiet") + px(0.43)
            value = f"{item.value.text} {item.value.unit}".strip()
            wide = self._width(value, 0.929, 500)
            self._text(
                painter,
                QRectF(upper.right() - wide, upper.top(), wide + 1, upper.height()),
                value,
                0.929,
                500,
                "ink",
            )
            name = QRectF(
                upper.left() + used, upper.top(), upper.width() - used - wide - px(0.43), upper.height()
            )
            self._text(painter, name, item.name, 0.857, 400, "quiet")
            self._text(painter, lower, item.text, 0.929, 500 if role in ("bad", "good") else 400, role)
        if chosen and self._table.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 3, 3)
        painter.restore()

    def _width(self, text: str, em: float, weight: int) -> float:
        return QFontMetricsF(self.desk.theme.font(em, weight)).horizontalAdvance(text)

    def _text(self, painter: QPainter, box: QRectF, text: str, em: float, weight: int, role: str) -> float:
        if not text or box.width() <= 0:
            return 0.0
        metrics = QFontMetricsF(self.desk.theme.font(em, weight))
        painter.setFont(self.desk.theme.font(em, weight))
        painter.setPen(self.desk.theme.colour(role))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() + 1)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)


class SideTable(QTableView):
    """The table; F2 explains a verdict, Enter opens it, Ctrl+C copies all.

    Signals
    -------
    opened : str, str
        Key of the scheme and id of the criterion.
    """

    opened = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("sides")
        self.setAccessibleName(desk.words("readiness.view.sides"))
        self.rows = SideModel(desk)
        self.setModel(self.rows)
        self.setItemDelegate(SidePainter(desk, self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        px = desk.theme.px
        self.verticalHeader().setDefaultSectionSize(px(3.3))
        self.verticalHeader().setSectionsClickable(False)
        self.verticalHeader().setFixedWidth(px(15))
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setFont(desk.theme.font(0.929))
        self.horizontalHeader().setFont(desk.theme.font(0.929, 500))
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setFixedHeight(px(3.6))
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(self._open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """As wide as there is room, never less than a verdict needs; then it scrolls beside the frozen names."""
        count = max(self.rows.columnCount(), 1)
        px = self.desk.theme.px
        wide = max(self.viewport().width() // count, px(15))
        self.rows.wide = wide
        room, font = round(wide - px(1.143)), self.desk.theme.font(0.929, 500)
        lines = max((len(broken(each.name, font, room, 2)) for each in self.rows.sides.schemes), default=1)
        self.horizontalHeader().setFixedHeight(px(3.6 if lines == 1 else 4.9))
        for at in range(count):
            self.setColumnWidth(at, wide)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        item: Item | None = index.data(CELL) if index.isValid() else None
        if wants(event, Qt.Key.Key_F2) and item is not None:
            self.desk.why(item.figure)
        elif wants(event, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(index)
        elif event.key() == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.copy()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return overrides(event, Qt.Key.Key_F2) or super().event(event)

    def _open(self, index: Index) -> None:
        item: Item | None = index.data(CELL) if index.isValid() else None
        if item is not None:
            self.opened.emit(self.rows.sides.schemes[index.column()].key, item.id)

    def copy(self) -> None:
        """Put the table on the clipboard, for a spreadsheet."""
        found = self.rows.sides
        lines = ["\t".join(["", *(each.name for each in found.schemes)])]
        lines.append("\t".join(["", *(each.verdict for each in found.schemes)]))
        for row in found.rows:
            cells = [
                ""
                if item is None
                else f"{item.number} {item.text} {item.value.text} {item.value.unit}".strip()
                for item in row.cells
            ]
            lines.append("\t".join([row.name, *cells]))
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.desk.toast.emit(self.desk.words("results.copied"))


class SideCard(QFrame):
    """The table with what is to be known about it."""

    opened = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("card")
        px = desk.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(1, px(0.571), 1, 1)
        column.setSpacing(px(0.43))
        self._note: QLabel = label(desk, "", 0.857, role="quiet", wrap=True)
        self._note.setContentsMargins(px(0.857), 0, px(0.857), 0)
        column.addWidget(self._note)
        self.table = SideTable(desk)
        self.table.opened.connect(self.opened)
        column.addWidget(self.table, 1)

    def tell(self, keys: Sequence[str]) -> None:
        """Show the schemes that are followed, from one set of facts."""
        desk = self.desk
        found = sides.sides(desk.workbench, keys, desk.year, desk.language)
        shared = sum(sum(cell is not None for cell in row.cells) > 1 for row in found.rows)
        self._note.setText(desk.words("readiness.sides_note", n=len(keys), shared=shared))
        held = self.table.currentIndex()
        at = (held.row(), held.column()) if held.isValid() else (0, 0)
        self.table.rows.tell(found)
        self.table.fit()
        if found.rows:
            row, column = min(at[0], len(found.rows) - 1), min(at[1], len(keys) - 1)
            self.table.setCurrentIndex(self.table.rows.index(row, column))
