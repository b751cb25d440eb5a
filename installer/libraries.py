"""System libraries and programs that the packages lean on: named, looked for, installed where that is allowed.

Looked for by asking the loader, not the package list: names of packages change between releases (`libglib2.0-0`
became `libglib2.0-0t64`), names of libraries do not, and a system without dpkg is understood too.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from console import Trouble, say, tell


@dataclass(frozen=True)
class Need:
    """One Debian package and how to see that what it brings is there.

    Attributes
    ----------
    package : str
        Debian's name; apt follows a renamed package by itself.
    library : str
        Shared library that must load, or empty.
    command : str
        Program that must be found, or empty.
    modules : tuple of str
        Python modules of which one must be found, or empty.
    """

    package: str
    library: str = ""
    command: str = ""
    modules: tuple[str, ...] = ()


FOR_RUN = (
    Need("libgl1", library="libGL.so.1"),
    Need("libegl1", library="libEGL.so.1"),
    Need("libxkbcommon0", library="libxkbcommon.so.0"),
    Need("libglib2.0-0", library="libglib-2.0.so.0"),
    Need("libfontconfig1", library="libfontconfig.so.1"),
    Need("libdbus-1-3", library="libdbus-1.so.3"),
)
FOR_SCREEN = (
    Need("libx11-xcb1", library="libX11-xcb.so.1"),
    Need("libxcb-cursor0", library="libxcb-cursor.so.0"),
    Need("libxcb-icccm4", library="libxcb-icccm.so.4"),
    Need("libxcb-image0", library="libxcb-image.so.0"),
    Need("libxcb-keysyms1", library="libxcb-keysyms.so.1"),
    Need("libxcb-randr0", library="libxcb-randr.so.0"),
    Need("libxcb-render-util0", library="libxcb-render-util.so.0"),
    Need("libxcb-shape0", library="libxcb-shape.so.0"),
    Need("libxcb-sync1", library="libxcb-sync.so.1"),
    Need("libxcb-xfixes0", library="libxcb-xfixes.so.0"),
    Need("libxcb-xkb1", library="libxcb-xkb.so.1"),
    Need("libxkbcommon-x11-0", library="libxkbcommon-x11.so.0"),
)
"""What Qt's window on an X display needs besides: a Qt without one of them ends the program before it can say so."""
FOR_TEST = (*FOR_RUN, Need("poppler-utils", command="pdftotext"))
FOR_FILLING = (Need("python3-pip", modules=("pip", "ensurepip")),)


def is_present(need: Need) -> bool:
    """Whether this machine has what a package brings."""
    if need.library:
        try:
            ctypes.CDLL(need.library)
        except OSError:
            return False
    if need.modules and not any(importlib.util.find_spec(name) for name in need.modules):
        return False
    return not need.command or shutil.which(need.command) is not None


def missing_packages(needs: Sequence[Need], present: Callable[[Need], bool] = is_present) -> list[str]:
    """Names of the packages whose contents are not there, in the order given."""
    return [need.package for need in needs if not present(need)]


def apt_prefix(debian: bool, root: bool, sudo: bool) -> list[str] | None:
    """How apt-get may be called without asking anybody, or None when it may not be.

    Parameters
    ----------
    debian : bool
        The system has apt-get and calls itself Debian's child.
    root : bool
        This process may do everything.
    sudo : bool
        ``sudo -n`` works, that is, without a password.
    """
    if not debian or not (root or sudo):
        return None
    return (
        ["env", "DEBIAN_FRONTEND=noninteractive"]
        if root
        else ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    )


def provide(needs: Sequence[Need]) -> None:
    """Install what is missing, or say plainly what is; the set-up goes on in either case.

    Going on is right because a total can be computed and a report printed without most of these.
    """
    if not sys.platform.startswith("linux"):
        return
    names = missing_packages(needs)
    if not names:
        return
    prefix = apt_prefix(_is_debian(), os.geteuid() == 0, _sudo_works())
    if prefix is None:
        tell(refusal(names))
        return
    say("安装系统库", f"Installing system packages: {' '.join(names)} …")
    failed = _apt(prefix, names)
    if failed is not None:
        tell(failed)


def refusal(names: Sequence[str]) -> Trouble:
    """The sentence for a machine where nothing may be installed without being asked."""
    line = f"apt-get install {' '.join(names)}"
    return Trouble(
        f"缺少系统库：{'、'.join(names)}。请用管理员身份运行 {line}（其他发行版请装同名的库）；现在继续。",
        f"System packages are missing: {', '.join(names)}. Run {line} as administrator (on other systems install"
        " what carries the same libraries). Going on without them.",
    )


def needs_mending(output: str) -> bool:
    """Whether apt says that an earlier installation was cut off and has to be completed first."""
    return "dpkg was interrupted" in output or "--fix-broken" in output


def _apt(prefix: Sequence[str], names: Sequence[str]) -> Trouble | None:
    """Call apt-get; give back the trouble it had, or None."""
    apt = [*prefix, "apt-get", "-y", "-q", "-o", "DPkg::Lock::Timeout=120"]
    install = [*apt, "install", "--no-install-recommends", *names]
    # A source that does not answer is no reason to stop: the lists of the others may be enough.
    _quietly([*apt, "update"])
    status, output = _quietly(install)
    if status != 0 and needs_mending(output):
        _quietly([*prefix, "dpkg", "--configure", "-a", "--force-confold"])
        _quietly([*apt, "--fix-broken", "install"])
        status, output = _quietly(install)
    if status == 0:
        return None
    return Trouble(
        f"系统库没有装上：{'、'.join(names)}。请检查网络和软件源后再运行；现在继续。",
        f"These system packages could not be installed: {', '.join(names)}. Check the network and the package"
        " sources, then run this again. Going on without them.",
        tuple(line[:160] for line in output.strip().splitlines()[-4:]),
    )


def _quietly(command: Sequence[str]) -> tuple[int, str]:
    """Exit status and all output of a command that asks nothing."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.returncode, done.stdout


def _is_debian() -> bool:
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def _sudo_works() -> bool:
    if shutil.which("sudo") is None:
        return False
    return subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
