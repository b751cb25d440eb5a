"""How a judged criterion is put into words: what is asked, what the plant has, the verdict, the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zcdesk.domain.document import Cell
from zcdesk.domain.method import printed_value
from zcdesk.domain.scheme import Criterion, Verdict
from zcdesk.domain.trace import Missing, Result, Traced, walk
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling import lines
from zcdesk.report.telling.judged import Assessed, Judged, Reading, Verdicts

MARKS = {"met": "met", "not_met": "unmet", "not_applicable": "na", "unknown": "unknown"}
_OTHERWISE = frozenset({"skipped", "spoilt", "evidence", "withdrawn", "expired", "changed", "lost"})
"""Reasons of a verdict that have a word of their own."""
_MANY = 3
"""Facts of a criterion up to which each is named."""
_CITED = 3
_SIDE_BY_SIDE = 2
"""Readings up to which a condition tells each; beyond, from the lowest to the highest."""


def scheme_of(telling: Telling) -> Verdicts:
    """The scheme that the report is about.

    Raises
    ------
    LookupError
        If the report was made without one.
    """
    if telling.scheme is None:
        raise LookupError("this report needs a scheme")
    return telling.scheme


def words_of(telling: Telling, criterion: Criterion) -> str:
    """``E1 主体资格``."""
    return telling.say.of(criterion.words)


def required(telling: Telling, found: Assessed) -> str:
    """What is asked: the thresholds with their unit, or the question in words."""
    say, criterion = telling.say, found.criterion
    shown = [bound(telling, found, level) for level in found.levels if level.threshold is not None]
    if shown:
        return say.clauses(shown)
    if criterion.ask.zh:
        return say.of(criterion.ask)
    return say("judged.unpublished") if criterion.unknown.zh and not criterion.holds else lines.DASH


def bound(telling: Telling, found: Assessed, level: Judged) -> str:
    """``≤ 1.8 tCO₂/tce``; at several levels with the name of each."""
    scheme = scheme_of(telling).compiled.scheme
    if not isinstance(level.threshold, Traced):
        return telling.say("judged.unpublished")
    sign = "≤" if found.criterion.better == "lower" else "≥"
    text = f"{sign} {value_text(telling, level.threshold)}"
    if len(found.levels) == 1:
        return text
    return telling.say("judged.at", level=telling.say.of(scheme.levels[level.level]), text=text)


def value_text(telling: Telling, result: Traced) -> str:
    """A number of the scheme with its unit, rounded as the scheme rounds."""
    method = scheme_of(telling).compiled.scheme.method
    text = printed_value(method, method.lines[result.id], result)
    unit = telling.say.unit("" if result.unit == "1" else result.unit)
    return f"{text}{unit}" if unit == "%" else f"{text} {unit}".strip()


def fact(telling: Telling, found: Assessed) -> str:
    """What the plant has: the value in each reading, the answers, or what is missing."""
    say = telling.say
    if found.criterion.value:
        readings = shown_readings(found)
        if len(readings) > _SIDE_BY_SIDE:
            return _range(telling, found)
        told = [_reading(telling, found, each) for each in readings]
        return say.clauses(dict.fromkeys(told))
    chain = next(iter(chains_of(found)), None)
    if isinstance(chain, Missing):
        return _lacking(telling, chain)
    return _answers(telling, chain) if isinstance(chain, Traced) else lines.DASH


def chains_of(found: Assessed) -> tuple[Result, ...]:
    """What a yes or no is made of; of each reading where they agree and none is recorded."""
    own = [each.chain for each in found.levels]
    read = [level.chain for each in found.readings for level in each.levels]
    return tuple(each for each in (own if any(own) else read) if each is not None)


def shown_readings(found: Assessed) -> tuple[Reading, ...]:
    """The reading that the plant recorded; while it has not, those that differ."""
    if found.chosen is not None:
        return (found.chosen,)
    seen: dict[str, Reading] = {}
    for each in found.readings:
        value = each.value.number if isinstance(each.value, Traced) else None
        seen.setdefault(str(value), each)
    return tuple(seen.values())


def outer_readings(found: Assessed) -> tuple[Reading, ...]:
    """The readings with the lowest and the highest value; all of them where there are few."""
    readings = shown_readings(found)
    valued = [each for each in readings if isinstance(each.value, Traced)]
    if len(valued) <= _SIDE_BY_SIDE:
        return readings
    ranked = sorted(valued, key=lambda each: each.value.number if isinstance(each.value, Traced) else 0)
    return ranked[0], ranked[-1]


def _range(telling: Telling, found: Assessed) -> str:
    low, high = (each.value for each in outer_readings(found))
    if not isinstance(low, Traced) or not isinstance(high, Traced):
        return lines.DASH
    return telling.say(
        "judged.range",
        low=value_text(telling, low),
        high=value_text(telling, high),
        count=len(shown_readings(found)),
    )


def options_text(telling: Telling, reading: Reading) -> str:
    """The options of a reading in words: ``当量值、报告的因子``."""
    vocabulary = telling.vocabulary
    said = []
    for choice, option in reading.options.items():
        known = vocabulary.option(choice, option)
        said.append(telling.say.of(known.words) if known is not None else option)
    return telling.say.join(said)


def _reading(telling: Telling, found: Assessed, reading: Reading) -> str:
    say = telling.say
    if not isinstance(reading.value, Traced):
        return _lacking(telling, reading.value) if isinstance(reading.value, Missing) else lines.DASH
    text = value_text(telling, reading.value)
    if len(shown_readings(found)) == 1:
        return text
    return say("judged.reading", text=text, options=options_text(telling, reading))


def _lacking(telling: Telling, missing: Missing) -> str:
    say = telling.say
    names = list(dict.fromkeys(telling.name(gap.place.quantity) for gap in sorted(missing.gaps)))
    if len(names) > _MANY:
        return say("judged.lacks_many", first=names[0], count=len(names))
    return say("judged.lacks", what=say.join(names))


def _answers(telling: Telling, chain: Traced) -> str:
    """The answers below a yes or no."""
    say = telling.say
    leaves = {
        (item.id, item.row): item for item in walk(chain) if item.kind == "answer" and item.id not in chain.id
    }
    told: list[tuple[str, str]] = []
    for item in leaves.values():
        if isinstance(item.value, bool):
            told.append((telling.name(item.id), say("judged.yes" if item.value else "judged.no")))
        elif isinstance(item.value, str):
            option = telling.vocabulary.option(item.id, item.value)
            told.append((telling.name(item.id), say.of(option.words) if option else item.value))
    if len(told) > _MANY:
        return _many(telling, list(leaves.values()))
    return say.clauses(say("judged.fact", name=name, value=value) for name, value in told) or lines.DASH


def _many(telling: Telling, leaves: Sequence[Traced]) -> str:
    """Many answers: how the yes and no among them fall, the few by name; of dates the earliest."""
    say = telling.say
    named: dict[bool, list[str]] = {True: [], False: []}
    dates: dict[str, list[str]] = {}
    for item in leaves:
        quantity = telling.vocabulary.quantities.get(item.id)
        if isinstance(item.value, bool):
            named[item.value].append(telling.name(item.id))
        elif quantity is not None and quantity.kind == "date":
            dates.setdefault(item.id, []).append(str(item.value))
    few, most = sorted((True, False), key=lambda value: (len(named[value]), value))
    told = {value: say("judged.yes" if value else "judged.no") for value in (True, False)}
    names, count = list(dict.fromkeys(named[few])), len(named[most])
    if not names:
        parts = [say("judged.all", count=count, value=told[most])] if count else []
    elif len(names) < _MANY:
        parts = [say("judged.apart", names=say.join(names), value=told[few], count=count, other=told[most])]
    else:
        parts = [say("judged.some", count=len(named[few]) + count, yes=len(named[True]))]
    for id_, held in dates.items():
        first = min(held) if len(held) == 1 else say("judged.earliest", date=min(held))
        parts.append(say("judged.fact", name=telling.name(id_), value=first))
    return say.clauses(parts) or lines.DASH


def partly(found: Assessed) -> bool:
    """Whether a criterion is asked at a later level and not at the first: by 2030, but not for an application."""
    levels = found.levels
    return levels[0].verdict == "not_applicable" and any(each.verdict != "not_applicable" for each in levels)


def verdict_cell(telling: Telling, verdict: Verdict, because: str, level: str = "") -> Cell:
    """A verdict as a shape and a word; a choice that is open is told apart from what is not known.

    `level` is that of a verdict which other levels of the criterion do not share.
    """
    say = telling.say
    if level:
        name = say.of(scheme_of(telling).compiled.scheme.levels[level])
        return Cell(say("verdict.at", level=name, verdict=say(f"verdict.{verdict}")), mark=MARKS[verdict])
    if verdict == "unknown" and because == "choice":
        return Cell(say("verdict.open"), mark="open")
    if because == "skipped" and verdict == "not_met":
        return Cell(say("verdict.skipped_unmet"), mark=MARKS[verdict])
    if because in _OTHERWISE:
        return Cell(say(f"verdict.{because}"), mark=MARKS[verdict])
    if verdict == "unknown" and because == "text":
        return Cell(say("verdict.unpublished"), mark="unknown")
    return Cell(say(f"verdict.{verdict}"), mark=MARKS[verdict])


def reasoned(telling: Telling, level: Judged, text: str) -> str:
    """What the plant has, after the reason for which a person skipped the criterion."""
    if level.because != "skipped":
        return text
    reason = telling.say("judged.skipped", reason="、".join(level.by))
    return reason if text == lines.DASH else telling.say.clauses([reason, text])


def evidence_cell(telling: Telling, results: Iterable[Result | None]) -> str:
    """The evidence below results, the first few by their ids."""
    ids: dict[str, None] = {}
    for result in results:
        if isinstance(result, Traced):
            ids.update(dict.fromkeys(telling.cites(result)))
    shown = list(ids)
    if len(shown) > _CITED:
        return telling.say("judged.more_evidence", ids=telling.say.join(shown[:_CITED]), count=len(shown))
    return telling.say.join(shown) or lines.DASH
