"""Bands from column to column; between two columns all bands together fill the same height.

Where what enters the nodes of a column and what leaves them are different quantities (energy in, emissions out),
each half has its own scale, and a pale hinge joins the two ends of a node.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from matplotlib.path import Path

from zcdesk.domain.document import Chart, Flow
from zcdesk.report.charts.sheet import GAIN, LINE, SMALL, TEXT, Anchor, Fill, Sheet, spread
from zcdesk.report.typesetting.style import GREY, INK, SERIES, WARNING

_BAR = 2.4
HINGE = "#DDE3E4"
_SHADES = (SERIES[0], SERIES[1], SERIES[2], "#8A9194", "#4A5052")
_ENDS = (SERIES[0], "#737A7D", SERIES[1], SERIES[2])
_LEAST_RUN = 0.08
"""Part of the width that bands run between two columns at least, however long the names are."""
_FULL = 0.80
"""Share of the height that bands fill at most; the rest is air between nodes and room for their names."""
_LEAST = 0.15
"""Share that they fill at least, however many names there are."""


@dataclass(slots=True)
class _Node:
    lines: tuple[str, ...]
    column: int
    side: str
    enters: float = 0.0
    leaves: float = 0.0
    shade: str = SERIES[0]
    left: tuple[float, float] = (0.0, 0.0)
    right: tuple[float, float] = (0.0, 0.0)
    used_left: float = 0.0
    used_right: float = 0.0
    flows: list[Flow] = field(default_factory=list)


def draw(sheet: Sheet, chart: Chart) -> None:
    """Nodes in columns and the bands between them; a node's text may have several lines, the first is its name."""
    nodes = _nodes(chart, sheet.palette.named)
    if not nodes:
        return
    columns = sorted({node.column for node in nodes.values()})
    gaps = {
        column: sum(node.leaves for node in nodes.values() if node.column == column) for column in columns
    }
    hinged = {
        column
        for column in columns[1:-1]
        if any(
            abs(node.enters - node.leaves) > 0.001 * max(node.enters, node.leaves)
            for node in nodes.values()
            if node.column == column
        )
    }
    inside = {node.column for node in nodes.values() if node.side == "inside"} | hinged
    labels = {
        side: max(
            (
                # a screen rounds each letter to whole pixels: a long name grows by as much as a short one is wide
                sheet.measure(text, role="sans" if index else "medium") + GAIN * len(text)
                for node in nodes.values()
                if node.side == side
                for index, text in enumerate(node.lines)
            ),
            default=-2.8,
        )
        + 2.8  # the gap to the bar
        for side in ("left", "right")
    }
    top = sheet.height - (6.0 if chart.unit else 1.5)
    bottom = 1.5
    bars = sum(_BAR for column in columns if column not in inside or column in (columns[0], columns[-1]))
    joints = sum(column in inside for column in columns[1:-1])
    free = sheet.width - labels["left"] - labels["right"] - bars
    run, joints = sheet.width * (len(columns) - 1), max(joints, 1)
    named = max(
        (
            sheet.measure(text, TEXT, "medium")
            for node in nodes.values()
            if node.side == "inside"
            for text in node.lines
        ),
        default=0.0,
    )
    least = min(
        named + 2 * _BAR + 1.5, (free - 0.5 * _LEAST_RUN * run) / joints
    )  # its name, if bands still run
    hinge = max(min(30.0, 0.2 * sheet.width, (free - _LEAST_RUN * run) / joints), least, 2.5 * _BAR)
    wide = sum(
        hinge if column in inside and column not in (columns[0], columns[-1]) else _BAR for column in columns
    )
    between = (sheet.width - labels["left"] - labels["right"] - wide) / max(len(columns) - 1, 1)
    x = labels["left"]
    places: dict[int, tuple[float, float]] = {}
    for column in columns:
        broad = hinge if column in inside and column not in (columns[0], columns[-1]) else _BAR
        places[column] = (x, x + broad)
        x += broad + between
    tall = _tall(nodes, columns, gaps, top - bottom)
    for column in columns:
        _stand(nodes, column, columns, gaps, top, bottom, tall)
    _bands(sheet, nodes, chart, places)
    for node in nodes.values():
        _bar(sheet, node, places[node.column])
    _texts(sheet, nodes, places, top, bottom)
    if chart.unit:
        sheet.unit(chart.unit)


