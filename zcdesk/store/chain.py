"""The chain: each recorded row carries the digest of the one before it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

START = "0" * 64
"""What stands in the place of a digest before the first row."""


def link(previous: str, number: int, content: str) -> str:
    """Digest of one row: SHA-256 over the digest before it, its number and its canonical JSON.

    Notes
    -----
    ``sha256(previous + LF + number + LF + content)``, all as UTF-8. The first two hold no line feed, so no two
    rows can be read from one text.
    """
    return hashlib.sha256(f"{previous}\n{number}\n{content}".encode()).hexdigest()


def broken(rows: Iterable[tuple[int, str, str]], previous: str = START, first: int = 1) -> int:
    """Number at which ``(number, content, digest)`` rows stop being one unbroken chain; 0 if nowhere."""
    for expected, (number, content, digest) in enumerate(rows, first):
        if number != expected or digest != link(previous, number, content):
            return expected
        previous = digest
    return 0
