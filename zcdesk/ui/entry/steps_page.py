"""Steps: one thing at a time, over the same answers as the pages; for whoever does not want to see a table yet."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from zcdesk.domain.answer import Answer, Place, Standing, months_of
from zcdesk.domain.form import Question
from zcdesk.domain.words import Words
from zcdesk.ui.desk import Desk
from zcdesk.ui.entry.fields import FieldRow
from zcdesk.ui.entry.month_list import YEAR, MonthList
from zcdesk.ui.widgets.drawing import DrawingView
from zcdesk.ui.widgets.parts import Page, button, card, clear, column, label, row
from zcdesk.ui.widgets.picker import Picker, further
from zcdesk.ui.widgets.sentences import Yielding
from zcdesk.workbench.forms import answering, entry, guiding, strip
from zcdesk.workbench.forms.cell_figures import unit_named, unit_said
from zcdesk.workbench.forms.cells import CellRow, cell_row
from zcdesk.workbench.forms.entry import Field
from zcdesk.workbench.forms.stepping import Step
from zcdesk.workbench.forms.walking import Key, Walk


class StepsPage(Page):
    """逐项填."""

    id = "steps"

    def __init__(self, desk: Desk) -> None:
        self.walk = Walk(desk.workbench)
        self.months: MonthList | None = None
        self.field: FieldRow | None = None
        super().__init__(desk)
        for keys, call in (
            ("Alt+S", self.skip),
            ("Alt+0", self.unknown),
            ("Alt+Left", self.back),
            ("Alt+Right", self.next),
        ):
            made = QAction(self)
            made.setShortcut(QKeySequence(keys))
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.triggered.connect(lambda _=False, each=call: each())
            self.addAction(made)

    # building

    def build(self) -> None:
        desk, px = self.desk, self.desk.theme.px
        line = self.head(desk.words("steps.title"))
        self.left = label(desk, "", 1.0, 500)
        self.passed_over = label(desk, "", 0.929, role="quiet")
        line.addWidget(self.passed_over)
        line.addWidget(self.left)
        line.addWidget(button(desk, desk.words("steps.sheet"), self.to_sheet, icon="table", key="Esc"))
        line.setSpacing(px(0.857))
        frame, inside = card()
        inside.setContentsMargins(px(1.714), px(1.143), px(1.714), px(1.143))
        columns = row(space=px(2.286))
        self._left = column(space=px(0.571))
        columns.addLayout(self._left, 11)
        self.drawing = DrawingView(desk)
        self.sample = Yielding(desk, 0.857, "faint")
        self.sample.offer(desk.words("guidance.sample"))
        columns.addLayout(column(self.drawing, self.sample, None, space=px(0.286)), 9)
        self._columns = columns
        inside.addLayout(columns, 1)
        self.trouble = label(desk, "", 0.929, 500, "bad", wrap=True)
        inside.addWidget(self.trouble)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(px(0.571))
        inside.addLayout(self._foot)
        self.body.addWidget(frame, 1)
        self._built: tuple[Key, str] | None = None
        self._asked: tuple[Key, int] | None = None
        """For which question, at which edit, it was said what "none here" would take out."""

    # showing

    def refresh(self) -> None:
        desk, year, walk = self.desk, self.desk.year, self.walk
        walk.look(year)
        skipped, blank = walk.skipped, walk.blank
        said = desk.words("steps.left", n=len(walk.todo) - len(blank))
        self.left.setText(desk.words("steps.left_optional", left=said, n=len(blank)) if blank else said)
        self.passed_over.setText(desk.words("steps.skipped", n=len(skipped)) if skipped else "")
        key = self.step.key if self.step is not None else ("", "", f"{len(skipped)} {len(blank)}")
        if self._built != (key, year):
            self._built = (key, year)
            focus = QApplication.focusWidget()
            inside = focus is not None and self.isAncestorOf(focus)
            self._lay(sum(each.required for each in skipped), len(blank))
            self._columns.setStretch(1, 0 if self.drawing.isHidden() else 9)
            self._show()
            if inside:  # what had the focus is gone with the card
                self.stand_on(None)
            return
        self._show()

    def _lay(self, skipped: int, blank: int) -> None:
        """The card anew, for another question; so many were skipped, and so many may stay blank."""
        desk, step = self.desk, self.step
        if self.months is not None:
            self.months.blockSignals(
                True
            )  # a field that is taken away commits, and there is another question now
        clear(self._left)
        clear(self._foot)
        self.months, self.field = None, None
        self.trouble.hide()
        if step is None:
            self._done(skipped, blank)
            return
        bench = desk.workbench
        over = desk.say(step.page.words)
        if step.row:
            over += f" · {desk.say(entry.row_name(bench, step.row))}"
        if not step.required:
            over += f" · {desk.words('entry.state.blank')}"
        self._left.addWidget(label(desk, over, 0.929, role="quiet"))
        if step.question is None:
            self._lay_rows(step)
        else:
            self._lay_question(step)
        self._left.addStretch(1)
        words = desk.words
        back = button(desk, words("steps.back"), self.back, key="Alt+←")
        back.setEnabled(self.walk.began)
        self._foot.addWidget(back)
        self._foot.addWidget(button(desk, words("steps.skip"), self.skip, key="Alt+S"))
        self._foot.addStretch(1)
        key = "Enter" if step.kind == "single" else "Alt+→"
        self._foot.addWidget(button(desk, words("steps.next"), self.next, "primary", key=key))

    def _lay_rows(self, step: Step) -> None:
        desk = self.desk
        named = desk.say(desk.workbench.catalogue.vocabulary.tables[step.page.table].words)
        self._left.addWidget(label(desk, desk.words("steps.rows", what=named), 1.429, 700, wrap=True))
        self._left.addWidget(label(desk, desk.say(step.page.intro), 1.0, role="quiet", wrap=True))
        self._left.addWidget(label(desk, desk.words("steps.rows_note"), 1.0, role="quiet", wrap=True))
        self.add = button(desk, desk.words("steps.add"), self.add_row, "", "plus")
        self.nothing = button(desk, desk.words("steps.none"), self.none_of_table)
        self._left.addLayout(row(self.add, self.nothing, None))
        self.drawing.show_drawing(None, "")
        self.sample.hide()

    def _lay_question(self, step: Step) -> None:
        desk, bench, px = self.desk, self.desk.workbench, self.desk.theme.px
        assert step.question is not None
        told = guiding.told(bench, step.question, step.place, desk.language)
        said = dict(told.parts)
        self._left.addWidget(label(desk, told.title, 1.429, 700, wrap=True))
        for part in ("what", "where"):
            if part in said:
                self._left.addWidget(label(desk, said[part], 1.0, role="quiet", wrap=True))
        self._left.addSpacing(px(0.571))
        if step.kind == "months":
            self.months = MonthList(desk)
            self.months.typed.connect(self._typed)
            self.months.pasted.connect(self._pasted)
            self.months.passed.connect(lambda by: self.next() if by > 0 else self.back())
            self.months.none.connect(self.none_of_it)
            self.unit = button(desk, "", self.pick_unit, "unit", name=desk.words("entry.unit"), key="F4")
            self.sum = self.months.sum
            none = button(
                desk, desk.words("steps.none"), self.none_of_it, "link", key=desk.words("steps.space")
            )
            asked = label(desk, desk.words("steps.months", year=desk.year), 0.929, role="quiet")
            self._left.addLayout(row(asked, self.unit, None, none))
            self._left.addWidget(self.months)
            self.note = label(desk, desk.words("steps.months_note"), 0.857, role="faint", wrap=True)
            self._left.addWidget(self.note)
            QWidget.setTabOrder(self.unit, self.months.edits[0])
            QWidget.setTabOrder(self.months.edits[-1], none)  # what is rarely pressed comes last
        else:
            self.field = FieldRow(desk, self._field(step, step.question))
            self.field.answered.connect(self._answered)
            self.field.command.connect(self._command)
            self.field.alone()
            self._left.addWidget(self.field)
        if "how" in said:
            self._left.addWidget(label(desk, said["how"], 0.929, role="quiet", wrap=True))
        self.drawing.show_drawing(told.drawing, told.line)
        self.sample.setVisible(told.drawing is not None)

    def _done(self, skipped: int, blank: int) -> None:
        desk, words = self.desk, self.desk.words
        self.drawing.show_drawing(None, "")
        self.sample.hide()
        key = "steps.done_skipped" if skipped else "steps.done"
        note = words("steps.done_skipped_note", n=skipped) if skipped else words("steps.done_note")
        self._left.addWidget(label(desk, words(key), 1.429, 700, wrap=True))
        self._left.addWidget(label(desk, note, 1.0, role="quiet", wrap=True))
        self.checks = button(desk, words("steps.to_checks"), lambda: desk.go("findings"), "primary")
        parts: list[QWidget | int | None] = [self.checks]
        if skipped:
            parts.append(button(desk, words("steps.again", n=skipped), self.again))
        if blank:
            parts.append(button(desk, words("steps.optional", n=blank), self.ask_optional))
        self._left.addLayout(row(*parts, None))
        self._left.addStretch(1)

    def _show(self) -> None:
        step, bench, desk = self.step, self.desk.workbench, self.desk
        if step is None or step.question is None:
            return
        if self.months is not None:
            cells = self._cells()
            self.months.show_row(cells)
            self.unit.setText(unit_named(cells.unit, desk.language))
            self.unit.setEnabled(len(cells.units) > 1 and not bench.file.read_only)
            total, unit = cells.total, unit_said(cells.unit, desk.language)
            there = sum(cell.state not in ("empty", "wrong") for cell in cells.months)
            if cells.year.state in ("none", "default"):
                self.sum.setText(desk.words("steps.stated"))
            elif total:
                self.sum.setText(desk.words("steps.sum", value=total, unit=unit))
            else:
                self.sum.setText(desk.words("steps.partial", n=there))
            self._tell(None)
        elif self.field is not None:
            self.field.show_field(self._field(step, step.question))

    def _field(self, step: Step, question: Question) -> Field:
        """The question as it stands; what may stay blank says so."""
        found = entry.field_of(self.desk.workbench, question, step.row, self.desk.year)
        return replace(found, required=step.required)

    def _cells(self) -> CellRow:
        step = self.step
        assert step is not None
        assert step.question is not None
        quantity = self.desk.workbench.catalogue.vocabulary.quantities[step.question.quantity]
        return cell_row(self.desk.workbench, quantity, step.row, self.desk.year)

    def stand_on(self, place: object) -> None:
        if self.months is not None:
            self.months.stand(self.months.first_empty())
        elif self.field is not None:
            self.field.edit.setFocus()
        elif self.step is not None:
            self.add.setFocus()
        else:
            self.checks.setFocus()

    @property
    def step(self) -> Step | None:
        """What is asked; None where nothing is."""
        return self.walk.step

    @property
    def current_place(self) -> Place | None:
        """Where one is, for coming back."""
        return self.step.place if self.step is not None else None

    @property
    def current_quantity(self) -> str:
        """The quantity that is asked."""
        return self.step.question.quantity if self.step is not None and self.step.question is not None else ""

    # moving

    def next(self) -> None:
        """On to the next thing that is not answered; what is left empty here counts as skipped."""
        self._finish()
        if self.step is not None:
            self.walk.on(self.desk.year)
            self._go()

    def skip(self) -> None:
        """Leave it for later."""
        self.next()

    def back(self) -> None:
        """Back to what was asked before."""
        self._finish()
        if self.walk.back(self.desk.year):
            self._go()

    def ask_optional(self) -> None:
        """Ask what may stay blank."""
        self.walk.optional()
        self._go()

    def again(self) -> None:
        """Ask again what was skipped."""
        self.walk.again()
        self._go()

    def to_sheet(self) -> None:
        """To the same place in the whole table."""
        self._finish()
        step = self.step
        if step is None:
            self.desk.go("findings")
        else:
            self.desk.go(step.page.id, step.place if step.question is not None else None)

    def _finish(self) -> None:
        """Keep what is being typed, while its question is still asked."""
        if self.months is not None:
            self.months.finish()
        elif self.field is not None:
            self.field.commit()

    def _go(self) -> None:
        self.refresh()
        self.stand_on(None)

    # answering

    def _typed(self, month: int, text: str) -> None:
        place = self._month(month)
        self._tell(answering.put(self.desk.workbench, place, text, self._cells().unit))

    def _wrong(self) -> str:
        """Why the first month that cannot be used cannot; empty if all can."""
        if self.months is None or self.step is None or self.step.question is None:
            return ""
        found = strip.first_wrong(self.desk.workbench, self._cells(), self.desk.language)
        if found is None:
            return ""
        month, what = found
        return self.desk.words("steps.wrong", month=self.desk.say(month), what=self.desk.say(what))

    def _pasted(self, month: int, texts: list[str]) -> None:
        unit = self._cells().unit
        places = [self._month(at) for at in range(month, 12)]
        if len(texts) > len(places):
            self._tell(self.desk.texts["entry.paste.too_tall"].fill(rows=len(texts), high=len(places)))
            return
        answers: dict[Place, Answer | None] = {
            place: Answer(text, unit) for place, text in zip(places, texts, strict=False) if text
        }
        bench = self.desk.workbench
        self._tell(answering.put_all(bench, answering.filled(bench, answers)))
        if self.months is not None:
            self.months.stand(month + len(texts) - 1)  # Enter goes on from what was pasted last

    def _month(self, month: int) -> Place:
        step = self.step
        assert step is not None
        if month == YEAR:
            return Place(step.place.quantity, step.row, self.desk.year)
        return Place(step.place.quantity, step.row, months_of(self.desk.year)[month])

    def _answered(self, place: Place, text: str, unit: str, standing: Standing) -> None:
        self._tell(answering.put(self.desk.workbench, place, text, unit, standing))

    def _command(self, name: str) -> None:
        if name == "next":
            self.next()
        elif name == "back":
            self.back()

    def unknown(self) -> None:
        """I do not know: take the default, where there is one."""
        if self.field is not None and self.field.field.may_default:
            self._tell(answering.put(self.desk.workbench, self.field.field.place, "", "", "default"))
            self.next()
        elif self.field is not None:
            lacks = "_lacks" if self.field.field.may_none else ""
            self.desk.toast.emit(self.desk.words(f"entry.no_default{lacks}"))

    def none_of_it(self) -> None:
        """The plant has none of it this year; said first what goes with it, done when wanted once more."""
        step = self.step
        if step is not None and step.question is not None and not self.desk.workbench.file.read_only:
            cells, head = self._cells(), self.desk.workbench.file.head
            there = sum(bool(cell.typed) for cell in (*cells.months, cells.year))
            if there and self._asked != (step.key, head):
                self._asked = (step.key, head)
                self._tell(self.desk.texts["entry.none_again"].fill(n=there))
                return
            self._asked = None
            _, trouble = answering.declare(
                self.desk.workbench, step.place.quantity, step.row, self.desk.year, "none"
            )
            self._tell(trouble)
            if trouble is None:
                self.next()

    def none_of_table(self) -> None:
        """The plant has none of these."""
        step = self.step
        if step is not None:
            trouble = answering.declare_table(self.desk.workbench, step.page.table, self.desk.year, True)
            self._tell(trouble)
            if trouble is None:
                self.next()

    def add_row(self) -> None:
        """A first row of the table."""
        step = self.step
        if step is None:
            return
        options = entry.row_options(self.desk.workbench, step.page.table)
        if not options:
            self._added("")
            return
        choices = [(each.id, self.desk.say(each.words), further(each)) for each in options]
        Picker(self.desk, self.add, choices, self._added, self.desk.words("entry.row.kind"))

    def _added(self, chosen: str) -> None:
        if self.step is not None:
            _, trouble = answering.add_row(self.desk.workbench, self.step.page.table, chosen)
            self._tell(trouble)
            if trouble is None:
                self.next()

    def pick_unit(self) -> None:
        """Choose the unit of the months."""
        cells = self._cells()
        choices = [(unit, unit_named(unit, self.desk.language), unit) for unit in cells.units]

        def take(unit: str) -> None:
            self._tell(answering.choose_unit(self.desk.workbench, cells.quantity.id, cells.row, unit))
            self.stand_on(None)

        if len(choices) > 1:
            Picker(self.desk, self.unit, choices, take, self.desk.words("entry.unit"), cells.unit)

    def _tell(self, trouble: Words | None) -> None:
        text = self.desk.say(trouble) if trouble is not None else self._wrong()
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))
        if self.months is not None:
            self.note.setVisible(not text)  # so that nothing is pushed off the page

    def go_on(self, by: int) -> bool:
        """The next question, or the one before: the page turns by itself."""
        if by > 0:
            self.next()
        else:
            self.back()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.to_sheet()
        elif event.key() == Qt.Key.Key_F4 and self.months is not None:
            self.pick_unit()
        else:
            super().keyPressEvent(event)
