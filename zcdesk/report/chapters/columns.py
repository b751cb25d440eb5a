"""Heads of columns: name, unit, number, and the rule by which a column follows from others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from zcdesk.domain.document import Cell, Column, Row, RowKind
from zcdesk.domain.number import plain
from zcdesk.formula.explain import render
from zcdesk.formula.syntax import Literal, Name, Node, Operation, Scaled
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling.results import Figures

_LONGEST_RULE = 26
_LONG_WORD = 11
_LETTER = 0.0105
"""Share of the table's width for a letter of a long word in a head, so that the word is not broken."""
_SPACE = re.compile(r" (?=[×÷+−])|(?<=[×÷+−]) ")


class Heads:
    """Columns in the making: words get 甲 乙 丙, numbers 1 2 3."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._stems = iter(telling.say("column.stems"))
        self.columns: list[Column] = []
        self.numbers: dict[str, int] = {}

    def code(self) -> None:
        """The column of row codes."""
        self.columns.append(Column(self._telling.say("column.code"), role="code"))

    def words(self, head: str, role: str = "words", width: float = 0.0, numbered: bool = True) -> None:
        """A column of words."""
        self.columns.append(
            Column(head, number=next(self._stems, "") if numbered else "", role=role, width=width)
        )

    def number(self, key: str, head: str, unit: str = "", rule: str = "") -> int:
        """A column of numbers; gives its number."""
        number = len(self.numbers) + 1
        self.numbers[key] = number
        text = f"{number}={rule}" if rule else str(number)
        longest = max(map(len, re.findall(r"[A-Za-z-]+", head)), default=0)
        width = longest * _LETTER if longest >= _LONG_WORD else 0.0
        self.columns.append(Column(head, unit=unit, number=text, align="right", width=width, role="number"))
        return number


def row(*cells: Cell | str, kind: RowKind = "plain") -> Row:
    """A row of cells and plain texts."""
    return Row(tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells), kind)


def group(text: str) -> Row:
    """The head of a group of rows."""
    return Row((Cell(text),), "group")


def code_cell(code: str) -> Cell:
    """A row code on the left."""
    return Cell(code, tone="grey")


def rule_of(figures: Figures, line: str, numbers: Mapping[str, int]) -> str:
    """``1×2×4×5×44/12``: a line's formula over the numbers of the columns; ``""`` where it says more than that."""
    compiled = figures.compiled
    tree = compiled.lines[line].tree

    def name(id_: str) -> str:
        if id_ in numbers:
            return str(numbers[id_])
        constant = compiled.vocabulary.constants[id_]
        return constant.value.replace(" ", "")

    if not _plain(tree, set(numbers) | set(compiled.vocabulary.constants)):
        return ""
    shorter = _over_columns(figures, tree, numbers)
    text = _SPACE.sub("", render(shorter or tree, name, lambda _: "", lambda _: ""))
    return text if len(text) <= _LONGEST_RULE else ""


def _over_columns(figures: Figures, tree: Node, numbers: Mapping[str, int]) -> Node | None:
    """A product written with the largest product that is a column already: ``1×6`` for ``1×2×4×5×44/12``."""
    wanted = _factors(tree)
    held = [
        (id_, _factors(figures.compiled.lines[id_].tree)) for id_ in numbers if id_ in figures.compiled.lines
    ]
    inside = [
        (id_, parts)
        for id_, parts in held
        if 1 < len(parts) < len(wanted) and not Counter(parts) - Counter(wanted)
    ]
    if not inside:
        return None
    id_, parts = max(inside, key=lambda pair: len(pair[1]))
    rest = list((Counter(wanted) - Counter(parts)).elements())
    product = rest[0]
    for part in [*rest[1:], Name(id_)]:
        product = Operation("*", (product, part))
    return product


def _factors(tree: Node) -> list[Node]:
    """The factors of a product, in their order; a formula that is none has one."""
    match tree:
        case Operation("*", parts):
            return [factor for part in parts for factor in _factors(part)]
        case _:
            return [tree]


def written_rule(rule: str, numbers: Mapping[str, int]) -> str:
    """A rule of a template, ``amount*factor``, over the numbers of the columns."""
    text = re.sub(r"[a-z_]+", lambda found: str(numbers.get(found.group(0), found.group(0))), rule)
    return text.replace("*", "×").replace("-", "−")


def _plain(tree: Node, names: set[str]) -> bool:
    match tree:
        case Name(id_):
            return id_ in names
        case Literal(value):
            return not isinstance(value, str) and len(plain(value)) < 6
        case Scaled(inner, _, shown):
            return not shown and _plain(inner, names)
        case Operation("+" | "-" | "*" | "/", parts):
            return all(_plain(part, names) for part in parts)
        case _:
            return False
