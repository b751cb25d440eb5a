"""Scoring: points of the criteria of a scheme, and their sums by group and in all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from zcdesk.domain.answer import Place
from zcdesk.domain.number import CONTEXT
from zcdesk.domain.record import dataclass
from zcdesk.domain.scheme import Criterion, Scheme
from zcdesk.domain.scheme_lines import TOTAL
from zcdesk.domain.trace import Gap, Missing, Result, Traced
from zcdesk.formula.schemes import is_sum


@dataclass(frozen=True, slots=True)
class Marked:
    """A criterion as it is scored.

    Attributes
    ----------
    criterion : Criterion
    most : Traced
        What it is worth.
    score : Result
        What it gets; missing while it is not judged.
    applies : bool
        Known not to apply where false; it then counts for nothing, or in full where the scheme says so.
    """

    criterion: Criterion
    most: Traced
    score: Result
    applies: bool = True


@dataclass(frozen=True, slots=True)
class Scored:
    """Points of a group, or of the whole scheme.

    Attributes
    ----------
    group : str
        ``""`` the whole scheme.
    known : Traced
        Sum of what is judged: the least it can be.
    judged : Decimal
        What the judged criteria are worth at most.
    most : Traced
        What all that apply are worth at most.
    total : Result
        Missing until everything in it is judged.
    unknown : tuple of str
        Criteria that are not judged.
    bare : tuple of str
        Core criteria and indicators without points: where those are not public, the document's sum is another.
    """

    group: str
    known: Traced
    judged: Decimal
    most: Traced
    total: Result
    unknown: tuple[str, ...]
    bare: tuple[str, ...] = ()


def scored(scheme: Scheme, get: Callable[[str], Result], marked: Iterable[Marked]) -> tuple[Scored, ...]:
    """The whole scheme, then each group that has points; empty where the scheme has none."""
    listed = tuple(marked)
    found: list[Scored] = []
    for group in ("", *scheme.groups):
        base = f"score.{group}" if group else TOTAL
        if f"{base}.known" not in scheme.method.lines:
            continue
        held = [each for each in listed if not group or each.criterion.group == group]
        known, most = get(f"{base}.known"), get(f"{base}.most")
        assert isinstance(known, Traced)
        assert isinstance(most, Traced)
        unknown = tuple(each.criterion.id for each in held if isinstance(each.score, Missing))
        judged = sum_of(each.most for each in held if each.applies and isinstance(each.score, Traced))
        bare = tuple(each.id for each in bare_of(scheme) if not group or each.group == group)
        found.append(Scored(group, known, judged, most, get(base), unknown, bare))
    return tuple(found)


def bare_of(scheme: Scheme) -> tuple[Criterion, ...]:
    """The core criteria and indicators that are worth no points as far as is known."""
    return tuple(
        each
        for each in scheme.criteria
        if each.points is None and each.kind in ("core", "indicator") and not is_sum(each.value)
    )


def sum_line(scheme: Scheme, id_: str, period: str, marked: Iterable[Marked]) -> Result:
    """A sum of points as a line: its plain value, ``.known``, ``.open`` or ``.most``."""
    line = scheme.method.lines[id_]
    base, end = _parted(scheme, id_)
    held = [each for each in marked if base in (TOTAL, f"score.{each.criterion.group}")]
    counted = [each for each in held if each.applies or scheme.absent == "full"]
    known = [each.score for each in counted if isinstance(each.score, Traced)]
    waiting = [each for each in counted if isinstance(each.score, Missing)]
    match end:
        case "":
            gaps = [gap for each in waiting if isinstance(each.score, Missing) for gap in each.score.gaps]
            gaps += [Gap("judged", Place(f"{each.criterion.id}.score", "", period)) for each in waiting]
            if waiting:
                return Missing(frozenset(gaps))
            inputs = known
        case ".known":
            inputs = known
        case ".open":
            inputs = [each.most for each in waiting]
        case _:
            inputs = [each.most for each in counted]
    return Traced(
        id_,
        "",
        period,
        sum_of(inputs),
        line.unit,
        "line",
        line.formula,
        line.clause,
        tuple(inputs),
        (),
        scheme.key,
    )


def sum_of(items: Iterable[Traced]) -> Decimal:
    """The sum of figures; zero of none."""
    total = Decimal(0)
    for item in items:
        total = CONTEXT.add(total, item.number)
    return total


def _parted(scheme: Scheme, id_: str) -> tuple[str, str]:
    for base in (TOTAL, *(f"score.{group}" for group in scheme.groups)):
        if id_ in (base, f"{base}.known", f"{base}.open", f"{base}.most"):
            return base, id_.removeprefix(base)
    raise KeyError(id_)
