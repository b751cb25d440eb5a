"""The tape: its centre, its derivatives, its draws."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcdesk.calc.sampling import Cancelled, Draws, Spread, Tape, draw, gradients


def drawn(tape: Tape, spreads: list[Spread], step: int, draws: int = 40_000, seed: int = 1) -> Draws:
    """The draws of one step."""
    found: dict[int, Draws] = {}
    draw(tape, spreads, [step], draws, seed, take=lambda at, values: found.update({at: values.copy()}))
    return found[step]


def test_months_of_one_meter_are_one_step() -> None:
    tape = Tape()
    months = [tape.origin(0, 10.0) for _ in range(12)]
    step = tape.steps[tape.sum([(month, 1.0) for month in months])]
    assert (step.op, step.value, step.origin) == ("origin", 120.0, 0)


def test_the_difference_of_one_meter_with_itself_varies_with_nothing() -> None:
    tape = Tape()
    a, b = tape.origin(0, 10.0), tape.origin(0, 10.0)
    assert gradients(tape, [tape.sum([(a, 1.0), (b, -1.0)])]) == {3: {}} or not any(
        gradients(tape, [tape.sum([(a, 1.0), (b, -1.0)])]).popitem()[1].values()
    )


def test_a_shared_factor_is_drawn_once() -> None:
    tape = Tape()
    factor = tape.origin(2, 0.5)
    a = tape.product(tape.origin(0, 10.0), factor)
    b = tape.product(tape.origin(1, 10.0), factor)
    total = tape.sum([(a, 1.0), (b, 1.0)])
    still = [Spread("a", 0.0, 0.0), Spread("b", 0.0, 0.0), Spread("f", 0.1, 0.1)]
    # fully correlated: the deviation of the sum is 10 % of 10 over 1.96, not that over the root of two
    assert drawn(tape, still, total).std() == pytest.approx(10 * 0.1 / 1.96, rel=0.02)


@pytest.mark.parametrize(
    ("spread", "low", "high"),
    [
        (Spread("n", 0.1, 0.1), 0.9, 1.1),
        (Spread("s", 0.026, 0.053), 0.974, 1.053),
        (Spread("l", 0.9, 9.0, lognormal=True), 0.1, 10.0),
    ],
)
def test_the_percentiles_are_those_of_the_band(spread: Spread, low: float, high: float) -> None:
    tape = Tape()
    values = drawn(tape, [spread], tape.origin(0, 1.0), 200_000)
    assert np.percentile(values, 2.5) == pytest.approx(low, rel=0.02)
    assert np.percentile(values, 97.5) == pytest.approx(high, rel=0.02)


def test_a_wide_lognormal_keeps_its_mean_and_stays_above_zero() -> None:
    tape = Tape()
    values = drawn(tape, [Spread("w", 1.5, 1.5, lognormal=True)], tape.origin(0, 1.0), 400_000)
    assert values.min() > 0
    assert values.mean() == pytest.approx(1.0, abs=0.01)
    assert values.std() == pytest.approx(1.5 / 1.96, rel=0.03)


def test_draws_of_an_origin_do_not_change_when_another_comes() -> None:
    one, two = Tape(), Tape()
    step = one.origin(0, 1.0)
    two.origin(0, 1.0)
    other = two.origin(1, 1.0)
    spread = Spread("meter", 0.1, 0.1)
    assert (drawn(one, [spread], step) == drawn(two, [Spread("x", 0.2, 0.2), spread], other)).all()
    assert (drawn(one, [spread], step, seed=2) != drawn(one, [spread], step, seed=1)).any()


def test_nobody_waits_and_the_draws_stop() -> None:
    tape = Tape()
    steps = [tape.product(tape.origin(at, 1.0), tape.origin(at + 1, 1.0)) for at in range(0, 2000, 2)]
    spreads = [Spread(str(at), 0.1, 0.1) for at in range(2001)]
    asked = 0

    def going_on() -> bool:
        nonlocal asked
        asked += 1
        return asked < 5

    taken: list[int] = []
    with pytest.raises(Cancelled):
        draw(tape, spreads, steps, 100, going_on=going_on, take=lambda at, _: taken.append(at))
    assert asked == 5
    assert len(taken) < len(steps) / 2


VALUE = st.floats(0.5, 20.0)


@st.composite
def tapes(build: Callable[..., object]) -> tuple[Tape, int, Callable[[list[float]], float]]:
    """A random tape of four origins, with the function that it is."""
    tape = Tape()
    values = [build(VALUE) for _ in range(4)]  # type: ignore[operator]
    held: list[tuple[int, Callable[[list[float]], float]]] = [
        (tape.origin(at, value), lambda e, at=at, value=value: e[at] * value)  # type: ignore[misc]
        for at, value in enumerate(values)
    ]
    for _ in range(build(st.integers(1, 8))):  # type: ignore[operator]
        op = build(st.sampled_from(["sum", "mul", "div"]))  # type: ignore[operator]
        (a, f), (b, g) = (build(st.sampled_from(held)) for _ in range(2))  # type: ignore[operator]
        match op:
            case "sum":
                made = (tape.sum([(a, 2.0), (b, 1.0)]), lambda e, f=f, g=g: 2 * f(e) + g(e))
            case "mul":
                made = (tape.product(a, b), lambda e, f=f, g=g: f(e) * g(e))
            case _:
                made = (tape.quotient(a, b), lambda e, f=f, g=g: f(e) / g(e))
        held.append(made)
    return tape, held[-1][0], held[-1][1]


@given(tapes())
def test_derivatives_are_those_of_small_steps(
    built: tuple[Tape, int, Callable[[list[float]], float]],
) -> None:
    tape, step, function = built
    centre = function([1.0] * 4)
    assert tape.steps[step].value == pytest.approx(centre, rel=1e-12)
    slopes = gradients(tape, [step])[step]
    for at in range(4):
        up, down = ([1.0 + (0.5e-6 * sign if each == at else 0.0) for each in range(4)] for sign in (1, -1))
        numeric = (function(up) - function(down)) / 1e-6
        assert slopes.get(at, 0.0) == pytest.approx(numeric, rel=1e-5, abs=abs(centre) * 1e-6)


@given(tapes())
def test_draws_of_no_width_are_the_centre(built: tuple[Tape, int, Callable[[list[float]], float]]) -> None:
    tape, step, function = built
    values = drawn(tape, [Spread(str(at), 0.0, 0.0) for at in range(4)], step, 3)
    assert values == pytest.approx(function([1.0] * 4), rel=1e-12)
    assert math.isclose(values[0], values[2])
