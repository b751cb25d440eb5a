"""Audit: a published report, given as its printed lines, checked against itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.files import ask_file
from zcdesk.ui.widgets.jobs import Job, Jobs
from zcdesk.ui.widgets.listing import Item, Listing, RowPainter
from zcdesk.ui.widgets.parts import Page, button, label
from zcdesk.workbench.handed_out.auditing import Audit, audited
from zcdesk.workbench.refusal import Refused

_ICONS = {"differs": "circle-x", "cut_off": "triangle-alert", "unreadable": "circle-minus"}


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
        self.list = Listing(RowPainter(desk, two_lines=True), desk.words("audit.title"))
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
