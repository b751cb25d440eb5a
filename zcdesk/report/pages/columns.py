"""How wide the columns of a table are, and in which size its figures fit the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zcdesk.domain.document import Cell, Column, Table
from zcdesk.report.pages import marks
from zcdesk.report.typesetting.style import COMPACT, MM, TABLE, TableType
from zcdesk.report.typesetting.typeset import Typesetter

EDGE = 0.9 * MM
"""Air left of the first column."""

_NUMBER = re.compile(r"^[+−\-]?[0-9][0-9,]*(?:\.([0-9]+))?$")
_SMALLEST = 5.5
_LONGEST_WORD = 12.0
"""Widest word of a head that is never broken. [em]"""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The columns of one table.

    Attributes
    ----------
    type : TableType
        Type in which they were measured; smaller than usual where figures would not fit.
    lefts, widths : tuple of float
        Place from the table's left edge, and text width, per column. [pt]
    pads : tuple of dict
        Per column: decimals of a cell to air on its right, so that decimal points stand in one line. [pt]
    """

    type: TableType
    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    pads: tuple[dict[int, float], ...]


@dataclass(slots=True)
class _Need:
    natural: float
    least: float
    wished: float
    """Least width that keeps unit and column number whole; held to if all columns can have theirs."""
    fixed: float
    number: bool
    gap: float


def decimals(text: str) -> int | None:
    """Digits after the decimal point of a number; none if the text is no number."""
    match = _NUMBER.match(text)
    return None if match is None else len(match.group(1) or "")


def role_of(cell: Cell, kind: str, column: Column) -> str:
    """Face of a cell's text."""
    if (
        cell.tone == "strong"
        or kind in ("subtotal", "total", "group")
        or cell.boxed
        or cell.mark in marks.BOLD
    ):
        return "medium"
    return "medium" if cell.tone == "deep" and column.role != "number" else "sans"


def fit(setter: Typesetter, table: Table, measure: float) -> Fitted:
    """Columns of `table` across `measure`; nothing is clipped, the type gets smaller first, then cells wrap."""
    style = COMPACT if table.compact else TABLE
    kind, needs, pads = style, *_measured(setter, table, style, measure)
    shares = _tightening(needs, measure)
    if shares is None:
        for factor in (0.97, 0.94, 0.91, 0.88):  # a little smaller rather than wrapped, if that is enough
            smaller = style.shrunk(factor)
            tried, tried_pads = _measured(setter, table, smaller, measure)
            shares = _tightening(tried, measure)
            if shares is not None:
                kind, needs, pads = smaller, tried, tried_pads
                break
    factor = 1.0
    while shares is None and sum(need.gap * 0.75 + need.least for need in needs) > measure:
        factor *= 0.95
        if style.body.size * factor < _SMALLEST:
            break
        kind = style.shrunk(factor)
        needs, pads = _measured(setter, table, kind, measure)
    for need in needs[1:]:
        need.gap *= 0.75 if shares is None else shares
    gaps = sum(need.gap for need in needs)
    if sum(need.wished for need in needs) <= measure - gaps:
        for need in needs:
            need.least = need.wished
    _level(table, needs, measure - gaps)
    widths = _widths(needs, measure - gaps)
    lefts: list[float] = []
    x = 0.0
    for need, width in zip(needs, widths, strict=True):
        x += need.gap
        lefts.append(x)
        x += width
    return Fitted(kind, tuple(lefts), tuple(widths), pads)


def _measured(
    setter: Typesetter, table: Table, kind: TableType, measure: float
) -> tuple[list[_Need], tuple[dict[int, float], ...]]:
    places = range(len(table.columns))
    pads = tuple(_pads(setter, table, index, kind) for index in places)
    return [_need(setter, table, index, kind, measure, pads[index]) for index in places], pads


def _tightening(needs: Sequence[_Need], measure: float) -> float | None:
    """The share of the usual air between columns at which nothing wraps; none if all wraps anyway."""
    wished = sum(max(need.natural, need.least) for need in needs)
    gaps = sum(need.gap for need in needs)
    return next((share for share in (1.0, 0.85, 0.7, 0.6) if wished + gaps * share <= measure), None)


def _level(table: Table, needs: Sequence[_Need], room: float) -> None:
    """Neighbouring figures of one unit, such as months or years, get one width if there is room for it."""
    units = [
        (column.unit, column.width) if need.number else None
        for column, need in zip(table.columns, needs, strict=True)
    ]
    wished = [need.natural for need in needs]
    start = 0
    for stop in range(1, len(needs) + 1):
        if stop == len(needs) or units[stop] is None or units[stop] != units[start]:
            if units[start] is not None:
                wished[start:stop] = [max(wished[start:stop])] * (stop - start)
            start = stop
    if sum(wished) <= room:
        for need, width in zip(needs, wished, strict=True):
            need.natural = width


