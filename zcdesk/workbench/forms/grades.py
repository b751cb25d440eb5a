"""Grades of answers: what a place has, and whether one that a file brings can be taken."""

from __future__ import annotations

from zcdesk.calc.grading import of_answer
from zcdesk.domain.answer import Place
from zcdesk.domain.finding import Finding
from zcdesk.domain.project import Project
from zcdesk.domain.record import dataclass
from zcdesk.domain.uncertainty import GRADE, OWN, Grade, band_text, grade_place, own_percent
from zcdesk.domain.unit import BOUND
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.workbench import Workbench


@dataclass(frozen=True, slots=True)
class GradeAt:
    """The grade of the answer at a place.

    Attributes
    ----------
    grade : Grade
    words : Words
        With its band, and whether it is the usual one.
    chosen : bool
    """

    grade: Grade
    words: Words
    chosen: bool

    @property
    def brief(self) -> Words:
        """The band first, for where there is little room: ``±2 % 1.0 级电能表``."""
        band = band_text(float(self.grade.low), float(self.grade.high))
        return Words(f"{band} {self.grade.words.zh}", f"{band} {self.grade.words.en}")


def unit_at(workbench: Workbench, place: Place) -> str:
    """Canonical unit of a quantity in its row; ``""`` where no method is pinned."""
    inventory = next(iter(workbench.inventories().values()), None)
    quantity = workbench.catalogue.vocabulary.quantities.get(place.quantity)
    if inventory is None or quantity is None or quantity.kind != "number":
        return ""
    return inventory.resolver.unit_text(quantity, place.row)


def grade_at(workbench: Workbench, place: Place) -> GradeAt | None:
    """The grade at a place; None where there is no number to grade."""
    unit = unit_at(workbench, place)
    quantity = workbench.catalogue.vocabulary.quantities.get(place.quantity)
    if quantity is None or quantity.kind != "number":
        return None
    grade, chosen = of_answer(workbench.catalogue.grading, workbench.project, place, unit)
    if grade is None:
        return None
    words = grade_words(grade)
    if not chosen:
        text = workbench.catalogue.texts("ui_uncertainty")["grade.usual"]
        words = text.fill(grade=words)
    return GradeAt(grade, words, chosen)


def wrong(catalogue: Catalogue, project: Project, key: str, value: str, file: str) -> Finding | None:
    """What is wrong with a grade that an answers file brings; None if nothing is."""
    place, grading = grade_place(key), catalogue.grading
    quantity = catalogue.vocabulary.quantities.get(place.quantity) if place is not None else None
    if place is None or quantity is None or quantity.kind != "number":
        return Finding("grade_place", "error", None, (("file", file), ("key", key[:120])))
    if bool(quantity.table) != bool(place.row) or (place.row and place.row not in project.rows):
        return Finding("grade_place", "error", None, (("file", file), ("key", key[:120])))
    grade = grading.find(value)
    open_ = BOUND in quantity.unit
    fitting = [
        each.id
        for each in grading.grades.values()
        if each.of == "answer" and (open_ or not each.units or quantity.unit in each.units)
    ]
    if grade is None or value == OWN or (value not in fitting and own_percent(value) is None):
        known = " ".join(id_ for id_ in fitting if id_ != OWN)
        details = (("file", file), ("key", key[:120]), ("grade", value[:60]), ("known", f"{known} own:2.5"))
        return Finding("grade_unknown", "error", None, details)
    return None


def is_grade(key: str) -> bool:
    """Whether a setting keeps a grade."""
    return key.startswith(GRADE)


def grade_words(grade: Grade) -> Words:
    """A grade with its band: ``1.0 级电能表 ±2 %``."""
    band = band_text(float(grade.low), float(grade.high))
    return Words(f"{grade.words.zh} {band}", f"{grade.words.en} {band}")
