"""A year against the one before: each source with its change as a bar, and under it what the figures prove."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.figure_list import Columns, FigureHead, FigureList, FigurePainter
from zcdesk.ui.widgets.parts import button, label
from zcdesk.workbench.results.comparing import Comparison, Difference, copied

Year = Literal["before", "now"]


class CompareCard(QFrame):
    """The card of the comparison: what came of it, the table, what must be known to read it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        px = desk.theme.px
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, px(0.571), 1, px(0.571))
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(px(0.857), 0, px(0.857), px(0.286))
        self.title = label(desk, "", 1.0, 700, wrap=True)
        self._hint = label(desk, desk.words("compare.hint"), 0.857, role="faint")
        self.reasons = button(desk, desk.words("yearly.open"), lambda: None, "link")
        self._hint.setContentsMargins(0, px(0.357), 0, 0)  # on one line with the link beside it
        self.title.setContentsMargins(0, px(0.214), 0, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.reasons, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.list = CompareList(desk)
        self._head = FigureHead(desk, self.list)
        column.addWidget(self._head)
        column.addWidget(self.list, 1)
        self.note = label(desk, "", 0.857, role="quiet", wrap=True)
        self.note.setContentsMargins(px(0.857), px(0.429), px(0.857), 0)
        column.addWidget(self.note)
        column.addStretch(0)
        self._column = column

    def tell(self, found: Comparison) -> None:
        """Show a comparison."""
        self.title.setText(found.title)
        self.note.setText(found.note)
        self.list.put(found)
        for part in (self._head, self.list):
            part.setVisible(bool(found.rows))
        self._fit()
        self._column.setStretch(self._column.count() - 1, 0 if found.rows else 1)
        self._head.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The keys beside the sentence only where there is room for both."""
        wide = self.width() >= self._hint.fontMetrics().height() * 48
        self._hint.setVisible(wide and bool(self.list.rows.rows))


class CompareColumns(Columns):
    """Both years, the change and its share; scope and bar where there is room."""

    names = ("before", "now", "change", "percent")

    def __init__(self, desk: Desk, heads: tuple[str, str, str, str]) -> None:
        super().__init__(desk, heads)
        leasts = (7.2, 7.2, 6.6, 5.0)
        self.wide = [self._of(least, head, 1.2) for least, head in zip(leasts, heads, strict=True)]

    def widths(self, room: float) -> Iterable[tuple[str, float]]:
        before, now, change, percent = self.wide
        left = room - sum(self.wide)
        bar = float(min(max(left - self._px(17), 0), self._px(14)))
        scope = float(self._px(4.6)) if left - bar > self._px(16) else 0.0
        return (
            ("percent", percent), ("change", change), ("bar", bar if bar > self._px(5) else 0.0), ("now", now),
            ("before", before), ("scope", scope),
        )  # fmt: skip


class ComparePainter(FigurePainter):
    """Paints a source in both years, and the reason under it."""

    year: Year = "now"
    """The year whose figure is ringed."""

    def below(self, one: Difference) -> str:
        return one.reason

    def ring(self, rect: QRectF, line: QRectF) -> QRectF:
        px = self.desk.theme.px
        return self.columns.at(line)[self.year].adjusted(px(0.3), 2, px(0.4), -2)

    def cells(self, painter: QPainter, line: QRectF, one: Difference) -> None:
        at = self.columns.at(line)
        weight = 700 if one.total else 500
        self.text(painter, at["name"], one.name, 0.929, 700 if one.total else 400, "ink")
        if at["scope"].width():
            self.text(painter, at["scope"], one.scope, 0.857, 400, "quiet")
        waits = self.desk.words("compare.nothing")
        for name, told, heavy in (("before", one.before, 400), ("now", one.now, weight)):
            self.text(painter, at[name], told or waits, 0.929, heavy, "ink" if told else "faint", right=True)
        self.text(painter, at["change"], one.change, 0.929, weight, "ink", right=True)
        self.text(painter, at["percent"], one.percent, 0.929, 400, "quiet", right=True)
        if at["bar"].width() and one.bar and not one.total:
            self.step(painter, at["bar"], one.bar, 0.857)


class CompareList(FigureList):
    """The table: up and down through the sources, left and right between the two years, F2 for the chain."""

    painter: ComparePainter

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.words("compare.name"))
        self.setAccessibleDescription(desk.words("compare.hint"))
        self.found: Comparison | None = None
        self.painter = ComparePainter(desk, self)
        self.painter.columns = CompareColumns(desk, ("", "", "", ""))
        self.setItemDelegate(self.painter)

    @property
    def year(self) -> Year:
        """The year whose figure is ringed."""
        return self.painter.year

    def put(self, found: Comparison) -> None:
        """Show a comparison."""
        self.found = found
        self.painter.columns = self.columns_for(found)
        self.show_rows(found.rows)
        self.setMinimumHeight(self.desk.theme.px(14) if found.rows else 0)

    def columns_for(self, found: Comparison) -> CompareColumns:
        """Where the columns of a comparison stand."""
        return CompareColumns(self.desk, found.heads)

    def figure(self, one: Difference) -> str:
        return one.figure if self.year == "now" else one.before_figure

    def choose(self, year: Year) -> None:
        """Ring the figure of a year."""
        self.painter.year = year
        self.viewport().update()

    def copied(self) -> tuple[str, str]:
        words = self.desk.words
        if self.found is None:
            return "", ""
        heads = (words("results.source"), "", *self.found.heads, words("compare.reason"))
        return copied(self.found, heads), words("results.copied")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.choose("before" if event.key() == Qt.Key.Key_Left else "now")
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            at = self.painter.columns.at(QRectF(self.visualRect(index)))
            left = at["before"].left() <= event.position().x() < at["before"].right()
            self.choose("before" if left else "now")
        super().mousePressEvent(event)
