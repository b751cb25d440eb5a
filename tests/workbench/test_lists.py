"""The lists of pages as tables: findings, evidence, edits, results, and pages that are filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.workbench.changing import CATALOGUE
from zcdesk.domain.answer import Place
from zcdesk.exchange.answers import read
from zcdesk.workbench import looking
from zcdesk.workbench.bring import create
from zcdesk.workbench.handed_out import lists
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    path = tmp_path_factory.mktemp("lists") / "sample.zcd"
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    made = create(CATALOGUE, path, "lin", answers.years, (), answers)
    with made.file:
        made.set_answer(Place("power.grid", "", "2025-03"), "1234.5", "MWh")
        yield made


def sheet(path: Path) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=3, values_only=True))


def test_each_list_is_written_with_all_its_rows(bench: Workbench, tmp_path: Path) -> None:
    wanted = {
        "findings": len(looking.rows(bench, "2025", "zh")),
        "evidence": len(bench.project.evidence),
        "history": None,
        "results": None,
        "power": None,
    }
    for page, count in wanted.items():
        made = lists.listed(bench, page, "2025", "zh")
        assert made.rows
        assert {len(row) for row in made.rows} == {len(made.heads)}, page
        assert count in (None, len(made.rows))
        assert lists.write(bench, page, "2025", "zh", tmp_path / f"{page}.xlsx") == len(made.rows)
        lists.write(bench, page, "2025", "zh", tmp_path / f"{page}.csv")
        heads, *rows = sheet(tmp_path / f"{page}.xlsx")
        assert heads == made.heads
        assert len(rows) == len(made.rows)
        text = (tmp_path / f"{page}.csv").read_text(encoding="utf-8-sig")
        assert len(list(csv.reader(io.StringIO(text, newline="")))) == len(made.rows) + 1


def test_figures_of_a_filled_page_are_numbers(bench: Workbench, tmp_path: Path) -> None:
    lists.write(bench, "power", "2025", "zh", tmp_path / "p.xlsx")
    heads, *rows = sheet(tmp_path / "p.xlsx")
    grid = next(row for row in rows if row[2] == "电网购电（不含绿电交易）")
    assert grid[list(heads).index("2025-03")] == 1234.5


def test_a_page_without_a_list_and_a_wrong_name_are_refused(bench: Workbench, tmp_path: Path) -> None:
    assert not lists.has(bench, "settings")
    with pytest.raises(Refused, match="no_list"):
        lists.listed(bench, "settings", "2025", "zh")
    with pytest.raises(Refused, match="suffix"):
        lists.write(bench, "findings", "2025", "zh", tmp_path / "f.pdf")
