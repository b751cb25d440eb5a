"""Sampling: a method's lines as a tape of arithmetic over origins, run once for derivatives and once for draws.

Here numbers are binary floats: the spread of a figure is statistics, and a relative error of 1e-12 in it is nothing.
No figure that is printed as a result comes from here; the tape at its centre agrees with the exact results to 1e-9,
which a property test holds.

Every origin is one factor around 1 that multiplies whatever it stands behind: the twelve months of one meter, the
lines that read one published factor. It is drawn once per run, so that what shares an origin moves together. An
origin's draws are seeded by its own name and the seed: they do not change when other origins come or go, and any run
can be repeated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Draws = NDArray[np.float64]
Op = Literal["fixed", "origin", "sum", "mul", "div", "min", "max"]

TAIL = 1.959963984540054
"""Half-width of 95 % of a standard normal distribution."""

SEED = 20060
DRAWS = 10_000

_TOLD = 64
"""Steps of the tape between two looks at whether anybody still waits."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a tape.

    Attributes
    ----------
    op : Op
    inputs : tuple of int
        Earlier steps.
    weights : tuple of float
        Of a sum: one for each input; of ``fixed`` its value; of ``origin`` the value at the centre.
    origin : int
        Number of the origin; -1 for other steps.
    value : float
        Value at the centre.
    """

    op: Op
    inputs: tuple[int, ...]
    weights: tuple[float, ...]
    origin: int
    value: float


@dataclass(frozen=True, slots=True)
class Spread:
    """How an origin varies around 1.

    Attributes
    ----------
    name : str
        Seeds its draws.
    low, high : float
        Half-widths below and above at 95 %, as parts of one.
    lognormal : bool
        Skewed and never below zero. Where both half-widths are equal its mean is 1 and its deviation that of the
        half-width; else its 2.5 and 97.5 percentiles lie at ``1 - low`` and ``1 + high``.
    """

    name: str
    low: float
    high: float
    lognormal: bool = False


@dataclass(slots=True)
class Tape:
    """Steps in an order in which every input stands before its reader."""

    steps: list[Step] = field(default_factory=list)

    def add(
        self, op: Op, inputs: tuple[int, ...], value: float, weights: tuple[float, ...] = (), origin: int = -1
    ) -> int:
        """A further step; gives its number."""
        self.steps.append(Step(op, inputs, weights, origin, value))
        return len(self.steps) - 1

    def fixed(self, value: float) -> int:
        """A number that does not vary."""
        return self.add("fixed", (), value)

    def origin(self, number: int, value: float) -> int:
        """A number that varies with an origin."""
        return self.add("origin", (), value, (value,), number)

    def sum(self, parts: Sequence[tuple[int, float]]) -> int:
        """A weighted sum. Parts that vary with one origin alone become one step: twelve months, one meter."""
        merged: dict[int, float] = {}
        others: list[tuple[int, float]] = []
        still = 0.0
        for at, weight in parts:
            step = self.steps[at]
            if step.op == "origin":
                merged[step.origin] = merged.get(step.origin, 0.0) + weight * step.value
            elif step.op == "fixed":
                still += weight * step.value
            else:
                others.append((at, weight))
        if not others and not merged:
            return self.fixed(still)
        found = [(self.origin(number, value), 1.0) for number, value in merged.items()] + others
        if still:
            found.append((self.fixed(still), 1.0))
        if len(found) == 1 and found[0][1] == 1.0:
            return found[0][0]
        value = sum(self.steps[at].value * weight for at, weight in found)
        return self.add("sum", tuple(at for at, _ in found), value, tuple(weight for _, weight in found))

    def product(self, a: int, b: int) -> int:
        """A product; a fixed side becomes a weight."""
        left, right = self.steps[a], self.steps[b]
        if left.op == "fixed":
            return self.sum([(b, left.value)])
        if right.op == "fixed":
            return self.sum([(a, right.value)])
        return self.add("mul", (a, b), left.value * right.value)

    def quotient(self, a: int, b: int) -> int:
        """A quotient; the divisor is not zero at the centre."""
        left, right = self.steps[a], self.steps[b]
        if right.op == "fixed":
            return self.sum([(a, 1 / right.value)])
        return self.add("div", (a, b), left.value / right.value)

    def extreme(self, op: Literal["min", "max"], parts: tuple[int, ...]) -> int:
        """The least or the greatest."""
        values = [self.steps[at].value for at in parts]
        return self.add(op, parts, min(values) if op == "min" else max(values))


def gradients(tape: Tape, wanted: Iterable[int]) -> dict[int, dict[int, float]]:
    """Of each wanted step: its derivative by each origin, at the centre.

    Returns
    -------
    dict of step to dict of origin to float
        In the unit of the step, for an origin that moves by the whole (from 1 to 2).
    """
    targets = list(wanted)
    held: list[dict[int, float]] = []
    for step in tape.steps[: max(targets, default=-1) + 1]:
        found: dict[int, float] = {}
        match step.op:
            case "origin":
                found[step.origin] = step.value
            case "sum":
                for at, weight in zip(step.inputs, step.weights, strict=True):
                    _onto(found, held[at], weight)
            case "mul":
                a, b = step.inputs
                _onto(found, held[a], tape.steps[b].value)
                _onto(found, held[b], tape.steps[a].value)
            case "div":
                a, b = step.inputs
                divisor = tape.steps[b].value
                _onto(found, held[a], 1 / divisor)
                _onto(found, held[b], -step.value / divisor)
            case "min" | "max":
                active = next(at for at in step.inputs if tape.steps[at].value == step.value)
                _onto(found, held[active], 1.0)
            case _:
                pass
        held.append(found)
    return {at: held[at] for at in targets}


def _onto(found: dict[int, float], other: Mapping[int, float], weight: float) -> None:
    if not found and weight == 1.0:
        found.update(other)
        return
    for origin, slope in other.items():
        found[origin] = found.get(origin, 0.0) + weight * slope


class Cancelled(Exception):
    """Nobody waits for the draws any more."""


def draw(
    tape: Tape,
    spreads: Sequence[Spread],
    wanted: Iterable[int],
    draws: int = DRAWS,
    seed: int = SEED,
    *,
    going_on: Callable[[], bool] = lambda: True,
    progress: Callable[[int], None] = lambda _: None,
    take: Callable[[int, Draws], None],
) -> None:
    """Run the tape on drawn origins.

    Parameters
    ----------
    spreads : sequence of Spread
        By the number of the origin.
    wanted : iterable of int
        Steps whose draws are handed to `take` as an array of shape ``(draws,)``, in the unit of the step; it is not
        kept here, and must not be changed.
    going_on, progress : callable
        Whether to go on; how far it is [%].

    Raises
    ------
    Cancelled
        When `going_on` says no.

    Notes
    -----
    An array is dropped after its last reader, so that memory holds what is still needed and not the whole tape.
    """
    targets = set(wanted)
    count = max(targets, default=-1) + 1
    needed = _needed(tape, targets)
    last = [-1] * count
    origin_last: dict[int, int] = {}
    for at in range(count):
        if needed[at]:
            step = tape.steps[at]
            for each in step.inputs:
                last[each] = at
            if step.op == "origin":
                origin_last[step.origin] = at
    held: dict[int, Draws] = {}
    drawn: dict[int, Draws] = {}
    for at in range(count):
        if at % _TOLD == 0:
            if not going_on():
                raise Cancelled
            progress(100 * at // max(count, 1))
        if not needed[at]:
            continue
        step = tape.steps[at]
        if step.op == "origin" and step.origin not in drawn:
            drawn[step.origin] = _drawn(spreads[step.origin], draws, seed)
        held[at] = _value(step, held, drawn, draws)
        if at in targets:
            take(at, held[at])
        for each in step.inputs:
            if last[each] == at:
                held.pop(each, None)
        if step.op == "origin" and origin_last[step.origin] == at:
            del drawn[step.origin]
        if last[at] < 0:
            held.pop(at, None)
    progress(100)


def _needed(tape: Tape, targets: set[int]) -> list[bool]:
    needed = [False] * (max(targets, default=-1) + 1)
    for at in range(len(needed) - 1, -1, -1):
        if at in targets:
            needed[at] = True
        if needed[at]:
            for each in tape.steps[at].inputs:
                needed[each] = True
    return needed


def _value(step: Step, held: Mapping[int, Draws], drawn: Mapping[int, Draws], draws: int) -> Draws:
    match step.op:
        case "fixed":
            return np.full(draws, step.value)
        case "origin":
            return drawn[step.origin] * step.value
        case "sum":
            total = held[step.inputs[0]] * step.weights[0]
            for at, weight in zip(step.inputs[1:], step.weights[1:], strict=True):
                total += held[at] if weight == 1.0 else held[at] * weight
            return total
        case "mul":
            return held[step.inputs[0]] * held[step.inputs[1]]
        case "div":
            return held[step.inputs[0]] / held[step.inputs[1]]
        case _:
            reduce = np.minimum if step.op == "min" else np.maximum
            result = held[step.inputs[0]]
            for at in step.inputs[1:]:
                result = reduce(result, held[at])
            return result


def _drawn(spread: Spread, draws: int, seed: int) -> Draws:
    """Draws of an origin around 1, of shape ``(draws,)``."""
    words = np.frombuffer(hashlib.sha256(spread.name.encode()).digest()[:16], dtype=np.uint32)
    random = np.random.Generator(np.random.PCG64([seed, *(int(word) for word in words)]))
    z = random.standard_normal(draws)
    if not spread.lognormal:
        z *= (
            spread.high / TAIL
            if spread.low == spread.high
            else np.where(z < 0, spread.low, spread.high) / TAIL
        )
        z += 1.0
    elif spread.low == spread.high:
        deviation = np.sqrt(np.log1p((spread.high / TAIL) ** 2))
        z *= deviation
        np.exp(z - deviation**2 / 2, out=z)
    else:
        below, above = -np.log1p(-spread.low) / TAIL, np.log1p(spread.high) / TAIL
        np.exp(np.where(z < 0, below, above) * z, out=z)
    return z
