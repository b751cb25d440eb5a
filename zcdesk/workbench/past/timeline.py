"""Timeline: every edit in words, any past state beside the present one, and going back to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from zcdesk.domain.answer import Answer
from zcdesk.domain.change import AnswerChange, Change, Edit, inverse
from zcdesk.domain.number import CONTEXT, NotANumber, plain, printed, read
from zcdesk.domain.project import Project
from zcdesk.domain.trace import Traced
from zcdesk.domain.unit import pretty
from zcdesk.domain.words import Language
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.counting import inventories_at
from zcdesk.workbench.history import diff
from zcdesk.workbench.past.retelling import Teller
from zcdesk.workbench.workbench import Changed, Workbench


@dataclass(frozen=True, slots=True)
class Moment:
    """An edit of the list: when it was made in local time, whether it is undone now, and which year was sealed then."""

    number: int
    label: str
    by: str
    day: str
    time: str
    undoes: int
    undone: bool
    sealed: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: before and after in words, the change that leads back, the signed step of a number."""

    what: str
    before: str
    after: str
    change: Change
    step: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """The total of a year in one state; `number` is None where it is not counted. [unit]"""

    text: str
    unit: str
    number: Decimal | None


def moments(workbench: Workbench) -> tuple[Moment, ...]:
    """Every edit, newest first."""
    steps = tuple(workbench.file.steps())
    sealed = {issue.edit: issue.document.rpartition(":")[2] for issue in workbench.file.issues()}
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
                sealed.get(step.number, ""),
                at.timestamp(),
            )
        )
    return tuple(found)


def differences(
    catalogue: Catalogue, before: Project, after: Project, language: Language
) -> tuple[Difference, ...]:
    """What differs between two states, with the changes that lead from the later back to the earlier."""
    tellers = Teller(catalogue, before, language), Teller(catalogue, after, language)
    found: list[Difference] = []
    for change in diff(after, before):
        row = change.place.row if isinstance(change, AnswerChange) else ""
        teller = tellers[0] if row and row not in after.rows else tellers[1]
        if isinstance(change, AnswerChange):
            what = teller.place(change.place)
            told = teller.answer(change, change.after), teller.answer(change, change.before)
            found.append(Difference(what, *told, change, _step(change.after, change.before)))
        else:
            (forward,) = inverse((change,))
            what = teller.edit(Edit("", (forward,), "", "")).what
            found.append(Difference(what, teller.value(change.after), teller.value(change.before), change))
    return tuple(found)


def _step(before: Answer | None, after: Answer | None) -> str:
    """The second less the first, signed, where both are numbers in one unit."""
    if before is None or after is None or before.unit != after.unit:
        return ""
    try:
        step = CONTEXT.subtract(read(after.text), read(before.text))
    except NotANumber:
        return ""
    return ("+" if step > 0 else "") + plain(step).replace("-", "\u2212") if step else ""


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
