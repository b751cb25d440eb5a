"""What stands on every page around the text: head with its rule, foot with the page number, tag and watermark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zcdesk.domain.document import Document
from zcdesk.report.pages.prose import BASELINE, draw_lines
from zcdesk.report.pen.ink import Ink
from zcdesk.report.typesetting.breaking import Line
from zcdesk.report.typesetting.style import (
    DEEP,
    FOOT_LINE,
    HEAD_LINE,
    MM,
    PAGE_NUMBER,
    WARNING,
    WATERMARK,
    WHITE,
    PageSize,
    Type,
)
from zcdesk.report.typesetting.typeset import Typesetter

_TAG = Type("medium", 8.0, 11.0, WARNING)
_WATERMARK_SIZE = 150.0
_GAP = 5 * MM


def draw_furniture(
    ink: Ink,
    setter: Typesetter,
    document: Document,
    size: PageSize,
    left: float,
    number: int,
    count: int,
    bare: bool,
) -> None:
    """Draw watermark, head and foot of a page; a bare page has the watermark and the tag only."""
    with ink.tagged(None):
        if document.draft and document.watermark:
            _watermark(ink, setter, document.watermark, size)
        if bare:
            if document.draft:
                _tag(ink, setter, document.draft, left, size.head, size.measure, align="left")
            return
        _head(ink, setter, document, size, left)
        _foot(ink, setter, document, size, left, number, count)


def _head(ink: Ink, setter: Typesetter, document: Document, size: PageSize, left: float) -> None:
    measure = size.measure
    wide = [
        setter.width(text, HEAD_LINE.role, HEAD_LINE.size)
        for text in (document.company, document.short_title)
    ]
    tag = setter.width(document.draft, _TAG.role, _TAG.size) + 12 if document.draft else 0.0
    inside = tag > 0 and sum(wide) + tag + 2 * _GAP <= measure
    if document.draft:
        if inside:
            room = measure - sum(wide)
            _tag(ink, setter, document.draft, left + wide[0] + (room - tag) / 2, size.head, tag, align="left")
        else:
            above = 0.0 if sum(wide) + _GAP <= measure else HEAD_LINE.lead
            _tag(ink, setter, document.draft, left, size.head + 17 + above, measure, align="right")
    if sum(wide) + _GAP <= measure:
        widths = wide
    else:
        share = (measure - _GAP) / 2
        first = min(wide[0], max(share, measure - _GAP - wide[1]))
        widths = [first, measure - _GAP - first]
    for text, width, align in (
        (document.company, widths[0], "left"),
        (document.short_title, widths[1], "right"),
    ):
        lines = setter.lines(text, HEAD_LINE.role, HEAD_LINE.size, width + 0.1)
        _bottom_lines(ink, lines, left, size.head, HEAD_LINE, measure, align)
    ink.rule(left, left + measure, size.rule, 0.5, DEEP)


def _foot(
    ink: Ink, setter: Typesetter, document: Document, size: PageSize, left: float, number: int, count: int
) -> None:
    text = document.page_of.format(page=number, pages=count)
    right = setter.lines(text, PAGE_NUMBER.role, PAGE_NUMBER.size, size.measure)
    base = size.foot + PAGE_NUMBER.lead / 2 + BASELINE * PAGE_NUMBER.size
    draw_lines(ink, right, left, base, PAGE_NUMBER, align="right", width=size.measure)
    room = size.measure - max(line.width for line in right) * PAGE_NUMBER.size - _GAP
    lines = setter.lines(document.foot, FOOT_LINE.role, FOOT_LINE.size, room)
    base = size.foot + FOOT_LINE.lead / 2 + BASELINE * FOOT_LINE.size
    draw_lines(ink, lines, left, base, FOOT_LINE)


def _bottom_lines(
    ink: Ink, lines: Sequence[Line], left: float, baseline: float, face: Type, measure: float, align: str
) -> None:
    """Lines that grow upwards from a baseline."""
    top = baseline + face.lead / 2 + BASELINE * face.size + (len(lines) - 1) * face.lead
    draw_lines(ink, lines, left, top, face, align=align, width=measure)


def _tag(
    ink: Ink, setter: Typesetter, text: str, left: float, baseline: float, room: float, align: str
) -> None:
    """The words of a draft in a frame."""
    face = _TAG
    natural = setter.width(text, face.role, face.size)
    if natural + 12 > room + 0.1:
        scale = max((room - 12) / natural, 0.6)
        face = replace(face, size=face.size * scale)
    lines = setter.lines(text, face.role, face.size, room - 11.9)
    wide = max(line.width for line in lines) * face.size + 12
    if align == "right":
        left += room - wide
    tall = face.lead * (len(lines) - 1) + 13
    bottom = baseline - 3.9
    ink.area(left, bottom, wide, tall, WHITE)
    ink.frame(left, bottom, wide, tall, 1.0, WARNING)
    top = baseline + face.lead / 2 + BASELINE * face.size + (len(lines) - 1) * face.lead
    draw_lines(ink, lines, left + 6, top, face)


def _watermark(ink: Ink, setter: Typesetter, text: str, size: PageSize) -> None:
    """Large pale words across the middle, rising to the right."""
    natural = setter.width(text, "bold", 1.0)
    diagonal = 0.74 * min(size.width, size.height) * 2**0.5
    points = min(_WATERMARK_SIZE, diagonal / natural)
    line = setter.lines(text, "bold", points, 1e6)[0]
    turn = 2**-0.5
    ink.raw(f"q {turn:.5f} {turn:.5f} {-turn:.5f} {turn:.5f} {size.width / 2:.2f} {size.height / 2:.2f} cm")
    ink.forget()
    ink.text(line, -line.width * points / 2, -BASELINE * points, points, WATERMARK)
    ink.raw("Q")
    ink.forget()
