"""A grid: rows and columns that the template names, such as the sorts of electricity or of energy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from zcdesk.domain.document import Block, Cell, Paragraph, Row, RowKind, Table
from zcdesk.domain.number import CONTEXT
from zcdesk.domain.trace import Missing, Result, Traced
from zcdesk.report.chapters import notes
from zcdesk.report.chapters.columns import Heads, written_rule
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import Figures, figure
from zcdesk.report.telling.template import Part

_CLOSE = Decimal("1e-9")
"""Difference of a product from its result that is left by computing with so many digits. [-]"""

_KINDS: Mapping[str, RowKind] = {"plain": "plain", "memo": "memo", "subtotal": "subtotal", "total": "total"}


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed row: its code, its row of the project if any, what stands in each column, rows that it adds up."""

    code: str
    row: str
    label: str
    kind: RowKind
    cells: Mapping[str, str]
    sums: tuple[str, ...] = ()


def grid(telling: Telling, part: Part) -> list[Block]:
    """The table of a template; nothing where the method knows none of its rows."""
    figures = telling.inventory if part.figures == "inventory" else telling.energy
    if figures is None or not speaks(part, figures):
        return [Paragraph(telling.say(f"absent.{part.absent}"))] if part.absent else []
    found = _lines(telling, part, figures)
    if not any(any(telling.has(figures, id_) for id_ in line.cells.values()) for line in found):
        return []
    if part.needs:  # it tells of more than totals: its own figures are calculated in the appendix as well
        named = (id_.partition(">")[0].partition("%") for line in found for id_ in line.cells.values())
        telling.proven.update(
            dict.fromkeys(id_ for part_, _, whole in named for id_ in (part_, whole) if id_)
        )
    number = telling.next_number("table")
    printed = _table(telling, part, figures, found, number)
    return [*_intro(telling, part, figures, found, number), printed]


def speaks(part: Part, figures: Figures) -> bool:
    """Whether a block has what it is about: the line that it needs, and rows of its table."""
    known = not part.needs or part.needs in figures.compiled.method.lines
    return known and (not part.table or bool(figures.rows(part.table)))


def _lines(telling: Telling, part: Part, figures: Figures) -> list[_Line]:
    made: list[_Line] = []
    for position, raw in enumerate(part.rows, start=1):
        cells = {key: id_ for key, id_ in raw.items() if key not in ("over", "kind", "words", "by")}
        kind = _KINDS[raw.get("kind", "plain")]
        over = raw.get("over", "")
        main = _main(cells)
        if over:
            rows = [row.id for row in figures.rows(over)] if telling.has(figures, main) else []
            made += _rows(telling, rows, kind, cells, raw.get("by", ""))
            continue
        kept = {
            key: id_
            for key, id_ in cells.items()
            if telling.has(figures, id_.partition(">")[0].partition("%")[0])
        }
        if main not in kept.values() or not _told(telling, figures, main):
            continue
        label = telling.say(f"row.{part.id}.{raw['words']}") if "words" in raw else telling.name(main)
        made.append(_Line(f"{part.letter}{position:02d}", "", label, kind, kept))
    return made


def _rows(
    telling: Telling, rows: Sequence[str], kind: RowKind, cells: Mapping[str, str], by: str
) -> list[_Line]:
    """The rows of a table; by a text (the workshop), those of each text together with their sum below them."""

    def lines_of(some: Iterable[str]) -> list[_Line]:
        return [_Line(row, row, telling.beside_code(row), kind, cells) for row in some]

    if not by:
        return lines_of(rows)
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(" ".join(telling.answer(by, row).split()), []).append(row)
    made: list[_Line] = []
    for name, some in groups.items():
        label = telling.say("row.sum_of", what=name or telling.say("row.unnamed"))
        made += [*lines_of(some), _Line("", "", label, "subtotal", cells, tuple(some))]
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
    apart: list[str] = []
    for line in found:
        unfit = _unfit(telling, part, figures, line)
        apart += [line.code] if unfit else []
        cells = [Cell(line.code, tone="grey"), Cell(line.label, indent=1 if line.kind == "memo" else 0)]
        for key in part.columns:
            if line.sums:
                cells.append(_sum(telling, part, figures, line, key, decimals.get(key)))
            elif key == "unit":
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
            elif key in line.cells and key not in unfit:
                id_ = line.cells[key]
                where = (number, line.code, heads.numbers.get(key, 0))
                counted = key == part.columns[0] and "unit" in part.columns
                places = _own_places(telling, figures, line, telling.year) if counted else decimals[key]
                cells.append(_cell(telling, figures, where, id_, line.row, places))
                if "%" not in id_ and not _is_words(telling, part, key):
                    named.append((line.code, figure(figures, id_.partition(">")[0], telling.year, line.row)))
            else:
                cells.append(_empty(line))
        rows.append(Row(tuple(cells), line.kind))
    below: list[notes.Note] = [(telling.say(f"note.{part.id}.{text}"), "normal") for text in part.texts]
    if apart and telling.say.has(f"note.{part.id}.apart"):
        below.append((telling.say(f"note.{part.id}.apart", codes=telling.say.join(apart)), "normal"))
    current = [
        (code, result) for code, result in named if not code.startswith(telling.say.period(telling.year)[:4])
    ]
    below += notes.flagged(telling, figures, current)
    below += notes.more_digits(telling, ((figures, result) for _, result in named))
    below += notes.illustrative(telling, named)
    quantities = [
        id_ for line in found for id_ in line.cells.values() if id_ in telling.vocabulary.quantities
    ]
    memos = [line for line in found if line.kind == "memo" and not line.row]
    below_memos = [telling.cites(figure(figures, _main(line.cells), telling.year)) for line in memos]
    evidence = sorted({*telling.evidence_for(quantities), *(id_ for cites in below_memos for id_ in cites)})
    source = telling.say("source.evidence", ids=telling.say.join(evidence)) if evidence else ""
    title = telling.say(f"table.{part.id}", year=telling.year)
    return Table(number, title, tuple(heads.columns), tuple(rows), notes=tuple(below), source=source)


