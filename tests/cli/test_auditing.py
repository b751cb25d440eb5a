"""``audit-report`` as a script would use it: JSON and tables in, exit codes and documents of the schema out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from zcdesk import places
from zcdesk.cli.main import run

SCHEMAS = places.data("resources") / "schema"
PUBLISHED = Path(__file__).parent.parent / "calc" / "published"

TABLE = """名称,数值,单位,占比
化石燃料燃烧,"1,731.88",tCO2,7.0%
工业生产过程,0.00,tCO2,0.0%
净购入电力,"22,996.68",tCO2,93.0%
排放总量,"24,728.56",tCO2,
"""


def audit(capsys: pytest.CaptureFixture[str], path: Path, *more: str) -> tuple[int, Any]:
    """Exit code and document."""
    code = run(["audit-report", str(path), "--json", *more])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("path", sorted(PUBLISHED.glob("*.json")), ids=lambda path: path.stem)
def test_documents_in_and_out_are_of_their_schemas(capsys: pytest.CaptureFixture[str], path: Path) -> None:
    given = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.validate(given, json.loads((SCHEMAS / "printed-1.json").read_text(encoding="utf-8")))
    code, found = audit(capsys, path)
    jsonschema.validate(found, json.loads((SCHEMAS / "audit-1.json").read_text(encoding="utf-8")))
    assert code == 1
    assert sum(found["verdicts"].values()) == found["looked_at"] == len(given["relations"]) + restated(found)


def restated(found: Any) -> int:
    """Figures printed twice: looked at beside the relations."""
    return sum(each["kind"] == "restated" for each in found["findings"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_saved_by_a_spreadsheet_is_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(TABLE.encode(encoding))
    code, found = audit(capsys, path)
    assert (code, found["looked_at"], found["findings"]) == (
        0,
        5,
        [],
    )  # one sum, three shares, the shares together
    path.write_bytes(TABLE.replace("24,728.56", "24,782.56").encode(encoding))
    code, found = audit(capsys, path)
    assert code == 1
    assert found["findings"][0]["suspects"][0] == {"line": "n5", "meant": "24728.56", "how": "swapped"}


@pytest.mark.parametrize(
    "content, code",
    [
        (b"", "file_empty"),
        (b"PK\x03\x04rest", "printed_kind"),
        (b"%PDF-1.7", "printed_kind"),
        (b"\xff\xfe\x00\xff\x81", "printed_kind"),
        (b"a,b\n1,2\n", "printed_heads"),
        (b"name,value\nx,1..2\n", "printed_number"),
        (b"{", "not_json"),
        (b'{"schema": "zcdesk.answers/1"}', "json_schema"),
        (b'{"schema": "zcdesk.printed/1", "lines": []}', "json_missing_field"),
        (b'{"schema": "zcdesk.printed/1", "lines": [3, {"value": "1", "id": "a"}, {"value": "2", "id": "a"}]}',
         "json_missing_field"),
        (b"[" * 5000, "not_json"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_printed_lines_is_refused_with_the_reason(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "given"
    path.write_bytes(content)
    exit_code, found = audit(capsys, path)
    assert exit_code == 3
    assert found["error"]["findings"][0]["code"] == code
    assert "{" not in found["error"]["findings"][0]["message"]["zh"]


def test_a_file_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert audit(capsys, tmp_path / "none.csv")[0] == 3


def test_people_read_which_digit_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit-report", str(PUBLISHED / "cn03.json"), "--language", "zh"]) == 1
    said = capsys.readouterr().out
    assert "“scope 2 2022”若是 8911.8，只差一位，就相符。" in said
    assert run(["audit-report", str(PUBLISHED / "cn03.json"), "--language", "en"]) == 1
    assert "a single digit, it would agree" in capsys.readouterr().out
