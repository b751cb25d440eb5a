"""Alt keys: while Alt is held a key is a command or nothing, and never a text in an editor; the point of the pad."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


def would_type(event: QKeyEvent) -> bool:
    """Whether Alt is held with a key that carries a text; AltGr, which some keyboards type with, is Ctrl and Alt."""
    held, text = event.modifiers(), event.text()
    alone = held & Qt.KeyboardModifier.AltModifier and not held & Qt.KeyboardModifier.ControlModifier
    return bool(alone and text and text.isprintable())


def pointed(edit: QLineEdit, event: QKeyEvent) -> QKeyEvent:
    """The key as a field of numbers means it: the point of a number pad writes a point.

    On keyboards of some countries that key carries a comma, which would part thousands.
    """
    numbers = edit.inputMethodHints() & Qt.InputMethodHint.ImhFormattedNumbersOnly
    pad = event.modifiers() == Qt.KeyboardModifier.KeypadModifier
    if not (numbers and pad and event.key() == Qt.Key.Key_Comma):
        return event
    return QKeyEvent(event.type(), Qt.Key.Key_Period, event.modifiers(), ".", event.isAutoRepeat())


class Line(QLineEdit):
    """A line in which Alt with a digit or a letter writes nothing; the key goes to what the line stands in."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if would_type(event):
            event.ignore()
        else:
            super().keyPressEvent(pointed(self, event))
