"""Where things lie: the data beside the package in a checkout, inside it in an installed program; the cache."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def data(name: str) -> Path:
    """The folder ``resources`` or ``forms``."""
    inside = _HERE / name
    return inside if inside.is_dir() else _HERE.parent / name


def cache() -> Path | None:
    """Where this user's programs keep what can be made again; None where there is no such place.

    ``ZCDESK_CACHE`` names another folder; empty, nothing is kept.
    """
    named = os.environ.get("ZCDESK_CACHE")
    if named is not None:
        return Path(named) if named else None
    try:
        if sys.platform == "win32":
            base = os.environ.get("LOCALAPPDATA")
            return Path(base, "zcdesk", "cache") if base else None
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "zcdesk")
    except RuntimeError:  # no home folder
        return None
