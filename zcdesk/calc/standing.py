"""Standing: whether a plant may apply at a level of a scheme, and by what it is kept from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from zcdesk.calc.readiness import Assessed
from zcdesk.domain.record import dataclass
from zcdesk.domain.scheme import Criterion, Scheme

Possible = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A level of a scheme as the plant stands to it.

    Attributes
    ----------
    level : str
    possible : str
        ``no`` as soon as one gate or core indicator is not met; ``unknown`` while one is not known.
    blocked, open : tuple of Assessed
        What is not met; what is not known. Gates first.
    """

    level: str
    possible: Possible
    blocked: tuple[Assessed, ...]
    open: tuple[Assessed, ...]


def standings(scheme: Scheme, assessed: Sequence[Assessed]) -> tuple[Standing, ...]:
    """Each level in the order of the scheme; gates, and what names neither level nor threshold, hold for all."""
    return tuple(_standing(scheme, assessed, level) for level in scheme.levels)


def _standing(scheme: Scheme, assessed: Sequence[Assessed], level: str) -> Standing:
    blocked: list[Assessed] = []
    open_: list[Assessed] = []
    seen = False
    for each in assessed:
        if each.criterion.kind not in ("gate", "core"):
            continue
        levels = (level, scheme.first) if _for_all(each.criterion) else (level,)
        verdicts = {judged.verdict for judged in each.levels if judged.level in levels}
        seen = seen or bool(verdicts)
        if "not_met" in verdicts:
            blocked.append(each)
        elif "unknown" in verdicts:
            open_.append(each)
    possible: Possible = "no" if blocked else "unknown" if open_ or not seen else "yes"
    return Standing(level, possible, tuple(blocked), tuple(open_))


def _for_all(criterion: Criterion) -> bool:
    return criterion.kind == "gate" or not (criterion.level or criterion.thresholds)
