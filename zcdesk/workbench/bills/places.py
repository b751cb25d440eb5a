"""Bill places: in which row and month a figure of a bill is answered; a row that is not there yet is made."""

from __future__ import annotations

from zcdesk.domain.answer import Answer, Place, writable
from zcdesk.domain.bill import Answers, Bill
from zcdesk.domain.change import AnswerChange, Change, RowChange
from zcdesk.domain.project import Row
from zcdesk.domain.words import Words
from zcdesk.workbench import naming
from zcdesk.workbench.bills.figures import Figure
from zcdesk.workbench.forms import guide
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench
from zcdesk.workbench.workbook.entry_book import NO_METHOD

NEW = "new"
"""Said in the place of a row: make one."""

LONGEST_NAME = 60

WHICH = Words(
    "“{table}”有几行都合适：{rows}。选一行，或新增一行。",
    "Several rows of '{table}' fit: {rows}. Choose one, or a new one.",
)
NO_ROW = Words("“{table}”里没有 {row} 这一行。", "'{table}' has no row {row}.")
NOT_ASKED = Words(
    "项目的方法和办法都不问“{what}”。", "Neither method nor scheme of the project asks for '{what}'."
)
NO_YEAR = Words("项目没有 {year} 年；有 {years}。", "The project has no year {year}; there is {years}.")
NO_MONTH = Words("“{month}”不是月份；写成 2025-03。", "'{month}' is no month: write 2025-03.")
WHOLE_YEAR = Words(
    "“{what}”已填了 {year} 年的全年数；要按月填，先把它清掉。",
    "'{what}' has a figure for the whole of {year}; clear it to go by months.",
)


class Placer:
    """Finds the place of each figure; remembers the rows that it made.

    Attributes
    ----------
    changes : list of Change
        The new rows and their names.

    Raises
    ------
    Refused
        If the project has no method, so that nothing is asked.
    """

    def __init__(self, workbench: Workbench, options: Options) -> None:
        if not workbench.inventories():
            raise Refused("no_method", NO_METHOD)
        self.workbench = workbench
        self.changes: list[Change] = []
        rows = options.told.get("rows", {})
        self._told = rows if isinstance(rows, dict) else {}
        unread = workbench.unread()
        self._asked = {
            question.quantity
            for page in guide.pages(workbench)
            for question in page.questions
            if question.quantity not in unread
        }
        self._made: dict[tuple[str, str], str] = {}

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the rows that it made."""
        return tuple(change.id for change in self.changes if isinstance(change, RowChange))

    def place(self, figure: Figure, bill: Bill) -> tuple[Place | None, Words | None]:
        """Where a figure is answered, or why it is nowhere."""
        rule, project = figure.rule, self.workbench.project
        if rule is None:
            return None, None
        quantity = self.workbench.catalogue.vocabulary.quantities[rule.quantity]
        if rule.quantity not in self._asked:
            return None, NOT_ASKED.fill(what=rule.words)
        year = figure.month[:4]
        if len(figure.month) != 7 or not figure.month[5:].isdecimal() or not 1 <= int(figure.month[5:]) <= 12:
            return None, NO_MONTH.fill(month=figure.month[:20])
        if year not in project.years:
            return None, NO_YEAR.fill(year=year, years="、".join(project.years))
        row, wrong = self._row(rule, bill, quantity.table) if quantity.table else ("", None)
        if wrong is not None:
            return None, wrong
        whole = project.answers.get(Place(rule.quantity, row, year))
        if whole is not None and whole.standing == "given":
            return None, WHOLE_YEAR.fill(what=quantity.words, year=year)
        return Place(rule.quantity, row, figure.month), None

    def _row(self, rule: Answers, bill: Bill, table: str) -> tuple[str, Words | None]:
        vocabulary, project = self.workbench.catalogue.vocabulary, self.workbench.project
        words = vocabulary.tables[table].words
        label = vocabulary.tables[table].label
        name = rule.option or writable(f"{bill.text('seller')}".strip())[:LONGEST_NAME] or rule.words.zh
        told = str(self._told.get(rule.id, ""))
        fitting = [
            row.id
            for row in project.rows_of(table)
            if not rule.option
            or ((held := project.answers.get(Place(label, row.id))) is not None and held.text == rule.option)
        ]
        if told and told != NEW:
            if told not in {row.id for row in project.rows_of(table)}:
                return "", NO_ROW.fill(table=words, row=told[:20])
            return told, None
        if (table, name) in self._made:
            return self._made[table, name], None
        if told != NEW and len(fitting) == 1:
            return fitting[0], None
        if told != NEW and fitting:
            rows = naming.series(naming.row_words(project, vocabulary, each) for each in fitting)
            return "", WHICH.fill(table=words, rows=rows)
        return self._fresh(table, label, name), None

    def _fresh(self, table: str, label: str, name: str) -> str:
        project, letter = self.workbench.project, self.workbench.catalogue.vocabulary.tables[table].letter
        used = [*project.rows, *project.retired, *self._made.values()]
        numbers = (
            int(each[len(letter) :])
            for each in used
            if each.startswith(letter) and each[len(letter) :].isdecimal()
        )
        id_ = f"{letter}{1 + max(numbers, default=0):02d}"
        self.changes.append(RowChange(id_, None, Row(id_, table)))
        self.changes.append(AnswerChange(Place(label, id_), None, Answer(name)))
        self._made[table, name] = id_
        return id_
