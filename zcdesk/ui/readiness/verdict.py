"""The verdict of a scheme in one sentence, what it wants first, and what of the scheme is not known."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.parts import IconLabel, button, label, row
from zcdesk.workbench.readiness.parts import Overview

MARKS = {"good": "circle-check", "bad": "circle-x", "doubt": "circle-help", "quiet": "list-checks"}
"""Mark of the verdict as a whole."""
_BESIDE = 62.0
"""Below this width the ways on stand under the sentence, which has the whole line. [em]"""


class VerdictCard(QFrame):
    """The sentence on top, and what is not known of the scheme.

    Parameters
    ----------
    desk : Desk
    fill : callable
        Goes to the first of all that is missing.
    explain : callable
        Tells where the points come from.

    Attributes
    ----------
    said, because, incomplete : QLabel
    dark : QWidget
        What of the scheme is not known, with its mark.
    first, points : QPushButton
    """

    def __init__(self, desk: Desk, fill: Callable[[], None], explain: Callable[[], None]) -> None:
        super().__init__()
        self.desk, px = desk, desk.theme.px
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(1.0), px(0.571), px(1.0), px(0.571))
        column.setSpacing(px(0.143))
        self._mark = IconLabel(desk, "circle-help", "doubt", 1.3)
        self.said = label(desk, "", 1.143, 700)
        self.because = label(desk, "", 1.0, role="ink", wrap=True)
        self.first = button(desk, "", fill, "link", "arrow-right")
        self.points = button(desk, "", explain, "link")
        told = row(self._mark, self.said, self.because, space=px(0.571))
        told.setStretch(2, 1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(px(0.143))
        self._line.addLayout(told, 1)
        self._line.addLayout(row(self.first, self.points, None, space=px(0.571)))
        column.addLayout(self._line)
        self.dark = QWidget()
        unknown = QHBoxLayout(self.dark)
        unknown.setContentsMargins(px(0.143), 0, 0, 0)
        unknown.setSpacing(px(0.571))
        unknown.addWidget(IconLabel(desk, "info", "doubt", 1.0), 0, Qt.AlignmentFlag.AlignTop)
        self.incomplete = label(desk, "", 0.857, role="doubt", wrap=True)
        unknown.addWidget(self.incomplete, 1)
        column.addWidget(self.dark)

    def tell(self, found: Overview) -> None:
        """Show a verdict."""
        words = self.desk.words
        self._mark.show_icon(MARKS[found.state], found.state, found.verdict)
        self.said.setText(found.verdict)
        self.because.setText(found.because)
        dark = words("readiness.incomplete", text=found.incomplete) if found.incomplete else ""
        self.incomplete.setText("\n".join(part for part in (found.over, dark) if part))
        self.dark.setVisible(bool(self.incomplete.text()))
        self.first.setVisible(found.first is not None)
        if found.first is not None:
            self.first.setText(words("readiness.first_gap", what=found.first.text))
            self.first.setAccessibleName(self.first.text())
        self.points.setVisible(found.points is not None)
        if found.points is not None:
            self.points.setText(found.points.text)
            self.points.setAccessibleName(found.points.said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(across if self.width() >= self.desk.theme.px(_BESIDE) else down)
