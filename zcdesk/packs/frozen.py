"""A method as one content that can be kept: its lines and checks with the parts of the vocabulary that they need.

The content is canonical JSON, so that a comment, a hint or the order of a file changes nothing, and a formula, a unit,
a default or a name does. A method is known by the SHA-256 of it. Factors are not in it: they are kept by themselves.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from zcdesk.domain.method import Method
from zcdesk.domain.unit import Unit, UnitTable, spelled
from zcdesk.domain.vocabulary import NOTHING, Constant, FactorKind, Option, Quantity, TableOf, Vocabulary
from zcdesk.formula.compiled import Checked, check_method
from zcdesk.formula.syntax import FormulaError, Literal, Node, calls, names
from zcdesk.packs.toml import PackError, structure

FORM = 1
"""Of the content: raised when it is written in another way."""

_HEAD = (
    "id",
    "edition",
    "words",
    "document",
    "issued",
    "kind",
    "rounding",
    "factor_sets",
    "boundary",
    "beside",
)
_EXACT = ("least", "most")


def packed(checked: Checked, vocabulary: Vocabulary) -> bytes:
    """The content of a method that was checked against this vocabulary."""
    method = checked.method
    spoken = needed(checked, vocabulary)
    content = {
        "form": FORM,
        "method": {key: record(getattr(method, key)) for key in _HEAD},
        "unconfirmed": {key: record(method.unconfirmed[key]) for key in sorted(method.unconfirmed)},
        "lines": [record(line) for line in method.lines.values()],
        "checks": [record(check) for check in method.checks],
        **vocabulary_content(spoken),
    }
    return written(content)


def written(content: Mapping[str, Any]) -> bytes:
    """A content as the bytes that its digest is made of."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def vocabulary_content(spoken: Vocabulary) -> dict[str, Any]:
    """A vocabulary, as `needed` gives it, as JSON has it."""
    return {
        "quantities": [record(_bare(each)) for each in _by_id(spoken.quantities)],
        "tables": [record(each) for each in _by_id(spoken.tables)],
        "lists": {
            id_: [record(replace(option, note=NOTHING, typed_in="")) for option in spoken.lists[id_].values()]
            for id_ in sorted(spoken.lists)
        },
        "kinds": [record(each) for each in _by_id(spoken.kinds)],
        "constants": [record(each) for each in _by_id(spoken.constants)],
        "units": [
            [symbol, str(unit.scale), *(f"{base} {exponent}" for base, exponent in unit.dimensions)]
            for symbol, unit in sorted(spoken.units.symbols.items())
        ],
    }


def digest_of(content: bytes) -> str:
    """What a method or scheme of this content is known by."""
    return hashlib.sha256(content).hexdigest()


def unpacked(content: bytes, beside: Vocabulary) -> tuple[Checked, Vocabulary]:
    """The method that `packed` wrote, checked, and the vocabulary that it speaks.

    Parameters
    ----------
    content : bytes
    beside : Vocabulary
        For whatever is no part of the content: the words of today for what the method does not read.

    Raises
    ------
    PackError
        If it is none.
    """
    path = Path("kept method")
    try:
        data = json.loads(content)
        if data["form"] != FORM:
            raise PackError(f"{path}: of form {data['form']}, which this program does not read")
        own = vocabulary_of(data, path)
        head = {key: data["method"][key] for key in _HEAD if key in data["method"]}
        head["lines"] = {raw["id"]: raw for raw in data["lines"]}
        head |= {"checks": data["checks"], "unconfirmed": data["unconfirmed"], "digest": digest_of(content)}
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError) as bad:
        raise PackError(f"{path}: {bad!r}") from bad
    method = structure(head, Method, path, "method")
    spoken = over(beside, own)
    try:
        return check_method(method, spoken), spoken
    except FormulaError as bad:
        raise PackError(f"{path}: {method.key}: {bad}") from bad


def needed(checked: Checked, vocabulary: Vocabulary, more: Iterable[str] = ()) -> Vocabulary:
    """The part of a vocabulary without which a method could not be computed again; `more` are further quantities."""
    trees = [
        *checked.trees.values(),
        *(tree for check in checked.checks for tree in (check.when, check.holds) if tree),
    ]
    quantities: dict[str, Quantity] = {}
    tables: dict[str, TableOf] = {}
    waiting = [*checked.quantities, *more, *(check.check.at for check in checked.checks)]
    while waiting:
        id_ = waiting.pop()
        if id_ in quantities or not id_:
            continue
        quantity = quantities[id_] = vocabulary.quantities[id_]
        waiting += [quantity.weight, quantity.bridge_key]
        if quantity.table and quantity.table not in tables:
            table = tables[quantity.table] = vocabulary.tables[quantity.table]
            waiting += [table.label, table.unit_of]
    for id_ in checked.tables:
        tables.setdefault(id_, vocabulary.tables[id_])
    kinds = {*_factors(trees), *(each.bridge for each in quantities.values() if each.bridge)}
    lists = {each.options for each in quantities.values() if each.options}
    named = {id_ for tree in trees for id_ in names(tree)}
    found = Vocabulary(
        quantities,
        tables,
        {id_: vocabulary.lists[id_] for id_ in lists},
        {id_: vocabulary.kinds[id_] for id_ in kinds},
        {id_: each for id_, each in vocabulary.constants.items() if id_ in named},
        UnitTable({}),
    )
    return replace(found, units=_units(checked.method, found, vocabulary.units))


