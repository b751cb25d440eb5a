"""Another edition and newer factors without a screen: JSON by its schema, exit codes, one step."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.conftest import CATALOGUE
from tests.workbench.changing import newer, plant
from zcdesk.cli.main import run
from zcdesk.domain.answer import Place
from zcdesk.store.project_file import ProjectFile

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def food(tmp_path: Path) -> Path:
    plant(tmp_path / "food.zcd").file.close()
    return tmp_path / "food.zcd"


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Run:
    def go(*words: str | Path) -> tuple[int, Any]:
        code = run([*map(str, words), "--json", "--by", "tester"])
        return code, json.loads(capsys.readouterr().out)

    return go


def check(document: Any, name: str) -> None:
    path = CATALOGUE.resources / "schema" / f"{name}-1.json"
    jsonschema.validate(document, json.loads(path.read_text(encoding="utf-8")))


def test_editions_are_listed_where_none_is_named(food: Path, command: Run) -> None:
    code, found = command("edition", food)
    check(found, "edition")
    assert (code, found["proposal"], found["edit"]) == (0, None, 0)
    assert [(each["edition"], each["now"]) for each in found["editions"]] == [("2024", False), ("2015", True)]


def test_both_editions_are_given_line_by_line_and_nothing_is_written(food: Path, command: Run) -> None:
    code, found = command("edition", food, "cn.food@2024")
    check(found, "edition")
    assert (code, found["edit"]) == (0, 0)
    (line,) = [
        each for each in found["years"][1]["lines"] if (each["id"], each["row"]) == ("fuel.co2", "F01")
    ]
    assert (line["before"]["printed"], line["after"]["printed"]) == ("31.45", "30.96")
    assert line["difference"].startswith("-0.4921285")
    assert [each["place"]["quantity"] for each in found["years"][1]["unread"]] == ["power.factor_level"]
    with ProjectFile.open(food, read_only=True) as file:
        assert [pin.edition for pin in file.project.methods()] == ["2015"]


def test_accepting_needs_a_reason_and_is_one_step(food: Path, command: Run) -> None:
    code, found = command("edition", food, "cn.food@2024", "--accept")
    assert (code, found["error"]["code"]) == (3, "no_reason")
    code, found = command("edition", food, "cn.food@2024", "--accept", "--reason", "required")
    check(found, "edition")
    with ProjectFile.open(food, read_only=True) as file:
        assert (code, found["edit"]) == (0, file.head)
        assert [pin.edition for pin in file.project.methods()] == ["2024"]


def test_a_method_that_is_not_there_is_refused(food: Path, command: Run) -> None:
    assert command("edition", food, "cn.steel@2025")[0] == 3
    assert command("edition", food, "--accept")[1]["error"]["code"] == "nothing_proposed"


def test_what_is_to_be_answered_then_is_found(tmp_path: Path, command: Run) -> None:
    made = plant(tmp_path / "old.zcd", "2024")
    made.set_answer(Place("power.factor_level"), "")  # the edition of 2024 does not read it
    made.file.close()
    code, found = command("edition", tmp_path / "old.zcd", "cn.food@2015")
    check(found, "edition")
    assert code == 1
    assert [each["place"]["quantity"] for each in found["years"][0]["asked"]] == ["power.factor_level"]


def test_newer_contents_are_previewed_and_accepted(food: Path, tmp_path: Path, command: Run) -> None:
    newer(tmp_path)
    (tmp_path / "forms").symlink_to(CATALOGUE.forms)
    packs = ("--packs", tmp_path)
    code, found = command("factors", food, *packs)
    check(found, "factors")
    assert (code, found["edit"]) == (0, 0)
    assert (found["sets"][0]["kind"], found["sets"][0]["id"]) == ("content", "cn.fuels.ndrc-2015")
    assert [each["after"] for each in found["sets"][0]["factors"]] == ["50"]
    assert [year["year"] for year in found["years"]] == ["2022", "2023"]
    code, found = command("factors", food, *packs, "--accept", "--reason", "published")
    assert code == 0
    assert found["edit"] > 0
    code, found = command("factors", food, *packs)
    assert found["proposal"] is None


def test_nothing_newer_is_said(food: Path, command: Run, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = command("factors", food)
    check(found, "factors")
    assert (code, found["proposal"]) == (0, None)
    assert command("factors", food, "--accept")[1]["error"]["code"] == "nothing_proposed"


def test_people_read_both_sides_as_a_table(food: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["edition", str(food), "cn.food", "--language", "zh"]) == 0
    told = capsys.readouterr().out
    assert "平均低位发热量 柴油 43.33 → 42.652 GJ/t" in told
    assert "还没有定基准年，先用最早的2022年" in told
    assert run(["factors", str(food), "cn.fuels.gbt32151-2024", "--language", "en"]) == 0
    told = capsys.readouterr().out
    assert "−0.49" in told
    assert "Net calorific value Diesel  43.33 GJ/t → 42.652 GJ/t" in told


def importing(folder: Path, edition: str) -> Path:
    path = folder / "answers.json"
    method = {"id": "cn.food", "edition": edition} if edition else {"id": "cn.food"}
    answered = [{"quantity": "fuel.amount", "row": "F01", "period": "2023", "value": "11", "unit": "t"}]
    document = {"schema": "zcdesk.answers/1", "project": {"methods": [method]}, "answers": answered}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.mark.parametrize("edition", ["", "2015"])
def test_an_answers_file_keeps_the_edition_of_the_project(
    food: Path, tmp_path: Path, command: Run, edition: str
) -> None:
    assert command("import-answers", food, importing(tmp_path, edition))[0] == 0
    with ProjectFile.open(food, read_only=True) as file:
        assert [pin.edition for pin in file.project.methods()] == ["2015"]


def test_an_answers_file_does_not_change_the_edition_unseen(food: Path, tmp_path: Path, command: Run) -> None:
    code, found = command("import-answers", food, importing(tmp_path, "2024"))
    assert (code, [each["code"] for each in found["error"]["findings"]]) == (3, ["edition_differs"])
    assert "zcdesk edition" in found["error"]["findings"][0]["message"]["zh"]
    with ProjectFile.open(food, read_only=True) as file:
        assert [pin.edition for pin in file.project.methods()] == ["2015"]
