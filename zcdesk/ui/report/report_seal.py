"""Sealing what the report page shows: asked inside the page, printed on another thread, recorded on this one."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFrame, QWidget

from zcdesk.domain.words import Language
from zcdesk.ui.desk import Desk
from zcdesk.ui.report import report_out
from zcdesk.ui.report.report_choice import DocumentChoice
from zcdesk.ui.report.report_side import StillOpen, in_the_way, to_unjudged, unjudged_words
from zcdesk.ui.widgets.jobs import Jobs
from zcdesk.ui.widgets.parts import button, column, label, row
from zcdesk.workbench import naming
from zcdesk.workbench.printing import printing, printout
from zcdesk.workbench.printing.printout import Prepared
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.updates import method_news


class Sealing(Protocol):
    """The page, as far as sealing needs it."""

    jobs: Jobs
    choice: DocumentChoice
    said: Language

    def refresh(self) -> None:
        """Show what is now."""

    def stand_on(self, place: object) -> None:
        """Take the focus back."""

    def tell(self, text: str, busy: bool = False, again: bool = False, saved: Path | None = None) -> None:
        """Say what goes on."""

    def tell_failed(self, refused: Refused) -> None:
        """Say why nothing came of it."""


class SealCard(QFrame):
    """The question whether to seal, with what a seal would leave open.

    Parameters
    ----------
    page : Sealing
    over : QWidget
        The same page, for the file dialog.
    """

    def __init__(self, desk: Desk, page: Sealing, over: QWidget) -> None:
        super().__init__()
        self._desk, self._page, self._over = desk, page, over
        px = desk.theme.px
        self.setObjectName("card")
        self.yes = button(desk, desk.words("look.seal_now"), self.seal, "primary", "stamp")
        leave = button(desk, desk.words("look.cancel"), self.leave, key="Esc")
        asked = label(desk, desk.words("look.seal_text"), 0.929, wrap=True)
        self.still_open = StillOpen(desk)
        inside = row(self.yes, leave)
        inside.insertLayout(0, column(asked, self.still_open, space=px(0.286)), 1)
        inside.setContentsMargins(px(1), px(0.714), px(1), px(0.714))
        self.setLayout(inside)
        self.hide()

    def ask(self) -> None:
        """Ask whether to seal; go to what is in the way if something is."""
        desk, page = self._desk, self._page
        blocking = printing.standing_in_the_way(desk.workbench.findings(desk.year))
        if blocking:
            page.tell(in_the_way(desk, blocking))
            desk.go("findings")
            desk.toast.emit(in_the_way(desk, blocking))
            return
        unjudged = page.choice.waiting()
        if unjudged[1]:
            page.tell(unjudged_words(desk, unjudged))
            to_unjudged(desk, unjudged)
            desk.toast.emit(unjudged_words(desk, unjudged))
            return
        changed = method_news.lost(desk.workbench)
        if changed:
            named = desk.say(naming.series([each.words for each in changed]))
            page.tell(desk.words("method.first", what=named))
            desk.asks_method.emit()
            return
        self.still_open.refresh(page.choice.yearly)
        self.show()
        self.yes.setFocus()

    def leave(self) -> None:
        """Do not seal."""
        self.hide()
        self._page.stand_on(None)

    def seal(self) -> None:
        """Seal it under a name that is asked for."""
        to = report_out.ask_path(self._desk, self._over, "look.seal_file", self._page.choice.title)
        if to is not None:
            self.seal_to(to)

    def seal_to(self, to: Path) -> None:
        """Seal it as a file."""
        desk, page, by = self._desk, self._page, self._desk.workbench.by
        self.hide()
        if not page.choice.yearly:
            page.tell(desk.words("look.making"), busy=True)
            page.jobs.start("print", page.choice.for_seal(page.said, to), self._sealed, page.tell_failed)
            return
        try:
            taken = printout.prepare(desk.workbench, desk.year, page.said, to)
        except Refused as refused:
            page.tell_failed(refused)
            return
        page.tell(desk.words("look.making"), busy=True)
        page.jobs.start(
            "print", lambda _: printout.print_for_seal(taken, to, by), self._sealed, page.tell_failed
        )

    def _sealed(self, prepared: Prepared) -> None:
        try:
            printed = printout.seal(self._desk.workbench, prepared)
        except Refused as refused:
            self._page.tell_failed(refused)
            return
        self._page.refresh()
        said = self._desk.words("look.sealed", n=printed.issue, path=printed.path)
        self._page.tell(said, saved=printed.path)
