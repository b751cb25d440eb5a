"""Cover, statement of truth and contents."""

from __future__ import annotations

from zcdesk.domain.document import Block, Cell, Column, Contents, Cover, Heading, Row, Statement, Table
from zcdesk.domain.method import Line
from zcdesk.domain.trace import Missing
from zcdesk.report.chapters import notes
from zcdesk.report.chapters.entered import entered, is_illustrative_year
from zcdesk.report.chapters.open_items import counts
from zcdesk.report.chapters.telling import Telling, is_co2e, summary_lines
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import Figures
from zcdesk.report.telling.template import Part


def cover(telling: Telling, number: str, issued_at: str, check_code: str) -> list[Block]:
    """The first page."""
    say = telling.say
    facts = [
        (telling.name("site.credit_code"), telling.answer("site.credit_code") or say("missing.blank")),
        (say("cover.period"), say("cover.period_value", year=telling.year)),
        (say("cover.method"), say.of(telling.method.document)),
        *_scheme(telling),
        (say("cover.date"), say.date(issued_at) if issued_at else lines.DASH),
    ]
    if is_illustrative_year(telling):
        facts.append((say("cover.illustrative"), say("cover.illustrative_value")))
    own = telling.answer("site.industry") if say.language == "zh" else ""  # what the plant typed is Chinese
    industry = own or say.of(telling.method.words)
    main = telling.main_total()
    example = telling.codes.shown(f"{main.id}@{telling.year}") if main else ""
    sealed = say("cover.sealed", code=check_code) if check_code else say("cover.unsealed")
    return [
        Cover(
            say("cover.number", number=number) if number else "",
            say(f"{telling.template.head}.title", what=_what(telling)),
            say("cover.subtitle", year=telling.year, industry=industry),
            telling.answer("site.name") or say("missing.blank"),
            tuple(facts),
            sealed + (say("cover.codes", example=example) if example else ""),
        )
    ]


def _what(telling: Telling) -> str:
    """What the scheme of a report is called."""
    return telling.say.of(telling.scheme.compiled.scheme.method.words) if telling.scheme is not None else ""


def _scheme(telling: Telling) -> list[tuple[str, str]]:
    """The document that a report about a scheme follows."""
    if telling.scheme is None:
        return []
    return [(telling.say("cover.scheme"), telling.say.of(telling.scheme.compiled.scheme.method.document))]


def _lacking(telling: Telling, figures: Figures, id_: str, result: Missing) -> Cell:
    """What stands in the place of a result; what may stay without an answer is no gap."""
    if telling.is_unasked(result, telling.year):
        return Cell(telling.say("missing.unasked"), tone="grey")
    return Cell(telling.missing(figures, id_, result), boxed=True, tone="warning")


def statement(telling: Telling) -> list[Block]:
    """Who answers for the report, with the main results and the places for signatures and seal."""
    say = telling.say
    rows: list[Row] = []
    for figures, line in _results(telling):
        result = figures.line(line.id, telling.year)
        place = telling.codes.place(f"{line.id}@{telling.year}")
        text = (
            _lacking(telling, figures, line.id, result)
            if isinstance(result, Missing)
            else Cell(
                lines.number(
                    result.number,
                    lines.places_of(figures.compiled.method, line),
                    figures.compiled.method.rounding,
                )
            )
        )
        code = place[1].partition(".")[0] if place else ""
        see = say("source.see_table", table=place[0]) if place else lines.DASH
        rows.append(
            Row(
                (
                    Cell(code, tone="grey"),
                    Cell(say.of(line.words)),
                    text,
                    Cell(say.unit(line.unit)),
                    Cell(see),
                )
            )
        )
    missing, wrong, unconfirmed = counts(telling)
    where = say("source.see_table", table="0-1") if missing + wrong + unconfirmed else lines.DASH
    rows.append(
        Row(
            (
                Cell(""),
                Cell(say("statement.open")),
                Cell(f"{missing + wrong} / {unconfirmed}"),
                Cell(say("statement.items")),
                Cell(where),
            )
        )
    )
    columns = (
        Column(say("column.code"), role="code"),
        Column(say("column.item")),
        Column(say("column.result", year=telling.year), align="right", role="number"),
        Column(say("column.unit")),
        Column(say("column.see")),
    )
    document = say.of(telling.method.document)
    results = [("", figures.line(line.id, telling.year)) for figures, line in _results(telling)]
    below = notes.illustrative(telling, results)
    if not below and is_illustrative_year(telling):
        below = [(say("note.illustrative_here"), "warning")]
    paragraphs = [
        say("statement.first", document=document, year=telling.year, proven=_proven(telling)),
        say("statement.second"),
    ]
    if below or is_illustrative_year(telling):
        paragraphs.append(say("statement.illustrative"))
    return [
        Statement(
            say("statement.title"),
            tuple(paragraphs),
            Table("", say("statement.results"), columns, tuple(rows), notes=tuple(below)),
            (say("sign.representative"), say("sign.manager"), say("sign.author"), say("sign.phone")),
            say("statement.seal"),
            say("statement.date"),
        )
    ]


def contents(telling: Telling) -> list[Block]:
    """The table of contents."""
    return [Contents(telling.say("contents.title"))]


def declaration(telling: Telling) -> list[Block]:
    """The closing declaration that the official form asks for, signed by the legal representative."""
    say = telling.say
    return [
        Statement(
            say("declaration.title"),
            (say("declaration.text"), say("declaration.duty")),
            None,
            (say("sign.representative"),),
            say("statement.seal"),
            say("statement.date"),
        )
    ]


def chapter_heading(telling: Telling, part: Part, count: int) -> Heading:
    """A chapter's heading in the order of the official outline."""
    say = telling.say
    title = say(f"chapter.{part.id}", year=telling.year)
    if part.number == "auto":
        own = f"{telling.template.head}.chapter"
        return Heading(
            say(
                own if say.has(own) else "heading.chapter",
                han=say("numerals").split(",")[count - 1],
                number=count,
                title=title,
            )
        )
    if part.number.isalpha() and part.number != "T":
        return Heading(say("heading.appendix", letter=part.number, title=title))
    return Heading(title)


def _proven(telling: Telling) -> str:
    """How many of the values of the year have evidence."""
    found = entered(telling)
    key = "some" if found.proven else "none"
    if found.values and not found.bare:
        key = "all"
    counts = {"all": found.values, "proven": found.proven, "bare": found.bare}
    return telling.say(f"statement.proven_{key}", year=telling.year, **counts)


def _results(telling: Telling) -> list[tuple[Figures, Line]]:
    found: list[tuple[Figures, Line]] = [
        (telling.inventory, line)
        for line in summary_lines(telling.method)
        if line.total and not line.scope and is_co2e(line)
    ]
    if telling.energy is not None:
        totals = (
            line for line in telling.energy.compiled.method.lines.values() if line.total and not line.over
        )
        found += [(telling.energy, line) for line in totals]
    return found
