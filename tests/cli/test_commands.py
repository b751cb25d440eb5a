"""The command line as a script would use it: exit codes, JSON, and nothing half written."""

from __future__ import annotations

import json
import os
import shutil
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
            "unit_unknown",
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
        (b"\xff\xfe\x00", "not_utf8"),
        ('{"schema": "\u4e2d\u6587"}'.encode("gb18030"), "not_utf8"),
        (b"\xff\xff\xff", "not_text"),
        (b"PK\x03\x04rest of a workbook", "is_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is_workbook"),
        ("月份,用电量\n1,20\n".encode(), "is_table"),
        (b"  ", "file_empty"),
        (b'{"schema": "zcdesk.answers/1", "answers": [', "json_truncated"),
        (b'{"schema": "zcdesk.answers/1", "answers": [{}]}', "json_missing_field"),
        (b'{"schema": "zcdesk.answers/1", "answers": {}}', "json_type"),
        (
            b'{"schema": "zcdesk.answers/1", "answers": [{"quantity": "a", "standing": "maybe"}]}',
            "json_standing",
        ),
        (b'{"schema": "zcdesk.answers/1", "project": {"settings": {"colour": "red"}}}', "setting_unknown"),
        (
            b'{"schema": "zcdesk.answers/1", "project": {"settings": {"confirmed:older_year:x": "I"}}}',
            "confirmation_unknown",
        ),
        (b'{"schema": "zcdesk.answers/9"}', "json_schema"),
        (b'{"schema": "zcdesk.answers/1", "answers": [{"quantity": 5}]}', "json_number_for_text"),
        (
            b'{"schema": "zcdesk.answers/1", "answers": [{"quantity": "power.grid", "valu": "5"}]}',
            "json_unknown_field",
        ),
        (b"[" * 100_000, "json_type"),
        (b'{"schema": ' * 100_000, "json_type"),
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


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (("chek",), "是不是 check？", "Did you mean check?"),
        ((), "没有给出命令", "No command was given"),
        (("compute",), "缺少参数：FILE", "Missing: FILE"),
        (("compute", "a.zcd", "--colour"), "不认识的参数：--colour", "Not known: --colour"),
        (("compute", "a.zcd", "--year"), "--year 后面缺少内容", "--year needs something"),
        (("compute", "a.zcd", "--language", "fr"), "可用：zh、en", "use one of zh, en"),
    ],
)
def test_a_mistyped_command_is_answered_in_both_languages(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], zh: str, en: str
) -> None:
    with pytest.raises(SystemExit):
        run([*words, "--json"])
    message = json.loads(capsys.readouterr().out)["error"]["message"]
    assert zh in message["zh"]
    assert en in message["en"]


def test_new_asks_for_the_ending_and_for_a_folder_that_is_there(command: Run, tmp_path: Path) -> None:
    code, said = command("new", tmp_path / "plant", "--method", "cn.machinery", "--year", "2025")
    assert (code, said["error"]["code"]) == (3, "name_ending")
    assert "plant.zcd" in said["error"]["message"]["zh"]
    code, said = command("new", tmp_path / "no" / "a.zcd", "--method", "cn.machinery", "--year", "2025")
    assert (code, said["error"]["code"]) == (3, "no_folder")
    assert list(tmp_path.iterdir()) == []


DOUBTFUL = [
    {"quantity": "power.grid", "period": "2025", "value": "100"},
    {"quantity": "power.factor_level", "value": "national"},
    {"quantity": "power.market_factor", "value": "location"},
    {"quantity": "site.output_value", "period": "2025", "value": "100"},
    *[
        {"quantity": f"power.{part}", "period": "2025", "standing": "none"}
        for part in ("green_trade", "direct", "pv_self_used", "exported", "certificates")
    ],
    *[{"quantity": table, "standing": "none"} for table in ("heat", "biomass", "weld", "fgas")],
]


