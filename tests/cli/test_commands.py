"""The command line as a script would use it: exit codes, JSON, and nothing half written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from zcdesk import places
from zcdesk.cli.main import run
from zcdesk.store.project_file import ProjectFile

SCHEMAS = places.data("resources") / "schema"

Run = Callable[..., tuple[int, Any]]

BASE: dict[str, Any] = {
    "schema": "zcdesk.answers/1",
    "project": {"years": ["2025"], "methods": [{"id": "cn.machinery", "edition": "2015"}]},
    "rows": [{"id": "F01", "table": "fuel"}],
    "answers": [
        {"quantity": "fuel.kind", "row": "F01", "value": "natural_gas"},
        {"quantity": "fuel.amount", "row": "F01", "period": "2025", "value": "12.5", "unit": "万Nm³"},
    ],
}


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line with --json and gives its exit code and document."""

    def go(*words: str | Path) -> tuple[int, Any]:
        code = run([*map(str, words), "--json", "--by", "tester"])
        printed = capsys.readouterr().out
        return code, json.loads(printed) if printed else None

    return go


def answers(folder: Path, *more: dict[str, Any], name: str = "answers.json", **changed: Any) -> Path:
    """An answers file: the base with further answers, and top-level keys changed."""
    document = BASE | {"answers": [*BASE["answers"], *more]} | changed
    path = folder / name
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def codes(document: Any) -> list[str]:
    """The codes of an error's findings."""
    return [item["code"] for item in document["error"]["findings"]]


