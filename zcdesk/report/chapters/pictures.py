"""Charts of the emissions: the years and the sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from zcdesk.domain.document import Block, Chart, Paragraph, Series
from zcdesk.domain.method import Line
from zcdesk.domain.number import CONTEXT
from zcdesk.domain.trace import Missing, Result, Traced
from zcdesk.report.chapters.summary import scope_lines
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import exact_sum_of


def by_year(telling: Telling) -> list[Block]:
    """Stacked columns of the years by category of source."""
    main = telling.main_total()
    if main is None or len(telling.years) < 2:
        return []
    say = telling.say
    groups = groups_of(telling)
    totals = [telling.inventory.line(main.id, year) for year in telling.years]
    series = [
        (
            name,
            [
                sum_of([telling.inventory.line(line.id, year) for line in members])
                if isinstance(total, Traced)
                else None
                for year, total in zip(telling.years, totals, strict=True)
            ],
        )
        for name, members in groups
    ]
    series = [pair for pair in series if any(value for value in pair[1])]
    series.sort(key=lambda pair: -next(value for value in reversed(pair[1]) if value is not None))
    if not series:
        return []
    number = telling.next_number("chart")
    title = say("chart.by_year", first=telling.years[0], last=telling.years[-1])
    named = [
        Series(
            _with_share(telling, name, values[-1], totals[-1]),
            tuple(map(as_float, values)),
            tuple(whole_number(telling, value) for value in values),
        )
        for name, values in series
    ]
    over = tuple(
        whole_number(telling, total.number) if isinstance(total, Traced) else say("missing.chart")
        for total in totals
    )
    alt = say(
        "chart.by_year.alt",
        figures=say.clauses(
            f"{say.period(year)} {text} {say.unit(main.unit)}"
            for year, text in zip(telling.years, over, strict=True)
        ),
    )
    chart = Chart(
        number,
        title,
        "stack",
        say.unit(main.unit),
        tuple(map(say.period, telling.years)),
        tuple(named),
        over,
        source=_source(telling),
        alt=alt,
        height_mm=72.0,
        notes=(*_net(telling, groups), *chart_notes(telling, totals)),
    )
    return [Paragraph(say("intro.chart_by_year", chart=number)), chart]


def by_source(telling: Telling) -> list[Block]:
    """One bar for each source of the reported year, the largest first."""
    main = telling.main_total()
    if main is None:
        return []
    say = telling.say
    total = telling.inventory.line(main.id, telling.year)
    bars = [
        (name, result)
        for name, result in sources(telling)
        if isinstance(result, Traced) and result.number > 0
    ]
    if len(bars) < 2 or not isinstance(total, Traced):
        return []
    bars.sort(key=lambda bar: -bar[1].number)
    drawn = [result for _, result in sources(telling) if isinstance(result, Traced) and result.number]
    number = telling.next_number("chart")
    rounding = telling.method.rounding
    labels = [
        say(
            "chart.value_share",
            value=whole_number(telling, result.number),
            share=lines.percent(result, total, rounding),
        )
        for _, result in bars
    ]
    alt = say(
        "chart.by_source.alt",
        figures=say.clauses(f"{name} {label}" for (name, _), label in zip(bars[:4], labels, strict=False)),
    )
    telling.drawn[number] = (*drawn, total)
    chart = Chart(
        number,
        say("chart.by_source", year=telling.year),
        "hbars",
        say.unit(main.unit),
        tuple(name for name, _ in bars),
        (
            Series(
                say.period(telling.year), tuple(as_float(result.number) for _, result in bars), tuple(labels)
            ),
        ),
        alt=alt,
        height_mm=max(min(16.0 + 7.0 * len(bars), 80.0), min(16.0 + 6.2 * len(bars), 200.0)),
        notes=(*deductions(telling, total), *chart_notes(telling, [total])),
    )
    return [Paragraph(say("intro.chart_by_source", chart=number)), chart]


def groups_of(telling: Telling) -> list[tuple[str, list[Line]]]:
    """Categories of sources with their lines, in the method's order."""
    found: dict[str, list[Line]] = {}
    for line in scope_lines(telling):
        found.setdefault(line.group or line.id, []).append(line)
    return [(_group_name(telling, group, members), members) for group, members in found.items()]


