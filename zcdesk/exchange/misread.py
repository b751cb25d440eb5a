"""Misread: why bytes are no answers file, from what they look like and from where the reading stopped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

_TYPE = re.compile(r"Expected `(?P<wanted>[^`]*)`, got `(?P<found>[^`]*)`(?: - at `(?P<where>[^`]*)`)?")
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>[^`]*)`(?: - at `(?P<where>[^`]*)`)?")
_ABSENT = re.compile(r"Object missing required field `(?P<name>[^`]*)`(?: - at `(?P<where>[^`]*)`)?")
_ENUM = re.compile(r"Invalid enum value (?P<found>.*?)(?: - at `(?P<where>[^`]*)`)?")
_BYTE = re.compile(r"\(byte (\d+)\)")

Problem = tuple[str, dict[str, str]]
"""Code of a finding and what fills its words."""


def encoding(content: bytes) -> Problem | None:
    """What is wrong with the bytes as text: a workbook, an archive, another encoding; None if they are UTF-8."""
    if content.startswith((_ZIP, _OLE)):
        return "is_workbook", {}
    if content.startswith(_UTF16):
        return "not_utf8", {"encoding": "UTF-16"}
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as bad:
        try:
            content.decode("gb18030")
        except UnicodeDecodeError:
            return "not_text", {"byte": str(bad.start + 1)}
        return "not_utf8", {"encoding": "GB18030 / GBK"}
    return None


def syntax(content: bytes, message: str) -> Problem:
    """Where UTF-8 bytes stop being JSON; `message` is the reader's."""
    text = content.decode("utf-8", errors="replace")
    if not text.strip():
        return "file_empty", {}
    first = text.lstrip().splitlines()[0]
    if first[0] not in '{["' and any(sign in first for sign in (",", "\t", ";", "，")):
        return "is_table", {}
    if "truncated" in message:
        return "json_truncated", {}
    found = _BYTE.search(message)
    before = content[: int(found[1])].decode("utf-8", errors="replace") if found else ""
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return "not_json", {"line": str(line), "column": str(column)}


def shape(message: str, fields: Mapping[str, Sequence[str]]) -> Problem:
    """What in a JSON document is not of the schema.

    Parameters
    ----------
    message : str
        The reader's.
    fields : mapping
        Names that an object may have, by its path with the indices taken out: ``$.answers[]``.
    """
    if found := _UNKNOWN.fullmatch(message):
        where = found["where"] or "$"
        known = fields.get(re.sub(r"\[[^\]]*\]", "[]", where), ())
        near = get_close_matches(found["name"], known, 1)
        listed = [*near, *(name for name in known if name not in near)]
        return "json_unknown_field", {"where": where, "name": found["name"][:60], "known": " ".join(listed)}
    if found := _ABSENT.fullmatch(message):
        return "json_missing_field", {"where": found["where"] or "$", "name": found["name"]}
    if found := _TYPE.fullmatch(message):
        where = found["where"] or "$"
        if found["wanted"] == "str" and found["found"] in ("int", "float"):
            return "json_number_for_text", {"where": where}
        return "json_type", {"where": where, "wanted": _json(found["wanted"]), "found": _json(found["found"])}
    if found := _ENUM.fullmatch(message):
        return "json_standing", {"where": found["where"] or "$", "found": found["found"][:40]}
    return "json_shape", {"why": message}


def _json(name: str) -> str:
    names = {"str": "string", "int": "number", "float": "number", "bool": "true/false"}
    return names.get(name, name)
