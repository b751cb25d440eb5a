"""Going round: from finding to finding as the pages are read, and what schemes wait for where there is none."""

from __future__ import annotations

from typing import Protocol

from zcdesk.domain.answer import Place
from zcdesk.ui.desk import Desk
from zcdesk.workbench.forms import guide, spots


class Shower(Protocol):
    """What shows pages: the window."""

    def show_page(self, id_: str, place: Place | None = None) -> None:
        """Show a page and stand on a place of it."""

    def say(self, text: str, *, there: bool = False) -> None:
        """Say something briefly, with a way to where it happened."""

    def standing(self) -> tuple[str, Place | None]:
        """The page that is shown, and the place that one stands on."""


class Round:
    """The way through the findings, with where one came last.

    Parameters
    ----------
    desk : Desk
    window : Shower
    """

    def __init__(self, desk: Desk, window: Shower) -> None:
        self.desk, self._window = desk, window
        self._found: Place | None = None
        self._listed = False

    def go(self, by: int) -> tuple[str, Place] | None:
        """To the finding after or before where one stands, as the pages are read; round at the end.

        What stands on no page is read in the list of checks, which comes after the last page. Given back
        is what one is offered to go to where nothing is found: page and place of what schemes wait for.
        """
        bench, count = self.desk.workbench, sum(guide.tally(self.desk.workbench, self.desk.year))
        found = [guide.place_of(each) for each in bench.findings(self.desk.year) if each.severity != "note"]
        found_at = sorted(
            (spot, str(place), place)
            for place in set(found)
            if place is not None and (spot := spots.spot_of(bench, place)) is not None
        )
        on_pages = {place for *_, place in found_at}
        unplaced = any(place not in on_pages for place in found)
        page, stood = self._window.standing()
        listed = self._listed and page == "findings"
        self._listed = False
        if not found_at:
            if unplaced:
                self._window.show_page("findings")
            else:
                return self._none_left()
            return None
        here = stood or self._found
        at = spots.spot_of(bench, here) if here is not None else None
        if listed:
            following = found_at[0 if by > 0 else -1]
            if by > 0:
                self._window.say(self.desk.words("finding.again", n=count))
        elif at is None:
            following = found_at[0 if by > 0 else -1]
        else:
            beyond = [each for each in found_at if (each[0] > at if by > 0 else each[0] < at)]
            following = beyond[0 if by > 0 else -1] if beyond else found_at[0 if by > 0 else -1]
            if not beyond and unplaced:
                self._listed = True
                self._window.show_page("findings")
                if by < 0:
                    self._window.say(self.desk.words("finding.again_back", n=count))
                return None
            if not beyond:
                key = "only" if count == 1 else "again" if by > 0 else "again_back"
                self._window.say(self.desk.words(f"finding.{key}", n=count))
        self._found = following[2]
        page = guide.page_of(bench, guide.homes(guide.pages(bench)), self._found)
        self._window.show_page(page, self._found)
        return None

    def _none_left(self) -> tuple[str, Place] | None:
        """Say that nothing is missing, and lead to what schemes wait for: their questions are no findings."""
        bench, words = self.desk.workbench, self.desk.words
        waits = spots.awaited(bench, self.desk.year)
        if not waits:
            self._window.say(words("finding.none"))
            return None
        self._window.say(words("finding.none_but", n=len(waits)), there=True)
        return guide.page_of(bench, guide.homes(guide.pages(bench)), waits[0]), waits[0]
