"""Accepting a proposal: the reason that is kept with it, and the button that waits for one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.alt_keys import Line
from zcdesk.ui.widgets.parts import button, label
from zcdesk.ui.widgets.tick import Tick


class Accepting(QWidget):
    """One line at the foot of a proposal.

    Parameters
    ----------
    desk : Desk
    accept : callable
        Takes the proposal.
    restate : callable
        Lets the sealed year that is shown count with the newer factors too, or no more.

    Attributes
    ----------
    again : Tick
        Shown where a sealed year may be counted anew.
    reason : QLineEdit
    accept : QPushButton
    """

    def __init__(self, desk: Desk, accept: Callable[[], None], restate: Callable[[], None]) -> None:
        super().__init__()
        self.desk, px, self._known = desk, desk.theme.px, False
        self.setObjectName("side_clear")
        line = QHBoxLayout(self)
        line.setSpacing(px(0.571))
        line.setContentsMargins(px(0.857), px(0.286), px(0.857), 0)
        self.again = Tick(desk.theme)
        self.again.clicked.connect(lambda _: restate())
        line.addWidget(self.again)
        line.addWidget(label(desk, desk.words("changing.reason"), 1.0, 500))
        self.reason = Line()
        self.reason.setFont(desk.theme.font())
        self.reason.setMaxLength(200)
        self.reason.setPlaceholderText(desk.words("changing.reason_hint"))
        self.reason.setAccessibleName(desk.words("changing.reason"))
        self.reason.textChanged.connect(lambda _: self.enable(self._known))
        self.reason.returnPressed.connect(accept)
        line.addWidget(self.reason, 1)
        self.accept = button(desk, desk.words("changing.accept"), accept, "primary")
        line.addWidget(self.accept)

    def enable(self, known: bool) -> None:
        """Let it be accepted where there is a proposal, a reason, and a file that may be written."""
        self._known = known
        allowed = not self.desk.workbench.file.read_only
        self.reason.setEnabled(allowed and known)
        self.again.setEnabled(allowed)
        self.accept.setEnabled(allowed and known and bool(self.reason.text().strip()))
        self.accept.setToolTip("" if allowed else self.desk.words("changing.read_only"))
