"""Heads of a table of readings: which column is the time, which the meter, which are readings, and of what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from zcdesk.domain.record import dataclass
from zcdesk.domain.series import MeterKind
from zcdesk.exchange import series_clock

DAY = series_clock.DAY

_METER = re.compile(
    r"表号|表计|电表|计量点|户号|用户编号|站点|站号|用电户|资产|测点|设备|回路|meter|device|channel|circuit",
    re.IGNORECASE,
)
_TITLE = re.compile(r"户名|用户名称|用户名|表名|名称|^name$|meter.?name|description", re.IGNORECASE)
_ITEM = re.compile(
    r"数据项|数据类型|曲线类型|数据标识|^类型$|^项目$|^item$|^type$|^quantity$|^parameter$", re.IGNORECASE
)
_UNIT = re.compile(r"^单位$|^unit$|^units$", re.IGNORECASE)
_MULTIPLIER = re.compile(r"倍率|multiplier|ct.{0,3}pt", re.IGNORECASE)
_DATE = re.compile(r"日期|^date$|^day$|数据日", re.IGNORECASE)
_STAMP = re.compile(r"时间|时刻|timestamp|date.?time|^time$|^zeit|datum", re.IGNORECASE)
_ASIDE = re.compile(
    r"^序号$|^no\.?$|^id$|备注|remark|^note|status|质量|quality|flag|倍率说明|^星期|weekday", re.IGNORECASE
)

_OTHER = re.compile(r"无功|reactive|kvar|电压|voltage|电流|current|intensity|功率因数|power.?factor|需量|demand|"
                    r"频率|frequency|温度|temperature|视在|apparent|kva", re.IGNORECASE)  # fmt: skip
_UNITS: dict[str, tuple[str, int]] = {
    "w": ("power", -3), "kw": ("power", 0), "千瓦": ("power", 0), "mw": ("power", 3), "兆瓦": ("power", 3),
    "wh": ("energy", -3), "kwh": ("energy", 0), "kw·h": ("energy", 0), "kw.h": ("energy", 0), "度": ("energy", 0),
    "千瓦时": ("energy", 0), "mwh": ("energy", 3), "兆瓦时": ("energy", 3), "万kwh": ("energy", 4),
    "万千瓦时": ("energy", 4), "万度": ("energy", 4), "gwh": ("energy", 6),
}  # fmt: skip
"""Units by their plain spelling: of power or of energy, and the power of ten to kW or kWh."""

_UNIT_IN = re.compile(
    r"(?:[(（\[/_ ]|^)(万?[kKmMgG]?[wW](?:[·.]?[hH])?|万?千瓦时|万?度|兆瓦时?|千瓦)(?:[)）\]]|$|(?=[ _,，;；/]))"
)
_STAND = re.compile(
    r"示数|表码|表底|底码|止度|读数|示值|累计|累积|cumulative|register|total.?energy|counter", re.IGNORECASE
)
_POWER = re.compile(r"功率|power", re.IGNORECASE)
_LOAD = re.compile(r"负荷|负载|load", re.IGNORECASE)
"""Heads of readings that say neither power nor energy: exports call both a load."""

_ENERGY = re.compile(r"电量|发电量|用电量|energy|consumption|generation|yield", re.IGNORECASE)

_KIND: tuple[tuple[MeterKind, re.Pattern[str]], ...] = (
    ("export", re.compile(r"上网|反向|馈网|余电|export|feed.?in|delivered.?to.?grid", re.IGNORECASE)),
    ("pv", re.compile(r"光伏|发电|pv|solar|photovolt|generation|逆变|inverter", re.IGNORECASE)),
    ("import", re.compile(r"关口|进线|购电|下网|受电|总表|import|grid", re.IGNORECASE)),
)
"""Words that say what a meter counts. Use of a part of the plant is never concluded: it is said."""

_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})(?:[:：]00)?")
_HOUR = re.compile(r"(\d{1,2})\s*[时点h]", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:p|v|点|第|t|时段|q|h)?\s*0*(\d{1,4})\s*(?:点|时段)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What words say of readings.

    Attributes
    ----------
    reading : str
        ``power``, ``energy``, ``stand``; ``""`` if they do not say it, ``mixed`` if they contradict each other.
    shift : int
        Power of ten to kW or kWh.
    unit : str
        As written; ``""`` if none is.
    other : bool
        They are of something else: reactive power, voltage.
    """

    reading: str
    shift: int
    unit: str
    other: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A column of readings.

    Attributes
    ----------
    at : int
    offset : int
        Of a wide table: its time of the day as written. [min]
    name : str
        Of a long table: what stands at its head.
    """

    at: int
    offset: int
    name: str


@dataclass(frozen=True, slots=True)
class Heads:
    """How a table is laid out.

    Attributes
    ----------
    wide : bool
        A line is a day, with a column for each interval; else a line is a moment.
    row : int
        Number of the line with the heads, from 0; -1 where there is none.
    width : int
        Fields of a line.
    date, time, meter, title, item, unit, multiplier : int
        Columns; -1 where there is none. ``time`` is the time of the day beside a date.
    columns : tuple of Column
    ordinal : bool
        The intervals are numbered, so that it is plain which each is.
    above : str
        What stands above the heads.
    """

    wide: bool
    row: int
    width: int
    date: int
    time: int
    meter: int
    title: int
    item: int
    unit: int
    multiplier: int
    columns: tuple[Column, ...]
    ordinal: bool
    above: str


def heads(lines: Sequence[Sequence[str]]) -> Heads | None:
    """The layout of a table by its first lines; None if no time is found in it."""
    for row, cells in enumerate(lines):
        intervals, ordinal = _intervals(cells)
        if intervals:
            return _wide(lines, row, intervals, ordinal)
    for row, cells in enumerate(lines[:-1] or lines):
        found = _long(lines, row, cells)
        if found is not None:
            return found
    return _headless(lines)


def said(*texts: str, file: str = "") -> Said:
    """What the head of a column, an item or a title says of the readings below it; the first that says it counts.

    Parameters
    ----------
    file : str
        Name of the file. A unit in it counts, words do not: what a file is called says little of its readings.
    """
    other = any(_OTHER.search(each) for each in texts[:2])
    reading, shift, unit = "", 0, ""
    for each in (*texts, file):
        found = _UNIT_IN.search(each)
        if found and not unit:
            unit = found[1]
            reading, shift = _UNITS[unit.lower()]
    words = ""
    for each in texts:
        if _STAND.search(each):
            words = "stand"
        elif _ENERGY.search(each):
            words = "energy"
        elif _POWER.search(each):
            words = "power"
        if words:
            break
    if words == "stand":
        return Said("mixed" if reading == "power" else "stand", shift, unit, other)
    if reading and words and reading != words and unit:
        return Said(reading, shift, unit, other)  # "负荷 kWh": the unit is the stronger word
    return Said(reading or words, shift, unit, other)


def unit(text: str) -> tuple[str, int] | None:
    """What a unit alone says: of power or of energy, and the power of ten to kW or kWh."""
    return _UNITS.get(text.strip().lower())


def kind(*texts: str) -> MeterKind | None:
    """What a meter counts by the words for it; None if they do not say it."""
    for each in texts:
        for found, pattern in _KIND:
            if pattern.search(each):
                return found
    return None


def _intervals(cells: Sequence[str]) -> tuple[tuple[Column, ...], bool]:
    """The columns of a wide table's intervals, and whether they are numbered; none if it is no such table."""
    clock = [(at, minute) for at, cell in enumerate(cells) if (minute := _clock(cell)) is not None]
    if len(clock) >= 24:
        return tuple(Column(at, minute, "") for at, minute in clock), False
    numbered = [(at, int(found[1])) for at, cell in enumerate(cells) if (found := _ORDINAL.fullmatch(cell))]
    for count in (1440, 288, 96, 48, 24):
        for first in (0, 1):
            wanted = list(range(first, first + count))
            run = [number for _, number in numbered]
            for begin in range(max(len(run) - count, 0) + 1) if len(run) >= count else ():
                if run[begin : begin + count] == wanted:
                    part = numbered[begin : begin + count]
                    step = DAY // count
                    return tuple(Column(at, (number - first) * step, "") for at, number in part), True
    return (), False


