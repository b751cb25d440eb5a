"""Banner: one sentence at the top of the start window, with its ways out, and what is under way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from zcdesk.ui.start.front import Front
from zcdesk.ui.widgets.parts import IconLabel, button, clear, label

ICONS = {
    "banner_bad": ("circle-x", "bad"),
    "banner_good": ("circle-check", "good"),
    "banner_note": ("info", "accent"),
}
"""Icon and role of each kind."""

Way = tuple[str, Callable[[], object]]


class Banner(QFrame):
    """A sentence on its ground; hidden while there is nothing to say.

    Attributes
    ----------
    waits : bool
        It tells of something that is under way.
    """

    def __init__(self, front: Front) -> None:
        super().__init__()
        self._front, self.waits = front, False
        self.setObjectName("banner_bad")
        self._line = QHBoxLayout(self)
        self.message = label(front, "", 1.0, wrap=True)
        self.hide()

    def say(self, text: str, kind: str, ways: Sequence[Way] = ()) -> None:
        """Show a sentence; the first way out of something bad takes the focus."""
        front, px, line = self._front, self._front.theme.px, self._line
        clear(line)
        self.waits = False
        self.setObjectName(kind)
        self.style().unpolish(self)
        self.style().polish(self)
        line.setContentsMargins(px(0.857), px(0.571), px(0.857), px(0.571))
        icon, role = ICONS[kind]
        line.addWidget(IconLabel(front, icon, role, 1.15))
        self.message = label(front, text, 1.0, wrap=True)
        line.addWidget(self.message)
        line.setStretch(1, 1)
        for number, (said, act) in enumerate(ways):
            way = button(front, said, act, "link", "arrow-right")
            line.addWidget(way)
            if not number and kind == "banner_bad":
                way.setFocus()
        self.setAccessibleName(text)
        self.show()

    def wait(self, text: str, call_off: Callable[[], object]) -> None:
        """Tell how far something is, with a way to call it off."""
        if self.isVisible() and self.waits:
            self.message.setText(text)
            self.setAccessibleName(text)
            return
        self.say(text, "banner_note")
        self.waits = True
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(self._front.theme.px(9))
        self._line.addWidget(bar)
        self._line.addWidget(
            button(self._front, self._front.words("around.start.cancel"), call_off, key="Esc")
        )
