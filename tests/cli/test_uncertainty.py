"""``zcdesk uncertainty``: words for people, one document for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.conftest import ROOT
from zcdesk.cli.main import run

SCHEMA = json.loads((ROOT / "resources" / "schema" / "uncertainty-1.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample factory as a project file."""
    path = tmp_path_factory.mktemp("uncertainty") / "sample.zcd"
    given = ROOT / "resources" / "sample" / "answers.json"
    assert run(["new", str(path), "--answers", str(given), "--json"]) == 0
    return path


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    """Exit code and document of a command."""
    capsys.readouterr()
    code = run([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_document_follows_its_schema_and_can_be_repeated(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("uncertainty", str(sample), "--year", "2025", "--draws", "2000")
    (code, one), (_, two), (_, other) = (asked(capsys, *words, *more) for more in ((), (), ("--seed", "7")))
    assert code == 0
    jsonschema.validate(one, SCHEMA)
    assert one == two
    assert one["years"][0]["total"]["drawn"] != other["years"][0]["total"]["drawn"]
    assert one["years"][0]["total"]["low_percent"] == other["years"][0]["total"]["low_percent"]
    assert sum(float(share["share_percent"]) for share in one["years"][0]["ranking"]) == pytest.approx(
        100, abs=1
    )
    assert not one["years"][0]["recorded"]


def test_both_ways_agree_on_the_sample(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said = asked(capsys, "uncertainty", str(sample), "--draws", "20000")
    total = said["years"][0]["total"]
    assert float(total["drawn"]["high_percent"]) == pytest.approx(float(total["high_percent"]), rel=0.03)


def test_the_error_formula_alone(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = asked(capsys, "uncertainty", str(sample), "--draws", "0", "--view", "market")
    assert code == 0
    jsonschema.validate(said, SCHEMA)
    assert said["years"][0]["total"]["drawn"] is None
    assert said["years"][0]["total"]["id"].endswith("market")


@pytest.mark.parametrize("more", [("--draws", "-1"), ("--draws", "1000001"), ("--seed", "-1")])
def test_what_cannot_be_drawn_is_refused(
    sample: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, str]
) -> None:
    code, said = asked(capsys, "uncertainty", str(sample), *more)
    assert (code, said["error"]["code"]) == (3, "draws_wrong")


def test_a_total_that_is_missing_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.zcd"
    assert run(["new", str(path), "--method", "cn.machinery", "--year", "2025", "--json"]) == 0
    code, said = asked(capsys, "uncertainty", str(path))
    assert (code, said["error"]["code"]) == (3, "uncertainty_missing")


def test_people_read_bands_and_advice(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["uncertainty", str(sample), "--draws", "500", "--language", "zh", "--record"]) == 0
    text = capsys.readouterr().out
    assert "排放总量（位置法）" in text
    assert "±6.3 %" in text
    assert "换成“0.5S 级电能表 ±1 %”" in text
    assert "已记入报告" in text
    _, said = asked(capsys, "uncertainty", str(sample), "--draws", "0")
    assert said["years"][0]["recorded"]
