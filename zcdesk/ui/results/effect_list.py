"""What a change is put down to, as bars: each factor with its share, and under it what moved."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from zcdesk.report.comparison import EffectLine
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.figure_list import FigureList, FigurePainter, plain


class EffectPainter(FigurePainter):
    """Paints a factor: name, bar from the middle, value, part of the base year; under it what moved."""

    height = 1.857
    most = 1.0
    """The largest of the bars. [unit of the rows]"""

    def is_total(self, one: EffectLine) -> bool:
        return not one.id

    def below(self, one: EffectLine) -> str:
        return one.because

    def cells(self, painter: QPainter, line: QRectF, one: EffectLine) -> None:
        px = self.desk.theme.px
        first = line.adjusted(px(0.857), 0, -px(0.857), 0)
        percent, value = px(4.2), px(6.6)
        name = min(px(11.0), first.width() * 0.34)
        weight = 400 if one.id else 700
        left = QRectF(first.left(), first.top(), name, first.height())
        self.text(painter, left, one.name, 0.929, weight, "ink")
        right = QRectF(first.right() - percent, first.top(), percent, first.height())
        self.text(painter, right, f"{one.percent} %" if one.percent else "", 0.929, 400, "quiet", right=True)
        middle = QRectF(right.left() - value, first.top(), value, first.height())
        told = one.text or self.desk.words("yearly.nothing")
        self.text(painter, middle, told, 0.929, weight, "ink" if one.text else "faint", right=True)
        bar = QRectF(left.right(), first.top(), middle.left() - left.right(), first.height())
        if one.value and one.id and bar.width() > px(4):
            self.step(painter, bar, float(one.value) / self.most, 0.571)


class EffectList(FigureList):
    """The factors: up and down, F2 for the chain of what moved, Ctrl+C for a spreadsheet."""

    painter: EffectPainter

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.words("yearly.list"))
        self.setAccessibleDescription(desk.words("yearly.hint"))
        self.painter = EffectPainter(desk, self)
        self.setItemDelegate(self.painter)

    def put(self, rows: tuple[EffectLine, ...]) -> None:
        """Show other factors."""
        sizes = [abs(float(row.value)) for row in rows if row.value is not None]  # lengths on the screen
        self.painter.most = max(sizes, default=0.0) or 1.0
        self.show_rows(rows)

    def copied(self) -> tuple[str, str]:
        told = [self.desk.words("yearly.copy_head")]
        for row in self.rows.rows:
            told.append("\t".join((row.name, *plain((row.text, row.percent)), row.because)))
        return "\n".join(told), self.desk.words("yearly.copied")
