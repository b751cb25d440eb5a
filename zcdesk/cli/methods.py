"""``methods`` and ``describe``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from typing import Any

from zcdesk.calc.factors import FactorBook
from zcdesk.cli.describing import questions, report_quantities, told
from zcdesk.cli.output import DONE, FOUND, Output, table
from zcdesk.cli.projects import method_pin
from zcdesk.domain.method import Line, Method
from zcdesk.domain.number import as_published
from zcdesk.domain.trace import Traced
from zcdesk.domain.vocabulary import NOTHING, Quantity, TableOf
from zcdesk.domain.words import Words
from zcdesk.exchange.results import words
from zcdesk.formula.compiled import Compiled, defaults_of
from zcdesk.formula.syntax import Call, Literal, Name
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.toml import PackError


def methods(_arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """List the methods."""
    found: list[Method] = []
    broken: dict[str, str] = {}
    for id_, editions in catalogue.editions.items():
        for edition in editions:
            try:
                found.append(catalogue.method(id_, edition).method)
            except PackError as bad:  # the others can be worked with all the same
                broken[f"{id_}@{edition}"] = str(bad)
    for line in table(
        [
            (method.key, method.words.into(output.language), method.document.into(output.language))
            for method in found
        ]
    ):
        output.say(line)
    for key, why in broken.items():
        output.say(
            Words(f"{key}  不能用，数据包有误：{why}", f"{key}  cannot be used, its pack is broken: {why}")
        )
    output.give(
        {
            "schema": "zcdesk.methods/1",
            "broken": [{"method": key, "why": why} for key, why in broken.items()],
            "methods": [
                {
                    "id": method.id,
                    "edition": method.edition,
                    "kind": method.kind,
                    "words": words(method.words),
                    "document": words(method.document),
                }
                for method in found
            ],
        }
    )
    return FOUND if broken else DONE


def describe(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """What a method reads, and what it computes."""
    pin = method_pin(catalogue, arguments.method)
    compiled = catalogue.method(pin.id, pin.edition)
    method, vocabulary = compiled.method, compiled.vocabulary
    defaults = _defaults(compiled, catalogue)
    printed_only, asked = report_quantities(catalogue, compiled.quantities), questions(catalogue)
    wanted = {**compiled.quantities, **printed_only}
    tables = dict.fromkeys([*compiled.tables, *(each.table for each in wanted.values() if each.table)])
    quantities = [
        _quantity(quantity, defaults.get(id_))
        | {"report": id_ in printed_only, "hint": words(asked[id_].hint if id_ in asked else NOTHING)}
        for id_, quantity in wanted.items()
    ]
    document = {
        "schema": "zcdesk.method/1",
        "id": method.id,
        "edition": method.edition,
        "kind": method.kind,
        "words": words(method.words),
        "document": words(method.document),
        "boundary": words(method.boundary),
        "digest": method.digest,
        "factor_sets": list(method.factor_sets),
        "tables": [_table(vocabulary.tables[id_]) for id_ in tables],
        "quantities": quantities,
        "lists": _lists(compiled, wanted.values()),
        "lines": [_line(line, method.unconfirmed.get(line.id)) for line in method.lines.values()],
    }
    output.give(document)
    output.say(f"{method.key}  {method.document.into(output.language)}")
    for line_text in told(catalogue, compiled.quantities.values(), defaults, output.language):
        output.say(line_text)
    output.say(Words("\n只印在报告上的", "\nPrinted in the report only"))
    for line_text in told(catalogue, printed_only.values(), {}, output.language):
        output.say(line_text)
    return DONE


def _table(table_of: TableOf) -> dict[str, Any]:
    return {
        "id": table_of.id,
        "words": words(table_of.words),
        "letter": table_of.letter,
        "label": table_of.label,
        "unit_of": table_of.unit_of,
    }


def _lists(compiled: Compiled, quantities: Iterable[Quantity]) -> dict[str, list[dict[str, Any]]]:
    used = dict.fromkeys(quantity.options for quantity in quantities if quantity.options)
    return {
        id_: [
            {"id": option.id, "words": words(option.words), "unit": option.unit}
            for option in compiled.vocabulary.lists[id_].values()
        ]
        for id_ in used
    }


def _line(line: Line, unconfirmed: Words | None) -> dict[str, Any]:
    return {
        "id": line.id,
        "words": words(line.words),
        "unit": line.unit,
        "formula": line.formula,
        "clause": line.clause,
        "over": line.over,
        "scope": line.scope,
        "view": line.view,
        "total": line.total,
        "unconfirmed": words(unconfirmed) if unconfirmed else None,
    }


def _quantity(quantity: Quantity, default: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "id": quantity.id,
        "words": words(quantity.words),
        "kind": quantity.kind,
        "unit": quantity.unit,
        "per": quantity.per,
        "fold": quantity.fold,
        "table": quantity.table,
        "symbol": quantity.symbol,
        "needed": quantity.needed,
        "options": quantity.options,
        "optional": quantity.optional,
        "definition": words(quantity.definition),
        "where": words(quantity.where),
        "default": default,
    }


def _defaults(compiled: Compiled, catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    book = FactorBook([catalogue.factor_set(id_) for id_ in compiled.method.factor_sets], compiled.vocabulary)
    found: dict[str, dict[str, Any]] = {}
    for id_, taken in defaults_of(compiled).items():
        if not isinstance(taken, Call) or taken.function != "factor":
            continue
        kind, key = taken.arguments[0], taken.arguments[1]
        assert isinstance(kind, Literal)
        words_of = compiled.vocabulary.kinds[str(kind.value)].words
        own = next((set_ for set_ in book.sets if any(each == kind.value for each, _ in set_.rows)), None)
        entry: dict[str, Any] = {
            "factor": str(kind.value),
            "words": words(words_of),
            "set": own.id if own else "",
        }
        if isinstance(key, Name):
            entry["by"] = key.id
            options = compiled.vocabulary.lists[compiled.vocabulary.quantities[key.id].options]
            values = {option: _published(book, str(kind.value), option) for option in options}
            entry["values"] = {option: value for option, value in values.items() if value}
        elif isinstance(key, Literal):
            entry["key"] = str(key.value)
            entry |= _published(book, str(kind.value), str(key.value))
        found[id_] = entry
    return found


def _published(book: FactorBook, kind: str, key: str) -> dict[str, str]:
    """The latest published value with its source; empty if there is none."""
    value = book.choose(kind, key, "", "9999")
    if not isinstance(value, Traced):
        return {}
    row = book.factor(value.source)
    confidence = row.confidence if row else ""
    return {
        "value": as_published(value.number),
        "unit": value.unit,
        "source": value.because,
        "confidence": confidence,
        "set": value.source.partition(":")[0],
    }
