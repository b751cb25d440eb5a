"""Opening: what is looked at, in which order, before a file may be worked with."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from peewee import SqliteDatabase

from zcdesk import __version__
from zcdesk.domain.words import Words
from zcdesk.store import schema, state
from zcdesk.store.backup import back_up, folder_of
from zcdesk.store.connection import connect, version
from zcdesk.store.copying import sweep, taking_shape
from zcdesk.store.loading import load, put_meta
from zcdesk.store.lock import Lock
from zcdesk.store.session import Session
from zcdesk.store.share import is_share
from zcdesk.store.trouble import WORDS, FileTrouble, translated

_CONVERTED = Words(
    "项目文件已转换为当前版本；原文件保存在 {kept}。",
    "The project file was converted to the current version; as it was, it is kept in {kept}.",
)


def absolute(path: Path) -> Path:
    """The file that a path leads to, links followed, so that it has one lock whichever link leads to it."""
    return Path(os.path.realpath(path))


def make(path: Path, by: str, at: str) -> None:
    """Make an empty project where nothing is yet."""
    with taking_shape(path) as part:
        database = connect(part, create=True)
        try:
            schema.create(database)
            facts = {
                "created_at": at,
                "created_by": by,
                "created_with": __version__,
                "written_with": __version__,
            }
            put_meta(database, **facts, state=state.digest(schema.raw(database)))
        finally:
            database.close()


def open_to_read(path: Path) -> tuple[Session, tuple[Words, ...]]:
    """Open a file to look at; with what the user should know."""
    refuse_other(path)
    _finish_interrupted(path)
    database = connect(path, read_only=True)
    try:
        theirs = version(database, path)
        if theirs not in schema.DIGESTS:
            raise FileTrouble("older", path, theirs=theirs)
        session = Session(path, True, database, load(database, path))
    except BaseException:
        database.close()
        raise
    return session, _on_share(path)


def open_to_write(path: Path, backups: Path | None) -> tuple[Session, tuple[Words, ...]]:
    """Open a file whose lock is held: convert it if it is old, back it up; with what the user should know."""
    notices = _on_share(path)
    database = connect(path)
    try:
        theirs = version(database, path)
        sweep(path)
        if theirs < schema.VERSION:
            from zcdesk.store import migrations

            database.close()
            kept = migrations.migrate(path, theirs, folder_of(path, backups))
            notices += (_CONVERTED.fill(kept=kept),)
            database = connect(path)
        loaded = load(database, path)
        _refuse_unwritable(database)
        try:
            back_up(database, path, backups)
        except FileTrouble as trouble:
            notices += (trouble.words,)
        return Session(path, False, database, loaded), notices
    except BaseException:
        database.close()
        raise


def refuse_other(path: Path) -> None:
    """Refuse what is not an ordinary file."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise FileTrouble("is_folder", path)
    if not stat.S_ISREG(mode):
        raise FileTrouble("not_a_project", path)


def refuse_share(path: Path, on_share: bool) -> None:
    """Refuse to write on a network share, unless that is wanted."""
    if not on_share and is_share(path):
        raise FileTrouble("network_share", path)


def _on_share(path: Path) -> tuple[Words, ...]:
    return (WORDS["network_share"].fill(name=path.name),) if is_share(path) else ()


def _refuse_unwritable(database: SqliteDatabase) -> None:
    """Learn now, not at the first step, that SQLite could open the file for reading only or can make no journal.

    It also takes away a journal that a killed program had begun and not yet needed.
    """
    connection = schema.raw(database)
    # BEGIN IMMEDIATE alone is content with a file that can only be read, and an update without a change writes nothing
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("UPDATE meta SET value = value || '!' WHERE key = 'state'")
    finally:
        connection.rollback()


def _finish_interrupted(path: Path) -> None:
    """Undo what a killed program left half written, which a connection that only reads may not."""
    if path.with_name(path.name + "-journal").exists():
        with suppress(FileTrouble), translated(path):
            lock = Lock(path)
            try:
                database = connect(path)
                try:
                    schema.raw(database).execute("PRAGMA schema_version").fetchone()
                finally:
                    database.close()
            finally:
                lock.release()
