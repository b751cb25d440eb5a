"""Touched: the page and the place at which what an edit changed can be seen."""

from __future__ import annotations

from collections.abc import Iterable

from zcdesk.domain.answer import Place
from zcdesk.domain.change import AnswerChange, Change, EvidenceChange, RowChange
from zcdesk.workbench.forms import guide
from zcdesk.workbench.workbench import Workbench

EVIDENCE = "evidence"
"""The page of evidence; it is none of those that ask."""


def spot(workbench: Workbench, changes: Iterable[Change]) -> tuple[str, Place] | None:
    """Page and place that some changes touched first; None if it is on no page."""
    homes = guide.homes(guide.pages(workbench))
    for change in changes:
        if isinstance(change, EvidenceChange):
            return EVIDENCE, Place(change.id)
        place = _place(change)
        page = guide.page_of(workbench, homes, place) if place is not None else ""
        if page and place is not None:
            return page, place
    return None


def _place(change: Change) -> Place | None:
    if isinstance(change, RowChange):
        row = change.after or change.before
        return Place(row.table, row.id) if row is not None else None
    return change.place if isinstance(change, AnswerChange) else None
