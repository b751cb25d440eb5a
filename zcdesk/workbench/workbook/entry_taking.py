"""Entry taking: a filled entry workbook as cells that are new, changed, same or refused, and as one step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from zcdesk.calc.checks import judge
from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import PROJECT, Answer, Place, writable
from zcdesk.domain.change import AnswerChange, Change, RowChange
from zcdesk.domain.project import Project, Row
from zcdesk.domain.unit import pretty
from zcdesk.domain.vocabulary import Quantity
from zcdesk.domain.words import Words, same
from zcdesk.exchange.entry_book.entry_back import Found, Lost, Typed, found_in, year_told
from zcdesk.exchange.entry_book.entry_sheets import ABSENT, ITEM, NO, UNKNOWN, YEAR, YES, known, means
from zcdesk.exchange.tables.workbook_in import NoWorkbook, holds, opened
from zcdesk.workbench import naming
from zcdesk.workbench.forms import row_units
from zcdesk.workbench.forms.answering import contradicted, follows
from zcdesk.workbench.forms.cell_reasons import reason
from zcdesk.workbench.history import tentative
from zcdesk.workbench.preview.reader import Options, Reader
from zcdesk.workbench.preview.taking import Cell, Preview, State
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench, inventory_of
from zcdesk.workbench.workbook import entry_naming
from zcdesk.workbench.workbook.entry_book import NO_METHOD, layout
from zcdesk.workbench.workbook.entry_reading import absent, alike, answer

LONGEST_NAME = 200
"""Characters that the name of a new row may have."""

NO_YEAR = Words(
    "工作簿里没有写核算年度；用 --year 说明是哪一年。",
    "The workbook names no accounting year: say which with --year.",
)
TWO_YEARS = Words(
    "工作簿里各表的年度不同：{years}。", "The sheets of the workbook are of several years: {years}."
)
OTHER_YEAR = Words("工作簿是 {told} 年的，不是 {year} 年。", "The workbook is of {told}, not of {year}.")
YEAR_GONE = Words("项目没有 {year} 年；有 {years}。", "The project has no year {year}; there is {years}.")
NO_SHEET = Words(
    "里面没有填报工作簿的表：找不到有“数据项”和月份（或“填写”）的一行。",
    "It holds no sheet of an entry workbook: no row has 'Item' and months (or 'Entry').",
)
OTHER_PLANT = Words(
    "工作簿写的企业是“{told}”，项目是“{plant}”，不能写入。是同一家的，改正工作簿第一张表上的名称再读。",
    "The workbook is of '{told}', the project of '{plant}': it cannot be taken. If the two are one plant, correct the "
    "name on the first sheet of the workbook.",
)
NAME_FIRST = Words("先写这一行的名称。", "Write the name of the row first.")
NAME_UNKNOWN = Words("“{name}”不在可选的名称里。", "'{name}' is none of the names offered.")
NAME_LONG = Words("名称太长：“{name}…”。", "The name is too long: '{name}…'.")
NAME_TWICE = Words("“{name}”新增了两次，分不清。", "'{name}' is new twice; the two cannot be told apart.")
NAME_THERE = Words(
    "“{name}”已有一行 {row}，填的数记在那一行。", "'{name}' has a row already, {row}; its figures go there."
)
NOT_EMPTY = Words(
    "写了本厂没有，这张表里又填了数；留一处。",
    "None of these, it says, and yet the sheet has figures: keep one.",
)
BOTH = Words(
    "全年写的不是数，又有月份的数；留一处。",
    "The whole year is stated without a figure, and months have one: keep one.",
)


@dataclass(slots=True)
class _Taking:
    """A reading under way: the project with its new rows, and what was refused."""

    workbench: Workbench
    found: Found
    base: Project
    inventory: Inventory
    rows: dict[tuple[str, str], str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    named: dict[tuple[str, str], Words] = field(default_factory=dict)


def preview(workbench: Workbench, data: bytes, wanted: str = "") -> Preview:
    """What a filled workbook would change; nothing is written.

    Parameters
    ----------
    data : bytes
        The workbook.
    wanted : str
        Accounting year, where the workbook does not name it.

    Raises
    ------
    NoWorkbook
        If it cannot be read.
    Refused
        If it is no entry workbook, or of a year that the project does not have.
    """
    project = workbench.project
    pin = next(iter(project.methods()), None)
    if pin is None:
        raise Refused("no_method", NO_METHOD)
    book = opened(data)
    year = _year(project, year_told(book), wanted)
    asked = layout(workbench, year, None)
    found = found_in(book, asked)
    if not found.sheets:
        raise Refused("no_sheet", NO_SHEET)
    stranger: Words | None = None
    if found.plant and asked.plant and known(found.plant) != known(asked.plant):
        stranger = OTHER_PLANT.fill(told=found.plant[:60], plant=asked.plant)
        found.notes.insert(0, stranger)
    taking = _Taking(workbench, found, project, next(iter(workbench.inventories().values())))
    calling = entry_naming.read(workbench, found, asked)
    found.notes += calling.notes
    taking.lost += calling.lost
    taking.changes += calling.changes
    _rows(taking)
    if taking.changes:
        taking.base = tentative(project, taking.changes)
        taking.inventory = inventory_of(workbench.catalogue, taking.base, pin)
    if _units(taking):
        taking.base = tentative(project, taking.changes)
        taking.inventory = inventory_of(workbench.catalogue, taking.base, pin)
    answered = dict(_answers(taking))
    refused = {typed: reason for typed, (_, _, reason) in answered.items() if reason is not None}
    refused |= {
        typed: calling.refused[typed.sheet.id, typed.code]
        for typed, (_, after, _) in answered.items()
        if after is not None and (typed.sheet.id, typed.code) in calling.refused
    }
    refused |= _both(taking, {typed: (place, after) for typed, (place, after, _) in answered.items()}, year)
    changes = _changes(taking, answered, refused)
    wished = tentative(project, [*taking.changes, *changes])
    inventory = inventory_of(workbench.catalogue, wished, pin)
    for typed, (place, after, _) in answered.items():
        if typed in refused or after is None:
            continue
        errors = (each for each in judge(wished, workbench.catalogue.vocabulary, place, after, inventory))
        wrong = next((each for each in errors if each.severity == "error"), None)
        if wrong is not None:
            refused[typed] = reason(wrong, wished, workbench.catalogue)
    cells = [_cell(taking, wished, typed, *answered[typed][:2], refused.get(typed)) for typed in answered]
    cells += calling.cells
    cells += [
        Cell("refused", lost.where, lost.cell, None, same(lost.text[:60]), "", lost.text[:60], lost.words)
        for lost in (*found.lost, *taking.lost)
    ]
    kept = _changes(taking, answered, refused)
    new = tuple(change.id for change in taking.changes if isinstance(change, RowChange))
    return Preview(year, tuple(cells), tuple(found.notes), (*taking.changes, *kept), new, stranger)


def _year(project: Project, told: tuple[str, ...], wanted: str) -> str:
    if len(told) > 1:
        raise Refused("years", TWO_YEARS.fill(years="、".join(told)))
    if told and wanted and told[0] != wanted and told[0] in project.years:
        raise Refused("year", OTHER_YEAR.fill(told=told[0], year=wanted), year=told[0])
    year = told[0] if told else wanted
    if not year:
        raise Refused("no_year", NO_YEAR)
    if year not in project.years:
        raise Refused("year", YEAR_GONE.fill(year=year, years="、".join(project.years)))
    return year


def _rows(taking: _Taking) -> None:
    """The rows that are new, each with its code and name; one whose name has a row already is that row."""
    workbench = taking.workbench
    vocabulary, project = workbench.catalogue.vocabulary, workbench.project
    named: dict[tuple[str, str], str] = {}
    for typed in taking.found.typed:
        if typed.at >= 0:
            continue
        table = vocabulary.tables[typed.sheet.table]
        option = next(
            (each for each in typed.sheet.names if means(typed.text, each.words) or typed.text == each.id),
            None,
        )
        wrong = NAME_UNKNOWN if typed.sheet.names and option is None else None
        if len(typed.text) > LONGEST_NAME:
            wrong = NAME_LONG
        chosen = option.id if option else writable(typed.text)
        if (table.id, known(chosen)) in named:
            wrong = NAME_TWICE
        if wrong is not None:
            words = wrong.fill(name=typed.text[:60])
            taking.lost.append(Lost(typed.where, typed.cell, typed.text, words))
            continue
        held = next(
            (
                row.id
                for row in project.rows_of(table.id)
                if (answer := project.answers.get(Place(table.label, row.id)))
                and known(answer.text) == known(chosen)
            ),
            "",
        )
        if held:
            taking.found.notes.append(NAME_THERE.fill(name=typed.text[:60], row=held))
        else:
            used = [*project.rows, *project.retired, *named.values()]
            numbers = (int(id_[len(table.letter) :]) for id_ in used if id_.startswith(table.letter))
            held = f"{table.letter}{1 + max(numbers, default=0):02d}"
            taking.changes.append(RowChange(held, None, Row(held, table.id)))
            taking.changes.append(AnswerChange(Place(table.label, held), None, Answer(chosen)))
        named[table.id, known(chosen)] = held
        taking.rows[typed.sheet.id, typed.code] = held


def _units(taking: _Taking) -> bool:
    """What rows count in, where only the unit of their amounts says it; whether there was any."""
    vocabulary = taking.workbench.catalogue.vocabulary
    given: list[tuple[Quantity, str, str]] = []
    said: list[Place] = []
    for typed in taking.found.typed:
        if typed.at < 0:
            continue
        place = typed.line.places[typed.at]
        row = place.row
        if typed.code.startswith("+"):
            row = taking.rows.get((typed.sheet.id, typed.code), "")
        said.append(replace(place, row=row))
        quantity = vocabulary.quantities.get(place.quantity)
        if row and quantity is not None and quantity.kind == "number":
            given.append((quantity, row, row_units.told(typed.text, typed.unit or typed.line.unit)))
    resolver, made = taking.inventory.resolver, False
    for change, option, unit in row_units.chosen(vocabulary, resolver, given, said):
        counted = vocabulary.quantities[change.place.quantity].words
        row_ = naming.row_words(taking.base, vocabulary, change.place.row)
        taking.found.notes.append(
            row_units.CHOSEN.fill(row=row_, unit=unit, counted=counted, option=option.words)
        )
        held = taking.base.answers.get(change.place)
        taking.changes.append(replace(change, before=held))
        made = True
    return made


def _answers(taking: _Taking) -> Iterable[tuple[Typed, tuple[Place, Answer | None, Words | None]]]:
    """Each cell as an answer, or why it is none; None for one that says what is there already."""
    vocabulary = taking.workbench.catalogue.vocabulary
    for typed in taking.found.typed:
        if typed.at < 0:
            continue
        place = typed.line.places[typed.at]
        if typed.code.startswith("+"):
            row = taking.rows.get((typed.sheet.id, typed.code))
            if row is None:
                taking.lost.append(Lost(typed.where, typed.cell, typed.text, NAME_FIRST))
                continue
            place = replace(place, row=row)
        quantity = vocabulary.quantities.get(place.quantity)
        given, wrong = (
            absent(typed) if quantity is None else answer(taking.inventory, typed, quantity, place.row)
        )
        before = taking.base.answers.get(place)
        if given is not None and before is not None:
            if alike(taking.inventory, quantity, place, before, given):
                given = None
            else:
                given = replace(given, note=before.note, evidence=before.evidence)
        yield typed, (place, given, wrong)


def _both(
    taking: _Taking, answered: Mapping[Typed, tuple[Place, Answer | None]], year: str
) -> dict[Typed, Words]:
    """The cells that state a whole year as none or not known while months of it have figures."""
    months = {(place.quantity, place.row) for typed, (place, _) in answered.items() if len(place.period) == 7}
    months |= {
        (place.quantity, place.row)
        for place in taking.base.answers
        if len(place.period) == 7 and place.period[:4] == year
    }
    stated = {
        (typed.line.places[typed.at].quantity, place.row): typed
        for typed, (place, after) in answered.items()
        if typed.line.monthly and len(place.period) == 4 and _states(taking, place, after)
    }
    wrong = {typed: BOTH for key, typed in stated.items() if key in months}
    filled = {typed.sheet.id for typed, (place, after) in answered.items() if place.row and after is not None}
    wrong |= {
        typed: NOT_EMPTY
        for typed, (_, after) in answered.items()
        if typed.line.kind == "absent" and after is not None and typed.sheet.id in filled
    }
    wrong |= {
        typed: BOTH
        for typed, (place, after) in answered.items()
        if len(place.period) == 7 and (place.quantity, place.row) in stated and after is not None
    }
    return wrong


def _states(taking: _Taking, place: Place, after: Answer | None) -> bool:
    held = after or taking.base.answers.get(place)
    return held is not None and held.standing != "given"


def _changes(
    taking: _Taking,
    answered: Mapping[Typed, tuple[Place, Answer | None, Words | None]],
    refused: Mapping[Typed, Words],
) -> list[Change]:
    """What the cells that are not refused change, and what follows from it."""
    wanted: dict[Place, Answer | None] = {
        place: after
        for typed, (place, after, _) in answered.items()
        if after is not None and typed not in refused
    }
    taken: dict[Place, Answer | None] = dict.fromkeys(contradicted(taking.workbench, wanted))
    for place, after in wanted.items():
        taken |= follows(taking.workbench, place, after)
    for place in wanted:  # rows of a table that was said to be none
        if place.row:
            table = Place(taking.base.rows[place.row].table, "", PROJECT)
            if table in taking.base.answers:
                taken[table] = None
    taken |= wanted
    return [
        AnswerChange(place, taking.base.answers.get(place), after)
        for place, after in taken.items()
        if taking.base.answers.get(place) != after
    ]


def _cell(
    taking: _Taking, wished: Project, typed: Typed, place: Place, after: Answer | None, reason: Words | None
) -> Cell:
    before = taking.base.answers.get(place)
    state: State = "refused" if reason else "same" if after is None else "changed" if before else "new"
    number = after is not None and after.standing == "given" and bool(after.unit)
    told = f"{after.text} {pretty(after.unit)}" if after is not None and number else typed.text
    key = (place.quantity, place.row)
    if key not in taking.named:
        whole = replace(place, period=PROJECT)
        taking.named[key] = naming.place_words(wished, taking.workbench.catalogue, whole)
    words = taking.named[key]
    if place.period:
        period = naming.period_words(place.period)
        words = Words(f"{words.zh} · {period.zh}", f"{words.en} · {period.en}")
    return Cell(state, typed.where, typed.cell, place, words, _said(taking, place, before), told, reason)


def _said(taking: _Taking, place: Place, answer: Answer | None) -> str:
    """An answer as it stood, an option by its name."""
    if answer is None:
        return ""
    if answer.standing != "given":
        return (ABSENT if answer.standing == "none" else UNKNOWN).zh
    quantity = taking.workbench.catalogue.vocabulary.quantities.get(place.quantity)
    if quantity is not None and quantity.kind == "yes_no":
        return {"yes": YES.zh, "no": NO.zh}.get(answer.text, answer.text)
    if quantity is not None and quantity.kind == "choice":
        option = taking.workbench.catalogue.vocabulary.option(quantity.id, answer.text)
        return option.words.zh if option else answer.text
    return f"{answer.text} {pretty(answer.unit)}".strip()


def _sniff(data: bytes, _: str) -> bool:
    """Whether it holds the heads of an entry workbook."""
    return holds(data, ITEM.zh) or (holds(data, ITEM.en) and holds(data, YEAR.en))


def _preview(workbench: Workbench, data: bytes, _: str, options: Options) -> Preview:
    try:
        return preview(workbench, data, options.year)
    except NoWorkbook as bad:
        raise Refused("not_readable", bad.words) from bad


READER = Reader(
    "workbook", Words("填报工作簿（.xlsx）", "entry workbook (.xlsx)"), (".xlsx", ".xlsm"), _sniff, _preview
)
