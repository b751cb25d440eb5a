"""Carrying: what was stated about one year of a line and not yet about another, offered to be stated there, too.

Only statements are carried: "none here", "not known", and answers chosen from a list for the whole year. A figure
never is: a year's amount says nothing about another's. What is carried has a remark that says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.domain.form import Page
from zcdesk.domain.record import dataclass
from zcdesk.domain.vocabulary import Quantity
from zcdesk.domain.words import Language, Words
from zcdesk.workbench.forms import guide
from zcdesk.workbench.forms.answering import put_all
from zcdesk.workbench.forms.entry import YES_NO
from zcdesk.workbench.naming import row_words
from zcdesk.workbench.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that another year says.

    Attributes
    ----------
    place : Place
        Where it would stand.
    answer : Answer
        As the other year has it.
    words : Words
        ``绿电直连电量 本厂没有``.
    """

    place: Place
    answer: Answer
    words: Words


@dataclass(frozen=True, slots=True)
class Carry:
    """What a page of a year could take over.

    Attributes
    ----------
    year : str
        The year that says it.
    statements : tuple of Statement
    """

    year: str
    statements: tuple[Statement, ...]


def offered(workbench: Workbench, page_id: str, year: str) -> Carry | None:
    """What the nearest other year states on a page while this one says nothing; None if there is nothing.

    The year before comes first, then the one after, then those further away.
    """
    for other in sorted(
        (each for each in workbench.project.years if each != year),
        key=lambda each: (abs(int(each) - int(year)), each > year),
    ):
        found = tuple(_statements(workbench, page_id, other, year))
        if found:
            return Carry(other, found)
    return None


def carry(workbench: Workbench, offer: Carry, language: Language = "zh") -> Words | None:
    """State all of it, as one step, with remarks in a language; the words say why that could not be saved."""
    texts = workbench.catalogue.texts("ui_carrying")
    note = texts["carrying.note"].fill(year=offer.year).into(language)
    changes: dict[Place, Answer | None] = {
        each.place: Answer(
            each.answer.text,
            each.answer.unit,
            each.answer.standing,
            "" if each.answer.standing == "default" else note,  # a default is marked, and confirmed, anyway
        )
        for each in offer.statements
    }
    return put_all(workbench, changes, texts["carrying.step"].fill(year=offer.year).zh)


def _statements(workbench: Workbench, page_id: str, other: str, year: str) -> Iterator[Statement]:
    page, vocabulary = workbench.catalogue.pages[page_id], workbench.catalogue.vocabulary
    if page.table and guide.none_of(workbench, page.table, year):
        return
    held = _held(workbench, page, other, year)
    if not held:  # as on nearly every page: no need to ask what is asked in which row
        return
    rows: Iterable[str] = [row.id for row in workbench.project.rows_of(page.table)] if page.table else [""]
    for row in (row for row in rows if row in held):
        for question in guide.asked(workbench, page, row, year):
            answer = held[row].get(question.quantity)
            quantity = vocabulary.quantities[question.quantity]
            if answer is not None and not guide.otherwise(workbench, quantity, row, year):
                words = _words(workbench, quantity, row, answer)
                yield Statement(Place(question.quantity, row, year), answer, words)


def _held(workbench: Workbench, page: Page, other: str, year: str) -> dict[str, dict[str, Answer]]:
    """What another year states of a page's quantities where this one says nothing, by row and quantity."""
    vocabulary, silent = workbench.catalogue.vocabulary, (year, *months_of(year))
    found: dict[str, dict[str, Answer]] = {}
    asked = {question.quantity for question in page.questions}
    for (id_, row), cells in guide.cells(workbench).items():
        answer = cells.get(other)
        if answer is None or id_ not in asked or any(when in cells for when in silent):
            continue
        quantity = vocabulary.quantities[id_]
        if quantity.per != "project" and _carried(quantity, answer) and not _told(workbench, quantity):
            found.setdefault(row, {})[id_] = answer
    return found


def _told(workbench: Workbench, quantity: Quantity) -> bool:
    """Whether a ledger of its own tells it: a statement of another year says nothing then."""
    known = workbench.catalogue.vocabulary.quantities
    ledgers = {id_ for id_ in quantity.instead if known[id_].table and known[id_].table != quantity.table}
    return any(id_ in ledgers and cells for (id_, _), cells in guide.cells(workbench).items())


def _carried(quantity: Quantity, answer: Answer) -> bool:
    return answer.standing != "given" or quantity.kind in ("choice", "yes_no")


def _words(workbench: Workbench, quantity: Quantity, row: str, answer: Answer) -> Words:
    texts, vocabulary = workbench.catalogue.texts("ui_carrying"), workbench.catalogue.vocabulary
    options = YES_NO if quantity.kind == "yes_no" else vocabulary.lists.get(quantity.options, {}).values()
    if answer.standing == "given":
        said = next((option.words for option in options if option.id == answer.text), None)
    else:
        said = texts[f"carrying.{answer.standing}"]
    named = quantity.words
    if row:
        over = row_words(workbench.project, vocabulary, row)
        named = Words(f"{over.zh} {named.zh}", f"{over.en} {named.en}")
    told = said if said is not None else Words(answer.text, answer.text)
    return Words(f"{named.zh}：{told.zh}", f"{named.en}: {told.en}")
