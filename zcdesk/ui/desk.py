"""Desk: what a page gets. The open project, the language, the theme, the year, and three ways to move."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from zcdesk.domain.answer import Place
from zcdesk.domain.words import Language, Words
from zcdesk.ui.icons import Icons
from zcdesk.ui.theme import Theme
from zcdesk.workbench.preferences import Preferences
from zcdesk.workbench.workbench import Changed, Workbench

_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


class Desk(QObject):
    """What every page is handed, instead of the window.

    Signals
    -------
    changed : Changed
        A command of the workbench was carried out. Emitted on the window's thread.
    undressing : no arguments
        Theme or text size is about to change, and ``looked`` will follow at once.
    looked : no arguments
        Language, theme or text size changed: build or paint anew.
    year_changed : str
        Another accounting year is shown.
    wants_page : str, object
        Go to a page; the object is a `Place` to stand on, or None.
    wants_why : str
        Open the chain of a figure, by its id (``fuel.co2[F01]@2025``).
    wants_past : int, object
        Show every page as it was after an edit; the object is the page and the `Place` to stand on, or None.
    hint : str
        Say what can be done next; nothing has happened that could be undone.
    keys_changed : no arguments
        Other keys work on the page that is shown.
    toast : str
        Say something briefly; never the only place where it is said.
    written : str, Path
        Say what file was written, with the ways to it.
    working : Doing or None
        Say what is under way beside the pages, with the way to call it off.
    preferred : Preferences
        Somebody wants the program otherwise.
    aside : QWidget or None
        Stand beside the page; None takes away what stands there.
    turned : int
        So many pages on, or back.
    guided_changed : no arguments
        Help beside the page is wanted, or no more.
    printed : no arguments
        A report was printed on paper or saved.
    system_look : no arguments
        The system has turned light or dark.
    asks_method : no arguments
        It has to be decided about a method that has changed, before something else is done.
    status : no arguments
        The status line has something new to say.
    """

    changed = Signal(object)
    undressing = Signal()
    looked = Signal()
    year_changed = Signal(str)
    wants_page = Signal(str, object)
    wants_why = Signal(str)
    wants_past = Signal(int, object)
    toast = Signal(str)
    hint = Signal(str)
    keys_changed = Signal()
    written = Signal(str, object)
    working = Signal(object)
    preferred = Signal(object)
    printed = Signal()
    asks_method = Signal()
    system_look = Signal()
    aside = Signal(object)
    guided_changed = Signal()
    turned = Signal(int)

    def __init__(
        self,
        workbench: Workbench,
        texts: Mapping[str, Words],
        theme: Theme,
        icons: Icons,
        language: Language = "zh",
    ) -> None:
        super().__init__()
        self.workbench = workbench
        self.texts = texts
        self.theme = theme
        self.icons = icons
        self.language: Language = language
        self.preferences = Preferences(theme=theme.id, language=language, by=workbench.by)
        years = workbench.project.years
        self.year = years[-1] if years else ""
        self.guided = False
        self.folder: Path | None = None
        """Where the settings of this user lie; None where nothing of them is kept."""
        self.past = ""
        """Day and time of the state that is looked at; empty for the present."""
        workbench.listen(self._shown_still)
        workbench.listen(self.changed.emit)

    @property
    def resources(self) -> Path:
        """The folder of data."""
        return self.workbench.catalogue.resources

    def words(self, key: str, **values: object) -> str:
        """An interface text in the current language."""
        text = self.texts[key]
        return self.say(text.fill(**values) if values else text)

    def say(self, words: Words) -> str:
        """Words in the current language; in English with straight quotes, for those of a Chinese face are wide."""
        told = words.into(self.language)
        return told.translate(_STRAIGHT) if self.language == "en" else told

    def look(
        self, theme: Theme | None = None, icons: Icons | None = None, language: Language | None = None
    ) -> None:
        """Change how things look or read, and tell every page."""
        self.theme = theme or self.theme
        self.icons = icons or self.icons
        self.language = language or self.language
        self.looked.emit()

    def show_year(self, year: str) -> None:
        """Show another accounting year."""
        if year != self.year and year in self.workbench.project.years:
            self.year = year
            self.year_changed.emit(year)

    def add_year(self, year: str) -> None:
        """Take another accounting year in, as one step, and show it."""
        self.workbench.set_years((*self.workbench.project.years, year))
        self.show_year(year)
        self.toast.emit(self.words("year.added", year=year))

    def _shown_still(self, _: object) -> None:
        """A year that a step takes back is not shown any longer."""
        years = self.workbench.project.years
        if years and self.year not in years:
            self.show_year(years[-1])

    def go(self, page: str, place: Place | None = None) -> None:
        """Go to a page, and stand on a place of it."""
        self.wants_page.emit(page, place)

    def turn(self, by: int) -> None:
        """So many pages on, or back."""
        self.turned.emit(by)

    def guide(self, wanted: bool) -> None:
        """Show help beside the pages, or no more."""
        self.guided = wanted
        self.guided_changed.emit()

    def on_system_look(self) -> None:
        """The system has turned light or dark; whoever likes to follow it is told."""
        self.system_look.emit()

    def why(self, id_: str) -> None:
        """Open the chain of a figure."""
        self.wants_why.emit(id_)


__all__ = ["Changed", "Desk"]
