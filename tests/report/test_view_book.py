"""A table as a workbook: what is printed is a number that shows so many decimals, and no text runs."""

from __future__ import annotations

import io
from decimal import Decimal

from openpyxl import load_workbook

from zcdesk.domain.document import Chart, Flow, Series
from zcdesk.report.books.view_book import book, full_values


def test_numbers_are_numbers_and_texts_are_texts() -> None:
    data = book(
        "=表", ("月份", "电量 kWh", "占比"),
        (("1月", "1,234.50", "95.7 %"), ("=1+1", "\u22123", "—"), ("@x", "+1", "")),
        (("1月", "电量", Decimal("1234.4999999999999999"), "kWh"), ("2月", "电量", None, "kWh")), "zh",
    )  # fmt: skip
    printed, full = load_workbook(io.BytesIO(data)).worksheets
    assert printed["A1"].value == "=表"
    assert printed["A1"].data_type == "s"
    cells = [(cell.value, cell.data_type, cell.number_format) for cell in printed[4]]
    assert cells == [("1月", "s", "General"), (1234.5, "n", "#,##0.00"), (0.957, "n", "0.0%")]
    assert [cell.data_type for cell in printed[5]] == ["s", "n", "s"]
    assert printed["B5"].value == -3
    assert [cell.data_type for cell in printed[6]][:2] == ["s", "s"]
    assert [cell.value for cell in full[2]] == ["1月", "电量", 1234.5, "kWh", "1234.4999999999999999"]
    assert full["C3"].value is None  # what is not known is no zero


def test_what_is_drawn_stands_there_with_all_its_digits() -> None:
    bars = Chart("", "a", "stack", "t", ("1", "2"), (Series("x", (0.1 + 0.2, None)),))
    assert full_values(bars) == (("1", "x", 0.30000000000000004, "t"), ("2", "x", None, "t"))
    bands = Chart(
        "",
        "a",
        "sankey",
        "tce",
        flows=(Flow("p", "q", 2.5),),
        nodes=(("p", "电力", 0, ""), ("q", "本厂", 1, "")),
    )
    assert full_values(bands) == (("电力", "本厂", 2.5, "tce"),)
