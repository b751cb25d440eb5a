"""What a month adds up to as power, as energy and as a counter's stands, for who must say which they are.

The three differ by a factor that a plant sees at once in its bill: four between power and energy by quarter hours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np
from numpy.typing import NDArray

from zcdesk.domain.record import dataclass
from zcdesk.domain.series import NONE
from zcdesk.domain.words import Words
from zcdesk.exchange.series.checks import Laid

READING_WORDS: Mapping[str, Words] = {
    "power": Words("功率（kW）", "power (kW)"),
    "energy": Words("每段电量（kWh）", "energy per interval (kWh)"),
    "stand": Words("累计示数（kWh）", "stands of a counter (kWh)"),
}
"""What readings can be."""

QUESTION = Words(
    "读数是功率、电量还是累计示数，看不出来；按哪种读？",
    "It cannot be told whether readings are power, energy or stands: which?",
)
OF_MONTH = Words(
    "读数是功率、电量还是累计示数，看不出来；按哪种读，{month} 合计多少：",
    "It cannot be told whether readings are power, energy or stands; by each, {month} adds up to:",
)
SUM = Words("{sum} kWh", "{sum} kWh")
FALLS = Words("{falls} 处变小，不像", "falls {falls} times, unlikely")
_FEW = 50
"""Of so many steps one may fall in a counter's stands, by a turn or another meter, before that is said."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A month of a meter by what its readings may be.

    Attributes
    ----------
    month : str
        ``2024-03``.
    count : int
        Readings.
    power, energy, stand : Decimal
        What they add up to. [kWh]
    falls : int
        How often a reading is lower than the one before it.
    """

    month: str
    count: int
    power: Decimal
    energy: Decimal
    stand: Decimal
    falls: int


def weighed(found: Laid, exponent: int) -> tuple[Weighed, ...]:
    """Readings, months apart; a month without any is left out.

    Parameters
    ----------
    found : Laid
        By the begins of their intervals.
    exponent : int
        Power of ten of the readings.
    """
    known = np.flatnonzero(found.values != NONE)
    if not len(known):
        return ()
    values = found.values[known]
    minutes = (found.start + known * found.step).astype("datetime64[m]")
    months = minutes.astype("datetime64[M]")
    begins = np.flatnonzero(np.concatenate(([True], months[1:] != months[:-1])))
    ends = [*begins[1:].tolist(), len(values)]
    made = []
    for begin, end in zip(begins.tolist(), ends, strict=True):
        part = values[begin:end]
        energy = Decimal(_sum(part)).scaleb(exponent)
        steps = np.diff(values[begin : end + 1])  # to the first stand of the next month
        rising = Decimal(_sum(steps[steps > 0])).scaleb(exponent)
        falls = int(np.count_nonzero(steps < 0))
        made.append(Weighed(str(months[begin]), end - begin, energy * found.step / 60, energy, rising, falls))
    return tuple(made)


def question(meters: Iterable[tuple[Weighed, ...]]) -> Words:
    """What is asked, with the month that `options` add up."""
    shown = _fullest(meters)
    return OF_MONTH.fill(month=shown[0].month) if shown else QUESTION


def options(meters: Iterable[tuple[Weighed, ...]]) -> tuple[tuple[str, Words], ...]:
    """What readings can be, each with the sum of the month that has most of them, over all meters that are asked."""
    shown = _fullest(meters)
    if not shown:
        return tuple(READING_WORDS.items())
    count = sum(each.count for each in shown)
    made = []
    for value, words in READING_WORDS.items():
        told = SUM.fill(sum=_short(sum((getattr(each, value) for each in shown), Decimal(0))))
        falls = sum(each.falls for each in shown)
        if value == "stand" and falls * _FEW > count:
            told = FALLS.fill(falls=f"{falls:,}")
        made.append((value, Words(f"{words.zh}：{told.zh}", f"{words.en}: {told.en}")))
    return tuple(made)


def _fullest(meters: Iterable[tuple[Weighed, ...]]) -> list[Weighed]:
    """The month with most readings, of each meter that has it."""
    held = [each for months in meters for each in months]
    counts: Counter[str] = Counter()
    for each in held:
        counts[each.month] += each.count
    month = max(counts, key=lambda each: (counts[each], each), default="")
    return [each for each in held if each.month == month]


def _sum(values: NDArray[np.int64]) -> int:
    """A sum that no 64 bits hold, by halves."""
    return (int((values >> 31).sum()) << 31) + int((values & 0x7FFFFFFF).sum())


def _short(value: Decimal) -> str:
    """With thousands apart: whole from a thousand on, else with as many as three decimals."""
    places = Decimal(1) if abs(value) >= 1000 else Decimal("0.001")
    text = f"{value.quantize(places, ROUND_HALF_EVEN):,}"
    return text.rstrip("0").rstrip(".") if "." in text else text
