"""Core indicators against entry and target in every reading, and the further indicators by dimension."""

from __future__ import annotations

from collections.abc import Iterable

from zcdesk.domain.answer import Place
from zcdesk.domain.document import Block, Cell, Chart, Paragraph, Row, Series, Table
from zcdesk.domain.method import printed_value
from zcdesk.domain.number import MINUS
from zcdesk.domain.scheme import Scheme
from zcdesk.domain.trace import Result, Traced
from zcdesk.report.chapters.columns import Heads, code_cell, group, row
from zcdesk.report.chapters.judging import (
    bound,
    evidence_cell,
    options_text,
    outer_readings,
    partly,
    scheme_of,
    shown_readings,
    value_text,
    verdict_cell,
    words_of,
)
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling import lines
from zcdesk.report.telling.judged import Assessed, Judged, Measured, Reading

_VERDICT = 0.145
"""Share of the width for a verdict with its mark, which is not broken."""


def core(telling: Telling) -> list[Block]:
    """Core indicators of the years, each open reading on a row of its own, then a chart of each."""
    say, verdicts = telling.say, scheme_of(telling)
    found = [
        each
        for each in verdicts.assessed(telling.year)
        if each.criterion.kind == "core" and each.criterion.value
    ]
    if not found:
        return []
    number = telling.next_number("table")
    scheme = verdicts.compiled.scheme
    levels = list(scheme.levels)
    heads = Heads(telling)
    heads.code()
    heads.words(say("column.indicator"))
    heads.words(say("column.unit"))
    for year in telling.years:
        heads.number(f"year:{year}", say.period(year))
    for level in levels:
        heads.number(f"level:{level}", say("column.level", level=say.of(scheme.levels[level])))
    heads.number("gap", say("column.gap", level=say.of(scheme.levels[levels[-1]])))
    heads.words(say("column.verdict_at", level=say.of(scheme.levels[levels[0]])), width=_VERDICT)
    rows: list[Row] = []
    telling.proven.update(dict.fromkeys(each.criterion.value for each in found))
    for each in found:
        for position, reading in enumerate(shown_readings(each)):
            rows.append(_core_row(telling, number, heads, each, reading, position, len(rows) + 1))
    below = [(say("note.readings"), "normal")] if any(len(shown_readings(each)) > 1 for each in found) else []
    if any(len(outer_readings(each)) < len(shown_readings(each)) for each in found):
        below.append((say("note.outer"), "normal"))
    below += [
        (f"{each.criterion.number.partition(' ')[0]}：{say.of(each.criterion.unknown)}", "normal")
        for each in found
        if each.criterion.unknown.zh
    ]
    if all(part.kind != "gates" for part in telling.template.parts):
        below += [(each, "warning") for each in telling.fallen]
    table = Table(
        number,
        telling.title("core"),
        tuple(heads.columns),
        tuple(rows),
        notes=tuple(below),  # type: ignore[arg-type]
        source=say.of(scheme.method.document),
    )
    charts = [_chart(telling, each) for each in found]
    return [Paragraph(say("intro.core", table=number)), table, *(chart for chart in charts if chart)]


def _core_row(
    telling: Telling,
    number: str,
    heads: Heads,
    found: Assessed,
    reading: Reading,
    position: int,
    count: int,
) -> Row:
    say, scheme = telling.say, scheme_of(telling).compiled.scheme
    code = f"K{count:02d}"
    name = words_of(telling, found.criterion)
    several = len(shown_readings(found)) > 1
    if several:
        name = say(
            "judged.first" if not position else "judged.again",
            name=name,
            options=options_text(telling, reading),
        )
    line = scheme.method.lines[found.criterion.value]
    cells: list[Cell | str] = [code_cell(code), Cell(name, indent=1 if position else 0), say.unit(line.unit)]
    for year in telling.years:
        held = _same_reading(telling, found, reading, year)
        cells.append(_value(telling, held, (number, code, heads.numbers[f"year:{year}"]), reading, year))
    by_level = {each.level: each for each in reading.levels}
    for level in scheme.levels:
        cells.append(_threshold(telling, found, by_level.get(level)))
    last = by_level.get(list(scheme.levels)[-1])
    cells.append(_away(telling, found, last))
    first = reading.levels[0] if several else found.levels[0]
    whole = found.levels[0]
    shown = whole if whole.because == "choice" else first
    cells.append(verdict_cell(telling, shown.verdict, shown.because, whole.level if partly(found) else ""))
    return row(*cells)


