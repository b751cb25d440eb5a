"""Charts in a window: drawn beside the window's thread, at the device's own resolution, the newest wish first.

matplotlib is loaded by the first chart that is drawn, on the worker's thread, so that a page stands before it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QHideEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from zcdesk.report.charts.charts import Screen, pixels
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.asked import Asked
from zcdesk.ui.widgets.files import ask_place
from zcdesk.ui.widgets.parts import button, label
from zcdesk.ui.widgets.sentences import Clauses
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results.results_charts import ChartView
from zcdesk.workbench.snapshot import Snapshot

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()


class ChartCanvas(QWidget):
    """A chart as an image of exactly this widget's device pixels."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.view: ChartView | None = None
        self.asked = Asked()
        self.asked.answered.connect(self._take)
        self.image: QImage | None = None
        self._asked: tuple[object, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(desk.theme.px(9))

    def show_view(self, view: ChartView | None) -> None:
        """Show a chart; the old drawing stands until the new one is there."""
        if view is not None and (self.view is None or self.view.id != view.id):
            self.image = None
        self.view = view
        self.setAccessibleName(f"{view.title}. {view.fact}" if view else "")
        self.setAccessibleDescription(view.chart.alt if view and view.chart else "")
        self._ask()

    def _ask(self) -> None:
        view, ratio = self.view, self.devicePixelRatioF()
        if view is None or view.chart is None:
            self.asked.drop()
            self.image, self._asked = None, ()
            self.update()
            return
        if not self.isVisible() or self.width() < 40 or self.height() < 40:
            return
        theme = self.desk.theme
        margin = 2 * theme.px(0.286)
        screen = Screen(
            self.desk.resources / "fonts",
            self.desk.language,
            round((self.width() - margin) * ratio),
            round((self.height() - margin) * ratio),
            theme.px(0.857) * ratio,
            theme.roles,
            theme.series,
            view.kinds,
        )
        wanted = (view, screen)
        if wanted == self._asked:
            return
        self._asked = wanted
        chart = view.chart
        self.asked.ask(lambda: (screen.width, screen.height, pixels(chart, screen)))

    def _take(self, drawn: tuple[int, int, bytes]) -> None:
        width, height, data = drawn
        image = QImage(data, width, height, width * 4, QImage.Format.Format_RGBA8888).copy()
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.image = image
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        self.asked.drop()
        self._asked = ()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask()

    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QEvent):
            return True  # see overrides() of the figure list
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._asked = ()
            self._ask()
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        theme, painter = self.desk.theme, QPainter(self)
        inset = theme.px(0.286)
        if self.image is not None:
            painter.drawImage(inset, inset, self.image)
        else:
            none = (
                self.view is not None and self.view.chart is None
            )  # before it is known, nothing is said of it
            said = self.desk.words("results.no_chart" if none else "results.drawing")
            if none and self.view is not None and self.view.fact:
                said = self.view.fact  # why there is none
            painter.setFont(theme.font(0.929))
            painter.setPen(theme.colour("quiet"))
            painter.drawText(
                self.rect().adjusted(inset, 0, -inset, 0),
                Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                said,
            )
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), inset, inset)
        painter.end()


