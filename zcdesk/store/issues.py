"""Issued reports: what was handed out, so that it can be recomputed and compared years later."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from peewee import SqliteDatabase

from zcdesk.domain.record import dataclass
from zcdesk.store import chain
from zcdesk.store.schema import IssueTable


@dataclass(frozen=True, slots=True)
class Issue:
    """A report that was issued.

    Attributes
    ----------
    document : str
        Name of the document: ``emission_report``.
    language : str
        ``zh`` or ``en``.
    pdf_digest, result_digest : str
        SHA-256 of the printed file, and of the results it was printed from.
    edit : int
        Number of the last edit that it contains.
    at, by : str
        When (UTC, ISO 8601 with ``Z``) and who.
    codes : str
        The codes of the printed figures with what they stand for, as JSON.
    pins : str
        The methods and factor sets by edition and digest, as JSON.
    number : int
        1 for the first issue of a project, no gaps; 0 before it is recorded.
    """

    document: str
    language: str
    pdf_digest: str
    result_digest: str
    edit: int
    at: str
    by: str
    codes: str = "{}"
    pins: str = "{}"
    number: int = 0


def append(database: SqliteDatabase, issue: Issue) -> int:
    """Record one more, inside the caller's transaction, and give its number."""
    last = IssueTable.select().order_by(IssueTable.number.desc()).dicts().first(database)
    number, previous = (last["number"] + 1, last["digest"]) if last else (1, chain.START)
    columns = asdict(issue) | {"number": number}
    columns["digest"] = chain.link(previous, number, _content(issue))
    IssueTable.insert(**columns).execute(database)
    return number


def recorded(database: SqliteDatabase) -> Iterator[tuple[Issue, str]]:
    """Every issue with its digest, oldest first."""
    for columns in list(IssueTable.select().order_by(IssueTable.number).dicts().execute(database)):
        digest = columns.pop("digest")
        yield Issue(**columns), digest


def broken(database: SqliteDatabase) -> int:
    """Number at which the chain of issues breaks; 0 if nowhere."""
    return chain.broken((issue.number, _content(issue), digest) for issue, digest in recorded(database))


def _content(issue: Issue) -> str:
    told = asdict(issue)
    del told["number"]
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
