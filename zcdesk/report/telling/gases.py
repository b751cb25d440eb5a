"""Gases: which gas, and how much of it, an emission in CO2 equivalent stands for, read from the formula that gave it.

No method is asked for it by name: a mass times a warming potential is a gas, a sum of such things several. What cannot
be followed gives nothing, and what is given adds up to the emission, so that no mass stands there by guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from zcdesk.domain.number import CONTEXT, scaled
from zcdesk.domain.trace import Traced, by_months
from zcdesk.formula.syntax import Call, Literal, Name, Node, Operation, Scaled, calls
from zcdesk.report.telling.results import Figures, figure

CO2 = "co2"
_GWP = "gwp"
_CLOSE = Decimal("1e-20")


@dataclass(frozen=True, slots=True)
class Gas:
    """A gas in an emission.

    Attributes
    ----------
    key : str
        Key of its warming potential: ``hfc_23``; that of the kind where a gas has a kind of its own: ``ch4``; the row
        whose gas it is where the plant has stated the potential.
    mass : Decimal
        Of the gas itself; negative where it is deducted. [t]
    co2e : Decimal
        [tCO2e]
    """

    key: str
    mass: Decimal
    co2e: Decimal


def gases_of(figures: Figures, id_: str, year: str, row: str = "") -> tuple[Gas, ...]:
    """The gases of an emission in the order met, each once; none where the method does not tell them apart."""
    found = _line(figures, id_, year, row)
    return tuple(_merged(found)) if found else ()


def merged(gases: Iterable[Gas]) -> tuple[Gas, ...]:
    """The same gases, each once."""
    return tuple(_merged(gases))


def _line(figures: Figures, id_: str, year: str, row: str) -> list[Gas] | None:
    line = figures.compiled.lines.get(id_)
    result = figures.line(id_, year, row)
    if line is None or not isinstance(result, Traced):
        return None
    if line.line.unit == "tCO2":
        return [Gas(CO2, result.number, result.number)]
    if line.line.unit != "tCO2e" or by_months(result):
        return None
    found = _Reading(figures, result, year).read(line.tree)
    if found is None:
        return None
    whole = sum((gas.co2e for gas in found), Decimal(0))
    return found if abs(whole - result.number) <= _CLOSE * max(abs(result.number), Decimal(1)) else None


class _Reading:
    """One formula being taken apart."""

    def __init__(self, figures: Figures, result: Traced, year: str) -> None:
        self.figures = figures
        self.result = result
        self.year = year

    def read(self, node: Node) -> list[Gas] | None:
        """The gases of a part of the formula."""
        match node:
            case Literal(Decimal() as value) if not value:
                return []
            case Name(id_):
                return _line(self.figures, id_, self.year, self._row(id_))
            case Call("sum" | "sum_if", (Name(id_), *_)):
                rows = [item.row for item in self.result.inputs if item.id == id_]
                parts = [_line(self.figures, id_, self.year, row) for row in dict.fromkeys(rows)]
                return _joined(parts)
            case Call("if_", (_, yes, no)):
                return self._chosen(yes, no)
            case Operation("+", operands):
                return _joined([self.read(each) for each in operands])
            case Operation("-", (first, second)):
                return _joined([self.read(first), _times(self.read(second), Decimal(-1))])
            case Operation("neg", (inner,)):
                return _times(self.read(inner), Decimal(-1))
            case Scaled(inner, factor, _):
                return _times(self.read(inner), scaled(Decimal(1), factor))
            case Operation("*", (left, right)):
                return self._product(left, right)
            case _:
                return None

    def _chosen(self, yes: Node, no: Node) -> list[Gas] | None:
        for side in (yes, no):
            found = self.read(side)
            if found is not None and sum((gas.co2e for gas in found), Decimal(0)) == self.result.number:
                return found
        return None

    def _product(self, left: Node, right: Node) -> list[Gas] | None:
        for mass, potential in ((left, right), (right, left)):
            worth = self._potential(potential)
            amount = self._number(mass) if worth is not None else None
            if worth is not None and amount is not None:
                return [Gas(worth[0], amount, CONTEXT.multiply(amount, worth[1]))]
        return None

    def _potential(self, node: Node) -> tuple[str, Decimal] | None:
        """Gas and potential [tCO2e/t]; that of CO2 is one by definition."""
        if isinstance(node, Name):
            constant = self.figures.compiled.vocabulary.constants.get(node.id)
            return (CO2, Decimal(1)) if constant is not None and constant.unit == "tCO2e/tCO2" else None
        if not isinstance(node, Call) or node.function not in ("factor", "first"):
            return None
        kinds = [_kind(call) for call in calls(node) if call.function == "factor"]
        if not kinds or not all(kind == _GWP or kind.startswith(f"{_GWP}.") for kind in kinds):
            return None
        wanted = _key(node) if node.function == "factor" else ""
        for item in self.result.inputs:
            kind, _, key = item.id.partition("/")
            if item.kind == "factor" and kind in kinds and (not wanted or key == wanted):
                return (kind.partition(".")[2] or key), item.number
        stated = {name.id for name in node.arguments if isinstance(name, Name)}
        for item in self.result.inputs:
            if item.id in stated and isinstance(item.value, Decimal):
                return item.row, item.number
        return None

    def _number(self, node: Node) -> Decimal | None:
        """The value of a part of the formula that is a mass."""
        match node:
            case Literal(Decimal() as value):
                return value
            case Scaled(inner, factor, _):
                found = self._number(inner)
                return None if found is None else scaled(found, factor)
            case Name(id_):
                held = figure(self.figures, id_, self.year, self._row(id_))
                return held.number if isinstance(held, Traced) and isinstance(held.value, Decimal) else None
            case Call("sum" | "sum_if", (Name(id_), *_)):
                rows = {item.row: item.number for item in self.result.inputs if item.id == id_}
                return sum(rows.values(), Decimal(0))
            case Operation("+" | "-" | "*" | "/" as op, (left, right)):
                a, b = self._number(left), self._number(right)
                if a is None or b is None or (op == "/" and not b):
                    return None
                act = {"+": CONTEXT.add, "-": CONTEXT.subtract, "*": CONTEXT.multiply, "/": CONTEXT.divide}[
                    op
                ]
                return act(a, b)
            case Operation("neg", (inner,)):
                found = self._number(inner)
                return None if found is None else -found
            case _:
                return None

    def _row(self, id_: str) -> str:
        """The row of a name: that of the formula where it is over rows itself."""
        line = self.figures.compiled.lines.get(id_)
        over = line.line.over if line else self.figures.compiled.vocabulary.quantities[id_].table
        return self.result.row if over else ""


def _kind(call: Call) -> str:
    kind = call.arguments[0]
    return str(kind.value) if isinstance(kind, Literal) else ""


def _key(call: Call) -> str:
    """The gas that a formula names; ``""`` where the row chooses it."""
    key = call.arguments[1]
    return str(key.value) if isinstance(key, Literal) else ""


def _joined(parts: list[list[Gas] | None]) -> list[Gas] | None:
    found: list[Gas] = []
    for part in parts:
        if part is None:
            return None
        found += part
    return found


def _times(gases: list[Gas] | None, by: Decimal) -> list[Gas] | None:
    if gases is None:
        return None
    return [Gas(gas.key, CONTEXT.multiply(gas.mass, by), CONTEXT.multiply(gas.co2e, by)) for gas in gases]


def _merged(gases: Iterable[Gas]) -> list[Gas]:
    found: dict[str, Gas] = {}
    for gas in gases:
        held = found.get(gas.key)
        whole = gas if held is None else Gas(gas.key, held.mass + gas.mass, held.co2e + gas.co2e)
        found[gas.key] = whole
    if len(found) == 1:  # of nothing at all the gas is still known
        return list(found.values())
    return [gas for gas in found.values() if gas.mass or gas.co2e]
