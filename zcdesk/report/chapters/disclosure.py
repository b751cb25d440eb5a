"""A sustainability report: topics as they were written, and the index by framework with page or reason of omission."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zcdesk.domain.document import Block, Cell, Column, Paragraph, Row, Table
from zcdesk.domain.trace import Traced
from zcdesk.domain.words import Words
from zcdesk.report.chapters import notes
from zcdesk.report.chapters.columns import Heads, code_cell, group, row
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import figure
from zcdesk.report.telling.template import Part


def topic(telling: Telling, part: Part) -> list[Block]:
    """Words of a topic and the numbers that go with it, year by year; nothing where neither was given."""
    known = telling.vocabulary.quantities
    asked = [known[id_] for id_ in part.quantities if id_ in known]
    blocks: list[Block] = []
    for quantity in asked:
        if quantity.kind == "text":
            text = telling.answer(quantity.id, "", telling.year) or telling.answer(quantity.id)
            blocks += [Paragraph(each.strip()) for each in text.splitlines() if each.strip()]
    numbers = [
        each.id
        for each in asked
        if each.kind == "number" and isinstance(figure(telling.inventory, each.id, telling.year), Traced)
    ]
    if numbers:
        blocks += _numbers(telling, part, numbers)
    return blocks


def _numbers(telling: Telling, part: Part, ids: Sequence[str]) -> list[Block]:
    say, figures = telling.say, telling.inventory
    number = telling.next_number("table")
    heads = Heads(telling)
    heads.code()
    heads.words(say("column.item"))
    heads.words(say("column.unit"))
    for year in telling.years:
        heads.number(year, say.period(year))
    rows: list[Row] = []
    for index, id_ in enumerate(ids, start=1):
        code = f"{part.letter or 'H'}{index:02d}"
        results = [figure(figures, id_, year) for year in telling.years]
        places = telling.places(figures, id_, results)
        cells: list[Cell | str] = [code_cell(code), telling.name(id_), telling.unit(figures, id_)]
        for year, result in zip(telling.years, results, strict=True):
            if isinstance(result, Traced):
                where = (number, code, heads.numbers[year])
                cells.append(telling.cell(figures, where, id_, "", year, places=places))
            else:
                cells.append(Cell(say("disclosure.blank"), tone="grey"))
        rows.append(row(*cells))
    evidence = telling.evidence_for(ids)
    named = [("", figure(figures, id_, telling.year)) for id_ in ids]
    return [
        Table(
            number,
            say("table.topic", what=say(f"section.{part.section}")),
            tuple(heads.columns),
            tuple(rows),
            notes=tuple(notes.illustrative(telling, named)),
            source=say("source.evidence", ids=say.join(evidence)) if evidence else "",
        )
    ]


def index(telling: Telling) -> list[Block]:
    """Every item of every framework: the page where it is told, or why it is not."""
    say, held = telling.say, telling.disclosure
    if not held:
        return []
    blocks: list[Block] = [Paragraph(say("intro.disclosure"))]
    columns = (
        Column(say("column.clause_id"), width=0.16),
        Column(say("column.item"), width=0.33),
        Column(say("column.at_page"), align="right", width=0.08),
        Column(say("column.state"), width=0.13),
        Column(say("column.reason"), width=0.30),
    )
    rows: list[Row] = []
    told = lacking = 0
    for id_, framework in held["framework"].items():
        rows.append(group(say.of(_words(framework))))
        for item in (each for each in held["item"] if each["framework"] == id_):
            found = _row(telling, item)
            told += found.cells[3].mark == "met"
            lacking += found.cells[3].mark == "unmet"
            rows.append(found)
    number = telling.next_number("table")
    below = [(say("note.disclosure", told=told, lacking=lacking), "normal")]
    blocks.append(
        Table(number, say("table.disclosure"), columns, tuple(rows), notes=tuple(below))  # type: ignore[arg-type]
    )
    return blocks


def _row(telling: Telling, item: Mapping[str, Any]) -> Row:
    say, name = telling.say, item["topic"]
    section = telling.disclosure["section"].get(name, name)
    words = say.of(_words(item["words"]))
    code = telling.answer("site.industry_code").strip()
    if code and item.get("sectors") and not code.startswith(tuple(item["sectors"])):
        state = Cell(say("disclosure.other"), mark="na")
        return row(item["number"], words, lines.DASH, state, say("disclosure.other_industry"))
    if section in telling.sections:
        state = Cell(say("disclosure.told"), mark="met")
        return row(item["number"], words, Cell("", page=section), state, lines.DASH)
    reason = telling.omitted.get(name, "")
    if reason:
        return row(item["number"], words, lines.DASH, Cell(say("disclosure.omitted"), mark="na"), reason)
    state = Cell(say("disclosure.lacking"), mark="unmet")
    because = Cell(say("disclosure.no_reason"), boxed=True, tone="warning")
    return row(item["number"], words, lines.DASH, state, because)


def _words(raw: Mapping[str, str]) -> Words:
    return Words(raw["zh"], raw["en"])
