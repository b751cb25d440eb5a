"""Tree to unit, once per pack load; conversions become part of the tree."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from zcdesk.domain.number import scaled
from zcdesk.domain.record import dataclass
from zcdesk.domain.unit import ONE, Unit
from zcdesk.formula.syntax import Call, FormulaError, Literal, Name, Node, Operation, Scaled


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a unit; ``bare`` for a literal without unit, which fits a zero to any unit."""

    unit: Unit
    zero: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen option of a list; ``options`` is the list's id, ``""`` for a quoted text."""

    options: str


@dataclass(frozen=True, slots=True)
class Truth:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date, which ``years``, ``months`` and ``days`` read and nothing else."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words, which only ``rows`` reads, and only where they stand."""


Type = Number | Choice | Truth | Day | Text

MEGAPASCAL = Unit("MPa", Fraction(1000), (("kJ", 1), ("m3", -1)))
CELSIUS = Unit("℃", Fraction(1), (("℃", 1),))
DAYS = Unit("d", Fraction(86400), (("s", 1),))
ENTHALPY = Unit("kJ/kg", Fraction(1), (("kJ", 1), ("kg", -1)))


@dataclass(frozen=True, slots=True)
class Scope:
    """What names and factor kinds mean where a formula stands.

    Attributes
    ----------
    name : callable
        Name to type; raises `FormulaError` for one that is unknown or belongs to the rows of another table.
    rows : callable
        The same for a name inside ``sum``: must belong to the rows of a table.
    factor : callable
        Factor kind to unit.
    option : callable
        (list id, option id) to whether the list has it.
    within : callable
        The scope of a condition on the rows that a name belongs to: names of those rows mean each row in turn.
    unit_of : str
        Choice whose option names the row-bound unit here; ``""`` where there is none.
    """

    name: Callable[[str], Type]
    rows: Callable[[str], Type]
    factor: Callable[[str], Unit]
    option: Callable[[str, str], bool]
    within: Callable[[str], Scope]
    unit_of: str = ""


def check(node: Node, scope: Scope, want: Unit | None) -> Node:
    """The tree with its conversions, giving a number in `want`, or yes/no if `want` is None.

    Raises
    ------
    FormulaError
        If units do not fit: ``tC is not tCO2``.
    """
    tree, found = _infer(node, scope)
    if want is None:
        if not isinstance(found, Truth):
            raise FormulaError("gives no yes or no")
        return tree
    if isinstance(found, Text):
        raise FormulaError(_is_text(tree))
    if not isinstance(found, Number):
        raise FormulaError("gives no number")
    return _convert(tree, found, want)


def _infer(node: Node, scope: Scope) -> tuple[Node, Type]:
    match node:
        case Literal(value):
            if isinstance(value, str):
                return node, Choice("")
            return node, Number(ONE, zero=value == 0)
        case Name(id_):
            return _named(node, scope.name(id_))
        case Operation("neg", (operand,)):
            tree, unit = _number(operand, scope)
            return Operation("neg", (tree,)), unit
        case Operation("not", (operand,)):
            return Operation("not", (_truth(operand, scope),)), Truth()
        case Operation("and" | "or" as op, operands):
            return Operation(op, tuple(_truth(operand, scope) for operand in operands)), Truth()
        case Operation("*" | "/" as op, (left, right)):
            return _product(op, left, right, scope)
        case Operation("+" | "-" as op, (left, right)):
            trees, unit = _alike((left, right), scope)
            return Operation(op, trees), unit
        case Operation(op, (left, right)):
            return _comparison(op, left, right, scope)
        case Call(function, arguments):
            return _call(function, arguments, scope)
        case _:
            raise FormulaError(f"not in the language: {node}")


def _named(node: Node, found: Type) -> tuple[Node, Type]:
    """A name; per cent becomes its hundredth here, which print need not show."""
    if isinstance(found, Number) and found.unit.text in ("%", "‰"):
        return Scaled(node, found.unit.scale, shown=False), Number(ONE)
    return node, found


def _product(op: str, left: Node, right: Node, scope: Scope) -> tuple[Node, Type]:
    a, first = _number(left, scope)
    b, second = _number(right, scope)
    unit = first.unit.times(second.unit, 1 if op == "*" else -1)
    return Operation(op, (a, b)), Number(unit, zero=first.zero or (second.zero and op == "*"))


def _comparison(op: str, left: Node, right: Node, scope: Scope) -> tuple[Node, Type]:
    a, first = _infer(left, scope)
    b, second = _infer(right, scope)
    if isinstance(first, Choice) or isinstance(second, Choice):
        if op not in ("==", "!="):
            raise FormulaError(f"a choice cannot be compared by {op}")
        for kind, other in ((first, b), (second, a)):
            if not isinstance(kind, Choice):
                raise FormulaError("a choice is compared with a choice")
            named = isinstance(other, Literal) and isinstance(other.value, str)
            if kind.options and named and not scope.option(kind.options, str(other.value)):  # type: ignore[union-attr]
                raise FormulaError(f"list {kind.options} has no option {other.value!r}")  # type: ignore[union-attr]
        return Operation(op, (a, b)), Truth()
    if isinstance(first, Truth) or isinstance(second, Truth):
        raise FormulaError("yes or no is not compared; use it by itself, or with not")
    trees, _ = _alike((left, right), scope)
    return Operation(op, trees), Truth()


