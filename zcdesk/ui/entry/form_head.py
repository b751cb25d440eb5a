"""Form head: the title of a page that asks, how far it is filled in, and what belongs on it in a sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from zcdesk.domain.form import Page as FormOfPage
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.parts import Button, button, label
from zcdesk.workbench.forms import profiles


class Progress:
    """A bar and its words, put into the line of the head."""

    def __init__(self, desk: Desk, line: QHBoxLayout) -> None:
        self._desk = desk
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(desk.theme.px(1.4))  # of all that stands in the line it gives way
        self.bar.setMaximumWidth(desk.theme.px(6.4))
        self.count = label(desk, "", 0.929, role="quiet")
        if not desk.workbench.file.read_only:
            self.way = button(desk, desk.words("importing.way"), lambda: desk.go("importing"), "link")
            self.way.setToolTip("Ctrl+I")
            self.way.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # its key goes there from everywhere
            line.addWidget(self.way)
            if isinstance(self.way, Button):
                self.way.keep_words()
        line.addWidget(self.bar)
        line.addWidget(self.count)

    def show(self, filled: int, wanted: int) -> None:
        """So many cells are filled, of so many that are wanted; nothing where none is."""
        said = self._desk.words("entry.progress", n=filled, m=wanted)
        self.bar.setRange(0, max(1, wanted))
        self.bar.setValue(filled)
        self.bar.setAccessibleName(said)
        self.count.setText(said)
        self.bar.setVisible(wanted > 0)
        self.count.setVisible(wanted > 0)


def intro(desk: Desk, form: FormOfPage) -> str:
    """What belongs on a page, and what plants of this industry usually have there."""
    usual = profiles.of(desk.workbench).note.get(form.id)
    return " ".join(desk.say(each) for each in (form.intro, usual) if each is not None)
