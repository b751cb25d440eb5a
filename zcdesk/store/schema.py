"""Tables of a project file, and the triggers that keep edits and issues append-only."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import cast

from peewee import (
    BlobField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    Model,
    SchemaManager,
    SqliteDatabase,
    TextField,
)

APPLICATION_ID = 0x5A434431
"""``ZCD1``: the mark in the file's header that says whose it is."""

VERSION = 2
"""Version of the tables below, kept as SQLite's ``user_version``."""

DIGESTS = {
    1: "10d47a8fd8d9bf3aa6584ec70110eb805e1803f10381d2b53a8f6eb52e7c4a40",
    2: "0ab16db7e5acd30c67250c6df12c5ff0b81971c616386af821e4218a07914530",
}
"""SHA-256 of the schema of each version that can be read as it is. Files that were handed out have it; another schema
needs another version."""


class Table(Model):
    """A table with checked column types. Bound to no database: each query names the one it runs on."""

    class Meta:
        strict_tables = True


class MetaTable(Table):
    """Facts on the file: who made it and when, which program wrote last, digest of the state."""

    key = TextField(primary_key=True)
    value = TextField()

    class Meta:
        table_name = "meta"
        without_rowid = True


class EditTable(Table):
    """Every step ever made, as canonical JSON."""

    number = IntegerField(primary_key=True)
    content = TextField()
    digest = TextField()

    class Meta:
        table_name = "edit"


class IssueTable(Table):
    """Every report that was issued. ``digest`` chains the rows as it does the edits."""

    number = IntegerField(primary_key=True)
    document = TextField()
    language = TextField()
    pdf_digest = TextField()
    result_digest = TextField()
    edit = IntegerField()
    at = TextField()
    by = TextField()
    codes = TextField()
    pins = TextField()
    digest = TextField()

    class Meta:
        table_name = "issue"


class ContentTable(Table):
    """Evidence bytes, once per digest."""

    id = IntegerField(primary_key=True)
    digest = TextField(unique=True)
    size = IntegerField()
    media_type = TextField()

    class Meta:
        table_name = "content"


class ChunkTable(Table):
    """The bytes of a content in pieces, so that neither memory nor SQLite's limit on a value is met."""

    content = ForeignKeyField(ContentTable, column_name="content", index=False)
    position = IntegerField()
    bytes = BlobField()

    class Meta:
        table_name = "chunk"
        primary_key = CompositeKey("content", "position")


class YearTable(Table):
    """Accounting years in their order."""

    position = IntegerField(primary_key=True)
    year = TextField()

    class Meta:
        table_name = "year"


class PinTable(Table):
    """Methods and factor sets the project is bound to."""

    key = TextField(primary_key=True)
    kind = TextField()
    id = TextField()
    edition = TextField()
    digest = TextField()

    class Meta:
        table_name = "pin"
        without_rowid = True


class RowTable(Table):
    """Rows of the project's tables."""

    id = TextField(primary_key=True)
    table = TextField()

    class Meta:
        table_name = "row"
        without_rowid = True


class RetiredTable(Table):
    """Ids of rows that were removed."""

    id = TextField(primary_key=True)

    class Meta:
        table_name = "retired"
        without_rowid = True


class AnswerTable(Table):
    """What was typed. ``evidence`` is a JSON list of ``[id, pages]``, empty where there is none."""

    quantity = TextField()
    row = TextField()
    period = TextField()
    text = TextField()
    unit = TextField()
    standing = TextField()
    note = TextField()
    evidence = TextField()
    illustrative = IntegerField()

    class Meta:
        table_name = "answer"
        primary_key = CompositeKey("quantity", "row", "period")
        without_rowid = True


class EvidenceTable(Table):
    """The list of evidence. Bytes are in `ContentTable`, which must hold them first."""

    id = TextField(primary_key=True)
    name = TextField()
    kind = TextField()
    media_type = TextField()
    size = IntegerField()
    digest = ForeignKeyField(ContentTable, field="digest", column_name="digest", index=False)
    title = TextField()
    date = TextField()
    issuer = TextField()

    class Meta:
        table_name = "evidence"
        without_rowid = True


class SettingTable(Table):
    """Recorded choices that are not quantities."""

    key = TextField(primary_key=True)
    value = TextField()

    class Meta:
        table_name = "setting"
        without_rowid = True


