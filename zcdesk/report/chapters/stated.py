"""Beside the ledgers: results of the method that no other table shows, and answers that no formula reads."""

from __future__ import annotations

from collections.abc import Iterator

from zcdesk.domain.answer import PROJECT, year_of
from zcdesk.domain.document import Block, Cell, Paragraph, Row, Table
from zcdesk.domain.method import CARBON, Line
from zcdesk.domain.trace import Traced
from zcdesk.domain.vocabulary import Quantity
from zcdesk.report.chapters import columns, notes
from zcdesk.report.chapters.columns import Heads
from zcdesk.report.chapters.telling import Telling, summary_lines
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import figure_id
from zcdesk.report.telling.template import Part

_SAID = ("text", "choice", "yes_no", "date")


def further(telling: Telling, part: Part) -> list[Block]:
    """Results that stand alone and in no table so far: sums of processes, informative items, carbon in and out.

    Parameters
    ----------
    part : Part
        ``quantities`` are lines that are left out, as they only lead to others.
    """
    found = [line for line in telling.method.lines.values() if _is_further(telling, part, line)]
    if not found:
        return []
    say, number = telling.say, telling.next_number("table")
    heads = Heads(telling)
    heads.code()
    heads.words(say("column.item"))
    heads.words(say("column.unit"))
    heads.number("value", say("column.result", year=telling.year))
    heads.words(say("column.clause"), role="clause")
    rows: list[Row] = []
    for position, line in enumerate(found, start=1):
        code = f"Z{position:02d}"
        places = lines.places_of(telling.method, line)
        value = telling.cell(
            telling.inventory, (number, code, heads.numbers["value"]), line.id, places=places
        )
        unit = say.unit("" if line.unit == "1" else line.unit) or lines.DASH
        clause = Cell(say.clause(line.clause), tone="grey")
        rows.append(columns.row(columns.code_cell(code), say.of(line.words), unit, value, clause))
    named = [("", telling.inventory.line(line.id, telling.year)) for line in found]
    below = (*notes.flagged(telling, telling.inventory, named), *notes.illustrative(telling, named))
    title = say("table.further", year=telling.year)
    intro = Paragraph(say("intro.further", table=number))
    return [intro, Table(number, title, tuple(heads.columns), tuple(rows), notes=below)]


def _is_further(telling: Telling, part: Part, line: Line) -> bool:
    if line.over or "/" in line.unit or line.group in CARBON or line.id in part.quantities:
        return False
    if line in summary_lines(telling.method):
        return False
    if telling.codes.place(figure_id(line.id, "", telling.year)) is not None:
        return False
    result = telling.inventory.line(line.id, telling.year)
    return isinstance(result, Traced) and bool(result.number)


def stated(telling: Telling) -> list[Block]:
    """Names, declarations and reasons that were answered on the pages of the method and that no formula reads."""
    told = list(_answers(telling))
    if not told:
        return []
    say, number = telling.say, telling.next_number("table")
    heads = Heads(telling)
    heads.code()
    heads.words(say("column.of"), width=0.22)
    heads.words(say("column.item"), width=0.24)
    heads.words(say("column.stated"))
    rows = [
        columns.row(columns.code_cell(row), of, say.of(quantity.words), text)
        for quantity, row, of, text in told
    ]
    intro = Paragraph(say("intro.stated", table=number))
    return [intro, Table(number, say("table.stated", year=telling.year), tuple(heads.columns), tuple(rows))]


def _answers(telling: Telling) -> Iterator[tuple[Quantity, str, str, str]]:
    """Quantity, row, what it is about and the answer, page by page and row by row."""
    read = {id_ for figures in telling.all_figures() for id_ in figures.compiled.quantities}
    parts = telling.template.parts
    named = {id_ for part in parts for id_ in (*part.quantities, *part.columns)}
    named |= {id_ for part in parts for row in part.rows for id_ in row.values()}
    labels = {table.label for table in telling.vocabulary.tables.values()}
    done: set[str] = set()
    for page in telling.pages.values():
        ids = [question.quantity for question in page.questions]
        if not read & {*ids} and page.table not in telling.inventory.compiled.tables:
            continue
        said = [
            quantity
            for id_ in dict.fromkeys(ids)
            if id_ not in read | named | labels | done
            and (quantity := telling.vocabulary.quantities.get(id_)) is not None
            and quantity.kind in _SAID
        ]
        done |= {quantity.id for quantity in said}
        for row in ("", *(held.id for held in telling.inventory.rows(page.table) if page.table)):
            for quantity in said:
                text = _text(telling, quantity, row) if bool(quantity.table) == bool(row) else ""
                if text:
                    yield quantity, row, telling.label(row) if row else telling.say.of(page.words), text


def _text(telling: Telling, quantity: Quantity, row: str) -> str:
    for place, answer in telling.project.answers.items():
        if (place.quantity, place.row) != (quantity.id, row) or answer.standing != "given":
            continue
        if year_of(place.period) in (PROJECT, telling.year):
            if quantity.kind == "yes_no":
                return telling.say("why.yes" if answer.text == "yes" else "why.no")
            return telling.answer(quantity.id, row, place.period)
    return ""
