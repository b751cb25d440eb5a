"""Preferences: how one person likes the program; a small file per user that is never trusted."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Language

CHOICES: dict[str, tuple[str, ...]] = {
    "theme": ("light", "dark", "contrast", "system"),
    "size": ("small", "normal", "large", "huge"),
    "language": ("zh", "en"),
    "enter": ("right", "down"),
}
"""What each choice may be; anything else in the file is read as the usual one."""

LARGEST = 64 * 1024
LONGEST = 80
LONGEST_PATH = 4096


@dataclass(frozen=True, slots=True)
class Preferences:
    """How one person likes the program.

    Attributes
    ----------
    theme, size : str
        Look, and size of text. ``system`` is light or dark as the system is.
    language : Language
    by : str
        Who works; author of the edits.
    enter : str
        Where Enter goes in a month table: ``right``, along the months of a row, or ``down``.
    toured : bool
        The tour of the first run was seen or skipped.
    tell_all : bool
        A diagnostic file may hold names and figures of the plant.
    folder : str
        Where the dialogs for files were left; ``""`` before the first.
    """

    theme: str = "light"
    size: str = "normal"
    language: Language = "zh"
    by: str = ""
    enter: str = "right"
    toured: bool = False
    tell_all: bool = False
    folder: str = ""


def load(path: Path) -> Preferences:
    """The preferences of a file; the usual ones for whatever it does not say well."""
    data = read_json(path, LARGEST)
    usual = Preferences()
    if not isinstance(data, dict):
        return usual
    good: dict[str, Any] = {}
    for each in fields(Preferences):
        value, default = data.get(each.name), getattr(usual, each.name)
        if type(value) is not type(default):
            continue
        if each.name in CHOICES and value not in CHOICES[each.name]:
            continue
        good[each.name] = _text(each.name, value) if isinstance(value, str) else value
    return replace(usual, **good)


def _text(name: str, value: str) -> str:
    """A text of the file in bounds; a folder is a path, which may be long and holds its spaces."""
    return value[:LONGEST_PATH] if name == "folder" else " ".join(value.split())[:LONGEST]


def save(path: Path, preferences: Preferences) -> bool:
    """Write the preferences; False if the place does not allow it."""
    return write_json(path, asdict(preferences))


def read_json(path: Path, largest: int) -> object:
    """What a small JSON file says; None if it is not there, too large or not JSON."""
    try:
        if path.stat().st_size > largest:
            return None
        found: object = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return found


def write_json(path: Path, data: object) -> bool:
    """Write a small JSON file whole or not at all; False if the place does not allow it."""
    fresh = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        fresh.replace(path)
    except OSError:
        return False
    return True
