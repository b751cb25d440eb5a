"""``findings``: a verifier's file taken in, answered and given back on the command line."""

# ruff: noqa: F811

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from tests.cli.test_commands import SCHEMAS, Run, answers, command  # noqa: F401


def test_taken_in_answered_and_given_back(command: Run, tmp_path: Path) -> None:
    file, sent = tmp_path / "a.zcd", tmp_path / "findings.csv"
    command("new", file, "--answers", answers(tmp_path))
    sent.write_text(
        "编号,位置,级别,核查意见,提出人\nV-7,fuel.amount[F01]@2025,要改正,应为 13,赵\n", encoding="utf-8"
    )
    code, told = command("import", file, sent, "--accept")
    assert (code, told["accepted"], told["counts"]["new"]) == (0, True, 1)
    code, told = command("findings", file)
    assert (code, told["open"]) == (1, 1)
    assert told["findings"][0]["where"] == "fuel.amount[F01]@2025"
    code, told = command("findings", file, "--answer", "V-7=已改", "--out", tmp_path / "back.json")
    assert (code, told["open"], len(told["edits"])) == (0, 0, 1)
    back = json.loads((tmp_path / "back.json").read_text(encoding="utf-8"))
    jsonschema.validate(back, json.loads((SCHEMAS / "findings-1.json").read_text(encoding="utf-8")))
    assert (back["findings"][0]["number"], back["findings"][0]["answer"]) == ("V-7", "已改")
    assert command("findings", file, "--answer", "V-9=x")[1]["error"]["code"] == "unknown_task"
    assert command("findings", file, "--out", tmp_path / "back.pdf")[1]["error"]["code"] == "suffix"
