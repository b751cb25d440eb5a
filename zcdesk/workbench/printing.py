"""Printing and sealing: a report from the open project; a sealed one can be recomputed and compared for ever."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zcdesk.calc.checks import findings, gaps, total_lines
from zcdesk.calc.inventory import Inventory
from zcdesk.domain.document import Document
from zcdesk.domain.finding import Finding
from zcdesk.domain.project import Project
from zcdesk.domain.trace import TO_CONFIRM
from zcdesk.domain.words import Language, Words
from zcdesk.exchange import results
from zcdesk.packs.catalogue import Catalogue
from zcdesk.report.pdf import write
from zcdesk.report.story import story
from zcdesk.store.issues import Issue
from zcdesk.workbench import naming
from zcdesk.workbench.workbench import Workbench, inventory_of, now

DOCUMENT = "inventory"


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
    """

    words: Words
    holds: bool


def inventories_at(catalogue: Catalogue, project: Project) -> Mapping[str, Inventory]:
    """Fresh inventories of any state of a project, by method."""
    return {f"{pin.id}@{pin.edition}": inventory_of(catalogue, project, pin) for pin in project.methods()}


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
    """Findings that make a report a draft."""
    return tuple(item for item in found if item.severity in ("error", "missing") or item.code in TO_CONFIRM)


def document_of(
    workbench: Workbench,
    year: str,
    language: Language,
    number: str = "",
    issued_at: str = "",
    check_code: str = "",
) -> Document:
    """The emission report of a year as a document."""
    catalogue, project = workbench.catalogue, workbench.project
    inventories = list(workbench.inventories().values())
    emissions = next(found for found in inventories if found.compiled.method.kind == "inventory")
    energy = next((found for found in inventories if found.compiled.method.kind == "energy"), None)
    return story(
        project=project,
        template=catalogue.report(DOCUMENT),
        texts=catalogue.texts("report"),
        inventory=emissions,
        energy=energy,
        year=year,
        language=language,
        findings=workbench.findings(year),
        finding_texts=catalogue.texts("findings"),
        number=number or project.settings.get("report.number", ""),
        issued_at=issued_at,
        check_code=check_code,
        pages=catalogue.pages,
    )


def print_report(
    workbench: Workbench, year: str, language: Language, to: Path, seal: bool = False
) -> Printed:
    """Print the emission report of a year as PDF.

    Parameters
    ----------
    to : Path
        Written whole or not at all.
    seal : bool
        Also record it, so that `verify` can recompute it later.

    Raises
    ------
    NotReady
        If it is to be sealed and something is missing, unusable or not confirmed.
    """
    blocking = standing_in_the_way(workbench.findings(year))
    if seal and blocking:
        raise NotReady(blocking)
    at = now()
    digest = ""
    if not blocking:
        years = results_of(workbench.catalogue, workbench.project, workbench.inventories())
        digest = results.digest(years)
    document = document_of(workbench, year, language, issued_at=at[:10], check_code=check_code(digest))
    pages = write(document, to, workbench.catalogue.resources / "fonts")
    issue = 0
    if seal:
        issue = workbench.file.record_issue(
            Issue(
                document=f"{DOCUMENT}:{year}",
                language=language,
                pdf_digest=hashlib.sha256(to.read_bytes()).hexdigest(),
                result_digest=digest,
                edit=workbench.file.head,
                at=at,
                by=workbench.by,
                codes=json.dumps(dict(document.codes), ensure_ascii=False, sort_keys=True),
                pins=json.dumps(
                    {
                        key: [pin.id, pin.edition, pin.digest]
                        for key, pin in sorted(workbench.project.pins.items())
                    },
                    ensure_ascii=False,
                ),
            )
        )
    return Printed(to, pages, bool(blocking), issue)


def check_code(digest: str) -> str:
    """校验码 printed in the foot: the first twelve digits of the digest of the results, ``7F3A-91C2-0E5D``."""
    short = digest[:12].upper()
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
    issues = workbench.file.issues()
    for issue in issues:
        checks.append(_issue(workbench, issue))
    if pdf is not None:
        digest = hashlib.sha256(pdf.read_bytes()).hexdigest()
        known = [issue.number for issue in issues if issue.pdf_digest == digest]
        name = pdf.name
        checks.append(
            Check(
                Words(
                    f"{name}：与第 {known[0]} 次封存的报告逐字节相同。",
                    f"{name}: byte for byte issue {known[0]}.",
                ),
                True,
            )
            if known
            else Check(
                Words(f"{name}：与封存的报告都不相同。", f"{name}: is none of the sealed reports."), False
            )
        )
    return checks


def _pins(workbench: Workbench) -> list[Check]:
    found: list[Check] = []
    for pin in workbench.project.methods():
        name = f"{pin.id}@{pin.edition}"
        if pin.edition not in workbench.catalogue.editions.get(pin.id, ()):
            found.append(
                Check(
                    Words(f"方法 {name}：本程序没有这一版。", f"Method {name}: this program lacks it."), False
                )
            )
            continue
        same = workbench.catalogue.method(pin.id, pin.edition).method.digest == pin.digest
        found.append(
            Check(
                Words(f"方法 {name}：与建立项目时相同。", f"Method {name}: as it was when it was pinned."),
                True,
            )
            if same
            else Check(
                Words(
                    f"方法 {name}：内容与建立项目时不同。", f"Method {name}: differs from when it was pinned."
                ),
                False,
            )
        )
    return found


def _issue(workbench: Workbench, issue: Issue) -> Check:
    past = workbench.file.state_at(issue.edit)
    catalogue = workbench.catalogue
    digest = results.digest(results_of(catalogue, past, inventories_at(catalogue, past)))
    what = Words(
        f"第 {issue.number} 次封存（{issue.at[:10]}，第 {issue.edit} 步）",
        f"Issue {issue.number} of {issue.at[:10]}, edit {issue.edit}",
    )
    if digest == issue.result_digest:
        return Check(Words(f"{what.zh}：重算结果逐位相同。", f"{what.en}: recomputed digit by digit."), True)
    return Check(Words(f"{what.zh}：重算结果不同。", f"{what.en}: recomputing gives other results."), False)
