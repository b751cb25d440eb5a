"""Bills: layouts ``resources/bills/*.toml`` and what their lines answer, ``resources/bills/answers/*.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from zcdesk.domain.bill import Answers, BillLayout, Bills
from zcdesk.domain.unit import UnitError
from zcdesk.domain.vocabulary import Vocabulary
from zcdesk.domain.words import Words
from zcdesk.packs.toml import PackError, load, only, short, structure, table


def bills(folder: Path, vocabulary: Vocabulary) -> Bills:
    """Every layout and every rule; none where a set of packs brings none.

    Raises
    ------
    PackError
        If a pattern is none, a quantity, option or unit does not exist, or a layout lacks what its form needs.
    """
    layouts: list[BillLayout] = []
    for path in sorted(folder.glob("*.toml")):
        layout = structure({**load(path), "id": path.stem}, BillLayout, path, path.stem)
        for wrong in _wrong_layout(layout):
            raise PackError(f"{short(path)}: {wrong}")
        layouts.append(layout)
    rules: list[Answers] = []
    for path in sorted((folder / "answers").glob("*.toml")):
        data = load(path)
        only(data, ("answers",), path)
        for id_, raw in table(data, "answers", path).items():
            rule = structure({**raw, "id": id_}, Answers, path, f"answers.{id_}")
            for wrong in _wrong_rule(rule, vocabulary):
                raise PackError(f"{short(path)}: answers.{id_}: {wrong}")
            rules.append(replace(rule, units=tuple(replace(each, on=_plain(each.on)) for each in rule.units)))
    layouts.sort(key=lambda layout: bool(layout.unread.zh))  # what is only known by its name comes last
    return Bills(tuple(layouts), tuple(rules))


def _plain(spellings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each.casefold() for each in spellings)


def _wrong_layout(layout: BillLayout) -> Iterator[str]:
    if not layout.know or not layout.source:
        yield "a layout says how it is known and where it was seen"
    if layout.unread.zh and (layout.field or layout.line or layout.confidence != "C"):
        yield "what is not read has no fields and is unconfirmed"
    if layout.form == "page":
        yield from (wrong for each in layout.know if (wrong := _no_pattern(each)))
    wheres = dict(layout.field)
    if layout.line is not None:
        wheres |= {f"line.{id_}": where for id_, where in layout.line.column.items()}
        yield from (wrong for each in (layout.line.row, layout.line.end) if (wrong := _no_pattern(each)))
        if layout.form == "page" and not layout.line.row and layout.line.begins not in layout.line.column:
            yield "line: rows begin with a pattern or with a column"
    for id_, where in wheres.items():
        if not _both(where.words):
            yield f"{id_}: a language is empty"
        if where.nth < 1 or len(where.between) not in (0, 2):
            yield f"{id_}: nth counts from 1, and between has two patterns"
        if layout.form == "xml" and not where.path:
            yield f"{id_}: no path"
        if layout.form == "page" and not (where.label or where.between):
            yield f"{id_}: no label"
        for pattern in (*where.label, *where.between, where.value):
            if wrong := _no_pattern(pattern):
                yield f"{id_}: {wrong}"


def _wrong_rule(rule: Answers, vocabulary: Vocabulary) -> Iterator[str]:
    quantity = vocabulary.quantities.get(rule.quantity)
    if quantity is None or quantity.kind != "number":
        yield f"no such quantity: {rule.quantity}"
        return
    choice = vocabulary.tables[quantity.table].label if quantity.table else ""
    options = vocabulary.lists.get(vocabulary.quantities[choice].options, {}) if choice else {}
    if rule.option and rule.option not in options:
        yield f"no such option: {rule.option}"
    for told in (rule.words, *([rule.flag] if rule.flag.zh else [])):
        if not _both(told):
            yield "a language is empty"
    for pattern in (rule.name, rule.unless):
        if wrong := _no_pattern(pattern):
            yield wrong
    for unit in rule.units:
        if bool(unit.assumed.zh) != bool(unit.assumed.en) or not unit.on:
            yield f"unit {unit.unit}: a language or every spelling is missing"
        if "" in unit.on and len(unit.price) != 2:
            yield f"unit {unit.unit}: what states no unit is told by its price"
        try:
            vocabulary.units.parse(unit.unit)
            [Decimal(each) for each in unit.price]
        except (UnitError, InvalidOperation) as bad:
            yield f"unit {unit.unit}: {bad}"


def _both(words: Words) -> bool:
    return bool(words.zh and words.en)


def _no_pattern(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as bad:
        return f"{pattern}: {bad}"
    return ""
