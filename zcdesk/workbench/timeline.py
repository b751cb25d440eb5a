"""Timeline: every edit in words, any past state beside the present one, and going back to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from zcdesk.domain.change import (
    AnswerChange,
    Change,
    EvidenceChange,
    PinChange,
    RowChange,
    SettingChange,
    YearsChange,
)
from zcdesk.domain.number import printed
from zcdesk.domain.project import Project
from zcdesk.domain.trace import Traced
from zcdesk.domain.unit import pretty
from zcdesk.domain.words import Language
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench import naming
from zcdesk.workbench.history import diff
from zcdesk.workbench.printing import inventories_at
from zcdesk.workbench.workbench import Changed, Workbench


@dataclass(frozen=True, slots=True)
class Moment:
    """An edit of the list: when it was made in local time, and whether it is taken back now."""

    number: int
    label: str
    by: str
    day: str
    time: str
    undoes: int
    undone: bool
    sealed: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs, before and after in words, and the change that leads from one to the other."""

    what: str
    before: str
    after: str
    change: Change


@dataclass(frozen=True, slots=True)
class Total:
    """The total of a year in one state; `number` is None where it is not counted. [unit]"""

    text: str
    unit: str
    number: Decimal | None


def moments(workbench: Workbench) -> tuple[Moment, ...]:
    """Every edit, newest first."""
    steps = tuple(workbench.file.steps())
    sealed = {issue.edit for issue in workbench.file.issues()}
    back = {number for _, number in workbench.history.undone}
    found = []
    for step in reversed(steps):
        at = datetime.fromisoformat(step.at).astimezone()
        found.append(
            Moment(
                step.number,
                step.label,
                step.by,
                at.strftime("%Y/%m/%d"),
                at.strftime("%H:%M"),
                step.undoes,
                step.number in back,
                step.number in sealed,
            )
        )
    return tuple(found)


def differences(
    catalogue: Catalogue, before: Project, after: Project, language: Language
) -> tuple[Difference, ...]:
    """What differs between two states, with the changes that lead from the later back to the earlier."""
    return tuple(
        Difference(_what(catalogue, before, after, change, language), *_values(change)[::-1], change)
        for change in diff(after, before)
    )


def total(catalogue: Catalogue, project: Project, year: str) -> Total:
    """The location-based total of a year in any state of a project."""
    for inventory in inventories_at(catalogue, project).values():
        if "total.location" in inventory.compiled.method.lines and year in project.years:
            result, rule = inventory.line("total.location", year), inventory.compiled.method.rounding
            if isinstance(result, Traced):
                text = printed(result.number, rule.places, rule.mode)
                return Total(text, pretty(result.unit), result.number)
    return Total("—", "", None)


def gap(then: Total, today: Total) -> str:
    """Today less then, signed; empty if one is not counted."""
    if then.number is None or today.number is None:
        return ""
    difference = today.number - then.number
    return ("+" if difference > 0 else "") + printed(difference, 2)


def restore_one(workbench: Workbench, difference: Difference, label: str) -> Changed:
    """Bring back one thing as it was, as one step."""
    return workbench.commit(label, [difference.change])


def _what(catalogue: Catalogue, before: Project, after: Project, change: Change, language: Language) -> str:
    match change:
        case AnswerChange(place, _, _):
            project = after if not place.row or place.row in after.rows else before
            return naming.place_words(project, catalogue, place).into(language)
        case RowChange(id_, _, _) | EvidenceChange(id_, _, _):
            return id_
        case PinChange(key, _, _) | SettingChange(key, _, _):
            return key
        case YearsChange():
            return {"zh": "核算年度", "en": "Accounting years"}[language]


def _values(change: Change) -> tuple[str, str]:
    return _said(change.before), _said(change.after)


def _said(value: object) -> str:
    match value:
        case None:
            return "—"
        case str():
            return value or "—"
        case tuple():
            return " ".join(value)
    text, unit = getattr(value, "text", None), getattr(value, "unit", "")
    if text is not None:
        return f"{text or getattr(value, 'standing', '')} {pretty(unit)}".strip()
    return str(getattr(value, "edition", "") or getattr(value, "title", "") or getattr(value, "id", ""))
