"""Answer: what was typed, where it sits, and how sure it is."""

from __future__ import annotations

import re
from dataclasses import field
from functools import cache
from typing import Literal

from zcdesk.domain.record import dataclass

Standing = Literal["given", "default", "none"]
STANDINGS: tuple[Standing, ...] = ("given", "default", "none")

PROJECT = ""
"""The period of an answer that holds for the whole project."""

_PERIOD = re.compile(r"(?:\d{4}(?:-(?:0[1-9]|1[0-2]))?)?")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an answer sits.

    Attributes
    ----------
    quantity : str
        Id of a quantity of the vocabulary, ``fuel.amount``; or of a table (``fuel``) for the answer "this plant
        has none of these".
    row : str
        Id of a row of a table (``F01``); ``""`` for a quantity that stands alone.
    period : str
        ``2025-03`` a month, ``2025`` a year, ``""`` the whole project.
    """

    quantity: str
    row: str = ""
    period: str = PROJECT

    def __str__(self) -> str:
        row = f"[{self.row}]" if self.row else ""
        when = f"@{self.period}" if self.period else ""
        return f"{self.quantity}{row}{when}"


@dataclass(frozen=True, slots=True)
class Cite:
    """A piece of evidence that an answer rests on, with the pages meant (``1-12``; ``""`` for the whole)."""

    evidence: str
    pages: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was typed, verbatim.

    Attributes
    ----------
    text : str
        As typed: ``12.50``, ``12万``, ``=3*40+5``, an option's id, a text, a date. ``""`` where `standing` is
        not ``given``.
    unit : str
        Unit chosen beside it, as written (``万Nm³``); ``""`` where the quantity has none.
    standing : Standing
        ``given``: typed. ``default``: "I do not know": the published default is taken, visibly.
        ``none``: "this plant has none of it": a stated zero.
    note : str
        The user's remark.
    evidence : tuple of Cite
        What proves it.
    illustrative : bool
        The value was made up for demonstration and says so wherever it is shown.
    """

    text: str
    unit: str = ""
    standing: Standing = "given"
    note: str = ""
    evidence: tuple[Cite, ...] = field(default=())
    illustrative: bool = False


def is_period(text: str) -> bool:
    """Whether the text is a period: ``""``, a year or a month."""
    return _PERIOD.fullmatch(text) is not None


def year_of(period: str) -> str:
    """The year a period lies in; ``""`` for the whole project."""
    return period[:4]


@cache
def months_of(year: str) -> tuple[str, ...]:
    """The twelve months of a year, January first."""
    return tuple(f"{year}-{month:02d}" for month in range(1, 13))


def writable(text: str) -> str:
    """The text without half surrogates and zero bytes, which no file and no page can hold.

    They come from broken clipboards; each becomes U+FFFD, so that it is seen that something stood there.
    """
    if text.isprintable():
        return text
    return "".join("\ufffd" if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in text)
