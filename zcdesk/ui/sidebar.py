"""Sidebar: every page with what it lacks and what is doubtful on it; names, or icons and counts where it is narrow."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from zcdesk.domain.form import Page
from zcdesk.ui.desk import Desk
from zcdesk.ui.parts import IconLabel, button, label, row
from zcdesk.ui.side_keys import SideButton, SideKeys
from zcdesk.workbench import guide, profiles
from zcdesk.workbench.guide import PageState

ICONS: Mapping[str, str] = {
    "evidence": "paperclip", "findings": "list-checks", "results": "chart-column", "report": "file-text",
    "history": "history", "settings": "settings", "readiness": "badge-check", "checklist": "list-checks",
    "chances": "coins",
}  # fmt: skip
"""Of the pages that ask nothing; the others name their own."""

LOOK_PAGES = ("findings", "results", "report", "history")

READY_PAGES = ("readiness", "checklist", "chances")
"""Pages of schemes; what these ask besides stands below them."""

Marks = tuple[tuple[QLabel, QLabel], tuple[IconLabel, IconLabel]]
"""Counts and marks of a page: what is missing, what is doubtful."""


class SideItem(QObject):
    """Keeps the name of a page short enough to stand beside its marks: a count is never written over.

    Parameters
    ----------
    item : QPushButton
        Its accessible name is the whole name.
    desk : Desk
    inside : QHBoxLayout
        What stands at the right end of the item.
    """

    def __init__(self, item: SideButton, desk: Desk, inside: QHBoxLayout) -> None:
        super().__init__(item)
        self._item, self._desk, self._inside, self._narrow = item, desk, inside, False
        item.resized.append(self.fit)

    def fold(self, narrow: bool) -> None:
        """The icon only, or the name beside it."""
        self._narrow = narrow
        self.fit()

    def fit(self) -> None:
        """Show as much of the name as there is room for; a name that is cut is said whole where the mouse asks."""
        name, px = self._item.accessibleName(), self._desk.theme.px
        marks = [self._inside.itemAt(at).widget() for at in range(1, self._inside.count())]
        taken = sum(each.sizeHint().width() + px(0.2) for each in marks if not each.isHidden())
        room = self._item.width() - px(2.7) - px(0.5) - taken
        said = self._item.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
        self._item.setText("" if self._narrow else said)
        self._item.setToolTip(name if self._narrow or said != name else "")


class Sidebar(QFrame):
    """The list of pages.

    Parameters
    ----------
    desk : Desk
    show_page : callable
        Is given the id of the page to go to.
    steps : callable
        Goes to the page that asks one thing at a time.
    none_of : callable
        States that the plant has none of some pages' tables.

    Attributes
    ----------
    items : dict of str to QPushButton
    marks : dict of str to Marks
    wide_only : tuple of QWidget
        What has no place where there are no names.
    """

    def __init__(
        self,
        desk: Desk,
        show_page: Callable[[str], None],
        steps: Callable[[], None],
        none_of: Callable[[tuple[Page, ...]], None],
    ) -> None:
        super().__init__()
        self.desk, self._show_page, self._none_of = desk, show_page, none_of
        self.items: dict[str, QPushButton] = {}
        self.marks: dict[str, Marks] = {}
        self._names: dict[str, SideItem] = {}
        self._keys = SideKeys(self)
        self._keys.stood.connect(self._in_sight)
        self.setObjectName("sidebar")
        px = desk.theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(0.571), px(0.714), px(0.571), px(0.571))
        outer.setSpacing(px(0.143))
        inner = QWidget()
        listed = QVBoxLayout(inner)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(px(0.143))
        ask = button(desk, desk.words("nav.steps"), steps, "link")
        ask.setToolTip("Ctrl+G")
        self._keys.add(ask)
        fill = label(desk, desk.words("nav.fill"), 0.857, role="quiet")
        listed.addLayout(row(fill, None, ask))
        usual, seldom = profiles.parted(desk.workbench)
        for page in usual:
            listed.addWidget(self._page(page))
        self.wide_only: tuple[QWidget, ...] = (ask, fill)
        if seldom:
            self._rare(listed, seldom)
        listed.addWidget(self._item("evidence", desk.words("nav.evidence")))
        self._readiness(listed)
        listed.addSpacing(px(0.714))
        look = label(desk, desk.words("nav.look"), 0.857, role="quiet")
        listed.addWidget(look)
        self.wide_only += (look,)
        for id_ in LOOK_PAGES:
            listed.addWidget(self._item(id_, desk.words(f"nav.{id_}")))
        listed.addStretch(1)
        self.scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner.setObjectName("side_list")
        scroll.setObjectName("side_scroll")
        scroll.setWidget(inner)
        scroll.verticalScrollBar().setSingleStep(px(2.2))
        outer.addWidget(scroll, 1)
        rule = QFrame()
        rule.setObjectName("rule")
        outer.addWidget(rule)
        outer.addWidget(self._item("settings", desk.words("nav.settings")))

    def _rare(self, listed: QVBoxLayout, pages: tuple[Page, ...]) -> None:
        """What plants of this industry seldom have, below the rest."""
        desk, px = self.desk, self.desk.theme.px
        listed.addSpacing(px(0.5))
        rare = label(desk, desk.words("nav.rare"), 0.857, role="quiet")
        none = button(desk, desk.words("nav.rare_none"), lambda: self._none_of(pages), "link")
        none.setToolTip(desk.words("nav.rare_none_note"))
        none.setEnabled(not desk.workbench.file.read_only)
        self._keys.add(none)
        listed.addLayout(row(rare, None, none))
        for page in pages:
            listed.addWidget(self._page(page))
        listed.addSpacing(px(0.5))
        self.wide_only += (rare, none)

    def _readiness(self, listed: QVBoxLayout) -> None:
        """How the plant stands by the schemes it follows, and the pages that only these read."""
        desk, px = self.desk, self.desk.theme.px
        listed.addSpacing(px(0.714))
        named = label(desk, desk.words("nav.zero"), 0.857, role="quiet")
        listed.addWidget(named)
        self.wide_only += (named,)
        for id_ in READY_PAGES:
            listed.addWidget(self._item(id_, desk.words(f"nav.{id_}")))
        for page in guide.checklists(desk.workbench):
            listed.addWidget(self._page(page))

    def _page(self, page: Page) -> QPushButton:
        short = f"nav.page.{page.id}"
        return self._item(
            page.id, self.desk.words(short) if short in self.desk.texts else self.desk.say(page.words)
        )

    def _item(self, id_: str, text: str) -> QPushButton:
        desk, px = self.desk, self.desk.theme.px
        page = desk.workbench.catalogue.pages.get(id_)
        icon = page.icon if page is not None else ICONS[id_]
        item = button(desk, text, lambda: self._show_page(id_), "side", icon, of=SideButton)
        assert isinstance(item, SideButton)
        item.setCheckable(True)
        item.setIconSize(QSize(px(1.15), px(1.15)))
        item.setFixedHeight(px(2.07))
        marks = (
            IconLabel(desk, "circle-check", "good", 0.93),
            IconLabel(desk, "triangle-alert", "doubt", 0.93),
        )
        counts = (label(desk, "", 0.857, role="quiet"), label(desk, "", 0.857, role="quiet"))
        inside = QHBoxLayout(item)
        inside.setContentsMargins(0, 0, px(0.5), 0)
        inside.setSpacing(px(0.2))
        inside.addStretch(1)
        for mark, count in zip(marks, counts, strict=True):
            inside.addWidget(mark)
            inside.addWidget(count)
            mark.hide()
        self.items[id_] = item
        self._names[id_] = SideItem(item, desk, inside)
        self._keys.add(item)
        self.marks[id_] = (counts, marks)
        return item

    def stand_at(self, id_: str) -> None:
        """The page that is shown: checked, and where Tab stops."""
        for other, item in self.items.items():
            item.setChecked(other == id_)
        self._keys.stop_at(self.items.get(id_))
        self._look_soon()

    def take_focus(self, id_: str) -> None:
        """Focus on a page's item, or on the first one."""
        self.items.get(id_, next(iter(self.items.values()))).setFocus()

    def _look_soon(self) -> None:
        QTimer.singleShot(0, self, self._show_checked)  # the list is laid out then

    def _show_checked(self) -> None:
        item = next((each for each in self.items.values() if each.isChecked()), None)
        if item is not None:
            self._in_sight(item)

    def _in_sight(self, item: QPushButton) -> None:
        """Scroll to an item, with a whole one above and below it."""
        if self.scroll.widget().isAncestorOf(item):
            self.scroll.ensureWidgetVisible(item, 0, self.desk.theme.px(2.5))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look_soon()

    def fold(self, narrow: bool) -> None:
        """Names, or icons and counts only."""
        self.setFixedWidth(self.desk.theme.px(7.9 if narrow else 14.9))
        for name in self._names.values():
            name.fold(narrow)
        for each in self.wide_only:
            each.setVisible(not narrow)

    def mark(self, states: Mapping[str, PageState], doubtful: int) -> None:
        """Show what each page lacks; `doubtful` of the whole project, of which the pages have some."""
        desk = self.desk
        for id_, state in states.items():
            if id_ not in self.marks:
                continue
            counts, marks = self.marks[id_]
            lacking, doubt = len(state.missing) + len(state.wrong), len(state.doubtful)
            if state.page.group == "readiness":  # no total waits for what only verdicts wait for
                lacking += len(set(state.asked) - set(state.missing))
            if lacking:
                marks[0].show_icon("circle-dashed", "ink", desk.words("nav.missing", n=lacking))
            elif state.open:
                marks[0].show_icon("circle-minus", "quiet", desk.words("nav.open"))
            else:
                marks[0].show_icon("circle-check", "good", desk.words("nav.complete"))
            marks[1].show_icon("triangle-alert", "doubt", desk.words("nav.doubtful", n=doubt))
            for count, number in zip(counts, (lacking, doubt), strict=True):
                count.setText(str(number or ""))
                count.setVisible(number > 0)
            marks[0].setVisible(lacking > 0 or not doubt)
            marks[1].setVisible(doubt > 0)
            said = [mark.accessibleName() for mark in marks if not mark.isHidden()]
            self.items[id_].setAccessibleDescription(", ".join(said))
            self._names[id_].fit()
        waiting = sum(len(state.asked) for state in states.values() if state.page.group == "readiness")
        self._mark_list(waiting)
        self._mark_rest(doubtful - sum(len(state.doubtful) for state in states.values()))

    def _mark_list(self, waiting: int) -> None:
        """Whether verdicts of schemes still wait for something; how much stands at the pages that ask for it."""
        mark, desk = self.marks["checklist"][1][0], self.desk
        if waiting:
            mark.show_icon("circle-dashed", "ink", desk.words("nav.missing", n=waiting))
        else:
            mark.show_icon("circle-check", "good", desk.words("nav.complete"))
        there = bool(desk.workbench.followed())
        mark.setVisible(there)
        for count in self.marks["checklist"][0]:
            count.hide()
        self.items["checklist"].setAccessibleDescription(mark.accessibleName() if there else "")

    def _mark_rest(self, doubtful: int) -> None:
        """Doubts that belong to no page stand on the page of checks, so that the counts add up."""
        count, mark = self.marks["findings"][0][1], self.marks["findings"][1][1]
        mark.show_icon("triangle-alert", "doubt", self.desk.words("nav.doubtful", n=doubtful))
        mark.setVisible(doubtful > 0)
        count.setText(str(doubtful))
        count.setVisible(doubtful > 0)
        self.items["findings"].setAccessibleDescription(mark.accessibleName() if doubtful else "")
        self._names["findings"].fit()
