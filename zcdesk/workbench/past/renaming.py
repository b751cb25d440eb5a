"""Renaming: what another copy of the project calls its rows and evidence, in the codes of this one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any

from zcdesk.domain.answer import Answer, Cite
from zcdesk.domain.project import Project
from zcdesk.domain.task import Task

_ROW = re.compile(r"\[([^\]]+)\]")
_CODE = re.compile(r"(.*?)(\d+)", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Names:
    """Codes of the other copy to codes of this one; what is not in them is called alike.

    Attributes
    ----------
    rows, evidence, series, tasks : mapping of str to str
    """

    rows: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    series: Mapping[str, str] = field(default_factory=dict)
    tasks: Mapping[str, str] = field(default_factory=dict)

    @property
    def each(self) -> dict[str, dict[str, str]]:
        """By what they are codes of."""
        return {held.name: dict(getattr(self, held.name)) for held in fields(self)}

    @property
    def moved(self) -> tuple[tuple[str, str], ...]:
        """Codes that are others here, in their order."""
        pairs = [pair for held in self.each.values() for pair in held.items()]
        return tuple(sorted((old, new) for old, new in pairs if old != new))

    @property
    def sound(self) -> bool:
        """Whether they are texts, no two of which lead to one: what a file of others says may be anything."""
        texts = all(isinstance(new, str) for held in self.each.values() for new in held.values())
        return texts and all(len(set(held.values())) == len(held) for held in self.each.values())

    def then(self, other: Names) -> Names:
        """These, what they lead to renamed once more."""
        further = other.each
        return Names(
            **{
                kind: {old: further[kind].get(new, new) for old, new in held.items()}
                for kind, held in self.each.items()
            }
        )

    def inverse(self) -> Names:
        """The way back."""
        return Names(**{kind: {new: old for old, new in held.items()} for kind, held in self.each.items()})

    def both(self, other: Names) -> Names:
        """These and others; the others count where both name one thing."""
        further = other.each
        return Names(**{kind: {**held, **further[kind]} for kind, held in self.each.items()})


def renamed(project: Project, names: Names) -> Project:
    """A project with the codes of its rows, evidence, series and tasks replaced, wherever they stand."""
    if not names.moved:
        return project
    rows, evidence = names.rows, names.evidence
    proofs = {**evidence, **names.series}

    def cited(cites: tuple[Cite, ...]) -> tuple[Cite, ...]:
        if not any(cite.evidence in proofs for cite in cites):
            return cites
        made = [replace(cite, evidence=proofs.get(cite.evidence, cite.evidence)) for cite in cites]
        return tuple(dict.fromkeys(made))

    def answer(held: Answer) -> Answer:
        return replace(held, evidence=cited(held.evidence)) if held.evidence else held

    def task(held: Task) -> Task:
        return replace(
            held,
            row=rows.get(held.row, held.row),
            evidence=evidence.get(held.evidence, held.evidence),
            source=evidence.get(held.source, held.source),
        )

    key = _key(rows)
    return replace(
        project,
        rows=_filed(project.rows, rows),
        retired=frozenset(rows.get(id_, id_) for id_ in project.retired),
        answers=MappingProxyType(
            {
                replace(place, row=rows[place.row]) if place.row in rows else place: answer(held)
                for place, held in project.answers.items()
            }
        ),
        evidence=_filed(project.evidence, evidence),
        # a setting may name the evidence that a bill or a footprint became: ``bill.…`` is ``E-003``
        settings=MappingProxyType(
            {key(name): evidence.get(value, value) for name, value in project.settings.items()}
        ),
        series=_filed(
            {id_: replace(each, evidence=cited(each.evidence)) for id_, each in project.series.items()},
            names.series,
        ),
        tasks=_filed({id_: task(each) for id_, each in project.tasks.items()}, names.tasks),
    )


def without_settings_of(project: Project, rows: Collection[str]) -> Project:
    """A project without the settings of rows that are gone: ``unit:fuel.amount[F02]``."""
    if not rows:
        return project
    kept = {
        key: value
        for key, value in project.settings.items()
        if not any(id_ in rows for id_ in _ROW.findall(key))
    }
    return replace(project, settings=MappingProxyType(kept))


def _filed(held: Mapping[str, Any], names: Mapping[str, str]) -> Mapping[str, Any]:
    return MappingProxyType(
        {names.get(id_, id_): replace(each, id=names.get(id_, id_)) for id_, each in held.items()}
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


def _key(rows: Mapping[str, str]) -> Callable[[str], str]:
    """Rows stand inside the keys of settings too: ``unit:fuel.amount[F02]``."""
    moved = {old: new for old, new in rows.items() if old != new}
    if not moved:
        return lambda name: name
    any_of = "|".join(map(re.escape, sorted(moved, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![A-Za-z0-9_.])(?:{any_of})(?![A-Za-z0-9_.])")
    return lambda name: pattern.sub(lambda found: moved[found[0]], name)
