"""Session: the connection to one project file, which notices when the file is no longer what it knows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection, Error

from peewee import PeeweeException, SqliteDatabase

from zcdesk.store import edits, schema
from zcdesk.store.connection import connect
from zcdesk.store.loading import Loaded, meta
from zcdesk.store.trouble import FileTrouble, translated


class Session:
    """A loaded file and the connection to it.

    Attributes
    ----------
    path : Path
    read_only : bool
    database : SqliteDatabase
        Open, unless a roll-back has failed; then opened anew by the next use.
    loaded : Loaded
        What the file holds, as far as we know: replaced after each commit.
    """

    def __init__(self, path: Path, read_only: bool, database: SqliteDatabase, loaded: Loaded) -> None:
        """Take over an open database."""
        self.path = path
        self.read_only = read_only
        self.database = database
        self.loaded = loaded
        self._identity = path.stat()
        self._data_version = _data_version(schema.raw(database))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The connection, to read from."""
        with translated(self.path, gone="vanished"):
            yield self._connection()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction, which is on the disk at the end of the block, or undone.

        Raises
        ------
        FileTrouble
            ``vanished`` or ``changed``, before anything is written, if the file is not the one we know.
        """
        if self.read_only:
            raise FileTrouble("read_only", self.path)
        with translated(self.path, gone="vanished"):
            self._refuse_vanished()
            connection = self._connection()
            try:
                connection.execute("BEGIN IMMEDIATE")
                if _data_version(connection) != self._data_version:
                    raise FileTrouble("changed", self.path)
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                self._roll_back(connection)
                raise

    def has_landed(self, number: int, digest: str) -> bool:
        """Whether that edit is the last one in the file, as far as the file can be asked.

        A disk may fail after a step was taken, when only the synchronisation of the folder was left to do.
        """
        with suppress(Error, PeeweeException, OSError):
            if self.database.is_closed():
                self.database = connect(self.path, self.read_only)
            return edits.head(schema.raw(self.database)) == (number, digest)
        return False

    def _connection(self) -> Connection:
        """The connection; opened anew if a failed roll-back closed it, and only onto the state that we know."""
        if self.database.is_closed():
            self._refuse_vanished()
            self.database = connect(self.path, self.read_only)
            connection = schema.raw(self.database)
            same = edits.head(connection) == (self.loaded.head, self.loaded.digest)
            if not same or meta(self.database).get("state") != self.loaded.state:
                self.database.close()
                raise FileTrouble("changed", self.path)
            self._data_version = _data_version(connection)
        return schema.raw(self.database)

    def _refuse_vanished(self) -> None:
        if not os.path.samestat(self.path.stat(), self._identity):
            raise FileTrouble("vanished", self.path)

    def _roll_back(self, connection: Connection) -> None:
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except Error:
            # the journal stays, and is played back when the file is opened anew
            self.database.close()


def _data_version(connection: Connection) -> int:
    """SQLite's counter of commits by others, seen from this connection."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])
