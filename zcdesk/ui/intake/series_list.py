"""The list of meters: name, kind, a bar that shows which months are covered, and the figures of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.listing import RowPainter
from zcdesk.workbench.series.view import MeterRow, number, share

_COLUMNS = (0.22, 0.10, 0.28, 0.13, 0.11, 0.09, 0.07)
"""Width of name, kind, coverage, energy, peak, load factor and remarks. [-]"""


@dataclass(frozen=True, slots=True)
class MeterItem:
    """A line of the list, or its head."""

    id: str
    texts: tuple[str, ...]
    coverage: tuple[float | None, ...]
    said: str
    doubtful: bool = False
    head: bool = False


def items(desk: Desk, rows: tuple[MeterRow, ...]) -> list[MeterItem]:
    """The lines of the list, below the head."""
    words = desk.words
    heads = ("meter", "kind", "coverage", "energy", "peak", "factor", "remarks")
    made = [MeterItem("", tuple(words(f"series.{each}") for each in heads), (), "", head=True)]
    for row in rows:
        known = sum(each is not None and each >= 1 for each in row.coverage)
        texts = (
            row.series.name, desk.say(row.kind), words("series.covered", known=known, n=len(row.coverage)),
            number(row.energy, 0), number(row.peak, 1), share(row.factor),
            str(len(row.problems)) if row.problems else "",
        )  # fmt: skip
        said = ", ".join(
            f"{words(f'series.{head}')} {text}" for head, text in zip(heads, texts, strict=True) if text
        )
        made.append(
            MeterItem(row.series.id, texts, row.coverage, f"{row.series.id}, {said}", bool(row.problems))
        )
    return made


class TellingPainter(RowPainter):
    """Paints a sentence over as many as two lines."""

    def content(self, painter: QPainter, box: QRect, item: Any, selected: bool) -> None:
        theme, px = self.theme, self.theme.px
        ratio = painter.device().devicePixelRatioF()
        pixmap = self.desk.icons.pixmap(item.icon, "quiet", 1.15, ratio)
        painter.drawPixmap(box.left(), box.center().y() - px(1.15) // 2, pixmap)
        painter.setFont(theme.font(0.929))
        painter.setPen(theme.colour("ink"))
        room = box.adjusted(px(1.9), px(0.2), 0, -px(0.2))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, item.title)


class MeterPainter(RowPainter):
    """Paints a meter: texts in columns, and in one of them a bar with a cell for each month."""

    def content(self, painter: QPainter, box: QRect, item: Any, selected: bool) -> None:
        px, left = self.theme.px, float(box.left())
        for column, part in enumerate(_COLUMNS):
            wide = part * box.width()
            inner = QRect(round(left), box.top(), round(wide) - px(0.571), box.height())
            left += wide
            text = item.texts[column]
            right = column > 2
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            if item.head:
                self.text(painter, inner, text, 0.857, 400, "quiet", side)
            elif column == 2:
                self._bar(painter, inner, item.coverage)
            else:
                role = "doubt" if column == 6 else "quiet" if column == 1 else "ink"
                weight = 500 if column == 0 and selected else 400
                self.text(painter, inner, text, 0.929 if column else 1.0, weight, role, side)

    def _bar(self, painter: QPainter, box: QRect, coverage: tuple[float | None, ...]) -> None:
        """A cell for each month: filled as far as it is known, hatched edge where something is missing."""
        if not coverage:
            return
        px, theme = self.theme.px, self.theme
        high = px(0.857)
        wide = box.width() / len(coverage)
        gap = 1.0 if wide > 3 else 0.0
        top = box.center().y() - high / 2
        for at, known in enumerate(coverage):
            cell = QRectF(box.left() + at * wide, top, wide - gap, high)
            painter.fillRect(cell, theme.colour("sunk"))
            if known is None:
                continue
            full = known >= 1
            filled = QRectF(cell.left(), cell.bottom() - high * known, cell.width(), high * known)
            painter.fillRect(filled, theme.colour("accent" if full else "doubt"))
