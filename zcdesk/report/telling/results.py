"""What a report reads: the results of one method, through a door as narrow as printing needs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Protocol

from zcdesk.domain.factor import Factor, FactorSet, Source
from zcdesk.domain.method import is_coefficient
from zcdesk.domain.project import Row
from zcdesk.domain.trace import Flag, Result, Traced
from zcdesk.domain.vocabulary import Vocabulary
from zcdesk.domain.words import Words
from zcdesk.formula.compiled import Compiled
from zcdesk.formula.syntax import Call, Name, Node, Scaled, names

TO_CONFIRM = frozenset({"older_year", "unconfirmed", "fallback_set", "expired", "substituted"})
"""Flags that a person must have seen before a report is final."""


class Book(Protocol):
    """The factor sets behind the results."""

    @property
    def sets(self) -> tuple[FactorSet, ...]:
        """In the order in which they are asked."""

    def factor(self, id_: str) -> Factor | None:
        """The factor that a trace's ``source`` names."""


class Figures(Protocol):
    """Results of one method over one project."""

    @property
    def compiled(self) -> Compiled:
        """The method."""

    @property
    def book(self) -> Book:
        """Its factor sets."""

    def line(self, id_: str, period: str, row: str = "") -> Result:
        """Value of a line."""

    def quantity(self, id_: str, period: str, row: str = "") -> Result:
        """Value of a quantity."""

    def rows(self, table: str) -> tuple[Row, ...]:
        """Rows of a table in the order of their codes."""

    def table_is_none(self, table: str, period: str) -> bool:
        """Whether the plant has stated that it has none of a table."""


def figure(figures: Figures, id_: str, period: str, row: str = "") -> Result:
    """The value of a line or a quantity; the row is left out where it stands alone."""
    line = figures.compiled.method.lines.get(id_)
    if line is not None:
        return figures.line(id_, period, row if line.over else "")
    table = figures.compiled.vocabulary.quantities[id_].table
    return figures.quantity(id_, period, row if table else "")


def figure_id(id_: str, row: str, period: str) -> str:
    """``fuel.co2[F01]@2025``: what a 定位码 leads to."""
    return f"{id_}{f'[{row}]' if row else ''}{f'@{period}' if period else ''}"


def parts_of(id_: str) -> tuple[str, str, str]:
    """Line or quantity, row and period of a `figure_id`."""
    rest, _, period = id_.partition("@")
    name, _, row = rest.partition("[")
    return name, row.removesuffix("]"), period


def confirmation(flag: Flag) -> str:
    """Key of the setting by which a person confirms that a flag was seen: ``confirmed:older_year:…``."""
    return ":".join(("confirmed", flag.code, *(value for _, value in flag.details)))


def source_of(figures: Figures, factor: Factor) -> Source | None:
    """The publication of a factor."""
    for set_ in figures.book.sets:
        if set_.id == factor.set:
            return set_.sources.get(factor.source)
    return None


def chooses(node: Node) -> bool:
    """Whether a formula picks one of several values, so that its result is printed as it was published."""
    while isinstance(node, Scaled):  # per cent is read as a number and printed as per cent
        node = node.node
    return isinstance(node, Call) and node.function in ("first", "if_")


def as_published(compiled: Compiled, id_: str) -> bool:
    """Whether a line is printed as a factor or coefficient: with its own digits."""
    return is_coefficient(compiled.method, compiled.method.lines[id_])


def leaf_of(figures: Figures, traced: Traced) -> Traced:
    """Where a value that was only picked comes from: the answer or the factor; else the value itself."""
    while traced.kind == "line":
        line = figures.compiled.lines.get(traced.id)
        numbers = [item for item in traced.inputs if isinstance(item.value, Decimal)]
        if line is None or not chooses(line.tree) or len(numbers) != 1 or numbers[0].value != traced.value:
            return traced
        traced = numbers[0]
    return traced


def exact_sum_of(node: Node) -> str:
    """Line or quantity whose rows a formula adds up and does nothing else with; ``""`` if it is no such sum."""
    match node:
        case Call("sum", (Name(id_),)):
            return id_
        case _:
            return ""


def known_below(figures: Figures, id_: str, year: str) -> Iterator[Traced]:
    """A line of the year; where it is missing, what is known of the lines and rows that it is made of."""
    line = figures.compiled.method.lines[id_]
    missing = False
    for row in [row.id for row in figures.rows(line.over)] if line.over else [""]:
        result = figures.line(id_, year, row)
        if isinstance(result, Traced):
            yield result
        else:
            missing = True
    if missing:
        for name in dict.fromkeys(names(figures.compiled.lines[id_].tree)):
            if name in figures.compiled.lines:
                yield from known_below(figures, name, year)


def key_words(vocabulary: Vocabulary, key: str) -> Words | None:
    """What the key of a factor stands for: an option of a list; None for keys without a name."""
    plain = key.partition("__")[0]
    return next((options[plain].words for options in vocabulary.lists.values() if plain in options), None)


def known(figures: Figures, id_: str) -> bool:
    """Whether the method has such a line, or the vocabulary such a quantity."""
    return id_ in figures.compiled.method.lines or id_ in figures.compiled.vocabulary.quantities
