"""Monthly: months and years that stand out of their own row, and what each was probably meant to be.

A `Suspect` rests on the answers of its row alone (and on the bill that pays for it), so that a review may keep it
until one of them is touched. `zcdesk.calc.witnesses` hears what other rows say before anything is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product
from statistics import median

from zcdesk.calc.inventory import Inventory
from zcdesk.calc.offers import accepted_units
from zcdesk.calc.slips import FAR, Meant, Odd, Series, meant, odd_months
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.domain.number import CONTEXT, NotANumber, log10, read
from zcdesk.domain.record import dataclass
from zcdesk.domain.trace import Traced
from zcdesk.domain.vocabulary import Quantity

BLANK: Series = (None,) * 12
_FEW = 4
"""Months with a price from which one of them can stand out."""

Group = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A month, or a whole year, that stands out of its own row.

    Attributes
    ----------
    place : Place
    far : float
        Decimal logarithm of value over expected. [-]
    value : Decimal
        As typed, in `unit`; for a year of months their sum.
    unit : str
        As typed.
    before : str
        The year it was held against; ``""`` if it was only held against its own.
    last, others : Decimal or None
        The same time in that year; the middle of the other months. [unit]
    meant : Meant or None
        Slip that would explain it.
    mended : Decimal or None
        The value after the correction, in the unit then shown. [meant.unit or unit]
    explained : bool
        A remark stands beside the answer.
    """

    place: Place
    far: float
    value: Decimal
    unit: str
    before: str
    last: Decimal | None
    others: Decimal | None
    meant: Meant | None
    mended: Decimal | None
    explained: bool


def bills(inventory: Inventory) -> dict[str, Quantity]:
    """The bill of each quantity that has one."""
    quantities = inventory.compiled.vocabulary.quantities
    return {each.pays: each for each in quantities.values() if each.pays}


def suspects(
    inventory: Inventory, quantity: Quantity, row: str, year: str, bill: Quantity | None = None
) -> tuple[Suspect, ...]:
    """What stands out in a year of one row: months, by themselves or by their price, else the year as a whole."""
    if quantity.kind != "number" or quantity.per == "project" or quantity.fold == "same":
        return ()
    cells = inventory.resolver.answered.get((quantity.id, row), {})
    if not any(period[:4] == year for period in cells):
        return ()
    before = max((period[:4] for period in cells if period[:4] < year), default="")
    now = series(inventory, quantity, row, year)
    last = series(inventory, quantity, row, before) if before else BLANK
    known = [each for each in now if each is not None]
    found: list[Suspect] = []
    strays = odd_months(now, last)
    if bill is not None and not strays:
        strays = _dear(now, series(inventory, bill, row, year))
    for odd in strays:
        place = Place(quantity.id, row, months_of(year)[odd.month])
        answer = cells.get(place.period)
        if answer is not None and answer.standing == "given":
            earlier = last[odd.month] if odd.basis == "last" else None
            others = [each for each in known if each is not odd.value]
            made = _suspect(inventory, quantity, place, cells, odd, before, earlier, median(others))
            if made is not None:
                found.append(made)
    if found or not before:
        return tuple(found)
    whole = _whole(inventory, quantity, row, cells, year, before, now, last)
    return (whole,) if whole is not None else ()


def series(inventory: Inventory, quantity: Quantity, row: str, year: str) -> Series:
    """The months of a year in canonical units."""
    if quantity.per != "month":
        return BLANK
    folded = inventory.quantity(quantity.id, year, row)
    months = months_of(year)
    if isinstance(folded, Traced) and folded.kind == "fold":
        known = {each.period: each.number for each in folded.inputs}
        return tuple(known.get(month) for month in months)
    cells = inventory.resolver.answered.get((quantity.id, row), {})
    results = [inventory.resolver.value(quantity, row, month) if month in cells else None for month in months]
    return tuple(each.number if isinstance(each, Traced) else None for each in results)


def _dear(amounts: Series, paid: Series) -> tuple[Odd, ...]:
    """Months whose price stands out although neither amount nor bill does: what comes in bulk is seen only so."""
    priced = prices(amounts, paid)
    known = [each for each in priced if each is not None]
    if len(known) < _FEW or any(odd_months(paid, BLANK)):
        return ()
    found = []
    for odd in odd_months(priced, BLANK):
        amount, cost = amounts[odd.month], paid[odd.month]
        assert amount is not None
        assert cost is not None
        found.append(Odd(odd.month, amount, CONTEXT.divide(cost, median(known)), "others", -odd.far))
    return tuple(found)


def prices(amounts: Series, paid: Series) -> Series:
    """What each month cost for one of it; None where there is no bill or no amount."""
    return tuple(
        CONTEXT.divide(cost, amount)
        if cost is not None and amount is not None and cost > 0 < amount
        else None
        for cost, amount in zip(paid, amounts, strict=True)
    )


