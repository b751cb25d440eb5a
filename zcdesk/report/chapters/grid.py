"""A grid: rows and columns that the template names, such as the sorts of electricity or of energy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zcdesk.domain.document import Block, Cell, Paragraph, Row, RowKind, Table
from zcdesk.domain.trace import Result, Traced
from zcdesk.report import lines
from zcdesk.report.chapters import notes
from zcdesk.report.chapters.columns import Heads, written_rule
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.results import Figures, figure
from zcdesk.report.template import Part

_KINDS: Mapping[str, RowKind] = {"plain": "plain", "memo": "memo", "subtotal": "subtotal", "total": "total"}


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed row: its code, its row of the project if any, and what stands in each column."""

    code: str
    row: str
    label: str
    kind: RowKind
    cells: Mapping[str, str]


def grid(telling: Telling, part: Part) -> list[Block]:
    """The table of a template; nothing where the method knows none of its rows."""
    figures = telling.inventory if part.figures == "inventory" else telling.energy
    if figures is None:
        return []
    found = _lines(telling, part, figures)
    if not any(any(telling.has(figures, id_) for id_ in line.cells.values()) for line in found):
        return []
    number = telling.next_number("table")
    printed = _table(telling, part, figures, found, number)
    return [*_intro(telling, part, figures, found, number), printed]


def _lines(telling: Telling, part: Part, figures: Figures) -> list[_Line]:
    made: list[_Line] = []
    for position, raw in enumerate(part.rows, start=1):
        cells = {key: id_ for key, id_ in raw.items() if key not in ("over", "kind", "words")}
        kind = _KINDS[raw.get("kind", "plain")]
        over = raw.get("over", "")
        main = _main(cells)
        if over:
            rows = figures.rows(over) if telling.has(figures, main) else ()
            made += [_Line(row.id, row.id, telling.label(row.id), kind, cells) for row in rows]
            continue
        kept = {key: id_ for key, id_ in cells.items() if telling.has(figures, id_.partition(">")[0])}
        if main not in kept.values() or not _told(telling, figures, main):
            continue
        label = telling.say(f"row.{part.id}.{raw['words']}") if "words" in raw else telling.name(main)
        made.append(_Line(f"{part.letter}{position:02d}", "", label, kind, kept))
    return made


def _main(cells: Mapping[str, str]) -> str:
    return next(iter(cells.values()))


def _told(telling: Telling, figures: Figures, id_: str) -> bool:
    """Whether a row says anything: a line, or a quantity that is known or waited for in one of the years."""
    if id_ in figures.compiled.method.lines:
        return True
    return any(
        isinstance(figure(figures, id_, year), Traced) or telling.waits_for(id_, "", year)
        for year in telling.years
    )


def _intro(telling: Telling, part: Part, figures: Figures, found: list[_Line], number: str) -> list[Block]:
    say = telling.say
    text = say(f"intro.{part.id}", table=number, year=telling.year)
    asked = [
        telling.vocabulary.quantities[id_]
        for line in found
        if not line.row and (id_ := _main(line.cells)) in telling.vocabulary.quantities
    ]
    if part.figures == "inventory":
        text += notes.sources(telling, figures, (quantity.id for quantity in asked), [""])
        text += "".join(notes.missing_months(telling, figures, (quantity.id for quantity in asked), ""))
    return [Paragraph(text)]


