"""What would be taken, seen first: questions with their answers as buttons, a line for each thing, and yes or no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.asking import answers, beside
from zcdesk.ui.widgets.listing import Item, Listing, RowPainter
from zcdesk.ui.widgets.parts import button, clear, label, row
from zcdesk.workbench.preview.taking import STATES, Ask, Preview

_ICONS = {"new": "plus", "changed": "rotate-ccw", "same": "minus", "refused": "circle-x"}
_MOST = 400


class TakingCard(QFrame):
    """A preview with its questions.

    Signals
    -------
    told : str, str
        Something that was asked, and the answer.
    accepted, left : no arguments
    """

    told = Signal(str, str)
    accepted = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._told: Mapping[str, str] = {}
        self.setObjectName("card")
        px = desk.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(0.857), px(0.571), px(0.857), px(0.571))
        column.setSpacing(px(0.429))
        self.title = label(desk, "", 1.0, 700)
        self.counts = label(desk, "", 0.929, role="quiet")
        column.addLayout(row(self.title, self.counts, None))
        self.asks = QWidget()
        self._asks = QVBoxLayout(self.asks)
        self._asks.setContentsMargins(0, 0, 0, 0)
        self._asks.setSpacing(px(0.286))
        column.addWidget(self.asks)
        self.list = Listing(RowPainter(desk), desk.words("series.seen"))
        self.list.setObjectName("look_list")
        column.addWidget(self.list, 1)
        self.accept = button(
            desk, desk.words("series.accept"), self.accepted.emit, "primary", "save", key="Ctrl+Enter"
        )
        self.leave = button(desk, desk.words("series.leave"), self.left.emit, key="Esc")
        column.addLayout(row(None, self.leave, self.accept))

    def show_preview(
        self, title: str, seen: Preview, asked: Sequence[Ask] = (), told: Mapping[str, str] | None = None
    ) -> None:
        """Show what would be taken.

        Parameters
        ----------
        asked : sequence of Ask
            Everything that was asked so far; what is answered stays where it was, to be answered otherwise.
        told : mapping
            The answers by their keys.
        """
        self._told = told or {}
        words, say = self.desk.words, self.desk.say
        self.title.setText(title)
        counted = [
            words(f"series.state.{state}", n=seen.count(state)) for state in STATES if seen.count(state)
        ]
        self.counts.setText(" · ".join(counted))
        clear(self._asks)
        there = {ask.key for ask in asked}
        shown = [*asked, *(ask for ask in seen.asks if ask.key not in there)]
        stops = {ask.key: self._ask(ask) for ask in shown}
        self.asks.setVisible(bool(stops))
        first = next((stops[ask.key] for ask in seen.asks if ask.key not in self._told), None)
        if first is None and not seen.changes:
            first = next(iter(stops.values()), None)
        lines = []
        for number, cell in enumerate(seen.cells[:_MOST]):
            after = f"{cell.before} → {cell.after}" if cell.before else cell.after
            note = say(cell.reason) if cell.reason is not None else after
            lines.append(Item(str(number), say(cell.words), note, right=cell.where, icon=_ICONS[cell.state]))
        lines += [
            Item(f"n{number}", say(note), icon="info") for number, note in enumerate(seen.notes[:_MOST])
        ]
        self.list.put(lines)
        self.accept.setEnabled(bool(seen.changes))
        (first or (self.accept if self.accept.isEnabled() else self.list)).setFocus()

    def _ask(self, ask: Ask) -> QWidget:
        """A question in a line; gives what is first of its answers."""
        desk = self.desk
        about = "、".join(ask.about[:3]) + (" …" if len(ask.about) > 3 else "")
        said = desk.say(ask.words) + (
            f"（{about}）" if about and desk.language == "zh" else f" ({about})" if about else ""
        )
        if ask.options:
            told = self._told.get(ask.key, "")
            room = self.width() - desk.theme.px(7)
            frame, choices = answers(desk, ask, told, lambda value: self.told.emit(ask.key, value), room)
            first: QWidget = choices[0]
            lead = label(desk, said, 1.0, 500)
            if not beside(desk, said, ask, room):
                self._asks.addLayout(row(lead, None))
                self._asks.addLayout(row(frame, None))
            else:
                self._asks.addLayout(row(lead, frame, None))
            frame.show()  # or no answer could take the focus before the layout shows it
        else:
            field = QLineEdit()
            field.setFont(desk.theme.font(1.0))
            field.setMaximumWidth(desk.theme.px(8))
            field.setAccessibleName(said)
            field.setText(self._told.get(ask.key, ""))
            field.returnPressed.connect(lambda key=ask.key: self.told.emit(key, field.text().strip()))
            self._asks.addLayout(row(label(desk, said, 1.0, 500), field, None))
            field.show()  # it takes the focus before the layout shows it
            first = field
        return first

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
