"""The current state in its tables: written with each edit, read on opening, and summed up in one digest."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import (
    AnswerChange,
    Edit,
    EvidenceChange,
    PinChange,
    RowChange,
    SeriesChange,
    SettingChange,
    TaskChange,
    YearsChange,
)
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.project import Pin, Project, Row
from zcdesk.domain.record import dataclass
from zcdesk.domain.series import Series
from zcdesk.domain.task import Task
from zcdesk.store import codec, schema
from zcdesk.store.collection import uncollected
from zcdesk.store.trouble import Unreadable

Columns = tuple[Any, ...]

_MODULUS = 1 << 256


@dataclass(frozen=True, slots=True)
class _Shelf:
    """How one mapping of a project lies in one table.

    Attributes
    ----------
    keys : int
        How many of the first columns are the key.
    held : callable
        Project to the mapping.
    touched : callable
        Edit, project before and after to the keys whose rows may differ.
    out, back : callable
        Key and value to columns; columns to key and value.
    """

    table: type[schema.Table]
    keys: int
    held: Callable[[Project], Mapping[Any, Any]]
    touched: Callable[[Edit, Project, Project], Iterable[Any]]
    out: Callable[[Any, Any], Columns]
    back: Callable[[Columns], tuple[Any, Any]]

    @property
    def name(self) -> str:
        return str(self.table._meta.table_name)


def write(connection: sqlite3.Connection, edit: Edit, before: Project, after: Project) -> int:
    """Bring the tables from one project to the next, inside the caller's transaction.

    Returns
    -------
    int
        What to add to the digest of the state.
    """
    shift = 0
    for shelf in _SHELVES:
        touched = dict.fromkeys(shelf.touched(edit, before, after))
        if not touched:
            continue
        old, new = shelf.held(before), shelf.held(after)
        gone, put = [], []
        for key in touched:
            was, is_ = old.get(key), new.get(key)
            if was == is_:
                continue
            if was is not None:
                columns = shelf.out(key, was)
                shift -= _weight(shelf.name, columns)
                gone.append(columns[: shelf.keys])
            if is_ is not None:
                columns = shelf.out(key, is_)
                shift += _weight(shelf.name, columns)
                put.append(columns)
        names = schema.columns(shelf.table)
        if gone:
            where = " AND ".join(f'"{name}" = ?' for name in names[: shelf.keys])
            connection.executemany(f'DELETE FROM "{shelf.name}" WHERE {where}', gone)
        if put:
            marks = ", ".join("?" * len(names))
            connection.executemany(f'INSERT INTO "{shelf.name}" VALUES ({marks})', put)
    return shift


def read(connection: sqlite3.Connection) -> tuple[Project, str]:
    """The project that the tables hold, and the digest of what was read.

    Raises
    ------
    Unreadable
        If a row holds what is never written.
    """
    found: dict[str, dict[Any, Any]] = {shelf.name: {} for shelf in _SHELVES}
    total = 0
    with uncollected():
        for shelf in _shelves(connection):
            back, name = shelf.back, shelf.name
            held = found[name]
            for columns in _rows(connection, shelf):
                key, value = back(columns)
                held[key] = value
                total += _weight(name, columns)
    years = found["year"]
    if list(years) != list(range(len(years))):
        raise Unreadable("year: positions are not 0, 1, 2 …")
    project = Project(
        years=tuple(years.values()),
        retired=frozenset(found["retired"]),
        pins=MappingProxyType(found["pin"]),
        rows=MappingProxyType(found["row"]),
        answers=MappingProxyType(found["answer"]),
        evidence=MappingProxyType(found["evidence"]),
        settings=MappingProxyType(found["setting"]),
        series=MappingProxyType(found["series"]),
        tasks=MappingProxyType(found["task"]),
    )
    return project, total_digest(total)


def digest(connection: sqlite3.Connection) -> str:
    """The digest of what the tables hold, without making a project of it: in half the time."""
    return total_digest(
        sum(
            _weight(shelf.name, columns)
            for shelf in _shelves(connection)
            for columns in _rows(connection, shelf)
        )
    )


def total_digest(total: int) -> str:
    """The digest of a state as text: the sum of its rows' digests, modulo 2^256, in hexadecimal.

    Notes
    -----
    A sum, so that a commit adds and takes away only what it touches, and the order of rows does not matter. It
    finds damage; against forgery there is `verify`, which replays the chained edits.
    """
    return f"{total % _MODULUS:064x}"


def shifted(digest: str, shift: int) -> str:
    """The digest of a state after `write` gave back `shift`."""
    return total_digest(int(digest, 16) + shift)


def _shelves(connection: sqlite3.Connection) -> Iterable[_Shelf]:
    """Those that the file has: a table that came with a later version is as good as empty."""
    there = schema.tables(schema.version_of(connection))
    return [shelf for shelf in _SHELVES if shelf.table in there]


def _rows(connection: sqlite3.Connection, shelf: _Shelf) -> Iterable[Columns]:
    names = ", ".join(f'"{column}"' for column in schema.columns(shelf.table))
    # a plain cursor: 100,000 answers through peewee's models take nine times as long
    return connection.execute(f'SELECT {names} FROM "{shelf.name}"')


def _weight(name: str, columns: Columns) -> int:
    text = "\x1f".join([name, *map(str, columns)])
    return int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")


def _own(key: str, id_: str) -> str:
    # a value filed under another's key would come back under its own
    if key != id_:
        raise ValueError(f"{id_} is filed under {key}")
    return key


def _answer_out(place: Place, answer: Answer) -> Columns:
    return (
        place.quantity, place.row, place.period, answer.text, answer.unit, answer.standing, answer.note,
        codec.cites_out(answer.evidence), int(answer.illustrative),
    )  # fmt: skip


def _answer_back(columns: Columns) -> tuple[Place, Answer]:
    quantity, row, period, text, unit, standing, note, cites, illustrative = columns
    answer = Answer(
        text,
        unit,
        codec.standing_in(standing),
        note,
        codec.cites_in(cites) if cites else (),
        illustrative == 1,
    )
    return Place(quantity, row, period), answer


def _evidence_out(key: str, e: Evidence) -> Columns:
    return (_own(key, e.id), e.name, e.kind, e.media_type, e.size, e.digest, e.title, e.date, e.issuer)


def _series_out(key: str, s: Series) -> Columns:
    return (_own(key, s.id), s.meter, s.kind, s.reading, s.unit, s.step, s.start, s.count, s.exponent, s.size, s.digest,
            s.title, codec.cites_out(s.evidence))  # fmt: skip


def _series_back(columns: Columns) -> tuple[str, Series]:
    *told, cites = columns
    return columns[0], codec.series_in(Series(*told, codec.cites_in(cites)))  # type: ignore[call-arg]


def _task_out(key: str, t: Task) -> Columns:
    return (_own(key, t.id), t.number, t.weight, t.text, t.state, t.by, t.at, t.quantity, t.row, t.period, t.method,
            t.evidence, t.pages, t.document, t.answer, t.answered_by, t.answered_at, t.source)  # fmt: skip


def _pin_out(key: str, pin: Pin) -> Columns:
    return (_own(key, pin.key), pin.kind, pin.id, pin.edition, pin.digest)


def _pin_back(columns: Columns) -> tuple[str, Pin]:
    key, *rest = columns
    return key, Pin(*rest)


def _years_touched(edit: Edit, before: Project, after: Project) -> Iterable[int]:
    if any(isinstance(change, YearsChange) for change in edit.changes):
        return range(max(len(before.years), len(after.years)))
    return ()


def _keys_of(kind: type, attribute: str) -> Callable[[Edit, Project, Project], Iterable[Any]]:
    def touched(edit: Edit, before: Project, after: Project) -> Iterable[Any]:
        del before, after
        return [getattr(change, attribute) for change in edit.changes if isinstance(change, kind)]

    return touched


_SHELVES = (
    _Shelf(schema.YearTable, 1, lambda p: dict(enumerate(p.years)), _years_touched,
           lambda key, year: (key, year), lambda c: (c[0], c[1])),
    _Shelf(schema.PinTable, 1, lambda p: p.pins, _keys_of(PinChange, "key"),
           _pin_out, _pin_back),
    _Shelf(schema.RowTable, 1, lambda p: p.rows, _keys_of(RowChange, "id"),
           lambda key, row: (_own(key, row.id), row.table), lambda c: (c[0], Row(*c))),
    _Shelf(schema.RetiredTable, 1, lambda p: dict.fromkeys(p.retired, True), _keys_of(RowChange, "id"),
           lambda key, _: (key,), lambda c: (c[0], True)),
    _Shelf(schema.AnswerTable, 3, lambda p: p.answers, _keys_of(AnswerChange, "place"),
           _answer_out, _answer_back),
    _Shelf(schema.EvidenceTable, 1, lambda p: p.evidence, _keys_of(EvidenceChange, "id"),
           _evidence_out, lambda c: (c[0], Evidence(*c))),
    _Shelf(schema.SettingTable, 1, lambda p: p.settings, _keys_of(SettingChange, "key"),
           lambda key, text: (key, text), lambda c: (c[0], c[1])),
    _Shelf(schema.SeriesTable, 1, lambda p: p.series, _keys_of(SeriesChange, "id"), _series_out, _series_back),
    _Shelf(schema.TaskTable, 1, lambda p: p.tasks, _keys_of(TaskChange, "id"),
           _task_out, lambda c: (c[0], codec.task_in(Task(*c)))),
)  # fmt: skip
