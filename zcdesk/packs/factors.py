"""A factor set: passport, rows, digest."""

from __future__ import annotations

import hashlib
import re
import tempfile
from pathlib import Path

from zcdesk.domain.factor import Factor, FactorSet, Source
from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words
from zcdesk.packs import tables
from zcdesk.packs.toml import PackError, load, only, short, structure, table

COLUMNS = (
    "kind", "key", "value", "unit", "region", "year", "valid_from", "valid_to", "source", "clause", "confidence",
    "check_by", "checked", "note_zh", "note_en",
)  # fmt: skip
_NEEDED = ("kind", "key", "value", "unit", "region", "source", "clause", "confidence", "check_by")
_YEAR = re.compile(r"(?:\d{4})?")
_HEAD = re.compile(rb"^" + ",".join(COLUMNS).encode() + rb"\r?$", re.MULTILINE)
_DATE = re.compile(r"(?:\d{4}-\d{2}-\d{2})?")


@dataclass(frozen=True, slots=True)
class _Source:
    title: Words
    number: str
    issuer: Words
    date: str = ""


def factor_set(folder: Path) -> FactorSet:
    """Read one folder of ``resources/factors``.

    Raises
    ------
    PackError
        If a row lacks unit, source, clause or confidence, names an unknown source, or stands twice.
    """
    passport = folder / "set.toml"
    data = load(passport)
    only(data, ("id", "words", "publisher", "licence", "note", "source"), passport)
    if data.get("id") != folder.name:
        raise PackError(f"{short(passport)}: id: {data.get('id')!r} is not the folder's name")
    words = {
        key: structure(data.get(key), Words, passport, key)
        for key in ("words", "publisher", "licence", "note")
    }
    sources = {
        id_: Source(id_, found.title, found.number, found.issuer, found.date)
        for id_, raw in table(data, "source", passport).items()
        for found in [structure(raw, _Source, passport, f"source.{id_}")]
    }
    rows: dict[tuple[str, str], list[Factor]] = {}
    digest = hashlib.sha256(passport.read_bytes())
    for path in sorted(folder.glob("*.csv")):
        digest.update(path.read_bytes())
        for line, cells in tables.rows(path, COLUMNS):
            factor = _factor(folder.name, cells, sources, path, line)
            same = rows.setdefault((factor.kind, factor.key), [])
            if any((other.region, other.year) == (factor.region, factor.year) for other in same):
                raise PackError(f"{short(path)}: line {line}: {factor.id} stands twice")
            same.append(factor)
    kept = {key: tuple(sorted(found, key=lambda row: (row.region, row.year))) for key, found in rows.items()}
    return FactorSet(
        folder.name,
        words["words"],
        words["publisher"],
        words["licence"],
        words["note"],
        sources,
        kept,
        digest.hexdigest(),
    )


def packed(folder: Path) -> bytes:
    """The files of a set one after another: what its digest is the SHA-256 of."""
    return b"".join(path.read_bytes() for path in (folder / "set.toml", *sorted(folder.glob("*.csv"))))


def unpacked(id_: str, content: bytes) -> FactorSet:
    """The set that `packed` wrote.

    Raises
    ------
    PackError
        If it is none.
    """
    starts = [found.start() for found in _HEAD.finditer(content)]
    ends = [*starts[1:], len(content)] if starts else []
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder) / id_
        into.mkdir()
        (into / "set.toml").write_bytes(content[: starts[0] if starts else len(content)])
        for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
            (into / f"{number:03d}.csv").write_bytes(content[start:end])
        return factor_set(into)


def _factor(set_: str, cells: dict[str, str], sources: dict[str, Source], path: Path, line: int) -> Factor:
    for column in _NEEDED:
        if not cells[column].strip():
            raise PackError(f"{short(path)}: line {line}: {column} is empty")
    if cells["source"] not in sources:
        raise PackError(f"{short(path)}: line {line}: source: no [source.{cells['source']}] in set.toml")
    confidence = cells["confidence"]
    if confidence not in ("A", "B", "C"):
        raise PackError(f"{short(path)}: line {line}: confidence: {confidence!r} is not A, B or C")
    if not _YEAR.fullmatch(cells["year"]):
        raise PackError(f"{short(path)}: line {line}: year: {cells['year']!r} is not a year")
    for column in ("valid_from", "valid_to", "check_by"):
        if not _DATE.fullmatch(cells[column]):
            raise PackError(f"{short(path)}: line {line}: {column}: {cells[column]!r} is not a date")
    return Factor(
        set=set_,
        kind=cells["kind"],
        key=cells["key"],
        value=tables.decimal(cells["value"], path, line, "value"),
        unit=cells["unit"],
        region=cells["region"],
        year=cells["year"],
        valid_from=cells["valid_from"],
        valid_to=cells["valid_to"],
        source=cells["source"],
        clause=cells["clause"],
        confidence=confidence,  # type: ignore[arg-type]  # checked above
        check_by=cells["check_by"],
        checked=cells["checked"],
        note=Words(cells["note_zh"], cells["note_en"]),
    )
