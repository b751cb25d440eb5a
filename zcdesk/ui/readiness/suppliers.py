"""Questionnaires for suppliers: one written to be sent; one that came back read, seen, and taken as one step."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from zcdesk.domain.questionnaire import Questionnaire
from zcdesk.store.trouble import FileTrouble
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.alt_keys import Line
from zcdesk.ui.widgets.files import ask_file, ask_place
from zcdesk.ui.widgets.jobs import Job, Jobs
from zcdesk.ui.widgets.listing import Item, Listing, RowPainter
from zcdesk.ui.widgets.parts import button, card, label, row
from zcdesk.ui.widgets.picker import Picker
from zcdesk.workbench.intake import questionnaire_taking as taking
from zcdesk.workbench.intake.questionnaire_taking import Came
from zcdesk.workbench.preview.taking import Cell, Preview, accept
from zcdesk.workbench.refusal import Refused

_ICONS = {"new": "plus", "changed": "arrow-right", "same": "circle-check", "refused": "triangle-alert"}
_READ = "read"


class SupplierCard(QFrame):
    """Writes the workbook, reads it back, shows what it says and what would be written, and takes it.

    Parameters
    ----------
    desk : Desk

    Attributes
    ----------
    name : Line
        Supplier to whom it goes; may be blank.
    write, read, take, leave, stop : QPushButton
    list : Listing
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, px = desk, desk.theme.px
        self.jobs = Jobs(self)
        self._seen: tuple[Came, Preview] | None = None
        self.setObjectName("card")
        frame, column = card("card_bare")
        column.setContentsMargins(px(0.857), px(0.714), px(0.857), px(0.571))
        column.setSpacing(px(0.571))
        self.setLayout(row(frame, space=0))
        column.addWidget(label(desk, desk.words("asking.title"), 1.0, 700))
        column.addWidget(label(desk, desk.words("asking.note"), 0.929, role="quiet", wrap=True))
        self.name = Line()
        self.name.setFont(desk.theme.font())
        self.name.setMaxLength(120)
        self.name.setPlaceholderText(desk.words("asking.supplier"))
        self.name.setAccessibleName(desk.words("asking.supplier"))
        self.name.setMinimumWidth(px(16))
        self.name.returnPressed.connect(self.ask_write)
        self.write = button(desk, desk.words("asking.write"), self.ask_write, icon="download")
        self.read = button(desk, desk.words("asking.read"), self.ask_read, icon="folder-open")
        self.stop = button(desk, desk.words("asking.cancel"), self.cancel, icon="x")
        self.stop.setVisible(False)
        column.addLayout(row(self.name, self.write, self.read, self.stop, None, space=px(0.571)))
        self._said = label(desk, "", 0.929, role="quiet", wrap=True)
        column.addWidget(self._said)
        self.list = Listing(RowPainter(desk, two_lines=True), desk.words("asking.list"))
        self.list.setProperty("bare", True)
        column.addWidget(self.list, 1)
        self.take = button(desk, desk.words("asking.take"), self.accept, "primary", key="Ctrl+Enter")
        self.leave = button(desk, desk.words("asking.leave"), self.forget, key="Esc")
        column.addLayout(row(self.take, self.leave, None, space=px(0.571)))
        column.addStretch(0)
        self._column = column
        self.forget()

    # writing

    def ask_write(self) -> None:
        """Ask where the workbook goes, and write it; where there are several questionnaires, which one first."""
        made = tuple(self.desk.workbench.catalogue.questionnaires.values())
        if len(made) == 1:
            self._write(made[0])
            return
        choices = [(each.id, self.desk.say(each.words), "") for each in made]
        known = {each.id: each for each in made}
        Picker(
            self.desk,
            self.write,
            choices,
            lambda id_: self._write(known[id_]),
            self.desk.words("asking.which"),
        )

    def _write(self, made: Questionnaire) -> None:
        desk, supplier = self.desk, self.name.text().strip()
        name = re.sub(r'[\\/:*?"<>|]', "", f"{desk.say(made.words)} {supplier}").strip()
        to = ask_place(desk, self, desk.words("asking.save"), f"{name}.xlsx", "Excel (*.xlsx)")
        if to is None:
            return
        to = to if to.suffix.lower() == ".xlsx" else to.with_name(f"{to.name}.xlsx")
        try:
            taking.write(made, desk.language, supplier, to)
        except FileTrouble as trouble:
            self.say(desk.say(trouble.words), "doubt")
            return
        self.say(desk.words("asking.written", path=to))

    # reading

    def ask_read(self) -> None:
        """Ask for a workbook that came back, and read it beside the window."""
        path = ask_file(self.desk, self, self.desk.words("asking.open"))
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Read a workbook that came back; nothing is written."""
        catalogue = self.desk.workbench.catalogue
        self.forget()

        def work(_: Job) -> Came:
            return taking.came(catalogue, path)

        self.stop.setVisible(True)
        self.say(self.desk.words("asking.reading", name=path.name))
        self.jobs.start(_READ, work, self._read, self._refused)

    def cancel(self) -> None:
        """Do not wait for it any more."""
        self.jobs.cancel(_READ)
        self.forget()

    def _read(self, came: Came) -> None:
        desk = self.desk
        self.stop.setVisible(False)
        try:
            seen = taking.seen(desk.workbench, came.made, came.back, desk.year)
        except Refused as refused:
            self._refused(refused)
            return
        self._seen = came, seen
        self.say(" ".join(desk.say(each) for each in seen.notes))
        self.list.put(self._items(came, seen))
        self._enable()
        self.take.setFocus()

    def _refused(self, refused: Refused) -> None:
        self.stop.setVisible(False)
        self.say(self.desk.say(refused.words), "doubt")
        self.read.setFocus()

    def _items(self, came: Came, seen: Preview) -> list[Item]:
        desk = self.desk
        kept = [cell for cell in seen.cells if cell.state != "refused"]
        lost = [cell for cell in seen.cells if cell.state == "refused"]
        items = [Item("", desk.words("asking.head", year=seen.year), head=True), *map(self._cell, kept)]
        if lost:
            items += [Item("", desk.words("asking.refused"), head=True), *map(self._cell, lost)]
        answers = [each for each in taking.told(came.made, came.back, desk.language) if each.answer]
        if answers:
            items.append(Item("", desk.words("asking.answers"), head=True))
        items += [
            Item(each.number, f"{each.number}  {desk.say(each.question)}", each.answer) for each in answers
        ]
        return items

    def _cell(self, cell: Cell) -> Item:
        desk = self.desk
        told = cell.after
        if cell.before and cell.before != cell.after:
            told = desk.words("asking.arrow", before=cell.before, after=cell.after)
        if cell.reason is not None:
            told = desk.say(cell.reason)
        state = desk.words(f"asking.state.{cell.state}")
        return Item(cell.cell, desk.say(cell.words), told, right=state, icon=_ICONS[cell.state])

    def read_back(self) -> tuple[Preview, tuple[taking.Told, ...]] | None:
        """What came back and was read, with every question; None where nothing waits."""
        if self._seen is None:
            return None
        came, seen = self._seen
        return seen, tuple(taking.told(came.made, came.back, self.desk.language))

    # taking

    def accept(self) -> None:
        """Take what was read, as one step that undo takes back."""
        if self._seen is None or self.desk.workbench.file.read_only:
            return
        came, seen = self._seen
        try:
            _, evidence = accept(self.desk.workbench, seen, came.data, came.name)
        except FileTrouble as trouble:
            self.say(self.desk.say(trouble.words), "doubt")
            return
        place = next(cell.place for cell in reversed(seen.cells) if cell.place is not None)
        told = self.desk.words("asking.taken", name=came.back.supplier, row=place.row, evidence=evidence)
        self.forget()
        self.say(told)
        self.desk.toast.emit(told)
        self.read.setFocus()

    def go_on(self) -> bool:
        """Take what was read, if anything was."""
        waits = self._seen is not None
        if waits:
            self.accept()
        return waits

    def forget(self) -> None:
        """Leave what was read; nothing was written."""
        self._seen = None
        self.stop.setVisible(False)
        self.say("")
        self.list.put(())
        self._enable()

    def _enable(self) -> None:
        fixed = self.desk.workbench.file.read_only
        there = self._seen is not None
        self.list.setVisible(there)
        self._column.setStretch(
            self._column.count() - 1, 0 if there else 1
        )  # what there is stands at the top
        self.take.setVisible(there)
        self.take.setEnabled(there and not fixed)
        self.leave.setVisible(there)

    def say(self, text: str, role: str = "quiet") -> None:
        """Say what happened, where it is read."""
        self._said.setText(text)
        self._said.setProperty("role", role)
        self._said.style().polish(self._said)
        self._said.setVisible(bool(text))

    def stops(self) -> tuple[QWidget, ...]:
        """What the keyboard stands on, as it is read."""
        return (self.name, self.write, self.read, self.stop, self.list, self.take, self.leave)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._seen is not None:
            self.forget()
            self.read.setFocus()
        else:
            super().keyPressEvent(event)
