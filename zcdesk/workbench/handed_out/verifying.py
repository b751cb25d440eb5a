"""Verifying: whether the edits follow one another, the evidence is what it was, and every seal holds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.issues import Issue
from zcdesk.workbench import holding
from zcdesk.workbench.counting import inventories_at
from zcdesk.workbench.handed_out import sealed_verdicts
from zcdesk.workbench.printing.printing import check_code
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.updates.method_news import KEPT
from zcdesk.workbench.workbench import Workbench


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
    return [*found, *_schemes(workbench)]


def _schemes(workbench: Workbench) -> list[Check]:
    """Followed schemes of which the program has another content, or none."""
    catalogue, found = workbench.catalogue, []
    for pin in workbench.project.schemes():
        named = f"{pin.id}@{pin.edition}"
        if not pin.digest or catalogue.schemes.ships(pin.id, pin.edition, pin.digest):
            continue
        if catalogue.schemes.holds(pin.id, pin.edition, pin.digest):
            said = Words(
                f"办法 {named}：程序所带的已不同或没有了，开始对照时的内容留存在文件里。",
                f"Scheme {named}: another or none in this program; the content taken up is kept in the file.",
            )
        else:
            said = Words(
                f"办法 {named}：与开始对照时不同，当时的内容没有留存。",
                f"Scheme {named}: differs from when it was taken up, and that content was not kept.",
            )
        found.append(Check(said, True, note=True))
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
    try:
        then = sealed_verdicts.digest(
            catalogue, past, inventories_at(catalogue, past), issue.document, issue.at[:10]
        )
    except LookupError:
        return [
            Check(
                Words(
                    f"{what.zh}：所依据的办法本程序没有，当时的内容也没有留存。",
                    f"{what.en}: this program lacks its scheme, and the content of then was not kept.",
                ),
                False,
            )
        ]
    if then != issue.result_digest:
        return [
            Check(Words(f"{what.zh}：重算结果不同。", f"{what.en}: recomputing gives other results."), False)
        ]
    checks = [Check(Words(f"{what.zh}：重算结果逐位相同。", f"{what.en}: recomputed digit by digit."), True)]
    later = workbench.file.head - issue.edit
    if later:
        same = _today(workbench, issue) == issue.result_digest
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


def _today(workbench: Workbench, issue: Issue) -> str:
    """What the document would promise now; ``""`` where its scheme is no longer there."""
    catalogue, project = workbench.catalogue, workbench.project
    try:
        return sealed_verdicts.digest(
            catalogue, project, workbench.inventories(), issue.document, issue.at[:10]
        )
    except LookupError:
        return ""


def _others(catalogue: Catalogue, issue: Issue) -> list[Check]:
    """Methods and factor sets whose content is not what a sealed report was computed with, by name."""
    return [Check(words, True, note=True) for words in holding.others(catalogue, issue.pins, issue.number)]
