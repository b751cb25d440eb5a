"""Answers to a checklist: one that cannot be used is not taken, and answering what was skipped lifts the skip."""

from __future__ import annotations

from zcdesk.calc.readiness import skip_key
from zcdesk.domain.answer import Place, Standing
from zcdesk.domain.change import AnswerChange, Change, SettingChange
from zcdesk.domain.day import day
from zcdesk.domain.words import Language, Words
from zcdesk.store.trouble import FileTrouble
from zcdesk.workbench.forms import answering, strip
from zcdesk.workbench.labels import answers_label
from zcdesk.workbench.workbench import Workbench


def unusable(workbench: Workbench, place: Place, text: str, unit: str, language: Language) -> Words | None:
    """Why a number or a date as typed cannot be used; None where it can, and where nothing is typed."""
    quantity = workbench.catalogue.vocabulary.quantities[place.quantity]
    if not text.strip():
        return None
    if quantity.kind == "date":
        if day(text) is not None:
            return None
        said = workbench.catalogue.texts("findings")["not_a_day"].fill(place="", text=text[:40])
        return Words(said.zh.removeprefix("："), said.en.removeprefix(": "))
    if quantity.kind != "number":
        return None
    found = strip.soft_check(workbench, quantity, place, text, unit, language)
    return found.problem if found.severity == "error" else None


def give(
    workbench: Workbench,
    key: str,
    criterion: str,
    place: Place,
    text: str,
    unit: str = "",
    standing: Standing = "given",
) -> Words | None:
    """Answer a question of a criterion of the scheme ``id@edition``; a skip of it is lifted in the same step.

    The words say why it could not be saved.
    """
    project = workbench.project
    setting = skip_key(key.partition("@")[0], criterion)
    reason = project.settings.get(setting)
    answered = bool(text.strip()) or standing != "given"
    if reason is None or not answered:
        return answering.put(workbench, place, text, unit, standing)
    answers = answering.putting(workbench, place, text, unit, standing)
    changes: list[Change] = [
        AnswerChange(each, project.answers.get(each), after)
        for each, after in answers.items()
        if project.answers.get(each) != after
    ]
    changes.append(SettingChange(setting, reason, None))
    label = answers_label(project, workbench.catalogue.vocabulary, answers or [place])
    try:
        workbench.commit(label, changes)
    except FileTrouble as trouble:
        return trouble.words
    return None
