"""Tables on a page of a bill: what stands under which head, told by where the words stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zcdesk.domain.bill import Columns
from zcdesk.exchange.bills.pages import Box, Line, Page, around

HEAD = 3
"""Lines over which the heads of a table may be spread."""

ROWS = 3000
"""Lines of a page below the head that are looked at."""

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")


@dataclass(slots=True)
class Row:
    """A row as it stands.

    Attributes
    ----------
    page, line : int
    words : str
        Everything on it.
    cells : dict of str to (str, Box)
        What stands in each column, and where.
    """

    page: int
    line: int
    words: str
    cells: dict[str, tuple[str, Box]] = field(default_factory=dict)


def rows_of(pages: Sequence[Page], columns: Columns) -> Iterator[Row]:
    """The rows of every table with these heads, on all pages in their order."""
    for page in pages:
        at = 0
        while at < len(page.lines):
            heads, used = _heads(page.lines[at : at + HEAD], columns)
            if not heads:
                at += 1
                continue
            at += used
            body = page.lines[at : at + ROWS]
            stop = next((n for n, line in enumerate(body) if _ends(line, columns)), len(body))
            yield from (
                _by_label(page, body[:stop], heads, columns)
                if columns.row
                else _by_place(page, body[:stop], heads, columns)
            )
            at += max(stop, 1)


def _ends(line: Line, columns: Columns) -> bool:
    return bool(columns.end) and re.search(columns.end, line.text) is not None


def _heads(lines: Sequence[Line], columns: Columns) -> tuple[dict[str, Box], int]:
    """Where the heads stand, if all that are needed do, and over how many lines they are spread."""
    heads: dict[str, Box] = {}
    used = 0
    for line in lines:
        fresh = {
            id_: line.box(*match.span())
            for id_, where in columns.column.items()
            if id_ not in heads
            for label in where.label
            if (match := re.search(label, line.text)) is not None
        }
        if not fresh:
            break
        heads |= fresh
        used += 1
    whole = all(id_ in heads for id_, where in columns.column.items() if where.needed)
    return (heads, used) if heads and whole else ({}, 0)


def _by_place(page: Page, lines: Sequence[Line], heads: Mapping[str, Box], columns: Columns) -> Iterator[Row]:
    """Rows told by the column that begins them; a line without it goes on with the row above."""
    edges = _edges(heads)
    row: Row | None = None
    for line in lines:
        cells = _cells(line, edges)
        if columns.begins in cells or row is None:
            if row is not None:
                yield row
            row = Row(page.number, line.number, line.text, cells)
            continue
        row.words = f"{row.words} {line.text}"
        for id_, (text, box) in cells.items():
            before = row.cells.get(id_)
            row.cells[id_] = (before[0] + text, around((before[1], box))) if before else (text, box)
    if row is not None:
        yield row


def _by_label(page: Page, lines: Sequence[Line], heads: Mapping[str, Box], columns: Columns) -> Iterator[Row]:
    """Rows told by the words they begin with; their numbers are those behind it, as many as there are columns."""
    first = next(iter(columns.column))
    rest = {id_: box for id_, box in heads.items() if id_ != first and box[0] > heads[first][0]}
    names = sorted(rest, key=lambda id_: rest[id_][0])
    for line in lines:
        match = re.search(columns.row, line.text)
        if match is None:
            continue
        group = 1 if match.re.groups else 0
        row = Row(page.number, line.number, line.text)
        row.cells[first] = (match[group], line.box(*match.span(group)))
        behind = [
            (word.text, word.box)
            for word, start in zip(line.words, line.starts, strict=True)
            if start >= match.end() and _NUMBER.fullmatch(word.text)
        ]
        if len(behind) == len(names):
            row.cells.update(zip(names, behind, strict=True))
        elif names:
            edges = _edges(rest)
            for text, box in behind:
                id_ = _column(box, edges)
                if id_ in row.cells:  # two numbers under one head: neither is it
                    row.cells.pop(id_)
                else:
                    row.cells[id_] = (text, box)
        yield row


def _edges(heads: Mapping[str, Box]) -> list[tuple[float, str]]:
    """Each column with where it ends: half way between its head and the next."""
    placed = sorted(heads.items(), key=lambda each: each[1][0])
    edges = []
    for at, (id_, box) in enumerate(placed):
        last = at + 1 == len(placed)
        edges.append((float("inf") if last else (box[2] + placed[at + 1][1][0]) / 2, id_))
    return edges


def _column(box: Box, edges: Sequence[tuple[float, str]]) -> str:
    middle = (box[0] + box[2]) / 2
    return next(id_ for edge, id_ in edges if middle <= edge)


def _cells(line: Line, edges: Sequence[tuple[float, str]]) -> dict[str, tuple[str, Box]]:
    cells: dict[str, tuple[str, Box]] = {}
    for word in line.words:
        id_ = _column(word.box, edges)
        before = cells.get(id_)
        cells[id_] = (
            (before[0] + word.text, around((before[1], word.box))) if before else (word.text, word.box)
        )
    return cells
