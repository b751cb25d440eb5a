"""Findings as rows: the same note about several months is one row."""

from __future__ import annotations

from zcdesk.domain.answer import Place, months_of
from zcdesk.domain.finding import Finding
from zcdesk.workbench.looking import together


def density(period: str, value: str = "0.84", severity: str = "note") -> Finding:
    """A note as a month of diesel by the litre brings it."""
    place = str(Place("fuel.amount", "F03", period))
    kind = "warning" if severity == "warning" else "note"
    return Finding("density", kind, None, (("place", place), ("value", value), ("unit", "kg/L")))


def test_a_note_about_every_month_is_told_once_for_the_year() -> None:
    (told,) = together(density(month) for month in months_of("2025"))
    assert dict(told.details)["place"] == str(Place("fuel.amount", "F03", "2025"))


def test_one_month_alone_keeps_its_month() -> None:
    assert together([density("2025-03")]) == [density("2025-03")]


def test_other_values_rows_and_doubts_stay_apart() -> None:
    found = [density("2025-01"), density("2025-02", "0.85"), density("2025-03", severity="warning")]
    assert together(found) == found
    doubts = [density("2025-01", severity="warning"), density("2025-02", severity="warning")]
    assert together(doubts) == doubts