def _unfit(telling: Telling, part: Part, figures: Figures, line: _Line) -> set[str]:
    """Columns of factors that a row leaves blank: the method computes its result otherwise than the head says."""
    found: set[str] = set()
    for key, rule in part.rules.items():
        amount, *factors = rule.split("*")
        columns = (amount, *factors, key)
        ids = [_main(line.cells) if column == "years" else line.cells.get(column, "") for column in columns]
        if not factors or not all(ids) or not all(column in part.units for column in columns):
            continue
        results = [figure(figures, id_, telling.year, line.row) for id_ in ids]
        numbers = [result.number for result in results if isinstance(result, Traced)]
        if len(numbers) == len(columns):
            *parts, whole = numbers
            product = reduce(CONTEXT.multiply, parts)
            if abs(CONTEXT.subtract(product, whole)) > CONTEXT.multiply(abs(whole), _CLOSE):
                found.update(factors)
    return found


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
    asked = telling.vocabulary.quantities.get(id_)
    if asked is not None and asked.kind != "number":
        return Cell(telling.answer(id_, row) or lines.DASH)
    part, _, whole = id_.partition("%")
    if whole:
        results = [figure(figures, each, telling.year, row) for each in (part, whole)]
        return Cell(lines.percent(results[0], results[1], figures.compiled.method.rounding))
    line, _, kind = id_.partition(">")
    if not kind:
        result = figure(figures, id_, telling.year, row)
        if isinstance(result, Missing) and all(gap.kind == "factor" for gap in result.gaps):
            return Cell(lines.DASH)  # nobody has published one
        return telling.cell(figures, where, id_, row, places=places)
    result = figure(figures, line, telling.year, row)
    inputs = result.inputs if isinstance(result, Traced) else ()
    factor = next((item for item in inputs if item.kind == "factor" and item.id.startswith(f"{kind}/")), None)
    if factor is None:
        return Cell(telling.say("missing.one"), boxed=True, tone="warning")
    table, code, column = where
    telling.codes.give(table, f"{code}.{column}", factor.source)
    return Cell(lines.published(factor.number, figures.compiled.method.rounding), code=f"{code}.{column}")


def _sum(telling: Telling, part: Part, figures: Figures, line: _Line, key: str, places: int | None) -> Cell:
    """The sum of the rows above in a column that counts all of them in one unit; nothing in any other."""
    id_ = line.cells.get(key, "")
    if key not in part.units or id_ not in figures.compiled.method.lines or places is None:
        return Cell("")
    results = [figure(figures, id_, telling.year, row) for row in line.sums]
    total = Decimal(0)
    for result in results:
        if not isinstance(result, Traced):
            return Cell(lines.DASH)
        total = CONTEXT.add(total, result.number)
    return Cell(lines.number(total, places, figures.compiled.method.rounding))


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
        elif _is_words(telling, part, key):
            heads.words(telling.say(f"column.{part.id}.{key}"))
        else:
            numbers = {"years": heads.numbers.get(telling.year, 0), **heads.numbers}
            rule = written_rule(part.rules[key], numbers) if key in part.rules else ""
            heads.number(key, telling.say(f"column.{part.id}.{key}"), unit, rule)
    return heads


def _is_words(telling: Telling, part: Part, key: str) -> bool:
    """Whether a column holds choices or texts."""
    asked = [telling.vocabulary.quantities.get(row.get(key, "")) for row in part.rows]
    return any(each is not None and each.kind != "number" for each in asked)


def _decimals(telling: Telling, part: Part, figures: Figures, found: list[_Line]) -> dict[str, int | None]:
    decimals: dict[str, int | None] = {}
    for key in part.columns:
        each: list[int | None] = []
        for line in found:
            id_ = _main(line.cells) if key == "years" else line.cells.get(key, "")
            if id_ and not {">", "%"} & set(id_) and not line.sums and not _is_words(telling, part, key):
                years = telling.years if key == "years" else (telling.year,)
                each.append(
                    telling.places(figures, id_, [figure(figures, id_, year, line.row) for year in years])
                )
        fixed = [places for places in each if places is not None]
        decimals[key] = max(fixed) if fixed else None
    return decimals
