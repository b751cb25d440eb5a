"""What the heads of a table say: periods, units, names, and which columns are which.

Only the shape is read here; nothing is known of what a plant counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, Literal

from zcdesk.domain.record import dataclass
from zcdesk.exchange.tables.periods import Order, Period, found_in, is_span, plain

UnitOf = Callable[[str], str]
"""Gives a unit as the program spells it, or ``""`` for a text that is none."""

Role = Literal[
    "value",
    "name",
    "unit",
    "period",
    "year",
    "start",
    "end",
    "total",
    "span",
    "note",
    "number",
    "other",
    "empty",
]


TOTAL = re.compile(
    r"^(?:[一二三四五六七八九十、.\s]*)(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|年\s*计|全年|本年)|(?:合计|小计|总计|共计|累计)$"
    r"|^(?:grand |sub-?)?totals?:?$|^sum$|^ytd$|^year to date$",
    re.IGNORECASE,
)
LONGEST_NAME = 100
"""Characters by which a thing is told from another; more is a remark."""

_CODES = 20
"""Cells from which on whole numbers can be seen to be names."""

_MEASURE = re.compile(
    r"量|数|额|值|费|用电|用水|用气|usage|amount|value|consum|quantit|energy|power|kwh|mwh|cost|charge|\(|days|hours",
    re.IGNORECASE,
)
_SEEN = 2000
"""Rows by which it is judged whether a column tells things apart."""

BLANK = frozenset({"", "-", "--", "---", "/", "\\", "n/a", "na", "null", "none", "nan", "…", "...", "——"})
"""What people write into a cell for which they have nothing."""

NONE = frozenset({"无", "没有", "nil"})
"""What says that there is none of it."""

_NOTE = re.compile(r"备\s*注|说\s*明|原因|理由|remark|note|comment|why it was|为什么", re.IGNORECASE)
NUMBER = re.compile(
    r"^(?:序\s*号|编\s*号|行次|代\s*码|no\.?|number|#|code|id|index)$|(?:编号|代码|账号|户号|表号|单号|邮编)$"
    r"|(?:\b(?:code|id|no\.?|number|zip|phone)|#)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"^(?:序\s*号|行次|代\s*码|no\.?|#)$", re.IGNORECASE)
"""Heads of numbers by which lines are counted, whatever stands below them besides."""

_UNIT = re.compile(r"^(?:计量)?单\s*位$|^units?(?: of measure)?$|^uom$|^计量$", re.IGNORECASE)
_START = re.compile(r"起|始|\bstart|\bfrom\b|\bbegin", re.IGNORECASE)
_ENDS = re.compile(r"止|末|终|截|\bend|\bto\b|\bthru\b", re.IGNORECASE)
_OTHER_DATE = re.compile(
    r"\bdue\b|付款|缴费|开票|invoice|到期|打印|制表|录入|paid|created|updated", re.IGNORECASE
)
WHEN = re.compile(r"月|日|年|期|date|month|year|period|time|datum", re.IGNORECASE)
_ITEM = re.compile(
    r"品种|品名|名称|能源|燃料|种类|类别|类型|项目|物料|货物|材料|介质|指标|用途|fuel|item|type|commodity|energy|product|"
    r"material|utility|service|name|resource|category|description",
    re.IGNORECASE,
)
LABELLED = re.compile(r"[:：]|^(?:计量)?单\s*位|^编制|^填报|^制表|^日期")
_BRACKETS = re.compile(
    r"^(.*?)\s*[(（\[【]\s*([^()（）\[\]【】]*(?:[(（][^()（）]*[)）])?[^()（）\[\]【】]*)\s*[)）\]】]\s*(.*)$"
)
_LAST = re.compile(r"^(.*)[(（\[【]\s*([^()（）\[\]【】]+(?:[(（][^()（）]*[)）])?)\s*[)）\]】]$")
_FOREIGN = re.compile(
    r"^(.*?)\s*[(（\[]\s*((?:k|mm?)?btus?|therms?|[mc]cf|gal(?:lons?)?|lbs?|[$£€]|usd|gbp|eur)\s*[)）\]]$",
    re.IGNORECASE,
)
"""Units that are not known here; what is in them is not taken for anything else."""

_GENERIC = frozenset({"value", "values", "data", "reading", "数值", "值", "数据"})
"""Heads that say nothing of what stands below them."""

_GLUED = re.compile(
    r"^(.*?[\u4e00-\u9fff])((?:万|亿)?[A-Za-z%][A-Za-z0-9³²·/%]*|万元|(?<=[费额价值款用])元|(?:万)?(?:千瓦时|立方米|吨|度))$"
)
"""A unit that stands right behind a Chinese name: ``用电量kWh``, ``电费元``."""

_TITLE_UNIT = re.compile(
    r"(?:计量|数量)?单\s*位\s*[:：]\s*([^\s,，;；)）]+)|\bunits?\s*:\s*([^\s,;)]+)", re.IGNORECASE
)
_LONGEST_FIGURE = 200
_FIGURES = re.compile(r"[-+(]?\s*[¥￥$£€]?\s*[\d,.'\s]*\d[\d,.'\s]*[)%]?\s*(?:万|亿)?")

_MEASURED = re.compile(r"[-+]?\s*[\d.,]*\d[\d.,]*\s*((?:万|亿)?\s*[^\d\s.,].{0,20})")
_BEGINS = frozenset("0123456789.+-")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    at : int
    role : Role
    names : tuple of str
        What its heads say, from above, without periods and units.
    unit : str
    period : Period or None
    """

    at: int
    role: Role
    names: tuple[str, ...] = ()
    unit: str = ""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a sheet: rows of heads from `top`, of data from `bottom` up to `end`, counted from 0.

    Attributes
    ----------
    order : Order or None
        Which number of its dates is the day; None where that cannot be told.
    titles : tuple of str
        What stands above it.
    year : int
        The year its titles name; 0 if they do not.
    unit : str
        The unit its titles name.
    lacking : bool
        Its heads speak of "this month", and nothing says which that is.
    part : str
        What says that it is of several months and not of a year; ``""`` if nothing does.
    """

    top: int
    bottom: int
    end: int
    columns: tuple[Column, ...]
    order: Order | None = ""
    titles: tuple[str, ...] = ()
    year: int = 0
    unit: str = ""
    lacking: bool = False
    part: str = ""

    def of(self, *roles: Role) -> tuple[Column, ...]:
        """The columns of these roles."""
        return tuple(each for each in self.columns if each.role in roles)


def is_blank(cell: Any) -> bool:
    """Whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and plain(cell).lower() in BLANK)


