"""Rehearsal strip: over every page of a copy of the sample: what it is, and four things to try, ticked when done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.folding import Folding
from zcdesk.ui.widgets.parts import IconLabel, button, label
from zcdesk.workbench.rehearsal import STEPS, Rehearsal


class RehearsalStrip(Folding):
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
        px, words = desk.theme.px, desk.words
        said = label(desk, words("rehearsal.said"), 0.929, 500)
        steps = QWidget()
        inside = QHBoxLayout(steps)
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
        inside.addWidget(self.own)
        self.fold = button(desk, words("rehearsal.fold"), fold, "link")
        self.fold.setFont(desk.theme.font(0.929))
        icon = IconLabel(desk, "graduation-cap", "accent", 1.15)
        margins = (1.143, 0.214, 0.714, 0.214)
        super().__init__(desk, (icon, said), steps, (self.fold,), 0.429, margins, 1.15)
        self.setObjectName("rehearsal")
        self.setAccessibleName(words("rehearsal.said"))
        self.desk, self.rehearsal, self._has_own = desk, rehearsal, own is not None
        self.refresh()

    def go(self, step: str) -> None:
        """Go where a thing is tried."""
        page, place = self.rehearsal.place(step, self.desk.year)
        self.desk.go(page, place)

    def stand(self) -> None:
        """The focus on the first thing not yet tried."""
        left = (made for step, made in self.steps.items() if step not in self.rehearsal.done)
        next(left, self.fold).setFocus()

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
        self.arrange()
