"""Composition root of the desk: the only file that knows everyone.

The start window, the guide to a new project and what makes one are imported when they are wanted: a project opens
without them.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QThread, QTimer
from PySide6.QtWidgets import QApplication

from zcdesk import log, places
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.backup import folder_of
from zcdesk.store.project_file import ProjectFile
from zcdesk.store.trouble import FileTrouble
from zcdesk.ui import theme as themes
from zcdesk.ui.crash import CrashHandler
from zcdesk.ui.desk import Desk
from zcdesk.ui.frame.actions import Action
from zcdesk.ui.frame.window import Window
from zcdesk.ui.frame.windows import application, dressed, interface_texts, open_desk, window_on
from zcdesk.ui.start.opening import Opening, Work
from zcdesk.workbench import opening, preferences
from zcdesk.workbench.naming import parse_place
from zcdesk.workbench.opening import Opened
from zcdesk.workbench.preferences import Preferences
from zcdesk.workbench.workbench import Workbench

if TYPE_CHECKING:
    from zcdesk.ui.start.front import Backup, Trouble
    from zcdesk.ui.start.new_project import NewProject
    from zcdesk.ui.start.start import Start
    from zcdesk.workbench.beginning import Draft
    from zcdesk.workbench.recent import Recent

UNREAD = 4
"""Exit code where a file cannot be read, as of every command."""

SOON = 2000
"""So long after the first page there is nothing to be swept up. [ms]"""

MAIN_PAGES = (
    "site",
    "fuel",
    "power",
    "weld",
    "product",
    "evidence",
    "series",
    "readiness",
    "checklist",
    "chances",
    "findings",
    "results",
    "report",
    "history",
    "settings",
)


def pictures(
    window: Window, folder: Path, pages: Sequence[str] = MAIN_PAGES, prefix: str = "desk"
) -> list[Path]:
    """Write a picture of each page, as it stands, and list them."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    window.show()
    for number, page in enumerate((page for page in pages if page in window.page_ids()), start=1):
        window.show_page(page)
        _settle(window)
        path = folder / f"{prefix}-{number:02d}-{page}.png"
        window.grab().save(str(path))
        written.append(path)
    return written


def _settle(window: Window) -> None:
    """Let layout and charts finish before a grab; no work of the user is under way then."""
    idle = 0
    for _ in range(400):
        QApplication.processEvents()
        busy = window.current is not None and window.current.busy()
        idle = 0 if busy else idle + 1
        if idle > 4:
            return
        QThread.msleep(15)


