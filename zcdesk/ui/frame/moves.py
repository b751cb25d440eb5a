"""Moves: undo and redo with what they did and where, and the way from finding to finding."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zcdesk.domain.answer import Place
from zcdesk.domain.change import AnswerChange, Edit, inverse
from zcdesk.store.trouble import FileTrouble
from zcdesk.ui.desk import Desk
from zcdesk.workbench.forms import touched

if TYPE_CHECKING:
    from zcdesk.ui.frame.going_round import Round, Shower


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
        self._round: Round | None = None

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

    def finding(self, by: int) -> None:
        """To the finding after or before where one stands, as the pages are read; round at the end."""
        from zcdesk.ui.frame.going_round import Round  # a start does not need it

        self._round = self._round or Round(self.desk, self._window)
        self._last = self._round.go(by) or self._last
