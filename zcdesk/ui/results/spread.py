"""Spread: the range of the year's total, computed beside the window; what it comes from, and which meter to better."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from zcdesk.domain.project import Project
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.figure_list import overrides
from zcdesk.ui.widgets.jobs import Job, Jobs
from zcdesk.ui.widgets.listing import Listing, RowPainter
from zcdesk.ui.widgets.parts import button, label
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.snapshot import Snapshot

KIND = "uncertainty"


class LinePainter(RowPainter):
    """A source: its name and value, what the draws say, its band and its data quality."""

    def content(self, painter: QPainter, box: QRect, item: Any, selected: bool) -> None:
        px, right = self.theme.px, Qt.AlignmentFlag.AlignRight
        upper = QRect(box.left(), box.top() + px(0.3), box.width(), box.height() // 2 - px(0.2))
        lower = QRect(box.left(), upper.bottom(), box.width(), box.height() - upper.height() - px(0.5))
        used = self.text(painter, upper, item.band, 1.0, 500, "ink", right)
        self.text(painter, upper.adjusted(0, 0, -used - px(0.857), 0), item.name, 1.0, 500, "ink")
        used = self.text(painter, lower, item.quality, 0.857, 400, "quiet", right)
        rest = f"{item.value}   {item.note}".strip()
        self.text(painter, lower.adjusted(0, 0, -used - px(0.857), 0), rest, 0.857, 400, "quiet")


class SharePainter(RowPainter):
    """An origin: its name and part of the variance with a bar, its class and what bettering it brings."""

    def content(self, painter: QPainter, box: QRect, item: Any, selected: bool) -> None:
        px = self.theme.px
        bar, number = px(7), px(4)
        upper = QRect(box.left(), box.top() + px(0.3), box.width(), box.height() // 2 - px(0.2))
        lower = QRect(box.left(), upper.bottom(), box.width(), box.height() - upper.height() - px(0.5))
        self.text(painter, upper, item.share, 1.0, 500, "ink", Qt.AlignmentFlag.AlignRight)
        room = QRectF(upper.right() - number - bar, upper.center().y() - px(0.286), bar, px(0.571))
        painter.fillRect(room, self.theme.colour("sunk"))
        painter.fillRect(
            QRectF(room.left(), room.top(), max(bar * item.bar, 1), room.height()),
            self.theme.colour("accent"),
        )
        self.text(painter, upper.adjusted(0, 0, -bar - number - px(0.857), 0), item.name, 1.0, 500, "ink")
        self.text(painter, lower, item.note, 0.857, 400, "quiet")


class Asking(Listing):
    """A list of which a row can be asked where it comes from."""

    def __init__(self, desk: Desk, painter: RowPainter, name: str) -> None:
        super().__init__(painter, name)
        self.desk = desk

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if event.key() == Qt.Key.Key_F2 and row is not None:
            self.desk.why(row.figure)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return overrides(event, Qt.Key.Key_F2) or super().event(event)


class SpreadCard(QFrame):
    """The range of the total, the sources, and what the range comes from."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("card")
        self.view: Any = None
        self._of: tuple[Project, str, str, str] | None = None
        self.jobs = Jobs(self)
        self.jobs.progress.connect(self._came)
        self.jobs.busy.connect(lambda *_: self._buttons())
        px, words = desk.theme.px, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(px(0.857), px(0.714), px(0.857), px(0.714))
        column.setSpacing(px(0.286))
        head = QHBoxLayout()
        head.setSpacing(px(0.571))
        self.title = label(desk, "", 1.15, 700, wrap=True)
        self.again = button(desk, words("uncertainty.start"), self.start, "small", "rotate-ccw")
        self.stop = button(desk, words("uncertainty.stop"), self.cancel, "small", key="Esc")
        self.keep = button(desk, words("uncertainty.record"), self.record, "small", "file-text")
        head.addWidget(self.title, 1)
        for part in (self.again, self.stop, self.keep):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.ways = label(desk, "", 0.929, wrap=True)
        self.quality = label(desk, "", 0.929, role="quiet", wrap=True)
        column.addWidget(self.ways)
        column.addWidget(self.quality)
        self._lists = QWidget()
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._lists)
        self._middle.setContentsMargins(0, px(0.429), 0, 0)
        self._middle.setSpacing(px(1.143))
        self.lines = Asking(desk, LinePainter(desk, two_lines=True), words("uncertainty.by_line"))
        self.shares = Asking(desk, SharePainter(desk, two_lines=True), words("uncertainty.by_origin"))
        self.shares.opened.connect(self._go)
        self.lines.opened.connect(lambda row: self.desk.why(row.figure))
        for listing, key, stretch in ((self.lines, "by_line", 42), (self.shares, "by_origin", 58)):
            part = QVBoxLayout()
            part.setSpacing(px(0.286))
            part.addWidget(label(desk, words(f"uncertainty.{key}"), 1.0, 700))
            part.addWidget(listing, 1)
            self._middle.addLayout(part, stretch)
        column.addWidget(self._lists, 1)
        column.addStretch(0)
        self._spare = column
        self._tell(None, "")

    # computing

    def show_year(self, view: str) -> None:
        """Show the uncertainty of the year that is shown, computed anew only where something has changed."""
        wanted = (self.desk.workbench.project, self.desk.year, view, self.desk.language)
        if wanted != self._of or (self.view is None and not self.jobs.running(KIND)):
            self._of = wanted
            self.start()

    def start(self) -> None:
        """Draw on another thread; what was shown stands until there is something newer."""
        if self._of is None:
            return
        project, year, view, language = self._of
        catalogue = self.desk.workbench.catalogue

        def work(job: Job) -> Any:
            from zcdesk.workbench.results.spread_view import (
                spread_view,  # loads numpy: only here, beside the window
            )

            return spread_view(Snapshot(catalogue, project), year, language, view, job.wanted, job.progress)

        self._say(self.desk.words("uncertainty.running", percent=0))
        self.jobs.start(KIND, work, self._done, self._failed)

    def cancel(self) -> None:
        """Nobody waits any more."""
        if self.jobs.running(KIND):
            self.jobs.cancel(KIND)
            self._tell(None, self.desk.words("uncertainty.stopped"))

    def record(self) -> None:
        """Keep it in the project, so that the report prints it; undo takes that back."""
        if self.view is None or self.desk.workbench.file.read_only:
            return
        from zcdesk.workbench import uncertain

        uncertain.record(self.desk.workbench, self.view.made)
        self.desk.toast.emit(self.desk.words("uncertainty.recorded"))

    def _came(self, _: str, percent: int) -> None:
        self._say(self.desk.words("uncertainty.running", percent=percent))

    def _done(self, view: Any) -> None:
        self._tell(view, "" if view is not None else self.desk.words("uncertainty.missing"))

    def _failed(self, refused: Refused) -> None:
        self._tell(None, self.desk.say(refused.words))

    # showing

    def _say(self, text: str) -> None:
        if self.view is None:
            self.title.setText(text)
        else:
            self.ways.setText(text)

    def _tell(self, view: Any, text: str) -> None:
        self.view = view
        known = view is not None
        self.title.setText(view.title if known else text)
        self.ways.setText(view.ways if known else "")
        self.quality.setText(view.quality if known else "")
        self.ways.setVisible(known)
        self.quality.setVisible(known)
        self._lists.setVisible(known)
        self._spare.setStretch(self._spare.count() - 1, 0 if known else 1)  # what is said stays at the top
        if known:
            at, on = (max(each.currentIndex().row(), 0) for each in (self.lines, self.shares))
            self.lines.put(view.lines, min(at, max(len(view.lines) - 1, 0)))
            self.shares.put(view.shares, min(on, max(len(view.shares) - 1, 0)))
        self._buttons()

    def _buttons(self) -> None:
        running = self.jobs.running(KIND)
        self.stop.setVisible(running)
        self.again.setVisible(not running)
        self.keep.setVisible(self.view is not None and not running)
        held = self.view is not None and self.view.recorded
        self.keep.setText(self.desk.words("uncertainty.recorded" if held else "uncertainty.record"))
        self.keep.setEnabled(not held and not self.desk.workbench.file.read_only)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as it is read."""
        return [self.again, self.stop, self.keep, self.lines, self.shares]

    def _go(self, row: Any) -> None:
        """To the figure that can be changed; of a published value, where it comes from."""
        if row.page:
            self.desk.go(row.page, row.place)
        else:
            self.desk.why(row.figure)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self.desk.theme.px(52)
        to = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(to)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.jobs.running(KIND):
            self.cancel()
        else:
            super().keyPressEvent(event)
