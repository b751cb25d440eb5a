from __future__ import annotations

import os
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.store import samples
from tests.store.samples import put
from zcdesk import __version__
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import AnswerChange, Edit, EvidenceChange, RowChange, StaleEdit, apply
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.project import Project, Row
from zcdesk.store import chain, codec, edits
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.replay import replay, retold
from zcdesk.store.trouble import FileTrouble


def test_a_new_project_is_empty_and_says_who_made_it(tmp_path: Path) -> None:
    with ProjectFile.create(tmp_path / "a.zcd", "李工") as file:
        assert file.project == Project()
        assert file.head == 0
        assert list(file.edits()) == []
        assert file.verify() == ()
        assert file.facts["created_by"] == "李工"
        assert file.facts["written_with"] == __version__
    assert [path.name for path in tmp_path.iterdir()] == ["a.zcd"]


def test_what_is_committed_is_there_after_reopening(tmp_path: Path) -> None:
    project = samples.full(tmp_path / "a.zcd")
    assert project.retired == frozenset({"F02"})
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        assert file.project == project
        assert file.head == 13
        assert file.verify() == ()
        assert file.notices == ()


def test_edits_come_back_as_they_were_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edits, "_BATCH", 7)
    with ProjectFile.create(tmp_path / "a.zcd", "") as file:
        made = []
        for number in range(30):  # more than are read at once
            made.append(put(file.project, "q", str(number)))
            assert file.commit(made[-1]) == number + 1
            if number == 3:
                assert [record.edit for record in file.edits()] == made
        assert [record.edit for record in file.edits()] == made
        assert [record.number for record in file.edits(6, 9)] == [6, 7, 8, 9]
        assert [step.label for step in file.steps(29)] == ["填写", "填写"]
        assert file.edit(7) == made[6]
        digest = chain.link(chain.START, 1, codec.encode(made[0]))
        assert next(file.edits()).digest == digest
        assert next(file.edits(2)).digest == chain.link(digest, 2, codec.encode(made[1]))
        with pytest.raises(LookupError):
            file.edit(31)
        with pytest.raises(LookupError):
            file.edit(0)


def test_any_past_state_can_be_looked_at(tmp_path: Path) -> None:
    with ProjectFile.create(tmp_path / "a.zcd", "") as file:
        states = [file.project]
        for number in range(9):
            file.commit(put(file.project, f"q{number % 3}", str(number)))
            states.append(file.project)
        for number, state in enumerate(states):
            assert file.state_at(number) == state
        with pytest.raises(LookupError):
            file.state_at(10)


def test_an_edit_from_another_state_is_refused_and_nothing_written(tmp_path: Path) -> None:
    with ProjectFile.create(tmp_path / "a.zcd", "") as file:
        edit = put(file.project, "q", "1")
        file.commit(edit)
        with pytest.raises(StaleEdit):
            file.commit(edit)
        assert file.head == 1
        assert file.verify() == ()


def test_an_edit_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    unstored = Evidence("E-001", "a.pdf", "other", "application/pdf", 3, "00" * 32)
    misfiled = RowChange("F01", None, Row("F02", "fuel"))
    with ProjectFile.create(tmp_path / "a.zcd", "") as file:
        with pytest.raises(Exception, match="FOREIGN KEY"):
            file.commit(Edit("", (EvidenceChange("E-001", None, unstored),), "", ""))
        with pytest.raises(ValueError, match="filed under"):
            file.commit(Edit("", (misfiled,), "", ""))
        assert file.project == Project()
        assert file.commit(put(file.project, "q", "1")) == 1
        assert file.verify() == ()


def test_one_edit_may_touch_one_place_twice(tmp_path: Path) -> None:
    first, second = Answer("1"), Answer("2")
    twice = (AnswerChange(Place("q"), None, first), AnswerChange(Place("q"), first, second))
    and_away = (AnswerChange(Place("q"), second, first), AnswerChange(Place("q"), first, None))
    with ProjectFile.create(tmp_path / "a.zcd", "") as file:
        file.commit(Edit("", twice, "", ""))
        assert file.verify() == ()
        file.commit(Edit("", and_away, "", ""))
        assert file.project.answers == {}
        assert file.verify() == ()


