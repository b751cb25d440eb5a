"""What a table would change, as it is shown: a cell for each cell of the file, and the rows to hand back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import overload

from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.unit import pretty
from zcdesk.domain.vocabulary import NOTHING
from zcdesk.domain.words import Words
from zcdesk.exchange.tables.cells import Entry, Series
from zcdesk.exchange.tables.workbook_in import address
from zcdesk.workbench.preview.taking import BackLine, Cell, State
from zcdesk.workbench.tables.mapping import Looked
from zcdesk.workbench.tables.targets import Target


@dataclass(slots=True)
class Group:
    """All figures of one place: one answer."""

    place: Place
    target: Target
    entries: list[tuple[Series, Entry, str]] = field(default_factory=list)
    after: Answer | None = None
    state: State = "same"
    reason: Words | None = None
    said: str = ""
    words: Words = NOTHING
    before: str = ""
    unread: bool = False


Line = tuple[int, int, str, str, Group]
"""Row, column, text and unit of a cell of the file, and the place to which it goes."""


class Cells(Sequence[Cell]):
    """The cells of a preview, made as they are looked at: a ledger has twenty thousand, and a page shows thirty."""

    def __init__(self, sheet: str, lines: Sequence[Line]) -> None:
        self._sheet, self._lines = sheet, lines
        self._made: dict[int, Cell] = {}

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, at: int) -> Cell: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Cell, ...]: ...
    def __getitem__(self, at: int | slice) -> Cell | tuple[Cell, ...]:
        if isinstance(at, slice):
            return tuple(self[each] for each in range(*at.indices(len(self._lines))))
        at = range(len(self._lines))[at]
        if at not in self._made:
            row, column, text, unit, group = self._lines[at]
            single = len(group.entries) == 1 and group.said
            after = group.said if single else f"{text} {pretty(unit)}".strip()
            place = None if group.unread else group.place
            where = address(row, column)
            self._made[at] = Cell(
                group.state, self._sheet, where, place, group.words, group.before, after, group.reason
            )
        return self._made[at]

    def states(self) -> Counter[State]:
        """How many there are of each state."""
        return Counter(line[4].state for line in self._lines)


def back(looked: Looked, lines: Iterable[Line]) -> tuple[BackLine, ...]:
    """The heads of the table and the rows in which something was refused, each with its reasons, to be corrected."""
    reasons: dict[int, dict[int, Words]] = {}
    for row, column, _, _, group in lines:
        if group.reason is not None:
            at = address(row, column)
            said = Words(f"{at}：{group.reason.zh}", f"{at}: {group.reason.en}")
            reasons.setdefault(row, {}).setdefault(column, said)
    return tuple(_back_lines(looked, reasons)) if reasons else ()


def _back_lines(looked: Looked, reasons: Mapping[int, Mapping[int, Words]]) -> Iterable[BackLine]:
    sheet = looked.sheet
    width = max((len(row) for row in sheet.rows), default=0)
    for block in looked.blocks:
        rows = [row for row in sorted(reasons) if block.bottom <= row < block.end]
        if not rows:
            continue
        top = 0 if block is looked.blocks[0] else block.top
        for number in (*range(top, block.bottom), *rows):
            texts = [_text(cell) for cell in sheet.rows[number]] + [""] * (width - len(sheet.rows[number]))
            said = reasons.get(number, {})
            why = tuple(dict.fromkeys(said.values()))
            yield BackLine(tuple(texts), why, frozenset(said), number == block.bottom - 1)


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else format(cell, ".15g")
    return "" if cell is None else str(cell)
