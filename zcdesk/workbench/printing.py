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
from zcdesk.report.writing import MAGIC, WORD, WORKBOOK, format_of, write
from zcdesk.store.issues import Issue
from zcdesk.workbench import holding, mixing, naming
from zcdesk.workbench.counting import DOCUMENT, inventories_at
from zcdesk.workbench.method_news import KEPT
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


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that verification looked at.

    Attributes
    ----------
    words : Words
        What was looked at, and what was found.
    holds : bool
    note : bool
        Good to know; neither proves nor disproves anything.
    """

    words: Words
    holds: bool
    note: bool = False


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
    if seal and format_of(to) != ".pdf":
        raise Refused(
            "word_not_sealed",
            Words(
                "封存的报告是 PDF，Word 文件和工作簿供编辑，不封存。去掉 --seal，或把文件名改为 .pdf。",
                "A sealed report is a PDF; a Word file or a workbook is for editing and is not sealed. "
                "Leave --seal out, or name a .pdf.",
            ),
        )
    if seal and blocking:
        raise NotReady(blocking)
    refuse_place(workbench, to, replace)
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
        issue = _sealed(workbench, document, fresh, digest, at, year, language) if seal else 0
        fresh.replace(to)
    except OSError as bad:
        raise cannot_write(to, bad) from bad
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
    return Printed(to, pages, bool(blocking), issue)


def _sealed(
    workbench: Workbench, document: Document, path: Path, digest: str, at: str, year: str, language: Language
) -> int:
    pins = pinned(workbench.project, workbench.inventories())
    holding.keep_sealed(workbench.file, workbench.catalogue, pins)
    return workbench.file.record_issue(
        Issue(
            document=f"{DOCUMENT}:{year}",
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


def _others(catalogue: Catalogue, issue: Issue) -> list[Check]:
    """Methods and factor sets whose content is not what a sealed report was computed with, by name."""
    return [Check(words, True, note=True) for words in holding.others(catalogue, issue.pins, issue.number)]


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
    if not held.startswith(MAGIC.get(to.suffix.lower(), MAGIC[".pdf"])):
        kind = _KINDS[format_of(to)]
        raise Refused(
            "not_replaced",
            Words(
                f"“{to.name}”已存在，而且不是 {kind.zh}，没有覆盖。换一个文件名。",
                f"{to.name} exists and is no {kind.en}; it was left as it is. Choose another name.",
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


def verify(workbench: Workbench, pdf: Path | None = None) -> list[Check]:
    """Everything that can be verified of a project: its chain, its evidence, its packs, its sealed reports."""
    checks: list[Check] = []
    problems = workbench.file.verify()
    edits = workbench.file.head
    if problems:
        checks += [Check(problem.words, False) for problem in problems]
    else:
        checks.append(
            Check(
                Words(
                    f"修改链完整：{edits} 步逐一相连，现状与重放一致，证据摘要相符。",
                    f"The chain holds: {edits} steps, replayed to the present state, evidence digests agree.",
                ),
                True,
            )
        )
    checks += _pins(workbench)
    checks += [
        Check(words, True, note=True) for words in holding.news(workbench.catalogue, workbench.project)
    ]
    issues = workbench.file.issues()
    for issue in issues:
        checks += [*_issue(workbench, issue), *_others(workbench.catalogue, issue)]
    if pdf is not None:
        checks.append(_pdf(pdf, issues))
    return checks


def _pdf(pdf: Path, issues: tuple[Issue, ...]) -> Check:
    try:
        digest = hashlib.sha256(pdf.read_bytes()).hexdigest()
    except OSError as bad:
        why = bad.strerror or str(bad)
        raise Refused(
            "pdf_unreadable", Words(f"“{pdf}”读不了（{why}）。", f"{pdf} cannot be read ({why}).")
        ) from bad
    for issue in issues:
        if issue.pdf_digest == digest:
            return Check(
                Words(
                    f"{pdf.name}：与第 {issue.number} 次封存的报告逐字节相同。",
                    f"{pdf.name}: byte for byte what was sealed as number {issue.number}.",
                ),
                True,
            )
    return Check(
        Words(f"{pdf.name}：与封存的报告都不相同。", f"{pdf.name}: is none of the sealed reports."), False
    )


def _pins(workbench: Workbench) -> list[Check]:
    catalogue, found = workbench.catalogue, []
    for pin in workbench.project.methods():
        at_hand = catalogue.holds_method(pin.id, pin.edition, pin.digest)
        if not at_hand and not catalogue.ships(pin.id, pin.edition):
            lacks = Words(
                f"方法 {pin.id}@{pin.edition}：本程序没有这一版。",
                f"Method {pin.id}@{pin.edition}: this program lacks it.",
            )
            found.append(Check(lacks, False))
            continue
        method = catalogue.method(pin.id, pin.edition, pin.digest).method
        named = Words(f"“{method.words.zh}”{pin.edition} 版", f"“{method.words.en}”, {pin.edition}")
        if at_hand and catalogue.ships_method(pin.id, pin.edition, pin.digest):
            said = Words(
                f"方法{named.zh}：与项目记录的内容相同。",
                f"Method {named.en}: as it was when the project took it.",
            )
            found.append(Check(said, True))
        elif at_hand and catalogue.ships(pin.id, pin.edition):
            said = Words(
                f"方法{named.zh}：程序所带的不再与项目记录的内容相同，项目按留存在文件里的内容计算。",
                f"Method {named.en}: no longer in the program as it was when the project took it; "
                "the content kept in the file counts.",
            )
            found.append(Check(said, True, note=True))
        elif at_hand:
            said = Words(
                f"方法{named.zh}：本程序没有这一版，项目按留存在文件里的内容计算。",
                f"Method {named.en}: this program lacks it; the content kept in the file counts.",
            )
            found.append(Check(said, True, note=True))
        else:
            said = Words(
                f"方法{named.zh}：不再与项目记录的内容相同，当时的内容没有留存。",
                f"Method {named.en}: no longer as it was when the project took it, and that content was not kept.",
            )
            kept = workbench.project.settings.get(KEPT + pin.key) == method.digest
            found.append(Check(said, kept, note=kept))
    return found


def _issue(workbench: Workbench, issue: Issue) -> list[Check]:
    code = check_code(issue.document, issue.language, issue.result_digest, issue.edit, issue.at)
    by = Words(issue.by or "没有写填报人", issue.by or "no name given")
    what = Words(
        f"第 {issue.number} 次封存（{issue.at[:10]}，{by.zh}，第 {issue.edit} 步，校验码 {code}）",
        f"Sealed report {issue.number} ({issue.at[:10]}, {by.en}, edit {issue.edit}, check code {code})",
    )
    catalogue = workbench.catalogue
    try:
        past = holding.as_sealed(workbench.file.state_at(issue.edit), issue.pins)
    except LookupError:
        return [
            Check(
                Words(
                    f"{what.zh}：修改链缺少当时的步骤，无法重算。",
                    f"{what.en}: the chain lacks its edits, so it cannot be recomputed.",
                ),
                False,
            )
        ]
    holding.recall(workbench.file, catalogue, past)
    then = results.digest(results_of(catalogue, past, inventories_at(catalogue, past)))
    if then != issue.result_digest:
        return [
            Check(Words(f"{what.zh}：重算结果不同。", f"{what.en}: recomputing gives other results."), False)
        ]
    checks = [Check(Words(f"{what.zh}：重算结果逐位相同。", f"{what.en}: recomputed digit by digit."), True)]
    later = workbench.file.head - issue.edit
    if later:
        today = results.digest(results_of(catalogue, workbench.project, workbench.inventories()))
        same = today == issue.result_digest
        checks.append(
            Check(
                Words(
                    f"封存之后又有 {later} 步改动，现在的结果与当时{'相同' if same else '不同'}。",
                    f"{later} edits were made since; today's results are {'the same' if same else 'different'}.",
                ),
                True,
                note=True,
            )
        )
    return checks
