"""Tables as boxes: caption, head, rows, rules, notes; and how they go over pages.

A short table never breaks. A longer one keeps three rows on each part and two rows with a group; each part has the
caption (``续表`` from the second on) and the head, a group that was cut is named again, notes stand under the last
part only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zcdesk.domain.document import Table
from zcdesk.report.pages.columns import Fitted, fit
from zcdesk.report.pages.flow import SPARSE, Box
from zcdesk.report.pages.prose import Notes, caption_text, draw_lines, notes
from zcdesk.report.pages.rows import SetHead, SetRow, continued, cut_row, set_head, set_row
from zcdesk.report.pen.ink import Ink
from zcdesk.report.pen.tags import Node
from zcdesk.report.typesetting.breaking import Line
from zcdesk.report.typesetting.style import (
    CAPTION,
    DEEP,
    HAIRLINE,
    MM,
    NOTE,
    RULE_HEAD,
    RULE_OUTER,
    RULE_ROW,
    RULE_SUBTOTAL,
    RULE_TOTAL,
    PageSize,
)
from zcdesk.report.typesetting.typeset import Typesetter

SHORT = 60 * MM
"""A table up to this height never breaks."""

_LEAST_ROWS = 3
_TALLEST_REPEAT = 20 * MM
_CAPTION_GAP = 2.2
_NOTE_GAP = 3.0


@dataclass(slots=True)
class _Whole:
    """What the parts of one table share."""

    table: Table
    fitted: Fitted
    measure: float
    head: SetHead
    rows: list[SetRow]
    repeats: dict[int, SetRow]
    """Group row to print again on top of a part that begins inside the group, by the group's position."""
    caption: Sequence[Line]
    caption_again: Sequence[Line]
    unit: Sequence[Line]
    notes: Notes
    node: Node
    page_room: float

    def group_of(self, position: int) -> int:
        """Position of the group row that the row at `position` stands under; -1 before the first group."""
        return next(
            (earlier for earlier in range(position - 1, -1, -1) if self.rows[earlier].kind == "group"), -1
        )


