"""Worked examples: answers and the results that a publication, or arithmetic written beside them, says they give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from zcdesk.domain.answer import PROJECT, Answer, Place, is_period
from zcdesk.domain.factor import Factor, FactorSet, Source
from zcdesk.domain.number import CONTEXT, NotANumber, read, rounded
from zcdesk.domain.project import Pin, Project, Row
from zcdesk.domain.scheme import Scheme, Verdict
from zcdesk.domain.unit import UnitError
from zcdesk.domain.vocabulary import NOTHING, Vocabulary
from zcdesk.domain.words import Words
from zcdesk.formula.compiled import Compiled
from zcdesk.packs.toml import PackError, load, only, rows, short, structure

PUBLISHED = "example"
"""Id of the factor set that holds the values an example's publication used."""

_PLACE = re.compile(r"(?P<id>[a-z0-9_.]+)(?:\[(?P<row>[A-Z]\d{2,3})\])?")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a line must give.

    Attributes
    ----------
    line, row : str
        Line of the method and row of its table.
    value : str
        As printed in the source, or as the arithmetic gives it. [unit of the line]
    places : int
        Decimals at which it is compared; negative for tens and thousands, where the source rounded a factor.
    mode : str
        How the source rounded: ``half-even``, ``half-up``, or ``cut`` (digits dropped).
    by : str
        The arithmetic, where the figure was not published; ``""`` for a published one.
    """

    line: str
    value: str
    places: int
    row: str = ""
    mode: Literal["half-even", "half-up", "cut"] = "half-even"
    by: str = ""

    def holds(self, value: Decimal) -> bool:
        """Whether a computed value agrees at the digits compared."""
        return self.shown(value) == self.shown(read(self.value))

    def shown(self, value: Decimal) -> Decimal:
        """A value at the digits compared."""
        if self.mode == "cut":
            return value.quantize(Decimal(1).scaleb(-self.places), rounding=ROUND_DOWN, context=CONTEXT)
        return rounded(value, self.places, self.mode)


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example.

    Attributes
    ----------
    id, words : str, Words
    source : str
        Publication, year, page or table; for an example of our own what its inputs are.
    year : str
        Accounting year.
    expect : tuple of Expectation
    tables : tuple of (str, str)
        Rows: code and table.
    none : tuple of str
        Tables and quantities (``weld.sold[P01]``) that the plant states to have none of.
    answers : tuple of (quantity, row, period, value, unit)
    sets : tuple of str
        Factor sets put before the method's own: another report's warming potentials.
    factors : tuple of (kind, key, value, unit)
        Factors of the publication that no set holds, put before all sets.
    taken : tuple of (line, value, unit)
        For a scheme: results of the plant's methods.
    verdicts : tuple of (criterion, level, verdict)
        For a scheme: how it judges.
    skips : tuple of (criterion, reason)
        For a scheme: what the plant says why it was not asked.
    day : str
        For a scheme: the day on which it is judged; ``""`` as if it were applied for ever.
    note : Words
        What the source does otherwise, and what was inferred.
    """

    id: str
    words: Words
    source: str
    year: str
    expect: tuple[Expectation, ...]
    tables: tuple[tuple[str, str], ...] = ()
    none: tuple[str, ...] = ()
    answers: tuple[tuple[str, str, str, str, str], ...] = ()
    sets: tuple[str, ...] = ()
    factors: tuple[tuple[str, str, str, str], ...] = ()
    taken: tuple[tuple[str, str, str], ...] = ()
    verdicts: tuple[tuple[str, str, Verdict], ...] = ()
    skips: tuple[tuple[str, str], ...] = ()
    day: str = ""
    note: Words = NOTHING

    def project(self, method: Pin, vocabulary: Vocabulary) -> Project:
        """The example as a project under a method."""
        answers = {
            Place(quantity, row, period): Answer(value, unit)
            for quantity, row, period, value, unit in self.answers
        }
        for text in self.none:
            found = _PLACE.fullmatch(text)
            assert found is not None  # checked when read
            period = self.year if found["id"] in vocabulary.quantities else PROJECT
            answers[Place(found["id"], found["row"] or "", period)] = Answer("", standing="none")
        pins = [method, *(Pin("factors", set_) for set_ in self.sets)]
        return Project(
            years=(self.year,),
            pins=MappingProxyType({pin.key: pin for pin in pins}),
            rows=MappingProxyType({id_: Row(id_, table) for id_, table in self.tables}),
            answers=MappingProxyType(answers),
        )

    def published_factors(self) -> FactorSet:
        """The factors of the publication as a set of their own."""
        words = Words("算例所用因子", "Factors of the example")
        source = Source(PUBLISHED, self.words, self.source, words)
        rows_: dict[tuple[str, str], tuple[Factor, ...]] = {
            (kind, key): (
                Factor(
                    PUBLISHED, kind, key, read(value), unit, "CN", "", "", "", PUBLISHED, self.id, "A", "", "",
                    NOTHING,
                ),
            )
            for kind, key, value, unit in self.factors
        }  # fmt: skip
        return FactorSet(PUBLISHED, words, words, NOTHING, NOTHING, {PUBLISHED: source}, rows_, "")


