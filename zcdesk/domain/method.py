"""Method: an accounting method of one edition, as lines, checks and totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from zcdesk.domain.number import Rounding
from zcdesk.domain.words import Words

View = Literal["", "location", "market"]
Scope = Literal["", "1", "2", "3", "biogenic", "energy"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a method: what is computed.

    Attributes
    ----------
    id, words, symbol
    unit : str
        Unit of the result; ``GJ/fuel-unit`` where bound per row.
    formula : str
        In the formula language, as the guideline prints it.
    clause : str
        Clause and equation number. Never empty.
    over : str
        Table for each of whose rows it is computed; ``""`` once.
    scope : Scope
        Emission scope it belongs to, if it is an emission; ``biogenic`` stays out of every total.
    view : View
        Which view of scope 2 it belongs to; ``""`` both.
    total : bool
        It is a total of the method: shown in ``totals``.
    places : int or None
        Decimals when printed; None means the method's.
    group : str
        Emission category for tables and charts: ``fuel``, ``process``, ``power``, ``heat`` …
    """

    id: str
    words: Words
    unit: str
    formula: str
    clause: str
    over: str = ""
    symbol: str = ""
    scope: Scope = ""
    view: View = ""
    total: bool = False
    places: int | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A plausibility check.

    Attributes
    ----------
    when, holds : str
        Formulas giving yes/no; nothing is found where either is missing.
    finding : str
        Key in findings.toml.
    at : str
        Quantity that the finding points at.
    severity : str
    clause : str
    """

    id: str
    holds: str
    finding: str
    at: str
    when: str = ""
    over: str = ""
    severity: Literal["error", "warning", "note"] = "warning"
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Method:
    """An edition of a method.

    Attributes
    ----------
    id, edition : str
        ``cn.machinery``, ``2015``.
    words : Words
    document : Words
        Title and number of the guideline.
    issued : str
        ISO date.
    kind : str
        ``inventory`` or ``energy``.
    rounding : Rounding
    factor_sets : tuple of str
        Sets that answer ``factor(...)``, the method's own first; a later set is a visible fallback for kinds
        that an earlier one has.
    boundary : Words
        核算边界 in the method's words, for the report.
    lines : mapping of str to Line
        In the order in which they are printed.
    checks : tuple of Check
    digest : str
        SHA-256 over the files it was loaded from.
    unconfirmed : mapping of str to Words
        What in the text of the method itself could not be confirmed, by line id.
    """

    id: str
    edition: str
    words: Words
    document: Words
    issued: str
    kind: Literal["inventory", "energy"]
    rounding: Rounding
    factor_sets: tuple[str, ...]
    boundary: Words
    lines: Mapping[str, Line]
    checks: tuple[Check, ...]
    digest: str
    unconfirmed: Mapping[str, Words]

    @property
    def key(self) -> str:
        """``cn.machinery@2015``."""
        return f"{self.id}@{self.edition}"
