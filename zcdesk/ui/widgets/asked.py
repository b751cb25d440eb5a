"""Asked: what is worked out for something on a page, on one thread and one after another; the newest question wins."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QThreadPool, Signal
from shiboken6 import isValid

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.errands import Say, send
from zcdesk.workbench.snapshot import Snapshot

_pool: list[QThreadPool] = []


def pool() -> QThreadPool:
    """The one thread on which charts are drawn, one after another."""
    if not _pool:
        made = QThreadPool()
        made.setMaxThreadCount(1)
        _pool.append(made)
    return _pool[0]


_snapshots: WeakKeyDictionary[Desk, Snapshot] = WeakKeyDictionary()


class Asked(QObject):
    """Asks for something on the worker's thread and tells the answer on the window's; the newest question wins.

    Signals
    -------
    answered : object
        What the newest question gave.
    """

    answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.newest = 0

    def ask(self, work: Callable[[], object]) -> None:
        """Have something worked out; an older question that has not been begun is dropped."""
        self.newest += 1
        wish = self.newest

        def run(say: Say) -> None:
            if wish == self.newest:  # else a newer wish is waiting behind this one
                try:
                    found, wrong = work(), None
                except Exception as error:  # noqa: BLE001 - it rises again on the window's thread
                    found, wrong = None, error
                say((wish, found, wrong))

        send(run, self._take, pool())

    def ask_of(self, desk: Desk, work: Callable[[Snapshot], object]) -> None:
        """The same about the project as it stands now."""
        workbench = desk.workbench
        project = workbench.project
        if desk not in _snapshots:
            _snapshots[desk] = Snapshot(workbench.catalogue, project)
        snapshot = _snapshots[desk]
        self.ask(lambda: work(snapshot.follow(project)))

    def drop(self) -> None:
        """Nothing is wanted any more."""
        self.newest += 1

    def _take(self, told: tuple[int, object, Exception | None]) -> None:
        """Pass an answer on, if it is that to the newest question of something that is still there."""
        wish, found, wrong = told
        if wish != self.newest or not isValid(self):
            return
        if wrong is not None:
            raise wrong
        self.answered.emit(found)
