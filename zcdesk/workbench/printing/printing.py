"""Printing and sealing: a report from the open project; a sealed one can be recomputed and compared for ever.

What sets a page is imported where one is made: a window that only speaks of reports does not wait for it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import replace as with_
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zcdesk.calc.checks import gaps, total_lines
from zcdesk.calc.inventory import Inventory, fullest
from zcdesk.calc.review import findings
from zcdesk.domain.finding import Finding
from zcdesk.domain.form import Page
from zcdesk.domain.project import Project
from zcdesk.domain.trace import TO_CONFIRM
from zcdesk.domain.uncertainty import RECORD
from zcdesk.domain.words import Language, Words
from zcdesk.exchange import results
from zcdesk.packs.catalogue import Catalogue
from zcdesk.report.writing import WORD, WORKBOOK, format_of, is_printed, write
from zcdesk.store.issues import Issue
from zcdesk.workbench import holding, mixing, naming
from zcdesk.workbench.counting import DOCUMENT
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.snapshot import Snapshot
from zcdesk.workbench.workbench import Workbench, now

if TYPE_CHECKING:
    from zcdesk.domain.document import Document


_KINDS = {
    ".pdf": Words("PDF", "PDF"),
    WORD: Words("Word 文件", "Word file"),
    WORKBOOK: Words("工作簿", "workbook"),
}


class NotReady(Exception):
    """A report that cannot be sealed yet.

    Attributes
    ----------
    findings : tuple of Finding
        What is missing, wrong or not confirmed.
    """

    def __init__(self, found: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(found)} findings stand in the way")
        self.findings = found


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed report.

    Attributes
    ----------
    path : Path
    pages : int
    draft : bool
        Something is missing or not confirmed, and the pages say so.
    issue : int
        Number of the seal; 0 if it is not sealed.
    """

    path: Path
    pages: int
    draft: bool
    issue: int


def results_of(
    catalogue: Catalogue, project: Project, inventories: Mapping[str, Inventory]
) -> list[dict[str, Any]]:
    """Results of all years under all methods, ready for JSON."""

    def say(finding: Finding) -> Words:
        return naming.say(finding, project, catalogue)

    return [
        results.year(
            inventory, year, gaps(inventory, total_lines(inventory), year), findings(inventory, year), say
        )
        for year in project.years
        for inventory in inventories.values()
    ]


def unfilled_before(workbench: Workbench, year: str) -> str:
    """The year before that stands beside a year in its report, if a total of it is missing; else ``""``."""
    before = max((each for each in workbench.project.years if each < year), default="")
    if not before:
        return ""
    for inventory in workbench.inventories().values():
        if inventory.compiled.method.kind != "scheme" and gaps(inventory, total_lines(inventory), before):
            return before
    return ""


