"""The sources of a year as a list of painted rows: name, scope, value, bar, share, change."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.figure_list import Columns, FigureList, FigurePainter, plain
from zcdesk.workbench.results.results_view import Source


class SourceColumns(Columns):
    """Value, the other method's value, share and change; scope and bar where there is room."""

    names = ("value", "other", "share", "change")

    def __init__(self, desk: Desk, heads: tuple[str, str, str, str]) -> None:
        super().__init__(desk, heads)
        self._figures = QFontMetricsF(desk.theme.font(0.929, 700))
        self._names, self._marks = (QFontMetricsF(desk.theme.font(em)) for em in (0.929, 0.857))
        self._longest = 0.0
        """Of the names. [px]"""
        self.value = self._of(5.9, heads[0], 0.6)
        self.other = self._of(5.9, heads[1], 0.6) if heads[1] else 0.0
        self.share = self._of(4.2, heads[2], 0.6)
        self.change = self._of(4.6, heads[3], 0.6) if heads[3] else 0.0

    def take(self, rows: Iterable[Source]) -> None:
        """As wide as the longest figure of each column: no figure is ever cut."""
        listed = tuple(rows)
        self._longest = max(
            (
                self._names.horizontalAdvance(each.name)
                + (
                    self._marks.horizontalAdvance(each.mark) + self._px(1.9)
                    if each.mark and each.value
                    else 0.0
                )
                for each in listed
            ),
            default=0.0,
        )
        for name in self.names:
            if getattr(self, name):
                texts = (getattr(each, name) for each in listed)
                longest = max(map(self._figures.horizontalAdvance, texts), default=0.0) + self._px(0.86)
                setattr(self, name, max(getattr(self, name), longest))

    def widths(self, room: float) -> Iterable[tuple[str, float]]:
        left = room - self.change - self.share - self.other - self.value
        wanted = min(self._longest + 2, self._px(24))
        scope = float(self._px(4.2))
        bar = float(self._px(4.4)) if left > self._px(17) else 0.0
        if left - bar - scope < max(wanted, self._px(11.8 if self.other else 7.8)):
            scope = 0.0
        if left - bar < wanted:
            bar = 0.0
        return (
            ("change", self.change), ("share", self.share), ("bar", bar), ("other", self.other), ("value", self.value),
            ("scope", scope),
        )  # fmt: skip


class SourcePainter(FigurePainter):
    """Paints a source: name, scope, value, bar, share, change."""

    def cells(self, painter: QPainter, line: QRectF, one: Source) -> None:
        at = self.columns.at(line)
        weight = 700 if one.total else 500
        self._name(painter, at["name"], one)
        if at["scope"].width():
            self.text(painter, at["scope"], one.scope, 0.929, 400, "quiet", right=True)
        self.text(painter, at["value"], one.value or one.mark, 0.929, weight, "ink", right=True)
        if at["other"].width():
            self.text(painter, at["other"], one.other, 0.929, weight, "ink", right=True)
        self.text(painter, at["share"], one.share, 0.929, 400, "ink", right=True)
        self.text(painter, at["change"], one.change, 0.929, 400, "quiet", right=True)
        if not one.total and one.share and at["bar"].width():
            self._bar(painter, at["bar"], one)

    def _name(self, painter: QPainter, rect: QRectF, source: Source) -> None:
        theme = self.desk.theme
        mark = source.mark if source.value else ""
        reserved = 0.0
        if mark:
            reserved = QFontMetricsF(theme.font(0.857)).horizontalAdvance(mark) + theme.px(1.9)
        room = QRectF(rect.left(), rect.top(), rect.width() - reserved, rect.height())
        used = self.text(painter, room, source.name, 0.929, 700 if source.total else 400, "ink")
        if mark:
            ratio = painter.device().devicePixelRatioF()
            pixmap = self.desk.icons.pixmap("triangle-alert", "doubt", 0.93, ratio)
            x = rect.left() + used + theme.px(0.5)
            painter.drawPixmap(round(x), round(rect.top() + (rect.height() - theme.px(0.93)) / 2), pixmap)
            told = QRectF(x + theme.px(1.2), rect.top(), reserved, rect.height())
            self.text(painter, told, mark, 0.857, 400, "doubt")

    def _bar(self, painter: QPainter, rect: QRectF, source: Source) -> None:
        theme = self.desk.theme
        tall, inset = theme.px(0.43), theme.px(0.714)
        track = QRectF(rect.left() + inset, rect.center().y() - tall / 2, rect.width() - inset, tall)
        painter.fillRect(track, theme.colour("sunk"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRect(track.adjusted(0.5, 0.5, -0.5, -0.5))  # a ground, not taken for a bar in any theme
        wide = max(track.width() * min(source.bar, 1.0), 2.0)
        painter.fillRect(QRectF(track.left(), track.top(), wide, tall), theme.series[source.kind])


class SourceList(FigureList):
    """The table of sources."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.words("results.sources"))
        self.painter = SourcePainter(desk, self)
        self.painter.columns = SourceColumns(desk, ("", "", "", ""))
        self.setItemDelegate(self.painter)
        self.setUniformItemSizes(True)

    def copied(self) -> tuple[str, str]:
        heads = self.painter.columns.heads
        first = [self.desk.words("results.source"), "", *(head for head in heads if head)]
        lines = ["\t".join(first)]
        for source in self.rows.rows:
            cells = [source.value, *([source.other] if heads[1] else []), source.share]
            cells += [source.change] if heads[3] else []
            lines.append("\t".join([source.name, source.scope, *plain(cells)]))
        return "\n".join(lines), self.desk.words("results.copied")
