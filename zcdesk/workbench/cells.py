"""Cells: what a table of months shows, as text. Whoever draws it converts, rounds and adds nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from zcdesk.calc.inventory import Inventory
from zcdesk.calc.resolve import Resolver
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.domain.number import CONTEXT, NotANumber, plain, printed, read, rounded, scaled
from zcdesk.domain.trace import Missing, Traced
from zcdesk.domain.vocabulary import Quantity
from zcdesk.workbench.workbench import Workbench

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


_OFFERED = (
    "MWh", "kWh", "万kWh", "GJ", "MJ", "t", "kg", "L", "万Nm3", "Nm3", "m3", "万m3", "tce", "kgce",
    "万元", "元", "亿元",
    "台", "件", "kgCOD", "tCOD", "kgCOD/m3", "%", "GJ/t", "GJ/万Nm3", "tCO2/GJ", "tCO2/MWh",
)  # fmt: skip


def cell_row(workbench: Workbench, quantity: Quantity, row: str, year: str) -> CellRow:
    """The twelve months of a quantity in a year."""
    inventory = next(iter(workbench.inventories().values()))
    resolver = inventory.resolver
    canonical = resolver.unit_text(quantity, row)
    months = [Place(quantity.id, row, month) for month in months_of(year)]
    unit = _unit(workbench, quantity, row, year, canonical)
    before = str(int(year) - 1)
    whole = Place(quantity.id, row, year)
    answers = workbench.project.answers
    cells = tuple(
        _cell(workbench, inventory, quantity, place, unit, canonical, f"{before}{place.period[4:]}")
        for place in months
    )
    given = answers.get(whole)
    none = given is not None and given.standing == "none"
    total, now = _folded(inventory, quantity, row, year, unit, canonical)
    _, last = (
        _folded(inventory, quantity, row, before, unit, canonical)
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
        unit,
        _units(resolver, canonical, quantity),
        cells,
        _cell(workbench, inventory, quantity, whole, unit, canonical, before),
        total,
        wanted,
        _change(now, last),
        none,
    )


def read_typed(workbench: Workbench, quantity: Quantity, row: str, text: str, unit: str) -> tuple[str, str]:
    """How a text being typed reads: (reading in the canonical unit, problem code); both ``""`` while empty."""
    if not text.strip() or quantity.kind != "number":
        return "", ""
    resolver = next(iter(workbench.inventories().values())).resolver
    canonical = resolver.unit_text(quantity, row)
    try:
        value = read(text)
    except NotANumber as wrong:
        return "", f"number_{wrong.problem}"
    ratio = resolver.ratio(unit or canonical, canonical)
    if ratio is None:
        return "", "" if quantity.bridge else "unit_does_not_fit"
    if quantity.least is not None and scaled(value, ratio) < quantity.least:
        return "", "negative" if quantity.least == 0 else "below_least"
    if quantity.most is not None and scaled(value, ratio) > quantity.most:
        return "", "above_most"
    return f"＝ {grouped(scaled(value, ratio))} {canonical}", ""


def grouped(value: Decimal) -> str:
    """A number with all its digits and thousands separated."""
    whole, _, part = plain(value).partition(".")
    return f"{int(whole):,}".replace("-", "\u2212") + (f".{part}" if part else "")


def _unit(workbench: Workbench, quantity: Quantity, row: str, year: str, canonical: str) -> str:
    """The unit last typed for the row, this year first; else the canonical one."""
    answers = workbench.project.answers
    for when in (year, str(int(year) - 1)):
        for period in (when, *reversed(months_of(when))):
            answer = answers.get(Place(quantity.id, row, period))
            if answer is not None and answer.unit:
                return answer.unit
    return canonical


def _units(resolver: Resolver, canonical: str, quantity: Quantity) -> tuple[str, ...]:
    found = [unit for unit in _OFFERED if resolver.ratio(unit, canonical) is not None]
    if quantity.bridge and resolver.ratio("t", canonical) is not None:
        found.append("L")
    return tuple(dict.fromkeys([canonical, *found]))


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
        "" if shown == answer.text or state != "filled" else f"{answer.text} {answer.unit} ＝ {shown} {unit}"
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
        return f"{answer.text} {given}", "filled" if quantity.bridge else "wrong"
    value = scaled(value, ratio)
    if quantity.least is not None and value < quantity.least:
        return grouped(value), "wrong"
    if answer.illustrative:
        return grouped(value), "illustrative"
    return grouped(value), "zero" if value == 0 else "filled"


def _folded(
    inventory: Inventory, quantity: Quantity, row: str, year: str, unit: str, canonical: str
) -> tuple[str, Decimal | None]:
    result = inventory.quantity(quantity.id, year, row)
    if isinstance(result, Missing) or not isinstance(result, Traced):
        return "", None
    ratio = inventory.resolver.ratio(canonical, unit)
    if ratio is None:
        return f"{grouped(result.number)} {canonical}", result.number
    return grouped(rounded(scaled(result.number, ratio), 6).normalize(CONTEXT)), result.number


def _change(now: Decimal | None, last: Decimal | None) -> str:
    if now is None or last is None or last == 0:
        return ""
    percent = CONTEXT.multiply(CONTEXT.divide(CONTEXT.subtract(now, last), last), Decimal(100))
    text = printed(percent, 1)
    return text if text.startswith("\u2212") or text == "0.0" else f"+{text}"
