"""The readings of one meter as a file has them, made into a series: what they are, on which grid, in whole numbers."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import numpy as np

from zcdesk.domain.series import LARGEST, LOWEST, NONE, MeterKind, Reading
from zcdesk.domain.words import Words
from zcdesk.exchange.series import checks, clock
from zcdesk.exchange.series.asks import File, Meter, Raw, Whole
from zcdesk.exchange.series.checks import Laid, problem
from zcdesk.exchange.series.text import EMPTY
from zcdesk.exchange.series.weighed import READING_WORDS, weighed

NO_STEP = Words("读数间隔不是 1、5、10、15、30 或 60 分钟，没有取。",
                "The readings are not 1, 5, 10, 15, 30 or 60 minutes apart and were left.")  # fmt: skip
NOT_ENERGY = Words(
    "“{name}”不是有功电量或功率，没有取。", "'{name}' is no active energy or power and was left."
)
STAMPED = {
    False: Words("时刻按时段的开始读。", "Times are read as begins of intervals."),
    True: Words("时刻按时段的结束读。", "Times are read as ends of intervals."),
}
TOO_LONG = Words("时间从 {first} 到 {last}，中间几乎没有读数，没有取；改正写错的日期再读。",
                 "The times go from {first} to {last} with hardly any readings between, and were left: correct the "
                 "dates that are wrong.")  # fmt: skip
TOO_WIDE = Words("读数位数太多，没有取。", "The readings have too many digits and were left.")


_SPARSE, _YEAR = 4, 40_000
"""Intervals for each reading, and besides, that a meter's time may hold."""


def _refused(raw: Raw, why: Words, reading: Reading = "energy") -> Meter:
    none = np.zeros(0, np.int64)
    return Meter(raw.name, raw.title, raw.kind, reading, 0, "", none, 0, tuple(raw.problems), why)


def meter(file: File, raw: Raw) -> Meter:
    """What the file and its answers say of one meter."""
    if raw.said.other:
        return _refused(raw, NOT_ENERGY.fill(name=raw.name))
    if not len(raw.times):
        return _refused(raw, EMPTY)
    step = checks.step_of(raw.times)
    if not step:
        return _refused(raw, NO_STEP)
    first, last = raw.span
    if (last - first) // step > _SPARSE * len(raw.times) + _YEAR:
        return _refused(raw, TOO_LONG.fill(first=checks.at(first)[:10], last=checks.at(last)[:10]))
    asks: list[str] = []
    told_reading = file.answer("reading", raw.name)
    reading = told_reading or raw.said.reading
    if not told_reading and reading == "energy" and checks.counts_up(raw.times, raw.digits, raw.places):
        reading = ""  # kWh that only go up are stands of a counter, or a day's sum so far
    if reading not in READING_WORDS:
        asks.append(file.ask("reading", raw.name))
    told_kind = file.answer("kind", raw.name) or raw.kind or ""
    kind: MeterKind | None = told_kind if told_kind in ("load", "pv", "import", "export") else None  # type: ignore[assignment]
    if kind is None:
        asks.append(file.ask("kind", raw.name))
    multiplier = _multiplier(file, raw, reading)
    if multiplier is None:
        asks.append(file.ask("multiplier", raw.name))
    times = raw.times
    if not file.heads.wide:
        forward, back = checks.clock_turns(times, step)
        way = file.answer("clock", raw.name)
        if way == "summer":
            times = checks.without_summer(times, step, raw.problems)
        elif len(back) and not way and not len(forward) > 40:
            asks.append(file.ask("clock", raw.name))
    if told_reading in READING_WORDS and raw.said.reading not in READING_WORDS:
        words = READING_WORDS[told_reading]
        raw.problems.append(problem("reading", "", "", 0, reading=told_reading, zh=words.zh, en=words.en))
    elif not raw.said.unit and reading in READING_WORDS:
        raw.problems.append(
            problem("unit", "", "", len(raw.times), unit="kW" if reading == "power" else "kWh")
        )
    late = reading != "stand" and _ends(file, raw, step)
    if late is not None and reading != "stand" and not file.answer("stamp", raw.name):
        told = STAMPED[late]
        if told not in file.notes:
            file.notes.append(told)
    if late is None:
        asks.append(file.ask("stamp", raw.name))
    scaled = _scaled(raw, multiplier or Decimal(1))
    if scaled is None:
        return _refused(raw, TOO_WIDE)
    values, exponent = scaled
    laid = checks.laid(times, values, step, raw.problems)
    if times is raw.times:
        laid = checks.padded(laid, *raw.span)
    if reading == "stand":
        digits = file.answer("digits", raw.name)
        figures = int(digits) if digits.isdecimal() and len(digits) < 3 else 0
        laid = checks.stepped(laid, max(-exponent, 0), figures, file.answer("bridge", raw.name) == "even",
                              raw.problems)  # fmt: skip
    elif late:
        laid = Laid(laid.start - step, step, laid.values)
    if "reading" in asks:
        file.weighed.append(weighed(laid, exponent))
    if not (laid.values != NONE).any():
        return _refused(raw, EMPTY)
    raw.problems += checks.doubts(laid)
    return Meter(
        raw.name, raw.title, kind, "power" if reading == "power" else "energy", step, checks.at(laid.start),
        laid.values, exponent, tuple(raw.problems), None, tuple(asks),
    )  # fmt: skip


