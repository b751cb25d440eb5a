"""The import page: a file is chosen, dropped or pasted, sent to where it belongs, seen cell by cell, and taken."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from zcdesk.report.whole import write_whole
from zcdesk.store.trouble import FileTrouble, translated
from zcdesk.ui.desk import Desk
from zcdesk.ui.intake.importing_body import ImportBody
from zcdesk.ui.intake.importing_lists import CellRows, MapItem, NoteItem
from zcdesk.ui.widgets.files import ask_file, ask_place
from zcdesk.ui.widgets.jobs import Job, Jobs
from zcdesk.ui.widgets.parts import Page, button, label
from zcdesk.ui.widgets.picker import Picker
from zcdesk.workbench.intake import import_session as sessions
from zcdesk.workbench.intake import incoming
from zcdesk.workbench.intake.import_session import Session, Shown
from zcdesk.workbench.preview.reader import Overlap
from zcdesk.workbench.preview.taking import STATES, State
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.tables import layouts as table_layouts

NOTES = "notes"
ASIDE = 3
"""So many files that were prepared and not taken are kept."""


class ImportPage(Page):
    """导入."""

    id = "importing"

    def __init__(self, desk: Desk) -> None:
        self.jobs = Jobs()
        self.session: Session | None = None
        self.shown: Shown | None = None
        self.filter: State | str | None = None
        self.aside: list[tuple[Session, Shown]] = []
        """What was prepared and put down before it was taken, the newest first."""
        self.trouble = ""
        self.year = ""
        self.done = ""
        self._answered = False
        super().__init__(desk)
        self.jobs.setParent(self)
        self.jobs.progress.connect(lambda _, percent: self.inside.progress.setValue(percent))

    # building

    def build(self) -> None:
        desk = self.desk
        named = self.session.name if self.session else ""
        title = desk.words("importing.of", name=named) if named else desk.words("importing.title")
        line = self.head(title)
        self.note = label(desk, "", 0.929, role="quiet", wrap=True)
        self.note.setMinimumWidth(
            desk.theme.px(36)
        )  # or a page as narrow as can be would be high with its lines
        self.body.addWidget(self.note)
        self.sheet = button(desk, desk.words("importing.sheet"), self.choose_sheet, icon="table")
        self.encoding = button(desk, desk.words("importing.encoding"), self.choose_encoding)
        self.other = button(desk, desk.words("importing.other"), self.ask, icon="folder-open")
        for each in (self.sheet, self.encoding, self.other):
            line.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        self.inside = ImportBody(desk, self)
        self.body.addWidget(self.inside, 1)

    # what the file is

    def ask(self) -> None:
        """Choose a file of the disk."""
        path = ask_file(self.desk, self, self.desk.words("importing.choose"))
        if path is not None:
            self.take_file(path)

    def take_file(self, path: Path) -> None:
        """Read a file; whatever was looked at gives way."""
        try:
            with translated(path), path.open("rb") as file:
                data = file.read(incoming.LARGEST)
        except FileTrouble as trouble:
            self._say(self.desk.say(trouble.words))
            return
        self.take(data, path.name)

    def take(self, data: bytes, name: str) -> None:
        """Read what a file holds."""
        self._put_aside()
        self.session = Session(data, name, self.desk.year, self.desk.folder)
        self.shown, self.filter, self.trouble, self.done = None, None, "", ""
        self.rebuild()
        self.look()

    def paste(self) -> None:
        """Read what the clipboard holds: a file, or a block of cells."""
        held = QGuiApplication.clipboard().mimeData()
        local = (
            [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()] if held.hasUrls() else []
        )
        if local:
            self.take_file(local[0])
        elif held.hasText() and held.text().strip():
            self.take(*sessions.pasted(held.text(), self.desk.language))
        else:
            self.desk.hint.emit(self.desk.words("importing.nothing_pasted"))

    # reading

    def look(self) -> None:
        """Read the file as it is meant by now, beside the window."""
        session, bench = self.session, self.desk.workbench
        if session is None:
            return
        catalogue, project, path = bench.catalogue, bench.project, bench.file.path
        session.project, session.year = project, self.desk.year
        self.inside.wait(self.desk.words("importing.reading", name=session.name))

        def work(job: Job) -> Shown:
            return session.read(catalogue, project, path, job.wanted, job.progress)

        self.jobs.start("look", work, self._looked, self._refused)

    def stop(self) -> None:
        """Read no further; without anything read the page is as it was before."""
        if self.jobs.running("look"):
            self.jobs.cancel("look")
            self.desk.hint.emit(self.desk.words("importing.stopped"))
        if self.shown is None or not self.jobs.running("look"):
            self.leave()

    def leave(self) -> None:
        """Look at no file; what was prepared and not taken is put aside, and can be carried on with."""
        self._put_aside()
        self.session, self.shown, self.trouble, self.done = None, None, "", ""
        self.rebuild()
        self.stand_on(None)

    def carry_on(self, at: int) -> None:
        """Go on with what was put aside."""
        session, shown = self.aside.pop(at)
        self._put_aside()
        self.session, self.shown, self.filter, self.trouble, self.done = session, shown, None, "", ""
        self.rebuild()
        self.stand_on(None)

    def _put_aside(self) -> None:
        if self.session is None or self.shown is None or self.done:
            return
        self.aside = [(self.session, self.shown), *self.aside][:ASIDE]
        self.desk.hint.emit(self.desk.words("importing.put_aside", name=self.session.name))

    def busy(self) -> bool:
        return self.jobs.running("look")

    def _looked(self, shown: Shown) -> None:
        first = self.shown is None
        self.shown, self.trouble, self.year = shown, "", ""
        self.refresh()
        if first or self._answered:  # on to the next question, or to what would be taken
            self._answered = False
            self.stand_on(None)

    def _refused(self, refused: Refused) -> None:
        if self.shown is None or refused.code not in ("no_table", "no_sheet"):
            self.shown = None
        self.year = refused.year
        self._say(self.desk.say(refused.words))
        if self.year:
            self.inside.turn_year.setFocus()

    def turn_year(self) -> None:
        """Show the year of which the file is; the file is read again then."""
        self.desk.show_year(self.year)

    def _say(self, text: str) -> None:
        self.trouble = text
        self.refresh()
        self.stand_on(None)

    # showing

    def refresh(self) -> None:
        shown, session, inside = self.shown, self.session, self.inside
        beside = (self.desk.workbench.project, self.desk.year)
        stale = session is not None and (session.project is not beside[0] or session.year != beside[1])
        if stale and not self.jobs.running("look"):
            self.trouble, self.year, self.done = "", "", ""
            self.look()  # the project changed: what is new and what is the same may have, too
            return
        looked = shown.looked if shown is not None else None
        self.sheet.setVisible(looked is not None and len(looked.book.sheets) > 1)
        self.encoding.setVisible(looked is not None and bool(looked.book.encoding))
        self.other.setVisible(session is not None)
        self.note.setText(self._about())
        inside.show_state(self)
        self.desk.keys_changed.emit()

    def _about(self) -> str:
        """What was read as what."""
        words, shown = self.desk.words, self.shown
        if shown is None:
            return words("importing.note")
        looked = shown.looked
        if looked is None:
            return words("importing.read_as", reader=self.desk.say(shown.reader.words))
        head = looked.blocks[0].bottom
        rows = sum(block.end - block.bottom for block in looked.blocks)
        if not looked.sheet.name:
            return words("importing.table_of", head=head, rows=rows)
        return words("importing.sheet_of", sheet=looked.sheet.name, head=head, rows=rows)

    def show_rows(self) -> None:
        """Show the cells of the state that is chosen, or what is said of the file."""
        shown, inside = self.shown, self.inside
        if shown is None:
            return
        if self.filter == NOTES:
            inside.cells.put([NoteItem(self.desk.say(each)) for each in shown.seen.notes])
        else:
            state = self.filter if self.filter in (*STATES, "doubt") else None
            sheets = shown.looked is None
            inside.cells.put(CellRows(self.desk, shown.seen, sessions.rows_of(shown.seen, state), sheets))
        for name, segment in inside.filters.items():
            segment.setChecked(name == (self.filter or ""))
        inside.explain(inside.cells.current())
        inside.none.setVisible(not len(inside.cells.rows.items))

    def turn_filter(self, wanted: str) -> None:
        """Show cells of one state, all of them, or the notes."""
        self.filter = wanted or None
        self.show_rows()

    # saying where it goes

    def choose_target(self, item: MapItem) -> None:
        """Offer where a series can go."""
        proposal = self._proposal(item)
        if proposal is None or self.shown is None or self.shown.looked is None:
            return
        looked, desk = self.shown.looked, self.desk
        offered = [(sessions.LEAVE, desk.words("importing.leave"), "")]
        offered += sessions.choices(proposal, looked.targets, desk.language)
        current = "|".join(proposal.target.key) if proposal.target else sessions.LEAVE
        title = desk.words("importing.where_to", name=item.line.name)

        def taken(key: str) -> None:
            if self.session is not None:
                self.session.send(proposal, sessions.chosen(key, looked.targets))
                self.look()

        Picker(desk, self.inside.map, offered, taken, title, current)

    def choose_unit(self, item: MapItem) -> None:
        """Offer the units in which the figures of a series can be meant."""
        proposal = self._proposal(item)
        if proposal is None or proposal.target is None:
            return
        units = [(unit, sessions.shown(unit), unit) for unit in proposal.target.units]
        title = self.desk.words("importing.unit_of", name=item.line.name)
        Picker(self.desk, self.inside.map, units, partial(self._send_unit, item), title, proposal.unit)

    def fix(self, item: MapItem) -> None:
        """Take the unit that settles the doubt."""
        proposal = self._proposal(item)
        if proposal is not None and proposal.fix:
            self._send_unit(item, proposal.fix)

    def leave_out(self, item: MapItem) -> None:
        """Leave a series out."""
        proposal = self._proposal(item)
        if proposal is not None and self.session is not None:
            self.session.send(proposal, None)
            self.look()

    def _send_unit(self, item: MapItem, unit: str) -> None:
        proposal = self._proposal(item)
        if proposal is not None and self.session is not None and proposal.target is not None:
            self.session.send(proposal, proposal.target, unit)
            self.look()

    def _proposal(self, item: MapItem) -> sessions.Proposal | None:
        looked = self.shown.looked if self.shown is not None else None
        proposals = looked.proposals if looked is not None else ()
        return next((each for each in proposals if each.series.key == item.line.key), None)

    def say(self, key: str, value: object) -> None:
        """Something that the file does not say by itself."""
        if self.session is not None:
            self._answered = key in self.session.asked
            self.session.say(key, value)
            self.look()

    def say_heads(self, first: int, below: int) -> None:
        """These rows of the sheet are its heads."""
        self.say("head", [first, below])

    def turn_overlap(self, rule: Overlap) -> None:
        """What becomes of figures that are there already."""
        if self.session is not None:
            self.session.overlap = rule
            self.look()

    def forget(self) -> None:
        """Read the layout as if it were new."""
        if self.session is not None and self.shown is not None and self.shown.looked is not None:
            table_layouts.forget(self.session.folder, self.shown.looked.mark)
            self.session.lines.clear()
            self.look()

    def choose_sheet(self) -> None:
        """Offer the sheets of the file."""
        looked = self.shown.looked if self.shown is not None else None
        if looked is not None:
            names = [(each.name, each.name, "") for each in looked.book.sheets]
            taken = partial(self.say, "sheet")
            Picker(self.desk, self.sheet, names, taken, self.desk.words("importing.sheet"), looked.sheet.name)

    def choose_encoding(self) -> None:
        """Offer the encodings in which a text can be."""
        from zcdesk.exchange.tables.table_text import ENCODINGS, NAMES

        looked = self.shown.looked if self.shown is not None else None
        offered = [(each, self.desk.say(NAMES[each]), each) for each in ENCODINGS]
        now = looked.book.encoding if looked is not None else ""
        title = self.desk.words("importing.encoding")
        Picker(self.desk, self.encoding, offered, partial(self.say, "encoding"), title, now)

    # taking it

    def ready(self) -> int:
        """How many cells would be taken now."""
        shown = self.shown
        if shown is None or self.done or self.jobs.running("look") or self.desk.workbench.file.read_only:
            return 0
        if shown.seen.stranger is not None or not shown.seen.changes:
            return 0
        kept = self.session is not None and self.session.overlap == "keep"
        return shown.seen.count("new") + (0 if kept else shown.seen.count("changed")) or len(
            shown.seen.changes
        )

    def accept(self) -> None:
        """Take what can be taken, as one step."""
        session, shown, count = self.session, self.shown, self.ready()
        if session is None or shown is None or not count:
            return
        try:
            number, evidence = session.accept(self.desk.workbench, shown, self.inside.remember.isChecked())
        except (Refused, FileTrouble) as wrong:
            self._say(self.desk.say(wrong.words))
            return
        if number:
            refused = shown.seen.count("refused")
            said = self.desk.words("importing.taken", n=count, evidence=evidence or "—", refused=refused)
            self.done = said
            self.desk.toast.emit(said)
            self.refresh()
            self.stand_on(None)

    def hand_back(self) -> None:
        """Write what was refused to a workbook, to be corrected."""
        if self.shown is None or self.session is None:
            return
        name = f"{Path(self.session.name).stem}-{self.desk.words('importing.state.refused')}.xlsx"
        title = self.desk.words("importing.hand_back")
        chosen = ask_place(self.desk, self, title, name, "Excel (*.xlsx)")
        if chosen is not None:
            self.write_back(chosen.with_suffix(".xlsx"))

    def write_back(self, path: Path) -> None:
        """Write what was refused to this place."""
        if self.shown is None:
            return
        try:
            with translated(path):
                write_whole(path, incoming.refused_rows(self.shown.seen, self.desk.language))
        except FileTrouble as trouble:
            self._say(self.desk.say(trouble.words))
            return
        self.desk.toast.emit(self.desk.words("importing.handed_back", path=path.name))

    # keys

    def stand_on(self, place: object) -> None:
        self.inside.stand(self)

    def go_on(self, by: int) -> bool:
        """Ctrl+Enter takes what is shown."""
        if by > 0 and self.ready():
            self.accept()
            return True
        return False

    def keys_here(self) -> tuple[tuple[str, str], ...]:
        words = self.desk.words
        paste = ("Ctrl+V", words("importing.paste"))
        if self.shown is None or self.shown.looked is None:
            return (paste,)
        return (("Enter", words("importing.map")), ("F4", words("importing.unit_key")), paste)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_V:
            self.paste()
        elif event.key() == Qt.Key.Key_Escape and self.session is not None:
            self.stop()
        else:
            super().keyPressEvent(event)
