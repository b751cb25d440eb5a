"""Tasks in the file: undone and replayed with the rest, and damage told."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.samples import AT, PDF, every_kind, put, with_series
from zcdesk.domain.change import Edit, TaskChange, inverse
from zcdesk.domain.task import Task
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble

TASK = Task(
    "T-001",
    "V-001",
    "question",
    "为什么三月高？",
    by="赵核查",
    quantity="fuel.amount",
    row="F01",
    period="2025-03",
)


def taken(file: ProjectFile) -> Edit:
    """The edit that takes the task in."""
    edit = Edit("核查发现", (TaskChange(TASK.id, None, TASK),), "李工", AT)
    file.commit(edit)
    return edit


def test_a_task_is_answered_undone_and_replayed_like_an_answer(tmp_path: Path) -> None:
    with ProjectFile.create(tmp_path / "a.zcd", "李工") as file:
        taken(file)
        answered = replace(TASK, state="answered", answer="三月换了锅炉", answered_by="李工", answered_at=AT)
        edit = Edit("答复", (TaskChange(TASK.id, TASK, answered),), "李工", AT)
        file.commit(edit)
        assert file.project.tasks == {"T-001": answered}
        file.commit(Edit("答复", inverse(edit.changes), "李工", AT, undoes=2))
        assert (file.project.tasks, file.state_at(2).tasks) == ({"T-001": TASK}, {"T-001": answered})
        assert file.verify() == ()
        assert file.save_copy(tmp_path / "b.zcd") is None
    with ProjectFile.open(tmp_path / "b.zcd") as copy:
        assert copy.project.tasks == {"T-001": TASK}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE task SET state = 'gone'",
        "UPDATE task SET weight = ''",
        "UPDATE task SET text = 'x'",
        "DELETE FROM task",
    ],
)
def test_a_task_that_was_tampered_with_is_not_opened(tmp_path: Path, statement: str) -> None:
    with ProjectFile.create(tmp_path / "a.zcd", "李工") as file:
        taken(file)
    plain = sqlite3.connect(tmp_path / "a.zcd")
    with plain:
        plain.execute(statement)
    plain.close()
    with pytest.raises(FileTrouble, match="damaged"):
        ProjectFile.open(tmp_path / "a.zcd")


def test_the_edits_that_touch_a_kind_are_found_without_reading_the_others(tmp_path: Path) -> None:
    with ProjectFile.create(tmp_path / "a.zcd", "李工") as file:
        stored = file.add_evidence_bytes(PDF, "发票.pdf")
        file.commit(every_kind(stored.digest, stored.size))
        taken(file)
        file.commit(
            put(file.project, "q", '"kind":"evidence" 与 "kind":"task"')
        )  # a text cannot be taken for one
        file.commit(with_series(file))
        for kind, numbers in (("evidence", [1]), ("task", [2]), ("series", [4]), ("answer", [1, 3])):
            assert [record.number for record in file.edits_touching(kind)] == numbers
        assert list(file.edits_touching("task", 1)) == []
        assert list(file.edits_touching("task")) == list(file.edits(2, 2))
