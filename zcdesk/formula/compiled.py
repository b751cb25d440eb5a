"""A method with its formulas read, checked for units and ready to compute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from zcdesk.domain.method import Check, Line, Method
from zcdesk.domain.record import dataclass
from zcdesk.domain.unit import Unit, UnitError
from zcdesk.domain.vocabulary import Quantity, Vocabulary
from zcdesk.formula.evaluate import Program, compile_tree
from zcdesk.formula.syntax import Call, FormulaError, Literal, Name, Node, Scaled, calls, names, parse
from zcdesk.formula.units import Choice, Day, Number, Scope, Text, Truth, Type, check


@dataclass(frozen=True, slots=True)
class CompiledLine:
    """A line with its checked tree and its program.

    Attributes
    ----------
    line : Line
    tree : Node
        With conversions; `zcdesk.formula.explain` prints it.
    run : Program
    """

    line: Line
    tree: Node
    run: Program


@dataclass(frozen=True, slots=True)
class CheckedCheck:
    """A check with its checked trees; ``when`` is None for always."""

    check: Check
    when: Node | None
    holds: Node
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A method with its formulas read and checked: all that took time, as plain records that can be kept.

    Attributes
    ----------
    method : Method
    trees : mapping of str to Node
        Of each line, in the method's order.
    checks : tuple of CheckedCheck
    quantities, tables : tuple of str
        What it reads and what it goes over.
    """

    method: Method
    trees: Mapping[str, Node]
    checks: tuple[CheckedCheck, ...]
    quantities: tuple[str, ...]
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompiledCheck:
    """A check with its programs; ``when`` is None for always."""

    check: Check
    when: Program | None
    holds: Program
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A method ready to compute.

    Attributes
    ----------
    method, vocabulary
    lines : mapping of str to CompiledLine
        In the method's order.
    checks : tuple of CompiledCheck
    constants : mapping of str to Fraction
    quantities : mapping of str to Quantity
        Every quantity that its lines and checks read, or that names their rows, in order of first reading.
    tables : tuple of str
        Every table it goes over.
    """

    method: Method
    vocabulary: Vocabulary
    lines: Mapping[str, CompiledLine]
    checks: tuple[CompiledCheck, ...]
    constants: Mapping[str, Fraction]
    quantities: Mapping[str, Quantity]
    tables: tuple[str, ...]


def compile_method(method: Method, vocabulary: Vocabulary) -> Compiled:
    """Read and check every formula of a method.

    Raises
    ------
    FormulaError
        Beginning with the place: ``line fuel.co2: tC is not tCO2``.
    """
    return compile_checked(check_method(method, vocabulary), vocabulary)


def compile_checked(checked: Checked, vocabulary: Vocabulary) -> Compiled:
    """The programs of a method whose formulas were checked against this vocabulary."""
    lines = {
        id_: CompiledLine(checked.method.lines[id_], tree, compile_tree(tree))
        for id_, tree in checked.trees.items()
    }
    checks = tuple(
        CompiledCheck(
            item.check, compile_tree(item.when) if item.when else None, compile_tree(item.holds), item.reads
        )
        for item in checked.checks
    )
    read = {id_: vocabulary.quantities[id_] for id_ in checked.quantities}
    return Compiled(checked.method, vocabulary, lines, checks, _constants(vocabulary), read, checked.tables)


def check_method(method: Method, vocabulary: Vocabulary) -> Checked:
    """Read and check every formula of a method, without making programs of them.

    Raises
    ------
    FormulaError
        As `compile_method` does.
    """
    constants = _constants(vocabulary)
    trees: dict[str, Node] = {}
    for line in method.lines.values():
        if line.id in vocabulary.quantities or line.id in constants:
            raise FormulaError(f"line {line.id}: a quantity or a constant has that name")
        if line.fold == "mean" and not _weighs(line, vocabulary):
            raise FormulaError(
                f"line {line.id}: weight: no quantity of the rows of {line.over}: {line.weight!r}"
            )
        try:
            trees[line.id] = check(
                parse(line.formula),
                scope_of(line.over, method.lines, vocabulary),
                vocabulary.units.parse(line.unit),
            )
        except UnitError as bad:
            raise FormulaError(f"line {line.id}: no such unit: {bad}") from bad
        except FormulaError as bad:
            raise FormulaError(f"line {line.id}: {bad}") from bad
    refuse_circles(trees)
    checks = tuple(check_check(item, method, vocabulary) for item in method.checks)
    tables = dict.fromkeys(line.over for line in method.lines.values() if line.over)
    read: dict[str, Quantity] = {}
    for tree in trees.values():
        _read(names(tree), vocabulary, read)
    _read((line.weight for line in method.lines.values()), vocabulary, read)
    for item in checks:
        _read(item.reads, vocabulary, read)
    for table in tables:
        _read((vocabulary.tables[table].label, vocabulary.tables[table].unit_of), vocabulary, read)
    return Checked(method, trees, checks, tuple(read), tuple(tables))


def _weighs(line: Line, vocabulary: Vocabulary) -> bool:
    quantity = vocabulary.quantities.get(line.weight)
    return quantity is not None and quantity.kind == "number" and quantity.table == line.over


def _constants(vocabulary: Vocabulary) -> dict[str, Fraction]:
    return {id_: Fraction(constant.value.replace(" ", "")) for id_, constant in vocabulary.constants.items()}


def scope_of(over: str, lines: Mapping[str, Line], vocabulary: Vocabulary) -> Scope:
    """What names mean in a formula over the rows of a table (``""``: of none) beside these lines.

    Raises
    ------
    FormulaError
        If there is no such table.
    """
    if over and over not in vocabulary.tables:
        raise FormulaError(f"no such table: {over}")

    def quantity_type(quantity: Quantity) -> Type:
        match quantity.kind:
            case "number":
                return Number(vocabulary.units.parse(quantity.unit))
            case "choice":
                return Choice(quantity.options)
            case "yes_no":
                return Truth()
            case "date":
                return Day()
            case _:
                return Text()

    def home(id_: str) -> tuple[str, Type]:
        if id_ in vocabulary.quantities:
            quantity = vocabulary.quantities[id_]
            return quantity.table, quantity_type(quantity)
        if id_ in lines:
            line = lines[id_]
            return line.over, Number(vocabulary.units.parse(line.unit))
        if id_ in vocabulary.constants:
            return "", Number(vocabulary.units.parse(vocabulary.constants[id_].unit))
        raise FormulaError(f"no such name: {id_}")

    def name(id_: str, inner: str = "") -> Type:
        table, found = home(id_)
        if table and table not in (over, inner):
            raise FormulaError(f"{id_} belongs to the rows of {table}; use sum({id_})")
        return found

    def rows(id_: str) -> Type:
        table, found = home(id_)
        if not table:
            raise FormulaError(f"{id_} does not belong to the rows of a table")
        return found

    def factor(kind: str) -> Unit:
        if kind not in vocabulary.kinds:
            raise FormulaError(f"no such kind of factor: {kind}")
        return vocabulary.units.parse(vocabulary.kinds[kind].unit)

    def option(list_: str, id_: str) -> bool:
        return id_ in vocabulary.lists.get(list_, {})

    def within(id_: str) -> Scope:
        inner = home(id_)[0]
        unit_of = vocabulary.tables[inner].unit_of if inner else ""
        return Scope(lambda each: name(each, inner), rows, factor, option, within, unit_of)

    return Scope(name, rows, factor, option, within, vocabulary.tables[over].unit_of if over else "")


def check_check(item: Check, method: Method, vocabulary: Vocabulary) -> CheckedCheck:
    """Read and check the formulas of a plausibility check.

    Raises
    ------
    FormulaError
        Beginning with its place.
    """
    try:
        scope = scope_of(item.over, method.lines, vocabulary)
        if item.at not in vocabulary.quantities:
            raise FormulaError(f"no such quantity: {item.at}")
        for id_ in item.tells:
            if id_ not in method.lines or method.lines[id_].over not in ("", item.over):
                raise FormulaError(f"tells no line of its own table or of none: {id_}")
        holds = check(parse(item.holds), scope, None)
        when = check(parse(item.when), scope, None) if item.when else None
    except (FormulaError, UnitError) as bad:
        raise FormulaError(f"check {item.id}: {bad}") from bad
    reads = dict.fromkeys([*names(holds), *(names(when) if when else ())])
    return CheckedCheck(item, when, holds, tuple(reads))


def _read(ids: Iterable[str], vocabulary: Vocabulary, into: dict[str, Quantity]) -> None:
    for id_ in ids:
        if id_ in vocabulary.quantities and id_ not in into:
            into[id_] = vocabulary.quantities[id_]


def refuse_circles(trees: Mapping[str, Node]) -> None:
    """Refuse lines that read themselves.

    Raises
    ------
    FormulaError
        Naming the way round.
    """
    state: dict[str, int] = {}

    def visit(id_: str, way: tuple[str, ...]) -> None:
        if state.get(id_) == 2:
            return
        if state.get(id_) == 1:
            raise FormulaError(f"line {id_}: reads itself through {' → '.join((*way, id_))}")
        state[id_] = 1
        tree = trees[id_]
        earlier = {inner for call in calls(tree) if call.function == "prior" for inner in names(call)}
        for name in dict.fromkeys(names(tree)):
            if name in trees and name not in earlier:
                visit(name, (*way, id_))
        state[id_] = 2

    for id_ in trees:
        visit(id_, ())


def defaults_of(compiled: Compiled) -> Mapping[str, Call | Literal]:
    """For each quantity that a formula reads as ``first(quantity, other)``: what is taken when it is blank."""
    found: dict[str, Call | Literal] = {}
    for line in compiled.lines.values():
        for call in calls(line.tree):
            if call.function != "first":
                continue
            asked, taken = _unscaled(call.arguments[0]), _unscaled(call.arguments[1])
            if isinstance(asked, Name) and isinstance(taken, (Call, Literal)):
                found.setdefault(asked.id, taken)
    return found


def _unscaled(node: Node) -> Node:
    return _unscaled(node.node) if isinstance(node, Scaled) else node
