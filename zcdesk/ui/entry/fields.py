"""Fields: a single question as a row, label and source left, answer right. Enter commits and goes on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from zcdesk.domain.answer import Standing
from zcdesk.ui.desk import Desk
from zcdesk.ui.entry.field_edits import ChoiceField, LineField, TextField
from zcdesk.ui.widgets.parts import Button, IconLabel, button, chip
from zcdesk.ui.widgets.sentences import Lines, Whole
from zcdesk.workbench.forms.advice import advised
from zcdesk.workbench.forms.cell_figures import unit_named, unit_said, units_in
from zcdesk.workbench.forms.entry import Field
from zcdesk.workbench.forms.guiding import default_of, where_of

TIGHT = 58
"""Below this width [em] the buttons of a question name no keys."""
SOME = 3
"""So many criteria are named that wait for an answer."""
_GRAVE = {"error": "bad", "warning": "doubt"}
"""What is found of an answer, and the role of its mark."""


class FieldRow(QFrame):
    """One question.

    Signals
    -------
    answered : object, str, str, str
        Place, text, unit and standing of an answer to be kept.
    command : str
        A key for the page: ``next``, ``back``, ``below``, ``above``, ``why``, ``help``, ``attach``, ``fix``,
        ``confirm``.
    entered : object
        The `Field` one stands on.
    typing : str
        A number or a text while it is typed.
    """

    answered = Signal(object, str, str, str)
    command = Signal(str)
    entered = Signal(object)
    typing = Signal(str)

    def __init__(self, desk: Desk, field: Field) -> None:
        super().__init__()
        self.desk, self.field = desk, field
        self.setObjectName("field_row")
        px = desk.theme.px
        line = QHBoxLayout(self)
        line.setContentsMargins(px(0.857), px(0.36), px(0.857), px(0.36))
        line.setSpacing(px(0.714))
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addStretch(1)
        self._name = Lines(desk, 1.0, 500)
        self._name.say(desk.say(field.quantity.words))
        left.addWidget(self._name)
        self._source = Lines(desk, 0.857, role="quiet")
        left.addWidget(self._source)
        left.addStretch(1)
        self._line = line
        line.addLayout(left, 3)
        self._right = right = QHBoxLayout()
        line.addLayout(
            right, 5
        )  # first, so that what is shown in it has a parent and is no window of its own
        right.setSpacing(px(0.571))
        self.edit: LineField | TextField | ChoiceField = self._editor()
        self.edit.setAccessibleName(desk.say(field.quantity.words))
        self.edit.setFont(desk.theme.font(1.0, 500 if field.quantity.kind == "number" else 400))
        if isinstance(self.edit, TextField):
            self.edit.fit()  # before it is drawn, so that no row is high for a moment
        self.edit.installEventFilter(self)
        self.edit.command.connect(self._command)
        right.addWidget(self.edit, 1 if isinstance(self.edit, TextField) else 0)
        self.unit: QPushButton | None = None
        if field.quantity.kind == "number":
            self.unit = button(desk, "", self.pick_unit, "unit", name=desk.words("entry.unit"), key="F4")
            right.addWidget(self.unit)
        self.mark = IconLabel(desk, "triangle-alert", "doubt", 1.0)
        right.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
        self.chip = chip(desk, "")
        chosen = isinstance(self.edit, ChoiceField)  # what is recommended, and why, may need a second line
        self.last = Lines(desk, 0.857, role="faint") if chosen else Whole(desk, 0.857, "faint")
        right.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignVCenter)
        right.addWidget(self.last, 1 if chosen else 0)
        if not isinstance(self.edit, TextField):
            right.addStretch(0 if chosen else 1)
        self.unknown: QPushButton | None = None
        self.none: QPushButton | None = None
        self.show_field(field)

    def alone(self) -> None:
        """Leave out name and source, where they stand above it in large letters."""
        self._name.hide()
        self._source.hide()
        self._line.setStretch(0, 0)
        self._line.setContentsMargins(0, self.desk.theme.px(0.36), 0, self.desk.theme.px(0.36))

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as it is read."""
        return [stop for stop in (self.edit, self.unit, self.unknown, self.none) if stop is not None]

    def _editor(self) -> LineField | TextField | ChoiceField:
        kind, px = self.field.quantity.kind, self.desk.theme.px
        if kind in ("choice", "yes_no"):
            choice = ChoiceField()
            choice.setProperty("kind", "choice")
            choice.setIcon(self.desk.icons.icon("chevron-down", "quiet"))
            choice.setIconSize(QSize(px(1), px(1)))
            choice.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            choice.setAutoDefault(False)
            choice.opened.connect(self.pick)
            choice.clicked.connect(lambda _=False: self.pick(""))
            return choice
        if kind == "text":
            text = TextField(self.desk)
            text.left.connect(self.commit)
            text.textChanged.connect(lambda: self._text_typed(text))
            text.setMinimumWidth(px(20))
            return text
        line = LineField()
        line.setFixedWidth(px(11))
        if kind == "number":
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
            line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        else:
            line.setPlaceholderText("2025-03-18")
        line.editingFinished.connect(self.commit)
        line.textEdited.connect(self.typing)
        return line

    def _text_typed(self, edit: TextField) -> None:
        if edit.hasFocus() and edit.document().isModified():
            self.typing.emit(edit.toPlainText())

    # showing

    def show_field(self, field: Field, force: bool = False) -> None:
        """Show a question as it stands; what is being typed at this moment stays unless it is another place."""
        other = field.place != self.field.place
        self.field = field
        words = self.desk.words
        where = where_of(self.desk.workbench.catalogue, field.question)
        self._source.say(self.desk.say(where) or self.desk.say(field.question.hint))
        if isinstance(self.edit, ChoiceField):
            chosen = next((option.words for option in field.options if option.id == field.text), None)
            shown = self.desk.say(chosen) if chosen else field.text
            self.edit.setText(shown or words("entry.choose"))
            self.edit.setProperty("empty", not shown)
            self.edit.setAccessibleDescription(shown or words("entry.state.empty"))
        elif force or other or not self._being_typed():
            self._put(field.text)
        state = field.state
        optional = state == "empty" and not (field.wanted and field.required)
        mark = "blank" if optional else state
        said = "" if state in ("filled", "zero") else words(f"entry.state.{mark}")
        if optional and field.verdicts:
            optional, said = False, self._waited(field.verdicts)
        if state == "default":
            known = default_of(self.desk.workbench, field.quantity, field.place, self.desk.language)
            said = words("entry.default_value", value=known[0]) if known else said
        reading = units_in(field.reading, self.desk.language)
        if (
            reading
            and not said
            and reading.removeprefix("＝ ")
            != f"{field.text} {unit_said(field.unit, self.desk.language)}".rstrip()
        ):
            said = reading
        grave = "error" if state == "wrong" else field.doubt
        if grave:  # as in the cells of a month table: a mark and a word, never colour alone
            said = words("entry.state.wrong" if grave == "error" else "entry.doubt.self")
        role = _GRAVE.get(grave, "")
        self.chip.setText(said)
        self.chip.setVisible(bool(said))
        self._role(self.chip, role or {"empty": "" if optional else "accent"}.get(state, ""))
        self.mark.setVisible(bool(grave))
        self.mark.show_icon("circle-x" if grave == "error" else "triangle-alert", role or "quiet", said)
        if self.edit.property("state") != role:
            self.edit.setProperty("state", role)
            self.edit.style().polish(self.edit)
        last = field.last
        if field.options:
            last = next((self.desk.say(option.words) for option in field.options if option.id == last), "")
        long = isinstance(self.edit, TextField)
        told = words("entry.last", text=last) if last and not long else ""
        if field.options and state == "empty" and (liked := advised(self.desk.workbench, field.quantity.id)):
            named = next(option.words for option in field.options if option.id == liked.option)
            told = words("entry.advised", option=self.desk.say(named), why=self.desk.say(liked.why))
        self.last.say(told)
        self.last.setVisible(bool(told))
        fixed = self.desk.workbench.file.read_only
        if self.unit is not None:
            self.unit.setText(unit_named(field.unit, self.desk.language))
            self.unit.setVisible(field.unit != "1" or len(field.units) > 1)
            self.unit.setEnabled(len(field.units) > 1 and not fixed)
        if isinstance(self.edit, ChoiceField):
            self.edit.setEnabled(not fixed)
        else:
            self.edit.setReadOnly(fixed)
        self._offer(field.may_default and state != "default", field.may_none and state != "none", not fixed)
        described = ", ".join(
            x for x in (unit_said(field.unit, self.desk.language), said, self._source.text()) if x
        )
        if not isinstance(self.edit, ChoiceField):
            self.edit.setAccessibleDescription(described)
            return
        self.edit.ensurePolished()  # the sheet sets a least width of its own; what was chosen is never cut
        self.edit.setMinimumWidth(self.edit.sizeHint().width())
        if grave:
            self.edit.setAccessibleDescription(f"{self.edit.text()}, {said}")

    def _offer(self, unknown: bool, none: bool, free: bool) -> None:
        """Offer that the answer is not known, or that there is none; few questions allow either."""
        if unknown and self.unknown is None:
            told = self.desk.words("entry.unknown")
            self.unknown = button(self.desk, told, self._unknown, "link", name=told, key="Alt+0")
            at = self._right.indexOf(self.none) if self.none is not None else -1
            self._right.insertWidget(at, self.unknown)
            QWidget.setTabOrder(self.unit or self.edit, self.unknown)
        if none and self.none is None:
            self.none = button(self.desk, self.desk.words("entry.none"), self._none, "link")
            self._right.addWidget(self.none)
            QWidget.setTabOrder(self.unknown or self.unit or self.edit, self.none)
        if self.none is not None and not isinstance(self.edit, ChoiceField):  # there the key opens the list
            told, key = self.desk.words("entry.none"), self.desk.words("entry.space")
            self.none.setToolTip(f"{told}  {key}")
        self._name_keys(unknown)
        for made, wanted in ((self.unknown, unknown), (self.none, none)):
            if made is not None:
                made.setVisible(wanted)
                made.setEnabled(free)

    def _name_keys(self, both: bool) -> None:
        """Keys on the two buttons where there is room: two keys have none beside a figure."""
        wide = self.width() >= self.desk.theme.px(TIGHT)
        said = self.desk.words
        if self.unknown is not None:
            self.unknown.setText(said("entry.unknown") + ("  Alt+0" if wide else ""))
        if self.none is not None and not isinstance(self.edit, ChoiceField):
            key = f"  {said('entry.space')}" if wide and not both else ""
            self.none.setText(said("entry.none") + key)
        for made in (self.unit, self.unknown, self.none):
            if isinstance(made, Button):
                made.keep_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_keys(self.unknown is not None and not self.unknown.isHidden())

    def _waited(self, numbers: tuple[str, ...]) -> str:
        """Which criteria wait for it."""
        words = self.desk.words
        listed = words("waiting.and").join(numbers[:SOME])
        return words("waiting.more" if len(numbers) > SOME else "waiting.for", numbers=listed)

    def _put(self, text: str) -> None:
        if isinstance(self.edit, TextField):
            if self.edit.toPlainText() != text:
                self.edit.setPlainText(text)
            self.edit.document().setModified(False)
        elif isinstance(self.edit, LineField):
            self.edit.setText(text)
            self.edit.setModified(False)

    def _being_typed(self) -> bool:
        if isinstance(self.edit, TextField):
            return self.edit.hasFocus() and self.edit.document().isModified()
        return isinstance(self.edit, LineField) and self.edit.hasFocus() and self.edit.isModified()

    @staticmethod
    def _role(widget: QWidget, role: str) -> None:
        if widget.property("role") != role:
            widget.setProperty("role", role)
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    # answering

    def commit(self) -> None:
        """Keep what was typed, if it is another text than before."""
        if isinstance(self.edit, ChoiceField):
            return
        text = self.typed()
        changed = text != self.field.text
        if isinstance(self.edit, TextField):
            self.edit.document().setModified(False)
        else:
            self.edit.setModified(False)
        if changed:
            unit = self.field.unit if self.field.quantity.kind == "number" else ""
            self.give(text, unit, "given")

    def typed(self) -> str:
        """What stands in the field now."""
        return self.edit.toPlainText() if isinstance(self.edit, TextField) else self.edit.text()

    def give(self, text: str, unit: str, standing: Standing) -> None:
        """Have an answer kept."""
        self.answered.emit(self.field.place, text, unit, standing)

    def _unknown(self) -> None:
        if self.field.may_default:
            self._put("")
            self.give("", "", "default")
        else:
            lacks = "_lacks" if self.field.may_none else ""
            self.desk.toast.emit(self.desk.words(f"entry.no_default{lacks}"))

    def _none(self) -> None:
        if self.field.may_none:
            self._put("")
            self.give("", "", "none")

    def pick(self, begun: str) -> None:
        """Open the list of options."""
        from zcdesk.ui.entry.field_picking import pick

        pick(self, begun)

    def pick_unit(self) -> None:
        """Open the list of units; the figure stays, its unit changes."""
        from zcdesk.ui.entry.field_picking import pick_unit

        pick_unit(self)

    # keys

    def _command(self, name: str) -> None:
        if name == "restore":
            self._put(self.field.text)
            if isinstance(self.edit, LineField):
                self.edit.selectAll()
        elif name == "none":
            self._none()
        elif name == "default":
            self._unknown()
        elif name == "unit":
            self.pick_unit()
        elif name == "clear":
            self.give("", "", "given")
        else:
            if name in ("next", "back", "below", "above"):
                self.commit()
            self.command.emit(name)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.edit and event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.field)
        return False
