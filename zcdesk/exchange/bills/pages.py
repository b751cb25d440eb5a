"""Pages as words and where they stand: what a PDF with a text layer and an OFD have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, from the upper left corner of the page. [pt]"""


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that stand together."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one height, left to right, joined by a space each.

    Attributes
    ----------
    number : int
        On its page, from 1.
    text : str
    words : tuple of Word
    starts : tuple of int
        Where each word begins in `text`.
    """

    number: int
    text: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]

    def box(self, start: int, end: int) -> Box:
        """Where a part of the text stands, each character taken as wide as the others of its word."""
        boxes = []
        for word, begin in zip(self.words, self.starts, strict=True):
            first, last = max(start - begin, 0), min(end - begin, len(word.text))
            if first < last:
                left, top, right, bottom = word.box
                wide = (right - left) / len(word.text)
                boxes.append((left + first * wide, top, left + last * wide, bottom))
        return around(boxes)


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes
    ----------
    number : int
        From 1.
    lines : tuple of Line
        Top to bottom.
    """

    number: int
    lines: tuple[Line, ...]


def around(boxes: Iterable[Box]) -> Box:
    """The box around several."""
    listed = list(boxes)
    if not listed:
        return (0.0, 0.0, 0.0, 0.0)
    lefts, tops, rights, bottoms = zip(*listed, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def page(number: int, words: Iterable[Word]) -> Page:
    """Words put into lines: those whose heights overlap by half stand on one line."""
    waiting = sorted(words, key=lambda word: (word.box[1] + word.box[3], word.box[0]))
    rows: list[list[Word]] = []
    for word in waiting:
        middle = (word.box[1] + word.box[3]) / 2
        last = rows[-1][0] if rows else None
        if last is not None and last.box[1] <= middle <= last.box[3]:
            rows[-1].append(word)
        else:
            rows.append([word])
    return Page(number, tuple(_line(at, row) for at, row in enumerate(rows, start=1)))


def _line(number: int, row: list[Word]) -> Line:
    row.sort(key=lambda word: word.box[0])
    starts, at = [], 0
    for word in row:
        starts.append(at)
        at += len(word.text) + 1
    return Line(number, " ".join(word.text for word in row), tuple(row), tuple(starts))


def text(pages: Iterable[Page]) -> str:
    """All lines, one under another."""
    return "\n".join(line.text for each in pages for line in each.lines)


def found(pages: Iterable[Page], pattern: re.Pattern[str]) -> Iterator[tuple[Page, Line, re.Match[str]]]:
    """Every place where a pattern stands, in reading order."""
    for each in pages:
        for line in each.lines:
            for match in pattern.finditer(line.text):
                yield each, line, match
