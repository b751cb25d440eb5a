"""Reports as Word files, from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from zcdesk import places
from zcdesk.cli.main import run
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create

Run = Callable[..., tuple[int, Any]]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample in a file; printing changes nothing in it."""
    catalogue = Catalogue(places.data("resources"), places.data("forms"))
    path = tmp_path_factory.mktemp("word") / "sample.zcd"
    answers = read(catalogue.resources / "sample" / "answers.json")
    create(catalogue, path, "lin", answers.years, (), answers).file.close()
    return path


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line with --json and gives its exit code and document."""

    def go(*words: str | Path) -> tuple[int, Any]:
        code = run([*map(str, words), "--json", "--by", "tester"])
        printed = capsys.readouterr().out
        return code, json.loads(printed) if printed else None

    return go


@pytest.mark.parametrize(("report", "total"), [("inventory", "18,162.87"), ("comparison", "18,162.87")])
def test_a_report_named_docx_is_a_word_file_with_the_same_total(
    command: Run, sample: Path, tmp_path: Path, report: str, total: str
) -> None:
    to = tmp_path / "r.docx"
    args = ("report", sample, "--report", report, "--language", "zh", "--year", "2025", "--out", to)
    code, found = command(*args)
    assert (code, Path(found["file"])) == (0, to)
    word = docx.Document(str(to))
    texts = [one.text for one in word.paragraphs]
    texts += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert any(total in text for text in texts)
    assert list(tmp_path.iterdir()) == [to]
    before = to.read_bytes()
    assert command(*args)[1]["error"]["code"] == "exists"
    assert command(*args, "--replace")[0] == 0
    assert to.read_bytes() == before


def test_a_word_file_is_not_sealed_and_replaces_nothing_of_another_kind(
    command: Run, sample: Path, tmp_path: Path
) -> None:
    to = tmp_path / "r.docx"
    code, found = command("report", sample, "--seal", "--out", to)
    assert (code, found["error"]["code"]) == (3, "word_not_sealed")
    to.write_bytes(b"%PDF-1.7 not a word file")
    code, found = command("report", sample, "--out", to, "--replace")
    assert (code, found["error"]["code"]) == (3, "not_replaced")
    assert to.read_bytes() == b"%PDF-1.7 not a word file"


def test_a_report_named_xlsx_has_every_table_and_the_unrounded_total(
    command: Run, sample: Path, tmp_path: Path
) -> None:
    to = tmp_path / "r.xlsx"
    code, _ = command("report", sample, "--language", "zh", "--year", "2025", "--out", to)
    assert code == 0
    book = openpyxl.load_workbook(to)
    rows = {row[6]: row for row in book.worksheets[-1].iter_rows(min_row=2, values_only=True)}
    total = rows["total.location@2025"]
    assert total[2] == "18,162.87"
    assert total[3].startswith("18162.8")
    assert len(total[3]) > len("18162.87")
    assert total[5] == "tCO2e"
