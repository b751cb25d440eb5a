"""Answering: the steps by which a page is filled in; each can be undone, and each says in words why it failed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from zcdesk.domain.answer import PROJECT, Answer, Place, Standing, months_of, writable, year_of
from zcdesk.domain.change import AnswerChange, Change
from zcdesk.domain.words import Words
from zcdesk.store.trouble import FileTrouble
from zcdesk.workbench import task_findings
from zcdesk.workbench.forms.units import says_none, split_unit, unit_key
from zcdesk.workbench.workbench import Workbench


def put(
    workbench: Workbench, place: Place, text: str, unit: str = "", standing: Standing = "given"
) -> Words | None:
    """Answer a place; the words say why it could not be saved."""
    changes = putting(workbench, place, text, unit, standing)
    return put_all(workbench, changes) if changes else None


def putting(
    workbench: Workbench, place: Place, text: str, unit: str = "", standing: Standing = "given"
) -> dict[Place, Answer | None]:
    """What answering a place puts, with what follows from it; nothing where it stands so already."""
    quantity = workbench.catalogue.vocabulary.quantities.get(place.quantity)
    if quantity is not None and standing == "given":
        text, unit = split_unit(workbench, quantity, place.row, text, unit)
        if says_none(quantity, text):
            unit, standing = "", "none"
    before = workbench.project.answers.get(place)
    if text.strip() or standing != "given":
        after: Answer | None = Answer(
            writable(text) if standing == "given" else "",
            unit,
            standing,
            before.note if before else "",
            before.evidence if before else (),
        )
    else:
        after = None
    if before is not None and after is not None and _alike(before, after):
        return {}
    changes = {place: after, **follows(workbench, place, after)}
    return changes if after is None else filled(workbench, changes)


def filled(workbench: Workbench, answers: Mapping[Place, Answer | None]) -> dict[Place, Answer | None]:
    """Answers, and with them what they contradict taken back: the statement that a year has none of it."""
    given = [place for place, answer in answers.items() if answer is not None]
    return {**dict.fromkeys(contradicted(workbench, given)), **answers}


def contradicted(workbench: Workbench, places: Iterable[Place]) -> tuple[Place, ...]:
    """The years stated as none, or as not known, that figures of these months contradict."""
    answers = workbench.project.answers
    years = dict.fromkeys(
        Place(each.quantity, each.row, year_of(each.period)) for each in places if len(each.period) == 7
    )
    return tuple(year for year in years if year in answers and answers[year].standing != "given")


def follows(workbench: Workbench, place: Place, after: Answer | None) -> dict[Place, Answer | None]:
    """What another choice takes from this one, as the grid region from the province, unless it was chosen otherwise."""
    vocabulary, answers = workbench.catalogue.vocabulary, workbench.project.answers
    quantity = vocabulary.quantities.get(place.quantity)
    if quantity is None or not quantity.agrees_with or after is None:
        return {}
    other = Place(quantity.agrees_with, place.row, place.period)
    held, before = answers.get(other), answers.get(place)
    was = vocabulary.option(quantity.id, before.text) if before else None
    is_ = vocabulary.option(quantity.id, after.text)
    if is_ is None or not is_.group or (held is not None and (was is None or held.text != was.group)):
        return {}
    return {} if held is not None and held.text == is_.group else {other: Answer(is_.group)}


def put_all(workbench: Workbench, answers: Mapping[Place, Answer | None], label: str = "") -> Words | None:
    """Answer many places as one step; the words say why that could not be saved."""
    try:
        workbench.set_answers(answers, label)
    except FileTrouble as trouble:
        return trouble.words
    return None


def with_units(workbench: Workbench, answers: Mapping[Place, Answer | None]) -> dict[Place, Answer | None]:
    """Answers of which a unit typed behind a number is taken as its unit."""
    found: dict[Place, Answer | None] = {}
    for place, answer in answers.items():
        found[place] = answer
        quantity = workbench.catalogue.vocabulary.quantities.get(place.quantity)
        if answer is not None and answer.standing == "given" and quantity is not None:
            text, unit = split_unit(workbench, quantity, place.row, answer.text, answer.unit)
            found[place] = replace(answer, text=text, unit=unit)
            if says_none(quantity, text):
                found[place] = replace(answer, text="", unit="", standing="none")
    return found


def note(workbench: Workbench, place: Place, text: str) -> Words | None:
    """Write the reason beside an answer; what is doubtful about it, or about a sum, is confirmed by it.

    Where a verifier asks something, it is the answer to that.
    """
    asked = task_findings.open_at(workbench.project, place)
    if asked is not None:
        from zcdesk.workbench import tasks  # reads and writes files, which no start waits for

        try:
            if text.strip():
                tasks.answer(workbench, asked.id, text)
        except FileTrouble as trouble:
            return trouble.words
        return None
    from zcdesk.workbench.forms.confirming import explained

    before, text = workbench.project.answers.get(place), writable(text)
    changes: list[Change] = []
    if before is not None and before.note != text:
        changes.append(AnswerChange(place, before, replace(before, note=text)))
    try:
        workbench.commit("备注", [*changes, *explained(workbench, place, text)])
    except FileTrouble as trouble:
        return trouble.words
    return None


def declare(
    workbench: Workbench, quantity: str, row: str, year: str, standing: Standing
) -> tuple[int, Words | None]:
    """State a year of a quantity as none (or not known): its months go, as one step; their number is given."""
    answers = workbench.project.answers
    months = [Place(quantity, row, month) for month in months_of(year)]
    there = [month for month in months if month in answers]
    changes: dict[Place, Answer | None] = dict.fromkeys(there)
    changes[Place(quantity, row, year)] = Answer("", "", standing)
    return len(there), put_all(workbench, changes)


def enable(workbench: Workbench, quantity: str, row: str, year: str) -> Words | None:
    """Take such a statement back."""
    return put_all(workbench, {Place(quantity, row, year): None})


def declare_table(workbench: Workbench, table: str, year: str, none: bool) -> Words | None:
    """State that the plant has none of a whole table, or take that back."""
    if none:
        return put_all(workbench, {Place(table, "", PROJECT): Answer("", "", "none")})
    held = [Place(table, "", when) for when in (PROJECT, year)]
    return put_all(workbench, {place: None for place in held if place in workbench.project.answers})


def choose_unit(workbench: Workbench, quantity: str, row: str, unit: str) -> Words | None:
    """Show and type a line in another unit; figures that are there are converted, not changed."""
    try:
        workbench.set_setting(unit_key(quantity, row), unit)
    except FileTrouble as trouble:
        return trouble.words
    return None


def restate_unit(workbench: Workbench, quantity: str, row: str, year: str, unit: str) -> Words | None:
    """Say that the figures of a year were meant in another unit all along, as one step."""
    answers = workbench.project.answers
    wanted = [Place(quantity, row, period) for period in (year, *months_of(year))]
    changes: dict[Place, Answer | None] = {
        place: Answer(held.text, unit, held.standing, held.note, held.evidence, held.illustrative)
        for place in wanted
        if (held := answers.get(place)) is not None and held.standing == "given"
    }
    return choose_unit(workbench, quantity, row, unit) or put_all(workbench, changes)


def add_row(workbench: Workbench, table: str, chosen: str = "") -> tuple[str, Words | None]:
    """A new row, already named by its kind where one was chosen; its code, and what went wrong."""
    try:
        row = workbench.add_row(table, chosen)
    except FileTrouble as trouble:
        return "", trouble.words
    return row, None


def remove_row(workbench: Workbench, row: str) -> Words | None:
    """Take a row away with its answers; undo brings it back."""
    try:
        workbench.remove_row(row)
    except FileTrouble as trouble:
        return trouble.words
    return None


def _alike(before: Answer, after: Answer) -> bool:
    return (before.text, before.unit, before.standing) == (after.text, after.unit, after.standing)
