"""Tables as a workbook: what is printed, with every digit beside it, and nothing that a spreadsheet would run."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from tests.report import specimen
from zcdesk.domain.document import Cell, Column, Document, Row, Statement, Table
from zcdesk.report.books.workbook import render_workbook


def read(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def tables(document: Document) -> list[Table]:
    found = [each for each in document.blocks if isinstance(each, Table)]
    found += [each.results for each in document.blocks if isinstance(each, Statement) and each.results]
    return [each for each in found if each.rows]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_cell_of_every_table_is_there_and_numbers_are_numbers(language: Any) -> None:
    document = specimen.document(language=language)
    book = read(render_workbook(document))
    sheets = book.worksheets[1:]
    assert len(sheets) == len(tables(document))
    assert len({sheet.title.lower() for sheet in sheets}) == len(sheets)
    numbers = 0
    for sheet, table in zip(sheets, tables(document), strict=True):
        assert table.title in str(sheet.cell(1, 1).value)
        for place, column in enumerate(table.columns, start=1):
            assert (sheet.cell(3, place).value or "") == column.head.replace("\n", "")
            assert (sheet.cell(4, place).value or "") == column.unit
        for number, row in enumerate(table.rows, start=5):
            for place, cell in enumerate(row.cells, start=1):
                held = sheet.cell(number, place)
                plain = cell.text.replace("−", "-").replace(",", "")
                assert isinstance(held.value, int | float) <= (table.columns[place - 1].align == "right")
                if isinstance(held.value, int | float):
                    assert Decimal(str(held.value)) == Decimal(plain)
                    numbers += 1
                else:
                    assert cell.text in (held.value or "")
    assert numbers > 20


def test_no_text_becomes_a_formula_or_a_link() -> None:
    evil = ("=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "http://example.org", "\t=1")
    rows = tuple(Row((Cell(text), Cell(text))) for text in evil)
    table = Table(
        "9-9", "=HYPERLINK(1)", (Column("=a"), Column("b", unit="=c")), rows, notes=(("=d", "normal"),)
    )
    document = replace(specimen.document(language="zh"), blocks=(table,))
    sheet = read(render_workbook(document)).worksheets[1]
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            assert cell.hyperlink is None
    assert [sheet.cell(5 + index, 1).value for index in range(len(evil))] == list(evil)


def test_figures_have_all_their_digits_and_their_unit_in_a_column_of_its_own() -> None:
    document = replace(specimen.document(language="zh"), codes={"3-1 F01.7": "fuel.co2[F01]@2025"})
    book = read(render_workbook(document, lambda id_: ("天然气 排放", "1700.345279398123456789", "tCO2")))
    sheet = book.worksheets[-1]
    assert [cell.value for cell in sheet[1]] == ["定位码", "名称", "印出", "全部数位", "数值", "单位", "标识"]
    row = [cell.value for cell in sheet[2]]
    assert (row[0], row[3], row[5], row[6]) == (
        "3-1 F01.7",
        "1700.345279398123456789",
        "tCO2",
        "fuel.co2[F01]@2025",
    )
    assert row[4] == pytest.approx(1700.345279398)


def test_the_same_document_gives_the_same_bytes() -> None:
    document = specimen.document(language="en", long_names=True)
    assert render_workbook(document) == render_workbook(document)
