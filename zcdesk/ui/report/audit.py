"""Audit: a published report, given as its printed lines, checked against itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.files import ask_file
from zcdesk.ui.widgets.jobs import Job, Jobs
from zcdesk.ui.widgets.listing import ROW, Item, Listing, RowPainter
from zcdesk.ui.widgets.parts import Page, button, label
from zcdesk.ui.widgets.sentences import broken
from zcdesk.workbench.handed_out.auditing import Audit, audited
from zcdesk.workbench.refusal import Refused

_ICONS = {"differs": "circle-x", "cut_off": "triangle-alert", "unreadable": "circle-minus"}
_MOST = 6
"""Lines of what could be behind a difference."""
_LINE = 1.36
"""Height of one. [em]"""


class TellingPainter(RowPainter):
    """Paints what differs, and under it all that could be behind it, on as many lines as that needs."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        item, view = index.data(ROW), self.parent_view(option)
        wide = view.viewport().width() if view is not None else self.theme.px(60)
        lines = [self._lines(text, em, wide - self.theme.px(3.714)) for text, em in self._told(item)]
        return QSize(self.theme.px(8), self.theme.px(0.7 + _LINE * max(sum(map(len, lines)), 2)))

    def content(self, painter: QPainter, box: QRect, item: Item, selected: bool) -> None:
        px = self.theme.px
        pixmap = self.desk.icons.pixmap(item.icon, "quiet", 1.15, painter.device().devicePixelRatioF())
        painter.drawPixmap(box.left(), box.top() + px(0.5), pixmap)
        at = QRect(box.left() + px(2), box.top() + px(0.35), box.width() - px(2), px(_LINE))
        for text, em in self._told(item):
            for line in self._lines(text, em, at.width()):
                title = em == 1.0
                self.text(painter, at, line.strip(), em, 500 if title else 400, "ink" if title else "quiet")
                at.translate(0, px(_LINE))

    def _told(self, item: Item | None) -> list[tuple[str, float]]:
        told = [(item.title, 1.0), (item.note, 0.857)] if item is not None else []
        return [each for each in told if each[0]]

    def _lines(self, text: str, em: float, wide: int) -> list[str]:
        return broken(text, self.theme.font(em, 500 if em == 1.0 else 400), max(wide, 40), _MOST)


class AuditPage(Page):
    """核对已发布的报告."""

    id = "audit"

    def __init__(self, desk: Desk) -> None:
        self.jobs = Jobs()
        self.found: Audit | None = None
        self.path: Path | None = None
        super().__init__(desk)
        self.jobs.setParent(self)

    def build(self) -> None:
        desk = self.desk
        line = self.head(desk.words("audit.title"), desk.words("audit.note"))
        self.copy = button(desk, desk.words("audit.copy"), self.copy_all, key="Ctrl+C")
        self.choose = button(desk, desk.words("audit.choose"), self.ask, "primary")
        line.addWidget(self.copy)
        line.addWidget(self.choose)
        self.said = label(desk, "", 1.0, 500, wrap=True)
        self.body.addWidget(self.said)
        self.how = label(desk, desk.words("audit.how"), 0.929, role="quiet", wrap=True)
        self.body.addWidget(self.how)
        self.list = Listing(TellingPainter(desk, two_lines=True), desk.words("audit.title"))
        self.list.setUniformItemSizes(False)
        self.list.setResizeMode(Listing.ResizeMode.Adjust)  # how many lines a row needs depends on the width
        self.list.opened.connect(lambda _: self.copy_all())
        self.body.addWidget(self.list, 1)
        self.room = QWidget()
        self.body.addWidget(self.room, 1)
        QWidget.setTabOrder(self.copy, self.choose)
        QWidget.setTabOrder(self.choose, self.list)

    def refresh(self) -> None:
        found, desk = self.found, self.desk
        if found is not None:
            title = found.title or (self.path.name if self.path else "")
            self.said.setText(f"{title}　{desk.say(found.head)}")
            items = [
                Item(str(at), desk.say(each.what), desk.say(each.way), icon=_ICONS[each.verdict])
                for at, each in enumerate(found.told)
            ]
            self.list.put(items)
        self.said.setVisible(bool(self.said.text()))
        self.how.setVisible(found is None)
        rows = found is not None and bool(found.told)
        self.list.setVisible(rows)
        self.room.setVisible(not rows)
        self.copy.setVisible(rows)

    def stand_on(self, place: object) -> None:
        (self.list if self.list.isVisibleTo(self) else self.choose).setFocus()

    def ask(self) -> None:
        """Choose a file and check it."""
        path = ask_file(self.desk, self, self.desk.words("audit.choose"))
        if path is not None:
            self.check(path)

    def check(self, path: Path) -> None:
        """Check the report whose printed lines a file lists, beside the window."""
        catalogue = self.desk.workbench.catalogue
        self.path = path
        self.said.setText(self.desk.words("audit.checking", name=path.name))
        self.said.show()

        def work(_: Job) -> Audit:
            return audited(catalogue, path)

        self.jobs.start("audit", work, self._checked, self._refused)

    def copy_all(self) -> None:
        """Put everything that does not agree on the clipboard, as text."""
        if self.found is None:
            return
        say = self.desk.say
        told = [" ".join(filter(None, (say(each.what), say(each.way)))) for each in self.found.told]
        QApplication.clipboard().setText("\n".join([say(self.found.head), *told]))
        self.desk.toast.emit(self.desk.words("audit.copied", n=len(told)))

    def _checked(self, found: Audit) -> None:
        self.found = found
        self.refresh()
        self.stand_on(None)

    def _refused(self, refused: Refused) -> None:
        self.found = None
        self.refresh()
        told = [
            self.desk.say(refused.words),
            *(self.desk.say(refused.say(each)) for each in refused.findings),
        ]
        self.said.setText("\n".join(told))
        self.said.show()
        self.choose.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        copies = event.key() == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if copies and self.found is not None:
            self.copy_all()
        else:
            super().keyPressEvent(event)
