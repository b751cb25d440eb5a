"""Methods: an edition's folder, joined with the parts it shares with others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from zcdesk.domain.method import Check, Line, Method
from zcdesk.domain.number import Rounding
from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words
from zcdesk.packs.toml import PackError, load, only, rows, short, structure, table

_KEYS = (
    "id", "edition", "kind", "beside", "words", "document", "issued", "rounding", "factor_sets", "boundary", "parts",
    "after", "clause", "unconfirmed", "line", "check",
)  # fmt: skip
_NAME = re.compile(r"[a-z_][a-z_0-9]*(?:\.[a-z_0-9]+)+")


@dataclass(frozen=True, slots=True)
class _Head:
    id: str
    edition: str
    kind: Literal["inventory", "energy"]
    words: Words
    document: Words
    issued: str
    rounding: Rounding
    factor_sets: tuple[str, ...]
    boundary: Words
    parts: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    beside: bool = False


def method(folder: Path, parts: Path) -> Method:
    """Read ``resources/methods/<id>/<edition>/method.toml`` and the parts it names.

    A part (``resources/methods/parts/<name>.toml``) holds lines and checks that several guidelines print alike, and may
    name further parts; ``[clause]`` of the method says where in this guideline each of them stands.

    Raises
    ------
    PackError
        If an id stands twice, a clause is empty, or something named is not there.
    """
    path = folder / "method.toml"
    data = load(path)
    only(data, _KEYS, path)
    head = structure({key: data[key] for key in data if key not in _KEYS[-4:]}, _Head, path, "head")
    if (head.id, head.edition) != (folder.parent.name, folder.name):
        raise PackError(f"{short(path)}: {head.id} {head.edition} is not the folder's name")
    lines: dict[str, Line] = {}
    checks: list[Check] = []
    for part, shared in _parts(head.parts, parts, {}).items():
        _lines(shared, part, lines)
        checks += _checks(shared, part)
    _lines(data, path, lines)
    checks += _checks(data, path)
    for part, shared in _parts(head.after, parts, {}).items():
        _lines(shared, part, lines)
        checks += _checks(shared, part)
    for id_, clause in table(data, "clause", path).items():
        if id_ not in lines:
            raise PackError(f"{short(path)}: clause: no such line: {id_}")
        lines[id_] = replace(lines[id_], clause=str(clause))
    for line in lines.values():
        if not line.clause:
            raise PackError(f"{short(path)}: line {line.id}: clause is empty")
    unconfirmed = {
        id_: structure(words, Words, path, f"unconfirmed.{id_}")
        for id_, words in table(data, "unconfirmed", path).items()
    }
    return Method(
        head.id, head.edition, head.words, head.document, head.issued, head.kind, head.rounding, head.factor_sets,
        head.boundary, lines, tuple(checks), "", unconfirmed, head.beside,
    )  # fmt: skip


def named(files: Iterable[Path], quantities: set[str]) -> list[str]:
    """Those of the quantities that a formula of any of these methods, parts and schemes names, in alphabetical order.

    Broken files are passed over: whoever pins such a method is told of it.
    """
    found: set[str] = set()
    for path in files:
        if path.name == "examples.toml":
            continue
        try:
            data = load(path)
        except PackError:
            continue
        if path.name == "scheme.toml":
            found.update(_NAME.findall(str(data)))
        for raw in (*data.get("line", ()), *data.get("check", ())):
            for key in ("formula", "when", "holds"):
                found.update(_NAME.findall(str(raw.get(key, ""))))
    return sorted(found & quantities)


def _parts(
    names: tuple[str, ...], folder: Path, found: dict[Path, dict[str, Any]]
) -> dict[Path, dict[str, Any]]:
    """The parts named, each followed by those that it names itself, each once."""
    for name in names:
        path = folder / f"{name}.toml"
        if path not in found:
            found[path] = load(path)
            only(found[path], ("parts", "line", "check"), path)
            _parts(structure(found[path].get("parts", ()), tuple[str, ...], path, "parts"), folder, found)
    return found


def _lines(data: Mapping[str, Any], path: Path, into: dict[str, Line]) -> None:
    for index, raw in enumerate(rows(data, "line", path)):
        line = structure(raw, Line, path, f"line[{index}] {raw.get('id', '')}")
        if line.id in into:
            raise PackError(f"{short(path)}: line {line.id} stands twice")
        into[line.id] = line


def _checks(data: Mapping[str, Any], path: Path) -> list[Check]:
    return [
        structure(raw, Check, path, f"check[{index}] {raw.get('id', '')}")
        for index, raw in enumerate(rows(data, "check", path))
    ]


def users(folder: Path) -> dict[str, frozenset[str]]:
    """Kinds of the methods of a folder by the factor sets that they name. Broken files are passed over."""
    return _by_set(folder, "kind")


def namers(folder: Path) -> dict[str, frozenset[str]]:
    """Ids of the methods of a folder by the factor sets that they name. Broken files are passed over."""
    return _by_set(folder, "id")


def _by_set(folder: Path, key: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for path in sorted(folder.glob("*/*/method.toml")):
        try:
            data = load(path)
        except PackError:
            continue
        for id_ in data.get("factor_sets", ()):
            found[id_] = found.get(id_, frozenset()) | {str(data.get(key, ""))}
    return found
