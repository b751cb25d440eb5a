"""Top bar: whose inventory this is, which year, the search, and the commands that every page has."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from zcdesk.domain.change import Edit
from zcdesk.ui.desk import Desk
from zcdesk.ui.frame.actions import Action
from zcdesk.ui.widgets.parts import Button, button
from zcdesk.ui.widgets.sentences import OneLine

ICONS = (("undo", "undo-2"), ("redo", "redo-2"), ("language", "languages"), ("theme", "sun"))
"""Commands that are an icon at the right end."""


class TopBar(QFrame):
    """One line at the head of the window.

    Parameters
    ----------
    desk : Desk
    actions : sequence of Action
        The window's table of commands.
    call : callable
        Id of a command to what carries it out.
    unfold : callable
        Brings the strip of a rehearsal back.

    Attributes
    ----------
    named : str
        The open file as the title of the window says it.
    buttons : dict of str to QPushButton
        The icons at the right end, by command.
    unfold : QPushButton
        Shown while the strip of a rehearsal is folded away.
    """

    def __init__(
        self,
        desk: Desk,
        actions: Sequence[Action],
        call: Callable[[str], Callable[[], None]],
        unfold: Callable[[], None],
    ) -> None:
        super().__init__()
        self.desk = desk
        self._keys = {action.id: action.keys for action in actions}
        px = desk.theme.px
        self.setObjectName("topbar")
        self.setFixedHeight(px(3.3))
        line = QHBoxLayout(self)
        line.setContentsMargins(px(1.143), 0, px(1.143), 0)
        self.named = desk.workbench.file.path.name
        if desk.workbench.project.rehearsal:
            self.named = desk.words("rehearsal.title", name=self.named)
        if desk.past:
            self.named = desk.words("history.past_title", name=self.named, at=desk.past)
        self.plant = OneLine(desk, 1.0, "ink")
        self.plant.setFont(desk.theme.font(1.0, 500))
        self.plant.setMaximumWidth(px(28))
        self.plant.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line.addWidget(self.plant)
        year = desk.words("nav.year", year=desk.year)
        self.year = button(desk, year, self.choose_year, "icon", "chevron-down")
        self.year.setToolTip(f"{desk.words('action.year')}  Alt+Y")
        self.year.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.year.setFont(desk.theme.font(1.0, 500))
        line.addWidget(self.year)
        self.unfold = button(desk, desk.words("rehearsal.unfold"), unfold, "link", "graduation-cap")
        self.unfold.setAccessibleName(desk.words("rehearsal.unfold_said"))
        self.unfold.hide()
        line.addWidget(self.unfold)
        line.addStretch(1)
        self.search = button(
            desk, desk.words("key.search"), call("palette"), "search", "search", key="Ctrl+K"
        )
        line.addWidget(self.search)
        line.addStretch(1)
        self.buttons: dict[str, QPushButton] = {}
        for id_, icon in ICONS:
            keys = self._keys.get(id_, "")
            made = button(desk, "", call(id_), "icon", icon, desk.words(f"action.{id_}"), keys)
            self.buttons[id_] = made
            line.addWidget(made)

    def choose_year(self) -> None:
        """Offer the years of the project below the one that is shown."""
        from zcdesk.ui.widgets.picker import pick_year

        pick_year(self.desk, self.year)

    def tell(self, plant: str, retold: Callable[[Edit], str]) -> None:
        """The plant and the year that are shown, and what undo and redo would take back, as `retold` says it."""
        desk = self.desk
        self.plant.say(plant)
        wide = self.plant.fontMetrics().horizontalAdvance(plant) + 2
        self.plant.setMinimumWidth(min(wide, desk.theme.px(7)))  # a long name gives way to the rest
        self.year.setText(desk.words("nav.year", year=desk.year))
        for made in (self.year, self.search):
            if isinstance(made, Button):
                made.keep_words()
        history = desk.workbench.history
        for id_, can, number in (
            ("undo", history.can_undo, history.done[-1] if history.can_undo else 0),
            ("redo", history.can_redo, history.undone[-1][1] if history.can_redo else 0),
        ):
            told = retold(desk.workbench.file.edit(number)) if can else ""
            said = desk.words(f"action.{id_}_what", label=told) if can else desk.words(f"action.{id_}")
            made = self.buttons[id_]
            made.setToolTip(f"{said}  {self._keys[id_]}")
            made.setAccessibleDescription(said)
            made.setEnabled(can and not desk.workbench.file.read_only)
