"""Keys, as a person presses them."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def focused() -> QWidget:
    """What has the focus."""
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the focus"
    return found


def press(keys: str, on: QWidget | None = None) -> None:
    """Press a key combination, ``Ctrl+Z`` or ``Return``, where the focus is."""
    combination = QKeySequence(keys)[0]
    QTest.keyClick(on or focused(), combination.key(), combination.keyboardModifiers())
    QApplication.processEvents()


def type_text(text: str, on: QWidget | None = None) -> None:
    """Type a text where the focus is."""
    QTest.keyClicks(on or focused(), text)
    QApplication.processEvents()


def paste(text: str, on: QWidget | None = None) -> None:
    """Put a text on the clipboard and press Ctrl+V."""
    QApplication.clipboard().setText(text)
    QTest.keyClick(on or focused(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()


def wait(holds: Callable[[], bool]) -> None:
    """Let the other threads finish, at most a minute."""
    until = time.monotonic() + 60
    while not holds() and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.005)
    assert holds()
