"""Small projects, factor sets and methods, written down in one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from tests.conftest import CATALOGUE, VOCABULARY
from zcdesk.calc.factors import FactorBook
from zcdesk.calc.inventory import Inventory
from zcdesk.calc.resolve import Resolver
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.factor import Confidence, Factor, FactorSet, Source
from zcdesk.domain.method import Line, Method
from zcdesk.domain.number import Rounding, read
from zcdesk.domain.project import Project, Row
from zcdesk.domain.trace import Missing, Result, Traced
from zcdesk.domain.words import Words, same
from zcdesk.formula.compiled import compile_method

WORDS = Words("甲", "A")


def answers(*given: tuple[str, ...]) -> dict[Place, Answer]:
    """Answers as (quantity, row, period, text, unit); a text of ``none`` or ``default`` is a standing."""
    found: dict[Place, Answer] = {}
    for quantity, row, period, text, *unit in given:
        standing = text in ("none", "default")
        answer = Answer("", standing=text) if standing else Answer(text, *unit)  # type: ignore[arg-type]
        found[Place(quantity, row, period)] = answer
    return found


def project(
    rows: Mapping[str, str], *given: tuple[str, ...], years: tuple[str, ...] = ("2022", "2023")
) -> Project:
    """A project of rows (code to table) and answers."""
    return Project(
        years=years,
        rows=MappingProxyType({id_: Row(id_, table) for id_, table in rows.items()}),
        answers=MappingProxyType(answers(*given)),
    )


def factor(
    kind: str,
    key: str,
    value: str,
    unit: str,
    year: str = "",
    confidence: Confidence = "A",
    region: str = "CN",
    **more: str,
) -> Factor:
    """A factor row."""
    return Factor(
        "", kind, key, read(value), unit, region, year, more.get("valid_from", ""), more.get("valid_to", ""),
        "source", "table 1", confidence, "2030-01-01", "", same(""),
    )  # fmt: skip


def factor_set(id_: str, *rows: Factor) -> FactorSet:
    """A factor set of these rows."""
    found: dict[tuple[str, str], tuple[Factor, ...]] = {}
    for row in rows:
        kept = Factor(
            id_, row.kind, row.key, row.value, row.unit, row.region, row.year, row.valid_from, row.valid_to,
            row.source, row.clause, row.confidence, row.check_by, row.checked, row.note,
        )  # fmt: skip
        found[row.kind, row.key] = (*found.get((row.kind, row.key), ()), kept)
    source = Source("source", WORDS, f"No. {id_}", WORDS)
    return FactorSet(id_, WORDS, WORDS, WORDS, WORDS, {"source": source}, found, "")


def book(*sets: FactorSet) -> FactorBook:
    """The factor sets of a method."""
    return FactorBook(sets, VOCABULARY)


def resolver(*given: tuple[str, ...], sets: Iterable[FactorSet] = ()) -> Resolver:
    """What reads these answers."""
    return Resolver(VOCABULARY, answers(*given), book(*sets))


def resolved(
    quantity: str, row: str, period: str, *given: tuple[str, ...], sets: Iterable[FactorSet] = ()
) -> Result:
    """A quantity's value from these answers."""
    return resolver(*given, sets=sets).value(VOCABULARY.quantities[quantity], row, period)


def small(lines: Mapping[str, tuple[str, str, str]], project: Project, *sets: FactorSet) -> Inventory:
    """An inventory of a method of a few lines: id to (formula, unit, table)."""
    method = Method(
        "test", "1", WORDS, WORDS, "2015-01-01", "inventory", Rounding(2), (), WORDS,
        {id_: Line(id_, WORDS, unit, formula, "1", over) for id_, (formula, unit, over) in lines.items()}, (), "", {},
    )  # fmt: skip
    return Inventory(compile_method(method, VOCABULARY), book(*sets), project)


def inventory(project: Project, method: str = "cn.machinery", edition: str = "2015") -> Inventory:
    """An inventory under a method that ships."""
    compiled = CATALOGUE.method(method, edition)
    return Inventory(compiled, book(*map(CATALOGUE.factor_set, compiled.method.factor_sets)), project)


def gaps(result: Result) -> list[str]:
    """What a result waits for: ``answer fuel.amount[F01]@2023-05``."""
    assert isinstance(result, Missing), result
    return [f"{gap.kind} {gap.what or gap.place}" for gap in sorted(result.gaps)]


def flags(result: Result) -> list[str]:
    """Codes of the flags of this step alone."""
    assert isinstance(result, Traced), result
    return [flag.code for flag in result.flags]


def months(quantity: str, row: str, year: str, texts: Iterable[str], *unit: str) -> list[tuple[str, ...]]:
    """Monthly answers from January on."""
    return [(quantity, row, f"{year}-{month:02d}", text, *unit) for month, text in enumerate(texts, 1)]
