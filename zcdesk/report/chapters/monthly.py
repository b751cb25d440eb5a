"""The twelve months of the year side by side, activity and emissions, and their chart."""

from __future__ import annotations

from collections.abc import Sequence

from zcdesk.domain.answer import months_of
from zcdesk.domain.document import Block, Cell, Chart, Column, Paragraph, Row, RowKind, Series, Table
from zcdesk.domain.trace import Missing, Result, Traced
from zcdesk.report.chapters import notes
from zcdesk.report.chapters.pictures import as_float, groups_of, sum_of
from zcdesk.report.chapters.telling import Telling, is_co2e, row_kind, summary_lines
from zcdesk.report.telling import lines
from zcdesk.report.telling.codes import aspect
from zcdesk.report.telling.results import Figures, figure


def monthly(telling: Telling) -> list[Block]:
    """Everything that is counted by month, and the emissions of each month where they can be told."""
    say, number = telling.say, telling.next_number("table")
    months = months_of(telling.year)
    rows: list[Row] = []
    named: list[tuple[str, Result]] = []
    for table in telling.inventory.compiled.tables:
        asked = _monthly_of(telling, table)
        several = len(asked) > 1
        group: list[Row] = []
        for row in telling.inventory.rows(table):
            for index, id_ in enumerate(asked):
                if not _has_months(telling, id_, row.id):
                    continue
                label = telling.label(row.id) + (say("row.aspect", what=telling.name(id_)) if several else "")
                group.append(_row(telling, number, aspect(row.id, index), label, id_, row.id, "plain"))
                named.append(("", figure(telling.inventory, id_, telling.year, row.id)))
        if group:
            head = telling.name(table) + ("" if several else say("row.aspect", what=telling.name(asked[0])))
            rows += [_head(head), *group]
    alone: list[Row] = []
    for id_ in _alone(telling):
        if isinstance(figure(telling.inventory, id_, telling.year), Missing) and not telling.waits_for(
            id_, "", telling.year
        ):
            continue
        alone.append(_row(telling, number, telling.code_of(id_), telling.name(id_), id_, "", "plain"))
        named.append(("", figure(telling.inventory, id_, telling.year)))
    if alone:
        rows += [_head(say("row.alone")), *alone]
    emissions: list[Row] = []
    for line in summary_lines(telling.method):
        if is_co2e(line) and line.view != "market" and line.scope != "biogenic":
            emissions.append(
                _row(
                    telling, number, telling.summary[line.id], say.of(line.words), line.id, "", row_kind(line)
                )
            )
    rows += [_head(say("row.emissions")), *emissions]
    below: list[notes.Note] = []
    if any(cell.text == lines.DASH for row in emissions for cell in row.cells[3:15]):
        below.append((say("note.not_monthly"), "normal"))
    below += notes.illustrative(telling, named)
    columns = (
        Column(say("column.code"), role="code"),
        Column(say("column.item"), number=say("column.stems")[0]),
        Column(say("column.unit"), number=say("column.stems")[1]),
        *(
            Column(say.month(month), number=str(index), align="right", role="number")
            for index, month in enumerate(months, start=1)
        ),
        Column(say("column.year_whole"), number="13", align="right", role="number"),
        Column(say("column.evidence"), number=say("column.stems")[2]),
    )
    printed = Table(
        number,
        say("table.monthly", year=telling.year),
        columns,
        tuple(rows),
        notes=tuple(below),
        source=say("source.monthly"),
        landscape=True,
        compact=True,
    )
    chart = _chart(telling, months, number)
    text = say("intro.monthly", table=number) + "".join(
        say("intro.chart_monthly", chart=each.number) for each in chart
    )
    return [Paragraph(text), printed, *chart]


def _monthly_of(telling: Telling, table: str) -> list[str]:
    """Quantities of a table that the method reads and that are counted by month."""
    read = telling.inventory.compiled.quantities.values()
    found = [q for q in read if q.table == table and q.kind == "number" and q.per == "month"]
    found.sort(key=lambda q: q.fold != "sum")  # amounts keep the row's own code
    rows = [row.id for row in telling.inventory.rows(table)]
    return [q.id for q in found if q.fold == "sum" or any(_has_months(telling, q.id, row) for row in rows)]


