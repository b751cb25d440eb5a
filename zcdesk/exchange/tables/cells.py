"""Cells of a table as values: figures, totals, what cannot be read and why."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from zcdesk.domain.number import CONTEXT, NotANumber, plain, read
from zcdesk.domain.words import Words
from zcdesk.exchange.tables.heads import NONE, UnitOf, is_figure
from zcdesk.exchange.tables.periods import plain as bare
from zcdesk.exchange.tables.table_in import is_error
from zcdesk.exchange.tables.workbook_in import address

SLACK = Decimal("1e-12")
"""What the binary sums of a spreadsheet may differ by, of the total. [-]"""

BROKEN = Words(
    "这一格的公式出错（{text}）。改好公式，或直接写数。",
    "The formula of this cell fails ({text}): correct it, or write the number.",
)
NO_NUMBER = Words("“{text}”不是数。", "'{text}' is no number.")
NO_PERIOD = Words(
    "看不出是哪个月：这一行的日期是“{text}”。",
    "It cannot be told which month this is: the date of this row is '{text}'.",
)
NO_YEAR = Words(
    "只写了 {month} 月，没有写哪一年；说明是哪一年。", "It says month {month} and no year: say which year."
)
ASSUMED = Words("表里没有写哪一年，按 {year} 年。", "The table names no year; {year} is taken.")
NO_ORDER = Words(
    "“{text}”分不清日和月；说明先写日还是先写月。",
    "Day and month of '{text}' cannot be told apart: say which comes first.",
)
CROSSING = Words(
    "{n} 行的账单期跨两个月，各记在天数多的那个月。",
    "{n} bills run over two months; each is put to the one with more of its days.",
)
DASHES = Words("{n} 格是“-”、“/”或 N/A，按没有填。", "{n} cells are '-', '/' or N/A and are taken as blank.")
HELD = Words(
    "空着的名称按上一行的算（{n} 行）。", "Where a name is blank that of the row above is meant ({n} rows)."
)
COMMA = Words("小数点是逗号（1.234,5）。", "The decimal mark is a comma (1.234,5).")
AGREES = Words(
    "{cell}：合计 {said}，与各格之和一致，不导入。",
    "{cell}: total {said} agrees with the sum; it is not taken.",
)
DIFFERS = Words(
    "{cell}：合计写的是 {said}，各格之和是 {sum}，差 {off}；合计不导入，先查清。",
    "{cell}: the total says {said}, the sum is {sum}, {off} apart; it is not taken: find out why.",
)
UNCHECKED = Words(
    "{cell}：合计，单位不同，没有核对，不导入。",
    "{cell}: a total over several units; not checked, not taken.",
)

_WITH_UNIT = re.compile(r"([-+]?\s*[\d.,]*\d[\d.,]*\s*(?:万|亿)?)\s*([^\d\s.,].*)")
_MONEY = "¥￥$£€"


class Entry(NamedTuple):
    """One figure: where it stands, its period, what is written, and its number; None if it is stated as none."""

    row: int
    column: int
    period: str
    text: str
    value: Decimal | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell that cannot be read, and why; of which period, where that is known."""

    row: int
    column: int
    text: str
    reason: Words
    period: str = ""


@dataclass(slots=True)
class Series:
    """Everything that a table says of one thing.

    Attributes
    ----------
    names : tuple of str
        What rows and columns call it, without periods and units.
    unit : str
        Its unit as the program spells it; ``""`` where the table does not say.
    where : str
        Column or row in which it stands: ``C`` or ``5``.
    entries, bad : list
    daily : bool
        Its dates are days.
    """

    names: tuple[str, ...]
    unit: str
    where: str
    entries: list[Entry] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    daily: bool = False

    @property
    def key(self) -> str:
        """By which it is known again in another file of the same layout."""
        return " | ".join((*self.names, self.unit))


@dataclass(frozen=True, slots=True)
class Total:
    """A total as it stands, and the sum of what it is over; `sum` is None where units differ."""

    row: int
    column: int
    said: Decimal
    sum: Decimal | None

    @property
    def agrees(self) -> bool:
        """Whether the two are one, as finely as the total is written."""
        if self.sum is None:
            return True
        off = abs(CONTEXT.subtract(self.said, self.sum))
        if _places(self.sum) > _places(self.said):  # the total is written more coarsely
            return off <= Decimal(5).scaleb(-_places(self.said) - 1)
        return off <= abs(self.said) * SLACK

    @property
    def words(self) -> Words:
        """For people."""
        cell, said = address(self.row, self.column), plain(self.said)
        if self.sum is None:
            return UNCHECKED.fill(cell=cell)
        if self.agrees:
            return AGREES.fill(cell=cell, said=said)
        off = CONTEXT.subtract(self.said, self.sum)
        return DIFFERS.fill(cell=cell, said=said, sum=plain(self.sum), off=plain(off))


def shortest(value: float) -> str:
    """A number with the fifteen digits that spreadsheets keep, as it would be typed."""
    text = repr(value)
    if text.endswith(".0"):
        return text[:-2]
    return text if len(text) < 17 and "e" not in text else format(value, ".15g")


def number_of(cell: Any, units: UnitOf, comma: bool) -> tuple[str, Decimal | None, str] | Words | None:
    """Text, value and unit of its own of a cell; None where it says that there is none; or why it is no number."""
    if isinstance(cell, bool | date):
        return NO_NUMBER.fill(text=cell.isoformat() if isinstance(cell, date) else str(cell))
    text = str(cell).strip()
    told = bare(text)
    if told.lower() in NONE:
        return None
    if is_error(told):
        return BROKEN.fill(text=told)
    told = told.strip(_MONEY + " ")
    if comma:
        told = told.replace(".", "").replace(",", ".")
    if told.startswith("=") or len(told) > 60:
        return NO_NUMBER.fill(text=text[:60])
    try:
        return told, read(told), ""
    except NotANumber:
        pass
    spaced = told.replace(" ", "").replace("'", "")
    match = _WITH_UNIT.fullmatch(told)
    try:
        if match and (unit := units(match[2].replace(" ", ""))):
            return match[1].strip(), read(match[1].strip()), unit
        if match and match[1].rstrip().endswith(("万", "亿")):
            head = match[1].rstrip()
            if unit := units(head[-1] + match[2].replace(" ", "")):
                return head[:-1].strip(), read(head[:-1].strip()), unit
        if is_figure(told):
            return spaced, read(spaced), ""
    except NotANumber:
        pass
    return NO_NUMBER.fill(text=text[:60])


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
