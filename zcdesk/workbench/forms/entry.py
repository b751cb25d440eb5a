"""Entry: a page of ``forms/`` as lines of months and single fields, and the steps that answer them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from zcdesk.domain.answer import PROJECT, Answer, Place, months_of
from zcdesk.domain.change import places
from zcdesk.domain.form import Page, Question
from zcdesk.domain.record import dataclass
from zcdesk.domain.vocabulary import Option, Quantity
from zcdesk.domain.words import Words, same
from zcdesk.workbench.forms import guide
from zcdesk.workbench.forms.cells import State, as_shown, read_typed, units_of
from zcdesk.workbench.forms.units import may_be_none as may_be_none
from zcdesk.workbench.forms.waiting import waiting
from zcdesk.workbench.naming import row_words
from zcdesk.workbench.workbench import Workbench

YES_NO = (Option("yes", Words("是", "Yes")), Option("no", Words("否", "No")))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the month table.

    Attributes
    ----------
    row : str
        Row of the page's table; ``""`` where the page has none.
    words : Words
        What stands in front: the row, or the quantity.
    question : Question or None
        None: the row asks nothing by month and is here to be chosen.
    quantity : Quantity or None
    detail : Words
        Second name, beside the unit: the quantity, where `words` names the row.
    first : bool
        First line of its row.
    """

    row: str
    words: Words
    question: Question | None
    quantity: Quantity | None
    detail: Words
    first: bool

    @property
    def key(self) -> tuple[str, str]:
        """Quantity and row: what stays the same when lines come and go."""
        return (self.quantity.id if self.quantity else "", self.row)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The month table of a page.

    Attributes
    ----------
    page : Page
    lines : tuple of Line
    rows : tuple of str
        Rows of the page's table.
    none : bool
        The plant has stated that it has none of this table.
    """

    page: Page
    lines: tuple[Line, ...]
    rows: tuple[str, ...]
    none: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A single question of a page.

    Attributes
    ----------
    place : Place
    question : Question
    quantity : Quantity
    text : str
        As typed, or the id of the option.
    shown : str
        For people: the option in words comes from `options`.
    unit : str
    units : tuple of str
        Units that may be chosen.
    state : State
    last : str
        Last year's answer; ``""`` unknown or not asked by year.
    reading : str
        How a number was read, where that is not plain from the text.
    options : tuple of Option
    may_default, may_none : bool
        Whether "I do not know" and "none here" are answers to it.
    wanted : bool
        It is not answered, and the totals or the report read it.
    evidence : int
    required : bool
        The totals or the report wait for it; while not, a blank may stay.
    doubt : str
        ``error`` where a check says that it cannot be used, ``warning`` where it is doubtful, ``""``.
    verdicts : tuple of str
        Numbers of the criteria of followed schemes that have no verdict without it.
    """

    place: Place
    question: Question
    quantity: Quantity
    text: str
    shown: str
    unit: str
    units: tuple[str, ...]
    state: State
    last: str
    reading: str
    options: tuple[Option, ...]
    may_default: bool
    may_none: bool
    wanted: bool
    evidence: int
    required: bool = True
    doubt: str = ""
    verdicts: tuple[str, ...] = ()


def is_monthly(quantity: Quantity) -> bool:
    """Whether it is typed in the month table."""
    return quantity.per == "month" and quantity.kind == "number"


def sheet(workbench: Workbench, page_id: str, year: str) -> Sheet:
    """The lines of a page in the author's order, row by row."""
    page = workbench.catalogue.pages[page_id]
    rows = tuple(row.id for row in workbench.project.rows_of(page.table)) if page.table else ()
    lines = [line for row in rows for line in _lines(workbench, page, row, year)]
    if not page.table:
        lines = _lines(workbench, page, "", year)
    none = bool(page.table) and guide.none_of(workbench, page.table, year)
    return Sheet(page, tuple(lines), rows, none)


