"""``schemes``, ``readiness`` and the verdicts of ``compute``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.test_commands import SCHEMAS, Run, answers, command  # noqa: F401
from tests.conftest import CATALOGUE
from zcdesk.domain.change import EvidenceChange
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.workbench import Workbench

NATIONAL = "cn.zero-carbon-factory"


def said(*more: tuple[str, str, str]) -> list[dict[str, Any]]:
    return [{"quantity": id_, "period": period, "value": value} for id_, period, value in more]


def project(command: Run, folder: Path, *more: tuple[str, str, str]) -> Path:  # noqa: F811
    file = folder / "a.zcd"
    command("new", file, "--answers", answers(folder, *said(*more)))
    return file


def judged(document: dict[str, Any], scheme: str = NATIONAL) -> dict[str, dict[str, Any]]:
    found = next(each for each in document["schemes"] if each["scheme"].startswith(scheme))
    return {each["id"]: each for each in found["criteria"]}


def test_schemes_are_listed_with_what_is_not_public(command: Run) -> None:  # noqa: F811
    code, listed = command("schemes")
    assert code == 0
    held = {each["id"]: each for each in listed["schemes"]}
    assert held[NATIONAL]["criteria"] == 23  # E1 to E11, K1 to K4, eight more indicators
    assert "附件" in held[NATIONAL]["incomplete"]["zh"]


def test_compute_carries_the_verdicts_by_the_schema(command: Run, tmp_path: Path) -> None:  # noqa: F811
    file = project(
        command, tmp_path, ("ready.applicant", "", "manufacturer"), ("ready.green_factory", "", "no")
    )
    _, results = command("compute", file)
    schema = json.loads((SCHEMAS / "results-1.json").read_text(encoding="utf-8"))
    jsonschema.validate(results, schema)
    found = judged(results)
    assert (found["e3"]["verdict"], found["e5"]["verdict"]) == ("not_met", "not_applicable")
    assert found["e3"]["levels"][0]["chain"]["value"] is False
    assert found["e3"]["levels"][0]["chain"]["inputs"][0]["id"] == "ready.green_factory"
    assert found["k1"]["verdict"] == "unknown"
    assert len(found["k1"]["readings"]) == 8
    assert found["k1"]["levels"][0]["missing"]
    broken = json.loads(json.dumps(results))
    broken["schemes"][0]["criteria"][0]["verdict"] = "nearly"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema)


def test_a_line_that_no_method_gives_is_missing_and_named(command: Run, tmp_path: Path) -> None:  # noqa: F811
    file = project(command, tmp_path, ("ready.applicant", "", "manufacturer"))
    _, results = command("readiness", file, "--scheme", NATIONAL)
    missing = judged(results)["e2"]["levels"][0]["missing"]
    assert [(each["kind"], each["place"]["quantity"]) for each in missing] == [("method", "energy.total")]


def test_a_choice_is_recorded_and_can_be_undone(command: Run, tmp_path: Path) -> None:  # noqa: F811
    file = project(command, tmp_path)
    code, _ = command("readiness", file, "--scheme", NATIONAL, "--choose", "ready.k1_grid=national")
    assert code == 1
    _, results = command("readiness", file, "--scheme", f"{NATIONAL}@2026")
    assert {each["id"]: each["recorded"] for each in results["schemes"][0]["choices"]} == {
        "ready.k1_electricity": None,
        "ready.k1_grid": "national",
        "ready.k1_green": None,
        "ready.single_standard": None,
    }


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--scheme", "cn.moon"), "unknown_scheme"),
        (("--scheme", f"{NATIONAL}@1999"), "unknown_scheme"),
        (("--scheme", NATIONAL, "--choose", "ready.k1_grid=lunar"), "unknown_choice"),
        (("--scheme", NATIONAL, "--choose", "power.grid=5"), "unknown_choice"),
    ],
)
def test_what_there_is_not_is_refused(
    command: Run,  # noqa: F811
    tmp_path: Path,
    words: tuple[str, ...],
    code: str,
) -> None:
    file = project(command, tmp_path)
    assert command("readiness", file, *words)[1]["error"]["code"] == code


def test_two_sector_methods_judge_nothing_on_half_a_plant(command: Run, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "a.zcd"
    command("new", file, "--method", "cn.machinery", "--method", "cn.food", "--year", "2025")
    _, results = command("readiness", file, "--scheme", "cn.jiangsu.zero-carbon-factory")
    missing = judged(results, "cn.jiangsu")["js5"]["levels"][0]["missing"]
    assert ("method", "scope2.total") in {(each["kind"], each["place"]["quantity"]) for each in missing}


def test_for_people_gates_come_first_and_the_gap_has_its_unit(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from zcdesk.cli.main import run

    file = tmp_path / "a.zcd"
    given = said(("ready.green_factory", "", "no"), ("ready.applicant", "", "manufacturer"))
    run(["new", str(file), "--answers", str(answers(tmp_path, *given))])
    capsys.readouterr()
    assert run(["readiness", str(file), "--scheme", NATIONAL, "--language", "zh"]) == 1
    told = capsys.readouterr().out
    order = [
        told.index(text) for text in ("申报：有条件未达到：E3 国家绿色工厂", "\n核心指标\n", "\n其他指标\n")
    ]
    assert order == sorted(order)
    assert "申报 1.8 tCO2/tce：未知（缺数据）" in told


def test_why_opens_a_verdict_down_to_the_answer(command: Run, tmp_path: Path) -> None:  # noqa: F811
    file = project(
        command, tmp_path, ("ready.applicant", "", "manufacturer"), ("ready.green_factory", "", "no")
    )
    code, why = command("why", file, f"{NATIONAL}/e3.entry.met")
    assert (code, why["method"], why["figure"]["value"]) == (0, f"{NATIONAL}@2026", False)
    assert [each["because"] for each in why["figure"]["inputs"]] == ["no"]
    code, why = command("why", file, f"{NATIONAL}@2026/e4.entry.met@2025")
    assert [each["place"]["quantity"] for each in why["missing"]] == ["ready.other_products"]
    for wrong in (f"{NATIONAL}/e99.met", "cn.moon/e3.entry.met"):
        assert command("why", file, wrong)[1]["error"]["code"] == "unknown_code"


def test_why_tells_figures_of_other_methods_by_their_own_formula(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from zcdesk.cli.main import run

    file = tmp_path / "a.zcd"
    run(["new", str(file), "--method", "cn.energy", "--year", "2025"])
    given = said(("ready.applicant", "", "manufacturer"), ("power.direct", "2025", "600"))
    given[1]["unit"] = "MWh"
    none = [
        {"quantity": id_, "period": period, "standing": "none"}
        for id_, period in (
            *((f"power.{each}", "2025") for each in ("grid", "green_trade", "exported", "pv_self_used")),
            *((table, "") for table in ("fuel", "biomass", "heat", "medium")),
        )
    ]
    document = {"schema": "zcdesk.answers/1", "answers": [*given, *none]}
    (tmp_path / "more.json").write_text(json.dumps(document), encoding="utf-8")
    assert run(["import-answers", str(file), str(tmp_path / "more.json")]) == 0
    capsys.readouterr()
    assert run(["why", str(file), f"{NATIONAL}/e2.entry.met", "--language", "en"]) == 0
    told = capsys.readouterr().out
    assert "73.74 tce" in told  # 600 * 0.1229, of GB/T 2589
    assert "1,000 tce" in told
    assert "E₁ + E₁′ + E₂ + E₃ + E₄" in told


def test_a_project_follows_schemes_and_leaves_them(command: Run, tmp_path: Path) -> None:  # noqa: F811
    file = project(command, tmp_path)
    code, listed = command("schemes", file, "--follow", NATIONAL)
    assert (code, {each["id"] for each in listed["schemes"] if each["followed"]}) == (0, {NATIONAL})
    assert listed["edit"] > 0
    _, results = command("compute", file)
    assert {each["scheme"] for each in results["schemes"]} == {f"{NATIONAL}@2026"}
    _, listed = command("schemes", file, "--drop", NATIONAL)
    assert not any(each["followed"] for each in listed["schemes"])
    assert command("schemes", file, "--follow", "cn.moon")[1]["error"]["code"] == "unknown_scheme"
    assert command("schemes", "--follow", NATIONAL)[1]["error"]["code"] == "file_wanted"


def test_an_answers_file_says_which_schemes_are_followed(command: Run, tmp_path: Path) -> None:  # noqa: F811
    file = project(command, tmp_path)
    told = {"schema": "zcdesk.answers/1", "project": {"schemes": [{"id": NATIONAL}]}}
    (tmp_path / "more.json").write_text(json.dumps(told), encoding="utf-8")
    assert command("import-answers", file, tmp_path / "more.json")[0] == 0
    _, listed = command("schemes", file)
    assert {each["id"] for each in listed["schemes"] if each["followed"]} == {NATIONAL}
    told["project"] = {"schemes": [{"id": "cn.moon"}]}
    (tmp_path / "more.json").write_text(json.dumps(told), encoding="utf-8")
    said_ = command("import-answers", file, tmp_path / "more.json")[1]["error"]
    assert [each["code"] for each in said_["findings"]] == ["unknown_scheme"]


def test_a_level_tells_what_blocks_it_and_a_reason_is_recorded(command: Run, tmp_path: Path) -> None:  # noqa: F811
    file = project(
        command, tmp_path, ("ready.applicant", "", "manufacturer"), ("ready.green_factory", "", "no")
    )
    _, results = command("readiness", file, "--scheme", NATIONAL, "--skip", "e9=还没建")
    found = results["schemes"][0]
    assert (found["entry"]["possible"], found["entry"]["blocked"]) == ("no", ["e3"])
    assert {"e1", "e9"} <= set(found["entry"]["open"])
    assert [each["level"] for each in found["standings"]] == ["entry", "target"]
    level = judged(results)["e9"]["levels"][0]
    assert (level["verdict"], level["because"], level["by"]) == ("unknown", "skipped", ["还没建"])
    _, results = command("readiness", file, "--scheme", NATIONAL, "--skip", "e9=")
    assert judged(results)["e9"]["levels"][0]["because"] == "missing"
    refused = command("readiness", file, "--scheme", NATIONAL, "--skip", "e99=x")[1]
    assert refused["error"]["code"] == "unknown_criterion"


def test_an_answers_file_may_skip_what_there_is(command: Run, tmp_path: Path) -> None:  # noqa: F811
    file = project(command, tmp_path)
    for criterion, code in (("e9", 0), ("e99", 1)):
        told = {"schema": "zcdesk.answers/1", "project": {"settings": {f"skip:{NATIONAL}:{criterion}": "无"}}}
        (tmp_path / "more.json").write_text(json.dumps(told), encoding="utf-8")
        assert (command("import-answers", file, tmp_path / "more.json")[0] != 0) == bool(code)


def test_evidence_below_a_verdict_is_told_and_missed(command: Run, tmp_path: Path) -> None:  # noqa: F811
    file = project(command, tmp_path)
    (tmp_path / "list.pdf").write_bytes(b"%PDF-1.4 list")
    told = {
        "schema": "zcdesk.answers/1",
        "project": {"schemes": [{"id": NATIONAL}]},
        "evidence": [{"id": "E-001", "file": "list.pdf", "title": "名单公告"}],
        "answers": [
            {"quantity": "ready.applicant", "value": "manufacturer"},
            {"quantity": "ready.green_factory", "value": "yes", "evidence": [{"id": "E-001", "pages": "3"}]},
        ],
    }
    (tmp_path / "more.json").write_text(json.dumps(told), encoding="utf-8")
    assert command("import-answers", file, tmp_path / "more.json")[0] == 0
    _, results = command("compute", file)
    jsonschema.validate(results, json.loads((SCHEMAS / "results-1.json").read_text(encoding="utf-8")))
    level = judged(results)["e3"]["levels"][0]
    assert level["verdict"] == "met"
    (proof,) = level["evidence"]
    assert (proof["id"], proof["pages"], proof["there"]) == ("E-001", ["3"], True)
    answer = next(each for each in level["chain"]["inputs"] if each["id"] == "ready.green_factory")
    assert answer["evidence"] == [{"id": "E-001", "pages": "3"}]
    with ProjectFile.open(file, "lin") as opened:
        workbench = Workbench(CATALOGUE, opened)
        held = opened.project.evidence["E-001"]
        workbench.commit("撤下", [EvidenceChange("E-001", held, None)])
        said_ = [each for each in workbench.findings("2025") if each.code == "scheme_evidence_gone"]
        assert [str(each.place) for each in said_] == ["ready.green_factory"]
        assert "E-001" in workbench.say(said_[0]).zh
        assert "国家级零碳工厂" in workbench.say(said_[0]).zh
    _, results = command("compute", file)
    level = judged(results)["e3"]["levels"][0]
    assert (level["verdict"], level["because"], level["by"]) == ("unknown", "evidence", ["E-001"])
    assert [each["there"] for each in level["evidence"]] == [False]
    assert {each["code"] for each in results["schemes"][0]["findings"]} == {"scheme_evidence_gone"}


def test_another_edition_is_looked_at_before_it_is_taken(command: Run, tmp_path: Path) -> None:  # noqa: F811
    file, old = project(command, tmp_path), "intl.sbti-net-zero@1.2"
    refused = command("schemes", file, "--preview", "intl.sbti-net-zero")[1]
    assert refused["error"]["code"] == "scheme_not_followed"
    command("schemes", file, "--follow", old)
    _, listed = command("schemes", file)
    (held,) = (each for each in listed["schemes"] if each["followed"])
    assert (held["edition"], held["newer"], held["changed"]) == ("1.2", "2.0", False)
    _, shown = command("schemes", file, "--preview", "intl.sbti-net-zero@2.0")
    old_ids = {each.id for each in CATALOGUE.scheme("intl.sbti-net-zero", "1.2").scheme.criteria}
    new_ids = {each.id for each in CATALOGUE.scheme("intl.sbti-net-zero", "2.0").scheme.criteria}
    gone = {each["id"] for each in shown["criteria"] if each["after"] is None}
    come = {each["id"] for each in shown["criteria"] if each["before"] is None}
    assert (gone, come) == (old_ids - new_ids, new_ids - old_ids)
    assert command("schemes", file, "--preview", old)[1]["criteria"] == []
    _, listed = command("schemes", file)
    assert [each["edition"] for each in listed["schemes"] if each["followed"]] == [
        "1.2"
    ]  # looking changed nothing


def test_why_tells_a_sum_of_points_that_is_not_whole(
    command: Run,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from zcdesk.cli.main import run

    file = project(command, tmp_path)
    code, why = command("why", file, "cn.green-factory/score.total")
    assert {each["kind"] for each in why["missing"]} >= {"judged"}
    code, why = command("why", file, "cn.green-factory/score.total.known")
    assert (code, why["figure"]["value"]) == (0, "0")
    capsys.readouterr()
    assert run(["why", str(file), "cn.green-factory/score.total", "--language", "zh"]) in (0, 1)
    assert "还没有判定" in capsys.readouterr().out
    assert run(["why", str(file), f"{NATIONAL}/e2.entry.met", "--language", "zh"]) in (0, 1)
    assert "选用的方法里没有" in capsys.readouterr().out


def test_what_is_printed_keeps_to_the_schemas(command: Run, tmp_path: Path) -> None:  # noqa: F811
    file = project(command, tmp_path)
    command("schemes", file, "--follow", "intl.sbti-net-zero@1.2")
    for words in (
        ("schemes",),
        ("schemes", file),
        ("schemes", file, "--preview", "intl.sbti-net-zero"),
        ("readiness", file, "--scheme", "cn.green-factory"),
    ):
        _, found = command(*words)
        name = found["schema"].partition("/")[0].removeprefix("zcdesk.")
        jsonschema.validate(found, json.loads((SCHEMAS / f"{name}-1.json").read_text(encoding="utf-8")))


def test_for_people_a_skip_tells_its_reason_and_takes_no_failure_away(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from zcdesk.cli.main import run

    file = tmp_path / "a.zcd"
    given = said(("ready.green_factory", "", "no"), ("ready.applicant", "", "manufacturer"))
    run(["new", str(file), "--answers", str(answers(tmp_path, *given))])
    capsys.readouterr()
    skips = ["--skip", "e3=明年再报", "--skip", "e11=等信用报告"]
    assert run(["readiness", str(file), "--scheme", NATIONAL, "--language", "zh", *skips]) == 1
    told = capsys.readouterr().out.splitlines()
    head = next(line for line in told if line.startswith("申报："))
    assert "有条件未达到：E3" in head
    assert "E11 已跳过：等信用报告" in head
    assert any("未达到，已跳过：明年再报" in line for line in told)
    assert not any("未公布" in line for line in told if "等信用报告" in line)
