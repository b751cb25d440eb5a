"""Policies: ``resources/policies/*.toml``, one file a topic, and ``sectors.toml`` with the industries they name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from zcdesk.domain.policy import Policies, Policy, Sector, Topic
from zcdesk.domain.words import Words
from zcdesk.packs.toml import PackError, load, only, rows, short, structure, table

SECTORS = "sectors"


def policies(folder: Path) -> Policies:
    """Every topic; none where a set of packs brings none.

    Raises
    ------
    PackError
        If a row stands twice, has no clause or day of checking, names a source or an industry that is not there, or
        has a number without unit or measure.
    """
    path = folder / f"{SECTORS}.toml"
    sectors: dict[str, Sector] = {}
    if path.is_file():
        data = load(path)
        only(data, ("sector",), path)
        for id_, raw in table(data, "sector", path).items():
            sectors[id_] = structure({**raw, "id": id_}, Sector, path, f"sector.{id_}")
    topics = {
        path.stem: _topic(path, sectors) for path in sorted(folder.glob("*.toml")) if path.stem != SECTORS
    }
    return Policies(topics, sectors)


def _topic(path: Path, sectors: Mapping[str, Sector]) -> Topic:
    data = load(path)
    only(data, ("words", "note", "source", "row"), path)
    words = structure(data.get("words"), Words, path, "words")
    note = structure(data.get("note"), Words, path, "note")
    sources = table(data, "source", path)
    found: dict[str, Policy] = {}
    for index, raw in enumerate(rows(data, "row", path)):
        id_, source = str(raw.get("id", "")), str(raw.get("source", ""))
        where = f"row[{index}] {id_}"
        if id_ in found or source not in sources:
            wrong = "stands twice" if id_ in found else f"no [source.{source}]"
            raise PackError(f"{short(path)}: {where}: {wrong}")
        told = {**raw, "id": f"{path.stem}/{id_}", "source": {**sources[source], "id": source}}
        found[id_] = structure(told, Policy, path, where)
        wrong = _wrong_with(found[id_], sectors)
        if wrong:
            raise PackError(f"{short(path)}: {where}: {wrong}")
    return Topic(path.stem, words, note, tuple(found.values()))


def _wrong_with(row: Policy, sectors: Mapping[str, Sector]) -> str:
    """What keeps a row from being used; ``""`` nothing."""
    if not row.clause or not row.check_by:
        return "clause or check_by is empty"
    if unknown := [each for each in row.sectors if each not in sectors]:
        return f"no such sector: {unknown[0]}"
    if (row.value is None) != (not row.unit) or (row.value is None) != (not row.measure):
        return "a value has a unit and a measure, and neither stands alone"
    if (row.cap is None) != (not row.cap_unit) or (row.cap_yearly and row.cap is None):
        return "a cap has a unit, and a unit a cap"
    return ""