def _table(telling: Telling, part: Part, figures: Figures, found: list[_Line], number: str) -> Table:
    heads = _heads(telling, part)
    decimals = _decimals(telling, part, figures, found)
    named: list[tuple[str, Result]] = []
    rows: list[Row] = []
    for line in found:
        cells = [Cell(line.code, tone="grey"), Cell(line.label, indent=1 if line.kind == "memo" else 0)]
        for key in part.columns:
            if key == "unit":
                counted = "years" in part.columns or part.columns[0] in line.cells
                cells.append(
                    Cell(telling.unit(figures, _main(line.cells), line.row) or lines.DASH)
                    if counted
                    else _empty(line)
                )
            elif key == "years":
                for year in telling.years:
                    where = (number, line.code, heads.numbers[year])
                    places = _own_places(telling, figures, line) if "unit" in part.columns else decimals[key]
                    cells.append(
                        telling.cell(figures, where, _main(line.cells), line.row, year, places=places)
                    )
                    named.append(
                        (telling.say.period(year), figure(figures, _main(line.cells), year, line.row))
                    )
            elif key in line.cells:
                id_ = line.cells[key]
                where = (number, line.code, heads.numbers[key])
                counted = key == part.columns[0] and "unit" in part.columns
                places = _own_places(telling, figures, line, telling.year) if counted else decimals[key]
                cells.append(_cell(telling, figures, where, id_, line.row, places))
                named.append((line.code, figure(figures, id_.partition(">")[0], telling.year, line.row)))
            else:
                cells.append(_empty(line))
        rows.append(Row(tuple(cells), line.kind))
    below: list[notes.Note] = [(telling.say(f"note.{part.id}.{text}"), "normal") for text in part.texts]
    current = [
        (code, result) for code, result in named if not code.startswith(telling.say.period(telling.year)[:4])
    ]
    below += notes.flagged(telling, figures, current)
    below += notes.more_digits(telling, ((figures, result) for _, result in named))
    below += notes.illustrative(telling, named)
    quantities = [
        id_ for line in found for id_ in line.cells.values() if id_ in telling.vocabulary.quantities
    ]
    evidence = telling.evidence_for(quantities)
    source = telling.say("source.evidence", ids=telling.say.join(evidence)) if evidence else ""
    title = telling.say(f"table.{part.id}", year=telling.year)
    return Table(number, title, tuple(heads.columns), tuple(rows), notes=tuple(below), source=source)


def _own_places(telling: Telling, figures: Figures, line: _Line, *years: str) -> int | None:
    """Decimals of a row whose unit is its own."""
    id_ = _main(line.cells)
    results = [figure(figures, id_, year, line.row) for year in years or telling.years]
    return telling.places(figures, id_, results)


def _empty(line: _Line) -> Cell:
    """A column that has no meaning in a row: nothing in sums, a dash elsewhere."""
    return Cell("" if line.kind in ("subtotal", "total") else lines.DASH)


def _cell(
    telling: Telling, figures: Figures, where: tuple[str, str, int], id_: str, row: str, places: int | None
) -> Cell:
    line, _, kind = id_.partition(">")
    if not kind:
        return telling.cell(figures, where, id_, row, places=places)
    result = figure(figures, line, telling.year, row)
    inputs = result.inputs if isinstance(result, Traced) else ()
    factor = next((item for item in inputs if item.kind == "factor" and item.id.startswith(f"{kind}/")), None)
    if factor is None:
        return Cell(telling.say("missing.one"), boxed=True, tone="warning")
    table, code, column = where
    telling.codes.give(table, f"{code}.{column}", factor.source)
    return Cell(lines.published(factor.number, figures.compiled.method.rounding), code=f"{code}.{column}")


def _heads(telling: Telling, part: Part) -> Heads:
    heads = Heads(telling)
    heads.code()
    heads.words(telling.say(f"column.{part.id}"))
    for key in part.columns:
        unit = telling.say.unit(part.units.get(key, ""))
        if key == "unit":
            heads.words(telling.say("column.unit"))
        elif key == "years":
            for year in telling.years:
                heads.number(year, telling.say.period(year), unit)
        else:
            numbers = {"years": heads.numbers.get(telling.year, 0), **heads.numbers}
            rule = written_rule(part.rules[key], numbers) if key in part.rules else ""
            heads.number(key, telling.say(f"column.{part.id}.{key}"), unit, rule)
    return heads


def _decimals(telling: Telling, part: Part, figures: Figures, found: list[_Line]) -> dict[str, int | None]:
    decimals: dict[str, int | None] = {}
    for key in part.columns:
        each: list[int | None] = []
        for line in found:
            id_ = _main(line.cells) if key == "years" else line.cells.get(key, "")
            if id_ and ">" not in id_:
                years = telling.years if key == "years" else (telling.year,)
                each.append(
                    telling.places(figures, id_, [figure(figures, id_, year, line.row) for year in years])
                )
        fixed = [places for places in each if places is not None]
        decimals[key] = max(fixed) if fixed else None
    return decimals
