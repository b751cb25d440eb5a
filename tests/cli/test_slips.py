"""What a script learns of a slip: the month, what was meant, and in which words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from zcdesk import places
from zcdesk.cli.main import run

STEAM = (1168, 1067, 934, 668, 551, 5340, 514, 511, 532, 548, 846, 1247)  # June was 534


def answers(folder: Path) -> Path:
    """A plant that only buys steam."""
    months = [
        {
            "quantity": "heat.amount",
            "row": "R01",
            "period": f"2025-{at:02d}",
            "value": str(value),
            "unit": "GJ",
        }
        for at, value in enumerate(STEAM, 1)
    ]
    document = {
        "schema": "zcdesk.answers/1",
        "project": {"years": ["2025"], "methods": [{"id": "cn.machinery", "edition": "2015"}]},
        "rows": [{"id": "R01", "table": "heat"}],
        "answers": months,
    }
    path = folder / "answers.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["check", "compute"])
def test_a_slip_is_told_with_its_month_and_what_was_meant(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str
) -> None:
    file = tmp_path / "a.zcd"
    assert run(["new", str(file), "--answers", str(answers(tmp_path)), "--json"]) == 0
    capsys.readouterr()
    assert run([command, str(file), "--json"]) == 1
    document: Any = json.loads(capsys.readouterr().out)
    if command == "compute":
        schema = places.data("resources") / "schema" / "results-1.json"
        jsonschema.validate(document, json.loads(schema.read_text(encoding="utf-8")))
    (found,) = [each for each in document["years"][0]["findings"] if each["code"].startswith("slip")]
    assert found["place"] == {"quantity": "heat.amount", "row": "R01", "period": "2025-06"}
    assert found["severity"] == "warning"
    assert "2025年6月" in found["message"]["zh"]
    assert "2025-06" in found["message"]["en"]
    assert found["details"]["value"] == "5340"
    assert found["details"]["mended"] == "534"