class Visit:
    """One run of the program: the start window, then one project after another.

    Parameters
    ----------
    catalogue : Catalogue
    folder : Path
        Where settings, the list of projects, the log and diagnostic files of this user lie.
    wanted : mapping
        Settings that hold for this run whatever the file says.
    stands : callable
        Called once, when the first window stands.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        folder: Path,
        wanted: Mapping[str, str] | None = None,
        stands: Callable[[], None] = lambda: None,
    ) -> None:
        self.catalogue, self.folder = catalogue, folder
        self._recent, self._settings = folder / "recent.json", folder / "settings.json"
        self.liked = replace(preferences.load(self._settings), **(wanted or {}))  # type: ignore[arg-type]
        self.start: Start | None = None
        self.window: Window | None = None
        log.start(folder / "logs" / "zcdesk.log")
        self.crash = CrashHandler(folder / "diagnostics", self._shown, self._again)
        self.crash.install()
        self.crash.otherwise = self._broke
        self.opening = Opening(self._waited, self._opened, self._failed)
        self._name = ""
        self._stands = stands
        self._soon = QTimer()
        self._soon.setSingleShot(True)
        self._soon.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one may be a twentieth late
        self._soon.setInterval(1000)
        self._soon.timeout.connect(lambda: self._remember(clean=False))

    def begin(self, file: Path | None) -> None:
        """Open a project, or the start window, which also shows when the opening takes long, and says what failed."""
        if file is not None:
            self.open(file)
        else:
            self.show_start()

    def show_start(self) -> None:
        """The start window, in the present look."""
        from zcdesk.ui.start.front import Front
        from zcdesk.ui.start.start import Start

        look, icons = dressed(self.catalogue, self.liked)
        texts = interface_texts(self.catalogue)
        front = Front(texts, look, icons, self.liked.language, self.catalogue.resources, self.liked)
        if self.start is not None:
            self.start.hide()
            self.start.deleteLater()
        self.start = Start(front, self)
        self.start.show()
        self._first_stands()

    def _first_stands(self) -> None:
        stands, self._stands = self._stands, lambda: None
        QTimer.singleShot(0, stands)

    # what the start window asks

    def recents(self) -> tuple[Recent, ...]:
        """The projects that were worked on."""
        from zcdesk.workbench import recent

        return recent.load(self._recent)

    def forget(self, path: str) -> None:
        """Take a project off the list."""
        from zcdesk.workbench import recent

        recent.forget(self._recent, path)

    def open(self, path: Path, read_only: bool = False) -> None:
        """Open a project in the place of what is open."""
        self._begin(path.name, partial(opening.opened, self.catalogue, path, self.liked.by, read_only))

    def sample(self) -> None:
        """A new copy of the sample, marked as one to practise on."""
        from zcdesk.workbench import beginning

        name = "练习 示例工厂.zcd" if self.liked.language == "zh" else "Rehearsal.zcd"
        path = beginning.free(self._projects(), name)
        self._begin(path.name, partial(opening.practised, self.catalogue, path, self.liked.by))

    def restore(self, backup: Path, to: Path) -> None:
        """Put a backup in its project's place, and open it."""
        self._begin(to.name, partial(opening.restored, self.catalogue, backup, to, self.liked.by))

    def cancel(self) -> None:
        """Call off what is being opened."""
        if self.opening.running:
            self.opening.cancel()
            if self.start is not None:
                self.start.say_cancelled(self._name)

    def begin_project(self, draft: Draft, path: Path) -> None:
        """Make a project and open it."""
        if draft.by and draft.by != self.liked.by:
            self.keep(replace(self.liked, by=draft.by))
        self._begin(path.name, partial(opening.begun, self.catalogue, draft, path, self.liked.by))

    def backups(self) -> Sequence[Backup]:
        """The backups of the remembered projects, newest first."""
        from zcdesk.ui.start.front import Backup

        found: list[tuple[float, Backup]] = []
        for one in self.recents():
            of = Path(one.path)
            for path in folder_of(of, None).glob("*.zcd"):
                told = path.stat()
                at = datetime.fromtimestamp(told.st_mtime).astimezone()
                found.append((told.st_mtime, Backup(path, of, f"{at:%Y/%m/%d %H:%M}", told.st_size)))
        return [backup for _, backup in sorted(found, key=lambda each: each[0], reverse=True)]

    def guide(self, back: Callable[[], None]) -> NewProject:
        """The guide to a new project."""
        from zcdesk.ui.start.new_project import NewProject

        assert self.start is not None
        return NewProject(
            self.start.front, self.catalogue, self._projects(), back, self.begin_project, self.cancel
        )

    def quit(self) -> None:
        """The window was closed, and nothing else is open."""
        self.opening.cancel()
        log.note("closed")

    # keeping

    def keep(self, wanted: Preferences) -> bool:
        """Keep what somebody likes."""
        self.liked = wanted
        return preferences.save(self._settings, wanted)

    def _begin(self, name: str, work: Work) -> None:
        self._name = name
        self.opening.begin(work)

    def _waited(self, stage: str) -> None:
        """It takes long: the start window says what is being done."""
        if self.start is None or not self.start.isVisible():
            if not stage:
                return
            self.show_start()
        assert self.start is not None
        self.start.wait_for(self._name, stage)

    def _opened(self, found: Opened) -> None:
        self._show(found.workbench)
        if found.words and self.window is not None:
            self.window.desk.toast.emit(" ".join(words.into(self.liked.language) for words in found.words))

    def _broke(self, kind: str, file: Path | None) -> None:
        """A mistake of the program while no project is open."""
        if self.start is None or not self.start.isVisible():
            self.show_start()
        assert self.start is not None
        self.start.say_broken(kind, file)

    def _failed(self, trouble: FileTrouble) -> None:
        if self.start is None or not self.start.isVisible():
            self.show_start()
        assert self.start is not None
        self.start.tell(self._trouble(trouble))

    def _show(self, workbench: Workbench) -> None:
        log.note("opened")
        file = workbench.file
        before = next((one for one in self.recents() if one.path == str(file.path)), None)
        window = window_on(workbench, self.liked, self.keep, (Action("start", "Ctrl+O", self._leave),))
        window.desk.folder = self.folder
        self._close()
        self.window = window
        if before is not None:
            window.desk.show_year(before.year)
            window.practise(tuple(before.tried.split()), before.folded)
            if before.page:
                window.show_page(before.page, parse_place(before.place) if before.place else None)
        window.before_close = self._closing
        window.desk.changed.connect(lambda _: self._soon.isActive() or self._soon.start())
        if self.start is not None:
            self.start.hide()
        window.show()
        self._first_stands()
        QTimer.singleShot(0, partial(self._remember, file.read_only))
        if not self.liked.toured:
            QTimer.singleShot(0, lambda: window.act("tour"))

    def _remember(self, clean: bool) -> None:
        if self.window is None:
            return
        desk, page = self.window.desk, self.window.current
        place = getattr(page, "current_place", None)
        tried = " ".join(sorted(self.window.rehearsal.done)) if self.window.rehearsal is not None else ""
        from zcdesk.workbench import recent  # when the window stands, and when it goes

        one = recent.seen(
            desk.workbench,
            desk.year,
            page.id if page else "",
            str(place or ""),
            clean,
            tried,
            self.window.folded,
            desk.language,
        )
        recent.put(self._recent, one)

    def _settle(self) -> None:
        """Remember the project as one that was not broken off: the start window looks at once."""
        self._soon.stop()
        self._remember(clean=True)

    def _closing(self) -> None:
        self._settle()
        if self.window is not None:
            self.window.deleteLater()
        self.window = None
        log.note("closed")

    def _close(self) -> None:
        if self.window is not None:
            self.window.close()

    def _leave(self) -> None:
        """Back to the start window, for another project: this one is closed in order."""
        self._settle()
        self.show_start()
        self._close()

    def _again(self) -> None:
        """Open the project again where one was."""
        if self.window is None:
            return
        path = self.window.desk.workbench.file.path
        self._settle()
        self.show_start()
        self._close()
        self.open(path)

    def _shown(self) -> tuple[Window, Desk] | None:
        return (self.window, self.window.desk) if self.window is not None else None

    def _projects(self) -> Path:
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        return folder if folder.is_dir() else Path.home()

    def _trouble(self, trouble: FileTrouble) -> Trouble:
        from zcdesk.ui.start.front import Trouble

        look = trouble.code in ("locked", "network_share", "read_only", "no_permission", "folder_read_only")
        return Trouble(trouble.words, trouble.path, trouble.backup, look)


