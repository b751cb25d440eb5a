"""Readings of one meter brought onto its grid of intervals, and what is found on the way told in words.

Nothing is mended in silence: what is left out, counted once or bridged stands in the list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from zcdesk.domain.series import NONE, STEPS
from zcdesk.domain.words import Words

Whole = NDArray[np.int64]

_EPOCH = datetime.fromisoformat("1970-01-01")
_SHOWN = 40
"""Gaps of one meter that are listed one by one; of others only the number."""

_SPIKE = 10
"""A reading so many times as high as all but one in a hundred is doubted. A rule for searching, no limit."""

_STUCK = 24 * 60
"""How long one and the same reading is doubted. [min]"""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something found in the readings of a meter.

    Attributes
    ----------
    code : str
        ``gap``, ``gaps``, ``twice``, ``differ``, ``negative``, ``spike``, ``stuck``, ``reset``, ``rollover``,
        ``bridged``,
        ``odd``, ``time``,
        ``aside``, ``seconds``, ``clock``, ``late``, ``cut``, ``unit``, ``reading``.
    first, last : str
        Begin and end of the time it concerns, ISO to the minute; ``""`` where it has none.
    count : int
        Readings.
    words : Words
    details : tuple of (str, str)
        What fills the words besides.
    """

    code: str
    first: str
    last: str
    count: int
    words: Words
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Laid:
    """Readings on their grid.

    Attributes
    ----------
    start : int
        Minute since 1970 of the first interval's begin, or of the first stand.
    step : int
        [min]
    values : array of int64
        `NONE` where there is none.
    """

    start: int
    step: int
    values: Whole


WORDS = {
    "gap": Words("{first} 至 {last} 缺 {count} 个读数", "{count} readings are missing from {first} to {last}"),
    "gaps": Words("另有 {gaps} 段缺数，共 {count} 个读数", "{gaps} more gaps, {count} readings in all"),
    "twice": Words("{count} 个时刻有两个相同的读数，各取一个；第一处在 {first}",
                   "{count} times have two equal readings, of which one counts; the first is {first}"),
    "differ": Words("{count} 个时刻有两个不同的读数，都不取，按缺数处理；第一处在 {first}",
                    "{count} times have two different readings, of which neither counts; the first is {first}"),
    "negative": Words("{count} 个读数为负，照原样计入；第一处在 {first}",
                      "{count} readings are negative and count as they are; the first is {first}"),
    "spike": Words("{count} 个读数比其余 99% 高出 10 倍以上，照原样计入，请核对；第一处在 {first}",
                   "{count} readings are more than ten times as high as 99% of the others; they count, check them; the "
                   "first is {first}"),
    "stuck": Words("有 {count} 个读数连续超过一天一点不变，请核对是否卡表；第一段从 {first} 起",
                   "{count} readings do not change at all for more than a day: check whether the meter stood still; "
                   "the first run begins {first}"),
    "reset": Words("{first} 示数变小，像换表或清零；这一时段的电量不知道，按缺数处理",
                   "The stand falls at {first}, as when a meter is replaced or reset; the energy of that interval is "
                   "not known and counts as missing"),
    "rollover": Words("{first} 示数从 {was} 翻到 {now}，按 {digits} 位表满量程后归零计",
                      "At {first} the stand goes from {was} to {now}; counted as a meter of {digits} digits that began "
                      "anew"),
    "bridged": Words("{first} 至 {last} 缺 {count} 个示数；前后示数之差平均分到各时段，总量准确，逐时是估计",
                     "{count} stands are missing from {first} to {last}; the difference between the stands around them "
                     "is spread evenly: the sum is exact, the single intervals are not"),
    "odd": Words("{count} 格不是数，按缺数处理；第一处在第 {first} 行：“{text}”",
                 "{count} cells are no numbers and count as missing; the first is in line {first}: '{text}'"),
    "time": Words("{count} 行的时间读不出来，没有取；第一处在第 {first} 行：“{text}”",
                  "The time of {count} lines cannot be read, and they were left; the first is line {first}: '{text}'"),
    "aside": Words("{count} 个读数的时刻不在 {step} 分钟的格上，没有取；第一处在 {first}",
                   "{count} readings lie off the grid of {step} minutes and were left; the first is {first}"),
    "seconds": Words("{count} 个时刻带秒，取到分；第一处在 {first}",
                     "{count} times have seconds, which were dropped; the first is {first}"),
    "clock": Words("{first} 起时钟拨快、{last} 起拨回（夏令时），已换成不拨的钟",
                   "The clock is put forward at {first} and back at {last} (summer time): told without it"),
    "late": Words("有 24:00 的时刻，按第二天 00:00", "24:00 is written, and means 00:00 of the next day"),
    "unit": Words("文件没有写单位，按 {unit} 读", "The file names no unit; read as {unit}"),
    "reading": Words("读数是什么，文件没写，导入时说的是{zh}；在“表计序列”页按 R 改",
                     "Not written in the file but said at the import: {en}; R on the meters' page changes it"),
    "cut": Words("读数位数过多（浮点尾数），取到小数第 {count} 位",
                 "The readings have more digits than any meter; {count} decimals count"),
}  # fmt: skip
"""What is said of each kind."""


