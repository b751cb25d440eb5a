"""``copy`` and ``merge``: a project given to a colleague and taken back."""

# ruff: noqa: F811

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.test_commands import SCHEMAS, Run, answers, command  # noqa: F401
from tests.conftest import CATALOGUE
from zcdesk.domain.answer import Place
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.workbench import Workbench

SCHEMA = json.loads((SCHEMAS / "merge-1.json").read_text(encoding="utf-8"))
AMOUNT = Place("fuel.amount", "F01", "2025")


@pytest.fixture
def copies(command: Run, tmp_path: Path) -> tuple[Path, Path]:
    """A project and its copy; the amount of gas is another in each, and the copy has a new row."""
    mine, theirs = tmp_path / "mine.zcd", tmp_path / "theirs.zcd"
    command("new", mine, "--answers", answers(tmp_path))
    code, told = command("copy", mine, "--out", tmp_path / "theirs")
    assert (code, told["schema"], told["file"]) == (0, "zcdesk.copied/1", str(theirs))
    for path, text in ((mine, "13"), (theirs, "14")):
        with ProjectFile.open(path) as file:
            bench = Workbench(CATALOGUE, file, path.stem)
            bench.set_answer(AMOUNT, text, "万Nm³")
            if path == theirs:
                bench.set_answer(Place("fuel.amount", bench.add_row("fuel", "diesel"), "2025"), "3", "t")
    return mine, theirs


def test_a_conflict_is_listed_and_nothing_is_merged_before_it_is_settled(
    command: Run, copies: tuple[Path, Path]
) -> None:
    mine, theirs = copies
    before = mine.read_bytes()
    code, told = command("merge", mine, theirs)
    jsonschema.validate(told, SCHEMA)
    assert code == 1
    (conflict,) = told["conflicts"]
    assert conflict["id"] == "answer:fuel.amount[F01]@2025"
    assert (conflict["mine"]["value"], conflict["mine"]["by"]) == ("13 万Nm³", "mine")
    assert (conflict["theirs"]["value"], conflict["theirs"]["by"]) == ("14 万Nm³", "theirs")
    code, told = command("merge", mine, theirs, "--accept")
    assert (code, told["error"]["code"]) == (3, "conflicts")
    code, told = command("merge", mine, theirs, "--accept", "--take", "answer:nothing=mine")
    assert (code, told["error"]["code"]) == (3, "no_conflict")
    assert mine.read_bytes() == before


@pytest.mark.parametrize(
    "choice", [("--prefer", "theirs"), ("--take", "answer:fuel.amount[F01]@2025=theirs")]
)
def test_accepted_it_is_one_step_and_a_second_time_there_is_nothing(
    command: Run, copies: tuple[Path, Path], choice: tuple[str, str]
) -> None:
    mine, theirs = copies
    code, told = command("merge", mine, theirs, "--accept", *choice)
    jsonschema.validate(told, SCHEMA)
    assert (code, told["accepted"], told["counts"]["rows"], told["counts"]["answers"]) == (0, True, 1, 3)
    with ProjectFile.open(mine) as file:
        assert file.head == told["edit"]
        assert file.project.answers[AMOUNT].text == "14"
        assert file.edit(file.head).label == "合并 theirs.zcd"
        assert file.project.answers[Place("fuel.amount", "F02", "2025")].text == "3"
    assert command("verify", mine)[0] == 0
    code, told = command("merge", mine, theirs, "--accept")
    assert (code, told["accepted"], told["conflicts"]) == (0, False, [])


def test_strangers_are_refused_and_a_copy_overwrites_nothing(
    command: Run, copies: tuple[Path, Path], tmp_path: Path
) -> None:
    mine, theirs = copies
    command("new", tmp_path / "other.zcd", "--answers", answers(tmp_path))
    code, told = command("merge", mine, tmp_path / "other.zcd")
    assert (code, told["error"]["code"]) == (3, "no_ancestor")
    code, told = command("copy", mine, "--out", theirs)
    assert (code, told["error"]["code"]) == (4, "exists")
