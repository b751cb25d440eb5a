"""Offers: what could have been meant where an option or a unit cannot be used."""

from __future__ import annotations

from collections.abc import Sequence

from zcdesk.domain.answer import Place
from zcdesk.domain.finding import Finding
from zcdesk.domain.unit import UnitError, UnitTable
from zcdesk.domain.vocabulary import Option, Quantity

MOST = 12
"""Options and units that a finding lists."""


def nearest(text: str, options: Sequence[Option]) -> list[str]:
    """Ids of options, those first whose id or name is most like the text."""
    from difflib import SequenceMatcher  # not before something was mistyped

    def likeness(option: Option) -> float:
        names = (option.id, option.words.zh, option.words.en)
        held = any(text and (text in name or name in text) for name in names if name)
        return held + max(SequenceMatcher(None, text.lower(), name.lower()).ratio() for name in names)

    return [option.id for option in sorted(options, key=likeness, reverse=True)[:MOST]]


def accepted_units(quantity: Quantity, unit: str, units: UnitTable) -> list[str]:
    """Units in which a quantity may be given: its own, then one spelling of each that converts into it."""
    above, slash, below = unit.partition("/")
    found = [unit]
    try:
        whole, part = units.parse(unit), units.parse(above)
    except UnitError:  # bound to a row whose kind is not chosen yet
        return found
    sizes = {whole.scale}
    for name, known in units.symbols.items():
        if known.fits(whole):
            text, size = name, known.scale
        elif slash and known.fits(part) and not {"/", "·"} & set(name):
            text, size = f"{name}/{below}", whole.scale * known.scale / part.scale
        else:
            continue
        if size not in sizes:
            sizes.add(size)
            found.append(text)
    if quantity.bridge and whole.fits(units.parse("t")):
        found.append("L")
    return found[:MOST]


def misfit(quantity: Quantity, place: Place, given: str, wanted: str, units: UnitTable) -> Finding:
    """Why a unit cannot be used: nobody knows it, or it measures something else."""
    accepted = " ".join(accepted_units(quantity, wanted, units))
    details = (("unit", given[:40]), ("wanted", wanted), ("accepted", accepted))
    try:
        typed, own = units.parse(given), units.parse(wanted)
    except UnitError:
        return Finding("unit_unknown", "error", place, details)
    gas = typed.fits(units.parse("m3")) and own.fits(units.parse("Nm3"))
    steam = typed.fits(units.parse("t")) and wanted == "GJ"
    code = "unit_not_standard" if gas else "unit_steam" if steam else "unit_does_not_fit"
    return Finding(code, "error", place, details)
