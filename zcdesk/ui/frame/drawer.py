"""Drawer: the panel with a chain beside the page goes with what one stands on, and the first Esc closes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from zcdesk.ui.frame.sidebar import Sidebar
from zcdesk.ui.widgets.parts import Page

WAIT = 120
"""After so long on another figure its chain is shown: a held arrow key makes no chain of each cell. [ms]"""


class Drawn(Protocol):
    """What has the drawer: the window."""

    panel: QWidget | None
    side: QWidget | None
    sidebar: Sidebar

    @property
    def current(self) -> Page | None:
        """The page that is shown."""


class Drawer(QObject):
    """Follows the focus while a chain stands beside the page.

    Parameters
    ----------
    window : Drawn
    """

    def __init__(self, window: Drawn, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._watched: QWidget | None = None
        self._page: Page | None = None
        self._stands = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT)
        self._soon.timeout.connect(self._compare)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._moved)

    @property
    def open(self) -> QWidget | None:
        """The chain beside the page, if there is one."""
        for each in (self._window.panel, self._window.side):
            if each is not None and hasattr(each, "follow") and each.isVisible():
                return each
        return None

    @property
    def held(self) -> bool:
        """Whether the focus is in the chain."""
        panel, focus = self.open, QApplication.focusWidget()
        return panel is not None and focus is not None and _within(panel, focus)

    def opened(self) -> None:
        """A chain was opened, of what one stands on."""
        self._soon.stop()
        focus = QApplication.focusWidget()
        self._moved(None, focus)
        self.settle()

    def settle(self) -> None:
        """One was led here from the chain: it stays until one stands on something else."""
        self._soon.stop()
        self._page, self._stands = self._window.current, self._here()

    def close(self) -> bool:
        """Close it; whether it was open. The focus stays where it is in the page, else it goes back there."""
        panel = self.open
        if panel is None:
            return False
        panel.leave()  # type: ignore[attr-defined]
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and not event.modifiers() and self.open is not None:
                event.accept()
                return kind == QEvent.Type.ShortcutOverride or self.close()
            if kind == QEvent.Type.KeyPress:
                self._soon.start()
        elif kind == QEvent.Type.MouseButtonRelease:
            self._soon.start()
        return False

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        """The focus has moved: only what has it is listened to, and only while a chain is open."""
        if not isValid(self):
            return
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = None
        if self.open is None or now is None or not self._heard(now):
            return
        self._watched = now
        now.installEventFilter(self)
        self._soon.start()

    def _heard(self, widget: QWidget) -> bool:
        """Whether its keys are the page's or the sidebar's; what lies over them has an Esc of its own."""
        page = self._window.current
        return any(each is not None and _within(each, widget) for each in (page, self._window.sidebar))

    def _here(self) -> str:
        """The figure of what has the focus in the page; ``""`` where that has none."""
        page, each = self._window.current, QApplication.focusWidget()
        if page is None or each is None or not _within(page, each):
            return ""
        while each is not None:
            told: Callable[[], str] | None = getattr(each, "figure_here", None)
            if told is not None:
                return told()
            each = None if each is page else each.parentWidget()
        return ""

    def _compare(self) -> None:
        """Show the chain of what one stands on now; where a page has none to show, close."""
        panel = self.open
        if panel is None:
            return
        here, page = self._here(), self._window.current
        if page is not self._page and not here:
            self.close()
        elif here and here != self._stands:
            self._page, self._stands = page, here
            if panel is not self._window.panel or not panel.follow(here):  # type: ignore[attr-defined]
                self.close()


def _within(holder: QWidget, widget: QWidget) -> bool:
    return widget is holder or holder.isAncestorOf(widget)


__all__ = ["Drawer"]
