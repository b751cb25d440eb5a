"""Guidance: beside the page, what a question means, where its number stands, and what else one may ask about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from zcdesk.domain.answer import Place
from zcdesk.domain.form import Page, Question
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.drawing import DrawingView
from zcdesk.ui.widgets.parts import button, label, row
from zcdesk.workbench.forms import guiding
from zcdesk.workbench.forms.guiding import Told

PARTS = ("what", "asks", "where", "how", "unknown", "evidence", "grade", "clause")
WIDTH = 25.0
"""Of the pane. [em]"""


class Guidance(QFrame):
    """The pane that F1 opens beside a page; it follows where one stands."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setObjectName("look_side")
        self.setProperty("edge", "left")
        self.setProperty("em", WIDTH)
        px = desk.theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.title = label(desk, "", 1.143, 700, wrap=True)
        close = button(desk, "", self._close, "icon", "x", desk.words("guidance.close"), "F1, Esc")
        head = row(self.title, close)
        head.setStretch(0, 1)
        head.setContentsMargins(px(1.143), px(0.857), px(0.571), px(0.286))
        outer.addLayout(head)
        holder = QWidget()
        holder.setObjectName("side_clear")
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(px(1.143), px(0.286), px(1.143), px(1.143))
        inside.setSpacing(px(0.286))
        self.drawing = DrawingView(desk)
        inside.addWidget(self.drawing)
        self.note = label(desk, desk.words("guidance.sample"), 0.857, role="faint", wrap=True)
        inside.addWidget(self.note)
        self._texts: dict[str, tuple[QLabel, QLabel]] = {}
        for part in PARTS:
            name = label(desk, desk.words(f"guidance.{part}"), 0.857, role="quiet")
            text = label(desk, "", 1.0, wrap=True)
            name.setContentsMargins(0, px(0.571), 0, 0)
            inside.addWidget(name)
            inside.addWidget(text)
            self._texts[part] = (name, text)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("guidance")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus
        )  # the arrows read on, where it is longer than the pane
        scroll.setAccessibleName(desk.words("guidance.title"))
        scroll.setWidget(holder)
        self.scroll = scroll
        outer.addWidget(scroll, 1)

    def show_question(self, question: Question, place: Place) -> None:
        """Explain a question at a place."""
        self._show(guiding.told(self.desk.workbench, question, place, self.desk.language))

    def show_page(self, page: Page) -> None:
        """Explain a page, where one stands on none of its questions."""
        self._show(guiding.told_page(self.desk.workbench, page, self.desk.language))

    def _show(self, told: Told) -> None:
        if self.title.text() != told.title:
            self.scroll.verticalScrollBar().setValue(0)
        self.title.setText(told.title)
        self.drawing.show_drawing(told.drawing, told.line)
        self.note.setVisible(told.drawing is not None)
        said = dict(told.parts)
        for part, (name, text) in self._texts.items():
            text.setText(said.get(part, ""))
            for widget in (name, text):
                widget.setVisible(part in said)
        self.scroll.setAccessibleDescription("\n".join((told.title, *(text for _, text in told.parts))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _close(self) -> None:
        self.desk.guide(False)
