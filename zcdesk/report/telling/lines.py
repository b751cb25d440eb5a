"""Values to printed text: the method's rounding, and nothing that is rounded twice.

Everything is computed unrounded elsewhere. Here a value is rounded once, when it becomes text; a share or a change
is formed from unrounded values and rounded once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_DOWN, Decimal

from zcdesk.domain import number as numbers
from zcdesk.domain.method import places_of
from zcdesk.domain.number import (
    CONTEXT,
    CUT,
    ENDING,
    MINUS,
    Rounding,
    decimals,
    plain,
    printed,
    rounded,
    settled,
)
from zcdesk.domain.trace import Result, Traced

__all__ = [
    "AS_IS", "CUT", "DASH", "change", "cut", "exact", "is_whole", "needed", "number", "percent",
    "places_of", "published", "share", "sums_up", "unrounded", "whole",
]  # fmt: skip

DASH = "—"
PERCENT_PLACES = 1
AS_IS = Rounding(places=0)
"""For values that are printed with their own digits."""
_DECIMALS = 6
_DIGITS = 9
"""Decimals, and significant digits, that an unrounded value inside a formula shows at least."""


def needed(values: Iterable[Decimal], least: int) -> int:
    """The fewest decimals that show all values in full; six for a value that does not end."""
    each = [decimals(value) for value in values if value]
    return max([least, *(digits if digits <= ENDING else _DECIMALS for digits in each)])


def number(value: Decimal, places: int, rounding: Rounding) -> str:
    """A value with a fixed number of decimals by the method's rule."""
    return printed(value, places, rounding.mode)


def published(value: Decimal, rounding: Rounding) -> str:
    """A factor as it was published; a coefficient that does not end with eight digits."""
    return numbers.published(value, rounding.mode)


def is_whole(value: Decimal) -> bool:
    """Whether a value ends, so that it can be printed with all its digits."""
    return decimals(value) <= ENDING


def whole(value: Decimal) -> str:
    """An amount with all its digits, thousands separated; cut only where it does not end."""
    return exact(value, ENDING) if is_whole(value) else exact(value)


def cut(value: Decimal, most: int) -> tuple[str, bool]:
    """All digits up to `most` decimals, the rest cut off and not rounded; and whether digits were cut."""
    value = settled(value)
    kept = value.quantize(Decimal(1).scaleb(-most), rounding=ROUND_DOWN, context=CONTEXT)
    return (plain(value), False) if kept == value else (f"{kept:f}", True)


def exact(value: Decimal, most: int = 0) -> str:
    """A value inside a formula: thousands separated, cut with ``…`` after six decimals and nine digits at least."""
    digits, shortened = cut(value, most or max(_DECIMALS, _DIGITS - 1 - value.adjusted()))
    whole_part, point, decimal_part = digits.partition(".")
    text = f"{int(whole_part):,}" if whole_part not in ("-0", "") else whole_part
    return (text + point + decimal_part + (CUT if shortened else "")).replace("-", MINUS)


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


def unrounded(value: Decimal, tail: str) -> str:
    """The value before rounding, twelve decimals or more; `tail` says that further digits were cut."""
    digits, shortened = cut(value, max(ENDING, ENDING - 1 - value.adjusted()))
    return (digits + (CUT + tail if shortened else "")).replace("-", MINUS)
