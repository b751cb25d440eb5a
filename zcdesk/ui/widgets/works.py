"""Works: files that are written beside the pages; each is told at the foot of the window, and can be called off there.

What takes shape on a page of its own is that page's job; this is for what a command writes, wherever one stands.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer

from zcdesk.domain.record import dataclass
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.jobs import Job, Jobs
from zcdesk.workbench.refusal import Refused

PATIENCE = 500
"""So long nothing is told of it. [ms]"""


@dataclass(frozen=True, slots=True)
class Doing:
    """What is under way.

    Attributes
    ----------
    said : str
    percent : int
        How far it is; -1 where that is not known. [%]
    cancel : callable
        Calls it off.
    """

    said: str
    percent: int
    cancel: Callable[[], None]


class GivenUp(Exception):
    """Nobody waits any more."""


class Works(QObject):
    """The works of one window.

    Parameters
    ----------
    desk : Desk
        Is told what is under way, on its thread, by the signal ``working``.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._said: dict[str, Doing] = {}
        self._parts: dict[str, tuple[Generator[int, None, None], Callable[[], None], str]] = {}
        self.jobs = Jobs(self)
        self.jobs.progress.connect(self._came)
        self.jobs.busy.connect(self._turned)
        desk.looked.connect(self._tell)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(PATIENCE)
        self._late.timeout.connect(self._tell)

    def begin(self, kind: str, said: str, work: Callable[[Job], Any], done: Callable[[Any], None]) -> None:
        """Do something on another thread; what was begun of the same kind is called off."""

        def run(job: Job) -> Any:
            try:
                return work(job)
            except GivenUp:
                return None

        def failed(refused: Refused) -> None:
            self._desk.toast.emit(self._desk.say(refused.words))

        self.jobs.start(kind, run, done, failed)
        self._said[kind] = Doing(said, -1, lambda: self.cancel(kind))
        self._late.start()

    def turn(
        self,
        kind: str,
        said: str,
        parts: Generator[int, None, None],
        done: Callable[[], None],
        cancelled: str,
    ) -> None:
        """Do something on this thread, a part at a time; the window answers between the parts.

        Each part gives how far it is [%]; `cancelled` is said when it is called off before its end.
        """
        self.cancel(kind)
        self._parts[kind] = parts, done, cancelled
        self._said[kind] = Doing(said, 0, lambda: self.cancel(kind))
        self._late.start()
        QTimer.singleShot(0, self, partial(self._part, kind, parts))

    def cancel(self, kind: str) -> None:
        """Call something off; nothing of it is left."""
        if self.jobs.running(kind):
            self.jobs.cancel(kind)
            self._desk.hint.emit(self._desk.words("works.cancelled"))
        elif kind in self._parts:
            parts, _, cancelled = self._parts.pop(kind)
            parts.close()
            self._turned(kind, False)
            self._desk.hint.emit(cancelled)

    def _part(self, kind: str, parts: Generator[int, None, None]) -> None:
        """The next part of something, unless it was called off or begun anew."""
        held = self._parts.get(kind)
        if held is None or held[0] is not parts:
            return
        try:
            percent = next(parts, None)
        except Exception:
            del self._parts[kind]
            self._turned(kind, False)
            raise
        if percent is not None:
            self._came(kind, percent)
            QTimer.singleShot(0, self, partial(self._part, kind, parts))
            return
        del self._parts[kind]
        self._turned(kind, False)
        held[1]()

    def _came(self, kind: str, percent: int) -> None:
        if kind in self._said:
            self._said[kind] = Doing(self._said[kind].said, percent, self._said[kind].cancel)
        if not self._late.isActive():
            self._tell()

    def _turned(self, kind: str, busy: bool) -> None:
        if not busy:
            self._said.pop(kind, None)
            self._tell()

    def _tell(self) -> None:
        """What was begun last, of what is under way."""
        self._desk.working.emit(next(reversed(self._said.values()), None))


def works(desk: Desk) -> Works:
    """The works of a desk."""
    held = desk.findChild(Works)
    return held if held is not None else Works(desk)


def step(job: Job, percent: int) -> None:
    """Tell how far it is; rises where nobody waits any more. [%]"""
    if not job.wanted():
        raise GivenUp
    job.progress(percent)
