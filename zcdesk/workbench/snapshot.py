"""Snapshot: a state of a project for work beside the window: it looks, and changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from zcdesk.domain.project import Project
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.workbench import Workbench


@dataclass(slots=True)
class _State:
    """What looking needs of a file."""

    project: Project
    by: str = ""
    path: Path = Path()

    def evidence_bytes(self, digest: str) -> bytes:
        """Nothing: what a file has kept was taken in by whoever opened it."""
        raise KeyError(digest)


class Snapshot(Workbench):
    """A workbench without a file, with inventories of its own, for one thread that is not the window's.

    Parameters
    ----------
    catalogue : Catalogue
    project : Project
    """

    def __init__(self, catalogue: Catalogue, project: Project) -> None:
        self._held = _State(project)
        super().__init__(catalogue, cast(ProjectFile, self._held))

    def follow(self, project: Project) -> Snapshot:
        """Take a newer state; what does not depend on the difference stays computed."""
        before, self._held.project = self._held.project, project
        if before is project:
            return self
        alike = all(
            getattr(before, part) == getattr(project, part) for part in ("years", "pins", "rows", "settings")
        )
        if not alike:
            self._inventories.clear()
            return self
        places = {
            place for place, answer in project.answers.items() if before.answers.get(place) is not answer
        } | {place for place in before.answers if place not in project.answers}
        for inventory in self._inventories.values():
            inventory.update(project, places)
        return self