def is_figure(cell: Any, units: UnitOf | None = None) -> bool:
    """Whether a cell looks like a number; with `units`, one with its unit behind it, or "none", as well."""
    if isinstance(cell, str):
        told = plain(cell)
        if len(told) > _LONGEST_FIGURE:
            return False
        if _FIGURES.fullmatch(told):
            return True
        if units is None:
            return False
        match = _MEASURED.fullmatch(told) if told[:1] in _BEGINS else None
        return told in NONE or (match is not None and bool(units(match[1].replace(" ", ""))))
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def named_unit(text: str, units: UnitOf) -> tuple[str, str]:
    """``用电量`` and ``万kWh`` of ``用电量（万kWh）``, ``用电量/万kWh`` or ``用电量 万kWh``; no unit, no change."""
    told = plain(text)
    last = _LAST.match(told)
    if last and (unit := units(last[2].strip())):
        return last[1].strip(), unit
    match = _BRACKETS.match(told)
    if match and (unit := units(match[2].removeprefix("单位:").removeprefix("单位：").strip())):
        return " ".join(f"{match[1]} {match[3]}".split()), unit
    for mark in ("单位:", "单位："):
        head, found, tail = told.partition(mark)
        if found and (unit := units(tail.strip(" ,，"))):
            return head.strip(" ,，"), unit
    for mark in ("/", "_", ",", "，", " ", "-", ":", "："):
        head, found, tail = told.rpartition(mark)
        if found and head and (unit := units(tail.strip())):
            return head.strip(" ,，:：").removesuffix(" in").strip(), unit
    foreign = _FOREIGN.match(told)
    if foreign:
        return foreign[1].strip(), foreign[2]
    glued = _GLUED.match(told)
    if glued and (unit := units(glued[2])):
        return glued[1], unit
    return told, ""


