"""Units: exact, in every spelling, and a substance does not turn into another."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import VOCABULARY
from zcdesk.domain.unit import ONE, UnitError

UNITS = VOCABULARY.units
SYMBOLS = sorted(UNITS.symbols)
FITTING = [(a, b) for a in SYMBOLS for b in SYMBOLS if UNITS.symbols[a].fits(UNITS.symbols[b])]


@given(st.sampled_from(FITTING))
def test_there_and_back_is_one(pair: tuple[str, str]) -> None:
    a, b = UNITS.parse(pair[0]), UNITS.parse(pair[1])
    assert a.per(b) * b.per(a) == 1


@given(st.sampled_from(SYMBOLS), st.sampled_from(SYMBOLS), st.sampled_from(SYMBOLS))
def test_dividing_and_multiplying_cancel(a: str, b: str, c: str) -> None:
    if {"/", "·"} & set(a + b + c):  # a spelling with a sign of its own (mg/L, kW·h) is not part of another
        return
    product = UNITS.parse(f"{a}·{b}/{c}")
    back = product.times(UNITS.parse(c)).times(UNITS.parse(b), -1)
    assert (back.scale, back.dimensions) == (UNITS.parse(a).scale, UNITS.parse(a).dimensions)


@pytest.mark.parametrize(
    "written, meant, factor",
    [
        ("万kWh", "MWh", "10"),
        ("kwh", "kWh", "1"),
        ("MWH", "MWh", "1"),
        ("mWh", "MWh", "1"),
        ("万度电", "MWh", "10"),
        ("mg/L", "kgCOD/m3", "1/1000"),
        ("g/m3", "kgCOD/m3", "1/1000"),
        ("度", "kWh", "1"),
        ("万度", "kWh", "10000"),
        ("千瓦时", "kWh", "1"),
        ("MWh", "GJ", "3.6"),
        ("百万千卡", "GJ", "4.1868"),
        ("吨", "kg", "1000"),
        ("万吨", "t", "10000"),
        ("斤", "kg", "1/2"),
        ("万Nm³", "Nm3", "10000"),
        ("标方", "Nm3", "1"),
        ("升", "m3", "1/1000"),
        ("吨标准煤", "kgce", "1000"),
        ("GJ/万Nm³", "MJ/Nm3", "1/10"),
        ("kgCO2/kWh", "tCO2/MWh", "1"),
        ("tCO₂／MWh", "kgCO2/kWh", "1"),
        ("gCOD/m3", "kgCOD/m3", "1/1000"),
        ("kgCO2/(t·km)", "kgCO2/t/km", "1"),
        ("％", "1", "1/100"),
        ("亿元", "万元", "10000"),
        ("kW·h", "kJ", "3600"),
    ],
)
def test_a_spelling_means_exactly_this(written: str, meant: str, factor: str) -> None:
    assert UNITS.parse(written).per(UNITS.parse(meant)) == Fraction(factor)


@pytest.mark.parametrize(
    "one, other",
    [
        ("tC", "tCO2"),
        ("tCO2", "tCO2e"),
        ("tCH4", "tCO2e"),
        ("tCH4", "tCO2"),
        ("tN2O", "tCO2e"),
        ("t", "tCO2"),
        ("kgCOD", "kg"),
        ("tce", "GJ"),
        ("tce", "t"),
        ("m3", "Nm3"),
        ("台", "件"),
        ("kWh", "kW"),
        ("GJ/t", "GJ/万Nm3"),
    ],
)
def test_one_thing_is_not_another(one: str, other: str) -> None:
    a, b = UNITS.parse(one), UNITS.parse(other)
    assert not a.fits(b)
    with pytest.raises(UnitError, match=f"{one} is not {other}"):
        a.per(b)


@pytest.mark.parametrize(
    "text", ["", " ", "/", "t/", "/t", "tt", "t//t", "t·", "吨吨", "tCO2x", "GJ/", "kw", "t km"]
)
def test_what_is_no_unit_is_refused(text: str) -> None:
    with pytest.raises(UnitError):
        UNITS.parse(text)


@given(st.text(max_size=30) | st.text(alphabet="tkgGJ万Nm³/·()CO2e%1 ", max_size=12))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        unit = UNITS.parse(text)
    except UnitError:
        return
    assert unit.scale > 0


def test_per_cent_is_a_hundredth_and_one_is_one() -> None:
    assert UNITS.parse("%").per(ONE) == Fraction(1, 100)
    assert UNITS.parse("1") == ONE


def test_a_unit_keeps_how_it_was_written() -> None:
    assert UNITS.parse(" 万Nm³ ").text == "万Nm³"


def test_a_row_bound_unit_is_known_as_such() -> None:
    assert UNITS.parse("GJ/fuel-unit").bound
    assert not UNITS.parse("GJ/t").bound
    assert not UNITS.parse("fuel-unit").fits(UNITS.parse("t"))


def test_gas_counted_at_20_degrees_takes_less_room_at_0() -> None:
    """Equal pressure: 273.15 K / 293.15 K."""
    settled = UNITS.parse("m³(20℃)")
    assert settled.per(UNITS.parse("Nm3")) == Fraction(27315, 29315)
    assert UNITS.parse("万m3（20℃）").per(settled) == 10000
    heat = UNITS.parse("GJ/万m3(20℃)")
    assert heat.per(UNITS.parse("GJ/万Nm3")) == Fraction(29315, 27315)
    with pytest.raises(UnitError):
        settled.per(UNITS.parse("m3"))


def test_brackets_round_a_product_are_no_part_of_a_name() -> None:
    assert UNITS.parse("kg/(t·km)").dimensions == UNITS.parse("kg/t").times(UNITS.parse("km"), -1).dimensions
