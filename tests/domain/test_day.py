"""Days as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcdesk.domain.day import day


@pytest.mark.parametrize(
    "text", ["2025-06-30", "2025/6/30", "2025.6.30", "20250630", "2025年6月30日", "2025 年 6 月 30 日"]
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert day(text) == date(2025, 6, 30)


@pytest.mark.parametrize("text", ["2025-06", "2025年6月", "2025/06"])
def test_of_a_month_its_first_day_is_taken(text: str) -> None:
    assert day(text) == date(2025, 6, 1)


@pytest.mark.parametrize(
    "text", ["", "2025", "2025-02-30", "2025-13", "30.6.2025", "last June", "20251301", "yes"]
)
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert day(text) is None


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_back(found: date) -> None:
    assert day(found.isoformat()) == day(found.strftime("%Y%m%d")) == found
