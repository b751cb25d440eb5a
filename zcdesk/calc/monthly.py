"""Monthly: rows of months and years that stand out, what each was probably meant to be, and what speaks for it.

What one row says of itself (`Suspect`) rests on the answers of that row alone, so that a review may keep it until one
of them is touched. What other rows say (output, bill, capacity) is asked only about suspects, which are few: a month
in which the plant made as much less is no slip, nor is one whose bill moved with it.

Everything that is told is in the unit that was typed, so that a person finds the figure on the sheet again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import islice, product
from math import log10
from statistics import median
from typing import Literal

from zcdesk.calc.inventory import Inventory
from zcdesk.calc.offers import accepted_units
from zcdesk.calc.slips import FAR, NEAR, Meant, Odd, Series, meant, odd_months, pace
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.domain.finding import Finding
from zcdesk.domain.number import CONTEXT, NotANumber, plain, read
from zcdesk.domain.trace import Traced
from zcdesk.domain.vocabulary import Quantity

JUMP = "jump"
"""Finding of the packs that a slip explains: the sum of a year moved because one of its months did."""

_BLANK: Series = (None,) * 12
_SAME = log10(1.2)
"""Output that moved by less than this did not move."""

_ENOUGH = 40

Pace = tuple[float | None, ...]
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


def suspects(inventory: Inventory, quantity: Quantity, row: str, year: str) -> tuple[Suspect, ...]:
    """What stands out in a year of one row: months, else the year as a whole."""
    if quantity.kind != "number" or quantity.per == "project" or quantity.fold == "same":
        return ()
    cells = inventory.resolver.answered.get((quantity.id, row), {})
    if not any(period[:4] == year for period in cells):
        return ()
    before = max((period[:4] for period in cells if period[:4] < year), default="")
    now = series(inventory, quantity, row, year)
    last = series(inventory, quantity, row, before) if before else _BLANK
    known = [each for each in now if each is not None]
    found: list[Suspect] = []
    for odd in odd_months(now, last):
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


def told(inventory: Inventory, found: Iterable[Suspect], around: Around) -> list[Finding]:
    """The findings of suspects, after what other rows say has been heard."""
    findings: list[Finding] = []
    for suspect in found:
        reasons = around.reasons(inventory, suspect)
        if reasons is not None:
            findings.append(_finding(suspect, reasons))
    return findings


def series(inventory: Inventory, quantity: Quantity, row: str, year: str) -> Series:
    """The months of a year in canonical units."""
    if quantity.per != "month":
        return _BLANK
    folded = inventory.quantity(quantity.id, year, row)
    months = months_of(year)
    if isinstance(folded, Traced) and folded.kind == "fold":
        known = {each.period: each.number for each in folded.inputs}
        return tuple(known.get(month) for month in months)
    cells = inventory.resolver.answered.get((quantity.id, row), {})
    results = [inventory.resolver.value(quantity, row, month) if month in cells else None for month in months]
    return tuple(each.number if isinstance(each, Traced) else None for each in results)


class Around:
    """What the other rows of a year say: how much was made, what was paid.

    Parameters
    ----------
    year : str
    """

    def __init__(self, year: str) -> None:
        self.year = year
        self._paces: dict[Group, Pace] | None = None
        self._years: dict[tuple[Group, str], float | None] = {}

    def forget(self) -> None:
        """Some output was answered anew."""
        self._paces = None
        self._years.clear()

    def reasons(self, inventory: Inventory, suspect: Suspect) -> tuple[tuple[str, str], ...] | None:
        """What speaks for a slip; None where output or bill moved as well, so that there is none."""
        place = suspect.place
        month = int(place.period[5:]) - 1 if len(place.period) > 4 else -1
        reasons: list[tuple[str, str]] = []
        amount = inventory.compiled.vocabulary.quantities[place.quantity].fold == "sum"
        group = (place.quantity, place.row)
        moved = self._moved(inventory, group, month, suspect.before) if amount else None
        if moved is not None:
            if moved * suspect.far > 0 and abs(moved) >= abs(suspect.far) / 2:
                return None
            if abs(moved) < _SAME:
                reasons.append(("output", _percent(moved)))
        price = _price(inventory, suspect, month)
        if price is not None:
            here, usual, unit = price
            far = log10(here / usual)
            if abs(far) < NEAR:
                return None
            if far * suspect.far < 0:
                reasons += [("price", _short(here)), ("price_usual", _short(usual)), ("price_unit", unit)]
        limit = _limit(inventory, suspect)
        if limit is not None:
            reasons.append(("capacity", limit))
        return tuple(reasons)

    def _moved(self, inventory: Inventory, group: Group, month: int, before: str) -> float | None:
        """How the output of a month (-1: of the year) stands to what was to be expected, as a logarithm."""
        if month < 0:
            ratios = [
                each
                for other in _outputs(inventory)
                if other != group and (each := self._grown(inventory, other, before)) is not None
            ]
            return median(ratios) if ratios else None
        quantities = inventory.compiled.vocabulary.quantities
        if self._paces is None:
            self._paces = {
                other: _pace(inventory, quantities[other[0]], other[1], self.year)
                for other in _outputs(inventory)
            }
        known = [held[month] for other, held in self._paces.items() if other != group]
        if quantities[group[0]].output:  # output itself is held against whatever else was counted
            known += [
                _pace(inventory, quantities[other[0]], other[1], self.year)[month]
                for other in _amounts(inventory)
                if other != group
            ]
        paces = [each for each in known if each is not None]
        return median(paces) if paces else None

    def _grown(self, inventory: Inventory, group: Group, before: str) -> float | None:
        key = (group, before)
        if key not in self._years:
            now = inventory.quantity(group[0], self.year, group[1])
            last = inventory.quantity(group[0], before, group[1])
            both = isinstance(now, Traced) and isinstance(last, Traced) and now.number > 0 and last.number > 0
            self._years[key] = (
                log10(now.number) - log10(last.number)
                if both and isinstance(now, Traced) and isinstance(last, Traced)
                else None
            )
        return self._years[key]


def _outputs(inventory: Inventory) -> list[Group]:
    """Quantities and rows that say how much was made, those that are answered."""
    quantities = inventory.compiled.vocabulary.quantities
    made = [
        group
        for group, cells in inventory.resolver.answered.items()
        if cells and group[0] in quantities and quantities[group[0]].output
    ]
    return sorted(made)


def _amounts(inventory: Inventory) -> list[Group]:
    """Other amounts by month, as many as it takes to tell a plant that stands still."""
    quantities = inventory.compiled.vocabulary.quantities
    found = (
        group
        for group, cells in sorted(inventory.resolver.answered.items())
        if len(cells) > 2
        and (quantity := quantities.get(group[0])) is not None
        and quantity.per == "month"
        and quantity.fold == "sum"
        and not quantity.output
    )
    return list(islice(found, _ENOUGH))


def _pace(inventory: Inventory, quantity: Quantity, row: str, year: str) -> Pace:
    cells = inventory.resolver.answered.get((quantity.id, row), {})
    before = max((period[:4] for period in cells if period[:4] < year), default="")
    now = series(inventory, quantity, row, year)
    return pace(now, series(inventory, quantity, row, before) if before else _BLANK)


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
    units = _units(inventory, quantity, canonical, unit, cells.values())
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
    slip = meant(a, CONTEXT.multiply(a, per), b, unit, _units(inventory, quantity, canonical, unit, held))
    if slip is None or (slip.power and (len(answers) > 1 or quantity.per == "year")):
        return None  # twelve months with one digit too many each are no slip, and a stock may well be a tenth
    value = CONTEXT.multiply(a, per)
    noted = any(answer.note for answer in answers)
    return Suspect(
        Place(quantity.id, row, year), far, value, unit, before, CONTEXT.multiply(b, per), None, slip,
        _mended(slip, value), noted,
    )  # fmt: skip


def _units(
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


def _price(inventory: Inventory, suspect: Suspect, month: int) -> tuple[Decimal, Decimal, str] | None:
    """Price of the month and of the other months, in yuan per typed unit; None without a bill."""
    quantities = inventory.compiled.vocabulary.quantities
    place = suspect.place
    bill = next((each for each in quantities.values() if each.pays == place.quantity), None)
    if bill is None or month < 0:
        return None
    year = place.period[:4]
    paid = series(inventory, bill, place.row, year)
    amounts = series(inventory, quantities[place.quantity], place.row, year)
    prices = [
        CONTEXT.divide(cost, amount)
        if cost is not None and amount is not None and cost > 0 < amount
        else None
        for cost, amount in zip(paid, amounts, strict=True)
    ]
    own = prices[month]
    others = [each for k, each in enumerate(prices) if k != month and each is not None]
    value = amounts[month]
    if own is None or value is None or len(others) < 3:
        return None
    per = CONTEXT.divide(value, suspect.value)
    return CONTEXT.multiply(own, per), CONTEXT.multiply(median(others), per), f"{bill.unit}/{suspect.unit}"


def _limit(inventory: Inventory, suspect: Suspect) -> str | None:
    """The capacity of a year, where a single month is above it."""
    quantities = inventory.compiled.vocabulary.quantities
    place = suspect.place
    limit = next((each for each in quantities.values() if each.capacity_of == place.quantity), None)
    if limit is None:
        return None
    most = inventory.quantity(limit.id, place.period[:4], place.row)
    here = inventory.quantity(place.quantity, place.period, place.row)
    if isinstance(most, Traced) and isinstance(here, Traced) and here.number > most.number > 0:
        return f"{plain(most.number)} {most.unit}"
    return None


def _finding(suspect: Suspect, reasons: Sequence[tuple[str, str]]) -> Finding:
    code = "slip_year" if len(suspect.place.period) == 4 else "slip_month"
    details = [("value", _typed(suspect.value)), ("unit", suspect.unit), ("times", _times(suspect.far))]
    slip = suspect.meant
    if slip is not None and suspect.mended is not None:
        if slip.unit:
            code += "_unit"
            details += [("meant_unit", slip.unit)]
        else:
            code += "_more" if slip.power < 0 else "_less"
            details += [("shift", plain(Decimal(10) ** abs(slip.power))), ("mended", _typed(suspect.mended))]
            details += [("power", str(slip.power))]
    if suspect.last is not None:
        details += [("before", suspect.before), ("last", _short(suspect.last))]
    if suspect.others is not None:
        details += [("others", _short(suspect.others))]
    severity: Literal["warning", "note"] = "note" if suspect.explained else "warning"
    return Finding(code, severity, suspect.place, (*details, *reasons))


def _typed(value: Decimal) -> str:
    """A value that was typed, with its digits; the result of a long sum in words."""
    text = plain(value)
    return text if len(text) <= 12 else _short(value)


def _short(value: Decimal) -> str:
    """A value told in words: all digits before the point, four significant ones if it is small."""
    if value == 0 or abs(value) >= 1000:
        places = 0 if abs(value) >= 1000 and value == value.to_integral_value() else 1
        return plain(value.quantize(Decimal(1).scaleb(-places), context=CONTEXT))
    return plain(Decimal(f"{value:.4g}"))


def _times(far: float) -> str:
    times = 10 ** abs(far)
    return f"{times:.1f}" if times < 100 else f"{times:.0f}"


def _percent(moved: float) -> str:
    return f"{round((10**moved - 1) * 100):+d}".replace("+0", "0")
