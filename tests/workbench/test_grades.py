"""Grades on the desk: chosen as one step, undone, brought in with a file; and the record that a report prints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE, ROOT
from zcdesk.domain.answer import Place
from zcdesk.domain.change import AnswerChange
from zcdesk.exchange.answers import AnswersError, read
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.bring import bring, create
from zcdesk.workbench.evidence.attaching import attach
from zcdesk.workbench.forms.grades import grade_at
from zcdesk.workbench.forms.regrading import USUAL, choices, choose, moved
from zcdesk.workbench.uncertain import assessed, line_words, record, recorded, told
from zcdesk.workbench.workbench import Workbench, pin_of

GRID = Place("power.grid", "", "2025-03")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """The sample factory."""
    path = tmp_path / "sample.zcd"
    create(
        CATALOGUE, path, "tester", (), (), read(ROOT / "resources" / "sample" / "answers.json")
    ).file.close()
    with ProjectFile.open(path, "tester") as file:
        yield Workbench(CATALOGUE, file, "tester")


def grade(bench: Workbench, place: Place = GRID) -> tuple[str, bool]:
    """The grade at a place, and whether it is chosen."""
    found = grade_at(bench, place)
    assert found is not None
    return found.grade.id, found.chosen


def test_a_grade_for_the_line_holds_for_every_month_and_is_undone(bench: Workbench) -> None:
    assert grade(bench) == ("power.10", False)
    assert choose(bench, GRID, "power.05s") is None
    assert grade(bench) == grade(bench, Place("power.grid", "", "2024-11")) == ("power.05s", True)
    bench.undo()
    assert grade(bench) == ("power.10", False)
    bench.redo()
    assert grade(bench) == ("power.05s", True)


def test_a_grade_for_one_month_holds_for_it_alone(bench: Workbench) -> None:
    choose(bench, GRID, "@estimate.fair")
    assert grade(bench) == ("estimate.fair", True)
    assert grade(bench, Place("power.grid", "", "2025-04")) == ("power.10", False)


def test_a_grade_for_the_line_takes_the_place_of_those_of_its_months(bench: Workbench) -> None:
    choose(bench, GRID, "@estimate.fair")
    choose(bench, GRID, "power.20")
    assert grade(bench) == ("power.20", True)
    choose(bench, GRID, USUAL)
    assert grade(bench) == ("power.10", False)
    assert not any(key.startswith("grade:") for key in bench.project.settings)


def test_choosing_what_is_chosen_is_no_step(bench: Workbench) -> None:
    choose(bench, GRID, "power.20")
    head = bench.file.head
    choose(bench, GRID, "power.20")
    assert bench.file.head == head


def test_a_text_has_no_grade(bench: Workbench) -> None:
    assert grade_at(bench, Place("site.name")) is None


def test_what_is_offered_fits_the_unit_and_names_its_band(bench: Workbench) -> None:
    shown = {id_: text for id_, text, _ in choices(bench, GRID, "zh")}
    assert shown["power.05s"] == "0.5S 级电能表 ±1 %"
    assert shown["@power.05s"].startswith("仅这一期")
    assert "weigh.static" not in shown
    assert "own:2.5" in shown
    assert "own" not in shown


def document(bench: Workbench, folder: Path, **content: object) -> Path:
    """An answers file."""
    path = folder / "more.json"
    path.write_text(json.dumps({"schema": "zcdesk.answers/1", **content}, ensure_ascii=False), "utf-8")
    return path


def test_an_answers_file_brings_grades_in_as_one_step(bench: Workbench, tmp_path: Path) -> None:
    held = bench.project.answers[GRID]
    answer = {"quantity": "power.grid", "period": "2025-03", "value": held.text, "unit": held.unit, "grade": "own:1.5",
              "evidence": [{"id": cite.evidence, "pages": cite.pages} for cite in held.evidence]}  # fmt: skip
    settings = {"grade:power.grid": "power.05s"}
    bring(bench, read(document(bench, tmp_path, answers=[answer], project={"settings": settings})), "more")
    assert grade(bench) == ("own:1.5", True)
    assert grade(bench, Place("power.grid", "", "2025-04")) == ("power.05s", True)
    bench.undo()
    assert grade(bench) == ("power.10", False)


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("grade:power.grid", "power.03", "grade_unknown"),
        ("grade:power.grid", "own", "grade_unknown"),
        ("grade:power.grid", "own:0", "grade_unknown"),
        ("grade:power.grid", "grid", "grade_unknown"),
        ("grade:power.grid", "weigh.static", "grade_unknown"),
        ("grade:power.nothing", "power.10", "grade_place"),
        ("grade:fuel.amount", "gas.20", "grade_place"),
        ("grade:fuel.amount[F99]", "gas.20", "grade_place"),
        ("grade:site.name", "gas.20", "grade_place"),
    ],
)
def test_a_wrong_grade_is_refused_and_nothing_is_taken(
    bench: Workbench, tmp_path: Path, key: str, value: str, code: str
) -> None:
    head = bench.file.head
    with pytest.raises(AnswersError) as refused:
        bring(bench, read(document(bench, tmp_path, project={"settings": {key: value}})), "more")
    (finding,) = refused.value.findings
    assert finding.code == code
    assert "{" not in bench.say(finding).zh + bench.say(finding).en
    assert bench.file.head == head


# the assessment and its record


def test_a_record_stands_until_something_it_rests_on_changes(bench: Workbench) -> None:
    made = assessed(bench, "2025", draws=500)
    assert made is not None
    assert recorded(bench, "2025") is None
    record(bench, made)
    held = recorded(bench, "2025")
    assert held is not None
    assert held["draws"] == 500
    choose(bench, GRID, "power.05s")
    assert recorded(bench, "2025") is None
    bench.undo()
    assert recorded(bench, "2025") == held
    bench.set_answer(GRID, "1", "MWh")
    assert recorded(bench, "2025") is None


def test_a_record_of_one_year_says_nothing_of_another(bench: Workbench) -> None:
    made = assessed(bench, "2025", draws=0)
    assert made is not None
    record(bench, made)
    assert recorded(bench, "2024") is None


def test_a_better_meter_and_evidence_are_advised(bench: Workbench) -> None:
    made = assessed(bench, "2025", draws=0)
    assert made is not None
    advised = {
        share["quantity"]: share["advice"]["zh"]
        for share in told(bench, made)["ranking"]
        if share["quantity"]
    }
    assert advised["power.grid"].startswith("换成“0.5S 级电能表 ±1 %”")
    widths = [float(share["after_percent"]) for share in told(bench, made)["ranking"]]
    assert all(width <= made.found.half + 0.005 for width in widths)


def test_taking_evidence_away_widens_and_worsens(bench: Workbench) -> None:
    before = assessed(bench, "2025", draws=0)
    for evidence in list(bench.project.evidence):
        from zcdesk.workbench.evidence.filing import take_away

        take_away(bench, evidence)
    after = assessed(bench, "2025", draws=0)
    assert before is not None
    assert after is not None
    assert after.found.half > before.found.half
    assert before.found.total.points is not None
    assert after.found.total.points is not None
    assert after.found.total.points.product > before.found.total.points.product
    assert told(bench, after)["without_evidence"] > told(bench, before)["without_evidence"]


def test_lines_are_named_with_their_rows(bench: Workbench) -> None:
    made = assessed(bench, "2025", draws=0)
    assert made is not None
    names = [line_words(bench, made, line).zh for line in made.found.lines]
    assert any("F01" in name and "天然气" in name for name in names)


def test_without_a_total_there_is_no_assessment(tmp_path: Path) -> None:
    pin = pin_of(CATALOGUE, "cn.machinery")
    with create(CATALOGUE, tmp_path / "empty.zcd", "t", ("2025",), (pin,), None).file as file:
        assert assessed(Workbench(CATALOGUE, file, "t"), "2025", draws=0) is None


def test_what_evidence_does_to_a_grade_is_told_with_its_reason(bench: Workbench, tmp_path: Path) -> None:
    place = Place("power.grid", "", "2025-01")
    held = bench.project.answers[place]
    bench.commit("bare", [AnswerChange(place, held, replace(held, evidence=()))])
    bill = tmp_path / "bill.txt"
    bill.write_text("bill", encoding="utf-8")
    before = bench.project
    id_ = attach(bench, [place], bill, "invoice").id
    told = moved(bench, before, [place])
    assert told is not None
    assert "±15 %" in told.zh
    assert "±2 %" in told.zh
    assert "凭据是“发票、结算单”" in told.zh
    assert "Shift+F4" in told.zh
    assert moved(bench, bench.project, [place]) is None
    before = bench.project
    choose(bench, place, "power.05s")
    chosen = bench.project
    bench.describe_evidence(id_, kind="ledger")
    assert moved(bench, chosen, [place]) is None  # what a person chose stays
    assert moved(bench, before, [place]) is not None
