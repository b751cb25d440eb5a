"""Vocabulary: every quantity that may be asked or read, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Literal

from zcdesk.domain.record import dataclass
from zcdesk.domain.unit import UnitTable
from zcdesk.domain.words import Words

QuantityKind = Literal["number", "choice", "yes_no", "text", "date"]
Per = Literal["month", "year", "project"]
Fold = Literal["sum", "mean", "same"]

NOTHING = Words("", "")


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a choice.

    Attributes
    ----------
    id : str
    words : Words
    unit : str
        Unit in which amounts of it are counted, where a unit is bound per row; ``""`` otherwise.
    typed_in : str
        Unit in which its bills are written and a new line begins; ``""``: `unit`.
    group, formula, note
        Sub-heading; chemical formula or composition; remark.
    """

    id: str
    words: Words
    unit: str = ""
    group: str = ""
    formula: str = ""
    note: Words = NOTHING
    typed_in: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something that is asked.

    Attributes
    ----------
    id : str
        Thing before aspect: ``fuel.amount``.
    words, definition, where : Words
        Name; what exactly is meant; where to find it (which bill, meter, form).
    kind : QuantityKind
    unit : str
        Canonical unit; ``fuel-unit`` and the like are bound per row by the table's ``unit_of``.
    typed_in : str
        Unit in which its bills are written and a new line begins; ``""``: the canonical one.
    per : Per
        Finest period it is asked for. A monthly quantity may also be answered for the year.
    fold : Fold
        How a year follows from months: ``sum`` for amounts, ``mean`` weighted by `weight`, ``same`` for what
        does not change. ``mean`` and ``same`` may also be read from the year for a month.
    weight : str
        Quantity that weighs a mean.
    options : str
        Id of the list of a choice.
    table : str
        Table whose rows it belongs to; ``""`` if it stands alone.
    symbol : str
        The guideline's symbol.
    least, most : Decimal or None
        Hard bounds in the canonical unit: outside, the answer cannot be used.
    usual : tuple of Decimal
        Soft bounds (low, high) in the canonical unit: outside, a warning.
    optional : bool
        A blank is no gap by itself: a published default follows by the method's own rule.
    needed : bool
        A report cannot be handed in without it, whatever the method computes.
    bridge : str
        Factor kind that turns litres into tonnes where the bill is in the other dimension; ``""`` none.
    bridge_key : str
        Quantity whose choice is the key of `bridge`.
    renamed_from : str
        Former id; old answers are read under it.
    agrees_with : str
        For a choice: another choice that follows from it; the group of the option chosen names the option there.
    output : bool
        It says how much the plant made: a month in which it fell explains that other things fell as well.
    pays : str
        The quantity that this is the bill for; price is one over the other.
    capacity_of : str
        The output of a year that this is the limit of.
    instead : tuple of str
        Quantities of the same row by which a plant may answer it in another way: tonnes of steam, not their heat.
    checked : str
        For a text that checks itself: ``credit_code``, ``phone``, ``mail``.
    once : str
        The rule by which no two rows of its table may say the same, as the number of a certificate; ``""`` none.
    """

    id: str
    words: Words
    kind: QuantityKind = "number"
    unit: str = ""
    per: Per = "year"
    fold: Fold = "sum"
    weight: str = ""
    options: str = ""
    table: str = ""
    symbol: str = ""
    definition: Words = NOTHING
    where: Words = NOTHING
    least: Decimal | None = None
    most: Decimal | None = None
    usual: tuple[Decimal, ...] = ()
    optional: bool = False
    needed: bool = False
    bridge: str = ""
    bridge_key: str = ""
    renamed_from: str = ""
    agrees_with: str = ""
    output: bool = False
    pays: str = ""
    capacity_of: str = ""
    checked: Literal["", "credit_code", "phone", "mail"] = ""
    typed_in: str = ""
    instead: tuple[str, ...] = ()
    once: str = ""


@dataclass(frozen=True, slots=True)
class TableOf:
    """A table of rows: fuels, heat suppliers, shielding gases.

    Attributes
    ----------
    id, words
    letter : str
        First letter of its row codes.
    label : str
        Quantity that names a row for people (a choice or a text).
    unit_of : str
        Choice whose option's unit is the row-bound unit; ``""`` none.
    bound : str
        Name of the row-bound unit (``fuel-unit``); ``""`` none.
    """

    id: str
    words: Words
    letter: str
    label: str = ""
    unit_of: str = ""
    bound: str = ""


@dataclass(frozen=True, slots=True)
class FactorKind:
    """A kind of factor: what a value of it is, and in which unit formulas read it."""

    id: str
    words: Words
    unit: str
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Constant:
    """A ratio that is knowledge: 44/12. Kept as a ratio.

    Attributes
    ----------
    value : str
        ``44/12`` or a decimal.
    """

    id: str
    words: Words
    value: str
    unit: str
    source: str
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All quantities, tables, option lists, factor kinds, constants and units."""

    quantities: Mapping[str, Quantity]
    tables: Mapping[str, TableOf]
    lists: Mapping[str, Mapping[str, Option]]
    kinds: Mapping[str, FactorKind]
    constants: Mapping[str, Constant]
    units: UnitTable
    renamed: Mapping[str, str] = field(default_factory=dict)

    def option(self, quantity: str, chosen: str) -> Option | None:
        """The option that a choice names, or None if the list does not have it."""
        return self.lists.get(self.quantities[quantity].options, {}).get(chosen)
