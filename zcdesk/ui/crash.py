"""Crash handler: says what happened, writes a diagnostic file, and opens again where one was."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from zcdesk import __version__, log
from zcdesk.ui.desk import Desk

if TYPE_CHECKING:
    from zcdesk.ui.crash_notice import Notice

_KEPT = 10


def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None, tell_all: bool) -> str:
    """What a diagnostic file says: where in the program it failed, never a value of the project unless allowed."""
    frames = [
        f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
    cause = error.__cause__ or error.__context__
    lines = [
        f"zcdesk {__version__}",
        f"Python {platform.python_version()}, PySide6 {qt_version}, {platform.system()} {platform.release()}",
        f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}",
        "",
        f"{kind.__module__}.{kind.__qualname__}" + (f": {error}" if tell_all else ""),
        *frames,
    ]
    if cause is not None:
        lines += [f"after {type(cause).__qualname__}" + (f": {cause}" if tell_all else "")]
    return "\n".join(lines) + "\n"


def save(folder: Path, text: str) -> Path | None:
    """Write a diagnostic file, keep the last few; None if the folder does not allow it."""
    path = folder / f"diagnostic-{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        for old in sorted(folder.glob("diagnostic-*.txt"))[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def _short(name: str) -> str:
    parts = Path(name).parts
    return "/".join(parts[parts.index("zcdesk") :]) if "zcdesk" in parts else Path(name).name


class CrashHandler(QObject):
    """Catches what nobody caught, on any thread.

    Parameters
    ----------
    folder : Path
        For diagnostic files.
    window : callable
        Gives the window and desk that are open, or None.
    restart : callable
        Opens the program again where one was.

    Attributes
    ----------
    otherwise : callable
        Says kind and diagnostic file where no project is open.

    Signals
    -------
    failed : str, object
        Kind and diagnostic file; crosses from any thread to the window's.
    """

    failed = Signal(str, object)

    def __init__(
        self, folder: Path, window: Callable[[], tuple[QWidget, Desk] | None], restart: Callable[[], None]
    ) -> None:
        super().__init__()
        self._folder, self._window, self._restart = folder, window, restart
        self.notice: Notice | None = None
        self.otherwise: Callable[[str, Path | None], None] = lambda *_: None
        self._before = (sys.excepthook, threading.excepthook)
        self.failed.connect(self._show)

    def install(self) -> None:
        """From now on."""
        sys.excepthook = self.caught
        threading.excepthook = self._in_thread

    def remove(self) -> None:
        """As it was before."""
        sys.excepthook, threading.excepthook = self._before

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Write the diagnostic file and say what happened."""
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        found = self._window()
        tell_all = found is not None and found[1].preferences.tell_all
        text = told(kind, error, trace, tell_all)
        log.note(f"failed: {kind.__qualname__}")
        sys.stderr.write(text)
        self.failed.emit(kind.__qualname__, save(self._folder, text))

    def _in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.caught(args.exc_type, args.exc_value, args.exc_traceback)

    def _show(self, kind: str, file: object) -> None:
        found = self._window()
        if found is None:
            self.otherwise(kind, file if isinstance(file, Path) else None)
            return
        from zcdesk.ui.crash_notice import Notice  # a start does not wait for it

        window, desk = found
        if self.notice is not None:
            self.notice.leave()
        path = file if isinstance(file, Path) else None
        self.notice = Notice(window, desk, kind, path, self._restart, desk.preferences.tell_all)
        self.notice.destroyed.connect(lambda: setattr(self, "notice", None))
