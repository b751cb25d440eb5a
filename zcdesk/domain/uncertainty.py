"""Grade: how sure a figure of one origin is. Which meter, which estimate, which publication stands behind it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Literal

from zcdesk.domain.answer import PROJECT, Place, months_of, year_of
from zcdesk.domain.factor import Confidence, Source
from zcdesk.domain.number import NotANumber, read
from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words

Of = Literal["answer", "factor"]
Shape = Literal["normal", "lognormal"]
Act = Literal["", "evidence", "meter", "measure"]

GRADE = "grade:"
"""What the setting begins with that keeps the grade of an answer: ``grade:fuel.amount[F01]``."""

RECORD = "uncertainty:"
"""What the setting begins with that keeps the recorded assessment of a year: ``uncertainty:2025``."""

OWN = "own"
"""A grade that is no class of the tables but a percentage that somebody answers for: ``own:2.5``."""

_OWN = re.compile(r"own:(\d{1,4}(?:\.\d{1,4})?)")
MOST_OWN = Decimal(1000)
"""The widest own percentage. [%]"""


@dataclass(frozen=True, slots=True)
class Grade:
    """A class of meter, record, estimate or published factor.

    Attributes
    ----------
    id : str
    words : Words
    of : Of
        Whether it is a class of answers or of factors.
    low, high : Decimal
        How far the true value may lie below and above, at 95 %. [%]
    shape : Shape
        ``lognormal`` where a band of this width would let a normal distribution fall below zero.
    activity, instrument, factor : int
        Points of data quality, 1 (best) to 3; 0 where it says nothing about that.
    units : tuple of str
        Canonical units of the quantities that it is a class for, as written; empty for all.
    better : str
        Grade that is reached by `act`; ``""`` none.
    act : Act
        What is to be done to reach it.
    source, clause, confidence : str
        Where the band is published.
    note : Words
    """

    id: str
    words: Words
    of: Of
    low: Decimal
    high: Decimal
    source: str
    clause: str
    confidence: Confidence
    shape: Shape = "normal"
    activity: int = 0
    instrument: int = 0
    factor: int = 0
    units: tuple[str, ...] = ()
    better: str = ""
    act: Act = ""
    note: Words = field(default=Words("", ""))

    @property
    def exact(self) -> bool:
        """Whether it widens nothing: a convention, or counted elsewhere."""
        return not self.low and not self.high


@dataclass(frozen=True, slots=True)
class Preset:
    """The usual grade of answers; the first that fits is taken.

    Attributes
    ----------
    grade : str
    evidence : tuple of str
        Kinds of evidence of which the answer has one; ``none`` for an answer without; empty for any.
    units : tuple of str
        Canonical units of the quantities meant, as written; empty for any.
    quantities : tuple of str
        Beginnings of the ids of quantities; empty for any.
    """

    grade: str
    evidence: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactorPreset:
    """The grade of published values; the first that fits is taken.

    Attributes
    ----------
    grade : str
    kinds : tuple of str
        Kinds of factor; one that ends with ``.`` is the beginning of several; empty for any.
    keys : tuple of str
        What it is of; empty for any.
    """

    grade: str
    kinds: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rank:
    """A step of data quality by its points: up to `most` points it is called `words`."""

    id: str
    words: Words
    most: int


@dataclass(frozen=True, slots=True)
class Grading:
    """All grades with their usual places.

    Attributes
    ----------
    grades : mapping of str to Grade
        In the order in which they are offered.
    presets, factor_presets : tuple
    ranks : tuple of Rank
        From the best.
    sources : mapping of str to Source
    digest : str
        SHA-256 over the files.
    """

    grades: Mapping[str, Grade] = field(default_factory=dict)
    presets: tuple[Preset, ...] = ()
    factor_presets: tuple[FactorPreset, ...] = ()
    ranks: tuple[Rank, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    digest: str = ""

    def find(self, id_: str) -> Grade | None:
        """The grade of an id; of ``own:2.5`` one that is made for it. None if there is none."""
        own = own_percent(id_)
        if own is None:
            return self.grades.get(id_)
        base = self.grades.get(OWN)
        if base is None:
            return None
        return Grade(
            id_, base.words, "answer", own, own, base.source, base.clause, base.confidence,
            "lognormal" if own > WIDE else "normal", base.activity, base.instrument, note=base.note,
        )  # fmt: skip

    def rank(self, points: int) -> Rank | None:
        """The step that so many points reach."""
        return next((rank for rank in self.ranks if points <= rank.most), None)


WIDE = Decimal(60)
"""Half-width from which a normal distribution is no longer believed: its deviation is over 0.3 of the mean. [%]"""


def own_percent(id_: str) -> Decimal | None:
    """The percentage of ``own:2.5``; None if it is no such grade or out of bounds."""
    found = _OWN.fullmatch(id_)
    if found is None:
        return None
    try:
        value = read(found[1])
    except NotANumber:
        return None
    return value if 0 < value <= MOST_OWN else None


def grade_key(place: Place) -> str:
    """The setting that keeps the grade of an answer: ``grade:fuel.amount[F01]``, of one month ``…@2025-03``."""
    return f"{GRADE}{place}"


def grade_place(key: str) -> Place | None:
    """The place that `grade_key` told; None if the key is none."""
    if not key.startswith(GRADE):
        return None
    rest, _, period = key.removeprefix(GRADE).partition("@")
    name, _, row = rest.partition("[")
    return Place(name, row.removesuffix("]"), period)


def kept_at(place: Place) -> tuple[Place, ...]:
    """Where the grade of an answer may be kept: of the month, of the year, of the row; the nearest first."""
    year = year_of(place.period)
    places = [place, Place(place.quantity, place.row, year), Place(place.quantity, place.row, PROJECT)]
    return tuple(dict.fromkeys(places))


def months_kept(settings: Mapping[str, str], place: Place) -> tuple[str, ...]:
    """Keys of the months of a year whose grade is kept apart from that of the year."""
    year = year_of(place.period)
    keys = (grade_key(Place(place.quantity, place.row, month)) for month in months_of(year)) if year else ()
    return tuple(key for key in keys if key in settings)


def band_text(low: float, high: float) -> str:
    """``±2 %``, or ``−2.6/+5.3 %`` where the sides differ."""
    below, above = short(low), short(high)
    return f"±{below} %" if below == above else f"\u2212{below}/+{above} %"


def short(value: float) -> str:
    """A percentage or points for people: one decimal, two below one, without trailing zeros."""
    text = f"{value:.1f}" if value >= 1 else f"{value:.2f}"
    return text.rstrip("0").rstrip(".")


def recorded_band(text: str | None) -> str:
    """The band of the total in a recorded assessment; a dash where there is none or it cannot be read."""
    try:
        total = json.loads(text or "")["total"]
        return band_text(float(total["low_percent"]), float(total["high_percent"]))
    except (ValueError, KeyError, TypeError):
        return "—"
