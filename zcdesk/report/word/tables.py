"""Tables of the Word file: the head repeats on each page, rows do not break, sums and groups have rule and weight."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from docx.oxml.ns import qn

from zcdesk.domain.document import Cell, Column, Row, Table
from zcdesk.report.pages.columns import fit, role_of
from zcdesk.report.typesetting import style as paper
from zcdesk.report.typesetting.typeset import Typesetter
from zcdesk.report.word import styles
from zcdesk.report.word.elements import Element, Ink, border, field, linked, node, paragraph, run, twips

MARKS = {"met": "✓", "unmet": "✗", "open": "◐", "unknown": "？", "na": "—"}
"""Verdicts as characters that every office face holds."""

_OTHER_FACES = 0.96
"""Size of type beside that of the PDF: the faces of office programs run a little wider than ours."""

Lead = Callable[[str, str], str]
"""Table number and code to the bookmark of the calculation; ``""`` where there is none."""


def table(block: Table, setter: Typesetter, measure: float, lead: Lead) -> Element:
    """A table of the document, as wide as the text."""
    fitted = fit(setter, block, measure)
    widths = _spread(fitted.widths, measure)
    style = styles.CELL_COMPACT if block.compact else styles.CELL
    usual = paper.COMPACT if block.compact else paper.TABLE
    shrunk = fitted.type.body.size < usual.body.size
    size = _OTHER_FACES * fitted.type.body.size if shrunk else 0.0
    made = _frame(widths, measure)
    if any(column.head or column.unit or column.number for column in block.columns):
        made.append(_head(block.columns, widths, min(_OTHER_FACES * fitted.type.head.size, 8.0)))
    for place, row in enumerate(block.rows):
        follows = block.rows[place + 1].kind if place + 1 < len(block.rows) else ""
        keep = row.kind == "group" or follows in ("subtotal", "total", "memo")
        made.append(_row(row, block, widths, style, size, lead, keep))
    return made


def pairs(items: Sequence[tuple[str, str]], measure: float, label: str, value: str) -> Element:
    """Label and value side by side between rules; `label` and `value` are styles."""
    widths = (0.3 * measure, 0.7 * measure)
    made = _frame(widths, measure)
    for name, text in items:
        cells = [
            _cell(widths[0], [paragraph(label, run(name))]),
            _cell(widths[1], [paragraph(value, run(text))]),
        ]
        made.append(node("w:tr", None, node("w:trPr", None, node("w:cantSplit")), *cells))
    return made


def grid(
    rows: Sequence[Sequence[tuple[str, Ink]]], widths: Sequence[float], right: frozenset[int]
) -> Element:
    """Plain rows of small text, such as the inputs of a calculation; columns in `right` stand right."""
    made = _frame(widths, sum(widths), outer=0.25)
    for texts in rows:
        cells = [
            _cell(width, [paragraph(styles.SMALL, run(text, ink), align="right" if place in right else "")])
            for place, (width, (text, ink)) in enumerate(zip(widths, texts, strict=True))
        ]
        made.append(node("w:tr", None, node("w:trPr", None, node("w:cantSplit")), *cells))
    return made


def _spread(widths: Sequence[float], measure: float) -> tuple[float, ...]:
    """Text widths grown to fill the measure, the air between columns shared out evenly."""
    air = (measure - sum(widths)) / len(widths)
    return tuple(max(width + air, 12.0) for width in widths)


def _frame(widths: Sequence[float], measure: float, outer: float = paper.RULE_OUTER) -> Element:
    rules = node(
        "w:tblBorders",
        None,
        border("top", outer, paper.DEEP),
        border("bottom", outer, paper.DEEP),
        border("insideH", paper.RULE_ROW, paper.HAIRLINE),
    )
    margins = node("w:tblCellMar")
    for side, room in (("left", 1.8), ("right", 1.8)):
        margins.append(node(f"w:{side}", {"w:w": twips(room), "w:type": "dxa"}))
    told = node(
        "w:tblPr",
        None,
        node("w:tblW", {"w:w": twips(measure), "w:type": "dxa"}),
        rules,
        node("w:tblLayout", {"w:type": "fixed"}),
        margins,
    )
    grid_ = node("w:tblGrid")
    for width in widths:
        grid_.append(node("w:gridCol", {"w:w": twips(width)}))
    return node("w:tbl", None, told, grid_)


def _cell(
    width: float, parts: Sequence[Element], *, span: int = 1, rules: Sequence[Element] = (), fill: str = ""
) -> Element:
    told = node("w:tcPr", None, node("w:tcW", {"w:w": twips(width), "w:type": "dxa"}))
    if span > 1:
        told.append(node("w:gridSpan", {"w:val": str(span)}))
    if rules:
        told.append(node("w:tcBorders", None, *rules))
    if fill:
        told.append(node("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": fill.lstrip("#")}))
    told.append(node("w:vAlign", {"w:val": "center"}))
    return node("w:tc", None, told, *parts)


def _head(columns: Sequence[Column], widths: Sequence[float], size: float) -> Element:
    cells = []
    for column, width in zip(columns, widths, strict=True):
        parts = [paragraph(styles.HEAD, run(column.head, Ink(size=size)), align=column.align)]
        small = Ink(paper.GREY, size=6.5)
        if column.unit:
            parts.append(paragraph(styles.NOTE, run(column.unit, small), align=column.align))
        if column.number:
            parts.append(paragraph(styles.NOTE, run(column.number, small), align=column.align))
        cells.append(_cell(width, parts, rules=[border("bottom", paper.RULE_HEAD, paper.DEEP)]))
    told = node("w:trPr", None, node("w:cantSplit"), node("w:tblHeader"))
    return node("w:tr", None, told, *cells)


def _row(
    row: Row, block: Table, widths: Sequence[float], style: str, size: float, lead: Lead, keep: bool
) -> Element:
    cells = []
    if row.kind == "group" and len(row.cells) == 1:
        ink = Ink(paper.DEEP, bold=True)
        told = paragraph(style, *_text(row.cells[0], block.number, ink, lead), keep=keep)
        cells.append(_cell(sum(widths), [told], span=len(widths), fill=paper.TINT))
    else:
        for cell, column, width in zip(row.cells, block.columns, widths, strict=False):
            ink = _ink(cell, row, column, size)
            told = paragraph(
                style,
                *_text(cell, block.number, ink, lead),
                align=column.align,
                indent=8.5 * cell.indent,
                keep=keep,
            )
            cells.append(_cell(width, [told], rules=_rules(row, cell)))
    return node("w:tr", None, node("w:trPr", None, node("w:cantSplit")), *cells)


def _ink(cell: Cell, row: Row, column: Column, size: float) -> Ink:
    if cell.boxed:
        return Ink(paper.WARNING, True, size)
    bold = role_of(cell, row.kind, column) == "medium"
    colour = paper.TONES[cell.tone] if cell.tone != "normal" else paper.GREY if column.role == "code" else ""
    return Ink(colour, bold, min(size or 7.0, 7.0) if column.role == "code" else size)


def _rules(row: Row, cell: Cell) -> list[Element]:
    if cell.boxed:
        return [border(side, 0.75, paper.WARNING) for side in ("top", "left", "bottom", "right")]
    if row.kind == "total":
        return [border("top", paper.RULE_TOTAL, paper.DEEP)]
    if row.kind == "subtotal":
        return [border("top", paper.RULE_SUBTOTAL, paper.DEEP)]
    return []


def _text(cell: Cell, number: str, ink: Ink, lead: Lead) -> list[Element]:
    if cell.page:
        return field(f"PAGEREF {page_mark(cell.page)} \\h", "—", stale=True)
    shown = f"{MARKS[cell.mark]} {cell.text}" if cell.mark else cell.text
    target = lead(number, cell.code) if cell.code else ""
    made = [run(shown, ink)]
    return [linked(target, made)] if target else made


def page_mark(key: str) -> str:
    """Name of the bookmark at a heading whose page others name."""
    return f"zc_page_{re.sub(r'[^A-Za-z0-9_]', '_', key)}"[:40]


def row_count(made: Element) -> int:
    """Rows of a table, its head included."""
    return len(made.findall(qn("w:tr")))
