"""Replaced: what was typed over figures on a page, to be told while nobody has typed anything else there."""

from __future__ import annotations

from zcdesk.domain.answer import Place
from zcdesk.ui.desk import Desk
from zcdesk.workbench.forms import strip


class Replaced:
    """Figures that gave way to others, by their places."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._was: dict[Place, tuple[str, str]] = {}
        self._just: tuple[Place, int] | None = None

    def note(self, place: Place, was: str) -> bool:
        """Remember what stood at a place before the last step; False where nothing stands there now."""
        bench = self._desk.workbench
        answer = bench.project.answers.get(place)
        if answer is None:
            return False
        self._was[place] = (was, answer.text)
        self._just = (place, bench.file.head)
        return True

    def told(self, place: Place) -> str:
        """What was typed over here, or by the last step elsewhere; ``""`` if nothing was."""
        bench, words = self._desk.workbench, self._desk.words
        answer = bench.project.answers.get(place)
        held = self._was.get(place)
        if held is not None and answer is not None and answer.text == held[1]:
            return words("entry.was", was=held[0])
        if self._just is None or self._just[1] != bench.file.head or self._just[0] not in self._was:
            return ""
        there = self._just[0]
        same = (there.quantity, there.row) == (place.quantity, place.row)
        named = strip.month_name(there) if same else strip.place_name(bench, there, with_row=True)
        return words("entry.was_there", place=self._desk.say(named), was=self._was[there][0])