def _same_reading(telling: Telling, found: Assessed, reading: Reading, year: str) -> Result | None:
    if year == telling.year:
        return reading.value
    for each in scheme_of(telling).assessed(year):
        if each.criterion.id == found.criterion.id:
            for other in each.readings:
                if dict(other.options) == dict(reading.options):
                    return other.value
    return None


def _value(
    telling: Telling, result: Result | None, where: tuple[str, str, int], reading: Reading, year: str
) -> Cell:
    if not isinstance(result, Traced):
        return Cell(telling.say("missing.line"), boxed=True, tone="warning") if result else Cell(lines.DASH)
    scheme = scheme_of(telling).compiled.scheme
    table, code, column = where
    shown = f"{code}.{column}"
    told = "&".join(f"{choice}={option}" for choice, option in reading.options.items())
    figure = f"{scheme.key}/{Place(result.id, '', year)}" + (f"?{told}" if told else "")
    telling.codes.give(table, shown, figure)
    return Cell(printed_value(scheme.method, scheme.method.lines[result.id], result), code=shown)


def _threshold(telling: Telling, found: Assessed, level: Judged | None) -> Cell:
    if level is None:
        return Cell(lines.DASH)
    if not isinstance(level.threshold, Traced):
        return Cell(telling.say("judged.unpublished_short"), tone="grey")
    scheme = scheme_of(telling).compiled.scheme
    sign = "≤" if found.criterion.better == "lower" else "≥"
    text = printed_value(scheme.method, scheme.method.lines[level.threshold.id], level.threshold)
    return Cell(f"{sign} {text}")


def _away(telling: Telling, found: Assessed, level: Judged | None) -> Cell:
    """How far it is to the last level, with the sign of the way; zero where it is reached."""
    if level is None or not isinstance(level.gap, Traced):
        return Cell(lines.DASH)
    scheme = scheme_of(telling).compiled.scheme
    text = printed_value(scheme.method, scheme.method.lines[level.gap.id], level.gap)
    if not level.gap.number:
        return Cell(telling.say("judged.reached"))
    return Cell((MINUS if found.criterion.better == "lower" else "+") + text)


def _chart(telling: Telling, found: Assessed) -> Chart | None:
    """The years with entry and target as lines of their own."""
    say, scheme = telling.say, scheme_of(telling).compiled.scheme
    readings = outer_readings(found)
    years = telling.years
    if len(years) < 2:
        return None
    series: list[Series] = []
    for reading in readings:
        values = tuple(_float(_same_reading(telling, found, reading, year)) for year in years)
        name = options_text(telling, reading) if len(readings) > 1 else say("judged.actual")
        series.append(Series(name, values))
    for level in found.levels:
        if isinstance(level.threshold, Traced):
            name = bound(telling, found, level)
            series.append(Series(name, tuple(float(level.threshold.number) for _ in years)))
    if not any(value is not None for one in series[: len(readings)] for value in one.values):
        return None
    line = scheme.method.lines[found.criterion.value]
    title = say("chart.core", what=words_of(telling, found.criterion))
    return Chart(
        telling.next_number("figure"),
        title,
        "lines",
        say.unit(line.unit),
        tuple(say.period(year) for year in years),
        tuple(series),
        alt=title,
        height_mm=52.0,
    )


def _float(result: Result | None) -> float | None:
    return float(result.number) if isinstance(result, Traced) else None