def _clock(cell: str) -> int | None:
    found = _CLOCK.fullmatch(cell)
    if found:
        minute = int(found[1]) * 60 + int(found[2])
        return minute if minute <= DAY and int(found[2]) < 60 else None
    found = _HOUR.fullmatch(cell)
    return int(found[1]) * 60 if found and int(found[1]) <= 24 else None


def _wide(
    lines: Sequence[Sequence[str]], row: int, columns: tuple[Column, ...], ordinal: bool
) -> Heads | None:
    cells = lines[row]
    taken = {each.at for each in columns}
    date = _first(cells, _DATE, taken)
    if date < 0:
        date = _first(cells, _STAMP, taken)
    if date < 0 and row + 1 < len(lines):
        date = next(
            (
                at
                for at, cell in enumerate(lines[row + 1])
                if at not in taken and series_clock.day(cell, "dmy")
            ),
            -1,
        )
    if date < 0:
        return None
    return _made(True, lines, row, cells, columns, ordinal, date, -1, taken | {date})


def _long(lines: Sequence[Sequence[str]], row: int, cells: Sequence[str]) -> Heads | None:
    if len(cells) < 2:
        return None
    date, time = _first(cells, _DATE, set()), _first(cells, _STAMP, set())
    if date < 0 and time < 0:
        return None
    below = next((line for line in lines[row + 1 :] if len(line) >= 2 and any(line)), ())
    stamp = date if date >= 0 else time
    if stamp >= len(below) or series_clock.day(below[stamp], "dmy") is None:
        if time < 0 or time >= len(below) or series_clock.day(below[time], "dmy") is None:
            return None
        stamp, time = time, -1
    elif date >= 0 and time >= 0:
        # a date beside a time of the day; a second whole time, of upload for instance, is left aside
        if time >= len(below) or series_clock.time(below[time]) is None:
            time = -1
    else:
        time = -1
    taken = {stamp, time, *(at for at, cell in enumerate(cells) if _STAMP.search(cell) or _DATE.search(cell))}
    made = _made(False, lines, row, cells, (), False, stamp, time, taken)
    if made.meter < 0:
        made = replace(
            made,
            meter=_textual(lines, row, cells, taken | {made.title, made.item, made.unit, made.multiplier}),
        )
    aside = {made.meter, made.title, made.item, made.unit, made.multiplier} | taken
    values = tuple(
        Column(at, 0, cell)
        for at, cell in enumerate(cells)
        if at not in aside and not _ASIDE.search(cell) and _numeric(lines, row, at)
    )
    return _with(made, values) if values else None


