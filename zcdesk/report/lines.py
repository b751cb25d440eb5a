"""Values to printed text: the method's rounding, and nothing that is rounded twice.

Everything is computed unrounded elsewhere. Here a value is rounded once, when it becomes text; a share or a change
is formed from unrounded values and rounded once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_DOWN, Decimal

from zcdesk.domain.method import Line, Method
from zcdesk.domain.number import CONTEXT, MINUS, Rounding, as_published, plain, printed, rounded
from zcdesk.domain.trace import Result, Traced

DASH = "—"
CUT = "…"
PERCENT_PLACES = 1
AS_IS = Rounding(places=0)
"""For values that are printed with their own digits."""
LONGEST_FACTOR = 6
"""Decimals up to which a factor or an amount is printed with all its digits."""


def places_of(method: Method, line: Line) -> int:
    """Decimals of a line: its own, else those of the method."""
    return method.rounding.places if line.places is None else line.places


def needed(values: Iterable[Decimal], least: int, most: int) -> int:
    """The fewest decimals that show all values in full, between two bounds."""
    digits = [max(-int(value.normalize(CONTEXT).as_tuple().exponent), 0) for value in values if value]
    return min(max([least, *digits]), most)


def number(value: Decimal, places: int, rounding: Rounding) -> str:
    """A value with a fixed number of decimals by the method's rule."""
    return printed(value, places, rounding.mode)


def published(value: Decimal, rounding: Rounding) -> str:
    """A factor as it was published; a mean with endless digits is rounded to four."""
    digits = -int(value.as_tuple().exponent)
    if digits > LONGEST_FACTOR:
        shorter = value.normalize(CONTEXT)
        digits = -int(shorter.as_tuple().exponent)
        if digits > LONGEST_FACTOR:
            return printed(value, 4, rounding.mode)
        return as_published(shorter if digits > 0 else shorter.quantize(Decimal(1), context=CONTEXT))
    return as_published(value if digits >= 0 else value.quantize(Decimal(1), context=CONTEXT))


def cut(value: Decimal, most: int) -> tuple[str, bool]:
    """All digits up to `most` decimals, the rest cut off and not rounded; and whether digits were cut."""
    kept = value.quantize(Decimal(1).scaleb(-most), rounding=ROUND_DOWN, context=CONTEXT)
    return (plain(value), False) if kept == value else (f"{kept:f}", True)


def exact(value: Decimal, most: int = LONGEST_FACTOR) -> str:
    """A value inside a formula: thousands separated, cut with ``…`` where it does not end."""
    digits, shortened = cut(value, most)
    whole, point, decimals = digits.partition(".")
    text = f"{int(whole):,}" if whole not in ("-0", "") else whole
    return (text + point + decimals + (CUT if shortened else "")).replace("-", MINUS)


def share(part: Decimal, whole: Decimal, rounding: Rounding) -> str:
    """A share in per cent. `whole` is not zero."""
    ratio = CONTEXT.multiply(CONTEXT.divide(part, whole), Decimal(100))
    return printed(ratio, PERCENT_PLACES, rounding.mode)


def percent(part: Result | None, whole: Result | None, rounding: Rounding) -> str:
    """A share in per cent; a dash where it has no meaning."""
    if not isinstance(part, Traced) or not isinstance(whole, Traced) or not whole.number:
        return DASH
    return share(part.number, whole.number, rounding)


def change(now: Result | None, before: Result | None, rounding: Rounding) -> str:
    """The change from one year to another in per cent, with its sign; a dash where it has no meaning."""
    if not isinstance(now, Traced) or not isinstance(before, Traced) or not before.number:
        return DASH
    part = CONTEXT.divide(CONTEXT.subtract(now.number, before.number), abs(before.number))
    text = printed(CONTEXT.multiply(part, Decimal(100)), PERCENT_PLACES, rounding.mode)
    return text if text.startswith(MINUS) or not text.strip("0.,") else f"+{text}"


def sums_up(parts: Sequence[Result], whole: Result, places: int, rounding: Rounding) -> bool:
    """Whether the printed parts add up to the printed whole; true where something is missing."""
    if not isinstance(whole, Traced):
        return True
    shown = [rounded(part.number, places, rounding.mode) for part in parts if isinstance(part, Traced)]
    if len(shown) != len(parts):
        return True
    return sum(shown, Decimal(0)) == rounded(whole.number, places, rounding.mode)


def unrounded(value: Decimal, tail: str, most: int = 12) -> str:
    """The value before rounding, at most twelve decimals; `tail` says that further digits were cut."""
    digits, shortened = cut(value, most)
    return (digits + (CUT + tail if shortened else "")).replace("-", MINUS)
