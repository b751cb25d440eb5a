"""Series: what readings of meters add up to by month, their peak and load factor, and how PV and use match in time.

Sums are exact: readings are whole numbers of one power of ten, added as whole numbers, and become `Decimal` at the end.
Curves for charts are floats, as charts draw nothing finer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from zcdesk.domain.number import CONTEXT
from zcdesk.domain.record import dataclass
from zcdesk.domain.series import NONE, Series, unpack

Whole = NDArray[np.int64]
Floats = NDArray[np.float64]

EPOCH = datetime.fromisoformat("1970-01-01")
DAY = 1440
_ROOM = 2**62


@dataclass(frozen=True, slots=True)
class Flow:
    """Energy of intervals one after the other.

    Attributes
    ----------
    start : int
        Begin of the first, in minutes since 1970 by the meters' clock.
    step : int
        [min]
    values : array of int64, or of Python's whole numbers where those are too small
        `NONE` where it is not known. [10**exponent / 60 kWh]
    exponent : int
    """

    start: int
    step: int
    values: Whole
    exponent: int

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which intervals are known."""
        there: NDArray[np.bool_] = self.values != NONE
        return there

    @property
    def first(self) -> datetime:
        """Begin of the first interval."""
        return EPOCH + timedelta(minutes=self.start)

    def kilowatts(self) -> Floats:
        """Mean power of each interval; NaN where it is not known. For charts. [kW]"""
        made: Floats = self.values.astype(np.float64) * 10.0**self.exponent / self.step
        made[~self.known] = np.nan
        return made


@dataclass(frozen=True, slots=True)
class Month:
    """What is known of a month.

    Attributes
    ----------
    period : str
        ``2024-03``.
    energy : Decimal
        Sum of what is known. [kWh]
    known, whole : int
        Intervals that are known, and that the month has.
    """

    period: str
    energy: Decimal
    known: int
    whole: int

    @property
    def lacking(self) -> Decimal:
        """Share of the month that is not known. [-]"""
        return CONTEXT.divide(Decimal(self.whole - self.known), Decimal(self.whole))


@dataclass(frozen=True, slots=True)
class Summary:
    """A stretch of time in few figures.

    Attributes
    ----------
    energy : Decimal
        [kWh]
    peak, mean : Decimal
        Highest and mean power of an interval; mean over what is known. [kW]
    peak_at : datetime
        Begin of that interval; the first of several.
    factor : Decimal or None
        Mean over peak; None without a peak above zero. [-]
    known, whole : int
        Intervals.
    """

    energy: Decimal
    peak: Decimal
    mean: Decimal
    peak_at: datetime
    factor: Decimal | None
    known: int
    whole: int


@dataclass(frozen=True, slots=True)
class Match:
    """How much of a month's PV was used at once.

    Attributes
    ----------
    period : str
    generated, used, exported : Decimal
        [kWh]
    known, whole : int
        Intervals in which both sides are known, and that the month has.
    """

    period: str
    generated: Decimal
    used: Decimal
    exported: Decimal
    known: int
    whole: int

    @property
    def share(self) -> Decimal | None:
        """Part of the generation that was used in the plant. [-]"""
        return CONTEXT.divide(self.used, self.generated) if self.generated > 0 else None

    @property
    def lacking(self) -> Decimal:
        """Share of the month that is not known. [-]"""
        return CONTEXT.divide(Decimal(self.whole - self.known), Decimal(self.whole))


def flow(series: Series, content: bytes) -> Flow:
    """The readings of a series as energy.

    Raises
    ------
    zcdesk.domain.series.NotASeries
        If the content is not that of the series.
    """
    values = np.frombuffer(unpack(content, series.count), "<i8").astype(np.int64)
    start = int((series.first - EPOCH).total_seconds()) // 60
    return Flow(
        start, series.step, _times(values, series.step if series.reading == "power" else 60), series.exponent
    )


def added(flows: Sequence[Flow]) -> Flow:
    """Several meters as one; an interval is known where all of them are.

    Notes
    -----
    On the longest common interval, from the begin of the earliest to the end of the latest.
    """
    return _both(flows, _total)


