"""Month area: the table of months of a page with its marks and keys beneath, or one sentence while it has no rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from zcdesk.ui.desk import Desk
from zcdesk.ui.entry.legend import Legend
from zcdesk.ui.entry.month_model import MonthModel
from zcdesk.ui.entry.month_table import MonthTable
from zcdesk.ui.widgets.parts import label, row
from zcdesk.ui.widgets.sentences import Yielding

BETWEEN = " " * 4
"""Between one key with its word and the next."""


class MonthArea(QWidget):
    """The table and what explains it.

    Parameters
    ----------
    desk : Desk
    model : MonthModel
    area : QScrollArea or None
        What scrolls the page; the head of months stays in sight in it.
    """

    def __init__(self, desk: Desk, model: MonthModel, area: QScrollArea | None) -> None:
        super().__init__()
        self.desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.theme.px(0.714))
        self.empty = label(desk, "", 1.0, role="quiet", wrap=True)
        self.empty.setObjectName("table_empty")
        self.table = MonthTable(desk, model)
        if area is not None:
            self.table.follow(area)
        self.legend = Legend(desk)
        self.hints = Yielding(desk, 0.857, "quiet", Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.empty)
        column.addWidget(self.table)
        beneath = row(space=desk.theme.px(1.143))
        beneath.addWidget(self.legend, 3)
        beneath.addWidget(self.hints, 2)
        column.addLayout(beneath)
        self.tell_keys()

    def tell_keys(self) -> None:
        """The keys of the table, with Enter as it is liked."""
        keys = self.desk.words(f"entry.keys_{self.desk.preferences.enter}").split(BETWEEN)
        self.hints.offer(*(BETWEEN.join(keys[:most]) for most in range(len(keys), 0, -1)))

    def show_rows(self, some: bool, none: bool) -> None:
        """Show the table where it has lines; else a sentence: that the plant has none, or how to begin.

        Marks and keys of months stand below it only where it has months.
        """
        self.table.setVisible(some)
        for part in (self.legend, self.hints):
            part.setVisible(some and not self.table.months.ledger)
        self.empty.setVisible(not some)
        asked = "rows" if self.table.months.by_month() else "rows_no_months"
        self.empty.setText(self.desk.words("entry.empty.none" if none else f"entry.empty.{asked}"))
        self.empty.setAccessibleName(self.empty.text())
        # where nothing is asked, one stands on what was stated, not on what takes it back
        self.empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus if none and not some else Qt.FocusPolicy.NoFocus)
