"""Links of a figure: what it waits for, with the page of each, and what reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zcdesk.calc.inventory import Inventory, all_lines
from zcdesk.domain.answer import Place, months_of, year_of
from zcdesk.domain.trace import Gap, Missing, Traced
from zcdesk.domain.words import Language, Words
from zcdesk.formula.syntax import names
from zcdesk.report.telling.wording import Wording
from zcdesk.workbench import naming
from zcdesk.workbench.forms import guide
from zcdesk.workbench.results.tracing import Figure, of_scheme
from zcdesk.workbench.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Link:
    """Something to go to.

    Attributes
    ----------
    text : str
    page : str
        Page to go to; ``""`` for a link to a figure.
    place : Place or None
    figure : str
        Figure to explain; ``""`` for a link to a page.
    """

    text: str
    page: str = ""
    place: Place | None = None
    figure: str = ""


def wording(workbench: Workbench, language: Language) -> Wording:
    """The words of reports and of these pages, in one language."""
    catalogue = workbench.catalogue
    texts: dict[str, Words] = {**catalogue.texts("report"), **catalogue.texts("ui_results")}
    return Wording(texts, language)


def page_of(workbench: Workbench, place: Place) -> str:
    """The page on which a place is answered; ``""`` if on none."""
    return guide.page_of(workbench, guide.homes(guide.pages(workbench)), place)


def gap_links(workbench: Workbench, gaps: frozenset[Gap] | Sequence[Gap], say: Wording) -> tuple[Link, ...]:
    """What is missing, months of one quantity as one link, with the page where each is filled in."""
    shown = guide.pages(workbench)
    homes = guide.homes(shown)
    order = {page.id: index for index, page in enumerate(shown)}
    grouped: dict[tuple[str, str, str, str], list[Gap]] = {}
    for gap in sorted(gaps):
        key = (gap.kind, gap.place.quantity, gap.place.row, gap.what)
        grouped.setdefault(key, []).append(gap)
    found: list[Link] = []
    for (kind, *_, what), members in grouped.items():
        place = members[0].place
        name = say.of(naming.place_words(workbench.project, workbench.catalogue, place))
        if len(members) > 1:
            alone = Place(place.quantity, place.row)
            name = say(
                "chain.gap.months",
                what=say.of(naming.place_words(workbench.project, workbench.catalogue, alone)),
                first=say.period(place.period),
                n=len(members),
            )
        detail = (
            say.of(naming.factor_words(workbench.catalogue, f":{what}")) if what.count("/") == 3 else what
        )
        found.append(
            Link(
                say(f"chain.gap.{kind}", what=name, detail=detail),
                guide.page_of(workbench, homes, place),
                place,
            )
        )
    found.sort(key=lambda link: order.get(link.page, len(order)))
    return tuple(found)


def printed_code(codes: Mapping[str, str], id_: str) -> str:
    """The code under which a figure is printed first; ``""`` if it is not printed."""
    return next((code for code, figure in codes.items() if figure == id_), "")


def readers_of(workbench: Workbench, figure: Figure, year: str) -> list[tuple[Inventory, str, str, str]]:
    """Lines (and the year of a month) that read a figure."""
    if ":" in figure.id:
        return [
            (inventory, id_, row, year)
            for inventory in workbench.inventories().values()
            for id_, row, result in all_lines(inventory, year)
            if isinstance(result, Traced) and any(part.source == figure.id for part in result.inputs)
        ]
    scheme, within, _ = of_scheme(figure.id)
    place = within if scheme else naming.parse_place(figure.id)
    assert place is not None, figure.id
    when = year_of(place.period) or year
    quantity = figure.inventory.compiled.vocabulary.quantities.get(place.quantity)
    if quantity is not None and place.period in months_of(when) and quantity.per == "month":
        return [(figure.inventory, place.quantity, place.row, when)]
    found: list[tuple[Inventory, str, str, str]] = []
    for inventory in (figure.inventory,) if scheme else workbench.inventories().values():
        for line in inventory.compiled.lines.values():
            if place.quantity not in names(line.tree):
                continue
            over = line.line.over
            rows = [row.id for row in inventory.rows(over)] if over else [""]
            found += [
                (inventory, line.line.id, row, place.period or when)
                for row in rows
                if not over or not place.row or row == place.row
            ]
    return [each for each in found if _has_read(each, place)]


def _has_read(reader: tuple[Inventory, str, str, str], place: Place) -> bool:
    """Whether a line took the figure when it was computed; a line that waits for something counts as well."""
    inventory, id_, row, period = reader
    result = inventory.line(id_, period, row)
    if isinstance(result, Missing):
        return True
    return any((part.id, part.row) == (place.quantity, place.row) for part in result.inputs)
