"""``import``: a file is recognised, seen, and taken as one step; what was refused is handed back."""

# ruff: noqa: F811

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from tests.cli.test_commands import SCHEMAS, Run, command  # noqa: F401
from tests.cli.test_workbook import filled, made, project, sent, told  # noqa: F401
from zcdesk.exchange.tables import refused_out

SCHEMA = json.loads((SCHEMAS / "import-1.json").read_text(encoding="utf-8"))
POWER = ("电力", "", "电网购电（不含绿电交易）")


def go(run: Run, *words: str | Path) -> dict[str, Any]:
    _, document = run("import", *words)
    jsonschema.validate(document, SCHEMA)
    result: dict[str, Any] = document
    return result


def test_an_entry_workbook_is_known_and_taken(command: Run, project: Path, sent: Path) -> None:
    filled(sent, (*POWER, 0, 120.5), ("化石燃料", "F01", "净消耗量", 12, 13))
    seen = go(command, project, sent)
    assert (seen["reader"], seen["year"], seen["accepted"]) == ("workbook", "2025", False)
    assert (seen["counts"]["new"], seen["counts"]["changed"]) == (1, 1)
    before = told(project)
    taken = go(command, project, sent, "--accept")
    assert taken["accepted"]
    after = told(project)
    assert after["power.grid@2025-01"][0] == "120.5"
    assert (before["fuel.amount[F01]@2025"][0], after["fuel.amount[F01]@2025"][0]) == ("12.5", "13")


def test_what_is_there_can_be_kept(command: Run, project: Path, sent: Path) -> None:
    filled(sent, (*POWER, 0, 120.5), ("化石燃料", "F01", "净消耗量", 12, 13))
    go(command, project, sent, "--overlap", "keep", "--accept")
    after = told(project)
    assert after["power.grid@2025-01"][0] == "120.5"
    assert after["fuel.amount[F01]@2025"][0] == "12.5"


def test_what_was_refused_is_handed_back_with_its_reason(
    command: Run, project: Path, sent: Path, tmp_path: Path
) -> None:
    filled(sent, (*POWER, 0, "十二"), (*POWER, 1, 120))
    out = tmp_path / "refused.xlsx"
    code, _ = command("import", project, sent, "--refused", out, "--language", "zh")
    assert code == 1
    rows = list(openpyxl.load_workbook(out).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert rows[0] == tuple(words.zh for words in refused_out.HEADS)
    assert len(rows) == 2
    assert "十二" in rows[1][2]
    assert rows[1][4]
    again, said = command("import", project, sent, "--refused", out)
    assert (again, said["error"]["code"]) == (3, "exists")


@pytest.mark.parametrize(
    "words, code",
    [
        (("--as", "nothing"), "reader"),
        (("--overlap", "add"), "overlap"),
        (("--refused", "out.txt"), "suffix"),
        (("--layout", "{sent}"), "layout"),
    ],
)
def test_what_cannot_be_done_is_said(
    command: Run, project: Path, sent: Path, words: tuple[str, str], code: str
) -> None:
    exit_code, said = command("import", project, sent, *(word.replace("{sent}", str(sent)) for word in words))
    assert (exit_code, said["error"]["code"]) == (3, code)


def test_a_file_of_no_kind_is_refused(command: Run, project: Path, tmp_path: Path) -> None:
    other = tmp_path / "picture.pdf"
    other.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    exit_code, said = command("import", project, other)
    assert (exit_code, said["error"]["code"]) == (3, "unknown_file")
