"""What a command says: words for people, or one JSON document."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from typing import Any

from zcdesk.domain.words import Language, Words

DONE, FOUND, MISUSED, REFUSED, FILE, FALSE = 0, 1, 2, 3, 4, 5
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_MONTH = re.compile(r"@\d{4}-\d\d$")

ERROR_SCHEMA = "zcdesk.error/1"
OPEN = 4
"""Levels of a JSON document that have a line for each thing."""


class Output:
    """Where a command speaks.

    Parameters
    ----------
    language : Language
    as_json : bool
        One JSON document on standard output and nothing else there.
    """

    def __init__(self, language: Language, as_json: bool) -> None:
        self.language: Language = language
        self.as_json = as_json

    def say(self, words: Words | str) -> None:
        """A line for people; silent when JSON is wanted."""
        if not self.as_json:
            print(_safe(words if isinstance(words, str) else words.into(self.language)))

    def give(self, document: dict[str, Any]) -> None:
        """The JSON document; silent when words are wanted."""
        if self.as_json:
            sys.stdout.write(f"{laid_out(document)}\n")

    def refuse(self, code: str, words: Words, exit_code: int, findings: Sequence[dict[str, Any]] = ()) -> int:
        """Say why not, and give the exit code."""
        if self.as_json:
            error = {"code": code, "message": {"zh": words.zh, "en": words.en}, "findings": list(findings)}
            self.give({"schema": ERROR_SCHEMA, "exit": exit_code, "error": error})
        else:
            print(_safe(words.into(self.language)), file=sys.stderr)
            for finding, more in collapsed(findings):
                print(_safe(f"  {told(finding, more, self.language)}"), file=sys.stderr)
        return exit_code


def laid_out(value: Any, depth: int = 0) -> str:
    """JSON of which the first levels have a line for each thing, and each thing below them is one line.

    Laying out every level would be for nobody, and take longer than the figures take to compute.
    """
    if depth == OPEN or not value or not isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    inner = "\n" + " " * (depth + 1)
    if isinstance(value, dict):
        parts = [
            f"{json.dumps(str(key), ensure_ascii=False)}: {laid_out(each, depth + 1)}"
            for key, each in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(parts)}\n{' ' * depth}}}"
    items = [laid_out(each, depth + 1) for each in value]
    return f"[{inner}{f',{inner}'.join(items)}\n{' ' * depth}]"


def collapsed(findings: Sequence[dict[str, Any]]) -> list[tuple[dict[str, Any], int]]:
    """Findings that are alike but for the month as one, with how many more there are."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for index, finding in enumerate(findings):
        place = finding.get("place") or {}
        about = str(finding.get("details", {}).get("place", ""))
        monthly = len(place.get("period", "")) == 7 or _MONTH.search(about) is not None
        key: tuple[str, ...] = (str(index),)
        if monthly and "confirm" not in finding:
            year = place.get("period", "")[:4]
            key = (
                finding["code"],
                place.get("quantity", ""),
                place.get("row", ""),
                year,
                _MONTH.sub("", about),
            )
        groups.setdefault(key, []).append(finding)
    return [(group[0], len(group) - 1) for group in groups.values()]


def told(finding: dict[str, Any], more: int, language: Language) -> str:
    """A finding as text, with how many more are like it."""
    message: str = finding["message"][language]
    if not more:
        return message
    return message + Words(f"（另有 {more} 个月同样）", f" (and {more} more of the year's months)").into(
        language
    )


def table(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> list[str]:
    """Rows as aligned text; a wide character takes two columns."""
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    lines: list[str] = []
    for row in rows:
        cells = []
        for column, text in enumerate(row):
            space = " " * (widths[column] - _width(text))
            cells.append(space + text if column in right else text + space)
        lines.append("  ".join(cells).rstrip())
    return lines


def _safe(text: str) -> str:
    """A text, perhaps of a foreign file, without what would steer a terminal or turn its lines round."""
    return _STEERING.sub("\ufffd", text)


def _width(text: str) -> int:
    return sum(2 if "\u1100" <= char <= "\u115f" or "\u2e80" <= char <= "\uffef" else 1 for char in text)
