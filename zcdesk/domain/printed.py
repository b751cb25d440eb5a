"""Printed: lines of a published report as they stand on its pages, and what the report says about them."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from zcdesk.domain.record import dataclass

Kind = Literal["result", "input"]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A figure of a report.

    Attributes
    ----------
    id : str
        Of this line alone.
    name, period, unit : str
        As printed.
    text : str
        The figure as printed, so that its decimals are known.
    value : Decimal
        What it says. [unit]
    half : Decimal
        Half a unit of its last printed digit. [unit]
    kind : Kind
        ``result``: rounded when it was printed. ``input``: activity data and factors, which a report computes with as
        they are printed.
    part_of : str
        The line it is a part of; ``""`` if none was given.
    minus : bool
        It is taken off that line.
    share : Decimal or None
        Its printed share. [%]
    share_half : Decimal
        Half a unit of the last digit of the share. [%]
    share_of : str
        The line it is a share of; ``""``: the one it is a part of.
    """

    id: str
    name: str
    text: str
    value: Decimal
    half: Decimal
    unit: str = ""
    period: str = ""
    kind: Kind = "result"
    part_of: str = ""
    minus: bool = False
    share: Decimal | None = None
    share_half: Decimal = Decimal(0)
    share_of: str = ""

    @property
    def step(self) -> Decimal:
        """One unit of its last printed digit. [unit]"""
        return self.half * 2

    @property
    def label(self) -> str:
        """How it is spoken of: name and period, else its id."""
        return " ".join(part for part in (self.name or self.id, self.period) if part)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a report says a line is made of.

    Attributes
    ----------
    result : str
        Line that is made.
    formula : str
        Of ids of lines, numbers, ``+ - * /`` and brackets.
    name : str
    """

    result: str
    formula: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """A report to be audited: title and source as given, its lines, its relations."""

    title: str
    source: str
    lines: tuple[PrintedLine, ...]
    relations: tuple[Relation, ...] = ()
