"""What was read from packs, kept for the next start: reading TOML and checking formulas takes longer than a window.

A kept thing is taken only if every file it was read from still has the size and the time it had, the program is the
same and the bytes are whole; otherwise it is read anew. Nothing but plain records of this program is ever built from a
file of the cache (`_Reading.find_class`), and a cache that cannot be read or written is only slower.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from zcdesk import __version__

T = TypeVar("T")

_PROGRAM = Path(__file__).resolve().parent.parent
_READERS = ("domain", "formula", "packs")
"""Packages on which it depends what is made of a file."""
_DIGEST = hashlib.sha256().digest_size


class Cache:
    """A folder of things read.

    Parameters
    ----------
    folder : Path or None
        Where they lie; None keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._program = b""
        self._looks: dict[str, str] = {}

    def kept(self, name: str, files: Callable[[], Iterable[Path | str]], make: Callable[[], T]) -> T:
        """The thing of that name: as kept, or made from the files and kept.

        Parameters
        ----------
        name : str
            Its own among all that stand on the same files.
        files : callable
            Every file that `make` reads; asked for only where there is a cache.
        make : callable
        """
        if self._folder is None:
            return make()
        listed = sorted(map(str, files()))
        name = f"{listed[0] if listed else ''}:{name}"
        path = self._folder / (hashlib.sha256(name.encode()).hexdigest()[:32] + ".kept")
        found = _read(path, self._stamp(listed))
        if found is not None:
            return found[0]  # type: ignore[no-any-return]
        self._looks.clear()  # they may have become others since they were looked at
        stamp = self._stamp(listed)
        made = make()
        _write(path, stamp, (made,))
        return made

    def _stamp(self, files: list[str]) -> bytes:
        """What the files and the program look like from outside; each is looked at once, most are of several stamps."""
        if not self._program:
            sources = [path for each in _READERS for path in under(_PROGRAM / each, ".py")]
            self._program = f"{__version__} {sys.version} {self._told(sources)}".encode()
        return hashlib.sha256(self._program + self._told(files).encode()).digest()

    def _told(self, files: list[str]) -> str:
        looks = self._looks
        for path in files:
            if path not in looks:
                looks[path] = _look(path)
        return "\n".join([looks[path] for path in files])


def under(folder: Path, ending: str) -> list[str]:
    """Paths of the files of a folder, and of the folders in it, whose names end so; in order, quicker than a glob."""
    listed = []
    for at, _, names in os.walk(folder):
        listed += [os.path.join(at, name) for name in names if name.endswith(ending)]  # noqa: PTH118
    return sorted(listed)


def _look(path: str) -> str:
    try:
        state = os.stat(path)  # noqa: PTH116  hundreds of them at every start
    except OSError:
        return f"{path} none"
    return f"{path} {state.st_size} {state.st_mtime_ns}"


def _read(path: Path, stamp: bytes) -> tuple[Any] | None:
    try:
        held = path.read_bytes()
    except OSError:
        return None
    body = held[2 * _DIGEST :]
    if held[:_DIGEST] != stamp or held[_DIGEST : 2 * _DIGEST] != hashlib.sha256(body).digest():
        return None
    try:
        found: tuple[Any] = _Reading(io.BytesIO(body)).load()
    except Exception:  # noqa: BLE001  whatever it is, the packs themselves are there to be read
        return None
    return found


def _write(path: Path, stamp: bytes, made: tuple[Any]) -> None:
    import tempfile  # only here, and not at every start

    body = io.BytesIO()
    _Writing(body, protocol=5).dump(made)
    held = body.getvalue()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(stamp + hashlib.sha256(held).digest() + held)
        os.replace(name, path)
    except OSError:
        return


class _Writing(pickle.Pickler):
    """Records by their fields, ratios by their two numbers: quicker to read back than by default."""

    def reducer_override(self, thing: Any) -> Any:
        if isinstance(thing, Fraction):
            return Fraction, (thing.numerator, thing.denominator)
        if is_dataclass(thing) and not isinstance(thing, type):
            return type(thing), tuple(getattr(thing, each.name) for each in fields(thing) if each.init)
        return NotImplemented


class _Reading(pickle.Unpickler):
    """Builds decimals, ratios and the records of this program; refuses every other name."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in (("decimal", "Decimal"), ("fractions", "Fraction")):
            return {"Decimal": Decimal, "Fraction": Fraction}[name]
        if module.startswith(("zcdesk.domain.", "zcdesk.formula.")):
            found = super().find_class(module, name)
            if isinstance(found, type) and is_dataclass(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")