def test_new_then_compute_gives_the_traced_line(command: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.zcd"
    code, made = command("new", file, "--answers", answers(tmp_path))
    assert (code, made["answers"], made["years"]) == (0, 2, ["2025"])
    code, results = command("compute", file)
    assert code == 1  # electricity and more is still missing
    jsonschema.validate(results, json.loads((SCHEMAS / "results-1.json").read_text(encoding="utf-8")))
    lines = {(line["id"], line["row"]): line for line in results["years"][0]["lines"]}
    burnt = lines["fuel.co2", "F01"]
    assert burnt["value"] == "270.273601125"  # 12.5 * 389.31 * 0.0153 * 0.99 * 44 / 12
    assert burnt["printed"] == "270.27"
    assert burnt["clause"]
    assert [item["kind"] for item in burnt["inputs"]] == ["answer", "line", "line", "line", "constant"]
    assert lines["total.location", ""]["value"] is None
    missing = {(gap["kind"], gap["place"]["quantity"]) for gap in results["years"][0]["missing"]}
    assert ("answer", "power.grid") in missing
    assert ("rows", "heat") in missing


def test_new_takes_method_and_year_without_answers(command: Run, tmp_path: Path) -> None:
    code, made = command(
        "new", tmp_path / "a.zcd", "--method", "cn.machinery", "--year", "2024", "--year", "2025"
    )
    assert (code, made["methods"], made["years"]) == (0, ["cn.machinery@2015"], ["2024", "2025"])


def test_new_does_not_write_over_a_file(command: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.zcd"
    file.write_bytes(b"something of value")
    code, said = command("new", file, "--method", "cn.machinery", "--year", "2025")
    assert (code, said["schema"]) == (4, "zcdesk.error/1")
    assert file.read_bytes() == b"something of value"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (
            {"quantity": "fuel.amount", "row": "F01", "period": "2025-01", "value": "abc"},
            "number_not_a_number",
        ),
        ({"quantity": "fuel.amount", "row": "F01", "period": "2025-01", "value": "1,23"}, "number_grouping"),
        ({"quantity": "fuel.amount", "row": "F01", "period": "2025-01", "value": "-5"}, "negative"),
        (
            {"quantity": "fuel.amount", "row": "F01", "period": "2025-01", "value": "5", "unit": "kWh"},
            "unit_does_not_fit",
        ),
        (
            {"quantity": "fuel.amount", "row": "F01", "period": "2025-01", "value": "5", "unit": "斗"},
            "unit_does_not_fit",
        ),
        ({"quantity": "fuel.amount", "row": "F01", "period": "2024-12", "value": "5"}, "outside_years"),
        ({"quantity": "fuel.amount", "row": "F02", "period": "2025", "value": "5"}, "unknown_row"),
        ({"quantity": "fuel.amount", "period": "2025", "value": "5"}, "row_wanted"),
        ({"quantity": "fuel.mass", "row": "F01", "period": "2025", "value": "5"}, "unknown_quantity"),
        ({"quantity": "power.factor_level", "value": "galactic"}, "unknown_option"),
        (
            {"quantity": "power.grid", "period": "2025", "value": "1", "evidence": [{"id": "E-009"}]},
            "unknown_evidence",
        ),
        ({"quantity": "power.grid", "period": "2025-13", "value": "1"}, "period_text"),
        ({"quantity": "power.grid", "period": "2025", "value": "  "}, "blank_answer"),
        ({"quantity": "power.grid", "period": "2025", "standing": "default"}, "no_default"),
    ],
)
def test_bad_answer_is_refused_whole_with_its_place(
    command: Run, tmp_path: Path, wrong: dict[str, Any], code: str
) -> None:
    file = tmp_path / "a.zcd"
    command("new", file, "--answers", answers(tmp_path))
    before = file.read_bytes()
    good = {"quantity": "power.grid", "period": "2025-01", "value": "10"}
    exit_code, said = command("import-answers", file, answers(tmp_path, good, wrong, name="more.json"))
    assert exit_code == 3
    assert codes(said) == [code]
    message = said["error"]["findings"][0]["message"]
    assert message["zh"]
    assert message["en"]
    assert "{" not in message["zh"] + message["en"]
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"not json at all", "not_json"),
        (b"\xff\xfe\x00", "not_json"),
        (b'{"schema": "zcdesk.answers/9"}', "json_schema"),
        (b'{"schema": "zcdesk.answers/1", "answers": [{"quantity": 5}]}', "json_shape"),
        (
            b'{"schema": "zcdesk.answers/1", "answers": [{"quantity": "power.grid", "valu": "5"}]}',
            "json_shape",
        ),
        (b"[" * 100_000, "json_shape"),
        (b'{"schema": ' * 100_000, "json_shape"),
        (
            b'{"schema": "zcdesk.answers/1", "evidence": [{"id": "E-001", "file": "../../etc/passwd"}]}',
            "evidence_path",
        ),
        (
            b'{"schema": "zcdesk.answers/1", "evidence": [{"id": "E-001", "file": "/etc/passwd"}]}',
            "evidence_path",
        ),
        (
            b'{"schema": "zcdesk.answers/1", "evidence": [{"id": "E-001", "file": "gone.pdf"}]}',
            "evidence_missing",
        ),
        (b'{"schema": "zcdesk.answers/1", "rows": [{"id": "R01", "table": "fuel"}]}', "row_letter"),
        (b'{"schema": "zcdesk.answers/1", "rows": [{"id": "F01", "table": "fool"}]}', "unknown_table"),
        (b'{"schema": "zcdesk.answers/1", "project": {"methods": [{"id": "cn.moon"}]}}', "unknown_method"),
    ],
)
def test_bad_answers_file_is_refused(command: Run, tmp_path: Path, content: bytes, code: str) -> None:
    file, given = tmp_path / "a.zcd", tmp_path / "bad.json"
    command("new", file, "--method", "cn.machinery", "--year", "2025")
    before = file.read_bytes()
    given.write_bytes(content)
    exit_code, said = command("import-answers", file, given)
    assert exit_code == 3
    assert code in codes(said)
    assert file.read_bytes() == before


