"""Finding: something about the user's data that a person should look at."""

from __future__ import annotations

from typing import Literal

from zcdesk.domain.answer import Place
from zcdesk.domain.record import dataclass
from zcdesk.domain.trace import TO_CONFIRM, confirmation

CONFIRM, REASON = "confirm", "reason"
"""Details of a doubt about a figure: the key by which it can be confirmed; what was said when it was."""

Severity = Literal["error", "missing", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong or doubtful, where, and the material for the way out.

    Attributes
    ----------
    code : str
        Key in ``resources/text/findings.toml``; the words come from there.
    severity : Severity
        ``error``: the value cannot be used. ``missing``: something is not answered. ``warning``: usable but
        doubtful, must be confirmed. ``note``: good to know.
    place : Place or None
        Where it is; None for the project as a whole.
    details : tuple of (str, str)
        What fills the places in the words.
    """

    code: str
    severity: Severity
    place: Place | None = None
    details: tuple[tuple[str, str], ...] = ()


def confirm_key(finding: Finding) -> str:
    """Key of the setting by which a person confirms a doubt; ``""`` if it is none, or none that can be."""
    if finding.severity != "warning":
        return ""
    if finding.code in TO_CONFIRM:
        return confirmation(finding.code, finding.details)
    return dict(finding.details).get(CONFIRM, "")
