"""Where the characters of an OFD page stand (GB/T 33190): each by its own place, not by the cell drawn for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from zcdesk.exchange.bills.pages import Box, Word
from zcdesk.exchange.bills.xml_in import Node

POINTS = 72 / 25.4
"""OFD measures in millimetres. [pt/mm]"""

FARTHEST = 1e6
"""Where nothing on a page stands. [mm]"""

APART = 3.0
"""A gap this many times as wide as a character is high parts two words."""

ABOVE = 0.85
"""Share of a character's height that is over its base line."""

SIX = 6
"""Numbers of a CTM."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE]-?\d{1,2})?")

Place = tuple[str, float, float]
"""A character with where it begins on its base line. [mm]"""


def words_of(node: Node) -> Iterator[Word]:
    """The words of a text object, with where they stand. [pt]"""
    left, top, wide, tall = (*_numbers(node.attributes.get("Boundary", ""))[:4], 0.0, 0.0, 0.0, 0.0)[:4]
    size = next(iter(_numbers(node.attributes.get("Size", ""))), 0.0) or tall or 1.0
    matrix = _numbers(node.attributes.get("CTM", ""))
    turn = tuple(matrix) if len(matrix) == SIX else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    at = (0.0, size * ABOVE)
    for code in node.children:
        if code.tag != "TextCode" or not code.text.strip():
            continue
        at = (_first(code, "X", at[0]), _first(code, "Y", at[1]))
        for run in _runs(_placed(code, at, size, wide), size):
            (_, x, y), (last, end, _) = run[0], run[-1]
            edges = [
                (turn[0] * h + turn[2] * v + turn[4] + left, turn[1] * h + turn[3] * v + turn[5] + top)
                for h, v in ((x, y - size * ABOVE), (end + _width(last, size), y + size * (1 - ABOVE)))
            ]
            yield Word("".join(each[0] for each in run), _box(edges))


def _placed(code: Node, at: tuple[float, float], size: float, wide: float) -> Iterator[Place]:
    """Each character where the page puts it; where it puts only the first, the others follow by their own widths."""
    text = code.text
    right = _steps(code.attributes.get("DeltaX", ""), len(text) - 1)
    down = _steps(code.attributes.get("DeltaY", ""), len(text) - 1)
    if not right and not down:
        own = [_width(each, size) for each in text]
        room = wide - at[0]
        share = min(1.0, room / sum(own)) if room > 0 else 1.0
        right = [each * share for each in own]
    x, y = at
    for number, char in enumerate(text):
        yield char, x, y
        x += right[number] if number < len(right) else 0.0
        y += down[number] if number < len(down) else 0.0


def _runs(places: Iterator[Place], size: float) -> Iterator[list[Place]]:
    """Characters that stand together: on one base line, with no space and no gap between them."""
    run: list[Place] = []
    for char, x, y in places:
        gone = run and (abs(y - run[-1][2]) > size / 2 or not 0 <= x - run[-1][1] <= APART * size)
        if run and (gone or char.isspace()):
            yield run
            run = []
        if not char.isspace():
            run.append((char, x, y))
    if run:
        yield run


def _steps(told: str, most: int) -> list[float]:
    """Steps from each character to the next; ``g 3 1.5`` is three of 1.5."""
    steps: list[float] = []
    parts = iter(told.split())
    for part in parts:
        if len(steps) >= most:
            break
        if part == "g":
            times = next(iter(_numbers(next(parts, ""))), 0.0)
            step = next(iter(_numbers(next(parts, ""))), 0.0)
            steps += [step] * min(max(int(times), 0), most - len(steps))
        else:
            steps.append(next(iter(_numbers(part)), 0.0))
    return steps


def _width(char: str, size: float) -> float:
    return size if unicodedata.east_asian_width(char) in "WF" else size / 2


def _first(node: Node, name: str, otherwise: float) -> float:
    return next(iter(_numbers(node.attributes.get(name, ""))), otherwise)


def _numbers(told: str) -> list[float]:
    return [_near(float(each)) for each in _NUMBER.findall(told[:200])]


def _near(value: float) -> float:
    return min(max(value, -FARTHEST), FARTHEST)


def _box(edges: list[tuple[float, float]]) -> Box:
    (x, y), (right, bottom) = ((_near(h) * POINTS, _near(v) * POINTS) for h, v in edges)
    return min(x, right), min(y, bottom), max(x, right), max(y, bottom)
