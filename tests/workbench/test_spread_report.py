"""The report tells the uncertainty that was recorded, and only while it still stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE, ROOT
from zcdesk.domain.answer import Place
from zcdesk.domain.document import Document, Paragraph, Table
from zcdesk.exchange.answers import read
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms.regrading import choose
from zcdesk.workbench.printing.printing import document_of
from zcdesk.workbench.uncertain import assessed, record
from zcdesk.workbench.workbench import Workbench

NOT_DONE = "不确定性未作定量评估；来源类别和记录频次见各行。"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """The sample factory, its uncertainty recorded."""
    path = tmp_path / "sample.zcd"
    create(
        CATALOGUE, path, "tester", (), (), read(ROOT / "resources" / "sample" / "answers.json")
    ).file.close()
    with ProjectFile.open(path, "tester") as file:
        made = Workbench(CATALOGUE, file, "tester")
        found = assessed(made, "2025", draws=2000)
        assert found is not None
        record(made, found)
        yield made


def tables(document: Document) -> list[Table]:
    """Every table of a report."""
    return [block for block in document.blocks if isinstance(block, Table)]


def notes(document: Document) -> list[str]:
    """Every note under a table."""
    return [text for table in tables(document) for text, _ in table.notes]


def titled(document: Document, part: str) -> Table:
    """The table whose title begins so."""
    return next(table for table in tables(document) if table.title.startswith(part))


def test_what_was_recorded_is_printed_with_its_ways(bench: Workbench) -> None:
    document = document_of(bench, "2025", "zh")
    (intro,) = [
        block.text
        for block in document.blocks
        if isinstance(block, Paragraph) and "按误差公式的 95 % 区间" in block.text
    ]
    assert "18,162.87 tCO" in intro
    assert "±6.3 %" in intro
    assert "2,000 次（种子 20060）" in intro
    assert "两种方法结果相近，互为校核。" in intro
    lines = titled(document, "不确定性与数据品质")
    assert lines.number in intro
    total = lines.rows[-1]
    assert total.kind == "total"
    assert total.cells[2].text == "18,162.87"
    assert document.codes[f"{lines.number} {total.cells[2].code}"] == "total.location@2025"
    assert NOT_DONE not in notes(document)
    assert f"不确定性的定量评估见表 {lines.number}；来源类别和记录频次见各行。" in notes(document)


def test_origins_are_printed_with_source_confidence_and_what_would_better_them(bench: Workbench) -> None:
    origins = titled(document_of(bench, "2025", "zh"), "不确定性的主要来源")
    shares = [float(row.cells[3].text) for row in origins.rows]
    assert shares == sorted(shares, reverse=True)
    assert shares[-1] >= 0.1
    grid = next(row for row in origins.rows if row.cells[1].text.startswith("电网购电"))
    assert grid.cells[4].text == "GB 17167—2006 表 4 电能表，Ⅲ类用户（C）"
    assert grid.cells[4].tone == "warning"
    assert "0.5S 级电能表" in grid.cells[5].text


def test_a_record_that_no_longer_stands_is_not_printed(bench: Workbench) -> None:
    choose(bench, Place("power.grid", "", "2025-03"), "power.20")
    document = document_of(bench, "2025", "zh")
    assert not [table for table in tables(document) if "不确定性" in table.title]
    assert NOT_DONE in notes(document)


def test_another_year_is_not_told_by_it(bench: Workbench) -> None:
    assert NOT_DONE in notes(document_of(bench, "2024", "zh"))


def test_english_has_the_same_numbers(bench: Workbench) -> None:
    chinese = titled(document_of(bench, "2025", "zh"), "不确定性的主要来源")
    english = titled(document_of(bench, "2025", "en"), "Main origins of the uncertainty")
    assert [row.cells[3].text for row in chinese.rows] == [row.cells[3].text for row in english.rows]
    assert not any("\u4e00" <= char <= "\u9fff" for row in english.rows for char in row.cells[4].text)
