"""Settled: a doubt that a person has answered for is told as a note, with the reason that was given.

The check itself stays as it is and its finding stays in the list. What is recorded is a setting whose key holds the
figure or text that was doubtful: where another one is entered, the doubt is open anew.
"""

from __future__ import annotations

from dataclasses import replace

from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import Place
from zcdesk.domain.finding import CONFIRM, REASON, Finding
from zcdesk.domain.number import plain
from zcdesk.domain.trace import Result, Traced, confirmation

_LONGEST = 60
"""Characters of a text that its key holds."""


def settled(inventory: Inventory, finding: Finding) -> Finding:
    """The finding as a note with its reason, or with the key by which it can be confirmed; else as it is.

    Parameters
    ----------
    inventory : Inventory
    finding : Finding
        Only a ``warning`` at a place can be settled.
    """
    place = finding.place
    if finding.severity != "warning" or place is None:
        return finding
    value = _value(inventory, place)
    if not value:
        return finding
    check = dict(finding.details).get("check", "")
    parts = [("check", check)] if check else []
    key = confirmation(finding.code, (*parts, ("place", str(place)), ("value", value)))
    keyed = replace(finding, details=(*finding.details, (CONFIRM, key)))
    return _as_note(keyed, inventory.project.settings.get(key, "").strip())


def _as_note(finding: Finding, reason: str) -> Finding:
    if not reason:
        return finding
    return replace(finding, severity="note", details=(*finding.details, (REASON, reason)))


def _value(inventory: Inventory, place: Place) -> str:
    """What stands at a place: as typed, or the figure that was computed; ``""`` where there is none."""
    held = inventory.project.answers.get(place)
    if held is not None:
        return f"{held.text} {held.unit}".strip()[:_LONGEST] if held.standing == "given" else held.standing
    result: Result | None = None
    if place.quantity in inventory.compiled.lines:
        result = inventory.line(place.quantity, place.period, place.row)
    elif place.quantity in inventory.compiled.vocabulary.quantities:
        result = inventory.quantity(place.quantity, place.period, place.row)
    if not isinstance(result, Traced):
        return ""
    return plain(result.value) if not isinstance(result.value, str | bool) else str(result.value)
