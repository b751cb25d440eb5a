"""``resources/uncertainty``: grades of meters, records, estimates and factors, with their bands and sources."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from zcdesk.domain.factor import Confidence, Source
from zcdesk.domain.number import CONTEXT
from zcdesk.domain.uncertainty import OWN, WIDE, Act, FactorPreset, Grade, Grading, Of, Preset, Rank, Shape
from zcdesk.domain.vocabulary import Vocabulary
from zcdesk.domain.words import Words
from zcdesk.packs.toml import PackError, load, only, rows, short, structure

_FILES = ("sources", "answers", "factors", "presets")


@dataclass(frozen=True, slots=True)
class _Raw:
    """A grade as it is written: a band, or the tolerance of a class of meters and its coverage factor."""

    id: str
    words: Words
    source: str
    clause: str
    confidence: Confidence
    tolerance: Decimal | None = None
    band: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    shape: Shape = "normal"
    activity: int = 0
    instrument: int = 0
    factor: int = 0
    units: tuple[str, ...] = ()
    better: str = ""
    act: Act = ""
    note: Words = field(default=Words("", ""))


@dataclass(frozen=True, slots=True)
class _RawSource:
    title: Words
    number: str
    issuer: Words
    date: str = ""


def grading(folder: Path, vocabulary: Vocabulary) -> Grading:
    """All grades; none where a set of packs brings none.

    Raises
    ------
    PackError
        If a grade has no band or two, names no source that there is, or a unit, kind, list or grade that there is not.
    """
    if not folder.is_dir():
        return Grading()
    paths = {name: folder / f"{name}.toml" for name in _FILES}
    held = {name: load(path) for name, path in paths.items()}
    digest = hashlib.sha256(b"\0".join(paths[name].read_bytes() for name in _FILES)).hexdigest()
    sources = _sources(held["sources"], paths["sources"])
    coverage = held["answers"].get("coverage", Decimal(1))
    only(held["answers"], ("coverage", "grade"), paths["answers"])
    only(held["factors"], ("grade",), paths["factors"])
    only(held["presets"], ("preset", "factor", "rank"), paths["presets"])
    grades: dict[str, Grade] = {}
    for name, of in (("answers", "answer"), ("factors", "factor")):
        for raw in rows(held[name], "grade", paths[name]):
            grade = _grade(raw, of, Decimal(coverage), sources, vocabulary, paths[name])  # type: ignore[arg-type]
            if grade.id in grades:
                raise PackError(f"{short(paths[name])}: grade.{grade.id}: stands twice")
            grades[grade.id] = grade
    for grade in grades.values():
        if grade.better and (grade.better not in grades or grades[grade.better].of != "answer"):
            raise PackError(
                f"{short(folder)}: grade.{grade.id}.better: no such grade of answers: {grade.better}"
            )
    path = paths["presets"]
    presets = tuple(_preset(raw, grades, vocabulary, path) for raw in rows(held["presets"], "preset", path))
    factors = tuple(_factor(raw, grades, vocabulary, path) for raw in rows(held["presets"], "factor", path))
    ranks = tuple(structure(raw, Rank, path, "rank") for raw in rows(held["presets"], "rank", path))
    if [rank.most for rank in ranks] != sorted({rank.most for rank in ranks}):
        raise PackError(f"{short(path)}: rank: the points do not rise")
    return Grading(grades, presets, factors, ranks, sources, digest)


def _sources(data: Mapping[str, Any], path: Path) -> Mapping[str, Source]:
    only(data, ("source",), path)
    found: dict[str, Source] = {}
    for id_, raw in data.get("source", {}).items():
        told = structure(raw, _RawSource, path, f"source.{id_}")
        found[id_] = Source(id_, told.title, told.number, told.issuer, told.date)
    return found


def _grade(
    data: Mapping[str, Any],
    of: Of,
    coverage: Decimal,
    sources: Mapping[str, Source],
    vocabulary: Vocabulary,
    path: Path,
) -> Grade:
    where = f"grade.{data.get('id', '?')}"
    raw = structure(data, _Raw, path, where)

    def refuse(why: str) -> PackError:
        return PackError(f"{short(path)}: {where}: {why}")

    if raw.source not in sources:
        raise refuse(f"no such source: {raw.source}")
    if not raw.clause:
        raise refuse("the clause is empty")
    told = [each is not None for each in (raw.tolerance, raw.band, raw.low)]
    if sum(told) != 1 or (raw.low is None) != (raw.high is None):
        raise refuse("one of tolerance, band, or low with high")
    if raw.tolerance is not None:
        low = high = CONTEXT.multiply(raw.tolerance, coverage)
    elif raw.band is not None:
        low = high = raw.band
    else:
        assert raw.low is not None
        assert raw.high is not None
        low, high = raw.low, raw.high
    if low < 0 or high < 0 or (low >= 100 and low != high):
        raise refuse("a band is not below zero, and nothing lies more than 100 % below")
    if max(low, high) > WIDE and raw.shape == "normal":
        raise refuse(f"a band wider than {WIDE} % is lognormal")
    points = (raw.activity, raw.instrument) if of == "answer" else (raw.factor,)
    if raw.id != OWN and any(not 1 <= each <= 3 for each in points):
        raise refuse("points of data quality are 1, 2 or 3")
    if bool(raw.better) != bool(raw.act):
        raise refuse("better and act stand together")
    _units(raw.units, vocabulary, refuse)
    return Grade(
        raw.id, raw.words, of, low, high, raw.source, raw.clause, raw.confidence, raw.shape, raw.activity,
        raw.instrument, raw.factor, raw.units, raw.better, raw.act, raw.note,
    )  # fmt: skip


def _preset(
    data: Mapping[str, Any], grades: Mapping[str, Grade], vocabulary: Vocabulary, path: Path
) -> Preset:
    where = f"preset {data.get('grade', '?')}"
    made = structure(data, Preset, path, where)

    def refuse(why: str) -> PackError:
        return PackError(f"{short(path)}: {where}: {why}")

    if made.grade not in grades or grades[made.grade].of != "answer":
        raise refuse("no such grade of answers")
    known = {"none", *vocabulary.lists.get("evidence_kind", {})}
    for kind in made.evidence:
        if kind not in known:
            raise refuse(f"no such kind of evidence: {kind}")
    for prefix in made.quantities:
        if not any(id_.startswith(prefix) for id_ in vocabulary.quantities):
            raise refuse(f"no quantity begins with {prefix}")
    _units(made.units, vocabulary, refuse)
    return made


def _factor(
    data: Mapping[str, Any], grades: Mapping[str, Grade], vocabulary: Vocabulary, path: Path
) -> FactorPreset:
    where = f"factor {data.get('grade', '?')}"
    made = structure(data, FactorPreset, path, where)
    if made.grade not in grades or grades[made.grade].of != "factor":
        raise PackError(f"{short(path)}: {where}: no such grade of factors")
    for kind in made.kinds:
        if not any(id_ == kind or (kind.endswith(".") and id_.startswith(kind)) for id_ in vocabulary.kinds):
            raise PackError(f"{short(path)}: {where}: no such kind of factor: {kind}")
    return made


def _units(units: tuple[str, ...], vocabulary: Vocabulary, refuse: Any) -> None:
    """Grades are found by the canonical unit of a quantity as it is written, so each must be one."""
    known = {quantity.unit for quantity in vocabulary.quantities.values()}
    for table in vocabulary.tables.values():
        counted = vocabulary.quantities.get(table.unit_of) if table.bound else None
        options = vocabulary.lists.get(counted.options, {}) if counted else {}
        written = [unit for unit in known if counted and table.bound in unit]
        known |= {unit.replace(table.bound, each.unit) for unit in written for each in options.values()}
    for unit in units:
        if unit not in known:
            raise refuse(f"no quantity is counted in {unit}")
