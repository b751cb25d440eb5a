"""Reasons: what speaks for a slip, as one clause of its sentence, in the order in which a person would check it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from zcdesk.domain.unit import pretty
from zcdesk.domain.words import Words

_ORDER = ("last", "others", "price", "output", "capacity", "against", "or_unit")
_UNITS = ("unit", "meant_unit", "price_unit", "or_unit")
_FIGURES = ("value", "mended", "last", "others", "price", "price_usual", "shift")


def unit_words(unit: str) -> Words:
    """A unit as people of either language read it: ``万kWh`` is ``×10⁴ kWh`` in English."""
    told = pretty(unit)
    english = told.replace("/万", "/10⁴ ").replace("/亿", "/10⁸ ")
    return Words(told, english.replace("万", "×10⁴ ").replace("亿", "×10⁸ "))


def spelled(details: dict[str, object], texts: Mapping[str, Words]) -> dict[str, object]:
    """The details of a finding with the clause ``because`` that they amount to, and units as people read them."""
    reasons = [key for key in _ORDER if key in details]
    if not reasons or "times" not in details:
        return details
    told = details | {key: unit_words(str(details[key])) for key in _UNITS if key in details}
    told |= {key: f"{Decimal(str(details[key])):,f}" for key in _FIGURES if key in details}
    clauses = [texts[f"because.{key}"].fill(**told) for key in reasons]
    english = "; ".join(each.en for each in clauses)
    because = Words("，".join(each.zh for each in clauses), english[:1].upper() + english[1:])
    return told | {"because": because}