def test_creating_never_replaces_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.zcd").write_text("mine")
    with pytest.raises(FileTrouble) as refused:
        ProjectFile.create(tmp_path / "a.zcd", "")
    assert refused.value.code == "exists"
    assert (tmp_path / "a.zcd").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["a.zcd"]


_NAMES = ["项目 一.zcd", "a#b%20&c.zcd", "it's.zcd"]
if sys.platform != "win32":
    _NAMES += ["a?b.zcd", 'so "so".zcd', "file:x.zcd", "a\udcff.zcd", "a\\b.zcd"]


@pytest.mark.parametrize("name", _NAMES)
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    project = samples.full(tmp_path / name, 1)
    with ProjectFile.open(tmp_path / name) as file:
        assert file.project == project
        file.save_copy(tmp_path / f"copy of {name}")
    assert {path.name for path in tmp_path.iterdir()} == {name, f"copy of {name}", f"{name}.backups"}


if sys.platform != "win32":  # links are for administrators there

    def test_a_link_leads_to_the_file_and_its_lock(tmp_path: Path) -> None:
        samples.full(tmp_path / "a.zcd", 1)
        (tmp_path / "link.zcd").symlink_to(tmp_path / "a.zcd")
        with ProjectFile.open(tmp_path / "link.zcd") as file:
            assert file.path == tmp_path / "a.zcd"
            with pytest.raises(FileTrouble, match="locked"):
                ProjectFile.open(tmp_path / "a.zcd")


_NO_PROJECT = [
    (lambda path: None, "not_found"),
    (lambda path: path.mkdir(), "is_folder"),
    (lambda path: path.write_bytes(b""), "not_a_project"),
    (lambda path: path.write_bytes(b"%PDF-1.7" * 1000), "not_a_project"),
]
if sys.platform != "win32":
    _NO_PROJECT += [(os.mkfifo, "not_a_project"), (lambda path: path.symlink_to(path), "disk_error")]


@pytest.mark.parametrize("make, code", _NO_PROJECT)
def test_what_is_no_project_is_told_and_left(tmp_path: Path, make, code: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "a.zcd"
    make(path)
    before = sorted(tmp_path.iterdir())
    for read_only in (False, True):
        with pytest.raises(FileTrouble) as refused:
            ProjectFile.open(path, read_only=read_only)
        assert refused.value.code == code
    assert sorted(tmp_path.iterdir()) == before


def test_a_path_through_a_file_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(FileTrouble) as refused:
        ProjectFile.open(tmp_path / "a" / "b.zcd")
    assert refused.value.code == "not_found"
    with pytest.raises(FileTrouble):
        ProjectFile.create(tmp_path / "a" / "b.zcd", "")


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    for name in (
        "长" * 90 + ".zcd",
        "x" * 248 + ".zcd",
    ):  # with the second only what lies beside it is too long
        with pytest.raises(FileTrouble) as refused:
            ProjectFile.create(tmp_path / name, "")
        assert refused.value.code == "bad_name"
        assert list(tmp_path.iterdir()) == []


def test_the_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "a.zcd")
    other.execute("CREATE TABLE edit (number, content, digest)")
    other.commit()
    other.close()
    before = (tmp_path / "a.zcd").read_bytes()
    with pytest.raises(FileTrouble) as refused:
        ProjectFile.open(tmp_path / "a.zcd")
    assert refused.value.code == "not_a_project"
    assert (tmp_path / "a.zcd").read_bytes() == before


def test_a_newer_file_is_refused_politely(tmp_path: Path) -> None:
    samples.full(tmp_path / "a.zcd", 1)
    data = bytearray((tmp_path / "a.zcd").read_bytes())
    data[60:64] = (7).to_bytes(4, "big")
    (tmp_path / "a.zcd").write_bytes(data)
    with pytest.raises(FileTrouble) as refused:
        ProjectFile.open(tmp_path / "a.zcd")
    assert refused.value.code == "newer"
    assert "7" in refused.value.words.zh
    assert (tmp_path / "a.zcd").read_bytes() == data


