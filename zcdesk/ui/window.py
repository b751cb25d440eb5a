"""The window: bar above, sidebar, one page, a panel beside it, status line below. It knows no page's inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from zcdesk.domain.answer import Place
from zcdesk.domain.change import AnswerChange, Edit, RowChange, inverse
from zcdesk.domain.form import Page as FormOfPage
from zcdesk.domain.words import Language
from zcdesk.store.trouble import FileTrouble
from zcdesk.ui.actions import Action
from zcdesk.ui.cell_strip import OneLine
from zcdesk.ui.desk import Changed, Desk
from zcdesk.ui.method_strip import MethodStrip
from zcdesk.ui.parts import IconLabel, Page, button, clear, key_cap, label, row
from zcdesk.ui.past import PastStrip
from zcdesk.ui.picker import pick_year
from zcdesk.ui.rehearsal import RehearsalStrip
from zcdesk.ui.side_keys import SideKeys
from zcdesk.ui.toast import Toast
from zcdesk.workbench import guide, profiles
from zcdesk.workbench.rehearsal import Rehearsal
from zcdesk.workbench.retelling import Teller

PAGE_ICONS: Mapping[str, str] = {
    "evidence": "paperclip", "findings": "list-checks", "results": "chart-column", "report": "file-text",
    "history": "history", "settings": "settings",
}  # fmt: skip
"""Of the pages that ask nothing; the others name their own."""
LOOK_PAGES = ("findings", "results", "report", "history")
NARROW = 84.3
"""Below this width of the window [em] the sidebar folds and the panel takes the page: 1180 px at 14 px an em."""
CROWDED = 106
"""Below this width [em] the sidebar folds while a panel stands beside the page: a year of months fits then."""
STEPS = "steps"
"""The page that asks one thing at a time; it stands beside the others, not among them."""
AUDIT = "audit"
"""The page on which a report of somebody else is checked; it has nothing to do with the open project."""
CHANGING = "changing"
"""The page of editions and factors, opened by a command."""


class Window(QMainWindow):
    """The main window.

    Parameters
    ----------
    desk : Desk
    make_page : callable
        Page id to a new page.
    panel : callable
        Makes the panel that explains a figure; it has ``show_figure(id)`` and a signal ``closed``.
    extra : tuple of Action
        Commands of the composition root: open, new, quit.
    """

    def __init__(
        self,
        desk: Desk,
        make_page: Callable[[str], Page],
        panel: Callable[[], QWidget],
        extra: tuple[Action, ...] = (),
    ) -> None:
        super().__init__()
        self.desk = desk
        self._make_page = make_page
        self._make_panel = panel
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._told_at = desk.workbench.file.head
        self._top: dict[str, QPushButton] = {}
        self._current = ""
        self._saved = ""
        self._found: Place | None = None
        self._last: tuple[str, Place] | None = None
        self._nav: dict[str, QPushButton] = {}
        self._marks: dict[str, tuple[tuple[QLabel, QLabel], tuple[IconLabel, IconLabel]]] = {}
        practised = desk.workbench.project.rehearsal and not desk.past  # in the past there is nothing to try
        self.rehearsal = Rehearsal(desk.workbench) if practised else None
        self.folded = False
        self.actions_table = (*self._actions(), *extra)
        self._stack = QStackedWidget()
        self.panel: QWidget | None = None
        self.side: QWidget | None = None
        self.around: object = None
        self.before_close: Callable[[], None] = lambda: None
        self.looking_back: list[Window] = []
        self._build()
        for action in self.actions_table:
            self._shortcut(action)
        desk.changed.connect(self._on_changed)
        desk.undressing.connect(self._on_undressing)
        desk.looked.connect(self._on_looked)
        desk.year_changed.connect(lambda _: self._on_changed(None))
        desk.wants_page.connect(self.show_page)
        desk.turned.connect(self._turn)
        desk.wants_why.connect(self.show_why)
        desk.printed.connect(self._on_printed)
        desk.asks_method.connect(self._ask_method)
        desk.toast.connect(self.show_toast)
        desk.aside.connect(self.show_side)
        self.resize(1366, 698)
        self.setMinimumSize(900, 560)

    # moving

    def page_ids(self) -> tuple[str, ...]:
        """Every page that can be shown, in the order of the sidebar."""
        usual, seldom = profiles.parted(self.desk.workbench)
        return (*(page.id for page in (*usual, *seldom)), "evidence", *LOOK_PAGES, "settings")

    def show_page(self, id_: str, place: Place | None = None) -> None:
        """Show a page and put the focus on a place of it."""
        if id_ not in (*self.page_ids(), STEPS, AUDIT, CHANGING):
            return
        if id_ not in self._pages:
            self._pages[id_] = self._make_page(id_)
            self._stack.addWidget(self._pages[id_])
        elif self._pages[id_].bare:
            self._pages[id_].rebuild()
        elif self._current != id_ and (id_ in self._stale or not self._pages[id_].only_answers):
            self._pages[id_].refresh()
        page = self._pages[id_]
        self._stale.discard(id_)
        self._current = id_
        self._stack.setCurrentWidget(page)
        self._tell_keys()
        for other, item in self._nav.items():
            item.setChecked(other == id_)
        self._side_keys.stop_at(self._nav.get(id_))
        page.stand_on(place)

    def show_why(self, id_: str) -> None:
        """Open the panel on a figure; help gives way to it."""
        if self.rehearsal is not None:
            self.rehearsal.asked(id_)
            self._tell_rehearsal()
        if self.side is not None:
            self.desk.guide(False)
            self.show_side(None)
        if self.panel is None:
            self.panel = self._make_panel()
            self.panel.closed.connect(self.hide_panel)  # type: ignore[attr-defined]
            self._middle.addWidget(self.panel)
        self.panel.show()
        self._fold()
        self._give_width(self.panel)
        self.panel.show_figure(id_)  # type: ignore[attr-defined]

    def hide_panel(self) -> None:
        """Close the panel; the focus goes back to the page."""
        if self.panel is not None:
            self.panel.hide()
            self._fold()
            self._stack.show()
        if self._current:
            self._pages[self._current].setFocus()

    def show_side(self, widget: QWidget | None) -> None:
        """Put something beside the page, in place of what stood there; None takes it away."""
        if self.side is not None and self.side is not widget:
            self.side.hide()
            self.side.setParent(None)  # or it would go with the frame when that is built anew
        self.side = widget
        if widget is not None:
            self._middle.addWidget(widget)
            if self.panel is not None:
                self.panel.hide()
                self._stack.show()
            self._give_width(widget)
            widget.show()
        self._fold()

    def _give_width(self, widget: QWidget) -> None:
        """As wide as it likes to be, but never more than leaves the page its share; a narrow window it takes whole."""
        if widget is self.panel:
            self._stack.setVisible(not self._narrow())
            if self._narrow():
                widget.setMinimumWidth(0)
                widget.setMaximumWidth(self.width())
                return
        em = float(widget.property("em") or 35.7)
        widget.setFixedWidth(min(self.desk.theme.px(em), round(self.width() * 0.42)))

    def act(self, id_: str) -> None:
        """Do what an action does."""
        self._call(id_)()

    def show_toast(self, text: str) -> None:
        """Say something for a while; with the way back where an edit has just been made."""
        head = self.desk.workbench.file.head
        edited, self._told_at = head > self._told_at, head
        self._toast.say(text, back=edited and self.desk.workbench.history.can_undo)

    def practise(self, done: tuple[str, ...], folded: bool) -> None:
        """Carry on in a copy of the sample as it was left: what was tried, and whether the strip is folded away."""
        if self.rehearsal is not None:
            self.rehearsal.done.update(done)
            self.folded = folded
            self._tell_rehearsal()

    def fold_rehearsal(self) -> None:
        """Fold the strip of a rehearsal away, or bring it back; the focus goes along."""
        self.folded = not self.folded
        self._tell_rehearsal()
        if self._strip is not None:
            (self._unfold if self.folded else self._strip.fold).setFocus()

    @property
    def current(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self._current)

    # building

    def _build(self) -> None:
        root = QWidget()
        outer = QVBoxLayout(root)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._topbar())
        self._strip: RehearsalStrip | None = None
        if self.rehearsal is not None:
            own = self._call("start") if any(each.id == "start" for each in self.actions_table) else None
            self._strip = RehearsalStrip(self.desk, self.rehearsal, self.fold_rehearsal, own)
            outer.addWidget(self._strip)
            self._tell_rehearsal()
        if self.desk.past:
            outer.addWidget(PastStrip(self.desk, self.close))
        self.methods = MethodStrip(self.desk)
        outer.addWidget(self.methods)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(self._sidebar())
        self._middle.addWidget(self._stack, 1)
        outer.addLayout(self._middle, 1)
        outer.addWidget(self._statusline())
        self.setCentralWidget(root)
        self._toast = Toast(self.desk, root, self._call("undo"), self._there)
        self._refresh_marks()

    def _topbar(self) -> QFrame:
        desk, px = self.desk, self.desk.theme.px
        bar = QFrame()
        bar.setObjectName("topbar")
        bar.setFixedHeight(px(3.3))
        line = QHBoxLayout(bar)
        line.setContentsMargins(px(1.143), 0, px(1.143), 0)
        named = desk.workbench.file.path.name
        if desk.workbench.project.rehearsal:
            named = desk.words("rehearsal.title", name=named)
        if desk.past:
            named = desk.words("history.past_title", name=named, at=desk.past)
        self.setWindowTitle(f"{named} — zcdesk")
        self._plant = OneLine(desk, 1.0, "ink")
        self._plant.setFont(desk.theme.font(1.0, 500))
        self._plant.setMaximumWidth(px(28))
        self._plant.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line.addWidget(self._plant)
        self._year = button(
            desk, desk.words("nav.year", year=desk.year), self._choose_year, "icon", "chevron-down"
        )
        self._year.setToolTip(f"{desk.words('action.year')}  Alt+Y")
        self._year.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._year.setFont(desk.theme.font(1.0, 500))
        line.addWidget(self._year)
        self._unfold = button(
            desk, desk.words("rehearsal.unfold"), self.fold_rehearsal, "link", "graduation-cap"
        )
        self._unfold.setAccessibleName(desk.words("rehearsal.unfold_said"))
        self._unfold.hide()
        line.addWidget(self._unfold)
        line.addStretch(1)
        search = button(
            desk, desk.words("key.search"), self._call("palette"), "search", "search", key="Ctrl+K"
        )
        search.setMinimumWidth(px(24))
        line.addWidget(search)
        line.addStretch(1)
        for id_, icon in (
            ("undo", "undo-2"),
            ("redo", "redo-2"),
            ("language", "languages"),
            ("theme", "sun"),
        ):
            keys = next((action.keys for action in self.actions_table if action.id == id_), "")
            made = button(desk, "", self._call(id_), "icon", icon, desk.words(f"action.{id_}"), keys)
            self._top[id_] = made
            line.addWidget(made)
        return bar

    def _sidebar(self) -> QFrame:
        desk, px = self.desk, self.desk.theme.px
        side = QFrame()
        side.setObjectName("sidebar")
        self._side_frame = side
        outer = QVBoxLayout(side)
        outer.setContentsMargins(px(0.571), px(0.714), px(0.571), px(0.571))
        outer.setSpacing(px(0.143))
        inner = QWidget()
        listed = QVBoxLayout(inner)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(px(0.143))
        self._nav.clear()
        self._side_keys = SideKeys(side)
        self._marks.clear()
        ask = button(desk, desk.words("nav.steps"), lambda: self.show_page(STEPS), "link")
        ask.setToolTip("Ctrl+G")
        self._side_keys.add(ask)
        fill = label(desk, desk.words("nav.fill"), 0.857, role="quiet")
        listed.addLayout(row(fill, None, ask))
        usual, seldom = profiles.parted(desk.workbench)
        for page in usual:
            listed.addWidget(self._page_item(page))
        if seldom:
            listed.addSpacing(px(0.5))
            rare = label(desk, desk.words("nav.rare"), 0.857, role="quiet")
            none = button(desk, desk.words("nav.rare_none"), lambda: self._none_of(seldom), "link")
            none.setToolTip(desk.words("nav.rare_none_note"))
            none.setEnabled(not desk.workbench.file.read_only)
            self._side_keys.add(none)
            listed.addLayout(row(rare, None, none))
            for page in seldom:
                listed.addWidget(self._page_item(page))
            listed.addSpacing(px(0.5))
        listed.addWidget(self._nav_item("evidence", desk.words("nav.evidence")))
        listed.addSpacing(px(0.714))
        look = label(desk, desk.words("nav.look"), 0.857, role="quiet")
        listed.addWidget(look)
        self._wide_only: tuple[QWidget, ...] = (ask, fill, look, *((rare, none) if seldom else ()))
        for id_ in LOOK_PAGES:
            listed.addWidget(self._nav_item(id_, desk.words(f"nav.{id_}")))
        listed.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner.setObjectName("side_list")
        scroll.setObjectName("side_scroll")
        scroll.setWidget(inner)
        outer.addWidget(scroll, 1)
        outer.addWidget(self._nav_item("settings", desk.words("nav.settings")))
        self._side_keys.stop_at(self._nav.get(self._current))
        self._fold()
        return side

    def _narrow(self) -> bool:
        """Whether there is no room for names in the sidebar, nor for a panel beside the page."""
        return self.width() < self.desk.theme.px(NARROW)

    def _crowded(self) -> bool:
        """Whether something stands beside the page and leaves it too little: the names in the sidebar give way."""
        beside = any(each is not None and not each.isHidden() for each in (self.panel, self.side))
        return beside and self.width() < self.desk.theme.px(CROWDED)

    def _fold(self) -> None:
        """The sidebar with names, or with icons and counts only."""
        narrow, px = self._narrow() or self._crowded(), self.desk.theme.px
        self._side_frame.setFixedWidth(px(7.9 if narrow else 14.9))
        for item in self._nav.values():
            name = item.accessibleName()
            item.setText("" if narrow else name)
            item.setToolTip(name if narrow else "")
        for each in self._wide_only:
            each.setVisible(not narrow)

    def _page_item(self, page: FormOfPage) -> QPushButton:
        short = f"nav.page.{page.id}"
        return self._nav_item(
            page.id, self.desk.words(short) if short in self.desk.texts else self.desk.say(page.words)
        )

    def _none_of(self, pages: tuple[FormOfPage, ...]) -> None:
        """The plant has none of what is rare in its industry: one step."""
        profiles.none_of(self.desk.workbench, pages, self.desk.words("nav.rare_none_label"))
        self._rebuild()
        self._stand_in_sidebar()  # the button is gone with what it was about

    def _stand_in_sidebar(self) -> None:
        self._nav.get(self._current, next(iter(self._nav.values()))).setFocus()

    def _nav_item(self, id_: str, text: str) -> QPushButton:
        desk, px = self.desk, self.desk.theme.px
        page = desk.workbench.catalogue.pages.get(id_)
        icon = page.icon if page is not None else PAGE_ICONS[id_]
        item = button(desk, text, lambda: self.show_page(id_), "side", icon)
        item.setCheckable(True)
        item.setChecked(id_ == self._current)
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
        self._nav[id_] = item
        self._side_keys.add(item)
        self._marks[id_] = (counts, marks)
        return item

    def _statusline(self) -> QFrame:
        desk, px = self.desk, self.desk.theme.px
        bar = QFrame()
        bar.setObjectName("statusline")
        bar.setFixedHeight(px(2.143))
        line = QHBoxLayout(bar)
        line.setContentsMargins(px(1.143), 0, px(1.143), 0)
        line.setSpacing(px(0.571))
        self._saved_icon = IconLabel(desk, "circle-check", "good", 0.93)
        self._saved_label = label(desk, "", 0.929, role="quiet")
        self._total = label(desk, "", 0.929, 500)
        self._missing = button(desk, "", lambda: self.show_page("findings"), "link")
        self._doubtful = button(desk, "", lambda: self.show_page("findings"), "link")
        self._states = (self._saved_icon, self._saved_label, self._total, self._missing, self._doubtful)
        for part in self._states:
            line.addWidget(part)
        line.addStretch(1)
        self._keys = QHBoxLayout()
        self._keys.setSpacing(px(0.571))
        line.addLayout(self._keys)
        self._tell_keys()
        return bar

    def _tell_keys(self) -> None:
        """The keys that work on the page shown."""
        clear(self._keys)
        for keys, told in self.current.keys_here() if self.current is not None else ():
            self._keys.addWidget(key_cap(self.desk, keys))
            self._keys.addWidget(label(self.desk, told, 0.857, role="quiet"))
        self._fit_keys()

    def _fit_keys(self) -> None:
        """As many keys as there is room for beside what is saved, missing and doubtful, which is never cut."""
        gap = self.desk.theme.px(0.571)
        room = self.width() - 2 * self.desk.theme.px(1.143) - gap
        room -= sum(
            max(each.sizeHint().width(), each.minimumWidth()) + gap
            for each in self._states
            if not each.isHidden()
        )
        parts = [
            item.widget() for at in range(self._keys.count()) if (item := self._keys.itemAt(at)) is not None
        ]
        for cap, told in zip(parts[::2], parts[1::2], strict=True):
            room -= cap.sizeHint().width() + told.sizeHint().width() + 2 * gap
            for part in (cap, told):
                part.setVisible(room >= 0)

    # following

    def _tell_rehearsal(self) -> None:
        """What was tried in a copy of the sample; nothing elsewhere."""
        if self._strip is not None:
            self._strip.refresh()
            self._strip.setVisible(not self.folded)
            self._unfold.setVisible(self.folded)

    def _ask_method(self) -> None:
        self.methods.ask()  # built anew with every look

    def _on_printed(self) -> None:
        if self.rehearsal is not None:
            self.rehearsal.printed()
            self._tell_rehearsal()

    def _on_changed(self, changed: Changed | None) -> None:
        if changed is not None and self.rehearsal is not None:
            self.rehearsal.follow(changed)
            self._tell_rehearsal()
        if changed is not None and changed.number:
            self._saved = datetime.now().astimezone().strftime("%H:%M:%S")
        focus = self.focusWidget()
        inside = self.current is not None and focus is not None and self.current.isAncestorOf(focus)
        self._year.setText(self.desk.words("nav.year", year=self.desk.year))
        if changed is not None and changed.all:
            listed = {id_ for id_ in self._nav if id_ in self.desk.workbench.catalogue.pages}
            if listed != {page.id for page in guide.pages(self.desk.workbench)}:
                self._rebuild()
        if changed is not None and profiles.CODE in changed.places:
            self._rebuild()
        self._refresh_marks()
        self._stale = set(self._pages) - {self._current}
        if self.current is not None:
            self.current.refresh()
            focus = self.focusWidget()
            if inside and (focus is None or not self.current.isAncestorOf(focus)):
                self.current.stand_on(None)  # where one stood has gone
        if self.panel is not None and self.panel.isVisible():
            self.panel.refresh()  # type: ignore[attr-defined]

    def _on_undressing(self) -> None:
        """Pages that are not in sight are built anew anyway: without their widgets a theme is put on much sooner."""
        for page in self._pages.values():
            if page is not self.current:
                page.unbuild()

    def _on_looked(self) -> None:
        self._rebuild()
        for page in self._pages.values():
            if not page.bare or not page.only_answers:  # a page of questions is built when it is shown
                page.rebuild()
        if self.panel is not None:
            self.panel.deleteLater()
            self.panel = None
        self._refresh_marks()

    def _rebuild(self) -> None:
        stack = self._stack
        stack.setParent(None)
        if self.panel is not None:
            self.panel.setParent(None)
        if self.side is not None:
            self.side.setParent(None)
        self._build()
        if self.panel is not None:
            self._middle.addWidget(self.panel)
        if self.side is not None:
            self._middle.addWidget(self.side)

    def _refresh_marks(self) -> None:
        desk = self.desk
        states = guide.states(desk.workbench, desk.year)
        for id_, state in states.items():
            if id_ not in self._marks:
                continue
            counts, marks = self._marks[id_]
            lacking, doubt = len(state.missing) + len(state.wrong), len(state.doubtful)
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
            self._nav[id_].setAccessibleDescription(", ".join(said))
        missing, doubtful = guide.tally(desk.workbench, desk.year)
        self._mark_rest(doubtful - sum(len(state.doubtful) for state in states.values()))
        self.methods.refresh()
        self._plant.say(self._company())
        self._tell_undo()
        read_only = desk.workbench.file.read_only
        saved = desk.words("status.saved", time=self._saved) if self._saved else desk.words("status.opened")
        self._saved_label.setText(desk.words("status.read_only") if read_only else saved)
        self._saved_icon.show_icon("lock" if read_only else "circle-check", "doubt" if read_only else "good")
        self._total.setText(desk.workbench.headline(desk.year, desk.language))
        self._missing.setText(desk.words("nav.missing", n=missing))
        self._missing.setVisible(missing > 0)
        self._doubtful.setText(desk.words("nav.doubtful", n=doubtful))
        self._doubtful.setVisible(doubtful > 0)
        self._fit_keys()

    def _mark_rest(self, doubtful: int) -> None:
        """Doubts that belong to no page stand on the page of checks, so that the counts add up."""
        count, mark = self._marks["findings"][0][1], self._marks["findings"][1][1]
        mark.show_icon("triangle-alert", "doubt", self.desk.words("nav.doubtful", n=doubtful))
        mark.setVisible(doubtful > 0)
        count.setText(str(doubtful))
        count.setVisible(doubtful > 0)
        said = mark.accessibleName() if doubtful else ""
        self._nav["findings"].setAccessibleDescription(said)

    # commands

    def _actions(self) -> tuple[Action, ...]:
        return (
            Action("undo", "Ctrl+Z", lambda: self._step(undo=True)),
            Action("redo", "Ctrl+Y", lambda: self._step(undo=False)),
            Action("there", "Alt+Z", self._there),
            Action("next_page", "Ctrl+Return", lambda: self._turn(1), also="Alt+PgDown"),
            Action("previous_page", "Ctrl+Shift+Return", lambda: self._turn(-1), also="Alt+PgUp"),
            Action("year", "Alt+Y", self._choose_year),
            Action("add_row", "Ins", lambda: self._rows("add_row"), "table"),
            Action("remove_row", "Ctrl+Del", lambda: self._rows("remove_row"), "table"),
            Action("seal", "Ctrl+Shift+S", lambda: self._report("ask_seal"), "report"),
            Action("verify", "Ctrl+Shift+R", lambda: self._report("verify"), "report"),
            Action("next_finding", "F8", lambda: self._finding(1)),
            Action("previous_finding", "Shift+F8", lambda: self._finding(-1)),
            Action("settings", "Ctrl+,", lambda: self.show_page("settings")),
            Action("print", "Ctrl+P", self._print),
            Action("steps", "Ctrl+G", lambda: self.show_page(STEPS)),
            Action("language", "", self._switch_language),
            Action("region", "F6", self._next_region),
            Action("compare", "", lambda: self._compare("compare")),
            Action("attribute", "", lambda: self._compare("attribute")),
            Action("editions", "", lambda: self.show_page(CHANGING, Place("editions"))),
            Action("factor_updates", "", lambda: self.show_page(CHANGING, Place("factors"))),
            *((Action("rehearsal", "", self.fold_rehearsal),) if self.rehearsal is not None else ()),
        )

    def _call(self, id_: str) -> Callable[[], None]:
        def call() -> None:
            for action in self.actions_table:
                if action.id == id_:
                    action.call()

        return call

    def _shortcut(self, action: Action) -> None:
        made = QAction(self)
        if action.keys:
            made.setShortcuts([QKeySequence(keys) for keys in (action.keys, action.also) if keys])
            made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.triggered.connect(lambda _checked=False: action.call())
        self.addAction(made)

    def _step(self, undo: bool) -> None:
        bench = self.desk.workbench
        history = bench.history
        if not (history.can_undo if undo else history.can_redo):
            return
        number = history.done[-1] if undo else history.undone[-1][1]
        edit = bench.file.edit(number)
        figures = all(isinstance(change, AnswerChange) for change in edit.changes)
        told = self._told(replace(edit, changes=inverse(edit.changes)) if undo and figures else edit)
        try:
            changed = bench.undo() if undo else bench.redo()
        except FileTrouble as trouble:
            self._toast.say(self.desk.say(trouble.words))
            return
        self._last = self._place_of(edit)
        here = getattr(self.current, "current_place", None)
        away = self._last is not None and self._last != (self._current, here)
        self._toast.say(
            self.desk.words("action.undone" if undo else "action.redone", what=told),
            there=away and changed.number > 0,
        )

    def _told(self, edit: Edit) -> str:
        """An edit in words: row, month, quantity, and from what to what."""
        bench = self.desk.workbench
        told = Teller(bench.catalogue, bench.project, self.desk.language).edit(edit)
        return f"{told.what}  {told.change}".strip()

    def _place_of(self, edit: Edit) -> tuple[str, Place] | None:
        """Page and place that an edit touched first; None if it is on no page."""
        bench = self.desk.workbench
        homes = guide.homes(guide.pages(bench))
        for change in edit.changes:
            if isinstance(change, RowChange):
                row = change.after or change.before
                place = Place(row.table, row.id) if row is not None else None
            else:
                place = change.place if isinstance(change, AnswerChange) else None
            page = guide.page_of(bench, homes, place) if place is not None else ""
            if page and place is not None:
                return page, place
        return None

    def _there(self) -> None:
        """Go to what was undone or done again last."""
        if self._last is not None:
            self._toast.hide()
            page, place = self._last
            self.desk.show_year(place.period[:4])
            self.show_page(page, place)

    def _print(self) -> None:
        """Print what the page prints; elsewhere, go to the report."""
        paper: Callable[[], None] | None = getattr(self.current, "print", None)
        if paper is not None:
            paper()
        else:
            self.show_page("report")

    def _compare(self, how: str) -> None:
        """The results, against the year before or the base year."""
        self.show_page("results")
        compare: Callable[[], None] | None = getattr(self.current, how, None)
        if compare is not None:
            compare()

    def _rows(self, what: str) -> None:
        """Add or remove a row of the page, where it has rows; in a text, Ctrl+Del takes out a word."""
        typing = self.focusWidget()
        if what == "remove_row" and isinstance(typing, (QLineEdit, QPlainTextEdit)):
            if isinstance(typing, QLineEdit) and not typing.isReadOnly():
                typing.cursorWordForward(True)
                typing.del_()
            return
        rows = getattr(self.current, "row_commands", None)
        if rows is not None:
            getattr(rows, what)()
        else:
            self._toast.say(self.desk.words("entry.row.not_here"))

    def _report(self, what: str) -> None:
        """Go to the report and do there what is wanted."""
        self.show_page("report")
        getattr(self.current, what)()

    def _turn(self, by: int) -> None:
        if self.current is not None and self.current.go_on(by):
            return
        ids = self.page_ids()
        at = ids.index(self._current) if self._current in ids else 0
        self.show_page(ids[(at + by) % len(ids)])

    def _finding(self, by: int) -> None:
        """To the finding after or before where one stands, as the pages are read; round at the end."""
        bench = self.desk.workbench
        found = {
            place
            for finding in bench.findings(self.desk.year)
            if finding.severity != "note" and (place := guide.place_of(finding)) is not None
        }
        spots = sorted((spot, str(place), place) for place in found if (spot := guide.spot_of(bench, place)))
        if not spots:
            if all(finding.severity == "note" for finding in bench.findings(self.desk.year)):
                self._toast.say(self.desk.words("finding.none"))
            else:
                self.show_page("findings")  # on no page; there it can be read
            return
        here: Place | None = getattr(self.current, "current_place", None) or self._found
        at = guide.spot_of(bench, here) if here is not None else None
        if at is None:
            following = spots[0 if by > 0 else -1]
        else:
            beyond = [each for each in spots if (each[0] > at if by > 0 else each[0] < at)]
            following = beyond[0 if by > 0 else -1] if beyond else spots[0 if by > 0 else -1]
            if not beyond:
                key = "only" if len(spots) == 1 else "again" if by > 0 else "again_back"
                self._toast.say(self.desk.words(f"finding.{key}", n=len(spots)))
        self._found = following[2]
        self.show_page(guide.page_of(bench, guide.homes(guide.pages(bench)), self._found), self._found)

    def _switch_language(self) -> None:
        other: Language = "en" if self.desk.language == "zh" else "zh"
        self.desk.preferred.emit(replace(self.desk.preferences, language=other))

    def _next_region(self) -> None:
        focus, strip = self.focusWidget(), self._strip
        in_strip = strip is not None and strip.isAncestorOf(focus)
        if focus in self._nav.values() and strip is not None and strip.isVisible():
            strip.stand()
        elif (focus in self._nav.values() or in_strip) and self.current is not None:
            self.current.stand_on(None)
        elif self.panel is not None and self.panel.isVisible() and not self.panel.isAncestorOf(focus):
            self.panel.setFocus()
        elif self.side is not None and self.side.isVisible() and not self.side.isAncestorOf(focus):
            (self.side.nextInFocusChain() or self.side).setFocus()
        else:
            self._stand_in_sidebar()

    def _choose_year(self) -> None:
        pick_year(self.desk, self._year)

    def _tell_undo(self) -> None:
        """What undo and redo would take back, where the mouse or a screen reader asks."""
        history, words = self.desk.workbench.history, self.desk.words
        for id_, can, number in (
            ("undo", history.can_undo, history.done[-1] if history.can_undo else 0),
            ("redo", history.can_redo, history.undone[-1][1] if history.can_redo else 0),
        ):
            told = self._told(self.desk.workbench.file.edit(number)) if can else ""
            said = words(f"action.{id_}_what", label=told) if can else words(f"action.{id_}")
            keys = next(action.keys for action in self.actions_table if action.id == id_)
            self._top[id_].setToolTip(f"{said}  {keys}")
            self._top[id_].setAccessibleDescription(said)
            self._top[id_].setEnabled(can and not self.desk.workbench.file.read_only)

    def _company(self) -> str:
        answer = self.desk.workbench.project.answers.get(Place("site.name"))
        return answer.text if answer and answer.text else self.desk.workbench.file.path.stem

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._toast.place()
        self._fold()
        self._fit_keys()
        for beside in (self.panel, self.side):
            if beside is not None and beside.isVisible():
                self._give_width(beside)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stack.setFocus()  # a field being typed in commits when it loses the focus
        self.before_close()
        for past in self.looking_back:
            past.close()
        self.desk.workbench.file.close()
        event.accept()


__all__ = ["Window", "clear"]
