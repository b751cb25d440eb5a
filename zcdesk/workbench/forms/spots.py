"""Spots: where places stand as the pages are read, and what schemes wait for in that order; a start needs neither."""

from __future__ import annotations

from zcdesk.domain.answer import Place
from zcdesk.workbench.forms import guide
from zcdesk.workbench.workbench import Workbench

Spot = tuple[int, int, int, int, str]
"""Where a place stands as the pages are read: page, row, months before questions, question, period."""


def spot_of(workbench: Workbench, place: Place) -> Spot | None:
    """Where a place stands as the pages are read; None if it is on no page."""
    shown = guide.pages(workbench)
    id_ = guide.page_of(workbench, guide.homes(shown), place)
    at = next((at for at, page in enumerate(shown) if page.id == id_), None)
    if at is None:
        return None
    page, quantities = shown[at], workbench.catalogue.vocabulary.quantities
    rows = [row.id for row in workbench.project.rows_of(page.table)] if page.table else []
    row = rows.index(place.row) if place.row in rows else -1
    asked_for = [question.quantity for question in page.questions]
    if place.quantity not in asked_for:
        return at, row, -1, -1, place.period
    quantity = quantities[place.quantity]
    single = not (quantity.per == "month" and quantity.kind == "number")
    return at, row, int(single), asked_for.index(place.quantity), place.period


def awaited(workbench: Workbench, year: str) -> tuple[Place, ...]:
    """What verdicts of followed schemes wait for on the pages of schemes, as those are read; no total waits for it."""
    found = [
        gap.place
        for state in guide.states(workbench, year).values()
        if state.page.group == "readiness"
        for gap in state.asked
    ]
    return tuple(sorted(found, key=lambda place: spot_of(workbench, place) or (-1, -1, -1, -1, "")))
