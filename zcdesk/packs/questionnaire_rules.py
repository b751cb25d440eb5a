"""The rules that questionnaires are held to beside what keeps them from loading."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zcdesk.domain.questionnaire import Asked, Questionnaire
from zcdesk.domain.unit import UnitError
from zcdesk.domain.words import Words
from zcdesk.packs.rules import Complaint, Packs, error


def _questions(packs: Packs) -> Iterator[tuple[str, str, Asked]]:
    for made in packs.questionnaires.values():
        for path in made.path:
            for asked in path.question:
                yield _file(made), f"{path.id}/{asked.id}", asked


def _file(made: Questionnaire) -> str:
    return f"resources/questionnaires/{made.id}.toml"


def _languages(packs: Packs) -> Iterator[Complaint]:
    """Both languages everywhere; only what proves an answer may be left out."""
    for made in packs.questionnaires.values():
        heads = [("words", made.words), ("note", made.note), *made.part.items()]
        heads += [(each.id, each.words) for each in made.level]
        heads += [(each.id, each.words) for each in made.path]
        for where, words in heads:
            if not words.zh or not words.en:
                yield error(_file(made), where, "缺一种语言", "a language is empty")
    for file, where, asked in _questions(packs):
        told: list[Words] = [asked.words, *(each.words for each in asked.options)]
        told += [each.words for each in asked.amounts] + [each.words for each in asked.columns]
        if any(not each.zh or not each.en for each in told) or bool(asked.evidence.zh) != bool(
            asked.evidence.en
        ):
            yield error(file, where, "缺一种语言", "a language is empty")


def _units(packs: Packs) -> Iterator[Complaint]:
    """Units that there are."""
    for file, where, asked in _questions(packs):
        units = [asked.unit, *(each.unit for each in asked.amounts), *(each.unit for each in asked.columns)]
        for unit in units:
            try:
                if unit:
                    packs.vocabulary.units.parse(unit)
            except UnitError as bad:
                yield error(file, where, f"单位不符：{bad}", f"no such unit: {bad}")


def _into(packs: Packs) -> Iterator[Complaint]:
    """What a project takes from it is there: a table, and a yes or no of its rows."""
    for made in packs.questionnaires.values():
        into = made.into
        flag = packs.vocabulary.quantities.get(into.flag) if into is not None else None
        if into is None or (flag is not None and (flag.table, flag.kind) == (into.table, "yes_no")):
            continue
        text = f"{into.table} 没有是否题 {into.flag}", f"{into.table} has no yes or no called {into.flag}"
        yield error(_file(made), "into", *text)


RULES: tuple[Callable[[Packs], Iterator[Complaint]], ...] = (_languages, _units, _into)
"""All of them, in the order of their complaints."""
