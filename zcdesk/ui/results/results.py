"""The page of results: headline figures, sources with their shares, months, flow and years."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import (
    Qt,
    QTimer,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from zcdesk.ui.desk import Desk
from zcdesk.ui.results.chart_view import ChartCard
from zcdesk.ui.results.chart_why import ChartWhy
from zcdesk.ui.results.compare_view import CompareCard
from zcdesk.ui.results.source_list import SourceColumns, SourceList
from zcdesk.ui.results.spread import SpreadCard
from zcdesk.ui.results.years_view import YearsCard
from zcdesk.ui.widgets.asked import pool
from zcdesk.ui.widgets.figure_box import FigureBox, Quiet
from zcdesk.ui.widgets.figure_list import FigureHead
from zcdesk.ui.widgets.parts import IconLabel, Page, button, card, clear, label
from zcdesk.workbench.results import results_charts
from zcdesk.workbench.results.balance_chart import has_balance
from zcdesk.workbench.results.carbon_chart import has_carbon
from zcdesk.workbench.results.comparing import comparison
from zcdesk.workbench.results.results_charts import ChartView
from zcdesk.workbench.results.results_view import VIEWS, Amount, Results, View, results
from zcdesk.workbench.snapshot import Snapshot

_MOST_LINKS = 6


class ResultsPage(Page):
    """Results of the year in the view that is chosen."""

    id = "results"

    def __init__(self, desk: Desk) -> None:
        self.view: View = "location"
        self.comparing = self.attributing = self.spreading = False
        self._wide: tuple[bool, bool, bool, tuple[str, ...]] | None = None
        self._balances: tuple[str, ...] = ()
        self._found: Results | None = None
        super().__init__(desk)

    # building

    def build(self) -> None:
        desk, px = self.desk, self.desk.theme.px
        self.boxes: list[FigureBox] = []
        line = self.head(desk.words("results.title"))
        frame = QFrame()
        frame.setObjectName("segments")
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(px(0.143), px(0.143), px(0.143), px(0.143))
        inside.setSpacing(px(0.143))
        self.segments: dict[str, QPushButton] = {}
        for view in VIEWS:
            made = button(desk, desk.words(f"results.{view}"), lambda view=view: self.choose(view), "segment")
            made.setCheckable(True)
            made.setAccessibleDescription(desk.words("results.view"))
            self.segments[view] = made
            inside.addWidget(made)
        self.against = button(desk, desk.words("compare.name"), self.compare, "segment")
        self.against.setCheckable(True)
        inside.addWidget(self.against)
        self.ranges = button(desk, desk.words("uncertainty.name"), self.spread, "segment")
        self.ranges.setCheckable(True)
        inside.addWidget(self.ranges)
        frame.setMinimumHeight(px(2.5))  # the line is no higher than its buttons now
        line.addWidget(frame)
        text = desk.words("results.report")
        self._report = button(desk, text, lambda: desk.go("report"), "primary", "file-text")
        line.addWidget(self._report)
        self._note = Quiet(desk)
        self.body.addWidget(self._note)
        self._banner = QFrame()
        self._banner.setObjectName("banner_doubt")
        self._banner_column = QVBoxLayout(self._banner)
        self._banner_column.setContentsMargins(px(0.857), px(0.571), px(0.857), px(0.571))
        self._banner_column.setSpacing(px(0.143))
        self.body.addWidget(self._banner)
        self._figures = QFrame()
        self._figures.setObjectName("card")
        self._figure_grid = QGridLayout(self._figures)
        self._figure_grid.setContentsMargins(px(0.286), px(0.214), px(0.286), px(0.214))
        self._figure_grid.setSpacing(px(0.143))
        self.body.addWidget(self._figures)
        self._plain = QWidget()
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._plain)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(px(0.714))
        self._middle.addWidget(self._source_card(), 46)
        charts = QVBoxLayout()
        charts.setSpacing(px(0.714))
        self.months = ChartCard(desk, self._chart, ("month", "years"))
        self.flows = ChartCard(desk, self._chart, ("flow",))
        for each in (self.months, self.flows):
            charts.addWidget(each, 1)
            ChartWhy(desk, each, partial(self._figure, each))
        self._middle.addLayout(charts, 54)
        self.body.addWidget(self._plain, 1)
        self.compared = CompareCard(desk)
        self.compared.hide()
        self.compared.reasons.clicked.connect(lambda _=False: self.attribute())
        self.body.addWidget(self.compared, 1)
        self.uncertain = SpreadCard(desk)
        self.uncertain.hide()
        self.body.addWidget(self.uncertain, 1)
        self.years = YearsCard(desk)
        self.years.hide()
        self.years.left.connect(self.compare)
        self.years.paper.connect(lambda: desk.go("report", self.years.asked))
        self.body.addWidget(self.years, 1)
        self._wide = None

    @property
    def _is_wide(self) -> bool:
        return self._wide is None or self._wide[0]

    def _source_card(self) -> QFrame:
        desk, px = self.desk, self.desk.theme.px
        frame, column = card()
        column.setContentsMargins(1, px(0.571), 1, px(0.571))
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(px(0.857), 0, px(0.857), px(0.143))
        head.addWidget(label(desk, desk.words("results.sources"), 1.0, 700))
        head.addStretch(1)
        head.addWidget(label(desk, desk.words("results.hint"), 0.857, role="faint"))
        column.addLayout(head)
        self.list = SourceList(desk)
        self._source_head = FigureHead(desk, self.list)
        column.addWidget(self._source_head)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(0.857), px(0.429), px(0.857), 0)
        foot.setSpacing(px(0.429))
        self._apart_icon = IconLabel(desk, "info", "quiet", 1.0)
        self._apart = label(desk, "", 0.857, role="quiet", wrap=True)
        foot.addWidget(self._apart_icon, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._apart, 1)
        column.addLayout(foot)
        return frame

    # showing

    def busy(self) -> bool:
        """Whether charts are still being drawn."""
        return pool().activeThreadCount() > 0 or self.years.busy()

    def refresh(self) -> None:
        found = self._found = results(self.desk.workbench, self.desk.year, self.desk.language, self.view)
        for view, segment in self.segments.items():
            segment.setChecked(view == self.view and not self.comparing and not self.spreading)
        self.against.setChecked(self.comparing)
        self.ranges.setChecked(self.spreading)
        self._tell_missing(found)
        known = found is not None
        attributing = self.comparing and self.attributing
        self._figures.setVisible(known and not attributing)
        self._plain.setVisible(not self.comparing and not self.spreading)
        self.compared.setVisible(known and self.comparing and not attributing)
        self.years.setVisible(known and attributing)
        self.uncertain.setVisible(known and self.spreading)
        if found is None:
            return
        if self.spreading:
            self.uncertain.show_year(self._one_view)
        if attributing:
            self.years.show_years(self._one_view)
        elif self.comparing:
            desk = self.desk
            against = comparison(desk.workbench, desk.year, desk.language, self._one_view)
            assert against is not None
            lost = self.compared.list.hasFocus() and not against.rows
            self.compared.tell(against)
            if lost:
                self.against.setFocus()
        self._note.tell(found.note)
        self._tell_amounts(found.amounts)
        chosen = max(self.list.currentIndex().row(), 0)
        columns = self.list.painter.columns = SourceColumns(self.desk, found.heads)
        columns.take(found.sources)
        self.list.rows.put(found.sources)
        self.list.setCurrentIndex(self.list.rows.index(min(chosen, self.list.rows.rowCount() - 1)))
        self.list.setMinimumHeight(self.desk.theme.px(2.0) * min(self.list.rows.rowCount(), 10) + 2)
        self._source_head.update()
        self._apart.setText(found.apart)
        self._apart_icon.setVisible(bool(found.apart))
        workbench = self.desk.workbench
        offered = {"balance": has_balance(workbench), "carbon": has_carbon(workbench, self.desk.year)}
        self._balances = tuple(id_ for id_, there in offered.items() if there)
        self._arrange()
        QTimer.singleShot(0, self.months, self._draw)

    def _draw(self) -> None:
        """Charts come after the page stands."""
        if not self._plain.isVisible() or self._found is None:
            return
        for chart in (self.months, self.flows):
            if not chart.isHidden():
                chart.refresh()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        QTimer.singleShot(0, self.months, self._draw)

    @property
    def _one_view(self) -> str:
        """The view of purchased power where only one can be shown."""
        return "market" if self.view == "market" else "location"

    def _chart(self, id_: str) -> Callable[[Snapshot], ChartView]:
        """What makes a chart of the year in the view that is shown."""
        year, language = self.desk.year, self.desk.language
        view = self._one_view
        return lambda snapshot: results_charts.chart(snapshot, id_, year, language, view)

    def _tell_amounts(self, amounts: tuple[Amount, ...]) -> None:
        if len(amounts) == len(self.boxes):
            for box, amount in zip(self.boxes, amounts, strict=True):
                box.tell(amount)
            return
        for box in self.boxes:
            box.hide()
            box.setParent(None)
            box.deleteLater()
        self.boxes = [FigureBox(self.desk, amount, not at) for at, amount in enumerate(amounts)]
        self._place_boxes()
        self._order()

    def _order(self) -> None:
        """Tab goes in reading order, though some parts were made after others."""
        last: QWidget = self._report
        for widget in (
            *self.links,
            *self.boxes,
            self.list,
            self.compared.reasons,
            self.compared.list,
            *self.years.stops(),
            *self.uncertain.stops(),
            *self.months.stops(),
            *self.flows.stops(),
        ):
            QWidget.setTabOrder(last, widget)
            last = widget

    def _place_boxes(self) -> None:
        grid, count = self._figure_grid, len(self.boxes)
        across = count if self._wide is None or self._wide[2] else min(count, 3)
        for column in range(grid.columnCount()):
            grid.setColumnStretch(column, 0)
        for at, box in enumerate(self.boxes):
            grid.addWidget(box, at // max(across, 1), at % max(across, 1))
            box.setProperty("first", at % max(across, 1) == 0)
            box.update()
        for column in range(across):
            grid.setColumnStretch(column, 4 if column == 0 else 3)

    def _tell_missing(self, found: Results | None) -> None:
        clear(self._banner_column)
        self.links: list[QPushButton] = []
        text = self.desk.words("results.no_method") if found is None else found.missing
        self._banner.setVisible(bool(text))
        if not text:
            return
        desk, px = self.desk, self.desk.theme.px
        line = QHBoxLayout()
        line.setSpacing(px(0.429))
        line.addWidget(IconLabel(desk, "circle-dashed", "doubt", 1.15), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(desk, text, 1.0, 500, wrap=True), 1)
        self._banner_column.addLayout(line)
        gaps = found.gaps if found is not None else ()
        across = 3 if self._is_wide else 2
        for start in range(0, min(len(gaps), _MOST_LINKS), across):
            pair = QHBoxLayout()
            for gap in gaps[start : min(start + across, _MOST_LINKS)]:
                made = button(desk, gap.text, lambda gap=gap: desk.go(gap.page, gap.place), "link")
                room = max((self.width() - px(6)) // across - px(1.5), px(12))
                made.setText(made.fontMetrics().elidedText(gap.text, Qt.TextElideMode.ElideMiddle, room))
                made.setToolTip(gap.text if made.text() != gap.text else "")
                made.setEnabled(bool(gap.page))
                self.links.append(made)
                pair.addWidget(made)
            pair.addStretch(1)
            self._banner_column.addLayout(pair)
        if len(gaps) > _MOST_LINKS:
            more = button(desk, desk.words("results.more", n=len(gaps)), lambda: desk.go("findings"), "link")
            self.links.append(more)
            self._banner_column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self._order()

    # moving

    def stand_on(self, place: object) -> None:
        wanted = [n for n, each in enumerate(self.list.rows.rows) if each.figure == str(place or "")]
        if wanted and (self.comparing or self.spreading):
            self.choose(self.view)
        if wanted:
            self.list.setCurrentIndex(self.list.rows.index(wanted[0]))
            self.list.setFocus()
        elif self._banner.isVisible() and self.links and not self.list.rows.rows[:1]:
            self.links[0].setFocus()
        else:
            shown = self.years.list if self.attributing else self.compared.list
            shown = shown if self.comparing else self.uncertain.lines
            (shown if self.comparing or self.spreading else self.list).setFocus()

    def choose(self, view: View) -> None:
        """Show purchased power by location, by market, or both side by side."""
        self.view, self.comparing, self.spreading = view, False, False
        self.refresh()

    def compare(self) -> None:
        """Show each source against the year before."""
        self.comparing, self.attributing, self.spreading = True, False, False
        self.refresh()
        if self.compared.list.isVisibleTo(self):
            self.compared.list.setFocus()

    def attribute(self) -> None:
        """Show what the change is put down to, against the base year."""
        self.comparing, self.attributing, self.spreading = True, True, False
        self.refresh()
        self.years.list.setFocus()

    def spread(self) -> None:
        """Show how far the total may be off, and what that comes from."""
        self.comparing, self.spreading = False, True
        self.refresh()

    def _figure(self, card: ChartCard) -> str:
        """Id of what F2 explains in a card of charts."""
        return (card.view.figure if card.view is not None else "") or self._total()

    def _total(self) -> str:
        """Id of the total that the charts add up to; ``""`` where nothing is computed."""
        return self.boxes[0].amount.figure if self.boxes else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """One column where the page is narrow; one card of charts where it is low."""
        em = self.desk.theme.px(1)
        banner = self._banner.sizeHint().height() if not self._banner.isHidden() else 0
        wide, tall = self.width() >= 66 * em, self.height() - banner >= 44 * em
        hints = sum(box.sizeHint().width() for box in self.boxes)
        fits = hints <= self.width() - 6 * em
        if (wide, tall, fits, self._balances) == self._wide:
            return
        self._wide = (wide, tall, fits, self._balances)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(direction)
        for chart in (
            self.months,
            self.flows,
        ):  # where one scrolls anyway, names have room beside their bands
            chart.canvas.setMinimumHeight((9 if wide else 14) * em)
        both = wide and tall
        self.flows.setVisible(both)
        flows = ("flow", *self._balances)
        if flows != self.flows.ids:
            self.flows.offer(flows)
        self.months.offer(("month", "years") if both else ("month", *flows, "years"))
        self._place_boxes()
        self._order()
        self._tell_missing(self._found)
        self._draw()
