"""Unified social credit codes: eighteen characters of which the last, and the seventeenth, check the others.

References
----------
.. [1] GB 32100-2015 法人和其他组织统一社会信用代码编码规则, 4 and 附录 A (the eighteenth character).
.. [2] GB 11714-1997 全国组织机构代码编制规则, 4 (the seventeenth, which checks the nine of the organisation).
"""

from __future__ import annotations

from typing import Literal

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Characters of a code, each worth its place: no I, O, S, V, Z."""
LENGTH = 18

Wrong = Literal["length", "character", "organisation", "check"]

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def plain(text: str) -> str:
    """A code as it is compared: capitals, without spaces and hyphens, full-width characters made plain."""
    return text.translate(_WIDE).upper().replace(" ", "").replace("-", "")


def check_character(body: str) -> str:
    """The eighteenth character that belongs to the first seventeen.

    Notes
    -----
    ``C18 = (31 - sum(Ci * 3**(i - 1) mod 31)) mod 31`` [1]_.

    Raises
    ------
    ValueError
        If a character is not of the alphabet.
    """
    total = sum(ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(body[: LENGTH - 1]))
    return ALPHABET[-total % 31]


def wrong_with(text: str) -> Wrong | None:
    """What is wrong with a code; None if it holds together.

    ``organisation`` is only said where the eighteenth character agrees: then somebody changed both.
    """
    code = plain(text)
    if len(code) != LENGTH:
        return "length"
    if any(sign not in ALPHABET for sign in code):
        return "character"
    if code[-1] != check_character(code):
        return "check"
    return None if code[16] == _organisation(code[8:16]) else "organisation"


def _organisation(body: str) -> str:
    """The check character of an organisation code: ``11 - sum mod 11``, 10 written X, 11 written 0 [2]_."""
    rest = (
        11 - sum(_ORGANISATION.index(sign) * weight for sign, weight in zip(body, _WEIGHTS, strict=True)) % 11
    )
    return {10: "X", 11: "0"}.get(rest, str(rest))
