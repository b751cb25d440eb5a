"""Closure: where the carbon of a plant comes in and where it goes, row by row, and what nothing explains.

The lines of a method say which side they are on by their group (`zcdesk.domain.method.CARBON`); what is emitted and
what is left unexplained are lines of the method too, so that each figure opens its chain. A row whose carbon content
neither the method nor the plant gives stays in the list as what is missing, and the balance is then no balance: an
unknown content is never taken as none.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from zcdesk.calc.inventory import Inventory
from zcdesk.domain.method import CARBON
from zcdesk.domain.number import CONTEXT
from zcdesk.domain.record import dataclass
from zcdesk.domain.trace import Missing, Result, Traced, unpublished

ENTERED, CARRIED, RESIDUE = "carbon_flow.entered", "carbon_flow.carried", "carbon_flow.residue"
EMITTED, GAP, SHARE = "carbon_flow.emitted", "carbon_flow.gap", "carbon_flow.gap_share"
STOCK = "carbon.gap"
"""Line of an energy method: carbon of the fuels that their stock account gives beyond the use entered. [tC]"""


@dataclass(frozen=True, slots=True)
class Flow:
    """Carbon of one row, or of one line that stands alone.

    Attributes
    ----------
    side : str
        One of `zcdesk.domain.method.CARBON`.
    line, row : str
    result : Traced or Missing
        [tC]
    contentless : bool
        All that is missing is a carbon content that the method does not give and the plant did not measure.
    """

    side: str
    line: str
    row: str
    result: Result
    contentless: bool = False


@dataclass(frozen=True, slots=True)
class Closure:
    """The carbon of a year.

    Attributes
    ----------
    flows : tuple of Flow
        In the order of the method's lines and of the rows; zeros are left out.
    entered, carried, residue, emitted, gap, share : Traced or Missing
        As the method's lines sum them. [tC; `share` %]
    stock : Traced or None
        Carbon that the stock account of fuels gives beyond their use, where the plant keeps one. [tC]
    """

    flows: tuple[Flow, ...]
    entered: Result
    carried: Result
    residue: Result
    emitted: Result
    gap: Result
    share: Result
    stock: Traced | None

    @property
    def unknown(self) -> tuple[Flow, ...]:
        """The rows whose carbon cannot be told."""
        return tuple(each for each in self.flows if isinstance(each.result, Missing))

    @property
    def open(self) -> Decimal | None:
        """What is unexplained with the stock account of fuels; None while a row is unknown. [tC]"""
        if not isinstance(self.gap, Traced):
            return None
        return self.gap.number if self.stock is None else CONTEXT.add(self.gap.number, self.stock.number)

    @property
    def whole(self) -> Decimal | None:
        """What came in, with what the stock account of fuels gives beyond their use. [tC]"""
        if not isinstance(self.entered, Traced):
            return None
        return (
            self.entered.number if self.stock is None else CONTEXT.add(self.entered.number, self.stock.number)
        )

    @property
    def open_share(self) -> Decimal | None:
        """The unexplained of what came in. [%]"""
        gap, whole = self.open, self.whole
        return (
            CONTEXT.multiply(CONTEXT.divide(gap, whole), Decimal(100)) if gap is not None and whole else None
        )


def carbon(inventory: Inventory, year: str, energy: Inventory | None = None) -> Closure | None:
    """The carbon balance of a year; None where the method has none.

    Parameters
    ----------
    inventory : Inventory
        Of a method that has lines of the groups of `CARBON`.
    year : str
    energy : Inventory or None
        Of the energy method, for the stock account of fuels.
    """
    lines = inventory.compiled.lines
    if GAP not in lines:
        return None
    stock = energy.line(STOCK, year) if energy is not None and STOCK in energy.compiled.lines else None
    found = [inventory.line(id_, year) for id_ in (ENTERED, CARRIED, RESIDUE, EMITTED, GAP, SHARE)]
    entered, carried, residue, emitted, gap, share = found
    kept = stock if isinstance(stock, Traced) and stock.number else None
    return Closure(tuple(_flows(inventory, year)), entered, carried, residue, emitted, gap, share, kept)


def _flows(inventory: Inventory, year: str) -> Iterable[Flow]:
    quantities = inventory.compiled.vocabulary.quantities

    def optional(id_: str) -> bool:
        return id_ in quantities and quantities[id_].optional

    for side in CARBON:
        for compiled in inventory.compiled.lines.values():
            line = compiled.line
            if line.group != side:
                continue
            for row in [each.id for each in inventory.rows(line.over)] if line.over else [""]:
                result = inventory.line(line.id, year, row)
                if isinstance(result, Missing) or result.number:
                    yield Flow(side, line.id, row, result, unpublished(result, optional))
