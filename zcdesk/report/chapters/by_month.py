"""Lines of a method month by month: where in the year a balance opens."""

from __future__ import annotations

from collections.abc import Mapping

from zcdesk.domain.answer import months_of
from zcdesk.domain.document import Block, Cell, Paragraph, Row, Table, Tone
from zcdesk.domain.trace import Traced
from zcdesk.report.chapters.columns import Heads
from zcdesk.report.chapters.grid import speaks
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import Figures
from zcdesk.report.telling.template import Part

_LEAST = 2
"""Months that must be known: one alone says no more than the year."""


def by_month(telling: Telling, part: Part) -> list[Block]:
    """A row for each month of which every column is known; nothing where fewer than two are.

    The row of the template names the line of each column; ``most`` (``share>closure.tolerance``) says which column
    is marked where it is above which line.
    """
    figures = telling.inventory if part.figures == "inventory" else telling.energy
    if figures is None or not speaks(part, figures):
        return []
    raw = part.rows[0]
    ids = [raw[key] for key in part.columns]
    if any(id_ not in figures.compiled.method.lines for id_ in ids):
        return []
    known = [
        month
        for month in months_of(telling.year)
        if all(isinstance(figures.line(id_, month), Traced) for id_ in ids)
    ]
    if len(known) < _LEAST:
        return []
    say, number = telling.say, telling.next_number("table")
    heads = Heads(telling)
    heads.code()
    heads.words(say("column.by_month"))
    for key in part.columns:
        heads.number(key, say(f"column.{part.id}.{key}"), say.unit(part.units.get(key, "")))
    rows: list[Row] = []
    marked: list[str] = []
    for month in known:
        code = f"{part.letter}{int(month[-2:]):02d}"
        cells = [Cell(code, tone="grey"), Cell(say.month(month))]
        above = _above(figures, raw, month)
        for key, id_ in zip(part.columns, ids, strict=True):
            tone: Tone = "warning" if key == above else "normal"
            places = lines.places_of(figures.compiled.method, figures.compiled.method.lines[id_])
            where = (number, code, heads.numbers[key])
            cells.append(telling.cell(figures, where, id_, "", month, places=places, tone=tone))
        if above:
            marked.append(say.month(month))
        rows.append(Row(tuple(cells)))
    text = say(f"intro.{part.id}", table=number)
    if marked:
        text += say(f"intro.{part.id}.marked", months=say.join(marked))
    title = say(f"table.{part.id}", year=telling.year)
    return [Paragraph(text), Table(number, title, tuple(heads.columns), tuple(rows))]


def _above(figures: Figures, raw: Mapping[str, str], month: str) -> str:
    """The column that is above its line in a month; ``""`` if none is."""
    key, _, bound = raw.get("most", "").partition(">")
    if bound not in figures.compiled.method.lines:
        return ""
    value, limit = figures.line(raw[key], month), figures.line(bound, month)
    if isinstance(value, Traced) and isinstance(limit, Traced) and value.number > limit.number:
        return key
    return ""
