"""Month list: twelve fields under one another in two columns and one for the year, last year's figure beside each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.entry.month_model import MONTHS_EN, MONTHS_ZH
from zcdesk.ui.widgets.alt_keys import Line
from zcdesk.ui.widgets.parts import label
from zcdesk.workbench.forms.cells import CellRow

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
DECEMBER, YEAR = 11, 12


class MonthEdit(Line):
    """One figure. Undo goes to the project while nothing is being typed."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undo = event.matches(QKeySequence.StandardKey.Undo) or event.matches(
                QKeySequence.StandardKey.Redo
            )
            if undo and not self.isModified():
                event.ignore()
                return False
        return super().event(event)


class MonthList(QWidget):
    """Twelve months of one quantity, and its year; room for their sum beside it.

    Signals
    -------
    typed : int, str
        A month (from 0; 12 is the year) and what was typed in it.
    pasted : int, list of str
        A month, and the texts that were pasted from it on.
    passed : int
        One went on beyond the last (1), or back before January (-1).
    none : no arguments
        Space in an empty field: there is none of it.
    """

    typed = Signal(int, str)
    pasted = Signal(int, list)
    passed = Signal(int)
    none = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        px = desk.theme.px
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(0.714))
        grid.setVerticalSpacing(px(0.286))
        self.edits: list[MonthEdit] = []
        self._last: list[QLabel] = []
        self._held: list[str] = [""] * (YEAR + 1)
        names = (*(MONTHS_ZH if desk.language == "zh" else MONTHS_EN), desk.words("entry.year"))
        for month, name in enumerate(names):
            row, column = (month % 6, 3 * (month // 6)) if month < YEAR else (6, 3)
            edit = MonthEdit()
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
        self.sum = label(desk, "", 1.0, 500)
        grid.addWidget(self.sum, 6, 0, 1, 3)
        grid.setColumnStretch(6, 1)

    def show_row(self, row: CellRow) -> None:
        """Show the months and the year as they stand; what is being typed at this moment stays."""
        fixed = self.desk.workbench.file.read_only
        for month, cell in enumerate((*row.months, row.year)):
            self._held[month] = cell.typed
            edit = self.edits[month]
            if not (edit.hasFocus() and edit.isModified()):
                edit.setText(cell.typed)
                edit.setModified(False)
            edit.setProperty("state", "bad" if cell.state == "wrong" else "")
            edit.style().polish(edit)
            edit.setReadOnly(fixed)
            last = (cell.last or row.last_total) if month == YEAR else cell.last
            self._last[month].setText(last)
            edit.setAccessibleDescription(self.desk.words("entry.last", text=last) if last else "")
        stated = row.year.state if row.year.state in ("none", "default") else ""
        self.edits[YEAR].setPlaceholderText(self.desk.words(f"entry.state.{stated}") if stated else "")

    def stand(self, month: int) -> None:
        """Put the focus on a month."""
        self.edits[month].setFocus()
        self.edits[month].selectAll()

    def first_empty(self) -> int:
        """The first month without an answer; January if there is none, or the year was answered."""
        empty = (month for month, held in enumerate(self._held[:YEAR]) if not held)
        return YEAR if self._held[YEAR] else next(empty, 0)

    @property
    def full(self) -> bool:
        """Whether nothing is left to fill in."""
        return bool(self._held[YEAR]) or all(self._held[:YEAR])

    def finish(self) -> None:
        """Keep what is being typed."""
        for month, edit in enumerate(self.edits):
            if edit.isModified():
                self._finished(month)

    def _finished(self, month: int) -> bool:
        """Keep what was typed; whether it is another text than before."""
        text = self.edits[month].text().strip()
        self.edits[month].setModified(False)
        if text == self._held[month]:
            return False
        self._held[month] = text
        self.typed.emit(month, text)
        return True

    def _enter(self, month: int, back: bool) -> None:
        """To the next month; where nothing was typed and nothing is left to type, on to the next question."""
        changed = self._finished(month)
        if back:
            if month:
                self.stand(month - 1)
            else:
                self.passed.emit(-1)
        elif month >= DECEMBER or (self.full and not changed):
            self.passed.emit(1)
        else:
            self.stand(month + 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() != QEvent.Type.KeyPress
            or not isinstance(event, QKeyEvent)
            or watched not in self.edits
        ):
            return super().eventFilter(watched, event)
        month = next(at for at, edit in enumerate(self.edits) if edit is watched)
        edit, key = self.edits[month], event.key()
        if event.matches(QKeySequence.StandardKey.Paste) and month < YEAR:
            lines = QApplication.clipboard().text().replace("\t", "\n").strip("\n").split("\n")
            if len(lines) > 1:
                self.pasted.emit(month, [line.strip() for line in lines])
                return True
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return super().eventFilter(watched, event)
        if key in _ENTER:
            self._enter(month, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._finished(month)
            self.stand(max(0, min(month + (1 if key == Qt.Key.Key_Down else -1), YEAR)))
            return True
        if key == Qt.Key.Key_Space and not edit.text():
            self.none.emit()
            return True
        if key == Qt.Key.Key_Escape and edit.isModified():
            edit.setText(self._held[month])
            edit.selectAll()
            return True
        return super().eventFilter(watched, event)
