"""The parts of a document as files: every table and chart of it, and each figure with all its digits."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workbench.changing import CATALOGUE
from zcdesk.domain.document import Chart, Table
from zcdesk.exchange.answers import read
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.bring import create
from zcdesk.workbench.handed_out import parts
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results.digits import full_value
from zcdesk.workbench.workbench import Workbench


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """The sample, opened to be read."""
    path = tmp_path_factory.mktemp("parts") / "sample.zcd"
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    create(CATALOGUE, path, "lin", answers.years, (), answers).file.close()
    with ProjectFile.open(path, read_only=True) as file:
        yield Workbench(CATALOGUE, file)


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def test_every_table_and_chart_is_a_file(bench: Workbench, tmp_path: Path) -> None:
    document = parts.made(bench, "inventory", "2025", "zh")
    steps: list[tuple[int, int]] = []
    written = parts.export(bench, document, tmp_path / "out", lambda *step: steps.append(step))
    tables = [each for each in document.blocks if isinstance(each, Table) and each.rows]
    charts = [each for each in document.blocks if isinstance(each, Chart)]
    by_end = {
        end: [path for path in written if path.suffix == end] for end in (".csv", ".png", ".svg", ".xlsx")
    }
    assert len(by_end[".csv"]) >= len(tables) + 1
    assert len(by_end[".png"]) == len(by_end[".svg"]) == len(charts) > 0
    assert [len(by_end[".xlsx"]), steps[0][0], steps[-1][0]] == [1, 0, steps[-1][1]]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in by_end[".png"])
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(path.name for path in written)


def test_figures_have_all_their_digits_and_units(bench: Workbench, tmp_path: Path) -> None:
    document = parts.made(bench, "inventory", "2025", "en")
    parts.export(bench, document, tmp_path / "out")
    heads, *found = rows(tmp_path / "out" / "figures.csv")
    assert heads == ["Locator", "Name", "Printed", "All digits", "Unit", "Id"]
    value = full_value(bench)
    assert len(found) > 100
    for row in found[::20]:
        told = value(row[5])
        assert told is not None
        assert row[3:5] == [told[1], told[2]]


def test_what_was_given_up_or_stands_in_the_way_leaves_nothing(bench: Workbench, tmp_path: Path) -> None:
    document = parts.made(bench, "comparison", "2025", "zh")

    def stop(done: int, _: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        parts.export(bench, document, tmp_path / "out", stop)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "out").mkdir()
    with pytest.raises(Refused, match="exists"):
        parts.export(bench, document, tmp_path / "out")
    with pytest.raises(Refused, match="no_folder"):
        parts.export(bench, document, tmp_path / "no" / "out")
