"""Scheme: what a call or an evaluation asks of a plant, as criteria over the results of its methods."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from zcdesk.domain.factor import Confidence
from zcdesk.domain.method import Method
from zcdesk.domain.record import dataclass
from zcdesk.domain.vocabulary import NOTHING
from zcdesk.domain.words import Words

Verdict = Literal["met", "not_met", "not_applicable", "unknown"]


@dataclass(frozen=True, slots=True)
class Taken:
    """A result line of a pinned method that the scheme reads under its own name.

    Attributes
    ----------
    line : str
        ``energy.total``.
    kind : str
        Kind of the method that has it; of several energy methods the fullest is asked.
    unit : str
        A line that another method counts in another unit is not taken.
    """

    line: str
    kind: Literal["inventory", "energy"]
    words: Words
    unit: str
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a value is held to at a level.

    Attributes
    ----------
    level : str
    formula : str
        In the unit of the value: ``factor('zcf.k1_entry', 'default')``.
    applies : str
        Formula giving yes/no; ``""`` always.
    """

    level: str
    formula: str
    applies: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """What a criterion is worth at most.

    Attributes
    ----------
    most : Decimal
    clause : str
        Table and row of the document.
    confidence : Confidence
        Of points and of the scoring rule, as of a factor.
    """

    most: Decimal
    clause: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Wanted:
    """Evidence that counts: its kind by the vocabulary, and what exactly, where that can be said."""

    kind: str
    words: Words = NOTHING


@dataclass(frozen=True, slots=True)
class Criterion:
    """One gate or indicator.

    Attributes
    ----------
    id : str
        Beginning of the ids of its lines: ``k1.entry.met``.
    number : str
        As the document (or its known rendering) numbers it.
    kind : str
        A ``gate`` that is not met bars the application; ``core`` decides; ``indicator`` is looked at; ``check`` is a
        step of a guided checklist, which decides nothing.
    group : str
        Dimension, one of the scheme's groups; ``""`` none.
    clause : str
    confidence : Confidence
        Of the wording, as of a factor.
    applies : str
        Formula giving yes/no; ``""`` always.
    holds : str
        Formula giving yes/no, for what is no number.
    level : str
        Level that `holds` belongs to; ``""`` the first of the scheme.
    value : str
        Line whose number it is.
    better : str
        ``lower``: at most the threshold; ``higher``: at least.
    thresholds : tuple of Threshold
    unknown : Words
        What is not publicly known of it; where nothing can be judged for that reason, the verdict is unknown.
    points : Points or None
        None where it is worth none, or that is not public.
    score : str
        Formula of the points it gets, which may read ``k1.points``; ``linear``: in proportion to the threshold; ``""``
        all of them where it is met, none where it is not.
    ask, why, source : Words
        For the checklist: the question, why it is asked, and where its answer is found.
    wants : tuple of Wanted
        Evidence that counts.
    skippable : bool
        The document lets a plant leave it out with a reason: it is then not applicable. Elsewhere a reason why it was
        not asked leaves it unknown.
    plan : str
        Formula of what the plant means to reach in a year, in the unit of the value; ``""`` none is asked for.
    planned : str
        Formula giving yes/no: whether there is a plan for the year; ``""`` always.
    """

    id: str
    number: str
    kind: Literal["gate", "core", "indicator", "check"]
    words: Words
    clause: str
    confidence: Confidence
    group: str = ""
    applies: str = ""
    holds: str = ""
    level: str = ""
    value: str = ""
    better: Literal["", "lower", "higher"] = ""
    thresholds: tuple[Threshold, ...] = ()
    unknown: Words = NOTHING
    points: Points | None = None
    score: str = ""
    ask: Words = NOTHING
    why: Words = NOTHING
    source: Words = NOTHING
    wants: tuple[Wanted, ...] = ()
    skippable: bool = False
    plan: str = ""
    planned: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """What would close the gap of a criterion, in a unit of its own.

    Attributes
    ----------
    id : str
        End of the ids of its lines: ``k2.entry.measure.pv``.
    criterion, level : str
        Whose gap; a level left blank means each level with a threshold. Of one whose threshold is not public it is
        what is left to do, shown beside the value.
    words, note : Words
        What it is; what goes with it.
    unit : str
    formula : str
        ``{level}`` stands for the level: ``k2.{level}.gap * national.energy / national.coefficient``.
    clause : str
    applies : str
        Formula giving yes/no; ``""`` always.
    most : str
        Formula of how much of it there can be; ``""`` no known bound.
    places : int or None
        Decimals when printed, always rounded up; None means the scheme's.
    """

    id: str
    criterion: str
    words: Words
    unit: str
    formula: str
    clause: str
    level: str = ""
    applies: str = ""
    most: str = ""
    note: Words = NOTHING
    places: int | None = None


