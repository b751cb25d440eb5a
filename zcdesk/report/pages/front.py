"""The pages before the first chapter: cover, statement with signatures and seal, contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zcdesk.domain.document import Cover, Statement
from zcdesk.report.pages.flow import Box
from zcdesk.report.pages.prose import TextBox, draw_lines
from zcdesk.report.pen.ink import Ink
from zcdesk.report.pen.tags import Node
from zcdesk.report.typesetting.breaking import Line
from zcdesk.report.typesetting.style import CHAPTER, DEEP, GREY, HAIRLINE, INK, MM, PageSize, Type
from zcdesk.report.typesetting.typeset import Typesetter

_COVER_NUMBER = Type("sans", 10.0, 14.0)
_SUBTITLE = Type("sans", 16.0, 24.0)
_COMPANY = Type("medium", 17.0, 25.0)
_SEAL_NOTE = Type("sans", 9.2, 13.0, GREY)
_FACT_LABEL = Type("sans", 10.0, 15.0, GREY)
_FACT_VALUE = Type("serif", 12.0, 16.0)
_SEALING = Type("sans", 7.6, 11.0, GREY)
_SIGN = Type("sans", 10.5, 15.0)
_FACT_PAD = 6.8


@dataclass(slots=True)
class CoverBox(Box):
    """The cover; it fills its page by itself."""

    setter: Typesetter
    cover: Cover
    size: PageSize
    fixed: dict[str, str]
    node: Node

    @property
    def height(self) -> float:
        """The whole text block. [pt]"""
        return self.size.room

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw the cover; places are measured from the page's upper edge."""
        cover, size, measure = self.cover, self.size, self.size.measure
        edge = size.height

        def down(millimetres: float) -> float:
            return edge - millimetres * MM

        self._put(ink, cover.number, _COVER_NUMBER, x, down(24.2), measure, align="right")
        with ink.tagged(None):
            ink.area(x, down(72.1), 24 * MM, 2.6 * MM, DEEP)
        title, lines = self._title(measure)
        y = down(79.5)
        with ink.tagged(self.node.add("H1")):
            draw_lines(ink, lines, x, y, title)
        y -= len(lines) * title.lead + 13
        y = self._put(ink, cover.subtitle, _SUBTITLE, x, y, measure)
        y = min(y - 34, down(127.0))
        y = self._put(ink, cover.company, _COMPANY, x, y, measure) - 6
        y = self._put(ink, self.fixed["company_seal"], _SEAL_NOTE, x, y, measure)
        self._facts(ink, x, down(237.8), measure, y - 5 * MM)
        sealing = self.setter.lines(cover.seal_line, _SEALING.role, _SEALING.size, measure)
        with ink.tagged(self.node.add("P")):
            draw_lines(ink, sealing, x, down(277.5) + len(sealing) * _SEALING.lead, _SEALING)

    def _title(self, measure: float) -> tuple[Type, Sequence[Line]]:
        for points, lead, most in ((36.0, 46.0, 1), (32.0, 42.0, 2), (26.0, 35.0, 3)):
            text = self.cover.title.replace("\n", "") if most == 1 else self.cover.title
            lines = self.setter.balanced(text, "serif-bold", points, measure)
            if len(lines) <= most:
                return Type("serif-bold", points, lead, DEEP), lines
        lines = self.setter.lines(self.cover.title, "serif-bold", 20.0, measure)
        return Type("serif-bold", 20.0, 28.0, DEEP), lines

    def _put(
        self, ink: Ink, text: str, face: Type, x: float, y: float, measure: float, align: str = "left"
    ) -> float:
        if not text:
            return y
        lines = self.setter.balanced(text, face.role, face.size, measure)
        with ink.tagged(self.node.add("P")):
            draw_lines(ink, lines, x, y, face, align=align, width=measure)
        return y - len(lines) * face.lead

    def _facts(self, ink: Ink, x: float, bottom: float, measure: float, highest: float) -> None:
        """The facts above `bottom`, or lower where they would run into what stands above `highest`."""
        facts = self.cover.facts
        if not facts:
            return
        setter = self.setter
        widest = max(setter.width(label, "sans", _FACT_LABEL.size) for label, _ in facts)
        left = min(max(37.8 * MM, widest + 6 * MM), 0.5 * measure)
        rows = [
            (
                setter.lines(label, "sans", _FACT_LABEL.size, left - 4 * MM),
                setter.lines(value, "serif", _FACT_VALUE.size, measure - left),
            )
            for label, value in facts
        ]
        heights = [max(len(a) * _FACT_LABEL.lead, len(b) * _FACT_VALUE.lead) + 2 * _FACT_PAD for a, b in rows]
        y = min(bottom + sum(heights), highest)
        with ink.tagged(None):
            ink.rule(x, x + measure, y, 0.55, DEEP)
        for index, ((label, value), height) in enumerate(zip(rows, heights, strict=True)):
            with ink.tagged(self.node.add("P")):
                draw_lines(ink, label, x, y - _FACT_PAD - 0.5, _FACT_LABEL)
                draw_lines(ink, value, x + left, y - _FACT_PAD, _FACT_VALUE)
            y -= height
            with ink.tagged(None):
                last = index == len(rows) - 1
                ink.rule(x, x + measure, y, 1.1 if last else 0.25, DEEP if last else HAIRLINE)