def _has_months(telling: Telling, id_: str, row: str) -> bool:
    """Whether a quantity belongs in the table: amounts always, means such as heating values where measured by month."""
    if telling.vocabulary.quantities[id_].fold == "sum":
        return True
    return any(
        isinstance(telling.inventory.quantity(id_, month, row), Traced) for month in months_of(telling.year)
    )


def _alone(telling: Telling) -> list[str]:
    read = telling.inventory.compiled.quantities.values()
    asked = [q for q in read if not q.table and q.kind == "number" and q.per == "month"]
    return [q.id for q in asked if _has_months(telling, q.id, "")]


def _head(text: str) -> Row:
    return Row((Cell(text),), "group")


def _row(telling: Telling, number: str, code: str, label: str, id_: str, row: str, kind: RowKind) -> Row:
    figures = telling.inventory
    months = months_of(telling.year)
    year = figure(figures, id_, telling.year, row)
    each = [figure(figures, id_, month, row) for month in months]
    # a year that is known although no month is was never split: that is no gap
    yearly = isinstance(year, Traced) and all(isinstance(result, Missing) for result in each)
    places = telling.places(figures, id_, [*each, year])
    cells = [Cell(code, tone="grey"), Cell(label), Cell(telling.unit(figures, id_, row) or lines.DASH)]
    for index, month in enumerate(months, start=1):
        if yearly or (
            isinstance(each[index - 1], Missing)
            and _is_line(figures, id_)
            and not _waits(each[index - 1], year)
        ):
            cells.append(Cell(lines.DASH))
        else:
            cells.append(telling.cell(figures, (number, code, index), id_, row, month, places=places))
    cells.append(telling.cell(figures, (number, code, 13), id_, row, telling.year, places=places))
    evidence = telling.cites(year) if not _is_line(figures, id_) else {}
    cells.append(Cell(telling.say.join(evidence)))
    return Row(tuple(cells), kind)


def _is_line(figures: Figures, id_: str) -> bool:
    return id_ in figures.compiled.method.lines


def _waits(month: Result, year: Result) -> bool:
    """Whether a month's emission waits for something that the year waits for too."""
    return isinstance(year, Missing) and isinstance(month, Missing) and bool(month.gaps & year.gaps)


def _chart(telling: Telling, months: Sequence[str], table: str) -> list[Chart]:
    say, main = telling.say, telling.main_total()
    series: list[Series] = []
    left_out: list[str] = []
    for name, members in groups_of(telling):
        told = [line for line in members if _by_month(telling, line.id, months)]
        left_out += [say.of(line.words) for line in members if line not in told and _counts(telling, line.id)]
        values = [sum_of([telling.inventory.line(line.id, month) for line in told]) for month in months]
        if told and any(values):
            series.append(Series(name, tuple(map(as_float, values))))
    if not series or main is None:
        return []
    series.sort(key=lambda one: -sum(value or 0.0 for value in one.values))
    number = telling.next_number("chart")
    below = [say("note.chart_without", what=say.join(left_out))] if left_out else []
    drawn = [
        telling.inventory.line(line.id, m) for _, each in groups_of(telling) for line in each for m in months
    ]
    if telling.is_illustrative(drawn):
        below.append(say("note.illustrative_chart"))
    chart = Chart(
        number,
        say("chart.monthly", year=telling.year),
        "stack",
        say.unit(main.unit),
        tuple(map(say.month, months)),
        tuple(series),
        alt=say("chart.monthly.alt", year=telling.year, what=say.join(one.name for one in series)),
        height_mm=52.0,
        landscape=True,
        notes=tuple(below),
        source=say("source.table", table=table),
    )
    return [chart]


def _by_month(telling: Telling, line: str, months: Sequence[str]) -> bool:
    """Whether the months of a source can be told and make up its year; a missing month leaves a gap in the chart."""
    each = [telling.inventory.line(line, month) for month in months]
    return any(isinstance(result, Traced) for result in each)


def _counts(telling: Telling, line: str) -> bool:
    """Whether a source is anything but nothing in the year."""
    year = telling.inventory.line(line, telling.year)
    return isinstance(year, Missing) or bool(year.number)
