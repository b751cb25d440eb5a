"""Month list: twelve fields under one another in two columns, last year's figure beside each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QLineEdit, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.month_model import MONTHS_EN, MONTHS_ZH
from zcdesk.ui.parts import label
from zcdesk.workbench.cells import CellRow

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MonthList(QWidget):
    """Twelve months of one quantity.

    Signals
    -------
    typed : int, str
        A month (from 0) and what was typed in it.
    pasted : int, list of str
        A month, and the texts that were pasted from it on.
    passed : int
        One went on beyond December (1), or back before January (-1).
    """

    typed = Signal(int, str)
    pasted = Signal(int, list)
    passed = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        px = desk.theme.px
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(0.714))
        grid.setVerticalSpacing(px(0.286))
        self.edits: list[QLineEdit] = []
        self._last: list[QLabel] = []
        self._held: list[str] = [""] * 12
        names = MONTHS_ZH if desk.language == "zh" else MONTHS_EN
        for month, name in enumerate(names):
            row, column = month % 6, 3 * (month // 6)
            edit = QLineEdit()
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
            edit.setFixedWidth(px(9))
            edit.setFont(desk.theme.font(1.0, 500))
            edit.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
            edit.setAccessibleName(name)
            edit.installEventFilter(self)
            edit.editingFinished.connect(lambda at=month: self._finished(at))
            last = label(desk, "", 0.857, role="faint")
            last.setFixedWidth(px(7))
            grid.addWidget(label(desk, name, 1.0, role="quiet"), row, column, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(edit, row, column + 1)
            grid.addWidget(last, row, column + 2)
            self.edits.append(edit)
            self._last.append(last)
        grid.setColumnStretch(6, 1)

    def show_row(self, row: CellRow) -> None:
        """Show the months as they stand; what is being typed at this moment stays."""
        for month, cell in enumerate(row.months):
            self._held[month] = cell.typed
            edit = self.edits[month]
            if not (edit.hasFocus() and edit.isModified()):
                edit.setText(cell.typed)
                edit.setModified(False)
            edit.setProperty("state", "bad" if cell.state == "wrong" else "")
            edit.style().polish(edit)
            edit.setReadOnly(self.desk.workbench.file.read_only)
            self._last[month].setText(cell.last)
            edit.setAccessibleDescription(self.desk.words("entry.last", text=cell.last) if cell.last else "")

    def stand(self, month: int) -> None:
        """Put the focus on a month."""
        self.edits[month].setFocus()
        self.edits[month].selectAll()

    def first_empty(self) -> int:
        """The first month without an answer; January if there is none."""
        return next((month for month, held in enumerate(self._held) if not held), 0)

    def _finished(self, month: int) -> None:
        text = self.edits[month].text().strip()
        self.edits[month].setModified(False)
        if text != self._held[month]:
            self._held[month] = text
            self.typed.emit(month, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() != QEvent.Type.KeyPress
            or not isinstance(event, QKeyEvent)
            or watched not in self.edits
        ):
            return super().eventFilter(watched, event)
        month = next(at for at, edit in enumerate(self.edits) if edit is watched)
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Paste):
            lines = QApplication.clipboard().text().replace("\t", "\n").strip("\n").split("\n")
            if len(lines) > 1:
                self.pasted.emit(month, [line.strip() for line in lines])
                return True
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        by = (-1 if back else 1) if event.key() in _ENTER else steps.get(Qt.Key(event.key()), 0)
        if by and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self._finished(month)
            if 0 <= month + by < 12:
                self.stand(month + by)
            elif event.key() in _ENTER:
                self.passed.emit(by)
            return True
        return super().eventFilter(watched, event)
