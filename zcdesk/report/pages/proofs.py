"""The calculation appendix: one block per result, never broken over a page.

Code and result stand on the outer edges, so that a number is found from either side; between them name, formula,
the formula with its numbers, and one line per input with its source and its evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from zcdesk.domain.document import Proof, ProofInput
from zcdesk.report.pages.flow import Box
from zcdesk.report.pages.prose import draw_lines
from zcdesk.report.pen.ink import Ink
from zcdesk.report.pen.tags import Node
from zcdesk.report.typesetting.breaking import Line
from zcdesk.report.typesetting.shaping import Span
from zcdesk.report.typesetting.style import DEEP, GREY, HAIRLINE, INK, MM, RULE_HEAD, TONES, WARNING, Type
from zcdesk.report.typesetting.typeset import Typesetter

_TITLE = Type("medium", 9.5, 14.0)
_RESULT = Type("medium", 10.0, 14.0)
_PLACE = Type("sans", 6.9, 13.0, GREY)
_FORMULA = Type("sans", 8.8, 13.6)
_CLAUSE = Type("sans", 7.6, 13.6, GREY)
_INPUT = Type("sans", 7.8, 11.0)
_FINE = Type("sans", 7.0, 11.0, GREY)
_FLAG = Type("medium", 7.6, 11.0, WARNING)
_LINE_PAD = 1.15
_TOP = 2.6
_NAME = re.compile(r"[A-Za-zΑ-Ωα-ω_][A-Za-z0-9_Α-Ωα-ω₀-₉]*|[\u4e00-\u9fff]+")

Part = tuple[Sequence[Line], float, float, Type, str, str]
"""Lines, left edge, width, type, align, colour."""


@dataclass(slots=True)
class _Strip:
    """Parts side by side, and a rule above them from `rule` to the right edge if that is not negative."""

    parts: list[Part]
    height: float
    rule: float = -1.0
    pad: float = 0.0


@dataclass(slots=True)
class ProofBox(Box):
    """A calculation; a block higher than a page is the only one that breaks."""

    strips: list[_Strip]
    measure: float
    node: Node
    back: str
    begun: bool = False

    @property
    def height(self) -> float:
        """Height. [pt]"""
        return _TOP + sum(strip.height for strip in self.strips)

    def split(self, room: float, forced: bool) -> tuple[Box, Box] | None:
        """None, unless the block is higher than an empty page."""
        if not forced:
            return None
        used, stop = _TOP, 0
        for strip in self.strips:
            used += strip.height
            if used > room:
                break
            stop += 1
        if not 0 < stop < len(self.strips):
            return None
        return replace(self, strips=self.strips[:stop]), replace(
            self, strips=self.strips[stop:], begun=True, name=""
        )

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw the block under its rule."""
        with ink.tagged(None):
            ink.rule(x, x + self.measure, y, RULE_HEAD, DEEP)
        if not self.begun:
            ink.name(self.name, x, y + 4)
        y -= _TOP
        for index, strip in enumerate(self.strips):
            if strip.rule >= 0:
                with ink.tagged(None):
                    ink.rule(x + strip.rule, x + self.measure, y, 0.25, HAIRLINE)
            with ink.tagged(self.node.add("P")):
                for lines, left, width, face, align, colour in strip.parts:
                    draw_lines(
                        ink, lines, x + left, y - strip.pad, face, colour=colour, align=align, width=width
                    )
            if index == 0 and not self.begun:
                ink.link(self.back, x, y - 2 * _TITLE.lead, 30, 2 * _TITLE.lead)
                ink.link(self.back, x + self.measure * 0.6, y - _TITLE.lead, self.measure * 0.4, _TITLE.lead)
            y -= strip.height


def proof_box(
    setter: Typesetter, block: Proof, measure: float, fixed: dict[str, str], root: Node
) -> ProofBox:
    """The box of one calculation."""
    code_width = setter.width(block.code, _TITLE.role, _TITLE.size)
    place_width = min(setter.width(block.place, _PLACE.role, _PLACE.size), 22 * MM)
    left = max(11.3 * MM, code_width + 1.6 * MM, place_width + 1.8 * MM)
    strips = [
        _title(setter, block, measure, left),
        *_formula(setter, block, measure, left),
        *_inputs(setter, block.inputs, measure, left),
        *_ending(setter, block, measure, left, fixed),
    ]
    table = block.place.split()[-1] if block.place.split() else ""
    return ProofBox(
        strips,
        measure,
        root.add("Div"),
        f"{table} {block.code}",
        name=calculation_name(block),
        before=7.5,
        after=7.5,
    )


def calculation_name(block: Proof) -> str:
    """Destination of a calculation: ``calc:3-1 F01.7``, since a row code alone may stand in several tables."""
    return f"calc:{''.join(block.place.split()[-1:])} {block.code}"


def _title(setter: Typesetter, block: Proof, measure: float, left: float) -> _Strip:
    result = [Span(block.result, "medium")]
    if block.unit:
        result.append(Span(" " + block.unit, "sans", "grey"))
    right = setter.spans(result, _RESULT.size, measure * 0.42)
    wide = max(line.width for line in right) * _RESULT.size
    names = setter.lines(block.name, _TITLE.role, _TITLE.size, measure - left - wide - 10)
    code = setter.lines(block.code, _TITLE.role, _TITLE.size, left)
    parts: list[Part] = [
        (code, 0.0, left, _TITLE, "left", DEEP),
        (names, left, measure, _TITLE, "left", INK),
        (right, 0.0, measure, _RESULT, "right", INK),
    ]
    return _Strip(parts, max(len(names), len(right)) * _TITLE.lead)


