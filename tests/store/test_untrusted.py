"""Files made to do harm: nothing in them runs, nothing large is read, and each is refused in a sentence."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
import sys
from pathlib import Path

import pytest

from tests.store import samples
from zcdesk.store import connection as connecting
from zcdesk.store import migrations, schema
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble

OLD = Path(__file__).parent.parent / "old_projects" / "version-1.zcd"
RAN = "CREATE TABLE ran (what TEXT)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sound project, to be made into something else."""
    samples.full(tmp_path / "a.zcd", 2)
    return tmp_path / "a.zcd"


def _rewritten(path: Path, *statements: str) -> None:
    foreign = sqlite3.connect(path, isolation_level=None)
    foreign.execute("PRAGMA writable_schema = ON")
    for statement in statements:
        foreign.execute(statement)
    foreign.close()


def _refused(path: Path) -> FileTrouble:
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(FileTrouble) as refused:
            ProjectFile.open(path, read_only=read_only)
        assert path.read_bytes() == before
    return refused.value


HOSTILE = {
    "a view in the place of a table": (
        "DROP TABLE setting",
        "CREATE VIEW setting AS SELECT 'report.number' AS key, hex(randomblob(9)) AS value",
    ),
    "a trigger in the place of ours": (
        RAN,
        "DROP TRIGGER edit_insert",
        "CREATE TRIGGER edit_insert BEFORE INSERT ON edit BEGIN INSERT INTO ran VALUES ('edit'); END",
    ),
    "a trigger on what opening writes": (
        RAN,
        "CREATE TRIGGER sly AFTER UPDATE ON meta BEGIN INSERT INTO ran VALUES (load_extension('sly')); END",
    ),
    "a generated column": (
        "DROP TABLE pin",
        "CREATE TABLE pin (key TEXT PRIMARY KEY, kind TEXT, id TEXT, edition TEXT, "
        "digest TEXT GENERATED ALWAYS AS (hex(zeroblob(100000000))) VIRTUAL) WITHOUT ROWID",
    ),
    "a check that is evaluated": (
        "DROP TABLE year",
        "CREATE TABLE year (position INTEGER PRIMARY KEY, year TEXT CHECK (length(zeroblob(100000000)) > 0))",
    ),
    "an index on an expression": ("CREATE INDEX sly ON answer (upper(text))",),
    "a virtual table": ("CREATE VIRTUAL TABLE sly USING fts5(a)",),
    "a table that is not there": (
        "UPDATE sqlite_schema SET sql = 'CREATE VIRTUAL TABLE setting USING sly(1)' WHERE name = 'setting'",
    ),
    "a schema that is no SQL": (
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE (((((' WHERE name = 'setting'",
    ),
    "two tables on one page": (
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'edit') "
        "WHERE name = 'issue'",
    ),
    "a page that is not there": ("UPDATE sqlite_schema SET rootpage = 999999 WHERE name = 'answer'",),
    "an expression of five thousand terms": (
        "CREATE VIEW sly AS SELECT 0+0 AS a",
        "UPDATE sqlite_schema SET sql = replace(sql, '0+0', replace(hex(zeroblob(5000)), '00', '1+') || '1') "
        "WHERE name = 'sly'",
    ),
    "a table with NUL in its name": (
        "UPDATE sqlite_schema SET name = 'set' || char(0) || 'ting' WHERE name = 'setting'",
    ),
    "a table whose text goes on behind NUL": (
        "CREATE TABLE sly (a)",
        "UPDATE sqlite_schema SET sql = sql || char(0) || 'junk' WHERE name = 'sly'",
    ),
    "statistics that mislead": ("ANALYZE",),
    "a schema of two million letters": (
        "CREATE VIEW sly AS SELECT 'x' AS a",
        "UPDATE sqlite_schema SET sql = replace(sql, 'x', hex(zeroblob(1000000))) WHERE name = 'sly'",
    ),
}


@pytest.mark.parametrize("statements", HOSTILE.values(), ids=HOSTILE)
def test_nothing_of_a_foreign_schema_runs(path: Path, statements: tuple[str, ...]) -> None:
    _rewritten(path, *statements)
    trouble = _refused(path)
    assert trouble.code == "damaged"
    foreign = sqlite3.connect(path)
    try:
        ran = foreign.execute("SELECT count(*) FROM ran").fetchone()
    except sqlite3.DatabaseError:
        ran = (0,)
    foreign.close()
    assert ran == (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER sly AFTER UPDATE ON meta BEGIN INSERT INTO setting VALUES ('sly', 'ran'); END",
        "CREATE VIEW task AS SELECT 'T-1' AS id",
        "CREATE TABLE series (id TEXT, made TEXT AS (hex(zeroblob(100000000))))",
    ],
)
def test_nothing_of_an_old_file_runs_before_its_schema_is_known_to_be_ours(
    tmp_path: Path, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.zcd"
    shutil.copyfile(OLD, path)
    _rewritten(path, statement)
    monkeypatch.setattr(migrations, "_walk", lambda *_: pytest.fail("a step was begun"))
    assert _refused(path).code == "damaged"
    assert [each.name for each in tmp_path.iterdir()] == ["old.zcd"]


MARKS = {
    "another program's mark": ("PRAGMA application_id = 7", "not_a_project"),
    "a version below all": ("PRAGMA user_version = -5", "older"),
    "a version above all": ("PRAGMA user_version = 2147483647", "newer"),
}


@pytest.mark.parametrize(("statement", "code"), MARKS.values(), ids=MARKS)
def test_marks_that_are_not_ours_are_told(path: Path, statement: str, code: str) -> None:
    _rewritten(path, statement)
    assert _refused(path).code == code


def _naming(path: Path, victim: Path) -> bytes:
    """A journal that puts page 1 back as it is, and names a second journal, as SQLite writes it."""
    data = path.read_bytes()
    size = struct.unpack(">H", data[16:18])[0]
    mark, nonce = bytes.fromhex("d9d505f920a163d7"), 1234
    head = mark + struct.pack(">IIIII", 1, nonce, len(data) // size, 512, size)
    check = (nonce + sum(data[at] for at in range(size - 200, 0, -200))) & 0xFFFFFFFF
    name = str(victim).encode()
    end = struct.pack(">I", (1 << 30) // size + 1) + name + struct.pack(">II", len(name), sum(name)) + mark
    return head.ljust(512, b"\0") + struct.pack(">I", 1) + data[:size] + struct.pack(">I", check) + end


def test_a_journal_that_would_have_another_file_deleted_is_not_played_back(path: Path) -> None:
    victim = path.with_name("thesis.txt")
    victim.write_text("mine")
    journal = path.with_name("a.zcd-journal")
    journal.write_bytes(_naming(path, victim))
    trouble = _refused(path)
    assert trouble.code == "foreign_log"
    assert journal.name in trouble.words.zh
    assert victim.read_text() == "mine"
    sqlite3.connect(path).execute("PRAGMA schema_version").fetchone()  # what it would have done
    assert not victim.exists()


def test_a_log_beside_a_file_is_not_taken_for_a_part_of_it(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.zcd"
    shutil.copyfile(path, other)
    foreign = sqlite3.connect(other, isolation_level=None)
    foreign.execute("PRAGMA journal_mode = WAL")
    foreign.execute("CREATE TRIGGER sly AFTER UPDATE ON meta BEGIN DELETE FROM answer; END")
    shutil.copyfile(other.with_name("other.zcd-wal"), path.with_name("a.zcd-wal"))
    foreign.close()
    trouble = _refused(path)
    assert trouble.code == "foreign_log"
    assert "a.zcd-wal" in trouble.words.en


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("ending", ["-journal", "-wal", ".lock"])
def test_links_beside_a_file_lead_nowhere(path: Path, ending: str) -> None:
    victim = path.with_name("thesis.txt")
    victim.write_text("mine")
    path.with_name(path.name + ending).symlink_to(victim)
    before = path.read_bytes()
    with pytest.raises(FileTrouble) as refused:
        ProjectFile.open(path)
    assert (refused.value.code, path.read_bytes(), victim.read_text()) == ("foreign_log", before, "mine")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes in folders there")
@pytest.mark.timeout(60)
def test_a_pipe_beside_a_file_is_not_waited_for(path: Path) -> None:
    os.mkfifo(path.with_name("a.zcd-journal"))
    assert _refused(path).code == "foreign_log"


def test_looking_at_a_file_in_write_ahead_mode_leaves_nothing_beside_it(path: Path) -> None:
    foreign = sqlite3.connect(path)
    foreign.execute("PRAGMA journal_mode = WAL")
    foreign.close()
    before = path.read_bytes()
    with ProjectFile.open(path, read_only=True) as file:
        assert file.head == 3
    assert ([each.name for each in path.parent.iterdir()], path.read_bytes()) == (["a.zcd"], before)
    with ProjectFile.open(path) as file:
        assert file.head == 3
    assert path.read_bytes()[18:20] == b"\1\1"


def test_a_piece_of_evidence_larger_than_any_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _rewritten(
        path,
        "INSERT INTO chunk (content, position, bytes) "
        "SELECT content, max(position) + 1, zeroblob(3000000) FROM chunk GROUP BY content",
    )
    monkeypatch.setattr(connecting, "LARGEST_VALUE", 1_000_000)
    with ProjectFile.open(path, read_only=True) as file:
        digest = next(each.digest for each in file.project.evidence.values() if each.digest)
        with pytest.raises(FileTrouble) as refused:
            file.evidence_bytes(digest)
    assert refused.value.code == "damaged"


def test_a_value_larger_than_is_read_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two megabytes where one is the most: what a value of half a gigabyte meets, without writing one."""
    _rewritten(path, "INSERT INTO setting VALUES ('sly', hex(zeroblob(1000000)))")
    monkeypatch.setattr(connecting, "LARGEST_VALUE", 1_000_000)
    assert _refused(path).code == "damaged"


def test_a_blob_where_a_text_belongs_is_refused_by_the_file_itself(path: Path) -> None:
    foreign = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError):
        foreign.execute("INSERT INTO setting VALUES ('sly', zeroblob(10))")
    foreign.close()


def test_what_sqlite_may_do_is_limited_on_every_connection(path: Path) -> None:
    for read_only in (True, False):
        database = connecting.connect(path, read_only)
        raw = schema.raw(database)
        assert raw.execute("PRAGMA trusted_schema").fetchone() == (0,)
        assert raw.execute("PRAGMA cell_size_check").fetchone() == (1,)
        assert raw.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) == connecting.LARGEST_VALUE
        assert raw.getlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH) == 100
        with pytest.raises(sqlite3.DatabaseError):
            raw.execute("SELECT load_extension('sly')")
        with pytest.raises(sqlite3.DatabaseError):
            raw.execute("SELECT hex(zeroblob(200000000))")
        if hasattr(raw, "getconfig"):
            assert raw.getconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)  # type: ignore[attr-defined,unused-ignore]
        database.close()


def test_a_sound_file_still_opens_and_is_backed_up(path: Path, tmp_path: Path) -> None:
    with ProjectFile.open(path, backups=tmp_path / "kept") as file:
        assert file.head == 3
    assert list((tmp_path / "kept").rglob("*.zcd"))
