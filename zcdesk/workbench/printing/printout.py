"""Printout: a report from the project as it stood at one moment, made on any thread; sealing goes back to the file."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from zcdesk.domain.finding import Finding
from zcdesk.domain.project import Project
from zcdesk.domain.words import Language, Words
from zcdesk.exchange import results
from zcdesk.packs.catalogue import Catalogue
from zcdesk.report.writing import write
from zcdesk.store.issues import Issue
from zcdesk.workbench import counting, holding
from zcdesk.workbench.jobs import told
from zcdesk.workbench.printing import printing
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench, now

if TYPE_CHECKING:
    from zcdesk.domain.document import Document


@dataclass(frozen=True, slots=True)
class Taken:
    """What a report is printed from: the project, its findings of the year, and the number of the last edit."""

    catalogue: Catalogue
    project: Project
    found: tuple[Finding, ...]
    year: str
    language: Language
    head: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure: its code ``3-1 F01.7`` and id, the table and row it stands in, and what is printed."""

    code: str
    id: str
    table: str
    row: str
    name: str
    column: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A report printed for looking at, with its figures in reading order; `table_word` stands before numbers."""

    path: Path
    pages: int
    title: str
    figures: tuple[Figure, ...]
    table_word: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report that is printed and waits to be recorded as sealed."""

    taken: Taken
    fresh: Path
    to: Path
    pages: int
    issue: Issue


def taken(workbench: Workbench, year: str, language: Language) -> Taken:
    """The project as it stands; called on the workbench's thread."""
    found = workbench.findings(year)
    return Taken(workbench.catalogue, workbench.project, found, year, language, workbench.file.head)


def preview(
    state: Taken,
    to: Path,
    wanted: Callable[[], bool] = lambda: True,
    first: Callable[[bytes], None] | None = None,
) -> Preview | None:
    """Print for looking at.

    Parameters
    ----------
    wanted : callable
        Says on the way whether somebody still waits; if nobody does, None is given.
    first : callable or None
        Given a PDF of the first page alone, long before the rest is set.
    """
    document = _document(state, now()[:10])
    if first is not None and wanted():
        page = first_page(document, state.catalogue.resources / "fonts")
        if page is not None:
            first(page)
    if not wanted():
        return None
    try:
        pages = write(document, to, state.catalogue.resources / "fonts")
    except OSError as bad:
        raise printing.cannot_write(to, bad) from bad
    return Preview(to, pages, document.title, figures(document), document.labels["table"])


def first_page(document: Document, fonts: Path) -> bytes | None:
    """The cover as a PDF by itself: it says neither how many pages follow nor what is on them; None without cover."""
    from zcdesk.domain.document import Cover
    from zcdesk.report.pages.pdf import render

    if not document.blocks or not isinstance(document.blocks[0], Cover):
        return None
    return render(replace(document, blocks=document.blocks[:1]), fonts)


def figures(document: Document) -> tuple[Figure, ...]:
    """Every coded figure of a document with what is printed beside it."""
    from zcdesk.domain.document import Table

    found: list[Figure] = []
    for block in document.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            assert isinstance(block, Table)
            pairs = list(zip(block.columns, row.cells, strict=False))
            code = row.cells[0].text if row.cells else ""
            name = next((cell.text for column, cell in pairs if column.role == "words"), code)
            for column, cell in pairs:
                whole = f"{block.number} {code}.{column.number.partition('=')[0]}"
                if column.number and whole in document.codes:
                    head = " ".join(column.head.split())
                    found.append(
                        Figure(
                            whole,
                            document.codes[whole],
                            block.number,
                            code,
                            name,
                            head,
                            cell.text,
                            column.unit,
                        )
                    )
    return tuple(found)


def prepare(workbench: Workbench, year: str, language: Language, to: Path) -> Taken:
    """What will be sealed, once nothing stands in the way of it.

    Raises
    ------
    NotReady
        If something is missing, unusable or not confirmed.
    Refused
        If the place cannot be written, or holds something.
    """
    blocking = printing.standing_in_the_way(workbench.findings(year))
    if blocking:
        raise printing.NotReady(blocking)
    printing.refuse_place(workbench, to, False)
    return taken(workbench, year, language)


def print_for_seal(state: Taken, to: Path, by: str) -> Prepared:
    """Print the report that is to be sealed, beside its place; on any thread.

    Raises
    ------
    Refused
        If the place cannot be written.
    """
    at, project = now(), state.project
    inventories = counting.inventories_at(state.catalogue, project)
    digest = results.digest(printing.results_of(state.catalogue, project, inventories))
    pins = printing.pinned(project, inventories)
    promise = Promise(f"{counting.DOCUMENT}:{state.year}", digest, at, by, pins)
    document = _document(state, at[:10], promise.code(state))
    fresh = to.with_name(f".{to.name}.printing")
    try:
        pages = write(document, fresh, state.catalogue.resources / "fonts")
        return promised(state, promise, document.codes, fresh, to, pages)
    except OSError as bad:
        raise printing.cannot_write(to, bad) from bad


@dataclass(frozen=True, slots=True)
class Promise:
    """What a sealed document promises: its name, what it can be recomputed to, when, by whom, and with what."""

    name: str
    digest: str
    at: str
    by: str
    pins: str

    def code(self, state: Taken) -> str:
        """校验码 that is printed on it."""
        return printing.check_code(self.name, state.language, self.digest, state.head, self.at)


def promised(
    state: Taken, promise: Promise, codes: Mapping[str, str], fresh: Path, to: Path, pages: int
) -> Prepared:
    """A document that was printed to be sealed, with what will be recorded of it."""
    held = hashlib.sha256(fresh.read_bytes()).hexdigest()
    kept = json.dumps(dict(codes), ensure_ascii=False, sort_keys=True)
    issue = Issue(
        promise.name,
        state.language,
        held,
        promise.digest,
        state.head,
        promise.at,
        promise.by,
        kept,
        promise.pins,
    )
    return Prepared(state, fresh, to, pages, issue)


def seal(workbench: Workbench, prepared: Prepared) -> printing.Printed:
    """Record a prepared report as sealed and put it in its place; on the workbench's thread.

    Raises
    ------
    Refused
        If the project was changed meanwhile, or a file cannot be written; nothing is sealed then.
    """
    try:
        if workbench.file.head != prepared.taken.head:
            words = Words(
                "印制时项目有改动，没有封存。再封存一次。",
                "The project changed while it was printed; nothing was sealed. Seal it again.",
            )
            raise Refused("changed_meanwhile", words)
        with told():
            holding.keep_sealed(workbench.file, workbench.catalogue, prepared.issue.pins)
            number = workbench.file.record_issue(prepared.issue)
        try:
            prepared.fresh.replace(prepared.to)
        except OSError as bad:
            raise printing.cannot_write(prepared.to, bad) from bad
    finally:
        with contextlib.suppress(OSError):
            prepared.fresh.unlink(missing_ok=True)
    return printing.Printed(prepared.to, prepared.pages, False, number)


def _document(state: Taken, at: str, code: str = "") -> Document:
    found = counting.inventories_at(state.catalogue, state.project)
    return printing.document_from(
        state.catalogue, state.project, found, state.found, state.year, state.language, issued_at=at, check_code=code
    )  # fmt: skip
