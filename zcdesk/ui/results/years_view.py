"""Why a year emitted more or less: against the base year, factor by factor, with base year and boundary recorded."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from zcdesk.domain.answer import Place
from zcdesk.report.comparison import EffectLine, Told
from zcdesk.ui.desk import Desk
from zcdesk.ui.report.report_choice import ASKED
from zcdesk.ui.results.effect_list import EffectList
from zcdesk.ui.widgets.alt_keys import Line
from zcdesk.ui.widgets.jobs import Job, Jobs
from zcdesk.ui.widgets.listing import Item, Listing, RowPainter
from zcdesk.ui.widgets.parts import button, label, row
from zcdesk.ui.widgets.picker import Picker
from zcdesk.workbench import base_year, sources
from zcdesk.workbench.jobs import apart
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results import results_view
from zcdesk.workbench.results.chain_links import wording
from zcdesk.workbench.workbench import Changed
from zcdesk.workbench.years import attributing


class SeriesList(Listing):
    """The years as published and as restated; Enter compares with one, F2 tells where its figure comes from."""

    def __init__(self, desk: Desk, why: Callable[[Item], None]) -> None:
        super().__init__(RowPainter(desk, two_lines=True, height=2.8), desk.words("yearly.series"))
        self._why = why

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = self.current()
        if event.key() == Qt.Key.Key_F2 and held is not None:
            self._why(held)
        else:
            super().keyPressEvent(event)


class PolicyForm(QWidget):
    """Base year, threshold and reason, and what joined or left the boundary; each recorded as one step.

    Signals
    -------
    refused : Refused
        What was wanted cannot be recorded.
    """

    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        px = desk.theme.px
        self.base = button(desk, "", self.choose_base, "icon", "chevron-down")
        self.base.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.threshold = self._field("yearly.threshold", 4.5, self.record)
        self.reason = self._field("yearly.reason", 0, self.record)
        self.save = button(desk, desk.words("yearly.record"), self.record)
        self.source = button(desk, "", self.choose_source, "icon", "chevron-down")
        self.source.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.amount = self._field("yearly.amount", 6.5, self.adjust)
        self.what = self._field("yearly.what", 0, self.adjust)
        self.add = button(desk, desk.words("yearly.record"), self.adjust)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(0.857), px(0.286), px(0.857), 0)
        column.setSpacing(px(0.286))
        column.addWidget(label(desk, desk.words("yearly.policy"), 0.929, 700))
        column.addLayout(self._line(self.base, self.threshold, self.reason, self.save))
        column.addWidget(label(desk, desk.words("yearly.boundary"), 0.929, 700))
        column.addLayout(self._line(self.source, self.amount, self.what, self.add))
        self._base = self._source = self._threshold = ""

    def tell(self) -> None:
        """Show what is recorded."""
        held = base_year.policy(self.desk.workbench)
        self._base = held.year
        self.base.setText(f"{self.desk.words('yearly.base')} {held.year}")
        self._threshold = f"{held.threshold.normalize():f}"
        self.threshold.setText(self._threshold)
        self.reason.setText(held.reason)
        offered = self._sources()
        if self._source not in offered:
            self._source = next(iter(offered), "")
        told = self.desk.words("yearly.of_year", year=held.year)
        self.source.setText(f"{told} {offered.get(self._source, '')}")

    def choose_base(self) -> None:
        """Offer the years to be the base year."""
        years = [(year, year, "") for year in reversed(self.desk.workbench.project.years)]
        Picker(self.desk, self.base, years, self._take_base, self.desk.words("yearly.base"), self._base)

    def choose_source(self) -> None:
        """Offer the sources whose boundary is adjusted."""
        offered = [(key, name, "") for key, name in self._sources().items()]
        title = self.desk.words("yearly.source")
        Picker(self.desk, self.source, offered, self._take_source, title, self._source)

    def record(self) -> None:
        """Record base year, threshold and reason as one step; a threshold that nobody touched stays the default."""
        typed = self.threshold.text()
        threshold = typed if typed != self._threshold else None
        self._do(lambda: base_year.set_policy(self.desk.workbench, self._base, threshold, self.reason.text()))

    def adjust(self) -> None:
        """Record what joined or left; a blank amount takes the adjustment away."""
        held = self._base, self._source
        done = self._do(
            lambda: base_year.set_boundary(self.desk.workbench, *held, self.amount.text(), self.what.text())
        )
        if done:
            self.amount.clear()
            self.what.clear()

    def _do(self, act: Callable[[], Changed]) -> bool:
        try:
            changed = act()
        except Refused as refused:
            self.refused.emit(refused)
            return False
        if changed.number:
            self.desk.toast.emit(self.desk.words("yearly.recorded"))
        return True

    def _take_base(self, year: str) -> None:
        self._base = year
        self.record()

    def _take_source(self, key: str) -> None:
        self._source = key
        self.tell()
        self.amount.setFocus()

    def _sources(self) -> dict[str, str]:
        """The sources of the report's method by key, in words."""
        bench = self.desk.workbench
        inventory = sources.emissions(bench)
        if inventory is None:
            return {}
        say = wording(bench, self.desk.language)
        found: dict[str, str] = {}
        for line in sources.source_lines(inventory, "location"):
            for id_, held in sources.parts_of(inventory, line):
                name = results_view.row_name(bench, say, held) if held else results_view.short_name(say, line)
                found[f"{id_}[{held}]" if held else id_] = name
        return found

    def _field(self, key: str, em: float, act: Callable[[], None]) -> QLineEdit:
        field = Line()
        field.setFont(self.desk.theme.font())
        field.setAccessibleName(self.desk.words(key))
        short = f"{key}_short"
        field.setPlaceholderText(self.desk.words(short if short in self.desk.texts else key))
        if em:
            field.setFixedWidth(self.desk.theme.px(em))
        field.returnPressed.connect(act)
        return field

    def _line(self, first: QPushButton, second: QWidget, third: QWidget, last: QWidget) -> QHBoxLayout:
        line = row(first, second, third, last, space=self.desk.theme.px(0.429))
        line.setStretch(2, 1)
        return line


