from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from tests.store import samples
from zcdesk.store import schema
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble


def test_the_schema_of_a_version_never_changes() -> None:
    """Files that were handed out have this text in them; another one needs another version and a migration."""
    text = "\n".join(str(entry) for entry in sorted(samples.schema_made(), key=str))
    assert schema.VERSION == 2
    assert schema.DIGESTS[1] == "10d47a8fd8d9bf3aa6584ec70110eb805e1803f10381d2b53a8f6eb52e7c4a40"
    assert hashlib.sha256(text.encode()).hexdigest() == schema.DIGESTS[2]


def test_the_file_carries_our_mark(tmp_path: Path) -> None:
    samples.full(tmp_path / "a.zcd", 0)
    header = (tmp_path / "a.zcd").read_bytes()[:100]
    assert header[68:72] == b"ZCD1"
    assert int.from_bytes(header[60:64], "big") == 2
    assert header[18:20] == b"\x01\x01"  # rollback journal, no write-ahead log


@pytest.fixture
def foreign(tmp_path: Path) -> sqlite3.Connection:
    """A plain connection to a project, as another program has it."""
    samples.full(tmp_path / "a.zcd", 2)
    with ProjectFile.open(tmp_path / "a.zcd") as file:
        file.record_issue(samples.issue(1))
    return sqlite3.connect(tmp_path / "a.zcd", isolation_level=None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE edit SET content = '{}' WHERE number = 1",
        "DELETE FROM edit WHERE number = 3",
        "DELETE FROM edit",
        "INSERT OR REPLACE INTO edit SELECT number, '{}', digest FROM edit WHERE number = 1",
        "REPLACE INTO edit VALUES (1, '{}', '')",
        "INSERT INTO edit VALUES (9, '{}', '')",
        "INSERT INTO edit VALUES (0, '{}', '')",
        "UPDATE OR REPLACE edit SET number = 2 WHERE number = 1",
        "UPDATE issue SET pdf_digest = '0'",
        "DELETE FROM issue",
        "REPLACE INTO issue SELECT number, document, language, pdf_digest, result_digest, edit, at, 'x', codes, pins, "
        "digest FROM issue",
        "UPDATE content SET size = 1",
        "DELETE FROM content",
        "REPLACE INTO content SELECT 2, digest, 1, media_type FROM content",
        "REPLACE INTO content SELECT id, 'x', 1, media_type FROM content",
        "UPDATE chunk SET bytes = x'00'",
        "DELETE FROM chunk",
        "REPLACE INTO chunk VALUES (1, 0, x'00')",
    ],
)
def test_what_was_recorded_cannot_be_changed(foreign: sqlite3.Connection, statement: str) -> None:
    before = list(foreign.iterdump())
    with pytest.raises(sqlite3.IntegrityError, match=r"append-only|go up by one"):
        foreign.execute(statement)
    assert list(foreign.iterdump()) == before
    foreign.close()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER sly AFTER INSERT ON answer BEGIN DELETE FROM setting; END",
        "CREATE VIEW sly AS SELECT * FROM answer",
        "CREATE TABLE sly (a)",
        "CREATE INDEX sly ON answer (text)",
        "CREATE VIRTUAL TABLE sly USING fts5(a)",
        "DROP TRIGGER edit_update",
        "DROP TABLE setting",
        "DROP INDEX contenttable_digest",
        "ALTER TABLE answer ADD COLUMN sly TEXT",
        "ALTER TABLE answer RENAME COLUMN note TO sly",
        "ANALYZE",
    ],
)
def test_a_file_with_another_schema_is_refused(
    foreign: sqlite3.Connection, statement: str, tmp_path: Path
) -> None:
    foreign.execute(statement)
    foreign.close()
    before = (tmp_path / "a.zcd").read_bytes()
    for read_only in (False, True):
        with pytest.raises(FileTrouble) as refused:
            ProjectFile.open(tmp_path / "a.zcd", read_only=read_only)
        assert refused.value.code == "damaged"
    assert (tmp_path / "a.zcd").read_bytes() == before


def test_a_replaced_trigger_is_refused(foreign: sqlite3.Connection, tmp_path: Path) -> None:
    foreign.execute("DROP TRIGGER edit_update")
    foreign.execute("CREATE TRIGGER edit_update BEFORE UPDATE ON edit BEGIN SELECT 1; END")
    foreign.close()
    with pytest.raises(FileTrouble, match="schema"):
        ProjectFile.open(tmp_path / "a.zcd")


def test_columns_take_only_their_type(foreign: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        foreign.execute("UPDATE answer SET illustrative = 'yes'")
    with pytest.raises(sqlite3.IntegrityError):
        foreign.execute("UPDATE answer SET text = x'00'")
    foreign.close()
