"""Disk full, file gone, file changed by others: the step is not taken, and what is in memory can still be saved."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.store import samples
from tests.store.samples import put
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import AnswerChange, Edit
from zcdesk.store import copying, schema
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble

HUGE = Edit(
    "大",
    tuple(AnswerChange(Place("huge", f"R{number}"), None, Answer("9" * 500)) for number in range(400)),
    "",
    "",
)


def test_a_full_disk_refuses_the_step_and_the_next_one_works(tmp_path: Path) -> None:
    samples.full(tmp_path / "a.zcd", 3)
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        project, head = file.project, file.head
        connection = schema.raw(file._session.database)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        for _ in range(3):
            with pytest.raises(FileTrouble) as refused:
                file.commit(HUGE)
            assert refused.value.code == "disk_full"
            assert (file.project, file.head) == (project, head)
            assert file.verify() == ()
        with pytest.raises(FileTrouble, match="disk_full"):
            file.add_evidence_bytes(b"x" * 100_000, "a.txt")
        assert file.commit(put(file.project, "small", "1")) == head + 1
        connection.execute("PRAGMA max_page_count = 1000000")
        assert file.commit(HUGE) == head + 2
        stored = file.add_evidence_bytes(b"x" * 100_000, "a.txt")
        assert file.evidence_bytes(stored.digest) == b"x" * 100_000
        assert file.verify() == ()


def test_a_step_that_landed_though_the_disk_failed_afterwards_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal is gone, the step is in the file, and then the folder cannot be synchronised."""
    with ProjectFile.create(tmp_path / "a.zcd", "") as file:

        class Failing(sqlite3.Connection):
            def execute(self, sql: str, *words: object) -> sqlite3.Cursor:  # type: ignore[override]
                done = super().execute(sql, *words)  # type: ignore[arg-type]
                if sql == "COMMIT":
                    error = sqlite3.OperationalError("disk I/O error")
                    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_DIR_FSYNC
                    raise error
                return done

        failing = sqlite3.connect(tmp_path / "a.zcd", factory=Failing, isolation_level=None)
        before = schema.raw(file._session.database)
        file._session.database._state.set_connection(failing)
        file._session._data_version = failing.execute("PRAGMA data_version").fetchone()[0]
        assert file.commit(put(file.project, "q", "1")) == 1
        assert file.project.answers[Place("q")].text == "1"
        file._session.database._state.set_connection(before)
        failing.close()
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        assert file.head == 1


def test_a_file_changed_by_another_program_is_not_written_to(tmp_path: Path) -> None:
    samples.full(tmp_path / "a.zcd", 3)
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        other = sqlite3.connect(tmp_path / "a.zcd")
        other.execute("UPDATE answer SET text = '0'")
        other.commit()
        with pytest.raises(FileTrouble) as refused:
            file.commit(put(file.project, "q", "1"))
        assert refused.value.code == "changed"
        # the tables no longer agree with their digest, so the copy is made from memory
        assert file.save_copy(tmp_path / "b.zcd") is not None
        other.close()
        project = file.project
    with ProjectFile.open(tmp_path / "b.zcd") as file:
        assert file.project == project
        assert {problem.code for problem in file.verify()} == {"content"}  # evidence bytes could not be saved
    with pytest.raises(FileTrouble, match="damaged"):
        ProjectFile.open(tmp_path / "a.zcd")


def test_a_file_held_by_another_program_is_left_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples.full(tmp_path / "a.zcd", 3)
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        schema.raw(file._session.database).execute("PRAGMA busy_timeout = 50")
        other = sqlite3.connect(tmp_path / "a.zcd", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(FileTrouble) as refused:
            file.commit(put(file.project, "q", "1"))
        assert refused.value.code == "locked"
        other.execute("ROLLBACK")
        other.close()
        file.commit(put(file.project, "q", "1"))
        assert file.verify() == ()


def test_a_connection_lost_in_a_roll_back_is_made_anew(tmp_path: Path) -> None:
    samples.full(tmp_path / "a.zcd", 3)
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        file._session.database.close()
        file.commit(put(file.project, "q", "1"))
        file._session.database.close()
        other = sqlite3.connect(tmp_path / "a.zcd")
        other.execute("UPDATE meta SET value = '0' WHERE key = 'state'")
        other.commit()
        other.close()
        with pytest.raises(FileTrouble, match="changed"):
            file.commit(put(file.project, "q", "2"))


def test_a_copy_never_replaces_a_file(tmp_path: Path) -> None:
    samples.full(tmp_path / "a.zcd", 1)
    (tmp_path / "b.zcd").write_text("mine")
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        for to in ("b.zcd", "a.zcd"):
            with pytest.raises(FileTrouble) as refused:
                file.save_copy(tmp_path / to)
            assert refused.value.code == "exists"
        with pytest.raises(FileTrouble, match="is_folder"):
            file.save_copy(tmp_path)
        with pytest.raises(FileTrouble, match="not_found"):
            file.save_copy(tmp_path / "nowhere" / "b.zcd")
    assert (tmp_path / "b.zcd").read_text() == "mine"


def test_an_interrupted_write_is_undone_for_a_reader_too(tmp_path: Path) -> None:
    """What a killed program leaves: a file with half a step in it, and the journal that takes it back."""
    project = samples.full(tmp_path / "a.zcd", 3)
    other = sqlite3.connect(tmp_path / "a.zcd", isolation_level=None)
    other.execute("PRAGMA cache_size = 1")
    other.execute("BEGIN")
    other.execute("UPDATE answer SET text = hex(randomblob(4000))")
    other.execute("CREATE TABLE more (a)")
    shutil.copy(tmp_path / "a.zcd", tmp_path / "b.zcd")
    shutil.copy(tmp_path / "a.zcd-journal", tmp_path / "b.zcd-journal")
    other.execute("ROLLBACK")
    other.close()
    assert (tmp_path / "b.zcd-journal").stat().st_size > 4096
    with ProjectFile.open(tmp_path / "b.zcd", read_only=True) as file:
        assert file.project == project
        assert file.verify() == ()
    assert not (tmp_path / "b.zcd-journal").exists()


def test_what_a_killed_writer_left_is_swept(tmp_path: Path) -> None:
    samples.full(tmp_path / "a.zcd", 3)
    for name in ("a.zcd.part", "a.zcd.part-journal"):
        (tmp_path / name).write_bytes(b"half")
    backups = tmp_path / "a.zcd.backups"
    backups.mkdir()
    (backups / "a.0001.20260101T000000Z.zcd.part").write_bytes(b"half")
    ProjectFile.open(tmp_path / "a.zcd").close()
    assert sorted(path.suffix for path in tmp_path.rglob("*") if path.is_file()) == [".zcd", ".zcd"]


def test_a_file_that_takes_shape_is_whole_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")

    def interrupted() -> None:
        with copying.taking_shape(tmp_path / "a", replacing=True) as part:
            part.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    assert (tmp_path / "a").read_text() == "old"
    with copying.taking_shape(tmp_path / "a", replacing=True) as part:
        part.write_text("new")
        assert (tmp_path / "a").read_text() == "old"
    assert (tmp_path / "a").read_text() == "new"
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]
