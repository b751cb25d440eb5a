"""The base year: published and restated figures, and the threshold between them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcdesk.calc.base_year import restate, verdict

D = Decimal
AMOUNT = st.decimals("-1e6", "1e9", allow_nan=False, allow_infinity=False, places=7)


@pytest.mark.parametrize(
    ("published", "restated", "threshold", "recalculate"),
    [
        ("1000", "1049.99", "5", False),
        ("1000", "1050", "5", True),  # exactly five per cent is "5 % or more"
        ("1000", "950", "5", True),  # less counts as much as more
        ("1000", "1000", "0", False),  # nothing changed, however strict the policy
        ("1000", "1000.01", "0", True),
        ("3", "3.15", "5", True),  # 0.15 / 3 does not round below five
        ("0", "12", "5", True),  # nothing had been counted
    ],
)
def test_the_threshold(published: str, restated: str, threshold: str, recalculate: bool) -> None:
    assert verdict(D(published), D(restated), D(threshold)).recalculate is recalculate


def test_the_share_is_of_the_published_figure() -> None:
    assert verdict(D(1000), D(1200), D(5)).share == 20


@given(AMOUNT, st.one_of(st.none(), AMOUNT), AMOUNT, AMOUNT)
def test_the_causes_lead_from_published_to_restated(
    published: Decimal, basis: Decimal | None, today: Decimal, boundary: Decimal
) -> None:
    found = restate("2024", published, basis, today, boundary)
    assert Fraction(found.restated) == Fraction(today) + Fraction(boundary)
    assert Fraction(published) + sum(map(Fraction, found.causes.values())) == Fraction(found.restated)


def test_each_cause_has_what_it_did() -> None:
    found = restate("2024", D(100), D(108), D(105), D(20))
    assert found.causes == {"method": D(8), "data": D(-3), "boundary": D(20)}
    assert found.restated == 125


def test_what_was_never_published_differs_by_its_boundary_alone() -> None:
    found = restate("2024", None, None, D(105), D(20))
    assert (found.published, found.difference, found.restated) == (105, 20, 125)
