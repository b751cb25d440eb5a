"""A scheme with its formulas read: a method some of whose lines come from other methods, and some say yes or no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zcdesk.domain.scheme import Scheme
from zcdesk.domain.unit import UnitError
from zcdesk.domain.vocabulary import Vocabulary
from zcdesk.formula.compiled import Checked, Compiled, compile_checked, refuse_circles, scope_of
from zcdesk.formula.syntax import FormulaError, Literal, Node, names, parse
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
        Lines taken from other methods have no program: who computes brings them.
    open : mapping of str to tuple of str
        For each line the choices that it depends on, by itself or through other lines.
    """

    scheme: Scheme
    compiled: Compiled
    open: Mapping[str, tuple[str, ...]]

    def reads(self, line: str) -> tuple[str, ...]:
        """The names in a line's formula."""
        return tuple(dict.fromkeys(names(self.compiled.lines[line].tree)))


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
            trees[id_] = (
                Literal("")
                if id_ in scheme.taken
                else check(parse(line.formula), scope_of(line.over, numbers, vocabulary), unit)
            )
        except (FormulaError, UnitError) as bad:
            raise FormulaError(f"line {id_}: {bad}") from bad
    refuse_circles(trees)
    for id_ in scheme.choices:
        if id_ not in vocabulary.quantities or vocabulary.quantities[id_].kind != "choice":
            raise FormulaError(f"choices: no such choice: {id_}")
    read = dict.fromkeys(
        name for tree in trees.values() for name in names(tree) if name in vocabulary.quantities
    )
    tables = dict.fromkeys(line.over for line in lines.values() if line.over)
    return CheckedScheme(scheme, Checked(scheme.method, trees, (), tuple(read), tuple(tables)))


def compile_scheme(found: CheckedScheme, vocabulary: Vocabulary) -> CompiledScheme:
    """The programs of a scheme whose formulas were checked against this vocabulary."""
    trees, choices = found.checked.trees, found.scheme.choices
    reached: dict[str, frozenset[str]] = {}

    def visit(id_: str) -> frozenset[str]:
        if id_ not in reached:
            reached[id_] = frozenset()
            read = set(names(trees[id_]))
            below = [visit(name) for name in read if name in trees]
            reached[id_] = frozenset(read & set(choices)).union(*below)
        return reached[id_]

    depends = {id_: tuple(choice for choice in choices if choice in visit(id_)) for id_ in trees}
    return CompiledScheme(found.scheme, compile_checked(found.checked, vocabulary), depends)
