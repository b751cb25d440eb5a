"""Sums, peaks and matches of readings, against plain arithmetic over the same readings."""

from __future__ import annotations

from array import array
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcdesk.calc import series as calc
from zcdesk.domain.series import NONE, STEPS, Series, pack

readings = st.lists(st.integers(-(10**12), 10**12) | st.just(NONE), min_size=1, max_size=300)


def flow(
    values: list[int],
    start: str = "2024-01-01T00:00",
    step: int = 15,
    reading: str = "energy",
    exponent: int = -2,
) -> calc.Flow:
    made = Series(
        "S-001", "M", "load", reading, "kWh", step, start, len(values), exponent, 0, ""  # type: ignore[arg-type]
    )  # fmt: skip
    return calc.flow(made, pack(array("q", values).tobytes()))


@given(
    readings,
    st.sampled_from(STEPS),
    st.sampled_from(["power", "energy"]),
    st.integers(-9, 0),
    st.integers(0, 45000),
)
def test_months_add_up_to_the_readings(
    values: list[int], step: int, reading: str, exponent: int, late: int
) -> None:
    start = (np.datetime64("2023-12-01T00:00") + np.timedelta64(late * step, "m")).astype(str)
    found = flow(values, start, step, reading, exponent)
    months = calc.months(found)
    known = [each for each in values if each != NONE]
    by = Fraction(step, 60) if reading == "power" else Fraction(1)
    wanted = sum((Fraction(each) for each in known), Fraction(0)) * Fraction(10) ** exponent * by
    assert (
        abs(sum((Fraction(month.energy) for month in months), Fraction(0)) - wanted) <= abs(wanted) / 10**45
    )
    assert sum(month.known for month in months) == len(known)
    for month in months:
        first = date.fromisoformat(f"{month.period}-01")
        days = ((first + timedelta(32)).replace(day=1) - first).days
        assert month.whole == days * 1440 // step


def test_a_month_with_a_gap_says_how_much_is_missing() -> None:
    (month,) = calc.months(flow([100] * (31 * 96 - 96) + [NONE] * 96))
    # 30 of 31 days of 96 quarters of 1.00 kWh
    assert (month.energy, month.known, month.whole) == (Decimal(2880), 2880, 2976)
    assert month.lacking == pytest.approx(Decimal(1) / 31)


def test_power_is_energy_by_the_hour() -> None:
    found = calc.summary(flow([200, 400, NONE, 1000], reading="power"))
    assert found is not None
    # (2 + 4 + 10) kW over a quarter of an hour each; mean over the three that are known
    assert (found.energy, found.peak) == (Decimal(4), Decimal(10))
    assert found.mean == pytest.approx(Decimal(16) / 3)
    assert found.factor == pytest.approx(Decimal(16) / 30)
    assert (found.peak_at.isoformat(), found.known, found.whole) == ("2024-01-01T00:45:00", 3, 4)


def test_the_duration_curve_falls_and_ends_at_the_hours_that_are_known() -> None:
    hours, power = calc.duration(flow([100, 300, NONE, 200]))
    assert (hours.tolist(), power.tolist()) == ([0.25, 0.5, 0.75], [12.0, 8.0, 4.0])
    hours, power = calc.duration(flow(list(range(5000))), 100)
    assert len(hours) == 100
    assert (hours[-1], power[0]) == (1250.0, pytest.approx(4999 * 0.04))


def test_the_day_is_told_for_weekdays_and_weekends() -> None:
    # 2024-01-01 was a Monday: five days of 1 kWh a quarter, two of 3
    weekdays, weekends, _, high = calc.profile(flow([100] * 480 + [300] * 192))
    assert (set(weekdays), set(weekends), set(high)) == ({4.0}, {12.0}, {12.0})


def test_pv_is_used_up_to_the_load_and_the_rest_is_exported() -> None:
    (match,) = calc.matched(flow([0, 500, 900, NONE, -2]), flow([300, 300, 1000, 100, 50]))
    # min: 0 + 3 + 9 + 0; generation above zero: 14
    assert (match.generated, match.used, match.exported) == (14, 12, 2)
    assert match.share == pytest.approx(Decimal(12) / 14)
    assert (match.known, match.whole) == (4, 2976)


def test_a_feed_in_meter_says_what_is_left() -> None:
    (match,) = calc.metered(flow([0, 500, 900]), flow([0, 200, 0]))
    assert (match.generated, match.used, match.exported) == (14, 12, 2)


def test_quarters_and_hours_meet_on_hours() -> None:
    both = calc.added([flow([100] * 8), flow([5] * 3, step=60, exponent=-1)])
    assert (both.step, len(both.values), int(np.count_nonzero(both.known))) == (60, 3, 2)
    (month,) = calc.months(both)
    assert month.energy == 8 + 1  # 4 + 0.5 kWh in each of two hours; the third is known of one meter alone


@given(readings, readings)
def test_what_is_matched_adds_up(pv: list[int], load: list[int]) -> None:
    for match in calc.matched(flow(pv, exponent=-4), flow(load)):
        assert match.used + match.exported == match.generated
        assert 0 <= match.used <= match.generated


def test_numbers_beyond_64_bits_are_added_exactly() -> None:
    largest = 2**62 - 1
    both = calc.added([flow([largest] * 3)] * 40)
    (month,) = calc.months(both)
    assert month.energy == Decimal(largest * 3 * 40).scaleb(-2)
