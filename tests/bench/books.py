"""Workbooks that come in: opened with care, beside the bare reader."""

from __future__ import annotations

import io
from datetime import date, timedelta

from zcdesk.exchange.tables.workbook_in import opened
from zcdesk.workbench.intake import incoming
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.workbench import Workbench

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


def ledger() -> bytes:
    """A ledger of 20,000 rows as a store keeps it: day, slip, what, how much, unit, shop, who, remark."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet("台账")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["能源领用台账"])
    sheet.write_row(1, 0, ["日期", "单号", "品种", "数量", "单位", "部门", "经手人", "备注"])
    kinds = (("柴油", "L"), ("汽油", "L"), ("天然气", "Nm³"), ("外购电力", "kWh"))
    for row in range(ROWS):
        what, unit = kinds[row % len(kinds)]
        sheet.write_datetime(row + 2, 0, date(2019, 1, 1) + timedelta(days=row % 365), day)
        slip = f"LY2019{row:06d}"
        sheet.write_row(
            row + 2, 1, [slip, what, row * 0.37 + 1, unit, f"车间{row % 7}", f"工号{row % 40:03d}", ""]
        )
    book.close()
    return made.getvalue()


def taken(workbench: Workbench, data: bytes) -> None:
    """Known, opened, read, mapped, checked, and seen row by row as it would be shown."""
    reader = incoming.reader_of(data, "ledger.xlsx")
    seen = incoming.preview(reader, workbench, data, "ledger.xlsx", Options())
    assert (reader.id, seen.count("changed") + seen.count("new")) == ("table", ROWS)
    assert len(seen.cells[:60]) == 60


def rows_of(data: bytes) -> None:
    """The reader alone."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert len(book.get_sheet_by_index(0).to_python(skip_empty_area=False)) == ROWS + 2
