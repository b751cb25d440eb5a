"""The vocabulary: units, lists, tables, quantities, factor kinds, constants."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

from zcdesk.domain.record import dataclass
from zcdesk.domain.unit import ONE, Unit, UnitError, UnitTable
from zcdesk.domain.vocabulary import NOTHING, Constant, FactorKind, Option, Quantity, TableOf, Vocabulary
from zcdesk.domain.words import Words
from zcdesk.packs.toml import PackError, load, only, short, structure, table

_MASSES = {
    "万t": Fraction(10_000_000),
    "t": Fraction(1000),
    "kg": Fraction(1),
    "g": Fraction(1, 1000),
    "mg": Fraction(1, 10**6),
}


@dataclass(frozen=True, slots=True)
class _Unit:
    of: str = ""
    scale: str = "1"
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Option:
    words: Words
    unit: str = ""
    group: str = ""
    formula: str = ""
    note: Words = NOTHING
    typed_in: str = ""


def vocabulary(folder: Path) -> Vocabulary:
    """Read ``resources/vocabulary``.

    Raises
    ------
    PackError
        If an id stands twice or names something that is not there.
    """
    lists = _lists(folder / "lists")
    tables: dict[str, TableOf] = {}
    quantities: dict[str, Quantity] = {}
    for path in sorted((folder / "quantities").glob("*.toml")):
        data = load(path)
        only(data, ("table", "quantity"), path)
        for id_, raw in table(data, "table", path).items():
            tables[_new(id_, tables, path)] = structure({"id": id_, **raw}, TableOf, path, f"table.{id_}")
        for id_, raw in table(data, "quantity", path).items():
            quantities[_new(id_, quantities, path)] = structure(
                {"id": id_, **raw}, Quantity, path, f"quantity.{id_}"
            )
    kinds: dict[str, FactorKind] = {}
    for path in sorted((folder / "kinds").glob("*.toml")):
        data = load(path)
        only(data, ("kind",), path)
        for id_, raw in table(data, "kind", path).items():
            kinds[_new(id_, kinds, path)] = structure({"id": id_, **raw}, FactorKind, path, f"kind.{id_}")
    constants_path = folder / "constants.toml"
    constants = {
        id_: structure({"id": id_, **raw}, Constant, constants_path, f"constant.{id_}")
        for id_, raw in table(load(constants_path), "constant", constants_path).items()
    }
    units = _units(
        folder / "units.toml", list(dict.fromkeys(bound.bound for bound in tables.values() if bound.bound))
    )
    renamed = {
        quantity.renamed_from: quantity.id for quantity in quantities.values() if quantity.renamed_from
    }
    found = Vocabulary(quantities, tables, lists, kinds, constants, units, renamed)
    _resolve(found, folder)
    return found


def _new(id_: str, known: dict[str, Any], path: Path) -> str:
    if id_ in known:
        raise PackError(f"{short(path)}: {id_} stands twice")
    return id_


def _lists(folder: Path) -> dict[str, dict[str, Option]]:
    lists: dict[str, dict[str, Option]] = {}
    for path in sorted(folder.glob("*.toml")):
        for name, options in load(path).items():
            if name in lists:
                raise PackError(f"{short(path)}: list {name} stands twice")
            if not isinstance(options, dict):
                raise PackError(f"{short(path)}: {name}: not a table")
            lists[name] = {
                id_: Option(id_, raw.words, raw.unit, raw.group, raw.formula, raw.note, raw.typed_in)
                for id_, data in options.items()
                for raw in [structure(data, _Option, path, f"{name}.{id_}")]
            }
    return lists


def _units(path: Path, bound: list[str]) -> UnitTable:
    data = load(path)
    only(data, ("base", "substance", "unit"), path)
    symbols: dict[str, Unit] = {"1": ONE}

    def put(name: str, scale: Fraction, dimensions: tuple[tuple[str, int], ...]) -> None:
        if name in symbols:
            raise PackError(f"{short(path)}: unit {name} stands twice")
        symbols[name] = Unit(name, scale, dimensions)

    for base, raw in table(data, "base", path).items():
        spelling = structure(raw, _Unit, path, f"base.{base}")
        for name in (base, *spelling.also):
            put(name, Fraction(1), ((base, 1),))
    for name in bound:
        put(name, Fraction(1), ((name, 1),))
    for substance, raw in table(data, "substance", path).items():
        spelling = structure(raw, _Unit, path, f"substance.{substance}")
        for mass, scale in _MASSES.items():
            for name in (substance, *spelling.also):
                put(mass + name, scale, ((substance, 1),))
    for name, raw in table(data, "unit", path).items():
        spelling = structure(raw, _Unit, path, f"unit.{name}")
        try:
            root = UnitTable(symbols).parse(spelling.of or "1")
        except UnitError as bad:
            raise PackError(f"{short(path)}: unit.{name}: no such unit: {bad}") from bad
        for each in (name, *spelling.also):
            put(each, Fraction(spelling.scale) * root.scale, root.dimensions)
    return UnitTable(symbols)


def _resolve(found: Vocabulary, folder: Path) -> None:
    def fail(where: str, what: str) -> None:
        raise PackError(f"{short(folder)}: {where}: {what}")

    for quantity in found.quantities.values():
        where = f"quantity.{quantity.id}"
        if quantity.kind == "choice" and quantity.options not in found.lists:
            fail(where, f"no such list: {quantity.options!r}")
        if quantity.table and quantity.table not in found.tables:
            fail(where, f"no such table: {quantity.table}")
        if quantity.kind == "number":
            try:
                canonical = found.units.parse(quantity.unit)
                if quantity.typed_in and not found.units.parse(quantity.typed_in).fits(canonical):
                    fail(where, f"typed_in {quantity.typed_in} is no {quantity.unit}")
            except UnitError as bad:
                fail(where, f"no such unit: {bad}")
        for other in (
            quantity.weight,
            quantity.bridge_key,
            quantity.pays,
            quantity.capacity_of,
            *quantity.instead,
        ):
            if other and other not in found.quantities:
                fail(where, f"no such quantity: {other}")
        if quantity.bridge and quantity.bridge not in found.kinds:
            fail(where, f"no such kind of factor: {quantity.bridge}")
    for bound in found.tables.values():
        for other in (bound.label, bound.unit_of):
            if other and other not in found.quantities:
                fail(f"table.{bound.id}", f"no such quantity: {other}")
    for kind in found.kinds.values():
        try:
            found.units.parse(kind.unit)
        except UnitError as bad:
            fail(f"kind.{kind.id}", f"no such unit: {bad}")
    for options in found.lists.values():
        for option in options.values():
            if option.unit:
                try:
                    counted = found.units.parse(option.unit)
                    if (
                        option.typed_in
                        and found.units.parse(option.typed_in).dimensions != counted.dimensions
                    ):
                        fail(f"option {option.id}", f"typed_in {option.typed_in} is no {option.unit}")
                except UnitError as bad:
                    fail(f"option {option.id}", f"no such unit: {bad}")
