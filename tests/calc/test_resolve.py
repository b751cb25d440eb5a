"""Answers to values: months to years, standing, litres to tonnes, and what cannot be used."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calc.plant import factor, factor_set, flags, gaps, months, resolved
from zcdesk.domain.answer import months_of
from zcdesk.domain.trace import Missing, Result, Traced

DIESEL = ("fuel.kind", "F01", "", "diesel")
GAS = ("fuel.kind", "F01", "", "natural_gas")
DENSITY = factor_set("helpers", factor("fuel.density", "diesel", "0.84", "kg/L"))


def number(result: Result) -> Decimal:
    assert isinstance(result, Traced), result
    return result.number


def test_a_year_is_the_sum_of_its_twelve_months() -> None:
    found = resolved(
        "power.grid", "", "2023", *months("power.grid", "", "2023", map(str, range(1, 13)), "MWh")
    )
    assert number(found) == 78
    assert isinstance(found, Traced)
    assert (found.kind, len(found.inputs)) == ("fold", 12)


def test_eleven_months_wait_for_exactly_the_twelfth() -> None:
    eleven = [answer for answer in months("power.grid", "", "2023", ["1"] * 12) if answer[2] != "2023-05"]
    assert gaps(resolved("power.grid", "", "2023", *eleven)) == ["answer power.grid@2023-05"]


def test_a_year_without_any_answer_is_one_gap() -> None:
    assert gaps(resolved("power.grid", "", "2023")) == ["answer power.grid@2023"]


def test_months_of_another_year_do_not_help() -> None:
    other = months("power.grid", "", "2022", ["1"] * 12)
    assert gaps(resolved("power.grid", "", "2023", *other)) == ["answer power.grid@2023"]


def test_a_year_may_be_answered_as_a_whole() -> None:
    assert number(resolved("power.grid", "", "2023", ("power.grid", "", "2023", "500", "万kWh"))) == 5000


def test_the_whole_year_stands_while_months_are_incomplete() -> None:
    found = resolved(
        "power.grid", "", "2023", ("power.grid", "", "2023", "500"), ("power.grid", "", "2023-01", "40")
    )
    assert number(found) == 500


def test_twelve_months_stand_before_the_whole_year() -> None:
    answered = [("power.grid", "", "2023", "500"), *months("power.grid", "", "2023", ["1"] * 12)]
    assert number(resolved("power.grid", "", "2023", *answered)) == 12


def test_a_month_is_not_guessed_from_its_year() -> None:
    found = resolved("power.grid", "", "2023-03", ("power.grid", "", "2023", "500"))
    assert gaps(found) == ["answer power.grid@2023-03"]


def test_what_does_not_change_is_read_from_the_year() -> None:
    found = resolved(
        "fuel.carbon_measured", "F01", "2023-03", ("fuel.carbon_measured", "F01", "2023", "0.0202")
    )
    assert number(found) == Decimal("0.0202")


@pytest.mark.parametrize("period", ["2023", "2023-01"])
def test_none_is_a_stated_zero(period: str) -> None:
    found = resolved("power.grid", "", period, ("power.grid", "", "2023", "none"))
    assert number(found) == 0
    assert isinstance(found, Traced)
    assert found.because == "none"


def test_not_known_is_a_gap_that_a_published_default_may_close() -> None:
    found = resolved(
        "fuel.oxidation_measured", "F01", "2023", ("fuel.oxidation_measured", "F01", "2023", "default")
    )
    assert gaps(found) == ["unknown fuel.oxidation_measured[F01]@2023"]


def test_a_mean_is_weighted_by_its_amounts() -> None:
    texts = ["40", "42", *["41"] * 10]
    weights = ["10", "30", *["0"] * 10]
    answered = [
        DIESEL,
        *months("fuel.ncv_measured", "F01", "2023", texts, "GJ/t"),
        *months("fuel.amount", "F01", "2023", weights, "t"),
    ]
    # (40 * 10 + 42 * 30) / 40
    assert number(resolved("fuel.ncv_measured", "F01", "2023", *answered)) == Decimal("41.5")


def test_a_mean_waits_for_its_weights() -> None:
    answered = [DIESEL, *months("fuel.ncv_measured", "F01", "2023", ["40"] * 12)]
    found = resolved("fuel.ncv_measured", "F01", "2023", *answered)
    assert gaps(found) == [f"answer fuel.amount[F01]@{month}" for month in months_of("2023")]


def test_litres_become_tonnes_by_a_visible_density() -> None:
    found = resolved(
        "fuel.amount", "F01", "2023", DIESEL, ("fuel.amount", "F01", "2023", "1000", "L"), sets=[DENSITY]
    )
    assert number(found) == Decimal("0.84")
    assert flags(found) == ["density"]
    assert isinstance(found, Traced)
    assert [each.source for each in found.inputs] == ["helpers:fuel.density/diesel/CN/"]


def test_litres_without_a_published_density_cannot_be_used() -> None:
    answered = [DIESEL, ("fuel.amount", "F01", "2023", "1000", "L")]
    assert gaps(resolved("fuel.amount", "F01", "2023", *answered)) == ["invalid fuel.amount[F01]@2023"]


@pytest.mark.parametrize(
    "kind, text, unit",
    [
        (DIESEL, "10", "万Nm3"),
        (DIESEL, "10", "GJ"),
        (DIESEL, "10", "tCO2"),
        (DIESEL, "10", "bushel"),
        (GAS, "10", "t"),
        (GAS, "10", "m3"),  # not at standard conditions
        (DIESEL, "-1", "t"),
        (DIESEL, "ten", "t"),
        (DIESEL, "", "t"),
    ],
)
def test_what_cannot_be_used_is_a_gap_and_not_a_zero(kind: tuple[str, ...], text: str, unit: str) -> None:
    found = resolved(
        "fuel.amount", "F01", "2023", kind, ("fuel.amount", "F01", "2023", text, unit), sets=[DENSITY]
    )
    assert gaps(found) == ["invalid fuel.amount[F01]@2023"]


@pytest.mark.parametrize("text", ["100.1", "101", "-1"])
def test_a_share_has_its_bounds(text: str) -> None:
    found = resolved("weld.co2_share", "P01", "2023", ("weld.co2_share", "P01", "2023", text, "%"))
    assert gaps(found) == ["invalid weld.co2_share[P01]@2023"]


@pytest.mark.parametrize(
    "text, unit, value", [("0.2", "1", 20), ("20", "%", 20), ("20%", "", 20), ("200", "‰", 20)]
)
def test_a_share_is_read_in_its_unit(text: str, unit: str, value: int) -> None:
    found = resolved("weld.co2_share", "P01", "2023", ("weld.co2_share", "P01", "2023", text, unit))
    assert number(found) == value


def test_an_amount_waits_for_the_fuel_it_is_of() -> None:
    found = resolved("fuel.amount", "F01", "2023", ("fuel.amount", "F01", "2023", "10", "t"))
    assert gaps(found) == ["answer fuel.kind[F01]"]


def test_a_fuel_that_no_list_has_is_what_cannot_be_used() -> None:
    answered = [("fuel.kind", "F01", "", "unicorn"), ("fuel.amount", "F01", "2023", "10", "t")]
    assert gaps(resolved("fuel.amount", "F01", "2023", *answered)) == ["invalid fuel.kind[F01]"]


def test_one_month_that_cannot_be_used_spoils_the_year_by_name() -> None:
    answered = months("power.grid", "", "2023", ["1", "x", *["1"] * 10])
    assert gaps(resolved("power.grid", "", "2023", *answered)) == ["invalid power.grid@2023-02"]


@given(
    st.lists(st.decimals(0, 10**6, places=4), min_size=12, max_size=12),
    st.sampled_from(["kWh", "MWh", "万kWh"]),
)
def test_a_year_adds_up_in_every_unit(values: list[Decimal], unit: str) -> None:
    scale = {"kWh": Decimal("0.001"), "MWh": Decimal(1), "万kWh": Decimal(10)}[unit]
    found = resolved("power.grid", "", "2023", *months("power.grid", "", "2023", map(str, values), unit))
    assert number(found) == sum(values) * scale


@given(st.sets(st.integers(1, 12), min_size=1, max_size=11))
def test_the_gaps_are_exactly_the_months_left_out(present: set[int]) -> None:
    answered = [
        answer for answer in months("power.grid", "", "2023", ["1"] * 12) if int(answer[2][5:]) in present
    ]
    found = resolved("power.grid", "", "2023", *answered)
    assert isinstance(found, Missing)
    assert {int(gap.place.period[5:]) for gap in found.gaps} == set(range(1, 13)) - present