def _formula(setter: Typesetter, block: Proof, measure: float, left: float) -> list[_Strip]:
    place = setter.lines(block.place, _PLACE.role, _PLACE.size, left - 2)
    clause = setter.balanced(block.clause, _CLAUSE.role, _CLAUSE.size, measure * 0.36) if block.clause else ()
    wide = max((line.width for line in clause), default=0.0) * _CLAUSE.size
    formula = setter.spans(_coloured(block.formula), _FORMULA.size, measure - left - wide - 12)
    first = _Strip(
        [
            (place, 0.0, left, _PLACE, "left", GREY),
            (formula, left, measure, _FORMULA, "left", INK),
            (clause, 0.0, measure, _CLAUSE, "right", GREY),
        ],
        max(len(formula) * _FORMULA.lead, len(place) * _PLACE.lead, len(clause) * _CLAUSE.lead),
    )
    if not block.numbers:
        return [first]
    inset = left + 3 * MM
    equals = setter.lines("=", "sans", _FORMULA.size, 20)
    spans = [Span(block.numbers, "sans")]
    if block.result:
        spans += [Span(" = ", "sans"), Span(f"{block.result} {block.unit}".strip(), "medium")]
    numbers = setter.spans(spans, _FORMULA.size, measure - inset - 4.6 * MM)
    second = _Strip(
        [
            (equals, inset, 20, _FORMULA, "left", GREY),
            (numbers, inset + 4.6 * MM, measure, _FORMULA, "left", INK),
        ],
        len(numbers) * _FORMULA.lead + 3.4,
    )
    return [first, second]


def _coloured(formula: str) -> list[Span]:
    """Variables in the deep colour, everything else in ink."""
    spans: list[Span] = []
    end = 0
    for match in _NAME.finditer(formula):
        if match.start() > end:
            spans.append(Span(formula[end : match.start()], "sans"))
        spans.append(Span(match.group(), "sans", "deep"))
        end = match.end()
    if end < len(formula):
        spans.append(Span(formula[end:], "sans"))
    return spans or [Span("", "sans")]


def _inputs(setter: Typesetter, inputs: Sequence[ProofInput], measure: float, left: float) -> list[_Strip]:
    """One strip per input; the columns are shared, and widen where a value or a citation needs it."""
    if not inputs:
        return []
    size = _INPUT.size

    def widest(texts: Sequence[str], least: float, most: float) -> float:
        return min(max([least, *(setter.width(text, "sans", size) for text in texts)]), most)

    symbol = widest([one.symbol for one in inputs], 9.0 * MM, 0.16 * measure) + 2.3 * MM
    evidence = widest([one.evidence for one in inputs], 8 * MM, 0.24 * measure)
    value = widest([one.value for one in inputs], 20 * MM, 0.26 * measure)
    rest = measure - left - symbol - value - evidence - 3 * 3.4 * MM
    source = widest([one.source for one in inputs], 0.3 * rest, 0.62 * rest)
    name = rest - source
    value_left = left + symbol + name + 3.4 * MM
    source_left = value_left + value + 3.4 * MM
    strips: list[_Strip] = []
    for one in inputs:
        colour = TONES[one.tone]
        parts: list[Part] = [
            (setter.lines(one.symbol, "sans", size, symbol - 4), left, symbol, _INPUT, "left", INK),
            (setter.lines(one.name, "sans", size, name), left + symbol, name, _INPUT, "left", INK),
            (setter.lines(one.value, "sans", size, value + 0.1), value_left, value, _INPUT, "right", colour),
            (
                setter.lines(one.source, "sans", size, source + 0.1),
                source_left,
                source,
                _INPUT,
                "left",
                colour,
            ),
            (setter.lines(one.evidence, "sans", size, evidence + 0.1), 0.0, measure, _INPUT, "right", GREY),
        ]
        most = max(len(part[0]) for part in parts)
        strips.append(_Strip(parts, most * _INPUT.lead + 2 * _LINE_PAD, rule=left, pad=_LINE_PAD))
    return strips


def _ending(
    setter: Typesetter, block: Proof, measure: float, left: float, fixed: dict[str, str]
) -> list[_Strip]:
    inset = left + 11.3 * MM
    text = f"{fixed['unrounded']} {block.unrounded}" if block.unrounded else ""
    unrounded = setter.lines(text, _FINE.role, _FINE.size, measure * 0.45) if text else ()
    wide = max((line.width for line in unrounded), default=0.0) * _FINE.size
    flags: list[Line] = []
    for flag in block.flags:
        flags.extend(setter.lines(flag, _FLAG.role, _FLAG.size, measure - inset - wide - 12))
    if not unrounded and not flags:
        return []
    parts: list[Part] = [
        (unrounded, inset, measure, _FINE, "left", GREY),
        (flags, 0.0, measure, _FLAG, "right", WARNING),
    ]
    return [_Strip(parts, max(len(unrounded), len(flags)) * _FINE.lead)]
