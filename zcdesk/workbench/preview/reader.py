"""Reader: one kind of file that can be taken in, and what it may be told beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from zcdesk.domain.words import Words
from zcdesk.workbench.preview.taking import Preview, accept
from zcdesk.workbench.workbench import Workbench

Overlap = Literal["replace", "keep", "add"]
OVERLAPS: tuple[Overlap, ...] = ("replace", "keep", "add")


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader is told besides the file.

    Attributes
    ----------
    year : str
        Accounting year, where the file does not say it; ``""`` if nothing was said.
    overlap : Overlap
        What becomes of an answer that is there already: the file's in its place, mine kept, or both added.
    told : mapping
        What else is said of this file, by the reader's own keys, as JSON has it: layout, sheet, device.
    folder : Path or None
        Where the user's settings lie; what is remembered of layouts lies there too.
    wanted : callable
        Whether anybody still waits; a long reading asks now and then, and stops by raising `Refused`.
    progress : callable
        Is told how far it is. [%]
    """

    year: str = ""
    overlap: Overlap = "replace"
    told: Mapping[str, Any] = field(default_factory=dict)
    folder: Path | None = None
    wanted: Callable[[], bool] = lambda: True
    progress: Callable[[int], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of file.

    Attributes
    ----------
    id : str
        For the command line: ``workbook``.
    words : Words
        What it reads, for people.
    suffixes : tuple of str
        Names of files end so, for the dialog that opens one: ``.xlsx``.
    sniff : callable
        ``(data, name)``: whether a file looks like one of it. Cheap, and never raises.
    preview : callable
        ``(workbench, data, name, options)``: what the file would change; nothing is written. Raises `Refused`
        with the reason where the file cannot be read. It may run on another thread, over a snapshot.
    accept : callable
        ``(workbench, preview, data, name)``: takes it as one step; gives the number of the edit and of the evidence.
    overlaps : tuple of Overlap
        The rules for answers that are there already which it knows.
    """

    id: str
    words: Words
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes, str], bool]
    preview: Callable[[Workbench, bytes, str, Options], Preview]
    accept: Callable[[Workbench, Preview, bytes, str], tuple[int, str]] = accept
    overlaps: tuple[Overlap, ...] = ("replace", "keep")