@dataclass(frozen=True, slots=True)
class SchemeCheck:
    """A rule that the facts must keep for verdicts to stand. Attributes as of `zcdesk.domain.method.Check`, and:

    Attributes
    ----------
    holds : str
        Formula giving yes/no; ``""`` where `unique` says what must hold.
    unique : str
        Quantity of the rows of a table of which no two rows may say the same: the number of a certificate.
    severity : str
        No ``error``: a report of emissions does not wait for a scheme.
    spoils : tuple of str
        Criteria whose verdict is unknown while the rule is broken; ``*`` all of them.
    """

    id: str
    finding: str
    at: str
    clause: str
    holds: str = ""
    when: str = ""
    over: str = ""
    unique: str = ""
    severity: Literal["warning", "note"] = "warning"
    tells: tuple[str, ...] = ()
    spoils: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """An edition of a scheme.

    Attributes
    ----------
    method : Method
        Its lines, those of its verdicts included, with head, factor sets and rounding: it is computed like a method.
    levels, groups : mapping of str to Words
    taken : mapping of str to Taken
    choices : tuple of str
        Choice quantities that say how the plant reads what the text leaves open.
    criteria : tuple of Criterion
    incomplete : Words
        What of the scheme as a whole is not publicly known; ``""`` nothing.
    region : str
        Province that it is for, an option of the list ``province``; ``""`` the whole country.
    city : Words
        City of the province, where it is for one.
    sectors : tuple of str
        Letters and beginnings of codes of GB/T 4754 that it is for; empty: all.
    valid_from, valid_to : str
        First and last day on which it is applied for; ``""`` not known or open.
    withdrawn : str
        Day since which it is withdrawn; ``""`` it is not.
    successor : str
        Id and edition of the scheme that took its place; ``""`` none.
    points : Decimal or None
        What the document says that all criteria are worth together.
    absent : str
        Points of what does not apply: ``left_out`` of the sum and of its maximum, or given in ``full``.
    measures : tuple of Measure
    checks : tuple of SchemeCheck
    """

    method: Method
    levels: Mapping[str, Words]
    groups: Mapping[str, Words]
    taken: Mapping[str, Taken]
    choices: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    incomplete: Words = NOTHING
    region: str = ""
    city: Words = NOTHING
    sectors: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    withdrawn: str = ""
    successor: str = ""
    points: Decimal | None = None
    absent: Literal["left_out", "full"] = "left_out"
    measures: tuple[Measure, ...] = ()
    checks: tuple[SchemeCheck, ...] = ()

    @property
    def key(self) -> str:
        """``cn.zero-carbon-factory@2026``."""
        return self.method.key

    @property
    def first(self) -> str:
        """The level by which a plant applies."""
        return next(iter(self.levels))

    def over_on(self, day: str) -> Literal["", "withdrawn", "expired"]:
        """Whether it is no longer applied on a day, and why."""
        if self.withdrawn and self.withdrawn <= day:
            return "withdrawn"
        return "expired" if self.valid_to and self.valid_to < day else ""


def levels_of(criterion: Criterion, first: str) -> tuple[str, ...]:
    """The levels at which a criterion is judged; the first of the scheme where it names none."""
    return tuple(each.level for each in criterion.thresholds) or (criterion.level or first,)
