"""Field picking: the lists that a question opens, of its options and of its units; loaded with the first of them."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtWidgets import QPushButton, QWidget

from zcdesk.domain.answer import Standing
from zcdesk.domain.vocabulary import Option
from zcdesk.ui.desk import Desk
from zcdesk.ui.entry.field_edits import ChoiceField
from zcdesk.ui.widgets.picker import BESIDE, Picker, further
from zcdesk.workbench.forms.advice import Advice, advised
from zcdesk.workbench.forms.cell_figures import unit_named
from zcdesk.workbench.forms.entry import Field


class Asking(Protocol):
    """The row of a question."""

    desk: Desk
    field: Field
    unit: QPushButton | None
    command: Any

    @property
    def edit(self) -> QWidget:
        """Where it is answered."""

    def typed(self) -> str:
        """What stands in the field now."""

    def give(self, text: str, unit: str, standing: Standing) -> None:
        """Have an answer kept."""


def pick(row: Asking, begun: str) -> None:
    """The list of options of a question, with what was begun to be typed."""
    desk, field = row.desk, row.field
    liked = advised(desk.workbench, field.quantity.id)
    choices = [(option.id, _named(desk, option, liked), further(option)) for option in field.options]

    def take(id_: str) -> None:
        row.give(id_, "", "given")
        row.command.emit("next")

    current = field.text or (liked.option if liked is not None else "")
    opened = Picker(desk, row.edit, choices, take, desk.say(field.quantity.words), current)
    if begun:
        opened.line.setText(begun)


def pick_unit(row: Asking) -> None:
    """The list of units of a question; the figure stays, its unit changes."""
    desk, field, edit = row.desk, row.field, row.edit
    if not field.unit and field.place.row:
        row.command.emit("counted")
        return
    if len(field.units) < 2 or row.unit is None or isinstance(edit, ChoiceField):
        return
    choices = [(unit, unit_named(unit, desk.language), unit) for unit in field.units]

    def take(unit: str) -> None:
        if row.typed().strip():
            row.give(row.typed(), unit, "given")
        else:
            row.command.emit(f"unit:{unit}")

    Picker(desk, row.unit, choices, take, desk.words("entry.unit"), field.unit)


def _named(desk: Desk, option: Option, liked: Advice | None) -> str:
    """An option as the list shows it: its name, whether it is recommended, and a remark in plain words."""
    beside = []
    if liked is not None and liked.option == option.id:
        beside.append(desk.words("entry.advised_here"))
    if liked is not None and desk.say(option.note):
        beside.append(desk.say(option.note))
    return BESIDE.join((desk.say(option.words), *beside))
