"""Toast: what has just been done, for six seconds, at the lower right, with the way back; it never takes the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.parts import button, label

SECONDS = 6
LONGEST = 46
"""Width beyond which a sentence goes on below. [em]"""


class Toast(QFrame):
    """A sentence over the lower right of a window.

    Parameters
    ----------
    desk : Desk
    over : QWidget
        Where it stands.
    """

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self.desk, self._over = desk, over
        px = desk.theme.px
        self.setObjectName("toast")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line = QHBoxLayout(self)
        line.setContentsMargins(px(1), px(0.571), px(1), px(0.571))
        line.setSpacing(px(0.857))
        self.text = label(desk, "", 0.929, wrap=True)
        self.back = button(desk, desk.words("action.undo"), self._undo, "link", key="Ctrl+Z")
        self.back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line.addWidget(self.text)
        line.addWidget(self.back)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SECONDS * 1000)
        self._clock.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, back: bool = False) -> None:
        """Show a sentence; `back` offers to undo what it tells."""
        if not text:
            self.hide()
            return
        self.text.setText(text)
        wide = self.text.fontMetrics().horizontalAdvance(text) + 2
        self.text.setFixedWidth(min(wide, self.desk.theme.px(LONGEST), self._over.width() // 2))
        self.back.setVisible(back)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._clock.start()

    def _undo(self) -> None:
        self.hide()
        self.desk.workbench.undo()

    def place(self) -> None:
        """Stand at the lower right; the window tells when it has another size."""
        room = self.desk.theme.px(1.143)
        wide = min(self.sizeHint().width(), self._over.width() - 2 * room)
        self.setGeometry(
            self._over.width() - wide - room,
            self._over.height() - self.sizeHint().height() - self.desk.theme.px(2.143) - room,
            wide,
            self.sizeHint().height(),
        )
