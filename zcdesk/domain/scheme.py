"""Scheme: what a call or an evaluation asks of a plant, as criteria over the results of its methods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from zcdesk.domain.factor import Confidence
from zcdesk.domain.method import Line, Method
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
class Criterion:
    """One gate or indicator.

    Attributes
    ----------
    id : str
        Beginning of the ids of its lines: ``k1.entry.met``.
    number : str
        As the document (or its known rendering) numbers it.
    kind : str
        A ``gate`` that is not met bars the application; ``core`` decides; ``indicator`` is looked at.
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
    """

    id: str
    number: str
    kind: Literal["gate", "core", "indicator"]
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

    @property
    def key(self) -> str:
        """``cn.zero-carbon-factory@2026``."""
        return self.method.key


def lines_of(criterion: Criterion, value: Line | None, levels: Mapping[str, Words]) -> dict[str, Line]:
    """The lines by which a criterion is judged; those of yes and no have no unit.

    Parameters
    ----------
    value : Line or None
        The line of its value.
    levels : mapping of str to Words
        Those of the scheme.

    Returns
    -------
    dict of str to Line
        ``k1.applies``; at each level ``k1.entry`` (threshold), ``k1.entry.gap`` (how far the value is from it, zero
        where it is reached, both in the unit of the value), ``k1.entry.applies`` and ``k1.entry.met``.
    """
    found: dict[str, Line] = {}

    def put(end: str, formula: str, told: Words, unit: str = "") -> None:
        id_, named = f"{criterion.id}{end}", criterion.words
        words = Words(f"{named.zh}：{told.zh}", f"{named.en}: {told.en}")
        places = value.places if value is not None and unit else None
        found[id_] = Line(id_, words, unit, formula, criterion.clause, places=places)

    if criterion.applies:
        put(".applies", criterion.applies, Words("适用", "applies"))
    if criterion.holds:
        level = criterion.level or next(iter(levels))
        put(f".{level}.met", criterion.holds, _of(levels[level], "达到", "met"))
    for each in criterion.thresholds:
        assert value is not None  # a pack is checked for that
        at, bound, level_ = f".{each.level}", f"{criterion.id}.{each.level}", levels[each.level]
        if each.applies:
            put(f"{at}.applies", each.applies, _of(level_, "适用", "applies"))
        put(at, each.formula, _of(level_, "门槛", "threshold"), value.unit)
        lower = criterion.better == "lower"
        away = f"{value.id} - {bound}" if lower else f"{bound} - {value.id}"
        put(f"{at}.gap", f"max(0, {away})", _of(level_, "差距", "gap"), value.unit)
        put(f"{at}.met", f"{value.id} {'<=' if lower else '>='} {bound}", _of(level_, "达到", "met"))
    return found


def _of(level: Words, zh: str, en: str) -> Words:
    return Words(f"{level.zh}{zh}", f"{level.en}, {en}")
