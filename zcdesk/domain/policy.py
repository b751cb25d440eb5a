"""Policy: what a government asks, allows or pays around a plant's scheme, with where and until when it holds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from zcdesk.domain.factor import Confidence, Source
from zcdesk.domain.record import dataclass
from zcdesk.domain.vocabulary import NOTHING
from zcdesk.domain.words import Words

Standing = Literal["force", "draft", "indicative", "target", "told"]
"""A document in force, a draft, an indicative value, a goal, or what only the press or a third party says."""

State = Literal["current", "future", "expired"]


@dataclass(frozen=True, slots=True)
class Sector:
    """An industry as policies name it.

    Attributes
    ----------
    codes : tuple of str
        Beginnings of GB/T 4754 codes that are taken to belong to it; the documents themselves name no codes.
    """

    id: str
    words: Words
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """One rule.

    Attributes
    ----------
    id : str
        ``pv_self_use/CN-NX/public``: unique, beginning with its topic.
    words : Words
        For whom or for what it is.
    rule : Words
        What it says, in our words.
    region : str
        ``CN`` or a province; `place` names what is smaller.
    sectors : tuple of str
        Industries that it names; empty for all.
    standing : Standing
    measure : str
        How the value is meant; ``""`` where there is none.
    value : Decimal or None
        [unit]; None where the rule has no number or the number was not seen.
    cap : Decimal or None
        Greatest amount of one grant: [cap_unit], for each thing counted, a year where `cap_yearly`.
    issued : str
        ISO day, month or year of the document; ``""`` not known.
    valid_from, valid_to : str
        ISO dates; ``""`` open or not known.
    clause : str
        Document and place in it that the source quotes.
    check_by : str
        ISO date by which a person should look again.
    unknown : Words
        What of it was not seen.
    """

    id: str
    words: Words
    rule: Words
    region: str
    standing: Standing
    source: Source
    clause: str
    confidence: Confidence
    check_by: str
    place: Words = NOTHING
    sectors: tuple[str, ...] = ()
    measure: Literal["", "at_least", "at_most", "exactly"] = ""
    value: Decimal | None = None
    unit: str = ""
    cap: Decimal | None = None
    cap_unit: str = ""
    cap_yearly: bool = False
    issued: str = ""
    valid_from: str = ""
    valid_to: str = ""
    unknown: Words = NOTHING

    def state(self, day: str) -> State:
        """Whether it holds on a day: what has no end stays current, so that `check_by` has to be looked at as well.

        Parameters
        ----------
        day : str
            ISO date.
        """
        if self.valid_to and self.valid_to < day:
            return "expired"
        return "future" if self.valid_from and self.valid_from > day else "current"

    def holds_in(self, region: str) -> bool:
        """Whether a plant of that province is meant."""
        return self.region in ("CN", region)


@dataclass(frozen=True, slots=True)
class Topic:
    """Rules of one kind: ``pv_self_use``.

    Attributes
    ----------
    note : Words
        What of the subject is not known, and what to mind in reading it.
    """

    id: str
    words: Words
    note: Words
    rows: tuple[Policy, ...]


@dataclass(frozen=True, slots=True)
class Policies:
    """All of them, in the order of their files."""

    topics: Mapping[str, Topic]
    sectors: Mapping[str, Sector]

    def sectors_of(self, code: str) -> tuple[str, ...]:
        """Industries that a GB/T 4754 code is taken to belong to; a code of any length, without its letter."""
        return tuple(
            id_
            for id_, each in self.sectors.items()
            if code and any(code.startswith(part) for part in each.codes)
        )
