"""A formula as people write it: with symbols, and with the numbers put in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from zcdesk.domain.method import picked
from zcdesk.domain.trace import MONTHS, Traced, by_months
from zcdesk.domain.vocabulary import Vocabulary
from zcdesk.formula.compiled import Compiled
from zcdesk.formula.evaluate import Program, Value, compile_tree
from zcdesk.formula.explain import WORDS, render
from zcdesk.formula.syntax import Call, Literal, Name, Node, calls, names
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import key_words
from zcdesk.report.telling.wording import Wording

_ENGLISH = {
    "and": " and ",
    "or": " or ",
    "not": "not ",
    "rows": "rows",
    "given": "given",
    "years": "Δyears",
    "months": "Δmonths",
    "days": "Δdays",
}
_CHINESE = {**WORDS, "if_": "若"}
Digits = Callable[[Decimal], str]
"""How a number is told."""
Count = Callable[[str], int]
"""How many rows the table of a quantity or line has."""
LONGEST_SUM = 6
"""Rows up to which a sum prints every row."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A formula in both ways: ``symbols`` without and ``numbers`` with the figures; the result stands in neither."""

    symbols: str
    numbers: str


def spoken(
    compiled: Compiled, result: Traced, say: Wording, digits: Digits | None = None, count: Count | None = None
) -> Spoken:
    """The formula of a computed line; `digits` tells the numbers where not as on paper, `count` the rows there are."""
    if by_months(result):
        return _by_months(compiled, result, say, digits or lines.exact)
    tree = compiled.lines[result.id].tree
    symbols = symbols_in(compiled, result.id, say)
    taken = _taken(result, count)
    read = _reading(result)

    def counted(call: Call) -> Node | None:
        asked = call.arguments[0] if call.function == "rows" else None
        return Literal(Decimal(count(asked.id))) if count and isinstance(asked, Name) else taken(call)

    kinds = compiled.vocabulary.kinds

    def symbol(id_: str) -> str:
        return symbols.get(id_, id_)

    several = [_literal(call) for call in dict.fromkeys(calls(tree)) if call.function == "factor"]

    def factor(call: Call) -> str:
        kind = _literal(call)
        name = kinds[kind].symbol or say.of(kinds[kind].words) if kind in kinds else kind
        words = key_words(compiled.vocabulary, read.key(call)) if several.count(kind) > 1 else None
        return f"{name}({say.of(words)})" if words else name

    def number(id_: str) -> str:
        constant = compiled.vocabulary.constants.get(id_)
        if constant is not None:
            return constant.value.replace(" ", "")
        item = read.one(id_)
        return amount(item, say, digits) if item is not None else symbol(id_)

    def factor_number(call: Call) -> str:
        item = read.factor(call)
        return amount(item, say, digits) if item is not None else factor(call)

    def listed(items: list[Traced]) -> str:
        if not items:
            return "0"
        if len(items) > LONGEST_SUM:
            return say("formula.many", count=len(items))
        text = " + ".join((digits or lines.exact)(item.number) for item in items)
        return f"({text})" if len(items) > 1 and not _whole(tree) else text

    def option(id_: str, chosen: str) -> str:
        known = compiled.vocabulary.option(id_, chosen) if id_ in compiled.vocabulary.quantities else None
        return say.of(known.words) if known is not None else chosen

    words = _CHINESE if say.language == "zh" else _ENGLISH
    return Spoken(
        render(tree, symbol, factor, lambda id_: f"Σ{symbol(id_)}", taken, option=option, words=words),
        render(
            tree, number, factor_number, lambda id_: listed(read.many(id_)), counted,
            lambda call: listed(read.some(call)), option, words,
        ),
    )  # fmt: skip


def _by_months(compiled: Compiled, result: Traced, say: Wording, told: Digits) -> Spoken:
    """A year that was computed month by month; the months are told each by itself."""
    months = by_months(result)
    kind, _, weight = result.formula.removeprefix(MONTHS).rstrip(")").partition("(")
    symbols = say("formula.months_sum", count=len(months))
    if kind == "mean":
        symbols = say("formula.months_mean", count=len(months), weight=_words(compiled, weight, say))
        weights = [each for each in result.inputs if each.id != result.id]
        pairs = [f"{told(a.number)} × {told(b.number)}" for a, b in zip(months, weights, strict=True)]
        whole = sum((each.number for each in weights), Decimal(0))
        return Spoken(symbols, f"({' + '.join(pairs)}) / {told(whole)}")
    return Spoken(symbols, " + ".join(told(each.number) for each in months))


def amount(item: Traced, say: Wording, digits: Digits | None = None) -> str:
    """A number with its unit, or yes or no."""
    if isinstance(item.value, bool):
        return say("why.yes" if item.value else "why.no")
    if not isinstance(item.value, Decimal):
        return str(item.value)
    unit = say.unit("" if item.unit == "1" else item.unit)
    text = published_or_exact(item, digits)
    return f"{text}{'' if unit == '%' else ' '}{unit}" if unit else text


def folded(item: Traced, say: Wording, name: Callable[[str], str]) -> str:
    """How a year was made from its months: their sum, or their mean and by what it is weighted."""
    kind, _, weight = item.formula.rstrip(")").partition("(")
    if kind != "mean":
        return say("proof.months_sum", count=len(item.inputs))
    if not weight:
        return say("proof.months_plain", count=len(item.inputs))
    return say("proof.months_mean", count=len(item.inputs), weight=name(weight))


def published_or_exact(item: Traced, digits: Digits | None = None) -> str:
    """A factor with the digits of its publication, an amount with all it has; a computed value may be cut."""
    item = picked(item)
    value = item.number
    if item.kind == "factor" and lines.is_whole(value):
        return lines.published(value, lines.AS_IS)
    if digits is not None:
        return digits(value)
    return lines.exact(value) if item.kind == "line" else lines.whole(value)


