"""Past strip: over every page of a past state: when it was, that it can only be looked at, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.parts import IconLabel, button, label, row


class PastStrip(QFrame):
    """One line.

    Parameters
    ----------
    desk : Desk
    close : callable
        Back to the present.
    """

    def __init__(self, desk: Desk, close: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("past")
        said = desk.words("history.past", at=desk.past)
        self.setAccessibleName(said)
        px = desk.theme.px
        self.back = button(desk, desk.words("history.present"), close, "link", key="Ctrl+W")
        line = row(
            IconLabel(desk, "history", "doubt", 1.15),
            label(desk, said, 0.929, 500),
            label(desk, desk.words("history.past_note"), 0.929, role="quiet"),
            None,
            self.back,
            space=px(0.571),
        )
        line.setContentsMargins(px(1.143), px(0.214), px(0.714), px(0.214))
        self.setLayout(line)
        away = QShortcut(QKeySequence("Ctrl+W"), self)
        away.setContext(Qt.ShortcutContext.WindowShortcut)
        away.activated.connect(close)
