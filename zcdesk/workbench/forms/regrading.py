"""Regrading: another grade chosen as one step, and what a step that brought or took evidence did to the grades."""

from __future__ import annotations

from collections.abc import Iterable

from zcdesk.calc.grading import of_answer, offered, usual
from zcdesk.domain.answer import PROJECT, Place
from zcdesk.domain.change import SettingChange
from zcdesk.domain.project import Project
from zcdesk.domain.uncertainty import OWN, Grade, grade_key, grade_place
from zcdesk.domain.words import Language, Words, same
from zcdesk.store.trouble import FileTrouble
from zcdesk.workbench.forms.grades import grade_words, unit_at
from zcdesk.workbench.naming import series
from zcdesk.workbench.workbench import Workbench

USUAL = "usual"
"""Choosing this takes a chosen grade away."""

OWN_STEPS = ("0.2", "0.5", "1", "1.5", "2", "2.5", "3", "4", "5", "7.5", "10", "15", "20", "30", "50")
"""Own percentages that are offered; any other is brought in with a file. [%]"""

ALONE = "@"
"""Before a grade: for this month or year alone."""


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
    (old, now), alike = next(iter(found.items()))
    kinds = workbench.catalogue.vocabulary.lists.get("evidence_kind", {})
    held = {
        project.evidence[cite.evidence].kind
        for cite in project.answers[alike[0]].evidence
        if cite.evidence in project.evidence
    }
    named = series(kinds[each].words if each in kinds else same(each) for each in sorted(held))
    why = texts["grade.why_evidence"].fill(kind=named) if held else texts["grade.why_none"]
    return texts["grade.moved"].fill(before=grade_words(old), after=grade_words(now), n=len(alike), why=why)
