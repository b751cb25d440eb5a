"""A criterion as it is judged: at one level, in one reading, and in every reading together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from zcdesk.domain.scheme import Criterion, Measure, Verdict
from zcdesk.domain.trace import Missing, Result, Traced

Options = Mapping[str, str]
"""A reading: the option taken of each choice."""

Because = Literal[
    "",
    "missing",
    "choice",
    "text",
    "skipped",
    "spoilt",
    "evidence",
    "withdrawn",
    "expired",
    "changed",
    "lost",
]


@dataclass(frozen=True, slots=True)
class Measured:
    """What would close a gap.

    Attributes
    ----------
    measure : Measure
    amount, most : Result or None
        How much of it, and how much there can be (None: no known bound), in its own unit.
    """

    measure: Measure
    amount: Result
    most: Result | None = None

    @property
    def enough(self) -> bool | None:
        """Whether there can be that much of it; None where that is not known."""
        if not isinstance(self.amount, Traced) or not isinstance(self.most, Traced):
            return None
        return self.amount.number <= self.most.number


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion at one level in one reading.

    Attributes
    ----------
    level : str
    verdict : Verdict
    threshold, gap : Result or None
        In the unit of the value; None where it is no number. The gap is zero where the threshold is reached.
    chain : Result or None
        What gave the verdict: the yes or no with all below it, or what is missing; where the text is not known, the
        value; None where there is none, and while a choice is open. Where the verdict does not stand, what would
        have given it.
    because : str
        Why it is unknown: something is ``missing``, a ``choice`` is open, the ``text`` is not known, a rule is broken
        (``spoilt``), ``evidence`` is gone, the scheme is ``withdrawn`` or ``expired``, or its rules in the program are
        others than those taken up (``changed``), or gone (``lost``). ``skipped``: a person said why
        it was not asked; not applicable where the scheme allows that, and not met where it is known to fall short.
    by : tuple of str
        The reason of what was skipped, checks that are broken, numbers of evidence that is gone.
    measures : tuple of Measured
        What would close the gap, of a verdict that is ``not_met``.
    """

    level: str
    verdict: Verdict
    threshold: Result | None = None
    gap: Result | None = None
    chain: Result | None = None
    because: Because = ""
    by: tuple[str, ...] = ()
    measures: tuple[Measured, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A criterion in one reading of the open choices.

    Attributes
    ----------
    options : Options
    value : Result or None
        None: it is no number.
    levels : tuple of Judged
    points, score : Result or None
        What it is worth and what it gets; None where there are none. What does not apply has no score.
    """

    options: Options
    value: Result | None
    levels: tuple[Judged, ...]
    points: Result | None = None
    score: Result | None = None


@dataclass(frozen=True, slots=True)
class Assessed:
    """A criterion in every reading.

    Attributes
    ----------
    criterion : Criterion
    choices : tuple of str
        The open choices that it depends on.
    readings : tuple of Reading
        In the order of the options; one where nothing is open.
    chosen : Reading or None
        The reading that the plant recorded, or the only one.
    levels : tuple of Judged
        The verdicts that hold: of the chosen reading; while choices are open, those that all readings share which
        agree with what is recorded.
    """

    criterion: Criterion
    choices: tuple[str, ...]
    readings: tuple[Reading, ...]
    chosen: Reading | None
    levels: tuple[Judged, ...]

    @property
    def verdict(self) -> Verdict:
        """Of the first level, by which a plant may apply."""
        return self.levels[0].verdict

    def at(self, level: str) -> Judged | None:
        """What holds at a level; None where it is not judged there."""
        return next((each for each in self.levels if each.level == level), None)


def judged_at(
    get: Callable[[str], Result | None], criterion: Criterion, level: str, measures: tuple[Measure, ...]
) -> Judged:
    base = f"{criterion.id}.{level}"
    threshold, gap = get(base), get(f"{base}.gap")
    for id_ in (f"{criterion.id}.applies", f"{base}.applies"):
        applies = get(id_)
        if isinstance(applies, Missing):
            return Judged(level, "unknown", threshold, gap, applies, "missing")
        if applies is not None and not applies.value:
            return Judged(level, "not_applicable", threshold, None, applies)
    met = get(f"{base}.met")
    if met is None:
        value = get(criterion.value) if criterion.value else None
        left = tuple(
            each
            for each in _measured(get, base, measures)
            if isinstance(each.amount, Traced) and each.amount.number
        )
        return Judged(level, "unknown", chain=value, because="text", measures=left)
    if isinstance(met, Missing):
        return Judged(level, "unknown", threshold, gap, met, "missing")
    if met.value:
        return Judged(level, "met", threshold, gap, met)
    return Judged(level, "not_met", threshold, gap, met, measures=tuple(_measured(get, base, measures)))


def _measured(
    get: Callable[[str], Result | None], base: str, measures: Iterable[Measure]
) -> Iterable[Measured]:
    for measure in measures:
        id_ = f"{base}.measure.{measure.id}"
        amount, applies = get(id_), get(f"{id_}.applies")
        if amount is not None and (applies is None or (isinstance(applies, Traced) and applies.value)):
            yield Measured(measure, amount, get(f"{id_}.most"))


def shared(readings: tuple[Reading, ...]) -> tuple[Judged, ...]:
    """At each level the verdict of all readings where they agree, else that the choice is open.

    How far it is and how it came about are then told by each reading; so are measures, unless all say the same.
    """
    found: list[Judged] = []
    for levels in zip(*(each.levels for each in readings), strict=True):
        first = levels[0]
        missing = next((each for each in levels if isinstance(each.chain, Missing)), None)
        if missing is not None:
            found.append(replace(missing, gap=None))
        elif any(each.verdict != first.verdict for each in levels):
            left = next((each for each in levels if each.because == "skipped"), None)
            because: Because = "choice" if left is None else "skipped"
            by = () if left is None else left.by
            found.append(Judged(first.level, "unknown", first.threshold, because=because, by=by))
        else:
            same = tuple(
                each for each in first.measures if all(_has(each, other.measures) for other in levels)
            )
            found.append(replace(first, gap=None, chain=None, measures=same))
    return tuple(found)


def _has(one: Measured, others: Iterable[Measured]) -> bool:
    """Whether a measure of the same amount is among others."""
    return any(
        each.measure.id == one.measure.id
        and getattr(each.amount, "value", None) == getattr(one.amount, "value", "")
        for each in others
    )