def standing_in_the_way(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings that make a report of emissions a draft: schemes have no part in it."""
    return tuple(item for item in found if item.severity in ("error", "missing") or item.code in TO_CONFIRM)


def waiting(found: tuple[Finding, ...]) -> dict[str, int]:
    """How many of these are ``missing``, ``wrong``, ``unconfirmed``, as the draft mark tells them apart."""
    counted = {"missing": 0, "wrong": 0, "unconfirmed": 0}
    for item in standing_in_the_way(found):
        kind = {"missing": "missing", "error": "wrong"}.get(item.severity, "unconfirmed")
        counted["unconfirmed" if item.code in TO_CONFIRM else kind] += 1
    return counted


def document_of(
    workbench: Workbench,
    year: str,
    language: Language,
    number: str = "",
    issued_at: str = "",
    check_code: str = "",
) -> Document:
    """The emission report of a year as a document."""
    return document_from(
        workbench.catalogue,
        workbench.project,
        workbench.inventories(),
        workbench.findings(year),
        year,
        language,
        number,
        issued_at,
        check_code,
    )


def document_from(
    catalogue: Catalogue,
    project: Project,
    inventories: Mapping[str, Inventory],
    found: tuple[Finding, ...],
    year: str,
    language: Language,
    number: str = "",
    issued_at: str = "",
    check_code: str = "",
) -> Document:
    """The emission report of a year from values alone, so that any thread may make it."""
    from zcdesk.report.story import story

    listed = list(inventories.values())
    emissions = mixing.chosen(project, inventories)
    if emissions is None:
        raise Refused(
            "no_inventory",
            Words(
                "项目没有温室气体核算方法，印不出排放报告。新建项目时用 --method 加上一个，如 cn.machinery。",
                "The project has no greenhouse-gas method, so there is no emission report. "
                "Add one with --method, such as cn.machinery.",
            ),
        )
    energy = fullest(listed, "energy")
    return story(
        project=project,
        template=catalogue.report(DOCUMENT),
        texts=catalogue.texts("report"),
        inventory=emissions.seen_in(year),
        energy=energy.seen_in(year) if energy is not None else None,
        year=year,
        language=language,
        findings=tuple(each for each in found if "scheme" not in dict(each.details)),
        finding_texts=catalogue.texts("findings"),
        number=number or project.settings.get("report.number", ""),
        issued_at=issued_at,
        check_code=check_code,
        pages=_asked(catalogue, listed),
        spread=_spread(catalogue, project, year),
    )


def _asked(catalogue: Catalogue, inventories: Iterable[Inventory]) -> dict[str, Page]:
    """The pages with the questions that a project of these methods is asked: none that only others read."""
    others = catalogue.read - {id_ for inventory in inventories for id_ in inventory.compiled.quantities}
    return {
        id_: with_(page, questions=tuple(each for each in page.questions if each.quantity not in others))
        for id_, page in catalogue.pages.items()
    }


def _spread(catalogue: Catalogue, project: Project, year: str) -> dict[str, Any] | None:
    """The uncertainty of a year as it was recorded, where it still stands."""
    if f"{RECORD}{year}" not in project.settings:
        return None
    from zcdesk.workbench import uncertain  # loads numpy: only where there is a record

    return uncertain.recorded(Snapshot(catalogue, project), year)


def print_report(
    workbench: Workbench,
    year: str,
    language: Language,
    to: Path,
    seal: bool = False,
    replace: bool = False,
    value: Callable[[str], tuple[str, str, str] | None] | None = None,
) -> Printed:
    """Print the emission report of a year as PDF, or as Word (``.docx``) or a workbook of its tables (``.xlsx``).

    Parameters
    ----------
    to : Path
        Written whole or not at all. What stands there is replaced only if `replace` is given, and then only if it is
        of the same format and was never sealed in this project.
    seal : bool
        Also record it, so that `verify` can recompute it later. Only a sealed report carries a check code.
    value : callable or None
        For a workbook: the unrounded value of a figure by its id.

    Raises
    ------
    NotReady
        If it is to be sealed and something is missing, unusable or not confirmed.
    Refused
        If the place cannot be written, or holds something that must not be replaced.
    """
    blocking = standing_in_the_way(workbench.findings(year))
    refuse_place(workbench, to, replace)
    if seal:
        refuse_format(to)
    if seal and blocking:
        raise NotReady(blocking)
    at = now()
    digest = code = ""
    if seal:
        years = results_of(workbench.catalogue, workbench.project, workbench.inventories())
        digest = results.digest(years)
        code = check_code(f"{DOCUMENT}:{year}", language, digest, workbench.file.head, at)
    document = document_of(workbench, year, language, issued_at=at[:10], check_code=code)
    fresh = to.with_name(f".{to.name}.printing")
    try:
        pages = write(
            document,
            fresh,
            workbench.catalogue.resources / "fonts",
            form=format_of(to),
            value=value,
        )
        name = f"{DOCUMENT}:{year}"
        issue = record(workbench, document, fresh, digest, at, name, language) if seal else 0
        fresh.replace(to)
    except OSError as bad:
        raise cannot_write(to, bad) from bad
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
    return Printed(to, pages, bool(blocking), issue)


def refuse_format(to: Path) -> None:
    """Refuse to seal what can be edited."""
    if format_of(to) != ".pdf":
        raise Refused(
            "word_not_sealed",
            Words(
                "封存的报告是 PDF，Word 文件和工作簿供编辑，不封存。去掉 --seal，或把文件名改为 .pdf。",
                "A sealed report is a PDF; a Word file or a workbook is for editing and is not sealed. "
                "Leave --seal out, or name a .pdf.",
            ),
        )


def record(
    workbench: Workbench, document: Document, path: Path, digest: str, at: str, name: str, language: Language
) -> int:
    """Record a printed document as sealed, with what it was computed with, and give its number."""
    pins = pinned(workbench.project, workbench.inventories())
    holding.keep_sealed(workbench.file, workbench.catalogue, pins)
    return workbench.file.record_issue(
        Issue(
            document=name,
            language=language,
            pdf_digest=hashlib.sha256(path.read_bytes()).hexdigest(),
            result_digest=digest,
            edit=workbench.file.head,
            at=at,
            by=workbench.by,
            codes=json.dumps(dict(document.codes), ensure_ascii=False, sort_keys=True),
            pins=pins,
        )
    )


def pinned(project: Project, inventories: Mapping[str, Inventory]) -> str:
    """What a sealed report was computed with, as JSON: methods and factor sets with the digests of their content."""
    held = {key: [pin.id, pin.edition, pin.digest] for key, pin in sorted(project.pins.items())}
    sets = {set_.id: set_.digest for inventory in inventories.values() for set_ in inventory.book.sets}
    held |= {f"set:{id_}": [id_, "", digest] for id_, digest in sorted(sets.items())}
    return json.dumps(held, ensure_ascii=False)


def refuse_place(workbench: Workbench, to: Path, replace: bool) -> None:
    if to.is_dir():
        raise Refused(
            "is_folder",
            Words(
                f"“{to}”是文件夹。在后面加上文件名，如 report.pdf。",
                f"{to} is a folder. Add a file name, such as report.pdf.",
            ),
        )
    if not to.parent.is_dir():
        raise Refused(
            "no_folder",
            Words(
                f"没有文件夹“{to.parent}”。先建好它，或换一个位置。",
                f"There is no folder {to.parent}. Make it first, or choose another place.",
            ),
        )
    if not to.exists():
        return
    held = to.read_bytes()
    if not is_printed(held, to):
        kind = _KINDS[format_of(to)]
        raise Refused(
            "not_replaced",
            Words(
                f"“{to.name}”已存在，而且不是本程序印出的 {kind.zh}（或印出后改过），没有覆盖。换一个文件名。",
                f"{to.name} exists and is no {kind.en} as this program prints one; it was left as it is. "
                "Choose another name.",
            ),
        )
    if hashlib.sha256(held).hexdigest() in {issue.pdf_digest for issue in workbench.file.issues()}:
        raise Refused(
            "sealed_not_replaced",
            Words(
                f"“{to.name}”是已封存的报告，没有覆盖。换一个文件名。",
                f"{to.name} is a sealed report; it was left as it is. Choose another name.",
            ),
        )
    if not replace:
        raise Refused(
            "exists",
            Words(
                f"“{to.name}”已存在，没有覆盖。换一个文件名，或加 --replace。",
                f"{to.name} exists; it was left as it is. Choose another name, or add --replace.",
            ),
        )


def cannot_write(to: Path, bad: OSError) -> Refused:
    why = bad.strerror or str(bad)
    return Refused(
        "cannot_write",
        Words(
            f"“{to}”写不了（{why}）。检查权限和剩余空间，或换一个位置。",
            f"{to} cannot be written ({why}). Check permission and space, or choose another place.",
        ),
    )


def check_code(document: str, language: str, digest: str, edit: int, at: str) -> str:
    """校验码 of one sealing, ``7F3A-91C2-0E5D``: of this document, language, state of the project and moment only."""
    whole = hashlib.sha256("|".join((document, language, digest, str(edit), at)).encode()).hexdigest()
    short = whole[:12].upper()
    return "-".join(short[start : start + 4] for start in range(0, len(short), 4))
