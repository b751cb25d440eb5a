"""Start: the window one comes in by: recent projects, a new one, the sample, another file, a backup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from zcdesk import __version__
from zcdesk.ui.frame.screen import to_screen
from zcdesk.ui.start.banner import Banner
from zcdesk.ui.start.front import Backup, Doing, Front, Trouble
from zcdesk.ui.start.recent_list import RecentHeads, RecentPainter, RecentRow, recent_row
from zcdesk.ui.widgets.files import folder
from zcdesk.ui.widgets.jobs import Job, Jobs
from zcdesk.ui.widgets.listing import Item, Listing, RowPainter
from zcdesk.ui.widgets.parts import IconLabel, button, clear, column, label, row
from zcdesk.workbench import recent
from zcdesk.workbench.recent import Recent


class Start(QWidget):
    """The start window."""

    def __init__(self, front: Front, doing: Doing) -> None:
        super().__init__()
        self.front, self.doing = front, doing
        self._waiting: tuple[str, str] | None = None
        self._there: dict[str, bool] = {}
        self.jobs = Jobs(self)
        self.setWindowTitle(front.words("around.start.name"))
        self.setObjectName("start")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        to_screen(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        outer.addWidget(self.stack)
        self.home = QWidget()
        self.stack.addWidget(self.home)
        self._build()
        for keys, act in (
            ("Ctrl+N", self.new),
            ("Ctrl+O", self.choose_file),
            ("Ctrl+D", self.sample),
            ("Ctrl+R", self.show_backups),
        ):
            made = QAction(self)
            made.setShortcut(QKeySequence(keys))
            made.triggered.connect(lambda _=False, call=act: call())
            self.addAction(made)

    def _build(self) -> None:
        px = self.front.theme.px
        line = QHBoxLayout(self.home)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._side())
        self.main = QVBoxLayout()
        self.main.setContentsMargins(px(2.286), px(2), px(2.286), px(1.714))
        self.main.setSpacing(px(0.714))
        line.addLayout(self.main, 1)
        self.show_recents()

    def _side(self) -> QFrame:
        front, px = self.front, self.front.theme.px
        side = QFrame()
        side.setObjectName("sidebar")
        side.setFixedWidth(px(26.5))
        inside = QVBoxLayout(side)
        inside.setContentsMargins(px(1.4), px(2.6), px(1.4), px(1.143))
        inside.setSpacing(px(0.4))
        name = label(front, front.words("around.start.name"), 1.714, 700)
        name.setContentsMargins(px(0.571), 0, 0, 0)
        what = label(front, front.words("around.start.what"), 1.0, role="quiet")
        what.setContentsMargins(px(0.571), 0, 0, px(1.143))
        inside.addWidget(name)
        inside.addWidget(what)
        self.doors: list[QPushButton] = []
        for key, icon, keys, act in (
            ("new", "plus", "Ctrl+N", self.new),
            ("open", "folder-open", "Ctrl+O", self.choose_file),
            ("sample", "factory", "Ctrl+D", self.sample),
            ("restore", "rotate-ccw", "Ctrl+R", self.show_backups),
        ):
            door = self._door(key, icon, keys, act)
            self.doors.append(door)
            inside.addWidget(door)
        inside.addStretch(1)
        foot = row(
            IconLabel(front, "lock", "quiet", 1.0),
            label(front, front.words("around.start.local"), 0.857, role="quiet"),
            None,
        )
        foot.setContentsMargins(px(0.571), 0, 0, 0)
        inside.addLayout(foot)
        version = label(front, front.words("around.start.version", version=__version__), 0.857, role="quiet")
        version.setContentsMargins(px(0.571), 0, 0, 0)
        inside.addWidget(version)
        return side

    def _door(self, key: str, icon: str, keys: str, act: Callable[[], object]) -> QPushButton:
        front, px = self.front, self.front.theme.px
        title, note = front.words(f"around.start.{key}"), front.words(f"around.start.{key}_note")
        door = button(front, "", act, "door", name=title)
        door.setToolTip("")
        door.setAccessibleDescription(f"{note} {keys}")
        inside = QHBoxLayout(door)
        inside.setContentsMargins(px(0.714), 0, px(0.571), 0)
        inside.setSpacing(px(0.857))
        inside.addWidget(IconLabel(front, icon, "quiet", 1.3))
        inside.addLayout(
            column(
                None, label(front, title, 1.0, 500), label(front, note, 0.857, role="quiet"), None, space=0
            ),
            1,
        )
        inside.addWidget(label(front, keys, 0.857, role="faint"))
        return door

    # what stands on the right

    def show_recents(self) -> None:
        """The projects that were worked on, ringed at the last one."""
        front, px = self.front, self.front.theme.px
        clear(self.main)
        self._put_banner()
        self.jobs.cancel("backups")
        listed = self.doing.recents()
        line = row(
            label(front, front.words("around.start.recent"), 1.143, 700),
            None,
            *([label(front, front.words("around.start.keys"), 0.857, role="quiet")] if listed else []),
        )
        self.main.addLayout(line)
        if not listed:
            self._empty()
            return
        frame = QFrame()
        frame.setObjectName("card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        painter = RecentPainter(front, two_lines=True, height=4.0)
        inside.addWidget(RecentHeads(front, painter))
        self.list = Listing(painter, front.words("around.start.recent"))
        self.list.setProperty("bare", True)
        self.list.opened.connect(lambda item: self.open(Path(item.one.path)))
        self.list.dropped.connect(self._drop)
        self.list.put([self._row(one) for one in listed])
        self.list.fit(6)
        inside.addWidget(self.list)
        self.main.addWidget(frame)
        self.note = label(front, "", 0.857, role="quiet", wrap=True)
        self.note.setContentsMargins(px(0.3), 0, 0, 0)
        self.list.stood.connect(self._stood)
        self._stood(self.list.current())
        self.main.addWidget(self.note)
        self.main.addStretch(1)
        self.list.setFocus()
        if self._waiting is not None:
            self.wait_for(*self._waiting)
        self._look_for(listed)

    def _look_for(self, listed: tuple[Recent, ...]) -> None:
        """Ask beside the window which files are there: a drive that is away may take long to say so."""
        shown = self.list

        def look(_: Job) -> tuple[dict[str, bool], Recent | None]:
            return {one.path: one.there for one in listed}, recent.interrupted(listed)

        def looked(found: tuple[dict[str, bool], Recent | None]) -> None:
            if self.list is shown:
                self._looked(*found)

        self.jobs.start("there", look, looked, lambda _: None)

    def _looked(self, there: dict[str, bool], left: Recent | None) -> None:
        self._there = there
        held = self.list.rows.items
        rows = [self._row(each.one) for each in held]
        if rows != list(held):
            self.list.put(rows, self.list.currentIndex().row())
        if left is not None and not self.said.isVisible():
            front, path = self.front, Path(left.path)
            way = (front.words("around.start.carry_on"), lambda: self.open(path))
            self.said.say(front.words("around.start.interrupted", label=left.last), "banner_note", (way,))

    def _empty(self) -> None:
        front = self.front
        self.main.addWidget(label(front, front.words("around.start.empty"), 1.0, role="quiet", wrap=True))
        first = button(front, front.words("around.start.new"), self.new, "primary", key="Ctrl+N")
        second = button(front, front.words("around.start.sample"), self.sample, key="Ctrl+D")
        self.main.addLayout(row(first, second, None))
        self.main.addStretch(1)
        first.setFocus()

    def _row(self, one: Recent) -> RecentRow:
        return recent_row(self.front, one, self._there.get(one.path, True))

    def _stood(self, item: RecentRow | None) -> None:
        last = item.one.last if item is not None else ""
        self.note.setText(self.front.words("around.start.last", label=last) if last else "")

    def _drop(self, item: RecentRow) -> None:
        self.doing.forget(item.one.path)
        self.show_recents()

    def show_backups(self) -> None:
        """The backups of the remembered projects, newest first."""
        front = self.front
        clear(self.main)
        self.stack.setCurrentWidget(self.home)
        self._put_banner()
        self.main.addWidget(label(front, front.words("around.start.backups"), 1.143, 700))
        self.told = label(front, front.words("around.start.backups_seek"), 0.929, role="quiet", wrap=True)
        self.main.addWidget(self.told)
        back = button(front, front.words("around.start.back"), self.show_recents, key="Esc")
        self.main.addLayout(row(back, None))
        self.main.addStretch(1)
        back.setFocus()
        self.jobs.cancel("there")
        self.jobs.start("backups", lambda _: self.doing.backups(), self._list_backups, lambda _: None)

    def _list_backups(self, listed: Sequence[Backup]) -> None:
        front = self.front
        self.told.setText(
            front.words("around.start.backups_note" if listed else "around.start.backups_empty")
        )
        if listed:
            self.list = Listing(RowPainter(front, two_lines=True), front.words("around.start.backups"))
            by_id = {str(each.path): each for each in listed}
            self.list.put(
                [
                    Item(
                        id_,
                        front.words("around.start.backup_of", name=each.of.name),
                        str(each.of.parent),
                        "",
                        f"{each.at}   {front.words('around.start.backup_size', size=f'{each.size // 1024:,}')}",
                        "history",
                    )
                    for id_, each in by_id.items()
                ]
            )
            self.list.fit(8)
            self.list.opened.connect(lambda item: self.restore(by_id[item.id].path, by_id[item.id].of))
            self.main.insertWidget(self.main.indexOf(self.told) + 1, self.list)
            self.list.show()
            self.list.setFocus()

    # doing

    def open(self, path: Path, read_only: bool = False) -> None:
        """Open a project; what is said about it is said here."""
        self.said.hide()
        self.doing.open(path, read_only)

    def sample(self) -> None:
        """A copy of the sample to practise on."""
        self.said.hide()
        self.doing.sample()

    def restore(self, backup: Path, to: Path) -> None:
        """Put a backup in its project's place, and open it."""
        self.said.hide()
        self.doing.restore(backup, to)

    def wait_for(self, name: str, stage: str) -> None:
        """Say what is being done to open a project, with a way to call it off; nothing when `stage` is empty."""
        self._waiting = (name, stage) if stage else None
        if not stage:
            self.said.hide()
            return
        front = self.front
        if self._guide_waits():
            what = front.texts[f"around.start.stage_{stage}"]
            self.guide.tell(front.texts["around.new.making"].fill(name=name, what=what), making=True)
            return
        self.stack.setCurrentWidget(self.home)
        text = front.words("around.start.opening", name=name, what=front.words(f"around.start.stage_{stage}"))
        self.said.wait(text, self.doing.cancel)

    def say_cancelled(self, name: str) -> None:
        """Say that an opening was called off."""
        if self._guide_waits():
            self.guide.tell(self.front.texts["around.start.cancelled"].fill(name=name))
            return
        self.said.say(self.front.words("around.start.cancelled", name=name), "banner_note")

    def _guide_waits(self) -> bool:
        """Whether it is the guide that has something made."""
        return self.stack.currentWidget() is not self.home and self.guide.making

    def say_broken(self, kind: str, file: Path | None) -> None:
        """Say that the program failed, and where it is written what happened."""
        words = self.front.words
        self.stack.setCurrentWidget(self.home)
        where = words("around.crash.file", path=file) if file else words("around.crash.no_file")
        self.said.say(f"{words('around.crash.broken', kind=kind)} {where}", "banner_bad")

    def new(self) -> None:
        """The guide to a new project."""
        self.guide = self.doing.guide(self._back)
        self.stack.addWidget(self.guide)
        self.stack.setCurrentWidget(self.guide)
        self.guide.stand()

    def _back(self) -> None:
        self.stack.setCurrentWidget(self.home)
        self.stack.removeWidget(self.guide)
        self.guide.deleteLater()
        self.show_recents()

    def choose_file(self) -> None:
        """The dialog of the system for another file."""
        front = self.front
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            front.words("around.start.open_title"),
            folder(front.preferences.folder),
            front.words("around.start.filter"),
        )
        if chosen:
            self.open(Path(chosen))

    # saying

    def _put_banner(self) -> None:
        """A banner with nothing to say yet, above what follows."""
        self.said = Banner(self.front)
        self.main.addWidget(self.said)

    @property
    def message(self) -> QLabel:
        """The sentence that is said."""
        return self.said.message

    def tell(self, trouble: Trouble | None) -> None:
        if trouble is None:
            return
        if self._guide_waits():
            self.guide.tell(trouble.words)
            return
        front, ways = self.front, []
        if trouble.backup is not None:
            backup = trouble.backup
            ways.append(
                (front.words("around.start.restore_last"), lambda: self.restore(backup, trouble.path))
            )
        if trouble.may_look:
            ways.append((front.words("around.start.look_only"), lambda: self.open(trouble.path, True)))
        self.stack.setCurrentWidget(self.home)
        self.said.say(front.say(trouble.words), "banner_bad", tuple(ways))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._waiting:
            self.doing.cancel()
        elif event.key() == Qt.Key.Key_Escape and self.stack.currentWidget() is self.home:
            self.show_recents()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.doing.quit()
        event.accept()
