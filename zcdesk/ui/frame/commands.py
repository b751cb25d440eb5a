"""Commands: what the window can be asked for by a key or from the palette, and how each is carried out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from zcdesk.domain.answer import Place
from zcdesk.domain.form import Page as FormOfPage
from zcdesk.domain.words import Language
from zcdesk.ui.desk import Desk
from zcdesk.ui.frame.actions import Action
from zcdesk.ui.frame.sidebar import Sidebar
from zcdesk.ui.frame.toast import KEY as TOLD
from zcdesk.ui.frame.toast import Toast
from zcdesk.ui.frame.topbar import TopBar
from zcdesk.ui.widgets.parts import Page
from zcdesk.workbench.forms import profiles

if TYPE_CHECKING:
    from zcdesk.ui.frame.moves import Moves
    from zcdesk.ui.frame.rehearsal import RehearsalStrip
    from zcdesk.workbench.rehearsal import Rehearsal

STEPS = "steps"
"""The page that asks one thing at a time; it stands beside the others, not among them."""
AUDIT = "audit"
"""The page on which a report of somebody else is checked; it has nothing to do with the open project."""
CHANGING = "changing"
"""The page of editions and factors, opened by a command."""
MERGING = "merging"
"""The page on which another copy is taken in, opened by a command."""
IMPORTING = "importing"
"""The page on which a file is taken in, opened by a command or by dropping the file."""
BILLS = "bills"
"""The page that reads electronic bills, opened by a command."""


class Commanded(Protocol):
    """What carries the commands out: the window, with its parts."""

    desk: Desk
    topbar: TopBar
    sidebar: Sidebar
    strip: RehearsalStrip | None
    panel: QWidget | None
    side: QWidget | None
    rehearsal: Rehearsal | None
    toast: Toast

    @property
    def moves(self) -> Moves:
        """Undo, redo and the way through the findings."""

    @property
    def current(self) -> Page | None:
        """The page that is shown."""

    def focusWidget(self) -> QWidget:
        """What has the focus in it."""

    def show_page(self, id_: str, place: Place | None = None) -> None:
        """Show a page and stand on a place of it."""

    def turn(self, by: int) -> None:
        """So many pages on, or back."""

    def say(self, text: str) -> None:
        """Say something briefly."""

    def none_of(self, pages: tuple[FormOfPage, ...]) -> None:
        """State that the plant has none of some pages' tables."""

    def stand_in_sidebar(self) -> None:
        """Focus on the item of the page that is shown."""

    def fold_rehearsal(self) -> None:
        """Fold the strip of a rehearsal away, or bring it back."""


