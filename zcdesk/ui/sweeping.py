"""Sweeping: what holds itself in a circle is found and let go, on the window's thread and on no other.

Python looks for circles in whichever thread happens to make things, and an object of Qt that is let go is destroyed on
the spot, also while the window's thread paints it or tells it something. So Python's own search stays off, and the
window's thread searches: what is young now and then, everything in a moment when nobody does anything.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

TURN = 500
"""How often it is looked whether there may be something. [ms]"""
STILL = 200
"""Fewer things than that came to be between two looks: nobody is doing anything."""
FEW, MANY, FLOOD = 2_000, 10_000, 400_000
"""Things made and not let go: worth a look in a still moment, among the young at any moment, among all at any."""


class Sweeper(QObject):
    """Searches while the window lives; to be made on its thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._owed = 0
        """Made since everything was looked through."""
        self._last = 0
        self._clock = QTimer(self)
        self._clock.setInterval(TURN)
        self._clock.timeout.connect(self.turn)
        self._clock.start()

    def turn(self) -> None:
        """Look whether it is worth a search, and search."""
        made = gc.get_count()[0]
        still = made - self._last < STILL
        everything = self._owed + made
        if everything > FLOOD or (still and everything > MANY):
            gc.collect()
            self._owed = 0
        elif made > MANY or (still and made > FEW):
            gc.collect(1)
            self._owed = everything
        self._last = gc.get_count()[0]
