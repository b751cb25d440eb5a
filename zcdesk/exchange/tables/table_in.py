"""Any table of others as sheets of plain cells: ``.xlsx``, ``.xls``, text with delimiters, the clipboard."""

from __future__ import annotations

import io
from typing import Any

from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words
from zcdesk.exchange.tables import table_text, workbook_in, xls_in
from zcdesk.exchange.tables.workbook_in import LARGEST, NO_WORKBOOK, OTHER, TOO_LARGE, NoWorkbook

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ERROR = "#ERROR!"
"""Stands where a formula failed and the reader does not tell how."""

_ERRORS = (
    ERROR,
    "#REF!",
    "#N/A",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
)
_KINDS = {
    b"%PDF": "PDF", b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"GIF8": "GIF", b"{\\rtf": "RTF", b"BM": "BMP",
    b"SQLite format 3": ".zcd", b"II*\x00": "TIFF", b"MM\x00*": "TIFF", b"\x1f\x8b": "gzip", b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR", b"<?xml": "XML", b"<!DOCTYPE": "HTML", b"<html": "HTML", b"<HTML": "HTML", b"<table": "HTML",
}  # fmt: skip

Box = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells, counted from 0."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a table.

    Attributes
    ----------
    name : str
        ``""`` where a file has but one without a name.
    rows : list of list
        Cells from A1 on: text, float, bool, date, datetime or ``""``.
    merged : tuple of Box
    formulas : frozenset of str
        Cells that are formulas; what stands in them is what they came to when the file was saved.
    """

    name: str
    rows: list[list[Any]]
    merged: tuple[Box, ...] = ()
    formulas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """A file as sheets, and what is to be said of how it was read.

    Attributes
    ----------
    encoding, delimiter : str
        Of a text; ``""`` for a workbook.
    """

    sheets: tuple[Sheet, ...]
    notes: tuple[Words, ...] = ()
    encoding: str = ""
    delimiter: str = ""


def is_error(text: str) -> bool:
    """Whether a cell shows that a formula failed."""
    return text.startswith("#") and text.upper() in _ERRORS


def looks_like_table(data: bytes) -> bool:
    """Whether a file may be a table; cheap, and never raises."""
    if not data or len(data) > LARGEST:
        return False
    if data.startswith((b"PK\x03\x04", COMPOUND)):
        return True
    return not any(data.startswith(each) for each in _KINDS) and b"\x00\x00\x00" not in data[:1024]


def read(data: bytes, encoding: str = "", delimiter: str = "") -> Book:
    """Read any table.

    Raises
    ------
    NoWorkbook
        If it cannot be read, with the reason and the way out.
    """
    if len(data) > LARGEST:
        raise NoWorkbook(TOO_LARGE.fill(size=len(data) // 1_000_000, most=LARGEST // 1_000_000))
    if data.startswith(COMPOUND):
        return _old(data)
    if data.startswith(b"PK"):
        opened = workbook_in.opened(data, merged=True)
        for each in opened.grids:
            _mark(each.rows, each.errors)
        sheets = tuple(Sheet(each.name, each.rows, each.merged, each.formulas) for each in opened.grids)
        return Book(sheets, opened.notes)
    kind = next((kind for start, kind in _KINDS.items() if data.startswith(start)), "")
    if kind:
        raise NoWorkbook(OTHER.fill(kind=kind))
    if not data.strip():
        raise NoWorkbook(NO_WORKBOOK)
    found = table_text.lines(data, encoding, delimiter)
    rows: list[list[Any]] = list(found.rows)
    return Book((Sheet("", rows),), (found.words,), found.encoding, found.delimiter)


def _mark(rows: list[list[Any]], errors: frozenset[str]) -> None:
    """Write into the cells of failed formulas that they failed; the reader leaves them blank."""
    for each in errors:
        row, column = workbook_in.spot(each)
        if row < len(rows) and column < len(rows[row]) and rows[row][column] in ("", None):
            rows[row][column] = ERROR


def _old(data: bytes) -> Book:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    records, notes, sound = xls_in.checked(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sound))
        sheets: list[Sheet] = []
        for at, each in enumerate(book.sheets_metadata):
            if each.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(each.name)
            rows = sheet.to_python(skip_empty_area=False)
            told = records[at] if at < len(records) else xls_in.NOTHING
            _mark(rows, told.errors)
            sheets.append(Sheet(each.name, rows, workbook_in.boxes_of(sheet), told.formulas))
        return Book(tuple(sheets), notes)
    except (CalamineError, ValueError, OSError, OverflowError) as bad:
        raise NoWorkbook(NO_WORKBOOK) from bad
    except BaseException as bad:
        if type(bad).__name__ == "PanicException":  # the reader gave up on what no workbook holds
            raise NoWorkbook(NO_WORKBOOK) from bad
        raise
