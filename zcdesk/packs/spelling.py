"""Spelling: Chinese names found by pinyin, in full (``jiangsu``), by initials (``jss``) or mixed (``jiangss``).

The table holds the 6,763 characters of GB/T 2312 with their usual readings without tones, by the open tables of
pypinyin (after Unihan kMandarin); what is not in it is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from zcdesk.packs.tables import rows

WHOLE, BEGINNING, INSIDE = 0, 1, 2
"""What of a name the letters spell."""


class Spelling:
    """How characters are spelled.

    Parameters
    ----------
    path : Path
        A table of syllables and the characters that are read so.
    """

    def __init__(self, path: Path) -> None:
        found: dict[str, list[str]] = {}
        for _, row in rows(path, ("syllable", "characters")):
            for sign in row["characters"]:
                found.setdefault(sign, []).append(row["syllable"])
        self.readings: Mapping[str, list[str]] = found

    def rank(self, typed: str, name: str) -> int | None:
        """How letters spell a name: `WHOLE`, `BEGINNING` or `INSIDE` it; None if they do not."""
        wanted = "".join(sign for sign in typed.casefold() if sign.isalnum())
        if not wanted or not wanted.isascii() or wanted.isdigit():
            return None
        name = "".join(sign for sign in name.casefold() if sign.isalnum())
        for start in range(len(name)):
            if name[start] not in self.readings:
                continue
            end = self._end(wanted, name, start)
            if end is not None:
                return INSIDE if start else WHOLE if end == len(name) else BEGINNING
        return None

    def _end(self, wanted: str, name: str, start: int) -> int | None:
        """Where in the name the letters are used up, reading on from `start`."""
        used = {0}
        for at in range(start, len(name)):
            sign = name[at]
            further: set[int] = set()
            for reading in self.readings.get(sign, [sign]):
                for before in used:
                    for length in range(1, len(reading) + 1):
                        if wanted[before : before + length] != reading[:length]:
                            break
                        further.add(before + length)
            if len(wanted) in further:
                return at + 1
            used = further
            if not used:
                return None
        return None
