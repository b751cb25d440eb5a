from __future__ import annotations

import errno
import re
import sqlite3
from pathlib import Path

import pytest
from peewee import OperationalError, SqliteDatabase

from zcdesk.store import trouble
from zcdesk.store.trouble import WORDS, FileTrouble, Unreadable, translated

NAMED = {"name", "beside", "folder", "detail", "who", "theirs", "ours", "size", "limit"}


@pytest.mark.parametrize("code", WORDS)
def test_every_trouble_says_what_happened_and_what_to_do_in_both_languages(code: str) -> None:
    words = WORDS[code]
    assert re.findall(r"\{(\w+)\}", words.zh) != []
    assert set(re.findall(r"\{(\w+)\}", words.zh)) == set(re.findall(r"\{(\w+)\}", words.en)) <= NAMED
    assert words.zh.count("。") >= 2
    assert words.en.count(". ") >= 1
    assert words.en.endswith(".")
    assert "请" in words.zh


def test_every_code_that_is_raised_has_words() -> None:
    source = Path(trouble.__file__).parent
    raised = {
        code
        for module in source.glob("*.py")
        for code in re.findall(r'FileTrouble\(\s*"(\w+)"', module.read_text(encoding="utf-8"))
    }
    assert raised <= set(WORDS)
    # the others come by a table of error numbers, and by the default of `translated`
    assert set(WORDS) - raised == {"not_found", "bad_name"}


@pytest.mark.parametrize(
    "number, code",
    [
        (errno.ENOENT, "not_found"),
        (errno.EACCES, "no_permission"),
        (errno.EROFS, "read_only"),
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EISDIR, "is_folder"),
        (errno.EIO, "disk_error"),
        (errno.ENODEV, "disk_error"),
        (errno.ENOLCK, "network_share"),
        (errno.ENAMETOOLONG, "bad_name"),
    ],
)
def test_errors_of_the_system_are_translated(number: int, code: str) -> None:
    with pytest.raises(FileTrouble) as told, translated(Path("/x/a.zcd")):
        raise OSError(number, "said the system")
    assert told.value.code == code
    assert told.value.path == Path("/x/a.zcd")
    assert "a.zcd" in told.value.words.zh
    assert isinstance(told.value.__cause__, OSError)


@pytest.mark.parametrize(
    "number, code",
    [
        (sqlite3.SQLITE_NOTADB, "not_a_project"),
        (sqlite3.SQLITE_CORRUPT, "damaged"),
        (sqlite3.SQLITE_CORRUPT_VTAB, "damaged"),
        (sqlite3.SQLITE_FULL, "disk_full"),
        (sqlite3.SQLITE_READONLY, "read_only"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "vanished"),
        (sqlite3.SQLITE_READONLY_ROLLBACK, "unfinished"),
        (sqlite3.SQLITE_BUSY, "locked"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "locked"),
        (sqlite3.SQLITE_PERM, "no_permission"),
        (sqlite3.SQLITE_IOERR_FSYNC, "disk_error"),
        (sqlite3.SQLITE_CANTOPEN, "no_permission"),
    ],
)
def test_errors_of_sqlite_are_translated(number: int, code: str, tmp_path: Path) -> None:
    (tmp_path / "a.zcd").write_bytes(b"")
    error = sqlite3.OperationalError("said SQLite")
    error.sqlite_errorcode = number
    with pytest.raises(FileTrouble) as told, translated(tmp_path / "a.zcd"):
        raise error
    assert told.value.code == code


def test_a_failing_disk_that_is_nearly_full_is_called_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.zcd").write_bytes(b"")
    monkeypatch.setattr(trouble, "SMALL", 1 << 60)
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
    with pytest.raises(FileTrouble, match="disk_full"), translated(tmp_path / "a.zcd"):
        raise error
    (tmp_path / "a.zcd").unlink()
    with pytest.raises(FileTrouble, match="vanished"), translated(tmp_path / "a.zcd", gone="vanished"):
        raise error


def test_what_cannot_have_been_written_is_damage() -> None:
    for error in (Unreadable("edit 3"), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid")):
        with pytest.raises(FileTrouble, match="damaged"), translated(Path("a.zcd")):
            raise error


def test_text_that_is_no_utf_8_is_damage() -> None:
    connection = sqlite3.connect(":memory:")
    with pytest.raises(FileTrouble, match="damaged"), translated(Path("a.zcd")):
        connection.execute("SELECT CAST(x'ff' AS TEXT)").fetchone()
    connection.close()


def test_our_own_mistakes_rise_as_they_are() -> None:
    for mistake in (KeyError("x"), ValueError("x"), AttributeError("x"), ZeroDivisionError()):
        with pytest.raises(type(mistake)), translated(Path("a.zcd")):
            raise mistake
    connection = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.OperationalError, match="no such table"), translated(Path("a.zcd")):
        connection.execute("SELECT * FROM missing")
    connection.close()
    database = SqliteDatabase(":memory:")
    with database, pytest.raises(OperationalError, match="no such table"), translated(Path("a.zcd")):
        database.execute_sql("SELECT * FROM missing")


def test_trouble_told_once_is_not_told_anew() -> None:
    with pytest.raises(FileTrouble) as told, translated(Path("outer")), translated(Path("inner")):
        raise OSError(errno.ENOSPC, "full")
    assert told.value.path == Path("inner")
