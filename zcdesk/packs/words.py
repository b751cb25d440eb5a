"""Interface texts, both languages side by side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zcdesk.domain.words import Words
from zcdesk.packs.toml import PackError, load, short, structure


def texts(path: Path) -> Mapping[str, Words]:
    """Texts by dotted key.

    Raises
    ------
    PackError
        If a text lacks a language.
    """
    found: dict[str, Words] = {}

    def go(data: Mapping[str, Any], way: str) -> None:
        if "zh" in data or "en" in data:
            words = structure(data, Words, path, way)
            if not words.zh or not words.en:
                raise PackError(f"{short(path)}: {way}: a language is empty")
            found[way] = words
            return
        for key, value in data.items():
            if not isinstance(value, dict):
                raise PackError(f"{short(path)}: {way}.{key}: not a pair of languages")
            go(value, f"{way}.{key}" if way else key)

    go(load(path), "")
    return found
