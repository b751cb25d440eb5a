"""The schemes there are: which are followed, which fit the plant, and what of each is not known."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStyleOptionViewItem, QVBoxLayout

from zcdesk.store.trouble import FileTrouble
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.listing import ROW, Listing, RowPainter
from zcdesk.ui.widgets.parts import button, label
from zcdesk.ui.widgets.sentences import broken
from zcdesk.workbench import following
from zcdesk.workbench.readiness import sides
from zcdesk.workbench.readiness.sides import Listed

_TALL = 3.5
"""Height of a scheme. [em]"""
_LINE = 1.36
"""Height of a line of what is not known. [em]"""
_MOST = 12
"""Lines of what is not known at most; nothing written takes as many."""


class SchemeRow:
    """A scheme, or the head of a group, as the list holds it."""

    def __init__(self, listed: Listed | None, title: str = "") -> None:
        self.listed = listed
        self.title = title

    @property
    def head(self) -> bool:
        """Whether it only says what follows."""
        return self.listed is None

    @property
    def said(self) -> str:
        """What a screen reader says."""
        return self.title if self.listed is None else self.listed.said


class SchemePainter(RowPainter):
    """Paints a scheme: its mark, name and region, the document, and what of it is not known."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = index.data(ROW)
        if row is None or row.head:
            return QSize(self.theme.px(8), self.theme.px(2.2))
        widget = option.widget  # type: ignore[attr-defined]
        wide = (widget.viewport().width() if widget is not None else self.theme.px(60)) - self._beside()
        more = self._lines(row.listed.unknown, wide) * self.theme.px(_LINE)
        return QSize(self.theme.px(8), self.theme.px(_TALL) + more)

    def content(self, painter: QPainter, box: QRect, item: SchemeRow, selected: bool) -> None:
        theme, px = self.theme, self.theme.px
        if item.listed is None:
            lower = box.adjusted(0, px(0.6), 0, 0)
            self.text(painter, lower, item.title, 0.929, 700, "ink")
            return
        listed = item.listed
        icon, role = ("circle-check", "good") if listed.followed else ("circle-dashed", "quiet")
        ratio = painter.device().devicePixelRatioF()
        pixmap = self.desk.icons.pixmap(icon, role, 1.15, ratio)
        painter.drawPixmap(box.left(), box.top() + px(0.6), pixmap)
        left = box.left() + px(1.9)
        upper = QRect(left, box.top() + px(0.43), box.right() - left, px(1.5))
        right = self.text(painter, upper, listed.counts, 0.857, 400, "quiet", Qt.AlignmentFlag.AlignRight)
        room = upper.adjusted(0, 0, -right - px(0.857), 0)
        used = self.text(painter, room, listed.name, 1.0, 500, "ink") + px(0.857)
        used += self.text(painter, room.adjusted(used, 0, 0, 0), listed.region, 0.857, 400, "quiet") + px(
            0.857
        )
        self.text(painter, room.adjusted(used, 0, 0, 0), listed.note, 0.857, 400, "doubt")
        lower = upper.translated(0, px(1.43))
        self.text(painter, lower, listed.document, 0.857, 400, "quiet")
        if listed.unknown:
            low = QRect(left, lower.bottom() + 1, box.right() - left, px(_LINE))
            for text in broken(listed.unknown, theme.font(0.857), low.width(), _MOST):
                self.text(painter, low, text.strip(), 0.857, 400, "doubt")
                low.translate(0, px(_LINE))

    def _beside(self) -> int:
        """What of a row's width no text has. [px]"""
        return 2 * self.theme.px(0.857) + self.theme.px(1.9) + 1

    def _lines(self, text: str, wide: int) -> int:
        """Lines that a text takes."""
        return len(broken(text, self.theme.font(0.857), max(wide, 40), _MOST)) if text else 0


