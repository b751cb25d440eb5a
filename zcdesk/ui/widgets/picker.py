"""Picker: a searchable list that drops from a field; typing narrows it, Enter takes, Esc leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QPoint, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from zcdesk.domain.vocabulary import Option
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.coming_back import come_back, standing
from zcdesk.ui.widgets.parts import label

Choice = tuple[str, str, str]
"""Id, what is shown, and further names under which it is found, `BESIDE` between them."""

BESIDE = "   "
"""Between the name of a choice and what is shown beside it, its unit; and between its further names."""
MOST = 9
"""Rows that are seen at a time."""


def further(option: Option) -> str:
    """The names of an option in both languages, and its group."""
    return BESIDE.join((option.words.zh, option.words.en, option.group))


class Picker(QFrame):
    """A list over the page. It lives until something is taken or it loses the focus."""

    def __init__(
        self,
        desk: Desk,
        anchor: QWidget,
        choices: Sequence[Choice],
        taken: Callable[[str], object],
        title: str,
        current: str = "",
        at: QPoint | None = None,
    ) -> None:
        super().__init__(anchor.window())
        self.setObjectName("picker")
        self._choices, self._taken = list(choices), taken
        self._anchor = anchor
        self.comes_back_to = standing(QApplication.focusWidget()) or anchor
        self._found: list[Choice] = []
        self._spelling = desk.workbench.catalogue.spelling
        px = desk.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(0.571), px(0.571), px(0.571), px(0.571))
        column.setSpacing(px(0.286))
        head = label(desk, title, 0.857, role="quiet")
        column.addWidget(head)
        self.line = QLineEdit()
        self.line.setAccessibleName(title)
        self.line.setPlaceholderText(desk.words("entry.pick.search"))
        self.line.textChanged.connect(self._narrow)
        self.line.installEventFilter(self)
        column.addWidget(self.line)
        self.list = QListView()
        self.list.setObjectName("picks")
        self.list.setModel(QStringListModel(self))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(title)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it would hide a row
        self.list.clicked.connect(lambda index: self._take(index.row()))
        column.addWidget(self.list, 1)
        self.nothing: QLabel = label(desk, desk.words("entry.pick.nothing"), 0.857, role="quiet")
        column.addWidget(self.nothing)
        self._narrow("")
        ids = [id_ for id_, _, _ in self._choices]
        self.list.setCurrentIndex(self.list.model().index(ids.index(current) if current in ids else 0, 0))
        wide = max((self.fontMetrics().horizontalAdvance(text) for _, text, _ in choices), default=0) + px(4)
        window = anchor.window()
        width = max(px(18), min(wide, px(56), window.width() - px(2)))
        height = self._height(len(choices), window.height() - px(1))
        spot = anchor.mapTo(window, at if at is not None else QPoint(0, anchor.height() + 2))
        spot.setX(max(0, min(spot.x(), window.width() - width - px(0.5))))
        if spot.y() + height > window.height():
            spot.setY(max(0, window.height() - height - px(0.5)))
        self.setGeometry(spot.x(), spot.y(), width, height)
        self.show()
        self.raise_()
        self.line.setFocus()

    def _height(self, count: int, room: int) -> int:
        """Height of so many rows, each seen whole, within a room [px]."""
        self.ensurePolished()
        self.list.ensurePolished()
        high = self.list.sizeHintForRow(0)
        self.list.setFixedHeight(2 * self.list.frameWidth())
        bare = self.sizeHint().height()
        rows = max(1, min(count, MOST, (room - bare) // max(high, 1)))
        self.list.setFixedHeight(rows * high + 2 * self.list.frameWidth())
        return bare + rows * high

    def _narrow(self, text: str) -> None:
        ranked = [(self._rank(each, text.strip().casefold()), each) for each in self._choices]
        fitting = [(rank, each) for rank, each in ranked if rank is not None]
        self._found = [each for _, each in sorted(fitting, key=lambda pair: pair[0])]
        model = self.list.model()
        assert isinstance(model, QStringListModel)
        model.setStringList([shown for _, shown, _ in self._found])
        self.list.setCurrentIndex(model.index(0, 0))
        self.list.setVisible(bool(self._found))
        self.nothing.setVisible(not self._found)

    def _rank(self, choice: Choice, wanted: str) -> int | None:
        """The exact name first, then what begins so, holds it, or is spelled so; else the author's order stands."""
        id_, shown, seek = (text.casefold() for text in choice)
        name, others = shown.partition(BESIDE)[0].strip(), seek.split(BESIDE)
        if not wanted or wanted in (id_, name, shown, *others):
            return 0
        if any(each.startswith(wanted) for each in (id_, name, *others)):
            return 1
        if wanted in f"{id_} {shown} {seek}":
            return 2
        spelled = self._spelling.rank(wanted, name)
        return None if spelled is None else 3 + spelled

    def _take(self, at: int) -> None:
        if 0 <= at < len(self._found):
            chosen = self._found[at][0]
            self._leave()
            self._taken(chosen)

    def _leave(self) -> None:
        self.line.removeEventFilter(self)
        self.hide()
        come_back(self.comes_back_to, self._anchor)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            if QApplication.focusWidget() is not self.line and QApplication.activePopupWidget() is None:
                self.line.removeEventFilter(self)
                self.hide()
                self.deleteLater()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key, at = event.key(), self.list.currentIndex().row()
            if key == Qt.Key.Key_Escape:
                self._leave()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                self._take(at)
                return True
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
                to = max(0, min(at + by[Qt.Key(key)], len(self._found) - 1))
                self.list.setCurrentIndex(self.list.model().index(to, 0))
                return True
        return super().eventFilter(watched, event)


def pick_year(desk: Desk, anchor: QWidget) -> Picker:
    """The years of the project, newest first, and those that it may take in; the one taken is shown on every page."""
    from zcdesk.workbench.beginning import further_years

    held = desk.workbench.project.years
    years = [(year, desk.words("nav.year", year=year), "") for year in reversed(held)]
    if not desk.workbench.file.read_only and not desk.past:
        more = further_years(held, datetime.now().astimezone().date())
        years += [(year, desk.words("year.add", year=year), "") for year in more]

    def take(year: str) -> None:
        if year in held:
            desk.show_year(year)
        else:
            desk.add_year(year)

    return Picker(desk, anchor, years, take, desk.words("action.year"), desk.year)