def _units(method: Method, spoken: Vocabulary, known: UnitTable) -> UnitTable:
    texts = [line.unit for line in method.lines.values()]
    for group in (spoken.quantities, spoken.kinds, spoken.constants):
        texts += [each.unit for each in group.values()]
    texts += [option.unit for options in spoken.lists.values() for option in options.values()]
    texts += [table.bound for table in spoken.tables.values()]
    symbols = {name for text in texts if text for name in spelled(text, known.symbols)}
    return UnitTable({name: known.symbols[name] for name in symbols})


def _factors(trees: Iterable[Node]) -> Iterator[str]:
    for tree in trees:
        for call in calls(tree):
            kind = call.arguments[0]
            if call.function == "factor" and isinstance(kind, Literal):
                yield str(kind.value)


def _bare(quantity: Quantity) -> Quantity:
    """Without what only helps to fill it in: hints, soft bounds, the unit a new line begins with."""
    return replace(
        quantity,
        definition=NOTHING,
        where=NOTHING,
        usual=(),
        typed_in="",
        pays="",
        capacity_of="",
        instead=(),
        once="",
    )


def _by_id(things: Mapping[str, Any]) -> list[Any]:
    return [things[id_] for id_ in sorted(things)]


def record(thing: Any) -> Any:
    """A record as JSON has it; what is as it is by default is left out."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return {
            each.name: record(value)
            for each in fields(thing)
            if (value := getattr(thing, each.name)) != each.default or each.default is MISSING
        }
    if isinstance(thing, tuple):
        return [record(each) for each in thing]
    return str(thing) if isinstance(thing, Decimal) else thing


def vocabulary_of(data: Mapping[str, Any], path: Path) -> Vocabulary:
    quantities = {}
    for raw in data["quantities"]:
        exact = {key: Decimal(raw[key]) for key in _EXACT if key in raw}
        quantities[raw["id"]] = structure({**raw, **exact}, Quantity, path, raw["id"])
    symbols = {}
    for symbol, scale, *bases in data["units"]:
        split = [base.rsplit(" ", 1) for base in bases]
        symbols[symbol] = Unit(
            symbol, Fraction(scale), tuple((base, int(exponent)) for base, exponent in split)
        )
    return Vocabulary(
        quantities,
        {raw["id"]: structure(raw, TableOf, path, raw["id"]) for raw in data["tables"]},
        {
            id_: {raw["id"]: structure(raw, Option, path, raw["id"]) for raw in options}
            for id_, options in data["lists"].items()
        },
        {raw["id"]: structure(raw, FactorKind, path, raw["id"]) for raw in data["kinds"]},
        {raw["id"]: structure(raw, Constant, path, raw["id"]) for raw in data["constants"]},
        UnitTable(symbols),
    )


def over(beside: Vocabulary, own: Vocabulary) -> Vocabulary:
    """What was kept over what is known today; of a quantity that both have, today's help for filling it in."""
    quantities = dict(beside.quantities)
    for id_, kept in own.quantities.items():
        now = beside.quantities.get(id_)
        same = now is not None and (now.kind, now.unit) == (kept.kind, kept.unit)
        help_ = (
            ("definition", "where", "usual", "typed_in", "pays", "capacity_of", "instead", "once")
            if same
            else ()
        )
        quantities[id_] = replace(kept, **{key: getattr(now, key) for key in help_})
    lists = dict(beside.lists)
    for id_, options in own.lists.items():
        today = beside.lists.get(id_, {})
        helped = {
            key: replace(option, typed_in=today[key].typed_in)
            for key, option in options.items()
            if key in today and today[key].unit == option.unit
        }
        lists[id_] = {**today, **options, **helped}
    return Vocabulary(
        quantities,
        {**beside.tables, **own.tables},
        lists,
        {**beside.kinds, **own.kinds},
        {**beside.constants, **own.constants},
        UnitTable({**beside.units.symbols, **own.units.symbols}),
        {old: new for old, new in beside.renamed.items() if old not in own.quantities},
    )
