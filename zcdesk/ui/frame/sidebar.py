"""Sidebar: every page with what it lacks and what is doubtful on it; names, or icons and counts where it is narrow."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from zcdesk.domain.form import Page
from zcdesk.ui.desk import Desk
from zcdesk.ui.frame.side_item import SideItem
from zcdesk.ui.frame.side_keys import SideKeys
from zcdesk.ui.widgets.parts import button, label, row
from zcdesk.workbench.forms import guide, profiles
from zcdesk.workbench.forms.guide import PageState

ICONS: Mapping[str, str] = {
    "evidence": "paperclip", "series": "zap", "findings": "list-checks", "results": "chart-column",
    "report": "file-text", "history": "history", "settings": "settings", "readiness": "badge-check",
    "checklist": "list-checks",
    "chances": "coins",
}  # fmt: skip
"""Of the pages that ask nothing; the others name their own."""

KEYS: Mapping[str, str] = {"findings": "F7", "checklist": "Ctrl+Shift+G", "settings": "Ctrl+,"}
"""Keys that lead to a page from anywhere."""

LOOK_PAGES = ("findings", "results", "report", "history")

READY_PAGES = ("readiness", "checklist", "chances")
"""Pages of schemes; what these ask besides stands below them."""


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
    items : dict of str to SideItem
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
        self.items: dict[str, SideItem] = {}
        self._counts = QFontMetrics(desk.theme.font(0.857))
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
        listed.addWidget(self._item("series", desk.words("nav.series")))
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
        item = button(desk, text, lambda: self._show_page(id_), "side", icon, of=SideItem)
        assert isinstance(item, SideItem)
        item.setProperty("keys", KEYS.get(id_, ""))
        item.setObjectName(f"nav_{id_}")
        item.setCheckable(True)
        item.setIconSize(QSize(px(1.15), px(1.15)))
        item.setFixedHeight(px(2.07))
        item.stand_in(desk, self._counts)
        self.items[id_] = item
        self._keys.add(item)
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
        for item in self.items.values():
            item.fold(narrow)
        for each in self.wide_only:
            each.setVisible(not narrow)

    def mark(self, states: Mapping[str, PageState], doubtful: int) -> None:
        """Show what each page lacks; `doubtful` of the whole project, of which the pages have some."""
        desk = self.desk
        for id_, state in states.items():
            if id_ not in self.items:
                continue
            item = self.items[id_]
            lacks, doubts = item.signs
            lacking, doubt = len(state.missing) + len(state.wrong), len(state.doubtful)
            if state.page.group == "readiness":  # no total waits for what only verdicts wait for
                lacking += len(set(state.asked) - set(state.missing))
            if lacking:
                lacks.show("circle-dashed", "ink", desk.words("nav.missing", n=lacking))
            elif state.open:
                key = "unsaid" if state.page.group == "readiness" else "open"
                lacks.show("circle-minus", "quiet", desk.words(f"nav.{key}"))
            else:
                lacks.show("circle-check", "good", desk.words("nav.complete"))
            doubts.show("triangle-alert", "doubt", desk.words("nav.doubtful", n=doubt))
            lacks.number(lacking)
            doubts.number(doubt)
            lacks.shown, doubts.shown = lacking > 0 or not doubt, doubt > 0
            item.tell()
        waiting = sum(len(state.asked) for state in states.values() if state.page.group == "readiness")
        self._mark_list(waiting)
        self._mark_rest(doubtful - sum(len(state.doubtful) for state in states.values()))

    def _mark_list(self, waiting: int) -> None:
        """Whether verdicts of schemes still wait for something; how much stands at the pages that ask for it."""
        item, desk = self.items["checklist"], self.desk
        if waiting:
            item.signs[0].show("circle-dashed", "ink", desk.words("nav.missing", n=waiting))
        else:
            item.signs[0].show("circle-check", "good", desk.words("nav.complete"))
        item.signs[0].shown = bool(desk.workbench.followed())
        for sign in item.signs:
            sign.number(0)
        item.tell()

    def _mark_rest(self, doubtful: int) -> None:
        """Doubts that belong to no page stand on the page of checks, so that the counts add up."""
        item = self.items["findings"]
        item.signs[1].show("triangle-alert", "doubt", self.desk.words("nav.doubtful", n=doubtful))
        item.signs[1].number(doubtful)
        item.signs[1].shown = doubtful > 0
        item.tell()
