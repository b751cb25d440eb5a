"""ProjectFile: an open project, of which a step that was committed is on the disk.

What only some steps need (evidence, issues, verifying, saving what is lost) is imported with the first of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from zcdesk import __version__
from zcdesk.domain.answer import Place
from zcdesk.domain.change import Edit, apply
from zcdesk.domain.project import Project
from zcdesk.domain.words import Words
from zcdesk.store import chain, codec, edits, issues, opening, state
from zcdesk.store.backup import last_good_backup
from zcdesk.store.collection import uncollected
from zcdesk.store.edits import Record, Step
from zcdesk.store.issues import Issue
from zcdesk.store.loading import Loaded, meta, put_meta
from zcdesk.store.lock import Lock
from zcdesk.store.session import Session
from zcdesk.store.trouble import FileTrouble, translated

if TYPE_CHECKING:
    from zcdesk.store.evidence import Source, Stored
    from zcdesk.store.verify import Problem


class ProjectFile:
    """An open project file. Made by `create` and `open`; used by one thread, and by another only after `rest`.

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

    def __init__(self, session: Session, by: str, notices: tuple[Words, ...], lock: Lock | None) -> None:
        """Hold what `open` has found."""
        self.path = session.path
        self.by = by
        self.read_only = session.read_only
        self.notices = notices
        self._session = session
        self._lock = lock
        self._facts = meta(session.database)

    @classmethod
    def create(cls, path: Path, by: str, backups: Path | None = None, on_share: bool = False) -> Self:
        """Make an empty project where nothing is yet, and open it.

        Raises
        ------
        FileTrouble
            ``exists`` if something is there; or whatever the place does not allow.
        """
        path = opening.absolute(path)
        with translated(path):
            opening.refuse_share(path, on_share)
            lock = Lock(path, by)
            try:
                opening.make(path, by, _now())
                return cls(*_with(by, opening.open_to_write(path, backups)), lock)
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
        path = opening.absolute(path)
        try:
            with translated(path):
                if read_only:
                    return cls(*_with(by, opening.open_to_read(path)), None)
                opening.refuse_other(path)
                opening.refuse_share(path, on_share)
                lock = Lock(path, by)
                try:
                    return cls(*_with(by, opening.open_to_write(path, backups)), lock)
                except BaseException:
                    lock.release()
                    raise
        except FileTrouble as trouble:
            if trouble.code == "damaged":
                trouble.offering(last_good_backup(path, backups))
            raise

    def close(self) -> None:
        """Let the file go. Nothing is left to be saved."""
        self._session.database.close()
        if self._lock is not None:
            self._lock.release()

    def rest(self) -> None:
        """Let this thread's connection go; the next use, on whichever thread, opens it anew, onto the same state.

        The lock is kept meanwhile.
        """
        self._session.database.close()

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
        return self._session.loaded.project

    @property
    def head(self) -> int:
        """Number of the last edit; 0 if there is none."""
        return self._session.loaded.head

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
        before = self._session.loaded
        after = apply(before.project, edit)
        number, content = before.head + 1, codec.encode(edit)
        digest = chain.link(before.digest, number, content)
        shifted = ""
        try:
            with self._session.writing() as connection:
                shifted = state.shifted(before.state, state.write(connection, edit, before.project, after))
                edits.append(connection, number, content, digest)
                put_meta(self._session.database, state=shifted)
                if self._facts.get("written_with") != __version__:
                    put_meta(self._session.database, written_with=__version__)
        except FileTrouble:
            if not self._session.has_landed(number, digest):
                raise
        self._session.loaded = Loaded(after, number, digest, shifted)
        self._facts["written_with"] = __version__
        return number

    def edits(self, first: int = 1, last: int | None = None) -> Iterator[Record]:
        """The recorded edits from `first` to `last`, both included; to the end by default."""
        with self._session.reading() as connection:
            yield from edits.records(connection, max(first, 1), self._to(last))

    def edits_touching(self, kind: str, last: int | None = None) -> Iterator[Record]:
        """Those of the recorded edits up to `last` that have a change of a kind: ``evidence``, ``series``, ``task``.

        The others are not read, which may be by far the most.
        """
        with self._session.reading() as connection:
            yield from edits.touching(connection, kind, 1, self._to(last))

    def steps(self, first: int = 1, last: int | None = None) -> Iterator[Step]:
        """The same without their changes, for a list of the history and for undo."""
        with self._session.reading() as connection:
            yield from edits.steps(connection, max(first, 1), self._to(last))

    def last_touch(self, place: Place) -> tuple[str, str] | None:
        """Author and time (UTC, ISO) of the last edit that changed the answer at a place; None if none did."""
        with self._session.reading() as connection:
            return edits.last_touch(connection, place, self.head)

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

    def digest(self, number: int) -> str:
        """Digest of an edit in the chain: two files that have it are alike up to there.

        Raises
        ------
        LookupError
            If there is no such number.
        """
        with self._session.reading() as connection:
            return edits.digest(connection, number)

    def number_of(self, digest: str) -> int:
        """Number of the edit with this digest; 0 if the file has none."""
        with self._session.reading() as connection:
            return edits.number_of(connection, digest)

    def state_at(self, number: int) -> Project:
        """The project as it was after an edit; 0 for the empty one."""
        if not 0 <= number <= self.head:
            raise LookupError(f"edit {number}")
        if number == self.head:
            return self.project
        from zcdesk.store.replay import replay

        with uncollected():
            return replay(record.edit for record in self.edits(1, number))

    def at(self, number: int) -> Self:
        """The file as it was after an edit, opened once more to be looked at only.

        Raises
        ------
        LookupError
            If there is no such edit.
        FileTrouble
            If the file cannot be opened.
        """
        past = self.state_at(number)
        file = type(self).open(self.path, self.by, read_only=True)
        held = file._session.loaded
        file._session.loaded = Loaded(past, number, held.digest, held.state)
        return file

    def verify(self) -> tuple[Problem, ...]:
        """Everything in the file that contradicts the rest of it; empty if it is sound. Reads the whole file."""
        from zcdesk.store.verify import verify

        with self._session.reading(), uncollected():
            return verify(self._session.database, self.path)

    def add_evidence_bytes(self, data: bytes, name: str, limit: int | None = None) -> Stored:
        """Keep a content in the project; once, however often it is brought.

        Parameters
        ----------
        data : bytes
        name : str
            Its file name, as it came; cleaned in what is given back.
        limit : int or None
            Largest content taken; None for `evidence.LARGEST`. [bytes]
        """
        return self._add(_source(data, name, limit))

    def add_evidence_file(self, path: Path, name: str = "", limit: int | None = None) -> Stored:
        """Keep a file's content in the project, read piece by piece; see `add_evidence_bytes`."""
        return self._add(_source(path, name, limit))

    def keep(self, contents: Iterable[tuple[bytes, str]]) -> None:
        """Keep contents with their names, all or none; see `add_evidence_bytes`."""
        from zcdesk.store.evidence import Source, put

        sources = [Source(data, name) for data, name in contents]
        if sources:
            with self._session.writing() as connection:
                for source in sources:
                    put(connection, self._session.database, source)

    def evidence_bytes(self, digest: str) -> bytes:
        """A content, checked against its digest.

        Raises
        ------
        KeyError
            If no such content was ever stored.
        """
        from zcdesk.store.evidence import pieces

        with self._session.reading():
            return b"".join(pieces(self._session.database, digest))

    def evidence_pieces(self, digest: str) -> Iterator[bytes]:
        """The content of a file of evidence in pieces, for writing it elsewhere without holding it whole.

        Raises
        ------
        FileTrouble
            If it is not there, or is damaged.
        """
        from zcdesk.store.evidence import pieces

        with self._session.reading():
            yield from pieces(self._session.database, digest)

    def export_evidence(self, digest: str, to: Path) -> None:
        """Write a content to a file that is not there yet, piece by piece."""
        from zcdesk.store.evidence import export

        with self._session.reading():
            export(self._session.database, digest, to)

    def record_issue(self, issue: Issue) -> int:
        """Record that a report was issued, and give its number."""
        with self._session.writing():
            return issues.append(self._session.database, issue)

    def issues(self) -> tuple[Issue, ...]:
        """Every report that was issued, oldest first."""
        with self._session.reading():
            return tuple(issue for issue, _ in issues.recorded(self._session.database))

    def save_copy(self, to: Path, tell: Callable[[int], None] | None = None) -> Words | None:
        """Write all that is here to a file that is not there yet, also when the file itself is gone.

        Parameters
        ----------
        tell : callable or None
            Is given how much is written [%]; where it rises, that rises here, and no file is left.

        Returns
        -------
        Words or None
            What could not be saved with it; None if nothing is missing.
        """
        from zcdesk.store.rescue import save_copy

        return save_copy(
            self._session.database, self._session.loaded, opening.absolute(to), self.by, _now(), tell
        )

    def _add(self, source: Source) -> Stored:
        from zcdesk.store.evidence import put

        with self._session.writing() as connection:
            return put(connection, self._session.database, source)

    def _to(self, last: int | None) -> int:
        return self.head if last is None else min(last, self.head)


def _source(given: bytes | Path, name: str, limit: int | None) -> Source:
    from zcdesk.store.evidence import LARGEST, Source

    return Source(given, name, LARGEST if limit is None else limit)


def _with(by: str, opened: tuple[Session, tuple[Words, ...]]) -> tuple[Session, str, tuple[Words, ...]]:
    session, notices = opened
    return session, by, notices


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
