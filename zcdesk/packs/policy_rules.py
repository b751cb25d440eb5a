"""The rules that policies are held to beside what keeps them from loading."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zcdesk.domain.policy import Policy
from zcdesk.domain.unit import UnitError
from zcdesk.domain.words import Words
from zcdesk.packs.rules import Complaint, Packs, error, is_day

NATION = "CN"


def _rows(packs: Packs) -> Iterator[tuple[str, Policy]]:
    for topic in packs.policies.topics.values():
        for row in topic.rows:
            yield f"resources/policies/{topic.id}.toml", row


def _languages(packs: Packs) -> Iterator[Complaint]:
    """Both languages; a rule says something and an issuer has a name."""
    for id_, sector in packs.policies.sectors.items():
        yield from _both("resources/policies/sectors.toml", id_, (sector.words, True))
    for topic in packs.policies.topics.values():
        yield from _both(
            f"resources/policies/{topic.id}.toml", topic.id, (topic.words, True), (topic.note, True)
        )
    for file, row in _rows(packs):
        said = [(each, True) for each in (row.words, row.rule, row.source.title, row.source.issuer)]
        yield from _both(file, row.id, *said, (row.place, False), (row.unknown, False))


def _both(file: str, path: str, *texts: tuple[Words, bool]) -> Iterator[Complaint]:
    for words, needed in texts:
        if bool(words.zh) != bool(words.en) or (needed and not words.zh):
            yield error(file, path, "缺一种语言", "a language is empty")


def _units(packs: Packs) -> Iterator[Complaint]:
    """Units that there are."""
    for file, row in _rows(packs):
        for unit in (row.unit, row.cap_unit):
            try:
                if unit:
                    packs.vocabulary.units.parse(unit)
            except UnitError as bad:
                yield error(file, row.id, f"单位不符：{bad}", f"no such unit: {bad}")


def _places(packs: Packs) -> Iterator[Complaint]:
    """Regions are the nation or one of its provinces."""
    provinces = packs.vocabulary.lists.get("province", {})
    for file, row in _rows(packs):
        if row.region != NATION and row.region not in provinces:
            yield error(file, row.id, f"没有 {row.region} 这个省份", f"no such province: {row.region}")


def _dates(packs: Packs) -> Iterator[Complaint]:
    """Days that there are, in their order, and rows that somebody should look at again."""
    for file, row in _rows(packs):
        days = [(row.valid_from, True), (row.valid_to, True), (row.check_by, True), (row.issued, False)]
        for day, whole in [*days, (row.source.date, False)]:
            if not is_day(day, whole=whole):
                yield error(file, row.id, f"没有 {day} 这一天", f"no such day: {day}")
        if row.valid_from and row.valid_to and row.valid_from > row.valid_to:
            yield error(file, row.id, "有效期的起讫颠倒", "valid_from is after valid_to")
        if row.check_by < packs.today:
            text = f"应于 {row.check_by} 前复核", f"should have been looked at by {row.check_by}"
            yield Complaint("warning", file, row.id, Words(*text))


def _known(packs: Packs) -> Iterator[Complaint]:
    """What is told only by the press, or from memory, says what was not seen."""
    for file, row in _rows(packs):
        if (row.standing == "told" or row.confidence == "C") and not row.unknown.zh:
            text = (
                "转述或凭记忆的，应写明哪些没有看到原文",
                "told or from memory, and does not say what was not seen",
            )
            yield error(file, row.id, *text)


RULES: tuple[Callable[[Packs], Iterator[Complaint]], ...] = (_languages, _units, _places, _dates, _known)
"""All of them, in the order of their complaints."""
