"""Around: the commands that every window has: palette, keys, handbook, help, theme, tour, another project.

What a command opens is imported when it is first given, so that the window does not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from zcdesk.ui.desk import Desk
from zcdesk.ui.frame.actions import Action
from zcdesk.ui.frame.window import Window
from zcdesk.ui.widgets.coming_back import come_back, standing
from zcdesk.workbench.forms import guide
from zcdesk.workbench.naming import parse_place
from zcdesk.workbench.preferences import CHOICES

if TYPE_CHECKING:
    from zcdesk.ui.frame.help import HelpPane
    from zcdesk.ui.frame.key_sheet import KeySheet
    from zcdesk.ui.frame.palette import Palette
    from zcdesk.ui.frame.tour import Tour
    from zcdesk.workbench.handbook import Entry
    from zcdesk.workbench.search import Target

_START = ("enter", "unknown", "why", "check", "paste", "report", "safe")
_PAGES = (
    "steps", "evidence", "series", "readiness", "checklist", "chances", "findings", "results", "report", "history",
    "settings", "audit", "changing", "importing", "bills",
)  # fmt: skip
"""Pages that ask nothing of their own: F1 tells what they are for."""


class Around:
    """The commands of a window that no page has.

    Parameters
    ----------
    desk : Desk
    extra : sequence of Action
        Further commands of the composition root.
    """

    def __init__(self, desk: Desk, extra: Sequence[Action] = ()) -> None:
        self.desk, self._extra = desk, tuple(extra)
        self.window: Window | None = None
        self.palette: Palette | None = None
        self.sheet: KeySheet | None = None
        self.pane: HelpPane | None = None
        self.tour: Tour | None = None
        self._entries: tuple[Entry, ...] = ()
        self._came_from: QWidget | None = None
        """Where one stood before the handbook."""
        desk.looked.connect(self._looked)
        desk.preferred.connect(self._forget)

    def actions(self) -> tuple[Action, ...]:
        """For the window's table of commands."""
        return (
            Action("palette", "Ctrl+K", self.open_palette),
            Action("help", "F1", self.help),
            Action("handbook", "Shift+F1", self.open_handbook),
            Action("keys", "Ctrl+/", self.open_keys),
            Action("theme", "", self.next_theme),
            Action("tour", "", self.start_tour),
            Action("audit", "", lambda: self.desk.go("audit")),
            *self._extra,
        )

    def entries(self) -> tuple[Entry, ...]:
        """The handbook of the project's methods."""
        from zcdesk.ui.frame.key_sheet import keys
        from zcdesk.workbench import handbook

        if not self._entries:
            desk = self.desk
            methods = [found.compiled.method for found in desk.workbench.inventories().values()]
            texts = [
                (id_, desk.texts[f"around.help.start.{id_}"], desk.texts[f"around.help.start.{id_}_text"])
                for id_ in _START
            ]
            texts += [
                (f"page.{id_}", desk.texts[f"page_help.{id_}.title"], desk.texts[f"page_help.{id_}.text"])
                for id_ in _PAGES
            ]
            listed = keys(desk, self._window().actions_table)
            self._entries = handbook.entries(desk.workbench.catalogue, methods, listed, texts)
        return self._entries

    def open_palette(self) -> None:
        """The palette; it closes itself."""
        from zcdesk.ui.frame.palette import Palette

        window = self._window()
        self.palette = Palette(window, self.desk, window.actions_table, self._topics, self._run)

    def open_keys(self) -> None:
        """The key sheet; it closes itself."""
        from zcdesk.ui.frame.key_sheet import KeySheet, keys

        window = self._window()
        if self.sheet is not None and isValid(self.sheet) and self.sheet.isVisible():
            self.sheet.leave()
            return
        self.sheet = KeySheet(window, self.desk, keys(self.desk, window.actions_table))

    def help(self) -> None:
        """What the page explains by itself, else the handbook at the field one stands on."""
        explain: Callable[[], object] | None = getattr(self._window().current, "toggle_guidance", None)
        if explain is not None:
            explain()
        elif getattr(self._window().current, "current_quantity", ""):
            self.open_handbook()
        else:
            self.open_handbook(f"start:page.{self._window().standing()[0]}")

    def open_handbook(self, id_: str = "") -> None:
        """The handbook, at an entry, at the field one stands on, or at its contents."""
        from zcdesk.ui.frame.help import HelpPane

        window = self._window()
        if self.pane is None:
            self.pane = HelpPane(self.desk, self.entries())
            self.pane.closed.connect(self._close_pane)
        if not self.pane.isAncestorOf(window.focusWidget()):
            self._came_from = standing(window.focusWidget())
        window.show_side(self.pane)
        page = window.current
        quantity = getattr(page, "current_quantity", "")
        if id_:
            self.pane.show_entry(id_)
        elif quantity:
            self.pane.show_entry(f"field:{quantity}")
        else:
            self.pane.show_contents()

    def next_theme(self) -> None:
        """The next look."""
        looks, now = CHOICES["theme"][:-1], self.desk.theme.id  # "system" is one of them already
        chosen = looks[(looks.index(now) + 1) % len(looks)]
        self.desk.preferred.emit(replace(self.desk.preferences, theme=chosen))

    def start_tour(self) -> None:
        """The tour from its beginning."""
        from zcdesk.ui.frame.tour import Tour

        if self.tour is not None:
            return
        self.tour = Tour(self._window(), self.desk, self._toured)

    def _toured(self) -> None:
        self.tour = None
        if not self.desk.preferences.toured:
            self.desk.preferred.emit(replace(self.desk.preferences, toured=True))
        page = self._window().current
        if page is not None:
            page.stand_on(None)

    def _close_pane(self) -> None:
        window = self._window()
        window.show_side(None)
        come_back(self._came_from)
        if window.current is not None and not window.current.isAncestorOf(window.focusWidget()):
            window.current.stand_on(window.standing()[1])

    def _topics(self) -> Sequence[Target]:
        from zcdesk.ui.frame.palette import topics

        pages = guide.pages(self.desk.workbench)
        asked = {question.quantity for page in pages for question in page.questions}
        held = {f"page:{page.id}" for page in pages} | {f"field:{quantity}" for quantity in asked}
        return topics(
            [
                (entry.id, entry.title)
                for entry in self.entries()
                if entry.chapter != "keys" and (entry.chapter not in ("pages", "fields") or entry.id in held)
            ]
        )

    def _run(self, target: Target) -> None:
        window = self._window()
        if target.kind == "action":
            window.act(target.id)
        elif target.kind == "page":
            window.show_page(target.id)
        elif target.kind == "field":
            window.show_page(target.page, parse_place(target.id))
        elif target.kind == "year":
            self.desk.show_year(target.id)
        elif target.kind == "figure":
            window.show_why(target.id)
        elif target.kind in ("scheme", "document"):
            from zcdesk.ui.frame.palette_targets import place

            window.show_page(*place(target))
        else:
            self.open_handbook(target.id)

    def _forget(self) -> None:
        """The handbook names the keys as they are liked."""
        self._entries = ()

    def _looked(self) -> None:
        if self.pane is not None:
            self.pane.build()
        if self.tour is not None:
            number = self.tour.number
            self.tour.hide()
            self.tour.deleteLater()
            self.tour = type(self.tour)(self._window(), self.desk, self._toured)
            self.tour.show_step(number)

    def _window(self) -> Window:
        assert self.window is not None, "commands before there is a window"
        return self.window
