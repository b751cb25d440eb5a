"""Opening: a project made ready on another thread, up to the figures that its first page shows."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.backup import restore_backup
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble
from zcdesk.workbench import holding
from zcdesk.workbench.forms import guide
from zcdesk.workbench.workbench import Workbench

if TYPE_CHECKING:
    from zcdesk.workbench.beginning import Draft

Tell = Callable[[int], None]
Wanted = Callable[[], bool]

STAGES: tuple[tuple[int, str], ...] = ((0, "file"), (25, "making"), (50, "methods"), (75, "results"))
"""From how far on [%] which part of the work is being done."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open project that no thread holds on to.

    Attributes
    ----------
    workbench : Workbench
    fresh : bool
        Its file was made for this, and goes if nobody wants it.
    words : tuple of Words
        What should be known about the opening.
    """

    workbench: Workbench
    fresh: bool = False
    words: tuple[Words, ...] = ()

    def drop(self) -> None:
        """Nobody wants it: the file is let go."""
        file = self.workbench.file
        file.close()
        if self.fresh:
            with contextlib.suppress(OSError):
                file.path.unlink(missing_ok=True)


def stage(percent: int) -> str:
    """Which part of the work is being done."""
    return [name for start, name in STAGES if start <= percent][-1]


def opened(
    catalogue: Catalogue, path: Path, by: str, read_only: bool, tell: Tell, wanted: Wanted
) -> Opened | None:
    """Open a project file; None if nobody waits any more.

    Raises
    ------
    FileTrouble
        As `ProjectFile.open`.
    """
    tell(0)
    file = ProjectFile.open(path, by, read_only=read_only)
    try:
        workbench = Workbench(catalogue, file, by)
    except FileTrouble:
        file.close()
        raise
    newer = holding.newer(catalogue, workbench.project)
    news = (catalogue.texts("ui_changing")["changing.news"].fill(n=len(newer)),) if newer else ()
    return _ready(Opened(workbench, words=(*file.notices, *news)), tell, wanted)


def restored(
    catalogue: Catalogue, backup: Path, to: Path, by: str, tell: Tell, wanted: Wanted
) -> Opened | None:
    """Put a backup in its project's place, and open it.

    Raises
    ------
    FileTrouble
        As `restore_backup` and `ProjectFile.open`.
    """
    tell(0)
    aside = restore_backup(backup, to)
    words = Words("已恢复。", "Restored.")
    if aside is not None:
        words = Words(
            f"已恢复。原来的文件改名为 {aside.name}。",
            f"Restored. The file that was there is now {aside.name}.",
        )
    file = ProjectFile.open(to, by)
    return _ready(Opened(Workbench(catalogue, file, by), words=(words, *file.notices)), tell, wanted)


def practised(catalogue: Catalogue, path: Path, by: str, tell: Tell, wanted: Wanted) -> Opened | None:
    """A copy of the sample to practise on.

    Raises
    ------
    FileTrouble
        If the place does not allow it.
    """
    from zcdesk.workbench import beginning  # which most openings need not read

    tell(25)
    return _ready(Opened(beginning.rehearse(catalogue, path, by), fresh=True), tell, wanted)


def begun(
    catalogue: Catalogue, draft: Draft, path: Path, by: str, tell: Tell, wanted: Wanted
) -> Opened | None:
    """A new project.

    Raises
    ------
    FileTrouble
        If the place does not allow it.
    """
    from zcdesk.workbench import beginning

    tell(25)
    return _ready(Opened(beginning.begin(catalogue, draft, path, by), fresh=True), tell, wanted)


def _ready(found: Opened, tell: Tell, wanted: Wanted) -> Opened | None:
    """Compute what is shown first; then let the file rest, for whichever thread comes next."""
    workbench, finished = found.workbench, False
    try:
        tell(50)
        if wanted():
            workbench.inventories()
        tell(75)
        years = workbench.project.years
        if wanted() and years:
            guide.states(workbench, years[-1])
            workbench.findings(years[-1])
        workbench.file.rest()
        finished = wanted()
    finally:
        if not finished:
            found.drop()
    return found if finished else None
