"""Question card: the single questions of a page, or of the row one stands on, as rows of one card."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from zcdesk.domain.answer import Place
from zcdesk.domain.form import Question
from zcdesk.ui.desk import Desk
from zcdesk.ui.entry.fields import FieldRow
from zcdesk.ui.widgets.parts import clear, label, rule
from zcdesk.workbench.forms.entry import Field


class QuestionCard(QFrame):
    """Question rows; they are made anew only when other questions are asked.

    Signals
    -------
    answered : object, str, str, str
        Place, text, unit and standing of an answer to be kept.
    command : object, str
        A field, and a key that the page carries out for it.
    entered : object
        The `Field` one stands on.
    typing : str
        A number while it is typed.
    laid : no arguments
        Other questions are asked now.
    left : int
        One went on beyond the last question (1), or back before the first (-1).
    """

    answered = Signal(object, str, str, str)
    command = Signal(object, str)
    entered = Signal(object)
    typing = Signal(str)
    left = Signal(int)
    laid = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, desk.theme.px(0.286), 0, desk.theme.px(0.286))
        self._column.setSpacing(0)
        self.fields: list[FieldRow] = []
        self._title = label(desk, "")

    def show_fields(self, fields: Sequence[Field], title: str) -> None:
        """Show these questions as they stand."""
        asked = [each.field.question.quantity for each in self.fields]
        if asked != [field.question.quantity for field in fields]:
            self._build(fields, bool(title))
        else:
            for widget, field in zip(self.fields, fields, strict=True):
                widget.show_field(field)
        self._title.setText(title)
        self.setVisible(bool(fields))

    def counts(self) -> tuple[int, int]:
        """Questions that are answered, and these with those that must be."""
        wanted = [
            each.field
            for each in self.fields
            if not each.field.quantity.optional and (each.field.required or not each.field.wanted)
        ]
        return sum(not field.wanted for field in wanted), len(wanted)

    def field_of(self, question: Question) -> Field | None:
        """The question as it stands now, if it is asked here."""
        return next((each.field for each in self.fields if each.field.question == question), None)

    def row_of(self, field: Field) -> FieldRow | None:
        """The row of a question."""
        return next((each for each in self.fields if each.field.place == field.place), None)

    def stand(self, quantity: str) -> bool:
        """Put the focus on a question."""
        for each in self.fields:
            if each.field.place.quantity == quantity:
                held = each.edit.hasFocus()
                each.edit.setFocus()
                if held or not each.edit.hasFocus():  # no event tells the page that one stands here
                    self.entered.emit(each.field)
                return True
        return False

    def at(self) -> tuple[Question, Place, str] | None:
        """Question, place and unit of the row that has the focus; None if none has."""
        held = self.window().focusWidget()
        field = next(
            (each.field for each in self.fields if held is not None and each.isAncestorOf(held)), None
        )
        return (field.question, field.place, field.unit) if field is not None else None

    def _build(self, fields: Sequence[Field], titled: bool) -> None:
        focus = next((each.field.question.quantity for each in self.fields if each.edit.hasFocus()), "")
        clear(self._column)
        self.fields = []
        self._title = label(self.desk, "", 1.143, 700, wrap=True)
        self._title.setObjectName("card_title")
        self._column.addWidget(self._title)
        self._title.setVisible(titled)
        for field in fields:
            if self.fields or titled:
                self._column.addWidget(rule())
            made = FieldRow(self.desk, field)
            made.answered.connect(self.answered)
            made.command.connect(lambda name, each=made: self._command(each, name))
            made.entered.connect(self.entered)
            made.typing.connect(self.typing)
            self._column.addWidget(made)
            self.fields.append(made)
        self.laid.emit()
        self.stand(focus)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as it is read."""
        return [stop for each in self.fields for stop in each.stops()]

    def _command(self, row: FieldRow, name: str) -> None:
        if name not in ("next", "back", "below", "above"):
            self.command.emit(row.field, name)
            return
        by = 1 if name in ("next", "below") else -1
        asked = [
            each.field.place.quantity for each in self.fields
        ]  # an answer may have brought other questions
        at = asked.index(row.field.place.quantity) + by if row.field.place.quantity in asked else 0
        if 0 <= at < len(self.fields):
            self.fields[at].edit.setFocus()
        elif name != "below":  # an arrow does not turn the page
            self.left.emit(by)