def test_new_with_bad_answers_leaves_no_file(command: Run, tmp_path: Path) -> None:
    bad = {"quantity": "power.grid", "period": "2025", "value": "a lot"}
    code, _ = command("new", tmp_path / "a.zcd", "--answers", answers(tmp_path, bad))
    assert code == 3
    assert [path.name for path in tmp_path.iterdir()] == ["answers.json"]


def test_huge_evidence_is_refused_unread(command: Run, tmp_path: Path) -> None:
    with (tmp_path / "big.pdf").open("wb") as big:
        big.truncate(2 * 1024**3)  # 2 GB without occupying them
    given = answers(tmp_path, evidence=[{"id": "E-001", "file": "big.pdf"}])
    code, said = command("new", tmp_path / "a.zcd", "--answers", given)
    assert (code, codes(said)) == (3, ["file_too_large"])
    assert not (tmp_path / "a.zcd").exists()


def test_evidence_with_a_hostile_name_is_kept_under_a_harmless_one(command: Run, tmp_path: Path) -> None:
    hostile = "fa\u202ecod\u0007.pdf" if os.name != "nt" else "con.pdf"
    (tmp_path / hostile).write_bytes(b"%PDF-1.4 nothing")
    given = answers(tmp_path, evidence=[{"id": "E-001", "file": hostile, "kind": "invoice"}])
    code, _ = command("new", tmp_path / "a.zcd", "--answers", given)
    assert code == 0
    with ProjectFile.open(tmp_path / "a.zcd", read_only=True) as file:
        name = file.project.evidence["E-001"].name
    assert name.isprintable()
    assert "\u202e" not in name


def test_a_file_that_is_no_project_is_named(command: Run, tmp_path: Path) -> None:
    path = tmp_path / "holiday.zcd"
    path.write_bytes(b"\x89PNG\r\n" * 400)
    for words in (
        ("compute", path),
        ("check", path),
        ("verify", path),
        ("import-answers", path, answers(tmp_path)),
    ):
        code, said = command(*words)
        assert code == 4
        assert "holiday.zcd" in said["error"]["message"]["zh"]
    assert path.read_bytes() == b"\x89PNG\r\n" * 400


def test_unknown_words_are_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(["compute", "--json"])
    assert stopped.value.code == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "usage"


def test_check_lists_what_is_missing(command: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.zcd"
    command("new", file, "--answers", answers(tmp_path))
    code, said = command("check", file)
    assert code == 1
    messages = [
        item["message"]["zh"] for item in said["years"][0]["findings"] if item["severity"] == "missing"
    ]
    assert any("电网购电" in text and "2025年" in text for text in messages)


def test_describe_names_default_with_value_and_source(command: Run) -> None:
    code, said = command("describe", "cn.machinery@2015")
    assert code == 0
    by_id = {quantity["id"]: quantity for quantity in said["quantities"]}
    gas = by_id["fuel.ncv_measured"]["default"]["values"]["natural_gas"]
    assert (gas["value"], gas["unit"]) == ("389.31", "GJ/万Nm3")
    assert "1722" in gas["source"]
    assert by_id["fuel.oxidation_measured"]["default"]["values"]["natural_gas"]["value"] == "99"
    assert by_id["power.grid"]["default"] is None


def test_answers_of_the_sample_follow_the_published_schema() -> None:
    schema = json.loads((SCHEMAS / "answers-1.json").read_text(encoding="utf-8"))
    given = json.loads((places.data("resources") / "sample" / "answers.json").read_text(encoding="utf-8"))
    jsonschema.validate(given, schema)


def test_no_command_loads_qt_and_compute_loads_no_report_engine(tmp_path: Path) -> None:
    given = answers(tmp_path)
    code = (
        "import sys\n"
        "from zcdesk.cli.main import run\n"
        f"assert run(['new', {str(tmp_path / 'q.zcd')!r}, '--answers', {str(given)!r}]) == 0\n"
        f"run(['compute', {str(tmp_path / 'q.zcd')!r}])\n"
        "heavy = {'PySide6', 'reportlab', 'matplotlib', 'numpy'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
