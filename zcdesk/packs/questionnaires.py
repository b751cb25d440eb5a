"""Questionnaires: ``resources/questionnaires/*.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from zcdesk.domain.questionnaire import Asked, Questionnaire
from zcdesk.packs.toml import PackError, load, short, structure


def questionnaires(folder: Path) -> Mapping[str, Questionnaire]:
    """Every questionnaire by its id, the name of its file; none where a set of packs brings none.

    Raises
    ------
    PackError
        If an id stands twice, a path belongs to no part, or a question lacks what its kind needs.
    """
    found: dict[str, Questionnaire] = {}
    for path in sorted(folder.glob("*.toml")):
        made = structure({**load(path), "id": path.stem}, Questionnaire, path, path.stem)
        for wrong in _wrong_with(made):
            raise PackError(f"{short(path)}: {wrong}")
        found[path.stem] = made
    return found


def _wrong_with(made: Questionnaire) -> Iterator[str]:
    if twice := _twice([each.id for each in made.path] + [each.id for each in made.level]):
        yield f"{twice} stands twice"
    known = {f"{path.id}/{each.id}" for path in made.path for each in path.question}
    if made.into is not None and not set(made.into.questions) <= known:
        yield "into: no such question"
    for path in made.path:
        if path.part not in made.part:
            yield f"path {path.id}: no such part: {path.part}"
        if twice := _twice(each.id for each in path.question):
            yield f"path {path.id}: {twice} stands twice"
        for asked in path.question:
            if wrong := _lacks(asked):
                yield f"path {path.id}: question {asked.id}: {wrong}"


def _lacks(asked: Asked) -> str:
    """What a question of its kind lacks or has no use for; ``""`` nothing."""
    if bool(asked.options) != (asked.kind in ("choice", "choices")):
        return "options belong to a choice, and a choice needs them"
    if bool(asked.columns) != (asked.kind == "table"):
        return "columns belong to a table, and a table needs them"
    if bool(asked.unit) != (asked.kind in ("number", "percent")):
        return "a number and a share have a unit, nothing else has"
    sides = [each.side for each in asked.amounts]
    if asked.kind == "percent" and (sides.count("bottom") != 1 or "top" not in sides):
        return "a share needs amounts on top and one at the bottom"
    if asked.kind != "percent" and asked.amounts:
        return "amounts belong to a share"
    if len({each.unit for each in asked.amounts}) > 1:
        return "amounts of a share have one unit"
    ids = [each.id for each in asked.options] + [each.id for each in asked.amounts]
    return _twice(ids + [each.id for each in asked.columns]) and "an id stands twice"


def _twice(ids: Iterable[str]) -> str:
    """The first id that stands twice; ``""`` none."""
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            return id_
        seen.add(id_)
    return ""
