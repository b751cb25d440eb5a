"""Verification: everything a project file claims, checked against everything else in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from peewee import SqliteDatabase

from zcdesk.domain.change import StaleEdit
from zcdesk.domain.project import Project
from zcdesk.domain.series import MEDIA_TYPE, NotASeries, Series, unpack
from zcdesk.domain.words import Words
from zcdesk.store import codec, edits, evidence, issues, schema, state
from zcdesk.store.loading import meta
from zcdesk.store.replay import replay
from zcdesk.store.schema import ContentTable
from zcdesk.store.trouble import FileTrouble, Unreadable, translated


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that contradicts the rest of it.

    Attributes
    ----------
    code : str
        Id of the kind of problem: a key of `WORDS`.
    place : str
        What it concerns: number of an edit or issue, id of evidence, table.
    words : Words
        What it means.
    """

    code: str
    place: str
    words: Words


def verify(database: SqliteDatabase, path: Path) -> tuple[Problem, ...]:
    """All problems of an open file; none in a sound one.

    Notes
    -----
    The recorded edits are the reference: they are chained, and the answers must be what they add up to. It reads the
    whole file, evidence included.
    """
    problems = []
    try:
        with translated(path):
            for code, place in _found(database):
                problems.append(_problem(code, place))
    except FileTrouble as trouble:
        if trouble.code != "damaged":
            raise
        problems.append(_problem("integrity", str(trouble.__cause__)))
    return tuple(problems)


def _found(database: SqliteDatabase) -> Iterator[tuple[str, str]]:
    connection = schema.raw(database)
    for (said,) in connection.execute("PRAGMA integrity_check").fetchall():
        if said != "ok":
            yield "integrity", str(said).splitlines()[-1]
    try:
        edits.check(connection)
    except Unreadable as error:
        yield "chain", str(error)
    if broken := issues.broken(database):
        yield "issue_chain", str(broken)
    head, _ = edits.head(connection)
    for issue, _ in issues.recorded(database):
        if not 0 <= issue.edit <= head:
            yield "issue_edit", str(issue.number)
    project, digest = state.read(connection)
    if meta(database).get("state") != digest:
        yield "state_digest", digest[:12]
    yield from _contradictions(database, project, head)
    yield from _evidence(database, project)


def _contradictions(database: SqliteDatabase, project: Project, head: int) -> Iterator[tuple[str, str]]:
    connection = schema.raw(database)
    recorded = []
    for number, content in connection.execute("SELECT number, content FROM edit ORDER BY number").fetchall():
        try:
            edit = codec.decode(content)
        except Unreadable as error:
            yield "edit", f"{number}: {error}"
            return
        if codec.encode(edit) != content:
            yield "edit", f"{number}: not canonical"
        recorded.append(edit)
    try:
        told = replay(recorded)
    except StaleEdit as error:
        yield "replay", str(error)
        return
    if len(recorded) != head:
        yield "chain", f"{len(recorded)} of {head}"
    for name in ("years", "retired", "pins", "rows", "answers", "evidence", "settings", "series", "tasks"):
        if getattr(told, name) != getattr(project, name):
            yield "state", name


def _evidence(database: SqliteDatabase, project: Project) -> Iterator[tuple[str, str]]:
    contents = ContentTable.select(ContentTable.digest, ContentTable.size, ContentTable.media_type)
    stored = {digest: (size, kind) for digest, size, kind in contents.tuples().execute(database)}
    for digest, (size, _) in stored.items():
        try:
            if sum(len(piece) for piece in evidence.pieces(database, digest)) != size:
                yield "content", digest[:12]
        except Unreadable:
            yield "content", digest[:12]
    for item in project.evidence.values():
        if stored.get(item.digest) != (item.size, item.media_type):
            yield "evidence", item.id
    for series in project.series.values():
        if stored.get(series.digest) != (series.size, MEDIA_TYPE) or not _unpacks(database, series):
            yield "series", series.id


def _unpacks(database: SqliteDatabase, series: Series) -> bool:
    with suppress(NotASeries, Unreadable, KeyError):
        unpack(b"".join(evidence.pieces(database, series.digest)), series.count)
        return True
    return False


def _problem(code: str, place: str) -> Problem:
    return Problem(code, place, WORDS[code].fill(place=place))


WORDS = {
    "integrity": Words("数据库结构有误：{place}", "The database is broken inside: {place}"),
    "chain": Words("操作记录的摘要链中断：{place}", "The chain of edits breaks: {place}"),
    "edit": Words("操作记录 {place} 无法读取", "Edit {place} cannot be read"),
    "replay": Words("操作记录前后不符：{place}", "An edit does not follow from those before it: {place}"),
    "state": Words(
        "当前数据（{place}）与操作记录不符", "What is stored ({place}) is not what the edits add up to"
    ),
    "state_digest": Words("当前数据的摘要不符：{place}", "The digest of the stored state differs: {place}"),
    "issue_chain": Words(
        "签发记录的摘要链自第 {place} 号起中断", "The chain of issued reports breaks at {place}"
    ),
    "issue_edit": Words(
        "签发记录 {place} 指向不存在的操作", "Issued report {place} refers to an edit that does not exist"
    ),
    "content": Words(
        "证据内容与摘要不符：{place}…", "The bytes of a piece of evidence are not those stored: {place}…"
    ),
    "evidence": Words(
        "证据 {place} 的大小、类型或内容与所存文件不符",
        "Evidence {place} does not match the file stored for it",
    ),
    "series": Words(
        "表计序列 {place} 的读数与所存内容不符", "The readings of series {place} are not those stored for it"
    ),
}