def sheet_after(workbench: Workbench, held: Sheet, touched: Iterable[Place], year: str) -> Sheet:
    """The sheet after an edit of these answers; rows that it did not touch keep their lines.

    Only a row's own answers decide which of its questions are asked, unless an answer of the whole plant is among
    those touched: then every row is looked at.
    """
    rows = {place.row for place in touched}
    if "" in rows or not held.page.table:
        return sheet(workbench, held.page.id, year)
    new = {row: _lines(workbench, held.page, row, year) for row in held.rows if row in rows}
    if [line for line in held.lines if line.row in new] == [line for lines in new.values() for line in lines]:
        return held
    found: list[Line] = []
    for row, old in groupby(held.lines, lambda line: line.row):
        found += new.get(row, old)
    return replace(held, lines=tuple(found))


def _lines(workbench: Workbench, page: Page, row: str, year: str) -> list[Line]:
    vocabulary = workbench.catalogue.vocabulary
    monthly = [
        question
        for question in guide.asked(workbench, page, row, year)
        if is_monthly(vocabulary.quantities[question.quantity])
    ]
    lines: list[Line] = []
    for number, question in enumerate(monthly):
        quantity = vocabulary.quantities[question.quantity]
        named = row_words(workbench.project, vocabulary, row) if row and not number else quantity.words
        detail = quantity.words if row and not number else same("")
        lines.append(Line(row, named, question, quantity, detail, not number))
    if row and not monthly:
        named = row_words(workbench.project, vocabulary, row)
        lines.append(Line(row, named, None, None, same(""), True))
    return lines


def fields(workbench: Workbench, page_id: str, row: str, year: str) -> tuple[Field, ...]:
    """The single questions of a page, or of a row of it."""
    page = workbench.catalogue.pages[page_id]
    vocabulary = workbench.catalogue.vocabulary
    if page.table and not row:
        return ()
    known = (guide.wanted(workbench, year), *marked(workbench, year), waiting(workbench, year))
    made = (
        _field(workbench, question, row, year, *known)
        for question in guide.asked(workbench, page, row, year)
        if not is_monthly(vocabulary.quantities[question.quantity])
    )
    if page.group == "inventory":
        return tuple(made)
    return tuple(replace(field, required=True) for field in made)  # a scheme waits for all of its answers


def field_of(workbench: Workbench, question: Question, row: str, year: str) -> Field:
    """One single question as it stands."""
    known = (guide.wanted(workbench, year), *marked(workbench, year), waiting(workbench, year))
    return _field(workbench, question, row, year, *known)


def _field(
    workbench: Workbench,
    question: Question,
    row: str,
    year: str,
    required: frozenset[Place],
    doubtful: frozenset[Place],
    wrong: frozenset[Place],
    waited: Mapping[Place, tuple[str, ...]],
) -> Field:
    vocabulary = workbench.catalogue.vocabulary
    quantity = vocabulary.quantities[question.quantity]
    period = PROJECT if quantity.per == "project" else year
    place = Place(quantity.id, row, period)
    answers = workbench.project.answers
    answer = answers.get(place)
    earlier = answers.get(Place(quantity.id, row, str(int(year) - 1))) if period else None
    options = (
        YES_NO if quantity.kind == "yes_no" else tuple(vocabulary.lists.get(quantity.options, {}).values())
    )
    if quantity.kind == "number":
        unit, units = units_of(workbench, quantity, row, year)
        shown, state = as_shown(workbench, quantity, answer, row, unit)
        last = as_shown(workbench, quantity, earlier, row, unit)[0]
        reading, _ = read_typed(workbench, quantity, row, answer.text, answer.unit) if answer else ("", "")
    else:
        unit, units, reading = "", (), ""
        shown = answer.text if answer else ""
        last = earlier.text if earlier else ""
        state = _state(answer, options)
    return Field(
        place,
        question,
        quantity,
        answer.text if answer else "",
        shown,
        answer.unit if answer and answer.unit else unit,
        units,
        state,
        last,
        reading,
        options,
        quantity.kind == "number" and quantity.optional,
        may_be_none(quantity),
        answer is None and not quantity.optional,
        len(answer.evidence) if answer else 0,
        place in required,
        "error" if place in wrong else "warning" if place in doubtful else "",
        waited.get(place, ()),
    )


