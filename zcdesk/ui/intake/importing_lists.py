"""Lists of the import page: where the series of a table go, and what each cell of a file would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.listing import Listing, RowPainter
from zcdesk.workbench.intake.import_session import MapLine
from zcdesk.workbench.preview.taking import Cell, Preview, State

ICONS: dict[State, tuple[str, str]] = {
    "new": ("plus", "good"),
    "changed": ("sliders-horizontal", "accent"),
    "same": ("minus", "faint"),
    "refused": ("circle-x", "bad"),
}
"""Icon and role of each state."""


@dataclass(frozen=True, slots=True)
class MapItem:
    """A series in the list."""

    line: MapLine
    said: str
    head: bool = False


@dataclass(frozen=True, slots=True)
class CellItem:
    """A cell of a file in the list."""

    cell: Cell
    what: str
    change: str
    told: str
    said: str
    sheet: str = ""
    head: bool = False
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class NoteItem:
    """A sentence about the whole file."""

    text: str
    head: bool = False

    @property
    def said(self) -> str:
        """What a screen reader says."""
        return self.text


class CellRows(Sequence[CellItem]):
    """The cells of a preview as rows, made as they are looked at."""

    def __init__(self, desk: Desk, seen: Preview, rows: Sequence[int], sheets: bool = False) -> None:
        self._desk, self._seen, self._rows, self._sheets = desk, seen, rows, sheets

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> CellItem: ...
    @overload
    def __getitem__(self, at: slice) -> list[CellItem]: ...
    def __getitem__(self, at: int | slice) -> CellItem | list[CellItem]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self._rows)))]
        cell, desk = self._seen.cells[self._rows[at]], self._desk
        what = desk.say(cell.words)
        change = f"{cell.before} → {cell.after}" if cell.state == "changed" else cell.after
        told = desk.say(cell.reason) if cell.reason is not None else change
        where = " ".join(part for part in (cell.where, cell.cell) if part)
        state = desk.words(f"importing.state.{cell.state}")
        sheet = cell.where if self._sheets else ""
        found = self._seen.doubt(cell)
        doubt = desk.say(found) if found is not None else ""
        said = ", ".join(part for part in (state, where, what, told, doubt) if part)
        return CellItem(cell, what, change, told, said, sheet, doubt=doubt)


class MapPainter(RowPainter):
    """A series: what it is called and where it goes; under it where it stands and what is doubtful."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, height=3.0)

    def content(self, painter: QPainter, box: QRect, item: Any, selected: bool) -> None:
        theme, px, line, words = self.theme, self.theme.px, item.line, self.desk.words
        upper = QRect(box.left(), box.top() + px(0.25), box.width(), px(1.4))
        lower = QRect(box.left(), upper.bottom(), box.width(), px(1.2))
        lead = px(2.6)
        self.text(
            painter, QRect(upper.left(), upper.top(), lead, upper.height()), line.where, 0.857, 400, "quiet"
        )
        half = (upper.width() - lead) * 9 // 20
        name = QRect(upper.left() + lead, upper.top(), half - px(1.6), upper.height())
        self.text(painter, name, line.name, 1.0, 500, "ink")
        middle = QRect(upper.left() + lead + half - px(1.2), upper.top(), px(1.2), upper.height())
        self.text(painter, middle, "→", 1.0, 400, "faint")
        target = QRect(
            middle.right() + px(0.4), upper.top(), upper.right() - middle.right() - px(0.4), upper.height()
        )
        unit = QRect(target.left(), lower.top(), target.width(), lower.height())
        first = words("importing.first", first=line.first) if line.first else ""
        self.text(
            painter, QRect(name.left(), lower.top(), name.width(), lower.height()), first, 0.857, 400, "faint"
        )
        if not line.target:
            self.text(painter, target, words("importing.left_out"), 1.0, 400, "faint")
        else:
            self.text(painter, target, line.target, 1.0, 400, "ink")
        if line.doubt:
            ratio = painter.device().devicePixelRatioF()
            pixmap = self.desk.icons.pixmap("triangle-alert", "doubt", 1.0, ratio)
            painter.drawPixmap(unit.left(), unit.center().y() - px(0.5), pixmap)
            told = unit.adjusted(px(1.3), 0, 0, 0)
            fix = words("importing.fix", unit=line.fix) if line.fix else ""
            painter.setFont(theme.font(0.857))
            wide = painter.fontMetrics().horizontalAdvance(fix) + px(0.6) if fix else 0
            self.text(painter, told.adjusted(0, 0, -wide, 0), line.doubt, 0.857, 400, "doubt")
            self.text(painter, told, fix, 0.857, 400, "accent", Qt.AlignmentFlag.AlignRight)
        elif line.target:
            self.text(painter, unit, line.unit, 0.857, 400, "quiet")


