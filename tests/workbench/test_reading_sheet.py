"""The reading sheet: what the screen asks of a month, in its order, with what stood there before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workbench.changing import CATALOGUE
from zcdesk.domain.answer import Place
from zcdesk.domain.change import PinChange, YearsChange
from zcdesk.domain.document import Heading, Table
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.handed_out.reading_sheet import document, print_sheet
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench, pin_of
from zcdesk.workbench.workbook.entry_book import layout


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    with ProjectFile.create(tmp_path / "a.zcd", "李工") as file:
        made = Workbench(CATALOGUE, file, "李工")
        pin = pin_of(CATALOGUE, "cn.machinery", "")
        made.commit("新建", [YearsChange((), ("2023", "2024")), PinChange(pin.key, None, pin)])
        for period, text in (("2023-02", "90"), ("2023-12", "80"), ("2024-01", "100"), ("2024-03", "7")):
            made.set_answer(Place("power.grid", "", period), text, "MWh")
        yield made


def rows(bench: Workbench, month: int, page: str = "power") -> dict[str, tuple[str, ...]]:
    (table,) = [
        each for each in document(bench, "2024", month, "zh", [page]).blocks if isinstance(each, Table)
    ]
    return {
        row.cells[1].text: tuple(cell.text for cell in row.cells[2:])
        for row in table.rows
        if len(row.cells) > 1
    }


def test_a_field_stands_beside_what_was_there_before(bench: Workbench) -> None:
    grid = rows(bench, 2)["电网购电（不含绿电交易）"]
    # January before it, February of last year, least and greatest of 90, 80 and 100
    assert list(grid[1:4]) == ["100", "90", "80–100"]
    assert "＿" in grid[4]
    assert rows(bench, 3)["电网购电（不含绿电交易）"][4] == "已填 7"
    assert rows(bench, 1)["电网购电（不含绿电交易）"][1] == "80"  # December of last year


def test_a_sum_stands_as_what_it_comes_to_with_the_digits_of_a_meter(bench: Workbench) -> None:
    bench.set_answer(Place("power.grid", "", "2024-01"), "=100/7*3+0.123456789", "MWh")
    grid = rows(bench, 2)["电网购电（不含绿电交易）"]
    assert grid[1] == "42.9806"  # 300 / 7 + 0.123456789 = 42.980599...
    assert grid[3] == "42.9806–90"


def test_the_order_is_that_of_the_screen(bench: Workbench) -> None:
    (sheet,) = [each for each in layout(bench, "2024", "zh").sheets if each.id == "power"]
    wanted = [line.item.zh for line in sheet.lines if line.monthly and line.kind == "number"]
    assert list(rows(bench, 2)) == wanted


def test_each_page_is_a_sheet_of_its_own(bench: Workbench, tmp_path: Path) -> None:
    chapters = [each for each in document(bench, "2024", 2, "en").blocks if isinstance(each, Heading)]
    assert len(chapters) > 1
    assert print_sheet(bench, "2024", 2, "zh", tmp_path / "s.pdf") >= len(chapters)
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "year, month, pages", [("2020", 1, []), ("2024", 13, []), ("2024", 0, []), ("2024", 1, ["no"])]
)
def test_what_is_not_there_is_refused(bench: Workbench, year: str, month: int, pages: list[str]) -> None:
    with pytest.raises(Refused):
        document(bench, year, month, "zh", pages)
