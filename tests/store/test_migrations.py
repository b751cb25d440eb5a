"""Old files: one of version 1 as it was handed out, and a version 0 made up here."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from tests.store import samples
from zcdesk.domain.answer import Place
from zcdesk.domain.project import Project
from zcdesk.store import migrations, schema
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble


@pytest.fixture
def old(tmp_path: Path) -> Project:
    """A project as an older program left it: answers without ``illustrative``, retired rows not kept."""
    project = samples.full(tmp_path / "a.zcd", 5)
    plain = sqlite3.connect(tmp_path / "a.zcd", isolation_level=None)
    for statement in (
        "PRAGMA foreign_keys = OFF",
        "ALTER TABLE answer RENAME TO newer",
        "CREATE TABLE answer AS SELECT quantity, row, period, text, unit, standing, note, evidence FROM newer",
        "DROP TABLE newer",
        "DROP TABLE retired",
        "DROP TABLE series",
        "DROP TABLE task",
        "PRAGMA user_version = 0",
        "VACUUM",
    ):
        plain.execute(statement)
    plain.close()
    return project


def add_what_version_0_lacked(database: SqliteDatabase) -> None:
    """The step, as one would be written."""
    connection = schema.raw(database)
    made = {name: sql for kind, name, _, sql in samples.schema_made() if kind == "table"}
    connection.execute("ALTER TABLE answer RENAME TO older")
    connection.execute(made["answer"] or "")
    connection.execute("INSERT INTO answer SELECT *, quantity = 'fuel.amount' FROM older")
    connection.execute("DROP TABLE older")
    connection.execute(made["retired"] or "")
    connection.execute("INSERT INTO retired VALUES ('F02')")


def forget_to_fill_it(database: SqliteDatabase) -> None:
    """A step that makes the tables and loses what was in them."""
    connection = schema.raw(database)
    add_what_version_0_lacked(database)
    connection.execute("DELETE FROM retired")


def leave_a_table_over(database: SqliteDatabase) -> None:
    """A step that ends in a schema that is not today's."""
    add_what_version_0_lacked(database)
    schema.raw(database).execute("CREATE TABLE left_over (a)")


def break_halfway(database: SqliteDatabase) -> None:
    """A step with a mistake in it."""
    schema.raw(database).execute("DROP TABLE answer")
    raise ZeroDivisionError


def test_an_old_file_is_converted_and_kept_as_it_was(
    tmp_path: Path, old: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "STEPS", migrations.STEPS | {0: add_what_version_0_lacked})
    before = (tmp_path / "a.zcd").read_bytes()
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        assert file.project == old
        assert file.verify() == ()
        assert "已转换为当前版本" in file.notices[0].zh
        file.commit(samples.put(file.project, "q", "1"))
    kept = next((tmp_path / "a.zcd.backups").glob("*.version-0.*"))
    assert kept.read_bytes() == before
    assert kept.name in file.notices[0].en
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        assert file.notices == ()
        assert file.verify() == ()
    assert {path.name for path in tmp_path.iterdir()} == {"a.zcd", "a.zcd.backups"}


@pytest.mark.parametrize(
    "step, error",
    [
        (forget_to_fill_it, FileTrouble),
        (leave_a_table_over, FileTrouble),
        (break_halfway, ZeroDivisionError),
    ],
)
def test_a_conversion_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path,
    old: Project,
    monkeypatch: pytest.MonkeyPatch,
    step: migrations.Step,
    error: type[Exception],
) -> None:
    monkeypatch.setattr(migrations, "STEPS", migrations.STEPS | {0: step})
    before = (tmp_path / "a.zcd").read_bytes()
    with pytest.raises(error):
        ProjectFile.open(tmp_path / "a.zcd")
    assert (tmp_path / "a.zcd").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"a.zcd", "a.zcd.backups"}
    monkeypatch.setattr(migrations, "STEPS", migrations.STEPS | {0: add_what_version_0_lacked})
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        assert file.project == old


def test_a_version_without_a_way_is_told(tmp_path: Path, old: Project) -> None:
    before = (tmp_path / "a.zcd").read_bytes()
    for read_only in (False, True):
        with pytest.raises(FileTrouble) as refused:
            ProjectFile.open(tmp_path / "a.zcd", read_only=read_only)
        assert refused.value.code == "older"
    assert (tmp_path / "a.zcd").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.zcd"]


def test_a_full_disk_during_the_conversion_leaves_the_file_as_it_was(
    tmp_path: Path, old: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(database: SqliteDatabase) -> None:
        connection = schema.raw(database)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        connection.execute("CREATE TABLE big AS SELECT randomblob(1000000)")

    monkeypatch.setattr(migrations, "STEPS", migrations.STEPS | {0: fill})
    before = (tmp_path / "a.zcd").read_bytes()
    with pytest.raises(FileTrouble) as refused:
        ProjectFile.open(tmp_path / "a.zcd")
    assert refused.value.code == "disk_full"
    assert (tmp_path / "a.zcd").read_bytes() == before


VERSION_1 = Path(__file__).parent.parent / "old_projects" / "version-1.zcd"


def test_a_file_of_version_1_is_read_as_it_is_and_converted_when_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.zcd"
    shutil.copyfile(VERSION_1, path)
    with ProjectFile.open(path, read_only=True) as file:
        as_it_was = file.project
        assert (file.head, len(file.issues()), as_it_was.series) == (4, 1, {})
        assert file.project.answers[Place("fuel.amount", "F01", "2025-03")].text == "12.5"
        assert file.verify() == ()
    assert path.read_bytes() == VERSION_1.read_bytes()
    with ProjectFile.open(path) as file:
        assert file.project == as_it_was
        assert "已转换为当前版本" in file.notices[0].zh
        file.commit(samples.with_series(file))
        assert file.verify() == ()
    with ProjectFile.open(path) as file:
        assert list(file.project.series) == ["S-001"]
        assert file.notices == ()


def test_a_backup_of_version_1_is_offered_for_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "a.zcd"
    shutil.copyfile(VERSION_1, path)
    ProjectFile.open(path).close()  # converted and backed up
    for backup in (tmp_path / "a.zcd.backups").glob("a.0*"):
        shutil.copyfile(VERSION_1, backup)
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(FileTrouble) as refused:
        ProjectFile.open(path)
    assert "a.0001" in refused.value.words.zh