class SchemeCard(QFrame):
    """The list of schemes with what can be done about the one one stands on.

    Signals
    -------
    shown : str
        A scheme that is followed is to be seen.
    """

    shown = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("card")
        px = desk.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(1, px(0.714), 1, px(0.571))
        column.setSpacing(px(0.43))
        head = QVBoxLayout()
        head.setContentsMargins(px(0.857), 0, px(0.857), 0)
        self._title = label(desk, "", 1.0, 700)
        head.addWidget(self._title)
        head.addWidget(label(desk, desk.words("readiness.schemes_note"), 0.857, role="quiet", wrap=True))
        column.addLayout(head)
        self.list = Listing(SchemePainter(desk), desk.words("readiness.view.schemes"))
        self.list.setUniformItemSizes(False)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)  # a row is as high as its text is at this width
        self.list.setProperty("bare", True)
        self.list.clicked.disconnect()  # a click stands; what is pressed acts
        self.list.opened.connect(self._open)
        self.list.dropped.connect(lambda _: self.drop())
        self.list.stood.connect(lambda _: self._enable())
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(0.857), px(0.143), px(0.857), 0)
        foot.setSpacing(px(0.571))
        self.take = button(desk, desk.words("readiness.follow"), self.follow, "primary", key="Enter")
        self.look = button(desk, desk.words("readiness.look"), self._look, key="Enter")
        self.leave = button(desk, desk.words("readiness.drop"), self.drop, key="Del")
        for each in (self.take, self.look, self.leave):
            foot.addWidget(each)
        foot.addStretch(1)
        column.addLayout(foot)

    def tell(self) -> None:
        """Show all schemes, those that are followed first."""
        desk = self.desk
        found = sides.listed(desk.workbench, desk.language)
        held = self.list.current()
        key = held.listed.key if held is not None and held.listed is not None else ""
        rows: list[SchemeRow] = []
        for name, group in (
            ("followed", [each for each in found if each.followed]),
            ("fitting", [each for each in found if each.fits and not each.followed]),
            ("elsewhere", [each for each in found if not each.fits and not each.followed]),
        ):
            if group:
                rows.append(SchemeRow(None, desk.words(f"readiness.group.{name}", n=len(group))))
                rows += [SchemeRow(each) for each in group]
        at = next((n for n, row in enumerate(rows) if row.listed is not None and row.listed.key == key), 0)
        any_ = any(each.followed for each in found)
        self._title.setText(desk.words("readiness.schemes" if any_ else "readiness.schemes_none"))
        top = self.list.verticalScrollBar().value()
        self.list.put(rows, at)
        self.list.verticalScrollBar().setValue(top)
        self._enable()

    def stand_at(self, key: str) -> None:
        """Stand at a scheme; where it is not listed, one stays."""
        rows = self.list.rows.items
        at = next((n for n, row in enumerate(rows) if row.listed is not None and row.listed.key == key), None)
        if at is not None:
            self.list.setCurrentIndex(self.list.rows.index(at))

    def _current(self) -> Listed | None:
        row = self.list.current()
        return row.listed if row is not None else None

    def _enable(self) -> None:
        found, fixed = self._current(), self.desk.workbench.file.read_only
        followed = found is not None and found.followed
        other = found is not None and found.followed and found.changed
        self.take.setVisible(not followed or other)
        self.take.setText(self.desk.words("readiness.take_present" if other else "readiness.follow"))
        self.take.setAccessibleName(self.take.text())
        self.take.setEnabled(found is not None and not fixed)
        self.look.setVisible(followed)
        self.leave.setVisible(followed)
        self.leave.setEnabled(not fixed)

    def _open(self, row: SchemeRow) -> None:
        if row.listed is not None and row.listed.followed:
            self.shown.emit(row.listed.key)
        else:
            self.follow()

    def _look(self) -> None:
        found = self._current()
        if found is not None:
            self.shown.emit(found.key)

    def follow(self) -> None:
        """Be judged by the scheme one stands on, too: one step, which undo takes back."""
        found = self._current()
        if found is None or self.desk.workbench.file.read_only or (found.followed and not found.changed):
            return
        id_, _, edition = found.key.partition("@")
        self._do(lambda: following.follow(self.desk.workbench, id_, edition))
        self.desk.toast.emit(self.desk.words("readiness.followed", what=found.name))
        self.list.setFocus()

    def drop(self) -> None:
        """Be judged by it no longer; what was answered stays."""
        found = self._current()
        if found is None or not found.followed or self.desk.workbench.file.read_only:
            return
        self._do(lambda: following.drop(self.desk.workbench, found.key.partition("@")[0]))
        self.desk.toast.emit(self.desk.words("readiness.dropped", what=found.name))
        self.list.setFocus()

    def _do(self, act: object) -> None:
        assert callable(act)
        try:
            act()
        except FileTrouble as trouble:
            self.desk.toast.emit(self.desk.say(trouble.words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self._current() is not None:
            found = self._current()
            (self.drop if found is not None and found.followed else self.follow)()
        else:
            super().keyPressEvent(event)
