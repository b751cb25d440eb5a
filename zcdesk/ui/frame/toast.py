"""Toast: what has just been done, for six seconds over what was said before; it takes the focus only by its key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.parts import button, key_cap, label

if TYPE_CHECKING:
    from zcdesk.ui.widgets.works import Doing

SECONDS = 6
KEY = "Alt+N"
"""Leads to the ways that a toast offers."""
LONGEST = 48
"""Width beyond which a sentence goes on below. [em]"""


class Toast(QFrame):
    """A sentence over the left end of the status line, where it covers no key and nothing of the page.

    Parameters
    ----------
    desk : Desk
    over : QWidget
        Where it stands.
    undo, there : callable
        Takes back the last step, and says so; goes where what it tells has happened.
    covers : callable
        How far what it lies over reaches: of that nothing looks out beside it, a total least of all. [px]
    """

    def __init__(
        self,
        desk: Desk,
        over: QWidget,
        undo: Callable[[], None],
        there: Callable[[], None],
        covers: Callable[[], int] = lambda: 0,
    ) -> None:
        super().__init__(over)
        self.desk, self._over, self._covers = desk, over, covers
        px = desk.theme.px
        self.setObjectName("toast")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line = QHBoxLayout(self)
        line.setContentsMargins(px(1), 0, px(1), 0)
        line.setSpacing(px(0.857))
        self.text = label(desk, "", 0.929, wrap=True)
        self.back = button(desk, desk.words("action.undo"), undo, "link", key="Ctrl+Z")
        self.back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.there = button(desk, desk.words("key.there"), there, "link", key="Alt+Z")
        self.there.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.path: Path | None = None
        self.open = button(desk, desk.words("filling.open"), lambda: self._outside(False), "link")
        self.folder = button(desk, desk.words("filling.folder"), lambda: self._outside(True), "link")
        for way in (self.open, self.folder):
            way.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cancel = button(desk, desk.words("works.cancel"), self._call_off, "link")
        self.cancel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(px(8))
        self.doing: Doing | None = None
        self.ways = (self.cancel, self.open, self.folder, self.back, self.there)
        self.key = key_cap(desk, KEY)
        for part in (self.text, self.bar, *self.ways, self.key):
            line.addWidget(part)
        line.addStretch(1)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SECONDS * 1000)
        self._clock.timeout.connect(self.end)
        self.hide()

    def say(self, text: str, back: bool = False, there: bool = False, path: Path | None = None) -> None:
        """Show a sentence; `back` offers to undo it, `there` to go where it happened, `path` to open what it tells."""
        if not text:
            self.hide()
            return
        self._show(text, back, there, path)
        self._clock.start(SECONDS * (2000 if path is not None else 1000))

    def work(self, doing: Doing | None) -> None:
        """Tell what is under way for as long as it is, after what has just been said."""
        before, self.doing = self.doing, doing
        if self._clock.isActive():
            return
        if doing is None:
            if before is not None:
                self.hide()
        elif before is None or before.said != doing.said or self.bar.isHidden():
            self._show(doing.said, False, False, None, doing)
        else:
            self._fill(doing)

    def end(self) -> None:
        """What was said has stood long enough; what is under way is told again."""
        self._clock.stop()
        self.hide()
        self.work(self.doing)

    def _call_off(self) -> None:
        if self.doing is not None:
            self.doing.cancel()

    def _fill(self, doing: Doing) -> None:
        self.bar.setRange(0, 100 if doing.percent >= 0 else 0)
        self.bar.setValue(max(doing.percent, 0))

    def _show(
        self, text: str, back: bool, there: bool, path: Path | None, doing: Doing | None = None
    ) -> None:
        self.text.setText(text)
        wide = self.text.fontMetrics().horizontalAdvance(text) + 2
        self.text.setFixedWidth(
            min(wide, self.desk.theme.px(LONGEST), self._over.width() - self.desk.theme.px(22))
        )
        self.back.setVisible(back)
        self.there.setVisible(there)
        self.path = path
        self.open.setVisible(path is not None)
        self.folder.setVisible(path is not None)
        self.bar.setVisible(doing is not None)
        self.cancel.setVisible(doing is not None)
        if doing is not None:
            self._fill(doing)
        self.key.setVisible(path is not None or doing is not None)  # the other ways have keys of their own
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()

    def hold(self, held: bool) -> None:
        """Stay while one stands in it."""
        if held:
            self._clock.stop()
        elif self.bar.isHidden():  # what is under way stays as long as it is
            self._clock.start(SECONDS * 1000)

    def again(self) -> None:
        """What was said last, once more, without the way back: more may have been done since."""
        self.say(self.text.text(), path=self.path)

    def place(self) -> None:
        """Stand at the lower left; the window tells when it has another size."""
        px = self.desk.theme.px
        wide = min(max(self.sizeHint().width(), self._covers()), self._over.width() - px(1.143))
        high = max(px(2.143), self.sizeHint().height())
        self.setGeometry(0, self._over.height() - high, wide, high)

    def _outside(self, folder: bool) -> None:
        from zcdesk.ui.intake.filling import show_outside  # what a start does not need

        if self.path is not None:
            show_outside(self.desk, self.path.parent if folder else self.path)
