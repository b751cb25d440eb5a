"""The periods of the rows of a table: a date, a month with or without its year, the two ends of a bill."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words
from zcdesk.exchange.tables.cells import NO_ORDER, NO_PERIOD
from zcdesk.exchange.tables.heads import TOTAL, Block
from zcdesk.exchange.tables.periods import Period, found_in

_EDGES = frozenset({0, 1, 28, 29, 30, 31})
"""Days that say no more than the month: the first of it and the last."""


@dataclass(frozen=True, slots=True)
class When:
    """The period of a row, as text, and why there is none; `crosses` is a bill that runs over two months."""

    period: Period | None = None
    text: str = ""
    wrong: Words | None = None
    crosses: bool = False


class Dates:
    """Reads the dates of the rows of a table.

    Parameters
    ----------
    year : int
        Year where none is said; 0 if that is not known.
    across : bool
        Columns have periods as well, so that a row need not have one.
    """

    def __init__(self, block: Block, year: int, across: bool) -> None:
        self.dated = block.of("period", "start", "end", "year")
        self.order, self.year, self.across = block.order, year, across
        self.days: set[int] = set()
        self.said_year = False
        self._when: dict[Any, Period | None] = {}
        self._year_held = 0

    @property
    def daily(self) -> bool:
        """Whether its dates say more than the month: not all are firsts or lasts."""
        return bool(self.days - _EDGES)

    @property
    def yearly(self) -> bool:
        """Whether a year holds on downwards, so that what a row says hangs on those above it."""
        return any(each.role == "year" for each in self.dated)

    def of(self, row: list[Any]) -> When:
        """The period of a row."""
        if not self.dated:
            return When(None, str(self.year) if self.year else "")
        found: dict[str, Period] = {}
        said = ""
        for column in self.dated:
            cell = row[column.at]
            if cell in ("", None):
                continue
            said = said or (cell.isoformat() if isinstance(cell, date) else str(cell))
            period = self._read_period(cell)
            if period is None:
                continue
            if period.either:
                if self.order is None:
                    return When(wrong=NO_ORDER.fill(text=said[:40]))
                period = period.settled(self.order)
            if 0 <= period.month <= 12:
                self.days.add(period.day)
                self.said_year |= bool(period.year)
                found[column.role] = period
        if "year" in found:
            self._year_held = found["year"].year
        if {"start", "end"} <= set(found):
            return self._bill(found["start"], found["end"])
        main = found.get("period") or found.get("end") or found.get("start")
        if main is None and any(each.role != "year" for each in self.dated):
            return When() if self.across else When(wrong=NO_PERIOD.fill(text=said[:40]))
        whole = Period(self._year_held) if self._year_held else None
        period = main.within(whole) if main is not None else whole
        return self._of(period)

    def _of(self, period: Period | None, crosses: bool = False) -> When:
        told = period or Period(self.year)
        if not told.year:
            told = Period(self.year, told.month)
        return When(period, told.text, None, crosses)

    def _bill(self, start: Period, end: Period) -> When:
        """The month in which most days of a bill lie."""
        try:
            first, last = (date(each.year, each.month, each.day or 1) for each in (start, end))
        except ValueError:
            return self._of(end)
        middle = first + timedelta(days=max(0, (last - first).days) // 2)
        outside = sum((each.year, each.month) != (middle.year, middle.month) for each in (first, last))
        crosses = bool(outside) and 2 < (last - first).days < 200 and not _is_month(first, last)
        return self._of(Period(middle.year, middle.month, middle.day), crosses)

    def _read_period(self, cell: Any) -> Period | None:
        try:
            return self._when[cell]
        except KeyError:
            period, rest = found_in(cell)
            self._when[cell] = None if rest and TOTAL.search(rest) else period
            return self._when[cell]


def _is_month(first: date, last: date) -> bool:
    """Whether two days bound one month, the last day counted or not: 1 March to 31 March, or to 1 April."""
    return (
        first.day == 1
        and ((last + timedelta(days=1)).day == 1 or last.day == 1)
        and 26 < (last - first).days < 32
    )
