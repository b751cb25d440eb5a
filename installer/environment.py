"""The virtual environment `.venv`: ready, to be filled, or to be made anew.

A small stamp inside says which interpreter and which lock files it was filled from, so a second call needs neither
pip nor network. The stamp is first written as unfinished and only at the end as whole: whatever stops the work
between the two, the next call sees it and starts the environment afresh. One process at a time may do this.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import IO

import packages
from console import Trouble, say
from interpreter import NEWEST, OLDEST

STAMP = "zcdesk-setup.json"


@dataclass(frozen=True)
class Stamp:
    """What an environment was filled from.

    Attributes
    ----------
    python : str
        Release of its interpreter, for instance ``3.11``.
    locks : mapping of str to str
        Lock file's name to its sha256.
    whole : bool
        False from the first change until everything is in place.
    """

    python: str
    locks: Mapping[str, str]
    whole: bool


class State(Enum):
    """What has to be done before the environment can be used."""

    READY = "ready"
    FILL = "fill"
    MAKE = "make"


def python_of(venv: Path, windows: bool = os.name == "nt") -> Path:
    """The interpreter's place in an environment."""
    return venv / "Scripts" / "python.exe" if windows else venv / "bin" / "python"


def digest(lock: Path) -> str:
    """sha256 of a lock file, whatever its line ends."""
    return hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def read_stamp(venv: Path) -> Stamp | None:
    """The stamp; None where there never was one; an unfinished one where it cannot be understood."""
    try:
        text = (venv / STAMP).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        return Stamp("", {}, whole=False)
    try:
        data = json.loads(text)
        locks = {str(name): str(value) for name, value in data["locks"].items()}
        return Stamp(str(data["python"]), locks, data["whole"] is True)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Stamp("", {}, whole=False)


def write_stamp(venv: Path, stamp: Stamp) -> None:
    """Write the stamp in one step, so that no reader finds half of it."""
    part = venv / f"{STAMP}.part"
    data = {"python": stamp.python, "locks": dict(stamp.locks), "whole": stamp.whole}
    part.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    part.replace(venv / STAMP)


def judge(stamp: Stamp | None, running: str | None, wanted: Mapping[str, str]) -> State:
    """What an environment needs.

    Parameters
    ----------
    stamp : Stamp or None
        None where somebody else made the environment, or there is none.
    running : str or None
        Release that its interpreter reports; None when it does not start.
    wanted : mapping of str to str
        Lock files' names to their digests.
    """
    if running is None or running not in _releases():
        return State.MAKE
    if stamp is None:
        return State.FILL
    if not stamp.whole or stamp.python != running:
        return State.MAKE
    if all(stamp.locks.get(name) == value for name, value in wanted.items()):
        return State.READY
    return State.FILL


def look(venv: Path, locks: Mapping[str, str]) -> State:
    """`judge` for what is on the disk. Starts the environment's interpreter once, about 15 ms."""
    return judge(read_stamp(venv), _running(python_of(venv)), locks)


def prepare(venv: Path, base: str, lock: Path, carried: Mapping[str, str]) -> Path:
    """Bring the environment to what a lock file says, and give its interpreter.

    Parameters
    ----------
    venv : Path
        Its folder.
    base : str
        Interpreter to make it with.
    lock : Path
        What goes into it.
    carried : mapping of str to str
        Lock files that are satisfied by it, itself among them, with their digests.

    Raises
    ------
    Trouble
        Something is missing on the machine or on the network.
    """
    python = python_of(venv)
    wanted = {lock.name: carried[lock.name]}
    if look(venv, wanted) is State.READY:
        return python
    with _alone(venv.with_name(".setup-lock")):
        state = look(venv, wanted)
        if state is State.READY:  # the process waited for has done it
            return python
        before = None if state is State.MAKE else read_stamp(venv)
        try:
            if state is State.MAKE:
                _make(venv, base)
            release = _running(python) or ""
            before = before or Stamp(release, {}, whole=True)
            write_stamp(venv, Stamp(release, {}, whole=False))
            packages.install(base, python, lock)
            write_stamp(venv, Stamp(release, carried, whole=True))
        except packages.NothingTouched:
            if before is not None:
                write_stamp(venv, before)
            raise
        except OSError as error:
            raise _disk_trouble(error, venv) from error
    return python


def _make(venv: Path, base: str) -> None:
    """A new environment without pip: Debian leaves ensurepip out, and the pip outside can fill it."""
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    elif venv.exists():
        say("重建未完成的环境", f"Making {venv.name} afresh …")
        shutil.rmtree(venv)
    say("准备环境", f"Preparing {venv.name} …")
    venv.mkdir()
    write_stamp(venv, Stamp("", {}, whole=False))
    done = subprocess.run(
        [base, "-m", "venv", "--without-pip", str(venv)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=packages.clean_environment(),
        check=False,
    )
    if done.returncode != 0 or _running(python_of(venv)) is None:
        raise Trouble(
            f"不能建立虚拟环境（{base} -m venv）。"
            "Debian 请运行 apt-get install python3-venv；Windows 请安装 python.org 的 Python 3.11。",
            f"The virtual environment could not be made ({base} -m venv). Debian: apt-get install python3-venv;"
            " Windows: install Python 3.11 from python.org.",
            tuple(done.stdout.strip().splitlines()[-4:]),
        )


def _running(python: Path) -> str | None:
    """Release that an interpreter reports, None when it does not start."""
    try:
        done = subprocess.run(
            [str(python), "-I", "-S", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _releases() -> list[str]:
    return [f"{OLDEST[0]}.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1)]


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock that the system gives back when this process ends, however it ends."""
    try:
        handle = path.open("a+b")
    except OSError as error:
        raise _disk_trouble(error, path) from error
    with handle:
        if not _try_lock(handle):
            say("另一个准备过程在运行，等待它结束", "Another set-up is at work; waiting for it …")
            while not _try_lock(handle):
                time.sleep(0.2)
        yield


def _try_lock(handle: IO[bytes]) -> bool:
    """Take the lock; False while another process has it. A disk that knows no locks counts as taken."""
    try:
        if sys.platform == "win32":
            import msvcrt

            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True


def _disk_trouble(error: OSError, place: Path) -> Trouble:
    where = error.filename or str(place)
    return Trouble(
        f"不能写 {where}：{error.strerror}。请关闭正在使用它的程序，并确认此文件夹可写、磁盘未满，再运行同一条命令。",
        f"{where} cannot be written: {error.strerror}. Close what uses it, see that the folder may be written and"
        " the disk has room, then give the same command again.",
    )
