"""What the pages of readiness are told: pieces that can be explained, bars, levels, gates and indicators, choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zcdesk.domain.scheme import Verdict
from zcdesk.workbench.results.chain_links import Link

Role = Literal["ink", "quiet", "good", "doubt", "bad"]

ICONS: dict[str, tuple[str, Role]] = {
    "met": ("circle-check", "good"),
    "not_met": ("circle-x", "bad"),
    "not_applicable": ("circle-minus", "quiet"),
    "choice": ("circle-help", "doubt"),
    "missing": ("circle-dashed", "ink"),
    "text": ("circle-help", "quiet"),
    "skipped": ("skip-forward", "quiet"),
    "spoilt": ("triangle-alert", "doubt"),
    "evidence": ("triangle-alert", "doubt"),
    "withdrawn": ("circle-x", "doubt"),
    "expired": ("circle-x", "doubt"),
    "changed": ("triangle-alert", "doubt"),
    "lost": ("circle-x", "doubt"),
    "unknown": ("circle-help", "quiet"),
}
"""The mark of a state and its colour; the state is said in words beside it."""

Figure = str
"""Id by which a chain opens; ``""`` none."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something shown that can be explained.

    Attributes
    ----------
    text, unit : str
    figure : Figure
    said : str
        As a screen reader says it: what it is, then how much.
    """

    text: str
    figure: Figure
    said: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A value or a threshold on a bar.

    Attributes
    ----------
    at : float
        Where, from 0 to 1: a place on the screen.
    text : str
    piece : Piece
    role : str
        ``value``, ``open`` (one of several readings), ``level`` or ``last`` (the best level).
    """

    at: float
    text: str
    piece: Piece
    role: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A value against its thresholds; places from 0 to 1.

    Attributes
    ----------
    marks : tuple of Mark
    lower : bool
        Less is better.
    entry, last : float
        Where the first and the best level are reached.
    """

    marks: tuple[Mark, ...]
    lower: bool
    entry: float
    last: float


@dataclass(frozen=True, slots=True)
class Step:
    """A level of a criterion.

    Attributes
    ----------
    level, name : str
        ``entry``, ``申报``.
    state, text : str
        Key of `ICONS`; the state in words.
    verdict : Piece
    threshold, gap : Piece or None
    measures : tuple of Piece
        What would close the gap, each in its own unit.
    """

    level: str
    name: str
    state: str
    text: str
    verdict: Piece
    threshold: Piece | None
    gap: Piece | None
    measures: tuple[Piece, ...] = ()

    @property
    def figure(self) -> Figure:
        """By which the verdict is explained."""
        return self.verdict.figure


@dataclass(frozen=True, slots=True)
class Item:
    """A gate or an indicator.

    Attributes
    ----------
    id, number, name : str
    kind, group : str
    verdict : Verdict
        Of the first level.
    state, text : str
        Key of `ICONS` and its words, for the whole criterion.
    value : Piece
        Its value, or both ends of its readings; the text is ``""`` where it is no number.
    steps : tuple of Step
    bar : Bar or None
    note : str
        Gate: what decided it, or what it waits for.
    unknown : str
        What is not publicly known of it.
    clause, confidence : str
    choices : tuple of str
        Open choices that it depends on.
    skipped : str
        Why a person skipped it; ``""`` nobody did.
    waits : tuple of Link
        What is missing, with the page of each; the first is the first to be filled in.
    lack : str
        The same in a few words: ``缺：电网购电 等 3 项``.
    """

    id: str
    number: str
    name: str
    kind: str
    group: str
    verdict: Verdict
    state: str
    text: str
    value: Piece
    steps: tuple[Step, ...]
    bar: Bar | None
    note: str
    unknown: str
    clause: str
    confidence: str
    choices: tuple[str, ...]
    skipped: str = ""
    waits: tuple[Link, ...] = ()
    lack: str = ""

    @property
    def figure(self) -> Figure:
        """What F2 explains: the value, or the verdict where there is no number."""
        return self.value.figure or self.steps[0].figure

    @property
    def said(self) -> str:
        """As a screen reader says it."""
        amount = f"{self.value.text} {self.value.unit}".strip()
        return ", ".join(part for part in (self.number, self.name, amount, self.text, self.note) if part)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the text of a scheme leaves open.

    Attributes
    ----------
    id, name : str
    why : str
        What the text says and what it does not.
    options : tuple of (str, str)
        Id and words.
    chosen : str
        ``""`` while it is open.
    """

    id: str
    name: str
    why: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Overview:
    """A year judged by one scheme.

    Attributes
    ----------
    key, name, document : str
    incomplete : str
        What of the scheme as a whole is not publicly known.
    state : str
        ``good``, ``bad`` or ``doubt``.
    verdict, because : str
        ``现在不能申报``; why, in a sentence.
    gates, cores, others : tuple of Item
    left_out : str
        Gates that are not asked of this plant.
    dimensions : tuple of (str, tuple of Item)
        Name and items, in the order of the scheme; an empty name where the scheme has no dimensions.
    choices : tuple of Choice
    missing : int
        Answers that are still wanted.
    over : str
        That it is no longer applied, and since when; ``""`` it is.
    points : Piece or None
        Points known, still open and at most; None where the scheme has none.
    first : Link or None
        The first of all that is missing.
    """

    key: str
    name: str
    document: str
    incomplete: str
    state: Role
    verdict: str
    because: str
    gates: tuple[Item, ...]
    cores: tuple[Item, ...]
    others: tuple[Item, ...]
    left_out: str
    dimensions: tuple[tuple[str, tuple[Item, ...]], ...]
    choices: tuple[Choice, ...]
    missing: int
    over: str = ""
    points: Piece | None = None
    first: Link | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything that is judged."""
        return (*self.gates, *self.cores, *self.others)
