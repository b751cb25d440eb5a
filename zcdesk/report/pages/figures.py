"""Charts as boxes: the drawing, its caption below, notes and source under that; all on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zcdesk.domain.document import Chart
from zcdesk.report.pages.flow import Box
from zcdesk.report.pages.prose import Notes, caption_text, draw_lines, notes
from zcdesk.report.pen.ink import Ink
from zcdesk.report.pen.tags import Node
from zcdesk.report.typesetting.breaking import Line
from zcdesk.report.typesetting.style import CAPTION, MM, PageSize
from zcdesk.report.typesetting.typeset import Typesetter

_GAP = 3.0
_LEAST = 0.74
"""Share of its height down to which a chart is made lower, so that it stands where there is almost room for it."""


@dataclass(slots=True)
class ChartBox(Box):
    """A chart with its caption."""

    setter: Typesetter
    chart: Chart
    measure: float
    tall: float
    caption: Sequence[Line]
    notes: Notes
    node: Node

    @property
    def height(self) -> float:
        """Height with caption and notes. [pt]"""
        return self.tall + _GAP + len(self.caption) * CAPTION.lead + self.notes.height

    def lower(self, room: float) -> Box | None:
        """The chart made a little lower, if that is enough for it to fit."""
        tall = self.tall - (self.height - room)
        return replace(self, tall=tall) if tall >= _LEAST * self.tall else None

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw the figure; matplotlib is loaded here and not before."""
        from zcdesk.report.charts.charts import figure
        from zcdesk.report.pen.canvas_renderer import draw_figure

        if self.name:
            ink.name(self.name, x, y)
        made = figure(self.chart, self.measure / MM, self.setter, height_mm=self.tall / MM)
        figure_node = self.node.add("Figure", self.chart.alt or self.chart.title)
        with ink.tagged(figure_node):
            draw_figure(made, ink, self.setter, x, y - self.tall)
        y -= self.tall + _GAP
        with ink.tagged(self.node.add("Caption")):
            draw_lines(ink, self.caption, x, y, CAPTION)
        if self.notes.items:
            self.notes.draw(ink, x, y - len(self.caption) * CAPTION.lead, self.node)


def chart_box(
    setter: Typesetter, block: Chart, size: PageSize, fixed: dict[str, str], root: Node
) -> ChartBox:
    """The box of a chart on pages of `size`; it is made lower where the page would not hold it."""
    measure = size.measure
    text = caption_text(fixed["figure"], block.number, block.title)
    caption = setter.lines(text, CAPTION.role, CAPTION.size, measure) if text.strip() else ()
    below = notes(setter, fixed, [(note, "normal") for note in block.notes], block.source, measure)
    most = size.room - _GAP - len(caption) * CAPTION.lead - below.height
    return ChartBox(
        setter, block, measure, max(min(block.height_mm * MM, most), 20 * MM), caption, below, root.add("Sect"),
        before=14.0, after=14.0, name=f"figure:{block.number}" if block.number else "",
    )  # fmt: skip
