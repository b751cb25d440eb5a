"""Witnesses: what other rows of a year say about a month that stands out, and the finding that remains.

A month in which the plant made as much less is no slip, nor is one whose bill moved with it; a month that moved alone
is one the more. Everything that is told is in the unit that was typed, so that a person finds the figure on the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from statistics import median
from typing import Literal

from zcdesk.calc.inventory import Inventory
from zcdesk.calc.monthly import BLANK, Group, Suspect, bills, prices, series
from zcdesk.calc.offers import accepted_units
from zcdesk.calc.slips import NEAR, pace
from zcdesk.domain.finding import Finding
from zcdesk.domain.number import CONTEXT, log10, plain, scaled
from zcdesk.domain.trace import Traced
from zcdesk.domain.vocabulary import Quantity

JUMP = "jump"
"""Finding of the packs that a slip explains: the sum of a year moved because one of its months did."""

_SAME = log10(1.2)
"""Output that moved by less than this did not move."""
_ENOUGH = 40

Pace = tuple[float | None, ...]


def told(inventory: Inventory, found: Iterable[Suspect], around: Around) -> list[Finding]:
    """The findings of suspects, after what other rows say has been heard."""
    findings: list[Finding] = []
    for suspect in found:
        reasons = around.reasons(inventory, suspect)
        if reasons is not None:
            findings.append(_finding(suspect, reasons))
    return findings


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
            dearer = inventory.compiled.vocabulary.quantities[place.quantity].pays != ""
            if (far * suspect.far > 0) == dearer:
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
    return pace(now, series(inventory, quantity, row, before) if before else BLANK)


def _price(inventory: Inventory, suspect: Suspect, month: int) -> tuple[Decimal, Decimal, str] | None:
    """Price of the month and of the other months, in units of the bill per typed unit; None without a bill."""
    quantities = inventory.compiled.vocabulary.quantities
    place = suspect.place
    own = quantities[place.quantity]
    bill = own if own.pays else bills(inventory).get(place.quantity)
    if bill is None or month < 0:
        return None
    year = place.period[:4]
    amounts = series(inventory, quantities[bill.pays], place.row, year)
    priced = prices(amounts, series(inventory, bill, place.row, year))
    others = [each for k, each in enumerate(priced) if k != month and each is not None]
    here, amount = priced[month], amounts[month]
    if here is None or amount is None or len(others) < 3:
        return None
    if own.pays:
        unit, per = inventory.resolver.unit_text(quantities[own.pays], place.row), Decimal(1)
    else:
        unit, per = suspect.unit, CONTEXT.divide(amount, suspect.value)
    usual = CONTEXT.multiply(median(others), per)
    money, many = _money(inventory, bill, usual)
    return scaled(CONTEXT.multiply(here, per), many), scaled(usual, many), f"{money}/{unit}"


def _money(inventory: Inventory, bill: Quantity, price: Decimal) -> tuple[str, Fraction]:
    """The unit of money in which a price is read easily, and how many of it the bill's is: 元 where 万元 are billed."""
    for unit in accepted_units(bill, bill.unit, inventory.compiled.vocabulary.units):
        ratio = inventory.resolver.ratio(bill.unit, unit)
        if ratio is not None and 1 <= scaled(price, ratio) < 100_000:
            return unit, ratio
    return bill.unit, Fraction(1)


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
