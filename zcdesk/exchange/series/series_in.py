"""Readings of meters from a table of text: power, energy or stands, a line a day or a moment, many meters in one.

What the file does not say is asked, never guessed: whether readings are power, energy or the stand of a counter, what
a meter counts, whether a time is the begin or the end of its interval, whether a multiplier still applies.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from zcdesk.domain.series import NONE
from zcdesk.domain.words import Words
from zcdesk.exchange.series import apart, checks, clock
from zcdesk.exchange.series import heads as heads_of
from zcdesk.exchange.series import series_fields as fields_of
from zcdesk.exchange.series.asks import Ask, File, Meter, Raw, Readings, Whole, asks
from zcdesk.exchange.series.checks import problem
from zcdesk.exchange.series.meter import meter
from zcdesk.exchange.series.text import EMPTY, READINGS, TOO_MANY, NoReadings, evened, opened

__all__ = ["Ask", "Meter", "Readings", "looks_like", "read"]

MIXED = Words(
    "日期有两种写法（有的年在前，有的年在后），像被表格软件改过，日和月可能对调了，没有读。从原系统重新导出再读。",
    "Some dates begin with the year and some do not, as when a spreadsheet changed them: days and months may have "
    "changed places, and nothing was read. Export the readings anew.",
)
NO_TIME = Words(
    "找不到时间列：表头要有“时间”或“日期”，或每天一行、各列是 00:15、00:30 这样的时刻。",
    "No column of times is found: a head says 'time' or 'date', or a line is a day with columns 00:15, 00:30 …",
)
METERS = 2_000
"""Meters of one file."""

TOO_MANY_METERS = Words(
    "表计太多：{found} 块，最多 {most} 块。", "There are {found} meters, of which at most {most} are read."
)
LONGER = Words("{count} 行比表头多出内容，多出的没有取；第一处是第 {line} 行。",
               "{count} lines hold more than the head names, which was left; the first is line {line}.")  # fmt: skip
READ_AS = Words("按 {encoding} 读：{layout}，{rows} 行。", "Read as {encoding}: {layout}, {rows} lines.")
WIDE = Words("每天一行", "a line a day")
LONG = Words("每个时刻一行", "a line a moment")
UTC = Words(
    "时刻带时区，按 UTC{offset} 的钟（不拨夏令时）存。",
    "The times name their zone; kept by a clock of UTC{offset} without summer time.",
)


def looks_like(data: bytes) -> bool:
    """Whether a file seems to hold readings of meters. Looks at its first lines, and never raises."""
    try:
        text = opened(data[: 1 << 16].rpartition(b"\n")[0] if len(data) > 1 << 16 else data)
        heads = heads_of.heads(text.head)
    except NoReadings:
        return False
    if heads is None:
        return False
    if heads.wide:
        return True
    below = [line for line in text.head[heads.row + 1 :] if len(line) > heads.date]
    moments = [
        clock.moment(f"{line[heads.date]} {line[heads.time] if 0 <= heads.time < len(line) else ''}", "dmy")
        for line in below
    ]
    minutes = {each.minute % clock.DAY for each in moments if each is not None}
    return len(minutes) > 2


def read(
    data: bytes,
    name: str = "",
    told: Mapping[str, str] | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Readings:
    """Read a file of readings.

    Parameters
    ----------
    data : bytes
    name : str
        Of the file, whose words count where the table says nothing.
    told : mapping
        Answers to what was asked, by key, or by ``key:meter`` for one meter; ``bridge`` is ``even`` to spread what a
        counter counted over a gap, ``digits`` the figures of a counter before its point.
    progress : callable
        Is told how far it is, and may raise to stop. [%]

    Raises
    ------
    NoReadings
        If there are none, or the file cannot be read; in words.
    """
    text = opened(data)
    heads = heads_of.heads(text.head)
    if heads is None:
        raise NoReadings(NO_TIME)
    notes: list[Words] = []
    progress(2)
    fields = fields_of.cut(text.data, heads.row + 1, text.delimiter, heads.width)
    if fields is None:
        plain, longer = evened(text, heads.row + 1, heads.width)
        if longer:
            notes.append(LONGER.fill(count=f"{len(longer):,}", line=f"{longer[0] + 1:,}"))
        fields = fields_of.cut(plain, heads.row + 1, "\x1f", heads.width)
        assert fields is not None
    rows = len(fields.starts)
    if not rows:
        raise NoReadings(EMPTY)
    heads = apart.with_filled(heads, fields)
    if rows * len(heads.columns) > READINGS:
        raise NoReadings(TOO_MANY.fill(found=f"{rows * len(heads.columns):,}", most=f"{READINGS:,}"))
    progress(15)
    notes.insert(
        0, READ_AS.fill(encoding=text.encoding, layout=WIDE if heads.wide else LONG, rows=f"{rows:,}")
    )
    file = File(fields, heads, told or {}, name, notes=notes)
    comma = text.delimiter in ";\t" and _decimal_comma(file)
    times = _times(file)
    if times is None:
        return Readings((), tuple(asks(file)), tuple(notes))
    progress(30)
    meters = []
    raws = list(_wide(file, times, comma) if heads.wide else _long(file, times, comma))
    named = Counter(raw.name for raw in raws)
    for number, raw in enumerate(raws):
        if named[raw.name] > 1:
            raw.name = f"{raw.name} {number + 1}"
        meters.append(meter(file, raw))
        progress(40 + 60 * (number + 1) // len(raws))
    if file.late:
        notes.append(problem("late").words)
    return Readings(tuple(meters), tuple(asks(file)), (*notes, *(each.words for each in file.problems)))


def _decimal_comma(file: File) -> bool:
    """Whether numbers are written ``12,5``: a comma and no point in the first readings."""
    column = file.heads.columns[0].at
    sample = [fields_of.text(file.fields, row, column) for row in range(min(200, len(file.fields.starts)))]
    return any("," in each for each in sample) and not any("." in each for each in sample)


def _times(file: File) -> Whole | None:
    """Minutes since 1970 of each line; `NONE` where a time cannot be read; None if the order of dates is asked."""
    heads = file.heads
    codes, texts = fields_of.factored(file.fields, heads.date)
    if clock.is_mixed(texts):
        raise NoReadings(MIXED)
    file.order = file.answer("dates") or clock.order_of(texts)
    if not file.order:
        file.ask("dates", "")
        return None
    dates = [clock.moment(each, file.order) for each in texts]
    minutes = np.array([NONE if each is None else each.minute for each in dates], np.int64)
    offsets = [None if each is None else each.offset for each in dates]
    seconds = np.array([each is not None and each.seconds > 0 for each in dates], bool)
    file.late = any(each is not None and each.late for each in dates)
    made = minutes[codes]
    if heads.time >= 0:
        more, clocks = fields_of.factored(file.fields, heads.time)
        read_ = [clock.time(each) for each in clocks]
        file.late |= any(each is not None and each[0] == clock.DAY for each in read_)
        added = np.array([NONE if each is None else each[0] for each in read_], np.int64)[more]
        made = np.where((made == NONE) | (added == NONE), NONE, made + np.where(added == NONE, 0, added))
        offsets = [each[1] for each in read_ if each is not None]
    elif any(each is not None for each in offsets):
        known = [each for each in offsets if each is not None]
        standard = min(known)
        shift = np.array([standard - each if each is not None else 0 for each in offsets], np.int64)[codes]
        made = np.where(made == NONE, NONE, made + shift)
        sign, size = ("-" if standard < 0 else "+"), abs(standard)
        file.notes.append(UTC.fill(offset=f"{sign}{size // 60:02d}:{size % 60:02d}"))
    bad = np.flatnonzero(made == NONE)
    if len(bad):
        line = int(file.fields.lines[bad[0]])
        said = fields_of.text(file.fields, int(bad[0]), heads.date)[:40]
        file.problems.append(problem("time", f"{line + 1:,}", "", len(bad), text=said))
    odd = np.flatnonzero(seconds[codes])
    if len(odd):
        file.problems.append(problem("seconds", checks.at(made[odd[0]]), "", len(odd)))
    return made


def _named(file: File, times: Whole) -> tuple[NDArray[np.int64], list[tuple[str, str, str, str]]]:
    """For each line the number of its meter; and of each meter its name, title, item and unit."""
    heads, fields = file.heads, file.fields
    codes = np.zeros(len(fields.starts), np.int64)
    names: list[tuple[str, ...]] = [()]
    for column in (heads.meter, heads.item, heads.unit, heads.title):
        if column < 0:
            names = [(*each, "") for each in names]
            continue
        more, texts = fields_of.factored(fields, column)
        pairs, back = np.unique(codes * len(texts) + more, return_inverse=True)
        names = [(*names[pair // len(texts)], texts[pair % len(texts)]) for pair in pairs.tolist()]
        codes = back.astype(np.int64)
        if len(names) > METERS:
            raise NoReadings(TOO_MANY_METERS.fill(found=f"{len(names):,}", most=f"{METERS:,}"))
    for column in apart.telling(file.fields, heads, codes, times):
        more, texts = fields_of.factored(fields, column)
        pairs, back = np.unique(codes * len(texts) + more, return_inverse=True)
        names = [
            (_joined(names[pair // len(texts)][0], texts[pair % len(texts)]), *names[pair // len(texts)][1:])
            for pair in pairs.tolist()
        ]
        codes = back.astype(np.int64)
        if len(names) > METERS:
            raise NoReadings(TOO_MANY_METERS.fill(found=f"{len(names):,}", most=f"{METERS:,}"))
    first = np.full(len(names), len(codes), np.int64)
    np.minimum.at(first, codes, np.arange(len(codes)))
    order = np.argsort(first, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    told = [names[each] for each in order.tolist()]
    return rank[codes], [(meter, title, item, unit) for meter, item, unit, title in told]


def _joined(*names: str) -> str:
    return " · ".join(each for each in names if each)


def _split(codes: NDArray[np.int64], count: int) -> list[NDArray[np.intp]]:
    """The lines of each meter, in the order of the file."""
    order = np.argsort(codes, kind="stable")
    return np.split(order, np.searchsorted(codes[order], np.arange(1, count)))


def _wide(file: File, days: Whole, comma: bool) -> Iterator[Raw]:
    heads = file.heads
    codes, names = _named(file, days)
    shape = (len(file.fields.starts), len(heads.columns))
    digits, places, state = np.empty(shape, np.int64), np.empty(shape, np.int8), np.empty(shape, np.int8)
    for number, column in enumerate(heads.columns):
        found = fields_of.decimals(file.fields, column.at, comma)
        digits[:, number], places[:, number], state[:, number] = found.digits, found.places, found.state
    offsets = np.array([column.offset for column in heads.columns], np.int64)
    file.late = bool(offsets.max() == clock.DAY)
    several = len({each[0] for each in names}) < len(names)
    for rows, (named, title, item, unit) in zip(_split(codes, len(names)), names, strict=True):
        times = np.where(days[rows][:, None] == NONE, NONE, days[rows][:, None] + offsets)
        odd = [(int(row), int(at)) for row, at in np.argwhere(state[rows] == fields_of.ODD)[:1]]
        text = fields_of.text(file.fields, int(rows[odd[0][0]]), heads.columns[odd[0][1]].at) if odd else ""
        line = int(file.fields.lines[rows[odd[0][0]]]) if odd else 0
        yield _raw(file, (named, title, item, unit), "", several, rows, times.ravel(), digits[rows].ravel(),
                   places[rows].ravel(), state[rows].ravel(), line, text)  # fmt: skip


def _long(file: File, times: Whole, comma: bool) -> Iterator[Raw]:
    codes, names = _named(file, times)
    several = len({each[0] for each in names}) < len(names)
    parts = _split(codes, len(names))
    for column in file.heads.columns:
        found = fields_of.decimals(file.fields, column.at, comma)
        for rows, told in zip(parts, names, strict=True):
            state = found.state[rows]
            odd = np.flatnonzero(state == fields_of.ODD)[:1]
            text = fields_of.text(file.fields, int(rows[odd[0]]), column.at) if len(odd) else ""
            line = int(file.fields.lines[rows[odd[0]]]) if len(odd) else 0
            yield _raw(file, told, column.name, several, rows, times[rows], found.digits[rows], found.places[rows],
                       state, line, text)  # fmt: skip


_UNIT = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
_SPEAKS = re.compile(
    r"\b(?:power|energy|load|consumption|generation|electricity)\b|[\u4e00-\u9fff]", re.IGNORECASE
)
"""Of what stands above the heads: words, and not the name of a device."""

_GENERAL = re.compile(
    r"(?i)^(?:kwh|kw|value|power|energy|load|数值|读数|电量|功率|负荷|示数|有功功率|有功电量|表码)?$"
)


def _plain(head: str) -> str:
    """The head of a column without its unit; empty where it names no meter."""
    name = " ".join(_UNIT.sub(" ", head).split())
    return "" if _GENERAL.match(name) else name


def _raw(
    file: File, told: tuple[str, str, str, str], head: str, several: bool, rows: NDArray[np.intp], times: Whole,
    digits: Whole, places: NDArray[np.int8], state: NDArray[np.int8], line: int, text: str,
) -> Raw:  # fmt: skip
    named, title, item, unit = told
    columns = len(file.heads.columns)
    parts = [
        named,
        item if several and item else "",
        _plain(head) or head if columns > 1 and not file.heads.wide else "",
    ]
    name = (
        " · ".join(each for each in parts if each)
        or _plain(head)
        or file.name.rpartition(".")[0]
        or head
        or "1"
    )
    above = file.heads.above if _SPEAKS.search(file.heads.above) else ""
    said = heads_of.said(item or head, head, named if not item and not head else "", above, file=file.name)
    unit = "" if fields_of.is_nothing(unit) else unit
    by_unit = heads_of.unit(unit)
    if by_unit is not None:
        stands = said.reading == "stand" and by_unit[0] == "energy"
        said = heads_of.Said("stand" if stands else by_unit[0], by_unit[1], unit, said.other)
    elif unit:
        said = replace(said, unit=unit, other=True)  # a unit that is none of electricity
    multipliers: tuple[str, ...] = ()
    if file.heads.multiplier >= 0:
        seen = {
            fields_of.text(file.fields, int(row), file.heads.multiplier)
            for row in rows[:: max(1, len(rows) // 500)]
        }
        multipliers = tuple(sorted(seen))
    kind = heads_of.kind(item, head, title, named, above, file=file.name)
    kept = (state == fields_of.GIVEN) & (times != NONE)
    raw = Raw(name[:120], title[:120], said, kind, multipliers, times[kept], digits[kept], places[kept])
    if (times != NONE).any():
        raw.span = int(times[times != NONE].min()), int(times[times != NONE].max())
    odd = int(np.count_nonzero(state == fields_of.ODD))
    if odd:
        raw.problems.append(problem("odd", f"{line + 1:,}", "", odd, text=text[:40]))
    return raw
