"""Alt keys: while Alt is held a key is a command or nothing, and never a text in an editor."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


def would_type(event: QKeyEvent) -> bool:
    """Whether Alt is held with a key that carries a text; AltGr, which some keyboards type with, is Ctrl and Alt."""
    held, text = event.modifiers(), event.text()
    alone = held & Qt.KeyboardModifier.AltModifier and not held & Qt.KeyboardModifier.ControlModifier
    return bool(alone and text and text.isprintable())


class Line(QLineEdit):
    """A line in which Alt with a digit or a letter writes nothing; the key goes to what the line stands in."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if would_type(event):
            event.ignore()
        else:
            super().keyPressEvent(event)