class MapList(Listing):
    """The series of a table.

    Signals
    -------
    unit : object
        F4 on a row.
    fix : object
        Alt+1 on a row.
    """

    unit = Signal(object)
    fix = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(MapPainter(desk), desk.words("importing.map"))
        self.desk = desk

    def show_lines(self, lines: Sequence[MapLine]) -> None:
        """Show series; one stays on the one where one was, or on the first that is in doubt."""
        words, held = self.desk.words, self.current()
        items = []
        for line in lines:
            goes = line.target or words("importing.left_out")
            fix = words("importing.fix", unit=line.fix) if line.fix else ""
            told = (line.where, line.name, line.first, f"→ {goes}", line.unit, line.doubt, fix)
            items.append(MapItem(line, ", ".join(part for part in told if part)))
        at = next((n for n, line in enumerate(lines) if held is not None and line.key == held.line.key), -1)
        if at < 0:
            doubtful = [n for n, line in enumerate(lines) if line.doubt]
            at = next((n for n in doubtful if lines[n].target), next(iter(doubtful), 0))
        self.put(items, at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.current()
        if here is not None and event.key() == Qt.Key.Key_F4:
            self.unit.emit(here)
        elif (
            here is not None
            and event.key() == Qt.Key.Key_1
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self.fix.emit(here)
        else:
            super().keyPressEvent(event)


class CellPainter(RowPainter):
    """A cell of a file: its state, where it stands, what it answers, and the figure or why it is refused."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, height=2.0)

    def content(self, painter: QPainter, box: QRect, item: Any, selected: bool) -> None:
        px = self.theme.px
        ratio = painter.device().devicePixelRatioF()
        if isinstance(item, NoteItem):
            painter.drawPixmap(
                box.left(), box.center().y() - px(0.5), self.desk.icons.pixmap("info", "quiet", 1.0, ratio)
            )
            self.text(painter, box.adjusted(px(1.6), 0, 0, 0), item.text, 0.929, 400, "ink")
            return
        icon, role = ICONS[item.cell.state] if not item.doubt else ("triangle-alert", "doubt")
        painter.drawPixmap(
            box.left(), box.center().y() - px(0.5), self.desk.icons.pixmap(icon, role, 1.0, ratio)
        )
        state = QRect(box.left() + px(1.5), box.top(), px(5.6), box.height())
        self.text(painter, state, self.desk.words(f"importing.state.{item.cell.state}"), 0.929, 400, role)
        where = QRect(state.right(), box.top(), px(11 if item.sheet else 5.4), box.height())
        at = where
        if item.sheet:  # the cell is never cut, the name of a sheet may be
            at = QRect(where.right() - px(3.4), where.top(), px(3.4), where.height())
            sheet = QRect(where.left(), where.top(), where.width() - px(3.8), where.height())
            self.text(painter, sheet, item.sheet, 0.857, 400, "quiet")
        self.text(painter, at, item.cell.cell, 0.857, 400, "quiet")
        rest = QRect(where.right(), box.top(), box.right() - where.right(), box.height())
        refused = item.cell.reason is not None
        painter.setFont(self.theme.font(0.857))
        lead = painter.fontMetrics().horizontalAdvance(item.doubt) + px(0.8) if item.doubt else 0
        painter.setFont(self.theme.font(0.929, 400 if refused else 500))
        wanted = lead + painter.fontMetrics().horizontalAdvance(item.told) + px(0.6)
        wide = min(wanted, rest.width() * 11 // 20 if refused else rest.width() * 7 // 10)
        what = QRect(rest.left(), rest.top(), rest.width() - wide - px(0.8), rest.height())
        self.text(painter, what, item.what, 0.929, 400, "ink")
        told = QRect(what.right() + px(0.8), rest.top(), rest.right() - what.right() - px(0.8), rest.height())
        self.text(painter, told, item.doubt, 0.857, 400, "doubt")
        told = told.adjusted(lead, 0, 0, 0)
        if refused:
            self.text(painter, told, item.told, 0.929, 400, "bad")
        else:
            self.text(painter, told, item.told, 0.929, 500, "ink", Qt.AlignmentFlag.AlignRight)
