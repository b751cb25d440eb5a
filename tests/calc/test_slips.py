"""Which months stand out of their row, and which never do."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import exp
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcdesk.calc.slips import Series, meant, odd_months

NONE: Series = (None,) * 12

STEAM = "1168 1067 934 668 551 534 514 511 532 548 846 1247"
STEAM_LAST = "1292 1006 988 686 582 559 544 524 566 566 887 1285"
HEATING = "3000 3000 2500 800 100 80 80 80 100 900 2500 3000"
ONLY_WINTER = "3000 2800 1500 100 0 0 0 0 0 300 2500 3100"
SUGAR = "5200 4800 4900 300 0 0 0 0 0 0 1500 5000"
BULK = "0.5 0.4 0.6 6.0 0.5 0.4 5.5 0.6 0.5 7.0 0.4 0.5"
SHUT_IN_JULY = "150 148 152 149 151 150 12 90 150 149 151 150"
NEW_PLANT = "- - - - - 2 40 95 100 102 99 101"
STARTED = "0.1 0.2 0.4 0.6 0.8 1 1 1 1 1 1 1"
TWO_BULKS = "0.5 0.4 0.6 6.0 0.5 0.4 0.5 0.6 0.5 7.0 0.4 0.5"
RAMP = "0.3 1.3 2.3 3.3 4.3 5.3 6.3 7.3 8.3 9.3 10.3 11.3"


def year(text: str) -> list[Decimal | None]:
    """Twelve months; ``-`` is a blank."""
    return [None if each == "-" else Decimal(each) for each in text.split()]


def odd(now: Series, last: Series = NONE) -> list[int]:
    """Numbers of the months that stand out, January 1."""
    return [each.month + 1 for each in odd_months(now, last)]


@pytest.mark.parametrize(
    "plant", [STEAM, HEATING, ONLY_WINTER, SUGAR, BULK, NEW_PLANT, STARTED, TWO_BULKS, RAMP, "0 " * 12]
)
def test_a_plant_with_seasons_is_quiet(plant: str) -> None:
    assert odd(year(plant)) == []
    assert odd(year(plant), year(plant)) == []


def test_a_season_that_begins_a_month_earlier_is_quiet() -> None:
    last = year("3000 2800 1500 100 0 0 0 0 0 30 300 3100")
    now = year("2900 2700 1600 90 0 0 0 0 0 300 2600 3000")
    assert odd(now, last) == []


def test_steam_of_june_typed_as_ten_times_as_much() -> None:
    now = year(STEAM)
    now[5] = Decimal(5340)
    assert odd(now, year(STEAM_LAST)) == odd(now) == [6]


def test_summer_of_a_plant_that_heats_in_winter_typed_as_ten_times_as_much() -> None:
    last = year("3000 3000 2500 80 82 78 80 81 79 80 2500 3000")
    now = year("2900 3100 2400 84 79 780 80 83 78 81 2600 2900")
    assert odd(now, last) == [6]


def test_gas_bought_in_bulk_in_other_months_than_last_year_is_quiet() -> None:
    last = year("0.5 0.4 0.6 0.5 6.0 0.5 0.4 0.5 0.6 0.5 0.4 0.5")
    assert odd(year("0.5 0.5 0.6 0.5 0.4 0.5 0.4 0.5 6.2 0.5 0.4 0.5"), last) == []


def test_a_shutdown_of_last_year_is_not_blamed_on_this_one() -> None:
    assert odd(year("150 148 152 149 151 150 149 150 150 149 151 150"), year(SHUT_IN_JULY)) == []


def test_two_months_side_by_side_with_the_same_slip_are_both_found() -> None:
    now = year(STEAM)
    now[5], now[6] = Decimal(5340), Decimal(5140)
    assert odd(now, year(STEAM_LAST)) == [6, 7]


def test_a_row_half_of_which_is_in_another_unit_has_no_odd_months() -> None:
    assert odd(year("150 148 152 149 151 150 149000 150000 150000 149000 151000 150000")) == []


@given(
    st.lists(st.integers(80, 125), min_size=12, max_size=12),
    st.integers(0, 11),
    st.sampled_from([-4, -3, -2, -1, 1, 2, 3, 4]),
)
def test_a_slip_of_ten_in_a_steady_row_is_found_and_nothing_else(
    flat: list[int], month: int, power: int
) -> None:
    now: list[Decimal | None] = [Decimal(each) for each in flat]
    assert odd(now) == []
    now[month] = Decimal(flat[month]).scaleb(power)
    assert odd(now) == [month + 1]


@given(
    st.lists(st.integers(1, 10_000), min_size=12, max_size=12),
    st.lists(st.integers(1, 10_000), min_size=12, max_size=12),
    st.integers(-6, 6),
)
def test_what_is_odd_does_not_depend_on_the_unit(now: list[int], last: list[int], power: int) -> None:
    here: list[Decimal | None] = [Decimal(each) for each in now]
    there: list[Decimal | None] = [Decimal(each) for each in last]
    assert odd(
        [Decimal(each).scaleb(power) for each in now], [Decimal(each).scaleb(power) for each in last]
    ) == odd(here, there)


MWH = {"kWh": Fraction(1, 1000), "万kWh": Fraction(10)}


@pytest.mark.parametrize(
    "typed, expected, unit, power",
    [
        ("1602315", "1664", "kWh", 0),  # 1,602,315 kWh are 1,602.315 MWh
        ("160.2", "1664", "万kWh", 0),  # a unit that brings it as near as a digit does
        ("16023", "1664", "", -1),
        ("16.02", "1664", "", 2),
    ],
)
def test_the_unit_or_the_digit_that_explains_most_is_named(
    typed: str, expected: str, unit: str, power: int
) -> None:
    found = meant(Decimal(typed), Decimal(typed), Decimal(expected), "MWh", MWH)
    assert found is not None
    assert (found.unit, found.power) == (unit, power)
    assert abs(found.value / Decimal(expected) - 1) < Decimal("0.1")


def test_what_nothing_explains_is_left_alone() -> None:
    assert meant(Decimal(700), Decimal(700), Decimal(100), "t", {}) is not None  # 70: a third less
    assert meant(Decimal(500), Decimal(500), Decimal(100), "t", {}) is None  # 50 is half: neither


SHAPES = {
    "flat": "1 1 1 1 1 1 1 1 1 1 1 1",
    "heated": "10 9 7 3 0.5 0.3 0.3 0.3 0.5 3 7 10",
    "only winter": ONLY_WINTER,
    "cooled": "1 1 1.2 2 4 7 9 9 5 2 1 1",
    "new year": "1 0.35 1 1 1 1 1 1 1 1 1 1",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_findings_are_few_where_months_differ_by_a_quarter(shape: str) -> None:
    """Two hundred invented pairs of years: no more than two false alarms, and most slips of ten are found."""
    chance = Random(7)
    base = year(SHAPES[shape])

    def made(size: float) -> list[Decimal | None]:
        return [
            None if v is None else Decimal(f"{float(v) * size * exp(chance.gauss(0, 0.25)):.3f}")
            for v in base
        ]

    false, found = 0, 0
    for _ in range(200):
        last, now = made(1), made(chance.uniform(0.7, 1.4))
        false += len(odd(now, last))
        month = chance.choice([at for at, value in enumerate(base) if value])
        slipped = now[month]
        assert slipped is not None
        now[month] = slipped.scaleb(chance.choice([1, -1, 3, -3]))
        found += month + 1 in odd(now, last)
    assert false <= 2
    assert found >= 110
