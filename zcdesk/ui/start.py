"""Start: the window one comes in by: recent projects, a new one, the sample, another file, a backup."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from zcdesk import __version__
from zcdesk.domain.words import Language, Words
from zcdesk.ui.files import folder
from zcdesk.ui.icons import Icons
from zcdesk.ui.jobs import Job, Jobs
from zcdesk.ui.listing import Item, Listing, RowPainter
from zcdesk.ui.new_project import NewProject
from zcdesk.ui.parts import IconLabel, button, clear, column, label, row
from zcdesk.ui.theme import Theme
from zcdesk.workbench import recent
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


class RecentPainter(RowPainter):
    """Paints a project with its year, progress, total and date."""

    COLUMNS = (5.0, 11.0, 8.2, 8.2)
    """Widths of year, progress, total and date. [em]"""

    def columns(self, box: QRect) -> list[QRect]:
        """The five columns of a row."""
        px, right, cut = self.theme.px, box.right(), []
        for em in reversed(self.COLUMNS):
            cut.insert(0, QRect(right - px(em), box.top(), px(em), box.height()))
            right -= px(em)
        return [QRect(box.left(), box.top(), right - box.left(), box.height()), *cut]

    def content(self, painter: QPainter, box: QRect, item: RecentRow, selected: bool) -> None:
        px, one = self.theme.px, item.one
        name, year, progress, total, at = self.columns(box)
        there = item.there
        icon = "circle-help" if not there else "stamp" if one.sealed else "factory"
        ratio = painter.device().devicePixelRatioF()
        spot = (name.left(), name.center().y() - px(0.6))
        painter.drawPixmap(
            *spot, self.desk.icons.pixmap(icon, "accent" if selected else "quiet", 1.15, ratio)
        )
        words = name.adjusted(px(2), px(0.35), -px(0.6), 0)
        upper = QRect(words.left(), words.top(), words.width(), box.height() // 2 - px(0.2))
        lower = QRect(words.left(), upper.bottom(), words.width(), px(1.4))
        used = self.text(painter, upper, one.name or Path(one.path).stem, 1.0, 500, "ink")
        if one.rehearsal:
            self.text(painter, upper.adjusted(used + px(0.6), 0, 0, 0), item.rehearsal, 0.857, 400, "accent")
        self.text(painter, lower, one.path, 0.857, 400, "quiet")
        self.text(painter, year, one.year, 1.0, 400, "ink")
        line = QRect(progress.left(), progress.center().y() - px(1.25), progress.width() - px(0.8), px(1.6))
        if not there:
            self.text(painter, progress, item.progress, 0.929, 400, "quiet")
            return
        self.text(painter, line, item.progress, 0.929, 400, "ink")
        bar = QRect(line.left(), line.bottom() + px(0.25), px(8.6), max(3, px(0.25)))
        painter.fillRect(bar, self.theme.colour("line"))
        role = "good" if one.sealed or not one.missing else "accent"
        bar.setWidth(round(bar.width() * (1.0 if one.sealed else one.share)))
        painter.fillRect(bar, self.theme.colour(role))
        side = Qt.AlignmentFlag.AlignRight
        figure = total.adjusted(0, 0, -px(0.6), 0)
        self.text(painter, figure, one.total or "—", 1.0, 500, "ink" if one.total else "quiet", side)
        self.text(painter, at, item.when, 0.857, 400, "quiet", side)


@dataclass(frozen=True, slots=True)
class RecentRow:
    """A remembered project with its final texts."""

    one: Recent
    there: bool
    progress: str
    when: str
    rehearsal: str
    head: bool = False

    @property
    def said(self) -> str:
        """What a screen reader says."""
        one = self.one
        return ", ".join(
            part for part in (one.name, one.year, self.progress, one.total, self.when, one.path) if part
        )


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
        self.resize(1366, 698)
        self.setMinimumSize(900, 560)
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
        self.said = self._banner()
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
        inside.addWidget(self._column_heads(painter))
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
            self._say(front.words("around.start.interrupted", label=left.last), "banner_note", (way,))

    def _empty(self) -> None:
        front = self.front
        self.main.addWidget(label(front, front.words("around.start.empty"), 1.0, role="quiet", wrap=True))
        first = button(front, front.words("around.start.new"), self.new, "primary", key="Ctrl+N")
        second = button(front, front.words("around.start.sample"), self.sample, key="Ctrl+D")
        self.main.addLayout(row(first, second, None))
        self.main.addStretch(1)
        first.setFocus()

    def _column_heads(self, painter: RecentPainter) -> QFrame:
        front, px = self.front, self.front.theme.px
        head = QFrame()
        head.setObjectName("list_head")
        head.setFixedHeight(px(2.1))
        line = row(space=0)
        line.setContentsMargins(px(0.857), 0, px(0.857), 0)
        line.addWidget(label(front, front.words("around.start.project"), 0.857, role="quiet"), 1)
        for key, em in zip(("year", "progress", "total", "at"), painter.COLUMNS, strict=True):
            each = label(front, front.words(f"around.start.{key}"), 0.857, role="quiet")
            each.setFixedWidth(px(em))
            if key in ("total", "at"):
                each.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if key == "total":
                each.setContentsMargins(0, 0, px(0.6), 0)
            line.addWidget(each)
        head.setLayout(line)
        return head

    def _row(self, one: Recent) -> RecentRow:
        front, there = self.front, self._there.get(one.path, True)
        if not there:
            progress = front.words("around.start.gone")
        elif one.missing and one.doubtful:
            progress = front.words("around.start.both", n=one.missing, m=one.doubtful)
        elif one.missing:
            progress = front.words("around.start.missing", n=one.missing)
        elif one.sealed:
            progress = front.words("around.start.sealed")
        elif one.doubtful:
            progress = front.words("around.start.doubtful", n=one.doubtful)
        else:
            progress = front.words("around.start.complete")
        when = front.say(recent.when(one, datetime.now().astimezone()))
        return RecentRow(one, there, progress, when, front.words("around.start.rehearsal"))

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
        self.said = self._banner()
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
        if self.said.isVisible() and self.said.property("waits"):
            self.message.setText(text)
            self.said.setAccessibleName(text)
            return
        self._say(text, "banner_note", ())
        self.said.setProperty("waits", True)
        line = self.said.layout()
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(front.theme.px(9))
        line.addWidget(bar)
        self.calls_off = button(front, front.words("around.start.cancel"), self.doing.cancel, key="Esc")
        line.addWidget(self.calls_off)

    def say_cancelled(self, name: str) -> None:
        """Say that an opening was called off."""
        if self._guide_waits():
            self.guide.tell(self.front.texts["around.start.cancelled"].fill(name=name))
            return
        self._say(self.front.words("around.start.cancelled", name=name), "banner_note", ())

    def _guide_waits(self) -> bool:
        """Whether it is the guide that has something made."""
        return self.stack.currentWidget() is not self.home and self.guide.making

    def say_broken(self, kind: str, file: Path | None) -> None:
        """Say that the program failed, and where it is written what happened."""
        words = self.front.words
        self.stack.setCurrentWidget(self.home)
        where = words("around.crash.file", path=file) if file else words("around.crash.no_file")
        self._say(f"{words('around.crash.broken', kind=kind)} {where}", "banner_bad", ())

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

    def _banner(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("banner_bad")
        frame.hide()
        QHBoxLayout(frame)
        self.main.addWidget(frame)
        return frame

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
        self._say(front.say(trouble.words), "banner_bad", tuple(ways))

    def _say(self, text: str, kind: str, ways: Sequence[tuple[str, Callable[[], object]]]) -> None:
        front, px, frame = self.front, self.front.theme.px, self.said
        line = frame.layout()
        clear(line)  # type: ignore[arg-type]
        frame.setProperty("waits", False)
        frame.setObjectName(kind)
        frame.style().unpolish(frame)
        frame.style().polish(frame)
        line.setContentsMargins(px(0.857), px(0.571), px(0.857), px(0.571))
        icon, role = {
            "banner_bad": ("circle-x", "bad"),
            "banner_good": ("circle-check", "good"),
            "banner_note": ("info", "accent"),
        }[kind]
        line.addWidget(IconLabel(front, icon, role, 1.15))
        self.message = label(front, text, 1.0, wrap=True)
        line.addWidget(self.message)
        line.setStretch(1, 1)  # type: ignore[attr-defined]
        for number, (said, act) in enumerate(ways):
            way = button(front, said, act, "link", "arrow-right")
            line.addWidget(way)
            if not number and kind == "banner_bad":
                way.setFocus()
        frame.setAccessibleName(text)
        frame.show()

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
