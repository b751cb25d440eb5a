"""The pinned packages: which pip fills the virtual environment, and what its refusals mean.

pip is called as the machine has it set up, with its indexes, proxies and certificates; the lock file carries
digests only, so any index will do that has the same files. Only ready-built packages are taken: nobody needs a
compiler, and a machine for which something is not published is told so.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from console import Trouble, say

_NETWORK = re.compile(
    r"NewConnectionError|NameResolutionError|name resolution|Name or service not known|getaddrinfo failed"
    r"|[Tt]imed out|TimeoutError|ProxyError|[Cc]onnection (?:refused|reset|broken|aborted)|Network is unreachable"
    r"|SSLError|CERTIFICATE_VERIFY|IncompleteRead|Retrying \(|Max retries"
)
_NOT_FOUND = re.compile(r"No matching distribution found for ([A-Za-z0-9_.\-]+)(?:==(\S+))?")
_FETCHING = re.compile(r"(?:/simple/|\bfor )([A-Za-z0-9_.\-]+?)(?:==|/|\s|$)")


class NothingTouched(Trouble):
    """pip gave up before it changed the environment, so what stood there still stands."""


def install(base: str, python: Path, lock: Path) -> None:
    """Fill a virtual environment with exactly what a lock file names.

    Parameters
    ----------
    base : str
        Interpreter outside the environment, whose pip may be used.
    python : Path
        Interpreter inside it.
    lock : Path
        Pinned names with sha256 digests.

    Raises
    ------
    NothingTouched
        The packages could not be had.
    Trouble
        They could not be put in place.
    """
    count = sum(1 for line in lock.read_text(encoding="utf-8").splitlines() if re.match(r"[A-Za-z0-9]", line))
    say("安装软件包", f"Installing {count} pinned packages (the first time some 200 MB are fetched) …")
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    command = [
        *_pip(base, python),
        *("install", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"),
        *quiet,
        *("--requirement", str(lock)),
    ]
    status, errors = _run(command)
    if status != 0:
        raise explain(errors)


def explain(errors: Sequence[str]) -> Trouble:
    """The sentence behind pip's refusal.

    Parameters
    ----------
    errors : sequence of str
        What pip wrote to standard error, in order.
    """
    text = "\n".join(errors)
    last = telling(errors)
    named = _NOT_FOUND.search(text)
    if "DO NOT MATCH THE HASHES" in text:
        return NothingTouched(
            "软件源给的文件与锁定的摘要不符，没有安装。"
            "请换一个软件源（pip config）或清除缓存（pip cache purge）后再试。",
            "The package index gives a file other than the locked one; nothing was installed. Use another index"
            " (pip config) or clear the cache (pip cache purge), then run this again.",
            last,
        )
    if "No space left" in text or "Errno 28" in text or "WinError 112" in text:
        return Trouble(
            "磁盘已满，软件包没有装完。请腾出约 1 GB 后再运行同一条命令。",
            "The disk is full and the packages are not complete. Free about 1 GB and give the same command again.",
            last,
        )
    if _NETWORK.search(text):
        name = named.group(1) if named else _fetched(errors)
        return NothingTouched(
            f"取不到软件包{f' {name}' if name else ''}：网络或软件源不通。"
            "请检查网络、代理与 pip 的软件源设置后再运行同一条命令。",
            f"The package {name or 'index'} could not be reached. Check the network, the proxy and pip's index"
            " setting, then give the same command again.",
            last,
        )
    if named:
        wanted = " ".join(part for part in named.groups() if part)
        return NothingTouched(
            f"软件源里没有适合本机的 {wanted}（{sys.platform}，{_machine()}，Python {sys.version.split()[0]}）。"
            "请换用收录它的软件源，或在 x86-64 的 Windows 10/11 或 Linux 上运行。",
            f"The index has no {wanted} for this machine ({sys.platform}, {_machine()}, Python"
            f" {sys.version.split()[0]}). Use an index that carries it, or an x86-64 Windows 10/11 or Linux.",
            last,
        )
    return Trouble(
        "软件包没有装完，原因见上。再运行一次会从头装起。",
        "The packages are not complete; the reason is above. Running this again starts afresh.",
        last,
    )


def telling(errors: Sequence[str]) -> tuple[str, ...]:
    """The few lines that say what went wrong: pip's errors if it marks any, else its last words, cut to 160."""
    marked = [line for line in errors if line.startswith("ERROR")]
    lines = marked or [line for line in errors if line.strip() and " is ignored: " not in line]
    return tuple(line[:160] for line in lines[-4:])


def pip_version(words: str) -> tuple[int, int]:
    """Release of pip from its own line, ``(0, 0)`` when there is none.

    Only the first two numbers count; ``pip 23.0.1 from …`` gives ``(23, 0)``.
    """
    found = re.match(r"pip (\d+)\.(\d+)", words)
    return (int(found.group(1)), int(found.group(2))) if found else (0, 0)


def clean_environment() -> dict[str, str]:
    """Variables for a process in the environment: the machine's, less those that would lead it elsewhere."""
    dropped = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"}
    kept = {name: value for name, value in os.environ.items() if name.upper() not in dropped}
    return {**kept, "PIP_USER": "0"}


def _pip(base: str, python: Path) -> list[str]:
    """The command that installs into the environment.

    Debian splits pip, venv and ensurepip into packages of their own, so each way may be missing: the pip outside
    (`--python` came with 22.3), the pip inside, ensurepip, and an old pip outside fetching a new one inside.
    """
    outside = pip_version(_output([base, "-m", "pip", "--version"]))
    if outside >= (22, 3):
        return [base, "-m", "pip", "--python", str(python)]
    inside = [str(python), "-m", "pip"]
    if pip_version(_output([*inside, "--version"])) == (0, 0):
        status, errors = _run([str(python), "-m", "ensurepip"])
        if status != 0 and outside > (0, 0):
            place = _output(
                [str(python), "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"]
            ).strip()
            status, errors = _run([base, "-m", "pip", "install", "--quiet", "--target", place, "pip"])
            if status != 0:
                raise explain(errors)
        if status != 0:
            raise NothingTouched(
                "没有 pip。请安装后再运行（Debian：apt-get install python3-pip；Windows：python.org 的 Python 自带）。",
                "There is no pip. Install it (Debian: apt-get install python3-pip; Windows: Python from python.org)"
                " and run this again.",
                tuple(errors[-3:]),
            )
    return inside


def _run(command: Sequence[str]) -> tuple[int, list[str]]:
    """Run with standard output shown and standard error kept (its last 400 lines)."""
    kept: deque[str] = deque(maxlen=400)
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, encoding="utf-8", errors="replace", env=clean_environment()
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            kept.append(line.rstrip())
    return process.returncode, list(kept)


def _output(command: Sequence[str]) -> str:
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
        env=clean_environment(),
        check=False,
    )
    return done.stdout if done.returncode == 0 else ""


def _fetched(errors: Sequence[str]) -> str:
    """Name of the package last asked for, as far as the lines tell."""
    names = [match.group(1) for line in errors for match in [_FETCHING.search(line)] if match]
    return names[-1] if names else ""


def _machine() -> str:
    return os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", "")
