"""What all chapters share while one report is told: whose results, which year, which words, which codes so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from zcdesk.domain.answer import PROJECT, Cite, Place, year_of
from zcdesk.domain.document import Cell, RowKind, Tone
from zcdesk.domain.finding import Finding
from zcdesk.domain.form import Page
from zcdesk.domain.method import Line, Method
from zcdesk.domain.project import Project
from zcdesk.domain.trace import Flag, Missing, Result, Traced, flags_of, walk
from zcdesk.domain.vocabulary import Vocabulary
from zcdesk.domain.words import Words
from zcdesk.report.telling import lines
from zcdesk.report.telling.codes import Codes, numbered
from zcdesk.report.telling.judged import Folder, Verdicts
from zcdesk.report.telling.results import Figures, as_published, figure, figure_id, known, leaf_of
from zcdesk.report.telling.template import Template
from zcdesk.report.telling.wording import Wording

_MONEY = "元"

Where = tuple[str, str, int]
"""Table, row code and column number of a cell."""


class Telling:
    """One report being told.

    Parameters
    ----------
    project, template, say, inventory, energy, year, findings, finding_texts, pages, spread, scheme, fallen, folders,
    disclosure, omitted
        As in `zcdesk.report.story.story`.
    """

    def __init__(
        self,
        *,
        project: Project,
        template: Template,
        say: Wording,
        inventory: Figures,
        energy: Figures | None,
        year: str,
        findings: Sequence[Finding],
        finding_texts: Mapping[str, Words],
        pages: Mapping[str, Page],
        spread: Mapping[str, Any] | None = None,
        scheme: Verdicts | None = None,
        fallen: Sequence[str] = (),
        folders: Sequence[Folder] = (),
        disclosure: Mapping[str, Any] | None = None,
        omitted: Mapping[str, str] | None = None,
    ) -> None:
        self.project = project
        self.template = template
        self.say = say
        self.inventory = inventory
        self.energy = energy
        self.year = year
        self.findings = findings
        self.finding_texts = finding_texts
        self.pages = pages
        self.spread = spread
        self.scheme = scheme
        self.fallen = tuple(dict.fromkeys(fallen))
        self.folders = folders
        self.disclosure = disclosure or {}
        self.omitted = omitted or {}
        self.sections: set[str] = set()
        self.spread_table = ""
        self.years = tuple(each for each in sorted(project.years) if each <= year)[-template.years :]
        self.codes = Codes()
        self.summary = numbered("S", (line.id for line in summary_lines(self.method)))
        asked = inventory.compiled.quantities.values()
        self._alone = numbered("V", (each.id for each in asked if each.kind == "number" and not each.table))
        self.absent: list[str] = []
        self.drawn: dict[str, tuple[Result, ...]] = {}
        self.proven: dict[str, None] = {}
        self._answered = frozenset(place.quantity for place in project.answers)
        self._waiting: dict[str, frozenset[tuple[str, str]]] = {}
        self._chapter = ""
        self._count: dict[str, int] = {}

    @property
    def method(self) -> Method:
        """The method of the inventory."""
        return self.inventory.compiled.method

    @property
    def vocabulary(self) -> Vocabulary:
        """All quantities."""
        return self.inventory.compiled.vocabulary

    def all_figures(self) -> tuple[Figures, ...]:
        """The inventory, the energy figures and those of the scheme where there are any."""
        found = (self.inventory,) if self.energy is None else (self.inventory, self.energy)
        return found if self.scheme is None else (*found, self.scheme.inventory)

    def open_chapter(self, label: str) -> None:
        """Tables and charts are numbered by chapter from here on."""
        self._chapter = label
        self._count.clear()

    def code_of(self, id_: str) -> str:
        """Row code of a figure that stands alone: that of its first place, else one of its own."""
        place = self.codes.place(figure_id(id_, "", self.year))
        return (
            place[1].partition(".")[0] if place else self.summary.get(id_) or self._alone.get(id_, lines.DASH)
        )

    def next_number(self, kind: str) -> str:
        """The number of the next table or chart: ``3-1``."""
        self._count[kind] = self._count.get(kind, 0) + 1
        return f"{self._chapter}-{self._count[kind]}"

    def title(self, id_: str) -> str:
        """The title of a table; a report whose tables have no official numbers has words of its own."""
        own = f"{self.template.head}.table.{id_}"
        return self.say(own if self.say.has(own) else f"table.{id_}", year=self.year)

    def main_total(self) -> Line | None:
        """The total that shares refer to: of the location view, or of no view."""
        totals = [
            line for line in self.method.lines.values() if line.total and not line.scope and is_co2e(line)
        ]
        return next((line for line in totals if line.view in ("location", "")), None)

    def own(self, key: str) -> str:
        """A text, in the words of the method where it calls something otherwise: ``section.process.<method>``."""
        named = f"{key}.{self.method.id}"
        return self.say(named if self.say.has(named) else key)

    def name(self, id_: str) -> str:
        """What a line, quantity or constant is called."""
        for figures in self.all_figures():
            line = figures.compiled.method.lines.get(id_)
            if line is not None:
                return self.say.of(line.words)
        for named in (self.vocabulary.quantities, self.vocabulary.constants, self.vocabulary.tables):
            if id_ in named:
                return self.say.of(named[id_].words)
        return id_

    def label(self, row: str) -> str:
        """What people call a row: its fuel, its gas, its name."""
        held = self.project.rows.get(row)
        table = self.vocabulary.tables.get(held.table) if held else None
        return (self.answer(table.label, row) if table and table.label else "") or row

    def beside_code(self, row: str) -> str:
        """What stands beside the code of a row: what people call it, or that it has no name yet."""
        label = self.label(row)
        return self.say("row.no_name") if label == row else label

    def change_head(self) -> str:
        """What a change is against: the year before, or an earlier one by its name."""
        before = self.years[-2]
        return (
            self.say("column.change")
            if int(before) == int(self.year) - 1
            else self.say("column.change_from", year=before)
        )

    def answer(self, quantity: str, row: str = "", period: str = PROJECT) -> str:
        """The text of an answer; the option's words for a choice; ``""`` if there is none."""
        held = self.project.answers.get(Place(quantity, row, period))
        known_quantity = self.vocabulary.quantities.get(quantity)
        if held is None or known_quantity is None or held.standing != "given":
            return ""
        if known_quantity.kind == "choice":
            option = self.vocabulary.option(quantity, held.text)
            return self.say.of(option.words) if option else held.text
        return held.text

    def unit(self, figures: Figures, id_: str, row: str = "") -> str:
        """The unit of a line or quantity as printed, the row's own put in."""
        line = figures.compiled.method.lines.get(id_)
        quantity = self.vocabulary.quantities.get(id_)
        unit = line.unit if line else quantity.unit if quantity else ""
        table = self.vocabulary.tables.get(line.over if line else quantity.table if quantity else "")
        if table is None or not table.bound or table.bound not in unit:
            return self.say.unit("" if unit == "1" else unit)
        return self.say.unit(unit.replace(table.bound, self.row_unit(row) or table.bound))

    def row_unit(self, row: str) -> str:
        """What the amounts of a row are counted in, as written in the vocabulary."""
        held = self.project.rows.get(row)
        table = self.vocabulary.tables.get(held.table) if held else None
        answer = self.project.answers.get(Place(table.unit_of, row)) if table and table.unit_of else None
        option = self.vocabulary.option(table.unit_of, answer.text) if table and answer else None
        return option.unit if option else ""

    def has(self, figures: Figures, id_: str) -> bool:
        """Whether a line of the method, or a quantity that it reads or that somebody has answered."""
        if id_ in figures.compiled.method.lines or id_ in figures.compiled.quantities:
            return True
        return known(figures, id_) and id_ in self._answered

    def places(self, figures: Figures, id_: str, results: Iterable[Result]) -> int | None:
        """Decimals of a column; None where each value is printed as it was published."""
        line = figures.compiled.method.lines.get(id_)
        if line is not None:
            if as_published(figures.compiled, id_):
                return None
            return lines.places_of(figures.compiled.method, line)
        quantity = self.vocabulary.quantities[id_]
        if quantity.fold != "sum":
            return None
        found = [item for item in results if isinstance(item, Traced) and isinstance(item.value, Decimal)]
        least = 0 if found and all(self.counts_things(item.unit) for item in found) else 2
        return lines.needed((item.number for item in found), least)

    def counts_things(self, unit: str) -> bool:
        """Whether a unit counts pieces, which have no decimals."""
        dimensions = self.vocabulary.units.parse(unit).dimensions
        return bool(dimensions) and all(not base.isascii() and base != _MONEY for base, _ in dimensions)

    def cell(
        self,
        figures: Figures,
        where: Where,
        id_: str,
        row: str = "",
        period: str = "",
        *,
        places: int | None = 2,
        tone: Tone = "normal",
    ) -> Cell:
        """One figure in a table; missing things are boxed, and the code is remembered."""
        period = period or self.year
        result = figure(figures, id_, period, row)
        table, code, column = where
        shown = f"{code}.{column}"
        quantity = self.vocabulary.quantities.get(id_)
        if isinstance(result, Missing):
            if quantity is not None and not self.waits_for(id_, row, period[:4] or self.year):
                return Cell(lines.DASH)
            self.codes.give(table, shown, figure_id(id_, row, period))
            if self.is_unasked(result, period[:4] or self.year):
                return Cell(self.say("missing.unasked"), tone="grey", code=shown)
            return Cell(self.missing(figures, id_, result, period), boxed=True, tone="warning", code=shown)
        rounding = figures.compiled.method.rounding
        if not isinstance(result.value, Decimal):
            return Cell(str(result.value))
        if quantity is not None and quantity.per == "project":
            period = PROJECT
        self.codes.give(table, shown, figure_id(id_, row, period))
        if places is None:
            leaf = leaf_of(figures, result)
            text = lines.published(leaf.number, rounding)
        else:
            text = lines.number(result.value, places, rounding)
        return Cell(text, tone=tone, code=shown)

    def waits_for(self, quantity: str, row: str, year: str) -> bool:
        """Whether an emission or total of a year is missing because of a quantity."""
        if year not in self._waiting:
            self._waiting[year] = frozenset(
                (gap.place.quantity, gap.place.row)
                for figures in self.all_figures()
                for line in counted_lines(figures.compiled.method)
                if isinstance(result := figures.line(line.id, year), Missing)
                for gap in result.gaps
            )
        return (quantity, row) in self._waiting[year]

    def is_unasked(self, result: Missing, year: str) -> bool:
        """Whether a figure lacks only what may stay without an answer, and nothing that is counted lacks it too."""
        for gap in result.gaps:
            quantity = self.vocabulary.quantities.get(gap.place.quantity)
            if gap.kind != "answer" or quantity is None or quantity.needed:
                return False
            if self.waits_for(gap.place.quantity, gap.place.row, year):
                return False
        return True

    def missing(self, figures: Figures, id_: str, result: Missing, period: str = "") -> str:
        """What stands in the place of a number; a month does not count what is only known by the year."""
        line = figures.compiled.method.lines.get(id_)
        if line is not None:
            if line.over or len(period) > 4:
                return self.say("missing.line")
            return self.say("missing.total", count=len(result.gaps))
        if any(gap.kind == "invalid" for gap in result.gaps):
            return self.say("missing.invalid")
        months = [gap for gap in result.gaps if len(gap.place.period) > 4]
        return self.say("missing.months", count=len(months)) if months else self.say("missing.one")

    def cites(self, result: Result) -> dict[str, list[str]]:
        """Evidence below a figure, with the pages meant."""
        found: dict[str, list[str]] = {}
        if isinstance(result, Missing):
            return found
        for item in walk(result):
            if item.kind != "answer":
                continue
            answer = self.project.answers.get(Place(item.id, item.row, item.period))
            for cite in answer.evidence if answer else ():
                found.setdefault(cite.evidence, []).append(cite.pages)
        return dict(sorted(found.items()))

    def cited(self, result: Result) -> str:
        """Evidence as printed: ``E-012，第 1—12 页``."""
        shown = [self.cite(Cite(id_, self.say.pages(pages))) for id_, pages in self.cites(result).items()]
        return self.say.clauses(shown) or lines.DASH

    def cite(self, cite: Cite) -> str:
        """One piece of evidence with its pages."""
        return self.say("evidence.cite", id=cite.evidence, pages=cite.pages) if cite.pages else cite.evidence

    def evidence_for(self, quantities: Iterable[str], row: str = "") -> list[str]:
        """Ids of the evidence of answers of the reported year, or of the project as a whole."""
        wanted = set(quantities)
        found: dict[str, None] = {}
        for place, answer in self.project.answers.items():
            if (
                place.quantity in wanted
                and year_of(place.period) in ("", self.year)
                and row in ("", place.row)
            ):
                found.update(dict.fromkeys(cite.evidence for cite in answer.evidence))
        return sorted(found)

    def is_illustrative(self, results: Iterable[Result]) -> bool:
        """Whether any of these rests on data made up for demonstration."""
        return any(flag.code == "illustrative" for result in results for flag in flags(result))