def clause_of(workbench: Workbench, quantity: str) -> str:
    """Guideline and clause of the first line that reads a quantity; ``""`` if none does."""
    for inventory in workbench.inventories().values():
        for line in inventory.compiled.method.lines.values():
            if quantity in line.formula.replace("(", " ").replace(")", " ").replace(",", " ").split():
                return line.clause
    return ""


def row_name(workbench: Workbench, row: str) -> Words:
    """``F01 天然气``."""
    return row_words(workbench.project, workbench.catalogue.vocabulary, row)


def row_options(workbench: Workbench, table: str) -> tuple[Option, ...]:
    """Kinds among which a new row is chosen; empty where a row is named by a text."""
    vocabulary = workbench.catalogue.vocabulary
    label = vocabulary.tables[table].label
    quantity = vocabulary.quantities.get(label)
    return tuple(vocabulary.lists.get(quantity.options, {}).values()) if quantity and quantity.options else ()


def marked(workbench: Workbench, year: str) -> tuple[frozenset[Place], frozenset[Place]]:
    """Places that are doubtful, and places that cannot be used."""
    doubtful: set[Place] = set()
    wrong: set[Place] = set()
    for finding in workbench.findings(year):
        place = guide.place_of(finding)
        if place is not None and finding.severity == "warning":
            doubtful.add(place)
        elif place is not None and finding.severity == "error":
            wrong.add(place)
    return frozenset(doubtful), frozenset(wrong)


class LastTouched:
    """Who answered a place last, and when; asks the file once for each place, and learns from each edit since."""

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench
        self._head = 0
        self._found: dict[Place, tuple[str, str]] = {}

    def of(self, place: Place) -> tuple[str, str]:
        """Person and time (UTC, ISO); two empty texts if nobody did."""
        file = self._workbench.file
        if file.head - self._head == 1:
            edit = file.edit(file.head)
            self._found.update(dict.fromkeys(places(edit), (edit.by, edit.at)))
        elif file.head != self._head:
            self._found.clear()
        self._head = file.head
        if place not in self._found:
            self._found[place] = file.last_touch(place) or ("", "")
        return self._found[place]


def first_missing(workbench: Workbench, sheet_: Sheet, singles: Iterable[Field], year: str) -> Place | None:
    """Where a page is entered: its first month or field that is not answered."""
    answers = workbench.project.answers
    for line in sheet_.lines:
        if line.quantity is None or line.quantity.optional or sheet_.none:
            continue
        if Place(line.quantity.id, line.row, year) in answers:
            continue
        if guide.otherwise(workbench, line.quantity, line.row, year):
            continue
        for month in months_of(year):
            if Place(line.quantity.id, line.row, month) not in answers:
                return Place(line.quantity.id, line.row, month)
    asked = [field for field in singles if field.wanted]
    waited = next((field.place for field in asked if field.required or field.verdicts), None)
    if waited is not None or sheet_.lines:  # beside a table, what nothing waits for may stay blank
        return waited
    return asked[0].place if asked else None


def evidence_names(workbench: Workbench, places: Sequence[Place]) -> tuple[str, ...]:
    """Names of the files tied to these places, each once."""
    project = workbench.project
    found: dict[str, None] = {}
    for place in places:
        answer = project.answers.get(place)
        for cite in answer.evidence if answer else ():
            held = project.evidence.get(cite.evidence)
            if held is not None:
                found[held.title or held.name] = None
    return tuple(found)


def _state(answer: Answer | None, options: tuple[Option, ...]) -> State:
    if answer is None:
        return "empty"
    if answer.standing != "given":
        return answer.standing
    if options and all(option.id != answer.text for option in options):
        return "wrong"
    return "filled"
