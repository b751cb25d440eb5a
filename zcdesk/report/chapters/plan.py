"""What a plan and a self-assessment hold beside figures: the plant's own words, a promise, folders of evidence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from zcdesk.domain.answer import months_of
from zcdesk.domain.document import Block, Cell, Column, Paragraph, Row, Statement, Table
from zcdesk.domain.trace import Missing, Result, Traced
from zcdesk.report.chapters.columns import Heads, group, row
from zcdesk.report.chapters.judging import options_text, scheme_of, value_text, words_of
from zcdesk.report.chapters.listing import figures_of
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import Figures, figure, known
from zcdesk.report.telling.spoken import spoken
from zcdesk.report.telling.template import Part


def words(telling: Telling, part: Part) -> list[Block]:
    """Texts that the plant wrote, each under its question where there are several; what is not written is boxed."""
    say = telling.say
    asked = [id_ for id_ in part.quantities if id_ in telling.vocabulary.quantities]
    blocks: list[Block] = []
    for id_ in asked:
        quantity = telling.vocabulary.quantities[id_]
        text = telling.answer(id_) or telling.answer(id_, "", telling.year)
        name = say.of(quantity.words)
        if text:
            for line in text.splitlines():
                if line.strip():
                    blocks.append(Paragraph(line.strip()))
        else:
            blocks.append(Paragraph(say("words.missing", what=name), tone="warning"))
    return blocks


def promise(telling: Telling, part: Part) -> list[Block]:
    """A page that the legal representative signs."""
    say = telling.say
    scheme = scheme_of(telling).compiled.scheme if telling.scheme is not None else None
    what = say.of(scheme.method.words) if scheme else ""
    document = say.of(scheme.method.document) if scheme else ""
    return [
        Statement(
            say(f"{part.id}.title"),
            tuple(
                say(f"{part.id}.{key}", what=what, document=document, year=telling.year) for key in part.texts
            ),
            None,
            (say("sign.representative"), say("sign.manager")),
            say("statement.seal"),
            say("statement.date"),
        )
    ]


def choices(telling: Telling) -> list[Block]:
    """Which reading the plant has recorded of what the text leaves open."""
    say, verdicts = telling.say, scheme_of(telling)
    scheme = verdicts.compiled.scheme
    if not scheme.choices:
        return []
    number = telling.next_number("table")
    recorded = verdicts.recorded(scheme.choices)
    rows: list[Row] = []
    for id_ in scheme.choices:
        quantity = telling.vocabulary.quantities[id_]
        options = telling.vocabulary.lists[quantity.options].values()
        held = telling.vocabulary.option(id_, recorded[id_]) if id_ in recorded else None
        taken = Cell(say.of(held.words)) if held else Cell(say("verdict.open"), mark="open")
        rows.append(row(say.of(quantity.words), say.clauses(say.of(each.words) for each in options), taken))
    columns = (Column(say("column.choice")), Column(say("column.options")), Column(say("column.taken")))
    return [
        Paragraph(say("intro.choices", table=number)),
        Table(number, say("table.choices"), columns, tuple(rows)),
    ]


def readings(telling: Telling) -> list[Block]:
    """Every core indicator in every reading, so that nobody has to guess what another choice would have given."""
    say, verdicts = telling.say, scheme_of(telling)
    rows: list[Row] = []
    for found in verdicts.assessed(telling.year):
        if found.criterion.kind != "core" or len(found.readings) < 2:
            continue
        if not any(isinstance(each.value, Traced) for each in found.readings):
            continue
        rows.append(group(words_of(telling, found.criterion)))
        for each in found.readings:
            value = value_text(telling, each.value) if isinstance(each.value, Traced) else lines.DASH
            chosen = found.chosen is not None and dict(found.chosen.options) == dict(each.options)
            rows.append(
                row(
                    options_text(telling, each),
                    _made_of(telling, each.value),
                    Cell(value, tone="strong" if chosen else "normal"),
                    say("readings.taken") if chosen else "",
                )
            )
    if not rows:
        return []
    number = telling.next_number("table")
    columns = (
        Column(say("column.reading"), width=0.36),
        Column(say("column.made_of"), width=0.34),
        Column(say("column.value"), align="right"),
        Column(say("column.taken")),
    )
    return [
        Paragraph(say("intro.readings", table=number)),
        Table(number, say("table.readings"), columns, tuple(rows)),
    ]


def _made_of(telling: Telling, value: Result | None) -> str:
    """The formula of a reading with its numbers, rounded as the scheme rounds."""
    if not isinstance(value, Traced):
        return lines.DASH
    compiled = scheme_of(telling).compiled.compiled
    rounding = compiled.method.rounding

    def digits(number: Decimal) -> str:
        return lines.number(number, rounding.places, rounding)

    return spoken(compiled, value, telling.say, digits).numbers


def months(telling: Telling, part: Part) -> list[Block]:
    """Quantities and lines month by month with the year below; a share (``a%b``) is of two of them.

    Where all is known of the year alone, the year stands alone.
    """
    figures = figures_of(telling, part)
    raw = part.rows[0] if part.rows else {}
    ids = {key: raw[key] for key in part.columns if key in raw}
    plain = {key: id_ for key, id_ in ids.items() if "%" not in id_}
    if figures is None or not plain or any(not known(figures, id_) for id_ in plain.values()):
        return []
    say, number = telling.say, telling.next_number("table")
    heads = Heads(telling)
    yearly_only = _yearly_only(telling, figures, [id_ for id_ in ids.values() if "%" not in id_])
    heads.words(say("column.item" if yearly_only else "column.by_month"))
    for key in ids:
        heads.number(key, say(f"column.{part.id}.{key}"), say.unit(part.units.get(key, "")))
    rounding = figures.compiled.method.rounding
    rows: list[Row] = []
    for period in (telling.year,) if yearly_only else (*months_of(telling.year), telling.year):
        whole = period == telling.year
        code = f"{part.letter}{'00' if whole else period[-2:]}"
        cells: list[Cell | str] = [say("row.year") if whole else say.month(period)]
        for key, id_ in ids.items():
            if "%" in id_:
                top, _, base = id_.partition("%")
                share = lines.percent(
                    _sum(telling, part, top, period), figure(figures, base, period), rounding
                )
                cells.append(share)
                continue
            where = (number, code, heads.numbers[key])
            result = figure(figures, id_, period)
            yearly = isinstance(figure(figures, id_, telling.year), Traced)
            if isinstance(result, Missing) and not whole and (yearly or _yearly(telling, id_)):
                cells.append(lines.DASH)
                continue
            cells.append(telling.cell(figures, where, id_, "", period, places=2))
        rows.append(row(*cells, kind="total" if whole else "plain"))
    title = say(f"table.{part.id}", year=telling.year)
    return [
        Paragraph(say(f"intro.{part.id}{'.year' if yearly_only else ''}", table=number)),
        Table(number, title, tuple(heads.columns), tuple(rows), compact=len(ids) > 6),
    ]


def _yearly_only(telling: Telling, figures: Figures, ids: Sequence[str]) -> bool:
    """Whether the year is known and no month says more than that there is nothing."""
    if not any(isinstance(figure(figures, id_, telling.year), Traced) for id_ in ids):
        return False
    found = [figure(figures, id_, month) for id_ in ids for month in months_of(telling.year)]
    return not any(isinstance(each, Traced) and each.number for each in found)


def _sum(telling: Telling, part: Part, ids: str, period: str) -> Traced | None:
    """The figure that a share is of."""
    figures = figures_of(telling, part)
    result = figure(figures, ids, period) if figures is not None else None
    return result if isinstance(result, Traced) else None


def _yearly(telling: Telling, id_: str) -> bool:
    quantity = telling.vocabulary.quantities.get(id_)
    return quantity is not None and quantity.per == "year"


def folders(telling: Telling) -> list[Block]:
    """The list of evidence files as they are filed: folder by folder, with the criterion that each serves."""
    say = telling.say
    if not telling.folders:
        return []
    number = telling.next_number("table")
    rows: list[Row] = []
    for folder in telling.folders:
        there = sum(1 for each in folder.files if each.present)
        rows.append(group(say("folders.head", name=folder.name, there=there, all=len(folder.files))))
        for each in folder.files:
            state = (
                Cell(say("folders.there"), mark="met")
                if each.present
                else Cell(say("folders.lacking"), mark="unmet")
            )
            rows.append(
                row(
                    each.number,
                    each.title,
                    each.issuer or lines.DASH,
                    each.date or lines.DASH,
                    say.join(each.criteria),
                    each.evidence or lines.DASH,
                    state,
                )
            )
    columns = (
        Column(say("column.number"), width=0.08),
        Column(say("column.file"), width=0.31),
        Column(say("column.issuer"), width=0.15),
        Column(say("column.date"), width=0.12),
        Column(say("column.criterion"), width=0.13),
        Column(say("column.evidence"), width=0.09),
        Column(say("column.state"), width=0.12),
    )
    return [
        Paragraph(say("intro.folders", table=number)),
        Table(
            number,
            telling.title("folders"),
            columns,
            tuple(rows),
            notes=((say("note.folders"), "normal"),),
        ),
    ]
