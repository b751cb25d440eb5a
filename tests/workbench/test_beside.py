"""Methods beside the inventory of an open project: taken, left, undone; on the command line and in the settings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from tests.workbench.test_results_view import CATALOGUE
from zcdesk import places
from zcdesk.cli.main import run
from zcdesk.domain.answer import Answer, Place
from zcdesk.workbench import beside
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms import guide
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench, pin_of

SCHEMA = json.loads((places.data("resources") / "schema" / "beside-1.json").read_text(encoding="utf-8"))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    made = create(CATALOGUE, tmp_path / "b.zcd", "lin", ("2025",), (pin_of(CATALOGUE, "cn.machinery"),), None)
    with made.file:
        yield made


def held(bench: Workbench) -> list[str]:
    return [each.id for each in beside.listed(bench) if each.held]


def test_pages_come_and_go_with_the_method_and_answers_stay(bench: Workbench) -> None:
    assert held(bench) == []
    beside.take(bench, "cn.energy-balance")
    assert held(bench) == ["cn.energy-balance"]
    assert "meter" in [page.id for page in guide.pages(bench)]
    bench.set_answer(Place("closure.own_tolerance"), "3", "%")
    beside.leave(bench, "cn.energy-balance")
    assert "meter" not in [page.id for page in guide.pages(bench)]
    assert bench.project.answers[Place("closure.own_tolerance")] == Answer("3", "%")


def test_the_inventory_is_what_it_was(bench: Workbench) -> None:
    before = bench.inventories()["cn.machinery@2015"].line("total.location", "2025")
    beside.take(bench, "iso.14064")
    assert bench.inventories()["cn.machinery@2015"].line("total.location", "2025") == before


def test_each_is_one_step_that_undo_takes_back(bench: Workbench) -> None:
    assert beside.take(bench, "cn.energy").number
    assert not beside.take(bench, "cn.energy").number  # it has it
    bench.undo()
    assert held(bench) == []
    assert not beside.leave(bench, "cn.energy").number


def test_the_method_of_a_sector_is_not_taken_so(bench: Workbench) -> None:
    with pytest.raises(Refused, match="not_beside"):
        beside.take(bench, "cn.steel")


def test_the_only_method_stays(tmp_path: Path) -> None:
    made = create(CATALOGUE, tmp_path / "e.zcd", "lin", ("2025",), (pin_of(CATALOGUE, "cn.energy"),), None)
    with made.file, pytest.raises(Refused, match="only_method"):
        beside.leave(made, "cn.energy")


def test_the_command_lists_takes_and_leaves(bench: Workbench, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(bench.file.path)
    bench.file.close()

    def told(*words: str) -> dict[str, object]:
        assert run(["beside", path, "--json", *words]) == 0
        document = json.loads(capsys.readouterr().out)
        jsonschema.validate(document, SCHEMA)
        return {
            "held": [each["id"] for each in document["methods"] if each["held"]],
            "edit": document["edit"],
        }

    assert told() == {"held": [], "edit": 0}
    added = told("--add", "cn.energy-balance")
    assert added["held"] == ["cn.energy-balance"]
    assert added["edit"]
    assert told("--drop", "cn.energy-balance", "--add", "cn.energy")["held"] == ["cn.energy"]
    assert run(["beside", path, "--add", "cn.steel"]) == 3