class SeriesTable(Table):
    """What meters registered. The packed readings are in `ContentTable`, which must hold them first.

    ``evidence`` is as in `AnswerTable`.
    """

    id = TextField(primary_key=True)
    meter = TextField()
    kind = TextField()
    reading = TextField()
    unit = TextField()
    step = IntegerField()
    start = TextField()
    count = IntegerField()
    exponent = IntegerField()
    size = IntegerField()
    digest = ForeignKeyField(ContentTable, field="digest", column_name="digest", index=False)
    title = TextField()
    evidence = TextField()

    class Meta:
        table_name = "series"
        without_rowid = True


class TaskTable(Table):
    """What verifiers found, and what the plant says to it."""

    id = TextField(primary_key=True)
    number = TextField()
    weight = TextField()
    text = TextField()
    state = TextField()
    by = TextField()
    at = TextField()
    quantity = TextField()
    row = TextField()
    period = TextField()
    method = TextField()
    evidence = TextField()
    pages = TextField()
    document = TextField()
    answer = TextField()
    answered_by = TextField()
    answered_at = TextField()
    source = TextField()

    class Meta:
        table_name = "task"
        without_rowid = True


TABLES: tuple[type[Table], ...] = (
    MetaTable, EditTable, IssueTable, ContentTable, ChunkTable, YearTable, PinTable, RowTable, RetiredTable,
    AnswerTable, EvidenceTable, SettingTable, SeriesTable, TaskTable,
)  # fmt: skip

SINCE: dict[type[Table], int] = {SeriesTable: 2, TaskTable: 2}
"""The version that brought a table; an older file is read as if the table were empty."""

KEPT: tuple[type[Table], ...] = (EditTable, IssueTable, ContentTable, ChunkTable)
"""Tables of which no row is ever changed or removed."""


Entry = tuple[str, str, str, str | None]
"""Type, name, table and SQL of one thing in a schema."""


def columns(table: type[Table]) -> tuple[str, ...]:
    """The columns of a table in their order."""
    return tuple(field.column_name for field in table._meta.sorted_fields)


def create(database: SqliteDatabase) -> None:
    """Make all tables and triggers in an open database, and mark it as a project of this version."""
    for table in TABLES:
        SchemaManager(table, database=database).create_all(safe=False)
    connection = raw(database)
    for statement in _triggers():
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def version_of(connection: sqlite3.Connection) -> int:
    """The version that an open file says it has."""
    (theirs,) = connection.execute("PRAGMA user_version").fetchone()
    return int(theirs)


def tables(version: int) -> tuple[type[Table], ...]:
    """The tables of a version."""
    return tuple(table for table in TABLES if SINCE.get(table, 1) <= version)


def add(database: SqliteDatabase, version: int) -> None:
    """Make the tables that a version brought, inside the caller's transaction."""
    for table in TABLES:
        if SINCE.get(table) == version:
            SchemaManager(table, database=database).create_all(safe=False)


def raw(database: SqliteDatabase) -> sqlite3.Connection:
    """The connection under an open database."""
    return cast("sqlite3.Connection", database.connection())  # type: ignore[no-untyped-call]


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether the schema of an open file is that of its version, to the letter: peewee cannot reword it unnoticed."""
    text = "\n".join(str(entry) for entry in sorted(found(connection), key=str))
    return hashlib.sha256(text.encode()).hexdigest() == DIGESTS.get(version_of(connection))


def found(connection: sqlite3.Connection) -> frozenset[Entry]:
    """What ``sqlite_schema`` of an open file says."""
    return frozenset(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))


def _triggers() -> list[str]:
    made = []
    for table in KEPT:
        name = table._meta.table_name
        made += [
            f"CREATE TRIGGER {name}_{verb.lower()} BEFORE {verb} ON {name} "
            f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    # INSERT OR REPLACE deletes without firing a delete trigger, so the order of numbers is held as well
    made += [
        f"CREATE TRIGGER {name}_insert BEFORE INSERT ON {name} "
        f"WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM {name}) "
        f"BEGIN SELECT RAISE(ABORT, '{name} numbers go up by one'); END"
        for name in ("edit", "issue")
    ]
    made += [
        "CREATE TRIGGER content_insert BEFORE INSERT ON content "
        "WHEN EXISTS (SELECT 1 FROM content WHERE id = NEW.id OR digest = NEW.digest) "
        "BEGIN SELECT RAISE(ABORT, 'content is append-only'); END",
        "CREATE TRIGGER chunk_insert BEFORE INSERT ON chunk "
        "WHEN EXISTS (SELECT 1 FROM chunk WHERE content = NEW.content AND position = NEW.position) "
        "BEGIN SELECT RAISE(ABORT, 'chunk is append-only'); END",
    ]
    return made
