"""Month table: keys, the editor in a cell, and blocks. What a key means is said to the page by signals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QTableView, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.entry import month_moves
from zcdesk.ui.entry.cell_editor import CellEditor
from zcdesk.ui.entry.month_commands import command_of
from zcdesk.ui.entry.month_model import CHANGE, JANUARY, NAME, YEAR, AnyIndex, MonthModel
from zcdesk.ui.entry.month_paint import MonthDelegate, MonthHeader

_CTRL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_FEW = 4
"""Lines that are painted again by themselves when they change."""
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = {
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
}  # fmt: skip


class MonthTable(QTableView):
    """A table of months.

    Signals
    -------
    moved : no arguments
        Another cell is current, or the focus came or went.
    typing : str
        The text in the editor, at each key.
    typed : int, int, str
        Line, column and text of a cell that was left.
    command : str
        A key that the page carries out: ``why``, ``help``, ``unit``, ``none``, ``default``, ``attach``, ``fix``,
        ``confirm``, ``paste``, ``paste_turned``, ``fill_right``, ``clear``.
    passed : no arguments
        Enter on the last cell that takes a figure.
    """

    moved = Signal()
    typing = Signal(str)
    typed = Signal(int, int, str)
    command = Signal(str)
    passed = Signal()

    def __init__(self, desk: Desk, model: MonthModel) -> None:
        super().__init__()
        self.desk, self.months = desk, model
        self.setObjectName("months")
        self._area: QScrollArea | None = None
        self.setModel(model)
        self.setItemDelegate(MonthDelegate(desk, self, model))
        self.setHorizontalHeader(MonthHeader(desk, self))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(desk.say(model.sheet.page.words))
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.editor = CellEditor(desk, self)
        self.editor.textEdited.connect(self.typing)
        self.editor.textEdited.connect(lambda _: self._place_editor())
        self.editor.done.connect(self._editor_done)
        self.editor.given_up.connect(self._editor_closed)
        self.editor.installEventFilter(self)
        self._anchor = (0, JANUARY)
        self._folds: list[str] = []
        self._kept: tuple[tuple[str, str], int] = (("", ""), JANUARY)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        model.dataChanged.connect(self._look_again)
        self.spans()
        if model.rowCount():
            self.stand(0, JANUARY)

    # where one is

    @property
    def at(self) -> tuple[int, int]:
        """Line and column of the current cell; line -1 if there is none."""
        index = self.currentIndex()
        return index.row(), max(JANUARY, min(index.column(), YEAR))

    def stand(self, line: int, column: int, extend: bool = False) -> None:
        """Make a cell current; the block reaches from the anchor to it where it is to be extended."""
        if not 0 <= line < self.months.rowCount():
            return
        column = max(JANUARY, min(column, YEAR))
        if self.months.fold(line) and not (column == YEAR and month_moves.takes_year(self.months, line)):
            column = JANUARY
        index = self.months.index(line, column)
        before, several = self.at[0], self._several()
        chosen = self.selectionModel()
        chosen.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        if not extend:
            self._anchor = (line, column)
        top, bottom, left, right = self.block()
        block = QItemSelection(self.months.index(top, left), self.months.index(bottom, right))
        chosen.select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        if several or self._several():
            self.viewport().update()
        else:
            self._repaint({before, line})
        self.horizontalHeader().viewport().update()
        self.moved.emit()

    def block(self) -> tuple[int, int, int, int]:
        """First and last line, first and last column of what is selected."""
        (a, b), (c, d) = self._anchor, self.at
        return min(a, c), max(a, c), min(b, d), max(b, d)

    def in_block(self, line: int, column: int) -> bool:
        """Whether a cell is one of several that are selected."""
        top, bottom, left, right = self.block()
        return self._several() and top <= line <= bottom and left <= column <= right

    def _several(self) -> bool:
        top, bottom, left, right = self.block()
        return top != bottom or left != right

    def _repaint(self, lines: set[int]) -> None:
        """Paint these lines again; the others look as they did."""
        for line in lines:
            if line >= 0:
                top, height = self.rowViewportPosition(line), self.rowHeight(line)
                self.viewport().update(0, top, self.viewport().width(), height)

    def dataChanged(self, first: AnyIndex, last: AnyIndex, roles: Sequence[int] = ()) -> None:
        """Of a few lines only these are painted again; Qt would paint every cell for more than one that changed."""
        few = last.row() - first.row() < _FEW
        if not few:
            super().dataChanged(first, last, list(roles))
            return
        for line in range(first.row(), last.row() + 1):
            for column in range(first.column(), last.column() + 1):
                index = self.months.index(line, column)
                super().dataChanged(index, index, list(roles))

    def height_wanted(self) -> int:
        """Height that shows every line."""
        return self.horizontalHeader().height() + self.verticalHeader().length() + 2 * self.frameWidth() + 1

    def spot(self) -> QPoint:
        """Where a list drops from: beneath the current cell."""
        rect = self.visualRect(self.currentIndex())
        return QPoint(rect.left(), rect.bottom() + self.horizontalHeader().height())

    def follow(self, area: QScrollArea) -> None:
        """Keep the head of months in sight while the page that holds the table scrolls."""
        self._area = area
        area.verticalScrollBar().valueChanged.connect(lambda _: self._stick())

    def _stick(self) -> None:
        head, area = self.horizontalHeader(), self._area
        if area is None or not self.isVisible():
            return
        above = -self.mapTo(area.viewport(), QPoint(0, 0)).y()
        last = self.rowHeight(self.months.rowCount() - 1) if self.months.rowCount() else 0
        lowest = max(0, self.height() - head.height() - last)
        head.move(head.x(), self.frameWidth() + max(0, min(above, lowest)))
        head.raise_()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._stick()

    # typing

    def begin(self, text: str, fresh: bool = True) -> None:
        """Open the editor over the current cell."""
        line = self.at[0]
        fold = self.months.fold(line) if line >= 0 else "yearly"
        if line < 0 or fold == "yearly" or self.desk.workbench.file.read_only:
            return
        if fold == "optional":
            self._unfold(line)
        self.editor.fresh = fresh
        self.editor.setText(text)
        self._place_editor()
        self.editor.show()
        self.editor.setFocus()

    def _unfold(self, line: int) -> None:
        """Months instead of the sentence of a line that may stay blank."""
        self.months.opened.add(self.months.lines[line].key)
        self.spans()
        self.moved.emit()

    def _place_editor(self) -> None:
        """Over the cell; as wide as what is typed, to the left."""
        rect = self.visualRect(self.months.index(*self.at))
        if (
            self.months.fold(self.at[0]) and self.at[1] == JANUARY
        ):  # one sentence over twelve months, but January is what is typed
            rect.setWidth(self.columnWidth(JANUARY))
        typed = self.editor.fontMetrics().horizontalAdvance(self.editor.text()) + self.desk.theme.px(1.6)
        width = max(rect.width(), min(typed, rect.right()))
        self.editor.setGeometry(QRect(rect.right() - width + 1, rect.top(), width, rect.height() - 1))

    def finish(self) -> None:
        """Leave the cell being typed in; what was typed is kept."""
        if not self.editor.isHidden():
            self._editor_done(0, 0)

    @property
    def is_typing(self) -> bool:
        """Whether the editor is open."""
        return not self.editor.isHidden()

    def _editor_done(self, down: int, right: int) -> None:
        if self.editor.isHidden():
            return
        line, column = self.at
        text = self.editor.text()
        self._editor_closed()
        self.typed.emit(line, column, text)
        if right == 2:
            self.advance(down)
        elif down or right:
            self._step(down, right, extend=False, on=True)

    def _editor_closed(self) -> None:
        self.editor.hide()
        self.setFocus()
        self.moved.emit()

    # moving

    def advance(self, by: int) -> None:
        """To the next cell that takes a figure: along the months, then the next line; or down, if that is liked."""
        way: Literal["right", "down"] = "down" if self.desk.preferences.enter == "down" else "right"
        found = month_moves.next_cell(self.months, self.at, by, way)
        if found is not None:
            self.stand(*found)
        elif by > 0:
            self.passed.emit()

    def _step(self, down: int, right: int, extend: bool, on: bool = False) -> None:
        self.stand(*month_moves.beside(self.months, self.at, down, right, on), extend)

    def _edge(self, down: int, right: int, extend: bool) -> None:
        line = month_moves.edge(self.months, self.at, down, 0, extend)[0]
        if right > 0 and not extend and line >= 0 and self.months.fold(line) == "optional":
            self._unfold(line)
        self.stand(*month_moves.edge(self.months, self.at, down, right, extend), extend)

    # keys

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self._command_of(event):
                event.accept()
                return True
            tab = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if event.type() == QEvent.Type.KeyPress and tab and not event.modifiers() & _CTRL:
                return self._tab(-1 if event.key() == Qt.Key.Key_Backtab else 1)
        return super().event(event)

    def _tab(self, by: int) -> bool:
        line, column = self.at
        last = self.months.rowCount() - 1
        leaving = line < 0 or (by > 0 and line == last and (column == YEAR or self.months.fold(line)))
        leaving = leaving or (by < 0 and line == 0 and column == JANUARY)
        if leaving:
            return self.focusNextPrevChild(by > 0)
        self._step(0, by, extend=False, on=True)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~_KEYPAD
        command = self._command_of(event)
        if not self.editor.isHidden():
            QApplication.sendEvent(self.editor, event)
        elif command == "copy":
            self.copy()
        elif command:
            self.command.emit(command)
        elif key in _ENTER and not held & (_CTRL | _ALT):
            self.advance(-1 if held & _SHIFT else 1)
        elif key in _ARROWS and not held & _ALT:
            move = self._edge if held & _CTRL else self._step
            move(*_ARROWS[Qt.Key(key)], extend=bool(held & _SHIFT))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._edge(0, -1 if key == Qt.Key.Key_Home else 1, extend=bool(held & _SHIFT))
        elif key == Qt.Key.Key_Escape:
            self.stand(*self.at)
            event.ignore()
        elif key == Qt.Key.Key_Backspace:
            self._edit_there()
        elif event.text().isprintable() and event.text().strip() and not held & (_CTRL | _ALT):
            self.begin("")
            if not self.editor.isHidden():
                QApplication.sendEvent(self.editor, event)
        else:
            super().keyPressEvent(event)

    def _command_of(self, event: QKeyEvent) -> str:
        return command_of(event) if self.editor.isHidden() else ""

    def _edit_there(self) -> None:
        line, column = self.at
        cell, row = (self.months.cell(line, column), self.months.cells(line)) if line >= 0 else (None, None)
        if cell is None or row is None:
            return
        answer = self.desk.workbench.project.answers.get(cell.place)
        as_typed = answer is None or not answer.unit or answer.unit == row.unit or cell.state == "wrong"
        self.begin(cell.typed if as_typed else cell.shown, fresh=False)

    def copy(self) -> None:
        """The block as text for a spreadsheet: figures without thousands separators."""
        top, bottom, left, right = self.block()
        lines = []
        for line in range(top, bottom + 1):
            parts = []
            for column in range(left, right + 1):
                text = str(self.months.data(self.months.index(line, column)) or "")
                parts.append(text.replace(",", "").replace("\u2212", "-"))
            lines.append("\t".join(parts))
        QApplication.clipboard().setText("\n".join(lines))

    # Qt's side

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and event.type() == QEvent.Type.FocusOut and not self.editor.isHidden():
            away = QApplication.focusWidget()
            if away is not None and away is not self.editor:
                line, column = self.at
                text = self.editor.text()
                self.editor.hide()
                self.typed.emit(line, column, text)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.finish()
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.setFocus()
            if index.column() == NAME:
                self.stand(index.row(), self.at[1])
                self.command.emit("unit")
                return
            self.stand(index.row(), index.column(), bool(event.modifiers() & _SHIFT))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.buttons() & Qt.MouseButton.LeftButton and index.column() != NAME:
            self.stand(index.row(), index.column(), extend=True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._edit_there()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.currentIndex().row() < 0 and self.months.rowCount():
            self.stand(0, JANUARY)
        self._show_focus()
        self.moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._show_focus()

    def _show_focus(self) -> None:
        """Paint what tells of the focus: frame and current line. Qt would paint every cell, at each figure typed."""
        self._repaint({self.at[0]})
        inside, wide = self.rect(), max(self.frameWidth(), 1)
        edge = QRegion(inside).subtracted(QRegion(inside.adjusted(wide, wide, -wide, -wide)))
        QWidget.update(self, edge)  # an item view's own update knows indexes only

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.widths()

    def widths(self) -> None:
        """Columns from the window, never from the contents, so that a year fits."""
        px, room = self.desk.theme.px, self.viewport().width()
        name = min(px(15), max(px(10), round(room * 0.165)))
        if self.months.ledger:  # there are no months that need the room
            name = min(px(27), round(room * 0.36))
        year, change = max(px(5.6), round(room * 0.08)), max(px(4.4), round(room * 0.062))
        narrow = self.months.ledger or room < px(8) + 12 * px(2.9) + year + change
        year = 0 if self.months.ledger else year
        self.setColumnHidden(YEAR, self.months.ledger)
        self.setColumnHidden(
            CHANGE, narrow
        )  # large text in a small window: a column goes before a figure is cut
        change = 0 if narrow else change
        month = max(px(2.9), (room - name - year - change) // 12)
        for column in range(JANUARY, YEAR):
            self.setColumnWidth(column, month)
        self.setColumnWidth(NAME, max(px(8), room - 12 * month - year - change))
        self.setColumnWidth(YEAR, year)
        if not narrow:
            self.setColumnWidth(CHANGE, change)

    def spans(self) -> None:
        """A line that is one sentence is one wide cell and lower than the others."""
        px = self.desk.theme.px
        folds = [self.months.fold(line) for line in range(self.months.rowCount())]
        if folds == self._folds:
            return
        self._folds = folds
        self.clearSpans()
        for line, fold in enumerate(folds):
            if fold:
                self.setSpan(line, JANUARY, 1, 12)
            slim = bool(fold) and not self.desk.say(self.months.lines[line].detail)
            self.setRowHeight(line, px(2.0 if slim else 2.8))

    def _look_again(self, first: QModelIndex, last: QModelIndex) -> None:
        """Spans again, if one of these lines has become a sentence or is one no more."""
        lines = range(first.row(), last.row() + 1)
        if any(line >= len(self._folds) or self._folds[line] != self.months.fold(line) for line in lines):
            self.spans()

    def _keep(self) -> None:
        line, column = self.at
        if 0 <= line < len(self.months.lines):
            self._kept = (self.months.lines[line].key, column)

    def _restore(self) -> None:
        self._folds = []
        self.spans()
        keys = [line.key for line in self.months.lines]
        if self._kept[0] in keys:
            self.stand(keys.index(self._kept[0]), self._kept[1])
        elif keys:
            self.stand(0, JANUARY)
