"""Where coded figures stand on a page of a report: under a table's head, beside a cross-reference, or over one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF

from zcdesk.workbench.printing.printout import Figure

if TYPE_CHECKING:
    import pypdfium2 as pdfium

_CODE = re.compile(r"\b([A-Z]\d{2}[a-z]?)(\.\d+[a-z]?)?\b")
NEAR = 20.0
"""How far beneath a code of the calculations its table stands. [points]"""


@dataclass(frozen=True, slots=True)
class Spot:
    """A printed code.

    Attributes
    ----------
    table, row : str
        ``3-1``, ``F01``.
    column : str
        ``.7`` where the code of one figure is printed, ``""`` where that of a row is.
    named : bool
        The code is no row of the table itself: its figure is only repeated here.
    box : QRectF
        The place of the code. [points]
    """

    table: str
    row: str
    column: str
    named: bool
    box: QRectF

    def is_of(self, figure: Figure) -> bool:
        """Whether the code may be that of a figure."""
        of_row = (self.table, self.row) == (figure.table, figure.row)
        return of_row and (not self.column or figure.code.endswith(f"{self.row}{self.column}"))


def spots(page: pdfium.PdfPage, word: str) -> list[Spot]:
    """The codes printed on a page, each with its table; `word` stands before the number of a table.

    A table's own head is its number, a wide space and its title. Any other number of a table is a reference: it is
    the table of the code that stands before it on the same line, or over it, as the calculations are printed.
    """
    text = page.get_textpage()
    said = text.get_text_range()
    heads: list[tuple[float, str]] = []
    named: list[tuple[float, float, float, str]] = []
    for found in re.finditer(re.escape(word) + r"\s?([A-Z0-9]+-\d+)(\u3000)?", said):
        left, bottom, _, top = text.get_charbox(found.start())
        if found[2]:
            heads.append((bottom, found[1]))
        else:
            named.append((left, bottom, top, found[1]))
    made: list[Spot] = []
    for found in _CODE.finditer(said):
        left, bottom, _, top = text.get_charbox(found.start())
        right = text.get_charbox(found.end() - 1)[2]
        box, middle = QRectF(left, bottom, right - left, top - bottom), (bottom + top) / 2
        beside = [each for each in named if each[1] < middle < each[2] and each[0] > right]
        beneath = [each for each in named if abs(each[0] - left) < NEAR and 0 < bottom - each[1] < NEAR]
        above = [(y, table) for y, table in heads if y > bottom]
        if beside or beneath:
            made.append(Spot((beside or beneath)[0][3], found[1], found[2] or "", True, box))
        elif above:
            made.append(Spot(min(above)[1], found[1], found[2] or "", False, box))
    return made


def number(page: pdfium.PdfPage, spot: Spot, value: str) -> QRectF | None:
    """Where a value stands on the line of a code, to its right [points]; None if it does not."""
    if not value:
        return None
    text: Any = page.get_textpage()
    search, middle = text.search(value), (spot.box.top() + spot.box.bottom()) / 2
    while (at := search.get_next()) is not None:
        left, bottom, *_ = text.get_charbox(at[0])
        right, top = text.get_charbox(at[0] + at[1] - 1)[2:]
        before = text.get_text_range(at[0] - 1, 1) if at[0] else " "
        after = text.get_text_range(at[0] + at[1], 1)
        whole = not (before.isdigit() or before in ",.") and not (after.isdigit() or after in ",.")
        if whole and bottom < middle < top and left > spot.box.right():
            return QRectF(left, bottom, right - left, top - bottom)
    return None
