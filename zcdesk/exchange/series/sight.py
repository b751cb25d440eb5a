"""What stands in the cells of a table of readings: where times begin, which numbers are names, what is text.

Heads are in many languages, and many exports have several rows of them or none; the cells tell the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zcdesk.exchange.series import clock as series_clock
from zcdesk.exchange.series.series_fields import is_nothing

Lines = Sequence[Sequence[str]]

_NUMBER = re.compile(r"[+-]?[\d.,]+(?:[eE][+-]?\d+)?")
_CODE = re.compile(r"\d{6,}")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
"""Seconds or milliseconds since 1970, of this century."""

_BRACKETS = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
_TIME = re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")
_LOOKED, _LEAST = 6, 3
"""Lines by which a column is known to hold times, and how many of them must."""


def first_line(lines: Lines) -> tuple[int, int] | None:
    """The first line of data and its column of dates; None if no column goes on with dates."""
    for row, line in enumerate(lines):
        for at, cell in enumerate(line):
            if not cell or not series_clock.is_day(cell):
                continue
            below = [each[at] for each in lines[row : row + _LOOKED] if at < len(each)]
            days = sum(series_clock.is_day(each) for each in below)
            if days < min(_LEAST, len(lines) - row) or days * 2 <= len(below):
                continue
            beside = (cell for each in lines[row:] for other, cell in enumerate(each) if other != at)
            if any(_NUMBER.fullmatch(each) for each in beside):
                return row, at
    return None


def heads_above(lines: Lines, first: int) -> list[str]:
    """The heads above the first line of data; over a row of units alone the names of the row above it."""
    width = len(lines[first])
    rows = [list(line) + [""] * (width - len(line)) for line in reversed(lines[:first]) if len(line) == width]
    if not rows or any(_NUMBER.fullmatch(cell) for cell in rows[0] if cell):
        return [""] * width
    heads = rows[0]
    told = [cell for cell in heads[1:] if cell]
    if told and all(_BRACKETS.fullmatch(cell) for cell in told):
        names = max(rows[1:], key=lambda row: len(set(filter(None, row))), default=[""] * width)
        heads = [f"{name} {unit}".strip() for name, unit in zip(names, heads, strict=True)]
    return heads


def filled(lines: Lines, row: int, at: int) -> list[str]:
    """What stands in a column below its head."""
    return [line[at] for line in lines[row + 1 :] if at < len(line) and line[at] and not is_nothing(line[at])]


def beside(lines: Lines, row: int, at: int, units: Sequence[int]) -> str:
    """The unit in the next column to the right, where there is one for each; in brackets."""
    if len(units) < 2 or at + 1 not in units:
        return ""
    told = filled(lines, row, at + 1)
    return f"({told[0]})" if told else ""


def time_beside(lines: Lines, row: int, stamp: int) -> int:
    """The first column of times of the day, where the one of dates has none; -1 if there is none."""
    told = filled(lines, row, stamp)
    if not told or any(":" in each or "：" in each or "T" in each for each in told):
        return -1
    return next((at for at in _columns(lines, row) if at != stamp and _is_times(filled(lines, row, at))), -1)


def other_times(lines: Lines, row: int, width: int) -> Iterator[int]:
    """Further columns of dates and of times of the day: ends of intervals, times of upload."""
    for at in range(width):
        told = filled(lines, row, at)
        if _is_times(told) or (told and all(_is_when(each) for each in told)):
            yield at


def is_code(lines: Lines, row: int, at: int) -> bool:
    """Whether one and the same long whole number stands in every line: what a thing is called, or a counter at rest."""
    told = filled(lines, row, at)
    return len(told) > 1 and len(set(told)) == 1 and bool(_CODE.fullmatch(told[0]))


def is_text(lines: Lines, row: int, at: int) -> bool:
    """Whether texts, or one long number, stand in a column."""
    told = filled(lines, row, at)
    numbers = sum(bool(_NUMBER.fullmatch(each)) for each in told)
    return bool(told) and (numbers * 2 < len(told) or is_code(lines, row, at))


def _is_when(said: str) -> bool:
    return series_clock.is_day(said) or bool(_EPOCH.fullmatch(said))


def _is_times(told: Sequence[str]) -> bool:
    return bool(told) and all(_TIME.fullmatch(each) for each in told)


def _columns(lines: Lines, row: int) -> range:
    return range(max((len(line) for line in lines[row + 1 :]), default=0))
