"""Findings: everything missing, wrong or doubtful in one list, each with the way out and one key to go there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from zcdesk.ui.desk import Desk
from zcdesk.ui.records import leading
from zcdesk.ui.widgets.jobs import Jobs
from zcdesk.ui.widgets.listing import ROW, Listing, RowPainter
from zcdesk.ui.widgets.parts import Page, button, column, label
from zcdesk.ui.widgets.sentences import broken
from zcdesk.workbench import looking, task_leads
from zcdesk.workbench.forms import mending
from zcdesk.workbench.jobs import apart
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.task_findings import WAITING
from zcdesk.workbench.years import base_finding

MARKS = {
    "missing": ("circle-dashed", "ink"),
    "error": ("circle-x", "bad"),
    "warning": ("triangle-alert", "doubt"),
    "note": ("circle-minus", "quiet"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list: a finding, or the head of a group; `also` are further things to do, each with its key."""

    what: str
    way: str = ""
    where: str = ""
    action: str = ""
    keys: str = ""
    also: tuple[tuple[str, str], ...] = ()
    group: str = ""
    head: bool = False
    first: bool = False
    last: bool = False
    row: looking.Row | None = None

    @property
    def said(self) -> str:
        """What a screen reader says."""
        doing = (f"{action} {keys}" for action, keys in self.doing)
        return "，".join(part for part in (self.what, self.way, self.where, *doing) if part)

    @property
    def doing(self) -> tuple[tuple[str, str], ...]:
        """Everything that can be done with it, each with its key."""
        return ((self.action, self.keys), *self.also) if self.action else self.also


_SHORT = 6
"""A way out no longer than this stands beside what it is. [em]"""


