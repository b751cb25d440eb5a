"""A table as a file of text: UTF-8 with a mark, which every spreadsheet reads, and no cell is ever a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence

MARK = "\ufeff"
"""Tells Excel that the file is UTF-8."""

_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?:[eE][+-]?\d+)?")


def csv(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A table with its heads; numbers stand without thousands commas and with a plain minus."""
    lines = [",".join(map(quoted, heads))]
    lines += [",".join(quoted(plain(cell)) for cell in row) for row in rows]
    return (MARK + "\r\n".join(lines) + "\r\n").encode()


def plain(cell: str) -> str:
    """A printed number as programs read it; any other text as it is."""
    bare = cell.replace("\u2212", "-")
    return bare.replace(",", "") if _NUMBER.fullmatch(bare) else cell


def quoted(text: str) -> str:
    """A text as one field; what a spreadsheet would take for a formula has an apostrophe before it."""
    if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _NUMBER.fullmatch(text):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"' if any(each in text for each in ',"\n\r') else text
