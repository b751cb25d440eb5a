"""Form: what the parts of a form page know of the page they are on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from zcdesk.domain.answer import Place
    from zcdesk.domain.form import Page
    from zcdesk.domain.words import Words
    from zcdesk.ui.desk import Desk
    from zcdesk.ui.entry.cell_strip import CellStrip
    from zcdesk.ui.entry.month_model import MonthModel
    from zcdesk.ui.entry.month_table import MonthTable
    from zcdesk.ui.entry.question_card import QuestionCard


class Form(Protocol):
    """A form page, seen from inside.

    Attributes
    ----------
    desk : Desk
    form : Page
        What it asks.
    model : MonthModel
    table : MonthTable or None
        None where nothing is asked by the month.
    strip : CellStrip
    card : QuestionCard
    """

    desk: Desk
    form: Page
    model: MonthModel
    table: MonthTable | None
    strip: CellStrip
    card: QuestionCard

    @property
    def row_id(self) -> str:
        """Row of the page's table on which one stands."""

    def touching(self, places: Iterable[Place]) -> None:
        """Before a step: only these places will change."""

    def give(self, places: Iterable[Place], trouble: Words | None) -> None:
        """After a step: say what went wrong, if anything did."""

    def replaced(self, place: Place, was: str) -> None:
        """After a step: a figure was typed over another, which is told."""

    def stand_on(self, place: object) -> None:
        """Put the focus on a place, or (None) on the first that is missing."""

    def unit_spot(self) -> QPoint:
        """Where the list of units drops from, in the table."""
