"""Tables of one month, as plants report them: this month beside the year so far, the plan, and a year ago.

Such a table says its month once, above its heads or in the name of its sheet. Only what is of that month is read: the
year so far holds it once more, and the others are no figures of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from zcdesk.domain.record import dataclass
from zcdesk.exchange.tables.heads import Column
from zcdesk.exchange.tables.periods import Period, found_in, is_span, plain

_THIS = re.compile(r"本月|当月|当期|本期(?!末|初)|月计$|月实际|this month|current month", re.IGNORECASE)
_SO_FAR = re.compile(
    r"累\s*计|1\s*[-~—–至]+\s*(?:本|\d{0,2})月|年初至|至本月|^本年|^年计$|year to date|\bytd\b", re.IGNORECASE
)
_ASIDE = re.compile(
    r"上年|去年|同期|上月|上期|往年|前年|计划|预算|目标|比较|差异|增减|增幅|同比|环比|完成率|±|"
    r"last (?:month|year)|prior|previous|budget|target|variance",
    re.IGNORECASE,
)
_WORDS = re.compile(r"^(?:实\s*际|本年实际|本年|数量?|数值|actual)$", re.IGNORECASE)
"""What is left of a head that says no more than that it is this month's."""

_MONTH = re.compile(r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月")
_RUNS = re.compile(r"截至|截止|累计|年初|[-~—–至到]")
_WHOLE = re.compile(r"(?<!\d)0?1\s*月?\s*[-~至到]\s*12\s*月")
_LONGEST = 40
"""Characters of a title that says a time."""

_DIGITS = 3
"""Digits of the number of a column."""

_LABEL = re.compile(
    r"[:：]\s*$|^(?:编制|填报|制表|报送)|^[^:：]{0,10}(?:单位|企业|公司|部门|名称|代码|日期)[^:：]{0,8}[:：]"
)
"""What begins a row that says who made a table."""

_STEMS = ("甲", "乙")
"""With which statutory forms begin the row that counts their columns."""

_MADE = re.compile(r"打印|制表日|填表日|报出日|填报日|编制日|导出|printed|created", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """The columns of a table by the month it says.

    Attributes
    ----------
    columns : tuple of Column
    lacking : bool
        Its heads speak of this month, and nothing says which.
    part : str
        What says that it is of several months, which are neither a month nor a year; nothing of it is read.
    """

    columns: tuple[Column, ...]
    lacking: bool = False
    part: str = ""


def stated(made: Sequence[Column], above: Sequence[Sequence[Any]], sheet: str, told: str = "") -> Stated:
    """What of a table without periods in its heads and rows is of the month that it says.

    Parameters
    ----------
    made : sequence of Column
        As found, without a period.
    above : sequence of rows
        What stands above the heads.
    sheet : str
        Name of the sheet.
    told : str
        The month as the user says it, ``2025-03``; ``""`` if nothing was said.
    """
    values = [each for each in made if each.role == "value"]
    report = any(_is_this(each) for each in values)
    part = "" if report or _told(told) else part_of_year(above) or (sheet if is_span(sheet) else "")
    if part:
        return Stated(
            tuple(replace(each, role="span") if each in values else each for each in made), part=part
        )
    month = _told(told) or month_above(above, report) or _of_sheet(sheet, report)
    if not report and month is None:
        return Stated(tuple(made))
    return Stated(tuple(_placed(each, month, report) for each in made), report and month is None)


def month_above(rows: Iterable[Sequence[Any]], dates: bool) -> Period | None:
    """The one month that stands above a table; None if none does, or several do.

    Parameters
    ----------
    dates : bool
        A whole date counts as well, since the heads speak of its month.
    """
    found: dict[tuple[int, int], Period] = {}
    for cell in (cell for row in rows for cell in row):
        text = plain(str(cell)) if isinstance(cell, str) else ""
        if _MADE.search(text):
            continue
        period, rest = _period(cell, text)
        if (
            period is None
            or not period.month
            or (isinstance(cell, int | float) and not isinstance(cell, bool))
        ):
            continue
        if period.day and not dates:
            continue
        if found_in(rest.strip("-~—–至到 "))[0] is not None or _RUNS.match(rest):
            return None
        found[period.year, period.month] = period
    return next(iter(found.values())) if len(found) == 1 else None


def is_caption(cells: Iterable[Any]) -> bool:
    """Whether a row says who made a table and of when, and is no head of it: it begins with a label."""
    first = next((text for cell in cells if (text := plain(str(cell)))), "")
    return bool(_LABEL.search(first))


def is_aside(head: str) -> bool:
    """Whether a head is of a year ago, of a plan, or of how the two differ."""
    return bool(_ASIDE.search(head))


def counts_columns(cells: Sequence[Any]) -> bool:
    """Whether a row only counts the columns, as statutory forms do: 甲, 乙, 丙, 1, 2, 3."""
    texts = [text for cell in cells if (text := plain(_whole(cell)))]
    numbers = [int(text) for text in texts if len(text) <= _DIGITS and text.isascii() and text.isdigit()]
    return (
        tuple(texts[:2]) == _STEMS
        and len(numbers) >= len(texts) - 4
        and numbers == list(range(1, len(numbers) + 1))
    )


def part_of_year(rows: Iterable[Sequence[Any]]) -> str:
    """What above a table says that it is of several months and not of a year, ``2025年1—6月``; ``""`` if nothing."""
    for text in (plain(cell) for row in rows for cell in row if isinstance(cell, str)):
        if is_span(text) and not _WHOLE.search(text) and not _MADE.search(text) and len(text) < _LONGEST:
            return text
    return ""


def _whole(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _period(cell: Any, text: str) -> tuple[Period | None, str]:
    if not text:
        return found_in(cell)
    if is_span(text):
        return None, text
    period, rest = found_in(text)
    if period is not None and period.year:
        return period, rest
    match = _MONTH.search(text)
    if match is None or _RUNS.search(text[: match.start()]):
        return None, text
    return found_in(match[0])[0], text[match.end() :]


def _of_sheet(name: str, report: bool) -> Period | None:
    """The month that a sheet is called by: ``3月``, ``2025年3月``, ``2025.3``; a bare number only of a report."""
    period, rest = found_in(name)
    if period is None or not period.month or period.day or rest or (period.weak and not report):
        return None
    return Period(period.year, period.month)


def _told(text: str) -> Period | None:
    period, rest = found_in(text) if text else (None, "")
    return period if period is not None and period.year and period.month and not rest else None


def _is_this(column: Column) -> bool:
    said = " ".join(column.names)
    return bool(_THIS.search(said)) and not is_aside(said) and not _is_so_far(column)


def _is_so_far(column: Column) -> bool:
    last = column.names[-1] if column.names else ""
    return bool(_SO_FAR.search(last)) and not (_THIS.search(last) and "累" not in last and "-" not in last)


def _placed(column: Column, month: Period | None, report: bool) -> Column:
    """A column of the month, or left aside."""
    if column.role != "value":
        return column
    if is_aside(" ".join(column.names)) or (report and _is_so_far(column)):
        return replace(column, role="other")
    if report and month is None:
        return replace(column, role="other") if not _is_this(column) else replace(column, role="span")
    names = tuple(name for each in column.names if (name := _without(each))) if report else column.names
    return replace(column, names=names, period=month)


def _without(name: str) -> str:
    left = _THIS.sub("", name).strip(" -_()（）")
    return "" if _WORDS.match(left) else left
