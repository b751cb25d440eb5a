"""Moves: undo and redo with what they did and where, and the way from finding to finding."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from zcdesk.domain.answer import Place
from zcdesk.domain.change import AnswerChange, Edit, inverse
from zcdesk.store.trouble import FileTrouble
from zcdesk.ui.desk import Desk
from zcdesk.workbench.forms import guide, touched


class Shower(Protocol):
    """What shows pages: the window."""

    def show_page(self, id_: str, place: Place | None = None) -> None:
        """Show a page and stand on a place of it."""

    def say(self, text: str, *, there: bool = False) -> None:
        """Say something briefly, with a way to where it happened."""

    def standing(self) -> tuple[str, Place | None]:
        """The page that is shown, and the place that one stands on."""


class Moves:
    """Steps back and forth through edits, and through findings.

    Parameters
    ----------
    desk : Desk
    window : Shower
    """

    def __init__(self, desk: Desk, window: Shower) -> None:
        self.desk, self._window = desk, window
        self._last: tuple[str, Place] | None = None
        self._found: Place | None = None
        self._listed = False

    def step(self, undo: bool) -> None:
        """Take back the last step, or the last undo, and say what and where it was."""
        bench = self.desk.workbench
        history = bench.history
        if not (history.can_undo if undo else history.can_redo):
            return
        number = history.done[-1] if undo else history.undone[-1][1]
        edit = bench.file.edit(number)
        figures = all(isinstance(change, AnswerChange) for change in edit.changes)
        told = self.told(replace(edit, changes=inverse(edit.changes)) if undo and figures else edit)
        try:
            changed = bench.undo() if undo else bench.redo()
        except FileTrouble as trouble:
            self._window.say(self.desk.say(trouble.words))
            return
        self._last = self.place_of(edit)
        away = self._last is not None and self._last != self._window.standing()
        self._window.say(
            self.desk.words("action.undone" if undo else "action.redone", what=told),
            there=away and changed.number > 0,
        )

    def told(self, edit: Edit) -> str:
        """An edit in words: row, month, quantity, and from what to what."""
        from zcdesk.workbench.past.retelling import Teller

        bench = self.desk.workbench
        told = Teller(bench.catalogue, bench.project, self.desk.language).edit(edit)
        return f"{told.what}  {told.change}".strip()

    def place_of(self, edit: Edit) -> tuple[str, Place] | None:
        """Page and place that an edit touched first; None if it is on no page."""
        return touched.spot(self.desk.workbench, edit.changes)

    def there(self) -> bool:
        """Go to what was undone or done again last; whether there is such a place."""
        if self._last is None:
            return False
        page, place = self._last
        self.desk.show_year(place.period[:4])
        self._window.show_page(page, place)
        return True

    def _none_left(self) -> None:
        """Say that nothing is missing, and lead to what schemes wait for: their questions are no findings."""
        bench, words = self.desk.workbench, self.desk.words
        waits = guide.awaited(bench, self.desk.year)
        if not waits:
            self._window.say(words("finding.none"))
            return
        self._last = guide.page_of(bench, guide.homes(guide.pages(bench)), waits[0]), waits[0]
        self._window.say(words("finding.none_but", n=len(waits)), there=True)

    def finding(self, by: int) -> None:
        """To the finding after or before where one stands, as the pages are read; round at the end.

        What stands on no page is read in the list of checks, which comes after the last page.
        """
        bench, count = self.desk.workbench, sum(guide.tally(self.desk.workbench, self.desk.year))
        found = [guide.place_of(each) for each in bench.findings(self.desk.year) if each.severity != "note"]
        spots = sorted(
            (spot, str(place), place)
            for place in set(found)
            if place is not None and (spot := guide.spot_of(bench, place)) is not None
        )
        on_pages = {place for *_, place in spots}
        unplaced = any(place not in on_pages for place in found)
        page, stood = self._window.standing()
        listed = self._listed and page == "findings"
        self._listed = False
        if not spots:
            if unplaced:
                self._window.show_page("findings")
            else:
                self._none_left()
            return
        here = stood or self._found
        at = guide.spot_of(bench, here) if here is not None else None
        if listed:
            following = spots[0 if by > 0 else -1]
            if by > 0:
                self._window.say(self.desk.words("finding.again", n=count))
        elif at is None:
            following = spots[0 if by > 0 else -1]
        else:
            beyond = [each for each in spots if (each[0] > at if by > 0 else each[0] < at)]
            following = beyond[0 if by > 0 else -1] if beyond else spots[0 if by > 0 else -1]
            if not beyond and unplaced:
                self._listed = True
                self._window.show_page("findings")
                if by < 0:
                    self._window.say(self.desk.words("finding.again_back", n=count))
                return
            if not beyond:
                key = "only" if count == 1 else "again" if by > 0 else "again_back"
                self._window.say(self.desk.words(f"finding.{key}", n=count))
        self._found = following[2]
        page = guide.page_of(bench, guide.homes(guide.pages(bench)), self._found)
        self._window.show_page(page, self._found)