def problem(code: str, first: object = "", last: object = "", count: int = 0, **more: object) -> Problem:
    """A problem with its words; times as ISO texts."""
    stated = {
        "first": str(first).replace("T", " "),
        "last": str(last).replace("T", " "),
        "count": f"{count:,}",
    }
    stated |= {key: str(value) for key, value in more.items()}
    whole = WORDS[code].fill(**stated)
    details = tuple((key, str(value)) for key, value in more.items())
    return Problem(code, str(first), str(last), count, whole, details)


def at(minute: int) -> str:
    """A minute since 1970 as an ISO text."""
    return (_EPOCH + timedelta(minutes=int(minute))).isoformat(timespec="minutes")


def _rising(times: Whole) -> bool:
    """Whether each is later than the one before it, as files mostly have them: then nothing need be sorted."""
    return bool((times[1:] > times[:-1]).all())


def step_of(times: Whole) -> int:
    """The length of an interval by the steps between neighbouring times; 0 where it is none that meters have. [min]"""
    steps = np.diff(times if _rising(times) else np.unique(times))
    if not len(steps):
        return 0
    found, count = np.unique(steps, return_counts=True)
    step = int(found[np.argmax(count)])
    return step if step in STEPS and count.max() * 2 > len(steps) else 0


def laid(times: Whole, values: Whole, step: int, found: list[Problem]) -> Laid:
    """Readings on a grid of intervals; what stands off it or twice is told.

    Parameters
    ----------
    times : array of int64
        Minutes since 1970, in any order.
    """
    phase, count = np.unique(times % step, return_counts=True)
    kept = times % step == phase[np.argmax(count)]
    if not kept.all():
        aside = times[~kept]
        found.append(problem("aside", at(aside.min()), "", len(aside), step=step))
        times, values = times[kept], values[kept]
    start = int(times.min())
    slots = (times - start) // step
    made = np.full(int(slots.max()) + 1, NONE, np.int64)
    if not _rising(slots):
        order = np.argsort(slots, kind="stable")
        slots, values = slots[order], values[order]
    again = np.flatnonzero(slots[1:] == slots[:-1]) + 1
    made[slots] = values
    if len(again):
        differ = np.unique(slots[again][values[again] != values[again - 1]])
        twice = np.setdiff1d(slots[again], differ)
        if len(twice):
            found.append(problem("twice", at(start + int(twice[0]) * step), "", len(twice)))
        if len(differ):
            made[differ] = NONE
            found.append(problem("differ", at(start + int(differ[0]) * step), "", len(differ)))
    return Laid(start, step, made)


