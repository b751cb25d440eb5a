"""A filled entry workbook read back by what stands in it: names, codes and heads, never the places of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from zcdesk.domain.words import Words
from zcdesk.exchange.entry_book import entry_sheets as words_of
from zcdesk.exchange.entry_book.entry_sheets import MONTHS, NEW, Layout, Line, Sheet, known, means
from zcdesk.exchange.tables.workbook_in import Grid, Opened, address

Role = str | int
"""``code``, ``name``, ``item``, ``unit``, ``answer``, ``last``, ``note``; a month 0 to 11; ``whole`` year."""

_HEADS: tuple[tuple[Words, Role], ...] = (
    (words_of.CODE, "code"), (words_of.NAME, "name"), (words_of.ITEM, "item"), (words_of.UNIT, "unit"),
    (words_of.ANSWER, "answer"), (words_of.LAST, "last"), (words_of.NOTE, "note"), (words_of.WHOLE, "whole"),
    *((words, number) for number, words in enumerate(MONTHS)),
)  # fmt: skip
_ROLES: Mapping[str, Role] = {known(text): role for words, role in _HEADS for text in (words.zh, words.en)}
_WHOLE = len(MONTHS)
_MONTH = re.compile(r"(?:(?:19|20)\d\d[年./-])?0?(\d{1,2})(?:月|月份|-01)?")
_YEAR = re.compile(r"((?:19|20)\d\d)年?")
_FRESH = re.compile(rf"(?:{known(NEW.zh)}|{known(NEW.en)}|\+)(\d{{1,3}})")

NO_ITEM = Words("这张表里没有数据项“{item}”。", "There is no item '{item}' on this sheet.")
NO_ROW = Words("项目里没有编号 {code} 的“{item}”。", "The project has no '{item}' of the code {code}.")
MANY = Words(
    "有几处叫“{item}”，分不清是哪一处；把编号一列填上，新的一行写“新增1”。",
    "Several are called '{item}': fill in the column of codes, and 'new1' for a new row.",
)
TWICE = Words(
    "这一格的内容前面已经有了（{cell}），两处不同，只用前面的。",
    "This was there before ({cell}) and is not the same; the first is taken.",
)
NO_VALUE = Words(
    "是公式，但没有算出的值；在 Excel 或 WPS 里打开、保存一次，或直接写数。",
    "A formula without a result: open and save it in Excel or WPS, or write the number itself.",
)
FORMULAS = Words(
    "{sheet}：{n} 格是公式（{cells}），只用保存时算出的值。",
    "{sheet}: formulas in {n} cells ({cells}); only what they came to when saved is taken.",
)
SKIPPED = Words("没有读“{sheet}”：里面没有“数据项”一列。", "'{sheet}' was not read: it has no column 'Item'.")


@dataclass(frozen=True, slots=True, eq=False)
class Typed:
    """What stands in a cell to be filled in; each is itself alone, however alike two are.

    Attributes
    ----------
    sheet : Sheet
    line : Line
    at : int
        Which of the line's places; -1 is the name of a new row.
    text : str
        As typed; a date as ``2025-03-01``.
    unit : str
        As it stands in the column of units.
    code : str
        Code of the row; ``+1`` for a new one.
    where, cell : str
        Name of the sheet, and ``D9``, for people.
    formula : bool
    """

    sheet: Sheet
    line: Line
    at: int
    text: str
    unit: str
    code: str
    where: str
    cell: str
    formula: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """A cell or line that cannot be taken, and why."""

    where: str
    cell: str
    text: str
    words: Words


@dataclass(frozen=True, slots=True)
class Named:
    """A row that is called otherwise than in the project.

    Attributes
    ----------
    sheet : Sheet
    line : Line
        Its first line that says so.
    name : str
        As written.
    where, cell : str
        Name of the sheet, and ``B9``.
    """

    sheet: Sheet
    line: Line
    name: str
    where: str
    cell: str


@dataclass(slots=True)
class Found:
    """What a workbook says.

    Attributes
    ----------
    plant, year : str
        As written in it; ``""`` where they are not.
    typed : list of Typed
    lost : list of Lost
    notes : list of Words
    sheets : int
        Sheets that were read.
    named : dict of (str, str) to list of Named
        Rows that are called otherwise, by sheet and code: each name once.
    codes : dict of str to set of str
        Codes of rows by the pages that were read.
    """

    plant: str = ""
    year: str = ""
    typed: list[Typed] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    notes: list[Words] = field(default_factory=list)
    sheets: int = 0
    named: dict[tuple[str, str], list[Named]] = field(default_factory=dict)
    codes: dict[str, set[str]] = field(default_factory=dict)


def year_told(book: Opened) -> tuple[str, ...]:
    """The years that the sheets say they are for, each once."""
    found = (beside(grid, words_of.YEAR) for grid in book.grids)
    years = (match[1] for text in found if (match := _YEAR.fullmatch(text)))
    return tuple(dict.fromkeys(years))


def found_in(book: Opened, layout: Layout) -> Found:
    """Every filled cell of a workbook, by the line of the layout that it answers."""
    found = Found(year=layout.year, notes=list(book.notes))
    found.plant = next((text for grid in book.grids if (text := beside(grid, words_of.PLANT))), "")
    finder = _Finder(layout)
    seen: dict[tuple[str, str, str, int], tuple[str, str]] = {}
    for grid in book.grids:
        before = len(found.typed) + len(found.lost)
        if not _grid(grid, finder, found, seen):
            if finder.page(grid) is not None:
                found.notes.append(SKIPPED.fill(sheet=grid.name))
            continue
        found.sheets += 1
        used = [each.cell for each in found.typed[before:] if each.formula]
        if used:
            named = "、".join(used[:5]) + ("…" if len(used) > 5 else "")
            found.notes.append(FORMULAS.fill(sheet=grid.name, n=len(used), cells=named))
    return found


def said(cell: Any) -> str:
    """A cell as it would be typed: a number with the fifteen digits that spreadsheets keep."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        return format(cell, ".15g")
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell).strip()


