"""Tree to text: the formula with symbols, or with the numbers put in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from zcdesk.domain.number import MINUS, plain
from zcdesk.formula.syntax import Call, Literal, Name, Node, Operation, Scaled

_STRENGTH = {
    "or": 1,
    "and": 2,
    "==": 3,
    "!=": 3,
    "<": 3,
    "<=": 3,
    ">": 3,
    ">=": 3,
    "+": 4,
    "-": 4,
    "*": 5,
    "/": 5,
}
_SIGNS = {
    "*": " × ",
    "/": " ÷ ",
    "+": " + ",
    "-": f" {MINUS} ",
    "<=": " ≤ ",
    ">=": " ≥ ",
    "!=": " ≠ ",
    "==": " = ",
}
_SAID = {
    "steam": "h",
    "boiling": "t",
    "years": "Δ年",
    "months": "Δ月",
    "days": "Δ日",
    "rows": "行数",
    "given": "已填",
}
WORDS = {"and": " 且 ", "or": " 或 ", "not": "非"}
"""How the words of conditions are printed, unless told otherwise."""


def render(
    node: Node,
    name: Callable[[str], str],
    factor: Callable[[Call], str],
    rows: Callable[[str], str],
    taken: Callable[[Call], Node | None] = lambda _: None,
    some: Callable[[Call], str] | None = None,
    option: Callable[[str, str], str] = lambda _, value: value,
    words: Mapping[str, str] = MappingProxyType(WORDS),
) -> str:
    """A tree as text.

    Parameters
    ----------
    node : Node
        A parsed or checked tree.
    name : callable
        What stands for a name: its symbol, or its value with unit.
    factor : callable
        What stands for a ``factor(...)`` call.
    rows : callable
        What stands for the sum over the rows of a name.
    taken : callable
        For ``first`` and ``if_``: the alternative that was taken, or None to print the function.
    some : callable or None
        What stands for a ``sum_if(...)`` call; None for the sum with its condition in brackets.
    option : callable
        What stands for an option (quantity, option id) that a choice is compared with.
    words : mapping of str to str
        What stands for ``and``, ``or`` and ``not``, and for functions that have a word of their own.

    Returns
    -------
    str
    """

    def go(part: Node, strength: int) -> str:
        match part:
            case Literal(value):
                return plain(value) if isinstance(value, Decimal) else f"“{value}”"
            case Name(id_):
                return name(id_)
            case Scaled(inner, ratio, shown):
                if not shown:
                    return go(inner, strength)
                plainer = _converted_once(inner, ratio, taken)
                if plainer is not None:
                    return go(plainer, strength)
                return _wrap(f"{go(inner, 5)}{_ratio(ratio)}", 5, strength)
            case Operation("neg", (inner,)):
                return _wrap(f"{MINUS}{go(inner, 6)}", 5, strength)
            case Operation("not", (inner,)):
                return f"{words['not']}（{go(inner, 0)}）"
            case Operation("==" | "!=" as op, (Name(id_), Literal(str() as value))):
                return _wrap(f"{name(id_)}{_SIGNS[op]}“{option(id_, value)}”", _STRENGTH[op], strength)
            case Operation(op, operands):
                own = _STRENGTH[op]
                sign = _SIGNS.get(op) or words.get(op) or f" {op} "
                parts = [
                    go(operand, own + (index > 0 and op in ("-", "/")))
                    for index, operand in enumerate(operands)
                ]
                return _wrap(sign.join(parts), own, strength)
            case Call("factor", _):
                return factor(part)
            case Call("sum", (Name(id_),)):
                return rows(id_)
            case Call("sum_if", (Name(id_), condition)):
                return some(part) if some is not None else f"{rows(id_)}[{go(condition, 0)}]"
            case Call(function, arguments):
                chosen = taken(part)
                if chosen is not None:
                    return go(chosen, strength)
                said = words.get(function) or _SAID.get(function, function.rstrip("_"))
                return f"{said}({', '.join(go(argument, 0) for argument in arguments)})"

    return go(node, 0)


def _converted_once(inner: Node, ratio: Fraction, taken: Callable[[Call], Node | None]) -> Node | None:
    """What a conversion of converted figures comes to: there and back again is none; None where there is one only.

    The alternative that was not taken may have been in another unit, into which the one that was had to be brought.
    """
    node = _chosen(inner, taken)
    parts = node.operands if isinstance(node, Operation) and node.op in ("+", "-") else (node,)
    shown = [_chosen(part, taken) for part in parts]
    within = {part.factor if isinstance(part, Scaled) and part.shown else None for part in shown}
    factor = within.pop()
    if within or factor is None:
        return None
    bare = tuple(part.node for part in shown if isinstance(part, Scaled))
    whole = Operation(node.op, bare) if isinstance(node, Operation) and len(bare) > 1 else bare[0]
    return whole if ratio * factor == 1 else Scaled(whole, ratio * factor)


def _chosen(node: Node, taken: Callable[[Call], Node | None]) -> Node:
    while isinstance(node, Call) and node.function not in ("factor", "sum", "sum_if"):
        chosen = taken(node)
        if chosen is None:
            break
        node = chosen
    return node


def _wrap(text: str, own: int, strength: int) -> str:
    return f"({text})" if own < strength else text


def _ratio(ratio: Fraction) -> str:
    if ratio.denominator == 1:
        return f" × {ratio.numerator:,}"
    if ratio.numerator == 1:
        return f" ÷ {ratio.denominator:,}"
    return f" × {ratio.numerator:,}/{ratio.denominator:,}"
