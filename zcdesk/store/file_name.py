"""File names from outside, made harmless for any disk that they may be written to later."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
"""Longest name kept, in UTF-8; file systems allow 255. [bytes]"""

_UNNAMED = "evidence"
_FORBIDDEN = re.compile(r'[<>:"|?*\ufffe\uffff]')
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\s*\..*)?", re.IGNORECASE | re.DOTALL
)


def clean(name: str) -> str:
    """The name without folders, control characters and whatever a file system or a reader could be misled by.

    Notes
    -----
    Invisible format characters go, among them those that turn the writing direction: with one of them
    ``invoice\\u202efdp.exe`` is shown as if it were a PDF. What Windows forbids becomes ``_``, and so do halves of
    characters that a broken encoding left. Device names (``CON``, ``LPT1.pdf``) get a ``_`` in front.
    """
    name = re.split(r"[/\\]", name)[-1]
    name = unicodedata.normalize("NFC", name)
    name = "".join(_plain(character) for character in name)
    name = _FORBIDDEN.sub("_", name)
    name = re.sub(r"\s+", " ", name).strip(" .") or _UNNAMED
    if _DEVICE.fullmatch(name):
        name = f"_{name}"
    return _shortened(name)


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Cf", "Zl", "Zp"}:
        return ""
    if category == "Cs":
        return "_"
    return " " if category == "Zs" else character


def _shortened(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode()) > 20:
        stem, dot, ending = name, "", ""
    room = LONGEST - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + dot + ending
