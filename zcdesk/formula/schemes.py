"""A scheme with its formulas read: a method some of whose lines come from other methods, and some say yes or no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from zcdesk.domain.method import Check, Line
from zcdesk.domain.record import dataclass
from zcdesk.domain.scheme import Scheme, SchemeCheck
from zcdesk.domain.unit import UnitError
from zcdesk.domain.vocabulary import Vocabulary
from zcdesk.formula.compiled import (
    Checked,
    CheckedCheck,
    Compiled,
    check_check,
    compile_checked,
    refuse_circles,
    scope_of,
)
from zcdesk.formula.syntax import FormulaError, Literal, Name, Node, Operation, names, parse
from zcdesk.formula.units import check


@dataclass(frozen=True, slots=True)
class CheckedScheme:
    """A scheme and its checked formulas, as plain records that can be kept."""

    scheme: Scheme
    checked: Checked


@dataclass(frozen=True, slots=True)
class CompiledScheme:
    """A scheme ready to compute.

    Attributes
    ----------
    scheme, compiled
        Lines taken from other methods and sums of points have no program: who computes brings them.
    open : mapping of str to tuple of str
        For each line the choices that it depends on, by itself or through other lines.
    """

    scheme: Scheme
    compiled: Compiled
    open: Mapping[str, tuple[str, ...]]

    @property
    def sums(self) -> tuple[str, ...]:
        """Lines that are sums of points."""
        return tuple(id_ for id_ in self.compiled.lines if is_sum(id_))

    def reads(self, line: str) -> tuple[str, ...]:
        """The names in a line's formula."""
        return tuple(dict.fromkeys(names(self.compiled.lines[line].tree)))


def is_sum(line: str) -> bool:
    """Whether a line is a sum of points."""
    return line.startswith("score.")


def check_scheme(scheme: Scheme, vocabulary: Vocabulary) -> CheckedScheme:
    """Read and check every formula of a scheme.

    Raises
    ------
    FormulaError
        Beginning with the place: ``line k1.entry: tCO2 is not tce``.
    """
    lines = scheme.method.lines
    numbers = {id_: line for id_, line in lines.items() if line.unit}  # nothing reads a verdict
    trees: dict[str, Node] = {}
    for id_, line in lines.items():
        if id_ in vocabulary.quantities or id_ in vocabulary.constants:
            raise FormulaError(f"line {id_}: a quantity or a constant has that name")
        try:
            unit = vocabulary.units.parse(line.unit) if line.unit else None
            if id_ in scheme.taken:
                trees[id_] = Literal("")
            elif is_sum(id_):
                trees[id_] = _sum(line.formula.split(" + ") if line.formula else [])
            else:
                trees[id_] = check(parse(line.formula), scope_of(line.over, numbers, vocabulary), unit)
        except (FormulaError, UnitError) as bad:
            raise FormulaError(f"line {id_}: {bad}") from bad
    refuse_circles(trees)
    for id_ in scheme.choices:
        if id_ not in vocabulary.quantities or vocabulary.quantities[id_].kind != "choice":
            raise FormulaError(f"choices: no such choice: {id_}")
    checks = tuple(_check(each, scheme, numbers, vocabulary) for each in scheme.checks if each.holds)
    for each in scheme.checks:
        known = vocabulary.quantities.get(each.unique)
        if each.unique and (known is None or not known.table):
            raise FormulaError(f"check {each.id}: {each.unique} does not belong to the rows of a table")
        if each.at not in vocabulary.quantities:
            raise FormulaError(f"check {each.id}: no such quantity: {each.at}")
    read = dict.fromkeys(
        name
        for tree in (*trees.values(), *(part for each in checks for part in (each.holds, each.when) if part))
        for name in names(tree)
        if name in vocabulary.quantities
    )
    read.update(dict.fromkeys(each.unique for each in scheme.checks if each.unique))
    tables = dict.fromkeys(line.over for line in lines.values() if line.over)
    tables.update(dict.fromkeys(each.over for each in scheme.checks if each.over))
    tables.update(dict.fromkeys(table for id_ in read if (table := vocabulary.quantities[id_].table)))
    named = [
        each
        for table in tables
        for each in (vocabulary.tables[table].label, vocabulary.tables[table].unit_of)
    ]
    read.update(dict.fromkeys([*(id_ for id_ in named if id_), *(each.at for each in scheme.checks)]))
    return CheckedScheme(scheme, Checked(scheme.method, trees, checks, tuple(read), tuple(tables)))


def compile_scheme(found: CheckedScheme, vocabulary: Vocabulary) -> CompiledScheme:
    """The programs of a scheme whose formulas were checked against this vocabulary."""
    trees, choices = found.checked.trees, found.scheme.choices
    pointed = [each.id for each in found.scheme.criteria if each.points is not None]
    reached: dict[str, frozenset[str]] = {}

    def reads(id_: str) -> set[str]:
        """The names in a line; a sum also hangs on what applies and on verdicts."""
        read = set(names(trees[id_]))
        if is_sum(id_):
            read |= {line for line in trees if line.partition(".")[0] in pointed and not is_sum(line)}
        return read

    def visit(id_: str) -> frozenset[str]:
        if id_ not in reached:
            reached[id_] = frozenset()
            read = reads(id_)
            below = [visit(name) for name in sorted(read) if name in trees]
            reached[id_] = frozenset(read & set(choices)).union(*below)
        return reached[id_]

    depends = {id_: tuple(choice for choice in choices if choice in visit(id_)) for id_ in trees}
    return CompiledScheme(found.scheme, compile_checked(found.checked, vocabulary), depends)


def _check(
    item: SchemeCheck, scheme: Scheme, numbers: Mapping[str, Line], vocabulary: Vocabulary
) -> CheckedCheck:
    plain = Check(
        item.id, item.holds, item.finding, item.at, item.when, item.over, item.severity, item.clause, item.tells
    )  # fmt: skip
    return check_check(plain, replace(scheme.method, lines=numbers), vocabulary)


def _sum(lines: list[str]) -> Node:
    tree: Node = Name(lines[0]) if lines else Literal(Decimal(0))
    for id_ in lines[1:]:
        tree = Operation("+", (tree, Name(id_)))
    return tree
