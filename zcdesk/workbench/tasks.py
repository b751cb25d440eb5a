"""Tasks: what verifiers found is answered, and goes back to them as a file.

What is open is a finding of the checks (`zcdesk.workbench.task_findings`), so that it stands on their page and beside
its field, and F8 leads to it. What was answered waits for the verifier, who closes it in a later file under the same
number (`zcdesk.workbench.intake.task_taking`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from zcdesk.domain.answer import Place, writable
from zcdesk.domain.change import TaskChange
from zcdesk.domain.project import Project
from zcdesk.domain.task import Task, TaskState
from zcdesk.domain.words import Language, Words, same
from zcdesk.exchange import findings as told_as
from zcdesk.exchange.findings import Findings, Raised
from zcdesk.packs.catalogue import Catalogue
from zcdesk.report.whole import write_whole
from zcdesk.store.trouble import translated
from zcdesk.workbench import naming
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Changed, Workbench, now

_FACTOR_NAMED = Words("因子 {named}", "factor {named}")
_FACTOR = re.compile(r"(?:factor|因子)\s*[:：]?\s*(\S+:\S+)", re.IGNORECASE)
_WHOLE = Words("整个项目", "the project")


def answer(workbench: Workbench, id_: str, text: str) -> Changed:
    """Say something to a task, as one step; an empty text takes the answer back.

    Raises
    ------
    Refused
        If there is no such task.
    """
    before = workbench.project.tasks.get(id_)
    if before is None:
        known = "、".join(sorted(workbench.project.tasks)) or "—"
        told = Words(f"没有核查发现 {id_}；有 {known}。", f"There is no finding {id_}; there is {known}.")
        raise Refused("unknown_task", told)
    said = writable(text).strip()
    state: TaskState = "answered" if said else "open"
    at = now() if said else ""
    after = replace(
        before, answer=said, state=state, answered_by=workbench.by if said else "", answered_at=at
    )
    if replace(after, answered_at=before.answered_at) == before:
        return Changed(0)
    return workbench.commit(f"答复 {before.number or id_}", [TaskChange(id_, before, after)])


def factor_of(said: str) -> str:
    """The factor that words name as the view of a package does; ``""`` for none."""
    found = _FACTOR.search(said)
    return found[1].rstrip("。，,;；") if found else ""


def where_words(project: Project, catalogue: Catalogue, task: Task) -> Words:
    """Where it stands, in words."""
    if task.evidence:
        held = project.evidence.get(task.evidence)
        name = f"{task.evidence} {(held.title or held.name) if held is not None else ''}".strip()
        pages = Words(f"，第 {task.pages} 页", f", page {task.pages}") if task.pages else same("")
        return Words(name + pages.zh, name + pages.en)
    if task.place is not None:
        return naming.place_words(project, catalogue, task.place)
    if id_ := factor_of(task.document):
        return _FACTOR_NAMED.fill(named=naming.factor_words(catalogue, id_))
    return same(task.document) if task.document else _WHOLE


def told(workbench: Workbench) -> Findings:
    """All tasks as a file: what was found, and what the plant answered."""
    project, file = workbench.project, workbench.file
    plant = project.answers.get(Place("site.name"))
    raised = (
        Raised(
            number=task.number,
            where=told_as.where_text(task),
            what=where_words(project, workbench.catalogue, task).zh,
            weight=task.weight,
            text=task.text,
            by=task.by,
            at=task.at,
            state=task.state,
            answer=task.answer,
            answered_by=task.answered_by,
            answered_at=task.answered_at,
        )
        for _, task in sorted(project.tasks.items())
    )
    return Findings(
        schema=told_as.SCHEMA,
        project=file.digest(1) if file.head else "",
        edits=file.head,
        digest=file.digest(file.head) if file.head else "",
        plant=plant.text if plant is not None else "",
        written=now(),
        findings=tuple(raised),
    )


def write(workbench: Workbench, to: Path, language: Language) -> int:
    """Write all tasks to a file, by the end of its name: ``.json``, ``.xlsx`` or ``.csv``; how many there are.

    Raises
    ------
    Refused
        If the name ends otherwise.
    FileTrouble
        If it cannot be written.
    """
    found = told(workbench)
    match to.suffix.lower():
        case ".json":
            data = told_as.as_json(found)
        case ".xlsx":
            data = told_as.as_workbook(found, language)
        case ".csv":
            data = told_as.as_csv(found, language)
        case other:
            raise Refused(
                "suffix",
                Words(
                    f"文件名要以 .json、.xlsx 或 .csv 结尾，不是“{other}”。",
                    f"The name ends with .json, .xlsx or .csv, not '{other}'.",
                ),
            )
    with translated(to):
        write_whole(to, data)
    return len(found.findings)