def _suspect(
    inventory: Inventory,
    quantity: Quantity,
    place: Place,
    cells: Mapping[str, Answer],
    odd: Odd,
    before: str,
    last: Decimal | None,
    others: Decimal,
) -> Suspect | None:
    answer = cells[place.period]
    try:
        typed = read(answer.text)
    except NotANumber:
        return None
    canonical = inventory.resolver.unit_text(quantity, place.row)
    unit = answer.unit or canonical
    per = CONTEXT.divide(typed, odd.value)  # so many typed units in a canonical one, densities included
    units = units_meant(inventory, quantity, canonical, unit, cells.values())
    slip = meant(odd.value, typed, odd.expected, unit, units)
    return Suspect(
        place,
        odd.far,
        typed,
        unit,
        before if last is not None else "",
        CONTEXT.multiply(last, per) if last is not None else None,
        CONTEXT.multiply(others, per),
        slip,
        _mended(slip, typed),
        bool(answer.note),
    )


def _whole(
    inventory: Inventory,
    quantity: Quantity,
    row: str,
    cells: Mapping[str, Answer],
    year: str,
    before: str,
    now: Series,
    last: Series,
) -> Suspect | None:
    """The year as a whole against the earlier one: the same unit slip in all its months, or in its one figure."""
    pairs = [(a, b) for a, b in zip(now, last, strict=True) if a is not None and b is not None and a > 0 < b]
    if len(pairs) >= 3:
        a, b = sum((pair[0] for pair in pairs), Decimal(0)), sum((pair[1] for pair in pairs), Decimal(0))
        far = median(log10(x) - log10(y) for x, y in pairs)
    else:
        here, there = inventory.quantity(quantity.id, year, row), inventory.quantity(quantity.id, before, row)
        if (
            not isinstance(here, Traced)
            or not isinstance(there, Traced)
            or here.number <= 0
            or there.number <= 0
        ):
            return None
        a, b, far = here.number, there.number, log10(here.number) - log10(there.number)
    if abs(far) < FAR:
        return None
    answers = [
        cells[period] for period in sorted(cells) if period[:4] == year and cells[period].standing == "given"
    ]
    canonical = inventory.resolver.unit_text(quantity, row)
    used = {answer.unit or canonical for answer in answers}
    if len(used) != 1:
        return None
    unit = used.pop()
    ratio = inventory.resolver.ratio(canonical, unit)
    if ratio is None:
        return None
    per = CONTEXT.divide(Decimal(ratio.numerator), Decimal(ratio.denominator))
    held = [cells[period] for period in cells if period[:4] == before]
    slip = meant(
        a, CONTEXT.multiply(a, per), b, unit, units_meant(inventory, quantity, canonical, unit, held)
    )
    if slip is None or (slip.power and (len(answers) > 1 or quantity.per == "year")):
        return None  # twelve months with one digit too many each are no slip, and a stock may well be a tenth
    value = CONTEXT.multiply(a, per)
    noted = any(answer.note for answer in answers)
    return Suspect(
        Place(quantity.id, row, year), far, value, unit, before, CONTEXT.multiply(b, per), None, slip,
        _mended(slip, value), noted,
    )  # fmt: skip


def units_meant(
    inventory: Inventory, quantity: Quantity, canonical: str, unit: str, answers: Iterable[Answer]
) -> dict[str, Fraction]:
    """Units that may have been meant: those that stand beside other months, then those a power of ten away."""
    resolver = inventory.resolver
    beside = [answer.unit or canonical for answer in answers if answer.standing == "given"]
    likely = sorted(dict.fromkeys(beside), key=lambda each: -beside.count(each))
    found: dict[str, Fraction] = {}
    for each in (*likely, canonical, *_known(inventory, quantity, canonical)):
        ratio, own = resolver.ratio(each, canonical), resolver.ratio(unit, canonical)
        if ratio is None or own is None or ratio == own or each in found:
            continue
        if each in likely or _power_of_ten(ratio / own):
            found[each] = ratio
    return found


def _known(inventory: Inventory, quantity: Quantity, canonical: str) -> list[str]:
    """Units into which the canonical one converts; of ``GJ/万Nm3`` also those with another unit below."""
    units = inventory.compiled.vocabulary.units
    above, slash, below = canonical.partition("/")
    if not slash:
        return accepted_units(quantity, canonical, units)
    pairs = product(accepted_units(quantity, above, units), accepted_units(quantity, below, units))
    return [f"{one}/{other}" for one, other in pairs]


def _power_of_ten(ratio: Fraction) -> bool:
    many, one = max(ratio.numerator, ratio.denominator), min(ratio.numerator, ratio.denominator)
    return one == 1 and str(many).strip("0") == "1"


def _mended(slip: Meant | None, typed: Decimal) -> Decimal | None:
    if slip is None:
        return None
    return typed if slip.unit else CONTEXT.scaleb(typed, slip.power)
