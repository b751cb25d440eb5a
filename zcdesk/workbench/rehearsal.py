"""Rehearsal: four things to try in a copy of the sample, and which of them somebody has done."""

from __future__ import annotations

from collections.abc import Iterable

from zcdesk.domain.answer import Place, months_of
from zcdesk.workbench import sources
from zcdesk.workbench.forms import guide
from zcdesk.workbench.naming import parse_place
from zcdesk.workbench.workbench import Changed, Workbench

STEPS = ("month", "why", "undo", "print")
"""Change a month; ask where a total comes from; take a change back; print or save the report."""


class Rehearsal:
    """What has been tried in an open copy of the sample.

    Parameters
    ----------
    workbench : Workbench
    done : iterable of str
        What was done at an earlier opening.
    """

    def __init__(self, workbench: Workbench, done: Iterable[str] = ()) -> None:
        self._workbench = workbench
        self.done = {step for step in done if step in STEPS}

    @property
    def over(self) -> bool:
        """Whether all has been tried."""
        return len(self.done) == len(STEPS)

    def follow(self, changed: Changed) -> None:
        """Look at a change: of a month by hand, or taken back."""
        if not changed.number:
            return
        edit = self._workbench.file.edit(changed.number)
        if edit.undoes:
            self.done.add("undo")
        elif not edit.redoes and any("-" in place.period for place in changed.places):
            self.done.add("month")

    def asked(self, figure: str) -> None:
        """Somebody asked where a figure comes from."""
        place = parse_place(figure)
        if place is not None and self._is_total(place):
            self.done.add("why")

    def printed(self) -> None:
        """The report was printed or saved."""
        self.done.add("print")

    def place(self, step: str, year: str) -> tuple[str, Place | None]:
        """Where a thing is tried: page and place on it."""
        if step == "why":
            inventory = sources.emissions(self._workbench)
            total = sources.total_line(inventory, "location") if inventory is not None else None
            return "results", Place(total.id, "", year) if total is not None else None
        return ("report", None) if step == "print" else self._a_month(year)

    def _a_month(self, year: str) -> tuple[str, Place | None]:
        """The first month that is answered, in the order of the pages."""
        answers, march = self._workbench.project.answers, months_of(year)[2]
        for page in guide.pages(self._workbench):
            for question in page.questions:
                for row in ("", *(row.id for row in self._workbench.project.rows_of(page.table))):
                    place = Place(question.quantity, row, march)
                    if place in answers:
                        return page.id, place
        return "power", None

    def _is_total(self, place: Place) -> bool:
        return any(
            (line := inventory.compiled.method.lines.get(place.quantity)) is not None and line.total
            for inventory in self._workbench.inventories().values()
        )