def main(words: Sequence[str]) -> int:
    """``zcdesk desk [FILE]``: open the desk; with ``--pictures DIR`` write a picture of each main page instead."""
    parser = argparse.ArgumentParser(prog="zcdesk desk")
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--pictures", type=Path, metavar="DIR")
    parser.add_argument("--theme", choices=("light", "dark", "contrast"))
    parser.add_argument("--size", choices=tuple(themes.SIZES))
    parser.add_argument("--language", choices=("zh", "en"))
    parser.add_argument("--data", type=Path, metavar="DIR")
    arguments = parser.parse_args(words)
    catalogue = Catalogue(places.data("resources"), places.data("forms"), places.cache())
    running = application(catalogue.resources)
    wanted = {
        key: getattr(arguments, key)
        for key in ("theme", "size", "language")
        if getattr(arguments, key) is not None
    }
    if arguments.pictures is not None:
        if arguments.file is None:
            parser.error("FILE")
        try:
            with ProjectFile.open(arguments.file, read_only=True) as file:
                window = open_desk(catalogue, file, liked=Preferences(**wanted))
                for path in pictures(window, arguments.pictures):
                    print(path)
        except FileTrouble as trouble:
            print(trouble.words.into(arguments.language or "zh"), file=sys.stderr)
            return UNREAD
        return 0
    visit = Visit(catalogue, arguments.data or user_folder(), wanted, settled)
    visit.begin(arguments.file)
    return running.exec()


def settled() -> None:
    """The first page stands: what was made until now stays, and what comes is looked through on this thread only."""
    gc.freeze()
    QTimer.singleShot(SOON, _sweep)


def _sweep() -> None:
    from zcdesk.ui.sweeping import Sweeper

    Sweeper(QApplication.instance())


def user_folder() -> Path:
    """Where settings, the list of projects and the log of this user lie."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation))
