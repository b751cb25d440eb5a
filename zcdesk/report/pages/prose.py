"""Running text as boxes: headings, paragraphs, notes and captions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zcdesk.domain.document import Heading, Paragraph, Tone
from zcdesk.report.pages.flow import Box
from zcdesk.report.pen.ink import Ink
from zcdesk.report.pen.tags import Node
from zcdesk.report.typesetting.breaking import Line
from zcdesk.report.typesetting.style import (
    BODY,
    CHAPTER,
    MM,
    NOTE,
    SECTION,
    SMALL,
    SUBSECTION,
    TONES,
    Type,
)
from zcdesk.report.typesetting.typeset import Typesetter

BASELINE = 0.37
"""How far below the middle of its line the baseline stands, in em."""


def draw_lines(
    ink: Ink, lines: Sequence[Line], x: float, y: float, face: Type, *, colour: str = "", align: str = "left",
    width: float = 0.0, lead: float = 0.0,
) -> None:  # fmt: skip
    """Draw lines one under another, the first line's box beginning at `y`."""
    lead = lead or face.lead
    base = y - lead / 2 - BASELINE * face.size
    for line in lines:
        shift = 0.0
        if align == "right":
            shift = width - line.width * face.size
        elif align == "center":
            shift = (width - line.width * face.size) / 2
        ink.text(line, x + shift, base, face.size, colour or face.colour)
        base -= lead


@dataclass(slots=True)
class TextBox(Box):
    """Lines of one paragraph or heading.

    Attributes
    ----------
    node : Node
        Where the text belongs in the structure; shared by the parts of a split paragraph.
    together : int
        Lines that must stay on each side of a page break; 0 for a text that never breaks.
    """

    lines: Sequence[Line]
    face: Type
    node: Node
    together: int = 2
    colour: str = ""
    align: str = "left"
    measure: float = 0.0
    left: float = 0.0

    @property
    def height(self) -> float:
        """Height. [pt]"""
        return len(self.lines) * self.face.lead

    def split(self, room: float, forced: bool) -> tuple[Box, Box] | None:
        """Lines that fit and lines that do not, at least `together` on each side unless forced."""
        fits = int(room / self.face.lead + 1e-6)
        least = self.together
        if forced:
            fits, least = max(1, min(fits, len(self.lines) - 1)), 1
        if not least:
            return None
        fits = min(fits, len(self.lines) - least)
        if fits < least:
            return None
        return replace(self, lines=self.lines[:fits], keep=False), replace(
            self, lines=self.lines[fits:], name="", before=0.0
        )

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw the lines."""
        if self.name:
            ink.name(self.name, x, y + 6)
        with ink.tagged(self.node):
            draw_lines(
                ink, self.lines, x + self.left, y, self.face, colour=self.colour, align=self.align,
                width=self.measure,
            )  # fmt: skip


def heading(setter: Typesetter, block: Heading, measure: float, root: Node, name: str) -> TextBox:
    """A heading; keeps with what follows."""
    level = min(max(block.level, 1), 3)
    face, before, after = ((CHAPTER, 20.0, 8.2), (SECTION, 17.0, 3.4), (SUBSECTION, 10.0, 2.0))[level - 1]
    lines = setter.lines(block.text, face.role, face.size, measure)
    # An opening bracket would stand half an em inside the edge; `typeset` already took that half away.
    return TextBox(
        lines, face, root.add(f"H{level}"), before=before, after=after, keep=True, together=0, name=name
    )


def paragraph(setter: Typesetter, block: Paragraph, measure: float, root: Node) -> TextBox:
    """A paragraph in the style it names."""
    chinese = setter.language == "zh"
    face, indent, justify = BODY, 0.0, chinese and measure >= 120 * MM
    before, after = (0.0, 0.0) if chinese else (0.0, 6.0)
    if block.style == "body":
        indent = 2.0 if chinese else 0.0
    elif block.style == "note":
        face, justify, before, after = NOTE, False, 3.0, 6.0
    elif block.style == "small":
        face, justify, before, after = SMALL, False, 3.0, 6.0
    elif chinese:
        before, after = 0.0, 4.0
    if block.tone == "strong":
        face = replace(face, role="medium")
    colour = face.colour if block.tone in ("normal", "strong") else TONES[block.tone]
    lines: list[Line] = []
    for part in block.text.split("\n"):
        lines.extend(setter.lines(part, face.role, face.size, measure, indent=indent, justify=justify))
    return TextBox(lines, face, root.add("P"), before=before, after=after, colour=colour, measure=measure)


@dataclass(slots=True)
class Notes:
    """Lines under a table or a figure: 注 with hanging indent, then 来源.

    Attributes
    ----------
    items : sequence
        Label (``""`` where it repeats), its indent, lines, colour.
    """

    items: list[tuple[Sequence[Line], float, Sequence[Line], str]]
    height: float

    def draw(self, ink: Ink, x: float, y: float, node: Node) -> None:
        """Draw with the first line's box beginning at `y`."""
        for label, left, lines, colour in self.items:
            with ink.tagged(node.add("P")):
                draw_lines(ink, label, x, y, NOTE)
                draw_lines(ink, lines, x + left, y, NOTE, colour=colour)
            y -= NOTE.lead * len(lines)


def notes(
    setter: Typesetter, fixed: dict[str, str], items: Sequence[tuple[str, Tone]], source: str, measure: float
) -> Notes:
    """Notes and source, ready to be drawn."""
    out: list[tuple[Sequence[Line], float, Sequence[Line], str]] = []
    left = 8 * MM if setter.language == "zh" else 10 * MM
    labels = {
        key: setter.lines(labelled(fixed[key], setter), NOTE.role, NOTE.size, 60 * MM)
        for key in ("note", "source")
    }
    for lines in labels.values():
        left = max(left, lines[0].width * NOTE.size + (0.3 if setter.language == "zh" else 3.0))
    texts = [("note" if index == 0 else "", text, tone) for index, (text, tone) in enumerate(items)]
    if source:
        texts.append(("source", source, "normal"))
    for label, text, tone in texts:
        colour = NOTE.colour if tone == "normal" else TONES[tone]
        role = "medium" if tone == "strong" else NOTE.role
        lines = setter.lines(text, role, NOTE.size, measure - left)
        out.append((labels[label] if label else (), left, lines, colour))
    height = sum(len(item[2]) for item in out) * NOTE.lead
    return Notes(out, height)


def labelled(label: str, setter: Typesetter) -> str:
    """A label with its colon, whether or not the document gave one."""
    if label.rstrip()[-1:] in (":", "："):
        return label
    return label + ("：" if setter.language == "zh" else ":")


def caption_text(prefix: str, number: str, title: str) -> str:
    """``表 3-1　标题``; the title alone if there is no number."""
    if not number:
        return title
    return f"{prefix} {number}\u3000{title}"
