"""Ledgers: which tables of the project are printed, with which columns, and what is said above them."""

from __future__ import annotations

from collections.abc import Iterable

from zcdesk.domain.document import Block, Paragraph
from zcdesk.domain.method import CARBON
from zcdesk.domain.trace import Traced, walk
from zcdesk.formula.syntax import names
from zcdesk.report.chapters import notes
from zcdesk.report.chapters.ledger_table import Ledger, ledger_table
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling.results import Figures
from zcdesk.report.telling.template import Part


def ledger(telling: Telling, part: Part) -> list[Block]:
    """One table of the project; nothing where the method has no such table or the plant none of its rows."""
    return _told(telling, part.table, part.columns)


def other_ledgers(telling: Telling) -> list[Block]:
    """Every table of the method that no block of the template names, in the method's order."""
    named = {each.table for each in telling.template.parts if each.kind == "ledger"}
    blocks: list[Block] = []
    for table in telling.inventory.compiled.tables:
        if table not in named:
            blocks += _told(telling, table, ())
    return blocks


def absent(telling: Telling) -> list[Block]:
    """Which sources of the method the plant does not have."""
    if not telling.absent:
        return []
    return [Paragraph(telling.say("absent", what=telling.say.join(telling.absent), year=telling.year))]


def _told(telling: Telling, table: str, columns: tuple[str, ...]) -> list[Block]:
    figures = telling.inventory
    if table not in figures.compiled.tables:
        return []
    if not figures.rows(table) and figures.table_is_none(table, telling.year):
        telling.absent.append(telling.name(table))
        return []
    rows = tuple(row.id for row in figures.rows(table))
    held, quantities = telling.vocabulary.tables[table], telling.vocabulary.quantities
    wanted = columns or _columns(telling, figures, table, rows)
    words = tuple(id_ for id_ in wanted if id_ in quantities and quantities[id_].kind != "number")
    numbers = tuple(
        id_
        for id_ in wanted
        if id_ not in words and telling.has(figures, id_) and not _unused(telling, id_, rows, columns)
    )
    number = telling.next_number("table")
    made = Ledger(telling, figures, held, number, rows, words, numbers, bool(held.unit_of))
    return [_intro(made), ledger_table(made)]


def _unused(telling: Telling, id_: str, rows: Iterable[str], columns: tuple[str, ...]) -> bool:
    """Whether the template has a column for something optional that no row says anything of."""
    quantity = telling.vocabulary.quantities.get(id_)
    if not columns or quantity is None or not quantity.optional:
        return False
    return not any(notes.has_answer(telling, id_, row) for row in rows)


def _columns(telling: Telling, figures: Figures, table: str, rows: Iterable[str]) -> tuple[str, ...]:
    """What is read for the rows, then what is computed for them; what was not needed is left out."""
    compiled = figures.compiled
    over = [
        line.id for line in compiled.method.lines.values() if line.over == table and line.group not in CARBON
    ]
    used: set[str] = set()
    for row in rows:
        for id_ in over:
            result = figures.line(id_, telling.year, row)
            if isinstance(result, Traced):
                used |= {item.id for item in walk(result)}
            else:
                used |= {id_, *names(compiled.lines[id_].tree)}
    label = telling.vocabulary.tables[table].label
    read = [q.id for q in compiled.quantities.values() if q.table == table and q.id in used and q.id != label]
    return (*read, *(id_ for id_ in over if id_ in used or not rows))


def _intro(made: Ledger) -> Paragraph:
    """Where the amounts are from, and which months are missing."""
    telling = made.telling
    say = telling.say
    asked = [
        telling.vocabulary.quantities[id_] for id_ in made.numbers if id_ in telling.vocabulary.quantities
    ]
    measured = [
        say.of(quantity.words)
        for quantity in asked
        if quantity.optional and any(notes.has_answer(telling, quantity.id, row) for row in made.rows)
    ]
    text = say("intro.ledger", what=telling.name(made.table.id), table=made.number)
    text += notes.sources(telling, made.figures, (each.id for each in asked if not each.optional), made.rows)
    if measured:
        text += say("intro.measured", what=say.join(measured))
    for row in made.rows:
        text += "".join(notes.missing_months(telling, made.figures, (quantity.id for quantity in asked), row))
    return Paragraph(text)
