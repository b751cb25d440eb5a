"""The inventory: every line of a method, computed on demand, remembered, and forgotten exactly as far as needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from unicodedata import normalize

from zcdesk.calc.factors import FactorBook
from zcdesk.calc.line_reading import ROWS, Key, LineReading
from zcdesk.calc.resolve import Resolver
from zcdesk.domain.answer import PROJECT, Place, months_of, year_of
from zcdesk.domain.number import CONTEXT
from zcdesk.domain.project import Project, Row
from zcdesk.domain.trace import MONTHS, Flag, Missing, Result, Traced
from zcdesk.domain.unit import BOUND
from zcdesk.formula.compiled import Compiled, scope_of
from zcdesk.formula.evaluate import Program, compile_tree
from zcdesk.formula.syntax import parse
from zcdesk.formula.units import check


class Inventory:
    """Results of one method over one project.

    Parameters
    ----------
    compiled : Compiled
    book : FactorBook
    project : Project
    outside : mapping of str to callable
        Lines that come from elsewhere: their result in a period. They are asked again after every change, and what
        was made from one is forgotten unless it is the same object still.
    summed : frozenset of str
        Those of them that are made from this inventory's own lines: always forgotten.
    """

    def __init__(
        self,
        compiled: Compiled,
        book: FactorBook,
        project: Project,
        outside: Mapping[str, Callable[[str], Result]] = MappingProxyType({}),
        summed: frozenset[str] = frozenset(),
    ) -> None:
        self.outside = outside
        self.summed = summed
        self.compiled = compiled
        self.book = book
        self.project = project
        self._resolver = Resolver(compiled.vocabulary, project.answers, book)
        self._rows: dict[str, tuple[Row, ...]] = {}
        self._known: dict[Key, Result] = {}
        self._readers: dict[Key, set[Key]] = {}
        self._conditions: dict[str, Program] = {}
        self._verdicts: dict[Key, bool | None] = {}

    def seen_in(self, year: str) -> Inventory:
        """The same results with the factor sets told as those of a year; it shares all that is computed."""
        book = self.book.seen_in(year)
        if book is self.book:
            return self
        seen = copy(self)
        seen.book = book
        return seen

    @property
    def resolver(self) -> Resolver:
        """What reads the answers."""
        return self._resolver

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table, in the order of their codes."""
        if table not in self._rows:
            self._rows[table] = self.project.rows_of(table)
        return self._rows[table]

    def line(self, id_: str, period: str, row: str = "") -> Result:
        """The value of a line.

        Parameters
        ----------
        id_ : str
            Line of the method.
        period : str
            A year or a month.
        row : str
            Row of the line's table; ``""`` for a line that stands alone.
        """
        return self.get((id_, row, period))

    def quantity(self, id_: str, period: str, row: str = "") -> Result:
        """The value of a quantity in its canonical unit."""
        return self.get(
            (id_, row, period if self.compiled.vocabulary.quantities[id_].per != "project" else PROJECT)
        )

    def table_is_none(self, table: str, period: str) -> bool:
        """Whether the plant has stated that it has none of a table, for the year or for good."""
        return any(
            (answer := self.project.answers.get(Place(table, "", when))) is not None
            and answer.standing == "none"
            for when in (PROJECT, year_of(period), period)
        )

    def verdict(self, name: str, program: Program | None, row: str, period: str) -> bool | None:
        """Yes, no or (None) not known: a condition at a row and a year; no program is yes.

        Remembered under `name` until something that it read changes.
        """
        if program is None:
            return True
        key = (f"?{name}", row, period)
        if key not in self._verdicts:
            value = program(LineReading(self, key))
            self._verdicts[key] = None if value is None else bool(value)
        return self._verdicts[key]

    def condition(self, formula: str, row: str, period: str) -> bool:
        """Whether a condition of a page (``power.factor_level == 'regional'``) holds, or is not yet known to fail.

        Raises
        ------
        FormulaError
            If it is not in the language, or reads what the method's vocabulary does not have.
        """
        if formula not in self._conditions:
            over = next(
                (name for name in self.compiled.vocabulary.tables if row and self._holds(name, row)), ""
            )
            scope = scope_of(over, self.compiled.method.lines, self.compiled.vocabulary)
            self._conditions[formula] = compile_tree(check(parse(formula), scope, None))
        return self.verdict(formula, self._conditions[formula], row, period) is not False

    def _holds(self, table: str, row: str) -> bool:
        held = self.project.rows.get(row)
        return held is not None and held.table == table

    def update(self, project: Project, places: Iterable[Place]) -> frozenset[Key]:
        """Take a new state of the project in which only these answers differ.

        Returns
        -------
        frozenset of Key
            What had been computed and was forgotten.
        """
        self.project = project
        touched = tuple(places)
        self._resolver.take(project.answers, touched)
        forgotten: set[Key] = set()
        for key in [key for key in self._known if key[0] in self.outside] if self.outside else ():
            if key[0] in self.summed or not _same(self.outside[key[0]](key[2]), self._known[key]):
                self._forget(key, forgotten)
        for place in touched:
            quantity = self.compiled.vocabulary.quantities.get(place.quantity)
            if quantity is None:
                self._forget((ROWS, place.quantity, ""), forgotten)
                continue
            year = year_of(place.period)
            keys: list[Key] = [(place.quantity, place.row, place.period), (place.quantity, place.row, year)]
            if place.period == year:
                keys += [(place.quantity, place.row, month) for month in months_of(year)] if year else []
            table = self.compiled.vocabulary.tables.get(quantity.table)
            if table is not None and table.unit_of == quantity.id:  # the unit of the whole row has changed
                keys += [key for key in self._known if key[1] == place.row and place.row]
            for key in keys:
                self._forget(key, forgotten)
        return frozenset(forgotten)

    def rebuild(self, project: Project) -> None:
        """Take a new state in which anything may differ."""
        self.project = project
        self._resolver = Resolver(self.compiled.vocabulary, project.answers, self.book)
        self._rows.clear()
        self._known.clear()
        self._verdicts.clear()
        self._readers.clear()

    def get(self, key: Key) -> Result:
        """The value of a line or a quantity by its key; computed once until it is forgotten."""
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._compute(key)
        return found

    def _compute(self, key: Key) -> Result:
        id_, row, period = key
        if id_ in self.outside:
            return self.outside[id_](period)
        compiled = self.compiled.lines.get(id_)
        if compiled is None:
            return self._quantity(key)
        if compiled.line.over and not row:
            raise KeyError(f"{id_} is computed for each row of {compiled.line.over}")
        reading = LineReading(self, key)
        value = compiled.run(reading)
        line = compiled.line
        if value is None or reading.barred or any(gap.kind == "invalid" for gap in reading.gaps):
            return Missing(frozenset(reading.gaps))
        if isinstance(value, Fraction):
            value = CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
        assert not isinstance(value, str)
        unit = line.unit
        if row and BOUND in unit:
            table = self.compiled.vocabulary.tables[line.over]
            bound = self._resolver.bound_unit(self.compiled.vocabulary.quantities[table.unit_of], row)
            unit = unit.replace(table.bound, bound)
        result = Traced(
            id_, row, period, value, unit, "line", line.formula, line.clause, tuple(reading.inputs),
            tuple(reading.flags), self.compiled.method.key,
        )  # fmt: skip
        return self._from_months(result, key) if line.fold and period == year_of(period) else result

    def _from_months(self, result: Traced, key: Key) -> Traced:
        """A year that was computed from means of its months, computed month by month; flagged where it cannot be."""
        if not any(item.kind == "fold" and item.formula.startswith("mean") for item in result.inputs):
            return result
        id_, row, year = key
        line = self.compiled.lines[id_].line
        months = [self._read((id_, row, month), key) for month in months_of(year)]
        weights = (
            [self._read((line.weight, row, month), key) for month in months_of(year)] if line.weight else []
        )
        parts = [month for month in months if isinstance(month, Traced)]
        by = [weight.number for weight in weights if isinstance(weight, Traced)]
        whole = sum(by, Decimal(0))
        if len(parts) < len(months) or len(by) < len(weights) or (weights and not whole):
            place = Place(id_, row, year)
            return replace(result, flags=(*result.flags, Flag("yearly_means", (("place", str(place)),))))
        value = Decimal(0)
        for at, part in enumerate(parts):
            value = CONTEXT.add(value, CONTEXT.multiply(part.number, by[at]) if weights else part.number)
        told = f"{MONTHS}mean({line.weight})" if weights else f"{MONTHS}sum"
        weighed = tuple(weight for weight in weights if isinstance(weight, Traced))
        return replace(
            result,
            value=CONTEXT.divide(value, whole) if weights else value,
            formula=told,
            inputs=(*parts, *weighed),
            flags=(),
        )

    def _read(self, key: Key, reader: Key) -> Result:
        self.note(key, reader)
        return self.get(key)

    def _quantity(self, key: Key) -> Result:
        id_, row, period = key
        quantity = self.compiled.vocabulary.quantities[id_]
        if quantity.weight and quantity.per == "month":
            for month in (period, *months_of(year_of(period))):  # a weighted mean also reads its weights
                self.note((quantity.weight, row, month), key)
        if quantity.bridge:
            self.note((quantity.bridge_key, row, PROJECT), key)
        return self._resolver.value(quantity, row, period)

    def note(self, read: Key, reader: Key) -> None:
        """Remember that `reader` was made from `read`."""
        known = self._readers.get(read)
        if known is None:
            self._readers[read] = {reader}
        else:
            known.add(reader)

    def _forget(self, key: Key, forgotten: set[Key]) -> None:
        stack = [key]
        while stack:
            item = stack.pop()
            if self._known.pop(item, None) is not None:
                forgotten.add(item)
            self._verdicts.pop(item, None)
            stack.extend(self._readers.pop(item, ()))