@dataclass(slots=True)
class TableBox(Box):
    """Rows `start` to `stop` of a table with everything around them."""

    whole: _Whole
    start: int
    stop: int

    @property
    def height(self) -> float:
        """Height with caption, head and, on the last part, notes. [pt]"""
        return self._top() + sum(row.height for row in self._rows()) + self._bottom()

    def _caption(self) -> Sequence[Line]:
        return self.whole.caption_again if self.start else self.whole.caption

    def _top(self) -> float:
        caption = len(self._caption()) * CAPTION.lead + _CAPTION_GAP if self._caption() else 0.0
        return caption + self.whole.head.height

    def _bottom(self) -> float:
        last = self.stop == len(self.whole.rows)
        return _NOTE_GAP + self.whole.notes.height if last and self.whole.notes.items else 1.0

    def _rows(self) -> list[SetRow]:
        whole = self.whole
        rows = whole.rows[self.start : self.stop]
        if self.start and rows and rows[0].kind != "group":
            group = whole.group_of(self.start)
            if group in whole.repeats:
                return [whole.repeats[group], *rows]
        return rows

    def split(self, room: float, forced: bool) -> tuple[Box, Box] | None:
        """The rows that fit and those that do not, by the rules of the module."""
        if not forced and not self.start and self.height <= SHORT:
            return None
        stop = self._last_fitting(room)
        rows = self.whole.rows
        least = 1 if forced else _LEAST_ROWS
        left = self.stop - self.start
        stop = min(stop, self.stop - (least if left > 2 * least else max(1, min(least - 1, left // 2))))
        stop = self._allowed(stop)
        if not forced:
            stop = self._filling(stop)
        if stop - self.start < least or stop <= self.start:
            if not forced:
                return None
            stop = max(self.start + 1, min(self._last_fitting(room), self.stop - 1))
            if stop >= self.stop or len(rows) < 2:
                return None
        return replace(self, stop=stop, keep=False), replace(self, start=stop, name="")

    def _last_fitting(self, room: float) -> int:
        used = self._top() + 1.0
        shown = self._rows()
        extra = len(shown) - (self.stop - self.start)
        used += sum(row.height for row in shown[:extra])
        stop = self.start
        for row in shown[extra:]:
            used += row.height
            if used > room:
                break
            stop += 1
        return stop

    def _allowed(self, stop: int) -> int:
        """The latest cut up to `stop` that hurts no rule: two rows with a group, no sum alone on top."""
        rows = self.whole.rows
        while stop > self.start:
            if rows[stop - 1].kind == "group" or (stop - 2 >= self.start and rows[stop - 2].kind == "group"):
                stop -= 1
                continue
            if stop < len(rows) and rows[stop].kind in ("subtotal", "total", "memo"):
                stop -= 1
                continue
            break
        return stop

    def _filling(self, stop: int) -> int:
        """Move rows to the next part where that part would be nearly empty."""
        if stop <= self.start:
            return stop
        wanted = SPARSE * self.whole.page_room
        for fewer in range(stop, max(stop - 8, self.start + _LEAST_ROWS - 1), -1):
            if replace(self, start=fewer).height >= wanted and self._allowed(fewer) == fewer:
                return fewer
        return stop

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw the part with its upper left corner at (`x`, `y`)."""
        whole = self.whole
        first, last = self.start == 0, self.stop == len(whole.rows)
        node = whole.node
        if self._caption():
            y = self._draw_caption(ink, x, y, node if first else None)
        top = y
        head_node = node.add("TR") if first else None
        whole.head.draw(ink, x, y, whole.table, whole.fitted, head_node)
        y -= whole.head.height
        under_head = y
        rules: list[tuple[float, float, str]] = []
        shown = self._rows()
        for position, row in enumerate(shown):
            if position:
                rule = _rule_above(row, shown[position - 1])
                if rule is not None:
                    rules.append((y, *rule))
            row.draw(ink, x, y, whole.measure, node.add("TR"), whole.table.number)
            y -= row.height
        with ink.tagged(None):
            for height, weight, colour in rules:
                ink.rule(x, x + whole.measure, height, weight, colour)
            ink.rule(x, x + whole.measure, top, RULE_OUTER, DEEP)
            ink.rule(x, x + whole.measure, under_head, RULE_HEAD, DEEP)
            ink.rule(x, x + whole.measure, y, RULE_OUTER if last else RULE_HEAD, DEEP)
        if last and whole.notes.items:
            whole.notes.draw(ink, x, y - _NOTE_GAP, node)

    def _draw_caption(self, ink: Ink, x: float, y: float, node: Node | None) -> float:
        whole = self.whole
        lines = self._caption()
        if self.name:
            ink.name(self.name, x, y + 4)
        with ink.tagged(node.add("Caption") if node is not None else None):
            draw_lines(ink, lines, x, y, CAPTION)
            draw_lines(
                ink, whole.unit, x, y - (len(lines) - 1) * CAPTION.lead, replace(NOTE, lead=CAPTION.lead),
                align="right", width=whole.measure,
            )  # fmt: skip
        return y - len(lines) * CAPTION.lead - _CAPTION_GAP


def _rule_above(row: SetRow, previous: SetRow) -> tuple[float, str] | None:
    if previous.cut:
        return None
    if row.kind == "total":
        return RULE_TOTAL, DEEP
    if row.kind == "subtotal":
        return RULE_SUBTOTAL, DEEP
    if row.kind == "group":
        return None
    return RULE_ROW, HAIRLINE


def table_box(
    setter: Typesetter, table: Table, size: PageSize, fixed: dict[str, str], root: Node
) -> TableBox:
    """The box of a table on pages of `size`."""
    measure = size.measure
    fitted = fit(setter, table, measure)
    head = set_head(setter, table, fitted)
    rows: list[SetRow] = []
    repeats: dict[int, SetRow] = {}
    tallest = (size.room - head.height - 2 * CAPTION.lead) * 0.6
    for index, row in enumerate(table.rows):
        made = set_row(setter, table, index, fitted, measure)
        if made.kind == "group":
            again = made
            if len(row.cells) == 1:
                again = continued(setter, row, index, fixed["group_continued"], fitted.type, measure)
            if again.height <= _TALLEST_REPEAT:
                repeats[len(rows)] = again
        rows.extend(cut_row(made, tallest, fitted.type))
    unit = setter.lines(table.unit, NOTE.role, NOTE.size, 70 * MM) if table.unit else ()
    room = measure - (max((line.width for line in unit), default=0.0) * NOTE.size + 12 if unit else 0.0)
    caption = caption_text(fixed["table"], table.number, table.title)
    later = caption_text(fixed["continued"], table.number, table.title)
    if not table.number:
        later = f"{table.title}{fixed['group_continued']}"

    def lines(text: str) -> Sequence[Line]:
        return setter.lines(text, CAPTION.role, CAPTION.size, room) if text.strip() else ()

    whole = _Whole(
        table, fitted, measure, head, rows, repeats, lines(caption), lines(later) if caption.strip() else (), unit,
        notes(setter, fixed, table.notes, table.source, measure), root.add("Table"), size.room,
    )  # fmt: skip
    return TableBox(
        whole,
        0,
        len(rows),
        before=3 * MM + 5.5,
        after=14.0,
        name=f"table:{table.number}" if table.number else "",
    )