def _cells(table: Table, index: int) -> list[tuple[Cell, str]]:
    return [
        (row.cells[index], row.kind)
        for row in table.rows
        if index < len(row.cells) and not (row.kind == "group" and len(row.cells) == 1)
    ]


def _pads(setter: Typesetter, table: Table, index: int, kind: TableType) -> dict[int, float]:
    if table.columns[index].align != "right":
        return {}
    found = {decimals(cell.text) for cell, _ in _cells(table, index)} - {None}
    counts = sorted(count for count in found if count is not None)
    if len(counts) < 2:
        return {}
    digit = setter.width("0", "sans", kind.body.size)
    point = setter.width(".", "sans", kind.body.size)
    most = counts[-1]
    return {
        count: (most - count) * digit + (point if not count else 0.0) for count in counts if count != most
    }


def _need(
    setter: Typesetter, table: Table, index: int, kind: TableType, measure: float, pads: dict[int, float]
) -> _Need:
    column = table.columns[index]
    number = column.role == "number" or column.align == "right"
    face = kind.code if column.role == "code" else kind.body
    natural = least = figures = 0.0
    for cell, row_kind in _cells(table, index):
        role = role_of(cell, row_kind, column)
        extra = cell.indent * face.size + (marks.WIDTH * face.size if cell.mark else 0.0)
        if cell.boxed:
            extra += 0.9 * face.size
        count = decimals(cell.text) if number else None
        if count is not None:
            extra += pads.get(count, 0.0)
        wide = setter.width(cell.text, role, face.size) + extra
        if column.role == "code" or count is not None:
            figures = max(figures, wide)
            continue
        natural = max(natural, wide)
        least = max(least, setter.longest(cell.text, role, face.size) + extra)
    if number:  # words among figures wrap rather than push the figures apart
        natural = min(natural, max(1.7 * figures, 7.6 * face.size, least)) if figures else natural
    natural, least = max(natural, figures), max(least, figures)
    head = setter.width(column.head, kind.head.role, kind.head.size)
    fine = max(
        setter.width(column.unit, kind.unit.role, kind.unit.size),
        setter.width(column.number, kind.number.role, kind.number.size),
    )
    word = setter.longest(column.head, kind.head.role, kind.head.size)
    if number:
        natural = max(natural, fine, min(head, max(natural, 5.2 * kind.head.size)))
        least = max(least, min(word, _LONGEST_WORD * kind.head.size), min(head, 2.2 * kind.head.size))
        wished = max(least, fine)
        least = max(least, min(fine, max(least, 5 * kind.unit.size)))
    else:
        natural = max(natural, head, fine)
        least = max(
            figures,
            min(least, 12 * face.size),
            min(word, _LONGEST_WORD * kind.head.size),
            min(head, 3.2 * kind.head.size),
        )
        wished = least
    natural = max(natural, least) + 0.1
    least += 0.1
    gap = EDGE if index == 0 else kind.gap
    if index and not number:
        before = table.columns[index - 1]
        if before.role == "number" or before.align == "right":
            gap = max(gap, 4.9 * MM if not table.compact else 4.5 * MM)
    if index and table.columns[index - 1].role == "code":
        gap = max(gap, 2.6 * MM)
    return _Need(natural, least, wished + 0.1, column.width * measure, number, gap)


def _widths(needs: Sequence[_Need], room: float) -> list[float]:
    """Share `room` so that all texts wrap about equally often, or give away what is left over."""
    least = [need.least for need in needs]
    if sum(least) >= room:
        scale = room / sum(least)
        return [width * scale for width in least]
    wished = [max(need.fixed - need.gap, need.least) if need.fixed else need.natural for need in needs]
    total = sum(wished)
    if total > room:
        # Short columns keep their width; long ones share the rest by the root of their length.
        low, high = 0.0, max(wished) ** 0.5 + 1.0
        for _ in range(40):
            middle = (low + high) / 2
            if sum(min(w, max(a, middle * w**0.5)) for a, w in zip(least, wished, strict=True)) > room:
                high = middle
            else:
                low = middle
        return [min(w, max(a, low * w**0.5)) for a, w in zip(least, wished, strict=True)]
    spare = room - total
    free = [index for index, need in enumerate(needs) if not need.fixed]
    numbers = [index for index in free if needs[index].number]
    texts = [index for index in free if not needs[index].number and needs[index].natural > 30.0]
    if numbers:
        share = spare / len(numbers) if not texts else min(spare * 0.62 / len(numbers), 9 * MM)
        for index in numbers:
            wished[index] += share
            spare -= share
    if texts and spare > 0:
        # The last column of words needs no air on its right.
        takers = [index for index in texts if index != len(needs) - 1] or texts
        weight = sum(needs[index].natural for index in takers)
        for index in takers:
            wished[index] += spare * needs[index].natural / weight
    elif spare > 0 and not numbers:
        takers = list(range(len(needs)))
        for index in takers:
            wished[index] += spare / len(takers)
    return wished
