"""All tables of a `Document` as a workbook: a sheet each as printed, and one list of every figure with all its digits.

Numbers are numbers, units stand in a column of their own, and no text is ever read as a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from zcdesk import __version__
from zcdesk.domain.document import Cell, Column, Document, Statement, Table
from zcdesk.domain.number import MINUS
from zcdesk.report.typesetting.style import DEEP, GREY, TINT, WARNING
from zcdesk.report.whole import write_whole

Value = Callable[[str], tuple[str, str, str] | None]
"""Id of a figure to its name, its value with all digits, and its unit; None where it has none."""

_NUMBER = re.compile(r"^[-+]?[0-9][0-9,]*(?:\.([0-9]+))?$")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_WIDEST, _NARROWEST = 46, 6
_TITLE_HEIGHT, _LINE_HEIGHT = 24, 14
"""Height of a title and of a line of notes. [pt]"""

_MARKS = {"met": "✓ ", "unmet": "✗ ", "open": "◐ ", "unknown": "？ ", "na": "— "}


def write_workbook(document: Document, path: Path, value: Value | None = None) -> None:
    """Write the workbook; it appears whole or not at all."""
    write_whole(path, render_workbook(document, value))


def render_workbook(document: Document, value: Value | None = None) -> bytes:
    """The workbook of a document.

    Parameters
    ----------
    document : Document
    value : callable or None
        Gives the unrounded value of a figure by its id; without it there is no list of figures.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    plain = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    book = xlsxwriter.Workbook(buffer, plain)
    book.set_properties(
        {
            "title": document.title,
            "author": f"zcdesk {__version__}",
            "company": document.company,
            "subject": document.subject,
            "created": datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None),
        }
    )
    made = _Book(book, document)
    made.contents()
    for table in made.tables:
        made.sheet(table)
    if value is not None:
        made.figures(value)
    book.close()
    return buffer.getvalue()


