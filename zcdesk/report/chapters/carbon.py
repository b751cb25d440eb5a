"""The carbon balance of a method: its rows by the side that their lines are on, its flow, and what has no content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from zcdesk.domain.document import Block, Paragraph
from zcdesk.domain.method import CARBON, Line
from zcdesk.domain.number import CONTEXT
from zcdesk.domain.trace import Missing, Result, Traced, unpublished
from zcdesk.report.chapters import balance_flow, grid
from zcdesk.report.chapters.balance_flow import OPEN, Band
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling.results import Figures
from zcdesk.report.telling.template import Part

COLUMNS = dict(zip(CARBON, ("entered", "carried", "left"), strict=True))
"""Column of each side."""

_MOST = 7
"""Bands on a side of the flow; smaller ones are drawn as one."""


def table(telling: Telling, part: Part) -> list[Block]:
    """The rows of all lines of a carbon balance above the sums that the template names, and what has no content."""
    figures = telling.inventory
    if not tells(part, figures, telling.year):
        return []
    rows = (*_rows(figures, telling.year), *part.rows)
    told = grid.grid(telling, replace(part, rows=rows))
    unknown = list(dict.fromkeys(row for row, _ in contentless(figures, telling.year) if row))
    if told and unknown:
        names = telling.say.join(telling.label(row) for row in unknown)
        told.append(Paragraph(telling.say(f"note.{part.id}.contentless", what=names)))
    return told


def flow(telling: Telling, part: Part) -> list[Block]:
    """What carbon comes in with and goes out with; nothing while any of it is unknown."""
    figures = telling.inventory
    if not tells(part, figures, telling.year):
        return []
    return balance_flow.drawn(telling, part, figures, carbon_bands(part.rows, figures, telling.year))


def tells(part: Part, figures: Figures, year: str) -> bool:
    """Whether there is a balance to tell: more than one line that carbon comes in or goes out by."""
    if not grid.speaks(part, figures):
        return False
    found = {
        line.id for line, _, result in sides(figures, year) if line.group != CARBON[-1] and result is not None
    }
    return len(found) > 1


def sides(figures: Figures, year: str) -> list[tuple[Line, str, Result | None]]:
    """(line, row, result) of all lines of the balance in the order of their sides; None where it is zero."""
    found: list[tuple[Line, str, Result | None]] = []
    for side in CARBON:
        for line in figures.compiled.method.lines.values():
            if line.group == side:
                for row in [each.id for each in figures.rows(line.over)] if line.over else [""]:
                    result = figures.line(line.id, year, row)
                    nothing = isinstance(result, Traced) and not result.number
                    found.append((line, row, None if nothing else result))
    return found


def contentless(figures: Figures, year: str) -> list[tuple[str, str]]:
    """(row, line) of what is missing only because nobody has published a carbon content."""
    quantities = figures.compiled.vocabulary.quantities

    def optional(id_: str) -> bool:
        return id_ in quantities and quantities[id_].optional

    return [
        (row, line.id)
        for line, row, result in sides(figures, year)
        if result is not None and unpublished(result, optional)
    ]


def _rows(figures: Figures, year: str) -> list[Mapping[str, str]]:
    """Rows of a grid: the lines of one table side by side, where there is something in any of its rows."""
    made: list[dict[str, str]] = []
    told = {line.id for line, _, result in sides(figures, year) if result is not None}
    for line in figures.compiled.method.lines.values():
        column = COLUMNS.get(line.group)
        if column is None or line.id not in told:
            continue
        own = line.id.rpartition(".")[0]
        beside = next((row for row in made if row["own"] == own and column not in row), None)
        if beside is not None:
            beside[column] = line.id
        else:
            made.append({"own": own, column: line.id, **({"over": line.over} if line.over else {})})
    return [{key: value for key, value in row.items() if key != "own"} for row in made]


def carbon_bands(rows: Sequence[Mapping[str, str]], figures: Figures, year: str) -> tuple[Band, ...]:
    """The bands of both sides, the small ones of each as one, then what the template names.

    Parameters
    ----------
    rows : sequence of mapping
        ``side`` and ``value`` (a line that stands alone) of what is drawn after the rows.
    figures : Figures
    year : str
    """
    known = [(line, row, result) for line, row, result in sides(figures, year) if result is not None]
    if any(isinstance(result, Missing) for _, _, result in known):
        return ()
    found: list[Band] = []
    for side, group in (("in", CARBON[0]), ("out", CARBON[1])):
        parts = [
            Band(side, "", row, result)
            for line, row, result in known
            if line.group == group and isinstance(result, Traced)
        ]
        found += _few(side, parts)
    for raw in rows:
        result = figures.line(raw["value"], year)
        if not isinstance(result, Traced):
            return ()
        if raw["side"] == OPEN and _seen(result.number, found):
            found.append(Band(OPEN, raw.get("words", ""), "", result))
        elif raw["side"] != OPEN and result.number > 0:
            found.append(Band(raw["side"], raw.get("words", ""), "", result))
    return tuple(found) if any(band.side == "in" for band in found) else ()


def _seen(gap: Decimal, found: Sequence[Band]) -> bool:
    """Whether what is open would be printed as anything but nothing."""
    whole = balance_flow.total(found)
    return bool(whole) and abs(CONTEXT.divide(gap, whole)) >= Decimal("0.0001")


def _few(side: str, parts: list[Band]) -> list[Band]:
    """The largest bands, and one more for what is left."""
    parts.sort(key=lambda band: -band.result.number)
    if len(parts) <= _MOST:
        return parts
    rest = parts[_MOST - 1 :]
    whole = Decimal(0)
    for band in rest:
        whole = CONTEXT.add(whole, band.result.number)
    inputs = tuple(band.result for band in rest)
    shown = replace(rest[0].result, id="rest", row="", value=whole, formula="", inputs=inputs, flags=())
    return [*parts[: _MOST - 1], Band(side, f"rest_{side}", "", shown)]
