"""Opening beside the window: the start window goes on answering, tells how far it is, and can call it off."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from zcdesk.store.trouble import FileTrouble
from zcdesk.ui.widgets.jobs import Job, Jobs
from zcdesk.workbench.opening import Opened, stage

PATIENCE = 500
"""How long nothing is said about an opening. [ms]"""

Work = Callable[[Callable[[int], None], Callable[[], bool]], Opened | None]


class Opening(QObject):
    """One opening at a time; the newest wins.

    Parameters
    ----------
    waited : callable
        Told, on the window's thread, which part of the work is being done, once it takes long; ``""`` at its end.
    done : callable
        Given the open project, on the window's thread.
    failed : callable
        Given what stood in the way, on the window's thread.
    """

    def __init__(
        self,
        waited: Callable[[str], None],
        done: Callable[[Opened], None],
        failed: Callable[[FileTrouble], None],
    ) -> None:
        super().__init__()
        self._waited, self._done, self._failed = waited, done, failed
        self._turn = threading.Lock()  # the file of an opening that was called off may be the one wanted next
        self._stage = ""
        self._slow = False
        self.jobs = Jobs(self)
        self.jobs.progress.connect(self._came)
        self.jobs.busy.connect(self._over)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(PATIENCE)
        self._clock.timeout.connect(self._long)

    @property
    def running(self) -> bool:
        """Whether something is being opened."""
        return self.jobs.running("open")

    def begin(self, work: Work) -> None:
        """Open something on another thread."""

        def run(job: Job) -> Opened | FileTrouble | None:
            with self._turn:
                if not job.wanted():
                    return None
                try:
                    return work(job.progress, job.wanted)
                except FileTrouble as trouble:
                    return trouble

        self.jobs.start("open", run, self._ended, lambda _: None, _dropped)
        self._stage, self._slow = stage(0), False
        self._clock.start()

    def cancel(self) -> None:
        """Call it off; what was opened meanwhile is let go."""
        self.jobs.cancel("open")

    def _came(self, _: str, percent: int) -> None:
        self._stage = stage(percent)
        if self._slow:
            self._waited(self._stage)

    def _long(self) -> None:
        self._slow = True
        self._waited(self._stage)

    def _over(self, _: str, busy: bool) -> None:
        """It ended, well or not: nobody waits any more."""
        if not busy:
            self._clock.stop()
            self._waited("")

    def _ended(self, value: Opened | FileTrouble | None) -> None:
        if isinstance(value, FileTrouble):
            self._failed(value)
        elif value is not None:
            self._done(value)


def _dropped(value: Opened | FileTrouble | None) -> None:
    """What nobody waits for any more is let go, on any thread."""
    if isinstance(value, Opened):
        value.drop()
