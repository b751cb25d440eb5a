"""Traced: a value that carries where it came from; Missing: what stands in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Literal

from zcdesk.domain.answer import Place
from zcdesk.domain.record import dataclass

TraceKind = Literal["answer", "factor", "constant", "line", "fold"]
GapKind = Literal["answer", "rows", "factor", "invalid", "unknown", "undefined", "method", "judged"]

TO_CONFIRM = frozenset({"older_year", "unconfirmed", "fallback_set", "expired", "substituted"})
"""Codes of flags that a person must confirm before a report can be sealed; the others are good to know."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a reader must see beside a number.

    Attributes
    ----------
    code : str
        ``older_year``, ``fallback_set``, ``unconfirmed``, ``single_source``, ``default_taken``,
        ``illustrative``, ``density``, ``expired``, ``substituted``: another kind of value stands where none
        is published; ``yearly_means``: computed from means of the year, as some month could not be.
    details : tuple of (str, str)
        What fills the words of the code.
    """

    code: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Traced:
    """A value with its provenance.

    Attributes
    ----------
    id : str
        Line, quantity, constant or ``kind/key`` of a factor.
    row, period : str
        Where it holds; ``""`` if it holds everywhere.
    value : Decimal or str or bool
        Unrounded number in `unit`, id of a chosen option, text, or yes/no.
    unit : str
        Unit as printed; ``""`` for texts and choices.
    kind : TraceKind
        ``fold``: a year made from its months.
    formula : str
        How it was made, in the formula language; ``""`` for leaves.
    because : str
        Clause of the method, or id of the source and clause of the factor, or the text typed.
    inputs : tuple of Traced
        What it was made from, in the order of reading.
    flags : tuple of Flag
        Of this step only; `flags_of` walks the tree.
    source : str
        For a factor: id of its set and row (``cn.grid:grid.provincial/CN-JS/2023``); for a line the method.
    """

    id: str
    row: str
    period: str
    value: Decimal | str | bool
    unit: str
    kind: TraceKind
    formula: str = ""
    because: str = ""
    inputs: tuple[Traced, ...] = ()
    flags: tuple[Flag, ...] = ()
    source: str = ""

    @property
    def number(self) -> Decimal:
        """The value as a number.

        Raises
        ------
        TypeError
            If it is a text, a choice or yes/no.
        """
        if not isinstance(self.value, Decimal):
            raise TypeError(f"{self.id} is not a number")
        return self.value


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """One thing that is missing.

    Attributes
    ----------
    kind : GapKind
        ``answer``: not answered. ``rows``: a table without rows and without "none". ``factor``: no published
        value fits. ``invalid``: answered with something unreadable. ``undefined``: a division by zero.
        ``method``: no pinned method gives the line that is read. ``judged``: a criterion of a scheme is not judged.
        ``unknown``: answered "I do not know"; still missing only where no published default exists.
    place : Place
        Where the answer belongs; for a factor the place whose answer led to it.
    what : str
        For a factor: ``kind/key/region/year``; otherwise ``""``.
    """

    kind: GapKind
    place: Place
    what: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """No value, and the complete list of what it waits for."""

    gaps: frozenset[Gap]


Result = Traced | Missing


def unpublished(result: Result, optional: Callable[[str], bool]) -> bool:
    """Whether a result waits for nothing but a factor that nobody has published, or a measured one in its place.

    `optional` tells of a quantity whether it may stay without an answer.
    """
    if not isinstance(result, Missing) or not any(gap.kind == "factor" for gap in result.gaps):
        return False
    others = (gap for gap in result.gaps if gap.kind != "factor")
    return all(gap.kind == "answer" and optional(gap.place.quantity) for gap in others)


MONTHS = "months: "
"""How the formula of a line begins that was computed month by month: ``months: sum``, ``months: mean(genset.coal)``."""


def by_months(traced: Traced) -> tuple[Traced, ...]:
    """The months that a year of a line was computed from, in their order; none if its formula read the year itself."""
    if traced.kind != "line" or not traced.formula.startswith(MONTHS):
        return ()
    return tuple(item for item in traced.inputs if item.id == traced.id)


def confirmation(code: str, details: tuple[tuple[str, str], ...]) -> str:
    """Key of the setting by which a person confirms that a flag was seen: ``confirmed:older_year:…``."""
    return ":".join(("confirmed", code, *(value for _, value in details)))


def walk(traced: Traced, into: Callable[[Traced], bool] = lambda _: True) -> Iterator[Traced]:
    """The figure and everything it was made from, each object once, parents before inputs.

    `into` tells whether one goes on to what a figure was made from.
    """
    seen: set[int] = set()
    stack = [traced]
    while stack:
        item = stack.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        yield item
        if into(item):
            stack.extend(reversed(item.inputs))


def is_stated_zero(traced: Traced) -> bool:
    """Whether a line is zero because the plant has stated that it has none; what it multiplies bears on nothing."""
    return (
        traced.kind == "line" and traced.value == 0 and any(each.because == "none" for each in traced.inputs)
    )


def bearing_flags_of(traced: Traced) -> tuple[Flag, ...]:
    """All flags in the tree below a figure without those that only multiply a stated zero, each once."""
    found: dict[Flag, None] = {}
    seen: set[int] = set()
    waiting = [traced]
    while waiting:
        item = waiting.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        found.update(dict.fromkeys(item.flags))
        if not is_stated_zero(item):
            waiting.extend(reversed(item.inputs))
    return tuple(found)


def flags_of(traced: Traced) -> tuple[Flag, ...]:
    """All flags in the tree below a figure, each once, in the order met."""
    found: dict[Flag, None] = {}
    for item in walk(traced):
        for flag in item.flags:
            found.setdefault(flag)
    return tuple(found)