def _nodes(chart: Chart, named: Mapping[str, str]) -> dict[str, _Node]:
    last = max((column for _, _, column, _ in chart.nodes), default=0)
    first = min((column for _, _, column, _ in chart.nodes), default=0)
    nodes: dict[str, _Node] = {}
    for key, text, column, side in chart.nodes:
        if side not in ("left", "right", "inside"):
            side = "left" if column == first else "right" if column == last else "inside"
        nodes[key] = _Node(tuple(text.split("\n")), column, side)
    for flow in chart.flows:
        if flow.source in nodes and flow.target in nodes and flow.value > 0:
            nodes[flow.source].leaves += flow.value
            nodes[flow.target].enters += flow.value
    for index, node in enumerate(node for node in nodes.values() if node.column == first):
        node.shade = _SHADES[index % len(_SHADES)]
    for index, node in enumerate(node for node in nodes.values() if node.column == last != first):
        node.shade = _ENDS[index % len(_ENDS)]
    for key, node in nodes.items():
        node.shade = named.get(key, WARNING if key in chart.open else node.shade)
    return nodes


def _stand(
    nodes: dict[str, _Node],
    column: int,
    columns: list[int],
    gaps: dict[int, float],
    top: float,
    bottom: float,
    tall: float,
) -> None:
    """Heights of the nodes of a column, from the top down, on both of their sides; each beside its own name."""
    here = [node for node in nodes.values() if node.column == column]
    place = columns.index(column)
    before = gaps.get(columns[place - 1], 0.0) if place else 0.0
    after = gaps.get(column, 0.0)

    def height(value: float, total: float) -> float:
        return value / total * tall if total else 0.0

    enter = [height(node.enters, before) for node in here]
    leave = [height(node.leaves, after) for node in here]
    if not any(enter):
        enter = leave
    if not any(leave):
        leave = enter
    for sizes, name in ((enter, "left"), (leave, "right")):
        rooms = [max(size, _named(node)) for node, size in zip(here, sizes, strict=True)]
        if sum(rooms) > top - bottom:
            rooms = sizes
        air = (top - bottom - sum(rooms)) / max(len(here) - 1, 1) if len(here) > 1 else 0.0
        y = top if len(here) > 1 else (top + bottom + sum(rooms)) / 2
        for node, size, room in zip(here, sizes, rooms, strict=True):
            setattr(node, name, (y - (room + size) / 2, y - (room - size) / 2))
            y -= room + air


def _named(node: _Node) -> float:
    """Height of a node's name beside it; none for one that has it inside. [mm]"""
    return 0.0 if node.side == "inside" else len(node.lines) * LINE + 0.4


def _tall(nodes: dict[str, _Node], columns: list[int], gaps: dict[int, float], height: float) -> float:
    """Height that all bands between two columns fill: so much that each name has room beside its own band. [mm]"""

    def fits(tall: float) -> bool:
        for place, column in enumerate(columns):
            before = gaps.get(columns[place - 1], 0.0) if place else 0.0
            after = gaps.get(column, 0.0)
            used = 0.0
            for node in nodes.values():
                if node.column == column:
                    share = max(
                        node.enters / before if before else 0.0, node.leaves / after if after else 0.0
                    )
                    used += max(share * tall, _named(node))
            if used > height:
                return False
        return True

    steps = 50
    shares = [_FULL - (_FULL - _LEAST) * step / steps for step in range(steps + 1)]
    return height * next((share for share in shares if fits(share * height)), _LEAST)


