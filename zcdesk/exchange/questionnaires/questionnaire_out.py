"""A questionnaire as a workbook to fill in: one sheet of questions, one for each table, keys in a hidden column."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from zcdesk.domain.questionnaire import Asked, Path, Questionnaire
from zcdesk.domain.words import Language, Words

MARK = "zcdesk.questionnaire/1"
"""Begins the hidden first cell, before the id: by it a workbook is known again."""

SUPPLIER = "supplier"
"""Key of the supplier's name."""

YES, NO = Words("是", "Yes"), Words("否", "No")
ROWS = 30
"""Rows of a table that can be filled in."""

KEY, NUMBER, QUESTION, ANSWER, UNIT, PROOF, NOTE = range(7)
"""Columns of the sheet of questions."""

_WIDTHS = (4, 8, 46, 30, 10, 30, 36)
_HEADS = (
    Words("", ""), Words("编号", "No."), Words("问题", "Question"), Words("回答", "Answer"), Words("单位", "Unit"),
    Words("可作证明的", "What proves it"), Words("证明编号、说明", "Evidence, remarks"),
)  # fmt: skip
_HOW = Words(
    "只填浅色格。比例由下面的量算出，不填百分数。不知道的留空，不要填 0。表格题在后面的各张表里填。",
    "Fill in the tinted cells only. Shares are computed from the amounts below them. Leave blank what is not known; "
    "do not enter 0. Tables are on sheets of their own.",
)
_NAME = Words("供应商名称", "Name of the supplier")
_THERE = Words("填在表“{sheet}”", "On the sheet '{sheet}'")


def key(path: Path, asked: Asked, part: str = "") -> str:
    """``p01/green_share``, with ``#own`` for one amount or option of it."""
    return f"{path.id}/{asked.id}" + (f"#{part}" if part else "")


