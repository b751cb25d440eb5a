"""Status line: what is saved, the total, what is missing and doubtful, and the keys of the page shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.parts import IconLabel, button, clear, key_cap, label


class StatusLine(QFrame):
    """One line at the foot of the window.

    Parameters
    ----------
    desk : Desk
    checks : callable
        Goes to the page of checks.
    """

    def __init__(self, desk: Desk, checks: Callable[[], None]) -> None:
        super().__init__()
        self.desk = desk
        px = desk.theme.px
        self.setObjectName("statusline")
        self.setFixedHeight(px(2.143))
        self.setMinimumWidth(px(20))  # its keys give way, and keep no window wide
        line = QHBoxLayout(self)
        line.setContentsMargins(px(1.143), 0, px(1.143), 0)
        line.setSpacing(px(0.571))
        self._icon = IconLabel(desk, "circle-check", "good", 0.93)
        self._saved = label(desk, "", 0.929, role="quiet")
        self.total = label(desk, "", 0.929, 500)
        self.missing = button(desk, "", checks, "link")
        self.doubtful = button(desk, "", checks, "link")
        for each in (self.missing, self.doubtful):
            each.setToolTip(f"{desk.words('action.findings')}  F7")
        self._states = (self._icon, self._saved, self.total, self.missing, self.doubtful)
        for part in self._states:
            line.addWidget(part)
        line.addStretch(1)
        self._pairs: list[tuple[QLabel, QLabel]] = []
        self._keys = QHBoxLayout()
        self._keys.setSpacing(px(0.571))
        line.addLayout(self._keys)

    def tell(self, saved: str, missing: int, doubtful: int) -> None:
        """What stands now; `saved` is the time of the last edit, empty if there was none since opening."""
        desk = self.desk
        fixed = desk.workbench.file.read_only
        told = desk.words("status.saved", time=saved) if saved else desk.words("status.opened")
        self._saved.setText(desk.words("status.read_only") if fixed else told)
        self._icon.show_icon("lock" if fixed else "circle-check", "doubt" if fixed else "good")
        self.total.setText(desk.workbench.headline(desk.year, desk.language))
        self.missing.setText(desk.words("nav.missing", n=missing))
        self.missing.setVisible(missing > 0)
        self.doubtful.setText(desk.words("nav.doubtful", n=doubtful))
        self.doubtful.setVisible(doubtful > 0)

        for each in (self.missing, self.doubtful):
            each.setAccessibleName(f"{each.text()}, {desk.words('action.findings')}")

    def stops(self) -> list[QPushButton]:
        """Where Tab stops: the counts that are shown."""
        return [each for each in (self.missing, self.doubtful) if not each.isHidden()]

    def come_last(self) -> None:
        """Put the counts at the end of the order of Tab, where they are read: parts of a page are made after them."""
        window, order = self.window(), (self.missing, self.doubtful)
        last = window.previousInFocusChain()
        if last is self.doubtful:
            return
        while last is not window and (last in order or not last.focusPolicy() & Qt.FocusPolicy.TabFocus):
            last = last.previousInFocusChain()
        QWidget.setTabOrder(last, self.missing)
        QWidget.setTabOrder(self.missing, self.doubtful)

    def tell_keys(self, keys: tuple[tuple[str, str], ...]) -> None:
        """The keys that work on the page shown, each with its words."""
        clear(self._keys)
        self._pairs = [
            (key_cap(self.desk, cap), label(self.desk, told, 0.857, role="quiet")) for cap, told in keys
        ]
        for cap, told in self._pairs:
            self._keys.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
            self._keys.addWidget(told)

    def told_to(self) -> int:
        """Where what is saved, the total and the counts end. [px]"""
        return self.desk.theme.px(1.143) + self._told()

    def _told(self) -> int:
        """What is saved, the total and the counts take, with a gap after each. [px]"""
        gap = self.desk.theme.px(0.571)
        shown = [each for each in self._states if not each.isHidden()]
        return sum(max(each.sizeHint().width(), each.minimumWidth()) + gap for each in shown)

    def fit(self, width: int) -> None:
        """As many keys as there is room for beside what is saved, missing and doubtful, which is never cut. [px]"""
        gap = self.desk.theme.px(0.571)
        room = width - 2 * self.desk.theme.px(1.143) - gap - self._told()
        for cap, told in self._pairs:
            room -= cap.sizeHint().width() + told.sizeHint().width() + 2 * gap
            for part in (cap, told):
                part.setVisible(room >= 0)
