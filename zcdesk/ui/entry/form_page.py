"""Form page: one renderer for every page of ``forms/``; months as a table, everything else as question rows.

The table and what only it needs, and what a command opens, are imported when they are first wanted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from zcdesk.domain.answer import Place, Standing
from zcdesk.domain.form import Question
from zcdesk.domain.words import Words
from zcdesk.ui.desk import Desk
from zcdesk.ui.entry.carry_banner import CarryBanner
from zcdesk.ui.entry.cell_strip import CellStrip
from zcdesk.ui.entry.field_fix import fix
from zcdesk.ui.entry.form_foot import FormFoot
from zcdesk.ui.entry.form_head import Progress, intro
from zcdesk.ui.entry.help_beside import HelpBeside
from zcdesk.ui.entry.month_model import YEAR, MonthModel
from zcdesk.ui.entry.question_card import QuestionCard
from zcdesk.ui.entry.replaced import Replaced
from zcdesk.ui.entry.telling import Telling
from zcdesk.ui.widgets.parts import Page, label
from zcdesk.workbench.forms import answering, entry, strip
from zcdesk.workbench.forms.entry import Field

if TYPE_CHECKING:
    from zcdesk.ui.entry.month_table import MonthTable
    from zcdesk.ui.entry.row_actions import RowActions


class FormPage(Page):
    """A page that asks.

    Parameters
    ----------
    desk : Desk
    page_id : str
        Id of a page of ``forms/``.
    """

    only_answers = True

    def __init__(self, desk: Desk, page_id: str) -> None:
        self.id = page_id
        self._touched: frozenset[Place] | None = None
        self._telling = Telling(desk)
        self._at: tuple[Question, Place, str] | None = None
        self._replaced = Replaced(desk)
        super().__init__(desk)

    # building

    def rebuild(self) -> None:
        """Build anew, after what is being typed was kept."""
        table = getattr(self, "table", None)
        if table is not None and not self.bare:
            table.finish()
        old: HelpBeside | None = getattr(self, "beside", None)
        if old is not None:
            old.discard()
        self._at = None
        self._touched = frozenset()  # what is built is the present state
        super().rebuild()
        self._touched = None
        self.beside.follow()

    def build(self) -> None:
        desk = self.desk
        self.form = desk.workbench.catalogue.pages[self.id]
        area = self.scroll_area()
        if area is not None:
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model = MonthModel(desk, self.id)
        self.table: MonthTable | None = None
        self.rows: RowActions | None = None
        self._head()
        self.carried = CarryBanner(desk, self.id, self)
        self.carried.taken.connect(self._carried)
        self.carried.left.connect(lambda: self.stand_on(self.current_place))
        self.body.addWidget(self.carried)
        monthly = bool(self.form.table) or bool(self.model.sheet.lines)
        if monthly:
            self._months()
        self.card = QuestionCard(desk)
        self.card.laid.connect(self._order)
        self.card.answered.connect(self._answered)
        self.card.command.connect(self._field_command)
        self.card.entered.connect(self._entered)
        self.card.typing.connect(self._typing)
        self.card.left.connect(self._beyond)
        self.body.addWidget(self.card)
        self.strip = CellStrip(desk)  # after the card: Tab goes down the page
        self.strip.command.connect(self.do)
        self.strip.reason.connect(self._reason)
        self.beside = HelpBeside(desk, self, self._show_strip, lambda: self.stand_on(self.current_place))
        self.guidance = self.beside.pane
        self.pinned = FormFoot(desk, self.strip, area)
        self._outer.addWidget(self.pinned)
        self.body.addStretch(1)
        self._row_shown: str | None = None

    def _order(self) -> None:
        """Tab goes down the page: the table, the questions, the strip."""
        strip: list[QWidget] = [*self.strip.findChildren(QPushButton), *self.strip.findChildren(QLineEdit)]
        table: list[QWidget] = [self.months.empty, self.table] if self.table is not None else []
        banner: list[QWidget] = [self.carried.take, self.carried.leave]
        for before, after in pairwise([*banner, *table, *self.card.stops(), *strip]):
            QWidget.setTabOrder(before, after)

    def _head(self) -> None:
        desk = self.desk
        line = self.head(desk.say(self.form.words))
        self.progress = Progress(desk, line)
        self.bar, self.count = self.progress.bar, self.progress.count
        if self.form.table:
            from zcdesk.ui.entry.row_actions import RowActions

            self.rows = RowActions(self, line)
        told = intro(desk, self.form)
        if told:
            self.body.addWidget(label(desk, told, 0.929, role="quiet", wrap=True))

    def _months(self) -> None:
        from zcdesk.ui.entry.month_area import MonthArea
        from zcdesk.ui.entry.month_keys import MonthKeys

        self._keys = MonthKeys(self)
        self.months = MonthArea(self.desk, self.model, self.scroll_area())
        self.table, self.hints = self.months.table, self.months.hints
        self.table.moved.connect(self._moved)
        self.table.typing.connect(self._typing)
        self.table.typed.connect(self._keys.typed)
        self.table.command.connect(self.do)
        self.table.passed.connect(self._beyond_table)
        self.body.addWidget(self.months)

    # showing

    def refresh(self) -> None:
        if self.table is not None and self.table.is_typing and self._touched is None:
            self.table.finish()
        self.model.refresh(self._touched)
        if self.table is not None:
            self._show_table()
        if not self._touched or not self.carried.isHidden():  # a step of this page brings no offer for it
            self.carried.refresh()
        self._show_fields()
        self._show_progress()
        self._show_strip()

    def _show_table(self) -> None:
        some = self.model.rowCount() > 0
        self.months.show_rows(some, self.model.sheet.none)
        self.pinned.setVisible(some or bool(self.card.fields))
        self._fit()
        if self.rows is not None:
            self.rows.refresh(some, self.model.sheet.none)

    def _fit(self) -> None:
        """The table is as high as its lines, as far as the page has room; beyond that it scrolls inside."""
        if self.table is None:
            return
        px = self.desk.theme.px
        room = max(px(13), self.height() - self.pinned.sizeHint().height() - px(8.6))
        self.table.setFixedHeight(min(self.table.height_wanted(), room))

    @property
    def row_id(self) -> str:
        """Row of the page's table on which one stands."""
        if not self.form.table or self.table is None:
            return ""
        at = self.table.at[0]
        lines = self.model.lines
        return lines[at].row if 0 <= at < len(lines) else ""

    @property
    def current_quantity(self) -> str:
        """Quantity of the cell or field on which one stands; ``""`` if none."""
        return place.quantity if (place := self.current_place) is not None else ""

    @property
    def current_place(self) -> Place | None:
        """Where one stands; None if nowhere."""
        return self._at[1] if self._at is not None else None

    def _show_fields(self) -> None:
        row_id, bench = self.row_id, self.desk.workbench
        shown = () if self.model.sheet.none else entry.fields(bench, self.id, row_id, self.desk.year)
        title = ""
        if self.form.table and shown:
            title = self.desk.words("entry.row.more", row=self.desk.say(entry.row_name(bench, row_id)))
        self.card.show_fields(shown, title)
        self._row_shown = row_id

    def _show_progress(self) -> None:
        filled, wanted = (sum(pair) for pair in zip(self.model.counts(), self.card.counts(), strict=True))
        self.progress.show(filled, wanted)

    def _show_strip(self) -> None:
        single = self.card.field_of(self._at[0]) if self._at is not None else None
        self._at = (single.question, single.place, single.unit) if single else self._of_table()
        self.beside.explain(self.form, self._at[:2] if self._at is not None else None)
        if self._at is None:
            self.strip.show_strip(None)
            return
        question, place, unit = self._at
        self.strip.show_strip(self._telling.of(question, place, unit))
        self.strip.say_was(self._replaced.told(place))

    # standing somewhere

    def stand_on(self, place: object) -> None:
        """Put the focus on a place, or (None) on the first that is missing."""
        desk = self.desk
        if not isinstance(place, Place):
            singles = entry.fields(desk.workbench, self.id, self.row_id, desk.year)
            place = entry.first_missing(desk.workbench, self.model.sheet, singles, desk.year)
        if isinstance(place, Place) and self._stand(place):
            return
        if self.table is not None and self.model.rowCount():
            self.table.setFocus()
            self._moved()
        elif self.card.fields:
            self.card.fields[0].edit.setFocus()
        elif self.rows is not None:
            (self.months.empty if self.model.sheet.none else self.rows.add).setFocus()

    def _stand(self, place: Place) -> bool:
        found = self.model.position(place)
        if found is not None and self.table is not None:
            self.table.setFocus()
            at, column = found
            if column == YEAR and len(place.period) < 7:
                column = self._first_gap(at)
            self.table.stand(at, column)
            return True
        if place.row and self.table is not None:
            rows = [line.row for line in self.model.lines]
            if place.row in rows:
                self.table.stand(rows.index(place.row), self.table.at[1])
                self._show_fields()
        return self.card.stand(place.quantity)

    def _first_gap(self, at: int) -> int:
        cells = self.model.cells(at)
        if cells is None or not cells.missing:
            return YEAR
        return next(number for number, cell in enumerate(cells.months, 1) if cell.state in ("empty", "wrong"))

    def _moved(self) -> None:
        if self.table is None:
            return
        self._keys.moved()
        self._at = self.card.at() or self._of_table()
        self._fit()  # a folded line may have opened
        self.reveal(self.table, self.table.visualRect(self.table.currentIndex()).bottom())
        if self.form.table and self.row_id != self._row_shown:
            self._show_fields()
        self._show_strip()

    def _of_table(self) -> tuple[Question, Place, str] | None:
        """Question, place and unit of the current cell of the table."""
        at, column = self.table.at if self.table is not None else (-1, 0)
        if not 0 <= at < len(self.model.lines):
            return None
        line, cell, cells = self.model.lines[at], self.model.cell(at, column), self.model.cells(at)
        if line.question is None or cell is None or cells is None:
            return None
        return line.question, cell.place, cells.unit

    def _entered(self, field: object) -> None:
        if isinstance(field, Field):
            self._at = (field.question, field.place, field.unit)
            self._show_strip()
            standing = self.card.row_of(field)
            if standing is not None:
                self.reveal(standing, standing.height())

    def _typing(self, text: str) -> None:
        if self._at is None:
            return
        question, place, unit = self._at
        bench, language = self.desk.workbench, self.desk.language
        quantity = bench.catalogue.vocabulary.quantities[question.quantity]
        if quantity.kind == "number":
            self.strip.show_soft(strip.soft_check(bench, quantity, place, text, unit, language))
        elif quantity.kind == "text":
            self.strip.show_soft(strip.soft_text(bench, quantity, place, text))

    # answering

    def give(self, places: Iterable[Place], trouble: Words | None) -> None:
        """After a step of this page: say what went wrong, if anything did."""
        self._touched = None
        self._show_strip()  # what was refused before is over, even where nothing has changed
        if trouble is not None:
            self.strip.show_trouble(self.desk.say(trouble))

    def replaced(self, place: Place, was: str) -> None:
        """After a step: a figure was typed over another, which the strip tells."""
        if self._replaced.note(place, was):
            self._show_strip()

    def touching(self, places: Iterable[Place]) -> None:
        """Before a step of this page: only these places will change."""
        self._touched = frozenset(places)

    def _answered(self, place: Place, text: str, unit: str, standing: Standing) -> None:
        trouble = answering.put(self.desk.workbench, place, text, unit, standing)
        self.give((place,), trouble)

    def _reason(self, text: str) -> None:
        if self._at is not None:
            place = self._at[1]
            self.touching((place,))
            self.give((place,), answering.note(self.desk.workbench, place, text))
        if (self._at is None or not self.card.stand(self._at[1].quantity)) and self.table is not None:
            self.table.setFocus()

    # commands

    @property
    def row_commands(self) -> RowActions | None:
        """What adds and removes rows; None where the page has none."""
        return self.rows

    def keys_here(self) -> tuple[tuple[str, str], ...]:
        """The keys that matter here; rows come and go by keys, too."""
        rows = (("Ins", self.desk.words("action.add_row")),) if self.form.table else ()
        return (*super().keys_here(), ("Shift+Enter", self.desk.words("key.before")), *rows)

    def do(self, name: str) -> None:
        """Carry out a command of the strip, the table or a field."""
        if name == "why":
            self.why()
        elif name == "help":
            self.toggle_guidance()
        elif name == "attach":
            self.attach()
        elif name == "grade":
            if self._at is not None:
                from zcdesk.ui.entry.grading import pick_grade

                pick_grade(self.desk, self.strip.grade, self._at[1], self._graded)
        elif name == "confirm":
            self.strip.ask_reason()
        elif name == "fix" and self._at is not None and self.card.field_of(self._at[0]) is not None:
            fix(self, self._at[1], self._at[2])
        elif self.table is not None:
            self._keys.do(name)

    def _carried(self, trouble: Words | None) -> None:
        self.give((), trouble)
        if trouble is None:
            self.stand_on(None)

    def _graded(self, place: Place, trouble: Words | None) -> None:
        self.give((place,), trouble)

    def figure_here(self) -> str:
        """Id of the figure one stands on; ``""`` where there is none."""
        if (place := self.current_place) is None:
            return ""
        per = self.desk.workbench.catalogue.vocabulary.quantities[place.quantity].per
        return str(Place(place.quantity, place.row, "" if per == "project" else place.period[:4]))

    def why(self) -> None:
        """Explain the figure one stands on."""
        if figure := self.figure_here():
            self.desk.why(figure)

    def toggle_guidance(self) -> None:
        """Show beside the page, or put away, what a question means, where it stands and which clause wants it."""
        self.beside.toggle()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.table is not None:
            self.months.tell_keys()
        self.beside.follow()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.beside.page_hidden()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.guidance.isVisible():
            self.desk.guide(False)
        else:
            super().keyPressEvent(event)

    def attach(self) -> None:
        """Tie a file to the place one stands on, or to the block that is selected."""
        if self._at is not None:
            from zcdesk.ui.entry.attach import attach

            in_table = self._at == self._of_table()
            attach(self, self._at[0], [self._at[1]] if not in_table else self._keys.block(), in_table)

    def _field_command(self, field: Field, name: str) -> None:
        if name.startswith("unit:"):
            place = field.place
            self.give(
                (place,), answering.choose_unit(self.desk.workbench, place.quantity, place.row, name[5:])
            )
        else:
            self._entered(field)
            self.do(name)

    def _beyond(self, by: int) -> None:
        """Before the first question stands the table; after the last, what the table lacks, else the page's end."""
        if by < 0 and self.table is not None:
            self.table.setFocus()
        elif by > 0 and not self._stand_on_gap():
            self.strip.show_end()

    def _stand_on_gap(self) -> bool:
        """Stand on the first month that is missing in the row one is at; False where none is."""
        sheet = self.model.sheet
        here = replace(sheet, lines=tuple(line for line in sheet.lines if line.row == self.row_id))
        gap = entry.first_missing(self.desk.workbench, here, (), self.desk.year) if self.form.table else None
        return gap is not None and (gap.quantity, gap.row) in self.model.required and self._stand(gap)

    def _beyond_table(self) -> None:
        """After the last month stand the questions; where there are none, the page ends."""
        if self.card.fields:
            self.card.fields[0].edit.setFocus()
        else:
            self.strip.show_end()

    # Qt's side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def unit_spot(self) -> QPoint:
        """Where the list of units drops from: beneath the name of the line."""
        assert self.table is not None
        rect = self.table.visualRect(self.model.index(self.table.at[0], 0))
        return QPoint(rect.left(), rect.bottom() + self.table.horizontalHeader().height())
