"""Rows of a table as set lines: head, body rows, group rows; each knows its height and draws itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zcdesk.domain.document import Cell, Row, Table
from zcdesk.report.pages import marks
from zcdesk.report.pages.columns import EDGE, Fitted, decimals, role_of
from zcdesk.report.pages.prose import BASELINE, draw_lines
from zcdesk.report.pen.ink import Ink
from zcdesk.report.pen.tags import Node
from zcdesk.report.typesetting.breaking import Line
from zcdesk.report.typesetting.style import DEEP, INK, TINT, TONES, WARNING, TableType, Type
from zcdesk.report.typesetting.typeset import Typesetter


@dataclass(slots=True)
class SetCell:
    """A cell with its lines and where they stand in the row. [pt]"""

    cell: Cell
    lines: Sequence[Line]
    face: Type
    colour: str
    left: float
    width: float
    align: str
    pad: float
    first: bool = True
    """Not the continuation of a row cut in two."""


@dataclass(slots=True)
class SetRow:
    """A body row.

    Attributes
    ----------
    index : int
        Row of the table it came from.
    cut : bool
        The next set row continues this one; no rule between.
    """

    index: int
    kind: str
    cells: list[SetCell]
    height: float
    cut: bool = False

    def draw(self, ink: Ink, x: float, y: float, measure: float, node: Node, table: str) -> None:
        """Draw with the upper edge at `y`."""
        if self.kind == "group":
            with ink.tagged(None):
                ink.area(x, y - self.height, measure, self.height, TINT)
        for one in self.cells:
            with ink.tagged(node.add("TD")):
                _draw_cell(ink, one, x, y, self.height)
            _connect(ink, one, x, y, self.height, table)


@dataclass(slots=True)
class SetHead:
    """The head of a table: names, units under them, column numbers under those."""

    names: list[tuple[Sequence[Line], Sequence[Line]]]
    numbers: list[Sequence[Line]]
    upper: float
    height: float

    def draw(self, ink: Ink, x: float, y: float, table: Table, fitted: Fitted, node: Node | None) -> None:
        """Draw with the upper edge at `y`; without a node it is a repetition."""
        style = fitted.type
        base = y - 2.4 - self.upper
        for index, column in enumerate(table.columns):
            name, unit = self.names[index]
            left, width = x + fitted.lefts[index], fitted.widths[index]
            top = base + len(name) * style.head.lead + len(unit) * style.unit.lead
            with ink.tagged(node.add("TH") if node is not None else None):
                draw_lines(ink, name, left, top, style.head, align=column.align, width=width)
                top -= len(name) * style.head.lead
                draw_lines(ink, unit, left, top, style.unit, align=column.align, width=width)
                draw_lines(
                    ink, self.numbers[index], left, base, style.number, align=column.align, width=width
                )


def set_head(setter: Typesetter, table: Table, fitted: Fitted) -> SetHead:
    """The head's lines."""
    style = fitted.type
    names: list[tuple[Sequence[Line], Sequence[Line]]] = []
    numbers: list[Sequence[Line]] = []
    for index, column in enumerate(table.columns):
        width = fitted.widths[index] + 0.05
        name = setter.balanced(column.head, style.head.role, style.head.size, width) if column.head else ()
        unit = setter.lines(column.unit, style.unit.role, style.unit.size, width) if column.unit else ()
        names.append((name, unit))
        numbers.append(
            setter.lines(column.number, style.number.role, style.number.size, width) if column.number else ()
        )
    upper = max((len(n) * style.head.lead + len(u) * style.unit.lead for n, u in names), default=0.0)
    lower = max((len(one) for one in numbers), default=0) * style.number.lead
    return SetHead(names, numbers, upper, upper + lower + 2.4 + (1.6 if lower else 2.4))


