"""Times as meters write them: dates in many orders, 24:00, offsets from UTC."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from zcdesk.domain.record import dataclass

DAY = 1440
_EPOCH = date(1970, 1, 1).toordinal()

Order = str
"""``ymd``, ``dmy`` or ``mdy``."""

_YMD = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})(?=$|[ T]|\d{4}|\d{6})")
_OTHER = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_TIME = re.compile(
    r"(\d{1,2})\s*[:：时点]\s*(\d{2})?\s*分?(?:[:：](\d{2})(?:[.,]\d+)?)?\s*秒?\s*([AaPp][Mm])?"
    r"\s*(Z|z|[+-]\d{2}:?\d{2})?"
)
_SOLID_TIME = re.compile(r"(\d{2})(\d{2})(?:\d{2})?")
_UNTIL = re.compile(r"\s*(?:\bto\b|\buntil\b|\bbis\b|至|到|~|～|—|–|\s-\s).*$", re.IGNORECASE)
"""What follows the begin where a whole interval is written."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that was read.

    Attributes
    ----------
    minute : int
        Since 1970, by the clock as written.
    offset : int or None
        Of that clock from UTC, where it is written. [min]
    late : bool
        It was written as 24:00.
    seconds : int
        Beyond the minute.
    """

    minute: int
    offset: int | None = None
    late: bool = False
    seconds: int = 0


def day(said: str, order: Order) -> tuple[int, int] | None:
    """Minutes from 1970 to the begin of a date, and how much of the text it took; None if it is none."""
    found = _YMD.match(said) or _SOLID.match(said)
    if found:
        year, month, number = (int(each) for each in found.groups())
    else:
        found = _OTHER.match(said)
        if not found:
            return None
        one, two, year = (int(each) for each in found.groups())
        month, number = (two, one) if order == "dmy" else (one, two)
    try:
        return (date(year, month, number).toordinal() - _EPOCH) * DAY, found.end()
    except ValueError:
        return None


def time(said: str) -> tuple[int, int | None, int] | None:
    """Minutes of a time of the day up to 24:00, its offset from UTC, and its seconds; None if it is none."""
    said = said.strip()
    if not said:
        return 0, None, 0
    found = _TIME.fullmatch(said)
    if not found:
        solid = _SOLID_TIME.fullmatch(said)
        if not solid:
            return None
        hour, minute = int(solid[1]), int(solid[2])
        return (hour * 60 + minute, None, 0) if hour * 60 + minute <= DAY and minute < 60 else None
    hour, minute, seconds = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if found[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[4].lower() == "pm" else 0)
    if hour * 60 + minute > DAY or minute > 59 or seconds > 59 or (hour == 24 and seconds):
        return None
    zone = found[5]
    offset = None
    if zone:
        plain = "+0000" if zone in "Zz" else zone.replace(":", "")
        offset = (int(plain[1:3]) * 60 + int(plain[3:])) * (-1 if plain[0] == "-" else 1)
        if abs(offset) > 15 * 60:
            return None
    return hour * 60 + minute, offset, seconds


def is_day(said: str) -> bool:
    """Whether a text begins with a date, whichever its order."""
    return day(said, "dmy") is not None or day(said, "mdy") is not None


def moment(said: str, order: Order) -> Moment | None:
    """A date with its time; of an interval its begin; None if it is none."""
    said = _UNTIL.sub("", said.strip())
    begin = day(said, order)
    if begin is None:
        return None
    rest = time(said[begin[1] :].lstrip("T _"))
    if rest is None:
        return None
    minute, offset, seconds = rest
    return Moment(begin[0] + minute, offset, minute == DAY, seconds)


def is_mixed(texts: Iterable[str]) -> bool:
    """Whether some dates begin with the year and others do not: a spreadsheet took a part of them for its own."""
    seen = {bool(_YMD.match(said) or _SOLID.match(said)) for said in texts if is_day(said)}
    return len(seen) > 1


def order_of(texts: Iterable[str]) -> Order:
    """In which order dates are written; ``""`` where day and month cannot be told apart."""
    over = [0, 0]
    found = False
    for said in texts:
        if _YMD.match(said) or _SOLID.match(said):
            return "ymd"
        other = _OTHER.match(said)
        if other:
            found = True
            over[0] += int(other[1]) > 12
            over[1] += int(other[2]) > 12
    if not found:
        return "ymd"
    return "dmy" if over[0] and not over[1] else "mdy" if over[1] and not over[0] else ""
