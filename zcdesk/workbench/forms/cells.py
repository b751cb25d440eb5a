"""Cells: what a table of months shows, as text. Whoever draws it converts, rounds and adds nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.domain.number import (
    CONTEXT,
    COUNT,
    CUT,
    FEW,
    NotANumber,
    read,
    scaled,
    short,
)
from zcdesk.domain.record import dataclass
from zcdesk.domain.trace import Missing, Traced
from zcdesk.domain.unit import pretty
from zcdesk.domain.vocabulary import Quantity
from zcdesk.domain.words import Language
from zcdesk.workbench.forms.cell_figures import change, digits_after, grouped, in_sight, padded, unit_said
from zcdesk.workbench.forms.units import offered, says_none, split_unit, unit_of
from zcdesk.workbench.forms.units import unit_key as unit_key
from zcdesk.workbench.workbench import Workbench

MONTHS = 12

State = Literal["empty", "filled", "zero", "none", "default", "wrong", "illustrative"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one quantity of one row.

    Attributes
    ----------
    place : Place
    typed : str
        As typed, for editing; ``""`` where nothing is.
    shown : str
        In the unit of the row, thousands separated, no digit lost; the text itself where it is no number.
    state : State
    last : str
        The same month of last year in the same unit; ``""`` unknown.
    reading : str
        How the typed text was read, ``＝ 1,284,000 kWh``; ``""`` where that says nothing new.
    evidence : int
        Pieces of evidence tied to it.
    """

    place: Place
    typed: str
    shown: str
    state: State
    last: str
    reading: str
    evidence: int


@dataclass(frozen=True, slots=True)
class CellRow:
    """Twelve months of one quantity.

    Attributes
    ----------
    quantity : Quantity
    row : str
    unit : str
        Unit in which the row is shown and typed.
    units : tuple of str
        Units that may be chosen.
    months : tuple of Cell
    year : Cell
        The answer given for the whole year, if any.
    total : str
        Sum or mean of the year, ``""`` if not known.
    missing : int
        Months that are still wanted (0 where the year was given or the row states none).
    change : str
        Against last year, ``+1.2``; ``""`` unknown. [%]
    none : bool
        The year was stated as none.
    partial : str
        Sum of the months that are there, while some are missing; ``""`` if none is.
    last_total : str
        Sum or mean of last year in the same unit; ``""`` unknown.
    """

    quantity: Quantity
    row: str
    unit: str
    units: tuple[str, ...]
    months: tuple[Cell, ...]
    year: Cell
    total: str
    missing: int
    change: str
    none: bool
    partial: str = ""
    last_total: str = ""


@dataclass(frozen=True, slots=True)
class Glance:
    """What of a year of a quantity is there, without a figure being made.

    Attributes
    ----------
    none, default : bool
        The whole year is stated as none, or as "I do not know".
    blank : bool
        Nothing is answered, this year or last.
    missing : int
        Months that are still wanted.
    answered, wrong : int
        Months with an answer of their own or by the year; those of them that cannot be used.
    """

    none: bool
    default: bool
    blank: bool
    missing: int
    answered: int
    wrong: int


def glance(workbench: Workbench, quantity: Quantity, row: str, year: str, wrong: Collection[Place]) -> Glance:
    """A year of a quantity at a glance; `wrong` are places whose answers cannot be used."""
    answered = next(iter(workbench.inventories().values())).resolver.answered.get((quantity.id, row), {})
    whole = answered.get(year)
    empty = [month for month in months_of(year) if month not in answered]
    unusable = 0
    if whole is not None and Place(quantity.id, row, year) in wrong:
        unusable = MONTHS
    elif whole is None and wrong:
        unusable = sum(
            month in answered and Place(quantity.id, row, month) in wrong for month in months_of(year)
        )
    missing = 0 if quantity.optional else unusable + (len(empty) if whole is None else 0)
    there = MONTHS if whole is not None else MONTHS - len(empty)
    before = str(int(year) - 1)
    blank = whole is None and len(empty) == MONTHS and not any(when[:4] == before for when in answered)
    standing = whole.standing if whole is not None else "given"
    return Glance(standing == "none", standing == "default", blank, missing, there, unusable)


_SUM = ("=", "\uff1d")
_ALIGNED = 4
"""Decimals up to which the figures of a row are filled up with zeros; a longer one stands as it is."""
_MEAN = 5
"""Digits that a mean of months is told with."""


