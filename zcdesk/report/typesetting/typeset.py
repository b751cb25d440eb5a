"""Setting text in the page's faces: lines of a given measure, widths, the longest piece that never breaks.

Units (`shaping`) are gathered into clusters that never break, clusters fill lines (`breaking`), and a line is a few
runs with their places. The same lines serve paragraphs, cells, heads, captions and the text of charts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zcdesk.domain.words import Language
from zcdesk.report.typesetting.breaking import Cluster, Line, break_lines, clusters
from zcdesk.report.typesetting.fonts import Faces
from zcdesk.report.typesetting.shaping import Span, units


class Typesetter:
    """Breaks and measures text with the faces of one folder, in one language; remembers what it has done."""

    def __init__(self, faces: Faces, language: Language) -> None:
        self.faces = faces
        self.language: Language = language
        self._clusters: dict[tuple[str, str, str], tuple[Cluster, ...]] = {}
        self._lines: dict[tuple[str, str, str, float, float, bool], tuple[Line, ...]] = {}

    def lines(
        self,
        text: str,
        role: str,
        size: float,
        width: float,
        *,
        tone: str = "",
        indent: float = 0.0,
        justify: bool = False,
    ) -> tuple[Line, ...]:
        """The lines of `text`; at least one, and none wider than `width`.

        Parameters
        ----------
        text : str
            May hold ``\\n`` for a wished break.
        role : str
            Face, see `zcdesk.report.typesetting.fonts.FILES`.
        size, width : float
            Type size and measure. [pt]
        tone : str
            Colour role of all runs; ``""`` for that of the place.
        indent : float
            Indent of the first line. [em]
        justify : bool
            Fill the measure where that is possible within the allowed gaps.
        """
        measure = width / size
        key = (text, role, tone, round(measure, 3), indent, justify)
        found = self._lines.get(key)
        if found is None:
            found = self._lines[key] = tuple(
                break_lines(self._shaped(text, role, tone), measure, indent=indent, justify=justify)
            )
        return found

    def balanced(self, text: str, role: str, size: float, width: float) -> tuple[Line, ...]:
        """As `lines`, but of about equal length, for titles and heads: no single character on the last line."""
        lines = self.lines(text, role, size, width)
        if len(lines) < 2 or "\n" in text:
            return lines
        low, high = width / len(lines) * 0.9, width
        while high - low > 0.1 * size:
            middle = (low + high) / 2
            tried = self.lines(text, role, size, middle)
            if len(tried) > len(lines) or self.longest(text, role, size) > middle:
                low = middle
            else:
                high, lines = middle, tried
        return lines

    def spans(self, spans: Sequence[Span], size: float, width: float) -> tuple[Line, ...]:
        """The lines of a text in several faces or colours, ragged."""
        return tuple(break_lines(clusters(units(spans, self.faces, self.language == "en")), width / size))

    def width(self, text: str, role: str, size: float) -> float:
        """Width of the widest of the lines `text` has by its own breaks. [pt]"""
        return max(line.width for line in self.lines(text, role, size, 1e6)) * size

    def longest(self, text: str, role: str, size: float) -> float:
        """Width of the widest piece of `text` that never breaks. [pt]"""
        return max((c.width for c in self._shaped(text, role, "")), default=0.0) * size

    def _shaped(self, text: str, role: str, tone: str) -> tuple[Cluster, ...]:
        key = (text, role, tone)
        found = self._clusters.get(key)
        if found is None:
            found = self._clusters[key] = clusters(
                units((Span(text, role, tone),), self.faces, self.language == "en")
            )
        return found


def read_back(lines: Iterable[Line]) -> str:
    """All characters of the lines, without the spaces between and inside them."""
    return "".join("".join(line.text.split()) for line in lines)
