"""Stepping: what is still to be answered, one thing after another, in the order of the pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from zcdesk.domain.answer import PROJECT, Place, months_of
from zcdesk.domain.form import Page, Question
from zcdesk.workbench.forms import guide
from zcdesk.workbench.forms.entry import is_monthly
from zcdesk.workbench.workbench import Workbench

Kind = Literal["rows", "months", "single"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be answered.

    Attributes
    ----------
    kind : Kind
        ``rows``: which of these the plant has, if any. ``months``: a quantity month by month. ``single``: one answer.
    page : Page
    row : str
        Row of the page's table; ``""`` where there is none.
    question : Question or None
        None for ``rows``.
    place : Place
        Where one stands on the page for it: the first month that is missing, or the answer.
    missing : int
        Answers that are not there.
    required : bool
        The totals or the report wait for one of them; otherwise it may stay blank.
    """

    kind: Kind
    page: Page
    row: str
    question: Question | None
    place: Place
    missing: int
    required: bool = True

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays the same while it is being answered."""
        return (self.page.id, self.row, self.question.quantity if self.question else "")


def steps(workbench: Workbench, year: str, group: str = "inventory") -> tuple[Step, ...]:
    """Everything on the pages of a group that a year does not answer, in the author's order.

    What may stay blank says so; on the pages of a scheme everything is waited for.
    """
    found: list[Step] = []
    for page in (each for each in guide.pages(workbench) if each.group == group):
        if not page.table:
            found += _questions(workbench, page, "", year)
        elif not guide.none_of(workbench, page.table, year):
            rows = workbench.project.rows_of(page.table)
            if not rows:
                found.append(Step("rows", page, "", None, Place(page.table, "", year), 1))
            for row in rows:
                found += _questions(workbench, page, row.id, year)
    waits = _waiting(workbench, year)
    return tuple(
        replace(step, required=group != "inventory" or (step.place.quantity, step.row) in waits)
        for step in found
    )


def step_at(workbench: Workbench, key: tuple[str, str, str], year: str) -> Step | None:
    """A thing that was asked, whether it is answered by now or not; None if it is asked no more."""
    page_id, row, quantity = key
    page = next((page for page in guide.pages(workbench) if page.id == page_id), None)
    if page is None or (row and row not in workbench.project.rows):
        return None
    required = page.group != "inventory" or (quantity or page.table, row) in _waiting(workbench, year)
    if not quantity:
        return Step("rows", page, "", None, Place(page.table, "", year), 0, required)
    question = next(
        (each for each in guide.asked(workbench, page, row, year) if each.quantity == quantity), None
    )
    if question is None:
        return None
    return replace(_step(workbench, page, row, question, year), required=required)


def _waiting(workbench: Workbench, year: str) -> frozenset[tuple[str, str]]:
    """Quantities and rows, and tables, for which the totals or the report wait."""
    return frozenset((place.quantity, place.row) for place in guide.wanted(workbench, year))


def _questions(workbench: Workbench, page: Page, row: str, year: str) -> list[Step]:
    quantities = workbench.catalogue.vocabulary.quantities
    wanted = [
        each
        for each in guide.asked(workbench, page, row, year)
        if not quantities[each.quantity].optional
        and not guide.otherwise(workbench, quantities[each.quantity], row, year)
    ]
    # what names a row, and what binds its unit, comes before its months
    wanted.sort(key=lambda each: bool(row) and is_monthly(quantities[each.quantity]))
    made = [_step(workbench, page, row, question, year) for question in wanted]
    return [step for step in made if step.missing]


def _step(workbench: Workbench, page: Page, row: str, question: Question, year: str) -> Step:
    answers, quantity = (
        workbench.project.answers,
        workbench.catalogue.vocabulary.quantities[question.quantity],
    )
    if is_monthly(quantity):
        whole = Place(quantity.id, row, year)
        lacking = [month for month in months_of(year) if Place(quantity.id, row, month) not in answers]
        if whole in answers or not lacking:
            return Step("months", page, row, question, Place(quantity.id, row, months_of(year)[0]), 0)
        return Step("months", page, row, question, Place(quantity.id, row, lacking[0]), len(lacking))
    place = Place(quantity.id, row, PROJECT if quantity.per == "project" else year)
    return Step("single", page, row, question, place, int(place not in answers))
