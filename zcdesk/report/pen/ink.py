"""The pen: text lines, rules, fills, links and tags, put on one ReportLab canvas.

Operators are written as text into the page's stream, with the state of the pen remembered, because a page is
some hundred short strings and each general call costs more than the string itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from zcdesk.report.pen.objects import Place, link
from zcdesk.report.pen.tags import Node, Tags
from zcdesk.report.typesetting.breaking import Line
from zcdesk.report.typesetting.fonts import Face
from zcdesk.report.typesetting.style import INK, TONES


def _rgb(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return f"{red:.3f} {green:.3f} {blue:.3f}"


class Ink:
    """Draws on the pages of one document; coordinates in points from the lower left corner.

    Attributes
    ----------
    tags : Tags
        Structure gathered while drawing.
    places : dict
        Named destinations met so far.
    targets : frozenset of str
        Names of destinations that exist; links to others are left out.
    """

    def __init__(self, canvas: Any, tags: Tags, targets: frozenset[str]) -> None:
        self.canvas = canvas
        self.tags = tags
        self.targets = targets
        self.page = -1
        self.places: dict[str, Place] = {}
        self._split: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._code: list[str] = canvas._code
        self.forget()

    def begin_page(self, width: float, height: float) -> None:
        """Start the next page."""
        self.canvas.setPageSize((width, height))
        self._code = self.canvas._code
        self.page += 1
        self.tags.begin_page(self.page)
        self.forget()

    def forget(self) -> None:
        """Assume nothing about the state of the canvas (a page begins, or someone restored it)."""
        self._fill = self._stroke = self._weight = self._font = ""
        self._gap, self._scale = 0.0, 1.0

    def fill(self, colour: str) -> None:
        """Choose the colour of text and areas."""
        if colour != self._fill:
            self._fill = colour
            self._code.append(f"{_rgb(colour)} rg")

    def stroke(self, colour: str, weight: float) -> None:
        """Choose colour and weight [pt] of lines."""
        if colour != self._stroke:
            self._stroke = colour
            self._code.append(f"{_rgb(colour)} RG")
        width = f"{weight:.3g} w"
        if width != self._weight:
            self._weight = width
            self._code.append(width)

    def opacity(self, share: float) -> None:
        """How much of what lies below is hidden by areas to come; 1 hides all."""
        self.canvas.setFillAlpha(share)

    def raw(self, operators: str) -> None:
        """Write operators as they are; the caller leaves the pen's state as it was or calls `forget`."""
        self._code.append(operators)

    def text(self, line: Line, x: float, y: float, size: float, colour: str = INK) -> None:
        """Draw a line with its baseline at `y`; runs with their own tone keep it."""
        if not line.runs:
            return
        code = self._code
        code.append("BT")
        for run in line.runs:
            self.fill(TONES[run.tone] if run.tone else colour)  # type: ignore[index]
            if run.gap != self._gap:
                self._gap = run.gap
                code.append(f"{run.gap * size:.4g} Tc")
            if run.scale != self._scale:
                self._scale = run.scale
                code.append(f"{run.scale * 100:.4g} Tz")
            code.append(f"1 0 0 1 {x + run.x * size:.2f} {y:.2f} Tm")
            for font, string in self._strings(run.face, run.text):
                wanted = f"{font} {size:.5g} Tf"
                if wanted != self._font:
                    self._font = wanted
                    code.append(wanted)
                code.append(f"({string}) Tj")
        if self._gap:
            self._gap = 0.0
            code.append("0 Tc")
        if self._scale != 1.0:
            self._scale = 1.0
            code.append("100 Tz")
        code.append("ET")

    def _strings(self, face: Face, text: str) -> list[tuple[str, str]]:
        """The text as escaped strings of the subset fonts it needs."""
        key = (face.name, text)
        found = self._split.get(key)
        if found is None:
            doc, font = self.canvas._doc, face.font
            found = self._split[key] = [
                (font.getSubsetInternalName(subset, doc), self.canvas._escape(part))
                for subset, part in font.splitString(text, doc)
            ]
        return found

    def rule(self, x0: float, x1: float, y: float, weight: float, colour: str) -> None:
        """A horizontal line."""
        self.stroke(colour, weight)
        self._code.append(f"{x0:.2f} {y:.2f} m {x1:.2f} {y:.2f} l S")

    def area(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle."""
        self.fill(colour)
        self._code.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def frame(self, x: float, y: float, width: float, height: float, weight: float, colour: str) -> None:
        """An empty rectangle."""
        self.stroke(colour, weight)
        self._code.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def dotted(self, x0: float, x1: float, y: float, pitch: float, colour: str) -> None:
        """A row of dots as drawing, so that nobody copies full stops."""
        self.stroke(colour, 0.7)
        self._code.append(f"q 1 J [0 {pitch:.2f}] 0 d {x0:.2f} {y:.2f} m {x1:.2f} {y:.2f} l S Q")

    def name(self, key: str, x: float, y: float) -> None:
        """Make this place the named destination `key`; the first place of a name stays."""
        self.places.setdefault(key, Place(self.page, round(x, 1), round(y, 1)))

    def link(self, target: str, x: float, y: float, width: float, height: float) -> None:
        """Make a rectangle lead to the destination `target`, if there is one."""
        if target in self.targets:
            self.canvas._annotationrefs.append(link(self.canvas._doc, target, (x, y, x + width, y + height)))

    @contextmanager
    def tagged(self, node: Node | None) -> Iterator[None]:
        """What is drawn inside belongs to `node`, or is decoration if there is none. Does not nest."""
        self._code.append(self.tags.open(node))
        yield
        self._code.append("EMC")
