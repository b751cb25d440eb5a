"""Loading: everything a project file says, after everything that can be checked quickly was checked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import SqliteDatabase

from zcdesk.domain.project import Project
from zcdesk.domain.record import dataclass
from zcdesk.store import connection as connecting
from zcdesk.store import edits, issues, schema, state
from zcdesk.store.schema import MetaTable
from zcdesk.store.trouble import FileTrouble, Unreadable, translated


@dataclass(frozen=True, slots=True)
class Loaded:
    """A project as it was found.

    Attributes
    ----------
    project : Project
    head : int
        Number of the last edit.
    digest : str
        Digest of the last edit.
    state : str
        Digest of the state.
    """

    project: Project
    head: int
    digest: str
    state: str


def load(database: SqliteDatabase, path: Path) -> Loaded:
    """What an open file holds.

    Raises
    ------
    Unreadable
        If the schema is not ours, a page is damaged, a chain breaks, or the state is not the one last written.
    """
    connection = schema.raw(database)
    with _one_moment(connection):
        _check(database, path)
        project, digest = state.read(connection)
        _refuse_other_state(database, digest)
        head, last = edits.head(connection)
    return Loaded(project, head, last, digest)


def examine(path: Path) -> tuple[int, str]:
    """Check a file as `load` does, without making a project of it.

    Returns
    -------
    tuple of int and str
        Number and digest of its last edit.

    Raises
    ------
    FileTrouble
        If it could not be loaded.
    """
    with translated(path):
        database = connecting.connect(path, read_only=True)
        try:
            theirs = connecting.version(database, path)
            if theirs not in schema.DIGESTS:
                raise FileTrouble("older", path, theirs=theirs)
            connection = schema.raw(database)
            with _one_moment(connection):
                _check(database, path)
                _refuse_other_state(database, state.digest(connection))
                return edits.head(connection)
        finally:
            database.close()


def meta(database: SqliteDatabase) -> dict[str, str]:
    """The facts on the file."""
    return dict(MetaTable.select(MetaTable.key, MetaTable.value).tuples().execute(database))


def put_meta(database: SqliteDatabase, **facts: str) -> None:
    """Set facts on the file, inside the caller's transaction."""
    for key, value in facts.items():
        MetaTable.insert(key=key, value=value).on_conflict_replace().execute(database)


@contextmanager
def _one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is read in the block is of one moment, though another program may be writing."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.rollback()


def _check(database: SqliteDatabase, path: Path) -> None:
    connecting.check(database, path)
    edits.check(schema.raw(database))
    if broken := issues.broken(database):
        raise Unreadable(f"issue {broken}: the chain of digests breaks")


def _refuse_other_state(database: SqliteDatabase, digest: str) -> None:
    if meta(database).get("state") != digest:
        raise Unreadable("state: the answers are not those last written")
