"""Electronic bills on the desk: read beside the window, seen beside their pages, and taken as one step.

Nothing is written before Ctrl+Enter. A bill that could not be read says so in its row, and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zcdesk.domain.answer import Place
from zcdesk.store.trouble import FileTrouble
from zcdesk.ui.desk import Desk
from zcdesk.ui.intake.bill_picture import BillPicture
from zcdesk.ui.widgets.files import ask_files
from zcdesk.ui.widgets.jobs import Job, Jobs
from zcdesk.ui.widgets.listing import Item, Listing, RowPainter
from zcdesk.ui.widgets.parts import Page, button, label, row
from zcdesk.ui.widgets.picker import Picker
from zcdesk.workbench.bills import view as bill_view
from zcdesk.workbench.bills.billing import Seen
from zcdesk.workbench.bills.files import gathered
from zcdesk.workbench.bills.taking import accept_bills
from zcdesk.workbench.bills.view import FieldRow
from zcdesk.workbench.forms import guide
from zcdesk.workbench.preview.reader import Options, Overlap
from zcdesk.workbench.refusal import Refused

_ICONS = {
    "new": "plus", "changed": "arrow-right", "same": "circle-check", "refused": "triangle-alert",
    "unread": "circle-minus", "": "",
}  # fmt: skip
_READ = "bills"


class BillsPage(Page):
    """电子账单."""

    id = "bills"

    def __init__(self, desk: Desk) -> None:
        self.jobs = Jobs()
        self.seen: Seen | None = None
        self.options = Options()
        self._fields: tuple[FieldRow, ...] = ()
        self._at = 0
        self._head = 0
        super().__init__(desk)
        self.jobs.setParent(self)
        self.setAcceptDrops(True)

    def build(self) -> None:
        desk, px = self.desk, self.desk.theme.px
        line = self.head(desk.words("bills.title"), desk.words("bills.note"))
        self.stop = button(desk, desk.words("bills.stop"), self.cancel, icon="x", key="Esc")
        self.choose = button(desk, desk.words("bills.choose"), self.ask, icon="folder-open", key="Ctrl+O")
        self.take = button(desk, "", self.accept, "primary")
        for each in (self.stop, self.choose, self.take):
            line.addWidget(each)
        self.said = label(desk, "", 0.929, 500, wrap=True)
        self.body.addWidget(self.said)
        self.how = label(desk, desk.words("bills.how"), 1.0, role="quiet", wrap=True)
        self.how.setObjectName("table_empty")
        self.body.addWidget(self.how)
        self.list = Listing(RowPainter(desk, two_lines=True), desk.words("bills.list"))
        self.list.setObjectName("look_list")
        self.list.stood.connect(self._stand_at)
        self.list.dropped.connect(lambda _: self.skip())
        self.list.opened.connect(lambda _: self.fields.setFocus())
        self.fields = Listing(RowPainter(desk, two_lines=True), desk.words("bills.fields"))
        self.fields.setObjectName("look_list")
        self.fields.stood.connect(self._frame)
        self.fields.opened.connect(lambda _: self.go_there())
        for each in (self.list, self.fields):
            each.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            each.setMinimumHeight(px(7))
        self.layout_said = label(desk, "", 0.857, role="quiet", wrap=True)
        self.detail = label(desk, "", 0.929, wrap=True)
        self.month = button(desk, desk.words("bills.month"), self.ask_month, key="Alt+M")
        self.row = button(desk, desk.words("bills.row"), self.ask_row, key="Alt+R")
        self.rule = button(desk, "", self.turn_rule, key="Alt+J")
        self.skip_one = button(desk, desk.words("bills.skip"), self.skip, icon="skip-forward", key="Del")
        self.picture = BillPicture(desk)
        self.both = QWidget()
        sides = QHBoxLayout(self.both)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(px(0.714))
        left = QVBoxLayout()
        left.setSpacing(px(0.571))
        left.addWidget(self.list, 2)
        left.addLayout(row(self.month, self.row, self.rule, self.skip_one, None, space=px(0.429)))
        left.addWidget(self.layout_said)
        left.addWidget(self.detail)
        left.addWidget(self.fields, 3)
        sides.addLayout(left, 5)
        sides.addWidget(self.picture, 4)
        self.body.addWidget(self.both, 1)
        self.room = QWidget()
        self.body.addWidget(self.room, 1)
        stops = (
            self.stop,
            self.choose,
            self.take,
            self.list,
            self.month,
            self.row,
            self.rule,
            self.skip_one,
            self.fields,
        )
        for one, next_ in pairwise(stops):
            QWidget.setTabOrder(one, next_)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.bare:
            self._fit()

    def _fit(self) -> None:
        """Keys on the buttons only where there is room for them."""
        wide = self.width() >= self.desk.theme.px(76)
        for made, told, key in (
            (self.month, self.desk.words("bills.month"), "Alt+M"),
            (self.row, self.desk.words("bills.row"), "Alt+R"),
            (self.rule, self.rule.accessibleName(), "Alt+J"),
            (self.skip_one, self.desk.words("bills.skip"), "Del"),
        ):
            made.setText(f"{told}  {key}" if wide else told)
            made.setToolTip(f"{told}  {key}")

    def refresh(self) -> None:
        desk, seen = self.desk, self.seen
        there = seen is not None and bool(seen.bills)
        reading = self.jobs.running(_READ)
        self.both.setVisible(there)
        self.room.setVisible(not there)
        self.how.setVisible(not there and not reading)
        self.stop.setVisible(reading)
        self.said.setVisible(bool(self.said.text()))
        count = bill_view.counted(seen) if seen is not None else 0
        self.take.setText(f"{desk.words('bills.take', n=count)}  Ctrl+Enter")
        self.take.setAccessibleName(desk.words("bills.take", n=count))
        self.take.setVisible(there)
        self.take.setEnabled(bool(count) and not desk.workbench.file.read_only)
        rule = desk.words(f"bills.rule.{self.options.overlap}")
        self.rule.setAccessibleName(rule)
        self._fit()
        if seen is None:
            return
        told = bill_view.rows(seen, desk.language)
        items = [Item(str(each.at), each.name, each.note, icon=_ICONS[each.state]) for each in told]
        self.list.put(items, min(self._at, max(len(items) - 1, 0)))
        if items:
            self._stand_at(self.list.current())

    def stand_on(self, place: object) -> None:
        (self.list if self.seen is not None and self.seen.bills else self.choose).setFocus()

    def keys_here(self) -> tuple[tuple[str, str], ...]:
        words = self.desk.words
        return (
            ("Ctrl+Enter", words("bills.take_short")),
            ("Del", words("bills.skip")),
            ("Alt+M", words("bills.month")),
        )

    def busy(self) -> bool:
        return self.jobs.running(_READ)

    def go_on(self, by: int) -> bool:
        """Ctrl+Enter takes the bills that are shown."""
        if by > 0 and self.seen is not None and self.take.isEnabled():
            self.accept()
            return True
        return False

    # reading

    def ask(self) -> None:
        """Choose bills and read them."""
        self.open(ask_files(self.desk, self, self.desk.words("bills.choose")))

    def open(self, paths: Iterable[Path]) -> None:
        """Read bills beside the window, with those that are shown already; nothing is written."""
        listed = list(paths)
        if not listed:
            return
        desk, path, held = self.desk, self.desk.workbench.file.path, self.seen
        catalogue, options = desk.workbench.catalogue, self.options
        self.say(desk.words("bills.reading", n=len(listed)))

        def work(job: Job) -> Seen:
            return gathered(catalogue, path, held, listed, options, job.wanted, job.progress)

        self.jobs.start(_READ, work, self._read, self._refused)
        self.refresh()
        self.stop.setFocus()

    def cancel(self) -> None:
        """Do not wait for it any more; what was shown stays."""
        self.jobs.cancel(_READ)
        self.say("")
        self.refresh()
        self.stand_on(None)

    def _read(self, seen: Seen) -> None:
        self.seen, self._head = seen, self.desk.workbench.file.head
        lost = sum(each.state == "refused" for each in bill_view.rows(seen, self.desk.language))
        self.say(self.desk.words("bills.read", n=len(seen.bills), lost=lost))
        self.refresh()
        self.stand_on(None)

    def _refused(self, refused: Refused) -> None:
        self.say(self.desk.say(refused.words), "doubt")
        self.refresh()
        self.stand_on(None)

    def _again(self) -> None:
        """See the same bills as they are told now."""
        if self.seen is not None:
            try:
                self.seen = bill_view.again(self.desk.workbench, self.seen, self.options)
            except Refused as refused:
                self._refused(refused)
                return
            self._head = self.desk.workbench.file.head
            self.refresh()

    # looking

    def _stand_at(self, item: Item | None) -> None:
        if item is None or self.seen is None:
            return
        self._at = int(item.id)
        bill = self.seen.bills[self._at]
        self._fields = bill_view.fields(bill, self.desk.language)
        self.picture.setVisible(self.picture.open(bill.data))
        self.layout_said.setText(bill_view.told_of(bill, self.desk.language))
        self.fields.put(
            [
                Item(
                    str(at),
                    each.name,
                    each.value if each.figure else each.note,
                    right="" if each.figure else each.value,
                    icon=_ICONS[each.state],
                )
                for at, each in enumerate(self._fields)
            ]
        )
        self.row.setVisible(any(each.rule for each in self._fields))
        self._frame(self.fields.current())

    def _frame(self, item: Item | None) -> None:
        if item is not None and self._fields:
            shown = self._fields[int(item.id)]
            self.detail.setText(shown.note)
            self.detail.setProperty("role", "bad" if shown.state in ("refused", "unread") else "ink")
            self.detail.style().polish(self.detail)
            self.picture.frame(shown.page, shown.box)

    def go_there(self) -> None:
        """Go to the page on which a figure is answered."""
        item = self.fields.current()
        if item is None or self.seen is None:
            return
        read = self.seen.bills[self._at].read
        place = read[int(item.id)].cell.place if int(item.id) < len(read) else None
        if isinstance(place, Place):
            bench = self.desk.workbench
            homes = guide.homes(guide.pages(bench))
            row = place.row if place.row in bench.project.rows else ""
            self.desk.go(guide.page_of(bench, homes, place), Place(place.quantity, row, place.period))

    # telling

    def ask_month(self) -> None:
        """Say which month a bill is for."""
        if self.seen is None or not self.seen.bills:
            return
        months = bill_view.month_choices(self.desk.workbench.project.years)
        read = self.seen.bills[self._at].read
        now = next((each.figure.month for each in read if each.figure.month), "")
        choices = [(month, month, "") for month in months]
        title = self.desk.words("bills.which_month")
        Picker(self.desk, self.month, choices, self.put_month, title, now or self.desk.year)

    def put_month(self, month: str) -> None:
        """Put a bill into a month."""
        if self.seen is not None:
            self.options = bill_view.in_month(self.seen, self._at, month, self.options)
            self._again()
            self.list.setFocus()

    def ask_row(self) -> None:
        """Say into which row goods of this kind go."""
        rule = next((each.rule for each in self._current() if each.rule), "")
        choices = [
            (id_, told, "")
            for id_, told in bill_view.row_choices(self.desk.workbench, rule, self.desk.language)
        ]
        if choices:
            title = self.desk.words("bills.which_row")
            Picker(self.desk, self.row, choices, lambda row: self.put_row(rule, row), title)

    def put_row(self, rule: str, row: str) -> None:
        """Put goods of a kind into a row."""
        self.options = bill_view.in_row(rule, row, self.options)
        self._again()
        self.list.setFocus()

    def turn_rule(self) -> None:
        """What becomes of a figure that was typed: the bills stand in its place, or are added to it."""
        rule: Overlap = "add" if self.options.overlap == "replace" else "replace"
        self.options = replace(self.options, overlap=rule)
        self._again()

    def _current(self) -> tuple[FieldRow, ...]:
        """The field one stands on first, then the others."""
        item = self.fields.current()
        return ((self._fields[int(item.id)],) if item is not None and self._fields else ()) + self._fields

    def skip(self) -> None:
        """Leave a bill out; its file stays where it is."""
        if self.seen is None or not self.seen.bills:
            return
        self.seen = bill_view.without(self.desk.workbench, self.seen, self._at, self.options)
        self._head = self.desk.workbench.file.head
        self._at = max(min(self._at, len(self.seen.bills) - 1), 0)
        if not self.seen.bills:
            self.seen = None
        self.refresh()
        self.stand_on(None)

    # taking

    def accept(self) -> None:
        """Take what is shown as one step; where the project has changed since, show it anew first."""
        bench = self.desk.workbench
        if self.seen is None or bench.file.read_only or not bill_view.counted(self.seen):
            return
        if self._head != bench.file.head:
            self._again()
            self.say(self.desk.words("bills.changed"), "doubt")
            return
        count = bill_view.counted(self.seen)
        try:
            _, ids = accept_bills(bench, self.seen)
        except FileTrouble as trouble:
            self.say(self.desk.say(trouble.words), "doubt")
            return
        told = self.desk.words("bills.taken", n=count, evidence="、".join(ids))
        self.seen, self.options, self._at = None, Options(), 0
        self.picture.close_document()
        self.say(told, "good")
        self.refresh()
        self.desk.toast.emit(told)
        self.choose.setFocus()

    def say(self, text: str, role: str = "quiet") -> None:
        """Say what happened, above the bills."""
        self.said.setText(text)
        self.said.setProperty("role", role)
        self.said.style().polish(self.said)
        self.said.setVisible(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        if key == Qt.Key.Key_Escape and self.jobs.running(_READ):
            self.cancel()
        elif key == Qt.Key.Key_O and held & Qt.KeyboardModifier.ControlModifier:
            self.ask()
        elif key == Qt.Key.Key_M and held & Qt.KeyboardModifier.AltModifier:
            self.ask_month()
        elif key == Qt.Key.Key_J and held & Qt.KeyboardModifier.AltModifier:
            self.turn_rule()
        elif key == Qt.Key.Key_R and held & Qt.KeyboardModifier.AltModifier:
            self.ask_row()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.open(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
