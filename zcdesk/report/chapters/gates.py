"""Conditions of an application, one by one: what is asked, what the plant has, whether it is met, by what evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zcdesk.domain.document import Block, Column, Paragraph, Row, Table
from zcdesk.domain.scheme import Criterion
from zcdesk.domain.words import Words
from zcdesk.report.chapters.columns import group, row
from zcdesk.report.chapters.judging import (
    chains_of,
    evidence_cell,
    fact,
    partly,
    reasoned,
    required,
    scheme_of,
    verdict_cell,
    words_of,
)
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling import lines
from zcdesk.report.telling.judged import Assessed, Verdicts


def gates(telling: Telling) -> list[Block]:
    """The gate sheet: conditions and entry values, then what does not apply; a sentence that sums it up."""
    say, scheme = telling.say, scheme_of(telling).compiled.scheme
    found = scheme_of(telling).assessed(telling.year)
    asked = [each for each in found if each.criterion.kind == "gate"]
    core = [each for each in found if each.criterion.kind == "core" and _at_entry(each, scheme.levels)]
    if not asked and not core:
        return []
    number = telling.next_number("table")
    rows: list[Row] = []
    for key, some in (("gates", asked), ("entry", core)):
        told = [each for each in some if each.verdict != "not_applicable"]
        if told:
            rows.append(group(say(f"gates.{key}")))
            rows += [_row(telling, each) for each in told]
    apart = [each for each in (*asked, *core) if each.verdict == "not_applicable"]
    if apart:
        rows.append(group(say("gates.not_applicable")))
        rows += [_row(telling, each) for each in apart]
    columns = (
        Column(say("column.number"), width=0.08),
        Column(say("column.condition"), width=0.16),
        Column(say("column.required"), width=0.24),
        Column(say("column.fact"), width=0.24),
        Column(say("column.verdict"), width=0.13),
        Column(say("column.evidence"), width=0.15),
    )
    below = [(say("note.gates"), "normal")]
    if scheme.incomplete.zh:
        below.append((say.of(scheme.incomplete), "normal"))
    return [
        Paragraph(_summary(telling, asked, core)),
        *(Paragraph(each, tone="warning") for each in telling.fallen),
        Table(
            number,
            telling.title("gates"),
            columns,
            tuple(rows),
            notes=tuple(below),  # type: ignore[arg-type]
            source=say.of(scheme.method.document),
        ),
    ]


def waiting(telling: Telling) -> int:
    """How many conditions nobody can judge yet."""
    return len(undecided(scheme_of(telling), telling.year))


def undecided(scheme: Verdicts, year: str) -> tuple[Criterion, ...]:
    """Conditions that nobody can judge yet, since facts or evidence are missing; what is not public does not count."""
    return tuple(
        each.criterion
        for each in scheme.assessed(year)
        if each.criterion.kind == "gate"
        and each.verdict == "unknown"
        and each.levels[0].because not in ("text", "choice")
    )


def _at_entry(found: Assessed, levels: Mapping[str, Words]) -> bool:
    return bool(found.levels) and found.levels[0].level == next(iter(levels), "")


def _row(telling: Telling, found: Assessed) -> Row:
    level = found.levels[0]
    applies = found.verdict != "not_applicable"
    chains = [*chains_of(found), *(each.value for each in found.readings)]
    return row(
        found.criterion.number.partition(" ")[0],
        words_of(telling, found.criterion),
        required(telling, found),
        reasoned(telling, level, fact(telling, found) if applies else lines.DASH),
        verdict_cell(telling, level.verdict, level.because, level.level if partly(found) else ""),
        evidence_cell(telling, chains) if applies else lines.DASH,
    )


def _summary(telling: Telling, asked: Sequence[Assessed], core: Sequence[Assessed]) -> str:
    """How many conditions are met, which bar the application, which wait."""
    say = telling.say
    counted = [each for each in (*asked, *core) if each.verdict != "not_applicable"]
    by = {
        verdict: [each.criterion.number.partition(" ")[0] for each in counted if each.verdict == verdict]
        for verdict in ("met", "not_met", "unknown")
    }
    parts = [say("gates.count", all=len(counted), met=len(by["met"]))]
    if by["not_met"]:
        parts.append(say("gates.barred", ids=say.join(by["not_met"])))
    skipped = [
        each.criterion.number.partition(" ")[0]
        for each in counted
        if each.verdict == "unknown" and each.levels[0].because == "skipped"
    ]
    if skipped:
        parts.append(say("gates.skipped", ids=say.join(skipped)))
    left = [number for number in by["unknown"] if number not in skipped]
    if left:
        parts.append(say("gates.waiting", ids=say.join(left)))
    if not by["not_met"] and not by["unknown"]:
        parts.append(say("gates.free"))
    return "".join(parts)
