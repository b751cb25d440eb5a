"""Field edits: a short text or number, a long text, a choice; undo goes to the project while nothing is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.alt_keys import Line, would_type

MOST_LINES = 5
"""Lines to which a text field grows; a longer text scrolls in it."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL, _ALT, _SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class LineField(Line):
    """A short text or a number. Undo goes to the project while nothing is being typed."""

    command = Signal(str)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if command_of(event):
                event.accept()
                return True
            if (
                event.modifiers() == _CTRL
                and event.key() in (Qt.Key.Key_Z, Qt.Key.Key_Y)
                and not self.isModified()
            ):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = command_of(event)
        if command == "restore" and not self.isModified():
            event.ignore()  # nothing to restore: the page may have a use for Esc
        elif event.key() == Qt.Key.Key_Space and not self.text() and not event.modifiers():
            self.command.emit("none")
        elif command:
            self.command.emit(command)
        else:
            super().keyPressEvent(event)


class TextField(QPlainTextEdit):
    """A text that may be long; it grows with what is written, to five lines."""

    command = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.fit)
        self.textChanged.connect(self.fit)

    def fit(self) -> None:
        """Take the height of the text, all of which is seen then: the scroll of a lower box does not stay."""
        lines = max(1, min(MOST_LINES, round(self.document().size().height())))
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + self._desk.theme.px(0.75))
        if self.document().size().height() <= MOST_LINES:
            self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._soon.start()  # another height now would leave the viewport as low as it was

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if command_of(event):
                event.accept()
                return True
            undo = event.modifiers() == _CTRL and event.key() in (Qt.Key.Key_Z, Qt.Key.Key_Y)
            if (undo and not self.document().isModified()) or event.key() in _ENTER:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = command_of(event)
        way = {"below": QTextCursor.MoveOperation.Down, "above": QTextCursor.MoveOperation.Up}.get(command)
        if command == "restore" and not self.document().isModified():
            event.ignore()
        elif way is not None and self.textCursor().movePosition(way):
            super().keyPressEvent(event)  # there is a line of the text to go to
        elif command:
            self.command.emit(command)
        elif event.key() in _ENTER and event.modifiers() & _ALT:
            self.insertPlainText("\n")
        elif would_type(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class ChoiceField(QPushButton):
    """What was chosen; Enter, Space, Alt+Down or any letter opens the searchable list."""

    command = Signal(str)
    opened = Signal(str)

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and command_of(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = command_of(event)
        down = event.key() == Qt.Key.Key_Down and event.modifiers() & _ALT
        if command == "restore":
            event.ignore()  # a choice is made at once: there is no text to restore
        elif command and command != "next":
            self.command.emit(command)
        elif event.key() == Qt.Key.Key_Delete:
            self.command.emit("clear")
        elif command == "next" or event.key() == Qt.Key.Key_Space or down:
            self.opened.emit("")
        elif event.text().strip() and event.text().isprintable() and not event.modifiers() & (_CTRL | _ALT):
            self.opened.emit(event.text())
        else:
            super().keyPressEvent(event)


def command_of(event: QKeyEvent) -> str:
    """The command that a key means in a field: ``next``, ``back``, ``restore``, ``help`` …; ``""`` if it types."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if not held:
        plain = {
            Qt.Key.Key_F1: "help", Qt.Key.Key_F2: "why", Qt.Key.Key_F4: "unit", Qt.Key.Key_Escape: "restore",
            Qt.Key.Key_Return: "next", Qt.Key.Key_Enter: "next",
            Qt.Key.Key_Down: "below", Qt.Key.Key_Up: "above",
        }  # fmt: skip
        return plain.get(key, "")
    if held == _SHIFT:
        return "back" if key in _ENTER else "grade" if key == Qt.Key.Key_F4 else ""
    if held == _ALT:
        return {Qt.Key.Key_0: "default", Qt.Key.Key_1: "fix", Qt.Key.Key_2: "confirm"}.get(key, "")
    return "attach" if held == _CTRL and key == Qt.Key.Key_E else ""