def _multiplier(file: File, raw: Raw, reading: str) -> Decimal | None:
    """What each reading is multiplied by; None while it is asked."""
    told = file.answer("multiplier", raw.name)
    try:
        if told:
            value = Decimal(told)
            return value if value.is_finite() and 0 < value < 10**9 else None
        said = {Decimal(each) for each in raw.multipliers if each}
    except InvalidOperation:
        return None
    if said == {Decimal(1)}:
        return Decimal(1)
    if reading == "stand":
        # a counter's stands are multiplied, by what the table says; without a word of it, that is asked
        return next(iter(said)) if len(said) == 1 else None
    return Decimal(1) if not said else None


def _ends(file: File, raw: Raw, step: int) -> bool | None:
    """Whether times are the ends of their intervals; None where it cannot be told."""
    told = file.answer("stamp", raw.name)
    if told in ("begin", "end"):
        return told == "end"
    if file.heads.ordinal:
        return False
    if file.late:
        return True
    first, last = (each % clock.DAY for each in raw.span)
    if file.heads.wide:
        offsets = [column.offset for column in file.heads.columns]
        first, last = min(offsets), max(offsets)
    if first == 0 and last == clock.DAY - step:
        return False
    return True if first == step and last in (0, clock.DAY) else None


def _scaled(raw: Raw, multiplier: Decimal) -> tuple[Whole, int] | None:
    """All readings as whole numbers of one power of ten to kW or kWh, as few digits as hold them; None if too many."""
    sign, figures, power = multiplier.normalize().as_tuple()
    assert isinstance(power, int)
    factor = int("".join(map(str, figures))) * (-1 if sign else 1)
    shift = raw.said.shift
    places = raw.places.astype(np.int64)
    most = int(places.max())
    biggest = np.abs(raw.digits).astype(np.float64) * abs(factor)
    room = float(LARGEST)
    wanted = most
    while wanted > 0 and float((biggest * 10.0 ** (wanted - places)).max()) > room:
        wanted -= 1
    exponent = -wanted + power + shift
    if wanted < most:
        if wanted < 6:
            return None
        raw.problems.append(problem("cut", "", "", wanted))
    if float((biggest * 10.0 ** (wanted - places)).max()) > room:
        return None
    up = wanted - places
    values = raw.digits * factor
    values = np.where(up >= 0, values * 10 ** np.maximum(up, 0), _nearest(values, np.maximum(-up, 0)))
    while exponent < 0 and not (values % 10).any():
        values, exponent = values // 10, exponent + 1
    if exponent > 0:
        if float(np.abs(values).max()) * 10.0**exponent > room:
            return None
        values, exponent = values * 10**exponent, 0
    return (values, exponent) if exponent >= -LOWEST else None


def _nearest(values: Whole, places: Whole) -> Whole:
    """Whole numbers with so many digits fewer, the half away from zero."""
    by = 10 ** np.minimum(places, 18)
    made: Whole = np.sign(values) * ((np.abs(values) + by // 2) // by)
    return made
