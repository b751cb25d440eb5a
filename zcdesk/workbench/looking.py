"""Looking: findings as rows that can be read one after another, each with its way out and where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from zcdesk.domain.answer import Place, writable
from zcdesk.domain.change import AnswerChange
from zcdesk.domain.finding import Finding, confirm_key
from zcdesk.domain.words import Language, Words
from zcdesk.workbench import naming, task_findings, task_leads, tasks
from zcdesk.workbench.forms import guide
from zcdesk.workbench.forms.confirming import confirm, explained
from zcdesk.workbench.forms.mending import Mend, mend_of
from zcdesk.workbench.workbench import Changed, Workbench

Group = Literal["missing", "error", "warning", "note"]
GROUPS: tuple[Group, ...] = ("missing", "error", "warning", "note")
"""Order in which findings are read."""

_COMMAND = re.compile(
    r"（standing: \w+）| \(standing: \w+\)|；zcdesk describe[^。]*|; zcdesk describe [^.;]*"
)
_LEADS = {"base_year_reached": "results"}
"""Pages on which findings are dealt with that stand at no answer."""
_END = {"zh": "。", "en": ". "}


@dataclass(frozen=True, slots=True)
class Row:
    """A finding to be read.

    Attributes
    ----------
    finding : Finding
    group : Group
    what, way : str
        What it is; what to do.
    where : str
        Page and row.
    page : str
        Page on which it is mended; ``""`` if there is none.
    place : Place or None
    key : str
        Key of the confirmation; ``""`` if it is nothing to confirm.
    remark : bool
        A reason must be given: it stands beside the answer, or with the confirmation.
    mend : Mend or None
        The correction that is offered.
    task : str
        Id of what a verifier found and waits for an answer, or for being closed; ``""`` if it is none.
    """

    finding: Finding
    group: Group
    what: str
    way: str
    where: str
    page: str
    place: Place | None
    key: str
    remark: bool
    mend: Mend | None = None
    task: str = ""


def rows(workbench: Workbench, year: str, language: Language) -> tuple[Row, ...]:
    """The findings of a year by group, inside by page order."""
    shown = guide.pages(workbench)
    home, order = guide.homes(shown), {page.id: at for at, page in enumerate(shown)}
    names = {page.id: page.words.into(language) for page in shown}
    made: list[tuple[tuple[int, int, int], Row]] = []
    for at, finding in enumerate(together(workbench.findings(year))):
        place = guide.place_of(finding)
        task = task_findings.of_finding(workbench.project, finding)
        leads = task_leads.page_of(task) if task is not None else _LEADS.get(finding.code, "")
        page = leads or (guide.page_of(workbench, home, place) if place else "")
        what, way = sentences(workbench.say(finding), language)
        if task is not None:
            what, way = task_findings.told(workbench.catalogue, task, language)
        where = [names.get(page, "")]
        if place is not None:
            table = f"{_table(workbench, place, language)} · "
            what = what.removeprefix(table)
            if place.row:
                row = naming.row_words(workbench.project, workbench.catalogue.vocabulary, place.row)
                where.append(row.into(language))
        key = "" if task is not None else confirm_key(finding)
        remark = (
            task is None
            and finding.severity == "warning"
            and (place in workbench.project.answers or (bool(key) and finding.place is not None))
        )
        group: Group = finding.severity
        mend = mend_of(workbench, finding)
        if task is not None:
            place = Place(task.evidence) if task.evidence else place
            where.append(tasks.where_words(workbench.project, workbench.catalogue, task).into(language))
            where = where[-1:]
        told_where = " · ".join(filter(None, where))
        asked = task.id if task is not None else ""
        told = Row(finding, group, what, way, told_where, page, place, key, remark, mend, asked)
        made.append(((GROUPS.index(group), order.get(page, len(order)), at), told))
    return tuple(row for _, row in sorted(made, key=lambda item: item[0]))


def together(found: Iterable[Finding]) -> list[Finding]:
    """Notes that say the same of several months as one of their year; everything else as it is."""
    listed = list(found)
    groups: dict[Finding, list[Finding]] = {}
    for finding in listed:
        if finding.severity == "note":
            groups.setdefault(_of_year(finding), []).append(finding)
    seen: set[Finding] = set()
    made: list[Finding] = []
    for finding in listed:
        whole = _of_year(finding)
        if finding.severity != "note" or len(groups[whole]) == 1:
            made.append(finding)
        elif whole not in seen:
            seen.add(whole)
            made.append(whole)
    return made


def _of_year(finding: Finding) -> Finding:
    """A finding of a month as one of its year."""
    place = guide.place_of(finding)
    if place is None or len(place.period) != 7:
        return finding
    year = replace(place, period=place.period[:4])
    details = tuple((key, str(year) if key == "place" else text) for key, text in finding.details)
    return replace(finding, place=year if finding.place is not None else None, details=details)


def sentences(words: Words, language: Language) -> tuple[str, str]:
    """What is said first, and the rest: the way out."""
    text, end = _COMMAND.sub("", words.into(language)), _END[language]
    if language == "zh":
        text = text.replace("请", "")
    first, found, rest = text.partition(end)
    return first.rstrip("."), rest.strip() if found else ""


def settle(workbench: Workbench, row: Row, reason: str) -> Changed:
    """Confirm a doubt, answer a verifier, or write the reason beside the answer: one step either way.

    Raises
    ------
    Refused
        If it is nothing that can be confirmed any more.
    """
    if row.task:
        return tasks.answer(workbench, row.task, reason)
    if row.remark and row.place is not None:
        changes = explained(workbench, row.place, reason)
        held = workbench.project.answers.get(row.place)
        if held is not None and held.note != reason:
            changes.append(AnswerChange(row.place, held, replace(held, note=writable(reason))))
        return workbench.commit("备注", changes)
    return confirm(workbench, [row.key], reason)


def _table(workbench: Workbench, place: Place, language: Language) -> str:
    vocabulary = workbench.catalogue.vocabulary
    quantity = vocabulary.quantities.get(place.quantity)
    return vocabulary.tables[quantity.table].words.into(language) if quantity and quantity.table else "\0"
