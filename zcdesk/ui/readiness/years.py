"""A scheme over the years: the indicators year by year, and the one one stands on as a line against its levels."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView, QVBoxLayout, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.results.chart_view import ChartCard
from zcdesk.ui.widgets.figure_list import overrides, wants
from zcdesk.workbench.readiness import sides
from zcdesk.workbench.readiness.parts import ICONS, Piece
from zcdesk.workbench.readiness.sides import YearRow, Years
from zcdesk.workbench.results.chart_data import ChartView
from zcdesk.workbench.snapshot import Snapshot

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
PIECE = Qt.ItemDataRole.UserRole


class YearModel(QAbstractTableModel):
    """Name and unit, then a cell for each year, plan and level."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.found = Years((), ())
        self.room = 0.0
        """Of the column of names. [px]"""

    def tell(self, found: Years) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    @property
    def rows(self) -> tuple[YearRow, ...]:
        """The indicators."""
        return self.found.rows

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() or not self.rows else 1 + len(self.found.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if index.column() == 0:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._named(row)
            if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
                return f"{row.item.number}  {row.item.name}  {row.item.value.unit}".rstrip()
            return None
        cell = row.cells[index.column() - 1]
        if role == PIECE:
            return cell.piece
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.piece.text if cell.piece is not None else "—"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self.found.heads[index.column() - 1]
            return f"{head}, {cell.piece.said if cell.piece is not None else ''}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.DecorationRole and cell.state and cell.state != "text":
            return self._desk.icons.icon(*ICONS[cell.state])
        if role == Qt.ItemDataRole.ForegroundRole and not cell.state:
            return self._desk.theme.colour("quiet")
        return None

    def _named(self, row: YearRow) -> str:
        """Number, name and unit, of which only the name is cut."""
        metrics = QFontMetricsF(self._desk.theme.font(0.929))
        before, after = f"{row.item.number}  ", f"  {row.item.value.unit}" if row.item.value.unit else ""
        room = self.room - metrics.horizontalAdvance(before + after)
        return before + metrics.elidedText(row.item.name, Qt.TextElideMode.ElideRight, room) + after

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.found.heads[section - 1] if section else self._desk.words("readiness.indicator")


class YearTable(QTableView):
    """The table; F2 explains a number, Enter opens the indicator."""

    opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("twin")
        self.setAccessibleName(desk.words("readiness.view.years"))
        self.rows = YearModel(desk)
        self.setModel(self.rows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setFont(desk.theme.font(0.929))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(desk.theme.px(2.0))
        self.horizontalHeader().setFont(desk.theme.font(0.857))
        self.horizontalHeader().setSectionsClickable(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.rows[index.row()].item.id))

    def fit(self) -> None:
        """Each column as wide as its numbers, none of which is ever cut; the name takes what they leave."""
        found, px = self.rows.found, self.desk.theme.px
        if not found.rows:
            return
        metrics = QFontMetricsF(self.desk.theme.font(0.929))
        used = 0
        for at, head in enumerate(found.heads):
            cells = [row.cells[at] for row in found.rows]
            texts = [head, *(cell.piece.text for cell in cells if cell.piece is not None)]
            mark = px(2.2) if any(cell.state for cell in cells) else 0
            wide = round(max(metrics.horizontalAdvance(text) for text in texts)) + px(1.6) + mark
            self.setColumnWidth(at + 1, wide)
            used += wide
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        wide = max(self.viewport().width() - used, px(18))
        found_room = float(wide - px(1.3))
        self.setColumnWidth(0, wide)
        if found_room != self.rows.room:
            self.rows.room = found_room
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        piece: Piece | None = index.data(PIECE) if index.isValid() else None
        if wants(event, Qt.Key.Key_F2) and index.isValid():
            self.desk.why(piece.figure if piece is not None else self.rows.rows[index.row()].item.figure)
        elif wants(event, Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(self.rows.rows[index.row()].item.id)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return overrides(event, Qt.Key.Key_F2) or super().event(event)


class YearsOfScheme(QWidget):
    """Table above, the chart of the row one stands on below."""

    opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.key = ""
        px = desk.theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(0.714))
        frame = QFrame()
        frame.setObjectName("card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        self.table = YearTable(desk)
        self.table.opened.connect(self.opened)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._draw())
        inside.addWidget(self.table)
        outer.addWidget(frame, 5)
        self.chart = ChartCard(desk, self._chart, ("readiness_years",))
        outer.addWidget(self.chart, 4)

    def tell(self, key: str) -> None:
        """Show a scheme."""
        self.key = key
        held = self.table.currentIndex()
        at = (held.row(), held.column()) if held.isValid() else (0, 1)
        self.table.rows.tell(sides.in_years(self.desk.workbench, key, self.desk.language))
        self.table.fit()
        if self.table.rows.rowCount():
            row = min(at[0], self.table.rows.rowCount() - 1)
            column = min(at[1], self.table.rows.columnCount() - 1)
            self.table.setCurrentIndex(self.table.rows.index(row, column))
        QTimer.singleShot(0, self.chart, self._draw)

    def _draw(self) -> None:
        if self.isVisible() and self.table.currentIndex().isValid():
            self.chart.refresh()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        QTimer.singleShot(0, self.chart, self._draw)

    def _chart(self, _: str) -> Callable[[Snapshot], ChartView]:
        key, language = self.key, self.desk.language
        id_ = self.table.rows.rows[self.table.currentIndex().row()].item.id
        return lambda snapshot: sides.year_chart(snapshot, key, id_, language)
