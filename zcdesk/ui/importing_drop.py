"""A file dropped anywhere on the window goes to the import page; pages that use it otherwise come first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow

from zcdesk.ui.commands import IMPORTING
from zcdesk.ui.desk import Desk


class Dropping(QObject):
    """Watches the window for files that are dropped.

    Parameters
    ----------
    window : QMainWindow
        Has ``current``, the page that is shown.
    """

    def __init__(self, window: QMainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and dropped(event.mimeData()) is not None:
            self._desk.hint.emit(self._desk.words("importing.drop"))
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            path = dropped(event.mimeData())
            if path is not None:
                event.acceptProposedAction()
                self.take(path)
                return True
        return super().eventFilter(watched, event)

    def take(self, path: Path) -> None:
        """Show the import page with a file."""
        self._desk.go(IMPORTING)
        take = getattr(getattr(self._window, "current", None), "take_file", None)
        if take is not None:
            take(path)


def dropped(held: QMimeData) -> Path | None:
    """The one file that is dropped; None where it is none, or several."""
    local = [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()] if held.hasUrls() else []
    return local[0] if len(local) == 1 else None