def _call(function: str, arguments: tuple[Node, ...], scope: Scope) -> tuple[Node, Type]:
    match function:
        case "sum" | "sum_if":
            name = arguments[0]
            assert isinstance(name, Name)
            found = scope.rows(name.id)
            if not isinstance(found, Number):
                raise FormulaError(f"{name.id} is not a number")
            if found.unit.bound:
                raise FormulaError(
                    f"the rows of {name.id} are counted in units of their own; they do not add"
                )
            conditions = tuple(_truth(part, scope.within(name.id)) for part in arguments[1:])
            return _named(Call(function, (name, *conditions)), found)
        case "prior":
            name = arguments[0]
            assert isinstance(name, Name)
            tree, kind = _named(Call("prior", arguments), scope.name(name.id))
            return tree, kind
        case "given":
            name = arguments[0]
            assert isinstance(name, Name)
            scope.name(name.id)
            return Call("given", arguments), Truth()
        case "rows":
            name = arguments[0]
            assert isinstance(name, Name)
            scope.rows(name.id)
            return Call("rows", arguments), Number(ONE)
        case "first" | "min" | "max":
            trees, unit = _alike(arguments, scope)
            return Call(function, trees), unit
        case "if_":
            condition = _truth(arguments[0], scope)
            trees, unit = _alike(arguments[1:], scope)
            return Call("if_", (condition, *trees)), unit
        case "step":
            thresholds, _ = _alike((arguments[0], *arguments[1::2]), scope)
            points, unit = _alike(arguments[2::2], scope)
            pairs = [part for pair in zip(thresholds[1:], points, strict=True) for part in pair]
            return Call("step", (thresholds[0], *pairs)), unit
        case "steam" | "boiling":
            wanted = (MEGAPASCAL, CELSIUS)
            found_ = [_number(argument, scope) for argument in arguments]
            trees = tuple(
                _convert(tree, kind, unit) for (tree, kind), unit in zip(found_, wanted, strict=False)
            )
            return Call(function, trees), Number(ENTHALPY if function == "steam" else CELSIUS)
        case "years" | "months" | "days":
            if any(not isinstance(_infer(argument, scope)[1], Day) for argument in arguments):
                raise FormulaError(f"{function} takes a date")
            return Call(function, arguments), Number(DAYS if function == "days" else ONE)
        case _:
            return _factor(arguments, scope)


def _factor(arguments: tuple[Node, ...], scope: Scope) -> tuple[Node, Type]:
    kind, *rest = arguments
    assert isinstance(kind, Literal)
    for part in rest:
        _, found = _infer(part, scope)
        if not isinstance(found, Choice):
            raise FormulaError("the key and the region of a factor are a choice or a quoted text")
    unit = scope.factor(str(kind.value))
    if unit.bound and (not rest or rest[0] != Name(scope.unit_of)):
        key = f"the key is {scope.unit_of}" if scope.unit_of else "no row has one here"
        raise FormulaError(f"{kind.value} is counted in the unit of the row: {key}")
    return _named(Call("factor", arguments), Number(unit))


def _number(node: Node, scope: Scope) -> tuple[Node, Number]:
    tree, found = _infer(node, scope)
    if isinstance(found, Text):
        raise FormulaError(_is_text(tree))
    if not isinstance(found, Number):
        raise FormulaError("a number is wanted here")
    return tree, found


def _truth(node: Node, scope: Scope) -> Node:
    tree, found = _infer(node, scope)
    if not isinstance(found, Truth):
        raise FormulaError("a yes or no is wanted here")
    return tree


def _is_text(node: Node) -> str:
    return f"{node.id if isinstance(node, Name) else node} is a text, which no formula reads"


def _alike(nodes: tuple[Node, ...], scope: Scope) -> tuple[tuple[Node, ...], Number]:
    """Nodes brought to the unit of the first that has one (a zero has none)."""
    inferred = [_number(node, scope) for node in nodes]
    unit = next((kind for _, kind in inferred if not kind.zero), inferred[0][1])
    return tuple(_convert(tree, kind, unit.unit) for tree, kind in inferred), unit


def _convert(tree: Node, found: Number, want: Unit) -> Node:
    if found.zero and not found.unit.fits(want):
        return tree
    if not found.unit.fits(want):
        raise FormulaError(f"{_text(found.unit)} is not {_text(want)}")
    factor = found.unit.scale / want.scale
    if factor == 1:
        return tree
    if isinstance(tree, Scaled):  # per cent inside: keep it unseen, add the shown step
        return Scaled(tree, factor)
    if isinstance(tree, Literal) and isinstance(tree.value, Decimal) and found.unit is ONE:
        return Literal(scaled(tree.value, factor))
    return Scaled(tree, factor)


def _text(unit: Unit) -> str:
    if unit.text:
        return unit.text
    above = "·".join(base + (str(power) if power > 1 else "") for base, power in unit.dimensions if power > 0)
    below = "·".join(
        base + (str(-power) if power < -1 else "") for base, power in unit.dimensions if power < 0
    )
    size = "" if unit.scale == Fraction(1) else f"{unit.scale} "
    return f"{size}{above or '1'}{'/' + below if below else ''}"
