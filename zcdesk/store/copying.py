"""Copies of a project file: whole and checked, or not there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from peewee import SqliteDatabase

from zcdesk.store import schema
from zcdesk.store.connection import uri
from zcdesk.store.trouble import FileTrouble

_UNFINISHED = ".part"


@contextmanager
def taking_shape(to: Path, replacing: bool = False) -> Iterator[Path]:
    """A name beside `to` to write under; the file takes its place at the end of the block, or goes if that fails.

    Parameters
    ----------
    to : Path
        What is to be there afterwards.
    replacing : bool
        Take the place of a file that is there; without it such a file is left alone.

    Raises
    ------
    FileTrouble
        ``exists`` if there is a file and it is not to be replaced.
    """
    to.parent.stat()
    _refuse_existing(to, replacing)
    part = to.with_name(to.name + _UNFINISHED)
    sweep(to)
    try:
        yield part
        synchronise(part)
        _refuse_existing(to, replacing)
        part.replace(to)
    except BaseException:
        with suppress(OSError):
            sweep(to)
        raise
    synchronise_folder(to.parent)


def sweep(to: Path) -> None:
    """Remove what a program that was killed while writing `to` has left behind."""
    for ending in ("", "-journal"):
        to.with_name(to.name + _UNFINISHED + ending).unlink(missing_ok=True)


def vacuum_into(database: SqliteDatabase, to: Path) -> None:
    """Write all that an open file holds, in one moment's state, to a file that is not there yet."""
    schema.raw(database).execute("VACUUM INTO ?", (uri(to, "rwc"),))


def synchronise(path: Path) -> None:
    """Return when the file's content is on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def synchronise_folder(folder: Path) -> None:
    """Return when the folder's names are on the disk, where the file system knows how. Windows does so by itself."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            with suppress(OSError):
                os.fsync(handle)
        finally:
            os.close(handle)


def _refuse_existing(to: Path, replacing: bool) -> None:
    if to.is_dir():
        raise FileTrouble("is_folder", to)
    if not replacing and os.path.lexists(to):
        raise FileTrouble("exists", to)