def sum_of(results: Sequence[Result]) -> Decimal | None:
    """The sum of results; None where one is missing."""
    total = Decimal(0)
    for result in results:
        if isinstance(result, Missing):
            return None
        total = CONTEXT.add(total, result.number)
    return total


def as_float(value: Decimal | None) -> float | None:
    """A copy for drawing; a page shows three digits of it at most."""
    return None if value is None else float(value)


def _group_name(telling: Telling, group: str, members: list[Line]) -> str:
    key = f"category.{group}"
    return telling.own(key) if telling.say.has(key) else telling.say.of(members[0].words)


def sources(telling: Telling) -> list[tuple[str, Result]]:
    """Sources of the year: the fuels of one that is a plain sum of at most eight rows, else the source itself.

    A fuel is known by its own name; a gas that is a feedstock would be taken for one that is burnt. A row that has
    no name, or shares it with another one, says by what it emits; if that is shared too, its code.
    """
    found: list[tuple[str, str, str, Result]] = []
    for line in scope_lines(telling):
        inner = exact_sum_of(telling.inventory.compiled.lines[line.id].tree)
        rows = (
            telling.inventory.rows(telling.method.lines[inner].over) if inner in telling.method.lines else ()
        )
        if 1 < len(rows) <= 8 and line.group == "fuel":
            by = telling.say.of(telling.method.lines[inner].words)
            for row in rows:
                result = telling.inventory.line(inner, telling.year, row.id)
                found.append((telling.label(row.id), row.id, by, result))
        else:
            found.append((telling.say.of(line.words), "", "", telling.inventory.line(line.id, telling.year)))
    often = Counter(name for name, _, _, _ in found)
    named = [
        f"{name} {by}" if row and (name == row or often[name] > 1) else name for name, row, by, _ in found
    ]
    same = Counter(named)
    return [
        (f"{row} {name}" if row and same[name] > 1 else name, result)
        for name, (_, row, _, result) in zip(named, found, strict=True)
    ]


def whole_number(telling: Telling, value: Decimal | None) -> str:
    """Charts show whole tonnes; what is less than ten gets one decimal, so that it is not drawn as nothing."""
    if value is None:
        return ""
    places = 1 if abs(value) < 10 and value else 0
    return lines.number(value, places, telling.method.rounding)


def _with_share(telling: Telling, name: str, value: Decimal | None, total: Result) -> str:
    if value is None or not isinstance(total, Traced) or not total.number:
        return name
    return f"{name} {lines.share(value, total.number, telling.method.rounding)}%"


def deductions(telling: Telling, total: Traced) -> tuple[str, ...]:
    """The note on sources that are deducted: bars and bands show what is emitted, the total has them taken off."""
    say, rounding, main = telling.say, telling.method.rounding, telling.main_total()
    taken = [
        say(
            "note.deduction",
            name=name,
            value=whole_number(telling, result.number),
            unit=say.unit(main.unit if main else result.unit),
            share=lines.percent(result, total, rounding),
        )
        for name, result in sources(telling)
        if isinstance(result, Traced) and result.number < 0
    ]
    if not taken:
        return ()
    unit = say.unit(main.unit if main else total.unit)
    whole = whole_number(telling, total.number)
    return (say("note.deducted", what=say.join(taken), total=whole, unit=unit),)


def _net(telling: Telling, groups: Sequence[tuple[str, list[Line]]]) -> tuple[str, ...]:
    """Which categories have something taken off in one of the years."""
    taken = [
        name
        for name, members in groups
        for year in telling.years
        if any(
            isinstance(result := telling.inventory.line(line.id, year), Traced) and result.number < 0
            for line in members
        )
    ]
    return (telling.say("note.net", what=telling.say.join(dict.fromkeys(taken))),) if taken else ()


def _source(telling: Telling) -> str:
    main = telling.main_total()
    place = telling.codes.place(f"{main.id}@{telling.year}") if main else None
    return telling.say("source.table", table=place[0]) if place else ""


def chart_notes(telling: Telling, results: Sequence[Result]) -> tuple[str, ...]:
    """What must be said below a chart of these results."""
    found: list[str] = []
    if any(isinstance(result, Missing) for result in results):
        found.append(telling.say("note.chart_gap"))
    if telling.is_illustrative(results):
        found.append(telling.say("note.illustrative_chart"))
    return tuple(found)
