"""Drawings: documents on which numbers stand, ``resources/drawings/*.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from zcdesk.domain.drawing import Drawing, DrawnLine, Style
from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words
from zcdesk.packs.toml import PackError, load, only, short, structure, table


@dataclass(frozen=True, slots=True)
class _Drawing:
    words: Words
    style: Style
    line: tuple[DrawnLine, ...]


def drawings(folder: Path) -> Mapping[str, Drawing]:
    """Every drawing by its id.

    Raises
    ------
    PackError
        If one stands twice or has a mistake.
    """
    found: dict[str, Drawing] = {}
    for path in sorted(folder.glob("*.toml")):
        data = load(path)
        only(data, ("drawing",), path)
        for id_, raw in table(data, "drawing", path).items():
            if id_ in found:
                raise PackError(f"{short(path)}: drawing {id_} stands twice")
            made = structure(raw, _Drawing, path, f"drawing.{id_}")
            found[id_] = Drawing(id_, made.words, made.style, made.line)
    return found
