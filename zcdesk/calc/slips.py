"""Slips: months that stand out of their row by so much that a digit or a unit is likelier than the plant.

A month is held against the same month of the last year there is, and against the other months of its own year. Which
of the two years is odd is told by the neighbours of the month in each, so that a shutdown of last year is not blamed
on this one. A row that goes up and down by itself (a boiler in winter, gas bought in bulk) widens its own tolerance.

Statistics: figures are compared as binary logarithms to base ten; no figure that is computed or printed comes from
here, only which month is asked about. What is meant is worked out exactly, in `meant`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Literal

from zcdesk.domain.number import CONTEXT, log10, scaled
from zcdesk.domain.record import dataclass

Series = Sequence[Decimal | None]
"""Twelve months in canonical units, January first; None where there is no value."""

Logs = list[float | None]

FAR = round(log10(5), 9)
"""How far a month is from what is expected before it is asked about: five times, or a fifth."""
NEAR = log10(2)
"""How near to what is expected a correction must come."""
_LEAST = 3
"""Other months that must be there before one is called odd."""
_PEAK = 0.3
"""Above its neighbours by this much (twice) a month is a peak; below by as much, a hole."""
_STEADY = 0.12
"""A row whose months all grew alike to within this (a third) is steady: a whole power of ten stands out by itself."""
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Odd:
    """A month that stands out.

    Attributes
    ----------
    month : int
        0 is January.
    value, expected : Decimal
        What is there, and what the rest of the row leads one to expect. [canonical unit]
    basis : str
        ``last``: the same month of an earlier year, times the growth of the other months. ``others``: the middle of
        the other months of the year.
    far : float
        Decimal logarithm of value over expected. [-]
    """

    month: int
    value: Decimal
    expected: Decimal
    basis: Literal["last", "others"]
    far: float


@dataclass(frozen=True, slots=True)
class Meant:
    """What was probably meant.

    Attributes
    ----------
    unit : str
        Unit that should have been chosen beside the same digits; ``""`` where the digits are wrong.
    power : int
        Power of ten by which the digits have to be multiplied; 0 where the unit is wrong.
    value : Decimal
        The value so mended. [canonical unit]
    """

    unit: str
    power: int
    value: Decimal


def odd_months(now: Series, last: Series) -> tuple[Odd, ...]:
    """The months of a year that stand out.

    Parameters
    ----------
    now, last : sequence of Decimal or None, shape (12,)
        This year, and the latest earlier year that has months; all None if there is none.

    Returns
    -------
    tuple of Odd
        In calendar order. Zeros and blanks are never odd.
    """
    here, there = _logs(now), _logs(last)
    strays = {
        month: stray
        for month in range(_MONTHS)
        if (stray := _stray(month, now, here, there)) is not None and abs(stray.far) >= FAR
    }
    far = frozenset(strays)
    odd = tuple(stray for stray in strays.values() if _stands_out(stray, here, there, far))
    if len(odd) * 2 >= sum(each is not None for each in here):
        return ()  # when half of a row stands out, nothing does: the row has changed, or has two units
    return odd


def pace(now: Series, last: Series) -> tuple[float | None, ...]:
    """How far each month is from what its row leads one to expect, as a decimal logarithm; None where unknown."""
    here, there = _logs(now), _logs(last)
    strays = [_stray(month, now, here, there) for month in range(_MONTHS)]
    return tuple(stray.far if stray is not None else None for stray in strays)


def meant(
    value: Decimal, typed: Decimal, expected: Decimal, unit: str, units: Mapping[str, Fraction]
) -> Meant | None:
    """The slip of a unit or of digits that would explain a value; None if none brings it near.

    Parameters
    ----------
    value, expected : Decimal
        [canonical unit]
    typed : Decimal
        The digits as typed. [`unit`]
    unit : str
        Unit beside the digits.
    units : mapping of str to Fraction
        Units that may have been meant, those likeliest first, each as so many canonical units.

    Notes
    -----
    Of what comes near to the expected, the nearest is taken; where a unit and a shift of digits come equally near, the
    unit: a sheet in 万kWh is commoner than a point in the wrong place.
    """
    if value <= 0 or expected <= 0:
        return None
    found: list[tuple[float, int, Meant]] = []

    def weigh(candidate: Meant, rank: int) -> None:
        if candidate.value > 0:
            distance = abs(_log(candidate.value) - _log(expected))
            if distance <= NEAR:
                found.append((round(distance, 6), rank, candidate))

    for place, (other, ratio) in enumerate(units.items()):
        if other != unit:
            weigh(Meant(other, 0, scaled(typed, ratio)), place)
    for power in (-1, 1, -2, 2, -3, 3):
        weigh(Meant("", power, CONTEXT.scaleb(value, power)), len(units))
    return min(found, key=lambda each: each[:2])[2] if found else None


def _stray(month: int, now: Series, here: Logs, there: Logs) -> Odd | None:
    """How far a month is from what its row leads one to expect."""
    value, own = now[month], here[month]
    if value is None or own is None:
        return None
    before, grown = there[month], _grown(month, here, there)
    if before is not None and len(grown) >= _LEAST:
        expected = before + median(grown)
        return Odd(month, value, _power(expected), "last", round(own - expected, 9))
    others = _others(month, here)
    if len(others) < _LEAST:
        return None
    return Odd(month, value, _power(median(others)), "others", round(own - median(others), 9))


def _stands_out(odd: Odd, here: Logs, there: Logs, far: frozenset[int]) -> bool:
    """Whether a far month is so against the way of its own row."""
    month = odd.month
    if odd.far < 0 and not _between(here, month, odd.basis == "last") and not _level(here, month):
        return False  # a season begins and ends with little
    if odd.far > 0 and _lumpy(odd, here, there):
        return False
    beside, line = _beside(here, month, far), _out_of_line(here, month, far)
    if odd.basis == "last":
        grown = _grown(month, here, there)
        apart = sorted(abs(each - median(grown)) for each in grown)
        if abs(odd.far) < 4 * median(apart):
            return False
        steady = len(far) == 1 and apart[-1] < _STEADY and line >= _out_of_line(there, month, far)
        return not beside or line >= _PEAK or (steady and abs(odd.far - round(odd.far)) < _STEADY)
    if _out_of_line(here, month, frozenset()) < _PEAK:  # a plant that starts, or stops, goes by steps
        return False
    others = _others(month, here)
    middle = median(others)
    usual = sorted(abs(each - middle) for each in others)[: max(len(others) - len(others) // 4, _LEAST)]
    return abs(odd.far) >= 2 * usual[-1]


def _between(logs: Logs, month: int, ends: bool) -> bool:
    """Whether there is something in the months beside; where `ends`, January and December need only one."""
    beside = [month - 1, month + 1]
    inside = [k for k in beside if 0 <= k < _MONTHS]
    return (ends or len(inside) == len(beside)) and all(logs[k] is not None for k in inside)


def _level(logs: Logs, month: int) -> bool:
    """Whether all other months are there and alike, to within a factor of two of their middle."""
    others = _others(month, logs)
    middle = median(others)
    return len(others) == _MONTHS - 1 and all(abs(each - middle) < _PEAK for each in others)


def _lumpy(odd: Odd, here: Logs, there: Logs) -> bool:
    """Whether the row has such peaks by itself, now here and now there: what is bought in bulk or done once a year."""
    month = odd.month
    if odd.basis == "last":
        growth = median(_grown(month, here, there))
        pairs = [(a, b) for a, b in zip(here, there, strict=True) if a is not None and b is not None]
        apart = [a - b - growth for a, b in pairs]
        return any(each <= -FAR for each in apart) or sum(each >= FAR for each in apart) > 2
    others = _others(month, here)
    middle = median(others)
    return any(each - middle >= FAR for each in others)


def _grown(month: int, here: Logs, there: Logs) -> list[float]:
    """Growth against the earlier year, month by month, of the others."""
    pairs = enumerate(zip(here, there, strict=True))
    return [a - b for k, (a, b) in pairs if k != month and a is not None and b is not None]


def _others(month: int, here: Logs) -> list[float]:
    return [each for k, each in enumerate(here) if k != month and each is not None]


def _out_of_line(logs: Logs, month: int, far: frozenset[int]) -> float:
    """How far a month is above the higher, or below the lower, of those beside it; 0 in between."""
    own, beside = logs[month], _beside(logs, month, far)
    if own is None or not beside:
        return 0.0
    return max(own - max(beside), min(beside) - own, 0.0)


def _beside(logs: Logs, month: int, far: frozenset[int]) -> list[float]:
    """The nearest months before and after that are not far themselves; at an end of the year two on one side."""

    def first(months: range, most: int) -> list[float]:
        return [each for k in months if k not in far and (each := logs[k]) is not None][:most]

    before, after = range(month - 1, -1, -1), range(month + 1, _MONTHS)
    if month in (0, _MONTHS - 1):
        return first(before, 2) + first(after, 2)
    return first(before, 1) + first(after, 1)


def _logs(series: Series) -> Logs:
    return [_log(each) if each is not None and each > 0 else None for each in series]


def _log(value: Decimal) -> float:
    """To twelve digits, so that a threshold is the same threshold in every unit."""
    return round(log10(value), 12)


def _power(logarithm: float) -> Decimal:
    """What is expected, to four digits: it is compared and told, never counted."""
    return Decimal(f"{10**logarithm:.4g}")
