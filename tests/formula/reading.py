"""A reader of formulas over a plain dictionary, and a scope that knows a few names."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tests.conftest import VOCABULARY
from zcdesk.domain.unit import Unit
from zcdesk.formula.evaluate import Program, Value, compile_tree
from zcdesk.formula.syntax import FormulaError, parse
from zcdesk.formula.units import Choice, Day, Number, Scope, Text, Truth, Type, check


class Dictionary:
    """Gives what a dictionary holds; what it lacks is noted as missing, once for each reading."""

    def __init__(self, values: Mapping[str, Value], rows: Mapping[str, list[Decimal]] | None = None) -> None:
        self.values = values
        self.table = rows or {}
        self.missing: list[str] = []
        self.asked: list[str] = []

    def name(self, id: str) -> Value:
        self.asked.append(id)
        value = self.values.get(id)
        if value is None:
            self.missing.append(id)
        return value

    def rows(self, id: str) -> Value:
        if id not in self.table:
            self.missing.append(f"sum {id}")
            return None
        return sum(self.table[id], Decimal(0))

    def rows_where(self, id: str, condition: Program) -> Value:
        total: Decimal | None = Decimal(0)
        for index, each in enumerate(self.table.get(id, [])):
            held = {
                key: column[index] if isinstance(column, list) else column
                for key, column in self.values.items()
            }
            here = Dictionary(held)  # type: ignore[arg-type]
            holds = condition(here)
            self.missing += [f"{lacking}[{index}]" for lacking in here.missing]
            if holds is None:
                total = None
            elif holds and total is not None:
                total += each
        return total

    def prior(self, id: str) -> Value:
        return self.name(f"prior {id}")

    def given(self, id: str) -> bool:
        return self.values.get(id) is not None

    def count(self, id: str) -> Value:
        return Decimal(len(self.table.get(id, [])))

    def year(self) -> int | None:
        value = self.values.get("year")
        return int(value) if isinstance(value, Decimal) else None

    def factor(self, kind: str, key: str, region: str) -> Value:
        return self.name("/".join(filter(None, (kind, key, region))))

    def undefined(self) -> None:
        self.missing.append("undefined")

    def mark(self) -> object:
        return len(self.missing)

    def back(self, mark: object, *, gaps: bool, took: int) -> None:
        assert isinstance(mark, int)
        if gaps:
            del self.missing[mark:]


def value(text: str, **values: object) -> tuple[Value, list[str]]:
    """A formula's value and what it lacked; keyword ``a__b`` stands for the name ``a.b``."""
    held = {key.replace("__", "."): decimal(each) for key, each in values.items()}
    reader = Dictionary({key: each for key, each in held.items() if each is not None})
    return compile_tree(parse(text))(reader), reader.missing


def decimal(value: object) -> Value:
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value  # type: ignore[return-value]


UNITS = {
    "mass": "t", "small": "kg", "carbon": "tC", "carbon_kg": "kgC", "co2": "tCO2", "co2e": "tCO2e", "ch4": "tCH4",
    "heat": "GJ", "power": "MWh", "share": "%", "ratio": "1", "rate": "tC/GJ", "gwp": "tCO2e/tCH4", "coal": "tce",
    "c_to_co2": "tCO2/tC", "volume": "m3", "normal": "Nm3", "amount": "fuel-unit", "ncv": "GJ/fuel-unit",
}  # fmt: skip
KINDS = {"carbon": "tC/GJ", "ncv": "GJ/fuel-unit", "oxidation": "%", "grid": "tCO2/MWh"}


def scope(unit_of: str = "kind") -> Scope:
    """Names of `UNITS`, the choices ``kind`` and ``other``, the yes/no ``new``; rows ``row_mass``, ``row_amount``."""

    def unit(text: str) -> Unit:
        return VOCABULARY.units.parse(text)

    def name(id_: str) -> Type:
        if id_ in UNITS:
            return Number(unit(UNITS[id_]))
        if id_ in ("kind", "other"):
            return Choice("fuel")
        if id_ == "new":
            return Truth()
        if id_ in ("start", "end"):
            return Day()
        if id_ == "label":
            return Text()
        raise FormulaError(f"no such name: {id_}")

    def rows(id_: str) -> Type:
        if not id_.startswith("row_"):
            raise FormulaError(f"{id_} does not belong to the rows of a table")
        return name(id_.removeprefix("row_"))

    def factor(kind: str) -> Unit:
        if kind not in KINDS:
            raise FormulaError(f"no such kind of factor: {kind}")
        return unit(KINDS[kind])

    def within(_: str) -> Scope:
        def inner(id_: str) -> Type:
            return name(id_.removeprefix("row_"))

        return Scope(inner, rows, factor, option, within, "row_kind")

    def option(list_: str, id_: str) -> bool:
        return id_ in VOCABULARY.lists[list_]

    return Scope(name, rows, factor, option, within, unit_of)


def checked(text: str, unit: str | None, **values: object) -> Value:
    """A formula's value after its units were checked against the wanted one (None: yes or no)."""
    tree = check(parse(text), scope(), VOCABULARY.units.parse(unit) if unit is not None else None)
    return compile_tree(tree)(Dictionary({key: decimal(each) for key, each in values.items()}))
