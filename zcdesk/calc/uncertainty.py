"""Uncertainty: how wide a result is, which meter makes it so, and how good the data of each line are.

Twice, so that one checks the other: by the error formula (first derivatives of every line by every origin, origins
independent of each other, what shares an origin added before it is squared) and by drawing every origin ten thousand
times. The error formula is exact for sums and near for products of narrow bands; where bands are wide or skewed the
draws are to be believed.

Half-widths are those of a 95 % interval. Numbers here are binary floats, because they are statistics; a result's own
value comes from the inventory as it stands and is never replaced.

References
----------
.. [1] IPCC 2006, vol. 1, ch. 3, equations 3.1 and 3.2 (approach 1), section 3.2.3.2 (approach 2).
.. [2] GHG Protocol guidance on uncertainty assessment in GHG inventories, section 7 and 8.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from zcdesk.calc.grading import Origin, band, better
from zcdesk.calc.sampling import DRAWS, SEED, Draws, Spread, draw, gradients
from zcdesk.calc.taping import Taped
from zcdesk.domain.trace import Traced
from zcdesk.domain.uncertainty import Grade

Slopes = Mapping[int, float]
"""Derivative of a figure by the number of an origin."""

WORTH = 0.001
"""Part of the half-width of the total by which a better meter must narrow it to be worth a word."""

APART = 0.2
"""Part of the half-width by which both ways may differ and still agree."""

WORST = 3
"""Points of a thing that nothing proves."""


@dataclass(frozen=True, slots=True)
class Interval:
    """What the draws say of a figure, in its unit: 2.5 and 97.5 percentile, mean and standard deviation."""

    low: float
    high: float
    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Points:
    """Data quality: 1 (best) to 3 each for activity data, instrument and factor; means where origins are several."""

    activity: float
    instrument: float
    factor: float

    @property
    def product(self) -> float:
        """1 (best) to 27."""
        return self.activity * self.instrument * self.factor


@dataclass(frozen=True, slots=True)
class LineSpread:
    """One figure and how wide it is.

    Attributes
    ----------
    id, row : str
    result : Traced
        The figure itself.
    low, high : float
        Half-widths by the error formula, below and above. [% of the figure]
    drawn : Interval or None
        By the draws; None if nothing was drawn.
    points : Points or None
        None where it rests on no origin at all.
    """

    id: str
    row: str
    result: Traced
    low: float
    high: float
    drawn: Interval | None
    points: Points | None

    @property
    def drawn_percent(self) -> tuple[float, float] | None:
        """Half-widths by the draws, below and above. [% of the figure]"""
        value = abs(float(self.result.number))
        if self.drawn is None or not value:
            return None
        centre = float(self.result.number)
        return 100 * (centre - self.drawn.low) / value, 100 * (self.drawn.high - centre) / value


@dataclass(frozen=True, slots=True)
class Share:
    """What one origin adds to the spread of the total.

    Attributes
    ----------
    origin : Origin
    amount : float
        Part of the variance of the total, 0 to 1; all parts add up to 1.
    alone : float
        Half-width of the total if nothing else varied. [% of the total]
    better : Grade or None
        What could take its place and would narrow the total by more than `WORTH` of its half-width.
    after : float
        Half-width of the total then; where there is nothing better, the half-width now. [% of the total]
    """

    origin: Origin
    amount: float
    alone: float
    better: Grade | None
    after: float


@dataclass(frozen=True, slots=True)
class Assessment:
    """The uncertainty of a total.

    Attributes
    ----------
    total : LineSpread
    lines : tuple of LineSpread
        In the order asked.
    ranking : tuple of Share
        The greatest first.
    draws, seed : int
        0 draws if nothing was drawn.
    """

    total: LineSpread
    lines: tuple[LineSpread, ...]
    ranking: tuple[Share, ...]
    draws: int
    seed: int

    @property
    def agree(self) -> bool | None:
        """Whether both ways give nearly the same interval; None if nothing was drawn.

        Where they do not, bands are wide or skewed and the first derivative says too little: the draws are believed.
        """
        drawn, total = self.total.drawn_percent, self.total
        if drawn is None:
            return None
        return max(abs(drawn[0] - total.low), abs(drawn[1] - total.high)) <= APART * self.half

    @property
    def half(self) -> float:
        """Half-width of the total by the error formula, the wider side. [%]"""
        return max(self.total.low, self.total.high)


def combined(slopes: Slopes, spreads: Sequence[Spread]) -> tuple[float, float]:
    """Half-widths below and above by the error formula.

    Parameters
    ----------
    slopes : mapping of int to float
        Derivative of the figure by each origin, at its centre. [unit of the figure]
    spreads : sequence of Spread
        By the number of the origin.

    Returns
    -------
    tuple of (float, float)
        In the unit of the figure.

    Notes
    -----
    ``U = sqrt(sum((dL/de * u_e)**2))``. With one origin for each of two factors of a product this is
    ``sqrt(u_a**2 + u_b**2)``, equation 3.1 of [1]_; with one for each term of a sum it is equation 3.2. An origin with
    a negative slope lends its upper side to the lower one.
    """
    squares = [_squares(slope, spreads[number]) for number, slope in slopes.items()]
    return math.sqrt(sum(low for low, _ in squares)), math.sqrt(sum(high for _, high in squares))


def _squares(slope: float, spread: Spread) -> tuple[float, float]:
    below, above = (spread.low, spread.high) if slope >= 0 else (spread.high, spread.low)
    return (slope * below) ** 2, (slope * above) ** 2


def assess(
    taped: Taped,
    total: str,
    lines: Sequence[tuple[str, str]],
    year: str,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    going_on: Callable[[], bool] = lambda: True,
    progress: Callable[[int], None] = lambda _: None,
) -> Assessment | None:
    """The uncertainty of a total and of some of its lines; None while the total cannot be computed.

    Parameters
    ----------
    taped : Taped
        Of the inventory.
    total : str
        Line of the total.
    lines : sequence of (str, str)
        Lines and rows; those that cannot be computed are left out.
    year : str
    draws : int
        0 for the error formula alone.

    Raises
    ------
    zcdesk.calc.sampling.Cancelled
        When `going_on` says no.
    """
    inventory = taped.inventory
    wanted: list[tuple[str, str, Traced, int]] = []
    for id_, row in ((total, ""), *lines):
        result, step = inventory.line(id_, year, row), taped.step(id_, year, row)
        if isinstance(result, Traced) and step is not None:
            wanted.append((id_, row, result, step))
        elif id_ == total:
            return None
    steps = [step for _, _, _, step in wanted]
    slopes = gradients(taped.tape, steps)
    drawn: dict[int, Interval] = {}

    def take(step: int, values: Draws) -> None:
        drawn[step] = _interval(values)

    if draws:
        draw(taped.tape, taped.spreads, steps, draws, seed, going_on=going_on, progress=progress, take=take)
    told = [
        _line(taped, id_, row, result, slopes[step], drawn.get(step)) for id_, row, result, step in wanted
    ]
    ranking = _ranking(taped, wanted[0][2], slopes[steps[0]])
    return Assessment(told[0], tuple(told[1:]), ranking, draws, seed if draws else 0)


def _line(
    taped: Taped, id_: str, row: str, result: Traced, slopes: Slopes, drawn: Interval | None
) -> LineSpread:
    low, high = combined(slopes, taped.spreads)
    value = abs(float(result.number))
    percent = 100 / value if value else 0.0
    return LineSpread(id_, row, result, low * percent, high * percent, drawn, points(taped.origins, slopes))


def points(origins: Sequence[Origin], slopes: Slopes) -> Points | None:
    """Data quality of a figure from what it rests on, weighted by how far it moves with each.

    An answer without evidence counts as an estimate. A coefficient that the plant has measured counts as a factor of
    its own (1 point), and so does a mass balance, which needs no factor.
    """
    activity: list[tuple[float, float]] = []
    instrument: list[tuple[float, float]] = []
    factor: list[tuple[float, float]] = []
    for number, slope in slopes.items():
        origin, weight = origins[number], abs(slope)
        if not weight:
            continue
        if origin.factor:
            factor.append((weight, origin.grade.factor))
        elif origin.coefficient:
            factor.append((weight, 1 if origin.proven else WORST))
        else:
            activity.append((weight, origin.grade.activity if origin.proven else WORST))
            instrument.append((weight, origin.grade.instrument))
    if not activity and not factor:
        return None
    return Points(_mean(activity), _mean(instrument), _mean(factor))


def _mean(weighted: Sequence[tuple[float, float]]) -> float:
    whole = sum(weight for weight, _ in weighted)
    return sum(weight * value for weight, value in weighted) / whole if whole else 1.0


def _ranking(taped: Taped, result: Traced, slopes: Slopes) -> tuple[Share, ...]:
    value = abs(float(result.number))
    squares = {number: _squares(slope, taped.spreads[number]) for number, slope in slopes.items()}
    low, high = (sum(pair[side] for pair in squares.values()) for side in (0, 1))
    if not low + high or not value:
        return ()

    def percent(below: float, above: float) -> float:
        return 100 * math.sqrt(max(below, above, 0.0)) / value

    found: list[Share] = []
    for number, (below, above) in squares.items():
        origin, spread = taped.origins[number], taped.spreads[number]
        grade, after = better(taped.grading, origin, taped.unit_of(origin)), percent(low, high)
        if grade is not None:
            narrow = band(grade, Decimal(0), None)
            changed = replace(spread, low=min(narrow[0], spread.low), high=min(narrow[1], spread.high))
            less = _squares(slopes[number], changed)
            then = percent(low - below + less[0], high - above + less[1])
            grade, after = (grade, then) if then < (1 - WORTH) * after else (None, after)
        found.append(Share(origin, (below + above) / (low + high), percent(below, above), grade, after))
    return tuple(sorted(found, key=lambda share: (-share.amount, share.origin.key)))


def _interval(values: Draws) -> Interval:
    """Percentiles by rank, of an array of shape ``(draws,)``."""
    count = len(values)
    low, high = round(0.025 * (count - 1)), round(0.975 * (count - 1))
    ranked = np.partition(values, (low, high))
    mean = float(values.mean())
    apart = values - mean
    deviation = math.sqrt(float(np.dot(apart, apart)) / count)
    return Interval(float(ranked[low]), float(ranked[high]), mean, deviation)
