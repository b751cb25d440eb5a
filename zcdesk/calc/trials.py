"""Trials: a whole year that was typed in another unit, found by what the method itself holds against it.

Where there is no earlier year, nothing in the row tells that kWh were typed as 万kWh. A check of the method does: an
intensity, a yield, a capacity, a balance. Where one fails, the units of what it reads are tried one after another; if
a change of one quantity makes it hold and breaks no other check, that is what was probably meant. Where several fail,
the change that mends most of them is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from math import log10

from zcdesk.calc.inventory import Inventory
from zcdesk.calc.leanings import SHIFT, Change, closest, dominating, likeliest
from zcdesk.calc.monthly import Group, units_meant
from zcdesk.calc.slips import FAR
from zcdesk.domain.answer import Answer, Place, year_of
from zcdesk.domain.finding import Finding
from zcdesk.domain.number import CONTEXT, NotANumber, plain, read
from zcdesk.domain.project import Project
from zcdesk.domain.vocabulary import Quantity
from zcdesk.formula.compiled import Compiled, CompiledCheck
from zcdesk.formula.syntax import names

_MOST = 10
"""Amounts of one check up to which the units of all are tried; of more, only of those that outweigh the others."""

_SHIFTS = (-4, -3, 3, 4)
"""Powers of ten by which digits may be wrong: never told, but where that would explain a check alike, nothing is."""

Cells = dict[Place, Answer]
Amount = tuple[Quantity, list[Answer]]
"""What is counted, and its answers of the year."""
Failing = tuple[CompiledCheck, str]
"""A check and the row in which it does not hold."""


class Trials:
    """Tries units for the failing checks of one method; what was tried is remembered until the answers change.

    Parameters
    ----------
    compiled : Compiled
    """

    def __init__(self, compiled: Compiled) -> None:
        self._reads = {item.check.id: _reads(compiled, item.reads) for item in compiled.checks}
        self._known: dict[tuple[str, str, str], tuple[Cells, _Tried]] = {}

    def slips(self, inventory: Inventory, year: str, failing: Iterable[Failing]) -> list[Finding]:
        """The units that failing checks speak for, as findings about the year.

        What mends most of them at once comes first; where several quantities would do alike, nothing is said.
        """
        waiting = [tried for item, row in failing if (tried := self._try(inventory, item, year, row)).mended]
        found: list[Finding] = []
        while waiting:
            votes = Counter(change for tried in waiting for change in tried.mended)
            most = max(votes.values())
            likely = [change for change, count in votes.items() if count == most]
            known = {group: amount for tried in waiting for group, amount in tried.amounts.items()}
            likely = likeliest(inventory, year, likely, known)
            alike = {group for group, _ in likely}
            units = [each for each in likely if not each[1].startswith(SHIFT)]
            if len(alike) == 1 and units:
                change = closest(inventory, year, units, known)
                tried = next(each for each in waiting if change in each.mended)
                found.append(_finding(inventory, tried, change, year, [unit for _, unit in units]))
            waiting = [each for each in waiting if not any(group in alike for group, _ in each.mended)]
        return found

    def _try(self, inventory: Inventory, item: CompiledCheck, year: str, row: str) -> _Tried:
        cells = _cells(inventory, self._reads[item.check.id], year)
        key = (item.check.id, year, row)
        held = self._known.get(key)
        if held is None or held[0] != cells:
            held = self._known[key] = (cells, _tried(inventory, item, year, row, cells))
        return held[1]


@dataclass(frozen=True, slots=True)
class _Tried:
    """What was tried for one failing check: its amounts, and the changes that mend it."""

    item: CompiledCheck
    amounts: Mapping[Group, Amount]
    mended: tuple[Change, ...]


def _tried(inventory: Inventory, item: CompiledCheck, year: str, row: str, cells: Cells) -> _Tried:
    amounts = _amounts(inventory, item, year, row, cells)
    if len(amounts) > _MOST:
        largest = dominating(inventory, item.reads, year, row)
        amounts = {group: amount for group, amount in amounts.items() if group in largest}
    if not 0 < len(amounts) <= _MOST:
        return _Tried(item, amounts, ())
    base = _holding(inventory, cells, year)
    mended = [
        change
        for change in _changes(inventory, amounts)
        if _mends(_holding(inventory, _changed(cells, change, year), year), base, (item.check.id, row))
    ]
    return _Tried(item, amounts, tuple(mended))


def _reads(compiled: Compiled, ids: Iterable[str]) -> frozenset[str]:
    """Everything that these names rest on: quantities, and tables whose rows are summed."""
    vocabulary, found, waiting = compiled.vocabulary, set[str](), list(ids)
    while waiting:
        id_ = waiting.pop()
        if id_ in found:
            continue
        found.add(id_)
        line, quantity = compiled.lines.get(id_), vocabulary.quantities.get(id_)
        if line is not None:
            waiting += names(line.tree)
        table = line.line.over if line is not None else quantity.table if quantity is not None else ""
        if table:
            found.add(table)
            waiting += [each for each in (vocabulary.tables[table].unit_of,) if each]
        if quantity is not None:
            waiting += [each for each in (quantity.weight, quantity.bridge_key) if each]
    return frozenset(found)


def _cells(inventory: Inventory, ids: frozenset[str], year: str) -> Cells:
    """The answers that a check rests on, of the year and of the whole project."""
    return {
        Place(id_, row, period): answer
        for (id_, row), cells in inventory.resolver.answered.items()
        if id_ in ids
        for period, answer in cells.items()
        if year_of(period) in ("", year)
    }


def _amounts(
    inventory: Inventory, item: CompiledCheck, year: str, row: str, cells: Cells
) -> dict[Group, Amount]:
    """Amounts of the year, each typed in one unit without a remark."""
    quantities, found = inventory.compiled.vocabulary.quantities, dict[Group, Amount]()
    for place, answer in cells.items():
        quantity = quantities.get(place.quantity)
        if quantity is None or quantity.kind != "number" or quantity.fold != "sum" or quantity.pays:
            continue
        other = row and item.check.over == quantity.table and place.row != row
        if year_of(place.period) == year and answer.standing == "given" and not other:
            found.setdefault((quantity.id, place.row), (quantity, []))[1].append(answer)
    return {
        group: (quantity, answers)
        for group, (quantity, answers) in found.items()
        if len({answer.unit for answer in answers}) == 1
        and not any(answer.note for answer in answers)
        and any(_number(answer) for answer in answers)
    }


def _changes(inventory: Inventory, amounts: dict[Group, Amount]) -> Iterable[Change]:
    for group, (quantity, answers) in amounts.items():
        canonical = inventory.resolver.unit_text(quantity, group[1])
        for unit in units_meant(inventory, quantity, canonical, answers[0].unit or canonical, ()):
            if abs(_far(inventory, (quantity, answers), (group, unit))) >= FAR:
                yield group, unit
        for power in _SHIFTS:
            yield group, f"{SHIFT}{power}"


def _far(inventory: Inventory, amount: Amount, change: Change) -> float:
    """How much more the unit typed is than the one that would be meant, as a decimal logarithm."""
    quantity, answers = amount
    (_, row), unit = change
    canonical = inventory.resolver.unit_text(quantity, row)
    ratio = inventory.resolver.ratio(answers[0].unit or canonical, unit)
    return log10(ratio.numerator) - log10(ratio.denominator) if ratio else 0.0


def _changed(cells: Cells, change: Change, year: str) -> Cells:
    (id_, row), unit = change
    return {
        place: _meant(answer, unit)
        if (place.quantity, place.row) == (id_, row)
        and year_of(place.period) == year
        and answer.standing == "given"
        else answer
        for place, answer in cells.items()
    }


def _meant(answer: Answer, unit: str) -> Answer:
    if not unit.startswith(SHIFT):
        return replace(answer, unit=unit)
    moved = CONTEXT.scaleb(_number(answer), int(unit.removeprefix(SHIFT)))
    return replace(answer, text=plain(moved))


Verdicts = dict[tuple[str, str], bool | None]


def _holding(inventory: Inventory, cells: Cells, year: str) -> Verdicts:
    """Which checks hold, which do not, and which cannot be told, from these answers alone."""
    rows = {place.row for place in cells}
    held = {id_: row for id_, row in inventory.project.rows.items() if id_ in rows}
    project = Project((year,), settings=inventory.project.settings, rows=held, answers=cells)
    tried = Inventory(inventory.compiled, inventory.book, project)
    found: Verdicts = {}
    for item in inventory.compiled.checks:
        for row in [each.id for each in tried.rows(item.check.over)] if item.check.over else [""]:
            applies = tried.verdict(f"{item.check.id}.when", item.when, row, year)
            holds = tried.verdict(f"{item.check.id}.holds", item.holds, row, year)
            found[item.check.id, row] = holds if applies else None
    return found


def _mends(now: Verdicts, base: Verdicts, failing: tuple[str, str]) -> bool:
    """Whether the failing check holds then, and none that held does not."""
    if base.get(failing) is not False or now.get(failing) is not True:
        return False
    return not any(held is True and now.get(key) is False for key, held in base.items())


def _finding(inventory: Inventory, tried: _Tried, change: Change, year: str, units: Iterable[str]) -> Finding:
    group, unit = change
    id_, row = group
    amount = quantity, answers = tried.amounts[group]
    quantities = inventory.compiled.vocabulary.quantities
    against = [other.id for key, (other, _) in tried.amounts.items() if key != group]
    against = against or [each for each in tried.item.reads if each in quantities and each != id_]
    canonical = inventory.resolver.unit_text(quantity, row)
    whole = Decimal(0)
    for answer in answers:
        whole = CONTEXT.add(whole, _number(answer))
    times = 10 ** abs(_far(inventory, amount, change))
    others = [each for each in units if each != unit]
    details = (
        ("value", plain(whole)),
        ("unit", answers[0].unit or canonical),
        ("times", f"{times:.0f}"),
        ("meant_unit", unit),
        ("against", " ".join(dict.fromkeys(against))),
        *((("or_unit", others[0]),) if others else ()),
    )
    return Finding("slip_year_unit", "warning", Place(id_, row, year), details)


def _number(answer: Answer) -> Decimal:
    try:
        return read(answer.text)
    except NotANumber:
        return Decimal(0)
