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

_NUMBER = re.compile(r"^(?:\+(?=[0-9,]*\.)|-)?[0-9][0-9,]*(?:\.([0-9]+))?$")
_CODE = re.compile(r"^0[0-9]")
_PERCENT = re.compile(r"^(-?[0-9][0-9,]*(?:\.([0-9]+))?) ?%$")
_SHEETS = {"zh": ("表", "全值"), "en": ("Table", "All digits")}
_HEADS = {"zh": ("项", "系列", "数值", "单位"), "en": ("Item", "Series", "Value", "Unit")}
_WIDEST, _WIDEST_WHOLE, _PORTRAIT = 46, 68, 96
"""Widest column, the widest of texts that cannot be broken, and what a portrait page holds. [characters]"""

_LINE = 14.0
"""Height of a line. [pt]"""

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

    def style(number: str = "", bold: bool = False, wrap: bool = False, right: bool = False) -> Any:
        key = f"{number}{bold}{wrap}{right}"
        if key not in formats:
            told = ({"num_format": number} if number else {}) | ({"align": "right"} if right else {})
            formats[key] = made.add_format({**face, "bold": bold, "text_wrap": wrap, "valign": "top", **told})
        return formats[key]

    first, second = _SHEETS[language]
    sheet = made.add_worksheet(first)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.write_string(0, 0, title, style(bold=True))
    widths = [_fitting([head, *(row[at] for row in rows if at < len(row))]) for at, head in enumerate(heads)]
    if sum(widths) > _PORTRAIT:
        sheet.set_landscape()
    for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
        told = [row[column].replace(MINUS, "-") for row in rows if column < len(row) and row[column]]
        counted = bool(column and told) and all(_NUMBER.match(each) or _PERCENT.match(each) for each in told)
        sheet.write_string(2, column, head, style(bold=True, right=counted))
        sheet.set_column(column, column, width)
    for at, row in enumerate(rows, start=3):
        high = max((-(-_wide(text) // width) for text, width in zip(row, widths, strict=False)), default=1)
        if high > 1:
            sheet.set_row(at, _LINE * high)
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


def _fitting(texts: Sequence[str]) -> int:
    """Width of a column; what cannot be broken, such as a digest, has more."""
    longest = max(map(_wide, texts), default=8) + 2
    whole = all(text.isascii() and " " not in text for text in texts[1:])
    return min(_WIDEST_WHOLE if whole else _WIDEST, max(8, longest))


def _wide(text: str) -> int:
    """Width of a text in the columns of a spreadsheet; an ideograph takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def _cell(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    bare = text.replace(MINUS, "-")
    found, percent = _NUMBER.match(bare), _PERCENT.match(bare)
    if found and column and not _CODE.match(bare):
        places = len(found[1] or "")
        grouped = "," in bare or len(bare.split(".")[0].lstrip("+-")) < 4  # a year is no thousands
        shown = ("#,##0" if grouped else "0") + (f".{'0' * places}" if places else "")
        if bare.startswith("+"):
            shown = f"+{shown};-{shown};{shown}"
        sheet.write_number(row, column, float(bare.replace(",", "")), style(shown))
    elif percent and column:
        places = len(percent[2] or "")
        shown = "0" + (f".{'0' * places}" if places else "") + "%"
        sheet.write_number(row, column, float(Decimal(percent[1].replace(",", "")) / 100), style(shown))
    else:
        sheet.write_string(
            row, column, text, style(wrap=_wide(text) > _WIDEST and (" " in text or not text.isascii()))
        )