def text_of(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def said(texts: Iterable[str], units: UnitOf) -> tuple[Period | None, tuple[str, ...], str]:
    """What heads say: period, names and unit."""
    period: Period | None = None
    names: list[str] = []
    unit = ""
    for text in texts:
        found, rest = found_in(text)
        if found is not None:
            period = found.within(period) if found.month else (period or found).within(found)
        if not rest:
            continue
        if told := units(rest):
            unit = told
            continue
        name, told = named_unit(rest, units)
        unit = told or unit
        if name and name.lower() not in _GENERIC:
            names.append(name[:LONGEST_NAME])
    return period, tuple(names), unit


def role_of(
    name: str,
    period: Period | None,
    sample: Sequence[Any],
    dates: Sequence[Period | None],
    across: bool,
    units: UnitOf,
) -> Role:
    """What a column is for, by its head, the cells below it, and the dates among them."""
    filled = [cell for cell in sample if not is_blank(cell)]
    if not filled and period is None:
        return "empty"
    if _NOTE.search(name):
        return "note"
    if (not across or period is None) and dates and len(dates) >= 0.5 * len(filled):
        return _date_role(name, dates[0])
    if is_span(name):
        return "span"
    if period is not None:
        return "total" if TOTAL.search(name) and across else "value"
    if _UNIT.search(name) or _are_units(filled, units):
        return "unit"
    if _COUNTED.search(name):
        return "number"
    if NUMBER.search(name) and all(is_figure(cell) or len(str(cell)) < 24 for cell in filled[:20]):
        return "number"
    if not across and (not name or not _MEASURE.search(name)) and _are_codes(filled, bool(name)):
        return "number" if not name else "name"
    if sum(is_figure(cell, units) for cell in filled) * 2 >= len(filled):
        return "value" if not across else "total" if TOTAL.search(name) else "other"
    return "name"


def _date_role(name: str, first: Period | None) -> Role:
    if _OTHER_DATE.search(name):
        return "other"
    if first is not None and not first.month and not first.either:
        return "year"
    if first is not None and (first.day or first.either):
        if _START.search(name) and not _ENDS.search(name):
            return "start"
        if _ENDS.search(name) and not _START.search(name):
            return "end"
    return "period"


def _are_codes(filled: Sequence[Any], named: bool) -> bool:
    """Whether whole numbers are names of things: they come again and again, or (without a head) just count."""
    if len(filled) < _CODES or not all(is_figure(cell) for cell in filled):
        return False
    try:
        numbers = [
            int(cell) if isinstance(cell, str) else int(cell) if cell == int(cell) else -1 for cell in filled
        ]
    except ValueError:
        return False
    if -1 in numbers:
        return False
    if not named:
        return all(second - first == 1 for first, second in pairwise(numbers))
    return len(set(numbers)) * 5 <= len(numbers) and max(numbers) > len(numbers) // 5


def _are_units(filled: Sequence[Any], units: UnitOf) -> bool:
    texts = [cell for cell in filled if isinstance(cell, str)]
    return len(texts) == len(filled) > 0 and all(units(plain(text)) for text in dict.fromkeys(texts[:50]))


def title_unit(text: str, units: UnitOf) -> str:
    match = _TITLE_UNIT.search(plain(text))
    return units(match[1] or match[2]) if match else ""


def item_columns(block: Block, rows: Sequence[Sequence[Any]]) -> tuple[Column, ...]:
    """The columns by whose texts the rows of a table are told apart."""
    names = block.of("name")
    if not names:
        return block.of("number")[:1] if any(each.period for each in block.of("value")) else ()
    if any(each.period for each in block.of("value")) or not block.of("period", "start", "end", "year"):
        hinted = tuple(each for each in names if any(_ITEM.search(name) for name in each.names))
        return hinted or names
    texts = {each.at: _distinct(each.at, block, rows) for each in names}
    few = [each for each in names if texts[each.at] <= 80]
    several = tuple(each for each in few if texts[each.at] > 1)
    hinted = tuple(each for each in several if any(_ITEM.search(name) for name in each.names))
    return hinted or several or tuple(few[:1])


def _distinct(column: int, block: Block, rows: Sequence[Sequence[Any]]) -> int:
    seen = rows[block.bottom : min(block.end, block.bottom + _SEEN)]
    return len({str(row[column]) for row in seen if len(row) > column and row[column]})
