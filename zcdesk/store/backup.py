"""Backups: a copy each time a changed project is opened for writing, the last ten kept."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

from peewee import SqliteDatabase

from zcdesk.store import chain, edits, schema
from zcdesk.store.connection import connect
from zcdesk.store.copying import synchronise_folder, taking_shape, vacuum_into
from zcdesk.store.loading import examine
from zcdesk.store.lock import Lock
from zcdesk.store.schema import ContentTable, IssueTable
from zcdesk.store.trouble import FileTrouble, translated

KEPT = 10
"""How many backups of one project are kept."""

BUDGET = 4 << 30
"""How much all backups of one project may take; the oldest beyond it go, the last two never. [bytes]"""

_SPARE = 64 << 20
"""Free space that a backup leaves on the disk. [bytes]"""

_NAME = re.compile(r".*\.(\d{4,})\.\d{8}T\d{6}Z\.zcd", re.DOTALL)


def folder_of(path: Path, backups: Path | None) -> Path:
    """Where the backups of a project lie: in a folder of its own under `backups`, else beside it."""
    if backups is None:
        return path.with_name(path.name + ".backups")
    mark = hashlib.sha256(os.fsencode(path)).hexdigest()[:8]
    return backups / f"{path.stem}-{mark}"


def back_up(database: SqliteDatabase, path: Path, backups: Path | None) -> Path | None:
    """Copy an open project, unless the last backup says the same already.

    Returns
    -------
    Path or None
        The new backup.

    Raises
    ------
    FileTrouble
        If there is no room or the folder cannot be written.
    """
    folder = folder_of(path, backups)
    with translated(folder):
        kept, stamp = _all(folder), _stamp(database)
        if stamp == _NOTHING or (kept and _stamp_of(kept[-1][1]) == stamp):
            return None
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob("*.part*"):
            left.unlink(missing_ok=True)
        if shutil.disk_usage(folder).free < path.stat().st_size + _SPARE:
            raise FileTrouble("no_backup", path)
        serial = kept[-1][0] + 1 if kept else 1
        made = folder / f"{path.stem}.{serial:04d}.{datetime.now(UTC):%Y%m%dT%H%M%SZ}.zcd"
        with taking_shape(made) as part:
            vacuum_into(database, part)
            examine(part)
        _roll([file for _, file in _all(folder)])
    return made


def last_good_backup(path: Path, backups: Path | None = None) -> Path | None:
    """The newest backup of a project that loads; None if there is none."""
    for _, file in reversed(_all(folder_of(path.resolve(), backups))):
        try:
            examine(file)
        except FileTrouble:
            continue
        return file
    return None


def restore_backup(backup: Path, to: Path) -> Path | None:
    """Put a copy of a backup in a project's place; what was there is kept under another name.

    Returns
    -------
    Path or None
        Where the file that was there is now.

    Raises
    ------
    FileTrouble
        If the backup does not load, the project is open somewhere, or the place cannot be written.
    """
    to = to.resolve()
    examine(backup)
    with translated(to):
        lock = Lock(to)
        try:
            aside = _set_aside(to)
            with taking_shape(to) as part:
                shutil.copyfile(backup, part)
                examine(part)
        finally:
            lock.release()
    return aside


def _set_aside(to: Path) -> Path | None:
    """Rename what is there, and its journal with it: left behind it would be played into the restored file."""
    if not os.path.lexists(to):
        return None
    for number in range(1, 10_000):
        aside = to.with_name(f"{to.stem}.damaged-{number}{to.suffix}")
        if not os.path.lexists(aside):
            break
    to.rename(aside)
    journal = to.with_name(to.name + "-journal")
    if journal.exists():
        journal.rename(aside.with_name(aside.name + "-journal"))
    synchronise_folder(to.parent)
    return aside


def _all(folder: Path) -> list[tuple[int, Path]]:
    """Serial number and file of each backup, oldest first. Not the clock but the number gives the order."""
    if not folder.is_dir():
        return []
    found = ((_NAME.fullmatch(file.name), file) for file in folder.iterdir())
    return sorted((int(match[1]), file) for match, file in found if match)


def _roll(files: list[Path]) -> None:
    keep, size = 0, 0
    for file in reversed(files):
        size += file.stat().st_size
        if keep >= 2 and (keep >= KEPT or size > BUDGET):
            file.unlink()
        else:
            keep += 1


def _stamp_of(backup: Path) -> tuple[object, ...] | None:
    try:
        with translated(backup):
            database = connect(backup, read_only=True)
            try:
                return _stamp(database)
            finally:
                database.close()
    except FileTrouble:
        return None


_NOTHING = (0, chain.START, 0, 0)


def _stamp(database: SqliteDatabase) -> tuple[object, ...]:
    """What grows with every change: last edit, number of contents, number of issues."""
    head = edits.head(schema.raw(database))
    return (*head, ContentTable.select().count(database), IssueTable.select().count(database))
