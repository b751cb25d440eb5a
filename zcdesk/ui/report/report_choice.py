"""Which document the report page shows: the emission report, the page that compares two years, one about a scheme."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from zcdesk.domain.answer import Place
from zcdesk.domain.words import Language
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.jobs import Job
from zcdesk.ui.widgets.parts import button
from zcdesk.ui.widgets.picker import Picker
from zcdesk.workbench.jobs import apart
from zcdesk.workbench.printing import printout
from zcdesk.workbench.printing.printout import Prepared, Preview
from zcdesk.workbench.workbench import Workbench

COMPARISON = "comparison"
DOCUMENTS = ("inventory", COMPARISON)
ASKED = f"document.{COMPARISON}"
"""Quantity of a `Place` that asks for the comparison; its row is the view, its period the year to compare with."""
ABOUT = "document.about"
"""Quantity of a `Place` that asks for a document about a scheme; its row is the document."""

_SHOWS = "pypdfium2.raw"
"""Shows what was printed; loaded where it is printed, so that the window does not wait for it."""


_LONGEST = 15.0
"""Width that a name on the button always has. [em]"""


class DocumentChoice(QObject):
    """A button with the documents under it.

    Signals
    -------
    chosen : no arguments
        Another document is wanted.
    """

    chosen = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.document = DOCUMENTS[0]
        self.base, self.view = "", "location"
        self._room = 0
        self.rebuild()

    def rebuild(self) -> None:
        """Make the button anew, in the language and theme of now."""
        self.button = button(self._desk, "", self.offer, "icon", "chevron-down")
        self.button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.button.setFont(self._desk.theme.font(1.0, 700))
        self.tell()

    def fit(self, room: int) -> None:
        """Let a name take so much room, or what it always has. [px]"""
        if room != self._room:
            self._room = room
            self.tell()

    def tell(self) -> None:
        """Show which document it is; dots where its name is too long, and the tooltip has all of it."""
        metrics, wide = self.button.fontMetrics(), max(self._room, self._desk.theme.px(_LONGEST))
        self.button.setText(metrics.elidedText(self.title, Qt.TextElideMode.ElideRight, wide))
        self.button.setToolTip(self.title if self.button.text() != self.title else "")
        self.button.setAccessibleName(f"{self._desk.words('yearly.document')} {self.title}")

    @property
    def title(self) -> str:
        """What the document is called."""
        return self._name(self.document)

    def _name(self, document: str) -> str:
        words = self._desk.words
        if document == DOCUMENTS[0]:
            return words("look.report_title")
        if document == COMPARISON:
            return words(f"yearly.document.{document}")
        return next((name for key, name in self._schemes() if key == document), document)

    def _schemes(self) -> list[tuple[str, str]]:
        """Documents about the schemes that are followed, by ``template`` or ``template:scheme``."""
        from zcdesk.workbench.handed_out import (
            documents,  # the report engine is not needed before a report is
        )

        said = self._desk.language
        return [
            (f"{each.id}:{each.scheme}" if each.scheme else each.id, _on_a_line(each.words.into(said)))
            for each in documents.offered(self._desk.workbench)
        ]

    @property
    def scheme(self) -> str:
        """Id of the scheme that the document is about; ``""`` where it is about none."""
        if self.document in DOCUMENTS:
            return ""
        id_, _, scheme = self.document.partition(":")
        about: str = self._desk.workbench.catalogue.report(id_)["scheme"]
        return scheme or about

    @property
    def yearly(self) -> bool:
        """Whether it is the report of the year."""
        return self.document == DOCUMENTS[0]

    @property
    def wanted(self) -> tuple[str, str, str]:
        """What tells one document from another."""
        if self.document == COMPARISON:
            return self.document, self.base, self.view
        return self.document, "", ""

    def offer(self) -> None:
        """Offer the documents."""
        desk = self._desk
        choices = [(each, self._name(each), "") for each in DOCUMENTS]
        choices += [(key, name, "") for key, name in self._schemes()]
        Picker(desk, self.button, choices, self.choose, desk.words("yearly.document"), self.document)

    def choose(self, document: str) -> None:
        """Want a document."""
        if document != self.document:
            self.document = document
            self.tell()
            self.chosen.emit()

    def ask(self, place: object) -> bool:
        """Want the comparison, or the document about a scheme, that a place asks for; False if it asks for none."""
        if isinstance(place, Place) and place.quantity == ABOUT:
            self.choose(place.row)
            return True
        if not isinstance(place, Place) or place.quantity != ASKED:
            return False
        self.document, self.base, self.view = COMPARISON, place.period, place.row or "location"
        self.tell()
        self.chosen.emit()
        return True

    def work(self, said: Language, folder: Path, anew: bool) -> Callable[[Job], Preview | None]:
        """What prints the document of the project as it stands, on any thread; `anew` where no page is seen yet."""
        desk = self._desk
        taken = printout.taken(desk.workbench, desk.year, said)
        name = f"{taken.head}-{taken.year}-{taken.language}"
        if self.yearly:

            def printed(job: Job) -> Preview | None:
                importlib.import_module(_SHOWS)
                first = job.give if anew else None
                return printout.preview(taken, folder / f"{name}.pdf", job.wanted, first)

            return printed
        base, view, to = self.base, self.view, folder / f"{name}-{self.base}-{self.view}.pdf"
        path = desk.workbench.file.path
        if self.document != COMPARISON:
            id_, _, scheme = self.document.partition(":")
            at = folder / f"{name}-{self.document.replace(':', '-')}.pdf"

            def about(_: Job) -> Preview | None:
                from zcdesk.workbench.handed_out import documents

                importlib.import_module(_SHOWS)
                return apart(
                    taken.catalogue,
                    path,
                    lambda bench: documents.preview(bench, id_, taken.year, said, at, scheme),
                )

            return about

        def compared(_: Job) -> Preview | None:
            from zcdesk.workbench.handed_out import comparison_page

            importlib.import_module(_SHOWS)
            return apart(
                taken.catalogue,
                path,
                lambda bench: comparison_page.preview(bench, taken.year, said, to, base, view),
            )

        return compared

    def for_seal(self, said: Language, to: Path) -> Callable[[Job], Prepared]:
        """What prints the document that is to be sealed, on any thread; of the year's report `printout` does."""
        bench, year, base, view = self._desk.workbench, self._desk.year, self.base, self.view
        id_, _, scheme = self.document.partition(":")

        def compared(held: Workbench) -> Prepared:
            from zcdesk.workbench.handed_out import comparison_page

            return comparison_page.print_for_seal(held, year, said, to, base, view, bench.by)

        def about(held: Workbench) -> Prepared:
            from zcdesk.workbench.handed_out import documents

            return documents.print_for_seal(held, id_, year, said, to, scheme, bench.by)

        work = compared if self.document == COMPARISON else about
        return lambda _: apart(bench.catalogue, bench.file.path, work)

    def waiting(self) -> tuple[str, tuple[str, ...]]:
        """Scheme of the document and its conditions that cannot be judged yet; ``""`` and none of other documents."""
        if self.document in DOCUMENTS:
            return "", ()
        from zcdesk.workbench.handed_out import documents

        id_, _, scheme = self.document.partition(":")
        return documents.waiting(self._desk.workbench, id_, self._desk.year, scheme)

    def is_sealed_by(self, name: str) -> bool:
        """Whether a seal of this name is one of the document of the year that is shown."""
        id_, _, scheme = self.document.partition(":")
        about, _, year = name.rpartition(":")
        if year != self._desk.year:
            return False
        return about == id_ or (about.startswith(f"{id_}@{scheme}") and "@" in about)

    def named(self, seal: str) -> str:
        """What the document of a seal is called."""
        about = seal.rpartition(":")[0]
        id_, _, scheme = about.partition("@")
        if not scheme:
            return self._name(id_)
        from zcdesk.workbench.handed_out import documents

        desk = self._desk
        return desk.say(documents.title_of(desk.workbench.catalogue, id_, *scheme.split(":")))


def _on_a_line(name: str) -> str:
    """The name of a document, which a cover breaks into lines."""
    first, *others = name.split("\n")
    for each in others:
        first += each if not first.isascii() or not each.isascii() else f" {each}"
    return first
