"""The figures of a table, each with its name, unit and period; totals are checked and left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from typing import Any

from zcdesk.domain.words import Words
from zcdesk.exchange.tables.cells import (
    ASSUMED,
    COMMA,
    CROSSING,
    DASHES,
    HELD,
    NO_PERIOD,
    NO_YEAR,
    Bad,
    Entry,
    Series,
    Total,
    number_of,
    shortest,
)
from zcdesk.exchange.tables.dates import Dates, When
from zcdesk.exchange.tables.heads import (
    LONGEST_NAME,
    TOTAL,
    Block,
    Column,
    UnitOf,
    is_blank,
    item_columns,
    named_unit,
)
from zcdesk.exchange.tables.periods import Period, is_span
from zcdesk.exchange.tables.periods import plain as bare
from zcdesk.exchange.tables.table_in import Sheet
from zcdesk.exchange.tables.workbook_in import address

_LONGEST_TOTAL = 24
"""Characters that the name of a total has at most."""

_CONTINENTAL = re.compile(r"[-+]?(?:\d{1,3}(?:\.\d{3})+,\d+|\d+,\d{1,2}|\d+,\d{4,}|\d{1,3}(?:\.\d{3}){2,})")
_EITHER = re.compile(r"[-+]?\d{1,3},\d{3}")
"""Thousands, or three decimals."""

_ENGLISH = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{1,2}|\d+\.\d{4,})")


@dataclass(slots=True)
class Found:
    """What a table says."""

    series: dict[str, Series] = field(default_factory=dict)
    totals: list[Total] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    lost: list[Bad] = field(default_factory=list)
    notes: list[Words] = field(default_factory=list)
    days: bool = False


@dataclass(slots=True)
class _Sums:
    """What was summed of a column since the last total, before it, and of its totals; of which units."""

    since: Decimal = Decimal(0)
    before: Decimal = Decimal(0)
    subtotals: Decimal = Decimal(0)
    units: set[str] = field(default_factory=set)
    count: int = 0


@dataclass(slots=True)
class _Label:
    """What the texts of a row say; rows with the same texts share it."""

    names: tuple[str, ...]
    unit: str
    total: bool
    span: bool
    whole: bool
    texts: dict[int, str]
    series: dict[int, Series] = field(default_factory=dict)


def figures(
    sheet: Sheet, blocks: Sequence[Block], units: UnitOf, year: str = "", delimiter: str = ""
) -> Found:
    """All figures of the tables of a sheet.

    Parameters
    ----------
    year : str
        Accounting year where the table does not say one.
    delimiter : str
        Of a text: with semicolons, ``12,345`` is a number with three decimals.
    """
    found = Found()
    comma = _comma(sheet, blocks, delimiter == ";")
    if comma:
        found.notes.append(COMMA)
    for block in blocks:
        _Reading(sheet, block, units, year, comma, found).read()
    return found


class _Reading:
    """One table under reading."""

    def __init__(
        self, sheet: Sheet, block: Block, units: UnitOf, year: str, comma: bool, found: Found
    ) -> None:
        self.sheet, self.block, self.units, self.comma, self.found = sheet, block, units, comma, found
        self.year = block.year or int(year or 0)
        self.items = item_columns(block, sheet.rows)
        self.values, self.totals = block.of("value"), block.of("total")
        self.unit_at = next((each.at for each in block.of("unit")), -1)
        self.labels = block.of("name", "number")
        told = {each.at for each in self.items}
        self.others = [each.at for each in (*self.labels, *block.of("period")) if each.at not in told]
        self.across = any(each.period is not None for each in self.values)
        self.dates = Dates(block, self.year, self.across)
        self.sums: dict[int, _Sums] = {each.at: _Sums() for each in (*self.values, *self.totals)}
        self.numbers: dict[Any, tuple[str, Decimal | None, str] | Words | None] = {}
        self.says_total: dict[Any, bool] = {}
        self.last: _Label | None = None
        self.flush: set[str] = set()
        self.parent = ""
        self.dashes = self.crossing = self.blank_names = 0
        self.keys: dict[tuple[tuple[str, ...], int, str], Series] = {}
        self.columns: dict[str, int] = {}
        self.filled = self._merged()

    def read(self) -> None:
        """Every row; what the same texts or dates say is found out once."""
        rows, width = self.sheet.rows, 1 + max((each.at for each in self.block.columns), default=0)
        named = sorted({each.at for each in self.items} | ({self.unit_at} - {-1}))
        dates = [each.at for each in self.dates.dated]
        label_of, date_of = _getter(named), _getter(dates)
        labels: dict[Any, _Label] = {}
        whens: dict[Any, When] = {}
        yearly = self.dates.yearly
        merged = {row for row, _ in self.filled}
        quick = not self.totals and len(self.values) == 1 and self.values[0].period is None
        first = self.values[0].at if quick else 0
        held = self.sums[first] if quick else _Sums()
        entry = tuple.__new__
        for number in range(self.block.bottom, min(self.block.end, len(rows))):
            row = rows[number]
            if not any(row):
                continue
            if len(row) < width:
                row = row + [""] * (width - len(row))
            key = label_of(row)
            label = labels.get(key) if number not in merged else None
            if label is None:
                label = self._label(number, row)
                if label.whole and number not in merged:
                    labels[key] = label
            dated = date_of(row)
            when = whens.get(dated)
            if when is None:
                when = self.dates.of(row)
                if not yearly:
                    whens[dated] = when
            # a total has no date of its own: only where there is none, other texts can say that it is one
            total = label.total or (
                when.period is None and any(self._says_total(row[at]) for at in self.others)
            )
            if total:
                self._total(number, row)
                continue
            self.last = label
            self.blank_names += not label.whole
            if label.span:
                self.found.skipped.append(number)
                continue
            self.crossing += when.crosses
            series = label.series
            if quick and when.text and series and type(row[first]) is float:  # nearly every row of a ledger
                text = shortest(row[first])
                value = Decimal(text)
                held.since += value
                held.count += 1
                series[first].entries.append(entry(Entry, (number, first, when.text, text, value, "")))
                continue
            self._row(number, row, label, when)
        self.found.days |= self.dates.daily
        notes = self.found.notes
        said_year = self.dates.said_year or any(each.period and each.period.year for each in self.values)
        if self.year and not self.block.year and not said_year and self.keys:
            notes.append(ASSUMED.fill(year=self.year))
        for count, words in ((self.dashes, DASHES), (self.crossing, CROSSING), (self.blank_names, HELD)):
            if count:
                notes.append(words.fill(n=count))

    def _row(self, number: int, row: list[Any], label: _Label, when: When) -> None:
        used = False
        line: list[Decimal] = []
        for column in self.values:
            at = column.at
            cell = row[at]
            if cell == "" or cell is None:
                continue
            kind = type(cell)
            if kind is not float and is_blank(cell):
                self.dashes += 1
                continue
            used = True
            series = label.series.get(at)
            if series is None:
                series = label.series[at] = self._series(number, column, label.names, label.unit)
                self.sums[at].units.add(series.unit)
            if when.wrong is not None:
                series.bad.append(Bad(number, at, str(cell), when.wrong))
                continue
            if kind is float:
                text = shortest(cell)
                value: Decimal | None = Decimal(text)
                own = ""
            else:
                told = self._number(cell)
                if isinstance(told, Words):
                    period = when.text if column.period is None else self._when(column, when.period)
                    series.bad.append(Bad(number, at, str(cell), told, period))
                    continue
                text, value, own = told if told is not None else (str(cell), None, "")
            period = when.text if column.period is None else self._when(column, when.period)
            if value is not None:
                sums = self.sums[at]
                sums.since += value
                sums.count += 1
                if self.totals:
                    line.append(value)
            if not period:
                month = (column.period or when.period or Period()).month
                reason = NO_YEAR.fill(month=month) if month else NO_PERIOD.fill(text="")
                series.bad.append(Bad(number, at, text, reason))
                continue
            series.entries.append(Entry(number, at, period, text, value, own))
        if not used and label.names:
            self.found.skipped.append(number)
        if self.totals:
            self._across_total(number, row, line, {each.unit for each in label.series.values()})

    def _when(self, column: Column, period: Period | None) -> str:
        told = column.period
        if told is None:
            found = period or Period(self.year)
        else:
            found = told.within(period)
        if not found.year:
            found = Period(self.year, found.month)
        return found.text

    def _series(self, number: int, column: Column, names: tuple[str, ...], unit: str) -> Series:
        key = (names, column.at, unit)
        held = self.keys.get(key)
        if held is None:
            told = [*names]
            for each in column.names:
                if each not in told:
                    told.append(each)
            row_unit = unit
            if not row_unit and names:
                named = [named_unit(each, self.units) for each in names]
                row_unit = next((each for _, each in named if each), "")
                if row_unit:
                    told = [name for name, _ in named] + [each for each in column.names if each not in names]
            meant = row_unit or column.unit or self.block.unit
            where = address(number, 0)[1:] if self.across or not column.names else address(0, column.at)[:-1]
            made = Series(tuple(told), meant, where)
            other = self.columns.setdefault(made.key, column.at)
            if other != column.at and column.period is None:  # two columns are called alike
                made = Series((*told, address(0, column.at)[:-1]), meant, where)
            held = self.found.series.setdefault(made.key, made)
            self.keys[key] = held
        return held

    def _label(self, number: int, row: list[Any]) -> _Label:
        """What the texts of a row say, and whether its own cells say all of it."""
        found: list[str] = []
        texts: dict[int, str] = {}
        whole = True
        for each in self.items:
            cell = row[each.at]
            text = self.filled.get((number, each.at)) or ("" if cell in ("", None) else _label(cell))
            if text:
                texts[each.at] = text
            elif self.last is not None and (held := self.last.texts.get(each.at, "")):
                whole, texts[each.at], text = False, held, held
            if each is self.items[0] and (parent := self._within(row[each.at], text)):
                found.append(parent)
            if text and text not in found:
                found.append(text)
        told = row[self.unit_at] if self.unit_at >= 0 else ""
        unit = (
            self.units(bare(str(told))) or bare(str(told)) if told else ""
        )  # one that is not known stays as it is
        total = any(self._says_total(row[each.at]) for each in self.items)
        names = tuple(found)
        return _Label(names, unit, total, is_span(" ".join(names)), whole, texts)

    def _within(self, cell: Any, text: str) -> str:
        """The item that an indented one is a part of, where one that is not indented has the same name."""
        if isinstance(cell, str) and cell[:2].isspace():
            return self.parent if text in self.flush and text != self.parent else ""
        if text:
            self.flush.add(text)
            self.parent = text
        return ""

    def _says_total(self, cell: Any) -> bool:
        if not isinstance(cell, str) or not cell:
            return False
        if len(cell) > _LONGEST_TOTAL or (cell.isascii() and cell[0].isdigit()):  # a slip, a date, a remark
            return False
        told = self.says_total.get(cell)
        if told is None:
            told = self.says_total[cell] = bool(TOTAL.search(bare(cell)))
        return told

    def _merged(self) -> dict[tuple[int, int], str]:
        """Names that stand once for several rows, by the cells that they cover."""
        wanted = {each.at for each in self.items}
        found: dict[tuple[int, int], str] = {}
        for first, left, last, right in self.sheet.merged:
            if first < self.block.bottom or left not in wanted or len(found) > 200_000:
                continue
            text = _label(self.sheet.rows[first][left]) if first < len(self.sheet.rows) else ""
            for row in range(first, min(last + 1, self.block.end)):
                for column in range(left, right + 1):
                    found[row, column] = text
        return found

    def _number(self, cell: Any) -> tuple[str, Decimal | None, str] | Words | None:
        """Text, value and unit of its own of a cell; None where it says that there is none; or why it is no number."""
        key = (type(cell), cell)
        if key not in self.numbers:
            self.numbers[key] = number_of(cell, self.units, self.comma)
        return self.numbers[key]

    def _total(self, number: int, row: list[Any]) -> None:
        """A row of totals: checked against what stands above it, and left out."""
        self.found.skipped.append(number)
        for column in (*self.values, *self.totals):
            cell = row[column.at]
            told = None if is_blank(cell) else self._number(cell)
            sums = self.sums[column.at]
            if not isinstance(told, tuple) or told[1] is None or not sums.count:
                continue
            said = told[1]
            candidates = (
                sums.since,
                sums.before + sums.since,
                sums.subtotals + sums.since,
                sums.subtotals,
            )
            if len(sums.units) > 1:
                self.found.totals.append(Total(number, column.at, said, None))
            else:
                made = [Total(number, column.at, said, each) for each in candidates]
                self.found.totals.append(
                    next((each for each in made if each.agrees), made[0 if sums.since else 1])
                )
            sums.subtotals += sums.since
            sums.before += sums.since
            sums.since = Decimal(0)

    def _across_total(self, number: int, row: list[Any], line: list[Decimal], units: set[str]) -> None:
        """The totals at the end of a row, over its months."""
        for column in self.totals:
            cell = row[column.at]
            told = None if is_blank(cell) else self._number(cell)
            if not isinstance(told, tuple) or told[1] is None:
                continue
            sums = self.sums[column.at]
            sums.since, sums.count = sums.since + told[1], sums.count + 1
            sums.units |= units
            if line:
                whole = sum(line, Decimal(0)) if len(units) < 2 else None
                self.found.totals.append(Total(number, column.at, told[1], whole))


def _getter(columns: Sequence[int]) -> Callable[[list[Any]], Any]:
    """Takes the cells of these columns out of a row."""
    return itemgetter(*columns) if columns else lambda _: None


def _label(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())[:LONGEST_NAME]


def _comma(sheet: Sheet, blocks: Sequence[Block], semicolons: bool) -> bool:
    """Whether numbers of a text have a decimal comma: some can be read no other way, and none the other way only."""
    continental = english = either = 0
    for text in _texts(sheet, blocks):
        if _EITHER.fullmatch(text):
            either += 1
            continue
        continental += bool(_CONTINENTAL.fullmatch(text))
        english += bool(_ENGLISH.fullmatch(text))
    if semicolons:
        return english == 0 and continental + either > 0
    return english == 0 and either == 0 and continental > 0


def _texts(sheet: Sheet, blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        columns = [each.at for each in block.of("value", "total")]
        for row in sheet.rows[block.bottom : block.end][:2000]:
            for at in columns:
                if at < len(row) and isinstance(row[at], str):
                    yield row[at].strip()