def indicators(telling: Telling) -> list[Block]:
    """All indicators by dimension: the years, the target as far as it is public, the evidence."""
    say, verdicts = telling.say, scheme_of(telling)
    scheme = verdicts.compiled.scheme
    found = [
        each
        for each in verdicts.assessed(telling.year)
        if each.criterion.group
        or each.criterion.kind not in ("gate", "core")
        or _stands_nowhere(each, scheme)
    ]
    if not found:
        return []
    later = [
        each  # neither a number nor judged at the entry: it stands in no other table
        for each in verdicts.assessed(telling.year)
        if each not in found
        and each.criterion.kind == "core"
        and not each.criterion.value
        and each.levels[0].level != scheme.first
    ]
    number = telling.next_number("table")
    telling.proven.update(dict.fromkeys(each.criterion.value for each in found if each.criterion.value))
    valued = any(each.criterion.value for each in (*found, *later))  # else there is only yes and no
    years = telling.years[-2:] if valued else ()
    heads = Heads(telling)
    heads.words(say("column.number"), numbered=False)
    heads.words(say("column.indicator"))
    if valued:
        heads.words(say("column.unit"))
    for year in years:
        heads.number(f"year:{year}", say.period(year))
    if valued:
        heads.words(say("column.target"))
    pointed = any(each.criterion.points is not None for each in found)
    if pointed:
        heads.number("score", say("column.score"), say("unit.points"))
        heads.number("points", say("column.points"), say("unit.points"))
    levels = list(scheme.levels.values())
    heads.words(say("column.verdict_at", level=say.of(levels[-1])) if levels[1:] else say("column.verdict"))
    heads.words(say("column.evidence"))
    rows: list[Row] = []
    for id_, words in scheme.groups.items():
        some = [each for each in found if each.criterion.group == id_]
        if some:
            rows.append(group(say.of(words)))
            rows += [_indicator_row(telling, number, heads, each, years) for each in some]
    alone = [each for each in (*found, *later) if each.criterion.group not in scheme.groups]
    if alone and rows:
        rows.append(group(say("indicators_of.others")))
    rows += [_indicator_row(telling, number, heads, each, years) for each in alone]
    below = [(say("note.indicators"), "normal")]
    if scheme.incomplete.zh:
        below.append((say.of(scheme.incomplete), "normal"))
    return [
        Paragraph(
            say(
                "intro.indicators_of",
                table=number,
                count=sum(each.criterion.group in scheme.groups for each in found) or len(found),
            )
        ),
        Table(
            number,
            say("table.indicators_of", what=say.of(scheme.method.words)),
            tuple(heads.columns),
            tuple(rows),
            notes=tuple(below),  # type: ignore[arg-type]
            source=say.of(scheme.method.document),
        ),
    ]


def _stands_nowhere(found: Assessed, scheme: Scheme) -> bool:
    """A core criterion of yes and no at a later level: neither the gate sheet nor the core indicators have it."""
    first = next(iter(scheme.levels))
    return found.criterion.kind == "core" and not found.criterion.value and found.levels[0].level != first


def _indicator_row(telling: Telling, number: str, heads: Heads, found: Assessed, years: Iterable[str]) -> Row:
    say, scheme = telling.say, scheme_of(telling).compiled.scheme
    criterion = found.criterion
    code = f"I{criterion.number.rpartition(' ')[2].replace('.', '')}"
    reading = found.chosen or shown_readings(found)[0]
    cells: list[Cell | str] = [
        Cell(criterion.number.rpartition(" ")[2]),
        words_of(telling, criterion),
    ]
    if years:
        cells.append(say.unit(scheme.method.lines[criterion.value].unit) if criterion.value else lines.DASH)
    for year in years:
        held = _same_reading(telling, found, reading, year)
        where = (number, code, heads.numbers[f"year:{year}"])
        shown = _value(telling, held, where, reading, year) if criterion.value else Cell(lines.DASH)
        if criterion.value and found.chosen is None and len(shown_readings(found)) > 1:
            shown = Cell(say("verdict.open"), tone="grey")
        cells.append(shown)
    last = found.levels[-1]
    target = bound_only(telling, found, last)
    applies = last.verdict != "not_applicable"
    chains = [reading.value, *(each.chain for each in found.levels)]
    if years:
        cells.append(target)
    if "score" in heads.numbers:
        cells += [_points(telling, reading.score), _points(telling, reading.points)]
    cells += [
        verdict_cell(telling, last.verdict, last.because),
        evidence_cell(telling, chains) if applies else lines.DASH,
    ]
    return row(*cells)


