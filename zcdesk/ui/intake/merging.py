"""The page on which another copy of the project is taken in: what it brings, and each conflict chosen by a key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QStyleOptionViewItem

from zcdesk.domain.change import StaleEdit
from zcdesk.store.project_file import ProjectFile
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.files import ask_file
from zcdesk.ui.widgets.jobs import Jobs
from zcdesk.ui.widgets.listing import Item, Listing, RowPainter
from zcdesk.ui.widgets.parts import Page, button, card, label, row
from zcdesk.workbench.jobs import told
from zcdesk.workbench.past import joining, joining_view
from zcdesk.workbench.past.joining_view import KINDS, Collision, Looked
from zcdesk.workbench.past.merging import Side
from zcdesk.workbench.refusal import Refused

MERGING = "merging"
"""Id of the page; it is opened by a command."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A row of the list: a conflict."""

    collision: Collision
    head: bool = False

    @property
    def id(self) -> str:
        """Id of the conflict."""
        return self.collision.id

    @property
    def said(self) -> str:
        """What a screen reader says."""
        each = self.collision
        return ", ".join(part for part in (each.what, each.base, each.mine, each.theirs) if part)


class ConflictPainter(RowPainter):
    """Paints a conflict: what it is about, below it both values side by side, the chosen one marked."""

    choices: dict[str, Side]

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self.theme.px(8), self.theme.px(5.2))

    def content(self, painter: QPainter, box: QRect, item: Clash, selected: bool) -> None:
        px, words, each = self.theme.px, self.desk.words, item.collision
        top = QRect(box.left(), box.top() + px(0.3), box.width(), px(1.6))
        half = box.width() // 2
        used = self.text(painter, top, each.what, 1.0, 500, "ink") + px(1.143)
        if each.base:  # both grew out of it
            was = words("merging.base", text=each.base)
            self.text(painter, top.adjusted(used, 0, 0, 0), was, 0.929, 400, "quiet")
        sides: tuple[tuple[Side, str, joining.Touch], ...] = (
            ("mine", each.mine, each.here),
            ("theirs", each.theirs, each.there),
        )
        for at, (side, value, touch) in enumerate(sides):
            part = QRect(box.left() + at * half, top.bottom(), half - px(0.857), px(1.6))
            chosen = self.choices.get(item.id) == side
            if chosen:
                painter.fillRect(part.adjusted(-px(0.143), 0, 0, px(1.3)), self.theme.colour("good_soft"))
            icon = "circle-check" if chosen else "circle-dashed"
            ratio = painter.device().devicePixelRatioF()
            pixmap = self.desk.icons.pixmap(icon, "good" if chosen else "faint", 1.15, ratio)
            painter.drawPixmap(part.left() + px(0.143), part.center().y() - px(0.575), pixmap)
            inner = part.adjusted(px(1.714), 0, 0, 0)
            used = self.text(painter, inner, words(f"merging.{side}"), 0.857, 400, "quiet") + px(0.571)
            self.text(painter, inner.adjusted(used, 0, 0, 0), value, 0.929, 600 if chosen else 500, "ink")
            below = inner.translated(0, px(1.3))
            self.text(painter, below, joining_view.by(touch, self.desk.language), 0.857, 400, "faint")


class ConflictList(Listing):
    """The conflicts: left and right choose a side and go on."""

    chosen = Signal(object, str)
    asked = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and self.current() is not None:
            self.asked.emit(self.current())
            return
        side = {
            Qt.Key.Key_Left: "mine",
            Qt.Key.Key_1: "mine",
            Qt.Key.Key_Right: "theirs",
            Qt.Key.Key_2: "theirs",
        }
        found = side.get(Qt.Key(event.key()))
        if found is not None and self.current() is not None:
            self.chosen.emit(self.current(), found)
        else:
            super().keyPressEvent(event)


