"""Choices: what the text of a scheme leaves open, each with its options to be taken right here, as one step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from zcdesk.domain.answer import Answer, Place
from zcdesk.store.trouble import FileTrouble
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.parts import button, clear, label
from zcdesk.ui.widgets.sentences import OneLine
from zcdesk.workbench.readiness import readings as readings_view
from zcdesk.workbench.readiness.parts import Choice
from zcdesk.workbench.readiness.readings import Readings, readings

OPEN = ""
"""The option that leaves a choice open."""


class ReadingCell(QPushButton):
    """A value in one reading; pressed, it is explained."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.figure = ""
        self.setProperty("kind", "link")
        self.setFont(desk.theme.font(0.857))
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _=False: desk.why(self.figure))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.desk.why(self.figure)
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class ChoiceCard(QWidget):
    """The choices of a scheme, and beside or below them every reading with its values and verdicts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.key = ""
        self.buttons: dict[tuple[str, str], QPushButton] = {}
        self._built: tuple[str, ...] | None = None
        self._stale = False
        self._metrics = QFontMetricsF(desk.theme.font(1.0))
        px = desk.theme.px
        self._frames: list[QFrame] = []
        self._grids: list[QGridLayout] = []
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(1.714))
        self._column = QVBoxLayout()
        self._column.setSpacing(px(0.43))
        line.addLayout(self._column, 3)
        holder = QVBoxLayout()
        self._parts = QVBoxLayout()
        self._parts.setSpacing(px(0.857))
        holder.addLayout(self._parts)
        holder.addStretch(1)
        line.addLayout(holder, 7)
        self.cells: list[ReadingCell] = []

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [*self.buttons.values(), *self.cells]

    def tell(self, choices: Sequence[Choice], key: str) -> None:
        """Show the choices of a scheme as they stand."""
        self.key = key
        ids = (key, *(choice.id for choice in choices))
        if ids != self._built:
            self._built = ids
            self._build(choices)
        fixed = self.desk.workbench.file.read_only
        for choice in choices:
            for option in (OPEN, *(id_ for id_, _ in choice.options)):
                made = self.buttons[(choice.id, option)]
                made.setChecked(option == choice.chosen)
                made.setEnabled(not fixed)
        self._stale = bool(choices)
        if self.isVisible():
            self.tell_readings()

    def tell_readings(self) -> None:
        """Show every reading; they are made when they are looked at."""
        if self._stale:
            self._stale = False
            desk = self.desk
            self._tell_readings(readings(desk.workbench, self.key, desk.year, desk.language))
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tell_readings()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Readings beside the choices where each is whole there, else below them; no name and no value is cut."""
        px = self.desk.theme.px
        for frame in self._frames:
            frame.setMinimumWidth(frame.layout().sizeHint().width())
        frames = max((frame.minimumWidth() for frame in self._frames), default=0)
        needed = max((self._needed(grid) for grid in self._grids), default=0)
        beside = frames + px(1.714) + needed <= self.width()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(across if beside else down)
        room = self.width() - (max(frames, round(self.width() * 0.3)) + px(1.714) if beside else 0)
        for grid in self._grids:
            self._wrap(grid, room)
        self.updateGeometry()

    def _needed(self, grid: QGridLayout) -> int:
        """Width in which each name stands on one line. [px]"""
        names = [self._at(grid, line, 0) for line in range(1, grid.rowCount())]
        longest = max((each.fontMetrics().horizontalAdvance(each.text()) for each in names), default=0)
        return longest + 4 + self._others(grid)

    def _others(self, grid: QGridLayout) -> int:
        """Width of the columns beside the names, which is never less. [px]"""
        wide = 0
        for at in range(1, grid.columnCount()):
            cells = [grid.itemAtPosition(line, at) for line in range(1, grid.rowCount())]
            hints = [cell.widget().sizeHint().width() for cell in cells if cell is not None]
            head = self._at(grid, 0, at)
            words = max(
                (head.fontMetrics().horizontalAdvance(word) for word in head.text().split()), default=0
            )
            whole = head.fontMetrics().horizontalAdvance(head.text())
            least = max([words + 4, min(whole + 4, self.desk.theme.px(9)), *hints])
            grid.setColumnMinimumWidth(at, least)
            wide += least + grid.horizontalSpacing()
        return wide

    def _wrap(self, grid: QGridLayout, room: int) -> None:
        """Names and heads as high as they are in the room they have: a layout in a pile does not ask them."""
        name = room - self._others(grid)
        for line in range(grid.rowCount()):
            for at in range(1 if line else grid.columnCount()):
                each = self._at(grid, line, at)
                wide = grid.columnMinimumWidth(at) if at else max(name, self.desk.theme.px(6))
                each.setFixedWidth(wide)
                box = each.fontMetrics().boundingRect(
                    0, 0, max(wide, 40), 10_000, int(Qt.TextFlag.TextWordWrap), each.text()
                )
                each.setMinimumHeight(box.height() if each.text() else 0)

    @staticmethod
    def _at(grid: QGridLayout, line: int, at: int) -> QLabel:
        item = grid.itemAtPosition(line, at)
        held = item.widget() if item is not None else None
        assert isinstance(held, QLabel)
        return held

    def _build(self, choices: Sequence[Choice]) -> None:
        desk, px = self.desk, self.desk.theme.px
        clear(self._column)
        self.buttons = {}
        self._frames = []
        for choice in choices:
            name = OneLine(desk, 0.929, "ink")
            name.say(choice.name)
            name.setToolTip(f"{choice.name}\n{choice.why}".strip())
            self._column.addWidget(name)
            frame = QFrame()
            frame.setObjectName("segments")
            self._frames.append(frame)
            told_all = [desk.words("readiness.both"), *(told for _, told in choice.options)]
            wide = sum(desk.theme.px(1.6) + self._metrics.horizontalAdvance(each) for each in told_all)
            flat = wide < px(24)
            direction = QBoxLayout.Direction.LeftToRight if flat else QBoxLayout.Direction.TopToBottom
            inside = QBoxLayout(direction, frame)
            if flat:
                frame.setFixedHeight(px(2.57))
            inside.setContentsMargins(px(0.143), px(0.143), px(0.143), px(0.143))
            inside.setSpacing(px(0.143))
            for option, told in ((OPEN, desk.words("readiness.both")), *choice.options):
                made = button(
                    desk, told, lambda id_=choice.id, option=option: self.take(id_, option), "segment"
                )
                made.setCheckable(True)
                made.setAccessibleName(f"{choice.name}: {told}")
                made.setAccessibleDescription(choice.why)
                self.buttons[(choice.id, option)] = made
                inside.addWidget(made)
            line = QHBoxLayout()
            line.addWidget(frame)
            line.addStretch(1)
            self._column.addLayout(line)
        self._column.addStretch(1)

    def _tell_readings(self, parts: Sequence[Readings]) -> None:
        desk, px = self.desk, self.desk.theme.px
        clear(self._parts)
        self.cells, self._grids = [], []
        for found in parts:
            grid = QGridLayout()
            self._grids.append(grid)
            grid.setHorizontalSpacing(px(0.857))
            grid.setVerticalSpacing(px(0.07))
            grid.setColumnStretch(0, 1)
            for at, head in enumerate(("", *found.heads)):
                grid.addWidget(label(desk, head, 0.857, role="quiet", wrap=True), 0, at)
            for line, row in enumerate(found.rows, start=1):
                grid.addWidget(label(desk, row.name, 0.857, 700 if row.chosen else 400, wrap=True), line, 0)
                for at, each in enumerate(row.cells, start=1):
                    grid.addWidget(self._cell(each, row.name), line, at, Qt.AlignmentFlag.AlignLeft)
            holder = QWidget()
            holder.setLayout(grid)
            grid.setContentsMargins(0, 0, 0, 0)
            self._parts.addWidget(holder)
        if self.cells:
            self.cells[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _cell(self, each: readings_view.ReadingCell, row: str) -> ReadingCell:
        cell = ReadingCell(self.desk)
        cell.figure = each.piece.figure
        cell.setText(each.piece.text)
        cell.setAccessibleName(f"{row}: {each.piece.said}")
        cell.setEnabled(bool(each.piece.figure))
        if each.icon:
            cell.setIcon(self.desk.icons.icon(each.icon, each.role))
        self.cells.append(cell)
        return cell

    def take(self, choice: str, option: str) -> None:
        """Record how the plant reads a text, or leave it open again."""
        desk = self.desk
        after = Answer(option) if option else None
        try:
            desk.workbench.set_answers({Place(choice): after})
        except FileTrouble as trouble:
            desk.toast.emit(desk.say(trouble.words))
            return
        desk.toast.emit(desk.words("readiness.recorded" if option else "readiness.left_open"))
