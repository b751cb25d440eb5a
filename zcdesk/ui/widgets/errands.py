"""Errands: work on another thread; what it holds is let go on the window's, where the objects of Qt belong.

Whichever thread gives up the last hold on an object of Qt destroys it, there and then, and the window's thread may be
in the midst of telling it something. So a thread of a pool is handed a number and nothing else: the work, and whoever
waits for it, stand in a list that only the window's thread strikes from, after the work has returned.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid

Say = Callable[[Any], bool]
"""Carries something to the window's thread; False where nobody is left to be told, at the end of the program."""


class _Post(QObject):
    """Lives on the window's thread as long as the program: what is said on other threads comes out here."""

    said = Signal(int, object)
    over = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[int, tuple[Callable[[Say], object], Callable[[Any], object]]] = {}
        self.numbers = count(1)
        self.said.connect(self.on_said, Qt.ConnectionType.QueuedConnection)
        self.over.connect(self.on_over, Qt.ConnectionType.QueuedConnection)

    @Slot(int, object)
    def on_said(self, number: int, what: Any) -> None:
        """Some work said something."""
        self.held[number][1](what)

    @Slot(int)
    def on_over(self, number: int) -> None:
        """Some work returned."""
        del self.held[number]


_posts: list[_Post] = []


def send(
    work: Callable[[Say], object], told: Callable[[Any], object], pool: QThreadPool | None = None
) -> None:
    """Do `work` on a thread of a pool; what it says there is handed to `told` here, in its order.

    To be called on the window's thread. The work lets nothing rise: in a thread of the pool it would only be printed.
    """
    if not _posts:
        _posts.append(_Post())
    number = next(_posts[0].numbers)
    _posts[0].held[number] = work, told
    (pool or QThreadPool.globalInstance()).start(_Run(number))


class _Run(QRunnable):
    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def run(self) -> None:
        try:
            _do(self._number)
        finally:
            if isValid(_posts[0]):
                _posts[0].over.emit(self._number)


def _do(number: int) -> None:
    """The work itself; with the end of this call the thread holds nothing of it any more."""
    post = _posts[0]

    def say(what: Any) -> bool:
        if isValid(post):
            post.said.emit(number, what)
            return True
        return False

    post.held[number][0](say)
