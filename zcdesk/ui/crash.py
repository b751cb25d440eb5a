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

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from zcdesk import __version__, log
from zcdesk.ui.desk import Desk
from zcdesk.ui.parts import IconLabel, button, label, row

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


class Notice(QFrame):
    """What happened, over the window; Esc goes on, wherever in the window one is."""

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        kind: str,
        file: Path | None,
        restart: Callable[[], None],
        full: bool,
    ) -> None:
        super().__init__(window)
        self.setObjectName("notice")
        px = desk.theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(1.4), px(1.143), px(1.4), px(1.143))
        outer.setSpacing(px(0.571))
        title = label(desk, desk.words("around.crash.title"), 1.143, 700)
        outer.addLayout(row(IconLabel(desk, "triangle-alert", "bad", 1.4), title, None))
        self.said = label(desk, desk.words("around.crash.said", kind=kind), 1.0, wrap=True)
        outer.addWidget(self.said)
        where = desk.words("around.crash.file", path=file) if file else desk.words("around.crash.no_file")
        self.file = label(desk, where, 0.857, role="quiet", wrap=True)
        self.file.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        outer.addWidget(self.file)
        if file:
            plant = desk.words("around.crash.with" if full else "around.crash.without")
            outer.addWidget(label(desk, plant, 0.857, role="quiet", wrap=True))
        self.again = button(desk, desk.words("around.crash.restart"), restart, "primary")
        outer.addLayout(
            row(button(desk, desk.words("around.crash.go_on"), self.leave, key="Esc"), None, self.again)
        )
        self.setFixedWidth(min(px(44), window.width() - px(4)))
        self.resize(self.width(), self.heightForWidth(self.width()))
        self.move((window.width() - self.width()) // 2, (window.height() - self.height()) // 3)
        self.setAccessibleName(f"{title.text()}. {self.said.text()}")
        self.show()
        self.raise_()
        self.again.setFocus()
        QTimer.singleShot(
            0, self, self._take_focus
        )  # what failed may have been on its way to put it elsewhere
        running = QApplication.instance()
        if running is not None:
            running.installEventFilter(self)

    def _take_focus(self) -> None:
        held = self.window().focusWidget()
        if self.isVisible() and (held is None or not self.isAncestorOf(held)):
            self.again.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape or not self.isVisible():
            return False
        if not isinstance(watched, QWidget) or watched.window() is not self.window():
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # before a shortcut, or what has the focus, takes it
            return True
        if event.type() == QEvent.Type.KeyPress:
            self.leave()
            return True
        return False

    def leave(self) -> None:
        """Go on without opening again."""
        running = QApplication.instance()
        if running is not None:
            running.removeEventFilter(self)
        self.hide()
        self.deleteLater()


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
        window, desk = found
        if self.notice is not None:
            self.notice.leave()
        path = file if isinstance(file, Path) else None
        self.notice = Notice(window, desk, kind, path, self._restart, desk.preferences.tell_all)
        self.notice.destroyed.connect(lambda: setattr(self, "notice", None))
