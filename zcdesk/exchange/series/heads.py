"""Heads of a table of readings: which column is the time, which the meter, which are readings, and of what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from zcdesk.domain.record import dataclass
from zcdesk.domain.series import MeterKind
from zcdesk.exchange.series import clock as series_clock
from zcdesk.exchange.series import sight

DAY = series_clock.DAY

_METER = re.compile(
    r"表号|表计|电表|计量点|户号|用户编号|站点|站号|用电户|资产|测点|设备|回路|meter|device|channel|circuit|"
    r"\bean(?:\b|code)|\bmp[ar]n\b|\bnmi\b|\bcpe\b|contador|z[äa]hler(?!stand)|compteur",
    re.IGNORECASE,
)
_TITLE = re.compile(r"户名|用户名称|用户名|表名|名称|^name$|meter.?name|description", re.IGNORECASE)
_ITEM = re.compile(
    r"数据项|数据类型|曲线类型|数据标识|^类型$|^项目$|^item$|^type$|^quantity$|^parameter$|^register$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"^单位$|^unit$|^units$|^uom$|^eenheid$|^einheit$", re.IGNORECASE)
_MULTIPLIER = re.compile(r"倍率|multiplier|ct.{0,3}pt|^factor$", re.IGNORECASE)
_DATE = re.compile(r"日期|^date$|^day$|数据日", re.IGNORECASE)
_STAMP = re.compile(r"时间|时刻|timestamp|date.?time|^time$|^zeit|datum", re.IGNORECASE)
_ASIDE = re.compile(
    r"^序号$|^no\.?$|^id$|备注|remark|^note|status|质量|quality|flag|倍率说明|^星期|week|contract|\bserial|missing",
    re.IGNORECASE,
)

_MONEY = r"单价|电价|电费|金额|费用|(?<!tou)price|\bcosts?\b|cost(?:s|with)|tari[f]+.?price|[€$￥¥]"

_OTHER = re.compile(r"无功|reactive|kvar|电压|voltage|电流|current|intensity|功率因数|power.?factor|需量|demand|"
                    r"频率|frequency|温度|temperatu|视在|apparent|kva|湿度|humidity|辐照|irradia|风速|co2|排放|"
                    r"gas.?(?:usage|use|consum|verbruik)|" + _MONEY, re.IGNORECASE)  # fmt: skip
_OTHER_UNIT = re.compile(
    r"[(（\[/_ ](?:V|A|Hz|Ohm|%|°?C|℃|[mM][3³]|Nm[3³]|L|dl|t|GJ|MJ|var|VA|bar|[kM]Pa)(?:[)）\]]|$)"
)
_NOT_POWER = re.compile(
    r"\bgas|gas\b|天然气|燃气|用气|水量|用水|耗水|\bwater|蒸汽|steam|热量|流量|压力", re.IGNORECASE
)
"""Words of what other meters count; a unit of electricity is the stronger word."""

_FILED = re.compile(r"export|import", re.IGNORECASE)
"""What names of files say of how they came about, not of what a meter counts."""

_UNITS: dict[str, tuple[str, int]] = {
    "w": ("power", -3), "kw": ("power", 0), "千瓦": ("power", 0), "mw": ("power", 3), "兆瓦": ("power", 3),
    "wh": ("energy", -3), "kwh": ("energy", 0), "kw·h": ("energy", 0), "kw.h": ("energy", 0), "度": ("energy", 0),
    "千瓦时": ("energy", 0), "千瓦·时": ("energy", 0), "千瓦小时": ("energy", 0), "kilowatt-hours": ("energy", 0),
    "mwh": ("energy", 3), "兆瓦时": ("energy", 3), "万kwh": ("energy", 4),
    "万千瓦时": ("energy", 4), "万度": ("energy", 4), "gwh": ("energy", 6),
}  # fmt: skip
"""Units by their plain spelling: of power or of energy, and the power of ten to kW or kWh."""

_UNIT_IN = re.compile(
    r"(?:[(（\[/_ ]|^|(?<=[a-z])(?=[KM][wW]h))"
    r"(万?[kKmMgG]?[wW](?:[·.]?[hH])?|万?千瓦时|万?度|兆瓦时?|千瓦)(?:[)）\]]|$|(?=[ _,，;；/]))"
)
_STAND = re.compile(
    r"示数|表码|表底|底码|止度|读数|示值|累计|累积|cumulative|register|total.?energy|counter", re.IGNORECASE
)
_POWER = re.compile(r"功率|power", re.IGNORECASE)
_LOAD = re.compile(r"负荷|负载|load", re.IGNORECASE)
"""Heads of readings that say neither power nor energy: exports call both a load."""

_ENERGY = re.compile(r"电量|发电量|用电量|energy|consumption|generation|yield", re.IGNORECASE)

_METER_CODE = re.compile(r"\bean(?:\b|code)|\bmp[ar]n\b|编号|编码|户号|账号|\bid\b|phone", re.IGNORECASE)
"""Heads of numbers by which things are called."""

_KIND: tuple[tuple[MeterKind, re.Pattern[str]], ...] = (
    (
        "export",
        re.compile(
            r"上网|反向|馈网|余电|export|feed.?in|delivered.?to.?grid|injecti|teruglever|einspeis|returned",
            re.IGNORECASE,
        ),
    ),
    ("pv", re.compile(r"光伏|发电|pv|solar|photovolt|generation|逆变|inverter", re.IGNORECASE)),
    (
        "import",
        re.compile(
            r"关口|进线|购电|下网|受电|总表|import|from.?(?:the.?)?grid|grid.?(?:import|suppl|purchas|consum)|offtake|afname|netzbezug",
            re.IGNORECASE,
        ),
    ),
)
"""Words that say what a meter counts. Use of a part of the plant is never concluded: it is said."""

_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})(?:[:：]00)?")
_FROM_TO = re.compile(r"(\d{1,2})[:：](\d{2})(?:[:：]00)?\s*[-~～—–至到]\s*\d{1,2}[:：]\d{2}(?:[:：]00)?")
"""An interval by its begin and its end."""

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
    texts : tuple of (int, str)
        Columns of texts that may tell one meter from another, and their heads.
    waits : tuple of (int, str)
        Columns that may hold readings, and their heads: nothing stood in them as far as was looked, or one long number.
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
    texts: tuple[tuple[int, str], ...] = ()
    waits: tuple[tuple[int, str], ...] = ()


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
    return _by_cells(lines)


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
    other |= not unit and any(_NOT_POWER.search(each) or _OTHER_UNIT.search(each) for each in texts[:2])
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


def kind(*texts: str, file: str = "") -> MeterKind | None:
    """What a meter counts by the words for it; None if they do not say it.

    Parameters
    ----------
    file : str
        Name of the file, of which "export" says how it was made.
    """
    for each in (*texts, _FILED.sub("", file)):
        for found, pattern in _KIND:
            if pattern.search(each):
                return found
    return None


def _intervals(cells: Sequence[str]) -> tuple[tuple[Column, ...], bool]:
    """The columns of a wide table's intervals, and whether they are numbered; none if it is no such table."""
    clock = [(at, minute) for at, cell in enumerate(cells) if (minute := _clock(cell)) is not None]
    if len(clock) >= 24:
        spans = sum(bool(_FROM_TO.fullmatch(cells[at])) for at, _ in clock)
        return tuple(Column(at, minute, "") for at, minute in clock), spans * 2 > len(clock)
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
    found = _CLOCK.fullmatch(cell) or _FROM_TO.fullmatch(cell)
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
            (at for at, cell in enumerate(lines[row + 1]) if at not in taken and series_clock.is_day(cell)),
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
    if stamp >= len(below) or not series_clock.is_day(below[stamp]):
        if time < 0 or time >= len(below) or not series_clock.is_day(below[time]):
            return None
        stamp, time = time, -1
    elif date >= 0 and time >= 0:
        # a date beside a time of the day; a second whole time, of upload for instance, is left aside
        if time >= len(below) or series_clock.time(below[time]) is None:
            time = -1
    else:
        time = -1
    taken = {stamp, time, *(at for at, cell in enumerate(cells) if _STAMP.search(cell) or _DATE.search(cell))}
    return _columns(lines, row, cells, stamp, time, taken)


