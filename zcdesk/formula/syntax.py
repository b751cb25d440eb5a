"""Text to tree; refuses everything else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from zcdesk.domain.record import dataclass

LONGEST = 2000
DEEPEST = 60

FUNCTIONS: dict[str, tuple[int, int]] = {
    "sum": (1, 1),
    "sum_if": (2, 2),
    "first": (2, 9),
    "min": (2, 9),
    "max": (2, 9),
    "if_": (3, 3),
    "step": (3, 41),
    "factor": (2, 3),
    "prior": (1, 1),
    "given": (1, 1),
    "steam": (1, 2),
    "boiling": (1, 1),
    "years": (1, 1),
    "days": (1, 1),
    "months": (2, 2),
    "rows": (1, 1),
}
"""The closed set of functions with the least and the most number of arguments."""

_BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARE = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}


class FormulaError(ValueError):
    """A text that is not in the language, or whose units do not fit."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A number or a quoted text."""

    value: Decimal | str


@dataclass(frozen=True, slots=True)
class Name:
    """A quantity, line, constant or table."""

    id: str


@dataclass(frozen=True, slots=True)
class Operation:
    """``+ - * /``, a comparison, ``and``, ``or``, ``not``, ``neg``."""

    op: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """One of `FUNCTIONS`."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Scaled:
    """A conversion between units of one dimension; put in by `zcdesk.formula.units`, never written.

    ``shown`` is false where the printed unit already says it (per cent).
    """

    node: Node
    factor: Fraction
    shown: bool = True


Node = Literal | Name | Operation | Call | Scaled


def parse(text: str) -> Node:
    """Read a formula.

    Raises
    ------
    FormulaError
        Naming the part that is not in the language.
    """
    if len(text) > LONGEST:
        raise FormulaError(f"longer than {LONGEST} characters")
    source = text.strip()
    try:
        tree = ast.parse(source, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as bad:
        raise FormulaError(f"not a formula: {source[:60]!r}") from bad
    return _node(tree.body, source, 0)


def names(node: Node) -> Iterator[str]:
    """Every name in a tree, in reading order, repeats included."""
    match node:
        case Name(id_):
            yield id_
        case Operation(_, parts) | Call(_, parts):
            for part in parts:
                yield from names(part)
        case Scaled(inner):
            yield from names(inner)
        case _:
            return


def calls(node: Node) -> Iterator[Call]:
    """Every function call in a tree."""
    match node:
        case Call(_, parts):
            yield node
            for part in parts:
                yield from calls(part)
        case Operation(_, parts):
            for part in parts:
                yield from calls(part)
        case Scaled(inner):
            yield from calls(inner)
        case _:
            return


def _node(node: ast.expr, source: str, depth: int) -> Node:
    if depth > DEEPEST:
        raise FormulaError("nested too deeply")

    def down(inner: ast.expr) -> Node:
        return _node(inner, source, depth + 1)

    match node:
        case ast.Constant(value=str() as text):
            return Literal(text)
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            written = ast.get_source_segment(source, node) or ""
            try:
                return Literal(Decimal(written))
            except InvalidOperation as bad:
                raise FormulaError(f"not a plain number: {written}") from bad
        case ast.Name() | ast.Attribute():
            return Name(_dotted(node))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Operation("neg", (down(operand),))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Operation("not", (down(operand),))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            return Operation(_BINARY[type(op)], (down(left), down(right)))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARE:
            return Operation(_COMPARE[type(op)], (down(left), down(right)))
        case ast.BoolOp(op=op, values=values):
            return Operation(
                "and" if isinstance(op, ast.And) else "or", tuple(down(value) for value in values)
            )
        case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]):
            return _call(function, tuple(down(argument) for argument in arguments))
        case _:
            written = ast.get_source_segment(source, node) or type(node).__name__
            raise FormulaError(f"not in the language: {written[:60]!r}")


def _call(function: str, arguments: tuple[Node, ...]) -> Call:
    if function not in FUNCTIONS:
        raise FormulaError(f"no such function: {function}")
    least, most = FUNCTIONS[function]
    if not least <= len(arguments) <= most:
        raise FormulaError(f"{function} takes {least} to {most} arguments, not {len(arguments)}")
    if function in ("sum", "sum_if", "prior", "given", "rows") and not isinstance(arguments[0], Name):
        raise FormulaError(f"{function} takes a name")
    if function == "sum_if" and any(call.function == "sum_if" for call in calls(arguments[1])):
        raise FormulaError("no sum_if inside the condition of another")
    if function == "factor" and not (
        isinstance(arguments[0], Literal) and isinstance(arguments[0].value, str)
    ):
        raise FormulaError("factor takes a quoted kind first")
    if function == "step" and len(arguments) % 2 == 0:
        raise FormulaError("step takes a value, then pairs of threshold and points")
    return Call(function, arguments)


def _dotted(node: ast.expr) -> str:
    words: list[str] = []
    while isinstance(node, ast.Attribute):
        words.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        raise FormulaError("a name is words joined by dots")
    words.append(node.id)
    if any(word.startswith("_") for word in words):
        raise FormulaError("a name does not begin with _")
    return ".".join(reversed(words))
