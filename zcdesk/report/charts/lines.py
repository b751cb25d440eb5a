"""Lines over categories, named at their right ends; an unknown value interrupts its line."""

from __future__ import annotations

import math

from zcdesk.domain.document import Chart
from zcdesk.report.charts.sheet import LINE, SMALL, TEXT, Sheet, number, spread, ticks
from zcdesk.report.typesetting.style import GREY, INK, SERIES, TARGET

_STYLES: tuple[tuple[str, float, tuple[float, ...]], ...] = (
    (SERIES[0], 1.8, ()),
    (SERIES[2], 1.8, ()),
    (TARGET, 1.2, ()),
    (SERIES[1], 1.3, (5.0, 2.5)),
    (GREY, 1.1, (1.6, 1.8)),
    (INK, 0.9, (6.0, 1.8, 1.2, 1.8)),
)
"""Colour, weight [pt], dashes [pt]; told apart by weight and dash where colour is lost."""


def draw(sheet: Sheet, chart: Chart) -> None:
    """One line per series."""
    values = [value for series in chart.series for value in series.values if value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    marks = ticks(low, high)
    least = min(values, default=0.0)
    if least > 0.5 * high:  # a line, unlike a bar, need not begin at zero
        fine = ticks(0.0, high - least, 3)
        step = fine[1] if len(fine) > 1 else high
        low = step * math.floor(least / step - 0.2)
        marks = tuple(low + index * step for index in range(int((high - low) / step + 1e-9) + 1))
    left = max(sheet.measure(number(mark)) for mark in marks) + 1.6
    names = [sheet.wrapped(series.name, 0.26 * sheet.width) for series in chart.series]
    beside = max((sheet.measure(text) for lines in names for text in lines), default=0.0) + 4.5
    right = sheet.width - beside
    count = max(len(chart.categories), 1)
    slot = (right - left) / count
    every = max(1, round(7.0 / slot + 0.49)) if slot < 7.0 else 1
    size, labels = sheet.fitted(chart.categories, slot * every - 0.6)
    shown = range(0, len(labels), every)
    bottom = 1.2 + max((len(labels[index]) for index in shown), default=1) * LINE * 0.95 + 0.9
    top = sheet.height - 9.0
    scale = (top - bottom) / ((high - low) or 1.0)
    zero = bottom - low * scale
    axis = max(zero, bottom)
    sheet.unit(chart.unit)
    sheet.grid(marks, zero, scale, left, right)
    sheet.line([(left, axis), (right, axis)], INK, 0.7)
    for index in shown:
        x = left + (index + 0.5) * slot
        sheet.line([(x, bottom), (x, bottom - 0.8)], INK, 0.5)
        sheet.block(x, bottom - 3.9, labels[index], size=size)
    ends: list[tuple[float, float]] = []
    last = left + (count - 0.5) * slot
    looks = [
        _STYLES[(order if series.style is None else series.style) % len(_STYLES)]
        for order, series in enumerate(chart.series)
    ]
    for series, (colour, weight, dashes) in zip(chart.series, looks, strict=True):
        pieces: list[list[tuple[float, float]]] = [[]]
        for index, value in enumerate(series.values[:count]):
            if value is None:
                pieces.append([])
            else:
                pieces[-1].append((left + (index + 0.5) * slot, zero + value * scale))
        points = [point for piece in pieces for point in piece]
        for piece in pieces:
            if len(piece) > 1:
                sheet.line(piece, colour, weight, dashes)
        if not dashes and slot > 4:
            for x, y in points:
                sheet.dot(x, y, 0.75, colour)
        else:
            for piece in pieces:
                if len(piece) == 1:
                    sheet.dot(*piece[0], 0.75, colour)
        for index, label in enumerate(series.labels[:count]):
            if label and index < len(series.values) and series.values[index] is not None:
                y = zero + (series.values[index] or 0.0) * scale
                sheet.text(
                    left + (index + 0.5) * slot, y + 1.5, label, size=SMALL, align="center", ground=True
                )
        ends.append(points[-1] if points else (left, zero))
    rows = max((len(lines) for lines in names), default=1)
    moved = spread([y for _, y in ends], 4.3 * rows, 2.0, sheet.height - 5.0)
    for lines, (x, place), target, (colour, weight, dashes) in zip(names, ends, moved, looks, strict=True):
        if abs(place - target) > 0.6 and x >= last - 0.1:  # no thread to a line that ended long before
            sheet.line([(last + 1.2, place), (right + 1.0, target)], GREY, 0.4)
        sheet.line([(right + 0.6, target), (right + 3.4, target)], colour, weight, dashes)
        sheet.block(
            right + 4.2, target - 1.0 + (len(lines) - 1) * LINE * 0.46, lines, size=TEXT, align="left"
        )
