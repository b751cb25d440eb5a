"""ProjectFile: an open project, of which a step that was committed is on the disk."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection, Error
from types import TracebackType
from typing import Self

from peewee import PeeweeException, SqliteDatabase

from zcdesk import __version__
from zcdesk.domain.change import Edit, apply
from zcdesk.domain.project import Project
from zcdesk.domain.words import Words
from zcdesk.store import chain, codec, edits, evidence, issues, migrations, schema, state
from zcdesk.store.backup import back_up, folder_of, last_good_backup
from zcdesk.store.connection import connect, version
from zcdesk.store.copying import sweep, taking_shape
from zcdesk.store.edits import Record, Step
from zcdesk.store.evidence import Source, Stored
from zcdesk.store.issues import Issue
from zcdesk.store.loading import Loaded, load, meta, put_meta
from zcdesk.store.lock import Lock
from zcdesk.store.replay import replay
from zcdesk.store.rescue import save_copy
from zcdesk.store.share import is_share
from zcdesk.store.trouble import WORDS, FileTrouble, translated
from zcdesk.store.verify import Problem, verify


class ProjectFile:
    """An open project file. Made by `create` and `open`; used by the thread that made it.

    Attributes
    ----------
    path : Path
        The file itself, links followed.
    by : str
        Who opened it.
    read_only : bool
    notices : tuple of Words
        What the user should know though the file is open: a share, a backup that could not be made, a conversion.
    """

    def __init__(
        self, path: Path, by: str, database: SqliteDatabase, loaded: Loaded, lock: Lock | None
    ) -> None:
        """Hold what `open` has found."""
        self.path = path
        self.by = by
        self.read_only = lock is None
        self.notices: tuple[Words, ...] = ()
        self._lock = lock
        self._database = database
        self._loaded = loaded
        self._identity = path.stat()
        self._data_version = _data_version(schema.raw(database))
        self._facts = meta(database)

    @classmethod
    def create(cls, path: Path, by: str, backups: Path | None = None, on_share: bool = False) -> Self:
        """Make an empty project where nothing is yet, and open it.

        Raises
        ------
        FileTrouble
            ``exists`` if something is there; or whatever the place does not allow.
        """
        path = _absolute(path)
        at = _now()
        with translated(path):
            _refuse_share(path, on_share)
            lock = Lock(path, by)
            try:
                with taking_shape(path) as part:
                    database = connect(part, create=True)
                    try:
                        schema.create(database)
                        _, digest = state.read(schema.raw(database))
                        put_meta(database, created_at=at, created_by=by, created_with=__version__,
                                 written_with=__version__, state=digest)  # fmt: skip
                    finally:
                        database.close()
                return cls._opened(path, by, lock, backups)
            except BaseException:
                lock.release()
                raise

    @classmethod
    def open(
        cls,
        path: Path,
        by: str = "",
        read_only: bool = False,
        backups: Path | None = None,
        on_share: bool = False,
    ) -> Self:
        """Open a project that is there; everything in it but the evidence bytes is checked first.

        Parameters
        ----------
        path : Path
        by : str
            Who opens it; told to others who try to.
        read_only : bool
            Look at it only: needs no lock and writes nothing.
        backups : Path or None
            Folder for the backups of all projects; None for one beside the file.
        on_share : bool
            Write although the file is on a network share.

        Raises
        ------
        FileTrouble
            With the last good backup named, if the file is damaged and there is one.
        """
        path = _absolute(path)
        try:
            with translated(path):
                _refuse_other(path)
                if read_only:
                    _finish_interrupted(path)
                    return cls._opened(path, by, None, backups)
                _refuse_share(path, on_share)
                lock = Lock(path, by)
                try:
                    return cls._opened(path, by, lock, backups)
                except BaseException:
                    lock.release()
                    raise
        except FileTrouble as trouble:
            if trouble.code == "damaged":
                trouble.offering(last_good_backup(path, backups))
            raise

    @classmethod
    def _opened(cls, path: Path, by: str, lock: Lock | None, backups: Path | None) -> Self:
        notices = [WORDS["network_share"].fill(name=path.name)] if is_share(path) else []
        database = connect(path, read_only=lock is None)
        try:
            theirs = version(database, path)
            if lock is not None:
                sweep(path)
            if theirs < schema.VERSION:
                if lock is None:
                    raise FileTrouble("older", path, theirs=theirs)
                database.close()
                kept = migrations.migrate(path, theirs, folder_of(path, backups))
                notices.append(_CONVERTED.fill(kept=kept))
                database = connect(path)
            file = cls(path, by, database, load(database, path), lock)
            if lock is not None:
                _refuse_unwritable(database)
                try:
                    back_up(database, path, backups)
                except FileTrouble as trouble:
                    notices.append(trouble.words)
        except BaseException:
            database.close()
            raise
        file.notices = tuple(notices)
        return file

    def close(self) -> None:
        """Let the file go. Nothing is left to be saved."""
        self._database.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        """Itself; closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return self._loaded.project

    @property
    def head(self) -> int:
        """Number of the last edit; 0 if there is none."""
        return self._loaded.head

    @property
    def facts(self) -> Mapping[str, str]:
        """``created_at``, ``created_by``, ``created_with`` and ``written_with`` (program versions)."""
        return {key: value for key, value in self._facts.items() if key != "state"}

    def commit(self, edit: Edit) -> int:
        """Make a step: on the disk, or not at all.

        Returns
        -------
        int
            Number of the edit.

        Raises
        ------
        StaleEdit
            If the edit was made from another state; nothing was written.
        FileTrouble
            If the disk is full, the file gone or changed; project and history are as before, and the step may be
            tried again.
        """
        before = self._loaded
        after = apply(before.project, edit)
        number, content = before.head + 1, codec.encode(edit)
        digest = chain.link(before.digest, number, content)
        shifted = ""
        try:
            with self._writing() as connection:
                shifted = state.shifted(before.state, state.write(connection, edit, before.project, after))
                edits.append(connection, number, content, digest)
                put_meta(self._database, state=shifted)
                if self._facts.get("written_with") != __version__:
                    put_meta(self._database, written_with=__version__)
        except FileTrouble:
            # the disk may fail after the step was taken, when only the folder's synchronisation was left
            if not self._is_head(number, digest):
                raise
        self._loaded = Loaded(after, number, digest, shifted)
        self._facts["written_with"] = __version__
        return number

    def edits(self, first: int = 1, last: int | None = None) -> Iterator[Record]:
        """The recorded edits from `first` to `last`, both included; to the end by default."""
        with translated(self.path, gone="vanished"):
            yield from edits.records(self._connection(), max(first, 1), self._to(last))

    def steps(self, first: int = 1, last: int | None = None) -> Iterator[Step]:
        """The same without their changes, for a list of the history and for undo."""
        with translated(self.path, gone="vanished"):
            yield from edits.steps(self._connection(), max(first, 1), self._to(last))

    def edit(self, number: int) -> Edit:
        """One recorded edit.

        Raises
        ------
        LookupError
            If there is no such number.
        """
        for record in self.edits(number, number):
            return record.edit
        raise LookupError(f"edit {number}")

    def state_at(self, number: int) -> Project:
        """The project as it was after an edit; 0 for the empty one."""
        if not 0 <= number <= self.head:
            raise LookupError(f"edit {number}")
        if number == self.head:
            return self.project
        return replay(record.edit for record in self.edits(1, number))

    def verify(self) -> tuple[Problem, ...]:
        """Everything in the file that contradicts the rest of it; empty if it is sound. Reads the whole file."""
        with translated(self.path, gone="vanished"):
            self._connection()
            return verify(self._database, self.path)

    def add_evidence_bytes(self, data: bytes, name: str, limit: int = evidence.LARGEST) -> Stored:
        """Keep a content in the project; once, however often it is brought.

        Parameters
        ----------
        data : bytes
        name : str
            Its file name, as it came; cleaned in what is given back.
        limit : int
            Largest content taken. [bytes]
        """
        return self._add(Source(data, name, limit))

    def add_evidence_file(self, path: Path, name: str = "", limit: int = evidence.LARGEST) -> Stored:
        """Keep a file's content in the project, read piece by piece; see `add_evidence_bytes`."""
        return self._add(Source(path, name, limit))

    def evidence_bytes(self, digest: str) -> bytes:
        """A content, checked against its digest.

        Raises
        ------
        KeyError
            If no such content was ever stored.
        """
        with translated(self.path, gone="vanished"):
            self._connection()
            return b"".join(evidence.pieces(self._database, digest))

    def export_evidence(self, digest: str, to: Path) -> None:
        """Write a content to a file that is not there yet, piece by piece."""
        with translated(self.path, gone="vanished"):
            self._connection()
            evidence.export(self._database, digest, to)

    def record_issue(self, issue: Issue) -> int:
        """Record that a report was issued, and give its number."""
        with self._writing():
            return issues.append(self._database, issue)

    def issues(self) -> tuple[Issue, ...]:
        """Every report that was issued, oldest first."""
        with translated(self.path, gone="vanished"):
            self._connection()
            return tuple(issue for issue, _ in issues.recorded(self._database))

    def save_copy(self, to: Path) -> Words | None:
        """Write all that is here to a file that is not there yet, also when the file itself is gone.

        Returns
        -------
        Words or None
            What could not be saved with it; None if nothing is missing.
        """
        return save_copy(self._database, self._loaded, _absolute(to), self.by, _now())

    def _add(self, source: Source) -> Stored:
        with self._writing() as connection:
            return evidence.put(connection, self._database, source)

    def _to(self, last: int | None) -> int:
        return self.head if last is None else min(last, self.head)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction, which is on the disk at the end of the block, or undone."""
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

    def _refuse_vanished(self) -> None:
        if not os.path.samestat(self.path.stat(), self._identity):
            raise FileTrouble("vanished", self.path)

    def _roll_back(self, connection: Connection) -> None:
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except Error:
            # the journal stays, and is played back when the file is opened anew
            self._database.close()

    def _connection(self) -> Connection:
        """The connection; opened anew if a failed roll-back closed it, and only onto the state that we know."""
        if self._database.is_closed():
            self._refuse_vanished()
            self._database = connect(self.path, self.read_only)
            connection = schema.raw(self._database)
            same = edits.head(connection) == (self._loaded.head, self._loaded.digest)
            if not same or meta(self._database).get("state") != self._loaded.state:
                self._database.close()
                raise FileTrouble("changed", self.path)
            self._data_version = _data_version(connection)
        return schema.raw(self._database)

    def _is_head(self, number: int, digest: str) -> bool:
        with suppress(Error, PeeweeException, OSError):
            if self._database.is_closed():
                self._database = connect(self.path, self.read_only)
            return edits.head(schema.raw(self._database)) == (number, digest)
        return False


_CONVERTED = Words(
    "项目文件已转换为当前版本；原文件保存在 {kept}。",
    "The project file was converted to the current version; as it was, it is kept in {kept}.",
)


def _absolute(path: Path) -> Path:
    # resolved, so that one file has one lock whichever link leads to it
    return Path(os.path.realpath(path))


def _refuse_other(path: Path) -> None:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise FileTrouble("is_folder", path)
    if not stat.S_ISREG(mode):
        raise FileTrouble("not_a_project", path)


def _refuse_share(path: Path, on_share: bool) -> None:
    if not on_share and is_share(path):
        raise FileTrouble("network_share", path)


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
                database.close()
            finally:
                lock.release()


def _data_version(connection: Connection) -> int:
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