def _total(parts: list[Whole]) -> Whole:
    made = parts[0]
    for part in parts[1:]:
        made = made + part
    return made


def less(one: Flow, other: Flow) -> Flow:
    """One less the other, as known where both are."""
    return _both((one, other), lambda parts: parts[0] - parts[1])


def months(found: Flow) -> tuple[Month, ...]:
    """The sums of the months that a flow touches."""
    return tuple(
        Month(
            period,
            _energy(found.values[part], found.exponent),
            int(np.count_nonzero(found.known[part])),
            whole,
        )
        for period, part, whole in _months(found)
    )


def within(found: Flow, first: datetime, last: datetime) -> Flow | None:
    """A part of a flow, from a moment up to another; None if nothing of it lies there."""
    begin = max(0, -(-(_minute(first) - found.start) // found.step))
    end = min(len(found.values), (_minute(last) - found.start) // found.step)
    if begin >= end:
        return None
    return Flow(found.start + begin * found.step, found.step, found.values[begin:end], found.exponent)


def summary(found: Flow) -> Summary | None:
    """Energy, peak, mean and load factor; None if nothing is known."""
    known = np.flatnonzero(found.known)
    if not len(known):
        return None
    values = found.values[known]
    energy = _energy(values, found.exponent)
    at = int(known[int(np.argmax(values))])
    hours = Fraction(found.step, 60)
    peak = _decimal(Fraction(int(found.values[at])) * Fraction(10) ** found.exponent / 60 / hours)
    mean = _decimal(Fraction(energy) / (hours * len(known)))
    when = found.first + timedelta(minutes=found.step * at)
    factor = CONTEXT.divide(mean, peak) if peak > 0 else None
    return Summary(energy, peak, mean, when, factor, len(known), len(found.values))


def duration(found: Flow, points: int = 400) -> tuple[Floats, Floats]:
    """The load duration curve: hours in which the power was at least so high. For charts.

    Returns
    -------
    hours, power : array, shape (points,) at most
        [h], [kW]
    """
    known = found.kilowatts()
    power = np.sort(known[~np.isnan(known)])[::-1]
    hours: Floats = np.multiply(np.arange(1, len(power) + 1), found.step / 60, dtype=np.float64)
    if len(power) > points:
        pick = np.unique(np.linspace(0, len(power) - 1, points).round().astype(int))
        return hours[pick], power[pick]
    return hours, power


def profile(found: Flow) -> tuple[Floats, Floats, Floats, Floats]:
    """The day: for each time of it the mean power on weekdays and on weekends, and a tenth below and above. Floats.

    Returns
    -------
    weekdays, weekends, low, high : array, shape (intervals of a day,)
        NaN where nothing is known. [kW]
    """
    power, minutes = found.kilowatts(), found.start + found.step * np.arange(len(found.values))
    slot = (minutes % DAY) // found.step
    weekend = (minutes // DAY + 3) % 7 >= 5  # 1970-01-01 was a Thursday
    count = DAY // found.step
    made = np.full((4, count), np.nan)
    for place in range(count):
        here = power[slot == place]
        there = ~np.isnan(here)
        off = weekend[slot == place]
        for row, chosen in ((0, there & ~off), (1, there & off)):
            if chosen.any():
                made[row, place] = here[chosen].mean()
        if there.any():
            made[2:, place] = np.quantile(here[there], (0.1, 0.9))
    return made[0], made[1], made[2], made[3]


def matched(pv: Flow, load: Flow) -> tuple[Match, ...]:
    """PV and use of the plant held against each other interval by interval.

    Notes
    -----
    What is used at once is the smaller of both, not below zero; the rest of the generation is exported. Where the
    intervals are long, use and generation within one may pass each other by: the self-use is then an upper bound.
    """
    used = _both((pv, load), lambda parts: np.maximum(np.minimum(parts[0], parts[1]), 0))
    made = _both((pv, load), lambda parts: np.maximum(parts[0], 0) + 0 * parts[1])
    return _matches(made, used)


def metered(pv: Flow, fed: Flow) -> tuple[Match, ...]:
    """PV less what its own feed-in meter shows."""
    used = _both((pv, fed), lambda parts: parts[0] - parts[1])
    made = _both((pv, fed), lambda parts: parts[0] + 0 * parts[1])
    return _matches(made, used)


def _matches(made: Flow, used: Flow) -> tuple[Match, ...]:
    found = []
    for month, part in zip(months(made), months(used), strict=True):
        exported = CONTEXT.subtract(month.energy, part.energy)
        found.append(Match(month.period, month.energy, part.energy, exported, month.known, month.whole))
    return tuple(found)


def _both(flows: Sequence[Flow], taken: Callable[[list[Whole]], Whole]) -> Flow:
    """Flows brought onto one grid and put together where all are known."""
    step = lcm(*(each.step for each in flows))
    exponent = min(each.exponent for each in flows)
    start = min(each.start for each in flows) // step * step
    end = max(-(-(each.start + each.step * len(each.values)) // step) * step for each in flows)
    count = (end - start) // step
    parts = [_on(each, start, step, count, exponent) for each in flows]
    parts = [_roomy(part, len(parts)) for part in parts]
    known = np.logical_and.reduce([part != NONE for part in parts])
    values = np.full(count, NONE, parts[0].dtype if all(p.dtype == np.int64 for p in parts) else object)
    values[known] = taken([part[known] for part in parts])
    return Flow(start, step, values, exponent)


def _on(found: Flow, start: int, step: int, count: int, exponent: int) -> Whole:
    """A flow on a coarser grid and a finer power of ten; an interval is known if all its parts are."""
    fine = step // found.step
    values = _roomy(_times(found.values, 10 ** (found.exponent - exponent)), fine)
    padded = np.full(count * fine, NONE, values.dtype)
    at = (found.start - start) // found.step
    padded[at : at + len(values)] = values
    table = padded.reshape(count, fine)
    known_rows = (table != NONE).all(axis=1)
    made = np.full(count, NONE, values.dtype)
    made[known_rows] = table[known_rows].sum(axis=1)
    return made


def _times(values: Whole, factor: int) -> Whole:
    """Whole numbers times a factor, in Python's own where 64 bits do not hold them."""
    known = values != NONE
    if factor == 1 or not known.any():
        return values
    values = _roomy(values, factor)
    made = values * 1
    made[known] = values[known] * factor
    return made


def _roomy(values: Whole, factor: int) -> Whole:
    """The same numbers, in Python's own whole numbers where so many of the largest would leave 64 bits."""
    known = values[values != NONE]
    if values.dtype == np.int64 and len(known) and int(np.abs(known).max()) * factor >= _ROOM:
        return values.astype(object)
    return values


def _energy(values: Whole, exponent: int) -> Decimal:
    known = values[values != NONE]
    if known.dtype == np.int64:
        # halves of 31 bits, so that no sum of ten million leaves 64
        whole = (int((known >> 31).sum()) << 31) + int((known & (2**31 - 1)).sum())
    else:
        whole = int(known.sum()) if len(known) else 0
    return _decimal(Fraction(whole) * Fraction(10) ** exponent / 60)


def _decimal(value: Fraction) -> Decimal:
    return CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))


def _minute(at: datetime) -> int:
    return int((at - EPOCH).total_seconds()) // 60


def _months(found: Flow) -> Iterable[tuple[str, slice, int]]:
    """Each month that a flow touches, where it lies, and how many intervals it has."""
    at = found.first.replace(day=1, hour=0, minute=0)
    end = found.start + found.step * len(found.values)
    while _minute(at) < end:
        after = (at + timedelta(days=32)).replace(day=1)
        first = max(0, -(-(_minute(at) - found.start) // found.step))
        last = min(len(found.values), -(-(_minute(after) - found.start) // found.step))
        if first < last:
            yield at.isoformat()[:7], slice(first, last), (_minute(after) - _minute(at)) // found.step
        at = after
