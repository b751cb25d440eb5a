"""Jobs: work on another thread; the newest of a kind wins, and what nobody waits for any more is dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from zcdesk.domain.record import dataclass
from zcdesk.ui.widgets.errands import Say, send
from zcdesk.workbench.refusal import Refused


class Job:
    """One piece of work: `wanted` is asked by the work, `progress` tells how far it is, `give` gives a part of it."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._wanted = True
        self._say: Say = lambda _: False

    def begin(self, say: Say) -> None:
        """The work begins; what it tells is said so."""
        self._say = say

    def wanted(self) -> bool:
        """Whether anybody still waits; may be asked on any thread."""
        return self._wanted

    def cancel(self) -> None:
        """Nobody waits any more."""
        self._wanted = False

    def progress(self, percent: int) -> None:
        """Tell how far it is. [%]"""
        if self._wanted:
            self._say(_Percent(percent))

    def give(self, part: Any) -> None:
        """Give what can already be shown."""
        if self._wanted:
            self._say(_Part(part))


@dataclass(frozen=True, slots=True)
class _Percent:
    """The work came so far."""

    percent: int


@dataclass(frozen=True, slots=True)
class _Part:
    """The work gave a part."""

    part: Any


@dataclass(frozen=True, slots=True)
class _End:
    """The work gave a value, or was refused."""

    value: Any


@dataclass(frozen=True, slots=True)
class _Broken:
    """A mistake of ours in the work; it rises again on the window's thread, where the crash handler hears of it."""

    error: Exception


def _result(work: Callable[[Job], Any], job: Job) -> Any:
    try:
        return work(job)
    except Refused as refused:
        return refused
    except Exception as error:  # noqa: BLE001 - in a thread of the pool it would only be printed
        return _Broken(error)


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
        held: dict[str, Job] = {}
        self._current = held
        self.destroyed.connect(lambda: [job.cancel() for job in held.values()])

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
        job = Job(kind)

        def run(say: Say) -> None:
            if not job.wanted():
                return
            job.begin(say)
            value = _result(work, job)
            if not (job.wanted() and say(_End(value))) and not isinstance(value, _Broken):
                dropped(value)

        def told(what: _Percent | _Part | _End) -> None:
            if isinstance(what, _End):
                self._ended(job, what.value, done, failed, dropped)
            elif job.wanted():
                if isinstance(what, _Percent):
                    self.progress.emit(kind, what.percent)
                else:
                    came(what.part)

        self._current[kind] = job
        self.busy.emit(kind, True)
        send(run, told)
        return job

    def _ended(
        self,
        job: Job,
        value: Any,
        done: Callable[[Any], None],
        failed: Callable[[Refused], None],
        dropped: Callable[[Any], None],
    ) -> None:
        if not job.wanted():
            if not isinstance(value, _Broken):
                dropped(value)
            return
        self._current.pop(job.kind, None)
        self.busy.emit(job.kind, False)
        if isinstance(value, _Broken):
            raise value.error
        (failed if isinstance(value, Refused) else done)(value)

    def cancel(self, kind: str) -> None:
        """Drop the work of a kind; its result is not awaited."""
        held = self._current.pop(kind, None)
        if held is not None:
            held.cancel()
            self.busy.emit(kind, False)

    @property
    def at_work(self) -> bool:
        """Whether work of any kind is under way."""
        return bool(self._current)

    def running(self, kind: str) -> bool:
        """Whether work of a kind is under way."""
        return kind in self._current