def _headless(lines: Sequence[Sequence[str]]) -> Heads | None:
    """Lines of a time and a number, without a head."""
    cells = next((line for line in lines if len(line) >= 2 and any(line)), ())
    at = next((at for at, cell in enumerate(cells) if series_clock.moment(cell, "dmy") is not None), -1)
    if at < 0:
        return None
    row = next(number for number, line in enumerate(lines) if line is cells) - 1
    values = tuple(
        Column(each, 0, "") for each in range(len(cells)) if each != at and _numeric(lines, row, each)
    )
    made = _made(False, lines, row, [""] * len(cells), (), False, at, -1, {at})
    return _with(made, values) if values else None


def _made(
    wide: bool, lines: Sequence[Sequence[str]], row: int, cells: Sequence[str], columns: tuple[Column, ...],
    ordinal: bool, date: int, time: int, taken: set[int],
) -> Heads:  # fmt: skip
    found: dict[str, int] = {}
    for name, pattern in (("multiplier", _MULTIPLIER), ("item", _ITEM), ("unit", _UNIT), ("meter", _METER),
                          ("title", _TITLE)):  # fmt: skip
        found[name] = _first(cells, pattern, taken) if name != "meter" else _best_meter(cells, taken)
        taken = taken | {found[name]}
    if found["meter"] < 0 <= found["title"]:
        found["meter"], found["title"] = found["title"], -1
    above = " ".join(cell for line in lines[: max(row, 0)] for cell in line if cell)
    return Heads(
        wide, row, len(cells), date, time, found["meter"], found["title"], found["item"], found["unit"],
        found["multiplier"], columns, ordinal, above,
    )  # fmt: skip


def _best_meter(cells: Sequence[str], taken: set[int]) -> int:
    """The column that names the meter: a meter or measuring point before the customer, who may have several."""
    rank = (r"表号|电表|表计|meter|资产|device|channel|circuit", r"计量点|测点|回路|设备", r"")
    for pattern in rank:
        for at, cell in enumerate(cells):
            # a column "电表读数" or "Meter reading (kWh)" holds readings
            if (
                at not in taken
                and _METER.search(cell)
                and re.search(pattern, cell, re.IGNORECASE)
                and not _is_value(cell)
            ):
                return at
    return -1


def _textual(lines: Sequence[Sequence[str]], row: int, cells: Sequence[str], taken: set[int]) -> int:
    """A column of texts in every line: whatever it is called, readings beside different ones are other meters."""
    below = [line for line in lines[row + 1 :] if any(line)]
    for at, cell in enumerate(cells):
        if at in taken or _ASIDE.search(cell) or _numeric(lines, row, at):
            continue
        if below and all(
            at < len(line) and line[at] and not series_clock.day(line[at], "dmy") for line in below
        ):
            return at
    return -1


def _is_value(cell: str) -> bool:
    return any(each.search(cell) for each in (_STAND, _ENERGY, _POWER, _LOAD, _UNIT_IN))


def _with(made: Heads, columns: tuple[Column, ...]) -> Heads:
    return replace(made, columns=columns)


def _first(cells: Sequence[str], pattern: re.Pattern[str], taken: set[int]) -> int:
    return next((at for at, cell in enumerate(cells) if at not in taken and pattern.search(cell)), -1)


def _numeric(lines: Sequence[Sequence[str]], row: int, at: int) -> bool:
    """Whether most of what stands below a head is a number; where nothing does, whether the head is of readings."""
    below = [line[at] for line in lines[row + 1 :] if at < len(line) and line[at]]
    plain = sum(bool(re.fullmatch(r"[+-]?[\d.,]+(?:[eE][+-]?\d+)?", each)) for each in below)
    if not below:
        return row >= 0 and at < len(lines[row]) and _is_value(lines[row][at])
    return plain * 2 >= len(below)
