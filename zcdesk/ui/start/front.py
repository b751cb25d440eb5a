"""Front: what the start window is handed and asks for: there is no project yet, and no `Desk`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from zcdesk.domain.words import Language, Words
from zcdesk.ui.icons import Icons
from zcdesk.ui.start.new_project import NewProject
from zcdesk.ui.theme import Theme
from zcdesk.workbench.preferences import Preferences
from zcdesk.workbench.recent import Recent


@dataclass(slots=True)
class Front:
    """What the start window is handed where a page gets a `Desk`: there is no project yet."""

    texts: Mapping[str, Words]
    theme: Theme
    icons: Icons
    language: Language
    resources: Path
    preferences: Preferences

    def words(self, key: str, **values: object) -> str:
        """An interface text in the current language."""
        text = self.texts[key]
        return (text.fill(**values) if values else text).into(self.language)

    def say(self, words: Words) -> str:
        """Words in the current language."""
        return words.into(self.language)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something could not be opened, and the ways out.

    Attributes
    ----------
    words : Words
    path : Path
        The file concerned.
    backup : Path or None
        The last good backup of it.
    may_look : bool
        It can be opened read-only.
    """

    words: Words
    path: Path
    backup: Path | None = None
    may_look: bool = False


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that can be restored."""

    path: Path
    of: Path
    at: str
    size: int


class Doing(Protocol):
    """What the start window asks of the composition root; opening goes on beside the window, which is told of it."""

    def recents(self) -> tuple[Recent, ...]: ...
    def forget(self, path: str) -> None: ...
    def open(self, path: Path, read_only: bool = False) -> None: ...
    def sample(self) -> None: ...
    def cancel(self) -> None: ...
    def backups(self) -> Sequence[Backup]: ...
    def restore(self, backup: Path, to: Path) -> None: ...
    def guide(self, back: Callable[[], None]) -> NewProject: ...
    def quit(self) -> None: ...
