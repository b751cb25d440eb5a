"""Side keys: the sidebar is one stop of Tab; inside it the arrows, Home and End move."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton

from zcdesk.ui.widgets.parts import Button


class SideButton(Button):
    """A button that tells of the focus and of keys; a filter would be asked at each of its events.

    Attributes
    ----------
    focused : list of callable
        Called when the focus has come.
    keys : list of callable
        Given a key before the button; the first that gives True has dealt with it.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.focused: list[Callable[[], object]] = []
        self.keys: list[Callable[[QKeyEvent], bool]] = []

    def focusInEvent(self, event: QFocusEvent) -> None:
        for each in self.focused:
            each()
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not any(each(event) for each in self.keys):
            super().keyPressEvent(event)


class SideKeys(QObject):
    """The keys of a column of buttons.

    Parameters
    ----------
    parent : QObject

    Signals
    -------
    stood : QPushButton
        The focus came to this one.
    """

    stood = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._items: list[QPushButton] = []

    def add(self, item: QPushButton) -> None:
        """One more, below the others."""
        if isinstance(item, SideButton):
            item.focused.append(partial(self._came, item))
            item.keys.append(partial(self._pressed, item))
        else:
            item.installEventFilter(self)
        item.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._items.append(item)

    def stop_at(self, item: QPushButton | None) -> None:
        """Where Tab stops; the first one if None."""
        for each in self._items:
            stop = each is item or (item is None and each is self._items[0])
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QPushButton):
            if event.type() == QEvent.Type.FocusIn:
                self._came(watched)
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._pressed(watched, event)
        return False

    def _came(self, item: QPushButton) -> None:
        self.stood.emit(item)
        self.stop_at(item)  # so that Tab goes on from here to the page, not to another item

    def _pressed(self, item: QPushButton, event: QKeyEvent) -> bool:
        """Go up or down by a key; whether it does that."""
        shown = [each for each in self._items if not each.isHidden()]
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or item not in shown:
            return False
        at, last = shown.index(item), len(shown) - 1
        to = {
            Qt.Key.Key_Up: at - 1,
            Qt.Key.Key_Down: at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if to is None:
            return False
        shown[max(0, min(to, last))].setFocus(Qt.FocusReason.TabFocusReason)
        return True