def padded(found: Laid, first: int, last: int) -> Laid:
    """Readings with the times before and after them for which the file has lines without a reading."""
    before = max(0, (found.start - first) // found.step)
    after = max(0, (last - found.start) // found.step + 1 - len(found.values))
    if not before and not after:
        return found
    values = np.concatenate((np.full(before, NONE), found.values, np.full(after, NONE))).astype(np.int64)
    return Laid(found.start - before * found.step, found.step, values)


def stepped(stands: Laid, places: int, digits: int, bridge: bool, found: list[Problem]) -> Laid:
    """The energy between the stands of a counter.

    Parameters
    ----------
    places : int
        Decimals of the stands.
    digits : int
        Figures of the counter before its point, where that is known; 0 guesses a turn from its last stand.
    bridge : bool
        Spread what was counted while stands are missing evenly over that time.
    """
    values, step = stands.values, stands.step
    known = np.flatnonzero(values != NONE)
    made = np.full(max(len(values) - 1, 0), NONE, np.int64)
    before, after = known[:-1], known[1:]
    gained = values[after] - values[before]
    for place in np.flatnonzero(gained < 0):
        was, now = int(values[before[place]]), int(values[after[place]])
        full = 10 ** ((digits or len(str(was // 10**places))) + places)
        when = at(stands.start + int(after[place]) * step)
        if was >= full * 9 // 10 and now < full // 10:
            gained[place] = full - was + now
            found.append(
                problem(
                    "rollover", when, "", 1, was=_plain(was, places), now=_plain(now, places),
                    digits=len(str(full)) - 1 - places,
                )
            )  # fmt: skip
        else:
            gained[place] = NONE
            found.append(problem("reset", when, "", 1))
    near = after - before == 1
    made[before[near]] = gained[near]
    if bridge:
        for place in np.flatnonzero(~near & (gained != NONE)):
            begin, end = int(before[place]), int(after[place])
            each, rest = divmod(int(gained[place]), end - begin)
            made[begin:end] = each
            made[begin : begin + rest] += 1
            first, last = at(stands.start + (begin + 1) * step), at(stands.start + end * step)
            found.append(problem("bridged", first, last, end - begin - 1))
    return Laid(stands.start, step, made)


def doubts(series: Laid) -> list[Problem]:
    """Gaps, negative readings, peaks beyond belief, and readings that stand still."""
    values, found = series.values, []
    lacking = values == NONE
    runs = list(_runs(lacking))
    for first, last in runs[:_SHOWN]:
        found.append(_over("gap", series, first, last, last - first))
    if len(runs) > _SHOWN:
        rest = runs[_SHOWN:]
        count = sum(last - first for first, last in rest)
        found.append(problem("gaps", at(series.start + rest[0][0] * series.step), "", count, gaps=len(rest)))
    known = values[~lacking]
    below = np.flatnonzero(~lacking & (values < 0))
    if len(below):
        found.append(_over("negative", series, int(below[0]), int(below[-1]) + 1, len(below)))
    above = known[known > 0]
    if len(above) >= 100:
        high = float(np.quantile(above, 0.99)) * _SPIKE
        spikes = np.flatnonzero(~lacking & (values > high))
        if len(spikes):
            found.append(_over("spike", series, int(spikes[0]), int(spikes[-1]) + 1, len(spikes)))
    same = np.concatenate(([False], (values[1:] == values[:-1]) & (values[1:] != 0) & ~lacking[1:]))
    still = [(first - 1, last) for first, last in _runs(same) if (last - first + 1) * series.step > _STUCK]
    if still:
        count = sum(last - first for first, last in still)
        found.append(_over("stuck", series, still[0][0], still[-1][1], count))
    return found


def clock_turns(times: Whole, step: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where times in the order of the file leap an hour forward, and where they go back an hour."""
    steps = np.diff(times)
    return np.flatnonzero(steps == step + 60) + 1, np.flatnonzero(steps == step - 60) + 1


def without_summer(times: Whole, step: int, found: list[Problem]) -> Whole:
    """Times of a clock that is put forward and back, told by one that is not. In the order of the file."""
    forward, back = clock_turns(times, step)
    turns = sorted([(int(each), 60) for each in forward] + [(int(each), -60) for each in back])
    ahead = 60 if turns and turns[0][1] < 0 else 0
    shift = np.full(len(times), ahead, np.int64)
    begun = at(times[0]) if ahead else ""
    for row, turn in turns:
        if (turn > 0) == bool(ahead):  # a second leap the same way is a gap, no clock
            continue
        ahead += turn
        shift[row:] = ahead
        if turn > 0:
            begun = at(times[row])
        else:
            found.append(problem("clock", begun, at(times[row]), 0))
            begun = ""
    if begun:
        found.append(problem("clock", begun, at(times[-1]), 0))
    return times - shift


def _over(code: str, series: Laid, first: int, last: int, count: int) -> Problem:
    return problem(code, at(series.start + first * series.step), at(series.start + last * series.step), count)


def _runs(flags: NDArray[np.bool_]) -> Iterable[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _plain(whole: int, places: int) -> str:
    text = str(abs(whole)).rjust(places + 1, "0")
    return ("-" if whole < 0 else "") + (f"{text[:-places]}.{text[-places:]}" if places else text)


_RISES = 12
"""Steps up from which on readings that never fall are looked at."""

_DAYS = 0.9
"""Share of the days on which readings must never fall to be sums of the day so far. [-]"""


def counts_up(times: Whole, digits: Whole, places: NDArray[np.int8]) -> bool:
    """Whether readings only go up, or go up all day and begin anew: what a counter shows, no energy of intervals.

    Parameters
    ----------
    times, digits, places : array
        Minutes, and readings as written.
    """
    if not _rising(times):
        order = np.argsort(times, kind="stable")
        times, digits, places = times[order], digits[order], places[order]
    most = int(places.max(initial=0))
    values = digits.astype(np.float64) * 10.0 ** (most - places.astype(np.int64))  # only compared
    steps = np.diff(values)
    if len(steps) < 2 or values[-1] == values[0]:
        return False
    rises, falls = int(np.count_nonzero(steps > 0)), int(np.count_nonzero(steps < 0))
    if not falls:
        return rises >= _RISES or float(np.abs(values).min()) > 20 * float(steps.max())
    days = times // (24 * 60)
    same = days[1:] == days[:-1]
    fallen = np.unique(days[1:][same & (steps < 0)])
    risen, count = np.unique(days[1:][same & (steps > 0)], return_counts=True)
    full = risen[count >= _RISES // 2]
    whole = len(full) - len(np.intersect1d(full, fallen))
    return len(full) > 2 and whole >= _DAYS * len(full)
