"""Radar: what is sure of each axis, and what it may be at most while the rest is not known.

The first series is filled, what reaches on to the second is a paler field with a broken edge: what is not known is
drawn as not known, never as zero.
"""

from __future__ import annotations

import math

from matplotlib.path import Path

from zcdesk.domain.document import Chart
from zcdesk.report.charts.sheet import LINE, SMALL, TEXT, Fill, Sheet
from zcdesk.report.typesetting.style import GREY, HAIRLINE, INK

_RINGS = (0.25, 0.5, 0.75, 1.0)


def draw(sheet: Sheet, chart: Chart) -> None:
    """An axis for each category, from 0 in the middle to 1."""
    count = len(chart.categories)
    labels = [sheet.wrapped(text, 0.3 * sheet.width) for text in chart.categories]
    wide = max((sheet.measure(line) for lines in labels for line in lines), default=0.0)
    high = 2 * LINE
    filled = sheet.fills([chart.series[0].name])[0].colour
    rows = sheet.legend([each.name for each in chart.series], [Fill(filled), Fill(HAIRLINE)], 0.0)
    top = sheet.height - 1.5 - rows * 4.6
    radius = max(min((sheet.width - 2 * wide - 4) / 2, (top - 2 * high - 1) / 2), 6.0)
    x, y = sheet.width / 2, high + radius
    axes = [math.pi / 2 - 2 * math.pi * at / count for at in range(count)]

    def place(at: int, share: float) -> tuple[float, float]:
        return x + radius * share * math.cos(axes[at]), y + radius * share * math.sin(axes[at])

    for ring in _RINGS:
        points = [place(at % count, ring) for at in range(count + 1)]
        sheet.line(points, GREY if ring == 1.0 else HAIRLINE, 0.5 if ring == 1.0 else 0.4)
    for at in range(count):
        sheet.line([(x, y), place(at, 1.0)], HAIRLINE, 0.4)
    sure, most = (each.values for each in chart.series[:2])
    whole = [place(at, most[at] or 0.0) for at in range(count)]
    if any(most):
        sheet.area(Path([*whole, whole[0]], closed=True), GREY, 0.22)
        sheet.line([*whole, whole[0]], GREY, 0.8, (2.4, 1.8))
    points = [place(at, sure[at] or 0.0) for at in range(count)]
    if any(sure):
        sheet.area(Path([*points, points[0]], closed=True), filled, 0.45)
        sheet.line([*points, points[0]], filled, 1.4)
    for at in range(count):
        sheet.dot(*place(at, sure[at] or 0.0), 0.8, filled)
    for at, lines in enumerate(labels):
        dx, dy = math.cos(axes[at]), math.sin(axes[at])
        px, py = place(at, 1.0)
        label = chart.series[0].labels[at] if at < len(chart.series[0].labels) else ""
        side = "center" if abs(dx) < 0.2 else "left" if dx > 0 else "right"
        told = (*lines, label) if label else lines
        shift = 1.2 + (len(told) - 1) * LINE * 0.92 if dy > 0.2 else -LINE + 0.4 if dy < -0.2 else LINE * 0.3
        for row, text in enumerate(told):
            sheet.text(
                px + 1.6 * dx,
                py + shift + 0.8 * dy - row * LINE * 0.92,
                text,
                size=SMALL if text == label else TEXT,
                colour=INK if text == label else GREY,
                align=side,  # type: ignore[arg-type]
            )
