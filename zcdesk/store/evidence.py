"""Evidence bytes: stored once per digest, in pieces, and checked whenever they are read."""

from __future__ import annotations

import hashlib
import io
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from peewee import SqliteDatabase

from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words
from zcdesk.store import schema
from zcdesk.store.file_name import clean
from zcdesk.store.media_type import PEEK, media_type
from zcdesk.store.schema import ContentTable
from zcdesk.store.trouble import FileTrouble, Unreadable, of_os, translated

LARGEST = 200 * 1024 * 1024
"""Largest piece of evidence. [bytes]"""

PIECE = 1 << 20
"""Size of one piece in the file. [bytes]"""


_CHANGED = Words("内容在读取中变化", "it changed while it was read")
_NO_FILE = Words("不是普通文件", "it is not an ordinary file")


@dataclass(frozen=True, slots=True)
class Stored:
    """Content that lies in the project.

    Attributes
    ----------
    digest : str
        SHA-256, lower-case hex.
    size : int
        Length. [bytes]
    media_type : str
        By content.
    name : str
        The name it was brought with, made harmless.
    """

    digest: str
    size: int
    media_type: str
    name: str


class Source:
    """Bytes brought from outside: a file or a memory. Read twice, never held whole.

    Notes
    -----
    The first reading gives the digest, by which the content may turn out to be there already; the second stores.
    """

    def __init__(self, given: Path | bytes, name: str = "", limit: int = LARGEST) -> None:
        """Read once.

        Raises
        ------
        FileTrouble
            If it cannot be read, is empty, or larger than `limit`.
        """
        self._given = given
        self._path = given if isinstance(given, Path) else Path(clean(name))
        self._limit = limit
        digest, head, tail, size = hashlib.sha256(), b"", b"", 0
        for piece in self.pieces():
            digest.update(piece)
            size += len(piece)
            head = head if len(head) >= PEEK else (head + piece)[:PEEK]
            tail = (tail + piece)[-PEEK:]
        if size == 0:
            raise FileTrouble("evidence_empty", self._path)
        kind = media_type(head, tail)
        self.stored = Stored(digest.hexdigest(), size, kind, clean(name or self._path.name))

    def pieces(self) -> Iterator[bytes]:
        """The content, piece by piece."""
        size = 0
        with self._open() as stream:
            while piece := self._read(stream):
                size += len(piece)
                self._refuse_larger(size)
                yield piece

    def changed(self) -> FileTrouble:
        """The trouble that the content is not what it was at the first reading."""
        return FileTrouble("evidence_unreadable", self._path, detail=_CHANGED)

    def _open(self) -> BinaryIO:
        if isinstance(self._given, bytes):
            return io.BytesIO(self._given)
        with translated(self._path):
            found = self._path.stat()
            if stat.S_ISDIR(found.st_mode):
                raise FileTrouble("is_folder", self._path)
            if not stat.S_ISREG(found.st_mode):  # a pipe or a device would never end
                raise FileTrouble("evidence_unreadable", self._path, detail=_NO_FILE)
            self._refuse_larger(found.st_size)
            return self._path.open("rb")

    def _read(self, stream: BinaryIO) -> bytes:
        try:
            return stream.read(PIECE)
        except OSError as error:
            trouble = of_os(error, self._path)
            if trouble.code == "disk_error":
                trouble = FileTrouble("evidence_unreadable", self._path, detail=error.strerror or error)
            raise trouble from error

    def _refuse_larger(self, size: int) -> None:
        if size > self._limit:
            raise FileTrouble("evidence_too_large", self._path, size=-(-size >> 20), limit=self._limit >> 20)


def put(connection: sqlite3.Connection, database: SqliteDatabase, source: Source) -> Stored:
    """Store a source, inside the caller's transaction; nothing happens if its content is there already."""
    stored = source.stored
    known = ContentTable.select(ContentTable.media_type).where(ContentTable.digest == stored.digest)
    if known.exists(database):
        return stored
    content = (ContentTable.select().count(database)) + 1
    ContentTable.insert(
        id=content, digest=stored.digest, size=stored.size, media_type=stored.media_type
    ).execute(database)
    digest = hashlib.sha256()
    for position, piece in enumerate(source.pieces()):
        digest.update(piece)
        connection.execute("INSERT INTO chunk VALUES (?, ?, ?)", (content, position, piece))
    if digest.hexdigest() != stored.digest:
        raise source.changed()
    return stored


def pieces(database: SqliteDatabase, digest: str) -> Iterator[bytes]:
    """A stored content, piece by piece.

    Raises
    ------
    KeyError
        If no such content was ever stored.
    Unreadable
        After the last piece, if what was read is not the content.
    """
    row = ContentTable.select(ContentTable.id).where(ContentTable.digest == digest).tuples().first(database)
    if row is None:
        raise KeyError(digest)
    read, position = hashlib.sha256(), 0
    connection = schema.raw(database)
    ask = "SELECT bytes FROM chunk WHERE content = ? AND position = ?"
    while found := connection.execute(ask, (row[0], position)).fetchone():
        if not isinstance(found[0], bytes):  # a flipped bit may have made a text or a number of it
            raise Unreadable(f"evidence {digest[:12]}")
        read.update(found[0])
        position += 1
        yield found[0]
    if read.hexdigest() != digest:
        raise Unreadable(f"evidence {digest[:12]}")


def export(database: SqliteDatabase, digest: str, to: Path) -> None:
    """Write a stored content to a file that is not there yet; a damaged one leaves none behind."""
    with translated(to):
        try:
            file = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        except FileExistsError as error:
            raise FileTrouble("exists", to) from error
    try:
        with os.fdopen(file, "wb") as stream:
            for piece in pieces(database, digest):
                with translated(to):
                    stream.write(piece)
    except BaseException:
        to.unlink(missing_ok=True)
        raise
