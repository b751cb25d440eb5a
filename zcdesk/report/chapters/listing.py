"""A ledger as it was filled in: every row of a table with the answers that the template names, words beside numbers."""

from __future__ import annotations

from zcdesk.domain.answer import PROJECT
from zcdesk.domain.document import Block, Cell, Paragraph, Row, Table
from zcdesk.domain.trace import Result, Traced
from zcdesk.domain.vocabulary import Quantity, TableOf
from zcdesk.report.chapters import notes
from zcdesk.report.chapters.columns import Heads, code_cell, row
from zcdesk.report.chapters.pictures import sum_of
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import Figures, figure, known
from zcdesk.report.telling.template import Part

_COMPACT_FROM = 8


def listing(telling: Telling, part: Part) -> list[Block]:
    """The rows of a table of the project; that there are none is said, whether it was stated or not.

    ``columns`` are quantities and lines; with ``view = "sum"`` the amounts are added up.
    """
    figures = figures_of(telling, part)
    if figures is None or part.table not in telling.vocabulary.tables:
        return []
    say = telling.say
    table = telling.vocabulary.tables[part.table]
    rows = [held.id for held in figures.rows(part.table)]
    title = say.of(table.words)
    if not rows:
        stated = figures.table_is_none(part.table, telling.year)
        return [Paragraph(say("listing.none" if stated else "listing.nothing", what=title))]
    number = telling.next_number("table")
    ids = [id_ for id_ in part.columns if known(figures, id_)]
    heads = Heads(telling)
    heads.code()
    heads.words(telling.name(table.label) if table.label else say("column.item"))
    for id_ in ids:
        if _is_number(telling, id_):
            heads.number(id_, telling.name(id_), _unit(telling, figures, id_, table))
        else:
            heads.words(telling.name(id_))
    heads.words(say("column.evidence"))
    told = [_row(telling, figures, number, heads, ids, code, rows) for code in rows]
    if part.view == "sum":
        told.append(_sum(telling, figures, ids, rows))
    named = [
        (code, figure(figures, id_, telling.year, code))
        for code in rows
        for id_ in ids
        if _is_number(telling, id_)
    ]
    below = notes.illustrative(telling, named)
    if part.texts:
        below = [*((say(key), "normal") for key in part.texts), *below]
    caption = say(f"table.{part.id}", year=telling.year) if part.id else title
    intro = say("intro.listing", table=number, what=title, count=len(rows))
    made = Table(
        number,
        caption,
        tuple(heads.columns),
        tuple(told),
        notes=tuple(below),
        compact=len(ids) >= _COMPACT_FROM,
    )
    return [Paragraph(intro), made]


def _unit(telling: Telling, figures: Figures, id_: str, table: TableOf) -> str:
    """The unit in the head of a column; what differs by row is told as such."""
    quantity = telling.vocabulary.quantities.get(id_)
    if quantity is not None and table.bound and table.bound in quantity.unit:
        return telling.say.bound(quantity.unit, table.bound)
    return telling.unit(figures, id_)


def figures_of(telling: Telling, part: Part) -> Figures | None:
    """Whose results a block of a template shows."""
    if part.figures == "scheme":
        return telling.scheme.inventory if telling.scheme is not None else None
    return telling.energy if part.figures == "energy" else telling.inventory


def _is_number(telling: Telling, id_: str) -> bool:
    quantity = telling.vocabulary.quantities.get(id_)
    return quantity is None or quantity.kind == "number"


def _row(
    telling: Telling,
    figures: Figures,
    number: str,
    heads: Heads,
    ids: list[str],
    code: str,
    rows: list[str],
) -> Row:
    cells: list[Cell | str] = [code_cell(code), telling.beside_code(code)]
    for id_ in ids:
        if _is_number(telling, id_):
            results = [figure(figures, id_, telling.year, each) for each in rows]
            where = (number, code, heads.numbers[id_])
            places = telling.places(figures, id_, results)
            cells.append(telling.cell(figures, where, id_, code, places=places))
        else:
            cells.append(told_answer(telling, telling.vocabulary.quantities[id_], code))
    cited = telling.evidence_for(
        [
            each.id
            for each in telling.vocabulary.quantities.values()
            if each.table == _table_of(telling, code)
        ],
        code,
    )
    cells.append(telling.say.join(cited) or lines.DASH)
    return row(*cells)


def _table_of(telling: Telling, code: str) -> str:
    held = telling.project.rows.get(code)
    return held.table if held else ""


def told_answer(telling: Telling, quantity: Quantity, code: str = "") -> str:
    """An answer in words, of the year or of the project; a dash where there is none."""
    period = PROJECT if quantity.per == "project" else telling.year
    held = telling.answer(quantity.id, code, period)
    if quantity.kind == "yes_no" and held:
        return telling.say("judged.yes" if held == "yes" else "judged.no")
    return held or lines.DASH


def _sum(telling: Telling, figures: Figures, ids: list[str], rows: list[str]) -> Row:
    rounding = figures.compiled.method.rounding
    cells: list[Cell | str] = [code_cell(""), telling.say("row.total_of", count=len(rows))]
    for id_ in ids:
        results: list[Result] = [figure(figures, id_, telling.year, code) for code in rows]
        known_ = [each for each in results if isinstance(each, Traced)]
        quantity = telling.vocabulary.quantities.get(id_)
        adds = _is_number(telling, id_) and (quantity is None or quantity.fold == "sum")
        total = sum_of(known_) if adds else None
        if total is None or len(known_) < len(results):
            cells.append(lines.DASH if adds else "")
        else:
            cells.append(lines.number(total, telling.places(figures, id_, results) or 0, rounding))
    return row(*cells, "", kind="total")


def answers(telling: Telling, part: Part) -> list[Block]:
    """Questions that stand alone, one a row, with further answers beside each: happened, date, settled, proof.

    The first column of a row names it; a row whose quantities the vocabulary does not have is left out.
    """
    say, known_ = telling.say, telling.vocabulary.quantities
    first = part.columns[0]
    lines_ = [raw for raw in part.rows if raw.get(first, "") in known_]
    if not lines_:
        return []
    number = telling.next_number("table")
    heads = Heads(telling)
    heads.words(say("column.item"))
    for key in part.columns:
        heads.words(say(f"column.{part.id}.{key}"))
    heads.words(say("column.evidence"))
    rows: list[Row] = []
    for raw in lines_:
        ids = [raw.get(key, "") for key in part.columns]
        told: list[Cell | str] = [telling.name(raw[first])]
        for id_ in ids:
            held = told_answer(telling, known_[id_]) if id_ in known_ else lines.DASH
            lacks = id_ == raw[first] and held == lines.DASH
            told.append(Cell(say("missing.one"), boxed=True, tone="warning") if lacks else Cell(held))
        told.append(telling.say.join(telling.evidence_for([id_ for id_ in ids if id_])) or lines.DASH)
        rows.append(row(*told))
    title = say(f"table.{part.id}", year=telling.year)
    return [
        Paragraph(say(f"intro.{part.id}", table=number)),
        Table(number, title, tuple(heads.columns), tuple(rows)),
    ]
