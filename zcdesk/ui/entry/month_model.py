"""Months as a model: lines of a sheet, twelve months, the year and the change against last year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from zcdesk.domain.answer import Place
from zcdesk.ui.desk import Desk
from zcdesk.workbench.forms import entry, guide
from zcdesk.workbench.forms.cell_figures import unit_said
from zcdesk.workbench.forms.cells import MONTHS, Cell, CellRow, Glance, cell_row, glance
from zcdesk.workbench.forms.entry import Line, Sheet
from zcdesk.workbench.forms.guiding import default_of
from zcdesk.workbench.forms.row_summary import BETWEEN, row_said

NAME, JANUARY, YEAR, CHANGE = 0, 1, 13, 14
MONTHS_ZH = tuple(f"{month} 月" for month in range(1, 13))
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class MonthModel(QAbstractTableModel):
    """The month table of one page."""

    def __init__(self, desk: Desk, page: str) -> None:
        super().__init__()
        self.desk = desk
        self.page = page
        self.sheet: Sheet = entry.sheet(desk.workbench, page, desk.year)
        self.opened: set[tuple[str, str]] = set()
        self.doubtful: frozenset[Place] = frozenset()
        self.wrong: frozenset[Place] = frozenset()
        self.required: dict[tuple[str, str], set[str]] = {}
        self._rows: dict[tuple[str, str], CellRow] = {}
        self._glances: dict[tuple[str, str], Glance] = {}
        self._defaults: dict[tuple[str, str], str] = {}
        self._others: dict[tuple[str, str], str] = {}
        self._told: dict[tuple[str, str], str] = {}
        self._year = desk.year
        self._look()

    # what is there

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines shown; none where the plant has none of the table."""
        return () if self.sheet.none else self.sheet.lines

    def cells(self, at: int) -> CellRow | None:
        """The months of a line, made when first looked at."""
        line = self.lines[at]
        if line.quantity is None:
            return None
        if line.key not in self._rows:
            self._rows[line.key] = cell_row(self.desk.workbench, line.quantity, line.row, self._year)
        return self._rows[line.key]

    def cell(self, at: int, column: int) -> Cell | None:
        """The cell of a month or of the year."""
        row = self.cells(at)
        if row is None or not JANUARY <= column <= YEAR:
            return None
        return row.year if column == YEAR else row.months[column - JANUARY]

    def fold(self, at: int) -> str:
        """Why a line is one sentence instead of months: ``none``, ``default``, ``optional``, ``yearly`` or ``""``."""
        line = self.lines[at]
        if line.quantity is None:
            return "yearly"
        seen = self._glance(line)
        if seen.none:
            return "none"
        if seen.default:
            return "default"
        asked = line.key in self.opened or line.key in self.required
        if self._other(line) and not seen.answered and not asked:
            return "optional"
        return "optional" if line.quantity.optional and seen.blank and not asked else ""

    def _other(self, line: Line) -> str:
        """The quantity by which a line was answered in another way, in tonnes of steam say; ``""`` if it was not."""
        if line.quantity is None or not line.quantity.instead or line.key in self.required:
            return ""
        if line.key not in self._others:
            self._others[line.key] = guide.otherwise(self.desk.workbench, line.quantity, line.row, self._year)
        return self._others[line.key]

    def _optional(self, line: Line) -> bool:
        """Whether a line may stay blank: by what it is, or because it was answered in another way."""
        return line.quantity is not None and (line.quantity.optional or bool(self._other(line)))

    def sentence(self, at: int) -> str:
        """What a folded line says instead of months; of a default its value, too."""
        fold, line = self.fold(at), self.lines[at]
        other = self._other(line) if fold == "optional" else ""
        if other:
            named = self.desk.workbench.catalogue.vocabulary.quantities[other].words
            return self.desk.words("entry.fold_otherwise", other=self.desk.say(named))
        said = self.desk.words(f"entry.fold.{fold}")
        if fold == "yearly":
            return self._ledger(line.row) or said
        if fold == "default" and line.quantity is not None:
            if line.key not in self._defaults:
                place = Place(line.quantity.id, line.row, self._year)
                known = default_of(self.desk.workbench, line.quantity, place, self.desk.language)
                self._defaults[line.key] = known[0] if known else ""
            value = self._defaults[line.key]
            return self.desk.words("entry.fold.default_value", value=value) if value else said
        whole = self.cells(at) if fold == "none" else None
        held = self.desk.workbench.project.answers.get(whole.year.place) if whole is not None else None
        return f"{said} {self.desk.words('entry.noted', text=held.note)}" if held and held.note else said

    @property
    def ledger(self) -> bool:
        """Whether no line of the page has months: each is then told in one line."""
        return bool(self.lines) and all(line.quantity is None for line in self.lines)

    def by_month(self) -> bool:
        """Whether the page asks anything month by month, rows or none."""
        quantities = self.desk.workbench.catalogue.vocabulary.quantities
        asked = self.desk.workbench.catalogue.pages[self.page].questions
        return any(quantities[each.quantity].per == "month" for each in asked)

    def _ledger(self, row: str) -> str:
        """What a row without months says, and before it how much is left to fill in."""
        language = self.desk.language
        key = (row, language)
        if key not in self._told:
            text, left = row_said(self.desk.workbench, self.page, row, self._year, language)
            lacking = self.desk.words("entry.lacking", n=left) if left else ""
            self._told[key] = BETWEEN.join(filter(None, (lacking, text)))
        return self._told[key]

    def may_stay_blank(self, at: int) -> bool:
        """Whether nothing waits for the figures of a line, and none is there."""
        row = self.cells(at)
        return row is not None and self.lines[at].key not in self.required and not row.partial

    def to_fill(self, at: int, column: int) -> bool:
        """Whether a month is empty and asked for: of an optional line, only where the totals wait for it."""
        row, cell = self.cells(at), self.cell(at, column)
        if row is None or cell is None or cell.state != "empty" or row.year.state != "empty":
            return False
        return not self._optional(self.lines[at]) or self._waits(self.lines[at], cell.place.period)

    def lacking(self, at: int) -> int:
        """How many months of a line are still to be filled in."""
        row = self.cells(at)
        if row is None or not self._optional(self.lines[at]):
            return row.missing if row is not None else 0
        return sum(self.to_fill(at, column) for column in range(JANUARY, YEAR))

    def _waits(self, line: Line, month: str) -> bool:
        periods = self.required.get(line.key, ())
        return month in periods or self._year in periods

    def doubt(self, at: int, column: int) -> str:
        """``self`` where a cell is doubtful itself, ``rests`` where it rests on one, or ``""``."""
        row = self.cells(at)
        if row is None:
            return ""
        if column in (YEAR, CHANGE):
            if row.year.place in self.doubtful:
                return "self"
            return "rests" if any(cell.place in self.doubtful for cell in row.months) else ""
        cell = self.cell(at, column)
        return "self" if cell is not None and cell.place in self.doubtful else ""

    def counts(self) -> tuple[int, int]:
        """Cells that are filled, and cells that are wanted."""
        filled = wanted = 0
        for at, line in enumerate(self.lines):
            if line.quantity is None:
                continue
            seen = self._glance(line)
            if self._optional(line):  # what is there, and what the totals wait for
                if not seen.none and not seen.default:
                    lacking = self.lacking(at) if line.key in self.required else 0
                    wanted += seen.answered + lacking
                    filled += seen.answered - seen.wrong
            elif not seen.none and (seen.answered or line.key in self.required or self.page in guide.ALWAYS):
                wanted += MONTHS
                filled += MONTHS - seen.missing
        return filled, wanted

    def _glance(self, line: Line) -> Glance:
        if line.key not in self._glances and line.quantity is not None:
            self._glances[line.key] = glance(
                self.desk.workbench, line.quantity, line.row, self._year, self.wrong
            )
        return self._glances[line.key]

    def position(self, place: Place) -> tuple[int, int] | None:
        """Line and column of a place of this year."""
        for at, line in enumerate(self.lines):
            if line.quantity is not None and (line.quantity.id, line.row) == (place.quantity, place.row):
                if len(place.period) == 7 and place.period[:4] == self._year:
                    return at, int(place.period[5:])
                return at, YEAR
        return None

    # following

    def refresh(self, touched: Iterable[Place] | None = None) -> None:
        """Show the present state; only the lines of the touched places where they are known."""
        bench, year = self.desk.workbench, self.desk.year
        known = self._year == year and touched is not None
        touched = tuple(touched or ())
        sheet = (
            entry.sheet_after(bench, self.sheet, touched, year)
            if known
            else entry.sheet(bench, self.page, year)
        )
        alike = sheet is self.sheet or (
            sheet.none == self.sheet.none
            and [x.key for x in sheet.lines] == [x.key for x in self.sheet.lines]
        )
        if not known or any(not place.row for place in touched):
            self._told.clear()
        if not known:
            self._rows.clear()
            self._glances.clear()
        else:
            rows = {place.row for place in touched if place.row}
            self._told = {key: told for key, told in self._told.items() if key[0] not in rows}
            for held in (self._rows, self._glances):
                for key in [key for key in held if key[1] in rows]:
                    del held[key]
                for place in touched:
                    held.pop((place.quantity, place.row), None)
        self._defaults.clear()
        self._others.clear()
        self._year = self.desk.year
        before, required = self.doubtful | self.wrong, self.required
        self._look()
        if alike:
            self.sheet = sheet
            moved = {*touched, *((self.doubtful | self.wrong) ^ before)}
            rows = {place.row for place in moved if place.row}
            keys = {(place.quantity, place.row) for place in moved}
            changed = [
                at
                for at, line in enumerate(self.lines)
                if not known
                or line.row in rows
                or line.key in keys
                or required.get(line.key) != self.required.get(line.key)
            ]
            if changed:
                self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], CHANGE))
        else:
            self.beginResetModel()
            self.sheet = sheet
            self.endResetModel()

    def _look(self) -> None:
        bench, year = self.desk.workbench, self.desk.year
        self.doubtful, self.wrong = entry.marked(bench, year)
        self.required = {}
        for place in guide.wanted(bench, year):
            self.required.setdefault((place.quantity, place.row), set()).add(place.period)

    # Qt's side

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else CHANGE + 1

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == NAME:
            return self.desk.words("entry.item")
        if self.ledger:
            return ""
        if section == YEAR:
            return self.desk.words("entry.year")
        if section == CHANGE:
            return self.desk.words("entry.change")
        return (MONTHS_ZH if self.desk.language == "zh" else MONTHS_EN)[section - JANUARY]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        at, column = index.row(), index.column()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.said(at, column)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if column == NAME:
            return self.desk.say(self.lines[at].words)
        row = self.cells(at)
        if row is None or role == Qt.ItemDataRole.ToolTipRole:
            return ""
        if column == CHANGE:
            return row.change
        cell = self.cell(at, column)
        return cell.shown if cell is not None and (cell.shown or column != YEAR) else row.total or row.partial

    def said(self, at: int, column: int) -> str:
        """A cell as a screen reader says it: name, month, value with unit, state in words."""
        line, row = self.lines[at], self.cells(at)
        parts = [self.desk.say(line.words)]
        if row is None or column == NAME:
            return parts[0]
        parts.append(str(self.headerData(column, Qt.Orientation.Horizontal)))
        fold = self.fold(at)
        if fold:
            return ", ".join([*parts, self.sentence(at)])
        cell = self.cell(at, column)
        text = str(self.data(self.index(at, column)) or "")
        if text:
            parts.append(
                f"{text} {unit_said(row.unit, self.desk.language)}" if column != CHANGE else f"{text} %"
            )
        if cell is not None and cell.state not in ("filled", "zero") and column != YEAR:
            blank = not self.to_fill(at, column) if self._optional(line) else self.may_stay_blank(at)
            optional = cell.state == "empty" and blank
            parts.append(self.desk.words("entry.state.blank" if optional else f"entry.state.{cell.state}"))
        doubt = self.doubt(at, column)
        if doubt:
            parts.append(self.desk.words(f"entry.doubt.{doubt}"))
        return ", ".join(parts)
