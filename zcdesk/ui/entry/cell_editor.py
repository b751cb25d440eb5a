"""Cell editor: the one line that stands over a cell of a month table while something is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QTableView

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.alt_keys import pointed, would_type

_CTRL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = {
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
}  # fmt: skip


class CellEditor(QLineEdit):
    """The one editor of a month table; it stands over the current cell while something is typed."""

    done = Signal(int, int)
    given_up = Signal()

    def __init__(self, desk: Desk, parent: QTableView) -> None:
        super().__init__(parent.viewport())
        self.setObjectName("cell_editor")
        self.setFont(desk.theme.font(0.929, 500))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.setAccessibleName(desk.words("entry.editor"))
        self.fresh = True
        self._composing = False
        self.hide()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        pressed = (
            isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not self._composing
        )
        if pressed and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):  # type: ignore[attr-defined]
            self.done.emit(0, -1 if event.key() == Qt.Key.Key_Backtab else 1)  # type: ignore[attr-defined]
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~_KEYPAD
        if self._composing:
            super().keyPressEvent(event)
        elif key in _ENTER and not held & (_CTRL | _ALT):
            self.done.emit(-1 if held & _SHIFT else 1, 2)
        elif key == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) or (self.fresh and key in _ARROWS and not held):
            self.done.emit(*_ARROWS[Qt.Key(key)])
        else:
            if not would_type(event):
                super().keyPressEvent(pointed(self, event))
            event.accept()  # a bare Shift would go to the table, which hands keys to its editor: round and round
