"""Other matters: what the form asks for beyond amounts and factors."""

from __future__ import annotations

from collections.abc import Iterable

from zcdesk.domain.answer import year_of
from zcdesk.domain.document import Block, Cell, Paragraph, Row, Table
from zcdesk.domain.finding import REASON
from zcdesk.domain.trace import Missing, Result, Traced
from zcdesk.report.chapters import notes
from zcdesk.report.chapters.columns import Heads
from zcdesk.report.chapters.entered import entered
from zcdesk.report.chapters.open_items import missing_items
from zcdesk.report.chapters.telling import Telling, flags, summary_lines
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import figure, known
from zcdesk.report.telling.template import Part


def missing_data(telling: Telling) -> list[Block]:
    """How missing data were treated: never as nothing; and where a default stands for "not known"."""
    say = telling.say
    open_ = len(missing_items(telling))
    blocks: list[Block] = [
        Paragraph(say("missing_data.some", count=open_) if open_ else say("missing_data.none"))
    ]
    results = [telling.inventory.line(line.id, telling.year) for line in summary_lines(telling.method)]
    found = dict.fromkeys(
        flag
        for result in results
        for flag in flags(result)
        if flag.code in ("default_taken", "density", "older_year")
    )
    texts = dict.fromkeys(notes.flag_text(telling, telling.inventory, flag) for flag in found)
    if texts:
        blocks.append(Paragraph(say("missing_data.flags", flags=say.clauses(texts))))
    return blocks


def amount_sentence(telling: Telling, part: Part) -> list[Block]:
    """A sentence for each of some lines or quantities: biomass apart, electricity passed on."""
    say = telling.say
    blocks: list[Block] = []
    for id_ in part.quantities:
        if not known(telling.inventory, id_) or not telling.has(telling.inventory, id_):
            continue
        result = figure(telling.inventory, id_, telling.year)
        place = telling.codes.place(f"{id_}@{telling.year}")
        see = say("other.see", code=" ".join(place)) if place else ""
        if isinstance(result, Missing):
            blocks.append(Paragraph(say("other.missing", what=telling.name(id_), see=see)))
            continue
        if not result.number:
            blocks.append(Paragraph(say("other.nothing", what=telling.name(id_))))
            continue
        places = telling.places(telling.inventory, id_, [result])
        value = lines.number(result.number, 2 if places is None else places, telling.method.rounding)
        blocks.append(
            Paragraph(
                say(
                    "other.amount",
                    what=telling.name(id_),
                    value=value,
                    unit=telling.unit(telling.inventory, id_),
                    see=see,
                )
            )
        )
    return [*blocks, *(Paragraph(say(f"other.{text}")) for text in part.texts)] if blocks else []


def instruments(telling: Telling, part: Part) -> list[Block]:
    """Green power and certificates, each by itself, with what it counts for in either view."""
    say = telling.say
    shown = [id_ for id_ in part.quantities if telling.has(telling.inventory, id_)]
    results = {id_: figure(telling.inventory, id_, telling.year) for id_ in shown}
    if not any(isinstance(result, Missing) or result.number for result in results.values()):
        return []
    number = telling.next_number("table")
    heads = Heads(telling)
    heads.code()
    heads.words(say("column.instrument"))
    heads.number("amount", say("column.amount"), say.unit("MWh"))
    heads.words(say("column.in_location"), width=0.24)
    heads.words(say("column.in_market"), width=0.24)
    heads.words(say("column.evidence"))
    rows: list[Row] = []
    for position, id_ in enumerate(part.quantities, start=1):
        if id_ not in results:
            continue
        place = telling.codes.place(f"{id_}@{telling.year}")
        code = place[1].partition(".")[0] if place else f"{part.letter}{position:02d}"
        cell = telling.cell(
            telling.inventory,
            (number, code, 1),
            id_,
            places=telling.places(telling.inventory, id_, [results[id_]]),
        )
        evidence = telling.cites(results[id_])
        rows.append(
            Row(
                (
                    Cell(code, tone="grey"),
                    Cell(telling.name(id_)),
                    cell,
                    Cell(say(f"instrument.{id_}.{_location(telling, part, id_, results[id_])}")),
                    Cell(say(f"instrument.{id_}.market")),
                    Cell(say.join(evidence) or lines.DASH),
                )
            )
        )
    below = [
        (say("note.instruments"), "normal"),
        *notes.illustrative(telling, [("", result) for result in results.values()]),
    ]
    return [
        Paragraph(say("intro.instruments", table=number)),
        Table(
            number,
            say("table.instruments", year=telling.year),
            tuple(heads.columns),
            tuple(rows),
            notes=tuple(below),
        ),
    ]


def _location(telling: Telling, part: Part, id_: str, amount: Result) -> str:
    """Key of how the location view counts it: a method may count as nothing what has its proof."""
    line = next((row["location"] for row in part.rows if row.get("amount") == id_ and "location" in row), "")
    counted = figure(telling.inventory, line, telling.year) if line in telling.method.lines else None
    some = isinstance(amount, Traced) and amount.number
    return "location_proven" if some and isinstance(counted, Traced) and not counted.number else "location"


def quality(telling: Telling, part: Part) -> list[Block]:
    """How the data were kept and checked: what the file shows, and the plant's own remarks."""
    say = telling.say
    found = entered(telling)
    counts = say(
        "quality.counts",
        all=found.values,
        blank=found.blank,
        monthly=found.monthly,
        proven=found.proven,
        bare=found.bare,
        files=len(telling.project.evidence),
        cited=found.cited,
    )
    blocks: list[Block] = [Paragraph(counts), *_explained(telling)]
    return [*blocks, *(Paragraph(say(f"quality.{text}")) for text in part.texts)]


def _explained(telling: Telling) -> list[Block]:
    """Doubts that were answered for, each with the reason that was given."""
    say, told = telling.say, dict[str, None]()
    for finding in telling.findings:
        place, reason = finding.place, dict(finding.details).get(REASON, "")
        if place is None or not reason:
            continue
        row, period = telling.label(place.row) if place.row else "", say.period(place.period)
        what = say("open.what", row=row, period=period, what=telling.name(place.quantity)).strip()
        told[say("quality.doubt", what=what, reason=reason)] = None
    return [Paragraph(say("quality.explained", count=len(told), list=say.clauses(told)))] if told else []


def illustrative(telling: Telling) -> list[Block]:
    """Plain words where figures rest on data made up for demonstration."""
    say = telling.say
    years = [year for year in telling.years if _made_up(telling, year)]
    if not years:
        return []
    of_year = [
        place for place, answer in telling.project.answers.items() if answer.illustrative and place.period
    ]
    text = say("illustrative.text", years=say.join(map(say.period, years)), count=len(of_year))
    names = dict.fromkeys(
        telling.name(place.quantity) for place in sorted(of_year) if year_of(place.period) == telling.year
    )
    more = say("illustrative.what", period=say.period(telling.year), what=say.join(names)) if names else ""
    return [Paragraph(text + more, tone="strong")]


def _made_up(telling: Telling, year: str) -> bool:
    return any(
        telling.is_illustrative(
            _known(
                figures.line(line.id, year)
                for line in figures.compiled.method.lines.values()
                if line.scope and not line.over
            )
        )
        for figures in telling.all_figures()
    )


def _known(results: Iterable[Traced | Missing]) -> list[Traced | Missing]:
    return list(results)
