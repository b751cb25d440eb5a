"""The Python that carries the program: this one if it fits, else one found on the machine.

The newest release that fits is set by PySide6-Essentials 6.9.3, which is published for Python below 3.14;
the oldest by the program itself.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from console import Trouble

OLDEST = (3, 11)
NEWEST = (3, 13)

_ASK = "import sys; print(*sys.version_info[:3], 64 if sys.maxsize > 2**32 else 32, sys.executable)"


@dataclass(frozen=True)
class Interpreter:
    """A Python on this machine.

    Attributes
    ----------
    version : tuple of int
        Release, for instance ``(3, 11, 2)``.
    bits : int
        32 or 64; there are no packages for 32.
    path : str
        The program file.
    """

    version: tuple[int, int, int]
    bits: int
    path: str

    @property
    def fits(self) -> bool:
        """Whether the program and all its packages run on it."""
        return OLDEST <= self.version[:2] <= NEWEST and self.bits == 64

    @property
    def label(self) -> str:
        """Release and place, for a sentence."""
        narrow = "" if self.bits == 64 else f", {self.bits} bit"
        return f"{'.'.join(map(str, self.version))} ({self.path}{narrow})"


def this_one() -> Interpreter:
    """The interpreter that reads these lines; inside a virtual environment, the one it was made from."""
    path = (
        sys.executable if sys.prefix == sys.base_prefix else getattr(sys, "_base_executable", sys.executable)
    )
    return Interpreter(sys.version_info[:3], 64 if sys.maxsize > 2**32 else 32, path)


def other_commands(windows: bool) -> list[list[str]]:
    """Commands under which a fitting Python may be found, the release that is tested most first.

    Windows is asked through its launcher only: a bare ``python`` there may open a shop window.
    """
    releases = [f"3.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1)]
    if windows:
        return [["py", f"-{release}"] for release in releases]
    return [[f"python{release}"] for release in releases] + [["python3"], ["/usr/bin/python3"]]


def ask(command: Sequence[str]) -> Interpreter | None:
    """What answers under a command, or None when nothing does."""
    try:
        answer = subprocess.run(
            [*command, "-I", "-S", "-c", _ASK], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    words = answer.stdout.strip().split(" ", 4)
    if answer.returncode != 0 or len(words) != 5:
        return None
    return Interpreter((int(words[0]), int(words[1]), int(words[2])), int(words[3]), words[4])


def choose(
    current: Interpreter,
    commands: Sequence[Sequence[str]],
    asking: Callable[[Sequence[str]], Interpreter | None] = ask,
) -> Interpreter:
    """The current interpreter if it fits, else the first that answers and fits.

    Raises
    ------
    Trouble
        Nothing fits; the sentence names what was found and what to install.
    """
    seen = [current]
    if current.fits:
        return current
    for command in commands:
        found = asking(command)
        if found is None:
            continue
        if found.fits:
            return found
        if found not in seen:
            seen.append(found)
    found_list = "; ".join(one.label for one in seen)
    wanted = f"{OLDEST[0]}.{OLDEST[1]}-{NEWEST[0]}.{NEWEST[1]}"
    raise Trouble(
        f"需要 64 位 Python {wanted}，本机只找到 {found_list}。"
        "请安装 Python 3.11（Windows：python.org 的安装包；Linux：发行版的软件源），再运行同一条命令。",
        f"A 64-bit Python {wanted} is needed; this machine has only {found_list}. "
        "Install Python 3.11 (Windows: from python.org; Linux: from the distribution) and give the same command again.",
    )
