"""Schemes: an edition's folder, read like that of a method."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from zcdesk.domain.method import Line, Method
from zcdesk.domain.number import Rounding
from zcdesk.domain.scheme import Criterion, Measure, Scheme, SchemeCheck, Taken, levels_of
from zcdesk.domain.scheme_lines import lines_of, measure_lines, sum_lines
from zcdesk.domain.vocabulary import NOTHING
from zcdesk.domain.words import Words
from zcdesk.packs.toml import PackError, load, only, rows, short, structure, table

_LISTS = ("level", "group", "taken", "line", "criterion", "measure", "check", "unconfirmed")
_OWN = frozenset({"applies", "met", "gap", "measure", "plan", "points", "score"})
"""Ends of the ids of lines, which no level is called."""
_KEYS = (
    "id", "edition", "words", "document", "issued", "rounding", "factor_sets", "boundary", "choices", "incomplete",
    "region", "city", "sectors", "valid_from", "valid_to", "withdrawn", "successor", "points", "absent",
    *_LISTS,
)  # fmt: skip
_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class _Head:
    id: str
    edition: str
    words: Words
    document: Words
    issued: str
    rounding: Rounding
    factor_sets: tuple[str, ...]
    boundary: Words
    choices: tuple[str, ...] = ()
    incomplete: Words = NOTHING
    region: str = ""
    city: Words = NOTHING
    sectors: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    withdrawn: str = ""
    successor: str = ""
    points: Decimal | None = None
    absent: Literal["left_out", "full"] = "left_out"


def scheme(folder: Path) -> Scheme:
    """Read ``resources/schemes/<id>/<edition>/scheme.toml``.

    Raises
    ------
    PackError
        If an id stands twice, a clause is empty, or a criterion names what is not there or cannot be judged.
    """
    path = folder / "scheme.toml"
    data = load(path)
    only(data, _KEYS, path)
    head = structure({key: data[key] for key in data if key not in _LISTS}, _Head, path, "head")
    if (head.id, head.edition) != (folder.parent.name, folder.name):
        raise PackError(f"{short(path)}: {head.id} {head.edition} is not the folder's name")
    levels, groups = _named(data, "level", path), _named(data, "group", path)
    if not levels or _OWN & set(levels) or "total" in groups:
        raise PackError(f"{short(path)}: level: there is none, or one is called {', '.join(sorted(_OWN))}")
    taken = {found.line: found for found in _each(data, "taken", Taken, path)}
    lines: dict[str, Line] = {
        id_: Line(id_, found.words, found.unit, "", "", symbol=found.symbol) for id_, found in taken.items()
    }
    for line in _each(data, "line", Line, path):
        if line.id in lines or not line.clause:
            raise PackError(f"{short(path)}: line {line.id}: stands twice, or its clause is empty")
        lines[line.id] = line
    criteria = tuple(_each(data, "criterion", Criterion, path))
    _put(lines, sum_lines(criteria, groups), path)
    for criterion in criteria:
        wrong = _wrong_with(criterion, lines, levels, groups)
        if wrong:
            raise PackError(f"{short(path)}: criterion {criterion.id}: {wrong}")
        _put(lines, lines_of(criterion, lines.get(criterion.value), levels), path)
    measures, checks = _each(data, "measure", Measure, path), _each(data, "check", SchemeCheck, path)
    known = {each.id: each for each in criteria}
    for measure in measures:
        wrong = _wrong_with_measure(measure, known, next(iter(levels)))
        if wrong:
            raise PackError(f"{short(path)}: measure {measure.id}: {wrong}")
        _put(lines, measure_lines(measure, known[measure.criterion], levels), path)
    for check in checks:
        if (
            not check.clause
            or bool(check.holds) == bool(check.unique)
            or not set(check.spoils) <= {*known, "*"}
        ):
            wrong = "its clause is empty, not one of holds and unique is there, or it spoils no criterion there is"
            raise PackError(f"{short(path)}: check {check.id}: {wrong}")
    method = Method(
        head.id, head.edition, head.words, head.document, head.issued, "scheme", head.rounding, head.factor_sets,
        head.boundary, lines, (), "", _named(data, "unconfirmed", path),
    )  # fmt: skip
    return Scheme(
        method, levels, groups, taken, head.choices, criteria, head.incomplete, head.region, head.city,
        head.sectors, head.valid_from, head.valid_to, head.withdrawn, head.successor, head.points, head.absent,
        tuple(measures), tuple(checks),
    )  # fmt: skip


def _wrong_with(
    criterion: Criterion, lines: Mapping[str, Line], levels: Mapping[str, Words], groups: Mapping[str, Words]
) -> str:
    """What keeps a criterion from being judged; ``""`` nothing."""
    value = lines.get(criterion.value)
    if not _ID.fullmatch(criterion.id):
        return "an id is small letters, digits and underscores"
    if not criterion.clause:
        return "its clause is empty"
    if criterion.group and criterion.group not in groups:
        return f"no such group: {criterion.group}"
    if criterion.value and (value is None or value.over):
        return f"no such line, or one of rows: {criterion.value}"
    if criterion.thresholds and (value is None or not criterion.better or criterion.holds):
        return "thresholds need a value and its better side, and no holds"
    named = [each.level for each in criterion.thresholds] + ([criterion.level] if criterion.level else [])
    if len(named) != len(set(named)) or not set(named) <= set(levels):
        return "its levels are not levels of the scheme, each once"
    if not criterion.holds and not criterion.thresholds and not criterion.unknown.zh:
        return "nothing is judged, and it does not say what is unknown"
    return _wrong_with_points(criterion) or (
        "a plan needs a value and its better side"
        if criterion.plan and not (criterion.value and criterion.better)
        else ""
    )


def _wrong_with_points(criterion: Criterion) -> str:
    points, bounds = criterion.points, len(criterion.thresholds)
    if points is None:
        return "a score needs points" if criterion.score else ""
    if points.most < 0 or not points.clause:
        return "points are below zero, or their clause is empty"
    if criterion.score == "linear" and (bounds != 1 or criterion.better != "higher"):
        return "linear needs one threshold, better higher"
    if bounds > 1 and not criterion.score:
        return "there are several thresholds, and no score that says what each is worth"
    return ""


def _wrong_with_measure(measure: Measure, criteria: Mapping[str, Criterion], first: str) -> str:
    """What keeps a measure from being computed; ``""`` nothing."""
    criterion = criteria.get(measure.criterion)
    if criterion is None or measure.level not in {"", *levels_of(criterion, first)}:
        return "no such criterion, or it has no threshold at that level"
    if not _ID.fullmatch(measure.id) or not measure.clause or not measure.unit:
        return "its id is not small letters, or its clause or unit is empty"
    return ""


def _put(lines: dict[str, Line], more: Mapping[str, Line], path: Path) -> None:
    for id_, line in more.items():
        if id_ in lines:
            raise PackError(f"{short(path)}: {id_} stands twice")
        lines[id_] = line


def _each(data: Mapping[str, Any], key: str, kind: type[Any], path: Path) -> list[Any]:
    return [
        structure(raw, kind, path, f"{key}[{index}] {raw.get('id', '')}")
        for index, raw in enumerate(rows(data, key, path))
    ]


def _named(data: Mapping[str, Any], key: str, path: Path) -> dict[str, Words]:
    return {
        id_: structure(words, Words, path, f"{key}.{id_}") for id_, words in table(data, key, path).items()
    }