class TwinModel(QAbstractTableModel):
    """The same numbers as a table."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: ChartView | None = None

    def show_view(self, view: ChartView | None) -> None:
        """Show another chart's numbers."""
        self.beginResetModel()
        self._view = view
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() or self._view is None else len(self._view.rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() or self._view is None else len(self._view.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self._view is None:
            return None
        text = self._view.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._view.rows[index.row()][0]}, {self._view.heads[index.column()]}: {text}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            numeric = (text[:1].isdigit() and index.column() > 0) or text[:1] == "\u2212"
            side = Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or self._view is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._view.heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            cell = self._view.rows[0][section] if self._view.rows else ""
            numeric = section > 0 and cell[:1].isdigit()
            side = Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class ChartCard(QFrame):
    """A card with one or several charts to choose from, each with its table twin.

    Parameters
    ----------
    desk : Desk
    give : callable
        The chart of an id from a snapshot; called on the worker's thread.
    ids : tuple of str
        Charts to choose from.
    """

    def __init__(
        self, desk: Desk, give: Callable[[str], Callable[[Snapshot], ChartView]], ids: tuple[str, ...]
    ) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("card")
        self._give = give
        self.asked = Asked()
        self.asked.answered.connect(self._take)
        self.view: ChartView | None = None
        self.ids = ids
        self.chosen = ids[0]
        px = desk.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(0.857), px(0.571), px(0.857), px(0.571))
        column.setSpacing(px(0.143))
        head = QHBoxLayout()
        self._segments: dict[str, QPushButton] = {}
        self._segments_row = QHBoxLayout()
        self._segments_row.setSpacing(px(0.143))
        head.addLayout(self._segments_row)
        self._title = label(desk, "", 1.0, 700)
        head.addWidget(self._title)
        self._fact = Clauses(desk, 0.857, "quiet", Qt.AlignmentFlag.AlignRight)
        head.addWidget(self._fact, 1)
        self.twin = button(desk, "", self.turn, "icon", "table", desk.words("results.table_of"), "T")
        head.addWidget(self.twin)
        self.out = button(desk, "", self.save, "icon", "download", desk.words("results.save_chart"), "S")
        head.addWidget(self.out)
        column.addLayout(head)
        self.canvas = ChartCanvas(desk)
        self.table = QTableView()
        self.table.setObjectName("twin")
        self.model = TwinModel(desk)
        self.table.setModel(self.model)
        self.table.setFont(desk.theme.font(0.929))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(px(1.857))
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setFont(desk.theme.font(0.857))
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(self.table)
        column.addWidget(self._stack, 1)
        self.canvas.installEventFilter(self)
        self.table.installEventFilter(self)
        self.offer(ids)

    def offer(self, ids: tuple[str, ...]) -> None:
        """Change which charts may be chosen here."""
        self.ids = ids
        for segment in self._segments.values():
            segment.hide()
            segment.setParent(None)
            segment.deleteLater()
        self._segments.clear()
        if self.chosen not in ids:
            self.chosen = ids[0]
        if len(ids) > 1:
            for id_ in ids:
                made = button(
                    self.desk, self.desk.words(f"results.{id_}"), lambda id_=id_: self.choose(id_), "segment"
                )
                made.setCheckable(True)
                made.setChecked(id_ == self.chosen)
                self._segments[id_] = made
                self._segments_row.addWidget(made)
            for before, after in pairwise(self.stops()):
                QWidget.setTabOrder(before, after)
        self._title.setVisible(len(ids) == 1)
        if self.view is None:  # it can be reached before it is drawn
            self.canvas.setAccessibleName(self.desk.words(f"results.{self.chosen}"))

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as it is read."""
        return [*self._segments.values(), self.twin, self.out, self.canvas, self.table]

    def choose(self, id_: str) -> None:
        """Show one of the charts."""
        self.chosen = id_
        for other, segment in self._segments.items():
            segment.setChecked(other == id_)
        self.refresh()

    def refresh(self) -> None:
        """Ask for the numbers anew and draw them."""
        self.asked.ask_of(self.desk, self._give(self.chosen))

    def _take(self, view: ChartView) -> None:
        self.view = view
        self._title.setText(view.title)
        self._fact.say(view.fact if view.chart is not None or view.rows else "")
        self.model.show_view(view)
        self.table.setAccessibleName(view.title)
        self._widths(view)
        self.canvas.show_view(view)
        self.twin.setEnabled(bool(view.rows))
        self.out.setEnabled(bool(view.rows) or view.chart is not None)

    def turn(self) -> None:
        """From chart to table and back; the focus stays in the card."""
        to_table = self._stack.currentWidget() is self.canvas and self.model.rowCount() > 0
        shown = self.table if to_table else self.canvas
        name = self.desk.words("results.chart_of" if to_table else "results.table_of")
        self.twin.setIcon(self.desk.icons.icon("chart-column" if to_table else "table"))
        self.twin.setAccessibleName(name)
        self.twin.setToolTip(f"{name}  T")
        self._stack.setCurrentWidget(shown)
        if to_table and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        shown.setFocus()

    def save(self) -> None:
        """Write the chart as PNG or SVG, or its table as Excel or CSV; which, says the end of the name."""
        from zcdesk.workbench.handed_out.handing_out import write_view

        view, desk = self.view, self.desk
        if view is None or not (view.rows or view.chart is not None):
            return
        what = desk.words("results.save_chart")
        name = "".join(" " if each in '\\/:*?"<>|：' else each for each in view.title).strip()
        kinds = "PNG (*.png);;SVG (*.svg);;Excel (*.xlsx);;CSV (*.csv)"
        to = ask_place(desk, self, what, f"{name}.png", kinds)
        if to is None:
            return
        try:
            write_view(view, to, desk.resources / "fonts", desk.language)
        except Refused as refused:
            desk.toast.emit(desk.say(refused.words))
            return
        desk.toast.emit(desk.words("results.chart_saved", path=to))

    def copy(self) -> None:
        """Put the numbers on the clipboard as a table."""
        if self.view is None:
            return
        QGuiApplication.clipboard().setText(self.view.copied)
        self.desk.toast.emit(self.desk.words("results.copied"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() == Qt.Key.Key_T and plain:
                self.turn()
                return True
            if event.key() == Qt.Key.Key_S and plain:
                self.save()
                return True
            if event.key() == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.copy()
                return True
            if plain and watched is self.canvas and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                at = self.ids.index(self.chosen) + (1 if event.key() == Qt.Key.Key_Right else -1)
                self.choose(self.ids[at % len(self.ids)])
                return True
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        return QSize(self.desk.theme.px(30), self.desk.theme.px(14))

    def _widths(self, view: ChartView) -> None:
        """Widths from the texts, measured once each: twelve rows at most."""
        metrics = QFontMetricsF(self.desk.theme.font(0.929, 500))
        header = self.table.horizontalHeader()
        pad = self.desk.theme.px(1.4)
        for column, head in enumerate(view.heads):
            texts = (head, *(row[column] for row in view.rows))
            header.resizeSection(column, round(max(metrics.horizontalAdvance(text) for text in texts)) + pad)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