def workbook(made: Questionnaire, language: Language, supplier: str = "") -> bytes:
    """The workbook, empty but for the name of the supplier.

    Parameters
    ----------
    supplier : str
        Name that is filled in already; ``""`` leaves it to them.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    title = made.words.into(language)
    book.set_properties({"title": title, "created": datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    _Sheets(book, made, language).write(supplier)
    book.close()
    return buffer.getvalue()


class _Sheets:
    def __init__(self, book: Any, made: Questionnaire, language: Language) -> None:
        self.book, self.made, self.language = book, made, language
        font = {"font_name": "宋体" if language == "zh" else "Arial", "font_size": 10, "valign": "top"}
        self.plain = book.add_format({**font, "text_wrap": True})
        self.quiet = book.add_format({**font, "text_wrap": True, "font_color": "#5A5A5A"})
        self.strong = book.add_format({**font, "bold": True, "text_wrap": True})
        self.title = book.add_format({**font, "bold": True, "font_size": 14})
        self.head = book.add_format({**font, "bold": True, "bottom": 1, "bg_color": "#EEF2F5"})
        self.cell = book.add_format(
            {
                **font,
                "border": 1,
                "border_color": "#C9CED3",
                "bg_color": "#FFF9E6",
                "text_wrap": True,
                "locked": 0,
            }
        )
        self.share = book.add_format({**font, "num_format": "0.0%", "font_color": "#5A5A5A"})
        self.row = 0

    def say(self, words: Words) -> str:
        return words.into(self.language)

    def write(self, supplier: str) -> None:
        """All sheets."""
        sheet = self.book.add_worksheet("问卷" if self.language == "zh" else "Questionnaire")
        self.dress(sheet, _WIDTHS)
        sheet.write_string(0, KEY, f"{MARK} {self.made.id}")
        sheet.write_string(0, NUMBER, self.say(self.made.words), self.title)
        for row, words in ((1, _HOW), (2, self.made.note)):
            sheet.merge_range(row, NUMBER, row, NOTE, self.say(words), self.quiet)
            sheet.set_row(row, 30)
        sheet.write_string(3, KEY, SUPPLIER)
        sheet.write_string(3, QUESTION, self.say(_NAME), self.strong)
        sheet.write_string(3, ANSWER, supplier, self.cell)
        for column, words in enumerate(_HEADS[1:], start=1):
            sheet.write_string(5, column, self.say(words), self.head)
        sheet.freeze_panes(6, 0)
        self.row = 6
        tables: list[tuple[Path, Asked, str]] = []
        for path in self.made.path:
            part = self.say(self.made.part[path.part])
            sheet.write_string(self.row, NUMBER, path.number, self.strong)
            sheet.write_string(self.row, QUESTION, f"{part} · {self.say(path.words)}", self.strong)
            self.row += 1
            for place, asked in enumerate(path.question, start=1):
                number = f"{path.number}.{place}"
                self.question(sheet, path, asked, number)
                if asked.kind == "table":
                    tables.append((path, asked, number))
        for path, asked, number in tables:
            self.table(path, asked, number)

    def question(self, sheet: Any, path: Path, asked: Asked, number: str) -> None:
        """One question, with a line for each amount or option that is filled in by itself."""
        sheet.write_string(self.row, NUMBER, number, self.plain)
        sheet.write_string(self.row, QUESTION, self.say(asked.words), self.plain)
        sheet.write_string(self.row, PROOF, self.say(asked.evidence), self.quiet)
        if asked.kind == "table":
            there = self.say(_THERE).format(sheet=self.sheet_name(asked, number))
            sheet.write_string(self.row, ANSWER, there, self.quiet)
        elif asked.kind == "percent":
            self.amounts(sheet, path, asked)
        elif asked.kind == "choices":
            sheet.write_blank(self.row, NOTE, None, self.cell)
            for option in asked.options:
                self.row += 1
                sheet.write_string(self.row, QUESTION, f"　{self.say(option.words)}", self.plain)
                self.answer(sheet, key(path, asked, option.id), [YES, NO])
        else:
            listed = {"yes_no": [YES, NO], "level": [each.words for each in self.made.level]}
            listed["choice"] = [each.words for each in asked.options]
            self.answer(sheet, key(path, asked), listed.get(asked.kind, []), number=asked.kind == "number")
            sheet.write_string(self.row, UNIT, asked.unit, self.quiet)
            sheet.write_blank(self.row, NOTE, None, self.cell)
        self.row += 1

    def amounts(self, sheet: Any, path: Path, asked: Asked) -> None:
        """The amounts of a share; the share stands beside the question and is not read back."""
        first = self.row + 1
        at = {each.id: f"D{first + place + 1}" for place, each in enumerate(asked.amounts)}
        top = ",".join(at[each.id] for each in asked.amounts if each.side == "top")
        below = next(at[each.id] for each in asked.amounts if each.side == "bottom")
        sheet.write_formula(self.row, ANSWER, f'=IF(N({below})>0,SUM({top})/{below},"")', self.share, "")
        sheet.write_blank(self.row, NOTE, None, self.cell)
        for each in asked.amounts:
            self.row += 1
            sheet.write_string(self.row, QUESTION, f"　{self.say(each.words)}", self.plain)
            self.answer(sheet, key(path, asked, each.id), [], number=True)
            sheet.write_string(self.row, UNIT, each.unit, self.quiet)

    def answer(self, sheet: Any, id_: str, listed: list[Words], number: bool = False) -> None:
        """A cell to fill in, with its key; a list or the sort of number is offered by the workbook itself."""
        sheet.write_string(self.row, KEY, id_)
        sheet.write_blank(self.row, ANSWER, None, self.cell)
        if listed:
            rule = {"validate": "list", "source": [self.say(each) for each in listed]}
            sheet.data_validation(self.row, ANSWER, self.row, ANSWER, rule)
        elif number:
            amount = {"validate": "decimal", "criteria": ">=", "value": 0}
            sheet.data_validation(self.row, ANSWER, self.row, ANSWER, amount)

    def table(self, path: Path, asked: Asked, number: str) -> None:
        """A table on a sheet of its own; the ids of its columns stand in a hidden row."""
        sheet = self.book.add_worksheet(self.sheet_name(asked, number))
        self.dress(sheet, (4, *(22 for _ in asked.columns)))
        sheet.write_string(0, KEY, key(path, asked))
        sheet.write_string(0, 1, f"{number}  {self.say(asked.words)}", self.title)
        for place, column in enumerate(asked.columns, start=1):
            sheet.write_string(1, place, column.id)
            unit = f"（{column.unit}）" if self.language == "zh" else f" ({column.unit})"
            sheet.write_string(2, place, self.say(column.words) + (unit if column.unit else ""), self.head)
            for row in range(3, 3 + ROWS):
                sheet.write_blank(row, place, None, self.cell)
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.freeze_panes(3, 0)

    def sheet_name(self, asked: Asked, number: str) -> str:
        """At most thirty-one characters, none of those that a workbook forbids."""
        words = "".join(each for each in self.say(asked.words) if each not in "[]:*?/\\'")
        return f"{number} {words}"[:31].strip()

    def dress(self, sheet: Any, widths: tuple[int, ...]) -> None:
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, None, {"hidden": True} if column == KEY else {})
        sheet.set_row(0, 26)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