def cell_row(workbench: Workbench, quantity: Quantity, row: str, year: str) -> CellRow:
    """The twelve months of a quantity in a year."""
    inventory = next(iter(workbench.inventories().values()))
    resolver = inventory.resolver
    canonical = resolver.unit_text(quantity, row)
    months = [Place(quantity.id, row, month) for month in months_of(year)]
    unit = unit_of(workbench, quantity, row, year, canonical)
    given_unit, unit = unit, unit or canonical
    before = str(int(year) - 1)
    whole = Place(quantity.id, row, year)
    answers = workbench.project.answers
    loose = [
        _cell(workbench, inventory, quantity, place, unit, canonical, f"{before}{place.period[4:]}")
        for place in months
    ]
    found = [
        len(digits_after(text))
        for cell in loose
        for text in (cell.shown, cell.last)
        if not cell.typed.lstrip().startswith(_SUM)  # a sum has as many as it comes to
    ]
    places = max((places for places in found if places <= _ALIGNED), default=0)
    cells = tuple(_even(cell, places) for cell in loose)
    given = answers.get(whole)
    none = given is not None and given.standing == "none"
    total, now = _folded(workbench, inventory, quantity, row, year, unit, canonical, places)
    earlier, last = (
        _folded(workbench, inventory, quantity, row, before, unit, canonical, places)
        if before in workbench.project.years
        else ("", None)
    )
    wanted = (
        0
        if given is not None or quantity.optional
        else sum(cell.state in ("empty", "wrong") for cell in cells)
    )
    return CellRow(
        quantity,
        row,
        given_unit,
        offered(resolver, canonical, quantity),
        cells,
        _cell(workbench, inventory, quantity, whole, unit, canonical, before),
        padded(total, places),
        wanted,
        change(now, last),
        none,
        ""
        if total or quantity.fold != "sum"
        else _partial(workbench, inventory, quantity, row, months, unit, canonical),
        earlier,
    )


def read_typed(
    workbench: Workbench, quantity: Quantity, row: str, text: str, unit: str, language: Language = "zh"
) -> tuple[str, str]:
    """How a text being typed reads: (reading in the canonical unit, problem code); both ``""`` while empty."""
    if not text.strip() or quantity.kind != "number" or says_none(quantity, text):
        return "", ""
    resolver = next(iter(workbench.inventories().values())).resolver
    canonical = resolver.unit_text(quantity, row)
    text, unit = split_unit(workbench, quantity, row, text, unit)
    try:
        value = read(text)
    except NotANumber as wrong:
        return "", f"number_{wrong.problem}"
    ratio = resolver.ratio(unit or canonical, canonical)
    if ratio is None:
        return (
            (f"＝ {grouped(value)} {unit_said(unit, language)}".rstrip(), "")
            if quantity.bridge
            else ("", "unit_does_not_fit")
        )
    if quantity.least is not None and scaled(value, ratio) < quantity.least:
        return "", "negative" if quantity.least == 0 else "below_least"
    if quantity.most is not None and scaled(value, ratio) > quantity.most:
        return "", "above_most"
    typed = ratio == 1 and not text.lstrip().startswith(_SUM)  # its digits are those that were typed
    told = grouped(value) if typed else short(scaled(value, ratio))
    return f"＝ {told} {unit_said(canonical, language)}".rstrip(), ""


def all_digits(workbench: Workbench, quantity: Quantity, row: str, text: str, unit: str) -> str:
    """How a text reads with all digits, where `read_typed` tells fewer; else ``""``."""
    resolver = next(iter(workbench.inventories().values())).resolver
    canonical = resolver.unit_text(quantity, row)
    ratio = resolver.ratio(unit or canonical, canonical)
    value = scaled(read(text), ratio) if ratio is not None else Decimal(0)
    return f"{grouped(value)} {unit_said(canonical, 'zh')}".rstrip() if short(value).endswith(CUT) else ""


def units_of(workbench: Workbench, quantity: Quantity, row: str, year: str) -> tuple[str, tuple[str, ...]]:
    """The unit in which a number of a row is typed, and those that may be chosen instead."""
    resolver = next(iter(workbench.inventories().values())).resolver
    canonical = resolver.unit_text(quantity, row)
    return unit_of(workbench, quantity, row, year, canonical), offered(resolver, canonical, quantity)


def as_shown(
    workbench: Workbench, quantity: Quantity, answer: Answer | None, row: str, unit: str
) -> tuple[str, State]:
    """A number as it is shown in a unit, and the state of its answer."""
    if answer is None:
        return "", "empty"
    inventory = next(iter(workbench.inventories().values()))
    canonical = inventory.resolver.unit_text(quantity, row)
    return _shown(inventory, quantity, answer, unit or canonical, canonical)