def examples(folder: Path, compiled: Compiled, scheme: Scheme | None = None) -> tuple[Example, ...]:
    """The examples beside a method or a scheme, ``examples.toml`` in its folder.

    Raises
    ------
    PackError
        If one names a line, quantity, table, row, factor kind or unit that is not there, or says a number that
        is none.
    """
    path = folder / "examples.toml"
    data = load(path)
    only(data, ("example",), path)
    found: dict[str, Example] = {}
    for index, raw in enumerate(rows(data, "example", path)):
        example = structure(raw, Example, path, f"example[{index}] {raw.get('id', '')}")
        if example.id in found:
            raise PackError(f"{short(path)}: example {example.id} stands twice")
        for wrong in (*_mistakes(example, compiled), *_scheme_mistakes(example, compiled, scheme)):
            raise PackError(f"{short(path)}: example {example.id}: {wrong}")
        found[example.id] = example
    return tuple(found.values())


def _scheme_mistakes(example: Example, compiled: Compiled, scheme: Scheme | None) -> Iterator[str]:
    units = compiled.vocabulary.units
    for line, value, unit in example.taken:
        try:
            read(value)
            if scheme is None or line not in scheme.taken:
                yield f"taken: no line that is taken: {line}"
            elif units.parse(unit) != units.parse(scheme.taken[line].unit):
                yield f"taken: {line}: {unit} is not {scheme.taken[line].unit}"
        except (UnitError, NotANumber) as bad:
            yield f"taken: {line}: {bad}"
    known = {each.id for each in scheme.criteria} if scheme is not None else set()
    for criterion, level, _ in example.verdicts:
        if scheme is None or criterion not in known or level not in scheme.levels:
            yield f"verdicts: no such criterion or level: {criterion} {level}"
    for criterion, _ in example.skips:
        if criterion not in known:
            yield f"skips: no such criterion: {criterion}"


def _mistakes(example: Example, compiled: Compiled) -> Iterator[str]:
    vocabulary, lines = compiled.vocabulary, compiled.lines
    tables = dict(example.tables)
    if not re.fullmatch(r"\d{4}", example.year):
        yield f"year: {example.year!r} is not a year"
    if not example.words.zh or not example.words.en or not example.source:
        yield "words in both languages and a source are needed"
    for row, table in example.tables:
        if table not in vocabulary.tables:
            yield f"tables: no such table: {table}"
        if not re.fullmatch(r"[A-Z]\d{2,3}", row):
            yield f"tables: {row!r} is not a row code"
    for quantity, row, period, _, _ in example.answers:
        known = vocabulary.quantities.get(quantity)
        if known is None:
            yield f"answers: no such quantity: {quantity}"
        elif tables.get(row, "") != known.table:
            yield f"answers: {quantity}: {row!r} is no row of {known.table or 'nothing: it stands alone'}"
        if not is_period(period):
            yield f"answers: {quantity}: {period!r} is not a period"
    for text in example.none:
        found = _PLACE.fullmatch(text)
        id_, row = (found["id"], found["row"] or "") if found else (text, "")
        known = vocabulary.quantities.get(id_)
        if known is None and id_ not in vocabulary.tables:
            yield f"none: no such quantity or table: {text}"
        elif known is not None and tables.get(row, "") != known.table:
            yield f"none: {text}: {row!r} is no row of {known.table or 'nothing: it stands alone'}"
    for kind, _, value, unit in example.factors:
        try:
            if kind not in vocabulary.kinds:
                yield f"factors: no such kind: {kind}"
            elif not vocabulary.units.parse(unit).fits(vocabulary.units.parse(vocabulary.kinds[kind].unit)):
                yield f"factors: {kind}: {unit} is not {vocabulary.kinds[kind].unit}"
            read(value)
        except (UnitError, NotANumber) as bad:
            yield f"factors: {kind}: {bad}"
    if not example.expect and not example.verdicts:
        yield "expect: is empty"
    for expected in example.expect:
        line = lines.get(expected.line)
        if line is None:
            yield f"expect: no such line: {expected.line}"
        elif tables.get(expected.row, "") != line.line.over:
            yield f"expect: {expected.line}: {expected.row!r} is no row of {line.line.over or 'nothing'}"
        try:
            read(expected.value)
        except NotANumber as bad:
            yield f"expect: {expected.line}: {bad}"
