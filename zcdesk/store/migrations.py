"""Migrations: an older project file becomes one of today, on a copy that takes its place only when it is whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from peewee import SqliteDatabase

from zcdesk.domain.change import StaleEdit
from zcdesk.store import edits, schema, state
from zcdesk.store.connection import connect, refuse_foreign
from zcdesk.store.copying import taking_shape, vacuum_into
from zcdesk.store.loading import load, put_meta
from zcdesk.store.replay import replay
from zcdesk.store.trouble import FileTrouble, Unreadable

Step = Callable[[SqliteDatabase], None]
"""Brings the tables of a file from one version to the next, inside a transaction of its own. It leaves the recorded
edits and issues alone: they are what the factory said, in the words of their time."""

STEPS: Mapping[int, Step] = {1: lambda database: schema.add(database, 2)}
"""The step that leaves each older version. Version 1 is the first that was ever handed out."""


def migrate(path: Path, theirs: int, backups: Path) -> Path:
    """Bring a file to today's version.

    Parameters
    ----------
    path : Path
        The file, which nobody else may open meanwhile.
    theirs : int
        Its version.
    backups : Path
        Folder in which the file as it was is kept.

    Returns
    -------
    Path
        The file as it was.

    Raises
    ------
    FileTrouble
        ``older`` if there is no way from its version.
    Unreadable
        If the edits of the file do not add up to its answers: it was damaged before.

    Notes
    -----
    Whatever fails, in a step too, leaves the file as it was.
    """
    if any(number not in STEPS for number in range(theirs, schema.VERSION)):
        raise FileTrouble("older", path, theirs=theirs)
    source = connect(path, read_only=True)
    try:
        if theirs in schema.DIGESTS:
            refuse_foreign(source)  # before a step runs what others put in
    finally:
        source.close()
    backups.mkdir(parents=True, exist_ok=True)
    kept = backups / f"{path.stem}.version-{theirs}.{datetime.now(UTC):%Y%m%dT%H%M%SZ}.zcd"
    with taking_shape(kept, replacing=True) as part:
        shutil.copyfile(path, part)
    with taking_shape(path, replacing=True) as part:
        source = connect(path, read_only=True)
        try:
            vacuum_into(source, part)
        finally:
            source.close()
        copy = connect(part)
        try:
            _walk(copy, theirs)
            load(copy, part)
        finally:
            copy.close()
    return kept


def _walk(database: SqliteDatabase, theirs: int) -> None:
    connection = schema.raw(database)
    for number in range(theirs, schema.VERSION):
        connection.execute("BEGIN IMMEDIATE")
        STEPS[number](database)
        connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute("COMMIT")
    project, digest = state.read(connection)
    try:
        told = replay(record.edit for record in edits.records(connection, 1, edits.head(connection)[0]))
    except StaleEdit as error:
        raise Unreadable(f"edits: {error}") from error
    if told != project:
        raise Unreadable("state: the edits do not add up to the answers")
    put_meta(database, state=digest)
