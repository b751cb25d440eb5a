"""What goes on with a report, or what came of it: one line over the page, with cancel and the way to what was saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QProgressBar, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.parts import button, label, row


class Note(QWidget):
    """The line.

    Parameters
    ----------
    stop : callable
        Gives up what is under way, or does it again.

    Attributes
    ----------
    saved : Path or None
        The file that it speaks of.
    """

    def __init__(self, desk: Desk, stop: Callable[[], None]) -> None:
        super().__init__()
        self._desk = desk
        self.saved: Path | None = None
        px = desk.theme.px
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.news = label(desk, "", 0.929, wrap=True)
        self.cancel = button(desk, desk.words("look.cancel"), stop, key="Esc")
        self.open_pdf = button(desk, desk.words("look.open_saved"), self.show_saved, "link", "file-text")
        self.open_folder = button(
            desk, desk.words("look.open_folder"), self.show_folder, "link", "folder-open"
        )
        holder = row(self.news, self.open_pdf, self.open_folder, self.bar, self.cancel, space=px(0.857))
        holder.setContentsMargins(px(1.286), px(0.429), px(1.286), px(0.429))
        holder.setStretch(0, 2)
        self.setLayout(holder)

    def tell(self, text: str, busy: bool = False, again: bool = False, saved: Path | None = None) -> None:
        """Say something; nothing, and it is not there."""
        self.news.setText(text)
        self.saved = saved
        self.open_pdf.setVisible(saved is not None)
        self.open_folder.setVisible(saved is not None)
        self.bar.setVisible(busy)
        self.cancel.setVisible(busy or again)
        self.setVisible(bool(text))

    def show_saved(self) -> None:
        """Open what was saved in the program that the system has for it."""
        self._show_outside(self.saved)

    def show_folder(self) -> None:
        """Open the folder in which it was saved."""
        self._show_outside(self.saved.parent if self.saved is not None else None)

    def _show_outside(self, path: Path | None) -> None:
        if path is None:
            return
        there = path.exists()
        if not there or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            key = "look.cannot_open" if there else "look.no_more"
            self.tell(self._desk.words(key, path=path), saved=self.saved if there else None)
