"""The page on which another edition of a method, or newer factors, are looked at before they are accepted."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from zcdesk.domain.answer import Place
from zcdesk.ui.desk import Desk
from zcdesk.ui.results.accepting import Accepting
from zcdesk.ui.results.sides import Sides, chain_of
from zcdesk.ui.widgets.figure_list import FigureHead
from zcdesk.ui.widgets.jobs import Job, Jobs
from zcdesk.ui.widgets.listing import Item, Listing, RowPainter
from zcdesk.ui.widgets.parts import IconLabel, Page, button, card, clear, label, row
from zcdesk.workbench.jobs import apart
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.snapshot import Snapshot
from zcdesk.workbench.updates import choices, editions, factor_updates, proposal_view, proposing
from zcdesk.workbench.updates.choices import Choice
from zcdesk.workbench.updates.editions import Edition
from zcdesk.workbench.updates.factor_updates import Update
from zcdesk.workbench.updates.proposing import Look, Proposal, Proposed
from zcdesk.workbench.years import base_check
from zcdesk.workbench.years.base_check import BaseCheck

MODES = ("editions", "factors")
_LINKS = 4


class ChangingPage(Page):
    """方法版本与排放因子."""

    id = "changing"

    def __init__(self, desk: Desk) -> None:
        self.jobs = Jobs()
        self.mode = MODES[0]
        self.everything = False
        self.restated: tuple[str, ...] = ()
        self.updates: tuple[Update, ...] = ()
        self.editions: tuple[Edition, ...] = ()
        self.choices: list[Choice] = []
        self.chosen: Choice | None = None
        self.proposal: Proposal | None = None
        self.looks: tuple[Look, ...] = ()
        self.tested: tuple[BaseCheck, ...] = ()
        self.year = desk.year
        self.panel: QWidget | None = None
        self._known: object = None
        self._chosen = ""
        super().__init__(desk)
        self.jobs.setParent(self)
        self.jobs.progress.connect(lambda _, percent: self.progress.setValue(percent))

    # building

    def build(self) -> None:
        desk, px = self.desk, self.desk.theme.px
        self._known = None
        line = self.head(desk.words("changing.title"), desk.words("changing.note"))
        frame = QFrame()
        frame.setObjectName("segments")
        inside = row(space=px(0.143))
        inside.setContentsMargins(px(0.143), px(0.143), px(0.143), px(0.143))
        frame.setLayout(inside)
        self.segments: dict[str, QPushButton] = {}
        for mode in MODES:
            made = button(desk, desk.words(f"changing.{mode}"), partial(self.turn_to, mode), "segment")
            made.setCheckable(True)
            self.segments[mode] = made
            inside.addWidget(made)
        line.addWidget(frame, 0, Qt.AlignmentFlag.AlignTop)
        middle = self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        middle.setSpacing(px(0.857))
        self.left = self._left()
        middle.addWidget(self.left, 3)
        self.right = self._right()
        middle.addWidget(self.right, 9)
        self.body.addLayout(middle, 1)

    def _left(self) -> QFrame:
        desk, px = self.desk, self.desk.theme.px
        frame, inside = card()
        inside.setContentsMargins(1, px(0.571), 1, px(0.571))
        self._inset(label(desk, desk.words("changing.choices"), 1.0, 700), inside)
        self.list = Listing(RowPainter(desk, two_lines=True), desk.words("changing.choices"))
        self.list.setProperty("bare", "true")
        self.list.stood.connect(self._stood)
        self.list.opened.connect(lambda _: self.table.setFocus())
        inside.addWidget(self.list, 1)
        self.none = self._inset(label(desk, "", 0.929, role="quiet", wrap=True), inside)
        inside.addStretch(0)
        self._choice = inside
        frame.setMinimumWidth(px(17))
        return frame

    def _right(self) -> QFrame:
        desk, px = self.desk, self.desk.theme.px
        frame, inside = card()
        inside.setContentsMargins(1, px(0.571), 1, px(0.714))
        inside.setSpacing(px(0.357))
        self.about = self._inset(label(desk, "", 0.929, role="quiet", wrap=True), inside)
        bar = row(space=px(0.286))
        bar.setContentsMargins(px(0.714), 0, px(0.857), 0)
        self.years = row(space=px(0.143))
        bar.addLayout(self.years)
        bar.addStretch(1)
        self.hint = label(desk, desk.words("changing.hint"), 0.857, role="faint")
        bar.addWidget(self.hint)
        self.whole = button(desk, "", self.turn_everything, "link")
        bar.addWidget(self.whole)
        inside.addLayout(bar)
        self.title = self._inset(label(desk, "", 1.0, 700, wrap=True), inside)
        self.kept = QWidget()
        held = row(IconLabel(desk, "lock", "quiet", 1.0), space=px(0.357))
        held.setContentsMargins(px(0.857), 0, px(0.857), 0)
        self.kept_note = label(desk, "", 0.929, role="quiet", wrap=True)
        held.addWidget(self.kept_note, 1)
        self.kept.setLayout(held)
        inside.addWidget(self.kept)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        inside.addWidget(self.progress)
        self.table = Sides(desk, self.explain, self.left.show)
        self.table_head = FigureHead(desk, self.table)
        inside.addWidget(self.table_head)
        inside.addWidget(self.table, 1)
        self.space = QWidget()  # keeps what is above in its place while there is no table
        inside.addWidget(self.space, 1)
        self.questions = QVBoxLayout()
        self.questions.setContentsMargins(px(0.857), 0, px(0.857), 0)
        self.questions.setSpacing(px(0.143))
        inside.addLayout(self.questions)
        foot = Accepting(desk, self.accept, self.turn_restated)
        self.again, self.reason, self.accepting = foot.again, foot.reason, foot.accept
        self.foot = foot
        inside.addWidget(foot)
        return frame

    def _inset(self, text: QLabel, inside: QVBoxLayout) -> QLabel:
        text.setContentsMargins(self.desk.theme.px(0.857), 0, self.desk.theme.px(0.857), 0)
        inside.addWidget(text)
        return text

    # showing

    def busy(self) -> bool:
        return self.jobs.running("list") or self.jobs.running("look")

    def refresh(self) -> None:
        for mode, segment in self.segments.items():
            segment.setChecked(mode == self.mode)
        project = self.desk.workbench.project
        if self._known is project:
            self._show()
            return
        self._known = project
        self.editions = editions.editions(self.desk.workbench)
        if self.mode == "editions":
            self._fill()
            return
        catalogue = self.desk.workbench.catalogue
        self.none.setText(self.desk.words("changing.computing"))
        self.none.show()
        self.jobs.start(
            "list", lambda _: factor_updates.updates(Snapshot(catalogue, project)), self._listed, self._failed
        )

    def turn_to(self, mode: str) -> None:
        """Show editions, or factors."""
        if mode != self.mode:
            self.mode, self._known, self._chosen, self.restated = mode, None, "", ()
            self._forget()
        self.refresh()

    def turn_everything(self) -> None:
        """Show every line, or the emissions only."""
        self.everything = not self.everything
        self._show()

    def turn_restated(self) -> None:
        """Let the sealed year that is shown count with the newer factors too, or no more."""
        year = self.year
        others = tuple(each for each in self.restated if each != year)
        self.restated = others if year in self.restated else (*others, year)
        self._look()

    def show_year(self, year: str) -> None:
        """Show both sides of a year."""
        self.year = year
        self._show()

    def stand_on(self, place: object) -> None:
        """Stand on the list; a place whose quantity is a mode turns to it."""
        if isinstance(place, Place) and place.quantity in MODES:
            self.turn_to(place.quantity)
        self.list.setFocus()

    def keys_here(self) -> tuple[tuple[str, str], ...]:
        words = self.desk.words
        return (("F1", words("key.help")), ("F2", words("key.why")), ("←→", words("changing.side")))

    def _listed(self, found: tuple[Update, ...]) -> None:
        self.updates = found
        self._fill()

    def _failed(self, refused: Refused) -> None:
        self._forget()
        self.title.setText(self.desk.say(refused.words))

    def _fill(self) -> None:
        """The choices; one stays on the one where one was."""
        desk, language = self.desk, self.desk.language
        catalogue = desk.workbench.catalogue
        if self.mode == "editions":
            self.choices = choices.of_editions(catalogue, self.editions, language)
        else:
            self.choices = choices.of_updates(catalogue, self.updates, language)
        self.none.setText(desk.words(f"changing.none_{self.mode}"))
        self.none.setVisible(not self.choices)
        self.list.setVisible(bool(self.choices))
        self._choice.setStretch(3, 0 if self.choices else 1)
        self.right.setVisible(bool(self.choices))
        items = [
            Item(each.id, each.title, " · ".join(part for part in (each.mark, each.note) if part))
            for each in self.choices
        ]
        changed = {f"{each.id}@{each.edition}" for each in self.editions if each.changed}
        ranked = sorted(
            self.choices, key=lambda each: (each.id not in changed, each.now)
        )  # news of its own first
        first = self.choices.index(ranked[0]) if ranked else 0
        at = next((at for at, each in enumerate(self.choices) if each.id == self._chosen), first)
        self._chosen = ""
        self.list.put(items, at)
        if not items:
            self._forget()
        elif self.list.current() is not None:
            self._stood(self.list.current())

    def _stood(self, item: object) -> None:
        if not isinstance(item, Item) or item.id == self._chosen:
            return
        self._chosen, self.restated = item.id, ()
        self.chosen = next(each for each in self.choices if each.id == item.id)
        self.about.setText(self.chosen.about)
        self._look()

    def _propose(self) -> Proposal | None:
        bench, chosen = self.desk.workbench, self.chosen
        if chosen is None or chosen.now:
            return None
        if self.mode == "editions":
            id_, _, edition = chosen.id.partition("@")
            return editions.propose(bench, id_, edition)
        return factor_updates.propose(bench, choices.sets_of(chosen, self.updates), self.restated)

    def _look(self) -> None:
        """Work out both sides of what is chosen."""
        self.proposal = None
        try:
            proposal = self._propose()
        except Refused as refused:
            self._failed(refused)
            return
        if proposal is None:
            self._forget()
            return
        bench = self.desk.workbench
        catalogue, project, path = bench.catalogue, bench.project, bench.file.path
        self.title.setText(self.desk.words("changing.computing"))
        self.progress.setValue(0)
        self.progress.show()

        def work(job: Job) -> object:
            looks = proposing.looked(catalogue, project, proposal, job.wanted, job.progress)
            if looks is None:
                return None
            return looks, apart(catalogue, path, lambda held: base_check.checks(held, looks))

        self.jobs.start("look", work, partial(self._looked, proposal), self._failed)
        self.foot.enable(self.proposal is not None)

    def _looked(
        self, proposal: Proposal, found: tuple[tuple[Look, ...], tuple[BaseCheck, ...]] | None
    ) -> None:
        self.progress.hide()
        if found is None:
            return
        looks, self.tested = found
        self.proposal, self.looks = proposal, looks
        shown = [look.year for look in looks]
        if self.year not in shown and shown:
            self.year = self.desk.year if self.desk.year in shown else shown[-1]
        clear(self.years)
        for year in dict.fromkeys(shown):
            sealed = year in proposal.sealed
            text = self.desk.words("changing.kept", year=year) if sealed else year
            made = button(self.desk, text, partial(self.show_year, year), "segment")
            made.setCheckable(True)
            made.setAccessibleName(f"{self.desk.words('changing.year')}: {text}")
            made.setProperty("year", year)
            self.years.addWidget(made)
        self._order()
        self._show()

    def _forget(self) -> None:
        """Nothing is looked at."""
        self.jobs.cancel("look")
        self.progress.hide()
        self.proposal, self.looks = None, ()
        clear(self.years)
        self.title.setText(self.desk.words("changing.choose") if self.list.rows.rowCount() else "")
        self._show()

    def _show(self) -> None:
        """The year that is shown."""
        desk, looks = self.desk, [look for look in self.looks if look.year == self.year]
        known = self.proposal is not None and bool(looks)
        for part in (self.table, self.table_head, self.whole):
            part.setVisible(known)
        self.space.setVisible(not known)
        self._fit()
        clear(self.questions)
        self.kept.setVisible(False)
        self.again.setVisible(False)
        for at in range(self.years.count()):
            made = self.years.itemAt(at).widget()
            made.setChecked(made.property("year") == self.year)
        self.whole.setText(desk.words("changing.emissions" if self.everything else "changing.everything"))
        if known and self.proposal is not None:
            self._show_look(looks, self.proposal)
        elif self.proposal is not None:
            self.title.setText(desk.words("changing.same_values"))
        self.foot.enable(self.proposal is not None)

    def _show_look(self, looks: list[Look], proposal: Proposal) -> None:
        desk, bench = self.desk, self.desk.workbench
        main = proposing.emission_looks(bench.project, looks)
        look = (main or looks)[0]
        self.then = Proposed(bench, proposal.wide)
        told = proposal_view.table(self.then, look, desk.language, self.everything)
        self.title.setText(told.title)
        self.kept_note.setText(told.note)
        self.kept.setVisible(bool(told.note))
        self.table.put(told)
        self.table_head.update()
        sealed = self.mode == "factors" and self.year in proposal.sealed
        self.again.setVisible(sealed)
        self.again.setChecked(self.year in self.restated)
        self.again.setText(desk.words("changing.restate", year=self.year))
        self._ask(look)
        reaches = any(each.reaches for each in self.tested)
        weight, role = (500, "doubt") if reaches else (400, "quiet")
        told = " ".join(base_check.said(bench, self.tested, desk.language))
        if told:
            self.questions.addWidget(label(desk, told, 0.929, weight, role, wrap=True))

    def _ask(self, look: Look) -> None:
        """What will be asked then, and what is read no longer."""
        desk, found = self.desk, proposal_view.questions(self.then, look, self.desk.language)
        if found.links:
            line = row(space=desk.theme.px(0.286))
            line.addWidget(label(desk, found.asked, 0.929, 500, "doubt"), 0, Qt.AlignmentFlag.AlignTop)
            named = [link.text for link in found.links[:_LINKS]]
            rest = len(found.links) - _LINKS
            more = [desk.words("changing.more", n=rest)] if rest > 0 else []
            line.addWidget(label(desk, "　".join([*named, *more]), 0.929, wrap=True), 1)
            self.questions.addLayout(line)
        for note in found.notes:
            self.questions.addWidget(label(desk, note, 0.929, role="quiet", wrap=True))

    def _order(self) -> None:
        """Tab goes in reading order, though the years were made last."""
        years = [self.years.itemAt(at).widget() for at in range(self.years.count())]
        last: QWidget = self.list
        for widget in (*years, self.whole, self.table, self.again, self.reason, self.accepting):
            QWidget.setTabOrder(last, widget)
            last = widget

    def accept(self) -> None:
        """Accept what is looked at, with its reason, as one step."""
        if self.proposal is None or not self.reason.text().strip():
            return
        desk, proposal = self.desk, self.proposal
        self._forget()
        self._chosen, reason = "", self.reason.text()
        self.reason.clear()
        proposing.accept(desk.workbench, proposal, reason)
        desk.toast.emit(desk.words("changing.accepted", what=desk.say(proposal.words)))
        self.list.setFocus()

    def explain(self, figure: str, then: bool) -> None:
        """Open the chain of a figure: of the project as it is, or as it would be."""
        if not figure:
            return
        self.left.hide()
        if not then:
            self.desk.aside.emit(None)
            self.desk.why(figure)
            return
        if self.panel is not None:
            self.panel.deleteLater()
        self.panel = chain_of(self.desk, self.then, self.year, figure, self._explained)

    def _explained(self) -> None:
        self.desk.aside.emit(None)
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The choices above what they bring where names of lines would be cut beside them; a hint if it has room."""
        px = self.desk.theme.px
        beside = self.width() >= px(66) or not self.choices
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(across if beside else down)
        rows = min(len(self.choices), 3) * px(3.4)
        self.left.setMaximumHeight(16_777_215 if beside else rows + px(3.6))
        self.right.setMinimumHeight(0 if beside else px(28))
        self.hint.setVisible(self.table.isVisibleTo(self) and self.width() >= self.desk.theme.px(66))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.jobs.running("look"):
            self._forget()
        else:
            super().keyPressEvent(event)
