"""What keeps a gate from being met: the conditions joined by ``and`` that fail, each in a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from zcdesk.calc.inventory import Inventory
from zcdesk.domain.trace import Traced
from zcdesk.formula.evaluate import compile_tree
from zcdesk.formula.syntax import Call, Literal, Name, Node, Operation, Scaled, names
from zcdesk.report.telling.wording import Wording

Texts = Callable[..., str]


def failing(inventory: Inventory, verdict: Traced, year: str, say: Wording, texts: Texts) -> tuple[str, ...]:
    """The parts of a verdict that is a no: a fact with what was answered, or what a ledger lacks.

    Parameters
    ----------
    inventory : Inventory
        The lines of the scheme in the reading of the verdict.
    verdict : Traced
    year : str
    say : Wording
    texts : callable
        Texts of these pages.
    """
    held = {item.id: item.value for item in verdict.inputs if not item.row}
    found: dict[str, None] = {}
    for number, part in enumerate(_parts(inventory.compiled.lines[verdict.id].tree)):
        named = f"{verdict.id}#{number}"
        if inventory.verdict(named, compile_tree(part), "", year) is False:
            found[_told(inventory, part, held, say, texts)] = None
    return tuple(each for each in found if each)


def _parts(node: Node) -> Iterator[Node]:
    """What is joined by ``and``, each by itself."""
    match node:
        case Operation("and", parts):
            for part in parts:
                yield from _parts(part)
        case _:
            yield node


def _told(inventory: Inventory, part: Node, held: Mapping[str, object], say: Wording, texts: Texts) -> str:
    vocabulary = inventory.compiled.vocabulary
    lacking = [
        say.of(option.words)
        for quantity, option_id in _chosen(part)
        if (option := vocabulary.option(quantity, option_id)) is not None
    ]
    if _sums(part) and lacking:
        return texts("readiness.lacking", what=say.join(dict.fromkeys(lacking)))
    asked = [name for name in dict.fromkeys(names(part)) if name in vocabulary.quantities]
    facts = [name for name in asked if isinstance(held.get(name), bool)] or [
        name for name in asked if name in held
    ]
    if not facts:
        lines = [name for name in names(part) if name in inventory.compiled.method.lines]
        return say.of(inventory.compiled.method.lines[lines[0]].words) if lines else ""
    value = held[facts[0]]
    said = say("chain.yes" if value else "chain.no") if isinstance(value, bool) else str(value)
    option = vocabulary.option(facts[0], str(value)) if isinstance(value, str) else None
    words = say.of(vocabulary.quantities[facts[0]].words)
    return texts("readiness.fact", what=words, said=say.of(option.words) if option is not None else said)


def _chosen(node: Node) -> Iterator[tuple[str, str]]:
    """Comparisons of a quantity with an option."""
    match node:
        case Operation("==", (Name(id_), Literal(str() as option))):
            yield id_, option
        case Operation(_, parts) | Call(_, parts):
            for part in parts:
                yield from _chosen(part)
        case Scaled(inner):
            yield from _chosen(inner)


def _sums(node: Node) -> bool:
    """Whether rows of a table are counted in it."""
    match node:
        case Call("sum_if", _):
            return True
        case Operation(_, parts) | Call(_, parts):
            return any(_sums(part) for part in parts)
        case Scaled(inner):
            return _sums(inner)
    return False
