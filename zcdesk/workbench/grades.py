"""Grades of answers on the desk: what is offered at a place, what it has, and choosing another as one step."""

from __future__ import annotations

from collections.abc import Iterable

from zcdesk.calc.grading import of_answer, offered, usual
from zcdesk.domain.answer import PROJECT, Place
from zcdesk.domain.change import SettingChange
from zcdesk.domain.finding import Finding
from zcdesk.domain.project import Project
from zcdesk.domain.record import dataclass
from zcdesk.domain.uncertainty import GRADE, OWN, Grade, band_text, grade_key, grade_place, own_percent
from zcdesk.domain.unit import BOUND
from zcdesk.domain.words import Language, Words
from zcdesk.domain.words import same as same_words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.trouble import FileTrouble
from zcdesk.workbench.naming import series
from zcdesk.workbench.workbench import Workbench

USUAL = "usual"
"""Choosing this takes a chosen grade away."""

OWN_STEPS = ("0.2", "0.5", "1", "1.5", "2", "2.5", "3", "4", "5", "7.5", "10", "15", "20", "30", "50")
"""Own percentages that are offered; any other is brought in with a file. [%]"""

ALONE = "@"
"""Before a grade: for this month or year alone."""


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


def moved(workbench: Workbench, before: Project, places: Iterable[Place]) -> Words | None:
    """What a step did to how exact figures count as: from which class to which, why, and how to choose otherwise.

    Parameters
    ----------
    before : Project
        As it was before the step.

    Returns
    -------
    Words or None
        None where every class is as it was. Of several changes the first is told, with how many figures share it.
    """
    grading, project, texts = (
        workbench.catalogue.grading,
        workbench.project,
        workbench.catalogue.texts("ui_uncertainty"),
    )
    found: dict[tuple[Grade, Grade], list[Place]] = {}
    for place in places:
        answer, unit = project.answers.get(place), unit_at(workbench, place)
        if answer is None or answer.standing != "given" or not unit:
            continue
        old, now = (of_answer(grading, each, place, unit)[0] for each in (before, project))
        if old is not None and now is not None and old != now:
            found.setdefault((old, now), []).append(place)
    if not found:
        return None
    (old, now), same = next(iter(found.items()))
    kinds = workbench.catalogue.vocabulary.lists.get("evidence_kind", {})
    held = {
        project.evidence[cite.evidence].kind
        for cite in project.answers[same[0]].evidence
        if cite.evidence in project.evidence
    }
    named = series(kinds[each].words if each in kinds else same_words(each) for each in sorted(held))
    why = texts["grade.why_evidence"].fill(kind=named) if held else texts["grade.why_none"]
    return texts["grade.moved"].fill(before=grade_words(old), after=grade_words(now), n=len(same), why=why)


def choices(workbench: Workbench, place: Place, language: Language) -> list[tuple[str, str, str]]:
    """What may be chosen at a place: id, what is shown, further names; for the whole line first, then for it alone."""
    grading, texts = workbench.catalogue.grading, workbench.catalogue.texts("ui_uncertainty")
    unit = unit_at(workbench, place)
    taken = usual(grading, workbench.project, place, workbench.project.answers.get(place), unit)
    found: list[tuple[str, Words]] = []
    if taken is not None:
        found.append((USUAL, texts["grade.back"].fill(grade=grade_words(taken))))
    fitting = [(grade.id, grade_words(grade)) for grade in offered(grading, unit) if grade.id != OWN]
    if OWN in grading.grades:
        fitting += [
            (f"{OWN}:{step}", grade_words(grade))
            for step in OWN_STEPS
            if (grade := grading.find(f"{OWN}:{step}")) is not None
        ]
    found += fitting
    if place.period:
        found += [(f"{ALONE}{id_}", texts["grade.alone"].fill(grade=words)) for id_, words in fitting]
    return [(id_, words.into(language), f"{words.zh} {words.en}") for id_, words in found]


def choose(workbench: Workbench, place: Place, chosen: str) -> Words | None:
    """Choose a grade as one step; the words say why it could not be saved.

    A grade for the whole line takes the place of those of its months and years.
    """
    settings = workbench.project.settings
    line = Place(place.quantity, place.row, PROJECT)
    changes: list[SettingChange] = []
    if chosen.startswith(ALONE):
        key = grade_key(place)
        changes.append(SettingChange(key, settings.get(key), chosen.removeprefix(ALONE)))
    else:
        below = [
            key
            for key in settings
            if (at := grade_place(key)) is not None and (at.quantity, at.row) == (place.quantity, place.row)
        ]
        changes += [SettingChange(key, settings[key], None) for key in below if key != grade_key(line)]
        key, after = grade_key(line), None if chosen == USUAL else chosen
        changes.append(SettingChange(key, settings.get(key), after))
    changes = [change for change in changes if change.before != change.after]
    label = workbench.catalogue.texts("ui_uncertainty")["grade.step"].zh
    try:
        workbench.commit(label, changes)
    except FileTrouble as trouble:
        return trouble.words
    return None


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
