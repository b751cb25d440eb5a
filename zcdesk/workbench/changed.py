"""Changed: what a command of the workbench changed, as it is told to whoever shows the project."""

from __future__ import annotations

from zcdesk.calc.line_reading import Key
from zcdesk.domain.answer import Place
from zcdesk.domain.finding import Finding
from zcdesk.domain.record import dataclass


@dataclass(frozen=True, slots=True)
class Changed:
    """What a command changed.

    Attributes
    ----------
    number : int
        Number of the edit; 0 if there was nothing to change.
    places : frozenset of Place
        Answers that are new, other or gone.
    results : frozenset of (method key, Key)
        Results that had been shown and must be asked for anew.
    all : bool
        Anything may have changed: rows, years, pins or evidence did.
    findings : tuple of Finding
        About the answers of this command.
    """

    number: int
    places: frozenset[Place] = frozenset()
    results: frozenset[tuple[str, Key]] = frozenset()
    all: bool = False
    findings: tuple[Finding, ...] = ()
