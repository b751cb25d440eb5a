"""Tree to function: what a formula gives, read through a `Reader`.

A tree is compiled once into nested functions; computing one value costs a handful of calls. ``None`` means
missing; the reader has then noted what is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from zcdesk.domain.number import CONTEXT, scaled
from zcdesk.formula.syntax import Call, Literal, Name, Node, Operation, Scaled

Value = Decimal | Fraction | str | bool | None
"""A number, an exact ratio (only from constants), an option, a day (``2025-06-30``), yes/no, or missing."""


class Reader(Protocol):
    """Where a formula gets its values, and what remembers them."""

    def name(self, id: str) -> Value:
        """Value of a quantity, line or constant here; None if missing."""

    def rows(self, id: str) -> Value:
        """Sum over the rows of the table that `id` belongs to; None if any is missing."""

    def rows_where(self, id: str, condition: Program) -> Value:
        """Sum over those rows for which the condition holds; None if it is not known of one, or one's value is not.

        The condition is called with this reader, for which the names of that table then mean the row it is at.
        """

    def prior(self, id: str) -> Value:
        """Value of a quantity or line one year earlier; None if missing."""

    def given(self, id: str) -> bool:
        """Whether it has a value, without needing one."""

    def factor(self, kind: str, key: str, region: str) -> Value:
        """Published value; None if there is none that fits."""

    def year(self) -> int | None:
        """The accounting year at hand; None where there is none, as in a month."""

    def count(self, id: str) -> Value:
        """How many rows the table has that `id` belongs to."""

    def undefined(self) -> None:
        """A division by zero stands here: there is no value."""

    def mark(self) -> object:
        """A point to return to."""

    def back(self, mark: object, *, gaps: bool, took: int) -> None:
        """Forget what was read since `mark`; forget what was missing only if `gaps`.

        `took` is the number of alternatives passed over so far.
        """


Program = Callable[[Reader], Value]


def compile_tree(node: Node) -> Program:
    """The function that computes a checked tree."""
    match node:
        case Literal(value):
            return lambda _: value
        case Name(id_):
            return lambda reader: reader.name(id_)
        case Scaled(inner, factor):
            return _scaled(compile_tree(inner), factor)
        case Operation(op, operands):
            return _operation(op, [compile_tree(operand) for operand in operands])
        case Call(function, arguments):
            return _call(function, arguments)


def _scaled(inner: Program, factor: Fraction) -> Program:
    def run(reader: Reader) -> Value:
        value = inner(reader)
        if value is None:
            return None
        return scaled(_decimal(value), factor)

    return run


def _operation(op: str, parts: list[Program]) -> Program:
    if op in ("and", "or"):
        return _logic(op, parts)
    if op == "not":

        def negated(reader: Reader) -> Value:
            value = parts[0](reader)
            return None if value is None else not value

        return negated
    if op == "neg":

        def minus(reader: Reader) -> Value:
            value = parts[0](reader)
            return None if value is None else CONTEXT.minus(_decimal(value))

        return minus
    left, right = parts
    act, divides = _ACTS[op], op == "/"

    def run(reader: Reader) -> Value:
        a, b = left(reader), right(reader)
        if a is None or b is None:
            return None
        if divides and not b:
            reader.undefined()
            return None
        return act(a, b)

    return run


def _logic(op: str, parts: list[Program]) -> Program:
    decisive = op == "or"

    def run(reader: Reader) -> Value:
        missing = False
        for part in parts:
            value = part(reader)
            if value is None:
                missing = True
            elif bool(value) is decisive:
                return decisive
        return None if missing else not decisive

    return run


def _call(function: str, arguments: tuple[Node, ...]) -> Program:
    if function in ("sum", "prior", "given", "rows"):
        name = arguments[0]
        assert isinstance(name, Name)
        id_ = name.id
        match function:
            case "sum":
                return lambda reader: reader.rows(id_)
            case "prior":
                return lambda reader: reader.prior(id_)
            case "rows":
                return lambda reader: reader.count(id_)
            case _:
                return lambda reader: reader.given(id_)
    if function == "sum_if":
        return _some(arguments)
    if function == "factor":
        return _factor([compile_tree(argument) for argument in arguments])
    parts = [compile_tree(argument) for argument in arguments]
    match function:
        case "first":
            return _first(parts)
        case "if_":
            return _if(parts)
        case "step":
            return _step(parts)
        case "steam" | "boiling":
            return _water(function, parts)
        case "years" | "months" | "days":
            return _calendar(function, parts)
        case _:
            return _extreme(min if function == "min" else max, parts)


def _some(arguments: tuple[Node, ...]) -> Program:
    name, condition = arguments[0], compile_tree(arguments[1])
    assert isinstance(name, Name)
    id_ = name.id
    return lambda reader: reader.rows_where(id_, condition)


def _factor(parts: list[Program]) -> Program:
    def run(reader: Reader) -> Value:
        values = [part(reader) for part in parts]
        if any(value is None for value in values):
            return None
        kind, key, region = (*values, "")[:3]
        return reader.factor(str(kind), str(key), str(region))

    return run


def _first(parts: list[Program]) -> Program:
    def run(reader: Reader) -> Value:
        start = reader.mark()
        for passed, part in enumerate(parts):
            here = reader.mark()
            value = part(reader)
            if value is not None:
                if passed:
                    # gaps of the passed alternatives are forgotten, what this one read is kept
                    reader.back(start, gaps=True, took=passed)
                return value
            reader.back(here, gaps=False, took=0)
        return None

    return run


def _if(parts: list[Program]) -> Program:
    condition, yes, no = parts

    def run(reader: Reader) -> Value:
        value = condition(reader)
        if value is None:
            return None
        return yes(reader) if value else no(reader)

    return run


def _step(parts: list[Program]) -> Program:
    def run(reader: Reader) -> Value:
        values = [part(reader) for part in parts]
        if any(value is None for value in values):
            return None
        numbers = [_decimal(value) for value in values if value is not None]
        points = Decimal(0)
        for threshold, worth in zip(numbers[1::2], numbers[2::2], strict=True):
            if numbers[0] >= threshold:
                points = worth
        return points

    return run


def _water(function: str, parts: list[Program]) -> Program:
    def run(reader: Reader) -> Value:
        values = [part(reader) for part in parts]
        if any(value is None for value in values):
            return None
        from zcdesk.formula import steam  # a library that few projects need

        numbers = [_decimal(value) for value in values if value is not None]
        found = steam.boiling(numbers[0]) if function == "boiling" else steam.enthalpy(*numbers)
        if found is None:
            reader.undefined()
        return found

    return run


def _calendar(function: str, parts: list[Program]) -> Program:
    def run(reader: Reader) -> Value:
        values = [part(reader) for part in parts]
        if any(value is None for value in values):
            return None
        first, *rest = [date.fromisoformat(str(value)) for value in values]
        if function == "months":
            return Decimal((rest[0].year - first.year) * 12 + rest[0].month - first.month)
        year = reader.year()
        if year is None:
            reader.undefined()
            return None
        return Decimal(year - first.year if function == "years" else (date(year, 12, 31) - first).days)

    return run


def _extreme(pick: Callable[[list[Decimal]], Decimal], parts: list[Program]) -> Program:
    def run(reader: Reader) -> Value:
        values = [part(reader) for part in parts]
        if any(value is None for value in values):
            return None
        return pick([_decimal(value) for value in values if value is not None])

    return run


def _decimal(value: Value) -> Decimal:
    if isinstance(value, Fraction):
        return scaled(Decimal(1), value)
    assert isinstance(value, Decimal)
    return value


def _multiply(a: Value, b: Value) -> Value:
    if isinstance(b, Fraction):  # 44/12 stays a ratio: multiply first, then divide
        return a * b if isinstance(a, Fraction) else scaled(_decimal(a), b)
    if isinstance(a, Fraction):
        return scaled(_decimal(b), a)
    return CONTEXT.multiply(_decimal(a), _decimal(b))


def _divide(a: Value, b: Value) -> Value:
    if isinstance(b, Fraction):
        return a / b if isinstance(a, Fraction) else scaled(_decimal(a), 1 / b)
    return CONTEXT.divide(_decimal(a), _decimal(b))


def _number_or_text(value: Value) -> Decimal | str | bool:
    return value if isinstance(value, (str, bool)) else _decimal(value)


_ACTS: dict[str, Callable[[Value, Value], Value]] = {
    "+": lambda a, b: CONTEXT.add(_decimal(a), _decimal(b)),
    "-": lambda a, b: CONTEXT.subtract(_decimal(a), _decimal(b)),
    "*": _multiply,
    "/": _divide,
    "<": lambda a, b: _decimal(a) < _decimal(b),
    "<=": lambda a, b: _decimal(a) <= _decimal(b),
    ">": lambda a, b: _decimal(a) > _decimal(b),
    ">=": lambda a, b: _decimal(a) >= _decimal(b),
    "==": lambda a, b: _number_or_text(a) == _number_or_text(b),
    "!=": lambda a, b: _number_or_text(a) != _number_or_text(b),
}
