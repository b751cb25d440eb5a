"""History: every edit in words, any past moment beside another, and back to it for one cell or for all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
)

from zcdesk.domain.change import Change
from zcdesk.ui.desk import Desk
from zcdesk.ui.records.history_lists import ColumnHeads, DifferencePainter, EditPainter, Edits, MomentList
from zcdesk.ui.records.time_bar import TimeBar
from zcdesk.ui.widgets.alt_keys import Line
from zcdesk.ui.widgets.jobs import Jobs
from zcdesk.ui.widgets.listing import Item
from zcdesk.ui.widgets.parts import Page, button, card, column, label, row
from zcdesk.workbench.forms import touched
from zcdesk.workbench.jobs import apart
from zcdesk.workbench.past import finding_edits, retelling, timeline
from zcdesk.workbench.past.finding_edits import Touch
from zcdesk.workbench.past.timeline import Difference, Moment
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench

SIDE_BY_SIDE = 68
"""Below this width of the page [em] the two cards stand one under the other."""

Found = tuple[tuple[Difference, ...], timeline.Total, timeline.Total]


class HistoryPage(Page):
    """历史."""

    id = "history"

    def __init__(self, desk: Desk) -> None:
        self.jobs = Jobs()
        self.at = 0
        self.base = 0
        self.found: tuple[Difference, ...] = ()
        self.listed: tuple[Moment, ...] = ()
        self._touches: dict[int, tuple[Touch, ...]] = {}
        self._read_in = desk.language
        super().__init__(desk)
        self.jobs.setParent(self)  # what nobody sees any more is cancelled with the page
        for keys, call in (("R", self.restore_one), ("P", self.look_back)):
            made = QAction(self)  # the list would take a bare letter as a search
            made.setShortcut(QKeySequence(keys))
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.triggered.connect(lambda _=False, call=call: call())
            self.addAction(made)

    # building

    def build(self) -> None:
        desk, px = self.desk, self.desk.theme.px
        line = self.head(desk.words("look.history"), desk.words("look.history_note"))
        line.addWidget(button(desk, desk.words("history.export"), self.export, icon="download"))
        line.addWidget(button(desk, desk.words("history.verify"), self.verify, icon="badge-check"))
        line.setSpacing(px(0.571))
        over, inside = card()
        self.span, self.count = label(desk, "", 0.857, role="quiet"), label(desk, "", 0.857, role="quiet")
        inside.addLayout(row(self.span, None, self.count))
        self.bar = TimeBar(desk)
        self.bar.moved.connect(self.look_at)
        inside.addWidget(self.bar)
        self.body.addWidget(over)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(px(0.857))
        self._middle.addWidget(self._left(), 1)
        self._middle.addWidget(self._right(), 1)
        self.body.addLayout(self._middle, 1)
        self._arrange()

    def _left(self) -> QFrame:
        desk, px = self.desk, self.desk.theme.px
        left, inside = card()
        self.search = Line()
        self.search.setPlaceholderText(desk.words("history.search"))
        self.search.setAccessibleName(desk.words("history.search"))
        self.search.setToolTip(desk.words("history.search_note"))
        self.search.setAccessibleDescription(desk.words("history.search_note"))
        self.search.setFixedWidth(px(19))
        self.search.textChanged.connect(lambda _: self._fill())
        inside.addLayout(row(label(desk, desk.words("look.edits"), 1.0, 700), None, self.search))
        self.list = MomentList(EditPainter(desk, lead_em=4), desk.words("look.edits"), self.bar)
        self.list.setObjectName("look_list")
        self.list.setMinimumHeight(px(7))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.stood.connect(self._stood)
        self.none = label(desk, desk.words("history.nothing"), 0.929, role="quiet")
        inside.addWidget(self.none)
        inside.addWidget(self.list, 1)
        return left

    def _right(self) -> QFrame:
        desk, px = self.desk, self.desk.theme.px
        right, inside = card()
        self.moment = label(desk, "", 1.0, 700)
        self.against = label(desk, "", role="quiet")
        self.number = label(desk, "", 0.929, role="quiet")
        inside.addLayout(row(self.moment, self.against, None, self.number))
        self.then, self.now = label(desk, "", 1.429, 700), label(desk, "", 1.429, 700)
        self.gap = label(desk, "", 1.143, role="quiet")
        self.now_name = label(desk, "", 0.857, role="quiet")
        sides = (
            column(label(desk, desk.words("look.then"), 0.857, role="quiet"), self.then, space=0),
            column(self.now_name, self.now, space=0),
        )
        totals = QHBoxLayout()
        totals.addLayout(sides[0])
        totals.addWidget(label(desk, "→", 1.143, role="quiet"))
        totals.addLayout(sides[1])
        totals.addStretch(1)
        totals.addWidget(self.gap)
        totals.setSpacing(px(1.143))
        inside.addLayout(totals)
        painter = DifferencePainter(desk)
        self.painter = painter
        self._words = words = [
            desk.words(key) for key in ("history.item", "look.then", "look.now", "look.difference")
        ]
        self.heads = ColumnHeads(painter, words)
        inside.addWidget(self.heads)
        self.changes = MomentList(painter, desk.words("look.difference"), self.bar)
        self.changes.setObjectName("look_list")
        self.changes.setMinimumHeight(px(5))
        self.changes.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.heads.over = self.changes
        inside.addWidget(self.changes, 1)
        self.news = label(desk, "", 0.929, role="quiet", wrap=True)
        inside.addWidget(self.news)
        self.one = button(desk, desk.words("look.restore_one"), self.restore_one, key="R")
        self.all = button(desk, desk.words("look.restore_all"), self.restore_all)
        self.compare = button(desk, "", self.take_base, "link")
        self.pages_then = button(
            desk, desk.words("history.pages_then"), self.look_back, "link", "history", key="P"
        )
        note = label(desk, desk.words("look.restore_note"), 0.857, role="quiet")
        foot = QVBoxLayout()
        foot.setSpacing(px(0.286))
        foot.addLayout(row(self.one, self.all, None))
        foot.addWidget(note)
        foot.addLayout(row(self.pages_then, None, self.compare))
        inside.addLayout(foot)
        return right

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.bare:
            self._arrange()

    def _arrange(self) -> None:
        """One card under the other where the page is narrow, so that each edit can be read."""
        wide = self.width() >= self.desk.theme.px(SIDE_BY_SIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(way)

    # showing

    def refresh(self) -> None:
        desk = self.desk
        self.listed = timeline.moments(desk.workbench)
        self.count.setText(desk.words("look.edits_count", n=f"{len(self.listed):,}"))
        if self.listed:
            first, last = self.listed[-1], self.listed[0]
            told = [f"{each.day} {each.time}" for each in (first, last)]
            self.span.setText(desk.words("history.span", first=told[0], last=told[1]))
        if all(each.number != self.at for each in self.listed):
            self.at = self.listed[0].number if self.listed else 0
        self._fill()

    def _fill(self) -> None:
        wanted = self.search.text().strip()
        hits: dict[int, Touch | bool] = {}
        for each in self.listed if wanted else ():
            head = f"{each.label} {each.by} {each.day} {each.time}"
            hit = finding_edits.found(wanted, head, self._touches.get(each.number, ()))
            if hit:
                hits[each.number] = hit
        shown = [each for each in self.listed if each.number in hits] if wanted else self.listed
        reading = bool(wanted) and self._read_on()
        edits = Edits(self.desk, shown, hits)
        self.none.setText(self.desk.words("history.seeking" if reading else "history.nothing"))
        self.none.setVisible(bool(wanted) and not shown)
        self.list.put(edits, edits.index_of(self.at))
        self.bar.put(self.listed, self.at, self.base)

    def _read_on(self) -> bool:
        """Have what is not yet read of the history read, on another thread; whether that is under way."""
        desk, head = self.desk, self.desk.workbench.file.head
        if self._read_in != desk.language:
            self._touches, self._read_in = {}, desk.language
            self.jobs.cancel("read")
        first, language = len(self._touches) + 1, desk.language
        if first > head or self.jobs.running("read"):
            return self.jobs.running("read")
        catalogue, path = desk.workbench.catalogue, desk.workbench.file.path

        def read(bench: Workbench) -> dict[int, tuple[Touch, ...]]:
            return finding_edits.touches(bench, language, first)

        self.jobs.start("read", lambda _: apart(catalogue, path, read), self._read, self._failed)
        return True

    def _read(self, found: dict[int, tuple[Touch, ...]]) -> None:
        self._touches.update(found)
        self._fill()

    def stand_on(self, place: object) -> None:
        self.list.setFocus()

    def keys_here(self) -> tuple[tuple[str, str], ...]:
        """The keys that work here, for the status line."""
        words = self.desk.words
        return (
            ("←→", words("history.keys_move")),
            ("Shift+←→", words("history.keys_sealed")),
            ("R", words("history.keys_restore")),
            ("P", words("history.keys_pages")),
        )

    def look_at(self, number: int) -> None:
        """Look at the state after an edit."""
        edits = self.list.rows.items
        assert isinstance(edits, Edits)
        self.at = number
        at = edits.index_of(number)
        if at:
            self.list.setCurrentIndex(self.list.rows.index(at))
        else:
            self._look()

    def _stood(self, item: Item | None) -> None:
        if item is not None and not item.head:
            self.at = int(item.id)
            self._look()

    def _look(self) -> None:
        desk, number, base, year, language = self.desk, self.at, self.base, self.desk.year, self.desk.language
        held = {each.number: each for each in self.listed}
        here, other = held[number], held.get(base)
        self.bar.put(self.listed, number, base)
        self.moment.setText(desk.words("look.moment", n=number, at=f"{here.day} {here.time}"))
        self.against.setText(
            desk.words("history.from_moment", n=base, at=f"{other.day} {other.time}")
            if other is not None
            else desk.words("look.from_then")
        )
        later_name = desk.words("history.other" if other is not None else "look.now")
        self.now_name.setText(later_name)
        self._words[2] = later_name  # heads share the list
        self.compare.setText(desk.words("history.drop_base" if other is not None else "history.take_base"))
        catalogue, path, present = desk.workbench.catalogue, desk.workbench.file.path, desk.workbench.project

        def look(bench: Workbench) -> Found:
            past = bench.past(number)
            later = bench.past(base) if base else present
            told = timeline.differences(catalogue, past, later, language)
            return told, timeline.total(catalogue, past, year), timeline.total(catalogue, later, year)

        self.news.setText(desk.words("look.computing"))
        self.jobs.start("look", lambda _: apart(catalogue, path, look), self._looked, self._failed)

    def busy(self) -> bool:
        return self.jobs.running("look") or self.jobs.running("read")

    def _looked(self, found: Found) -> None:
        desk = self.desk
        self.found, then, later = found
        self.then.setText(f"{then.text} {then.unit}")
        self.now.setText(f"{later.text} {later.unit}")
        self.gap.setText(timeline.gap(then, later))
        self.number.setText(desk.words("look.differences", n=f"{len(self.found):,}"))
        items = [
            Item(str(n), each.what, each.after, each.before, each.step) for n, each in enumerate(self.found)
        ]
        self.painter.fit(items, self._words)
        self.heads.update()
        self.changes.put(items)
        self.heads.setVisible(bool(items))
        self.news.setText("" if items else desk.words("look.alike"))
        free = bool(items) and not self.base and not desk.workbench.file.read_only
        for made in (self.one, self.all):
            made.setEnabled(free)

    def _failed(self, refused: Refused) -> None:
        self.news.setText(self.desk.say(refused.words))

    # commands

    def take_base(self) -> None:
        """Compare the next moment with this one, or with the present again."""
        self.base = 0 if self.base else self.at
        if self.base:
            self.desk.hint.emit(self.desk.words("history.base_taken"))
        self._look()

    def look_back(self) -> None:
        """Every page as it was at the chosen moment, at what was edited then, or at the difference one stands on."""
        if not self.at:
            return
        bench, item = self.desk.workbench, self.changes.current()
        changes: tuple[Change, ...] = bench.file.edit(self.at).changes
        if self.changes.hasFocus() and isinstance(item, Item):
            changes = (self.found[int(item.id)].change,)
        self.desk.wants_past.emit(self.at, touched.spot(bench, changes))

    def restore_one(self) -> None:
        """Bring back the chosen difference."""
        item = self.changes.current()
        if isinstance(item, Item) and self.one.isEnabled() and not self.jobs.running("look"):
            label_ = self.desk.words("look.restore_label", n=self.at)
            timeline.restore_one(self.desk.workbench, self.found[int(item.id)], label_)
            self.desk.toast.emit(self.desk.words("look.restored", n=1))

    def restore_all(self) -> None:
        """Go back to the chosen moment."""
        number = len(self.found)
        self.desk.workbench.restore(self.at, self.desk.words("look.restore_label", n=self.at))
        self.desk.toast.emit(self.desk.words("look.restored", n=number))

    def verify(self) -> None:
        """Check that the edits follow one another and that the evidence is what it was."""
        desk = self.desk
        catalogue, path = desk.workbench.catalogue, desk.workbench.file.path

        def check(bench: Workbench) -> tuple[str, ...]:
            return tuple(problem.words.into(desk.language) for problem in bench.file.verify())

        self.count.setText(desk.words("history.verifying"))
        self.jobs.start("verify", lambda _: apart(catalogue, path, check), self._verified, self._failed)

    def _verified(self, broken: tuple[str, ...]) -> None:
        words, count = self.desk.words, f"{len(self.listed):,}"
        told = words("history.broken", what=broken[0]) if broken else words("history.whole", n=count)
        self.count.setText(told)

    def export(self) -> None:
        """Write the audit trail as a table for a spreadsheet."""
        desk = self.desk
        named = desk.workbench.file.path.with_suffix(".audit.csv")
        kinds = "CSV (*.csv);;Excel (*.xlsx)"
        chosen, _ = QFileDialog.getSaveFileName(self, desk.words("history.export"), str(named), kinds)
        if chosen:
            self.write_audit(Path(chosen))

    def write_audit(self, to: Path) -> None:
        """Write the audit trail to a file."""
        desk = self.desk
        catalogue, path, language = desk.workbench.catalogue, desk.workbench.file.path, desk.language

        def write(bench: Workbench) -> Path:
            if to.suffix.lower() != ".xlsx":
                return retelling.write_audit(bench, language, to)
            from zcdesk.workbench.handed_out import lists

            lists.write(bench, self.id, "", language, to)
            return to

        def done(at: Path) -> None:
            desk.toast.emit(desk.words("history.exported", path=at.name))

        self.jobs.start("export", lambda _: apart(catalogue, path, write), done, self._failed)
