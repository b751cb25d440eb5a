"""Parts of the chain of a number as the screen shows it: the figure that is explained, and one input below it."""

from __future__ import annotations

from dataclasses import dataclass

from zcdesk.domain.answer import Place
from zcdesk.workbench.results.chain_links import Link


@dataclass(frozen=True, slots=True)
class Node:
    """One input in the tree below a figure.

    Attributes
    ----------
    path : tuple of int
        Where it stands in the tree; the figure itself is ``()``.
    figure : str
        Its id, to explain it by itself; ``""`` for a constant.
    place : Place or None
        The field to go to: its own, or the first answer below it.
    name, symbol, value, unit : str
    note : str
        How it was made, in a few words: what was typed, the publication, the formula.
    who : str
        Who entered it and when; ``""`` where it is no answer.
    evidence : str
        Numbers and pages of the evidence.
    flags : tuple of str
        What is good to know of this step.
    cautions : tuple of str
        What a person must confirm of it.
    doubt : str
        What is doubtful about it, or about something below it.
    leaf : bool
        Nothing below it.
    """

    path: tuple[int, ...]
    figure: str
    place: Place | None
    name: str
    symbol: str
    value: str
    unit: str
    note: str
    who: str
    evidence: str
    flags: tuple[str, ...]
    cautions: tuple[str, ...]
    doubt: str
    leaf: bool

    @property
    def said(self) -> str:
        """The node as a screen reader says it."""
        amount = f"{self.value} {self.unit}".strip()
        parts = (
            self.name,
            amount,
            self.note,
            self.who,
            self.evidence,
            *self.flags,
            *self.cautions,
            self.doubt,
        )
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Head:
    """The figure that is explained.

    Attributes
    ----------
    id, name, where : str
        ``fuel.co2[F01]@2025``; what it is called; row and period.
    value, unit : str
        As printed; both ``""`` while something is missing.
    formula, numbers : str
        With symbols, and with the numbers put in; ``""`` for what was not computed.
    unrounded, printed : str
        All digits, and how they are printed by which rule; ``""`` for what was not computed.
    note : str
        Where it comes from, for what was not computed: typed text, publication, months.
    who, evidence : str
    clause, document : str
        Clause of the method, and the method.
    flags : tuple of str
        What must be known of it and of everything below it.
    doubts : tuple of str
        Findings that are still open about something below it.
    missing : str
        ``这个数还算不出，缺 2 项：``; ``""`` if it is known.
    gaps : tuple of Link
        What it waits for.
    place : Place or None
        The field to go to.
    cut : bool
        Some number here has more digits than are told.
    """

    id: str
    name: str
    where: str
    value: str
    unit: str
    formula: str = ""
    numbers: str = ""
    unrounded: str = ""
    printed: str = ""
    note: str = ""
    who: str = ""
    evidence: str = ""
    clause: str = ""
    document: str = ""
    flags: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    missing: str = ""
    gaps: tuple[Link, ...] = ()
    place: Place | None = None
    cut: bool = False