def set_row(setter: Typesetter, table: Table, index: int, fitted: Fitted, measure: float) -> SetRow:
    """A body row's lines."""
    row = table.rows[index]
    style = fitted.type
    if row.kind == "group" and len(row.cells) == 1:
        return _group(setter, row.cells[0], index, style, measure)
    cells: list[SetCell] = []
    for position, (cell, column) in enumerate(zip(row.cells, table.columns, strict=False)):
        face = style.code if column.role == "code" and not cell.boxed else style.body
        role = role_of(cell, row.kind, column)
        colour = WARNING if cell.boxed else face.colour if cell.tone == "normal" else TONES[cell.tone]
        if row.kind == "memo" and cell.tone == "normal" and column.role != "code":
            colour = INK
        indent = cell.indent * face.size
        inset = (
            indent
            + (marks.WIDTH * face.size if cell.mark else 0.0)
            + (0.9 * face.size if cell.boxed else 0.0)
        )
        width = fitted.widths[position]
        count = decimals(cell.text) if column.align == "right" else None
        pad = fitted.pads[position].get(count, 0.0) if count is not None else 0.0
        face = replace(face, role=role if column.role != "code" else face.role)
        lines = (
            setter.lines(cell.text, face.role, face.size, max(width - inset - pad, face.size) + 0.05)
            if cell.text
            else ()
        )
        cells.append(
            SetCell(
                cell, lines, face, colour, fitted.lefts[position] + indent, width - indent, column.align, pad
            )
        )
    most = max((len(one.lines) * one.face.lead for one in cells), default=0.0)
    return SetRow(index, row.kind, cells, max(most, style.body.lead) + 2 * style.pad)


def _group(setter: Typesetter, cell: Cell, index: int, style: TableType, measure: float) -> SetRow:
    face = replace(style.body, role="medium")
    width = measure - 2 * EDGE
    lines = setter.lines(cell.text, face.role, face.size, width)
    one = SetCell(
        cell, lines, face, DEEP if cell.tone == "normal" else TONES[cell.tone], EDGE, width, "left", 0.0
    )
    return SetRow(index, "group", [one], len(lines) * face.lead + 2 * style.pad - 0.4)


def cut_row(row: SetRow, room: float, style: TableType) -> list[SetRow]:
    """A row higher than `room` as several rows that are not."""
    if row.height <= room:
        return [row]
    fits = max(1, int((room - 2 * style.pad) / style.body.lead))
    most = max(len(one.lines) for one in row.cells)
    parts: list[SetRow] = []
    for start in range(0, most, fits):
        cells = [replace(one, lines=one.lines[start : start + fits], first=not start) for one in row.cells]
        height = max(len(one.lines) * one.face.lead for one in cells) + 2 * style.pad
        parts.append(SetRow(row.index, row.kind, cells, height, cut=start + fits < most))
    return parts


def continued(
    setter: Typesetter, row: Row, index: int, mark: str, style: TableType, measure: float
) -> SetRow:
    """A group row repeated at the top of a table's next part."""
    cell = row.cells[0]
    text = cell.text
    if text.endswith("）") and mark == "（续）":
        text = f"{text[:-1]}，续）"
    else:
        text += mark
    return _group(setter, replace(cell, text=text, code=""), index, style, measure)


def _draw_cell(ink: Ink, one: SetCell, x: float, y: float, height: float) -> None:
    face, size = one.face, one.face.size
    top = y - (height - len(one.lines) * face.lead) / 2
    left = x + one.left
    width = one.width - one.pad
    if one.cell.mark and one.first:
        place = left if one.align == "left" else left + width - _wide(one) - marks.WIDTH * size
        marks.draw(ink, one.cell.mark, place, top - face.lead / 2 - BASELINE * size, size)
    if one.cell.mark and one.align == "left":
        left += marks.WIDTH * size
    if one.cell.boxed and one.lines:
        inset = 0.45 * size
        wide = _wide(one) + 2 * inset
        edge = (
            left
            if one.align == "left"
            else left + width - wide
            if one.align == "right"
            else left + (width - wide) / 2
        )
        tall = len(one.lines) * face.lead
        ink.frame(edge, top - tall + 0.4, wide, tall - 0.8, 0.9, WARNING)
        if one.align == "left":
            left += inset
        elif one.align == "right":
            width -= inset
    draw_lines(ink, one.lines, left, top, face, colour=one.colour, align=one.align, width=width)


def _wide(one: SetCell) -> float:
    return max((line.width for line in one.lines), default=0.0) * one.face.size


def _connect(ink: Ink, one: SetCell, x: float, y: float, height: float, table: str) -> None:
    """Name a traced figure's place, and lead from it to its calculation."""
    code = one.cell.code
    if not code or not one.first:
        return
    ink.name(f"{table} {code}".strip(), x + one.left, y)
    ink.link(f"calc:{table} {code}", x + one.left, y - height, one.width, height)
