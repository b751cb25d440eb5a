"""Meter series: the meters with what they cover, their charts, what was found in them; readings in, months out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from zcdesk.domain.words import Words
from zcdesk.exchange.series.text import LARGEST, TOO_LARGE
from zcdesk.store.trouble import FileTrouble, translated
from zcdesk.ui.desk import Desk
from zcdesk.ui.intake.series_list import MeterItem, MeterPainter, TellingPainter, items
from zcdesk.ui.intake.series_taking import TakingCard
from zcdesk.ui.results.chart_view import ChartCard
from zcdesk.ui.widgets.files import ask_file
from zcdesk.ui.widgets.jobs import Job, Jobs
from zcdesk.ui.widgets.listing import Item, Listing
from zcdesk.ui.widgets.parts import Page, button, card, label, row
from zcdesk.workbench.intake import incoming
from zcdesk.workbench.jobs import apart
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.preview.taking import Ask, Preview
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results.chart_data import ChartView
from zcdesk.workbench.series import feeding, metering
from zcdesk.workbench.series import rereading as series_rereading
from zcdesk.workbench.series import view as series_view
from zcdesk.workbench.series.view import CHARTS, Meters
from zcdesk.workbench.snapshot import Snapshot


class SeriesPage(Page):
    """表计序列."""

    id = "series"

    def __init__(self, desk: Desk) -> None:
        self.jobs = Jobs()
        self.jobs.progress.connect(self._went)
        self.found = Meters((), ())
        self.file: tuple[bytes, str] | None = None
        self.told: dict[str, str] = {}
        self.asked: dict[str, Ask] = {}
        self.day = ""  # the day of which the chart of a day is; all of them where it is none
        self.again = ""  # the meter whose readings are meant otherwise
        self.seen: Preview | None = None
        self._shown: object = None
        self._lacking = Decimal(0)
        super().__init__(desk)
        for keys, call in (
            ("Ctrl+O", self.choose), ("M", self.fill), ("R", self.reread), ("T", self.turn),
            ("Del", self.remove), ("Ctrl+S", self.save),
        ):  # fmt: skip
            made = QAction(self)
            made.setShortcut(QKeySequence(keys))
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.triggered.connect(lambda _=False, each=call: each())
            self.addAction(made)

    # building

    def build(self) -> None:
        desk, px = self.desk, self.desk.theme.px
        self._shown = None
        line = self.head(desk.words("series.title"), desk.words("series.note"))
        self.away = button(desk, desk.words("series.remove"), self.remove, icon="trash-2", key="Del")
        self.draw = button(desk, desk.words("series.save"), self.save, icon="download", key="Ctrl+S")
        self.other = button(desk, desk.words("series.reread"), self.reread, icon="rotate-ccw", key="R")
        self.months = button(desk, desk.words("series.fill"), self.fill, icon="table", key="M")
        self.read = button(desk, desk.words("series.read"), self.choose, "primary", "plus", key="Ctrl+O")
        for each in (self.away, self.other, self.draw, self.months, self.read):
            line.addWidget(each)
        self._icon = self.read.iconSize()
        self.news = label(desk, "", 0.929, 500, "bad", wrap=True)
        self.news.hide()
        self.body.addWidget(self.news)
        self.empty = label(desk, desk.words("series.none"), 1.0, role="quiet", wrap=True)
        self.empty.setObjectName("table_empty")
        self.body.addWidget(self.empty)
        self.frame, inside = card()
        inside.setContentsMargins(1, px(0.286), 1, px(0.286))
        self.list = Listing(MeterPainter(desk), desk.words("series.title"))
        self.list.setObjectName("look_list")
        self.list.setMinimumHeight(px(7.2))
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_one())
        inside.addWidget(self.list)
        self.body.addWidget(self.frame, 2)
        self.taking = TakingCard(desk)
        self.taking.told.connect(self._told)
        self.taking.accepted.connect(self.accept)
        self.taking.left.connect(self.leave)
        self.taking.hide()
        self.body.addWidget(self.taking, 3)
        self.lower = QWidget()
        lower = QHBoxLayout(self.lower)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(px(0.714))
        self.charts = ChartCard(desk, self._chart, CHARTS)
        lower.addWidget(self.charts, 64)
        self.side, column = card()
        column.setContentsMargins(1, px(0.571), 1, px(0.571))
        self.side_head = label(desk, desk.words("series.problems"), 1.0, 700)
        column.addLayout(row(label(desk, " ", 1.0), self.side_head, None))
        self.problems = Listing(TellingPainter(desk, height=3.2), desk.words("series.problems"))
        self.problems.setObjectName("look_list")
        self.problems.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.problems.setMinimumHeight(px(6))
        column.addWidget(self.problems, 1)
        lower.addWidget(self.side, 36)
        self.problems.opened.connect(self._show_where)
        self.body.addWidget(self.lower, 3)
        self.body.addStretch(0)
        for before, after in pairwise((self.list, *self.charts.stops(), self.problems)):
            QWidget.setTabOrder(before, after)  # the parts of the card lost theirs when it came to the page

    def refresh(self) -> None:
        bench = self.desk.workbench
        some = bool(bench.project.series)
        self.lower.setVisible(some and self.seen is None)
        self.body.setStretch(self.body.count() - 1, 0 if some or self.seen is not None else 1)
        self.frame.setVisible(some)
        self.empty.setVisible(not some and self.seen is None)
        closed = bench.file.read_only
        self.read.setEnabled(not closed)
        for each in (self.away, self.other, self.months):
            each.setEnabled(some and not closed and self.seen is None)
        self.draw.setEnabled(some and self.seen is None)
        for each in (self.away, self.other, self.draw, self.months):
            each.setVisible(some)
        self._fit()
        self.taking.setVisible(self.seen is not None)
        if bench.project.series == self._shown:
            return
        self._shown = bench.project.series
        if not some:
            self.found = Meters((), ())
            self.list.put([])
            return
        catalogue, path = bench.catalogue, bench.file.path
        self.jobs.start(
            "list", lambda _: apart(catalogue, path, series_view.meters), self._listed, self._failed
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.bare:
            self._fit()

    def _fit(self) -> None:
        """Keys on the buttons only where there is room for them."""
        wide = self.width() >= self.desk.theme.px(76)
        for made, named, key in (
            (self.away, "remove", "Del"), (self.draw, "save", "Ctrl+S"), (self.other, "reread", "R"),
            (self.months, "fill", "M"), (self.read, "read", "Ctrl+O"),
        ):  # fmt: skip
            told = self.desk.words(f"series.{named}")
            made.setText(f"{told}  {key}" if wide else told)
            made.setIconSize(self._icon if wide else QSize(0, 0))
            made.setToolTip(f"{told}  {key}")

    def busy(self) -> bool:
        return self.jobs.running("list") or self.jobs.running("look")

    def _listed(self, found: Meters) -> None:
        stood = self.standing()
        self.found = found
        made = items(self.desk, found.rows)
        self.list.put(made)
        self.frame.setMaximumHeight(self.desk.theme.px(2.3) * (min(len(made), 12) + 1))
        at = next((n for n, each in enumerate(made) if each.id == stood), 1 if len(made) > 1 else 0)
        self.list.setCurrentIndex(self.list.model().index(at, 0))
        self._show_one()

    def standing(self) -> str:
        """Id of the series one stands on."""
        item = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        return item.id if isinstance(item, MeterItem) else ""

    def _show_one(self) -> None:
        stood = self.standing()
        shown = next((each for each in self.found.rows if each.series.id == stood), None)
        if shown is None:
            return
        say = self.desk.say
        none = [Item("", self.desk.words("series.no_problems"), icon="circle-check")]
        lines = [Item(str(n), say(words), icon="triangle-alert") for n, words in enumerate(shown.problems)]
        self.day = ""
        self.problems.put(lines or none)
        self.side_head.setText(f"{self.desk.words('series.problems')} · {shown.series.name}")
        self.charts.refresh()

    def _chart(self, id_: str) -> Callable[[Snapshot], ChartView]:
        bench, stood, language = self.desk.workbench, self.standing(), self.desk.language
        catalogue, path, year = bench.catalogue, bench.file.path, self._year(stood)
        day, self.day = self.day if id_ == "day" else "", ""  # asked for again, it is all days

        def give(_: Snapshot) -> ChartView:
            return apart(
                catalogue, path, lambda there: series_view.chart(there, id_, stood, day or year, language)
            )

        return give

    def _show_where(self, item: Item) -> None:
        """The day in which something was found, in the chart; where it has none, that it is of the whole file."""
        stood = self.standing()
        shown = next((each for each in self.found.rows if each.series.id == stood), None)
        if shown is None or not item.id:
            return
        at = shown.where[int(item.id)]
        if not at:
            files = "、".join(cite.evidence for cite in shown.series.evidence)
            self.desk.hint.emit(self.desk.words("series.of_file", what=item.title, files=files))
            return
        self.day = at[:10]
        self.charts.choose("day")
        self.desk.hint.emit(self.desk.words("series.shown_day", day=self.day, what=item.title))

    def _year(self, id_: str) -> str:
        """The year that is shown, if the meter has readings of it; else all of them."""
        series = self.desk.workbench.project.series.get(id_)
        year = self.desk.year
        inside = series is not None and year and str(series.first.year) <= year <= str(series.end.year)
        return year if inside else ""

    def stand_on(self, place: object) -> None:
        (self.list if self.desk.workbench.project.series else self.read).setFocus()

    def keys_here(self) -> tuple[tuple[str, str], ...]:
        words = self.desk.words
        return (
            ("Ctrl+O", words("series.read")),
            ("M", words("series.fill")),
            ("R", words("series.reread")),
            ("T", words("results.table_of")),
        )

    # readings in

    def choose(self) -> None:
        """Choose a file of readings."""
        chosen = ask_file(self.desk, self, self.desk.words("series.read"))
        if chosen is not None:
            self.take(chosen)

    def take(self, path: Path) -> None:
        """Look at a file of readings."""
        try:
            with translated(path):
                size = path.stat().st_size
                if size > LARGEST:
                    told = TOO_LARGE.fill(size=size // 1_000_000, most=LARGEST // 1_000_000)
                    self._tell(told, "bad")
                    return
                self.file = path.read_bytes(), path.name
        except FileTrouble as trouble:
            self._tell(trouble.words, "bad")
            return
        self._anew()
        self._look()

    def _look(self) -> None:
        assert self.file is not None
        (data, name), told = self.file, dict(self.told)
        catalogue, path = self.desk.workbench.catalogue, self.desk.workbench.file.path
        self._tell(self.desk.words("series.reading", name=name), "quiet")

        def work(job: Job) -> Preview:
            options = Options(told=told, wanted=job.wanted, progress=job.progress)
            return apart(
                catalogue, path, lambda bench: incoming.by_id("series").preview(bench, data, name, options)
            )

        self.jobs.start("look", work, self._seen, self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.jobs.running("look"):
            self.stop()
            return
        super().keyPressEvent(event)

    def stop(self) -> None:
        """Read no further."""
        if self.jobs.running("look"):
            self.jobs.cancel("look")
            self._tell("")
            if self.seen is None:
                self.file = None

    def _went(self, kind: str, percent: int) -> None:
        if kind == "look" and self.file is not None:
            self._tell(self.desk.words("series.going", name=self.file[1], percent=percent), "quiet")

    def _seen(self, seen: Preview) -> None:
        self.seen = seen
        self._tell("")
        self.refresh()
        title = self.file[1] if self.file is not None else self.desk.words("series.fill")
        if self.again:
            title = f"{self.desk.words('series.reread')} · {self.again}"
        self.asked |= {ask.key: ask for ask in seen.asks if ask.key not in self.asked}
        self.taking.show_preview(title, seen, tuple(self.asked.values()), self.told)

    def _anew(self) -> None:
        """Nothing is asked or told yet."""
        self.again, self.told, self.asked = "", {}, {}

    def _told(self, key: str, value: str) -> None:
        self.told[key] = value
        if key == "lacking":
            self._lacking = Decimal(value)
            self._fill_again()
        elif self.again:
            self._seen(series_rereading.preview(self.desk.workbench, self.again, value))
        else:
            self._look()

    def accept(self) -> None:
        """Take what is seen, as one step."""
        if self.seen is None or not self.seen.changes:
            return
        seen, file, again = self.seen, self.file, self.again
        self.leave()
        try:
            if again:
                number = series_rereading.accept(self.desk.workbench, seen).number
                self._tell(self.desk.words("series.reread_done", id=again, number=number), "good")
            elif file is not None:
                number, evidence = incoming.by_id("series").accept(self.desk.workbench, seen, *file)
                self._tell(self.desk.words("series.taken", number=number, evidence=evidence), "good")
            else:
                number = feeding.accept(self.desk.workbench, seen).number
                self._tell(self.desk.words("series.filled", number=number), "good")
        except Refused as refused:
            self._failed(refused)

    def go_on(self, by: int) -> bool:
        """Ctrl+Enter takes what is seen."""
        if by <= 0 or self.seen is None:
            return False
        self.accept()
        return True

    def leave(self) -> None:
        """Nothing is taken."""
        self.seen, self.file = None, None
        self._anew()
        self._tell("")
        self.refresh()
        self.stand_on(None)

    # months out

    def fill(self) -> None:
        """See what the months of the year would answer."""
        if not self.months.isEnabled():
            return
        self.file, self._lacking = None, Decimal(0)
        self._anew()
        self._fill_again()

    def reread(self) -> None:
        """Say that the readings of the meter one stands on are power, or energy, where its file does not say it."""
        stood = self.standing()
        if not stood or not self.other.isEnabled():
            return
        try:
            seen = series_rereading.preview(self.desk.workbench, stood)
        except Refused as refused:
            self._failed(refused)
            return
        self.file = None
        self._anew()
        self.again = stood
        self.told["reading"] = self.desk.workbench.project.series[stood].reading
        self._seen(seen)

    def _fill_again(self) -> None:
        try:
            seen = feeding.preview(self.desk.workbench, self.desk.year, self._lacking)
        except Refused as refused:
            self._failed(refused)
            return
        if seen.count("refused"):
            seen = replace(seen, asks=(feeding.ask(self._lacking),))
        self._seen(seen)

    def remove(self) -> None:
        """Take the meter one stands on off the list; undo brings it back."""
        stood = self.standing()
        if not stood or not self.away.isEnabled():
            return
        bench = self.desk.workbench
        bench.commit(stood, metering.removed(bench, [stood]))
        self.desk.toast.emit(self.desk.words("series.removed", id=stood))

    def turn(self) -> None:
        """From the chart to its table and back, wherever one stands on the page."""
        if self.lower.isVisible():
            self.charts.turn()

    def save(self) -> None:
        """Write the chart that is seen as a picture or a table."""
        if self.seen is not None:
            self.accept()
            return
        self.charts.save()

    def _failed(self, refused: Refused) -> None:
        self._tell(self.desk.say(refused.words), "bad")

    def _tell(self, text: str | Words, role: str = "good") -> None:
        said = text if isinstance(text, str) else self.desk.say(text)
        self.news.setText(said)
        self.news.setProperty("role", role)
        self.news.style().polish(self.news)
        self.news.setVisible(bool(said))
