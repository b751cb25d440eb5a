"""The checklist of a scheme: one question at a time, or all of them as a list; gates first."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from zcdesk.domain.answer import Place, Standing
from zcdesk.domain.words import Words
from zcdesk.ui.desk import Desk
from zcdesk.ui.entry.attach import told as attached
from zcdesk.ui.readiness.ask import UNKNOWN, AskCard
from zcdesk.ui.readiness.attach import SkipStrip, attach, name_skip
from zcdesk.ui.readiness.head import SchemeButton, scrolled, segments
from zcdesk.ui.readiness.topics import AskList, TopicList, count_of, progress_of
from zcdesk.ui.readiness.walk import Stop, Walk
from zcdesk.ui.widgets.parts import Page, button, column, label, row
from zcdesk.ui.widgets.sentences import OneLine
from zcdesk.workbench.evidence import attaching
from zcdesk.workbench.readiness import checklist as listing
from zcdesk.workbench.readiness import sides
from zcdesk.workbench.readiness.checklist import Ask, Topic
from zcdesk.workbench.schemes import checklist_answers as answers

Mode = Literal["one", "list"]
MODES: tuple[Mode, ...] = ("one", "list")


class ChecklistPage(Page):
    """逐条核对."""

    id = "checklist"

    def __init__(self, desk: Desk) -> None:
        self.mode: Mode = "one"
        self.key = ""
        self.walk = Walk()
        self._wrong: Words | None = None
        """Why what was typed last is not taken."""
        super().__init__(desk)

    # building

    def build(self) -> None:
        desk, px = self.desk, self.desk.theme.px
        line = self.head(desk.words("checklist.title"))
        line.setSpacing(px(0.571))
        self._progress = label(desk, "", 0.929, role="quiet")
        line.addWidget(self._progress)
        self.chooser = SchemeButton(desk, lambda key: self.stand_on(Place(key)))
        self.which = self.chooser.button
        line.addWidget(self.which)
        frame, self.segments = segments(desk, MODES, "checklist.mode", self.show_as)
        line.addWidget(frame)
        self.back_button = button(desk, desk.words("checklist.overview"), self.leave, key="Esc")
        line.addWidget(self.back_button)
        self._empty = QWidget()
        self.to_schemes = button(
            desk, desk.words("checklist.choose"), lambda: desk.go("readiness", Place("schemes")), "primary"
        )
        told = label(desk, desk.words("checklist.empty"), 1.143, 500)
        self._empty.setLayout(column(told, space=px(0.857)))
        self._empty.layout().addLayout(row(self.to_schemes, None))
        self._empty.layout().addStretch(1)
        self.body.addWidget(self._empty, 1)
        self._middle = QWidget()
        middle = QHBoxLayout(self._middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(px(1.143))
        self.list = TopicList(desk)
        self.list.setFixedWidth(px(17))
        self.list.opened.connect(lambda row: self.stand_at((row.topic.item.id, "")))
        self.list.stood.connect(self._stood)
        middle.addWidget(self.list)
        middle.addWidget(self._one(), 1)
        self.rows = AskList(desk)
        self.rows.opened.connect(self._open_row)
        self.rows.answered.connect(self._answer_row)
        self.rows.asked.connect(desk.why)
        self.rows.attach.connect(self._attach_row)
        middle.addWidget(self.rows, 1)
        self.body.addWidget(self._middle, 1)
        self._foot()

    def _one(self) -> QWidget:
        desk, px = self.desk, self.desk.theme.px
        self._right = QWidget()
        outer = QVBoxLayout(self._right)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(0.571))
        self.card = AskCard(desk)
        self.card.answered.connect(self.answer)
        self.card.typed.connect(self._typed)
        self.card.gone_on.connect(self.step)
        self.card.attach.connect(self.attach)
        self.card.dropped.connect(self._dropped)
        self.card.opened.connect(lambda number: desk.go("evidence", Place(number)))
        holder = QWidget()
        holder.setObjectName("page_body")
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, px(0.571), 0)
        inside.addWidget(self.card)
        outer.addWidget(scrolled(holder), 1)
        self.trouble = label(desk, "", 0.929, 500, "bad", wrap=True)
        self.trouble.hide()
        outer.addWidget(self.trouble)
        self.reasons = SkipStrip(desk)
        self.reasons.kept.connect(self.settle)
        self.reasons.left.connect(self._unask)
        outer.addWidget(self.reasons)
        return self._right

    def _foot(self) -> None:
        desk, px = self.desk, self.desk.theme.px
        self.foot = QWidget()
        self.foot.setObjectName("page_foot")
        saved = OneLine(desk, 0.857, "quiet")
        saved.say(desk.words("checklist.saved"))
        line = QHBoxLayout(self.foot)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(0.571))
        line.addWidget(saved, 1)
        self.skip_button = button(desk, "", self.skip)
        back = desk.words("checklist.previous")
        self.previous = button(desk, back, lambda: self.step(-1), key="Shift+Enter")
        self.next = button(desk, desk.words("checklist.next"), lambda: self.step(1), "primary", key="Enter")
        for each in (self.skip_button, self.previous, self.next):
            line.addWidget(each)
        self.body.addWidget(self.foot)

    # showing

    def refresh(self) -> None:
        desk = self.desk
        keys = sides.followed(desk.workbench)
        if self.key not in keys:
            self.key, self.walk = (keys[0] if keys else ""), Walk()
        there = bool(keys)
        self._empty.setVisible(not there)
        self._middle.setVisible(there)
        self.which.setVisible(there)
        self.foot.setVisible(there and self.mode == "one")
        self._progress.setVisible(there)
        if not there:
            return
        self.walk.tell(listing.topics(desk.workbench, self.key, desk.year, desk.language))
        self.chooser.tell(self.key)
        self._progress.setText(progress_of(desk, self.topics))
        for mode, segment in self.segments.items():
            segment.setChecked(mode == self.mode)
        self.list.setVisible(self.mode == "one")
        self._right.setVisible(self.mode == "one")
        self.rows.setVisible(self.mode == "list")
        if self.mode == "list":
            self.rows.tell(self.topics, self.at)
        else:
            self.list.tell(self.topics, self.at[0] if self.at else "")
            self._show()

    def _show(self) -> None:
        topic, ask = self._here()
        if topic is None:
            return
        stops = self.walk.stops()
        at = stops.index(self.at) if self.at in stops else 0
        told = count_of(self.desk, self.topics, topic, ask)
        focus = QApplication.focusWidget()
        inside = focus is not None and self.card.isAncestorOf(focus)
        other = self.card.tell(topic, ask, told)
        if other:
            self._unask(stand=False)
            self.tell("")
            self._order()
            if inside:  # what had the focus went with the question
                self._stand()
        self.previous.setEnabled(at > 0)
        fixed = self.desk.workbench.file.read_only
        self.skip_button.setEnabled(not fixed)
        name_skip(self.desk, self.skip_button, topic)

    def _order(self) -> None:
        last: QWidget = self.list
        for each in (*self.card.stops(), self.skip_button, self.previous, self.next):
            QWidget.setTabOrder(last, each)
            last = each

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The criteria of the scheme that is shown."""
        return self.walk.topics

    @property
    def at(self) -> Stop | None:
        """The criterion and the question one is at."""
        return self.walk.at

    def _here(self) -> tuple[Topic | None, Ask | None]:
        return self.walk.here()

    @property
    def current_place(self) -> Place | None:
        """The answer one stands on."""
        _, ask = self._here()
        return ask.place if ask is not None else None

    @property
    def current_quantity(self) -> str:
        """The quantity that is asked, for the handbook."""
        return self.at[1] if self.at is not None else ""

    def tell(self, text: str) -> None:
        """Say what went wrong; an empty text takes that away."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    # moving

    def stand_on(self, place: object) -> None:
        if isinstance(place, Place):
            self._to(place.quantity)
        if not self.topics:
            self.to_schemes.setFocus()
        elif self.mode == "list":
            self.rows.setFocus()
        else:
            self._stand()

    def _stand(self) -> None:
        """On the answer; where nothing is asked, on the way on."""
        if not self.card.stand():
            self.next.setFocus()

    def _to(self, wanted: str) -> None:
        """A scheme, one of its criteria (``cn.zero-carbon-factory@2026/e10``), or a question."""
        key, _, criterion = wanted.partition("/")
        if key in sides.followed(self.desk.workbench):
            if key != self.key:
                self.key, self.walk = key, Walk()
            self.refresh()
        if self.walk.find(wanted) or (criterion and self.walk.to(criterion, opened=True)):
            self.mode = "one"
            self.refresh()

    def stand_at(self, stop: Stop) -> None:
        """Show a criterion, at a question of it or at the first."""
        self.card.finish()
        if self.walk.to(*stop):
            self.refresh()
            self._stand()

    def _stood(self, row: object) -> None:
        """Arrows in the list of criteria show each at once."""
        topic: Topic | None = getattr(row, "topic", None)
        if topic is None or not self.list.hasFocus() or (self.at and self.at[0] == topic.item.id):
            return
        self.walk.to(topic.item.id)
        self._show()

    def step(self, by: int) -> None:
        """The next question, or the one before; after the last one back to the overview."""
        if not self.topics or not self._kept():
            return
        if not self.walk.step(by):
            left = sum(topic.left for topic in self.topics)
            self.desk.toast.emit(self.desk.words("checklist.through", n=left))
            self.leave()
            return
        self.refresh()
        self._stand()

    def go_on(self, by: int) -> bool:
        """Ctrl+Enter turns to the next criterion."""
        if self.mode != "one" or not self.topics:
            return False
        if not self._kept() or not self.walk.turn(by):
            return False
        self.refresh()
        self._stand()
        return True

    def leave(self) -> None:
        """Back to the overview, to where one came from."""
        self.card.finish()
        self.desk.go("readiness", Place(f"back:{self.key}"))

    def show_as(self, mode: str) -> None:
        """One question at a time, or all as a list."""
        self.card.finish()
        self.mode = cast(Mode, mode)
        self.refresh()
        self.stand_on(None)

    def keys_here(self) -> tuple[tuple[str, str], ...]:
        words = self.desk.words
        return (
            ("1\u20139", words("checklist.key.answer")),
            ("Ctrl+E", words("checklist.key.attach")),
            ("Enter", words("checklist.key.next")),
            ("F1", words("key.help")),
        )

    # answering

    def answer(self, option: str) -> None:
        """Take an option of the question that is shown."""
        topic, ask = self._here()
        if topic is not None and ask is not None:
            self._answer(topic, ask, option)

    def _answer(self, topic: Topic, ask: Ask, option: str) -> None:
        bench = self.desk.workbench
        if bench.file.read_only:
            return
        standing: Standing = "default" if option == UNKNOWN else "given"
        text = "" if option == UNKNOWN else option
        self._said(answers.give(bench, self.key, topic.item.id, ask.place, text, "", standing))

    def _typed(self, place: Place, text: str, unit: str, standing: Standing) -> None:
        bench = self.desk.workbench
        topic = next((t for t in self.topics for ask in t.asks if ask.place == place), None)
        self._wrong = answers.unusable(bench, place, text, unit, self.desk.language)
        if self._wrong is None and topic is not None:
            self._said(answers.give(bench, self.key, topic.item.id, place, text, unit, standing))
        elif self._wrong is not None:  # what was answered before stays
            self.tell(self.desk.words("checklist.not_taken", why=self.desk.say(self._wrong)))
            self.card.hold()

    def _kept(self) -> bool:
        """Keep what is being typed; false where it cannot be used: one stays there and it is said why."""
        self._wrong = None
        self.card.finish()
        if self._wrong is not None:
            self._stand()
        return self._wrong is None

    def _said(self, trouble: object) -> None:
        self.tell(self.desk.say(trouble) if trouble is not None else "")  # type: ignore[arg-type]

    def skip(self) -> None:
        """Leave the criterion for later, or out: asks for the reason, and blocks nothing meanwhile; again asks it."""
        topic, _ = self._here()
        if topic is None or self.desk.workbench.file.read_only:
            return
        if topic.skipped:
            self._said(listing.skip(self.desk.workbench, self.key, topic.item.id, ""))
            return
        self.reasons.ask(topic.item)

    def settle(self, reason: str) -> None:
        """Keep the reason, and go on to the next criterion."""
        topic, _ = self._here()
        if topic is None:
            return
        trouble = listing.skip(self.desk.workbench, self.key, topic.item.id, reason)
        self._unask(stand=False)
        if trouble is not None:
            self._said(trouble)
        elif not self.go_on(1):
            self.leave()

    def _unask(self, stand: bool = True) -> None:
        self.reasons.hide()
        if stand:
            self._stand()

    # evidence

    def attach(self) -> None:
        """Attach a file, or a piece of evidence that the project has, to the answer that is shown."""
        _, ask = self._here()
        if ask is not None:
            self._attach(ask, self.card.evidence.pick if self.card.evidence is not None else self)

    def _attach(self, ask: Ask, over: QWidget) -> None:
        desk = self.desk
        if desk.workbench.file.read_only:
            return
        if not ask.answer:
            self.tell(desk.words("checklist.answer_first"))
            desk.toast.emit(desk.words("checklist.answer_first"))
            return
        attach(desk, ask, over, self._attached)

    def _dropped(self, paths: list[Path]) -> None:
        _, ask = self._here()
        for path in paths if ask is not None and ask.answer else []:
            assert ask is not None
            self._attached(listing.attach(self.desk.workbench, ask, path))

    def _attached(self, found: attaching.Attached) -> None:
        self._said(found.trouble)
        if found.trouble is None:
            self.desk.toast.emit(attached(self.desk, found))

    # the list

    def _open_row(self, row: object) -> None:
        topic: Topic | None = getattr(row, "topic", None)
        ask: Ask | None = getattr(row, "ask", None)
        if topic is not None:
            self.mode = "one"
            self.walk.to(topic.item.id, ask.place.quantity if ask is not None else "")
            self.refresh()
            self._stand()

    def _answer_row(self, row: object, number: int) -> None:
        ask: Ask | None = getattr(row, "ask", None)
        options = [*(id_ for id_, _ in ask.options), UNKNOWN] if ask is not None and ask.options else []
        if ask is not None and 0 < number <= len(options):
            self._answer(row.topic, ask, options[number - 1])  # type: ignore[attr-defined]
            self.rows.step(1)

    def _attach_row(self, row: object) -> None:
        ask: Ask | None = getattr(row, "ask", None)
        if ask is not None:
            self._attach(ask, self.rows)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        number = key - Qt.Key.Key_0
        if key == Qt.Key.Key_Escape and self.reasons.isVisible():
            self._unask()
        elif key == Qt.Key.Key_Escape:
            self.leave()
        elif alt and key == Qt.Key.Key_A:
            self.chooser.pick()
        elif alt and key == Qt.Key.Key_S and self.mode == "one":
            self.skip()
        elif control and key == Qt.Key.Key_E and self.mode == "one":
            self.attach()
        elif self.mode != "one":
            super().keyPressEvent(event)
        elif shift and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self.step(-1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control and not alt:
            self.step(1)
        elif key == Qt.Key.Key_F2:
            self.card.explain()
        elif 1 <= number <= len(self.card.options) and not (alt or control):
            self.answer(self.card.options[number - 1].id)
            self._stand()
        else:
            super().keyPressEvent(event)
