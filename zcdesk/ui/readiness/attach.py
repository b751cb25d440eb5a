"""Attaching to an answer of a checklist: a file of the disk, or one that the project has already."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.files import ask_file
from zcdesk.ui.widgets.parts import button, label
from zcdesk.ui.widgets.picker import Picker
from zcdesk.workbench.evidence import attaching, filing
from zcdesk.workbench.evidence.attaching import Attached
from zcdesk.workbench.readiness import checklist as listing
from zcdesk.workbench.readiness.checklist import Ask, Topic
from zcdesk.workbench.readiness.parts import Item

NEW = "new"


def attach(desk: Desk, ask: Ask, over: QWidget, done: Callable[[Attached], None]) -> None:
    """Ask which file proves an answer, and tie it.

    Where the project has evidence it is offered beneath the way to the disk; else the dialog opens at once.
    """
    bench = desk.workbench

    def take(chosen: str) -> None:
        if chosen != NEW:
            done(attaching.tie(bench, [ask.place], chosen))
            return
        path = ask_file(desk, over, desk.words("action.attach"))
        if path is not None:
            done(listing.attach(bench, ask, path))

    held = filing.filed(bench, desk.language)
    if not held:
        take(NEW)
        return
    choices = [(NEW, desk.words("entry.evidence.new"), "new file")]
    choices += [
        (
            each.evidence.id,
            f"{each.evidence.id}  {each.evidence.title or each.evidence.name}",
            f"{each.evidence.name} {each.kind} {each.evidence.issuer}",
        )
        for each in held
    ]
    Picker(desk, over, choices, take, desk.words("entry.evidence.which", n=1), NEW)


def name_skip(desk: Desk, skip: QPushButton, topic: Topic) -> None:
    """Say on the button that it is the whole criterion that is skipped, or asked again."""
    key = "checklist.unskip" if topic.skipped else "checklist.skip"
    named = desk.words(key, number=topic.item.number.partition(" ")[0])
    skip.setText(f"{named}  Alt+S")
    skip.setAccessibleName(named)


class SkipStrip(QFrame):
    """Asks why a criterion is left for later, or out; Enter keeps the reason, Esc leaves it.

    Signals
    -------
    kept : str
    left : no arguments
    """

    kept = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("card")
        px = desk.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(0.857), px(0.43), px(0.857), px(0.43))
        column.setSpacing(px(0.286))
        self._said = label(desk, "", 0.929, 500, wrap=True)
        column.addWidget(self._said)
        box = QHBoxLayout()
        column.addLayout(box)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(desk.words("checklist.reason_of"))
        self.reason.setPlaceholderText(desk.words("checklist.reason_hint"))
        self.reason.returnPressed.connect(self.settle)
        box.addWidget(self.reason, 1)
        self.keep = button(desk, "", self.settle)
        box.addWidget(self.keep)
        box.addWidget(button(desk, desk.words("checklist.not_skip"), self.left.emit, key="Esc"))
        self.hide()

    def ask(self, item: Item) -> None:
        """Ask why a criterion is left."""
        number = item.number.partition(" ")[0]
        self._said.setText(self.desk.words("checklist.reason", number=number, name=item.name))
        named = self.desk.words("checklist.skip_it", number=number)
        self.keep.setText(f"{named}  Enter")
        self.keep.setAccessibleName(named)
        self.reason.clear()
        self.show()
        self.reason.setFocus()

    def settle(self) -> None:
        """Keep the reason; without one nothing is skipped."""
        if self.reason.text().strip():
            self.kept.emit(self.reason.text().strip())
        else:
            self.reason.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):  # the line has taken it, and nobody else may
            super().keyPressEvent(event)
