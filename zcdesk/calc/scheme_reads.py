"""What the criteria of a scheme are read from: lines, choices, and the answers below them."""

from __future__ import annotations

from collections.abc import Mapping

from zcdesk.formula.schemes import CompiledScheme


def wanted(compiled: CompiledScheme) -> frozenset[str]:
    """The quantities, and tables, whose answers a scheme's lines can rest on."""
    held, vocabulary = compiled.compiled, compiled.compiled.vocabulary
    read = set(held.quantities) | set(compiled.scheme.choices)
    read |= {
        each
        for id_ in held.quantities
        for each in (held.quantities[id_].weight, held.quantities[id_].bridge_key)
    }
    read |= {id_ for id_, quantity in vocabulary.quantities.items() if quantity.table in held.tables}
    return frozenset(read | set(held.tables)) - {""}


def made_from(compiled: CompiledScheme) -> Mapping[str, frozenset[str]]:
    """The lines that the verdicts of each criterion are read from."""
    found: dict[str, set[str]] = {each.id: {each.value} - {""} for each in compiled.scheme.criteria}
    for id_ in compiled.compiled.lines:
        first = id_.partition(".")[0]
        if first in found:
            found[first].add(id_)
    return {id_: frozenset(lines) for id_, lines in found.items()}


def choices_of(compiled: CompiledScheme, lines: frozenset[str]) -> tuple[str, ...]:
    """The open choices that these lines depend on, in the order of the scheme."""
    read = {choice for id_ in lines for choice in compiled.open[id_]}
    return tuple(choice for choice in compiled.scheme.choices if choice in read)