def tables_of(telling: Telling, results: Iterable[Result]) -> list[str]:
    """Numbers of the tables in which figures stand first; known when everything has been told."""
    found: dict[str, None] = {}
    for result in results:
        if isinstance(result, Traced):
            place = telling.codes.place(figure_id(result.id, result.row, result.period))
            found.update({place[0]: None} if place and place[0] != "Y" else {})  # Y: the annex, no table
    return sorted(found)


def flags(result: Result) -> tuple[Flag, ...]:
    """All flags below a figure; none where it is missing."""
    return flags_of(result) if isinstance(result, Traced) else ()


def is_co2e(line: Line) -> bool:
    """Whether a line is an emission in tonnes."""
    return line.unit in ("tCO2e", "tCO2")


def summary_lines(method: Method) -> list[Line]:
    """Emissions and totals of a method: by scope, each with its total; the whole; the market view; what is apart."""
    return sorted(counted_lines(method), key=_rank)


def counted_lines(method: Method) -> list[Line]:
    """What a year must come to: the emissions and totals of a method, in its own order."""
    lines_ = (line for line in method.lines.values() if not line.over and not line.spare)
    return [line for line in lines_ if line.scope or line.total]


def row_kind(line: Line) -> RowKind:
    """How a line of the summary is printed: as a part, as the sum of its scope, or as a whole."""
    if not line.total:
        return "plain"
    return "subtotal" if line.scope else "total"


def _rank(line: Line) -> tuple[int, str, bool]:
    if not is_co2e(line):
        return 4, "", False
    if line.scope == "biogenic":
        return 3, "", line.total
    if line.view == "market":
        return 2, line.scope or "~", line.total
    return (0, line.scope, line.total) if line.scope else (1, "", line.total)