def beside(grid: Grid, words: Words) -> str:
    """What stands to the right of these words near the top of a sheet; ``""`` if nothing does."""
    for row in grid.rows[:12]:
        for place, cell in enumerate(row[:40]):
            if isinstance(cell, str) and means(cell, words):
                return next((text for each in row[place + 1 : place + 8] if (text := said(each))), "")
    return ""


class _Finder:
    """The lines of a layout by what they are called."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.pages: dict[str, Sheet] = {}
        self.items: dict[str, list[tuple[Sheet, Line]]] = {}
        self.lines: dict[tuple[str, str], list[tuple[Sheet, Line]]] = {}
        for sheet in layout.sheets:
            for text in (sheet.words.zh, sheet.words.en):
                self.pages.setdefault(known(text), sheet)
            for line in sheet.lines:
                for text in {known(line.item.zh), known(line.item.en)}:
                    self.items.setdefault(text, []).append((sheet, line))
                    self.lines.setdefault((text, known(line.code)), []).append((sheet, line))

    def page(self, grid: Grid) -> Sheet | None:
        """The page that a sheet is of, by its title or by its name."""
        for row in grid.rows[:8]:
            for cell in row[:40]:
                if isinstance(cell, str) and known(cell) in self.pages:
                    return self.pages[known(cell)]
        return self.pages.get(re.sub(r"^\d+", "", known(grid.name)))

    def line(
        self, page: Sheet | None, item: str, code: str, name: str, single: bool
    ) -> tuple[Sheet, Line] | Words:
        """The line of an item, or why there is none."""
        if known(item) not in self.items:
            return NO_ITEM.fill(item=item[:60])
        if code:
            told = self.lines.get((known(item), known(code)), []) or self._more(item, code)
            told = [each for each in told if each[0] is page] or told
            if not told:
                return NO_ROW.fill(code=code[:20], item=item[:60])
        else:
            held = self.items[known(item)]
            told = held if page is None else [each for each in held if each[0] is page]
            if not told:
                return NO_ITEM.fill(item=item[:60])
        if not code and name:
            told = [each for each in told if means(name, each[1].named)] or told
        if len(told) > 1:
            told = [each for each in told if each[1].monthly != single] or told
        if len(told) > 1 and not code:
            told = [each for each in told if not each[1].code] or told
        return told[0] if len(told) == 1 else MANY.fill(item=item[:60])

    def _more(self, item: str, code: str) -> list[tuple[Sheet, Line]]:
        """The lines of one more new row than the workbook came with: as those of its first."""
        if not code.startswith("+"):
            return []
        return [
            (sheet, replace(line, code=code, places=tuple(replace(each, row=code) for each in line.places)))
            for sheet, line in self.lines.get((known(item), "+1"), [])
        ]


def _grid(
    grid: Grid, finder: _Finder, found: Found, seen: dict[tuple[str, str, str, int], tuple[str, str]]
) -> bool:
    page = finder.page(grid)
    roles: dict[Role, int] = {}
    had = False
    for number, row in enumerate(grid.rows):
        heads = _heads(row)
        if heads:
            roles, had = heads, True
            continue
        if not roles:
            continue
        item = said(_at(row, roles["item"]))
        if not item or means(item, words_of.LAST):
            continue
        cells = list(_filled(row, roles, number, grid))
        code = said(_at(row, roles.get("code", -1)))
        fresh = _FRESH.fullmatch(known(code))
        code = f"+{fresh[1]}" if fresh else code.upper()
        name = said(_at(row, roles.get("name", -1)))
        if not cells and not name:
            continue
        told = finder.line(page, item, code, name, "answer" in roles)
        if isinstance(told, Words):
            if not cells and not (fresh and name):
                continue
            first = next(((cell, text) for _, text, cell, _ in cells), (address(number, roles["item"]), item))
            found.lost.append(Lost(grid.name, first[0], first[1], told))
            continue
        sheet, line = told
        if line.code and not fresh:
            found.codes.setdefault(sheet.id, set()).add(line.code)
            if name and not means(name, line.named):
                _called(Named(sheet, line, name, grid.name, address(number, roles["name"])), found)
        if not cells and not fresh:
            continue
        unit = said(_at(row, roles.get("unit", -1)))
        if fresh and name:
            where = address(number, roles.get("name", 0))
            _keep(Typed(sheet, line, -1, name, "", line.code, grid.name, where), found, seen)
        for at, text, cell, formula in cells:
            if text:
                at = min(at, len(line.places) - 1)
                _keep(Typed(sheet, line, at, text, unit, line.code, grid.name, cell, formula), found, seen)
            else:
                found.lost.append(Lost(grid.name, cell, "", NO_VALUE))
    return had


def _called(named: Named, found: Found) -> None:
    held = found.named.setdefault((named.sheet.id, named.line.code), [])
    if all(known(each.name) != known(named.name) for each in held):
        held.append(named)


def _keep(typed: Typed, found: Found, seen: dict[tuple[str, str, str, int], tuple[str, str]]) -> None:
    item = "" if typed.at < 0 else typed.line.item.zh
    key = (typed.sheet.id, typed.code, item, typed.at)
    before = seen.get(key)
    if before is None:
        seen[key] = (typed.text, f"{typed.where} {typed.cell}")
        found.typed.append(typed)
    elif known(before[0]) != known(typed.text):
        found.lost.append(Lost(typed.where, typed.cell, typed.text, TWICE.fill(cell=before[1])))


def _filled(
    row: list[Any], roles: Mapping[Role, int], number: int, grid: Grid
) -> Iterator[tuple[int, str, str, bool]]:
    """The cells of a row that are filled in: place of the line, text, address, whether it is a formula."""
    for role, column in roles.items():
        at = role if isinstance(role, int) else {"whole": _WHOLE, "answer": 0}.get(role)
        if at is None:
            continue
        text, cell = said(_at(row, column)), address(number, column) if grid.formulas else ""
        formula = cell in grid.formulas if cell else False
        if text or formula:
            yield at, text, cell or address(number, column), formula


def _heads(row: list[Any]) -> dict[Role, int]:
    """The columns of a table, if this row is its heads: an item, and months or an answer."""
    found: dict[Role, int] = {}
    if not any(isinstance(cell, str) and _ROLES.get(known(cell)) == "item" for cell in row):
        return found
    for column, cell in enumerate(row):
        if cell == "" or cell is None:
            continue
        text = known(said(cell))
        role = _ROLES.get(text)
        if role is None and (month := _MONTH.fullmatch(text)) and 1 <= int(month[1]) <= 12:
            role = int(month[1]) - 1
        if role is not None:
            found.setdefault(role, column)
    filled: list[Literal["answer", "whole"] | int] = ["answer", "whole", *range(len(MONTHS))]
    return found if "item" in found and any(each in found for each in filled) else {}


def _at(row: list[Any], column: int) -> Any:
    return row[column] if 0 <= column < len(row) else None
