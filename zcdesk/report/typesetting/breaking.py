"""Clusters to lines: where a line breaks, and how it is squeezed or opened to fill its measure.

Notes
-----
Rules kept: no closing mark begins a line and no opening mark ends one; a closing mark at the line's end takes half
its width, an opening mark at its start likewise; a line that is a little too long is squeezed at its full-width
marks; a justified line is opened first where Chinese meets Latin and at word spaces, then everywhere by a hair,
and stays ragged beyond that, because wider gaps are read as spaces by those who copy the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zcdesk.report.typesetting.fonts import Face
from zcdesk.report.typesetting.shaping import (
    CLOSE,
    NEVER_FIRST,
    NEVER_LAST,
    NEWLINE,
    OPEN,
    SPACE,
    Unit,
    halved,
)

SEAM_STRETCH = 0.13
GAP_STRETCH = 0.088
_NEARLY = 1e-6


class Run(NamedTuple):
    """Characters set in one go: place from the line's start, face, colour, gap after each, horizontal scale. [em]"""

    x: float
    text: str
    face: Face
    tone: str
    gap: float
    scale: float


class Line(NamedTuple):
    """One line: its runs, its drawn width [em] and its characters as read."""

    runs: tuple[Run, ...]
    width: float
    text: str


class Cluster(NamedTuple):
    """Units between which no line breaks. [em]"""

    units: tuple[Unit, ...]
    width: float
    """Without the air before the first unit."""
    lead: float
    head: float
    """What it loses at the start of a line."""
    tail: float
    """What it loses at the end of a line."""
    give: float
    kind: int


def clusters(text: Sequence[Unit]) -> tuple[Cluster, ...]:
    """Units gathered so that a line may break between any two clusters."""
    out: list[Cluster] = []
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not text[index].glued:
            out.append(_cluster(tuple(text[start:index])))
            start = index
    return tuple(out)


def _cluster(held: tuple[Unit, ...]) -> Cluster:
    first, last = held[0], held[-1]
    width = first.width
    for unit in held[1:]:
        width += unit.lead + unit.width
    return Cluster(
        held,
        width,
        first.lead,
        first.trim if first.kind == OPEN else 0.0,
        last.trim if last.kind == CLOSE else 0.0,
        sum(unit.give for unit in held),
        first.kind,
    )


def break_lines(
    text: Sequence[Cluster], measure: float, *, indent: float = 0.0, justify: bool = False
) -> Iterator[Line]:
    """Fill lines of `measure` with clusters. [em]

    A cluster longer than a line is broken inside, between characters that may stand there if there are any.
    """
    line: list[Cluster] = []
    used, give = 0.0, 0.0
    room = measure - indent
    begun = False
    queue = list(reversed(text))
    while queue:
        one = queue.pop()
        if one.kind == NEWLINE:
            yield _set(line, room, indent if not begun else 0.0, False)
            begun, line, used, give, room = True, [], 0.0, 0.0, measure
            continue
        if not line and one.kind == SPACE and begun:
            continue
        added = one.lead + one.width if line else one.width - (one.head if begun or not indent else 0.0)
        if one.kind == SPACE:
            line.append(one)
            used += added
            continue
        over = used + added - one.tail - room
        if over <= _NEARLY:
            line.append(one)
            used += added
            give += one.give
            continue
        if line and not all(held.kind == SPACE for held in line):
            available = (
                give + sum(unit.give for unit in one.units[:-1]) + (0.0 if one.tail else one.units[-1].give)
            )
            if over <= available:
                line.append(one)
                queue = _without_spaces(queue)
                more = bool(queue)
                yield _set(
                    line, room, indent if not begun else 0.0, justify and more and queue[-1].kind != NEWLINE
                )
                begun, line, used, give, room = True, [], 0.0, 0.0, measure
                if more and queue[-1].kind == NEWLINE:
                    queue.pop()
                if not queue:
                    return
                continue
            queue.append(one)
            yield _set(line, room, indent if not begun else 0.0, justify)
            begun, line, used, give, room = True, [], 0.0, 0.0, measure
            continue
        if sum(len(unit.text) for unit in one.units) <= 1:
            line.append(one)  # nothing is left to cut: a measure narrower than a character
            used += added
            continue
        queue.extend(reversed(_pieces(one, room)))
    if line or not begun:
        yield _set(line, room, indent if not begun else 0.0, False)


def _without_spaces(queue: list[Cluster]) -> list[Cluster]:
    while queue and queue[-1].kind == SPACE:
        queue.pop()
    return queue


