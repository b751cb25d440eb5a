"""Chart why: F2 anywhere in a card of charts explains the figure that its columns or bands add up to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from zcdesk.ui.desk import Desk


class ChartWhy(QObject):
    """F2 of a card; whatever in it has the focus passes the key on.

    Parameters
    ----------
    desk : Desk
    card : QWidget
    figure : callable
        Id of the figure that is drawn; ``""`` while there is none, which is said.
    """

    def __init__(self, desk: Desk, card: QWidget, figure: Callable[[], str]) -> None:
        super().__init__(card)
        self._desk, self._figure = desk, figure
        card.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and event.key() == Qt.Key.Key_F2 and not event.modifiers():
            figure = self._figure()
            if figure:
                self._desk.why(figure)
            else:
                self._desk.toast.emit(self._desk.words("results.chart_no_why"))
            return True
        return super().eventFilter(watched, event)
