"""Periods as tables of others write them: ``2025年3月``, ``3月``, ``Mar-25``, ``202503``, ``31.03.2025``, a date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from zcdesk.domain.record import dataclass

Order = Literal["", "dmy", "mdy"]
"""Which of two numbers of a date is the day, where the date itself does not say."""

FIRST_YEAR, LAST_YEAR = 1990, 2099

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 32,
    0xA0: 32,
    0x2013: 45,
    0x2014: 45,
}
_SPELT = {each: str(at) for at, each in enumerate("一二三四五六七八九", start=1)}
_SPELT_MONTHS = _SPELT | {"十": "10", "十一": "11", "十二": "12"}
_NAMES = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?",
    "sep(?:t(?:ember)?)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_NAME = "|".join(f"(?P<n{at}>{each})" for at, each in enumerate(_NAMES, start=1))
_Y = r"(?P<y>(?:19|20)\d\d)"
_END = r"(?![\d.])"
_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*(?:Z|[AaPp][Mm]|[+-]\d\d:?\d\d))?)?"
_DAYS = re.compile(
    rf"{_Y}\s*[年./-]\s*(?P<m>\d{{1,2}})\s*[月./-]\s*(?P<d>\d{{1,2}})(?!\d)(?:\s*[日号])?{_TIME}"
)
_MONTHS = (
    re.compile(rf"{_Y}\s*年\s*(?P<m>\d{{1,2}})\s*月份?"),
    re.compile(rf"{_Y}\s*[./-]\s*(?P<m>\d{{1,2}}){_END}(?!\s*[./-]\s*\d)月?份?"),
    re.compile(rf"(?P<m>\d{{1,2}})\s*[./-]\s*{_Y}(?!\d)"),
    re.compile(rf"{_Y}(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])?{_END}(?!\d)"),
    re.compile(rf"{_Y}\s*[年./ -]*\s*(?:{_NAME})\b\.?", re.IGNORECASE),
    re.compile(
        rf"(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s./-]+)?\b(?:{_NAME})\b\.?(?:[\s.,'/-]*(?:(?P<e>\d{{1,2}})(?:st|nd|rd|th)?,\s*)?"
        rf"(?P<y>(?:19|20)\d\d|(?<=['/ -])\d\d)(?!\d))?",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<m>\d{1,2})\s*月份?(?!\s*\d{1,2}\s*[日号])"),
    re.compile(r"(?P<z>十[一二]?|[一二三四五六七八九])月份?"),
)
_EITHER = re.compile(
    rf"(?P<a>\d{{1,2}})(?P<s>[./-])(?P<b>\d{{1,2}})(?P=s)(?P<y>(?:19|20)\d\d|\d\d)(?!\d){_TIME}"
)
_YEAR = re.compile(rf"{_Y}\s*(?:年度?|财年)?(?!\d|[./-]\d)")
_SPAN = re.compile(r"\d{1,2}\s*月?\s*[-~～—至到]\s*\d{1,2}\s*月")
_QUARTER = re.compile(r"第?[一二三四1-4]季度?|\bQ[1-4]\b|[上下]半年", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month, or a day.

    Attributes
    ----------
    year, month, day : int
        0 where it is not said.
    either : tuple of int
        Two numbers of which one is the day and one the month; empty where that is known.
    weak : bool
        A bare number, which is a period only among others like it.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    either: tuple[int, ...] = ()
    weak: bool = False

    @property
    def text(self) -> str:
        """``2025-03``, ``2025``; ``""`` where no year is known."""
        if not self.year:
            return ""
        return f"{self.year}-{self.month:02d}" if self.month else str(self.year)

    def settled(self, order: Order) -> Period:
        """The same with day and month told apart by the order of its column."""
        if not self.either:
            return self
        day, month = self.either if order == "dmy" else reversed(self.either)
        return Period(self.year, month, day)

    def within(self, other: Period | None) -> Period:
        """The same, with what it does not say taken from another."""
        if other is None or (self.year and self.month):
            return self
        year = self.year or other.year
        month, day = (self.month, self.day) if self.month else (other.month, other.day)
        return Period(year, month, day)


def plain(text: str) -> str:
    """A text without full-width letters and needless spaces."""
    return " ".join(text.translate(_WIDE).split())


def found_in(cell: Any) -> tuple[Period | None, str]:
    """The period with which a cell begins, and the text that is left of it."""
    if isinstance(cell, date):
        return Period(cell.year, cell.month, cell.day), ""
    if isinstance(cell, bool) or cell is None or cell == "":
        return None, ""
    if isinstance(cell, int | float):
        return _of_number(float(cell)), ""
    return _of_text(str(cell))


def order_of(periods: Iterable[Period]) -> Order | None:
    """Which number of the dates of a column is the day; None where they do not tell."""
    pairs = {(each.either, each.year) for each in periods if each.either}
    if not pairs:
        return ""
    first, second = {pair[0] for pair, _ in pairs}, {pair[1] for pair, _ in pairs}
    if max(first) > 12 or max(second) > 12:
        return None if max(first) > 12 and max(second) > 12 else "dmy" if max(first) > 12 else "mdy"
    if len(first) == 1 and len(second) > 1:  # 01/01, 01/02, 01/03: the firsts of months
        return "dmy"
    if len(second) == 1 and len(first) > 1:
        return "mdy"
    return None


def is_span(text: str) -> bool:
    """Whether it is more than a month and less than a year: ``1-3月``, ``一季度``, ``Q1``."""
    told = plain(text)
    return bool(_SPAN.search(told) or _QUARTER.search(told))


def year_in(text: str) -> int:
    """The one year that a title names; 0 if it names none or several."""
    found = {int(each) for each in re.findall(r"(?<!\d)((?:19|20)\d\d)(?=\s*[年./\-]|\D|$)", plain(text))}
    found = {each for each in found if FIRST_YEAR <= each <= LAST_YEAR}
    return found.pop() if len(found) == 1 else 0


@lru_cache(maxsize=4096)
def _of_number(value: float) -> Period | None:
    if not value.is_integer():
        return None
    number = int(value)
    if 1 <= number <= 12:
        return Period(month=number, weak=True)
    if FIRST_YEAR <= number <= LAST_YEAR:
        return Period(number, weak=True)
    if FIRST_YEAR * 100 < number <= LAST_YEAR * 100 + 12 and 1 <= number % 100 <= 12:
        return Period(number // 100, number % 100, weak=True)
    year, month, day = number // 10000, number // 100 % 100, number % 100
    if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 31:
        return Period(year, month, day, weak=True)
    return None


@lru_cache(maxsize=16384)
def _of_text(given: str) -> tuple[Period | None, str]:
    text = plain(given)
    if not text or is_span(text):
        return None, text
    if text.isascii() and text.isdigit():
        found = _of_number(float(text)) if len(text) <= 8 else None
        return (found, "") if found is not None else (None, text)
    if match := _DAYS.match(text):
        month, day = int(match["m"]), int(match["d"])
        if 1 <= month <= 12 and 1 <= day <= 31:
            return Period(int(match["y"]), month, day), _rest(text, match)
    if match := _EITHER.match(text):
        year = int(match["y"]) if len(match["y"]) == 4 else 2000 + int(match["y"])
        pair = (int(match["a"]), int(match["b"]))
        if min(pair) >= 1 and min(pair) <= 12 and max(pair) <= 31 and match["s"] == ".":
            return Period(year, pair[1], pair[0]), _rest(text, match)
        if min(pair) >= 1 and min(pair) <= 12 and max(pair) <= 31:
            return Period(year, either=pair), _rest(text, match)
        return None, text
    for each in _MONTHS:
        if match := each.match(text):
            period = _month(match)
            if period is not None:
                return period, _rest(text, match)
    if match := _YEAR.match(text):
        year = int(match["y"])
        if FIRST_YEAR <= year <= LAST_YEAR:
            return Period(year), _rest(text, match)
    if match := _MONTHS[0].search(text):  # 用电量 2025年3月
        period = _month(match)
        if period is not None:
            return period, (text[: match.start()] + " " + text[match.end() :]).strip(" -_:：")
    return None, text


def _month(match: re.Match[str]) -> Period | None:
    groups = match.groupdict()
    month = int(groups["m"]) if groups.get("m") else 0
    if groups.get("z"):
        month = int(_SPELT_MONTHS[groups["z"]])
    month = month or next((at for at in range(1, 13) if groups.get(f"n{at}")), 0)
    if not 1 <= month <= 12:
        return None
    told = groups.get("y") or ""
    year = int(told) if len(told) == 4 else 2000 + int(told) if told else 0
    return Period(year, month, int(groups.get("d") or groups.get("e") or 0))


def _rest(text: str, match: re.Match[str]) -> str:
    return text[match.end() :].strip(" -_:：,，、的")