def symbols_in(compiled: Compiled, line: str, say: Wording) -> dict[str, str]:
    """What stands for each name of a formula: its symbol where that says enough, else its words."""
    found = list(dict.fromkeys(names(compiled.lines[line].tree)))
    own = compiled.method.lines[line].symbol
    symbols = {id_: _symbol(compiled, id_) for id_ in found}
    counted = [*symbols.values(), own]
    return {
        id_: symbol if symbol and counted.count(symbol) == 1 else _words(compiled, id_, say)
        for id_, symbol in symbols.items()
    }


def left_side(compiled: Compiled, line: str, say: Wording) -> str:
    """The symbol of a line, or its words."""
    held = compiled.method.lines[line]
    return held.symbol or say.of(held.words)


def _symbol(compiled: Compiled, id_: str) -> str:
    line, vocabulary = compiled.method.lines.get(id_), compiled.vocabulary
    if line is not None:
        return line.symbol
    if id_ in vocabulary.quantities:
        return vocabulary.quantities[id_].symbol
    return vocabulary.constants[id_].symbol if id_ in vocabulary.constants else ""


def _words(compiled: Compiled, id_: str, say: Wording) -> str:
    line = compiled.method.lines.get(id_)
    if line is not None:
        return say.of(line.words)
    vocabulary: Vocabulary = compiled.vocabulary
    named = vocabulary.quantities.get(id_) or vocabulary.constants.get(id_)
    return say.of(named.words) if named is not None else id_


@dataclass(frozen=True, slots=True)
class _Inputs:
    """What a result was made from, as a `zcdesk.formula.evaluate.Reader`: it knows only what was read."""

    inputs: tuple[Traced, ...]
    row: str = ""
    period: str = ""
    count: Count | None = None

    def one(self, id_: str) -> Traced | None:
        found = [item for item in self.inputs if item.id == id_]
        return next((item for item in found if item.row == self.row), found[0] if found else None)

    def many(self, id_: str) -> list[Traced]:
        return list({(item.row, item.period): item for item in self.inputs if item.id == id_}.values())

    def some(self, call: Call) -> list[Traced]:
        """What a ``sum_if`` added up: read, and of a row for which its condition holds."""
        name, condition = call.arguments
        assert isinstance(name, Name)
        holds = compile_tree(condition)
        return [
            item
            for item in self.many(name.id)
            if holds(_Reader(_Inputs(self.inputs, item.row, self.period))) is True
        ]

    def factor(self, call: Call) -> Traced | None:
        kind, key = _literal(call), self.key(call)
        exact = next(
            (item for item in self.inputs if item.kind == "factor" and item.id == f"{kind}/{key}"), None
        )
        return exact or next(
            (i for i in self.inputs if i.kind == "factor" and i.id.startswith(f"{kind}/")), None
        )

    def key(self, call: Call) -> str:
        match call.arguments[1]:
            case Literal(value):
                return str(value)
            case Name(id_):
                item = self.one(id_)
                return str(item.value) if item is not None else ""
            case _:
                return ""


class _Reader:
    """Reads inputs the way a formula does, so that the branch it took can be found again."""

    def __init__(self, inputs: _Inputs) -> None:
        self._inputs = inputs

    def name(self, id: str) -> Value:
        """Value of what was read."""
        item = self._inputs.one(id)
        return None if item is None else item.value

    def rows(self, id: str) -> Value:
        """Sum of what was read."""
        items = self._inputs.many(id)
        return sum((item.number for item in items), Decimal(0)) if items else None

    def rows_where(self, id: str, condition: Program) -> Value:
        """Sum of what was read of the rows for which the condition holds."""
        items = [
            item
            for item in self._inputs.many(id)
            if condition(_Reader(_Inputs(self._inputs.inputs, item.row, self._inputs.period)))
        ]
        return sum((item.number for item in items), Decimal(0))

    def prior(self, id: str) -> Value:
        """Value of what was read."""
        return self.name(id)

    def given(self, id: str) -> bool:
        """Whether it was read."""
        return self._inputs.one(id) is not None

    def factor(self, kind: str, key: str, region: str) -> Value:
        """The factor that was read, of that very key."""
        item = next((i for i in self._inputs.inputs if i.kind == "factor" and i.id == f"{kind}/{key}"), None)
        return None if item is None else item.value

    def year(self) -> int | None:
        """The year that was computed."""
        return int(self._inputs.period[:4]) if self._inputs.period else None

    def count(self, id: str) -> Value:
        """Rows of its table, where that is told."""
        return Decimal(self._inputs.count(id)) if self._inputs.count is not None else None

    def undefined(self) -> None:
        """Nothing is noted."""

    def mark(self) -> object:
        """Nothing is remembered."""

    def back(self, mark: object, *, gaps: bool, took: int) -> None:
        """Nothing is forgotten."""


def _reading(result: Traced, count: Count | None = None) -> _Inputs:
    return _Inputs(result.inputs, result.row, result.period, count)


def _taken(result: Traced, count: Count | None = None) -> Callable[[Call], Node | None]:
    reader = _Reader(_reading(result, count))

    def choose(call: Call) -> Node | None:
        if call.function == "if_":
            held = compile_tree(call.arguments[0])(reader)
            return None if held is None else call.arguments[1 if held else 2]
        if call.function == "first":
            for part in call.arguments:
                if compile_tree(part)(reader) is not None:
                    return part
        return None

    return choose


def _literal(call: Call) -> str:
    first = call.arguments[0]
    return str(first.value) if isinstance(first, Literal) else ""


def _whole(tree: Node) -> bool:
    return isinstance(tree, Call) and tree.function in ("sum", "sum_if")
