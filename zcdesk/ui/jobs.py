"""Jobs: work on another thread; the newest of a kind wins, and what nobody waits for any more is dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid

from zcdesk.domain.record import dataclass
from zcdesk.workbench.refusal import Refused


class Job:
    """One piece of work: `wanted` is asked by the work, `progress` tells how far it is, `give` gives a part of it."""

    def __init__(self, tell: Callable[[int], None], part: Callable[[Any], None] = lambda _: None) -> None:
        self._wanted = True
        self._tell, self._part = tell, part

    def wanted(self) -> bool:
        """Whether anybody still waits; may be asked on any thread."""
        return self._wanted

    def cancel(self) -> None:
        """Nobody waits any more."""
        self._wanted = False

    def progress(self, percent: int) -> None:
        """Tell how far it is. [%]"""
        if self._wanted:
            self._tell(percent)

    def give(self, part: Any) -> None:
        """Give what can already be shown."""
        if self._wanted:
            self._part(part)


class _Told(QObject):
    """What a job says, carried over to the window's thread by Qt."""

    ended = Signal(object)
    percent = Signal(int)
    part = Signal(object)

    def __init__(
        self, end: Callable[[Any], None], tell: Callable[[int], None], came: Callable[[Any], None]
    ) -> None:
        super().__init__()
        self._end, self._tell, self._came = end, tell, came
        self.ended.connect(self.on_ended, Qt.ConnectionType.QueuedConnection)
        self.percent.connect(self.on_percent, Qt.ConnectionType.QueuedConnection)
        self.part.connect(self.on_part, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def on_ended(self, value: Any) -> None:
        """The work gave a value, or was refused."""
        self._end(value)

    @Slot(int)
    def on_percent(self, percent: int) -> None:
        """The work came so far."""
        self._tell(percent)

    @Slot(object)
    def on_part(self, part: Any) -> None:
        """The work gave a part."""
        self._came(part)


@dataclass(frozen=True, slots=True)
class _Broken:
    """A mistake of ours in the work; it rises again on the window's thread, where the crash handler hears of it."""

    error: Exception


class _Run(QRunnable):
    def __init__(
        self, work: Callable[[Job], Any], job: Job, told: _Told, dropped: Callable[[Any], None]
    ) -> None:
        super().__init__()
        self._work, self._job, self._told, self._dropped = work, job, told, dropped

    def run(self) -> None:
        if not self._job.wanted():
            return
        try:
            value = self._work(self._job)
        except Refused as refused:
            value = refused
        except Exception as error:  # noqa: BLE001 - in a thread of the pool it would only be printed
            value = _Broken(error)
        if self._job.wanted() and isValid(self._told):  # at the end of the program nobody is there to be told
            self._told.ended.emit(value)
        elif not isinstance(value, _Broken):
            self._dropped(value)


class Jobs(QObject):
    """The work of one page. At most one job of each kind counts: the newest.

    Signals
    -------
    busy : str, bool
        A kind of work began or ended. On the window's thread.
    progress : str, int
        How far it is. [%]
    """

    busy = Signal(str, bool)
    progress = Signal(str, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        held: dict[str, tuple[Job, _Told]] = {}
        self._current = held
        self.destroyed.connect(lambda: [job.cancel() for job, _ in held.values()])

    def start(
        self,
        kind: str,
        work: Callable[[Job], Any],
        done: Callable[[Any], None],
        failed: Callable[[Refused], None],
        dropped: Callable[[Any], None] = lambda _: None,
        came: Callable[[Any], None] = lambda _: None,
    ) -> Job:
        """Do `work` on another thread, then call `done` or `failed` on this one, unless something newer began.

        What the work gives when nobody waits any more is handed to `dropped`, on any thread; a part that it gives
        on the way to `came`, on this one.
        """
        self.cancel(kind)

        def end(value: Any) -> None:
            if job.wanted():
                self._current.pop(kind, None)
                self.busy.emit(kind, False)
                if isinstance(value, _Broken):
                    raise value.error
                (failed if isinstance(value, Refused) else done)(value)
            elif not isinstance(value, _Broken):
                dropped(value)

        def tell(percent: int) -> None:
            if job.wanted():
                self.progress.emit(kind, percent)

        def take(part: Any) -> None:
            if job.wanted():
                came(part)

        told = _Told(end, tell, take)
        job = Job(told.percent.emit, told.part.emit)
        self._current[kind] = (job, told)
        self.busy.emit(kind, True)
        QThreadPool.globalInstance().start(_Run(work, job, told, dropped))
        return job

    def cancel(self, kind: str) -> None:
        """Drop the work of a kind; its result is not awaited."""
        held = self._current.pop(kind, None)
        if held is not None:
            held[0].cancel()
            self.busy.emit(kind, False)

    def running(self, kind: str) -> bool:
        """Whether work of a kind is under way."""
        return kind in self._current
