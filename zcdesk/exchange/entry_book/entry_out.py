"""An entry workbook: a sheet for each page, months in columns, single questions below, all but the entries locked."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from zcdesk.domain.number import NotANumber, read
from zcdesk.domain.words import Language, Words
from zcdesk.exchange.entry_book import entry_sheets as words_of
from zcdesk.exchange.entry_book.entry_sheets import ABSENT, MONTHS, NEW, NO, YES, Layout, Line, Sheet

_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_EXACT = 15
"""Digits that a spreadsheet keeps of a number; a longer one is written as text."""

_LISTED = 200
"""Characters of the options that stand in a cell's own list; longer lists stand on a sheet."""

FIRST_MONTH, LAST_COLUMN = 4, 17
_MONTHS_END = FIRST_MONTH + len(MONTHS)
_ENTRY, _BEFORE = (4, 7), (8, 10)
_WIDTHS = (8, 24, 30, 12, *(11,) * 12, 13, 52)
_NOTE_WIDTH = 52
_MOST_TYPED = 24

_TITLE = Words("填报工作簿", "Entry workbook")
_HOW = (
    Words(
        "只填浅黄色的格；其余的格已锁定，也不用改。",
        "Fill in the tinted cells only; all others are locked.",
    ),
    Words(
        "数按单位一列填；单位可以从下拉中另选，整行同一个单位。数后面也可以直接写单位，如“905 L”。",
        "Numbers are in the unit of their line. Another one may be chosen from its list for the whole line, or "
        "written behind a number: 905 L.",
    ),
    Words(
        "不知道的留空，不要填 0。确实没有的写“无”；要用缺省值的写“不知道”。",
        "Leave blank what is not known; do not enter 0. Write 'none' where there is none of it, and 'not known' "
        "where the published default is to be taken.",
    ),
    Words(
        "有月份的填各月；只有全年数的填“全年”一列，月份留空。灰色的一行是上一年的数，供对照。",
        "Enter the months; where only the year is known, the column 'Whole year' instead. The grey line below is "
        "last year's, to compare with.",
    ),
    Words(
        "新增的种类填在“新增1”等行：先选或写名称，再填数。",
        "Another kind goes into the lines 'new1' and on: its name first, then its figures.",
    ),
    Words(
        "留空的格读回时不动原来的数。行和列可以插入或换位置，文字（编号、名称、数据项、月份）不要改。",
        "A cell left blank changes nothing when the workbook is read. Lines and columns may be inserted or moved; "
        "leave the texts (code, name, item, months) as they are.",
    ),
    Words(
        "填好后交回。读回时先逐格列出新的、改了的、没变的和不能采用的，确认后才写入。",
        "When it comes back, every cell is listed first as new, changed, same or refused; nothing is written "
        "before that was accepted.",
    ),
)
_PAGES = Words("各表", "Sheets")
_OPTIONS = Words("下拉选项", "Lists")


