"""Emissions by scope over the years, and the same year in both views of scope 2."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zcdesk.domain.document import Block, Cell, Paragraph, Row, RowKind, Table
from zcdesk.domain.method import Line
from zcdesk.domain.trace import Result, Traced
from zcdesk.formula.syntax import names
from zcdesk.report.chapters import notes
from zcdesk.report.chapters.columns import Heads
from zcdesk.report.chapters.telling import Telling, flags, is_co2e, row_kind, summary_lines
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import TO_CONFIRM, Figures

_CHAPTER = re.compile(r"[一二三四五六七八九十]+（[一二三四五六七八九十]+）\d*")


def headline(telling: Telling) -> list[Block]:
    """What was emitted, in two or three sentences."""
    main = telling.main_total()
    if main is None:
        return []
    say, rounding = telling.say, telling.method.rounding
    result = telling.inventory.line(main.id, telling.year)
    if not isinstance(result, Traced):
        return [Paragraph(say("headline.missing", year=telling.year, count=len(result.gaps)))]
    places = lines.places_of(telling.method, main)
    text = say(
        "headline.total",
        year=telling.year,
        value=lines.number(result.number, places, rounding),
        unit=say.unit(main.unit),
        what=say.of(main.words),
    )
    before = telling.inventory.line(main.id, telling.years[-2]) if len(telling.years) > 1 else None
    if isinstance(before, Traced) and before.number:
        key = "headline.less" if result.number < before.number else "headline.more"
        share = lines.change(result, before, rounding).lstrip("+−")
        text += say(key, year=say.period(telling.years[-2]), share=share)
    parts = [
        (line, found)
        for line in scope_lines(telling)
        if isinstance(found := telling.inventory.line(line.id, telling.year), Traced) and found.number > 0
    ]
    parts.sort(key=lambda pair: -pair[1].number)
    shares = [
        say("headline.share", what=say.of(line.words), share=lines.percent(found, result, rounding))
        for line, found in parts[:3]
    ]
    if shares:
        text += say("headline.shares", shares=say.join(shares))
    market = next(
        (
            line
            for line in summary_lines(telling.method)
            if line.total and not line.scope and line.view == "market"
        ),
        None,
    )
    other = telling.inventory.line(market.id, telling.year) if market else None
    if market is not None and isinstance(other, Traced):
        text += say(
            "headline.market", value=lines.number(other.number, places, rounding), unit=say.unit(market.unit)
        )
    return [Paragraph(text)]


def scope_lines(telling: Telling) -> list[Line]:
    """The emissions that the main total is made of: no totals, no market view, nothing biogenic."""
    return [
        line
        for line in summary_lines(telling.method)
        if line.scope in ("1", "2", "3")
        and not line.total
        and line.view in ("", "location")
        and is_co2e(line)
    ]


def by_scope(telling: Telling) -> list[Block]:
    """The table of scopes with the years side by side."""
    say, number = telling.say, telling.next_number("table")
    heads = Heads(telling)
    heads.code()
    heads.words(say("column.category"))
    unit = say.unit("tCO2e")
    shown = summary_lines(telling.method)
    for year in telling.years:
        heads.number(year, say.period(year), unit)
    if len(telling.years) > 1:
        last = heads.numbers[telling.year]
        base = f"|{last - 1}|" if _deducts(telling, shown) else str(last - 1)
        heads.number("change", telling.change_head(), "%", f"({last}−{last - 1})÷{base}")
    heads.number("share", say("column.share"), "%")
    heads.words(say("column.clause"), role="clause")
    rows: list[Row] = []
    for key, members in _groups(shown):
        if not members:
            continue
        if key:
            rows.append(Row((Cell(say(f"group.{key}")),), "group"))
        rows += [_row(telling, number, heads, line, kind) for line, kind in members]
    named = [
        (say.period(year), telling.inventory.line(line.id, year)) for year in telling.years for line in shown
    ]
    below: list[notes.Note] = (
        [(say("note.code", example=_example(telling, number)), "normal")] if rows else []
    )
    below.append((say("note.clauses", document=say.of(telling.method.document)), "normal"))
    below += _open_factors(telling, shown)
    below += notes.parts_do_not_sum(telling, _sums(telling))
    below += notes.illustrative(telling, named)
    return [
        Paragraph(say("intro.by_scope" if len(telling.years) > 1 else "intro.by_scope_one", table=number)),
        Table(number, say("table.by_scope"), tuple(heads.columns), tuple(rows), notes=tuple(below)),
    ]


def both_views(telling: Telling) -> list[Block]:
    """The reported year by source, location and market side by side, with and without purchased energy.

    Nothing where the method has no market view.
    """
    if not any(line.view == "market" for line in summary_lines(telling.method)):
        return []
    say, number = telling.say, telling.next_number("table")
    heads = Heads(telling)
    heads.code()
    heads.words(say("column.category"))
    unit = say.unit("tCO2e")
    heads.number("location", say("column.location"), unit)
    heads.number("market", say("column.market"), unit)
    shown = [line for line in summary_lines(telling.method) if is_co2e(line) and line.scope != "biogenic"]
    market = {_place(line): line for line in shown if line.view == "market"}
    rows: list[Row] = []
    results: list[tuple[str, Result]] = []
    for line in shown:
        if line.view == "market":
            continue
        code = telling.summary[line.id]
        name = say.of(line.words).removesuffix(say("view.location"))  # one row, both views
        other = market.get(_place(line), line) if line.view == "location" else line
        cells = [Cell(code, tone="grey"), Cell(name)]
        for key, each in (("location", line), ("market", other)):
            places = lines.places_of(telling.method, each)
            cells.append(
                telling.cell(telling.inventory, (number, code, heads.numbers[key]), each.id, places=places)
            )
            results.append(("", telling.inventory.line(each.id, telling.year)))
        rows.append(Row(tuple(cells), row_kind(line)))
    below: list[notes.Note] = [(say("note.both_views"), "normal"), *notes.illustrative(telling, results)]
    return [
        Paragraph(say("intro.both_views", table=number)),
        Table(
            number,
            say("table.both_views", year=telling.year),
            tuple(heads.columns),
            tuple(rows),
            notes=tuple(below),
        ),
    ]


def indicators(telling: Telling) -> list[Block]:
    """Totals that are no amounts of emission: intensities."""
    found = [(figures, line) for figures in telling.all_figures() for line in _indicators(figures)]
    if not found:
        return []
    say, number = telling.say, telling.next_number("table")
    heads = Heads(telling)
    heads.code()
    heads.words(say("column.item"))
    heads.words(say("column.unit"))
    for year in telling.years:
        heads.number(year, say.period(year))
    if len(telling.years) > 1:
        heads.number("change", telling.change_head(), "%")
    heads.words(say("column.clause"), role="clause")
    rows: list[Row] = []
    named: list[tuple[str, Result]] = []
    for position, (figures, line) in enumerate(found, start=1):
        code = telling.summary.get(line.id, f"Q{90 + position}")
        places = lines.places_of(figures.compiled.method, line)
        cells = [Cell(code, tone="grey"), Cell(say.of(line.words)), Cell(say.unit(line.unit))]
        results = [figures.line(line.id, year) for year in telling.years]
        cells += [
            telling.cell(figures, (number, code, heads.numbers[year]), line.id, "", year, places=places)
            for year in telling.years
        ]
        if len(results) > 1:
            cells.append(Cell(lines.change(results[-1], results[-2], figures.compiled.method.rounding)))
        cells.append(Cell(telling.say.clause(line.clause), tone="grey"))
        rows.append(Row(tuple(cells)))
        named += list(zip(map(say.period, telling.years), results, strict=True))
    return [
        Paragraph(say("intro.indicators", table=number)),
        Table(
            number,
            say("table.indicators"),
            tuple(heads.columns),
            tuple(rows),
            notes=tuple(notes.illustrative(telling, named)),
        ),
    ]


def _indicators(figures: Figures) -> list[Line]:
    """Lines that nothing else reads and whose unit is so much per something."""
    read = {id_ for line in figures.compiled.lines.values() for id_ in names(line.tree)}
    shown = figures.compiled.method.lines.values()
    return [line for line in shown if not line.over and "/" in line.unit and line.id not in read]


def _groups(shown: Sequence[Line]) -> list[tuple[str, list[tuple[Line, RowKind]]]]:
    """The lines under their scopes, each with its kind of row; the market view after the main total."""
    amounts = [line for line in shown if is_co2e(line)]
    groups: list[tuple[str, list[tuple[Line, RowKind]]]] = []
    for scope in ("1", "2", "3"):
        members = [line for line in amounts if line.scope == scope and line.view != "market"]
        groups.append((f"scope{scope}", [(line, row_kind(line)) for line in members]))
    groups.append(
        ("", [(line, "total") for line in amounts if line.total and not line.scope and line.view != "market"])
    )
    market = [line for line in amounts if line.view == "market"]
    groups.append(("market", [(line, row_kind(line)) for line in market]))
    groups.append(("biogenic", [(line, "plain") for line in amounts if line.scope == "biogenic"]))
    return groups


def _row(telling: Telling, number: str, heads: Heads, line: Line, kind: RowKind) -> Row:
    code = telling.summary[line.id]
    places = lines.places_of(telling.method, line)
    cells = [Cell(code, tone="grey"), Cell(telling.say.of(line.words))]
    for year in telling.years:
        where = (number, code, heads.numbers[year])
        cells.append(telling.cell(telling.inventory, where, line.id, "", year, places=places))
    results = [telling.inventory.line(line.id, year) for year in telling.years]
    rounding = telling.method.rounding
    if len(results) > 1:
        cells.append(Cell(lines.change(results[-1], results[-2], rounding)))
    main = telling.main_total()
    apart = line.view == "market" or line.scope == "biogenic" or main is None
    whole = None if apart or main is None else telling.inventory.line(main.id, telling.year)
    cells.append(Cell(lines.percent(results[-1], whole, rounding)))
    cells.append(Cell(telling.say.clause(chapter_of(line.clause)), tone="grey"))
    return Row(tuple(cells), kind)


def chapter_of(clause: str) -> str:
    """The number of a clause where it begins with one; else the clause."""
    found = _CHAPTER.match(clause)
    return found.group(0) if found else clause


def _deducts(telling: Telling, shown: Sequence[Line]) -> bool:
    """Whether a line was negative in the year before, so that its change refers to the amount of it."""
    results = [telling.inventory.line(line.id, telling.years[-2]) for line in shown]
    return any(isinstance(result, Traced) and result.number < 0 for result in results)


def _open_factors(telling: Telling, shown: Sequence[Line]) -> list[notes.Note]:
    """How many factors below the table are not plainly those of the method and the year."""
    found = {
        flag
        for line in shown
        for flag in flags(telling.inventory.line(line.id, telling.year))
        if flag.code in TO_CONFIRM
    }
    return [(telling.say("note.open_factors", count=len(found)), "warning")] if found else []


def _example(telling: Telling, number: str) -> str:
    code = next(iter(telling.summary.values()))
    return f"{number} {code}.{len(telling.years)}"


def _sums(telling: Telling) -> list[tuple[Sequence[Result], Result, int]]:
    """Parts and wholes of each year: sources to scopes, scopes to the total."""
    sums: list[tuple[Sequence[Result], Result, int]] = []
    shown = summary_lines(telling.method)
    main = telling.main_total()
    for year in telling.years:
        subtotals: list[Result] = []
        for scope in ("1", "2", "3"):
            whole = next(
                (line for line in shown if line.scope == scope and line.total and line.view != "market"), None
            )
            if whole is None:
                continue
            result = telling.inventory.line(whole.id, year)
            parts = [
                telling.inventory.line(line.id, year) for line in scope_lines(telling) if line.scope == scope
            ]
            sums.append((parts, result, lines.places_of(telling.method, whole)))
            subtotals.append(result)
        if main is not None:
            sums.append(
                (subtotals, telling.inventory.line(main.id, year), lines.places_of(telling.method, main))
            )
    return sums


def _place(line: Line) -> tuple[str, str, bool]:
    """What a line is in either view."""
    return line.scope, line.group, line.total
