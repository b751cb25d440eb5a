"""Side keys: the sidebar is one stop of Tab; inside it the arrows, Home and End move."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton


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
        item.installEventFilter(self)
        item.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._items.append(item)

    def stop_at(self, item: QPushButton | None) -> None:
        """Where Tab stops; the first one if None."""
        for each in self._items:
            stop = each is item or (item is None and each is self._items[0])
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QPushButton):
            self.stood.emit(watched)
            self.stop_at(watched)  # so that Tab goes on from here to the page, not to another item
        shown = [each for each in self._items if not each.isHidden()]
        plain = isinstance(event, QKeyEvent) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and plain
            and watched in shown
        ):
            at, last = shown.index(watched), len(shown) - 1  # type: ignore[arg-type]
            to = {
                Qt.Key.Key_Up: at - 1,
                Qt.Key.Key_Down: at + 1,
                Qt.Key.Key_Home: 0,
                Qt.Key.Key_End: last,
            }.get(Qt.Key(event.key()))
            if to is not None:
                shown[max(0, min(to, last))].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)
