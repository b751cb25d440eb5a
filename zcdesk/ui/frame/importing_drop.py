"""A file dropped anywhere on the window goes to the import page, bills to theirs; pages that use it otherwise first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow

from zcdesk.ui.desk import Desk
from zcdesk.ui.frame.commands import BILLS, IMPORTING

_BILLS = (".pdf", ".ofd")


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
        if isinstance(event, QDragEnterEvent) and _files(event.mimeData()):
            self._desk.hint.emit(self._desk.words("importing.drop"))
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            paths = _files(event.mimeData())
            if paths:
                event.acceptProposedAction()
                self.take(*paths)
                return True
        return super().eventFilter(watched, event)

    def take(self, *paths: Path) -> None:
        """Show the import page with a file, the page of bills with several, or with one that may be a bill."""
        bills = len(paths) > 1 or paths[0].suffix.lower() in _BILLS
        self._desk.go(BILLS if bills else IMPORTING)
        page = getattr(self._window, "current", None)
        take = getattr(page, "open" if bills else "take_file", None)
        if take is not None:
            take(paths if bills else paths[0])


def dropped(held: QMimeData) -> Path | None:
    """The one file that is dropped; None where it is none, or several."""
    local = _files(held)
    return local[0] if len(local) == 1 else None


def _files(held: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()] if held.hasUrls() else []
