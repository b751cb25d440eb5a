"""Side by side: one year of a project under two methods or two factor books, line by line.

It says what each line is on both sides and what it changes by; a line that only one of the two has stands with the
other side open. Nothing that is missing is taken for zero: where a side waits for an answer there is no difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from zcdesk.calc.checks import gaps, total_lines
from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import PROJECT, Place, year_of
from zcdesk.domain.method import Line
from zcdesk.domain.number import CONTEXT
from zcdesk.domain.trace import Gap, Result, Traced

TONNES = ("tCO2", "tCO2e")


@dataclass(frozen=True, slots=True)
class Pair:
    """One line, of one row, on both sides.

    Attributes
    ----------
    line : Line
        As the new side has it; as the old one has it where it is gone.
    row : str
    before, after : Result or None
        None where that side has no such line.
    difference : Decimal or None
        After less before, in `line.unit`; None where one side is not known or counts in another unit. An emission
        that only one side has differs by all of it. [line.unit]
    """

    line: Line
    row: str
    before: Result | None
    after: Result | None
    difference: Decimal | None

    @property
    def same(self) -> bool:
        """Whether both sides have it and give the same."""
        if self.before is None or self.after is None:
            return False
        if isinstance(self.before, Traced) and isinstance(self.after, Traced):
            return self.before.value == self.after.value and self.before.unit == self.after.unit
        return type(self.before) is type(self.after)


def pairs(before: Inventory, after: Inventory, year: str) -> tuple[Pair, ...]:
    """Every line of two sides in a year: in the order of the new side, each that is gone after its neighbour there."""
    old, new = before.compiled.method.lines, after.compiled.method.lines
    found: list[Pair] = []
    for id_ in _order(list(old), list(new)):
        held = new.get(id_) or old[id_]
        alike = id_ in old and id_ in new and old[id_].over == new[id_].over
        if id_ in old and id_ in new and not alike:  # told row by row on one side only: two lines
            found += _of(before, None, old[id_], year)
            found += _of(None, after, new[id_], year)
        else:
            found += _of(before if id_ in old else None, after if id_ in new else None, held, year)
    return tuple(found)


def asked(before: Inventory, after: Inventory, year: str) -> tuple[Gap, ...]:
    """What the totals of the new side wait for in a year and those of the old one do not."""
    known = set(gaps(before, total_lines(before), year))
    return tuple(gap for gap in gaps(after, total_lines(after), year) if gap not in known)


def offered(before: Inventory, after: Inventory, others: Iterable[Inventory], year: str) -> tuple[Place, ...]:
    """What the new side reads, no other method of the project does, and is not answered, though it may stay so."""
    read = {id_ for each in (before, *others) for id_ in each.compiled.quantities}
    waited = {gap.place.quantity for gap in asked(before, after, year)}
    answered = {
        place.quantity for place in before.project.answers if year_of(place.period) in (PROJECT, year)
    }
    found: list[Place] = []
    for id_, quantity in after.compiled.quantities.items():
        if id_ in read or id_ in waited or id_ in answered:
            continue
        if quantity.table and not after.rows(quantity.table):
            continue
        found.append(Place(id_, "", PROJECT if quantity.per == "project" else year))
    return tuple(found)


def unread(before: Inventory, after: Inventory, others: Iterable[Inventory], year: str) -> tuple[Place, ...]:
    """Answers of a year that the old side reads and nothing does any more; a year's months are one place."""
    read = {id_ for each in (after, *others) for id_ in each.compiled.quantities}
    found: dict[Place, None] = {}
    for place in sorted(before.project.answers):
        when = year_of(place.period)
        gone = place.quantity in before.compiled.quantities and place.quantity not in read
        if gone and when in (PROJECT, year):
            found[Place(place.quantity, place.row, when)] = None
    return tuple(found)


def _order(old: list[str], new: list[str]) -> list[str]:
    """The new lines in their order; a line that is gone follows the one that it followed."""
    known = set(new)
    after: dict[str, list[str]] = {}
    last = ""
    for id_ in old:
        if id_ in known:
            last = id_
        else:
            after.setdefault(last, []).append(id_)
    listed = list(after.get("", []))
    for id_ in new:
        listed += [id_, *after.get(id_, [])]
    return listed


def _of(before: Inventory | None, after: Inventory | None, line: Line, year: str) -> list[Pair]:
    side = after or before
    assert side is not None
    found = []
    for row in [row.id for row in side.rows(line.over)] if line.over else [""]:
        old = before.line(line.id, year, row) if before is not None else None
        new = after.line(line.id, year, row) if after is not None else None
        found.append(Pair(line, row, old, new, _difference(line, old, new)))
    return found


def _difference(line: Line, old: Result | None, new: Result | None) -> Decimal | None:
    if isinstance(old, Traced) and isinstance(new, Traced):
        alike = old.unit == new.unit or (old.unit in TONNES and new.unit in TONNES)
        if not alike or not isinstance(old.value, Decimal) or not isinstance(new.value, Decimal):
            return None
        return CONTEXT.subtract(new.value, old.value)
    if line.unit not in TONNES or not line.scope or line.total:
        return None
    if old is None and isinstance(new, Traced):
        return new.number
    if new is None and isinstance(old, Traced):
        return CONTEXT.minus(old.number)
    return None
