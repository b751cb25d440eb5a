"""The three annex tables of the official form: emissions, activity data, factors."""

from __future__ import annotations

from decimal import Decimal

from zcdesk.domain.answer import months_of, year_of
from zcdesk.domain.document import Block, Cell, Paragraph, Row, Table
from zcdesk.domain.method import Line
from zcdesk.domain.trace import Missing, Result, Traced
from zcdesk.domain.vocabulary import Quantity
from zcdesk.report.chapters import columns, notes
from zcdesk.report.chapters.coefficients import collect, name_of, standing
from zcdesk.report.chapters.columns import Heads
from zcdesk.report.chapters.telling import Telling, is_co2e, row_kind, summary_lines
from zcdesk.report.telling import lines
from zcdesk.report.telling.codes import aspect
from zcdesk.report.telling.gases import CO2, Gas, gases_of, merged
from zcdesk.report.telling.results import figure, key_words


def emissions(telling: Telling) -> list[Block]:
    """Annex table 1: each source with the mass of the gas and its carbon dioxide equivalent."""
    say, number = telling.say, telling.next_number("table")
    heads = Heads(telling)
    heads.code()
    heads.words(say("column.category"))
    heads.words(say("column.gas"))
    heads.number("mass", say("column.gas_mass"), "t")
    heads.number("co2e", say("column.co2e"), say.unit("tCO2e"))
    rows: list[Row] = []
    named: list[tuple[str, Result]] = []
    massless: list[str] = []
    for line in summary_lines(telling.method):
        if (
            line.view == "market"
            or line.scope == "biogenic"
            or not is_co2e(line)
            or (line.total and line.scope == "2")
        ):
            continue
        code = telling.summary[line.id]
        places = lines.places_of(telling.method, line)
        cell = telling.cell(telling.inventory, (number, code, heads.numbers["co2e"]), line.id, places=places)
        gases = () if line.total else gases_of(telling.inventory, line.id, telling.year)
        gas, mass = _mass(telling, line, gases, cell)
        words = say(f"annex.{line.id}") if say.has(f"annex.{line.id}") else say.of(line.words)
        rows.append(columns.row(columns.code_cell(code), words, gas, mass, cell, kind=row_kind(line)))
        rows += [_of_gas(telling, each, "annex.of_gas") for each in gases if len(gases) > 1]
        named.append(("", telling.inventory.line(line.id, telling.year)))
        if not line.total and not gases and mass.text == lines.DASH and cell.text.strip("0.,−-"):
            massless.append(code)
    rows += _by_gas(telling)
    below: list[notes.Note] = []
    if massless:
        below.append((say("note.no_mass", rows=say.join(massless)), "normal"))
    below += notes.illustrative(telling, named)
    return [
        Paragraph(say("intro.annexes"), style="lead"),
        Table(
            number,
            say("annex.emissions", year=telling.year),
            tuple(heads.columns),
            tuple(rows),
            notes=tuple(below),
        ),
    ]


def activity(telling: Telling) -> list[Block]:
    """Annex table 2: every amount that was read, with its kind of source and how often it was recorded."""
    say, number = telling.say, telling.next_number("table")
    heads = Heads(telling)
    heads.code()
    heads.words(say("column.item"))
    heads.number("value", say("column.value"))
    heads.words(say("column.unit"))
    heads.words(say("column.source_kind"))
    heads.words(say("column.frequency"))
    heads.words(say("column.evidence"), width=0.2)
    rows: list[Row] = []
    named: list[tuple[str, Result]] = []
    group = ""
    for quantity, row in _read(telling):
        head = telling.name(quantity.table) if quantity.table else say("row.alone")
        result = figure(telling.inventory, quantity.id, telling.year, row)
        if isinstance(result, Missing) and not telling.waits_for(quantity.id, row, telling.year):
            continue
        if head != group:
            group = head
            rows.append(Row((Cell(head),), "group"))
        told = sum(1 for one in rows if row and len(one.cells) > 1 and one.cells[0].text.startswith(row))
        code = aspect(row, told) if row else telling.code_of(quantity.id)
        cell = telling.cell(
            telling.inventory,
            (number, code, heads.numbers["value"]),
            quantity.id,
            row,
            places=telling.places(telling.inventory, quantity.id, [result]),
        )
        label = (
            say("factor.name", of=telling.label(row), what=say.of(quantity.words))
            if row
            else say.of(quantity.words)
        )
        unit = telling.unit(telling.inventory, quantity.id, row) or lines.DASH
        kind, often = _source_kind(telling, result), _frequency(telling, quantity, row)
        rows.append(
            columns.row(columns.code_cell(code), label, cell, unit, kind, often, telling.cited(result))
        )
        named.append(("", result))
    return [
        Table(
            number,
            say("annex.activity", year=telling.year),
            tuple(heads.columns),
            tuple(rows),
            notes=((_uncertainty(telling), "normal"), *notes.illustrative(telling, named)),
        )
    ]


def factors(telling: Telling) -> list[Block]:
    """Annex table 3: the factors in the official short form."""
    say, number = telling.say, telling.next_number("table")
    heads = Heads(telling)
    heads.code()
    heads.words(say("column.source_category"))
    heads.words(say("column.factor"))
    heads.number("value", say("column.value"))
    heads.words(say("column.unit"))
    heads.words(say("column.kind"))
    rows: list[Row] = []
    for position, item in enumerate(collect(telling), start=1):
        if item.figures is not telling.inventory:
            continue
        code, unit = f"X{position:02d}", say.unit("" if item.traced.unit == "1" else item.traced.unit)
        telling.codes.give(number, f"{code}.1", item.figure)
        value = Cell(lines.published(item.traced.number, telling.method.rounding), code=f"{code}.1")
        kind, name = standing(telling, item), name_of(telling, item)
        rows.append(columns.row(columns.code_cell(code), item.group, name, value, unit or lines.DASH, kind))
    if not rows:
        return []
    own = [("", item.traced) for item in collect(telling) if item.figures is telling.inventory]
    return [
        Table(
            number,
            say("annex.factors", year=telling.year),
            tuple(heads.columns),
            tuple(rows),
            notes=tuple(notes.illustrative(telling, own)),
        )
    ]


