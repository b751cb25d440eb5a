"""Who reports: the facts of the enterprise, its boundary, its method, its products, what has changed."""

from __future__ import annotations

from zcdesk.domain.document import Block, Cell, Column, Paragraph, Row, Table
from zcdesk.domain.vocabulary import Quantity
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling.template import Part

_LONG = 60
"""Characters from which an answer is running text and not a cell."""


def profile(telling: Telling, part: Part) -> list[Block]:
    """Table C.1: the facts in two pairs of columns, long ones as paragraphs above it."""
    say, number = telling.say, telling.next_number("table")
    pairs: list[tuple[Cell, Cell]] = []
    long: list[Block] = []
    for quantity in _listed(telling, part):
        text = telling.answer(quantity.id)
        name = say.of(quantity.words)
        if len(text) > _LONG:
            long.append(Paragraph(say("profile.long", name=name, text=text.rstrip("。."))))
            continue
        if text:
            value = Cell(text)
        elif quantity.needed:
            value = Cell(say("missing.blank"), boxed=True, tone="warning")
        else:
            value = Cell(say("missing.unasked"), tone="grey")
        pairs.append((Cell(name, tone="grey"), value))
    if len(pairs) % 2:
        pairs.append((Cell(""), Cell("")))
    rows = tuple(Row((*left, *right)) for left, right in zip(pairs[::2], pairs[1::2], strict=True))
    head = (Column(say("column.item"), width=0.17), Column(say("column.content"), width=0.33))
    return [
        Paragraph(say("intro.profile", table=number)),
        *long,
        Table(number, say("table.profile"), (*head, *head), rows),
    ]


def boundary(telling: Telling, part: Part) -> list[Block]:
    """What is inside: the plant's own words, and what the method says."""
    said = [telling.answer(id_) for id_ in part.quantities if id_ in telling.vocabulary.quantities]
    own = [Paragraph(text) for text in said if text]
    return [*own, Paragraph(telling.say("boundary.method", text=telling.say.of(telling.method.boundary)))]


def method(telling: Telling) -> list[Block]:
    """By which documents, factor sets, warming potentials and rounding rule."""
    say = telling.say
    sets = {set_.id: say.of(set_.words) for figures in telling.all_figures() for set_ in figures.book.sets}
    blocks: list[Block] = [
        Paragraph(
            say("method.inventory", document=say.of(telling.method.document), edition=telling.method.edition)
        )
    ]
    if telling.energy is not None:
        energy = telling.energy.compiled.method
        blocks.append(Paragraph(say("method.energy", document=say.of(energy.document))))
    blocks.append(Paragraph(say("method.sets", sets=say.clauses(sets.values()))))
    blocks.append(
        Paragraph(
            say(
                "method.rounding",
                rule=say.clause(telling.method.rounding.rule),
                places=telling.method.rounding.places,
            )
        )
    )
    return blocks


def changes(telling: Telling, part: Part) -> list[Block]:
    """What has changed, in the plant's words, year by year; or that nothing was stated."""
    say = telling.say
    blocks: list[Block] = []
    for id_ in part.quantities:
        if id_ not in telling.vocabulary.quantities:
            continue
        for year in (telling.year, *reversed(telling.years[:-1])):
            text = telling.answer(id_, "", year)
            if text:
                blocks.append(Paragraph(say("changes.year", period=say.period(year), text=text)))
            elif year == telling.year:
                blocks.append(Paragraph(say("changes.none", what=telling.name(id_), period=say.period(year))))
    return blocks


def _listed(telling: Telling, part: Part) -> list[Quantity]:
    known = telling.vocabulary.quantities
    return [known[id_] for id_ in part.quantities if id_ in known]