def _bands(
    sheet: Sheet, nodes: dict[str, _Node], chart: Chart, places: dict[int, tuple[float, float]]
) -> None:
    order = {key: index for index, (key, *_) in enumerate(chart.nodes)}
    flows = [flow for flow in chart.flows if flow.source in nodes and flow.target in nodes and flow.value > 0]
    starts: dict[int, tuple[float, float]] = {}
    ends: dict[int, tuple[float, float]] = {}
    for index, flow in sorted(enumerate(flows), key=lambda item: order[item[1].target]):
        node = nodes[flow.source]
        size = (node.right[1] - node.right[0]) * flow.value / node.leaves
        starts[index] = (node.right[1] - node.used_right - size, node.right[1] - node.used_right)
        node.used_right += size
    for index, flow in sorted(enumerate(flows), key=lambda item: order[item[1].source]):
        node = nodes[flow.target]
        size = (node.left[1] - node.left[0]) * flow.value / node.enters
        ends[index] = (node.left[1] - node.used_left - size, node.left[1] - node.used_left)
        node.used_left += size
    for index, flow in enumerate(flows):
        source, target = nodes[flow.source], nodes[flow.target]
        x0, x1 = places[source.column][1], places[target.column][0]
        (a0, a1), (b0, b1) = starts[index], ends[index]
        middle = (x0 + x1) / 2
        points = [
            (x0, a1),
            (middle, a1),
            (middle, b1),
            (x1, b1),
            (x1, b0),
            (middle, b0),
            (middle, a0),
            (x0, a0),
        ]
        codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
        shade = source.shade if source.shade != SERIES[0] or source.enters == 0 else target.shade
        sheet.area(Path([*points, (x0, a1)], codes), shade, 0.42)
        if flow.label and min(a1 - a0, b1 - b0) > 3.0:
            sheet.text(middle, (a0 + a1 + b0 + b1) / 4 - 0.9, flow.label, size=SMALL, align="center")


def _bar(sheet: Sheet, node: _Node, place: tuple[float, float]) -> None:
    x0, x1 = place
    if x1 - x0 > 2 * _BAR:
        corners = [
            (x0 + _BAR, node.left[1]), (x1 - _BAR, node.right[1]), (x1 - _BAR, node.right[0]),
            (x0 + _BAR, node.left[0]), (x0 + _BAR, node.left[1]),
        ]  # fmt: skip
        sheet.area(Path(corners, closed=True), HINGE, 1.0)
        sheet.bar(x0, node.left[0], _BAR, node.left[1] - node.left[0], Fill(SERIES[0]))
        sheet.bar(x1 - _BAR, node.right[0], _BAR, node.right[1] - node.right[0], Fill(SERIES[0]))
        return
    low, high = min(node.left[0], node.right[0]), max(node.left[1], node.right[1])
    sheet.bar(x0, low, _BAR, high - low, Fill(node.shade))


def _texts(
    sheet: Sheet, nodes: dict[str, _Node], places: dict[int, tuple[float, float]], top: float, bottom: float
) -> None:  # fmt: skip
    for column in sorted(places):
        here = [node for node in nodes.values() if node.column == column]
        middles = [(node.left[0] + node.left[1] + node.right[0] + node.right[1]) / 4 for node in here]
        tall = max((len(node.lines) for node in here), default=1) * LINE
        if any(node.side != "inside" for node in here):
            middles = spread(middles, tall + 0.4, bottom + tall / 2 - 1, top - tall / 2 + 1)
        for node, middle in zip(here, middles, strict=True):
            x0, x1 = places[column]
            if node.side == "inside":
                room = min(node.left[1] - node.left[0], node.right[1] - node.right[0])
                x = (x0 + x1) / 2
                align: Anchor = "center"
                lines = node.lines
                if room < len(node.lines) * 3.3:
                    joined = "\u3000".join(node.lines)
                    fits = room >= 3.0 and sheet.measure(joined, TEXT, "medium") <= x1 - x0 - 2 * _BAR - 1.0
                    lines = (joined,) if fits else node.lines[:1]
            else:
                lines = node.lines
                x = x0 - 1.8 if node.side == "left" else x1 + 1.8
                align = "right" if node.side == "left" else "left"
            y = middle - 1.0 + (len(lines) - 1) * LINE * 0.46
            for index, text in enumerate(lines):
                first = index == 0
                sheet.text(
                    x, y - index * LINE * 0.92, text, size=TEXT if first or node.side != "inside" else SMALL,
                    role="medium" if first else "sans", colour=INK if first or node.side == "inside" else GREY,
                    align=align,
                )  # fmt: skip
