"""Method: an accounting method of one edition, as lines, checks and totals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from zcdesk.domain.number import Rounding, printed, published
from zcdesk.domain.record import dataclass
from zcdesk.domain.trace import Traced
from zcdesk.domain.words import Words

View = Literal["", "location", "market"]
Fold = Literal["", "sum", "mean"]
Scope = Literal["", "1", "2", "3", "biogenic", "energy"]

CARBON = ("carbon_in", "carbon_out", "carbon_left")
"""Groups of the lines of a carbon balance: brought in, carried out, and neither oxidised nor decomposed."""


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
        Emission category for tables and charts: ``fuel``, ``process``, ``power``, ``heat`` …; or one of `CARBON`.
    fold : Fold
        How a year follows from its months where means of months are read: ``sum``, or ``mean`` weighted by `weight`;
        ``""`` for a formula that gives the same from the means. A year of which some month cannot be computed is
        computed from the means and says so.
    weight : str
        Quantity of the same rows that weighs a mean.
    spare : bool
        A total that is shown where it can be counted and that nothing waits for where it cannot.
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
    spare: bool = False
    fold: Fold = ""
    weight: str = ""


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
    tells : tuple of str
        Lines whose figures the finding tells, as printed: ``{tells_1}``, ``{tells_2}`` … in its words.
    """

    id: str
    holds: str
    finding: str
    at: str
    when: str = ""
    over: str = ""
    severity: Literal["error", "warning", "note"] = "warning"
    clause: str = ""
    tells: tuple[str, ...] = ()


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
        ``inventory``, ``energy``, or ``scheme`` inside a `zcdesk.domain.scheme.Scheme`.
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
        SHA-256 of its content as it is kept in a project (`zcdesk.packs.frozen`).
    unconfirmed : mapping of str to Words
        What in the text of the method itself could not be confirmed, by line id.
    beside : bool
        Looks at the whole organisation in its own way; stands beside other methods and is never added to them.
    """

    id: str
    edition: str
    words: Words
    document: Words
    issued: str
    kind: Literal["inventory", "energy", "scheme"]
    rounding: Rounding
    factor_sets: tuple[str, ...]
    boundary: Words
    lines: Mapping[str, Line]
    checks: tuple[Check, ...]
    digest: str
    unconfirmed: Mapping[str, Words]
    beside: bool = False

    @property
    def key(self) -> str:
        """``cn.machinery@2015``."""
        return f"{self.id}@{self.edition}"


def places_of(method: Method, line: Line) -> int:
    """Decimals of a line that is no coefficient: its own, else those of the method."""
    return method.rounding.places if line.places is None else line.places


def is_coefficient(method: Method, line: Line) -> bool:
    """Whether a line is a coefficient: so much per something, and used or listed row by row.

    A coefficient is printed with the digits of its publication, or with eight of its own, so that the printed
    results can be computed again from the printed numbers. What nothing reads is an indicator and is rounded;
    of a scheme only what it takes from a publication is kept as published.
    """
    if method.kind == "scheme":
        return line.formula.startswith("factor(")
    if line.scope or line.total or not ("/" in line.unit or line.unit in ("1", "%")):
        return False
    if line.over:
        return True
    name = re.compile(rf"(?<![\w.]){re.escape(line.id)}(?![\w.])")
    return any(line.id in other.formula and name.search(other.formula) for other in method.lines.values())


def printed_value(method: Method, line: Line, result: Traced) -> str:
    """The value of a line as every report and every exchange file prints it."""
    if is_coefficient(method, line):
        return published(picked(result).number, method.rounding.mode)
    return printed(result.number, places_of(method, line), method.rounding.mode)


def picked(result: Traced) -> Traced:
    """Where a value that a line only takes over comes from: the answer or the factor; else the value itself."""
    while result.kind == "line":
        numbers = [item for item in result.inputs if isinstance(item.value, Decimal)]
        if len(numbers) != 1 or numbers[0].value != result.value or numbers[0].unit != result.unit:
            return result
        result = numbers[0]
    return result