def _by_cells(lines: Sequence[Sequence[str]]) -> Heads | None:
    """Lines of a time and numbers whose heads do not say so, or that have none: told by what stands in the cells."""
    found = sight.first_line(lines)
    if found is None:
        return None
    first, stamp = found
    row = first - 1
    cells = sight.heads_above(lines, first)
    return _columns(lines, row, cells, stamp, -1, {stamp})


def _columns(
    lines: Sequence[Sequence[str]], row: int, cells: Sequence[str], stamp: int, time: int, taken: set[int]
) -> Heads | None:
    """The columns beside the one of times."""
    if time < 0:
        time = sight.time_beside(lines, row, stamp)
    taken = taken | {time, *sight.other_times(lines, row, len(cells))}
    made = _made(False, lines, row, cells, (), False, stamp, time, taken)
    aside = {made.meter, made.title, made.item, made.unit, made.multiplier} | taken
    left = [at for at, cell in enumerate(cells) if at not in aside and not _ASIDE.search(cell)]
    units = [at for at, cell in enumerate(cells) if _UNIT.search(cell)]
    if len(units) > 1:  # each column of readings has its own beside it
        made = replace(made, unit=-1)
        left = [at for at in left if at not in units]
    values = tuple(
        Column(at, 0, f"{cells[at]} {sight.beside(lines, row, at, units)}".strip())
        for at in left
        if _numeric(lines, row, at)
        and not sight.is_code(lines, row, at)
        and not _METER_CODE.search(cells[at])
    )
    told = {each.at for each in values}
    texts = tuple((at, cells[at]) for at in left if at not in told and sight.is_text(lines, row, at))
    waits = tuple(
        at
        for at in left
        if at not in told
        and cells[at]
        and not _METER_CODE.search(cells[at])
        and (not sight.filled(lines, row, at) or sight.is_code(lines, row, at))
    )
    if not values and not waits:
        return None
    return replace(made, columns=values, texts=texts, waits=tuple((at, cells[at]) for at in waits))


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


def _is_value(cell: str) -> bool:
    return any(each.search(cell) for each in (_STAND, _ENERGY, _POWER, _LOAD, _UNIT_IN))


def _first(cells: Sequence[str], pattern: re.Pattern[str], taken: set[int]) -> int:
    return next((at for at, cell in enumerate(cells) if at not in taken and pattern.search(cell)), -1)


def _numeric(lines: Sequence[Sequence[str]], row: int, at: int) -> bool:
    """Whether most of what stands below a head is a number; where nothing does, whether the head is of readings."""
    below = sight.filled(lines, row, at)
    plain = sum(bool(re.fullmatch(r"[+-]?[\d.,]+(?:[eE][+-]?\d+)?", each)) for each in below)
    if not below:
        return row >= 0 and at < len(lines[row]) and _is_value(lines[row][at])
    return plain * 2 >= len(below)
