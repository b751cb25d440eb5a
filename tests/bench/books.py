"""Workbooks that come in: opened with care, beside the bare reader."""

from __future__ import annotations

import io

from zcdesk.exchange.workbook_in import opened

ROWS = 20_000


def large() -> bytes:
    """A sheet of 20,000 rows, each with a code, a name, an item, a unit and twelve months."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet()
    for row in range(ROWS):
        sheet.write_row(
            row, 0, [f"F{row % 900}", "柴油", "净消耗量", "t", *(row * 0.37 + month for month in range(12))]
        )
    book.close()
    return made.getvalue()


def ours(data: bytes) -> None:
    """Measured, looked through for formulas, and read."""
    assert len(opened(data).grids[0].rows) == ROWS


def bare(data: bytes) -> None:
    """The reader alone."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert len(book.get_sheet_by_index(0).to_python(skip_empty_area=False)) == ROWS