@dataclass(slots=True)
class SignatureBox(Box):
    """Signature lines on the left, the place of the seal on the right."""

    setter: Typesetter
    statement: Statement
    company: str
    measure: float
    node: Node

    @property
    def height(self) -> float:
        """Height. [pt]"""
        return max(len(self.statement.signatures) * 13 * MM, 52 * MM if self._sealed() else 0.0)

    def _sealed(self) -> bool:
        return bool(self.statement.seal or self.statement.date_line)

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw labels, lines and the dotted circle; nothing is filled in."""
        start = 46 * MM
        base = y
        for label in self.statement.signatures:
            lines = self.setter.lines(label, _SIGN.role, _SIGN.size, start - 3 * MM)
            with ink.tagged(self.node.add("P")):
                draw_lines(ink, lines, x, base + (len(lines) - 1) * _SIGN.lead, _SIGN)
            with ink.tagged(None):
                ink.rule(x + start, x + 84 * MM, base - 18, 0.6, INK)
            base -= 13 * MM
        if self._sealed():
            self._seal(ink, x + 124 * MM, y - 23 * MM)

    def _seal(self, ink: Ink, x: float, y: float) -> None:
        radius = 21 * MM
        with ink.tagged(None):
            ink.stroke("#9AA0A2", 0.5)
            k = radius * 0.5523
            ink.raw(
                f"[1.6 2.6] 0 d {x + radius:.2f} {y:.2f} m "
                f"{x + radius:.2f} {y + k:.2f} {x + k:.2f} {y + radius:.2f} {x:.2f} {y + radius:.2f} c "
                f"{x - k:.2f} {y + radius:.2f} {x - radius:.2f} {y + k:.2f} {x - radius:.2f} {y:.2f} c "
                f"{x - radius:.2f} {y - k:.2f} {x - k:.2f} {y - radius:.2f} {x:.2f} {y - radius:.2f} c "
                f"{x + k:.2f} {y - radius:.2f} {x + radius:.2f} {y - k:.2f} {x + radius:.2f} {y:.2f} c S [] 0 d"
            )
        face, wide, name = self._name()
        date = self.setter.lines(self.statement.date_line, face.role, face.size, wide)
        tall = len(name) * face.lead
        with ink.tagged(self.node.add("P")):
            top = y + max(4 * MM + tall - face.lead / 2, (tall + face.lead) / 2 if len(name) > 1 else 0.0)
            top = min(top, y + radius - 4) if len(name) < 5 else y + (tall + face.lead) / 2
            draw_lines(ink, name, x - wide / 2, top, face, align="center", width=wide)
            draw_lines(ink, date, x - wide / 2, top - tall - 1, face, align="center", width=wide)
        below = self.setter.lines(self.statement.seal, _SEALING.role, _SEALING.size, 56 * MM)
        with ink.tagged(self.node.add("P")):
            draw_lines(ink, below, x - 28 * MM, y - radius - 4, _SEALING, align="center", width=56 * MM)

    def _name(self) -> tuple[Type, float, Sequence[Line]]:
        """The company's name in the largest type that leaves it inside the seal's height."""
        steps = ((11.0, 16.0, 48, 2), (9.0, 13.0, 50, 3), (7.5, 10.5, 56, 5))
        for size, lead, millimetres, most in steps:
            lines = self.setter.balanced(self.company, "serif", size, millimetres * MM)
            if len(lines) <= most:
                return Type("serif", size, lead), millimetres * MM, lines
        return Type("serif", 6.5, 9.0), 60 * MM, self.setter.balanced(self.company, "serif", 6.5, 60 * MM)


def centred_title(setter: Typesetter, text: str, measure: float, root: Node, name: str) -> TextBox:
    """The title of the statement or the contents; two ideographs stand apart."""
    shown = text
    if setter.language == "zh" and len(text) == 2:
        shown = f"{text[0]}\u3000{text[1]}"
    lines = setter.lines(shown, CHAPTER.role, CHAPTER.size, measure)
    return TextBox(
        lines,
        CHAPTER,
        root.add("H1"),
        after=14.0,
        keep=True,
        together=0,
        align="center",
        measure=measure,
        name=name,
    )


@dataclass(slots=True)
class Entry:
    """A line of the contents: text, level, destination."""

    text: str
    level: int
    target: str


@dataclass(slots=True)
class ContentsBox(Box):
    """Contents with dotted leaders; page numbers are looked up while drawing."""

    setter: Typesetter
    entries: list[Entry]
    numbers: dict[str, int]
    measure: float
    node: Node

    def _set(self, entry: Entry) -> tuple[Type, float, Sequence[Line], float]:
        face, left, above = (
            (Type("medium", 10.5, 17.0), 0.0, 7.0)
            if entry.level == 1
            else (Type("serif", 10.0, 17.0), 6.2 * MM, 0.0)
        )
        return (
            face,
            left,
            self.setter.lines(entry.text, face.role, face.size, self.measure - left - 16 * MM),
            above,
        )

    def _heights(self) -> list[float]:
        heights = []
        for index, entry in enumerate(self.entries):
            face, _, lines, above = self._set(entry)
            heights.append(len(lines) * face.lead + (above if index else 0.0))
        return heights

    @property
    def height(self) -> float:
        """Height. [pt]"""
        return sum(self._heights())

    def split(self, room: float, forced: bool) -> tuple[Box, Box] | None:
        """Whole entries; a chapter's line does not end a page."""
        used, stop = 0.0, 0
        for height in self._heights():
            used += height
            if used > room:
                break
            stop += 1
        while stop > 1 and self.entries[stop - 1].level == 1:
            stop -= 1
        if not 0 < stop < len(self.entries):
            return None
        return replace(self, entries=self.entries[:stop]), replace(self, entries=self.entries[stop:])

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw the entries."""
        number_face = Type("sans", 9.5, 17.0)
        for index, entry in enumerate(self.entries):
            face, left, lines, above = self._set(entry)
            y -= above if index else 0.0
            page = str(self.numbers.get(entry.target, ""))
            number = self.setter.lines(page, "sans", number_face.size, 60)
            last = y - (len(lines) - 1) * face.lead
            with ink.tagged(self.node.add("TOCI")):
                draw_lines(ink, lines, x + left, y, face)
                draw_lines(ink, number, x, last, number_face, align="right", width=self.measure)
            begin = x + left + lines[-1].width * face.size + 8
            end = x + self.measure - number[0].width * number_face.size - 6
            with ink.tagged(None):
                if end - begin > 6:
                    ink.dotted(
                        end - 4.2 * int((end - begin) / 4.2), end, last - face.lead / 2 - 3.2, 4.2, "#9AA0A2"
                    )
            ink.link(entry.target, x, y - len(lines) * face.lead, self.measure, len(lines) * face.lead)
            y -= len(lines) * face.lead