def same_text(text: str) -> str:
    """What two texts share that mean the same number: ``GEC 00１`` and ``gec001``."""
    return "".join(normalize("NFKC", text).split()).casefold()


def _same(new: Result, old: Result) -> bool:
    return new is old or (isinstance(new, Missing) and new == old)


def fullest(found: Iterable[Inventory], kind: str) -> Inventory | None:
    """The inventory of a kind (``energy``) with the most lines: a method that holds another comes before it."""
    return max(
        (each for each in found if each.compiled.method.kind == kind),
        key=lambda each: len(each.compiled.lines),
        default=None,
    )


def totals(inventory: Inventory, year: str) -> Mapping[str, Result]:
    """The totals of a method for a year, by line id."""
    lines = inventory.compiled.lines.values()
    return {
        compiled.line.id: inventory.line(compiled.line.id, year) for compiled in lines if compiled.line.total
    }


def all_lines(inventory: Inventory, year: str) -> list[tuple[str, str, Result]]:
    """Every line of a method for a year: (line id, row, result), rows in their order."""
    found: list[tuple[str, str, Result]] = []
    for compiled in inventory.compiled.lines.values():
        line = compiled.line
        rows = [row.id for row in inventory.rows(line.over)] if line.over else [""]
        found.extend((line.id, row, inventory.line(line.id, year, row)) for row in rows)
    return found
