"""Renaming: what another copy of the project calls its rows and evidence, in the codes of this one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from zcdesk.domain.answer import Answer
from zcdesk.domain.project import Project

_CODE = re.compile(r"(.*?)(\d+)", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Names:
    """Codes of the other copy to codes of this one; what is not in them is called alike.

    Attributes
    ----------
    rows, evidence : mapping of str to str
    """

    rows: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)

    def then(self, other: Names) -> Names:
        """These, what they lead to renamed once more."""
        return Names(_then(self.rows, other.rows), _then(self.evidence, other.evidence))

    def inverse(self) -> Names:
        """The way back."""
        return Names(
            {new: old for old, new in self.rows.items()}, {new: old for old, new in self.evidence.items()}
        )

    def both(self, other: Names) -> Names:
        """These and others; the others count where both name one thing."""
        return Names({**self.rows, **other.rows}, {**self.evidence, **other.evidence})


def renamed(project: Project, names: Names) -> Project:
    """A project with the codes of its rows and evidence replaced, wherever they stand."""
    rows, evidence = names.rows, names.evidence
    if all(old == new for held in (rows, evidence) for old, new in held.items()):
        return project

    def answer(held: Answer) -> Answer:
        if not any(cite.evidence in evidence for cite in held.evidence):
            return held
        cites = [replace(cite, evidence=evidence.get(cite.evidence, cite.evidence)) for cite in held.evidence]
        return replace(held, evidence=tuple(dict.fromkeys(cites)))

    key = _key(rows)
    return replace(
        project,
        rows=MappingProxyType(
            {rows.get(id_, id_): replace(row, id=rows.get(id_, id_)) for id_, row in project.rows.items()}
        ),
        retired=frozenset(rows.get(id_, id_) for id_ in project.retired),
        answers=MappingProxyType(
            {
                replace(place, row=rows[place.row]) if place.row in rows else place: answer(held)
                for place, held in project.answers.items()
            }
        ),
        evidence=MappingProxyType(
            {
                evidence.get(id_, id_): replace(item, id=evidence.get(id_, id_))
                for id_, item in project.evidence.items()
            }
        ),
        settings=MappingProxyType({key(name): value for name, value in project.settings.items()}),
    )


def fresh(id_: str, used: Iterable[str]) -> str:
    """A code like this one that was never given: the next number with as many digits."""
    found = _CODE.fullmatch(id_)
    head, digits = (found[1], found[2]) if found else (f"{id_}-", "1")
    numbers = [
        int(other[2])
        for each in used
        if (other := _CODE.fullmatch(each)) and other[1] == head and len(other[2]) < 10
    ]
    return f"{head}{1 + max(numbers, default=0):0{len(digits)}d}"


def _then(first: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    return {old: after.get(new, new) for old, new in first.items()}


def _key(rows: Mapping[str, str]):  # type: ignore[no-untyped-def]
    """Rows stand inside the keys of settings too: ``unit:fuel.amount[F02]``."""
    moved = {old: new for old, new in rows.items() if old != new}
    if not moved:
        return lambda name: name
    any_of = "|".join(map(re.escape, sorted(moved, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![A-Za-z0-9_.])(?:{any_of})(?![A-Za-z0-9_.])")
    return lambda name: pattern.sub(lambda found: moved[found[0]], name)
