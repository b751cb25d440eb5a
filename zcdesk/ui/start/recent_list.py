"""Recent list: the projects that were worked on, each with its year, how far it is, its total and its date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel

from zcdesk.ui.start.front import Front
from zcdesk.ui.widgets.listing import RowPainter
from zcdesk.ui.widgets.parts import label, row
from zcdesk.workbench import recent
from zcdesk.workbench.recent import Recent

LEAST = 15.0
"""What the name of a project is given at the least, while other columns can give way. [em]"""


class RecentPainter(RowPainter):
    """Paints a project with its year, progress, total and date."""

    COLUMNS = (5.0, 11.0, 8.2, 8.2)
    """Widths of year, progress, total and date. [em]"""

    def widths(self, room: int) -> tuple[float, ...]:
        """Widths of the columns in so much room [px]; the date and then the year give way to the name. [em]"""
        year, progress, total, _ = self.COLUMNS
        for held in (self.COLUMNS, (year, progress, total, 0.0)):
            if room - self.theme.px(sum(held)) >= self.theme.px(LEAST):
                return held
        return 0.0, progress, total, 0.0

    def columns(self, box: QRect) -> list[QRect]:
        """The five columns of a row."""
        px, right, cut = self.theme.px, box.right(), []
        for em in reversed(self.widths(box.width())):
            cut.insert(0, QRect(right - px(em), box.top(), px(em), box.height()))
            right -= px(em)
        return [QRect(box.left(), box.top(), right - box.left(), box.height()), *cut]

    def content(self, painter: QPainter, box: QRect, item: RecentRow, selected: bool) -> None:
        px, one = self.theme.px, item.one
        name, year, progress, total, at = self.columns(box)
        there = item.there
        icon = "circle-help" if not there else "stamp" if one.sealed else "factory"
        ratio = painter.device().devicePixelRatioF()
        spot = (name.left(), name.center().y() - px(0.6))
        painter.drawPixmap(
            *spot, self.desk.icons.pixmap(icon, "accent" if selected else "quiet", 1.15, ratio)
        )
        words = name.adjusted(px(2), px(0.35), -px(0.6), 0)
        upper = QRect(words.left(), words.top(), words.width(), box.height() // 2 - px(0.2))
        lower = QRect(words.left(), upper.bottom(), words.width(), px(1.4))
        used = self.text(painter, upper, one.name or Path(one.path).stem, 1.0, 500, "ink")
        if one.rehearsal:
            self.text(painter, upper.adjusted(used + px(0.6), 0, 0, 0), item.rehearsal, 0.857, 400, "accent")
        self.text(painter, lower, one.path, 0.857, 400, "quiet")
        self.text(painter, year, one.year, 1.0, 400, "ink")
        line = QRect(progress.left(), progress.center().y() - px(1.25), progress.width() - px(0.8), px(1.6))
        if not there:
            self.text(painter, progress, item.progress, 0.929, 400, "quiet")
            return
        self.text(painter, line, item.progress, 0.929, 400, "ink")
        bar = QRect(line.left(), line.bottom() + px(0.25), px(8.6), max(3, px(0.25)))
        painter.fillRect(bar, self.theme.colour("line"))
        role = "good" if one.sealed or not one.missing else "accent"
        bar.setWidth(round(bar.width() * (1.0 if one.sealed else one.share)))
        painter.fillRect(bar, self.theme.colour(role))
        side = Qt.AlignmentFlag.AlignRight
        figure = total.adjusted(0, 0, -px(0.6), 0)
        self.text(painter, figure, one.total or "—", 1.0, 500, "ink" if one.total else "quiet", side)
        self.text(painter, at, item.when, 0.857, 400, "quiet", side)

    def shown(self, painter: QPainter, text: str, room: int) -> str:
        """As much of a text as there is room for [px]; of a path the end stays, where the file is named."""
        middle = "/" in text or "\\" in text
        way = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        return painter.fontMetrics().elidedText(text, way, room)


@dataclass(frozen=True, slots=True)
class RecentRow:
    """A remembered project with its final texts."""

    one: Recent
    there: bool
    progress: str
    when: str
    rehearsal: str
    head: bool = False

    @property
    def said(self) -> str:
        """What a screen reader says."""
        one = self.one
        return ", ".join(
            part for part in (one.name, one.year, self.progress, one.total, self.when, one.path) if part
        )


class RecentHeads(QFrame):
    """The heads over the projects; they give way as the columns do."""

    def __init__(self, front: Front, painter: RecentPainter) -> None:
        super().__init__()
        px = front.theme.px
        self._painter = painter
        self.setObjectName("list_head")
        self.setFixedHeight(px(2.1))
        self.setMinimumWidth(px(12))  # heads that are as wide as they once were would keep a window wide
        line = row(space=0)
        line.setContentsMargins(px(0.857), 0, px(0.857), 0)
        line.addWidget(label(front, front.words("around.start.project"), 0.857, role="quiet"), 1)
        self._heads: list[QLabel] = []
        for key in ("year", "progress", "total", "at"):
            each = label(front, front.words(f"around.start.{key}"), 0.857, role="quiet")
            if key in ("total", "at"):
                each.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if key == "total":
                each.setContentsMargins(0, 0, px(0.6), 0)
            self._heads.append(each)
            line.addWidget(each)
        self.setLayout(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self._painter.theme.px
        widths = self._painter.widths(self.width() - 2 * px(0.857))
        for each, em in zip(self._heads, widths, strict=True):
            each.setFixedWidth(px(em))
            each.setVisible(em > 0)


def recent_row(front: Front, one: Recent, there: bool) -> RecentRow:
    """A remembered project in final texts; `there` tells whether its file was found."""
    if not there:
        progress = front.words("around.start.gone")
    elif one.missing and one.doubtful:
        progress = front.words("around.start.both", n=one.missing, m=one.doubtful)
    elif one.missing:
        progress = front.words("around.start.missing", n=one.missing)
    elif one.sealed:
        progress = front.words("around.start.sealed")
    elif one.doubtful:
        progress = front.words("around.start.doubtful", n=one.doubtful)
    else:
        progress = front.words("around.start.complete")
    when = front.say(recent.when(one, datetime.now().astimezone()))
    return RecentRow(one, there, progress, when, front.words("around.start.rehearsal"))
