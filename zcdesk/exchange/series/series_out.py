"""Readings of meters as a table of text: a line for each moment, each reading with the digits that it was read with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from zcdesk.domain.series import NONE, Series, unpack, whole_numbers
from zcdesk.exchange.tables.table_out import quoted

HEADS = {
    "zh": ("时段开始", "表计", "读数", "单位"),
    "en": ("begin of interval", "meter", "reading", "unit"),
}


def lines(held: Sequence[tuple[Series, bytes]], language: str) -> Iterator[str]:
    """The lines of the table, the heads first; a reading that is missing is an empty field.

    Parameters
    ----------
    held : sequence of (Series, bytes)
        With the packed readings of each.

    Notes
    -----
    A name that a spreadsheet would take for a formula has an apostrophe before it.
    """
    yield ",".join(HEADS[language])
    for series, content in held:
        at, step = series.first, timedelta(minutes=series.step)
        name = quoted(series.name)
        for value in whole_numbers(unpack(content, series.count)):
            yield f"{at:%Y-%m-%d %H:%M},{name},{plain(value, series.exponent)},{series.unit}"
            at += step


def plain(value: int, exponent: int) -> str:
    """A reading with all its digits; empty where there is none."""
    if value == NONE:
        return ""
    places = -exponent
    if not places:
        return str(value)
    digits = str(abs(value)).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"