class MergingPage(Page):
    """合并另一份副本."""

    id = MERGING

    def __init__(self, desk: Desk) -> None:
        self.jobs = Jobs()
        self.path: Path | None = None
        self.looked: Looked | None = None
        self.choices: dict[str, Side] = {}
        self._known: tuple[object, str] = (None, "")
        self._said = ""
        self._merged: tuple[Path, object] | None = None
        self._theirs: ProjectFile | None = None
        self._bringing: Iterator[tuple[int, int]] | None = None
        super().__init__(desk)
        self.jobs.setParent(self)

    # building

    def build(self) -> None:
        desk, px = self.desk, self.desk.theme.px
        line = self.head(desk.words("merging.title"), desk.words("merging.note"))
        self.choose = button(desk, desk.words("merging.choose"), self.ask, "primary")
        line.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignTop)
        self.news = label(desk, "", 1.0, wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.cancel = button(desk, desk.words("look.cancel"), self.leave, key="Esc")
        self.cancel.hide()
        self.body.addLayout(row(self.news, self.bar, self.cancel, space=px(0.857)))
        self.clash, inside = card()
        inside.setContentsMargins(1, px(0.571), 1, px(0.571))
        head = QHBoxLayout()
        head.setContentsMargins(px(0.857), 0, px(0.857), px(0.286))
        head.setSpacing(px(0.571))
        self.clash_title = label(desk, "", 1.0, 700)
        head.addWidget(self.clash_title)
        head.addWidget(label(desk, desk.words("merging.keys"), 0.857, role="quiet"), 1)
        self.all_mine = button(desk, desk.words("merging.all_mine"), lambda: self.take_all("mine"))
        self.all_theirs = button(desk, desk.words("merging.all_theirs"), lambda: self.take_all("theirs"))
        head.addWidget(self.all_mine)
        head.addWidget(self.all_theirs)
        inside.addLayout(head)
        painter = ConflictPainter(desk)
        painter.choices = self.choices
        self.list = ConflictList(painter, desk.words("merging.conflicts"))
        self.list.setProperty("bare", "true")
        self.list.chosen.connect(self.take)
        self.list.asked.connect(self.explain)
        inside.addWidget(self.list, 1)
        self.body.addWidget(self.clash, 3)
        self.rest, inside = card()
        inside.setContentsMargins(1, px(0.571), 1, px(0.571))
        self.rest_title = label(desk, "", 1.0, 700)
        self.rest_title.setContentsMargins(px(0.857), 0, px(0.857), px(0.286))
        inside.addWidget(self.rest_title)
        self.lines = Listing(RowPainter(desk), desk.words("merging.taken"))
        self.lines.setProperty("bare", "true")
        inside.addWidget(self.lines, 1)
        self.body.addWidget(self.rest, 2)
        for part in (self.list, self.lines):  # as high as there is room, not as their rows would like
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            part.setMinimumHeight(px(5.4))
        self.open = label(desk, "", 0.929, role="doubt")
        self.merge = button(desk, desk.words("merging.merge"), self.accept, "primary", key="Ctrl+Enter")
        self.foot = row(self.open, None, self.merge, space=px(0.857))
        self.body.addLayout(self.foot)
        self.body.addStretch(0)

    # showing

    def busy(self) -> bool:
        return self.jobs.running("look") or self._bringing is not None

    def refresh(self) -> None:
        if self.looked is not None and self._known != (self.desk.workbench.project, self.desk.language):
            self.look()  # the project changed under what was looked at, or another language is wanted
            return
        if self._merged is not None and self._merged[1] is not self.desk.workbench.project:
            self.path, self._merged = self._merged[0], None
            self.look()  # the merge was taken back, or more was done: what the copy brings now is said anew
            return
        self._show()

    def stand_on(self, place: object) -> None:
        parts = (self.list, self.merge, self.lines, self.choose)
        next(each for each in parts if each.isVisibleTo(self) and each.isEnabled()).setFocus()

    def keys_here(self) -> tuple[tuple[str, str], ...]:
        words = self.desk.words
        return (
            ("←→", words("merging.side")),
            ("F2", words("key.why")),
            ("Ctrl+Enter", words("merging.merge")),
            ("F1", words("key.help")),
        )

    def ask(self) -> None:
        """Ask for the other copy."""
        found = ask_file(self.desk, self, self.desk.words("merging.choose"))
        if found is not None:
            self.show_file(found)

    def show_file(self, path: Path) -> None:
        """Look at what another copy brings."""
        self.path, self._merged = path, None
        self.choices.clear()
        self.look()

    def look(self) -> None:
        """Compare both copies, on another thread."""
        assert self.path is not None
        desk, theirs = self.desk, self.path
        catalogue, path, language = desk.workbench.catalogue, desk.workbench.file.path, desk.language
        self._known = desk.workbench.project, language
        self._tell(desk.words("merging.looking"), busy=True)
        self.jobs.start(
            "look",
            lambda _: joining_view.look_at(catalogue, path, theirs, language),
            self._seen,
            self._failed,
        )

    def leave(self) -> None:
        """Give up what goes on."""
        self.jobs.cancel("look")
        self._drop()
        self._tell(self.desk.words("look.cancelled"))
        self._show()

    def _seen(self, looked: Looked) -> None:
        self.looked = looked
        known = {each.id for each in looked.collisions}
        for id_ in set(self.choices) - known:
            del self.choices[id_]
        self._tell(self._summary(looked))
        self._show()
        self.stand_on(None)

    def _failed(self, refused: Refused) -> None:
        self.looked = None
        self._tell(self.desk.say(refused.words))
        self._show()

    def _summary(self, looked: Looked) -> str:
        words, found = self.desk.words, looked.found
        said = words("merging.since", n=found.ancestor, mine=found.mine, theirs=found.theirs, name=found.name)
        moved = found.renumbered
        if moved:
            pairs = "、".join(f"{old} → {new}" for old, new in moved[:6])
            said += words("merging.renumbered", what=pairs)
        if found.sealed:
            said += words("merging.sealed", n=found.sealed)
        return said if looked.anything else said + words("merging.nothing")

    def _show(self) -> None:
        desk, looked = self.desk, self.looked
        self.news.setText(self._said)
        clashing = looked.collisions if looked is not None else ()
        self.clash.setVisible(bool(clashing))
        self.clash_title.setText(desk.words("merging.n_conflicts", n=len(clashing)))
        self.list.put([Clash(each) for each in clashing], max(self.list.currentIndex().row(), 0))
        lines = looked.lines if looked is not None else ()
        self.rest.setVisible(bool(lines))
        if looked is not None:
            counted = looked.counts
            parts = [f"{KINDS[kind].into(desk.language)} {number}" for kind, number in counted.items()]
            self.rest_title.setText(desk.words("merging.n_taken", what="　".join(parts)))
        self.lines.put([Item(str(n), what, change) for n, (what, change) in enumerate(lines)])
        self._enable()

    def _enable(self) -> None:
        looked = self.looked
        open_ = len([each for each in looked.collisions if each.id not in self.choices]) if looked else 0
        self.open.setText(self.desk.words("merging.open", n=open_) if open_ else "")
        free = not self.busy() and not self.desk.workbench.file.read_only
        self.merge.setVisible(looked is not None and looked.anything)
        kind = "" if looked is not None and looked.anything else "primary"  # one primary button at a time
        if self.choose.property("kind") != kind:
            self.choose.setProperty("kind", kind)
            self.choose.style().unpolish(self.choose)
            self.choose.style().polish(self.choose)
        self.merge.setEnabled(free and open_ == 0)
        for each in (self.all_mine, self.all_theirs):
            each.setEnabled(free)

    def _tell(self, text: str, busy: bool = False) -> None:
        self._said = text
        self.news.setText(text)
        self.bar.setVisible(busy)
        self.bar.setRange(0, 0)
        self.cancel.setVisible(busy)
        self._enable()

    # choosing

    def take(self, clash: Clash, side: Side) -> None:
        """Choose a side of a conflict, and go on to the next that is not chosen."""
        self.choices[clash.id] = side
        items = self.list.rows.items
        at = self.list.currentIndex().row()
        after = [*range(at + 1, len(items)), *range(at)]
        following = next((n for n in after if items[n].id not in self.choices), None)
        if following is not None:
            self.list.setCurrentIndex(self.list.rows.index(following))
        self.list.viewport().update()
        self._enable()
        if following is None and self.merge.isEnabled():
            self.merge.setFocus()

    def explain(self, clash: Clash) -> None:
        """Open the chain of what stands here now."""
        if clash.collision.figure:
            self.desk.why(clash.collision.figure)
        else:
            self.desk.toast.emit(self.desk.words("merging.no_chain"))

    def unasked(self) -> tuple[tuple[str, str], ...]:
        """All that is taken without question, also what is beyond the lines that are shown."""
        if self.looked is None or len(self.looked.lines) < joining_view.MOST:
            return self.looked.lines if self.looked is not None else ()
        return joining_view.lines(self.desk.workbench, self.looked.found, self.desk.language)

    def take_all(self, side: Side) -> None:
        """Choose one side of every conflict."""
        for each in self.looked.collisions if self.looked is not None else ():
            self.choices[each.id] = side
        self.list.viewport().update()
        self._enable()
        self.merge.setFocus()

    # merging

    def go_on(self, by: int) -> bool:
        """Ctrl+Enter merges; while something is to be chosen it says so and stays."""
        if by <= 0 or not self.merge.isVisible():
            return False
        if self.merge.isEnabled():
            self.accept()
        elif self.open.text():
            self.desk.hint.emit(self.open.text())
        return True

    def accept(self) -> None:
        """Take the other copy in: its files one after another, then one step."""
        if self.looked is None or self.path is None or not self.merge.isEnabled():
            return
        try:
            with told():
                self._theirs = ProjectFile.open(self.path, read_only=True)
        except Refused as refused:
            self._failed(refused)
            return
        self._bringing = joining.bring(self.desk.workbench.file, self._theirs, self.looked.found)
        self._tell(self.desk.words("merging.bringing"), busy=True)
        QTimer.singleShot(0, self._bring)

    def _bring(self) -> None:
        """One file of evidence more; the window answers between them."""
        if self._bringing is None or self._theirs is None or self.looked is None:
            return
        try:
            with told():
                done, whole = next(self._bringing, (-1, 0))
                if done >= 0:
                    self.bar.setRange(0, whole)
                    self.bar.setValue(done)
                    QTimer.singleShot(0, self._bring)
                    return
                found, self.looked = self.looked.found, None  # the step is told before it is over
                number = joining.commit(self.desk.workbench, self._theirs, found, self.choices)
        except Refused as refused:
            self._drop()
            self._failed(refused)
            return
        except StaleEdit:
            self._drop()
            self.look()
            return
        name = found.name
        self._drop()
        self.path, self._merged = None, (self.path, self.desk.workbench.project)
        self.choices.clear()
        self._tell(self.desk.words("merging.done" if number else "merging.same", n=number, name=name))
        self._show()
        self.stand_on(None)

    def _drop(self) -> None:
        if self._theirs is not None:
            self._theirs.close()
        self._theirs, self._bringing = None, None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.accept()
        elif event.key() == Qt.Key.Key_Escape and self.cancel.isVisible():
            self.leave()
        else:
            super().keyPressEvent(event)