def test_confirm_takes_the_keys_that_check_gives(command: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.zcd"
    command("new", file, "--answers", answers(tmp_path, *DOUBTFUL))
    _, said = command("check", file)
    keys = [item["confirm"] for item in said["years"][0]["findings"] if "confirm" in item]
    assert keys
    code, listed = command("confirm", file)
    assert (code, listed["open"]) == (1, keys)
    code, refused = command("confirm", file, keys[0], "confirmed:moon")
    assert (code, refused["error"]["code"]) == (3, "unknown_confirmation")
    assert len(refused["error"]["findings"]) == len(keys)
    code, done = command("confirm", file, *keys, "--reason", "对过公告")
    assert (code, done["open"]) == (0, [])
    with ProjectFile.open(file, read_only=True) as held:
        assert held.project.settings[keys[0]] == "tester: 对过公告"
        assert held.head == done["edit"] > 0
    _, said = command("check", file)
    assert not [item for item in said["years"][0]["findings"] if "confirm" in item]


def test_check_says_how_to_confirm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.zcd"
    run(["new", str(file), "--answers", str(answers(tmp_path, *DOUBTFUL))])
    run(["check", str(file), "--language", "zh"])
    said = capsys.readouterr().out
    assert '确认键："confirmed:' in said
    assert "zcdesk confirm a.zcd" in said
    assert "project.settings" in said


def test_an_error_found_by_a_check_makes_compute_end_with_one(
    command: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.zcd"
    command("new", file, "--answers", answers(tmp_path, *DOUBTFUL))
    assert command("compute", file)[0] == 0
    more = {"quantity": "power.exported", "period": "2025", "value": "101"}
    command("import-answers", file, answers(tmp_path, more, name="more.json"))
    assert command("compute", file)[0] == 1
    assert run(["compute", str(file), "--language", "zh"]) == 1
    assert "数据有 1 处错误" in capsys.readouterr().out


def test_a_mistake_in_every_month_is_one_line_for_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    months = [
        {"quantity": "power.grid", "period": f"2025-{month:02d}", "value": "5", "unit": "斗"}
        for month in range(1, 13)
    ]
    given = answers(tmp_path, *months)
    assert run(["new", str(tmp_path / "a.zcd"), "--answers", str(given), "--language", "en"]) == 3
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert "MWh" in said[1]
    assert said[1].endswith("(and 11 more of the year's months)")
    assert run(["new", str(tmp_path / "a.zcd"), "--answers", str(given), "--json"]) == 3
    assert len(json.loads(capsys.readouterr().out)["error"]["findings"]) == 12


def test_an_import_tells_what_it_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.zcd"
    run(["new", str(file), "--method", "cn.machinery", "--year", "2025"])
    (tmp_path / "bill.pdf").write_bytes(b"%PDF-1.4 nothing")
    changed = {
        "project": {"settings": {"report.number": "7"}},
        "evidence": [{"id": "E-001", "file": "bill.pdf"}],
    }
    given = answers(tmp_path, **changed)
    capsys.readouterr()
    for wanted in ("改动：答案 2、行 1、证据 1、设置 1。", "没有改动"):
        assert run(["import-answers", str(file), str(given), "--language", "zh"]) == 0
        assert wanted in capsys.readouterr().out


def test_full_width_units_are_read(command: Run, tmp_path: Path) -> None:
    wide = {"quantity": "power.grid", "period": "2025", "value": "5", "unit": "ＭＷｈ"}
    assert command("new", tmp_path / "a.zcd", "--answers", answers(tmp_path, wide))[0] == 0


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A copy of the packs that may be broken."""
    root = places.data("resources").parent
    shutil.copytree(
        root / "resources", tmp_path / "packs" / "resources", ignore=shutil.ignore_patterns("fonts")
    )
    shutil.copytree(root / "forms", tmp_path / "packs" / "forms")
    return tmp_path / "packs"


def test_one_broken_method_leaves_the_others_usable(command: Run, packs: Path, tmp_path: Path) -> None:
    path = packs / "resources" / "methods" / "cn.industrial-other" / "2015" / "method.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\nnonsense", encoding="utf-8")
    code, said = command("methods", "--packs", packs)
    assert code == 1
    assert [each["method"] for each in said["broken"]] == ["cn.industrial-other@2015"]
    others = {folder.name for folder in (packs / "resources" / "methods").glob("*.*") if folder.is_dir()}
    assert {"cn.machinery", "cn.energy"} < others
    assert {method["id"] for method in said["methods"]} == others - {"cn.industrial-other"}
    file = tmp_path / "a.zcd"
    assert command("new", file, "--answers", answers(tmp_path), "--packs", packs)[0] == 0
    assert command("compute", file, "--packs", packs)[1]["schema"] == "zcdesk.results/1"
    code, said = command("describe", "cn.industrial-other", "--packs", packs)
    assert (code, said["error"]["code"]) == (3, "pack")


def test_lint_reads_the_packs_of_the_author(
    command: Run, packs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command("lint", "--packs", packs) == (0, {"schema": "zcdesk.lint/1", "complaints": []})
    path = packs / "resources" / "methods" / "cn.machinery" / "2015" / "examples.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('value = "', 'value = "7', 1), encoding="utf-8")
    code, said = command("lint", "--packs", packs)
    assert code == 1
    assert said["complaints"][0]["file"] == "resources/methods/cn.machinery/2015/examples.toml"
    monkeypatch.setenv("ZCDESK_PACKS", str(packs))
    assert command("lint")[0] == 1
    monkeypatch.setenv("ZCDESK_PACKS", str(tmp_path))
    assert command("lint")[1]["error"]["code"] == "packs"


def test_describe_names_what_only_the_report_prints(command: Run) -> None:
    _, said = command("describe", "cn.machinery")
    by_id = {quantity["id"]: quantity for quantity in said["quantities"]}
    assert by_id["site.name"]["report"]
    assert by_id["product.amount"]["report"]
    assert not by_id["power.grid"]["report"]
    assert {"F": "fuel", "C": "product"}.items() <= {
        each["letter"]: each["id"] for each in said["tables"]
    }.items()
    assert "product_unit" in said["lists"]


def test_describe_tells_people_period_unit_options_and_meaning(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["describe", "cn.machinery", "--language", "zh"]) == 0
    said = capsys.readouterr().out
    assert "表 fuel  化石燃料，行号 F01 起，单位随 fuel.kind：t 万Nm³" in said
    assert "fuel.amount  净消耗量（按月，该行单位）" in said
    assert "fuel.oxidation_measured  实测碳氧化率（按年，%，选填，缺省：" in said
    assert "选项：national 全国平均、regional" in said
    assert "anthracite 无烟煤" in said
    assert "site.name  企业名称（全项目，文字）" in said
    assert run(["describe", "cn.machinery", "--language", "en"]) == 0
    assert "fuel.amount  Net consumption (monthly, the row's unit)" in capsys.readouterr().out


def test_pictures_of_a_file_that_is_no_project_end_in_a_sentence(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.zcd"
    wrong.write_text("x")
    asked = [
        sys.executable,
        "-X",
        "utf8",
        "-m",
        "zcdesk",
        "desk",
        str(wrong),
        "--pictures",
        str(tmp_path / "out"),
    ]
    done = subprocess.run(asked, capture_output=True, encoding="utf-8", check=False, env=offscreen())
    assert (done.returncode, done.stdout) == (4, "")
    assert len(done.stderr.splitlines()) == 1
    assert "wrong.zcd" in done.stderr


def offscreen() -> dict[str, str]:
    """The environment of a program that has no display."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
