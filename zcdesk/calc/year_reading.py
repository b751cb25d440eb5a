"""What the comparison of two years reads of each: sources with their energy, products, and what tells output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from zcdesk.calc.decomposition import EXACT, LOGS, total
from zcdesk.calc.inventory import Inventory
from zcdesk.domain.record import dataclass
from zcdesk.domain.trace import Missing, Result, Traced
from zcdesk.formula.syntax import Call, Name

NOISE = Decimal("1e-30")
"""What the last of fifty digits leaves when sources are added up, as a part of the largest; no source of its own."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """How a group of sources is told.

    Attributes
    ----------
    effect : str
        What a change of emission per energy is put down to.
    used : str
        Line of all that was used, emitting or not; ``""`` if all of it emits.
    factor : mapping of str to str
        Line of the emission factor by view; with `used` it tells how much of the energy emits.
    """

    effect: str
    used: str = ""
    factor: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    """``resources/reports/attribution.toml``: what tells output, and how each group is told.

    Attributes
    ----------
    table, amount, energy : str
        Table of products, and its quantities output and energy used.
    totals : tuple of str
        Quantities that tell output where products cannot be added up; the first that both years have is taken.
    carriers : mapping of str to Carrier
        By group.
    """

    table: str
    amount: str
    energy: str
    totals: tuple[str, ...]
    carriers: Mapping[str, Carrier]


def rules(data: Mapping[str, Any]) -> Rules:
    """Read a decoded ``attribution.toml``."""
    output = data["output"]
    carriers = {
        group: Carrier(held["effect"], held.get("used", ""), held.get("factor", {}))
        for group, held in data["carrier"].items()
    }
    return Rules(
        output["table"],
        output["amount"],
        output["energy"],
        tuple(output["totals"]),
        MappingProxyType(carriers),
    )


@dataclass(frozen=True, slots=True)
class Source:
    """A source of emissions in one year.

    Attributes
    ----------
    line, row, group : str
    emission : Decimal
        Unrounded. [tCO2e]
    energy : Decimal or None
        What of its energy emits, in the unit of the energy method [tce]; None if it is not told by energy.
    """

    line: str
    row: str
    group: str
    emission: Decimal
    energy: Decimal | None = None

    @property
    def key(self) -> str:
        """``fuel.co2[F01]``."""
        return f"{self.line}[{self.row}]" if self.row else self.line


@dataclass(frozen=True, slots=True)
class Product:
    """A product in one year: output in its own unit, and the energy metered for it [tce] or None."""

    amount: Decimal
    unit: str
    energy: Decimal | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the comparison reads of one year.

    Attributes
    ----------
    year : str
    emission : Decimal
        The total of the view. [tCO2e]
    sources : tuple of Source
        They add up to the total; what a method adds or takes off beside its sources is a source named ``""``.
    energy : Decimal or None
        All energy. [tce]
    products : mapping of str to Product
        By row, those with output.
    totals : mapping of str to Traced
        Quantities that tell output as a whole, those that are known and not zero.
    """

    year: str
    emission: Decimal
    sources: tuple[Source, ...]
    energy: Decimal | None
    products: Mapping[str, Product]
    totals: Mapping[str, Traced]

    def adjusted(self, by: Mapping[str, Decimal]) -> Reading:
        """The year with its boundary drawn as another year draws it.

        Parameters
        ----------
        by : mapping of str to Decimal
            By `Source.key`, what joins (above zero) or leaves. Its energy goes in proportion. [tCO2e]
        """
        if not by:
            return self
        left, told, energy = dict(by), [], self.energy
        for source in self.sources:
            more = left.pop(source.key, None)
            if more is None:
                told.append(source)
                continue
            emission = EXACT.add(source.emission, more)
            held = source.energy
            if held is not None and source.emission:
                grown = LOGS.divide(LOGS.multiply(held, emission), source.emission)
                energy = None if energy is None else LOGS.add(energy, LOGS.subtract(grown, held))
                held = grown
            told.append(replace(source, emission=emission, energy=held))
        for key, more in left.items():
            line, _, row = key.rstrip("]").partition("[")
            told.append(Source(line, row, "", more))
        return replace(
            self, emission=EXACT.add(self.emission, total(by.values())), sources=tuple(told), energy=energy
        )


