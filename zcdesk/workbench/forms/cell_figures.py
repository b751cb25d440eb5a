"""Cell figures: how a figure, its unit and its change are written where months stand in line."""

from __future__ import annotations

import re
from decimal import Decimal

from zcdesk.domain.number import CONTEXT, COUNT, FEW, decimals, plain, printed, rounded, settled
from zcdesk.domain.unit import pretty
from zcdesk.domain.words import Language

_OPEN = re.compile(r"[a-z0-9]+-unit")
"""The unit of a row whose kind is not chosen yet: ``fuel-unit`` is a word for packs, not for people."""

_ENGLISH = {
    "百万": ("10⁶ ", "×10⁶ "), "万": ("10⁴ ", "×10⁴ "), "亿": ("10⁸ ", "×10⁸ "), "元": ("CNY", "CNY"),
    "间夜": ("room-night", "room-nights"), "重量箱": ("weight case", "weight cases"), "千卡": ("kcal", "kcal"),
    "台": ("set", "sets"), "件": ("piece", "pieces"), "套": ("kit", "kits"), "辆": ("vehicle", "vehicles"),
    "只": ("item", "items"), "个": ("item", "items"), "片": ("sheet", "sheets"), "人": ("person", "people"),
    "张": ("certificate", "certificates"), "架": ("rack", "racks"), "次": ("time", "times"),
}  # fmt: skip
"""What stands for a Chinese word of a unit: behind a stroke or before a dot, and elsewhere."""
_CHINESE = re.compile(rf"(/?)({'|'.join(_ENGLISH)})(·?)")


def unit_said(unit: str, language: Language) -> str:
    """A unit as people of a language read it: ``万kWh`` is ``×10⁴ kWh`` in English; nothing of a plain number."""
    if unit == "1":
        return ""
    return units_in(_OPEN.sub("单位待定" if language == "zh" else "unit open", pretty(unit)), language)


def units_in(text: str, language: Language) -> str:
    """A text that tells a figure with its unit, with the unit as people of a language read it."""

    def english(found: re.Match[str]) -> str:
        return found[1] + _ENGLISH[found[2]][not (found[1] or found[3])] + found[3]

    return text if language == "zh" else _CHINESE.sub(english, text)


def unit_named(unit: str, language: Language) -> str:
    """A unit where it is chosen: a plain number says that it has none."""
    return unit_said(unit, language) or ("不带单位" if language == "zh" else "no unit")


def grouped(value: Decimal) -> str:
    """A number with all its digits and thousands separated."""
    whole, _, part = plain(value).partition(".")
    return f"{int(whole):,}".replace("-", "\u2212") + (f".{part}" if part else "")


def in_sight(value: Decimal, few: int = FEW, count: int = COUNT, least: int = 2) -> str:
    """A value that was reckoned or converted: its digits may have no end, and what was typed is kept.

    One that ends within `few` digits and six decimals is told whole; of any other, `count` that count and at least
    `least` decimals.
    """
    value = settled(value)
    if len(value.normalize(CONTEXT).as_tuple().digits) <= few and decimals(value) <= COUNT:
        return grouped(value)
    return grouped(rounded(value, max(least, count - 1 - value.adjusted())).normalize(CONTEXT))


def _is_figure(text: str) -> bool:
    return bool(text) and all(char.isdigit() or char in ",.\u2212" for char in text)


def digits_after(text: str) -> str:
    """The decimals of a figure; ``""`` where it has none, or is none."""
    return text.partition(".")[2] if _is_figure(text) else ""


def padded(text: str, places: int) -> str:
    """A figure with zeros up to so many decimals; anything else as it is."""
    if not places or not _is_figure(text) or text == "0":
        return text
    return text + ("" if "." in text else ".") + "0" * (places - len(digits_after(text)))


def change(now: Decimal | None, last: Decimal | None) -> str:
    """Against last year, ``+1.2``; ``""`` where it cannot be told. [%]"""
    if now is None or last is None or last == 0:
        return ""
    percent = CONTEXT.multiply(CONTEXT.divide(CONTEXT.subtract(now, last), last), Decimal(100))
    text = printed(percent, 1)
    return text if text.startswith("\u2212") or text == "0.0" else f"+{text}"
