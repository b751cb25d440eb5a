"""Factor: a published value with everything needed to find it again."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words

Confidence = Literal["A", "B", "C"]


@dataclass(frozen=True, slots=True)
class Source:
    """A publication: title, number, issuer, date (ISO; ``""`` unknown)."""

    id: str
    title: Words
    number: str
    issuer: Words
    date: str = ""


@dataclass(frozen=True, slots=True)
class Factor:
    """One published value.

    Attributes
    ----------
    set : str
        Factor set it belongs to.
    kind, key, region : str
        What it is (``grid.provincial``), of what (``CN-JS``), where it holds (``CN``).
    value : Decimal
        As published. [unit]
    unit : str
    year : str
        Data year; ``""`` if it has none.
    valid_from, valid_to : str
        ISO dates; ``""`` open.
    source : str
        Id of the `Source` in the set.
    clause : str
        Table, annex or clause.
    confidence : Confidence
        A: official text or two independent sources. B: seen once. C: from memory, unconfirmed.
    check_by : str
        ISO date by which a person should look again.
    checked : str
        Second publication that agrees; ``""`` none.
    note : Words
    """

    set: str
    kind: str
    key: str
    value: Decimal
    unit: str
    region: str
    year: str
    valid_from: str
    valid_to: str
    source: str
    clause: str
    confidence: Confidence
    check_by: str
    checked: str
    note: Words

    @property
    def id(self) -> str:
        """``cn.grid:grid.provincial/CN-JS/CN-JS/2023``."""
        return f"{self.set}:{self.kind}/{self.key}/{self.region}/{self.year}"


@dataclass(frozen=True, slots=True)
class FactorSet:
    """One publication's values, kept apart from every other's.

    Attributes
    ----------
    rows : mapping of (kind, key) to tuple of Factor
    digest : str
        SHA-256 over the files of the set.
    """

    id: str
    words: Words
    publisher: Words
    licence: Words
    note: Words
    sources: Mapping[str, Source]
    rows: Mapping[tuple[str, str], tuple[Factor, ...]]
    digest: str
