"""``methods`` and ``describe``."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from zcdesk.calc.factors import FactorBook
from zcdesk.cli.output import DONE, Output, table
from zcdesk.cli.projects import method_pin
from zcdesk.domain.method import Line
from zcdesk.domain.number import as_published
from zcdesk.domain.trace import Traced
from zcdesk.domain.vocabulary import Quantity, TableOf
from zcdesk.domain.words import Words
from zcdesk.exchange.results import words
from zcdesk.formula.compiled import Compiled, defaults_of
from zcdesk.formula.syntax import Call, Literal, Name
from zcdesk.packs.catalogue import Catalogue


def methods(_arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """List the methods."""
    found = [
        catalogue.method(id_, edition).method
        for id_, editions in catalogue.editions.items()
        for edition in editions
    ]
    for line in table(
        [
            (method.key, method.words.into(output.language), method.document.into(output.language))
            for method in found
        ]
    ):
        output.say(line)
    output.give(
        {
            "schema": "zcdesk.methods/1",
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
    return DONE


def describe(arguments: Namespace, output: Output, catalogue: Catalogue) -> int:
    """What a method reads, and what it computes."""
    pin = method_pin(catalogue, arguments.method)
    compiled = catalogue.method(pin.id, pin.edition)
    method, vocabulary = compiled.method, compiled.vocabulary
    defaults = _defaults(compiled, catalogue)
    quantities = [_quantity(quantity, defaults.get(quantity.id)) for quantity in compiled.quantities.values()]
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
        "tables": [_table(vocabulary.tables[id_]) for id_ in compiled.tables],
        "quantities": quantities,
        "lists": _lists(compiled),
        "lines": [_line(line, method.unconfirmed.get(line.id)) for line in method.lines.values()],
    }
    output.give(document)
    output.say(f"{method.key}  {method.document.into(output.language)}")
    heads = (Words("", ""), Words("名称", "name"), Words("单位", "unit"), Words("缺省值", "default"))
    rows = [tuple(head.into(output.language) for head in heads)]
    for quantity in compiled.quantities.values():
        taken = defaults.get(quantity.id)
        default = taken["words"][output.language] if taken else ""
        rows.append((quantity.id, quantity.words.into(output.language), quantity.unit, default))
    for line_text in table(rows):
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


def _lists(compiled: Compiled) -> dict[str, list[dict[str, Any]]]:
    used = dict.fromkeys(quantity.options for quantity in compiled.quantities.values() if quantity.options)
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