def _points(telling: Telling, result: Result | None) -> str:
    """Points as the scheme rounds them; a dash where there are none or they are not known yet."""
    if not isinstance(result, Traced):
        return lines.DASH
    method = scheme_of(telling).compiled.scheme.method
    return printed_value(method, method.lines[result.id], result)


def points(telling: Telling) -> list[Block]:
    """Points by group and in all: what is sure so far, what it is out of, and what is not judged yet."""
    say, verdicts = telling.say, scheme_of(telling)
    scheme = verdicts.compiled.scheme
    found = verdicts.scores(telling.year)
    if not found:
        return []
    numbers = {each.id: each.number.partition(" ")[0] for each in scheme.criteria}
    rows: list[Row] = []
    for each in sorted(found, key=lambda one: not one.group):
        name = say.of(scheme.groups[each.group]) if each.group else say("points.all")
        waiting = say.join(numbers[id_] for id_ in each.unknown) or lines.DASH
        cells = [
            name,
            _points(telling, each.known),
            _points(telling, each.most),
            _points(telling, each.total),
            waiting,
        ]
        rows.append(row(*cells, kind="plain" if each.group else "total"))
    heads = Heads(telling)
    heads.words(say("column.group"))
    for key in ("known", "most", "total"):
        heads.number(key, say(f"column.points_{key}"), say("unit.points"))
    heads.words(say("column.waiting"))
    whole = next((each for each in found if not each.group), None)
    below = [(say("note.points"), "normal")]
    if whole is not None and whole.bare:
        below.append((say("note.points_bare", ids=say.join(numbers[id_] for id_ in whole.bare)), "normal"))
    number = telling.next_number("table")
    return [
        Paragraph(say("intro.points", table=number)),
        Table(number, say("table.scores"), tuple(heads.columns), tuple(rows), notes=tuple(below)),  # type: ignore[arg-type]
    ]


def measures(telling: Telling) -> list[Block]:
    """What would close each gap, in a unit of its own; nothing where nothing is short or no measure is known."""
    say, verdicts = telling.say, scheme_of(telling)
    scheme = verdicts.compiled.scheme
    rows: list[Row] = []
    for found in verdicts.assessed(telling.year):
        for reading in outer_readings(found):
            for level in reading.levels:
                for each in level.measures:
                    rows.append(_measure(telling, found, reading, level, each))
    if not rows:
        return []
    heads = Heads(telling)
    heads.words(say("column.indicator"))
    heads.words(say("column.to"))
    heads.words(say("column.measure"))
    heads.words(say("column.wanted"))
    heads.words(say("column.possible"))
    number = telling.next_number("table")
    return [
        Paragraph(say("intro.measures", table=number)),
        Table(
            number,
            say("table.measures"),
            tuple(heads.columns),
            tuple(rows),
            notes=((say("note.measures"), "normal"),),
            source=say.of(scheme.method.words),
        ),
    ]


def _measure(telling: Telling, found: Assessed, reading: Reading, level: Judged, each: Measured) -> Row:
    say, scheme = telling.say, scheme_of(telling).compiled.scheme
    name = f"{found.criterion.number.partition(' ')[0]} {words_of(telling, found.criterion)}"
    if found.chosen is None and len(shown_readings(found)) > 1:
        name = say("judged.first", name=name, options=options_text(telling, reading))
    amount = value_text(telling, each.amount) if isinstance(each.amount, Traced) else lines.DASH
    most = value_text(telling, each.most) if isinstance(each.most, Traced) else lines.DASH
    possible = Cell(say("measures.enough", most=most), mark="met") if each.enough else Cell(most)
    if each.enough is False:
        possible = Cell(say("measures.short", most=most), mark="unmet")
    return row(name, say.of(scheme.levels[level.level]), say.of(each.measure.words), amount, possible)


def bound_only(telling: Telling, found: Assessed, level: Judged) -> str:
    """The threshold of a level, or that it is not public."""
    if isinstance(level.threshold, Traced):
        scheme = scheme_of(telling).compiled.scheme
        sign = "≤" if found.criterion.better == "lower" else "≥"
        held = level.threshold
        return f"{sign} {printed_value(scheme.method, scheme.method.lines[held.id], held)}"
    return telling.say("judged.unpublished_short") if found.criterion.unknown.zh else lines.DASH
