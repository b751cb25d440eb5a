"""Paste: a block from a spreadsheet as answers of a table, all or nothing."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from zcdesk.domain.answer import Answer, Place

Problem = Literal["", "empty", "too_wide", "too_tall"]


@dataclass(frozen=True, slots=True)
class Target:
    """Where one cell of a block goes: its place, and the unit in which it is typed there."""

    place: Place
    unit: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a block comes to.

    Attributes
    ----------
    answers : mapping of Place to Answer
        One step; empty where there is a problem.
    rows, columns : int
        Size of the block.
    problem : Problem
        Why nothing is taken over.
    turned_fits : bool
        Whether it would fit with rows and columns exchanged.
    """

    answers: Mapping[Place, Answer | None]
    rows: int
    columns: int
    problem: Problem = ""
    turned_fits: bool = False


def block(text: str) -> tuple[tuple[str, ...], ...]:
    """The cells of a clipboard text: lines and tabs, with the quotes that spreadsheets put round line breaks."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not plain:
        return ()
    parts = plain.split("\n")
    lines = csv.reader(parts, delimiter="\t") if '"' in plain else (part.split("\t") for part in parts)
    rows = [tuple(" ".join(cell.split()) for cell in line) for line in lines]
    width = max((len(row) for row in rows), default=0)
    return tuple(row + ("",) * (width - len(row)) for row in rows)


def turned(cells: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Rows and columns exchanged."""
    return tuple(zip(*cells, strict=True))


def fit(
    cells: Sequence[Sequence[str]],
    targets: Sequence[Sequence[Target]],
    before: Mapping[Place, Answer],
) -> Pasted:
    """A block laid over a table from its first target on.

    Parameters
    ----------
    cells : sequence of sequence of str
        Rows of the block, all of one length.
    targets : sequence of sequence of Target
        Rows of the table from the current cell on to the right and down.
    before : mapping of Place to Answer
        The answers as they stand; note and evidence of a changed one stay.

    Returns
    -------
    Pasted
        A blank cell leaves alone what is there. A block that is larger than what is left of the table is not
        cut: nothing of it is taken, so that no figure is lost unseen.
    """
    rows, columns = len(cells), len(cells[0]) if cells else 0
    if not any(cell for row in cells for cell in row):
        return Pasted({}, rows, columns, "empty")
    high, wide = len(targets), min((len(row) for row in targets), default=0)
    turned_fits = columns <= high and rows <= wide
    if columns > wide:
        return Pasted({}, rows, columns, "too_wide", turned_fits)
    if rows > high:
        return Pasted({}, rows, columns, "too_tall", turned_fits)
    answers: dict[Place, Answer | None] = {}
    for line, aims in zip(cells, targets, strict=False):
        for text, aim in zip(line, aims, strict=False):
            if text:
                kept = before.get(aim.place)
                answers[aim.place] = Answer(
                    text,
                    aim.unit,
                    "given",
                    kept.note if kept else "",
                    kept.evidence if kept else (),
                )
    return Pasted(answers, rows, columns)
