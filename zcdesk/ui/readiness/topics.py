"""Criteria of a checklist as a list to go along, and all its questions as a list to be answered in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.figure_list import overrides, wants
from zcdesk.ui.widgets.listing import ROW, Listing, RowPainter
from zcdesk.workbench.readiness.checklist import Ask, Topic
from zcdesk.workbench.readiness.parts import ICONS

_KINDS = ("gate", "core", "indicator", "check")


class Entry:
    """A criterion, a question of it, or the head of a group.

    Attributes
    ----------
    topic : Topic or None
    ask : Ask or None
    title, note : str
        What a head says.
    """

    def __init__(self, topic: Topic | None, ask: Ask | None = None, title: str = "", note: str = "") -> None:
        self.topic, self.ask, self.title, self.note = topic, ask, title, note

    @property
    def head(self) -> bool:
        """Whether it only says what follows."""
        return self.topic is None

    @property
    def said(self) -> str:
        """What a screen reader says."""
        if self.ask is not None:
            return self.ask.said
        return self.topic.item.said if self.topic is not None else f"{self.title} {self.note}"


class TopicPainter(RowPainter):
    """Paints a criterion: mark, number, name, questions that are open."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = index.data(ROW)
        return QSize(self.theme.px(8), self.theme.px(2.6 if row is not None and row.head else 2.2))

    def content(self, painter: QPainter, box: QRect, item: Entry, selected: bool) -> None:
        px = self.theme.px
        if item.topic is None:
            low = box.adjusted(0, px(0.7), 0, 0)
            used = self.text(painter, low, item.title, 1.0, 700, "ink") + px(0.571)
            self.text(painter, low.adjusted(used, 0, 0, 0), item.note, 0.857, 400, "quiet")
            return
        gate, faint = item.topic.item, not item.topic.applies
        icon, role = ICONS[gate.state]
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(
            box.left(), box.center().y() - px(0.5), self.desk.icons.pixmap(icon, role, 1.0, ratio)
        )
        left = box.left() + px(1.5)
        number = gate.number.partition(" ")[0]
        used = self.text(painter, QRect(left, box.top(), px(3), box.height()), number, 0.857, 400, "quiet")
        left += max(used + px(0.43), px(2.1))
        count = f"{item.topic.done}/{len(item.topic.asks)}" if item.topic.asks and not faint else ""
        right = self.text(painter, box, count, 0.857, 400, "quiet", Qt.AlignmentFlag.AlignRight)
        room = QRect(left, box.top(), box.right() - right - px(0.43) - left, box.height())
        self.text(painter, room, gate.name, 0.929, 500 if selected else 400, "quiet" if faint else "ink")


class TopicList(Listing):
    """The criteria; Enter goes to the answer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(TopicPainter(desk), desk.words("checklist.topics"))
        self.desk = desk
        self.setUniformItemSizes(False)

    def tell(self, topics: Sequence[Topic], at: str) -> None:
        """Show the criteria, standing at one."""
        entries = _grouped(self.desk, topics)
        wanted = next((n for n, each in enumerate(entries) if each.topic and each.topic.item.id == at), 0)
        top = self.verticalScrollBar().value()
        self.blockSignals(True)  # it is shown where one stands, and does not say that one has moved
        self.put(entries, wanted)
        self.blockSignals(False)
        self.verticalScrollBar().setValue(top)
        self.scrollTo(self.currentIndex())

    def figure_here(self) -> str:
        """Id of the verdict on the criterion one stands at."""
        return _figure(self.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class AskPainter(RowPainter):
    """Paints a question: what is asked, the answer, evidence; a criterion's own line before its questions."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = index.data(ROW)
        return QSize(self.theme.px(8), self.theme.px(2.6 if row is not None and row.head else 2.3))

    def content(self, painter: QPainter, box: QRect, item: Entry, selected: bool) -> None:
        px, words = self.theme.px, self.desk.words
        if item.topic is None:
            low = box.adjusted(0, px(0.7), 0, 0)
            used = self.text(painter, low, item.title, 1.0, 700, "ink") + px(0.571)
            self.text(painter, low.adjusted(used, 0, 0, 0), item.note, 0.857, 400, "quiet")
            return
        ratio = painter.device().devicePixelRatioF()
        ask = item.ask
        if ask is None:
            gate = item.topic.item
            icon, role = ICONS[gate.state]
            pixmap = self.desk.icons.pixmap(icon, role, 1.15, ratio)
            painter.drawPixmap(box.left(), box.center().y() - px(0.55), pixmap)
            left = box.left() + px(1.9)
            room = QRect(left, box.top(), box.right() - left, box.height())
            used = self.text(painter, room, gate.number.partition(" ")[0], 0.929, 400, "quiet") + px(0.571)
            used += self.text(painter, room.adjusted(used, 0, 0, 0), gate.name, 1.0, 500, "ink") + px(0.857)
            rest = room.adjusted(used, 0, 0, 0)
            told = item.topic.blocks or item.topic.verdict
            if item.topic.skipped:
                told = words("checklist.skipped", reason=item.topic.skipped)
            self.text(painter, rest, told, 0.857, 400, role if role != "ink" else "quiet")
            return
        icon, role = ("circle-check", "good") if ask.answer else ("circle-dashed", "ink")
        if item.topic.skipped and ask.open:
            icon, role = ICONS["skipped"]
        painter.drawPixmap(
            box.left() + px(1.9), box.center().y() - px(0.45), self.desk.icons.pixmap(icon, role, 0.93, ratio)
        )
        count = words("checklist.evidence_n", n=len(ask.evidence)) if ask.evidence else ""
        right = self.text(painter, box, count, 0.857, 400, "quiet", Qt.AlignmentFlag.AlignRight)
        edge = box.right() - max(right + px(0.857), px(6))
        answer = ask.answer
        if not answer and ask.options:
            options = [*(told for _, told in ask.options), words("checklist.unknown")]
            answer = "  ".join(f"{n} {told}" for n, told in enumerate(options, start=1))
            answer = answer if selected else ""
        wide = round(box.width() * 0.36)
        place = QRect(edge - wide, box.top(), wide, box.height())
        self.text(painter, place, answer, 0.929, 500 if ask.answer else 400, "ink" if ask.answer else "quiet")
        left = box.left() + px(3.3)
        room = QRect(left, box.top(), place.left() - px(0.857) - left, box.height())
        self.text(painter, room, ask.title, 0.929, 400, "ink")