def test_reading_only_writes_nothing(tmp_path: Path) -> None:
    project = samples.full(tmp_path / "a.zcd", 3)
    before = (tmp_path / "a.zcd").read_bytes()
    with ProjectFile.open(tmp_path / "a.zcd", read_only=True) as file:
        assert file.project == project
        assert file.verify() == ()
        assert file.evidence_bytes(project.evidence["E-001"].digest) == samples.PDF
        for write in (
            lambda: file.commit(put(file.project, "q", "1")),
            lambda: file.add_evidence_bytes(b"abc", "a.txt"),
            lambda: file.record_issue(samples.issue(1)),
        ):
            with pytest.raises(FileTrouble) as refused:
                write()
            assert refused.value.code == "read_only"
        assert file.save_copy(tmp_path / "b.zcd") is None
    assert (tmp_path / "a.zcd").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zcd", "b.zcd"]


def test_a_reader_sees_one_moment_while_another_writes(tmp_path: Path) -> None:
    with ProjectFile.create(tmp_path / "a.zcd", "") as writer:
        writer.commit(put(writer.project, "q", "1"))
        with ProjectFile.open(tmp_path / "a.zcd", read_only=True) as reader:
            writer.commit(put(writer.project, "q", "2"))
            assert reader.project.answers[Place("q")].text == "1"
            assert [record.number for record in reader.edits()] == [1]
            assert reader.state_at(1) == reader.project


def test_a_past_state_is_a_file_that_ends_there_and_only_shows(tmp_path: Path) -> None:
    with ProjectFile.create(tmp_path / "a.zcd", "lin") as file:
        for text in ("1", "2", "3"):
            file.commit(put(file.project, "q", text))
        with file.at(2) as past:
            assert past.project.answers[Place("q")].text == "2"
            assert ([each.number for each in past.edits()], past.head) == ([1, 2], 2)
            touched = past.edit(2)
            assert past.last_touch(Place("q")) == (touched.by, touched.at)
            with pytest.raises(FileTrouble) as refused:
                past.commit(put(past.project, "q", "9"))
            assert refused.value.code == "read_only"
        assert file.project.answers[Place("q")].text == "3"
        with pytest.raises(LookupError):
            file.at(4)


def test_replay_is_the_fold_of_apply(tmp_path: Path) -> None:
    made = [samples.every_kind("ab" * 32, 3)]
    project = apply(Project(), made[0])
    for number in range(5):
        made.append(put(project, f"q{number % 2}", str(number)))
        project = apply(project, made[-1])
    reborn = RowChange("F02", None, Row("F02", "fuel"))
    made.append(Edit("", (reborn,), "", ""))
    project = apply(project, made[-1])
    assert replay(made) == project
    assert project.retired == frozenset()
    with pytest.raises(StaleEdit):
        replay([*made, made[-1]])
    with pytest.raises(StaleEdit):
        replay([made[0], made[0]])


def test_a_project_can_be_told_in_one_edit() -> None:
    project = apply(Project(), samples.every_kind("ab" * 32, 3))
    assert apply(Project(), retold(project, "", "", "")) == project
    assert retold(Project(), "", "", "").changes == ()
    only = Project(settings=MappingProxyType({"a": "b"}))
    assert apply(Project(), retold(only, "", "", "")) == only


def test_issues_are_recorded_in_their_order(tmp_path: Path) -> None:
    samples.full(tmp_path / "a.zcd", 2)
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        assert file.issues() == ()
        assert file.record_issue(samples.issue(1)) == 1
        assert file.record_issue(samples.issue(3, "esg_chapter")) == 2
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        first, second = file.issues()
        assert (first.number, first.edit, first.document, first.codes) == (
            1, 1, "emission_report", '{"A1":"total.co2e"}'
        )  # fmt: skip
        assert (second.number, second.edit, second.document) == (2, 3, "esg_chapter")
        assert file.verify() == ()


def test_who_touched_a_place_last(tmp_path: Path) -> None:
    with ProjectFile.create(tmp_path / "a.zcd", "李工") as file:
        assert file.last_touch(Place("q")) is None
        for by, text in (("李工", "1"), ("王工", "2")):
            file.commit(replace(put(file.project, "q", text), by=by))
        file.commit(put(file.project, "r", "3"))
        assert file.last_touch(Place("q")) == ("王工", samples.AT)
