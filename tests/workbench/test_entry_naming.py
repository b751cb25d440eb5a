"""An entry workbook in which every list changed: rows renamed, left out and added, and values after them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import CATALOGUE
from zcdesk.domain.answer import Answer, Place
from zcdesk.exchange.entry_book.entry_out import workbook
from zcdesk.workbench.bring import create
from zcdesk.workbench.preview.taking import Preview, accept
from zcdesk.workbench.workbench import Workbench, pin_of
from zcdesk.workbench.workbook import entry_taking
from zcdesk.workbench.workbook.entry_book import layout

Line = dict[str, Cell]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """Two fuels, two heat networks, figures of January."""
    pins = [pin_of(CATALOGUE, "cn.machinery")]
    made = create(CATALOGUE, tmp_path / "p.zcd", "t", ["2025"], pins, None)
    with made.file:
        for option in ("natural_gas", "diesel"):
            made.add_row("fuel", option)
        for name in ("一号热网", "二号热网"):
            made.add_row("heat", name)
        made.set_answers({Place("heat.amount", row, "2025-01"): Answer("10", "GJ") for row in ("R01", "R02")})
        yield made


def changed(bench: Workbench, change: Callable[[str, Line], None]) -> tuple[Preview, bytes]:
    """What a workbook would change in which each line with a code was changed so."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(layout(bench, "2025", "zh"), "zh")))
    for sheet in book.worksheets:
        for line in lines(sheet):
            change(sheet.title, line)
    out = io.BytesIO()
    book.save(out)
    return entry_taking.preview(bench, out.getvalue()), out.getvalue()


def lines(sheet: Worksheet) -> Iterator[Line]:
    heads: list[object] = []
    for row in sheet.iter_rows():
        texts = [cell.value for cell in row]
        if texts[:3] == ["编号", "名称", "数据项"]:
            heads = texts
        elif heads and texts[0]:
            yield {str(head): cell for head, cell in zip(heads, row, strict=True) if head}


def test_all_lists_change_at_once_and_the_values_go_along(bench: Workbench) -> None:
    def change(page: str, line: Line) -> None:
        code, item = line["编号"].value, line["数据项"].value
        if "热力" not in page:
            return
        if code == "R01":
            line["名称"].value = "东区热网"
            if item == "购入热量":
                line["2月"].value = 20
        elif code == "R02":
            for cell in line.values():
                cell.value = None
        elif str(code).startswith("新增"):
            line["名称"].value = f"新热网{str(code)[2:]}"
            if item == "购入热量":
                line["1月"].value = 7

    seen, data = changed(bench, change)
    assert seen.count("refused") == 0
    assert [each.zh for each in seen.notes if "少了" in each.zh] == [
        "“热力”里少了 1 行（R02 二号热网）：项目里照旧，没有删。不再用的，到填报页上删去那一行。"
    ]
    head = bench.file.head
    accept(bench, seen, data, "entry.xlsx")
    assert bench.file.head == head + 1
    answers = bench.project.answers
    assert answers[Place("heat.name", "R01")].text == "东区热网"
    assert answers[Place("heat.amount", "R01", "2025-02")].text == "20"
    assert answers[Place("heat.name", "R02")].text == "二号热网"
    assert [answers[Place("heat.amount", row, "2025-01")].text for row in ("R03", "R04", "R05")] == ["7"] * 3
    bench.undo()
    assert bench.project.answers[Place("heat.name", "R01")].text == "一号热网"


def test_a_row_that_would_be_another_fuel_is_refused_with_its_figures(bench: Workbench) -> None:
    def change(page: str, line: Line) -> None:
        if line["编号"].value == "F02":
            line["名称"].value = "汽油"
            if line["数据项"].value == "净消耗量":
                line["1月"].value = 3

    seen, _ = changed(bench, change)
    refused = [(each.after, each.reason.zh) for each in seen.cells if each.reason is not None]
    assert [text for text, _ in refused] == ["3 t", "汽油"]
    assert all("F02 在项目里是“柴油”" in why for _, why in refused)
    assert not any(
        getattr(each, "place", None) == Place("fuel.amount", "F02", "2025-01") for each in seen.changes
    )


def test_names_that_changed_places_or_differ_among_themselves_are_refused(bench: Workbench) -> None:
    def swap(page: str, line: Line) -> None:
        if line["编号"].value in ("R01", "R02"):
            line["名称"].value = {"R01": "二号热网", "R02": "一号热网"}[str(line["编号"].value)]

    seen, _ = changed(bench, swap)
    assert [each.reason.zh[:30] for each in seen.cells if each.reason] == [
        "“二号热网”在项目里是 R02 的名称，R01 不能也叫这个；两行换"[:30],
        "“一号热网”在项目里是 R01 的名称，R02 不能也叫这个；两行换"[:30],
    ]
    count = iter(range(100))

    def differ(page: str, line: Line) -> None:
        if line["编号"].value == "R01":
            line["名称"].value = f"热网{next(count)}"

    seen, _ = changed(bench, differ)
    assert ["几个名称" in each.reason.zh for each in seen.cells if each.reason] == [True]


def test_more_new_rows_than_the_workbook_came_with_are_read(bench: Workbench) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(layout(bench, "2025", "zh"), "zh")))
    sheet = next(each for each in book.worksheets if "热力" in each.title)
    first = next(line for line in lines(sheet) if line["编号"].value == "新增1")
    row = sheet.max_row + 1
    for head, text in (("编号", "新增4"), ("名称", "四号热网"), ("数据项", "购入热量"), ("1月", 9)):
        sheet.cell(row, first[head].column).value = text
    heads = next(at for at in range(1, row) if sheet.cell(at, 1).value == "编号")
    for column in range(1, 18):  # under heads with months, wherever the sheet ends
        if not isinstance(sheet.cell(row - 1, column), MergedCell):
            sheet.cell(row - 1, column).value = sheet.cell(heads, column).value
    out = io.BytesIO()
    book.save(out)
    seen = entry_taking.preview(bench, out.getvalue())
    assert [each.reason.zh for each in seen.cells if each.reason] == []
    assert {(each.words.zh, each.after) for each in seen.cells if each.state == "new"} == {
        ("购入热力 · R03 四号热网 · 购入热量 · 2025年1月", "9 GJ")
    }