def _uncertainty(telling: Telling) -> str:
    """Where the uncertainty is told, or that it was not quantified."""
    if telling.spread_table:
        return telling.say("note.uncertainty_told", table=telling.spread_table)
    return telling.say("note.uncertainty")


def _mass(telling: Telling, line: Line, gases: tuple[Gas, ...], co2e: Cell) -> tuple[str, Cell]:
    """The gas of a source and its own mass: that of CO2 is the emission itself; of several each has its own row."""
    if line.total:
        return lines.DASH, Cell(lines.DASH)
    if line.unit == "tCO2":
        return telling.say("gas.co2"), Cell(co2e.text, boxed=co2e.boxed, tone=co2e.tone)
    if len(gases) != 1:
        return telling.say("annex.several") if gases else lines.DASH, Cell(lines.DASH)
    return _gas_name(telling, gases[0]), Cell(_mass_text(telling, gases[0]))


def _of_gas(telling: Telling, gas: Gas, key: str) -> Row:
    """A row of one gas below its source, or in the sum by gases."""
    name, rounding = _gas_name(telling, gas), telling.method.rounding
    co2e = lines.number(gas.co2e, rounding.places, rounding)
    return columns.row("", telling.say(key), name, Cell(_mass_text(telling, gas)), Cell(co2e), kind="memo")


def _by_gas(telling: Telling) -> list[Row]:
    """Direct emissions by gas, where there is another than CO2; what no gas is known of stands last."""
    found: list[Gas] = []
    rest = Decimal(0)
    for line in summary_lines(telling.method):
        if line.scope != "1" or line.total or line.view == "market" or not is_co2e(line):
            continue
        result = telling.inventory.line(line.id, telling.year)
        if not isinstance(result, Traced):
            return []
        gases = gases_of(telling.inventory, line.id, telling.year)
        found += gases
        rest += Decimal(0) if gases else result.number
    listed = merged(found)
    if all(gas.key == CO2 for gas in listed):
        return []
    say, rounding = telling.say, telling.method.rounding
    rows = [
        columns.group(say("annex.by_gas")),
        *(_of_gas(telling, gas, "annex.sum_of_gas") for gas in listed),
    ]
    if rest:
        left = Cell(lines.number(rest, rounding.places, rounding))
        rows.append(columns.row("", say("annex.no_gas"), lines.DASH, lines.DASH, left, kind="memo"))
    return rows


def _gas_name(telling: Telling, gas: Gas) -> str:
    if gas.key in telling.project.rows:
        return telling.label(gas.key)
    if telling.say.has(f"gas.{gas.key}"):
        return telling.say(f"gas.{gas.key}")
    words = key_words(telling.vocabulary, gas.key)
    return telling.say.of(words) if words else gas.key.upper().replace("_", "-")


def _mass_text(telling: Telling, gas: Gas) -> str:
    """A mass with the decimals of the method, or as many more as show up to four digits of it. [t]"""
    rounding, exponent = telling.method.rounding, gas.mass.normalize().as_tuple().exponent
    held = -exponent if isinstance(exponent, int) else 0
    return lines.number(gas.mass, max(rounding.places, min(held, 3 - gas.mass.adjusted())), rounding)


def _read(telling: Telling) -> list[tuple[Quantity, str]]:
    """Amounts that the method reads, table by table and row by row, then those that stand alone."""
    asked = [
        q for q in telling.inventory.compiled.quantities.values() if q.kind == "number" and q.fold == "sum"
    ]
    found: list[tuple[Quantity, str]] = []
    for table in telling.inventory.compiled.tables:
        rows = [row.id for row in telling.inventory.rows(table)]
        found += [
            (quantity, row)
            for row in rows
            for quantity in asked
            if quantity.table == table and _used(telling, quantity, row)
        ]
    return [*found, *((quantity, "") for quantity in asked if not quantity.table)]


def _used(telling: Telling, quantity: Quantity, row: str) -> bool:
    """Whether it was answered, or a result waits for it."""
    result = telling.inventory.quantity(quantity.id, telling.year, row)
    if isinstance(result, Traced):
        return True
    over = [line for line in telling.method.lines.values() if line.over == quantity.table]
    waits = (telling.inventory.line(line.id, telling.year, row) for line in over)
    return any(isinstance(found, Missing) and result.gaps & found.gaps for found in waits)


def _source_kind(telling: Telling, result: Result) -> str:
    kinds = telling.vocabulary.lists.get("evidence_kind", {})
    found: dict[str, None] = {}
    for id_ in telling.cites(result):
        evidence = telling.project.evidence.get(id_)
        if evidence is not None:
            found.setdefault(
                telling.say.of(kinds[evidence.kind].words) if evidence.kind in kinds else evidence.kind
            )
    if found:
        return telling.say.join(found)
    if isinstance(result, Traced) and not result.number:
        return telling.say("source.none")
    return telling.say("source.answer") if isinstance(result, Traced) else lines.DASH


def _frequency(telling: Telling, quantity: Quantity, row: str) -> str:
    months = set(months_of(telling.year))
    asked = [
        p
        for p in telling.project.answers
        if p.quantity == quantity.id and p.row == row and year_of(p.period) == telling.year
    ]
    if any(place.period in months for place in asked):
        return telling.say("frequency.month")
    return telling.say("frequency.year") if asked else lines.DASH
