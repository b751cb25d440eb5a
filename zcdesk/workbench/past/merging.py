"""Merging: two projects that grew out of one, three ways, with what both changed differently as conflicts.

All three are in the codes of the own copy (`zcdesk.workbench.past.renaming`). What only one side changed is taken; what
both changed alike is taken once; the rest is a `Conflict`, which keeps the own side unless the other is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from zcdesk.domain.answer import Answer, Cite, Place
from zcdesk.domain.project import Project

Side = Literal["mine", "theirs"]
Kind = Literal["row", "answer", "evidence", "series", "task", "pin", "setting"]

MERGED = "merged:"
"""What the setting begins with that says which state of another copy was taken in."""

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed differently.

    Attributes
    ----------
    kind : Kind
        ``row``: one side removed a row in which the other changed something.
    key : str or Place
    base, mine, theirs : object or None
        The values; None where there is none.
    """

    kind: Kind
    key: Any
    base: Any
    mine: Any
    theirs: Any

    @property
    def id(self) -> str:
        """Names it among the conflicts of one merge: ``answer:fuel.amount[F01]@2025-03``."""
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class Merge:
    """Three projects, and what both sides changed differently."""

    base: Project
    mine: Project
    theirs: Project
    conflicts: tuple[Conflict, ...]

    def result(self, choices: Mapping[str, Side]) -> Project:
        """The own project with everything of the other; conflicts by their ids as chosen, else the own side."""
        project, _ = _merged(self.base, self.mine, self.theirs, choices)
        return project


def merge(base: Project, mine: Project, theirs: Project) -> Merge:
    """Compare both projects with the one that they grew out of."""
    _, conflicts = _merged(base, mine, theirs, {})
    return Merge(base, mine, theirs, tuple(conflicts))


def _merged(
    base: Project, mine: Project, theirs: Project, choices: Mapping[str, Side]
) -> tuple[Project, list[Conflict]]:
    found: list[Conflict] = []

    def settle(kind: Kind, key: Any, *values: Any) -> Any:
        conflict = Conflict(kind, key, *values)
        found.append(conflict)
        return conflict.theirs if choices.get(conflict.id) == "theirs" else conflict.mine

    pins = _each("pin", base.pins, mine.pins, theirs.pins, settle)
    settings = _each("setting", _settings(base), _settings(mine), _settings(theirs), settle)
    for side in (theirs, mine):
        settings |= {key: value for key, value in side.settings.items() if key.startswith(MERGED)}
    series = _each("series", base.series, mine.series, theirs.series, settle)
    tasks = _each("task", base.tasks, mine.tasks, theirs.tasks, settle)
    rows, fallen = _rows(base, mine, theirs, settle)
    evidence = _evidence(base, mine, theirs, settle)
    answers = _answers(base, mine, theirs, fallen, settle)
    gone = {*mine.evidence, *theirs.evidence} - evidence.keys()
    if gone:
        answers = {place: _without(answer, gone) for place, answer in answers.items()}
    years = {*mine.years, *(set(theirs.years) - set(base.years))} - (set(base.years) - set(theirs.years))
    made = replace(
        mine,
        years=mine.years if years == set(mine.years) else tuple(sorted(years)),
        pins=MappingProxyType(pins),
        settings=MappingProxyType(settings),
        rows=MappingProxyType(rows),
        evidence=MappingProxyType(evidence),
        answers=MappingProxyType(answers),
        series=MappingProxyType(series),
        tasks=MappingProxyType(tasks),
    )
    return made, found


def _settings(project: Project) -> dict[str, str]:
    return {key: value for key, value in project.settings.items() if not key.startswith(MERGED)}


def _keys(*held: Mapping[K, Any]) -> Iterable[K]:
    return dict.fromkeys(key for each in held for key in each)


def _each(
    kind: Kind,
    base: Mapping[str, V],
    mine: Mapping[str, V],
    theirs: Mapping[str, V],
    settle: Callable[..., Any],
) -> dict[str, V]:
    made: dict[str, V] = {}
    for key in _keys(mine, theirs):
        was, own, other = base.get(key), mine.get(key), theirs.get(key)
        value = own if other in (was, own) else other if own == was else settle(kind, key, was, own, other)
        if value is not None:
            made[key] = value
    return made


def _by_row(project: Project) -> dict[str, dict[Place, Answer]]:
    made: dict[str, dict[Place, Answer]] = {}
    for place, answer in project.answers.items():
        if place.row:
            made.setdefault(place.row, {})[place] = answer
    return made


