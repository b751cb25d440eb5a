"""What a verifier found: taken in, shown where it stands, answered, given back, closed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.workbench.changing import CATALOGUE, plant
from zcdesk.domain.answer import Place
from zcdesk.domain.task import Task
from zcdesk.exchange import findings as told_as
from zcdesk.exchange.findings import SCHEMA, Findings, Raised, read
from zcdesk.workbench import looking, tasks
from zcdesk.workbench.intake import incoming, task_taking
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.preview.taking import Preview
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench

AMOUNT = Place("fuel.amount", "F01", "2023")
FOUND = (
    Raised(number="V-001", where=str(AMOUNT), weight="correction", text="发票合计是 11 t。请核对"),
    Raised(number="V-002", where="cn.food@2015:total.location@2023", text="为什么比上年高？"),
    Raised(number="V-003", where="E-001#2", weight="remark", text="印章不清"),
    Raised(number="V-004", where="fuel.amount[F09]@2023", weight="question", text="没有这一行？"),
    Raised(number="V-005", where="报告第 3 页", text="组织边界没有写宿舍"),
)


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    """A food plant with one piece of evidence."""
    made = plant(tmp_path / "plant.zcd")
    path = tmp_path / "bill.txt"
    path.write_text("bill", encoding="utf-8")
    made.add_evidence(path)
    return made


def file_of(bench: Workbench, *raised: Raised, project: str = "") -> bytes:
    """A file as the view of a package writes it."""
    digest = project or bench.file.digest(1)
    made = Findings(schema=SCHEMA, findings=raised, project=digest, edits=bench.file.head, by="赵核查")
    return told_as.as_json(made)


def take(bench: Workbench, data: bytes, name: str = "findings.json") -> Preview:
    """Take a file in by the table of readers."""
    reader = incoming.reader_of(data, name)
    assert reader.id == "findings"
    seen = incoming.preview(reader, bench, data, name, Options())
    reader.accept(bench, seen, data, name)
    return seen


def test_each_finding_becomes_a_task_at_its_place_as_one_step_with_the_file_as_evidence(
    bench: Workbench,
) -> None:
    head = bench.file.head
    seen = take(bench, file_of(bench, *FOUND))
    assert bench.file.head == head + 1
    assert [cell.state for cell in seen.cells] == ["new"] * 5
    held = bench.project.tasks
    assert [(task.number, task.by, task.state, task.source) for task in held.values()] == [
        (each.number, "赵核查", "open", "E-002") for each in FOUND
    ]
    assert held["T-001"].place == AMOUNT
    assert (held["T-002"].method, held["T-002"].quantity) == ("cn.food@2015", "total.location")
    assert (held["T-003"].evidence, held["T-003"].pages) == ("E-001", "2")
    assert (held["T-004"].place, held["T-004"].document) == (None, "fuel.amount[F09]@2023")  # kept as written
    assert "没有位置" in seen.cells[3].words.zh
    assert held["T-005"].document == "报告第 3 页"
    bench.undo()
    assert bench.project.tasks == {}
    bench.redo()
    assert bench.project.tasks == held
    assert bench.file.verify() == ()


def test_a_task_stands_among_the_checks_of_its_year_and_leads_to_its_place(bench: Workbench) -> None:
    take(bench, file_of(bench, *FOUND))
    rows = {row.task: row for row in looking.rows(bench, "2023", "zh") if row.task}
    assert {id_: (row.group, row.page, row.place) for id_, row in rows.items()} == {
        "T-001": ("warning", "fuel", AMOUNT),
        "T-002": ("warning", "results", Place("total.location", "", "2023")),
        "T-003": ("note", "evidence", Place("E-001")),
        "T-004": ("warning", "", None),
        "T-005": ("warning", "report", None),
    }
    assert rows["T-001"].what == "V-001 核查员 赵核查 要求改正"
    assert rows["T-001"].way == "发票合计是 11 t。请核对"
    assert {row.task for row in looking.rows(bench, "2022", "zh") if row.task} == {"T-003", "T-004", "T-005"}
    assert all(bench.say(finding).zh for finding in bench.findings("2023"))


def test_an_answer_is_one_step_and_waits_for_the_verifier(bench: Workbench) -> None:
    take(bench, file_of(bench, *FOUND))
    row = next(row for row in looking.rows(bench, "2023", "zh") if row.task == "T-001")
    looking.settle(bench, row, "已按发票改为 11 t")
    task = bench.project.tasks["T-001"]
    assert (task.state, task.answer, task.answered_by) == ("answered", "已按发票改为 11 t", "lin")
    assert task.answered_at.endswith("Z")
    row = next(row for row in looking.rows(bench, "2023", "zh") if row.task == "T-001")
    assert (row.group, row.page) == ("note", "fuel")
    assert "已按发票改为 11 t" in row.way
    tasks.answer(bench, "T-001", "")
    assert bench.project.tasks["T-001"].state == "open"
    bench.undo()
    assert bench.project.tasks["T-001"] == task
    with pytest.raises(Refused, match="unknown_task"):
        tasks.answer(bench, "T-009", "x")


@pytest.mark.parametrize("suffix", [".json", ".xlsx", ".csv"])
def test_the_answers_go_back_and_the_verifier_closes(bench: Workbench, tmp_path: Path, suffix: str) -> None:
    take(bench, file_of(bench, *FOUND))
    tasks.answer(bench, "T-001", "已改")
    tasks.answer(bench, "T-002", "产量高")
    out = tmp_path / f"back{suffix}"
    assert tasks.write(bench, out, "zh") == 5
    sent = read(out.read_bytes())
    assert [(each.number, each.where, each.answer) for each in sent.findings[:2]] == [
        ("V-001", str(AMOUNT), "已改"),
        ("V-002", FOUND[1].where, "产量高"),
    ]
    # the verifier closes one, asks again at the other, and adds one
    one, two, *rest = sent.findings

    def change(each: Raised, **told: str) -> Raised:
        return Raised(**{name: getattr(each, name) for name in told_as.HEADS} | told)

    answered = Findings(
        schema=SCHEMA,
        findings=(
            change(one, state="closed"),
            change(two, state="open", text="产量只高 3%"),
            *rest,
            Raised(number="V-006", text="新的一条", by="赵核查"),
        ),
    )
    back = told_as.as_csv(answered, "zh") if suffix == ".csv" else told_as.as_workbook(answered, "zh")
    seen = take(bench, back if suffix != ".json" else told_as.as_json(answered), f"back{suffix}")
    assert [cell.state for cell in seen.cells] == ["changed", "changed", "same", "same", "same", "new"]
    held = bench.project.tasks
    assert (held["T-001"].state, held["T-001"].answer) == ("closed", "已改")
    assert (held["T-002"].state, held["T-002"].text, held["T-002"].answer) == (
        "open",
        "产量只高 3%",
        "产量高",
    )
    assert held["T-006"].text == "新的一条"
    assert not any(row.task == "T-001" for row in looking.rows(bench, "2023", "zh"))


def test_a_file_sent_twice_changes_nothing_and_an_answer_given_meanwhile_stays(bench: Workbench) -> None:
    data = file_of(bench, *FOUND)
    take(bench, data)
    tasks.answer(bench, "T-001", "已改")
    held = bench.project
    seen = take(bench, data)
    assert {cell.state for cell in seen.cells} == {"same"}
    assert bench.project == held


def test_what_cannot_be_taken_is_refused_with_its_reason_and_the_rest_is_taken(bench: Workbench) -> None:
    wrong = (
        Raised(number="V-001", text=" "),
        Raised(number="V-002", text="x", weight="urgent"),
        Raised(number="V-003", text="x", state="gone"),
        Raised(number="V-004", text="one"),
        Raised(number="V-004", text="two"),
    )
    seen = take(bench, file_of(bench, *wrong))
    assert [cell.state for cell in seen.cells] == ["refused", "refused", "refused", "new", "refused"]
    assert [task.text for task in bench.project.tasks.values()] == ["one"]


def test_findings_about_another_project_are_not_taken(bench: Workbench) -> None:
    data = file_of(bench, FOUND[0], project="ab" * 32)
    seen = task_taking.preview(bench, data, "x.json", Options())
    assert seen.stranger is not None
    with pytest.raises(Refused, match="plant"):
        task_taking.accept(bench, seen, data, "x.json")
    assert bench.project.tasks == {}


def test_a_task_says_where_it_stands_in_the_text_it_came_with() -> None:
    for each in (*FOUND, Raised(where="", text="x")):
        where = told_as.where_of(each.where)
        place = where.place or Place("")
        task = Task(
            "T-001", "", "remark", "x", quantity=place.quantity, row=place.row, period=place.period,
            method=where.method, evidence=where.evidence, pages=where.pages, document=where.document,
        )  # fmt: skip
        assert told_as.where_text(task) == each.where
        assert replace(task).sound
    assert CATALOGUE.texts("ui_tasks")
