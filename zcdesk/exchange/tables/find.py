"""Where in a sheet tables stand: their heads, their first row of data, their end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from zcdesk.exchange.tables.beside import apart
from zcdesk.exchange.tables.heads import (
    LABELLED,
    NUMBER,
    TOTAL,
    WHEN,
    Block,
    Column,
    UnitOf,
    is_blank,
    is_figure,
    role_of,
    said,
    text_of,
    title_unit,
)
from zcdesk.exchange.tables.periods import Order, Period, found_in, order_of, plain, year_in
from zcdesk.exchange.tables.report import counts_columns, is_aside, is_caption, stated
from zcdesk.exchange.tables.table_in import Sheet

LOOKED, DEEPEST, SAMPLE = 60, 5, 300
"""Rows in which heads are looked for, rows that heads may have, and rows by which a column is judged."""

_RUN = 3
"""Periods of a row from which on it is a head, whatever it begins with."""


@dataclass(slots=True)
class _Looking:
    """A sheet under study; heads that are merged say the same in each of their cells."""

    sheet: Sheet
    units: UnitOf
    month: str = ""
    head: list[list[Any]] = field(default_factory=list)
    width: int = 0

    def __post_init__(self) -> None:
        rows = self.sheet.rows
        self.width = max((len(row) for row in rows[:2000]), default=0)
        self.head = [list(row) + [""] * (self.width - len(row)) for row in rows[:LOOKED]]
        for at, row in enumerate(self.head):
            if at and counts_columns(row):
                self.head[at] = list(self.head[at - 1])  # it says nothing, and is no data
        for first, left, last, right in self.sheet.merged:
            if first >= LOOKED or left >= self.width or len(self.head) <= first:
                continue
            said = self.head[first][left]
            if isinstance(said, str) or found_in(said)[0] is not None:
                for row in self.head[first : min(last, LOOKED) + 1]:
                    row[left : right + 1] = [said] * (min(right, self.width - 1) - left + 1)

    def figure(self, row: int, column: int) -> bool:
        """Whether a cell is a number, with its unit or without."""
        return is_figure(self.cell(row, column), self.units)

    def cell(self, row: int, column: int) -> Any:
        if row < len(self.head):
            return self.head[row][column]
        cells = self.sheet.rows[row]
        return cells[column] if column < len(cells) else ""


def blocks(
    sheet: Sheet, units: UnitOf, head: tuple[int, int] | None = None, order: Order = "", month: str = ""
) -> tuple[Block, ...]:
    """The tables of a sheet; empty if none is found.

    Parameters
    ----------
    head : (int, int) or None
        First row of the heads and first row of data, where the user says so.
    order : Order
        Which number of a date is the day, where the user says so.
    month : str
        Of a table that speaks of "this month", where the user says it: ``2025-03``.
    """
    looking = _Looking(sheet, units, month)
    rows = sheet.rows
    if not looking.width or not rows:
        return ()
    if head is not None and 0 <= head[0] < head[1] <= len(rows):
        across = max(range(head[0], min(head[1], LOOKED)), key=lambda row: len(_across(looking, row)))
        wide = _across(looking, across)
        return (_block(looking, head[0], head[1], len(rows), across if len(wide) > 1 else -1, order),)
    starts = _across_rows(looking)
    if not starts:
        found = _down(looking)
        if found is None:
            return ()
        return (_block(looking, *found, len(rows), -1, order),)
    made: list[Block] = []
    for number, row in enumerate(starts):
        bottom = _below_heads(looking, row)
        end = starts[number + 1] if number + 1 < len(starts) else len(rows)
        top = _above_heads(looking, row, made[-1].bottom if made else 0, row)
        if number + 1 < len(starts):
            end = _above_heads(looking, starts[number + 1], bottom, starts[number + 1])
        made.append(_block(looking, top, bottom, end, row, order))
    return tuple(made)


def _across(looking: _Looking, row: int) -> dict[int, Period]:
    """The periods of a row that is made of them; empty if it is not."""
    found: dict[int, Period] = {}
    weak = False
    for column in range(looking.width):
        cell = looking.cell(row, column)
        if is_blank(cell):
            continue
        period, rest = found_in(cell)
        if period is not None and not is_figure(rest or "x"):
            if isinstance(cell, str) and TOTAL.search(rest):
                continue
            found[column] = period
            weak |= period.weak
        elif is_figure(cell):
            return {}
    if weak and not _runs([each for each in found.values() if each.weak]):
        return {}
    distinct = {(each.year, each.month, each.either) for each in found.values()}
    if len(found) < _RUN and is_caption(looking.cell(row, column) for column in range(looking.width)):
        return {}
    return found if len(distinct) > 1 else {}


def _runs(periods: Sequence[Period]) -> bool:
    """Whether bare numbers go up, or down, one by one, as months and years do."""
    numbers = [each.year * 12 + each.month if each.month else each.year for each in periods]
    steps = {second - first for first, second in pairwise(numbers)}
    months = [each.month for each in periods if not each.year]
    if months and len(months) == len(periods):
        return steps == {1} and len(months) > 2 and months[0] == 1
    return bool(steps) and (steps <= {1} or steps <= {-1})


def _across_rows(looking: _Looking) -> list[int]:
    """The rows that are heads of periods; where several of one table are, the one that says most."""
    counted = {row: len(_across(looking, row)) for row in range(len(looking.head))}
    wide = [row for row, count in counted.items() if count > 1 and _figures_below(looking, row)]
    found: list[int] = []
    for row in wide:
        if found and row - found[-1] <= 2:
            if counted[row] >= counted[found[-1]] and _finer(looking, row, found[-1]):
                found[-1] = row
            continue
        found.append(row)
    return found


def _finer(looking: _Looking, row: int, other: int) -> bool:
    """Whether one row says months where the other says years."""
    return any(each.month for each in _across(looking, row).values()) or not any(
        each.month for each in _across(looking, other).values()
    )


def _figures_below(looking: _Looking, row: int) -> bool:
    columns = _across(looking, row)
    below = range(row + 1, min(row + 12, len(looking.sheet.rows)))
    return any(looking.figure(each, column) for each in below for column in columns)


def _below_heads(looking: _Looking, row: int) -> int:
    """The first row of data below a row of periods: heads below it are texts over most of its columns."""
    columns = list(_across(looking, row))
    for below in range(row + 1, min(row + DEEPEST, len(looking.sheet.rows))):
        cells = [looking.cell(below, column) for column in columns]
        texts = sum(isinstance(cell, str) and not is_blank(cell) and not is_figure(cell) for cell in cells)
        if texts * 2 <= len(cells) or any(is_figure(cell, looking.units) for cell in cells):
            return below
    return row + 1


def _above_heads(looking: _Looking, row: int, least: int, anchor: int) -> int:
    """The first row of the heads: rows right above with more than one thing to say."""
    repeated = _across(looking, anchor)
    twice = len({(each.year, each.month) for each in repeated.values()}) < len(repeated)
    top = row
    while top > least and row - top < DEEPEST:
        cells = [plain(str(cell)) for cell in looking.head[top - 1]] if top - 1 < len(looking.head) else []
        texts = [text for text in cells if text]
        said = set(texts)
        if not texts or any(is_figure(cell) and found_in(cell)[0] is None for cell in looking.head[top - 1]):
            break
        if all(LABELLED.search(text) for text in said) or is_caption(looking.head[top - 1]):
            break
        if len(said) == 1 and not (twice and not cells[0]):
            break
        top -= 1
    return top


def _down(looking: _Looking) -> tuple[int, int] | None:
    """First row of heads and first row of data of a table with its periods in a column, or with none at all."""
    rows = looking.sheet.rows
    best: tuple[int, int] | None = None
    for column in range(min(looking.width, 40)):
        found = _period_rows(looking, column)
        if found and (best is None or found[0] < best[1]):
            first = found[0]
            if any(
                is_figure(looking.cell(first, other)) for other in range(looking.width) if other != column
            ):
                best = (column, first)
    if best is None:
        return _plain(looking)
    first = best[1]
    if first >= len(rows):
        return None
    if first == 0:
        return 0, 0
    return _above_heads(looking, first - 1, 0, first - 1), first


def _plain(looking: _Looking) -> tuple[int, int] | None:
    """A table without periods: a row of texts above rows that begin with a text and hold figures."""
    for row in range(1, len(looking.head)):
        cells = looking.head[row]
        above = [cell for cell in looking.head[row - 1] if not is_blank(cell)]
        figures = [at for at in range(len(cells)) if looking.figure(row, at)]
        texts = [
            at
            for at, cell in enumerate(cells)
            if isinstance(cell, str) and not is_blank(cell) and not is_figure(cell)
        ]
        if figures and texts and len(above) > 1 and not any(is_figure(cell) for cell in above):
            return _above_heads(looking, row - 1, 0, row - 1), row
    return None


def _period_rows(looking: _Looking, column: int) -> list[int]:
    """The rows in which a column tells a period, if that is what the column is for."""
    rows: list[int] = []
    weak: list[Period] = []
    other = 0
    rows_ = range(min(SAMPLE, len(looking.sheet.rows)))
    for row in rows_:
        cell = looking.cell(row, column)
        if is_blank(cell):
            continue
        period, rest = found_in(cell)
        if period is None or (rest and not TOTAL.search(rest)):
            other += bool(rows) and not TOTAL.search(plain(str(cell)))
            continue
        if rest:
            continue
        rows.append(row)
        if period.weak:
            weak.append(period)
    if not rows or other > len(rows) * 0.4:
        return []
    if weak:
        above = [plain(str(looking.cell(row, column))) for row in range(max(0, rows[0] - 3), rows[0])]
        head = next((text for text in reversed(above) if text), "")
        if NUMBER.search(head) or is_aside(head) or (not WHEN.search(head) and not _runs_on(weak)):
            return []
        if any(not each.year and not each.month for each in weak):
            return []
    return rows


def _runs_on(weak: Sequence[Period]) -> bool:
    """Whether bare numbers of a column are periods by themselves: they tell year and month, or go on year by year."""
    return all(each.year and each.month for each in weak) or (all(each.year for each in weak) and _runs(weak))


def _block(looking: _Looking, top: int, bottom: int, end: int, across: int, order: Order) -> Block:
    spread = _spread(looking, top, bottom)
    titles = tuple(
        dict.fromkeys(
            plain(str(cell))
            for row in looking.head[:top]
            for cell in row
            if isinstance(cell, str) and plain(cell)
        )
    )
    made: list[Column] = []
    heads = []
    for column in range(looking.width):
        texts = list(dict.fromkeys(plain(text_of(row[column])) for row in spread))
        heads.append(said([text for text in texts if text], looking.units))
    monthly = any(period is not None and (period.month or period.either) for period, _, _ in heads)
    for column, (told, names, unit) in enumerate(heads):
        # a year over a column without a month, beside columns with months, stands at the edge of a head of years
        period = None if monthly and told is not None and not (told.month or told.either) else told
        sample = [looking.cell(row, column) for row in range(bottom, min(end, bottom + SAMPLE))]
        days = [
            found_in(looking.cell(row, column))[0]
            for row in _period_rows(looking, column)
            if bottom <= row < end
        ]
        role = role_of(" ".join(names), period, sample, days, across >= 0, looking.units)
        made.append(Column(column, role, names, unit, period))
    settled: Order | None = order
    if not order:
        when = [each.at for each in made if each.role in ("period", "start", "end")]
        dates = (
            found_in(looking.cell(row, at))[0]
            for at in when
            for row in range(bottom, min(end, bottom + SAMPLE))
        )
        settled = order_of(each for each in dates if each is not None)
    year = next((found for text in (*reversed(titles), looking.sheet.name) if (found := year_in(text))), 0)
    unit = next((named for text in reversed(titles) if (named := title_unit(text, looking.units))), "")
    columns, lacking, part = _settled(made), False, ""
    if not any(each.period or each.role in ("period", "start", "end", "year") for each in columns):
        of_month = stated(columns, looking.head[:top], looking.sheet.name, looking.month)
        columns, lacking, part = of_month.columns, of_month.lacking, of_month.part
    return Block(top, bottom, end, columns, settled, titles, year, unit, lacking, part)


def _settled(made: Sequence[Column]) -> tuple[Column, ...]:
    """One column of dates, if several are none of a beginning and an end."""
    roles = {each.role for each in made}
    if "period" in roles and {"start", "end"} <= roles:
        return tuple(Column(each.at, "other", each.names) if each.role == "period" else each for each in made)
    return apart(made)


def _spread(looking: _Looking, top: int, bottom: int) -> list[list[Any]]:
    """The rows of heads; where merging is not told, a head holds on to the right as long as something stands below."""
    rows = [list(row) for row in looking.head[top:bottom]]
    if looking.sheet.merged:
        return rows
    for at, row in enumerate(rows[:-1]):
        held: Any = ""
        for column, cell in enumerate(row):
            if not is_blank(cell):
                held = cell
            elif held and any(not is_blank(below[column]) for below in rows[at + 1 :]):
                row[column] = held
            else:
                held = ""
    return rows
