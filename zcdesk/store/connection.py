"""Opening the database of a project file: nothing in the file is trusted before it was looked at."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from peewee import SqliteDatabase

from zcdesk.store import schema
from zcdesk.store.trouble import FileTrouble, Unreadable

PATIENCE = 5
"""How long a statement waits for another program's transaction. [s]"""

LARGEST_VALUE = 256 * 1024 * 1024
"""Size of one value that is still read or written: far above the largest edit, far below what fills memory. [bytes]"""

_LIMITS = (
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 1_000_000),  # the text of a table in a foreign schema counts as well
    (sqlite3.SQLITE_LIMIT_COLUMN, 100),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 10),
    (sqlite3.SQLITE_LIMIT_FUNCTION_ARG, 8),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 10),
    (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 1),  # the copy of a backup
)
"""What a file of others may make SQLite do: more than our own statements need, and little."""


_JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""What a journal ends with that names a second one: SQLite plays it back and then deletes the file it names."""

_LOGGED = 2
"""What bytes 18 and 19 of a file say that another program left in write-ahead mode."""


def connect(path: Path, read_only: bool = False, create: bool = False) -> SqliteDatabase:
    """An open database with our settings; nothing in it was read yet.

    Parameters
    ----------
    path : Path
        Absolute.
    read_only : bool
        Open so that SQLite itself refuses to write.
    create : bool
        Make the file if it is not there.

    Raises
    ------
    FileTrouble
        If files lie beside it that only another program makes, by which SQLite would change it or delete others.
    """
    _refuse_foreign_logs(path)
    mode = "ro" if read_only else "rwc" if create else "rw"
    if read_only and _is_logged(path):
        mode += "&immutable=1"  # a log that is not there would be made, beside a file that is only looked at
    database = SqliteDatabase(uri(path, mode), uri=True, autoconnect=False, timeout=PATIENCE)
    database.connect()
    connection = schema.raw(database)
    _confine(connection)
    settings = [
        "trusted_schema = OFF",  # functions named in a foreign schema may have no effects
        "cell_size_check = ON",  # a damaged page is noticed when it is read, not when it misleads
        "mmap_size = 0",  # a file cut short under us is an error, not a killed process
        "foreign_keys = ON",
        "temp_store = MEMORY",
    ]
    if not read_only:
        # EXTRA is FULL and a synchronised folder: a commit survives a power cut right after it
        settings += ["journal_mode = DELETE", "synchronous = EXTRA"]
    try:
        for setting in settings:
            connection.execute(f"PRAGMA {setting}").fetchall()
    except BaseException:
        database.close()
        raise
    return database


def _refuse_foreign_logs(path: Path) -> None:
    """Refuse a file with a log or a journal beside it that is not of the kind we make.

    Of a log SQLite takes pages in the place of those in the file, and writes them into it. A journal that names another
    file makes it delete that file, whichever it is; ours never do, for no step of ours changes two files.
    """
    for ending in ("-wal", "-journal"):
        beside = path.with_name(path.name + ending)
        with suppress(FileNotFoundError):
            found = beside.lstat()
            if not stat.S_ISREG(found.st_mode) or (
                found.st_size and (ending == "-wal" or _names_another(beside))
            ):
                raise FileTrouble("foreign_log", path, beside=beside.name)


def _names_another(journal: Path) -> bool:
    with journal.open("rb") as file:
        file.seek(max(file.seek(0, os.SEEK_END) - len(_JOURNAL), 0))
        return file.read() == _JOURNAL


def _is_logged(path: Path) -> bool:
    with path.open("rb") as file:
        return _LOGGED in file.read(20)[18:]


def _confine(connection: sqlite3.Connection) -> None:
    """Let a file that was made to do harm do none: nothing large, nothing deep, no change of a schema by writing it.

    Notes
    -----
    The defensive mode itself can be asked for from Python 3.12 on. Before that its place is taken by order: no
    statement of ours writes a schema, and no table is read before `check` has found the schema to be ours to the
    letter, so that views, triggers, generated columns and virtual tables of others never run.
    """
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
    for limit, most in _LIMITS:
        connection.setlimit(limit, most)
    setconfig = getattr(connection, "setconfig", None)
    if setconfig is not None:
        setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)  # type: ignore[attr-defined,unused-ignore]
        setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False)  # type: ignore[attr-defined,unused-ignore]
        setconfig(sqlite3.SQLITE_DBCONFIG_TRUSTED_SCHEMA, False)  # type: ignore[attr-defined,unused-ignore]


def uri(path: Path, mode: str) -> str:
    """The address of a file for SQLite, whatever characters its name holds; a share keeps its two slashes."""
    text = path.as_posix()
    return f"file://{'' if text.startswith('/') else '/'}{quote(text.encode(errors='surrogateescape'))}?mode={mode}"


def version(database: SqliteDatabase, path: Path) -> int:
    """The schema version of a file, once it is known to be a project."""
    connection = schema.raw(database)
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    if mark != schema.APPLICATION_ID:
        raise FileTrouble("not_a_project", path)
    theirs = schema.version_of(connection)
    if theirs > schema.VERSION:
        raise FileTrouble("newer", path, theirs=theirs, ours=schema.VERSION)
    return theirs


def refuse_foreign(database: SqliteDatabase) -> None:
    """Refuse a file whose schema is not that of its version to the letter."""
    if not schema.is_ours(schema.raw(database)):
        raise Unreadable("schema: tables, views or triggers are not those of a project")


def check(database: SqliteDatabase, path: Path) -> None:
    """Refuse a file whose schema is not ours to the letter, that is shorter than it says, or whose tables are broken.

    Notes
    -----
    Evidence bytes are left out of the check of tables, since that would read all of them at each opening; they
    are checked against their digest whenever they are read, and by `verify`.
    """
    refuse_foreign(database)
    connection = schema.raw(database)
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    if path.stat().st_size < pages * page_size:
        raise Unreadable(f"length: {path.stat().st_size} of {pages * page_size} bytes")
    for table in schema.tables(schema.version_of(connection)):
        if table is schema.ChunkTable:
            continue
        (said,) = connection.execute(f"PRAGMA integrity_check({table._meta.table_name})").fetchone()
        if said != "ok":
            raise Unreadable(str(said).splitlines()[-1])
