"""History: every edit, any past moment beside the present, and back to it for one cell or for all."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout

from zcdesk.ui.desk import Desk
from zcdesk.ui.jobs import Jobs
from zcdesk.ui.listing import Item, Listing, RowPainter
from zcdesk.ui.parts import Page, button, card, label, row
from zcdesk.workbench import timeline
from zcdesk.workbench.jobs import apart
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench

Found = tuple[tuple[timeline.Difference, ...], timeline.Total, timeline.Total]


class HistoryPage(Page):
    """历史."""

    id = "history"

    def __init__(self, desk: Desk) -> None:
        self.jobs = Jobs()
        self.at = 0
        self.found: tuple[timeline.Difference, ...] = ()
        super().__init__(desk)
        self.jobs.setParent(self)  # what nobody sees any more is cancelled with the page
        made = QAction(self)  # the list would take a bare letter as a search
        made.setShortcut(QKeySequence("R"))
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.triggered.connect(lambda _=False: self.restore_one())
        self.addAction(made)

    def build(self) -> None:
        desk, px = self.desk, self.desk.theme.px
        line = self.head(desk.words("look.history"), desk.words("look.history_note"))
        self.count = label(desk, "", 0.929, role="quiet")
        line.addWidget(self.count)
        middle = QHBoxLayout()
        middle.setSpacing(px(0.857))
        left, inside = card()
        inside.addWidget(label(desk, desk.words("look.edits"), 1.0, 700))
        self.list = Listing(RowPainter(desk, lead_em=4), desk.words("look.edits"))
        self.list.setObjectName("look_list")
        self.list.stood.connect(self._stood)
        inside.addWidget(self.list, 1)
        right, inside = card()
        self.moment = label(desk, "", 1.0, 700)
        self.number = label(desk, "", 0.929, role="quiet")
        inside.addLayout(
            row(self.moment, label(desk, desk.words("look.from_then"), role="quiet"), None, self.number)
        )
        self.then, self.now = label(desk, "", 1.429, 700), label(desk, "", 1.429, 700)
        self.gap = label(desk, "", 1.143, role="quiet")
        names = [label(desk, desk.words(f"look.{key}"), 0.857, role="quiet") for key in ("then", "now")]
        inside.addLayout(row(names[0], self.then, px(1), names[1], self.now, None, self.gap, space=px(0.571)))
        self.changes = Listing(RowPainter(desk, two_lines=True), desk.words("look.difference"))
        self.changes.setObjectName("look_list")
        inside.addWidget(self.changes, 1)
        self.news = label(desk, "", 0.929, role="quiet", wrap=True)
        inside.addWidget(self.news)
        self.one = button(desk, desk.words("look.restore_one"), self.restore_one, key="R")
        self.all = button(desk, desk.words("look.restore_all"), self.restore_all)
        note = label(desk, desk.words("look.restore_note"), 0.857, role="quiet")
        inside.addLayout(row(self.one, self.all, None, note))
        middle.addWidget(left, 1)
        middle.addWidget(right, 1)
        self.body.addLayout(middle, 1)

    def refresh(self) -> None:
        desk = self.desk
        self.listed = timeline.moments(desk.workbench)
        items: list[Item] = []
        day = ""
        for each in self.listed:
            if each.day != day:
                day = each.day
                items.append(Item("", day, head=True))
            icon = "stamp" if each.sealed else "undo-2" if each.undoes else "history"
            note = desk.words("look.undone") if each.undone else ""
            items.append(Item(str(each.number), each.label, note, f"{each.time}", each.by, icon))
        self.count.setText(desk.words("look.edits_count", n=len(self.listed)))
        at = next((n for n, item in enumerate(items) if item.id == str(self.at)), 0)
        self.list.put(items, at)

    def stand_on(self, place: object) -> None:
        self.list.setFocus()

    def _stood(self, item: Item | None) -> None:
        if item is None or item.head:
            return
        self.at = int(item.id)
        desk, number, year, language = self.desk, self.at, self.desk.year, self.desk.language
        held = next(each for each in self.listed if each.number == number)
        self.moment.setText(desk.words("look.moment", n=number, at=f"{held.day} {held.time}"))
        catalogue, path, present = desk.workbench.catalogue, desk.workbench.file.path, desk.workbench.project

        def look(other: Workbench) -> Found:
            past = other.file.state_at(number)
            told = timeline.differences(catalogue, past, present, language)
            return told, timeline.total(catalogue, past, year), timeline.total(catalogue, present, year)

        self.news.setText(desk.words("look.computing"))
        self.jobs.start("look", lambda _: apart(catalogue, path, look), self._looked, self._failed)

    def _looked(self, found: Found) -> None:
        desk = self.desk
        self.found, then, today = found
        self.then.setText(f"{then.text} {then.unit}")
        self.now.setText(f"{today.text} {today.unit}")
        self.gap.setText(timeline.gap(then, today))
        self.number.setText(desk.words("look.differences", n=len(self.found)))
        items = [
            Item(str(n), each.what, f"{each.before} → {each.after}") for n, each in enumerate(self.found)
        ]
        self.changes.put(items)
        self.news.setText("" if items else desk.words("look.alike"))
        for made in (self.one, self.all):
            made.setEnabled(bool(items))

    def _failed(self, refused: Refused) -> None:
        self.news.setText(self.desk.say(refused.words))

    def restore_one(self) -> None:
        """Bring back the chosen difference."""
        item = self.changes.current()
        if item is not None and not self.jobs.running("look"):
            label_ = self.desk.words("look.restore_label", n=self.at)
            timeline.restore_one(self.desk.workbench, self.found[int(item.id)], label_)
            self.desk.toast.emit(self.desk.words("look.restored", n=1))

    def restore_all(self) -> None:
        """Go back to the chosen moment."""
        number = len(self.found)
        self.desk.workbench.restore(self.at, self.desk.words("look.restore_label", n=self.at))
        self.desk.toast.emit(self.desk.words("look.restored", n=number))
