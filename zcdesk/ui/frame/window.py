"""The window: bar above, sidebar, one page, a panel beside it, status line below. It knows no page's inside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from zcdesk.domain.answer import Place
from zcdesk.domain.form import Page as FormOfPage
from zcdesk.ui.desk import Changed, Desk
from zcdesk.ui.frame.actions import Action
from zcdesk.ui.frame.beside import lie_over, stand_beside
from zcdesk.ui.frame.commands import AUDIT, BILLS, CHANGING, IMPORTING, MERGING, STEPS, Commands
from zcdesk.ui.frame.drawer import Drawer
from zcdesk.ui.frame.importing_drop import Dropping
from zcdesk.ui.frame.method_strip import MethodStrip
from zcdesk.ui.frame.screen import to_screen
from zcdesk.ui.frame.sidebar import LOOK_PAGES, READY_PAGES, Sidebar
from zcdesk.ui.frame.status_line import StatusLine
from zcdesk.ui.frame.toast import Toast
from zcdesk.ui.frame.topbar import TopBar
from zcdesk.ui.widgets.parts import Page
from zcdesk.workbench.forms import guide, profiles

if TYPE_CHECKING:
    from zcdesk.ui.frame.moves import Moves
    from zcdesk.ui.frame.rehearsal import RehearsalStrip
    from zcdesk.workbench.rehearsal import Rehearsal

NARROW = 84.3
"""Below this width of the window [em] the sidebar folds and the panel takes the page: 1180 px at 14 px an em."""
CROWDED = 106
"""Below this width [em] the sidebar folds while a panel stands beside the page: a year of months fits then."""


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
        self._current = ""
        self._saved = ""
        practised = desk.workbench.project.rehearsal and not desk.past  # in the past there is nothing to try
        self.rehearsal: Rehearsal | None = None
        if practised:
            from zcdesk.workbench.rehearsal import Rehearsal

            self.rehearsal = Rehearsal(desk.workbench)
        self.folded = False
        self.commands = Commands(self)
        self.actions_table = (*self.commands.actions(), *extra)
        self._stack = QStackedWidget()
        self.panel: QWidget | None = None
        self.side: QWidget | None = None
        self.drawer = Drawer(self, self)
        self.around: object = None
        self.before_close: Callable[[], None] = lambda: None
        self.looking_back: list[Window] = []
        self._build()
        for action in self.actions_table:
            self._shortcut(action)
        self.dropping = Dropping(self, desk)
        desk.changed.connect(self._on_changed)
        desk.undressing.connect(self._on_undressing)
        desk.looked.connect(self._on_looked)
        desk.year_changed.connect(lambda _: self._on_changed(None))
        desk.wants_page.connect(self.show_page)
        desk.turned.connect(self.turn)
        desk.wants_why.connect(self.show_why)
        desk.printed.connect(self._on_printed)
        desk.asks_method.connect(self._ask_method)
        desk.toast.connect(self.show_toast)
        desk.hint.connect(self.say)
        desk.keys_changed.connect(self._tell_keys)
        desk.written.connect(lambda text, path: self._toast.say(text, path=path))
        desk.working.connect(lambda doing: self._toast.work(doing))  # noqa: PLW0108 - built anew with every look
        desk.aside.connect(self.show_side)
        to_screen(self)

    # moving

    @cached_property
    def moves(self) -> Moves:
        """Undo, redo and the way through the findings; a start needs none of it."""
        from zcdesk.ui.frame.moves import Moves

        return Moves(self.desk, self)

    def page_ids(self) -> tuple[str, ...]:
        """Every page that can be shown, in the order of the sidebar."""
        usual, seldom = profiles.parted(self.desk.workbench)
        checklists = (page.id for page in guide.checklists(self.desk.workbench))
        asked = (page.id for page in (*usual, *seldom))
        return (*asked, "evidence", "series", *READY_PAGES, *checklists, *LOOK_PAGES, "settings")

    def show_page(self, id_: str, place: Place | None = None) -> None:
        """Show a page and put the focus on a place of it."""
        if id_ not in (*self.page_ids(), STEPS, AUDIT, BILLS, CHANGING, IMPORTING, MERGING):
            return
        led = self.drawer.held
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
        if self.panel is not None and self.panel.isVisible() and self._narrow():
            self.panel.hide()  # it has the whole width, and one would not see where one was led
            self._stack.show()
        if self.side is not None and self._narrow():
            self.desk.guide(False)  # it lies over the page, too
            self.show_side(None)
        self._stack.setCurrentWidget(page)
        self._tell_keys()
        self.sidebar.stand_at(id_)
        page.stand_on(place)
        if led:
            self.drawer.settle()

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
        self._give_width(self.panel)
        self.panel.show()
        self._fold()
        self.drawer.opened()
        self.panel.show_figure(id_)  # type: ignore[attr-defined]

    def hide_panel(self) -> None:
        """Close the panel; the focus goes back to the page."""
        if self.panel is not None:
            self.panel.hide()
            self._fold()
            self._stack.show()
        page = self.current
        if page is not None and not page.isAncestorOf(self.focusWidget() or self):
            page.stand_on(getattr(page, "current_place", None))

    def show_side(self, widget: QWidget | None) -> None:
        """Put something beside the page, in place of what stood there; None takes it away."""
        if self.side is not None and self.side is not widget:
            self.side.hide()
            self.side.setParent(None)  # or it would go with the frame when that is built anew
        self.side = widget
        if widget is not None:
            if self.panel is not None:
                self.panel.hide()
                self._stack.show()
            self._give_width(widget)
            widget.show()
            self.drawer.opened()
        self._fold()

    def _give_width(self, widget: QWidget) -> None:
        """As wide as it likes to be, but never more than leaves the page its share; a narrow window it takes whole."""
        if widget is self.panel:
            self._stack.setVisible(not self._narrow())
        if not self._narrow():
            em = float(widget.property("em") or 35.7)
            stand_beside(widget, self._middle, min(self.desk.theme.px(em), round(self.width() * 0.42)))
        elif widget is self.panel:
            widget.setMinimumWidth(0)
            widget.setMaximumWidth(self.width())
        else:
            lie_over(widget, self._middle, self._stack)

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
        if self.strip is not None:
            (self.topbar.unfold if self.folded else self.strip.fold).setFocus()

    @property
    def current(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self._current)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes as the window is read: the counts at its foot after the page, which was made later."""
        self.status.come_last()
        return super().focusNextPrevChild(forward)

    # building

    def _build(self) -> None:
        root = QWidget()
        outer = QVBoxLayout(root)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.topbar = TopBar(self.desk, self.actions_table, self._call, self.fold_rehearsal)
        self.setWindowTitle(f"{self.topbar.named} — zcdesk")
        outer.addWidget(self.topbar)
        self.strip: RehearsalStrip | None = None
        if self.rehearsal is not None:
            from zcdesk.ui.frame.rehearsal import RehearsalStrip

            own = self._call("start") if any(each.id == "start" for each in self.actions_table) else None
            self.strip = RehearsalStrip(self.desk, self.rehearsal, self.fold_rehearsal, own)
            outer.addWidget(self.strip)
            self._tell_rehearsal()
        if self.desk.past:
            from zcdesk.ui.frame.past import PastStrip

            outer.addWidget(PastStrip(self.desk, self.close))
        self.methods = MethodStrip(self.desk)
        outer.addWidget(self.methods)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self.sidebar = Sidebar(self.desk, self.show_page, self._call("steps"), self.none_of)
        self.sidebar.stand_at(self._current)
        self._fold()
        self._middle.addWidget(self.sidebar)
        self._middle.addWidget(self._stack, 1)
        outer.addLayout(self._middle, 1)
        self.status = StatusLine(self.desk, lambda: self.show_page("findings"))
        self._tell_keys()
        outer.addWidget(self.status)
        self.setCentralWidget(root)
        self.toast = self._toast = Toast(
            self.desk, root, self._call("undo"), self.commands.there, self.status.told_to
        )
        self._refresh_marks()

    def _narrow(self) -> bool:
        """Whether there is no room for names in the sidebar, nor for a panel beside the page."""
        return self.width() < self.desk.theme.px(NARROW)

    def _crowded(self) -> bool:
        """Whether something stands beside the page and leaves it too little: the names in the sidebar give way."""
        beside = any(each is not None and not each.isHidden() for each in (self.panel, self.side))
        return beside and self.width() < self.desk.theme.px(CROWDED)

    def _fold(self) -> None:
        """The sidebar with names, or with icons and counts only."""
        self.sidebar.fold(self._narrow() or self._crowded())

    def none_of(self, pages: tuple[FormOfPage, ...]) -> None:
        """The plant has none of what is rare in its industry: one step."""
        profiles.none_of(self.desk.workbench, pages, self.desk.words("nav.rare_none_label"))
        self._rebuild()
        self.stand_in_sidebar()  # the button is gone with what it was about

    def stand_in_sidebar(self) -> None:
        """Focus on the item of the page that is shown."""
        self.sidebar.take_focus(self._current)

    def _tell_keys(self) -> None:
        """The keys that work on the page shown."""
        self.status.tell_keys(tuple(self.current.keys_here()) if self.current is not None else ())
        self.status.fit(self.width())

    # following

    def _tell_rehearsal(self) -> None:
        """What was tried in a copy of the sample; nothing elsewhere."""
        if self.strip is not None:
            self.strip.refresh()
            self.strip.setVisible(not self.folded)
            self.topbar.unfold.setVisible(self.folded)

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
        if changed is not None and changed.all:
            listed = {id_ for id_ in self.sidebar.items if id_ in self.desk.workbench.catalogue.pages}
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
            if page is not self.current and not page.at_work():
                page.unbuild()

    def _on_looked(self) -> None:
        place, focus = self.standing()[1], self.focusWidget()
        inside = self.current is not None and focus is not None and self.current.isAncestorOf(focus)
        self._rebuild()
        self._on_undressing()
        for page in self._pages.values():
            if not page.bare:  # the others are built when they are shown
                page.rebuild()
        if self.panel is not None:
            self.panel.deleteLater()
            self.panel = None
        self._refresh_marks()
        if inside and self.current is not None:
            self.current.stand_on(place)  # what had the focus was built anew

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
            self._give_width(self.side)

    def _refresh_marks(self) -> None:
        desk = self.desk
        missing, doubtful = guide.tally(desk.workbench, desk.year)
        self.sidebar.mark(guide.states(desk.workbench, desk.year), doubtful)
        self.methods.refresh()
        self.topbar.tell(self._company(), lambda edit: self.moves.told(edit))  # noqa: PLW0108 - loaded when needed
        self.status.tell(self._saved, missing, doubtful)
        self.status.fit(self.width())

    # commands

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

    def say(self, text: str, *, there: bool = False) -> None:
        """Say something briefly, with a way to where it happened."""
        self._toast.say(text, there=there)

    def standing(self) -> tuple[str, Place | None]:
        """The page that is shown, and the place that one stands on."""
        return self._current, getattr(self.current, "current_place", None)

    def turn(self, by: int) -> None:
        """So many pages on, or back; a page of several parts turns those first."""
        if self.current is not None and self.current.go_on(by):
            return
        ids = self.page_ids()
        at = ids.index(self._current) if self._current in ids else 0
        self.show_page(ids[(at + by) % len(ids)])

    def _company(self) -> str:
        answer = self.desk.workbench.project.answers.get(Place("site.name"))
        return answer.text if answer and answer.text else self.desk.workbench.file.path.stem

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._toast.place()
        self._fold()
        self.status.fit(self.width())
        for beside in (self.panel, self.side):
            if beside is not None and beside.isVisible():
                self._give_width(beside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self.drawer.close():
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stack.setFocus()  # a field being typed in commits when it loses the focus
        self.before_close()
        for past in self.looking_back:
            if isValid(past):
                past.close()
        self.desk.workbench.file.close()
        event.accept()
