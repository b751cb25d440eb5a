"""Proving: every worked example of every method computed, and compared at its digits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from zcdesk.calc.factors import FactorBook
from zcdesk.calc.inventory import Inventory
from zcdesk.calc.readiness import Readiness, skip_key
from zcdesk.domain.answer import Place
from zcdesk.domain.number import plain, read
from zcdesk.domain.project import Pin
from zcdesk.domain.trace import Gap, Missing, Result, Traced
from zcdesk.domain.words import Words
from zcdesk.formula.schemes import CompiledScheme
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.examples import Example, examples
from zcdesk.packs.rules import Complaint
from zcdesk.packs.toml import PackError


def prove(catalogue: Catalogue) -> Iterator[Complaint]:
    """A complaint for every expectation that the program does not meet; packs that do not load are passed over."""
    for id_, editions in catalogue.editions.items():
        for edition in editions:
            try:
                compiled = catalogue.method(id_, edition)
                worked = examples(catalogue.resources / "methods" / id_ / edition, compiled)
                computed = [(example, _computed(catalogue, id_, edition, example)) for example in worked]
            except PackError:  # lint has said what is wrong with it
                continue
            for example, inventory in computed:
                yield from _compared(example, inventory, f"resources/methods/{id_}/{edition}/examples.toml")
    for id_, edition in catalogue.scheme_editions:
        folder = catalogue.resources / "schemes" / id_ / edition
        try:
            scheme = catalogue.scheme(id_, edition)
            worked = examples(folder, scheme.compiled, scheme.scheme)
            judged = [(example, worked_readiness(catalogue, scheme, example)) for example in worked]
        except PackError:
            continue
        for example, readiness in judged:
            file = f"resources/schemes/{id_}/{edition}/examples.toml"
            yield from _compared(example, readiness.inventory, file)
            yield from _judged(example, readiness, file)


def worked_readiness(catalogue: Catalogue, scheme: CompiledScheme, example: Example) -> Readiness:
    """An example of a scheme: what it takes from methods is given by the example, or missing."""
    method = scheme.scheme.method
    given = {line: (read(value), unit) for line, value, unit in example.taken}

    def taken(line: str, period: str) -> Result:
        if line not in given:
            return Missing(frozenset({Gap("method", Place(line, "", period))}))
        value, unit = given[line]
        return Traced(line, "", period, value, unit, "line", because=example.source, source=example.id)

    sets = [catalogue.factor_set(name) for name in (*example.sets, *method.factor_sets)]
    book = FactorBook([example.published_factors(), *sets], catalogue.vocabulary)
    settings = {skip_key(method.id, criterion): reason for criterion, reason in example.skips}
    project = example.project(Pin("method", method.id), catalogue.vocabulary)
    outside = {line: partial(taken, line) for line in scheme.scheme.taken}
    return Readiness(scheme, book, replace(project, pins={}, settings=settings), outside, example.day)


def _judged(example: Example, readiness: Readiness, file: str) -> Iterator[Complaint]:
    found = {
        (each.criterion.id, judged.level): judged.verdict
        for each in readiness.assessed(example.year)
        for judged in each.levels
    }
    for criterion, level, wanted in example.verdicts:
        got = found.get((criterion, level))
        if got != wanted:
            words = Words(f"应为 {wanted}，判为 {got}", f"{wanted} expected, {got} judged")
            yield Complaint("error", file, f"{example.id}: {criterion} {level}", words)


def _computed(catalogue: Catalogue, id_: str, edition: str, example: Example) -> Inventory:
    compiled = catalogue.method(id_, edition)
    sets = [catalogue.factor_set(name) for name in (*example.sets, *compiled.method.factor_sets)]
    book = FactorBook([example.published_factors(), *sets], catalogue.vocabulary)
    return Inventory(compiled, book, example.project(Pin("method", id_, edition), catalogue.vocabulary))


def _compared(example: Example, inventory: Inventory, file: str) -> Iterator[Complaint]:
    for expected in example.expect:
        row = f"[{expected.row}]" if expected.row else ""
        path = f"{example.id}: {expected.line}{row}"
        result = inventory.line(expected.line, example.year, expected.row)
        if isinstance(result, Missing):
            gaps = " ".join(
                f"{gap.place}{f' ({gap.what})' if gap.what else ''}" for gap in sorted(result.gaps)
            )
            yield Complaint(
                "error", file, path, Words(f"算不出来，缺：{gaps}", f"is not computed; missing: {gaps}")
            )
        elif not isinstance(result.value, Decimal):
            told = "yes" if result.value else "no"
            yield Complaint("error", file, path, Words(f"是 {told}，不是数", f"is {told}, not a number"))
        elif not expected.holds(result.number):
            got = plain(expected.shown(result.number))
            wanted = f"{expected.value} {result.unit}"
            words = Words(f"应为 {wanted}，算得 {got}", f"{wanted} expected, {got} computed")
            yield Complaint("error", file, path, words)
