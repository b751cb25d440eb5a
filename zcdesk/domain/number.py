"""Numbers as people type them, and as reports print them.

Reading is exact and keeps nothing back: what cannot be read is refused with the reason. Rounding happens here
and only when printed, by the rule that the method names (GB/T 8170: half to even).
"""

from __future__ import annotations

import ast
import math
import re
from decimal import (
    ROUND_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from zcdesk.domain.record import dataclass

CONTEXT = Context(prec=50, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow])
"""Context of all accounting arithmetic: 50 digits, far beyond any meter, so that no step rounds visibly."""

MINUS = "\u2212"
SIGNIFICANT = 8
"""Digits with which a coefficient that does not end is printed: two more than any result it leads to needs."""
ENDING = 12
"""Decimals up to which a number is printed with all its digits."""
LONGEST = 200
"""Characters that a typed number may have."""

NumberProblem = Literal[
    "empty", "not_a_number", "grouping", "too_long", "formula", "division_by_zero", "too_large"
]

_WIDE = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in map(chr, range(0xFF01, 0xFF5F))} | {
    0x3000: " ", 0x00A0: " ", 0x2009: " ", 0x202F: " ", 0x2212: "-", 0x2013: "-", 0x00D7: "*", 0x00F7: "/", 0x3002: ".",
}  # fmt: skip
_UNSIGNED = r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?"
_PLAIN = re.compile(rf"[+-]?{_UNSIGNED}")
_SUMMED = re.compile(r"[\d.eE+\-*/() ]+")
_GROUP = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_DIGITS = re.compile(r"[0-9]{1,20}(?:\.[0-9]{1,20})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_MANY = (("亿", Decimal(10) ** 8), ("万", Decimal(10) ** 4))
_LARGEST = Decimal(10) ** 30
_SHORTER = Context(prec=40, rounding=ROUND_HALF_EVEN)


class NotANumber(ValueError):
    """A typed text that is no number.

    Attributes
    ----------
    problem : NumberProblem
        Why, for the message catalogue.
    part : str
        The part at fault.
    """

    def __init__(self, problem: NumberProblem, part: str = "") -> None:
        super().__init__(f"{problem}: {part}")
        self.problem: NumberProblem = problem
        self.part = part


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a method rounds when it prints.

    Attributes
    ----------
    places : int
        Decimals of emissions.
    mode : str
        ``half-even`` (GB/T 8170 四舍六入五成双) or ``half-up``.
    rule : str
        Where that is written.
    """

    places: int
    mode: Literal["half-even", "half-up"] = "half-even"
    rule: str = ""


CUT = "…"
"""Ends a number that has more digits than are told."""
FEW, COUNT = 8, 6
"""Digits that the screen tells whole; and how many that count it tells of a value that has more."""


def read(text: str) -> Decimal:
    """The value of a typed number.

    Understands ``1,234.5``, ``12万``, ``3.4亿``, ``1.2e3``, full-width digits, ``98%`` (as 98; the unit says
    per cent) and sums beginning with ``=``: ``=3*40+5``.

    Raises
    ------
    NotANumber
        With the problem and the part at fault.
    """
    if len(text) > LONGEST:
        raise NotANumber("too_long", text[:20])
    if _DIGITS.fullmatch(text):  # what nearly every answer is
        return Decimal(text)
    return _read(text)


@lru_cache(maxsize=4096)  # each is read several times at every start: for its line, its checks and its page
def _read(text: str) -> Decimal:
    plain = text.translate(_WIDE).strip()
    if not plain:
        raise NotANumber("empty")
    value = _sum(plain[1:]) if plain.startswith("=") else _number(plain)
    if abs(value) > _LARGEST:
        raise NotANumber("too_large", text[:20])
    return value


def scaled(value: Decimal, factor: Fraction) -> Decimal:
    """A value times an exact ratio."""
    if factor.numerator != 1:
        value = CONTEXT.multiply(value, Decimal(factor.numerator))
    if factor.denominator != 1:
        value = CONTEXT.divide(value, Decimal(factor.denominator))
    return value


def rounded(value: Decimal, places: int, mode: str = "half-even") -> Decimal:
    """A value rounded for print; only `printed` and the printed JSON columns may call this."""
    rule = ROUND_HALF_UP if mode == "half-up" else ROUND_HALF_EVEN
    result = value.quantize(Decimal(1).scaleb(-places), rounding=rule, context=CONTEXT)
    return abs(result) if result == 0 else result  # no minus zero on paper


def printed(value: Decimal, places: int, mode: str = "half-even") -> str:
    """A value as text: rounded, thousands separated, with a true minus sign."""
    return f"{rounded(value, places, mode):,f}".replace("-", MINUS)


def plain(value: Decimal) -> str:
    """A value as text with all its digits and no exponent; nothing is rounded."""
    if value == value.to_integral_value():
        return f"{value.quantize(Decimal(1), context=CONTEXT):f}"
    return f"{value.normalize(CONTEXT):f}"


def as_published(value: Decimal) -> str:
    """A factor as it was published: its digits, trailing zeros included, thousands separated."""
    return f"{value:,f}".replace("-", MINUS)


def settled(value: Decimal) -> Decimal:
    """A value without the residue of arithmetic in 50 digits.

    A mean formed from months and multiplied by its weight gives 847469.12399…9 where 847469.124 is meant. What ends
    within thirty digits once ten of the fifty are rounded away is that shorter value; anything else is left alone.
    """
    if len(value.as_tuple().digits) <= 30:
        return value
    shorter = value.normalize(_SHORTER)
    return shorter if len(shorter.as_tuple().digits) <= 30 else value


def decimals(value: Decimal) -> int:
    """Decimals that a value needs to be shown in full, without trailing zeros and without residue."""
    return max(-int(settled(value).normalize(CONTEXT).as_tuple().exponent), 0)


def published(value: Decimal, mode: str = "half-even") -> str:
    """A factor or coefficient as text: with the digits of its publication; one that does not end with eight digits."""
    value = settled(value)
    digits = -int(value.as_tuple().exponent)
    if digits > ENDING:
        value = value.normalize(CONTEXT)
        digits = -int(value.as_tuple().exponent)
        if digits > ENDING and len(value.as_tuple().digits) > SIGNIFICANT:
            return printed(value, max(SIGNIFICANT - 1 - value.adjusted(), 0), mode)
    return as_published(value if digits >= 0 else value.quantize(Decimal(1), context=CONTEXT))


def _number(text: str) -> Decimal:
    body, many = text.replace(" ", ""), Decimal(1)
    body = body.removesuffix("%")
    for mark, factor in _MANY:
        if body.endswith(mark):
            body, many = body[: -len(mark)], factor
            break
    if "," in body:
        if not _GROUPED.fullmatch(body):
            raise NotANumber("grouping" if re.fullmatch(r"[+-]?[\d,.]+", body) else "not_a_number", text)
        body = body.replace(",", "")
    if not _PLAIN.fullmatch(body):
        raise NotANumber("not_a_number", text)
    return CONTEXT.multiply(Decimal(body), many)


def _sum(typed: str) -> Decimal:
    text = _GROUP.sub(lambda group: group[0].replace(",", ""), typed).strip()
    if "," in text:
        raise NotANumber("grouping", typed)
    for mark, factor in _MANY:  # 1/3万 divides by 30000
        text = re.sub(rf"({_UNSIGNED})\s*{mark}", rf"(\1*{factor:f})", text)
    if not _SUMMED.fullmatch(text):
        raise NotANumber("formula", typed)
    try:
        tree = ast.parse(text, mode="eval")
        return _term(tree.body, text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as bad:
        if isinstance(bad, NotANumber):
            raise
        raise NotANumber("formula", typed) from bad


def _term(node: ast.expr, text: str) -> Decimal:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            source = ast.get_source_segment(text, node) or ""
            if not _PLAIN.fullmatch(source):
                raise NotANumber("formula", source)
            return Decimal(source)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return CONTEXT.minus(_term(operand, text))
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _term(operand, text)
        case ast.BinOp(left=left, op=op, right=right):
            a, b = _term(left, text), _term(right, text)
            try:
                match op:
                    case ast.Add():
                        return CONTEXT.add(a, b)
                    case ast.Sub():
                        return CONTEXT.subtract(a, b)
                    case ast.Mult():
                        return CONTEXT.multiply(a, b)
                    case ast.Div():
                        return CONTEXT.divide(a, b)
                    case _:
                        raise NotANumber("formula", text)
            except (DivisionByZero, InvalidOperation) as bad:
                raise NotANumber("division_by_zero", text) from bad
            except Overflow as bad:
                raise NotANumber("too_large", text) from bad
        case _:
            raise NotANumber("formula", text)


def short(value: Decimal) -> str:
    """A value for the screen: with all digits where these are few, else cut with ``…`` after six that count.

    Two decimals stand in any case, so that an amount of tonnes is told as finely as it is printed.
    """
    value = settled(value)
    if len(value.normalize(CONTEXT).as_tuple().digits) <= FEW:
        return f"{value.normalize(CONTEXT):,f}".replace("-", MINUS)
    places = max(2, COUNT - 1 - value.adjusted())
    kept = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_DOWN, context=CONTEXT)
    return f"{kept:,f}".replace("-", MINUS) + ("" if kept == value else CUT)


def log10(value: Decimal | float) -> float:
    """Common logarithm of a number above zero, also of one beyond what a float holds. Only for comparing sizes."""
    near = float(value)
    return math.log10(near) if near and math.isfinite(near) else float(Decimal(value).log10())