class _Book:
    def __init__(self, book: Any, document: Document) -> None:
        self.book, self.document = book, document
        tables = [each for each in document.blocks if isinstance(each, Table)]
        tables += [each.results for each in document.blocks if isinstance(each, Statement) and each.results]
        self.tables = [each for each in tables if each.rows]
        self._names: dict[int, str] = {}
        taken = {self._own("contents").lower(), self._own("figures").lower()}
        for index, table in enumerate(self.tables, start=1):
            name = self._sheet_name(f"{table.number} {table.title}".strip() or str(index), taken)
            self._names[id(table)] = name
            taken.add(name.lower())
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def _own(self, key: str) -> str:
        zh = {"contents": "目录", "figures": "各数全值"}
        return (
            zh[key] if self.document.language == "zh" else {"contents": "Contents", "figures": "Figures"}[key]
        )

    def _sheet_name(self, text: str, taken: set[str]) -> str:
        base = _FORBIDDEN.sub(" ", text).strip().strip("'")[:_LONGEST_NAME] or "_"
        name, count = base, 1
        while name.lower() in taken:
            count += 1
            end = f" {count}"
            name = base[: _LONGEST_NAME - len(end)] + end
        return name

    def format(self, **wanted: Any) -> Any:
        """A format, made once."""
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            base = {
                "font_name": "宋体" if self.document.language == "zh" else "Arial",
                "font_size": 10,
                "valign": "vcenter",
            }
            self._formats[key] = self.book.add_format({**base, **wanted})
        return self._formats[key]

    def contents(self) -> None:
        """The first sheet: what there is, and where."""
        sheet = self.book.add_worksheet(self._own("contents"))
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 70)
        sheet.set_row(0, _TITLE_HEIGHT)
        sheet.write_string(0, 0, self.document.title, self.format(bold=True, font_size=14, font_color=DEEP))
        row = 1
        for text in (self.document.company, self.document.draft, self.document.foot):
            if text:
                sheet.write_string(row, 0, text, self.format(font_color=GREY))
                row += 1
        row += 1
        for table in self.tables:
            name = self._names[id(table)]
            link = f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1"
            sheet.write_url(row, 0, link, self.format(font_color=DEEP, underline=1), table.number or name)
            sheet.write_string(row, 1, table.title, self.format())
            row += 1

    def sheet(self, table: Table) -> None:
        """A table as it is printed; a number is a number with the decimals that are printed."""
        sheet = self.book.add_worksheet(self._names[id(table)])
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        if len(table.columns) > 6:
            sheet.set_landscape()
        sheet.write_string(
            0, 0, f"{table.number}  {table.title}".strip(), self.format(bold=True, font_color=DEEP)
        )
        if table.unit:
            sheet.write_string(0, max(len(table.columns) - 1, 1), table.unit, self.format(font_color=GREY))
        widths = []
        sides = [_side(table.columns, place) for place in range(len(table.columns))]
        for place, column in enumerate(table.columns):
            head = self.format(bold=True, text_wrap=True, bottom=1, bg_color=TINT, **sides[place])
            sheet.write_string(2, place, column.head.replace("\n", ""), head)
            sheet.write_string(3, place, column.unit, self.format(font_color=GREY, bottom=1, **sides[place]))
            cells = [row.cells[place].text for row in table.rows if len(row.cells) > place]
            texts = [*column.head.split("\n"), column.unit, *cells]
            widths.append(min(max([_NARROWEST, *(_wide(text) + 2 for text in texts)]), _WIDEST))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(4, 0)
        for number, row in enumerate(table.rows, start=4):
            strong = row.kind in ("group", "subtotal", "total")
            for place, cell in enumerate(row.cells):
                side = sides[place] if place < len(sides) else {}
                self._cell(sheet, number, place, cell, strong, row.kind == "total", side)
        end = 5 + len(table.rows)
        for text in (*(text for text, _ in table.notes), table.source):
            if text:
                self._note(sheet, end, text, widths)
                end += 1

    def _note(self, sheet: Any, row: int, text: str, widths: Sequence[float]) -> None:
        """A note under the whole table, on as many lines as it needs."""
        written = self.format(font_color=GREY, text_wrap=True, valign="top")
        if len(widths) > 1:
            sheet.merge_range(row, 0, row, len(widths) - 1, "", written)
        sheet.write_string(row, 0, text, written)
        sheet.set_row(row, _LINE_HEIGHT * -(-_wide(text) // max(int(sum(widths) * 0.95), 1)))

    def _cell(
        self, sheet: Any, row: int, place: int, cell: Cell, strong: bool, ruled: bool, side: dict[str, Any]
    ) -> None:
        wanted: dict[str, Any] = {**side, "bold": True} if strong else {**side}
        if ruled:
            wanted["top"] = 1
        if cell.boxed:
            wanted |= {"font_color": WARNING, "border": 1}
        text = cell.text.replace(MINUS, "-")
        found = _NUMBER.match(text)
        if side.get("align") == "right" and found and not cell.mark:
            places = len(found.group(1) or "")
            form = "#,##0" + ("." + "0" * places if places else "")
            wanted["num_format"] = f"+{form};-{form};{form}" if text.startswith("+") else form
            sheet.write_number(row, place, float(text.replace(",", "")), self.format(**wanted))
            return
        if not cell.mark and not cell.text:
            if ruled:  # the line over a total goes through
                sheet.write_blank(row, place, None, self.format(**wanted))
            return
        if cell.indent:
            wanted["indent"] = cell.indent + wanted.get("indent", 0)
        if len(text) > _WIDEST // 2:
            wanted["text_wrap"] = True
        sheet.write_string(row, place, f"{_MARKS.get(cell.mark, '')}{cell.text}", self.format(**wanted))

    def figures(self, value: Value) -> None:
        """Every figure with its locator, as printed and with all its digits, the unit beside it."""
        sheet = self.book.add_worksheet(self._own("figures"))
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        zh = ("定位码", "名称", "印出", "全部数位", "数值", "单位", "标识")
        en = ("Locator", "Name", "Printed", "All digits", "Value", "Unit", "Id")
        head = self.format(bold=True, bottom=1, bg_color=TINT)
        for place, text in enumerate(zh if self.document.language == "zh" else en):
            sheet.write_string(0, place, text, head)
        for place, width in enumerate((14, 44, 16, 30, 18, 14, 44)):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 0)
        shown = {
            f"{table.number} {cell.code}".strip(): cell.text
            for table in self.tables
            for row in table.rows
            for cell in row.cells
            if cell.code
        }
        line = 0
        for code, id_ in self.document.codes.items():
            found = value(id_)
            if found is None:
                continue
            line += 1
            name, digits, unit = found
            for place, text in (
                (0, code),
                (1, name),
                (2, shown.get(code, "")),
                (3, digits),
                (5, unit),
                (6, id_),
            ):
                sheet.write_string(line, place, text, self.format())
            sheet.write_number(line, 4, float(digits), self.format())
        sheet.autofilter(0, 0, max(line, 1), 6)


def _side(columns: Sequence[Column], place: int) -> dict[str, Any]:
    """How a column stands: figures right, and words after figures a little off them."""
    if columns[place].align == "right":
        return {"align": "right"}
    return {"indent": 1} if place and columns[place - 1].align == "right" else {}


def _wide(text: str) -> int:
    """Width of a text in the columns of a spreadsheet; an ideograph takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
