"""A table, or the table of a chart, as a workbook: as printed, and each value with all its digits and its unit."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from zcdesk import __version__
from zcdesk.domain.document import Chart
from zcdesk.domain.number import MINUS
from zcdesk.domain.words import Language

_NUMBER = re.compile(r"^-?[0-9][0-9,]*(?:\.([0-9]+))?$")
_CODE = re.compile(r"^0[0-9]")
_PERCENT = re.compile(r"^(-?[0-9][0-9,]*(?:\.([0-9]+))?) ?%$")
_SHEETS = {"zh": ("表", "全值"), "en": ("Table", "All digits")}
_HEADS = {"zh": ("项", "系列", "数值", "单位"), "en": ("Item", "Series", "Value", "Unit")}
_WIDEST = 46
_DIGITS = 15
"""Digits that a cell of a workbook holds; of a longer number the text stands beside it."""

Full = tuple[str, str, Decimal | float | None, str]
"""Item, series, value and unit."""


def full_values(chart: Chart) -> tuple[Full, ...]:
    """What is drawn, with all its digits."""
    if chart.flows:
        named = {id_: text for id_, text, *_ in chart.nodes}
        return tuple(
            (named.get(each.source, each.source), named.get(each.target, each.target), each.value, chart.unit)
            for each in chart.flows
        )
    return tuple(
        (category, series.name, value, chart.unit)
        for series in chart.series
        for category, value in zip(chart.categories, series.values, strict=False)
    )


def book(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], full: Sequence[Full], language: Language
) -> bytes:
    """A workbook of a table.

    Parameters
    ----------
    rows : sequence of sequence of str
        As printed: numbers are numbers that show so many decimals, all else is text and never a formula.
    full : sequence of Full
        The same with all digits; a sheet of its own, or none where it is empty.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    plain = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    made = xlsxwriter.Workbook(buffer, plain)
    made.set_properties(
        {
            "title": title,
            "author": f"zcdesk {__version__}",
            "created": datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None),
        }
    )
    face = {"font_name": "宋体" if language == "zh" else "Arial", "font_size": 10}
    formats: dict[str, Any] = {}

    def style(number: str = "", bold: bool = False, wrap: bool = False) -> Any:
        key = f"{number}{bold}{wrap}"
        if key not in formats:
            told = {"num_format": number} if number else {}
            formats[key] = made.add_format({**face, "bold": bold, "text_wrap": wrap, "valign": "top", **told})
        return formats[key]

    first, second = _SHEETS[language]
    sheet = made.add_worksheet(first)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if len(heads) > 6:
        sheet.set_landscape()
    sheet.write_string(0, 0, title, style(bold=True))
    for column, head in enumerate(heads):
        sheet.write_string(2, column, head, style(bold=True))
        longest = max([_wide(head), *(_wide(row[column]) for row in rows if column < len(row))], default=8)
        sheet.set_column(column, column, min(_WIDEST, max(8, longest + 2)))
    for at, row in enumerate(rows, start=3):
        for column, text in enumerate(row):
            _cell(sheet, at, column, text, style)
    sheet.freeze_panes(3, 1)
    if full:
        sheet = made.add_worksheet(second)
        sheet.set_column(0, 1, 28)
        sheet.set_column(2, 2, 24)
        for column, head in enumerate(_HEADS[language]):
            sheet.write_string(0, column, head, style(bold=True))
        for at, (item, series, value, unit) in enumerate(full, start=1):
            sheet.write_string(at, 0, item, style())
            sheet.write_string(at, 1, series, style())
            if value is not None:
                sheet.write_number(at, 2, float(value), style("General"))
            sheet.write_string(at, 3, unit, style())
            if isinstance(value, Decimal) and len(value.as_tuple().digits) > _DIGITS:
                sheet.write_string(at, 4, f"{value:f}", style())
        sheet.freeze_panes(1, 0)
    made.close()
    return buffer.getvalue()


def _wide(text: str) -> int:
    """Width of a text in the columns of a spreadsheet; an ideograph takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def _cell(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    bare = text.replace(MINUS, "-")
    found, percent = _NUMBER.match(bare), _PERCENT.match(bare)
    if found and column and not _CODE.match(bare):
        places = len(found[1] or "")
        shown = "#,##0" + (f".{'0' * places}" if places else "")
        sheet.write_number(row, column, float(bare.replace(",", "")), style(shown))
    elif percent and column:
        places = len(percent[2] or "")
        shown = "0" + (f".{'0' * places}" if places else "") + "%"
        sheet.write_number(row, column, float(Decimal(percent[1].replace(",", "")) / 100), style(shown))
    else:
        sheet.write_string(row, column, text, style(wrap=_wide(text) > _WIDEST))
