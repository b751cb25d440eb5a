"""Row actions: add a row of a page's table, take one away, state that there are none."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from zcdesk.domain.words import Words
from zcdesk.ui.entry.form import Form
from zcdesk.ui.widgets.parts import Button, button
from zcdesk.ui.widgets.picker import BESIDE, Picker, further
from zcdesk.workbench.forms import answering, entry
from zcdesk.workbench.forms.cell_figures import unit_said


class RowActions:
    """The buttons at the head of a page that has a table."""

    def __init__(self, page: Form, line: QHBoxLayout) -> None:
        self.page, self.desk = page, page.desk
        words = self.desk.words
        self.add = button(self.desk, words("entry.row.add"), self.add_row, "", "plus")
        self.remove = button(self.desk, words("entry.row.remove"), self.remove_row, "", "trash-2")
        self.nothing = button(self.desk, words("entry.table.none"), self.toggle_none)
        for each, keys in ((self.add, "Ins"), (self.remove, "Ctrl+Del"), (self.nothing, "")):
            each.setToolTip(f"{each.text()}  {keys}" if keys else "")
            line.addWidget(each)

    def refresh(self, some: bool, none: bool) -> None:
        """Offer what can be done: whether there are rows, and whether it was stated that there are none."""
        self.add.setVisible(not none)
        kind = "" if some else "primary"  # where there is nothing yet, that is what one does here
        if self.add.property("kind") != kind:
            self.add.setProperty("kind", kind)
            self.add.setFont(self.desk.theme.font(1.0, 400 if some else 500))
            self.add.setIcon(self.desk.icons.icon("plus", "ink" if some else "on_accent"))
            self.add.style().unpolish(self.add)
            self.add.style().polish(self.add)
        self.remove.setVisible(some)
        self.nothing.setText(self.desk.words("entry.table.some" if none else "entry.table.none"))
        self.nothing.setAccessibleName(self.nothing.text())
        self.nothing.setVisible(none or not some)
        for each in (self.add, self.remove, self.nothing):
            each.setEnabled(not self.desk.workbench.file.read_only)
            if isinstance(each, Button):
                each.keep_words()

    def add_row(self) -> None:
        """A new row: its kind from the searchable list, or named by a text."""
        self._finish()
        if self.page.model.sheet.none or self.desk.workbench.file.read_only:
            self.nothing.setFocus()
            return
        options = entry.row_options(self.desk.workbench, self.page.form.table)
        if not options:
            self._added("")
            return
        choices = [
            (
                each.id,
                self._option_text(each.words, each.typed_in or each.unit),
                further(each),
            )
            for each in options
        ]
        Picker(self.desk, self.add, choices, self._added, self.desk.words("entry.row.kind"))

    def remove_row(self) -> None:
        """Take the current row away; undo brings it back."""
        self._finish()
        row_id = self.page.row_id
        if row_id and not self.desk.workbench.file.read_only:
            named = self.desk.say(entry.row_name(self.desk.workbench, row_id))
            self.page.give((), answering.remove_row(self.desk.workbench, row_id))
            self.desk.toast.emit(self.desk.words("entry.row.removed", row=named))
            self.page.stand_on(None)

    def toggle_none(self) -> None:
        """State that the plant has none of this, or take that back."""
        none = not self.page.model.sheet.none
        bench, year = self.desk.workbench, self.desk.year
        self.page.give((), answering.declare_table(bench, self.page.form.table, year, none))
        self.page.stand_on(None)

    def _finish(self) -> None:
        """Keep what is being typed before rows come and go."""
        if self.page.table is not None:
            self.page.table.finish()

    def _option_text(self, words: Words, unit: str) -> str:
        return f"{self.desk.say(words)}{BESIDE}{unit_said(unit, self.desk.language)}".rstrip()

    def _added(self, chosen: str) -> None:
        row_id, trouble = answering.add_row(self.desk.workbench, self.page.form.table, chosen)
        self.page.give((), trouble)
        lines = [line.row for line in self.page.model.lines]
        if row_id in lines and self.page.table is not None:
            self.page.table.setFocus()
            self.page.table.stand(lines.index(row_id), 1)
            if not chosen and self.page.card.fields:
                self.page.card.fields[0].edit.setFocus()