def _cell(
    workbench: Workbench,
    inventory: Inventory,
    quantity: Quantity,
    place: Place,
    unit: str,
    canonical: str,
    last: str,
) -> Cell:
    answers = workbench.project.answers
    answer = answers.get(place)
    before = answers.get(Place(place.quantity, place.row, last))
    earlier = _shown(inventory, quantity, before, unit, canonical)[0] if before else ""
    if answer is None:
        return Cell(place, "", "", "empty", earlier, "", 0)
    shown, state = _shown(inventory, quantity, answer, unit, canonical)
    reading = (
        ""
        if shown == answer.text or state not in ("filled", "illustrative")
        else f"{answer.text} {pretty(answer.unit)} ＝ {shown} {pretty(unit)}"
    )
    return Cell(place, answer.text, shown, state, earlier, reading, len(answer.evidence))


def _shown(
    inventory: Inventory, quantity: Quantity, answer: Answer, unit: str, canonical: str
) -> tuple[str, State]:
    if answer.standing == "none":
        return "0", "none"
    if answer.standing == "default":
        return "", "default"
    try:
        value = read(answer.text)
    except NotANumber:
        return answer.text, "wrong"
    given = answer.unit or canonical
    ratio = inventory.resolver.ratio(given, unit)
    if ratio is None:
        # another dimension (litres of a fuel counted in tonnes): shown as typed, with its unit
        return f"{answer.text} {unit_said(given, 'zh')}".rstrip(), "filled" if quantity.bridge else "wrong"
    value = scaled(value, ratio)
    plainly = ratio == 1 and not answer.text.lstrip().startswith(("=", "＝"))
    told = grouped(value) if plainly else in_sight(value)
    if quantity.least is not None and value < quantity.least:
        return told, "wrong"
    if answer.illustrative:
        return told, "illustrative"
    return told, "zero" if value == 0 else "filled"


def _even(cell: Cell, places: int) -> Cell:
    """The cell with as many decimals as the longest of its row has, so that the figures stand in line."""
    figure = cell.state in ("filled", "illustrative")
    return replace(
        cell, shown=padded(cell.shown, places) if figure else cell.shown, last=padded(cell.last, places)
    )


def _as_typed(workbench: Workbench, quantity: Quantity, row: str, year: str, unit: str) -> tuple[str, int]:
    """Sum of the months of a year that were typed in a unit which does not measure what is counted, and how many.

    Litres of a fuel that is counted in tonnes add up to litres; ``""`` where any month is in another unit.
    """
    answers = workbench.project.answers
    held = [each for month in months_of(year) if (each := answers.get(Place(quantity.id, row, month)))]
    if not held or any(
        each.standing == "default" or each.unit != unit for each in held if each.standing != "none"
    ):
        return "", 0
    total = Decimal(0)
    for each in held:
        try:
            total = CONTEXT.add(total, read(each.text) if each.standing == "given" else Decimal(0))
        except NotANumber:
            return "", 0
    return grouped(total), len(held)


def _partial(
    workbench: Workbench,
    inventory: Inventory,
    quantity: Quantity,
    row: str,
    months: list[Place],
    unit: str,
    canonical: str,
) -> str:
    """Sum of the months that can be read, in the unit of the row."""
    if inventory.resolver.ratio(canonical, unit) is None:
        typed, _ = _as_typed(workbench, quantity, row, months[0].period[:4], unit)
        if typed:
            return typed
    known = [inventory.quantity(quantity.id, month.period, row) for month in months]
    found = [each.number for each in known if isinstance(each, Traced)]
    if not found:
        return ""
    total = Decimal(0)
    for value in found:
        total = CONTEXT.add(total, value)
    return _in_unit(inventory, total, unit, canonical)


def _folded(
    workbench: Workbench,
    inventory: Inventory,
    quantity: Quantity,
    row: str,
    year: str,
    unit: str,
    canonical: str,
    places: int,
) -> tuple[str, Decimal | None]:
    result = inventory.quantity(quantity.id, year, row)
    if isinstance(result, Missing) or not isinstance(result, Traced):
        return "", None
    if quantity.fold == "sum" and inventory.resolver.ratio(canonical, unit) is None:
        typed, count = _as_typed(workbench, quantity, row, year, unit)
        if typed and count == MONTHS:
            return typed, result.number
    few = (FEW, COUNT, max(2, places)) if quantity.fold == "sum" else (_MEAN, _MEAN)
    return _in_unit(inventory, result.number, unit, canonical, *few), result.number


def _in_unit(
    inventory: Inventory,
    value: Decimal,
    unit: str,
    canonical: str,
    few: int = FEW,
    count: int = COUNT,
    least: int = 2,
) -> str:
    ratio = inventory.resolver.ratio(canonical, unit)
    if ratio is None:
        return f"{grouped(value)} {unit_said(canonical, 'zh')}".rstrip()
    return in_sight(scaled(value, ratio), few, count, least)
