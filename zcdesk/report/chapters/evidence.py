"""The list of evidence: what proves which figures."""

from __future__ import annotations

from zcdesk.domain.answer import Place, year_of
from zcdesk.domain.document import Block, Cell, Column, Paragraph, Row, Table
from zcdesk.domain.evidence import Evidence
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import figure_id


def evidence_list(telling: Telling) -> list[Block]:
    """Every piece of evidence under the latest year that it serves."""
    say = telling.say
    if not telling.project.evidence:
        return [Paragraph(say("evidence.nothing"))]
    number = telling.next_number("table")
    cited: dict[str, list[tuple[Place, str]]] = {}
    for place, answer in sorted(telling.project.answers.items()):
        for cite in answer.evidence:
            cited.setdefault(cite.evidence, []).append((place, cite.pages))
    groups: dict[str, list[str]] = {}
    for id_ in sorted(telling.project.evidence):
        groups.setdefault(_group(telling, [place for place, _ in cited.get(id_, [])]), []).append(id_)
    rows: list[Row] = []
    for key in sorted(
        groups, key=lambda key: (not key.isdigit(), key != telling.year, -int(key) if key.isdigit() else 0)
    ):
        rows.append(Row((Cell(_title(telling, key)),), "group"))
        rows += [_row(telling, telling.project.evidence[id_], cited.get(id_, [])) for id_ in groups[key]]
    columns = (
        Column(say("column.evidence_id")),
        Column(say("column.file"), width=0.23),
        Column(say("column.kind"), width=0.13),
        Column(say("column.issuer"), width=0.17),
        Column(say("column.date"), width=0.11),
        Column(say("column.pages_cited"), width=0.10),
        Column(say("column.proves"), width=0.12),
        Column(say("column.digest")),
    )
    return [
        Paragraph(say("intro.evidence", table=number), style="lead"),
        Table(number, say("table.evidence"), columns, tuple(rows), notes=((say("note.evidence"), "normal"),)),
    ]


def _group(telling: Telling, places: list[Place]) -> str:
    """The latest year that a piece of evidence serves, the reported one first; ``-`` for the project as a whole."""
    years = {year_of(place.period) for place in places} - {""}
    if telling.year in years:
        return telling.year
    if years:
        return max(years)
    return "-" if places else "?"


def _title(telling: Telling, key: str) -> str:
    say = telling.say
    if key == telling.year:
        return say.period(key)
    if key.isdigit():
        return say("evidence.compared", period=say.period(key))
    return say("evidence.project") if key == "-" else say("evidence.unused")


def _row(telling: Telling, item: Evidence, cited: list[tuple[Place, str]]) -> Row:
    say = telling.say
    kinds = telling.vocabulary.lists.get("evidence_kind", {})
    kind = say.of(kinds[item.kind].words) if item.kind in kinds else item.kind
    pages = say.pages(pages for _, pages in cited)
    proves = sorted(
        {_proved(telling, place) for place, _ in cited}, key=lambda name: (not name.isascii(), name)
    )
    digest = item.digest[:6].upper()
    return Row(
        (
            Cell(item.id),
            Cell(item.title or item.name),
            Cell(kind),
            Cell(item.issuer or lines.DASH),
            Cell(item.date or lines.DASH),
            Cell(pages or lines.DASH),
            Cell(say.join(proves) or lines.DASH),
            Cell(f"{digest[:4]} {digest[4:]}".strip() or lines.DASH),
        )
    )


def _proved(telling: Telling, place: Place) -> str:
    """Row code of the answer, or of the figure it stands as; else its name."""
    if place.row:
        return place.row
    for period in (telling.year, year_of(place.period)):
        found = telling.codes.place(figure_id(place.quantity, "", period))
        if found:
            return found[1].partition(".")[0]
    return telling.name(place.quantity)
