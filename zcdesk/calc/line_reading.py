"""What one formula of a line reads while it is computed: values, factors, sums over rows, and what is missing."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from zcdesk.calc.factors import FactorBook
from zcdesk.domain.answer import Place, year_of
from zcdesk.domain.number import CONTEXT
from zcdesk.domain.project import Row
from zcdesk.domain.trace import Flag, Gap, Missing, Result, Traced
from zcdesk.formula.compiled import Compiled
from zcdesk.formula.evaluate import Program, Value

Key = tuple[str, str, str]
"""Line or quantity, row, period."""

ROWS = "#rows"
"""Stands for the rows of a table among what was read."""


class Holder(Protocol):
    """The inventory, as far as a formula reads it."""

    book: FactorBook
    compiled: Compiled

    def get(self, key: Key) -> Result:
        """The value of a line or a quantity."""

    def note(self, read: Key, reader: Key) -> None:
        """Remember that one was made from the other."""

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table."""

    def table_is_none(self, table: str, period: str) -> bool:
        """Whether the plant has stated that it has none of a table."""


class LineReading:
    """What one formula reads while it is computed."""

    __slots__ = ("_inventory", "_key", "_names", "_within", "barred", "flags", "gaps", "inputs")

    def __init__(self, inventory: Holder, key: Key) -> None:
        self._inventory = inventory
        self._key = key
        self._names = inventory.compiled.lines
        self._within = ("", "")  # table and row that the condition of a sum is at
        self.inputs: list[Traced] = []
        self.gaps: list[Gap] = []
        self.flags: list[Flag] = []
        self.barred = False

    def _take(self, id_: str, row: str, period: str) -> Value:
        inventory = self._inventory
        line = self._names.get(id_)
        if line is not None:
            key = (id_, row if line.line.over else "", period)
        else:
            quantity = inventory.compiled.vocabulary.quantities[id_]
            key = (id_, row if quantity.table else "", "" if quantity.per == "project" else period)
        inventory.note(key, self._key)
        found = inventory.get(key)
        if isinstance(found, Missing):
            self.gaps.extend(found.gaps)
            return None
        self.inputs.append(found)
        return found.value

    def name(self, id: str) -> Value:
        """Value here."""
        constant = self._inventory.compiled.constants.get(id)
        if constant is not None:
            words = self._inventory.compiled.vocabulary.constants[id]
            value = CONTEXT.divide(Decimal(constant.numerator), Decimal(constant.denominator))
            self.inputs.append(Traced(id, "", "", value, words.unit, "constant", words.value, words.source))
            return constant
        return self._take(id, self._row_of(id), self._key[2])

    def _table_of(self, id: str) -> str:
        line = self._names.get(id)
        return line.line.over if line else self._inventory.compiled.vocabulary.quantities[id].table

    def _row_of(self, id: str) -> str:
        table, row = self._within
        return row if row and self._table_of(id) == table else self._key[1]

    def rows(self, id: str) -> Value:
        """Sum over the rows."""
        return self._sum(id, None)

    def rows_where(self, id: str, condition: Program) -> Value:
        """Sum over the rows for which the condition holds."""
        return self._sum(id, condition)

    def _holds(self, condition: Program, table: str, row: str) -> Value:
        self._within = (table, row)
        try:
            return condition(self)
        finally:
            self._within = ("", "")

    def _sum(self, id: str, condition: Program | None) -> Value:
        inventory = self._inventory
        table = self._table_of(id)
        inventory.note((ROWS, table, ""), self._key)
        rows = inventory.rows(table)
        period = self._key[2]
        if not rows:
            if inventory.table_is_none(table, period):
                return Decimal(0)
            self.gaps.append(Gap("rows", Place(table, "", year_of(period))))
            return None
        total: Decimal | None = Decimal(0)
        add = CONTEXT.add
        for row in rows:
            holds = True if condition is None else self._holds(condition, table, row.id)
            if holds is False:
                continue
            value = self._take(id, row.id, period) if holds else None
            if value is None:
                total = None
            elif total is not None:
                assert isinstance(value, Decimal)
                total = add(total, value)
        return total

    def prior(self, id: str) -> Value:
        """Value a year earlier."""
        period = self._key[2]
        earlier = f"{int(period[:4]) - 1}{period[4:]}"
        return self._take(id, self._row_of(id), earlier)

    def given(self, id: str) -> bool:
        """Whether it has a value, or was begun: months that were not filled in are then what is missing."""
        mark = self.mark()
        present = self.name(id) is not None or any(self._bars(gap) for gap in self.gaps[mark[0] :])
        del self.gaps[mark[0] :], self.inputs[mark[1] :]  # what is then read of it is an input by itself
        return present

    def factor(self, kind: str, key: str, region: str) -> Value:
        """Published value."""
        found = self._inventory.book.choose(kind, key, region, year_of(self._key[2]))
        if isinstance(found, Missing):
            place = Place(self._key[0], self._key[1], year_of(self._key[2]))
            self.gaps.extend(Gap("factor", place, gap.what) for gap in found.gaps)
            return None
        self.inputs.append(found)
        return found.value

    def year(self) -> int | None:
        """The year that is computed; none while a month is: dates are held against the accounting year."""
        period = self._key[2]
        return int(period) if period and period == year_of(period) else None

    def count(self, id: str) -> Value:
        """Rows of its table."""
        table = self._table_of(id)
        self._inventory.note((ROWS, table, ""), self._key)
        return Decimal(len(self._inventory.rows(table)))

    def undefined(self) -> None:
        """See `zcdesk.formula.evaluate.Reader.undefined`."""
        self.gaps.append(Gap("undefined", Place(*self._key)))

    def mark(self) -> tuple[int, int]:
        """Where gaps and inputs stand now."""
        return len(self.gaps), len(self.inputs)

    def back(self, mark: object, *, gaps: bool, took: int) -> None:
        """See `zcdesk.formula.evaluate.Reader.back`."""
        assert isinstance(mark, tuple)
        start, inputs = mark
        if gaps:
            passed = self.gaps[start:]
            del self.gaps[start:]
            for gap in passed:
                match gap.kind:
                    case "unknown":
                        self.flags.append(Flag("default_taken", (("place", str(gap.place)),)))
                    case "factor" | "undefined":
                        self.flags.append(Flag("substituted", (("what", gap.what or str(gap.place)),)))
                    case _ if self._bars(gap):
                        self.gaps.append(gap)
                        self.barred = True
        elif took == 0:
            del self.inputs[inputs:]

    def _bars(self, gap: Gap) -> bool:
        """Whether no default may take the place of what is missing.

        Something unreadable is not a blank, nor is a year of which some months are answered.
        """
        months = gap.kind == "answer" and gap.place.period != year_of(gap.place.period) == self._key[2]
        return gap.kind in ("invalid", "rows") or months
