"""The table of a ledger: rows from amounts to emissions, their sum, and what must be said below."""

from __future__ import annotations

from dataclasses import dataclass

from zcdesk.domain.document import Cell, Row, Table
from zcdesk.domain.trace import Missing, Result, Traced
from zcdesk.domain.vocabulary import TableOf
from zcdesk.formula.syntax import names
from zcdesk.report.chapters import notes
from zcdesk.report.chapters.columns import Heads, code_cell, row, rule_of
from zcdesk.report.chapters.pictures import sum_of
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import Figures, exact_sum_of, figure

_COMPACT_FROM = {"zh": 9, "en": 6}
"""Number columns from which a ledger wants the small type; English heads are long."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """One table of the project under one method.

    Attributes
    ----------
    number : str
        Table number, ``3-1``.
    rows : tuple of str
        Row codes.
    words, numbers : tuple of str
        Ids of its columns of words, and of its quantities and lines.
    by_row : bool
        Whether the unit differs by row and has a column of its own.
    """

    telling: Telling
    figures: Figures
    table: TableOf
    number: str
    rows: tuple[str, ...]
    words: tuple[str, ...]
    numbers: tuple[str, ...]
    by_row: bool

    def results(self, id_: str) -> list[Result]:
        """A column."""
        return [self.result(id_, code) for code in self.rows]

    def result(self, id_: str, code: str) -> Result:
        """A figure of the reported year."""
        return figure(self.figures, id_, self.telling.year, code)

    def places(self, id_: str) -> int | None:
        """Decimals of a column."""
        return self.telling.places(self.figures, id_, self.results(id_))

    def sums(self) -> dict[str, str]:
        """Columns with the lines that add them up."""
        found: dict[str, str] = {}
        for line in self.figures.compiled.lines.values():
            id_ = exact_sum_of(line.tree)
            if not line.line.over and id_ in self.numbers:
                found.setdefault(id_, line.line.id)
        return found

    def lacks(self, code: str) -> bool:
        """Whether anything that a row needs is missing: a line of its own, or what is asked where it has none."""
        quantities = self.telling.vocabulary.quantities
        lines_ = [id_ for id_ in self.numbers if id_ not in quantities]
        needed = lines_ or [id_ for id_ in self.numbers if not quantities[id_].optional]
        return any(isinstance(self.result(id_, code), Missing) for id_ in needed)


def ledger_table(made: Ledger) -> Table:
    """The printed table."""
    telling, say = made.telling, made.telling.say
    heads = _heads(made)
    draft = any(made.lacks(code) for code in made.rows)
    rows = [_row(made, heads, code, draft) for code in made.rows] or [_nothing(made, heads)]
    if draft:
        heads.words(say("column.state"))
    rows += _sum_rows(made, heads, draft)
    named = [(code, made.result(id_, code)) for code in made.rows for id_ in made.numbers]
    whole = [
        (made.results(id_), made.figures.line(total, telling.year), made.places(id_) or 0)
        for id_, total in made.sums().items()
    ]
    below: list[notes.Note] = [(say("note.boxed"), "normal")] if draft else []
    below += notes.flagged(telling, made.figures, named)
    below += _converted(made)
    below += notes.more_digits(telling, ((made.figures, result) for _, result in named))
    below += notes.parts_do_not_sum(telling, whole)
    below += notes.illustrative(telling, named)
    evidence = telling.evidence_for([id_ for id_ in made.numbers if id_ in telling.vocabulary.quantities])
    return Table(
        made.number,
        say("table.ledger", what=telling.name(made.table.id), year=telling.year),
        tuple(heads.columns),
        tuple(rows),
        notes=tuple(below),
        source=say("source.evidence", ids=say.join(evidence)) if evidence else "",
        compact=draft or len(made.numbers) >= _COMPACT_FROM[say.language],
    )


def _heads(made: Ledger) -> Heads:
    telling, say = made.telling, made.telling.say
    heads = Heads(telling)
    heads.code()
    heads.words(telling.name(made.table.label) if made.table.label else say("column.item"))
    for id_ in made.words:
        heads.words(telling.name(id_))
    if made.by_row:
        heads.words(say("column.unit"))
    for id_ in made.numbers:
        rule = rule_of(made.figures, id_, heads.numbers) if id_ in made.figures.compiled.lines else ""
        heads.number(id_, telling.name(id_), _unit(made, id_), "" if rule.isdigit() else rule)
    return heads


def _unit(made: Ledger, id_: str) -> str:
    line = made.figures.compiled.method.lines.get(id_)
    unit = line.unit if line else made.telling.vocabulary.quantities[id_].unit
    if made.by_row and made.table.bound in unit:
        return made.telling.say.bound(unit, made.table.bound)
    return made.telling.say.unit("" if unit == "1" else unit)


def _row(made: Ledger, heads: Heads, code: str, draft: bool) -> Row:
    telling = made.telling
    cells: list[Cell | str] = [code_cell(code), telling.beside_code(code)]
    cells += [telling.answer(id_, code) or lines.DASH for id_ in made.words]
    if made.by_row:
        cells.append(telling.say.unit(telling.row_unit(code)) or lines.DASH)
    for id_ in made.numbers:
        where = (made.number, code, heads.numbers[id_])
        cells.append(telling.cell(made.figures, where, id_, code, places=made.places(id_)))
    if draft:
        cells.append(_state(made, code))
    return row(*cells)


def _nothing(made: Ledger, heads: Heads) -> Row:
    """The row of a table of which nobody has said anything yet."""
    text = Cell(made.telling.say("missing.rows"), boxed=True, tone="warning")
    return row(code_cell(lines.DASH), text, *(lines.DASH for _ in heads.columns[2:]))


def _state(made: Ledger, code: str) -> Cell:
    telling, say = made.telling, made.telling.say
    if made.lacks(code):
        return Cell(say("state.missing"), mark="unmet")
    if notes.to_confirm(telling, [made.result(id_, code) for id_ in made.numbers]):
        return Cell(say("state.open"), mark="unknown")
    return Cell(say("state.whole"), mark="met")


def _sum_rows(made: Ledger, heads: Heads, draft: bool) -> list[Row]:
    sums = made.sums()
    if not sums:
        return []
    telling, say = made.telling, made.telling.say
    code = next(
        (telling.summary[line] for line in sums.values() if line in telling.summary), f"{made.table.letter}00"
    )
    blank = [""] * (len(made.words) + made.by_row)
    tail = [""] if draft else []
    cells: list[Cell | str] = []
    present: list[Cell | str] = []
    for id_ in made.numbers:
        total, places = sums.get(id_), made.places(id_)
        where = (made.number, code, heads.numbers[id_])
        cells.append(telling.cell(made.figures, where, total, places=places) if total else "")
        there = (
            sum_of([result for result in made.results(id_) if isinstance(result, Traced)]) if total else None
        )
        rounding = made.figures.compiled.method.rounding
        present.append("" if there is None else Cell(lines.number(there, places or 0, rounding), tone="grey"))
    rows = [row(code_cell(code), say("row.total"), *blank, *cells, *tail, kind="total")]
    if made.rows and any(
        isinstance(made.figures.line(total, telling.year), Missing) for total in sums.values()
    ):
        rows.append(row("", say("row.present"), *blank, *present, *tail, kind="memo"))
    return rows


def _converted(made: Ledger) -> list[notes.Note]:
    """Emissions of the summary that are more than the sum of a column: methane in tonnes to carbon dioxide."""
    telling, say = made.telling, made.telling.say
    found: list[notes.Note] = []
    for line in made.figures.compiled.lines.values():
        code = telling.summary.get(line.line.id)
        if code is None or line.line.total or exact_sum_of(line.tree):
            continue
        result = made.figures.line(line.line.id, telling.year)
        if isinstance(result, Traced) and any(id_ in made.numbers for id_ in names(line.tree)):
            places = lines.places_of(telling.method, line.line)
            value = lines.number(result.number, places, telling.method.rounding)
            unit, what = say.unit(line.line.unit), say.of(line.line.words)
            found.append((say("note.converted", what=what, value=value, unit=unit, code=code), "normal"))
    return found
