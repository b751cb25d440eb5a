"""Month moves: where Enter, arrows and Home or End lead in a table of months, over lines that are one sentence."""

from __future__ import annotations

from typing import Literal

from zcdesk.ui.entry.month_model import JANUARY, YEAR, MonthModel

Cell = tuple[int, int]
"""Line and column."""


def next_cell(model: MonthModel, at: Cell, by: int, way: Literal["right", "down"]) -> Cell | None:
    """The next cell that takes a figure, or the one before; None beyond the last or the first."""
    return _down(model, at, by) if way == "down" else _along(model, at, by)


def _down(model: MonthModel, at: Cell, by: int) -> Cell | None:
    """Down the lines, then the top of the next month."""
    line, column = at
    count = model.rowCount()
    for _ in range(count * 13):
        line += by
        if line >= count:
            line, column = 0, column + 1
        elif line < 0:
            line, column = count - 1, column - 1
        if column > YEAR - 1 or column < JANUARY:
            return None
        if not model.fold(line):
            return line, column
    return None


def _along(model: MonthModel, at: Cell, by: int) -> Cell | None:
    """Along the line, then the beginning of the next one that takes figures."""
    line, column = at
    column += by
    while 0 <= line < model.rowCount():
        if JANUARY <= column < YEAR and not model.fold(line):
            return line, column
        line, column = line + by, JANUARY if by > 0 else YEAR - 1
    return None


def beside(model: MonthModel, at: Cell, down: int, right: int, on: bool) -> Cell:
    """One cell on; sideways beyond the end of a line, or of its one sentence, only where it is to go `on`."""
    line, column = at
    if right and line >= 0 and model.fold(line):
        down, right = right if on else 0, 0
    line, column = line + down, column + right
    if on and column > YEAR and line + 1 < model.rowCount():
        line, column = line + 1, JANUARY
    elif on and column < JANUARY and line:
        line, column = line - 1, YEAR
    return max(0, min(line, model.rowCount() - 1)), column


def edge(model: MonthModel, at: Cell, down: int, right: int, extend: bool) -> Cell:
    """The first or last line, January or December; the year where it takes a figure and no block is extended."""
    line, column = at
    line = line if not down else (0 if down < 0 else model.rowCount() - 1)
    if right:
        last = YEAR if not extend and takes_year(model, line) else YEAR - 1
        column = JANUARY if right < 0 else last
    return line, column


def takes_year(model: MonthModel, line: int) -> bool:
    """Whether a figure for the whole year may be typed: no month is filled, or the year is.

    A value that is no sum, a pressure say, may also stand for the months that are not filled.
    """
    row = model.cells(line) if line >= 0 else None
    if row is None:
        return False
    empty = [cell.state == "empty" for cell in row.months]
    return row.year.state != "empty" or all(empty) or (row.quantity.fold != "sum" and any(empty))
