"""Month commands: what a key means in a table of months while no figure is being typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_CTRL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_PLAIN = {
    Qt.Key.Key_F1: "help", Qt.Key.Key_F2: "why", Qt.Key.Key_F4: "unit", Qt.Key.Key_Space: "none",
    Qt.Key.Key_Delete: "clear",
}  # fmt: skip
_CONTROL = {
    Qt.Key.Key_V: "paste", Qt.Key.Key_C: "copy", Qt.Key.Key_R: "fill_right", Qt.Key.Key_E: "attach",
}  # fmt: skip
_ALTERNATE = {Qt.Key.Key_0: "default", Qt.Key.Key_1: "fix", Qt.Key.Key_2: "confirm"}


def command_of(event: QKeyEvent) -> str:
    """The command of a key; ``""`` if it moves, or types."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if held == Qt.KeyboardModifier.NoModifier:
        return _PLAIN.get(key, "")
    if held == _SHIFT and key == Qt.Key.Key_F4:
        return "grade"
    if held == _CTRL:
        return _CONTROL.get(key, "")
    if held == _CTRL | _SHIFT and key == Qt.Key.Key_V:
        return "paste_turned"
    return _ALTERNATE.get(key, "") if held == _ALT else ""
