"""Columns, stacked or side by side; horizontal bars; the waterfall from one year to another. Bars begin at zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zcdesk.domain.document import Chart
from zcdesk.report.charts.sheet import (
    LARGE,
    LINE,
    SMALL,
    TEXT,
    Fill,
    Sheet,
    lightness,
    number,
    spread,
    ticks,
)
from zcdesk.report.typesetting.style import GREY, HAIRLINE, INK, SERIES, WHITE

_DIRECT_UP_TO = 6
"""Columns up to which the names of a stack stand beside the last one instead of in a legend."""


@dataclass(frozen=True, slots=True)
class _Field:
    """Where columns stand: edges, height of zero, millimetres per unit, slots."""

    left: float
    right: float
    zero: float
    scale: float
    slot: float

    def middle(self, index: int) -> float:
        return self.left + (index + 0.5) * self.slot


def draw_columns(sheet: Sheet, chart: Chart) -> None:
    """Columns per category: the series on top of each other (``stack``) or side by side (``bars``)."""
    stacked = chart.kind == "stack"
    names = [series.name for series in chart.series]
    used = sheet.fills(names)
    direct = stacked and len(names) > 1 and len(chart.categories) <= _DIRECT_UP_TO
    beside = max((sheet.measure(name) for name in names), default=0.0) + 8 if direct else 0.0
    beside = min(beside, 0.36 * sheet.width)
    low, high = _range(chart, stacked)
    marks = ticks(low, high)
    left = max(sheet.measure(number(mark)) for mark in marks) + 1.6
    sheet.unit(chart.unit)
    unit_wide = sheet.measure(chart.unit)
    rows = 0
    mark = chart.marks.name if chart.marks else ""
    if (len(names) > 1 or mark) and not direct:
        rows = sheet.legend(names, used, unit_wide + 8, mark)
    top = sheet.height - (4.6 * rows + 2.0 if chart.marks else max(9.5, 4.6 * rows + 6.5))
    field = _field(sheet, chart, low, high, left, sheet.width - beside, top)
    sheet.grid(marks, field.zero, field.scale, field.left, field.right)
    if stacked:
        _stacks(sheet, chart, field, used)
        if direct:
            _name_last(sheet, chart, field)
    else:
        _groups(sheet, chart, field, used)
    sheet.line([(field.left, field.zero), (field.right, field.zero)], INK, 0.7)


def draw_waterfall(sheet: Sheet, chart: Chart) -> None:
    """First and last value are levels, those between are changes; what is unknown stays a gap."""
    values = chart.series[0].values if chart.series else ()
    labels = chart.series[0].labels if chart.series and chart.series[0].labels else chart.totals
    count = len(values)
    level, levels = 0.0, []
    for index, value in enumerate(values):
        start = 0.0 if index in (0, count - 1) else level
        level = start + (value or 0.0) if value is not None or 0 < index < count - 1 else level
        levels.append((start, level))
    low = min([0.0, *(min(pair) for pair in levels)])
    high = max([0.0, *(max(pair) for pair in levels)])
    marks = ticks(low, high)
    left = max(sheet.measure(number(mark)) for mark in marks) + 1.6
    more, less = Fill(WHITE, "//"), Fill(SERIES[2])
    words = ("增加", "减少") if sheet.setter.language == "zh" else ("increase", "decrease")
    sheet.unit(chart.unit)
    sheet.legend(words, (more, less), sheet.measure(chart.unit) + 8)
    field = _field(sheet, chart, low, high, left, sheet.width, sheet.height - 11.5)
    sheet.grid(marks, field.zero, field.scale, field.left, field.right)
    width = field.slot * 0.64
    for index, value in enumerate(values):
        if value is None:
            continue
        start, end = levels[index]
        x, ends = field.middle(index) - width / 2, (0, count - 1)
        y, tall = field.zero + min(start, end) * field.scale, abs(end - start) * field.scale
        fill = Fill(SERIES[0]) if index in ends else more if end > start else less
        sheet.bar(x, y, width, max(tall, 0.15), fill, edge="" if index in ends else SERIES[0])
        if index + 1 < count:
            height = field.zero + end * field.scale
            sheet.line([(x + width, height), (field.middle(index + 1) - width / 2, height)], GREY, 0.4)
        if index < len(labels):
            role = "medium" if index in ends else "sans"
            size = LARGE if index in ends else TEXT
            sheet.text(
                field.middle(index),
                y + tall + 1.2,
                labels[index],
                role=role,
                size=size,
                align="center",
                ground=True,
            )
    sheet.line([(field.left, field.zero), (field.right, field.zero)], INK, 0.7)


def draw_horizontal(sheet: Sheet, chart: Chart) -> None:
    """One bar per category, the series one after another in it."""
    names = [series.name for series in chart.series]
    used = sheet.fills(names)
    count = max(len(chart.categories), 1)
    rows = 0
    if len(names) > 1:
        rows = sheet.legend(names, used, 0.0)
    foot = 8.6
    tall = (sheet.height - foot - 4.8 * rows - 1.0) / count
    wide = min(max((sheet.measure(text) for text in chart.categories), default=0.0), 0.34 * sheet.width)
    ends = chart.totals or (chart.series[0].labels if len(chart.series) == 1 else ())
    right = sheet.width - max((sheet.measure(text) for text in ends), default=0.0) - 3.0
    low, high = _range(chart, stacked=True)
    left = wide + 2.0
    span = (high - low) or 1.0
    scale = (right - left) / span
    zero = left - low * scale
    top = sheet.height - 4.8 * rows
    for mark in ticks(low, high, 5):
        x = zero + mark * scale
        if abs(mark) > 1e-12:
            sheet.line([(x, foot), (x, top)], HAIRLINE, 0.4)
        sheet.text(x, foot - 4.0, number(mark), colour=GREY, align="center")
    sheet.text(zero, foot - 8.0, chart.unit, colour=GREY)
    thick = min(tall * 0.6, 6.5)
    for index, category in enumerate(chart.categories):
        y = top - (index + 0.5) * tall
        lines = sheet.wrapped(category, wide + 0.2)
        if len(lines) * LINE > tall:
            lines = sheet.wrapped(category, wide + 0.2, SMALL)
        sheet.block(wide, y - 1.0 + (len(lines) - 1) * LINE * 0.46, lines, align="right")
        plus, minus = zero, zero
        for series, fill in zip(chart.series, used, strict=True):
            value = series.values[index] if index < len(series.values) else None
            if value is None:
                continue
            length = value * scale
            start = plus if value >= 0 else minus + length
            sheet.bar(start, y - thick / 2, abs(length), thick, fill, edge=SERIES[0] if fill.hatch else "")
            plus, minus = (plus + length, minus) if value >= 0 else (plus, minus + length)
        if index < len(ends):
            sheet.text(plus + 1.2, y - 1.0, ends[index], ground=True)
    sheet.line([(zero, foot), (zero, top)], INK, 0.7)


def _range(chart: Chart, stacked: bool) -> tuple[float, float]:
    lows, highs = [0.0], [0.0]
    for index in range(len(chart.categories)):
        values = [v for s in chart.series if index < len(s.values) and (v := s.values[index]) is not None]
        if stacked:
            lows.append(sum(value for value in values if value < 0))
            highs.append(sum(value for value in values if value > 0))
        else:
            lows += values
            highs += values
    if chart.marks:
        highs += [value for value in chart.marks.values if value is not None]
    return min(lows), max(highs)


def _field(
    sheet: Sheet, chart: Chart, low: float, high: float, left: float, right: float, top: float
) -> _Field:
    """Places of columns; writes the categories below, every second or third where they are many."""
    count = max(len(chart.categories), 1)
    slot = (right - left) / count
    every = max(1, round(6.0 / slot + 0.49)) if slot < 6.0 else 1
    size, lines = sheet.fitted(chart.categories, slot * every - 0.6)
    most = max((len(lines[index]) for index in range(0, len(lines), every)), default=1)
    bottom = 1.2 + most * LINE * 0.95 + 0.9
    tall = max(top - bottom, 5.0)
    span = (high - low) or 1.0
    scale = tall / span
    field = _Field(left, right, bottom - low * scale, scale, slot)
    for index in range(0, len(lines), every):
        x = field.middle(index)
        sheet.line([(x, bottom), (x, bottom - 0.8)], INK, 0.5)
        sheet.block(x, bottom - 3.9, lines[index], size=size)
    return field


def _stacks(sheet: Sheet, chart: Chart, field: _Field, used: Sequence[Fill]) -> None:
    width = min(field.slot * 0.56, 17.0)
    for index in range(len(chart.categories)):
        plus = minus = field.zero
        for series, fill in zip(chart.series, used, strict=True):
            value = series.values[index] if index < len(series.values) else None
            if value is None:
                continue
            tall = abs(value) * field.scale
            y = plus if value >= 0 else minus - tall
            plus, minus = (plus + tall, minus) if value >= 0 else (plus, minus - tall)
            x = field.middle(index) - width / 2
            sheet.bar(x, y, width, tall, fill, edge="" if fill.hatch else WHITE, weight=0.5)
            label = series.labels[index] if index < len(series.labels) else ""
            if label and tall >= 3.6 and sheet.measure(label, SMALL) <= width - 1:
                dark = lightness(fill.colour) < 50
                sheet.text(
                    field.middle(index), y + tall / 2 - 0.95, label, size=SMALL, colour=WHITE if dark else INK,
                    align="center", ground=bool(fill.hatch),
                )  # fmt: skip
        mark = chart.marks.values[index] if chart.marks and index < len(chart.marks.values) else None
        if mark is not None:
            y = field.zero + mark * field.scale
            half = width / 2 + 1.0
            sheet.line([(field.middle(index) - half, y), (field.middle(index) + half, y)], INK, 1.1)
        if index < len(chart.totals):
            sheet.text(
                field.middle(index),
                plus + 1.3,
                chart.totals[index],
                size=LARGE,
                role="medium",
                align="center",
            )


def _name_last(sheet: Sheet, chart: Chart, field: _Field) -> None:
    """Names beside the last column, each joined to its piece."""
    last = len(chart.categories) - 1
    width = min(field.slot * 0.56, 17.0)
    edge = field.middle(last) + width / 2
    plus = minus = field.zero
    places: list[float] = []
    for series in chart.series:
        value = (series.values[last] if last < len(series.values) else None) or 0.0
        tall = value * field.scale
        places.append((plus if value >= 0 else minus) + tall / 2)
        plus, minus = (plus + tall, minus) if value >= 0 else (plus, minus + tall)
    moved = spread(places, 4.4, 2.0, sheet.height - 4.0)
    for series, place, target in zip(chart.series, places, moved, strict=True):
        x = max(edge + 5.0, field.right + 1.0)
        sheet.line([(edge + 0.4, place), (x - 1.6, target), (x - 0.6, target)], GREY, 0.5)
        sheet.text(x, target - 1.0, series.name)


def _groups(sheet: Sheet, chart: Chart, field: _Field, used: Sequence[Fill]) -> None:
    count = max(len(chart.series), 1)
    width = min(field.slot * 0.72 / count, 13.0)
    for index in range(len(chart.categories)):
        for place, (series, fill) in enumerate(zip(chart.series, used, strict=True)):
            value = series.values[index] if index < len(series.values) else None
            if value is None:
                continue
            tall = abs(value) * field.scale
            x = field.middle(index) + (place - count / 2) * width
            y = field.zero if value >= 0 else field.zero - tall
            pale = lightness(fill.colour) > 85
            sheet.bar(x, y, width, tall, fill, edge=SERIES[1] if pale or fill.hatch else WHITE, weight=0.4)
            label = series.labels[index] if index < len(series.labels) else ""
            if not label and count == 1 and index < len(chart.totals):
                label = chart.totals[index]
            if label and sheet.measure(label, SMALL) <= (field.slot if count == 1 else width * 1.25):
                base = y + tall + 1.0 if value >= 0 else y - 3.0
                sheet.text(x + width / 2, base, label, size=SMALL, align="center", ground=True)
