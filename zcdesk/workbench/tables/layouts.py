"""Layouts: how a table of a plant is read, kept per user by what its heads say, or given as a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words
from zcdesk.exchange.entry_book.entry_sheets import known
from zcdesk.exchange.tables.heads import Block
from zcdesk.workbench.preferences import read_json, write_json
from zcdesk.workbench.refusal import Refused

FILE = "layouts.json"
SCHEMA = "zcdesk.layout/1"
MOST, LARGEST = 200, 4 * 1024 * 1024
"""Layouts that are kept, the newest, and size of their file. [bytes]"""

SEVERAL = ("", "sum", "last")
WRONG = Words("版式文件有误：{what}。", "The layout is wrong: {what}.")


@dataclass(frozen=True, slots=True)
class Line:
    """Where one series of a table goes.

    Attributes
    ----------
    name : str
        `Series.key`.
    quantity, row : str
        ``fuel.amount`` and ``F01``; a new row is ``+diesel``; a blank quantity leaves the series out.
    named : str
        What the row was called, by which it is found in another project.
    unit : str
        Unit in which it is meant; ``""`` takes that of the table.
    """

    name: str
    quantity: str
    row: str = ""
    named: str = ""
    unit: str = ""


def fingerprint(blocks: Sequence[Block]) -> str:
    """By which a layout is known again: what the heads say, whatever the year and the title."""
    said = [
        [
            (each.role, *map(known, each.names), each.unit)
            for each in block.columns
            if each.role not in ("empty", "note")
        ]
        for block in blocks[:1]
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:20]


def lines_of(told: object) -> dict[str, Line]:
    """The lines of a layout, by the names of the series.

    Raises
    ------
    Refused
        If they are no list of what `Line` holds.
    """
    if not isinstance(told, list):
        raise Refused("layout", WRONG.fill(what="map"))
    found: dict[str, Line] = {}
    for each in told:
        if not isinstance(each, dict) or not all(isinstance(value, str) for value in each.values()):
            raise Refused("layout", WRONG.fill(what="map"))
        if (
            "name" not in each
            or "quantity" not in each
            or set(each) - {"name", "quantity", "row", "named", "unit"}
        ):
            raise Refused("layout", WRONG.fill(what=str(sorted(each))[:80]))
        found[known(each["name"])] = Line(**each)
    return found


def remembered(folder: Path | None, mark: str) -> dict[str, Any] | None:
    """The layout kept for a fingerprint; None if there is none, or the file is not to be trusted."""
    held = _held(folder).get(mark)
    return held if isinstance(held, dict) else None


def remember(folder: Path | None, mark: str, layout: Mapping[str, Any]) -> bool:
    """Keep a layout under its fingerprint, as the newest; False if the place does not allow it."""
    if folder is None:
        return False
    held = _held(folder)
    held.pop(mark, None)
    held[mark] = dict(layout)
    kept = dict(list(held.items())[-MOST:])
    return write_json(folder / FILE, {"schema": SCHEMA, "layouts": kept})


def forget(folder: Path | None, mark: str) -> bool:
    """Drop what is kept for a fingerprint."""
    held = _held(folder)
    if folder is None or held.pop(mark, None) is None:
        return False
    return write_json(folder / FILE, {"schema": SCHEMA, "layouts": held})


def as_document(lines: Iterable[Line], **more: Any) -> dict[str, Any]:
    """A layout as JSON has it."""
    told = [
        {key: value for key, value in vars_of(each).items() if value or key in ("name", "quantity")}
        for each in lines
    ]
    return {"schema": SCHEMA, **{key: value for key, value in more.items() if value}, "map": told}


def vars_of(line: Line) -> dict[str, str]:
    """A line as JSON has it."""
    return {each.name: getattr(line, each.name) for each in fields(line)}


def _held(folder: Path | None) -> dict[str, Any]:
    found = read_json(folder / FILE, LARGEST) if folder is not None else None
    layouts = found.get("layouts") if isinstance(found, dict) else None
    return layouts if isinstance(layouts, dict) else {}