def _pieces(one: Cluster, room: float) -> list[Cluster]:
    """An overlong cluster as pieces that fit, cut where the fewest rules are hurt."""
    letters = [
        unit._replace(
            text=letter,
            width=unit.width if len(unit.text) == 1 else unit.face.widths[letter],
            lead=unit.lead if index == 0 else 0.0,
            glued=False,
        )
        for unit in one.units
        for index, letter in enumerate(unit.text)
    ]
    out: list[Cluster] = []
    start = 0
    while start < len(letters):
        end, used = start, 0.0
        while end < len(letters):
            unit = letters[end]
            wide = (unit.lead if end > start else 0.0) + unit.width
            if used + wide - (unit.trim if unit.kind == CLOSE else 0.0) > room + _NEARLY and end > start:
                break
            used += wide
            end += 1
        cut = end
        if end < len(letters):
            while cut > start + 1 and not _may_cut(letters[cut - 1], letters[cut]):
                cut -= 1
            if cut == start + 1 and not _may_cut(letters[start], letters[start + 1]):
                cut = end
        out.append(_cluster((letters[start]._replace(lead=0.0), *letters[start + 1 : cut])))
        start = cut
    return out


def _may_cut(left: Unit, right: Unit) -> bool:
    return left.text not in NEVER_LAST and right.text not in NEVER_FIRST


def _set(line: list[Cluster], room: float, indent: float, justify: bool) -> Line:
    """One line with its squeeze or stretch."""
    while line and line[-1].kind == SPACE:
        line.pop()
    flat = [unit for one in line for unit in one.units]
    if not flat:
        return Line((), 0.0, "")
    first = flat[0]
    if first.kind == OPEN and first.trim and not indent:
        first = first._replace(width=first.width - first.trim, shift=first.shift + first.trim, trim=0.0)
    flat[0] = first._replace(lead=0.0)
    last = flat[-1]
    natural = sum(unit.lead + unit.width for unit in flat)
    if last.kind == CLOSE and last.trim and (justify or natural > room + _NEARLY):
        flat[-1] = halved(last)
        natural -= last.trim
    over = natural - room
    squeeze = 0.0
    if over > _NEARLY:
        giving = sum(unit.give for unit in flat)
        squeeze = min(1.0, over / giving) if giving else 0.0
    seam, gap = _openings(flat, -over) if justify and over < 0 else (0.0, 0.0)
    return _runs(flat, indent, squeeze, seam, gap)


def _openings(flat: Sequence[Unit], slack: float) -> tuple[float, float]:
    """How far seams and spaces, and all gaps, open to fill a line."""
    seams = sum(1 for unit in flat if unit.lead or unit.kind == SPACE)
    seam = min(SEAM_STRETCH, slack / seams) if seams else 0.0
    gaps = len(flat) - 1
    gap = (slack - seam * seams) / gaps if gaps else 0.0
    return (seam, gap) if gap <= GAP_STRETCH else (0.0, 0.0)


def _runs(flat: Sequence[Unit], indent: float, squeeze: float, seam: float, gap: float) -> Line:
    """Units as runs: neighbours that stand where the pen would be anyway are drawn together."""
    runs: list[Run] = []
    text: list[str] = []
    start, face, tone, scale, pen = 0.0, flat[0].face, "", 1.0, -1.0
    x = indent
    for unit in flat:
        if unit.kind == SPACE:
            width = unit.width + seam
        else:
            x += unit.lead + (seam if unit.lead else 0.0)
            width = unit.width - unit.give * squeeze
        place = x - unit.shift
        single = len(unit.text) == 1
        fits = (
            text
            and unit.face is face
            and unit.tone == tone
            and unit.scale == scale
            and abs(place - pen) < 1e-4
            and (gap == 0.0 or single)
        )
        if not fits:
            if text:
                runs.append(_run(start, text, face, tone, gap, scale))
            text, start, face, tone, scale = [], place, unit.face, unit.tone, unit.scale
        text.append(unit.text)
        advance = unit.face.widths[unit.text] if single else unit.width
        pen = place + advance * unit.scale + (gap if single else 0.0)
        if gap and not single:
            pen = -1.0
        x += width + gap
    if text:
        runs.append(_run(start, text, face, tone, gap, scale))
    kept = tuple(run for run in runs if run.text)
    return Line(kept, x - gap, "".join(unit.text for unit in flat))


def _run(start: float, text: list[str], face: Face, tone: str, gap: float, scale: float) -> Run:
    joined = "".join(text)
    return Run(start, joined, face, tone, gap if len(text) > 1 else 0.0, scale)
