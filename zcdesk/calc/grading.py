"""Grading: which grade a figure has. That of the person who knows the meter, else the usual one of its evidence."""

from __future__ import annotations

from decimal import Decimal

from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.project import Project
from zcdesk.domain.record import dataclass
from zcdesk.domain.trace import Traced
from zcdesk.domain.uncertainty import FactorPreset, Grade, Grading, Preset, grade_key, kept_at

NO_EVIDENCE = "none"


@dataclass(frozen=True, slots=True)
class Origin:
    """One origin of uncertainty: a meter, an estimate, a published value. What shares it moves together.

    Attributes
    ----------
    key : str
        Its name among all origins: ``fuel.amount[F01] gas.20``, or the id of a factor.
    grade : Grade
    place : Place or None
        The quantity and row of the answers that share it; None for a factor.
    factor : str
        Id of the factor; ``""`` for answers.
    chosen : bool
        Whether a person chose the grade; else it is the usual one.
    proven : bool
        Whether every answer of it has evidence.
    coefficient : bool
        Whether the answers are a coefficient that was measured, and no amount.
    """

    key: str
    grade: Grade
    place: Place | None = None
    factor: str = ""
    chosen: bool = False
    proven: bool = True
    coefficient: bool = False


def of_answer(grading: Grading, project: Project, place: Place, unit: str) -> tuple[Grade | None, bool]:
    """The grade of the answer at a place, and whether a person chose it.

    Parameters
    ----------
    place : Place
    unit : str
        Canonical unit of the quantity in that row.

    Returns
    -------
    tuple of (Grade or None, bool)
        None where the packs have no grades at all.
    """
    for each in kept_at(place):
        kept = project.settings.get(grade_key(each))
        found = grading.find(kept) if kept else None
        if found is not None and found.of == "answer":
            return found, True
    answer = project.answers.get(place)
    return usual(grading, project, place, answer, unit), False


def usual(grading: Grading, project: Project, place: Place, answer: Answer | None, unit: str) -> Grade | None:
    """The usual grade of an answer by its evidence, its unit and what it is."""
    cited = answer.evidence if answer is not None else ()
    kinds = {project.evidence[cite.evidence].kind for cite in cited if cite.evidence in project.evidence}
    for preset in grading.presets:
        if _fits(preset, kinds or {NO_EVIDENCE}, unit, place.quantity):
            return grading.grades[preset.grade]
    return None


def of_factor(grading: Grading, factor: Traced) -> Grade | None:
    """The grade of a published value by what it is."""
    kind, _, key = factor.id.partition("/")
    for preset in grading.factor_presets:
        if _fits_factor(preset, kind, key.partition("__")[0]):
            return grading.grades[preset.grade]
    return None


def offered(grading: Grading, unit: str) -> tuple[Grade, ...]:
    """The grades that an answer in a unit may have, in their order; the own percentage last."""
    return tuple(
        grade
        for grade in grading.grades.values()
        if grade.of == "answer" and (not grade.units or unit in grade.units)
    )


def better(grading: Grading, origin: Origin, unit: str) -> Grade | None:
    """The grade that can be reached from an origin's; None if there is none for the unit."""
    told = origin.grade
    if not told.better:
        return None
    found = grading.grades[told.better]
    if told.act == "meter" and unit not in found.units:  # a ledger of gas is bettered by a gas meter
        fitting = [
            grade for grade in offered(grading, unit) if grade.units and grade.instrument < told.instrument
        ]
        found = min(fitting, key=lambda grade: grade.high, default=None)  # type: ignore[assignment]
    return found


def band(grade: Grade, value: Decimal, most: Decimal | None) -> tuple[float, float]:
    """Relative half-widths below and above as parts of one; no wider above than a hard bound of the quantity.

    A binary float: from here on it is statistics.
    """
    low, high = float(grade.low) / 100, float(grade.high) / 100
    if most is not None and value and abs(value) <= most:
        high = min(high, float(most / abs(value)) - 1)
    return low, high


def _fits(preset: Preset, kinds: set[str], unit: str, quantity: str) -> bool:
    if preset.evidence and not kinds & set(preset.evidence):
        return False
    if preset.units and unit not in preset.units:
        return False
    return not preset.quantities or quantity.startswith(preset.quantities)


def _fits_factor(preset: FactorPreset, kind: str, key: str) -> bool:
    kinds = preset.kinds
    fits = not kinds or any(kind == each or (each.endswith(".") and kind.startswith(each)) for each in kinds)
    return fits and (not preset.keys or key in preset.keys)
