"""Saving what is open under another name, with its file or without it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import SqliteDatabase

from zcdesk import __version__
from zcdesk.domain.project import Project
from zcdesk.domain.series import MEDIA_TYPE
from zcdesk.domain.words import Words
from zcdesk.store import chain, codec, edits, schema, state
from zcdesk.store.connection import connect
from zcdesk.store.copying import taking_shape, vacuum_into
from zcdesk.store.loading import Loaded, examine, put_meta
from zcdesk.store.replay import retold
from zcdesk.store.schema import ContentTable
from zcdesk.store.trouble import FileTrouble, translated

_INCOMPLETE = Words(
    "已另存当前内容；原文件已无法读取，操作历史、签发记录、证据文件与表计读数未能带出。",
    "What is on the screen was saved. The file it came from cannot be read any more: the history, the issued reports, "
    "the bytes of the evidence and the readings of meters are not in the copy.",
)

_NOW_AND_THEN = 20_000
"""So many of its steps SQLite goes between two looks at how far it is."""

_OF_THE_PLACE = frozenset({"disk_full", "read_only", "no_permission", "exists", "is_folder"})
"""Troubles of the place where the copy goes, which no other way of writing would mend."""


def save_copy(
    database: SqliteDatabase,
    loaded: Loaded,
    to: Path,
    by: str,
    at: str,
    tell: Callable[[int], None] | None = None,
) -> Words | None:
    """Write an open project to a file that is not there yet.

    Parameters
    ----------
    database : SqliteDatabase
        Of the file; it may be gone from its folder, or not answer any more.
    loaded : Loaded
        What is in memory.
    to : Path
    by, at : str
        Who and when, for the one edit of a copy that had to be made from memory.
    tell : callable or None
        Is given how much is written [%], and may rise.

    Returns
    -------
    Words or None
        What is not in the copy; None if it is whole.
    """
    with translated(to), taking_shape(to) as part, translated(to, gone="disk_error"):
        try:
            with translated(to, gone="disk_error"):
                with _watched(schema.raw(database), part, tell):
                    vacuum_into(database, part)
                if examine(part) == (loaded.head, loaded.digest):
                    return None
        except FileTrouble as trouble:
            if trouble.code in _OF_THE_PLACE:
                raise
        part.unlink(missing_ok=True)
        _from_memory(loaded.project, part, by, at)
    return _INCOMPLETE


@contextmanager
def _watched(connection: sqlite3.Connection, to: Path, tell: Callable[[int], None] | None) -> Iterator[None]:
    """Tell how much of a copy is written, while it is; what rises there rises here."""
    if tell is None:
        yield
        return
    risen: list[BaseException] = []
    sized = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    whole = int(connection.execute(sized).fetchone()[0])

    def look() -> int:
        try:
            tell(min(99, 100 * (to.stat().st_size if to.exists() else 0) // max(whole, 1)))
        except BaseException as error:  # noqa: BLE001 - SQLite would swallow it
            risen.append(error)
        return len(risen)

    connection.set_progress_handler(look, _NOW_AND_THEN)
    try:
        yield
    except sqlite3.OperationalError:
        if risen:
            raise risen[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _from_memory(project: Project, part: Path, by: str, at: str) -> None:
    edit = retold(project, "另存 / saved copy", by, at)
    content = codec.encode(edit)
    database = connect(part, create=True)
    try:
        schema.create(database)
        connection = schema.raw(database)
        connection.execute("BEGIN IMMEDIATE")
        contents = {item.digest: (item.size, MEDIA_TYPE) for item in project.series.values()}
        contents |= {item.digest: (item.size, item.media_type) for item in project.evidence.values()}
        for digest, (size, media_type) in contents.items():
            ContentTable.insert(digest=digest, size=size, media_type=media_type).execute(database)
        total = state.write(connection, edit, Project(), project)
        edits.append(connection, 1, content, chain.link(chain.START, 1, content))
        put_meta(database, created_at=at, created_by=by, created_with=__version__, written_with=__version__,
                 state=state.total_digest(total))  # fmt: skip
        connection.execute("COMMIT")
    finally:
        database.close()
    examine(part)
