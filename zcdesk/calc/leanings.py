"""Leanings: of several amounts whose unit would explain the same check, which one was probably typed in another.

Nothing here finds a slip; a check of the method did. What is asked is only which of the amounts that it reads stands
apart: from what is usual for it, from the unit in which the plant types its other figures, from their size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from statistics import median

from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import Answer, Place, year_of
from zcdesk.domain.number import CONTEXT, NotANumber, log10, read, scaled
from zcdesk.domain.record import dataclass
from zcdesk.domain.trace import Traced
from zcdesk.domain.vocabulary import Quantity

_WIDE = 1.0
"""Decimal logarithm by which a figure may lie outside of the others of its kind and still be one of them."""
_MYRIAD = 10_000
_FEW = 2
"""Other figures of a kind from which there is a habit, or a size."""

Group = tuple[str, str]
Change = tuple[Group, str]
"""Quantity and row, and the unit that they would have; `SHIFT` and a power of ten where the digits would move."""

SHIFT = "e"
"""Begins what stands in place of a unit where a digit too many or too few would explain it: ``e-3``."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """What speaks for one amount.

    Attributes
    ----------
    usual : int
        1: unusual as typed and usual as it would be; -1 the other way round; 0 neither.
    habit : int
        1: the unit it would have is that of most other figures of its kind, the one it has is not; -1 the other way
        round; 0 neither.
    size : int
        1: out of the range of the other figures of its kind, and within it as it would be; -1 the other way round;
        0 neither.
    """

    usual: int
    habit: int
    size: int


def likeliest(
    inventory: Inventory,
    year: str,
    changes: Sequence[Change],
    amounts: Mapping[Group, tuple[Quantity, Sequence[Answer]]],
) -> list[Change]:
    """The changes of the one amount that stands apart; all that are left where none does clearly."""
    left = list(changes)
    found: dict[Change, Leaning] = {}
    for told in ("usual", "made", "habit", "size"):
        if len({group for group, _ in left}) < 2:
            break
        if not found:
            found = {each: _leaning(inventory, year, each, amounts[each[0]]) for each in left}
        if told == "made":
            left = _taken(left, amounts)
            continue
        most = max(getattr(found[each], told) for each in left)
        left = [each for each in left if getattr(found[each], told) == most]
    return left


def closest(
    inventory: Inventory,
    year: str,
    changes: Sequence[Change],
    amounts: Mapping[Group, tuple[Quantity, Sequence[Answer]]],
) -> Change:
    """Of the units that one amount may have been meant in, the likeliest.

    One in which other figures of its kind stand; else the myriad of the unit typed (``万kWh`` for ``kWh``), in which
    sheets are written; else the one that brings it nearest to others of its kind; else the one that changes least.
    """
    group = changes[0][0]
    quantity, answers = amounts[group]
    resolver = inventory.resolver
    canonical = resolver.unit_text(quantity, group[1])
    units, sizes = _beside(inventory, year, group, canonical)
    whole, own = _whole(answers), resolver.ratio(answers[0].unit or canonical, canonical)

    def far(change: Change) -> tuple[float, ...]:
        ratio = resolver.ratio(change[1], canonical)
        if ratio is None or own is None or whole <= 0:
            return (0.0,)
        after = log10(scaled(whole, ratio))
        apart = round(abs(after - median(sizes)), 6) if sizes else 0.0
        myriad = max(ratio / own, own / ratio) == _MYRIAD
        return (
            0 if units[change[1]] else 1,
            0 if myriad else 1,
            apart,
            abs(after - log10(scaled(whole, own))),
        )

    return min(changes, key=far)


def _taken(changes: list[Change], amounts: Mapping[Group, tuple[Quantity, Sequence[Answer]]]) -> list[Change]:
    """Where output or what it took would explain it alike, what it took: a plant knows its output in one unit only.

    Of two amounts that are counted in the same unit neither is likelier.
    """
    quantities = {group: amounts[group][0] for group, _ in changes}
    made = {quantity.unit for quantity in quantities.values() if quantity.output}
    taken = [change for change in changes if not quantities[change[0]].output]
    return taken if taken and not any(quantities[group].unit in made for group, _ in taken) else changes


def _leaning(
    inventory: Inventory, year: str, change: tuple[Group, str], amount: tuple[Quantity, Sequence[Answer]]
) -> Leaning:
    group, unit = change
    quantity, answers = amount
    resolver = inventory.resolver
    canonical = resolver.unit_text(quantity, group[1])
    typed = answers[0].unit or canonical
    own, whole = resolver.ratio(typed, canonical), _whole(answers)
    if own is None or whole <= 0:
        return Leaning(0, 0, 0)
    before = scaled(whole, own)
    units, sizes = _beside(inventory, year, group, canonical)
    if unit.startswith(SHIFT):
        after, habit = CONTEXT.scaleb(before, int(unit.removeprefix(SHIFT))), 0
    else:
        other = resolver.ratio(unit, canonical)
        if other is None:
            return Leaning(0, 0, 0)
        after, habit = scaled(whole, other), _habit(units, typed, unit)
    return Leaning(
        _usual(quantity, after) - _usual(quantity, before),
        habit,
        _within(sizes, after) - _within(sizes, before),
    )


def _usual(quantity: Quantity, value: Decimal) -> int:
    return 0 if len(quantity.usual) != 2 or quantity.usual[0] <= value <= quantity.usual[1] else -1


def _habit(units: Counter[str], typed: str, unit: str) -> int:
    """Whether most figures of the kind are typed in the one unit or the other."""
    if units.total() < _FEW:
        return 0
    common, times = units.most_common(1)[0]
    if 2 * times <= units.total():
        return 0
    return int(common == unit) - int(common == typed)


def _within(sizes: Sequence[float], value: Decimal) -> int:
    if len(sizes) < _FEW:
        return 0
    return 0 if min(sizes) - _WIDE <= log10(value) <= max(sizes) + _WIDE else -1


def _beside(inventory: Inventory, year: str, own: Group, canonical: str) -> tuple[Counter[str], list[float]]:
    """Units of the other figures of the row, or, where these are too few, of the page; and the sizes of the latter.

    Only figures of the year that count in the same unit.
    """
    quantities, resolver = inventory.compiled.vocabulary.quantities, inventory.resolver
    row, units, sizes = Counter[str](), Counter[str](), list[float]()
    page = own[0].partition(".")[0]
    for group, cells in resolver.answered.items():
        quantity = quantities.get(group[0])
        if group == own or quantity is None or quantity.kind != "number" or quantity.fold != "sum":
            continue
        given = [each for at, each in cells.items() if year_of(at) == year and each.standing == "given"]
        if (
            group[0].partition(".")[0] != page
            or not given
            or resolver.unit_text(quantity, group[1]) != canonical
        ):
            continue
        unit = given[0].unit or canonical
        units[unit] += 1
        if own[1] and group[1] == own[1]:
            row[unit] += 1
        value = inventory.quantity(group[0], year, group[1])
        if isinstance(value, Traced) and value.number > 0:
            sizes.append(log10(value.number))
    return (row if row.total() >= _FEW else units), sizes


def _whole(answers: Iterable[Answer]) -> Decimal:
    whole = Decimal(0)
    for answer in answers:
        try:
            whole = CONTEXT.add(whole, read(answer.text))
        except NotANumber:
            continue
    return whole


def dominating(inventory: Inventory, ids: Iterable[str], year: str, row: str) -> frozenset[Group]:
    """The answers that the largest parts of these results are made of: of a sum only what makes most of it.

    A check on a total of everything is broken upwards by one amount that outweighs all others, if by one at all.
    """
    lines = inventory.compiled.lines
    waiting: list[Traced] = []
    for id_ in ids:
        line = lines.get(id_)
        if line is None:
            continue
        over = line.line.over
        for at in ([row] if row else [each.id for each in inventory.rows(over)]) if over else [""]:
            result = inventory.line(id_, year, at)
            waiting += [result] if isinstance(result, Traced) else []
    found: set[Group] = set()
    seen: set[int] = set()
    while waiting:
        item = waiting.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        place = Place(item.id, item.row, item.period)
        if item.kind in ("answer", "fold"):
            found.add((place.quantity, place.row))
            continue
        parts = [each for each in item.inputs if isinstance(each.value, Decimal)]
        alike = [each for each in parts if each.unit == item.unit]
        if len(alike) > 1:
            waiting.append(max(alike, key=lambda each: abs(each.number)))
            waiting += [each for each in parts if each.unit != item.unit]
        else:
            waiting += parts
    return frozenset(found)
