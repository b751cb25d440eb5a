"""Mending: the correction that a finding offers, carried out by one key as one step that can be undone.

Only digits or the unit of what was typed change; remarks, evidence and the mark of made-up figures stay. The record is
what decides: the finding says so, and undo brings the old figure back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from zcdesk.domain.answer import Answer, Place, months_of, year_of
from zcdesk.domain.finding import Finding
from zcdesk.domain.number import CONTEXT, NotANumber, plain, read
from zcdesk.domain.words import Words, same
from zcdesk.workbench.forms.answering import put_all
from zcdesk.workbench.reasons import unit_words
from zcdesk.workbench.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Mend:
    """A correction.

    Attributes
    ----------
    words : Words
        What the figure or the unit becomes: ``141``, ``万kWh``.
    answers : mapping of Place to Answer
    label : str
        Name of the step in undo and in the history.
    """

    words: Words
    answers: Mapping[Place, Answer]
    label: str


def mend_of(workbench: Workbench, finding: Finding) -> Mend | None:
    """The correction that a finding offers; None if it offers none, or what it speaks of is gone."""
    details, place = dict(finding.details), finding.place
    unit, power = details.get("meant_unit", ""), details.get("power", "")
    if (
        place is None
        or place.quantity not in workbench.catalogue.vocabulary.quantities
        or not (unit or power)
    ):
        return None
    year = year_of(place.period)
    asked = (place.period, *months_of(year)) if place.period == year else (place.period,)
    held = {
        at: answer
        for at in (Place(place.quantity, place.row, period) for period in asked)
        if (answer := workbench.project.answers.get(at)) is not None and answer.standing == "given"
    }
    if not held:
        return None
    named = workbench.catalogue.vocabulary.quantities[place.quantity].words.zh
    if unit:
        made = {at: replace(answer, unit=unit) for at, answer in held.items()}
        return Mend(unit_words(unit), made, f"更正单位 {named}")
    moved = {
        at: replace(answer, text=text) for at, answer in held.items() if (text := _moved(answer.text, power))
    }
    if len(moved) != 1:
        return None
    return Mend(same(next(iter(moved.values())).text), moved, f"更正数字 {named}")


def carry_out(workbench: Workbench, mend: Mend) -> Words | None:
    """Correct, as one step; the words say why that could not be saved."""
    return put_all(workbench, mend.answers, mend.label)


def _moved(text: str, power: str) -> str:
    try:
        return plain(CONTEXT.multiply(read(text), Decimal(10) ** int(power)))
    except NotANumber:
        return ""
