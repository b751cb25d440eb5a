"""``compare``, ``base-year`` and the comparison page from the command line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from zcdesk import places
from zcdesk.cli.main import run
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.bring import create

SCHEMA = json.loads((places.data("resources") / "schema" / "comparison-1.json").read_text(encoding="utf-8"))

Run = Callable[..., tuple[int, Any]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample in a file, made once."""
    catalogue = Catalogue(places.data("resources"), places.data("forms"))
    path = tmp_path_factory.mktemp("compare") / "sample.zcd"
    answers = read(catalogue.resources / "sample" / "answers.json")
    create(catalogue, path, "lin", answers.years, (), answers).file.close()
    return path


@pytest.fixture
def sample(made: Path, tmp_path: Path) -> Path:
    """A copy of its own for each test."""
    return Path(shutil.copy(made, tmp_path / "sample.zcd"))


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line with --json and gives its exit code and document."""

    def go(*words: str | Path) -> tuple[int, Any]:
        code = run([*map(str, words), "--json", "--by", "tester"])
        printed = capsys.readouterr().out
        return code, json.loads(printed) if printed else None

    return go


@pytest.mark.parametrize("view", ["location", "market"])
def test_the_json_keeps_to_its_schema_and_adds_up_to_the_last_digit(
    command: Run, sample: Path, view: str
) -> None:
    code, found = command("compare", sample, "--base", "2024", "--year", "2025", "--view", view)
    assert code == 0
    jsonschema.validate(found, SCHEMA)
    values = [Fraction(each["value"]) for each in found["effects"] if each["value"] is not None]
    assert sum(values) == Fraction(found["change"]["value"])
    for each in found["effects"]:
        assert sum((Fraction(part["value"]) for part in each["sources"]), Fraction(0)) in (
            Fraction(each["value"]),
            0,
        )
    restated = {each["year"]: each["restated"] for each in found["series"]}
    assert Fraction(restated["2025"]) - Fraction(restated["2024"]) == Fraction(found["change"]["value"])


def test_a_year_that_is_not_there_is_refused(command: Run, sample: Path) -> None:
    code, found = command("compare", sample, "--base", "1999")
    assert (code, found["error"]["code"]) == (3, "unknown_year")


def test_base_year_records_one_edit_and_compare_follows(command: Run, sample: Path) -> None:
    code, found = command("base-year", sample)
    assert (code, found["base"], found["recorded"], found["edit"]) == (0, "2019", False, 0)
    with ProjectFile.open(sample, read_only=True) as file:
        head = file.head
    code, found = command(
        "base-year", sample, "--year", "2024", "--threshold", "6", "--reason", "首个完整年度"
    )
    assert (code, found["base"], found["threshold"], found["edit"]) == (0, "2024", "6", head + 1)
    code, found = command(
        "base-year", sample, "--boundary", "2024:scope2.power=1250", "--reason", "并入二分厂"
    )
    assert found["boundary"] == [
        {"year": "2024", "source": "scope2.power", "amount": "1250", "reason": "并入二分厂"}
    ]
    code, found = command("compare", sample)
    jsonschema.validate(found, SCHEMA)
    assert found["base"] == "2024"
    assert found["policy"]["recalculate"]  # 1250 / 18733.24 = 6.67 %
    (boundary,) = [each for each in found["effects"] if each["id"] == "boundary"]
    assert boundary["value"] == "1250"


def test_a_threshold_that_is_none_is_refused_and_nothing_is_written(command: Run, sample: Path) -> None:
    code, found = command("base-year", sample, "--threshold", "many")
    assert (code, found["error"]["code"]) == (3, "threshold")
    assert command("base-year", sample)[1]["edit"] == 0


def test_the_page_is_printed_beside_the_project(command: Run, sample: Path) -> None:
    code, found = command("report", sample, "--report", "comparison", "--base", "2024", "--language", "zh")
    assert (code, found["pages"]) == (0, 1)
    assert Path(found["file"]).name == "sample-comparison-2025-zh.pdf"
    assert Path(found["file"]).read_bytes().startswith(b"%PDF-")


def test_the_page_is_sealed_and_verified(command: Run, sample: Path) -> None:
    code, found = command("report", sample, "--report", "comparison", "--base", "2024", "--seal")
    assert (code, found["issue"], found["draft"]) == (0, 1, False)
    code, verified = command("verify", sample, "--pdf", found["file"])
    assert code == 0
    assert all(check["holds"] for check in verified["checks"])


def test_people_read_sentences(capsys: pytest.CaptureFixture[str], sample: Path) -> None:
    assert run(["compare", str(sample), "--base", "2024", "--language", "zh", "--by", "t"]) == 0
    told = capsys.readouterr().out
    assert "比2024年的 18,733.24 tCO₂e 少 570.37（−3.0 %）。" in told
    assert "各项相加正好是总变化 −570.37。" in told
