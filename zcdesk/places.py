"""Where the data folders lie: beside the package in a checkout, inside it in an installed program."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def data(name: str) -> Path:
    """The folder ``resources`` or ``forms``."""
    inside = _HERE / name
    return inside if inside.is_dir() else _HERE.parent / name
