"""What verifiers found, among the findings of the checks: what is open, and what waits for the verifier."""

from __future__ import annotations

from zcdesk.domain.answer import Place
from zcdesk.domain.finding import Finding, Severity
from zcdesk.domain.project import Project
from zcdesk.domain.task import WEIGHTS, Task
from zcdesk.domain.words import Language
from zcdesk.packs.catalogue import Catalogue

OPEN = tuple(f"verifier_{weight}" for weight in WEIGHTS)
"""Codes of findings that wait for the plant."""

WAITING = "verifier_answered"
"""Code of one that waits for the verifier."""


def findings(project: Project, year: str) -> tuple[Finding, ...]:
    """What is open, and what waits for the verifier, of a year or of none."""
    found = []
    for id_, task in sorted(project.tasks.items()):
        if task.state == "closed" or task.period[:4] not in ("", year):
            continue
        details: tuple[tuple[str, str], ...] = (
            ("id", id_),
            ("number", task.number or id_),
            ("by", task.by or "?"),
            ("text", task.text),
        )
        code, severity = f"verifier_{task.weight}", _severity(task)
        if task.state == "answered":
            code, details = WAITING, (*details, ("answer", task.answer))
        found.append(Finding(code, severity, task.place, details))
    return tuple(found)


def of_finding(project: Project, finding: Finding) -> Task | None:
    """The task that a finding of the checks speaks of; None if it speaks of none."""
    if finding.code not in (*OPEN, WAITING):
        return None
    return project.tasks.get(dict(finding.details)["id"])


def open_at(project: Project, place: Place) -> Task | None:
    """What a verifier asks at an answer and nobody has answered; None if nothing."""
    return next(
        (
            task
            for _, task in sorted(project.tasks.items())
            if task.state == "open" and task.weight != "remark" and task.place == place and not task.method
        ),
        None,
    )


def about_evidence(project: Project, id_: str) -> tuple[Task, ...]:
    """What verifiers found about a piece of evidence and have not closed."""
    return tuple(
        task for _, task in sorted(project.tasks.items()) if task.evidence == id_ and task.state != "closed"
    )


def told(catalogue: Catalogue, task: Task, language: Language) -> tuple[str, str]:
    """What is asked for by whom, and the verifier's words; with the answer where there is one."""
    texts = catalogue.texts("ui_tasks")
    key = "answered" if task.state == "answered" else task.weight
    head = texts[f"task.{key}"].fill(number=task.number or task.id, by=task.by).into(language)
    said = texts["task.reply"].fill(text=task.answer).into(language) if task.state == "answered" else ""
    return " ".join(head.split()), " ".join(f"{task.text} {said}".split())


def _severity(task: Task) -> Severity:
    return "note" if task.state == "answered" or task.weight == "remark" else "warning"
