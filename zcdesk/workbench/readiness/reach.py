"""Readings that differ, and how far a measure gets where there cannot be as much of it as a gap wants."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from zcdesk.calc.readiness import Judged, Measured, Reading
from zcdesk.domain.number import CONTEXT
from zcdesk.domain.trace import Traced


def apart(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings that give different values, the first of each; all where there is no value."""
    seen: dict[object, Reading] = {}
    for each in readings:
        value = each.value.value if isinstance(each.value, Traced) else each.value
        seen.setdefault(value, each)
    return tuple(seen.values())


def closed(judged: Judged) -> bool:
    """Whether there is no gap at this level in this reading."""
    return judged.verdict == "met" or (isinstance(judged.gap, Traced) and not judged.gap.number)


def reached(measured: Measured) -> str | None:
    """Share of the gap that all there can be of a measure closes, rounded down [%]; None where it closes all of it.

    A measure is in proportion to its gap, so that the share of the amount is the share of the gap.
    """
    amount, most = measured.amount, measured.most
    if measured.enough is not False or not isinstance(amount, Traced) or not isinstance(most, Traced):
        return None
    share = CONTEXT.multiply(CONTEXT.divide(max(most.number, Decimal(0)), amount.number), Decimal(100))
    return f"{share.quantize(Decimal(1), rounding=ROUND_DOWN, context=CONTEXT):f}"
