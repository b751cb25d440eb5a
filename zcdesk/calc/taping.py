"""Taping: the lines of a year as a tape over their origins, read from the formulas that computed them.

What the method decides stays as it was decided: which of ``first`` is there, which side of ``if_`` holds, which step
of ``step`` is reached. The spread is that of the formula which applies, not of the choice of formula.

The mean of a coefficient weighted by months is taped with the weights that it has: if the months of the weight come
from one meter, its error cancels in the weights exactly; if they do not, the rest is small and left out.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, cast
from typing import Literal as Either

from zcdesk.calc.grading import Origin, band, of_answer, of_factor
from zcdesk.calc.inventory import Inventory
from zcdesk.calc.line_reading import Key
from zcdesk.calc.sampling import Spread, Tape
from zcdesk.domain.answer import Place, year_of
from zcdesk.domain.trace import Missing, Result, Traced, by_months
from zcdesk.domain.uncertainty import Grade, Grading
from zcdesk.formula.evaluate import Value, compile_tree
from zcdesk.formula.syntax import Call, FormulaError, Literal, Name, Node, Operation, Scaled

Found = int | str | bool | None
"""A step of the tape, a text or a choice, yes or no, or missing."""


class Taped:
    """The tape of one inventory.

    Parameters
    ----------
    inventory : Inventory
    grading : Grading

    Attributes
    ----------
    tape : Tape
    origins : list of Origin
        By their numbers on the tape.
    spreads : list of Spread
        Of the same.
    opaque : set of (str, str, str)
        Lines, rows and periods whose value stands as it is because the tape could not follow their formula; none
        under the methods that ship, which a test holds.
    """

    def __init__(self, inventory: Inventory, grading: Grading) -> None:
        self.inventory = inventory
        self.grading = grading
        self.tape = Tape()
        self.origins: list[Origin] = []
        self.spreads: list[Spread] = []
        self.opaque: set[Key] = set()
        self._numbers: dict[str, int] = {}
        self._steps: dict[Key, int] = {}

    def step(self, id_: str, period: str, row: str = "") -> int | None:
        """The step of a line or quantity; None if it has no numeric value."""
        inventory = self.inventory
        line = inventory.compiled.lines.get(id_)
        if line is None:
            table = inventory.compiled.vocabulary.quantities[id_].table
            return self._result(inventory.quantity(id_, period, row if table else ""))
        key = (id_, row if line.line.over else "", period)
        if key not in self._steps:
            result = inventory.line(id_, period, key[1])
            if isinstance(result, Missing):
                return None
            found = self._months(result) if by_months(result) else _Reading(self, key).read(line.tree)
            if not isinstance(found, int) or isinstance(found, bool):
                self.opaque.add(key)
                found = self.tape.fixed(float(result.number))
            self._steps[key] = found
        return self._steps[key]

    def _months(self, result: Traced) -> int | None:
        """A year that was computed month by month: the sum of the months, or their mean with the weights it has."""
        months = by_months(result)
        parts = [self.step(each.id, each.period, each.row) for each in months]
        weights = [float(each.number) for each in result.inputs if each.id != result.id]
        whole = sum(weights) if weights else 1.0
        steps = [
            (step, weight / whole)
            for step, weight in zip(parts, weights or [1.0] * len(parts), strict=True)
            if step is not None
        ]
        return self.tape.sum(steps) if len(steps) == len(parts) else None

    def unit_of(self, origin: Origin) -> str:
        """Canonical unit of what an origin stands behind."""
        if origin.place is None:
            factor = self.inventory.book.factor(origin.factor)
            return factor.unit if factor is not None else ""
        quantity = self.inventory.compiled.vocabulary.quantities[origin.place.quantity]
        return self.inventory.resolver.unit_text(quantity, origin.place.row)

    def _result(self, result: Result) -> int | None:
        if isinstance(result, Missing) or not isinstance(result.value, Decimal):
            return None
        key = (f"={result.id}", result.row, result.period)
        if key not in self._steps:
            self._steps[key] = self._fold(result) if result.kind == "fold" else self._answer(result)
        return self._steps[key]

    def _fold(self, result: Traced) -> int:
        parts = [step for each in result.inputs if (step := self._result(each)) is not None]
        if result.formula == "sum":
            return self.tape.sum([(step, 1.0) for step in parts])
        if result.formula == "mean":
            return self.tape.sum([(step, 1 / len(parts)) for step in parts])
        weigh = result.formula.removeprefix("mean(").removesuffix(")")
        weights = [self.inventory.quantity(weigh, each.period, result.row) for each in result.inputs]
        known = [float(each.number) if isinstance(each, Traced) else 0.0 for each in weights]
        whole = sum(known)
        return self.tape.sum([(step, weight / whole) for step, weight in zip(parts, known, strict=True)])

    def _answer(self, result: Traced) -> int:
        value = float(result.number)
        if not value or result.because == "none":
            return self.tape.fixed(value)
        place = self._typed_at(result)
        grade, chosen = of_answer(self.grading, self.inventory.project, place, result.unit)
        if grade is None or grade.exact:
            step = self.tape.fixed(value)
        else:
            quantity = self.inventory.compiled.vocabulary.quantities[result.id]
            answer = self.inventory.project.answers.get(place)
            proven = answer is not None and bool(answer.evidence)
            where = Place(result.id, result.row)
            coefficient = "/" in result.unit or result.unit in ("%", "1")
            origin = Origin(f"{where} {grade.id}", grade, where, "", chosen, proven, coefficient)
            step = self.tape.origin(self._number(origin, *band(grade, result.number, quantity.most)), value)
        for used in result.inputs:  # a density, where the bill is in litres
            step = self.tape.product(step, self._around_one(used))
        return step

    def _typed_at(self, result: Traced) -> Place:
        """Where the answer really stands: a year of it may serve for the month."""
        answers = self.inventory.project.answers
        place = Place(result.id, result.row, result.period)
        year = Place(result.id, result.row, year_of(result.period))
        return place if place in answers or year not in answers else year

    def factor(self, used: Traced) -> int:
        """The step of a published value."""
        grade = of_factor(self.grading, used)
        value = float(used.number)
        if grade is None or grade.exact or not value:
            return self.tape.fixed(value)
        return self.tape.origin(self._factor_number(used, grade), value)

    def _around_one(self, used: Traced) -> int:
        grade = of_factor(self.grading, used)
        if grade is None or grade.exact:
            return self.tape.fixed(1.0)
        return self.tape.origin(self._factor_number(used, grade), 1.0)

    def _factor_number(self, used: Traced, grade: Grade) -> int:
        origin = Origin(used.source or used.id, grade, None, used.source)
        most = Decimal(100) if used.unit == "%" else None
        return self._number(origin, *band(grade, used.number, most))

    def _number(self, origin: Origin, low: float, high: float) -> int:
        number = self._numbers.get(origin.key)
        if number is None:
            number = self._numbers[origin.key] = len(self.origins)
            self.origins.append(origin)
            self.spreads.append(Spread(origin.key, low, high, origin.grade.shape == "lognormal"))
            return number
        held, spread = self.origins[number], self.spreads[number]
        if held.proven and not origin.proven:
            self.origins[number] = origin
        if high < spread.high:  # the months of one meter share the narrowest bound
            self.spreads[number] = Spread(origin.key, low, high, spread.lognormal)
        return number


class _Reading:
    """One formula being taped."""

    def __init__(self, taped: Taped, key: Key) -> None:
        self._taped = taped
        self._key = key

    def read(self, node: Node) -> Found:
        """A step, or what else stands there."""
        tape = self._taped.tape
        match node:
            case Literal(value):
                return value if isinstance(value, str) else tape.fixed(float(value))
            case Name(id_):
                return self._name(id_)
            case Scaled(inner, factor):
                found = self.read(inner)
                if isinstance(found, bool) or not isinstance(found, int):
                    return found
                return tape.sum([(found, float(factor))])
            case Operation(op, operands):
                return self._operation(node, op, operands)
            case Call(function, arguments):
                return self._call(node, function, arguments)

    def _name(self, id_: str) -> Found:
        taped, inventory = self._taped, self._taped.inventory
        constant = inventory.compiled.constants.get(id_)
        if constant is not None:
            return taped.tape.fixed(_float(constant))
        _, row, period = self._key
        if id_ not in inventory.compiled.lines:
            quantity = inventory.compiled.vocabulary.quantities[id_]
            if quantity.kind != "number":
                found = inventory.quantity(id_, period, row if quantity.table else "")
                return (
                    found.value
                    if isinstance(found, Traced) and not isinstance(found.value, Decimal)
                    else None
                )
        return taped.step(id_, period, row)

    def _operation(self, node: Node, op: str, operands: tuple[Node, ...]) -> Found:
        tape = self._taped.tape
        if op not in ("+", "-", "*", "/", "neg"):
            return self._decided(node)
        parts = [self.read(operand) for operand in operands]
        if not all(_is_step(part) for part in parts):
            return None
        if op == "neg":
            return tape.sum([(part, -1.0) for part in parts if isinstance(part, int)])
        a, b = parts
        assert isinstance(a, int)
        assert isinstance(b, int)
        match op:
            case "+":
                return tape.sum([(a, 1.0), (b, 1.0)])
            case "-":
                return tape.sum([(a, 1.0), (b, -1.0)])
            case "*":
                return tape.product(a, b)
            case _:
                return tape.quotient(a, b) if tape.steps[b].value else None

    def _decided(self, node: Node) -> bool | None:
        """A condition as the exact numbers have decided it."""
        id_, row, period = self._key
        return self._taped.inventory.verdict(f"taped {id_} {id(node)}", compile_tree(node), row, period)

    def _call(self, node: Node, function: str, arguments: tuple[Node, ...]) -> Found:
        taped = self._taped
        _, row, period = self._key
        match function:
            case "sum" | "sum_if":
                return self._rows(*arguments)
            case "prior":
                assert isinstance(arguments[0], Name)
                return taped.step(arguments[0].id, f"{int(period[:4]) - 1}{period[4:]}", row)
            case "given":
                return self._decided(node)
            case "rows":
                assert isinstance(arguments[0], Name)
                table = taped.inventory.compiled.vocabulary.quantities[arguments[0].id].table
                return taped.tape.fixed(float(len(taped.inventory.rows(table))))  # a count is certain
            case "factor":
                return self._factor(arguments)
            case "first":
                return next((found for each in arguments if (found := self.read(each)) is not None), None)
            case "if_":
                held = self._decided(arguments[0])
                return None if held is None else self.read(arguments[1] if held else arguments[2])
            case "step":
                return self._step(arguments)
            case "steam" | "boiling":
                return self._water(function, arguments)
            case "min" | "max":
                return self._extreme(function, arguments)
        raise FormulaError(f"no uncertainty of {function}")

    def _extreme(self, function: str, arguments: tuple[Node, ...]) -> Found:
        tape = self._taped.tape
        parts = [self.read(each) for each in arguments]
        if not all(_is_step(part) for part in parts):
            return None
        op: Either["min", "max"] = "min" if function == "min" else "max"
        return tape.extreme(op, tuple(part for part in parts if isinstance(part, int)))

    def _rows(self, argument: Node, condition: Node | None = None) -> Found:
        assert isinstance(argument, Name)
        taped, inventory = self._taped, self._taped.inventory
        line = inventory.compiled.lines.get(argument.id)
        table = line.line.over if line else inventory.compiled.vocabulary.quantities[argument.id].table
        steps: list[tuple[int, float]] = []
        for row in inventory.rows(table):
            if condition is not None and not self._picked(condition, table, row.id):
                continue
            step = taped.step(argument.id, self._key[2], row.id)
            if step is None:
                return None
            steps.append((step, 1.0))
        return taped.tape.sum(steps)

    def _picked(self, condition: Node, table: str, picked: str) -> bool:
        """Whether a row fulfils a condition in which its names mean itself, every other name what it means here."""
        id_, row, period = self._key
        program = compile_tree(condition)

        def within(reader: Any) -> Value:
            return cast("Value", reader._holds(program, table, picked))

        name = f"taped {id_} {id(condition)} {picked}"
        return self._taped.inventory.verdict(name, within, row, period) is True

    def _water(self, function: str, arguments: tuple[Node, ...]) -> Found:
        """A property of steam: it stands as it is, for what a thermometer errs moves it far less than the amount."""
        tape = self._taped.tape
        parts = [self.read(each) for each in arguments]
        if not all(_is_step(part) for part in parts):
            return None
        from zcdesk.formula import steam  # a library that few projects need

        numbers = [Decimal(repr(tape.steps[part].value)) for part in parts if isinstance(part, int)]
        found = steam.boiling(numbers[0]) if function == "boiling" else steam.enthalpy(*numbers)
        return None if found is None else tape.fixed(float(found))

    def _factor(self, arguments: tuple[Node, ...]) -> Found:
        texts = [self.read(each) for each in arguments]
        if not all(isinstance(text, str) for text in texts):
            return None
        kind, key, region = (*map(str, texts), "")[:3]
        found = self._taped.inventory.book.choose(kind, key, region, year_of(self._key[2]))
        return None if isinstance(found, Missing) else self._taped.factor(found)

    def _step(self, arguments: tuple[Node, ...]) -> Found:
        tape = self._taped.tape
        parts = [self.read(each) for each in arguments]
        if not all(_is_step(part) for part in parts):
            return None
        values = [tape.steps[part].value for part in parts if isinstance(part, int)]
        points = 0.0
        for threshold, worth in zip(values[1::2], values[2::2], strict=True):
            if values[0] >= threshold:
                points = worth
        return tape.fixed(points)


def _is_step(found: Found) -> bool:
    return isinstance(found, int) and not isinstance(found, bool)


def _float(value: Fraction) -> float:
    return value.numerator / value.denominator
