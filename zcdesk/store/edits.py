"""The recorded edits of a project file, in their order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from zcdesk.domain.answer import Place
from zcdesk.domain.change import Edit
from zcdesk.domain.record import dataclass
from zcdesk.store import chain, codec
from zcdesk.store.trouble import Unreadable

_BATCH = 1000
"""Rows read at once, so that no cursor stays open between the caller's steps and keeps others from writing."""


@dataclass(frozen=True, slots=True)
class Record:
    """An edit as it was recorded.

    Attributes
    ----------
    number : int
        1 for the first; no gaps.
    edit : Edit
    digest : str
        SHA-256 over the digest before, the number and the edit.
    """

    number: int
    edit: Edit
    digest: str


@dataclass(frozen=True, slots=True)
class Step:
    """What a list of the history needs of an edit: everything but its changes. Attributes as of `Edit`."""

    number: int
    label: str
    by: str
    at: str
    undoes: int
    redoes: int


def records(connection: sqlite3.Connection, first: int, last: int) -> Iterator[Record]:
    """The edits with numbers from `first` to `last`, both included."""
    for number, content, digest in _rows(connection, first, last):
        yield Record(number, codec.decode(content), digest)


def steps(connection: sqlite3.Connection, first: int, last: int) -> Iterator[Step]:
    """The same, without their changes: three times as fast."""
    for number, content, _ in _rows(connection, first, last):
        yield Step(number, *codec.heading(content))


def last_touch(connection: sqlite3.Connection, place: Place, until: int) -> tuple[str, str] | None:
    """Author and time of the last edit up to a number that changed the answer at a place; None if none did."""
    ask = "SELECT content FROM edit WHERE number <= ? AND instr(content, ?) ORDER BY number DESC LIMIT 1"
    row = connection.execute(ask, (until, codec.place_mark(place))).fetchone()
    return codec.author(row[0]) if row else None


def append(connection: sqlite3.Connection, number: int, content: str, digest: str) -> None:
    """Record one more, inside the caller's transaction."""
    connection.execute("INSERT INTO edit VALUES (?, ?, ?)", (number, content, digest))


def head(connection: sqlite3.Connection) -> tuple[int, str]:
    """Number and digest of the last edit; 0 and `chain.START` where there is none."""
    row = connection.execute("SELECT number, digest FROM edit ORDER BY number DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, chain.START)


def touching(connection: sqlite3.Connection, kind: str, first: int, last: int) -> Iterator[Record]:
    """Those among the edits that have a change of a kind, as `codec` names it: ``evidence``, ``series``, ``task``."""
    ask = (
        "SELECT number, content, digest FROM edit "
        "WHERE number BETWEEN ? AND ? AND instr(content, ?) ORDER BY number"
    )
    for number, content, link in connection.execute(ask, (first, last, codec.kind_mark(kind))).fetchall():
        yield Record(number, codec.decode(content), link)


def digest(connection: sqlite3.Connection, number: int) -> str:
    """Digest of an edit, which stands for everything up to it; `chain.START` for 0.

    Raises
    ------
    LookupError
        If there is no such edit.
    """
    row = connection.execute("SELECT digest FROM edit WHERE number = ?", (number,)).fetchone()
    if row is None and number:
        raise LookupError(f"edit {number}")
    return str(row[0]) if row else chain.START


def number_of(connection: sqlite3.Connection, link: str) -> int:
    """Number of the edit with a digest; 0 if there is none."""
    row = connection.execute("SELECT number FROM edit WHERE digest = ?", (link,)).fetchone()
    return int(row[0]) if row else 0


def check(connection: sqlite3.Connection) -> None:
    """Recompute the whole chain.

    Raises
    ------
    Unreadable
        Naming the first edit that does not fit.
    """
    broken = chain.broken(connection.execute("SELECT number, content, digest FROM edit ORDER BY number"))
    if broken:
        raise Unreadable(f"edit {broken}: the chain of digests breaks")


def _rows(connection: sqlite3.Connection, first: int, last: int) -> Iterator[tuple[int, str, str]]:
    ask = "SELECT number, content, digest FROM edit WHERE number BETWEEN ? AND ? ORDER BY number"
    for start in range(first, last + 1, _BATCH):
        yield from connection.execute(ask, (start, min(last, start + _BATCH - 1))).fetchall()
