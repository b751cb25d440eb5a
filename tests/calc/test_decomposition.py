"""Effects of a change: they add up to the last digit, whatever is zero or negative."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcdesk.calc.decomposition import EXACT, Chain, Step, effects, log_mean, shares, total

D = Decimal
AMOUNT = st.one_of(
    st.just(D(0)),
    st.decimals("0.000001", "99999999", allow_nan=False, allow_infinity=False, places=6),
    st.decimals("-99999", "-0.001", allow_nan=False, allow_infinity=False, places=3),
    st.fractions(1, 1000, max_denominator=97).map(lambda f: D(f.numerator) / D(f.denominator)),
)
NAMES = ("output", "mix", "energy", "fuel", "factor")


def chain(*levels: tuple[str, str | Decimal, str | Decimal], id_: str = "a") -> Chain:
    """Levels as (effect, before, now)."""
    return Chain(id_, tuple(Step(effect, D(before), D(now)) for effect, before, now in levels))


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    count = draw(st.integers(1, 5))
    steps = tuple(Step(NAMES[at], draw(AMOUNT), draw(AMOUNT)) for at in range(count))
    return Chain(str(draw(st.integers(0, 3))), steps)


@given(chains())
def test_the_effects_of_a_source_add_up_to_its_change_to_the_last_digit(one: Chain) -> None:
    parts = shares(one)
    assert set(parts) == {step.effect for step in one.steps}
    # fractions do not round, so that nothing can hide in the adding
    assert sum(map(Fraction, parts.values())) == Fraction(one.now) - Fraction(one.before)
    assert total(parts.values()) == one.change


@given(st.lists(chains(), max_size=8))
def test_the_effects_of_a_plant_add_up_to_its_change(several: list[Chain]) -> None:
    found = effects(several)
    added = sum(Fraction(part) for by_source in found.values() for part in by_source.values())
    assert added == sum((Fraction(one.now) - Fraction(one.before) for one in several), Fraction(0))


@given(chains())
def test_the_way_back_has_the_opposite_effects(one: Chain) -> None:
    back = Chain(one.id, tuple(Step(step.effect, step.now, step.before) for step in one.steps))
    there, again = shares(one), shares(back)
    size = max(abs(one.now), abs(one.before), D(1))
    assert all(abs(there[key] + again[key]) <= size * D("1e-25") for key in there)


@given(chains(), st.decimals("0.001", "1000", places=3))
def test_another_unit_of_a_level_changes_nothing(one: Chain, factor: Decimal) -> None:
    """Output in pieces or in dozens, energy in tce or in GJ."""
    scaled = [
        Step(step.effect, EXACT.multiply(step.before, factor), EXACT.multiply(step.now, factor))
        for step in one.steps[:-1]
    ]
    here, there = shares(one), shares(Chain(one.id, (*scaled, one.steps[-1])))
    size = max(abs(one.now), abs(one.before), D(1))
    assert all(abs(here[key] - there[key]) <= size * D("1e-25") for key in here)


@given(st.decimals("0.01", "1e6", places=2), st.decimals("0.01", "1e6", places=2))
def test_the_log_mean_lies_between_the_geometric_and_the_arithmetic_mean(a: Decimal, b: Decimal) -> None:
    mean, slack = log_mean(a, b), max(a, b) * D("1e-20")
    assert (a * b).sqrt() - slack <= mean <= (a + b) / 2 + slack


def test_what_rounding_leaves_is_too_small_to_matter() -> None:
    one = chain(("output", "3", "7"), ("energy", "11", "13"), ("factor", "17", "19"))
    parts = shares(one)
    weight = log_mean(D(19), D(17))
    plain = weight * ((D(13) / D(11)).ln() - (D(7) / D(3)).ln())
    assert abs(parts["energy"] - plain) < D("1e-24")


def test_two_branches_of_industry_by_hand() -> None:
    """Energy 30 → 80 and 20 → 16 on output 10 → 40 and 40 → 40, of 50 → 80 in all."""
    one = [
        chain(("output", "50", "80"), ("mix", "10", "40"), ("energy", "30", "80"), id_="1"),
        chain(("output", "50", "80"), ("mix", "40", "40"), ("energy", "20", "16"), id_="2"),
    ]
    found = {effect: total(parts.values()) for effect, parts in effects(one).items()}
    # L1 = 50 / ln(80/30) = 50.9773; L2 = -4 / ln(16/20) = 17.9257
    # output (L1 + L2) ln(80/50) = 32.3843; mix L1 ln(0.5/0.2) + L2 ln(0.5/0.8) = 38.2849
    # energy L1 ln(2/3) + L2 ln(0.4/0.5) = -24.6696
    assert {key: round(value, 2) for key, value in found.items()} == {
        "output": D("32.38"), "mix": D("38.28"), "energy": D("-24.67"),
    }  # fmt: skip
    assert sum(found.values()) == 46


@pytest.mark.parametrize(
    ("levels", "effect"),
    [
        # a fuel that is new: its energy was zero, its factor nobody knows
        ((("output", "5", "6"), ("energy", "9", "8"), ("fuel", "0", "2"), ("factor", "0", "4")), "fuel"),
        # power that was free of emissions and is no more: the energy was there
        ((("output", "5", "6"), ("energy", "9", "8"), ("fuel", "3", "2"), ("factor", "0", "4")), "factor"),
        # a plant that stood still for a year
        ((("output", "0", "6"), ("energy", "0", "8"), ("fuel", "0", "2"), ("factor", "0", "4")), "output"),
        # a fuel given up
        ((("output", "5", "6"), ("energy", "9", "8"), ("fuel", "3", "0"), ("factor", "7", "0")), "fuel"),
        # from an emission to a removal: only the last level can say so
        ((("output", "5", "6"), ("energy", "9", "8"), ("fuel", "3", "1"), ("factor", "7", "-2")), "factor"),
    ],
)
def test_a_zero_is_the_work_of_the_first_level_that_has_it(
    levels: tuple[tuple[str, str, str], ...], effect: str
) -> None:
    one = chain(*levels)
    assert {key: part for key, part in shares(one).items() if part} == {effect: one.change}


def test_the_limit_is_what_a_small_value_converges_to() -> None:
    """The convention is that of the analytical limits: a tiny amount instead of zero comes ever nearer to it."""
    exact = shares(chain(("output", "5", "6"), ("fuel", "0", "2"), ("factor", "0", "4")))
    gaps = []
    for power in (20, 200, 2000):
        tiny = D(1).scaleb(-power)
        near = shares(chain(("output", "5", "6"), ("fuel", tiny, "2"), ("factor", 2 * tiny, "4")))
        gaps.append(max(abs(near[key] - exact[key]) for key in exact))
    assert gaps[0] > gaps[1] > gaps[2]
    assert gaps[2] < D("0.01")


def test_a_level_that_is_zero_beside_an_emission_is_left_out() -> None:
    one = chain(("output", "5", "10"), ("energy", "0", "3"), ("factor", "2", "4"))
    assert shares(one) == {"output": D(2), "energy": D(0), "factor": D(0)}  # doubled with the output


def test_a_larger_deduction_lowers_the_total() -> None:
    one = chain(("output", "10", "20"), ("process", "-5", "-10"))
    assert shares(one) == {"output": D(-5), "process": D(0)}


def test_nothing_changed_has_no_effects_but_opposite_ones_stay_visible() -> None:
    level = chain(("output", "4", "4"), ("factor", "3", "3"))
    assert set(shares(level).values()) == {D(0)}
    opposed = shares(chain(("output", "1", "2"), ("factor", "8", "8")))
    assert total(opposed.values()) == 0
    assert round(opposed["output"], 4) == D("5.5452")  # 8 ln 2