class Commands:
    """The commands of a window.

    Parameters
    ----------
    window : Commanded
    """

    def __init__(self, window: Commanded) -> None:
        self._window = window

    def actions(self) -> tuple[Action, ...]:
        """For the window's table of commands."""
        window = self._window
        return (
            Action("undo", "Ctrl+Z", lambda: window.moves.step(undo=True)),
            Action("redo", "Ctrl+Y", lambda: window.moves.step(undo=False)),
            Action("there", "Alt+Z", self.there),
            Action("told", TOLD, self._told),
            Action("next_page", "Ctrl+Return", lambda: window.turn(1), also="Alt+PgDown"),
            Action("previous_page", "Ctrl+Shift+Return", lambda: window.turn(-1), also="Alt+PgUp"),
            Action("year", "Alt+Y", self._choose_year),
            Action("add_row", "Ins", lambda: self._rows("add_row"), "table"),
            Action("remove_row", "Ctrl+Del", lambda: self._rows("remove_row"), "table"),
            Action("seal", "Ctrl+Shift+S", lambda: self._report("ask_seal"), "report"),
            Action("verify", "Ctrl+Shift+R", lambda: self._report("verify"), "report"),
            Action("bills", "", lambda: window.show_page(BILLS)),
            Action("package", "", lambda: self._hand_in("package")),
            Action("submission", "", lambda: self._hand_in("submission")),
            Action("entry_book", "", self._entry_book),
            Action("parts", "", lambda: self._hand_in("parts")),
            Action("reading_sheet", "", self._reading_sheet),
            Action("next_finding", "F8", lambda: window.moves.finding(1)),
            Action("previous_finding", "Shift+F8", lambda: window.moves.finding(-1)),
            Action("findings", "F7", lambda: window.show_page("findings")),
            Action("settings", "Ctrl+,", lambda: window.show_page("settings")),
            Action("print", "Ctrl+P", self._print),
            Action("steps", "Ctrl+G", lambda: window.show_page(STEPS)),
            Action("readiness", "", lambda: window.show_page("readiness")),
            Action("schemes", "", lambda: window.show_page("readiness", Place("schemes"))),
            Action("checklist", "Ctrl+Shift+G", lambda: window.show_page("checklist")),
            Action("language", "", self._switch_language),
            Action("rare_none", "", self._none_of_rare),
            Action("region", "F6", lambda: self._go_round(1)),
            Action("region_back", "Shift+F6", lambda: self._go_round(-1)),
            Action("compare", "", lambda: self._compare("compare")),
            Action("attribute", "", lambda: self._compare("attribute")),
            Action("import", "Ctrl+I", lambda: window.show_page(IMPORTING)),
            Action("editions", "", lambda: window.show_page(CHANGING, Place("editions"))),
            Action("copy", "", self._copy),
            Action("merge", "", lambda: window.show_page(MERGING)),
            Action("findings_out", "", self._findings_back),
            Action("list_out", "Ctrl+Shift+X", self._list_out),
            Action("factor_updates", "", lambda: window.show_page(CHANGING, Place("factors"))),
            *((Action("rehearsal", "", window.fold_rehearsal),) if window.rehearsal is not None else ()),
        )

    def there(self) -> None:
        """Go to what was undone or done again last."""
        if self._window.moves.there():
            self._window.toast.hide()

    def _told(self) -> None:
        """Go to what is offered with what was said last."""
        from zcdesk.ui.frame.toast_keys import enter

        enter(self._window.toast)  # built anew with every look

    def _go_round(self, by: int) -> None:
        """To the next region of the window, or the one before."""
        from zcdesk.ui.frame.regions import go_round

        go_round(self._window, by)

    def _choose_year(self) -> None:
        self._window.topbar.choose_year()  # built anew with every look

    def _reading_sheet(self) -> None:
        """A sheet on which the readings of a month are written."""
        from zcdesk.ui.intake.reading_sheet import ask_month

        ask_month(self._window, self._window.focusWidget(), self._window.topbar.search)

    def _hand_in(self, what: str) -> None:
        """Hand something in, from the report page."""
        self._window.show_page("report")
        hand: Callable[[], None] | None = getattr(self._window.current, what, None)
        if hand is not None:
            hand()

    def _entry_book(self) -> None:
        """Write the entry workbook of the year that is shown."""
        from zcdesk.ui.intake.filling import write_workbook

        write_workbook(self._window.desk, self._window.focusWidget().window())

    def _copy(self) -> None:
        """Save a copy of the project for a colleague."""
        from zcdesk.ui.intake import giving

        giving.save_copy(self._window.desk, self._window.focusWidget().window())

    def _findings_back(self) -> None:
        """Give what verifiers found back with the answers."""
        from zcdesk.ui.intake import giving

        giving.findings_back(self._window.desk, self._window.focusWidget().window())

    def _list_out(self) -> None:
        """Write the list of the page that is shown."""
        from zcdesk.ui.records.listing_out import ask_list

        ask_list(self._window.desk, self._window.focusWidget().window(), self._window.current)

    def _print(self) -> None:
        """Print what the page prints; elsewhere the report, as soon as it is ready."""
        if getattr(self._window.current, "print", None) is None:
            self._window.show_page("report")
        paper: Callable[[], None] | None = getattr(self._window.current, "print", None)
        if paper is not None:
            paper()

    def _compare(self, how: str) -> None:
        """The results, against the year before or the base year."""
        self._window.show_page("results")
        compare: Callable[[], None] | None = getattr(self._window.current, how, None)
        if compare is not None:
            compare()

    def _rows(self, what: str) -> None:
        """Add or remove a row of the page, where it has rows; in a text, Ctrl+Del takes out a word."""
        typing = self._window.focusWidget()
        if what == "remove_row" and isinstance(typing, (QLineEdit, QPlainTextEdit)):
            if isinstance(typing, QLineEdit) and not typing.isReadOnly():
                typing.cursorWordForward(True)
                typing.del_()
            return
        rows = getattr(self._window.current, "row_commands", None)
        if rows is not None:
            getattr(rows, what)()
        else:
            self._window.say(self._window.desk.words("entry.row.not_here"))

    def _report(self, what: str) -> None:
        """Go to the report and do there what is wanted."""
        self._window.show_page("report")
        getattr(self._window.current, what)()

    def _switch_language(self) -> None:
        desk = self._window.desk
        other: Language = "en" if desk.language == "zh" else "zh"
        desk.preferred.emit(replace(desk.preferences, language=other))

    def _none_of_rare(self) -> None:
        """The plant has none of what is rare in its industry; says so where there is nothing to state."""
        desk = self._window.desk
        _, seldom = profiles.parted(desk.workbench)
        if seldom and not desk.workbench.file.read_only:
            self._window.none_of(seldom)
        else:
            desk.toast.emit(desk.words("nav.rare_nothing"))
