"""What was refused as a workbook: where it stands, what it says, and why it was not taken."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from zcdesk.domain.words import Language, Words

HEADS = (
    Words("表", "Sheet"),
    Words("单元格", "Cell"),
    Words("内容", "Content"),
    Words("填到", "Goes to"),
    Words("为什么不能采用", "Why it was refused"),
)
REASON = HEADS[-1]
"""Head of the column of reasons, by which it is known again."""

MARK = f"{REASON.zh} {REASON.en}"
"""The same over a table of others, in both languages."""

_GROUND, _FRAME = "#F6DDD5", "#9A4A00"
"""A cell that was refused: soft ground, and a frame that is seen in grey too."""

_WIDTHS = (16, 10, 24, 40, 70)


def workbook(
    rows: Sequence[Sequence[str]],
    language: Language,
    heads: int = 0,
    marked: Collection[tuple[int, int]] = (),
) -> bytes:
    """A sheet of texts, the last column of which says why.

    Parameters
    ----------
    rows : sequence of sequence of str
        Lines of texts; nothing in them is taken for a formula or an address.
    heads : int
        Lines at the top that are heads of their own; 0 puts `HEADS` there.
    marked : collection of (int, int)
        Lines and columns of the cells that were refused, counted from 0; they stand out.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    font = {"font_name": "宋体" if language == "zh" else "Arial", "font_size": 10, "valign": "top"}
    plain, strong = (
        book.add_format({**font, "text_wrap": True}),
        book.add_format({**font, "bold": True, "bottom": 1}),
    )
    wrong = book.add_format(
        {**font, "text_wrap": True, "bg_color": _GROUND, "border": 1, "border_color": _FRAME}
    )
    sheet = book.add_worksheet("不能采用" if language == "zh" else "Refused")
    lines = [[words.into(language) for words in HEADS], *rows] if not heads else list(rows)
    heads = heads or 1
    own = lines[0] == [words.into(language) for words in HEADS]
    for column, width in enumerate(_WIDTHS if own else _wide(lines, heads)):
        sheet.set_column(column, column, width)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            if text:
                format_ = wrong if (row, column) in marked else strong if row < heads else plain
                sheet.write_string(row, column, text, format_)
            elif (row, column) in marked:
                sheet.write_blank(row, column, None, wrong)
    sheet.freeze_panes(heads, 0)
    book.close()
    return buffer.getvalue()


def _wide(lines: Sequence[Sequence[str]], heads: int) -> list[int]:
    """Width of each column by what stands in it; the reasons have the most room, and a title over all has none."""
    columns = max(map(len, lines))
    texts: list[list[str]] = [[] for _ in range(columns)]
    for row, line in enumerate(lines):
        if row >= heads - 1 or sum(map(bool, line)) > 1:
            for column, text in enumerate(line):
                texts[column].append(text)
    fitting = [max((_length(text) for text in held), default=0) + 2 for held in texts]
    return [*(max(8, min(30, width)) for width in fitting[:-1]), max(30, min(70, fitting[-1]))]


def _length(text: str) -> int:
    """How wide a text is. [characters of a Latin face]"""
    return sum(2 if ord(each) > 0x2E80 else 1 for each in text)
