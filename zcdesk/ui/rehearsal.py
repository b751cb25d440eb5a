"""Rehearsal strip: over every page of a copy of the sample: what it is, and four things to try, ticked when done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.parts import IconLabel, button, label
from zcdesk.workbench.rehearsal import STEPS, Rehearsal


class RehearsalStrip(QFrame):
    """One line, or two where the window is narrow.

    Parameters
    ----------
    desk : Desk
    rehearsal : Rehearsal
        What was tried.
    fold : callable
        Fold the strip away.
    own : callable or None
        Lead to a project of one's own, when all was tried.
    """

    def __init__(
        self, desk: Desk, rehearsal: Rehearsal, fold: Callable[[], None], own: Callable[[], None] | None
    ) -> None:
        super().__init__()
        self.desk, self.rehearsal = desk, rehearsal
        self.setObjectName("rehearsal")
        px, words = desk.theme.px, desk.words
        self.setAccessibleName(words("rehearsal.said"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(1.143), px(0.214), px(0.714), px(0.214))
        rows.setSpacing(0)
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        for line in (self._first, self._second):
            line.setSpacing(px(0.429))
            rows.addLayout(line)
        self._said = label(desk, words("rehearsal.said"), 0.929, 500)
        self._first.addWidget(IconLabel(desk, "graduation-cap", "accent", 1.15))
        self._first.addWidget(self._said)
        self._first.addStretch(1)
        self._steps = QWidget()
        inside = QHBoxLayout(self._steps)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(0.286))
        self._head = label(desk, "", 0.857, role="quiet")
        inside.addWidget(self._head)
        self.steps: dict[str, QPushButton] = {}
        for step in STEPS:
            made = button(desk, words(f"rehearsal.step.{step}"), lambda step=step: self.go(step), "link")
            made.setFont(desk.theme.font(0.929))
            made.setIconSize(QSize(px(1.07), px(1.07)))
            self.steps[step] = made
            inside.addWidget(made)
        self.own = button(desk, words("rehearsal.own"), own or (lambda: None), "link", "arrow-right")
        self._has_own = own is not None
        inside.addWidget(self.own)
        self.fold = button(desk, words("rehearsal.fold"), fold, "link")
        self.fold.setFont(desk.theme.font(0.929))
        self._first.addWidget(self._steps)
        self._first.addWidget(self.fold)
        self._one_line = True
        self.refresh()

    def go(self, step: str) -> None:
        """Go where a thing is tried."""
        page, place = self.rehearsal.place(step, self.desk.year)
        self.desk.go(page, place)

    def refresh(self) -> None:
        """Tick what was done."""
        desk, over = self.desk, self.rehearsal.over
        self._head.setText(desk.words("rehearsal.over" if over else "rehearsal.try"))
        for step, made in self.steps.items():
            done = step in self.rehearsal.done
            made.setIcon(
                desk.icons.icon("circle-check" if done else "circle-dashed", "good" if done else "accent")
            )
            made.setAccessibleDescription(desk.words("rehearsal.done" if done else "rehearsal.open"))
        self.own.setVisible(over and self._has_own)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The things to try beside the sentence, or under it where there is no room."""
        px = self.desk.theme.px
        wide = sum(part.sizeHint().width() for part in (self._said, self._steps, self.fold)) + px(5)
        fits = wide <= self.width()
        if fits == self._one_line:
            return
        self._one_line = fits
        if fits:
            self._second.removeWidget(self._steps)
            while self._second.count():
                self._second.takeAt(0)
            self._first.insertWidget(self._first.count() - 1, self._steps)
        else:
            self._first.removeWidget(self._steps)
            self._second.addSpacing(px(1.15))
            self._second.addWidget(self._steps)
            self._second.addStretch(1)