def read(
    inventory: Inventory,
    energy: Inventory | None,
    year: str,
    view: str,
    lines: Sequence[str],
    whole: str,
    held: Rules,
) -> Reading | Missing:
    """What the comparison reads of one year.

    Parameters
    ----------
    inventory, energy : Inventory
        Of emissions; of energy, if there is one.
    view : str
        ``location`` or ``market``.
    lines : sequence of str
        The lines of the sources that the total is made of.
    whole : str
        The line of the total.

    Returns
    -------
    Reading or Missing
        Missing if the total, and so one of its sources, is.
    """
    result = inventory.line(whole, year)
    if isinstance(result, Missing):
        return result
    used = _Energy(inventory, energy, year, view, held)
    found: list[Source] = []
    for id_ in lines:
        line = inventory.compiled.method.lines[id_]
        inner = _summed(inventory, id_)
        table = inventory.compiled.method.lines[inner].over if inner else ""
        rows = [row.id for row in inventory.rows(table)] if used.has_rows(line.group, table) else [""]
        for row in rows or [""]:
            part = inventory.line(inner if row else id_, year, row)
            if isinstance(part, Missing):  # the total does without it
                continue
            number = used.of(id_, line.group, table, row, part.number)
            found.append(Source(inner if row else id_, row, line.group, part.number, number))
    rest = EXACT.subtract(result.number, total(source.emission for source in found))
    at = max(range(len(found)), key=lambda each: abs(found[each].emission), default=-1)
    if at >= 0 and abs(rest) <= EXACT.multiply(abs(found[at].emission), NOISE):
        found[at] = replace(found[at], emission=EXACT.add(found[at].emission, rest))
    elif rest:
        found.append(Source("", "", "", rest))
    known = {id_: _quantity(inventory, id_, year) for id_ in held.totals}
    return Reading(
        year,
        result.number,
        tuple(found),
        used.total,
        MappingProxyType(_products(inventory, year, held)),
        MappingProxyType({id_: each for id_, each in known.items() if each is not None and each.number}),
    )


class _Energy:
    """The energy of the sources of one year, from the energy method's lines of the same groups."""

    def __init__(
        self, inventory: Inventory, energy: Inventory | None, year: str, view: str, held: Rules
    ) -> None:
        self.inventory, self.energy, self.year, self.view, self.held = inventory, energy, year, view, held
        self._taken: set[str] = set()
        self.total = self._total()

    def _total(self) -> Decimal | None:
        if self.energy is None:
            return None
        lines = self.energy.compiled.method.lines.values()
        first = next((line for line in lines if line.total and not line.over), None)
        return _number(self.energy.line(first.id, self.year)) if first is not None else None

    def has_rows(self, group: str, table: str) -> bool:
        """Whether the energy of a group is known row by row of a table."""
        if self.energy is None or not table:
            return False
        lines = self.energy.compiled.method.lines
        return any(
            line.group == group and inner and lines[inner].over == table
            for line in lines.values()
            if line.scope == "energy" and not line.total and (inner := _summed(self.energy, line.id))
        )

    def of(self, id_: str, group: str, table: str, row: str, emission: Decimal) -> Decimal | None:
        """The energy that emits in a source; None if the energy method has no line for it."""
        if self.energy is None or self.total is None:
            return None
        for line in self.energy.compiled.method.lines.values():
            if line.group != group or line.scope != "energy" or line.total:
                continue
            inner = _summed(self.energy, line.id)
            if row and inner and self.energy.compiled.method.lines[inner].over == table:
                return _number(self.energy.line(inner, self.year, row))
            if row or line.id in self._taken:
                continue
            self._taken.add(line.id)
            return self._emitting(group, emission, _number(self.energy.line(line.id, self.year)))
        return None

    def _emitting(self, group: str, emission: Decimal, energy: Decimal | None) -> Decimal | None:
        """The part of a group's energy that its emission belongs to: emission over factor, of all that was used."""
        carrier = self.held.carriers.get(group)
        names = (carrier.used, carrier.factor.get(self.view, "")) if carrier else ("", "")
        lines = self.inventory.compiled.method.lines
        if energy is None or not all(name in lines for name in names):
            return energy
        used, factor = (_number(self.inventory.line(name, self.year)) for name in names)
        if not used or not factor:
            return energy
        return LOGS.divide(LOGS.multiply(energy, LOGS.divide(emission, factor)), used)


def _products(inventory: Inventory, year: str, held: Rules) -> dict[str, Product]:
    """Products with output; one without an answer is not in the year."""
    found: dict[str, Product] = {}
    quantities = inventory.compiled.vocabulary.quantities
    if held.amount not in quantities or held.table not in inventory.compiled.vocabulary.tables:
        return found
    for row in inventory.rows(held.table):
        amount = inventory.quantity(held.amount, year, row.id)
        if isinstance(amount, Traced) and amount.number:
            energy = _number(inventory.quantity(held.energy, year, row.id))
            found[row.id] = Product(amount.number, amount.unit, energy)
    return found


def _quantity(inventory: Inventory, id_: str, year: str) -> Traced | None:
    if id_ not in inventory.compiled.vocabulary.quantities:
        return None
    result = inventory.quantity(id_, year)
    return result if isinstance(result, Traced) and isinstance(result.value, Decimal) else None


def _number(result: Result) -> Decimal | None:
    return result.number if isinstance(result, Traced) and isinstance(result.value, Decimal) else None


def _summed(inventory: Inventory, id_: str) -> str:
    """The line over rows that a line is the plain sum of; ``""`` if it is none."""
    match inventory.compiled.lines[id_].tree:
        case Call("sum", (Name(inner),)) if inner in inventory.compiled.lines:
            return inner
        case _:
            return ""