class YearsCard(QFrame):
    """The card of the attribution.

    Signals
    -------
    left : no arguments
        Back to the list of sources.
    paper : no arguments
        The page for the manager is wanted.
    """

    left = Signal()
    paper = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.base = self.view = ""
        self.told: Told | None = None
        self._shown: object = None
        self.jobs = Jobs(self)
        px = desk.theme.px
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, px(0.571), 1, px(0.571))
        column.setSpacing(px(0.286))
        self.title = label(desk, "", 1.0, 700, wrap=True)
        self.against = button(desk, "", self.choose, "icon", "chevron-down", desk.words("yearly.choose"))
        self.against.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.back = button(desk, desk.words("yearly.back"), self.left.emit, "link")
        self.page = button(desk, desk.words("yearly.page"), self.paper.emit, "link", "file-text")
        head = row(self.title, self.against, self.page, self.back, space=px(0.714))
        head.setContentsMargins(px(0.857), 0, px(0.857), 0)
        head.setStretch(0, 1)
        column.addLayout(head)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.news = label(desk, "", 0.929, wrap=True)
        self.cancel = button(desk, desk.words("yearly.stop"), self.stop, key="Esc")
        self.note = QWidget()
        holder = row(self.news, self.bar, self.cancel, space=px(0.857))
        holder.setContentsMargins(px(0.857), 0, px(0.857), 0)
        holder.setStretch(0, 1)
        self.note.setLayout(holder)
        column.addWidget(self.note)
        middle = self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        middle.setSpacing(px(0.571))
        self.list = EffectList(desk)
        middle.addWidget(self.list, 56)
        middle.addLayout(self._side(), 44)
        column.addLayout(middle, 1)
        self.notes = label(desk, "", 0.857, role="faint", wrap=True)
        self.notes.setContentsMargins(px(0.857), 0, px(0.857), 0)
        column.addWidget(self.notes)
        self._say("")

    def _side(self) -> QVBoxLayout:
        desk, px = self.desk, self.desk.theme.px
        self.sentences = self._text(0.929, "ink")
        self.policy = self._text(0.857, "quiet")
        self.series = SeriesList(desk, lambda item: desk.why(item.id))
        self.series.opened.connect(self._with)
        self.form = PolicyForm(desk)
        self.form.refused.connect(lambda refused: self._say(desk.say(refused.words)))
        side = QVBoxLayout()
        side.setSpacing(px(0.429))
        heading = label(desk, desk.words("yearly.series"), 0.929, 700)
        heading.setContentsMargins(px(0.857), 0, px(0.857), 0)
        for part in (self.sentences, heading, self.series, self.policy, self.form):
            side.addWidget(part)
        side.addStretch(1)
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What is recorded beside the factors, or below them where its fields would be cut."""
        form, px = self.form, self.desk.theme.px
        lines = ((form.base, form.threshold, form.save), (form.source, form.amount, form.add))
        wide = max(
            first.sizeHint().width() + field.minimumWidth() + last.sizeHint().width()
            for first, field, last in lines
        )
        beside = self.width() * 0.44 >= wide + px(8)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(across if beside else down)
        self.list.setMinimumHeight(0 if beside else px(20))

    def _text(self, em: float, role: str) -> QLabel:
        made = label(self.desk, "", em, role=role, wrap=True)
        made.setContentsMargins(self.desk.theme.px(0.857), 0, self.desk.theme.px(0.857), 0)
        return made

    # showing

    def stops(self) -> tuple[QWidget, ...]:
        """What the keyboard stops at, in reading order."""
        form = self.form
        return (
            self.against, self.page, self.back, self.list, self.series,
            form.base, form.threshold, form.reason, form.save, form.source, form.amount, form.what, form.add,
        )  # fmt: skip

    def show_years(self, view: str) -> None:
        """Compare as the project stands; sealed years are recomputed on another thread."""
        self.view = view
        self.form.tell()
        wanted = (self.desk.workbench.project, self.desk.year, self.base, self.desk.language, view)
        if wanted != self._shown:
            self._shown = wanted
            self.make()

    def make(self) -> None:
        """Compare on another thread, through an opening of the file that only reads."""
        desk = self.desk
        catalogue, path = desk.workbench.catalogue, desk.workbench.file.path
        year, base, language, view = desk.year, self.base, desk.language, self.view

        def work(_: Job) -> Told | None:
            return apart(catalogue, path, lambda bench: attributing.told(bench, year, base, language, view))

        self.cancel.setText(f"{desk.words('yearly.stop')}  Esc")
        self._say(desk.words("yearly.making"), busy=True)
        self.jobs.start("years", work, self._made, self._failed)

    def busy(self) -> bool:
        """Whether a comparison is still being made."""
        return self.jobs.running("years")

    def stop(self) -> None:
        """Give up, or compare again."""
        if self.busy():
            self.jobs.cancel("years")
            self.cancel.setText(self.desk.words("yearly.again"))
            self._say(self.desk.words("yearly.stopped"), again=True)
        else:
            self.make()

    def choose(self) -> None:
        """Offer the years to compare with."""
        others = [each for each in reversed(self.desk.workbench.project.years) if each != self.desk.year]
        years = [(each, self._against(each), "") for each in others]
        chosen = self.told.base if self.told is not None else ""
        title = self.desk.words("yearly.choose")
        Picker(self.desk, self.against, years, self.compare_with, title, chosen)

    def compare_with(self, year: str) -> None:
        """Compare with a year; the base year of the project stays as it is."""
        self.base = "" if year == self.desk.year else year
        self.show_years(self.view)

    @property
    def asked(self) -> Place:
        """What asks the report page for this comparison on paper."""
        return Place(ASKED, self.view, self.told.base if self.told is not None else self.base)

    def _with(self, item: Item) -> None:
        self.compare_with(item.id.rpartition("@")[2])

    def _made(self, told: Told | None) -> None:
        self.told = told
        self._say("")
        if told is None:
            return
        self.title.setText(told.title)
        self.against.setText(self._against(told.base))
        self._fit()
        whole = EffectLine(
            "", self.desk.words("results.sum"), told.amount, told.change, told.percent, "", told.now_figure
        )
        self.list.put((*told.effects, whole) if told.effects else ())
        self.list.setVisible(bool(told.effects))
        self.sentences.setText(self._joined(told.sentences))
        self.sentences.setVisible(bool(told.sentences))
        self.policy.setText(self._joined(told.policy))
        self.policy.setProperty("role", "doubt" if told.recalculate else "quiet")
        self.policy.style().polish(self.policy)
        items = [
            Item(each.figure, each.year, each.because, right=f"{each.published} → {each.restated}")
            for each in told.series
        ]
        at = next((n for n, item in enumerate(items) if item.id == told.before_figure), 0)
        self.series.put(items, at)
        self.series.fit(4)
        self.notes.setText(self._joined(told.notes))

    def _failed(self, refused: Refused) -> None:
        self._say(self.desk.say(refused.words))

    def _against(self, year: str) -> str:
        held = base_year.policy(self.desk.workbench)
        marked = held.recorded and year == held.year
        return self.desk.words("yearly.against_base" if marked else "yearly.against", year=year)

    def _joined(self, texts: tuple[str, ...]) -> str:
        return ("" if self.desk.language == "zh" else " ").join(text.strip() for text in texts)

    def _say(self, text: str, busy: bool = False, again: bool = False) -> None:
        self.news.setText(text)
        self.bar.setVisible(busy)
        self.cancel.setVisible(busy or again)
        self.note.setVisible(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.busy():
            self.stop()
        else:
            super().keyPressEvent(event)