def workbook(layout: Layout, language: Language, tell: Callable[[float], None] = lambda _: None) -> bytes:
    """The workbook, with what is answered already filled in; no text of the project ever becomes a formula.

    `tell` is given the part of the sheets that is written, and may rise.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    plain = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(buffer, plain)
    title = f"{_TITLE.into(language)} {layout.year}"
    book.set_properties({"title": title, "created": datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    _Book(book, layout, language).write(tell)
    book.close()
    return buffer.getvalue()


def code_said(code: str, language: Language) -> str:
    """``+1`` as ``新增1``."""
    return f"{NEW.into(language)}{code[1:]}" if code.startswith("+") else code


class _Book:
    def __init__(self, book: Any, layout: Layout, language: Language) -> None:
        self.book, self.layout, self.language = book, layout, language
        font = {"font_name": "宋体" if language == "zh" else "Arial", "font_size": 10, "valign": "vcenter"}
        edge = {"border": 1, "border_color": "#C9CED3"}
        entry = {**font, **edge, "bg_color": "#FFF9E6", "locked": 0}
        self.title = book.add_format({**font, "bold": True, "font_size": 14})
        self.plain = book.add_format({**font, **edge, "text_wrap": True})
        self.free = book.add_format({**font, "text_wrap": True})
        self.quiet = book.add_format(
            {**font, **edge, "text_wrap": True, "font_color": "#5A5A5A", "font_size": 9}
        )
        self.before = book.add_format({**font, **edge, "font_color": "#5A5A5A", "align": "right"})
        self.before_text = book.add_format({**font, **edge, "font_color": "#5A5A5A", "text_wrap": True})
        self.head = book.add_format({**font, **edge, "bold": True, "bg_color": "#EEF2F5", "align": "center"})
        self.number = book.add_format({**entry, "align": "right"})
        self.text = book.add_format({**entry, "num_format": "@", "text_wrap": True})
        self.listed: dict[tuple[str, ...], str] = {}
        self.names: set[str] = set()

    def say(self, words: Words) -> str:
        return words.into(self.language)

    def write(self, tell: Callable[[float], None]) -> None:
        """All sheets: how to fill it in, the pages, the lists."""
        first = self.book.add_worksheet(self.sheet_name(self.say(_TITLE)))
        made = [
            (sheet, self.book.add_worksheet(self.sheet_name(f"{number:02d} {self.say(sheet.words)}")))
            for number, sheet in enumerate(self.layout.sheets, start=1)
        ]
        self.options = self.book.add_worksheet(self.sheet_name(self.say(_OPTIONS)))
        self.options.hide()
        self.options.protect()
        self.front(first, made)
        for number, (sheet, into) in enumerate(made):
            tell(number / len(made))
            self.page(sheet, into)

    def front(self, into: Any, made: list[tuple[Sheet, Any]]) -> None:
        into.set_column(0, 0, 14)
        into.set_column(1, 1, 96)
        into.write_string(0, 0, self.say(_TITLE), self.title)
        into.set_row(0, 26)
        for row, (words, said) in enumerate(
            ((words_of.PLANT, self.layout.plant), (words_of.YEAR, self.layout.year)), 1
        ):
            into.write_string(row, 0, self.say(words), self.plain)
            into.write_string(row, 1, said, self.plain)
        row = 4
        for number, words in enumerate(_HOW, start=1):
            into.write_string(row, 0, str(number), self.free)
            into.write_string(row, 1, self.say(words), self.free)
            into.set_row(row, 15 * _lines(self.say(words), 96) + 3)
            row += 1
        into.write_string(row + 1, 0, self.say(_PAGES), self.head)
        into.write_string(row + 1, 1, "", self.head)
        for sheet, each in made:
            row += 1
            into.write_string(row + 1, 0, each.get_name().split(" ")[0], self.plain)
            into.write_url(row + 1, 1, f"internal:'{each.get_name()}'!A1", self.plain, self.say(sheet.words))
        self.dress(into)

    def page(self, sheet: Sheet, into: Any) -> None:
        months = any(line.monthly for line in sheet.lines)
        typed = _typed(sheet)
        for column, width in enumerate(_WIDTHS):
            width = max(width, typed.get(column - _ENTRY[0], 0))
            narrow = not months and _BEFORE[1] < column < LAST_COLUMN
            into.set_column(column, column, 3 if narrow else width)
        self.noted: set[Words] = set()
        into.write_string(0, 0, self.say(sheet.words), self.title)
        into.set_row(0, 26)
        into.write_string(1, 0, self.say(words_of.YEAR), self.free)
        into.write_string(1, 1, self.layout.year, self.free)
        row = 2
        if self.say(sheet.intro):
            into.merge_range(row, 0, row, LAST_COLUMN - 1, self.say(sheet.intro), self.free)
            into.set_row(row, 15 * _lines(self.say(sheet.intro), 200) + 3)
            row += 1
        monthly = [line for line in sheet.lines if line.monthly]
        single = [line for line in sheet.lines if not line.monthly]
        if monthly:
            row = self.heads(into, row + 1, True)
            into.freeze_panes(row, 4)
        for line in monthly:
            row = self.months(into, row, line, sheet)
        if single:
            row = self.heads(into, row + 1, False)
        for line in single:
            row = self.single(into, row, line, sheet)
        self.dress(into)

    def heads(self, into: Any, row: int, months: bool) -> int:
        for column, words in enumerate((words_of.CODE, words_of.NAME, words_of.ITEM, words_of.UNIT)):
            into.write_string(row, column, self.say(words), self.head)
        if months:
            for column, words in enumerate((*MONTHS, words_of.WHOLE, words_of.NOTE), start=FIRST_MONTH):
                into.write_string(row, column, self.say(words), self.head)
        else:
            for (left, right), words in zip(
                (_ENTRY, _BEFORE, (_BEFORE[1] + 1, LAST_COLUMN)),
                (words_of.ANSWER, words_of.LAST, words_of.NOTE),
                strict=True,
            ):
                into.merge_range(row, left, row, right, self.say(words), self.head)
        return row + 1

    def start(self, into: Any, row: int, line: Line, sheet: Sheet) -> None:
        """Code, name, item and unit of a line."""
        into.write_string(row, 0, code_said(line.code, self.language), self.plain)
        into.write_string(row, 1, self.say(line.named), self.text if line.names else self.plain)
        if line.names and sheet.names:
            self.choose(into, row, 1, [self.say(each.words) for each in sheet.names])
        into.write_string(row, 2, self.say(line.item), self.plain)
        open_ = len(line.units) > 1 or (line.code.startswith("+") and line.kind == "number")
        into.write_string(row, 3, line.unit, self.text if open_ else self.plain)
        if len(line.units) > 1:
            self.choose(into, row, 3, list(dict.fromkeys((line.unit, *line.units))))

    def months(self, into: Any, row: int, line: Line, sheet: Sheet) -> int:
        self.start(into, row, line, sheet)
        for column, now in enumerate(line.now, start=FIRST_MONTH):
            self.entry(into, row, column, now, "number")
        note = self.note(line)
        into.write_string(row, LAST_COLUMN, note, self.quiet)
        into.set_row(row, max(20, 13 * _lines(note, _NOTE_WIDTH) + 3))
        if not any(line.last):
            return row + 1
        row += 1
        into.write_string(row, 2, f"　{self.say(words_of.LAST)}", self.before_text)
        into.write_string(row, 3, line.unit, self.before_text)
        for column, last in enumerate(line.last, start=FIRST_MONTH):
            self.put(into, row, column, last, self.before)
        return row + 1

    def single(self, into: Any, row: int, line: Line, sheet: Sheet) -> int:
        self.start(into, row, line, sheet)
        into.merge_range(
            row, _ENTRY[0], row, _ENTRY[1], "", self.number if line.kind == "number" else self.text
        )
        self.entry(into, row, _ENTRY[0], line.now[0], line.kind)
        options = [self.say(each.words) for each in line.options]
        if line.kind == "yes_no":
            options = [self.say(YES), self.say(NO)]
        elif line.kind == "absent":
            options = [self.say(ABSENT)]
        if options:
            self.choose(into, row, _ENTRY[0], options)
        into.merge_range(row, _BEFORE[0], row, _BEFORE[1], "", self.before_text)
        into.write_string(row, _BEFORE[0], line.last[0], self.before_text)
        note = self.note(line)
        into.merge_range(row, _BEFORE[1] + 1, row, LAST_COLUMN, note, self.quiet)
        longest = max(
            _lines(note, 70),
            _lines(line.now[0], 42),
            _lines(self.say(line.item), 28),
            _lines(line.last[0], 30),
        )
        into.set_row(row, max(20, 13 * longest + 5))
        return row + 1

    def note(self, line: Line) -> str:
        """What helps to fill in a line; said once on a sheet."""
        if line.note in self.noted:
            return ""
        self.noted.add(line.note)
        return self.say(line.note)

    def entry(self, into: Any, row: int, column: int, text: str, kind: str) -> None:
        style = self.number if kind == "number" else self.text
        if not text:
            into.write_blank(row, column, None, style)
        elif kind == "number":
            self.put(into, row, column, text, style)
        else:
            into.write_string(row, column, text, style)

    def put(self, into: Any, row: int, column: int, text: str, style: Any) -> None:
        """A number as a number where nothing of it is lost, anything else as the text it is."""
        value = _number(text)
        if value is None:
            into.write_string(row, column, text, style)
        else:
            into.write_number(row, column, float(value), style)

    def choose(self, into: Any, row: int, column: int, options: list[str]) -> None:
        """Offer these; another text is let through, and judged when it is read."""
        source: Any = options
        if len(",".join(options)) > _LISTED or any("," in each for each in options):
            source = self.list(tuple(options))
        into.data_validation(
            row, column, row, column, {"validate": "list", "source": source, "error_type": "information"}
        )

    def list(self, options: tuple[str, ...]) -> str:
        if options not in self.listed:
            column = len(self.listed)
            for row, each in enumerate(options):
                self.options.write_string(row, column, each)
            name = _column(column)
            self.listed[options] = f"='{self.options.get_name()}'!${name}$1:${name}${len(options)}"
        return self.listed[options]

    def sheet_name(self, text: str) -> str:
        """At most thirty-one characters, none of those that a workbook forbids, each once."""
        base = _FORBIDDEN.sub(" ", text).strip()[:31].strip() or "_"
        name, number = base, 1
        while name.casefold() in self.names:
            number += 1
            name = f"{base[: 31 - len(str(number)) - 1]} {number}"
        self.names.add(name.casefold())
        return name

    def dress(self, into: Any) -> None:
        into.protect(
            "", {"format_columns": True, "format_rows": True, "insert_rows": True, "insert_columns": True}
        )
        into.hide_gridlines(2)
        into.set_paper(9)
        into.set_landscape()
        into.fit_to_pages(1, 0)


def _number(text: str) -> Decimal | None:
    plain = text.replace(",", "")
    if not _PLAIN.fullmatch(plain) or len(plain.replace(".", "").lstrip("-0")) > _EXACT:
        return None
    try:
        return read(text)
    except NotANumber:
        return None


def _column(number: int) -> str:
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _typed(sheet: Sheet) -> dict[int, int]:
    """Widths that what was typed for the months and the year needs: ``40853 标准立方米`` is longer than most."""
    found: dict[int, int] = {}
    for line in sheet.lines:
        if line.monthly:
            for at, text in enumerate(line.now):
                wide = sum(2 if ord(each) > 0x2E80 else 1 for each in text) + 2
                found[at] = max(found.get(at, 0), min(wide, _MOST_TYPED))
    return found


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column of so many characters; a Chinese one counts twice."""
    return max(1, -(-sum(2 if ord(each) > 0x2E80 else 1 for each in text) // width))
