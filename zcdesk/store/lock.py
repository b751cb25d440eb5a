"""The lock: one program at a time writes a project."""

from __future__ import annotations

import getpass
import json
import os
import platform
import stat
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from zcdesk.domain.words import Words
from zcdesk.store.trouble import FileTrouble, translated

_BYTE = 1 << 30
"""Where the byte lies that Windows locks: far behind the text, which others must be able to read."""


class Lock:
    """An operating-system lock on a file beside the project, held until `release` or the end of the process.

    Notes
    -----
    It is the system that holds the lock, not the file's being there: after a crash the file stays, unlocked, and
    the next program takes it. The text in it only says who.
    """

    def __init__(self, project: Path, by: str = "") -> None:
        """Take the lock, in the name of `by` or of the account that runs the program.

        Raises
        ------
        FileTrouble
            ``locked`` if another program (or this one) writes the project, with who it is.
        """
        self.path = beside(project)
        with translated(project):
            self._file = self._taken(project)
        # who holds it is told where there is room to; the lock holds without
        with suppress(OSError):
            os.ftruncate(self._file, 0)
            os.write(self._file, json.dumps(_who(by), ensure_ascii=False).encode(errors="replace"))

    def release(self) -> None:
        """Give the lock back; the file beside the project goes too."""
        if self._file < 0:
            return
        # removed while still held, so that nobody can have taken it in between; Windows only removes closed files
        with suppress(OSError):
            if _same(self.path, self._file):
                self.path.unlink()
        os.close(self._file)
        self._file = -1
        if sys.platform == "win32":
            with suppress(OSError):
                self.path.unlink()

    def _taken(self, project: Path) -> int:
        while True:
            with suppress(FileNotFoundError):
                if not stat.S_ISREG(self.path.lstat().st_mode):  # a link would have what it leads to emptied
                    raise FileTrouble("foreign_log", project, beside=self.path.name)
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
            try:
                if not _try(file):
                    raise FileTrouble("locked", project, who=_told(self.path))
                # the one who held it may have removed the file between our opening and our locking
                if _same(self.path, file):
                    return file
            except BaseException:
                os.close(file)
                raise
            os.close(file)


def beside(project: Path) -> Path:
    """Where the lock of a project lies."""
    return project.with_name(project.name + ".lock")


def _same(path: Path, file: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file))
    except FileNotFoundError:
        return False


def _who(by: str) -> dict[str, object]:
    try:
        user = by or getpass.getuser()
    except (KeyError, OSError, ImportError):  # an account without a name
        user = ""
    at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return {"user": user, "host": platform.node(), "pid": os.getpid(), "at": at}


def _told(path: Path) -> Words:
    """Who wrote the lock file, as far as it can be read: it may be from anybody."""
    try:
        with path.open(encoding="utf-8") as file:
            told = json.loads(file.read(900))
        user, host, pid, at = (str(told[key])[:80] for key in ("user", "host", "pid", "at"))
    except (OSError, ValueError, KeyError, TypeError):
        return Words("另一个程序", "another program")
    return Words(
        f"{user}（计算机 {host}，进程 {pid}，自 {at}）",
        f"{user} (computer {host}, process {pid}, since {at})",
    )


if sys.platform == "win32":
    import msvcrt

    def _try(file: int) -> bool:
        os.lseek(file, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(file, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _try(file: int) -> bool:
        # flock, not lockf: it belongs to the opened file, so two windows of one program exclude each other too,
        # and closing some other handle of the file does not drop it
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