def _rows(
    base: Project, mine: Project, theirs: Project, settle: Callable[..., Any]
) -> tuple[dict[str, Any], dict[str, Side]]:
    """The rows, and of which side all answers of a row are, where one side has the row no more."""
    held = [_by_row(side) for side in (base, mine, theirs)]
    rows: dict[str, Any] = {}
    whole: dict[str, Side] = {}
    for id_ in _keys(mine.rows, theirs.rows):
        was, own, other = base.rows.get(id_), mine.rows.get(id_), theirs.rows.get(id_)
        if was is None or (own is not None and other is not None):
            rows[id_] = own or other
            continue
        kept: Side = "mine" if own is not None else "theirs"
        touched = held[1 if kept == "mine" else 2].get(id_) != held[0].get(id_)
        row = settle("row", id_, was, own, other) if touched else None
        if row is not None:
            rows[id_] = row
        whole[id_] = kept if row is not None else "mine" if kept == "theirs" else "theirs"
    for id_ in base.rows.keys() - mine.rows.keys() - theirs.rows.keys():
        whole[id_] = "mine"
    return rows, whole


def _evidence(base: Project, mine: Project, theirs: Project, settle: Callable[..., Any]) -> dict[str, Any]:
    """The evidence; what one side took away though the other came to rest on it is a conflict."""
    made = {}
    removed = [id_ for id_ in base.evidence if (id_ in mine.evidence) != (id_ in theirs.evidence)]
    rested = (
        {side: _resting(project, base) for side, project in (("mine", mine), ("theirs", theirs))}
        if removed
        else {}
    )
    for id_ in _keys(mine.evidence, theirs.evidence):
        was, own, other = base.evidence.get(id_), mine.evidence.get(id_), theirs.evidence.get(id_)
        if was is not None and (own is None or other is None):
            left = "theirs" if own is None else "mine"
            if (own or other) != was or id_ in rested[left]:
                value = settle("evidence", id_, was, own, other)
            else:
                value = None
        else:
            value = (
                own
                if other in (was, own)
                else other
                if own == was
                else settle("evidence", id_, was, own, other)
            )
        if value is not None:
            made[id_] = value
    return made


def _resting(project: Project, base: Project) -> set[str]:
    """Evidence on which answers rest that did not before."""
    found: set[str] = set()
    for place, answer in project.answers.items():
        if answer.evidence:
            before = base.answers.get(place)
            known = {cite.evidence for cite in before.evidence} if before is not None else set()
            found |= {cite.evidence for cite in answer.evidence} - known
    return found


def _answers(
    base: Project, mine: Project, theirs: Project, whole: Mapping[str, Side], settle: Callable[..., Any]
) -> dict[Place, Answer]:
    made: dict[Place, Answer] = {}
    for place in _keys(mine.answers, theirs.answers):
        own, other = mine.answers.get(place), theirs.answers.get(place)
        side = whole.get(place.row)
        if side is not None:
            value = own if side == "mine" else other
        elif own == other:
            value = own
        else:
            value = _answer(place, base.answers.get(place), own, other, settle)
        if value is not None:
            made[place] = value
    return made


def _answer(
    place: Place, was: Answer | None, own: Answer | None, other: Answer | None, settle: Callable[..., Any]
) -> Answer | None:
    """One answer; what was typed, its note and its evidence are told apart."""
    if other == was:
        return own
    if own == was:
        return other
    if own is None or other is None:
        return settle("answer", place, was, own, other)  # type: ignore[no-any-return]
    before = was or Answer("")
    typed = [(each.text, each.unit, each.standing, each.illustrative) for each in (before, own, other)]
    notes = [each.note for each in (before, own, other)]
    if _both(typed, new=was is None) or _both(notes):
        return settle("answer", place, was, own, other)  # type: ignore[no-any-return]
    value = own if typed[2] in (typed[0], typed[1]) else other
    note = own.note if notes[2] in (notes[0], notes[1]) else other.note
    return replace(value, note=note, evidence=_cites(before.evidence, own.evidence, other.evidence))


def _both(values: list[Any], new: bool = False) -> bool:
    was, own, other = values
    return own != other and (new or (own != was and other != was))


def _cites(was: tuple[Cite, ...], own: tuple[Cite, ...], other: tuple[Cite, ...]) -> tuple[Cite, ...]:
    gone = set(was) - set(other)
    return tuple(dict.fromkeys([*(c for c in own if c not in gone), *(c for c in other if c not in was)]))


def _without(answer: Answer, gone: set[str]) -> Answer:
    kept = tuple(cite for cite in answer.evidence if cite.evidence not in gone)
    return answer if kept == answer.evidence else replace(answer, evidence=kept)
