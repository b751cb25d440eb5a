"""Toast keys: a key leads to what a toast offers; there the arrows and Tab go round, Enter takes, Esc goes back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton

from zcdesk.ui.frame.toast import Toast
from zcdesk.ui.widgets.coming_back import come_back, standing

_ON = (Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_Down)
_BACK = (Qt.Key.Key_Backtab, Qt.Key.Key_Left, Qt.Key.Key_Up)
_TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


def enter(toast: Toast) -> None:
    """Stand on the first way of what is said; where nothing is said any more, what was said last is said again."""
    if toast.isHidden():
        toast.again()
    ways = [each for each in toast.ways if not each.isHidden()]
    if ways and not toast.isHidden() and QApplication.focusWidget() not in ways:
        _Standing(toast, ways)


class _Standing(QObject):
    """One stands in a toast, until the focus goes elsewhere."""

    def __init__(self, toast: Toast, ways: list[QPushButton]) -> None:
        super().__init__(toast)
        self._toast, self._ways = toast, ways
        self._came_from = standing(QApplication.focusWidget())
        toast.hold(True)
        for each in ways:
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            each.installEventFilter(self)
        ways[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._look)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        at = next((at for at, each in enumerate(self._ways) if each is watched), 0)
        if key in (*_ON, *_BACK):
            by = 1 if key in _ON else -1
            self._ways[(at + by) % len(self._ways)].setFocus(Qt.FocusReason.TabFocusReason)
        elif key == Qt.Key.Key_Escape:
            come_back(self._came_from)
        elif key in _TAKE and not event.isAutoRepeat():
            come_back(self._came_from)  # what is done is done from where one was
            self._ways[at].click()
        else:
            return False
        return True

    def _look(self) -> None:
        """Whether one still stands here; else the toast is as any other."""
        if QApplication.focusWidget() in self._ways:
            return
        for each in self._ways:
            each.removeEventFilter(self)
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if not self._toast.isHidden():
            self._toast.hold(False)
        self.deleteLater()
