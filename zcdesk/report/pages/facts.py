"""Label and value lists: in two pairs a row where they are short, in one where they are long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zcdesk.domain.document import Facts
from zcdesk.report.pages.flow import Box
from zcdesk.report.pages.prose import draw_lines
from zcdesk.report.pen.ink import Ink
from zcdesk.report.pen.tags import Node
from zcdesk.report.typesetting.breaking import Line
from zcdesk.report.typesetting.style import DEEP, GREY, HAIRLINE, INK, MM, RULE_OUTER, RULE_ROW, Type
from zcdesk.report.typesetting.typeset import Typesetter

_TEXT = Type("sans", 8.4, 12.0)
_PAD = 3.4


@dataclass(slots=True)
class _Pair:
    label: Sequence[Line]
    value: Sequence[Line]
    left: float
    value_left: float


@dataclass(slots=True)
class FactsBox(Box):
    """Rows of pairs between two rules."""

    rows: list[list[_Pair]]
    measure: float
    node: Node
    last: bool = True
    first: bool = True

    @property
    def height(self) -> float:
        """Height. [pt]"""
        return sum(map(_height, self.rows))

    def split(self, room: float, forced: bool) -> tuple[Box, Box] | None:
        """Whole rows; two at least on each side unless forced."""
        least = 1 if forced else 2
        used, stop = 0.0, 0
        for row in self.rows:
            used += _height(row)
            if used > room:
                break
            stop += 1
        stop = min(stop, len(self.rows) - least)
        if stop < least:
            return None
        return replace(self, rows=self.rows[:stop], last=False), replace(
            self, rows=self.rows[stop:], first=False
        )

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw the rows."""
        with ink.tagged(None):
            ink.rule(x, x + self.measure, y, RULE_OUTER, DEEP)
        for index, row in enumerate(self.rows):
            if index:
                with ink.tagged(None):
                    ink.rule(x, x + self.measure, y, RULE_ROW, HAIRLINE)
            node = self.node.add("TR")
            for pair in row:
                with ink.tagged(node.add("TH")):
                    draw_lines(ink, pair.label, x + pair.left, y - _PAD, _TEXT, colour=GREY)
                with ink.tagged(node.add("TD")):
                    draw_lines(ink, pair.value, x + pair.value_left, y - _PAD, _TEXT, colour=INK)
            y -= _height(row)
        with ink.tagged(None):
            ink.rule(x, x + self.measure, y, RULE_OUTER if self.last else RULE_ROW, DEEP)


def facts_box(setter: Typesetter, block: Facts, measure: float, root: Node) -> FactsBox:
    """The box of a list of facts."""
    size = _TEXT.size
    labels = max((setter.width(label, "sans", size) for label, _ in block.items), default=0.0)
    values = [setter.width(value, "sans", size) for _, value in block.items]
    edge, gap = 0.9 * MM, 5 * MM
    half = measure / 2
    double = (
        len(block.items) >= 5
        and bool(values)
        and (
            sorted(values)[int(len(values) * 0.8)] <= half - labels - gap - edge
            and max(values) <= 2.4 * (half - labels - gap - edge)
        )
    )
    label_width = min(labels, (0.45 if double else 0.34) * (half if double else measure))
    pairs: list[_Pair] = []
    for index, (label, value) in enumerate(block.items):
        left = edge + (half if double and index % 2 else 0.0)
        value_left = left + label_width + gap
        room = (half if double else measure) - label_width - gap - edge - (2 * MM if double else 0.0)
        pairs.append(
            _Pair(
                setter.lines(label, "sans", size, label_width + 0.1),
                setter.lines(value, "sans", size, room),
                left,
                value_left,
            )
        )
    step = 2 if double else 1
    rows = [pairs[start : start + step] for start in range(0, len(pairs), step)]
    return FactsBox(rows, measure, root.add("Table"), before=8.0, after=14.0)


def _height(row: Sequence[_Pair]) -> float:
    return max(max(len(pair.label), len(pair.value)) for pair in row) * _TEXT.lead + 2 * _PAD
