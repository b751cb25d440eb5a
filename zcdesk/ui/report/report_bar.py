"""Bar over a report: which one, how it is looked at, what can be done with it."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from zcdesk.domain.words import Language
from zcdesk.ui.desk import Desk
from zcdesk.ui.widgets.folding import Folding
from zcdesk.ui.widgets.parts import button, chip, label, row


class Doing(Protocol):
    """What the bar asks of the page."""

    def choose_year(self) -> None:
        """Offer the years."""

    def speak(self, language: Language) -> None:
        """Print in another language."""

    def turn(self, by: int) -> None:
        """So many pages on."""

    def zoom(self, factor: float) -> None:
        """Show the paper larger or smaller; 0 as wide as there is room."""

    def ask_seal(self) -> None:
        """Ask whether to seal."""

    def save(self) -> None:
        """Save the report as PDF."""

    def more(self) -> None:
        """Offer what else can be handed in."""

    def print(self) -> None:
        """Print on paper."""


class ReportBar(Folding):
    """The bar; where it is narrow, how it is looked at goes on a line of its own.

    Parameters
    ----------
    desk : Desk
    title : QPushButton
        Which document it is.
    page : Doing

    Attributes
    ----------
    state : QLabel
        Draft, ready, or sealed as which.
    year : QPushButton
    languages : dict of Language to QPushButton
    where : QLabel
        Page and pages.
    seal_button, more_button, save_button, print_button : QPushButton
    """

    def __init__(self, desk: Desk, title: QPushButton, page: Doing) -> None:
        px = desk.theme.px
        self.state = chip(desk, "", "doubt")
        self.year = button(desk, "", page.choose_year, "icon", "chevron-down")
        self.year.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.year.setFont(desk.theme.font(1.0, 500))
        self.languages: dict[Language, QPushButton] = {}
        languages: tuple[Language, ...] = ("zh", "en")
        for each in languages:
            made = button(desk, desk.words(f"look.language_{each}"), partial(page.speak, each), "segment")
            made.setCheckable(True)
            self.languages[each] = made
        back = button(desk, "‹", lambda: page.turn(-1), "icon", name=desk.words("look.previous"))
        forth = button(desk, "›", lambda: page.turn(1), "icon", name=desk.words("look.next"))
        self.where = label(desk, "", 1.0, 500)
        self.where.setMinimumWidth(px(3.6))
        self.where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        smaller, larger = (
            button(desk, "", partial(page.zoom, factor), "icon", icon, desk.words(text), keys)
            for icon, text, keys, factor in (
                ("minus", "look.zoom_out", "-", 0.8),
                ("plus", "look.zoom_in", "+", 1.25),
            )
        )
        fit = button(desk, desk.words("look.fit"), lambda: page.zoom(0), "link")
        looking = QWidget()
        parts = (*self.languages.values(), back, self.where, forth, smaller, larger, fit)
        looking.setLayout(row(*parts, space=px(0.429)))
        self.seal_button = button(desk, desk.words("look.seal"), page.ask_seal, icon="stamp")
        self.seal_button.setToolTip(f"{desk.words('action.seal')}  Ctrl+Shift+S")
        self.save_button = button(desk, desk.words("look.save"), page.save, icon="download", key="Ctrl+S")
        self.print_button = button(
            desk, desk.words("look.print"), page.print, "primary", "printer", key="Ctrl+P"
        )
        self.more_button = button(desk, "", page.more, "icon", "ellipsis", desk.words("handing.more"))
        doing = (self.seal_button, self.more_button, self.save_button, self.print_button)
        margins = (1.286, 0.5, 1.0, 0.5)
        super().__init__(desk, (title, self.year, self.state), looking, doing, 0.429, margins, between=0.286)
        self.setObjectName("look_bar")