class AskList(Listing):
    """All questions; a number answers, Ctrl+E attaches, F2 explains the verdict, Enter opens.

    Signals
    -------
    answered : object, int
    attach : object
    asked : str
    """

    answered = Signal(object, int)
    attach = Signal(object)
    asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(AskPainter(desk), desk.words("checklist.all"))
        self.desk = desk
        self.setUniformItemSizes(False)
        self.clicked.disconnect()
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW)))

    def tell(self, topics: Sequence[Topic], at: tuple[str, str] | None) -> None:
        """Show every question, standing where one stood."""
        entries: list[Entry] = []
        for each in _grouped(self.desk, topics):
            entries.append(each)
            if each.topic is not None:
                entries += [Entry(each.topic, ask) for ask in each.topic.asks]
        held = self.current()
        key = at
        if held is not None and held.topic is not None:
            key = (held.topic.item.id, held.ask.place.quantity if held.ask is not None else "")
        places = [
            (each.topic.item.id, each.ask.place.quantity if each.ask is not None else "")
            if each.topic is not None
            else ("", "")
            for each in entries
        ]
        top = self.verticalScrollBar().value()
        self.put(entries, places.index(key) if key in places else 0)
        self.verticalScrollBar().setValue(top)
        self.scrollTo(self.currentIndex())

    def figure_here(self) -> str:
        """Id of the verdict on the criterion one stands at."""
        return _figure(self.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        number = event.key() - Qt.Key.Key_0
        if wants(event, Qt.Key.Key_F2) and row is not None and row.topic is not None:
            self.asked.emit(row.topic.item.steps[0].figure)
        elif 1 <= number <= 9 and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.answered.emit(row, number)
        elif event.key() == Qt.Key.Key_E and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.attach.emit(row)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return overrides(event, Qt.Key.Key_F2) or super().event(event)


def _grouped(desk: Desk, topics: Sequence[Topic]) -> list[Entry]:
    """Gates, core indicators and the others, each under its head; what does not apply comes last of its kind."""
    found: list[Entry] = []
    for kind in _KINDS:
        mine = [each for each in topics if each.item.kind == kind]
        if not mine:
            continue
        asked = [each for each in mine if each.applies]
        met = sum(each.item.verdict == "met" for each in asked)
        note = desk.words("readiness.gates_note", n=len(asked), met=met)
        found.append(Entry(None, None, desk.words(f"checklist.kind.{kind}"), note))
        found += [Entry(each) for each in (*asked, *(each for each in mine if not each.applies))]
    return found


def _figure(row: Entry | None) -> str:
    """Id of the verdict that a row is about; ``""`` at a heading."""
    return row.topic.item.steps[0].figure if row is not None and row.topic is not None else ""


def progress_of(desk: Desk, topics: Sequence[Topic]) -> str:
    """How many of the questions are answered, and how many that are not were skipped."""
    asks, done = sum(len(each.asks) for each in topics), sum(each.done for each in topics)
    passed = asks - done - sum(each.left for each in topics)
    key = "checklist.progress_skipped" if passed else "checklist.progress"
    return desk.words(key, done=done, all=asks, n=passed)


def count_of(desk: Desk, topics: Sequence[Topic], topic: Topic, ask: Ask | None) -> str:
    """Which criterion of its kind it is, and which of its questions."""
    kind = desk.words(f"checklist.kind.{topic.item.kind}")
    shown = [each for each in topics if each.item.kind == topic.item.kind and each.applies]
    told = f"{kind} {shown.index(topic) + 1 if topic in shown else 0} / {len(shown)}"
    if ask is None or len(topic.asks) < 2:
        return told
    return f"{told} · " + desk.words("checklist.of", n=topic.asks.index(ask) + 1, all=len(topic.asks))
