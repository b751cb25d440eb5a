"""Readings in a workbook: the sheet that holds them, as the text that `series_in` reads."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from zcdesk.domain.words import Words
from zcdesk.exchange.series.series_in import looks_like
from zcdesk.exchange.series.text import NoReadings
from zcdesk.exchange.tables.workbook_in import Grid, NoWorkbook, opened

NO_SHEET = Words(
    "工作簿里没有一张表是读数：要有时间列，或每天一行、各列是 00:15、00:30 这样的时刻。",
    "No sheet of the workbook holds readings: with a column of times, or a line a day with columns 00:15, 00:30 …",
)

_FIRST = 200
"""Rows by which it is told whether a sheet holds readings."""

_HALF = timedelta(milliseconds=500)


def is_workbook(data: bytes) -> bool:
    """Whether it is packed as a workbook is."""
    return data.startswith(b"PK")


def text_of(data: bytes) -> bytes:
    """The first sheet that looks like readings, its cells set apart by tabs.

    Raises
    ------
    NoReadings
        If it cannot be read, or no sheet looks like it; in words.
    """
    try:
        book = opened(data)
    except NoWorkbook as bad:
        raise NoReadings(bad.words) from bad
    for grid in book.grids:
        text = _text(grid)
        if text.strip() and looks_like(text):
            return text
    raise NoReadings(NO_SHEET)


def holds_readings(data: bytes) -> bool:
    """Whether a sheet of a workbook seems to hold readings. Looks at its first lines, and never raises."""
    try:
        return any(looks_like(_text(grid)) for grid in opened(data, rows=_FIRST).grids)
    except NoWorkbook:
        return False


def _text(grid: Grid) -> bytes:
    return "\n".join("\t".join(map(_cell, row)) for row in grid.rows).encode("utf-8", "replace")


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        # a day's fraction in binary: a quarter of an hour may come out a few microseconds short
        return f"{value + _HALF:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return " ".join(str(value).split())