class FindingPainter(RowPainter):
    """Paints findings as rows of cards, one card for each group."""

    view: Listing | None = None
    """The list it paints."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = index.data(ROW)
        view = self.parent_view(option)
        height = 4.0
        if line is not None and not line.head and view is not None:
            rect = view.viewport().rect()
            needed = len(self._lines(line, self._room(line, rect))[0])
            needed = max(needed, len(line.doing), len(self._where(line, rect)))
            height = 4.8 + 1.4 * (needed - 3) if needed > 2 else 4.0
        return QSize(self.theme.px(8), self.theme.px(2.5 if line is not None and line.head else height))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, px, rect = self.theme, self.theme.px, QRect(option.rect)  # type: ignore[attr-defined]
        line: Line = index.data(ROW)
        painter.save()
        if line.head:
            box = rect.adjusted(px(0.143), px(0.6), 0, 0)
            used = self.text(painter, box, line.what, 1.0, 700, "ink") + px(0.571)
            used += self.text(painter, box.adjusted(used, 0, 0, 0), line.keys, 1.0, 400, "quiet") + px(0.857)
            self.text(painter, box.adjusted(used, 0, 0, 0), line.way, 0.857, 400, "quiet")
            painter.restore()
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.fillRect(rect, theme.colour("accent_soft" if selected else "surface"))
        painter.setPen(QPen(theme.colour("rule"), 1))
        right = rect.right()
        painter.drawLine(rect.left(), rect.top(), rect.left(), rect.bottom())
        painter.drawLine(right, rect.top(), right, rect.bottom())
        if line.first:
            painter.drawLine(rect.left(), rect.top(), right, rect.top())
        painter.setPen(QPen(theme.colour("rule" if line.last else "line"), 1))
        painter.drawLine(rect.left() + (0 if line.last else 1), rect.bottom(), right, rect.bottom())
        mark, role = MARKS[line.group]
        ratio = painter.device().devicePixelRatioF()
        pixmap = self.desk.icons.pixmap(mark, role, 1.286, ratio)
        painter.drawPixmap(rect.left() + px(1.143), rect.center().y() - px(0.643), pixmap)
        view = self.parent_view(option)
        ring = selected and view is not None and view.ring()
        wide = self._act(view)
        act = QRect(right - px(1) - wide, rect.top(), wide, rect.height())
        self._actions(painter, act, line)
        places = self._where(line, rect)
        at = QRect(act.left() - round(rect.width() * 0.2), 0, round(rect.width() * 0.2) - px(0.571), px(1.4))
        at.moveTop(rect.center().y() - len(places) * px(1.4) // 2)
        for place in places:
            self.text(painter, at, place.strip(), 0.857, 400, "quiet")
            at.translate(0, px(1.4))
        self._told(painter, line, rect)
        if ring:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -2), 3, 3)
        painter.restore()

    def _act(self, view: Listing | None) -> int:
        """How wide the column of actions is: as the longest of the list, so that none is cut. [px]"""
        wide = view.widest if isinstance(view, FindingList) else 0
        return min(max(wide, self.theme.px(11.5)), self.theme.px(20))

    def acting(self, line: Line) -> int:
        """How wide the longest of the actions of a row is, with its key. [px]"""
        strong, small = (QFontMetrics(self.theme.font(*each)) for each in ((0.929, 500), (0.857, 400)))
        keys = [
            strong.horizontalAdvance(action) + small.horizontalAdvance(key) + self.theme.px(0.429) + 2
            for action, key in line.doing
        ]
        return max(keys, default=0)

    def _where(self, line: Line, rect: QRect) -> list[str]:
        """The place, on up to two lines."""
        room = round(rect.width() * 0.2) - self.theme.px(0.571)
        return broken(line.where, self.theme.font(0.857), room, 2) if line.where else []

    def _room(self, line: Line, rect: QRect) -> int:
        """How wide what is said may be: up to the column of places, or to the keys where there is no place. [px]"""
        px = self.theme.px
        left = rect.left() + px(3.286)
        if line.where:
            act = rect.right() - px(1) - self._act(self.view)
            return act - round(rect.width() * 0.2) - left - px(0.857)
        return rect.right() - px(1) - min(self.acting(line), px(20)) - left - px(0.857)

    def _lines(self, line: Line, room: int) -> tuple[list[str], int]:
        """What is said line by line, and how many lines are what it is; the way out goes after it."""
        what = broken(line.what, self.theme.font(1.0, 500), room, 3)
        way = broken(line.way, self.theme.font(0.929), room, 3) if line.way else []
        return [*what, *way], len(what)

    def _told(self, painter: QPainter, line: Line, rect: QRect) -> None:
        """What it is and the way out: beside each other where both fit on a line, else below one another."""
        px, room = self.theme.px, self._room(line, rect)
        said, named = self._lines(line, room)
        bold, plain = QFontMetrics(self.theme.font(1.0, 500)), QFontMetrics(self.theme.font(0.929))
        first, second = bold.horizontalAdvance(line.what) + px(0.857), plain.horizontalAdvance(line.way)
        at = QRect(rect.left() + px(3.286), 0, room, px(1.4))
        if line.way and first + second <= room and second <= px(_SHORT):
            at.moveTop(rect.center().y() - px(0.7))
            used = self.text(painter, at, line.what, 1.0, 500, "ink") + px(0.857)
            self.text(painter, at.adjusted(used, 0, 0, 0), line.way, 0.929, 400, "quiet")
            return
        at.moveTop(rect.center().y() - len(said) * px(1.4) // 2)
        for number, text in enumerate(said):
            self.text(
                painter, at, text.strip(), *((1.0, 500, "ink") if number < named else (0.929, 400, "quiet"))
            )
            at.translate(0, px(1.4))

    def _actions(self, painter: QPainter, box: QRect, line: Line) -> None:
        """What can be done, one below another, each with the key that does it."""
        right, px = Qt.AlignmentFlag.AlignRight, self.theme.px
        height = px(1.4)
        at = QRect(box.left(), box.center().y() - len(line.doing) * height // 2, box.width(), height)
        for action, keys in line.doing:
            used = self.text(painter, at, keys, 0.857, 400, "faint", right)
            self.text(painter, at.adjusted(0, 0, -(used + px(0.429)), 0), action, 0.929, 500, "accent", right)
            at.translate(0, height)


class FindingList(Listing):
    """The list; Alt+1 corrects and Alt+2 confirms the row one stands on."""

    confirming = Signal(object)
    mending = Signal(object)

    def __init__(self, painter: FindingPainter, name: str) -> None:
        super().__init__(painter, name)
        painter.view = self
        self.widest = 0
        """Of the longest action in the list. [px]"""
        self._acting = painter.acting
        self.setObjectName("findings_list")
        self.setUniformItemSizes(False)
        self.setResizeMode(self.ResizeMode.Adjust)  # how many lines a row needs depends on the width

    def put(self, items: Sequence[Any], at: int = 0) -> None:
        self.widest = max((self._acting(each) for each in items), default=0)
        super().put(items, at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_2 and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.confirming.emit(self.current())
        elif event.key() == Qt.Key.Key_1 and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.mending.emit(self.current())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class FindingsPage(Page):
    """检查与缺项."""

    id = "findings"

    def __init__(self, desk: Desk) -> None:
        self._group = ""
        self._at: looking.Row | None = None
        self.jobs = Jobs()
        self.watch = base_finding.BaseWatch(desk.workbench)
        super().__init__(desk)
        self.jobs.setParent(self)

    def build(self) -> None:
        desk, px = self.desk, self.desk.theme.px
        line = self.head(desk.words("look.findings"), desk.words("look.findings_note"))
        segments = QFrame()
        segments.setObjectName("segments")
        inside = QHBoxLayout(segments)
        inside.setContentsMargins(px(0.214), px(0.214), px(0.214), px(0.214))
        inside.setSpacing(px(0.143))
        self.segments: dict[str, QPushButton] = {}
        for group in ("", *looking.GROUPS):
            made = button(desk, "", lambda each=group: self.filter(each), "segment")  # type: ignore[misc]
            made.setCheckable(True)
            self.segments[group] = made
            inside.addWidget(made)
        line.addWidget(segments, 0, Qt.AlignmentFlag.AlignVCenter)
        self.list = FindingList(FindingPainter(desk), desk.words("look.findings"))
        self.list.opened.connect(self.open)
        self.list.confirming.connect(self.ask)
        self.list.mending.connect(self.mend)
        self.body.addWidget(self.list, 1)
        self.empty = QWidget()
        self.empty.setLayout(
            column(
                label(desk, desk.words("look.none"), 1.143, 500),
                label(desk, desk.words("look.none_note"), role="quiet"),
                space=px(0.571),
            )
        )
        self.to_report = button(desk, desk.words("look.to_report"), lambda: desk.go("report"), "primary")
        self.empty.layout().addWidget(self.to_report, 0, Qt.AlignmentFlag.AlignLeft)
        self.empty.layout().addStretch(1)
        self.body.addWidget(self.empty, 1)
        self.asked = QFrame()
        self.asked.setObjectName("card")
        box = QHBoxLayout(self.asked)
        box.setContentsMargins(px(0.857), px(0.571), px(0.857), px(0.571))
        self.asked_text = label(desk, "", 0.929, 500, wrap=True)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(desk.words("look.reason"))
        self.reason.setPlaceholderText(desk.words("look.reason"))
        self.reason.returnPressed.connect(self.settle)
        self.yes = button(desk, desk.words("look.settle"), self.settle, "primary")
        self.no = button(desk, desk.words("look.leave"), self.leave, key="Esc")
        for part, stretch in ((self.asked_text, 2), (self.reason, 3), (self.yes, 0), (self.no, 0)):
            box.addWidget(part, stretch)
        self.asked.hide()
        self.body.addWidget(self.asked)

    def refresh(self) -> None:
        desk = self.desk
        found = looking.rows(desk.workbench, desk.year, desk.language)
        numbers = {group: sum(row.group == group for row in found) for group in looking.GROUPS}
        if self._group and not numbers.get(self._group):
            self._group = ""
        for group, segment in self.segments.items():
            count = numbers[group] if group else len(found)
            segment.setText(f"{desk.words('look.group_' + (group or 'all'))} {count}")
            segment.setVisible(not group or count > 0)
            segment.setChecked(group == self._group)
        self.rows = tuple(row for row in found if self._group in ("", row.group))
        lines: list[Line] = []
        for group in looking.GROUPS:
            mine = [row for row in self.rows if row.group == group]
            if mine:
                said = desk.words(f"look.group_{group}_note")
                lines.append(Line(desk.words(f"look.group_{group}"), said, keys=str(len(mine)), head=True))
            lines += [self._line(row, row is mine[0], row is mine[-1]) for row in mine]
        held = self.list.current()
        key = held.row.finding if held is not None and held.row else None
        at = next((n for n, line in enumerate(lines) if line.row and line.row.finding == key), 0)
        scroll = self.list.verticalScrollBar().value()
        self.list.put(lines, at)
        self.list.verticalScrollBar().setValue(scroll)
        self.list.setVisible(bool(found))
        self.empty.setVisible(not found)

        self._learn()

    def _learn(self) -> None:
        """Learn what was published of the base year, on another thread; its finding follows."""
        desk = self.desk
        if desk.past or self.jobs.running("base") or not self.isVisible() or not self.watch.waits():
            return
        catalogue, path = desk.workbench.catalogue, desk.workbench.file.path
        self.jobs.start(
            "base", lambda _: apart(catalogue, path, base_finding.learn), self._learnt, lambda _: None
        )

    def _learnt(self, found: base_finding.Learnt) -> None:
        self.watch.take(found)
        self.desk.changed.emit(None)  # pages and marks count it from now on

    def busy(self) -> bool:
        """Whether the base year is still being looked at."""
        return self.jobs.running("base")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._learn()

    def _line(self, row: looking.Row, first: bool, last: bool) -> Line:
        words = self.desk.words
        doing: list[tuple[str, str]] = []
        if row.mend is not None:
            doing.append((words("entry.fix", text=row.mend.words.into(self.desk.language)), "Alt+1"))
        if row.page:
            doing.append((words("look.fill" if row.group == "missing" else "look.see"), "Enter"))
        if row.task:
            doing.append((words("task.again" if row.finding.code == WAITING else "task.do"), "Alt+2"))
        elif row.key or row.remark:
            doing.append((words("look.confirm"), "Alt+2"))
        (action, keys), *also = doing or [("", "")]
        return Line(
            row.what, row.way, row.where, action, keys, tuple(also), row.group, False, first, last, row
        )

    def keys_here(self) -> tuple[tuple[str, str], ...]:
        known = (each for each in super().keys_here() if each[0] != "F2")  # no row of the list is a figure
        return (*known, ("Ctrl+Shift+X", self.desk.words("lists.short")))

    def stand_on(self, place: object) -> None:
        target = self.list if self.list.isVisibleTo(self) else self.to_report
        target.setFocus()

    def filter(self, group: str) -> None:
        """Show one group only; "" all."""
        self._group = group
        self.refresh()

    def open(self, line: Line) -> None:
        """Go where a finding is mended."""
        task = self.desk.workbench.project.tasks.get(line.row.task) if line.row is not None else None
        if task is not None and task_leads.page_of(task) in ("results", "report"):
            leading.go(self.desk, self.jobs, task)
        elif line.row is not None and line.row.page:
            self.desk.go(line.row.page, line.row.place)
            act = getattr(self.window(), "act", None)
            if line.row.finding.code == base_finding.CODE and act is not None:
                act("attribute")  # where its cause is seen, and its boundary and threshold stand
        elif line.row is not None and (line.row.key or line.row.task):
            self.ask(line)

    def ask(self, line: Line) -> None:
        """Ask for the reason of a doubt; nothing else is blocked meanwhile."""
        if line is None or line.row is None or not (line.row.key or line.row.remark or line.row.task):
            self.desk.toast.emit(self.desk.words("look.nothing_to_settle"))
            return
        self._at = line.row
        self.asked_text.setText(line.row.what)
        task = self.desk.workbench.project.tasks.get(line.row.task)
        self.reason.setText(task.answer if task is not None else "")
        said = self.desk.words("look.reason" if task is None else "task.answer")
        self.reason.setAccessibleName(said)
        self.reason.setPlaceholderText(said)
        self.yes.setText(self.desk.words("look.settle" if task is None else "task.do"))
        self.asked.show()
        self.reason.setFocus()

    def mend(self, line: Line | None) -> None:
        """Correct what a finding knows the correction of, as one step."""
        desk = self.desk
        if desk.workbench.file.read_only or line is None or line.row is None or line.row.mend is None:
            desk.toast.emit(desk.words("look.nothing_to_mend"))
            return
        trouble = mending.carry_out(desk.workbench, line.row.mend)
        desk.toast.emit(
            desk.say(trouble) if trouble is not None else desk.words("look.mended", what=line.row.what)
        )

    def settle(self) -> None:
        """Confirm the doubt that was asked about."""
        row = self._at
        if row is None or ((row.remark or row.task) and not self.reason.text().strip()):
            self.reason.setFocus()
            return
        try:
            looking.settle(self.desk.workbench, row, self.reason.text().strip())
        except Refused as refused:
            self.asked_text.setText(self.desk.say(refused.words))
            return
        self.leave()
        key = "task.sent" if row.task else "look.settled"
        self.desk.toast.emit(self.desk.words(key, what=row.what))

    def leave(self) -> None:
        """Leave the doubt as it is."""
        self._at = None
        self.asked.hide()
        self.stand_on(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.asked.isVisible():
            self.leave()
        else:
            super().keyPressEvent(event)
