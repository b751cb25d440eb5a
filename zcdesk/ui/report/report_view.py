"""Report: the real PDF of the project as it stands; from a printed number back to its field; save, print, seal."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import (
    QHBoxLayout,
)

from zcdesk.domain.answer import Place
from zcdesk.domain.finding import Finding
from zcdesk.domain.words import Language
from zcdesk.ui.desk import Desk
from zcdesk.ui.report import handing, report_out, report_side
from zcdesk.ui.report.pdf_view import PdfView
from zcdesk.ui.report.report_bar import ReportBar
from zcdesk.ui.report.report_choice import COMPARISON, DocumentChoice
from zcdesk.ui.report.report_note import Note
from zcdesk.ui.report.report_seal import SealCard
from zcdesk.ui.report.report_side import FigureList, Foot, Side
from zcdesk.ui.widgets.jobs import Jobs
from zcdesk.ui.widgets.listing import Item, Listing, RowPainter
from zcdesk.ui.widgets.parts import Page, label
from zcdesk.ui.widgets.picker import Picker, pick_year
from zcdesk.workbench import task_leads
from zcdesk.workbench.forms import guide
from zcdesk.workbench.handed_out import verifying
from zcdesk.workbench.jobs import apart
from zcdesk.workbench.naming import parse_place
from zcdesk.workbench.printing import printing
from zcdesk.workbench.printing.printout import Figure, Preview
from zcdesk.workbench.refusal import Refused


class ReportPage(Page):
    """报告."""

    id = "report"

    def __init__(self, desk: Desk) -> None:
        self.jobs = Jobs()
        self.said: Language = desk.language
        self.preview: Preview | None = None
        self._to_print = False
        self._turn_to = 0
        self._shown: tuple[object, ...] | None = None
        self._of: tuple[object, ...] | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="zcdesk-"))
        folder = str(self._folder)
        self.choice = DocumentChoice(desk, desk)
        super().__init__(desk)
        self.choice.setParent(self)
        self.choice.chosen.connect(self.refresh)
        self.jobs.setParent(self)  # what nobody sees any more is cancelled with the page
        self.destroyed.connect(lambda: shutil.rmtree(folder, ignore_errors=True))
        made = QAction(self)  # Ctrl+P is the window's, which asks the page
        made.setShortcut(QKeySequence("Ctrl+S"))
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.triggered.connect(lambda _=False: self.save())
        self.addAction(made)

    def build(self) -> None:
        desk = self.desk
        self._shown = None
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.choice.rebuild()
        self.top = ReportBar(desk, self.choice.button, self)
        self.body.addWidget(self.top)
        self.year = self.top.year
        self.note = Note(desk, self.stop)
        self.body.addWidget(self.note)
        self.sealing = SealCard(desk, self, self)
        self.body.addWidget(self.sealing)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self.contents = Listing(RowPainter(desk, height=2.07), desk.words("look.contents"))
        self.contents.setObjectName("look_list")
        self.contents.stood.connect(lambda item: item and self.view.show_page(int(item.id)))
        self.view = PdfView(desk)
        self.view.stood.connect(self._stood)
        self.figures = FigureList(
            RowPainter(desk, two_lines=True, height=3.3), desk.words("look.figures"), self._why
        )
        self.figures.stood.connect(self._framed)
        self.figures.opened.connect(self._to_field)
        self.count = label(desk, "", 0.929, role="quiet")
        left = Side(desk, desk.words("look.contents"), None, self.contents, 14, "right")
        right = Side(desk, desk.words("look.figures"), self.count, self.figures, 18, "left")
        self.foot = Foot(desk, self.verify, self.choice.named)
        right.inside.addWidget(self.foot)
        middle.addWidget(left)
        middle.addWidget(self.view, 1)
        middle.addWidget(right)
        self.body.addLayout(middle, 1)
        self.tell("")

    def zoom(self, factor: float) -> None:
        """Show the paper larger or smaller; 0 as wide as there is room."""
        self.view.magnify(self.view.zoom * factor if factor else 1.0)

    def busy(self) -> bool:
        """Whether the report is still being printed."""
        return self.jobs.running("print")

    def refresh(self) -> None:
        desk = self.desk
        blocking = printing.standing_in_the_way(desk.workbench.findings(desk.year))
        practised = desk.workbench.project.rehearsal
        sealed = report_side.sealed_as(desk, self.choice.is_sealed_by)
        unjudged = self.choice.waiting()
        blocked = bool(blocking or unjudged[1])
        draft = "look.rehearsal" if practised else "look.draft" if blocked else ""
        state = desk.words(draft) if draft else report_side.ready(desk)
        key = "sealing.draft_is_sealed" if blocked else "look.is_sealed"
        self.top.state.setText(desk.words(key, n=sealed) if sealed else state)
        open_ = blocked or (not sealed and any(report_side.still_open(desk)))
        self.top.state.setProperty("role", "accent" if practised else "doubt" if open_ else "good")
        self.top.state.style().polish(self.top.state)
        self.year.setText(desk.words("nav.year", year=desk.year))
        self.year.setAccessibleName(desk.words("look.year", year=desk.year))
        self.year.setEnabled(len(desk.workbench.project.years) > 1)
        for language, made in self.top.languages.items():
            made.setChecked(language == self.said)
        self._foot(blocking, unjudged)
        self.top.state.setVisible(self.choice.document != COMPARISON)
        if self._shown != self._wanted and self.isVisible():
            self.make()

    def _foot(self, blocking: tuple[Finding, ...], unjudged: tuple[str, tuple[str, ...]]) -> None:
        """What is in the way, and what was sealed."""
        try:
            self.foot.tell(blocking, unjudged)
        except Refused as refused:
            self.tell(self.desk.say(refused.words))

    @property
    def _wanted(self) -> tuple[object, ...]:
        """What the page should show: project, year, language, document."""
        return (self.desk.workbench.project, self.desk.year, self.said, *self.choice.wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self.desk.theme.px
        self.choice.fit(min(self.width() - px(46), px(34)))  # what stands beside the name on its line

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def hideEvent(self, event: object) -> None:
        self._to_print = False  # who goes elsewhere does not want a dialog over it
        super().hideEvent(event)  # type: ignore[arg-type]

    def stand_on(self, place: object) -> None:
        self.choice.ask(place)
        if isinstance(place, Place) and place.quantity == task_leads.PAGE:
            self._turn_to = int(place.period)
            if self.preview is not None and not self.jobs.running("print"):
                self._turn()
        self.view.setFocus()

    def _turn(self) -> None:
        """Turn to the page that was asked for, once it is there."""
        if self._turn_to and self.preview is not None:
            self.view.show_page(max(0, min(self._turn_to, self.preview.pages) - 1))
        self._turn_to = 0

    def keys_here(self) -> tuple[tuple[str, str], ...]:
        """The keys that matter here, for the status line."""
        words = self.desk.words
        return (
            ("PgUp PgDn", words("around.keys.pages")),
            ("Ctrl+P", words("look.print")),
            ("Ctrl+S", words("around.keys.save")),
            ("Ctrl+Shift+S", words("look.seal")),
            ("Ctrl+Shift+R", words("look.verify")),
        )

    # printing in the background

    def make(self) -> None:
        """Print the project as it stands, on another thread."""
        desk = self.desk
        self._shown = self._wanted
        work = self.choice.work(self.said, self._folder, anew=self.preview is None)
        self.note.cancel.setText(f"{desk.words('look.cancel')}  Esc")
        key = "print_soon" if self._to_print else "making" if self.preview is None else "stale"
        self.tell(desk.words(f"look.{key}"), busy=True)
        self.jobs.start("print", work, self._made, self.tell_failed, came=self._came)

    def _came(self, first: bytes) -> None:
        """The first page is there and can be read; the rest is still being set."""
        self.view.open(first)
        self.top.where.setText(self.desk.words("look.page_of", page=1, pages="…"))

    def _made(self, made: Preview | None) -> None:
        if made is None:
            return
        other = self._of is not None and self._shown is not None and self._of[3:] != self._shown[3:]
        self.preview, self._of = made, self._shown
        self.tell("")
        self.view.open(made.path)
        if other:  # a page number of one document says nothing about another
            self.view.show_page(0)
        self._turn()
        items = [
            Item(str(page), ("    " * level) + title, right=str(page + 1))
            for level, title, page in self.view.contents()
            if level < 2
        ]
        self.contents.put(items, len(items))
        self._stood(self.view.page)
        if self._to_print and self.isVisible():
            QTimer.singleShot(0, self, self.print)  # after the page is seen: the dialog waits for an answer

    def stop(self) -> None:
        """Give up what is under way, or print again."""
        self._to_print = False
        if self.jobs.running("hand"):
            self.jobs.cancel("hand")
            self.tell(self.desk.words("look.cancelled"))
        elif self.jobs.running("print"):
            self.jobs.cancel("print")
            self.jobs.cancel("verify")
            self.note.cancel.setText(self.desk.words("look.again"))
            self.tell(self.desk.words("look.cancelled"), again=True)
        elif self.jobs.running("verify"):
            self.jobs.cancel("verify")
            self.tell("")
        else:
            self.make()

    def tell(self, text: str, busy: bool = False, again: bool = False, saved: Path | None = None) -> None:
        """Say what goes on, or what came of it."""
        self.note.tell(text, busy, again, saved)

    def choose_year(self) -> None:
        """Offer the years of the project; the one chosen is shown everywhere, so that all pages speak of the report."""
        pick_year(self.desk, self.year)

    def speak(self, language: Language) -> None:
        """Print in the other language."""
        self.said = language
        self.refresh()

    # looking

    def turn(self, by: int) -> None:
        """Turn the page."""
        self.view.show_page(self.view.page + by)

    def _stood(self, page: int) -> None:
        if self.preview is None:
            return
        desk = self.desk
        self.top.where.setText(desk.words("look.page_of", page=page + 1, pages=self.preview.pages))
        found = self.view.figures(page, self.preview.figures, self.preview.table_word)
        self._listed: dict[str, Figure] = {figure.code: figure for figure in found}
        items = [
            Item(figure.code, figure.name, f"{figure.code}  {figure.column}", right=f"{figure.value}")
            for figure in found
        ]
        self.figures.rows.put(items)
        self.count.setText(desk.words("look.figures_count", n=len(items)))

    def _framed(self, item: Item | None) -> None:
        if self.preview is not None and item is not None:
            self.view.frame(self.view.page, self._listed.get(item.id), self.preview.table_word)

    def _to_field(self, item: Item) -> None:
        desk = self.desk
        place = parse_place(self._listed[item.id].id)
        home = guide.homes(guide.pages(desk.workbench))
        page = guide.page_of(desk.workbench, home, place) if place else ""
        if page:
            desk.go(page, place)
        else:
            desk.why(self._listed[item.id].id)

    def _why(self, item: Item) -> None:
        self.desk.why(self._listed[item.id].id)

    # going out

    def package(self) -> None:
        """Write the verification package."""
        handing.package(self, self)

    def submission(self) -> None:
        """Export the files of an application."""
        handing.submission(self, self, self.top.more_button, self.choice.scheme)

    def parts(self) -> None:
        """Write every table and chart of the document as files."""
        handing.parts(self, self, self.choice.document, self.choice.base, self.choice.view)

    def more(self) -> None:
        """Offer what else can be handed in."""
        words = self.desk.words
        choices = [(each, words(f"action.{each}"), "") for each in ("submission", "package", "parts")]
        Picker(self.desk, self.top.more_button, choices, self._hand, words("handing.more"))

    def _hand(self, what: str) -> None:
        if what == "package":
            self.package()
        elif what == "parts":
            self.parts()
        else:
            self.submission()

    def tell_written(self, made: handing.Made) -> None:
        """Say what was handed in."""
        path, text = made
        self.tell(text, saved=path if path != Path() else None)

    def tell_busy(self, text: str) -> None:
        """Say what goes on."""
        self.tell(text, busy=True)

    def tell_failed(self, refused: Refused) -> None:
        """Say why nothing came of it."""
        self._to_print = False
        self.tell(self.desk.say(refused.words))

    def save(self) -> None:
        """Save the report as PDF, or write it as Word or as a workbook."""
        desk = self.desk
        if self.preview is None or not self._is_fresh():
            return
        to = report_out.ask_path(desk, self, "look.save", self.choice.title, bool(self.choice.waiting()[1]))
        if to is None:
            return
        if to.suffix.lower() != ".pdf":
            handing.save_as(self, to, self.choice.document, self.choice.base, self.choice.view)
            return
        try:
            shutil.copyfile(self.preview.path, to)
        except OSError as bad:
            self.tell_failed(printing.cannot_write(to, bad))
            return
        self.tell(desk.words("look.saved", path=to), saved=to)
        desk.printed.emit()

    def _is_fresh(self) -> bool:
        """Whether what is seen is the report that is wanted; else it is said, and no other report goes out."""
        desk, running = self.desk, self.jobs.running("print")
        if self._of == self._wanted:
            return True
        self.tell(desk.words("look.not_yet"), busy=running, again=not running)
        return False

    def print(self) -> None:
        """Print on paper, after a dialog with paper and pages; as soon as the report is made."""
        desk = self.desk
        if self._of != self._wanted and self.jobs.running("print"):
            self._to_print = True
            self.tell(desk.words("look.print_soon"), busy=True)
            return
        self._to_print = False
        if self.preview is None or not self._is_fresh():
            return
        if not QPrinterInfo.availablePrinterNames():
            self.tell(desk.words("look.no_printer"))
            return
        report_out.print_pages(desk, self, self.preview.path, self.preview.pages, self._printed)

    def _printed(self) -> None:
        """Every page was given to the printer."""
        if not self.bare:
            self.tell(self.desk.words("look.printing_pages"))
        self.desk.printed.emit()

    def ask_seal(self) -> None:
        """Ask inside the page whether to seal."""
        self.sealing.ask()

    def verify(self) -> None:
        """Recompute every sealed report, on another thread."""
        catalogue, path = self.desk.workbench.catalogue, self.desk.workbench.file.path
        self.tell(self.desk.words("look.verifying"), busy=True)
        self.jobs.start(
            "verify", lambda _: apart(catalogue, path, verifying.verify), self._verified, self.tell_failed
        )

    def _verified(self, checks: list[verifying.Check]) -> None:
        marks = {True: "✓", False: "✗"}
        said = [f"{'·' if each.note else marks[each.holds]} {self.desk.say(each.words)}" for each in checks]
        self.tell("\n".join(said) or self.desk.words("look.sealings_none"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.sealing.isVisible():
            self.sealing.leave()
        elif key == Qt.Key.Key_Escape and self.note.cancel.isVisible():
            self.stop()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)
