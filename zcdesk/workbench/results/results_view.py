"""The results of a year for the screen: headline figures, sources with their shares, and what stands apart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from zcdesk.calc.inventory import Inventory, fullest
from zcdesk.domain.answer import Place
from zcdesk.domain.method import Line
from zcdesk.domain.number import CONTEXT
from zcdesk.domain.trace import Gap, Missing, Result, Traced, walk
from zcdesk.domain.words import Language
from zcdesk.report.telling import lines
from zcdesk.report.telling.wording import Wording
from zcdesk.workbench import naming
from zcdesk.workbench.forms import guide
from zcdesk.workbench.results.chain_links import Link, gap_links, wording
from zcdesk.workbench.results.source_row import Source, asked_at, marked
from zcdesk.workbench.sources import emissions, is_tonnes, parts_of, source_lines, total_line
from zcdesk.workbench.workbench import Workbench

View = Literal["location", "market", "both"]
VIEWS: tuple[View, ...] = ("location", "market", "both")

POWER, DIRECT, HEAT, OWN, OTHER, CHAIN = range(6)
"""What a colour of the chart palette stands for: purchased power, scope 1, heat, own generation, anything else."""

KINDS = {"power": POWER, "fuel": DIRECT, "heat": HEAT, "chain": CHAIN}

_APART = ("power.pv_self_used", "power.direct")
"""Electricity that is used and emits nothing."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A headline figure.

    Attributes
    ----------
    figure : str
        Id, for F2.
    label, value, unit, note : str
        `value` is ``""`` while something is missing, and `note` says how much.
    missing : int
        How many things it waits for.
    """

    figure: str
    label: str
    value: str
    unit: str
    note: str
    missing: int = 0

    @property
    def said(self) -> str:
        """The figure as a screen reader says it."""
        return ", ".join(
            part for part in (self.label, f"{self.value} {self.unit}".strip(), self.note) if part
        )


@dataclass(frozen=True, slots=True)
class Results:
    """A year in one view.

    Attributes
    ----------
    note : str
        Year and method, under the title.
    amounts : tuple of Amount
        The total first.
    sources : tuple of Source
        The largest first, what is not known after them, the total last.
    heads : tuple of str
        Heads of the columns value, other, share, change.
    apart : str
        What is used or emitted and not counted.
    missing : str
        The sentence over what is missing; ``""`` if nothing is.
    gaps : tuple of Link
        What the totals wait for, with where to fill it in.
    known : bool
        Whether anything at all could be computed.
    """

    note: str
    amounts: tuple[Amount, ...]
    sources: tuple[Source, ...]
    heads: tuple[str, str, str, str]
    apart: str
    missing: str
    gaps: tuple[Link, ...]
    known: bool


def results(workbench: Workbench, year: str, language: Language, view: View) -> Results | None:
    """The results of a year; None while no inventory method is pinned."""
    inventory = emissions(workbench)
    if inventory is None:
        return None
    say = wording(workbench, language)
    telling = _Telling(workbench, inventory, say, year, "market" if view == "market" else "location")
    sources = telling.sources(both=view == "both")
    gaps = telling.gaps(both=view == "both")
    known = any(source.value and not source.total for source in sources)
    key = "results.first" if not known else "results.incomplete"
    method = inventory.compiled.method
    return Results(
        " · ".join((say.period(year), say.of(method.words), say.of(method.document))),
        telling.amounts(),
        sources,
        telling.heads(both=view == "both"),
        telling.apart(),
        say(key, n=len(gaps)) if gaps else "",
        gap_links(workbench, gaps, say),
        known,
    )


def energy(workbench: Workbench) -> Inventory | None:
    """The inventory of energy."""
    return fullest(workbench.inventories().values(), "energy")


def earlier(workbench: Workbench, year: str) -> str:
    """The accounting year before; ``""`` if there is none."""
    return max((each for each in workbench.project.years if each < year), default="")


def short_name(say: Wording, line: Line) -> str:
    """A line's name without its view, which is said elsewhere."""
    name = say.of(line.words)
    for view in ("location", "market"):
        name = name.removesuffix(say(f"results.view_of.{view}"))
    return name


def row_name(workbench: Workbench, say: Wording, row: str) -> str:
    """What a row is called, without its code."""
    words = naming.row_words(workbench.project, workbench.catalogue.vocabulary, row)
    return say.of(words).removeprefix(f"{row} ")


class _Telling:
    """One year of one view being told."""

    def __init__(
        self, workbench: Workbench, inventory: Inventory, say: Wording, year: str, view: str
    ) -> None:
        self.workbench = workbench
        self.inventory = inventory
        self.say = say
        self.year = year
        self.view = view
        self.before = earlier(workbench, year)
        self._doubtful = {
            place
            for finding in workbench.findings(year)
            if finding.severity == "warning" and (place := guide.place_of(finding)) is not None
        }

    def gaps(self, both: bool) -> frozenset[Gap]:
        """What the totals that are shown wait for."""
        found: set[Gap] = set()
        for view in ("location", "market") if both else (self.view,):
            line = total_line(self.inventory, view)
            result = self.at(line) if line is not None else None
            found |= result.gaps if isinstance(result, Missing) else set()
        return frozenset(found)

    def number(self, result: Result, line: Line, inventory: Inventory | None = None) -> str:
        """A result as printed; ``""`` if it is missing."""
        method = (inventory or self.inventory).compiled.method
        if isinstance(result, Missing):
            return ""
        return lines.number(result.number, lines.places_of(method, line), method.rounding)

    def at(self, line: Line, year: str = "", row: str = "") -> Result:
        """The value of a line."""
        return self.inventory.line(line.id, year or self.year, row)

    def change(self, now: Result, line_id: str, row: str = "") -> str:
        """The change from the year before. [%]"""
        if not self.before:
            return ""
        before = self.inventory.line(line_id, self.before, row)
        text = lines.change(now, before, self.inventory.compiled.method.rounding)
        return text if text != lines.DASH else ""

    def heads(self, both: bool) -> tuple[str, str, str, str]:
        """Heads of the columns."""
        say, unit = self.say, self.say.unit("tCO2e")
        near = bool(self.before) and int(self.before) == int(self.year) - 1
        against = (
            say("results.change")
            if near
            else say("results.change_from", year=self.before)
            if self.before
            else ""
        )
        first = f"{say('results.location')} {unit}" if both else unit
        return first, f"{say('results.market')} {unit}" if both else "", say("results.share"), against

    def amounts(self) -> tuple[Amount, ...]:
        """Total, scopes, per output value, energy."""
        say, found = self.say, []
        total = total_line(self.inventory, self.view)
        if total is None:
            return ()
        whole = self.at(total)
        label = say(f"results.total.{self.view}")
        found.append(self._amount(total, whole, label, self._against_last(total, whole)))
        for scope in ("1", "2", "3"):
            line = total_line(self.inventory, self.view, scope)
            if line is None:
                continue
            result = self.at(line)
            if scope == "2":
                note = self._other_view(scope)
            else:
                share = lines.percent(result, whole, self.inventory.compiled.method.rounding)
                note = say("results.of_total", share=share) if share != lines.DASH else ""
            found.append(self._amount(line, result, say(f"results.scope_long.{scope}"), note))
        found += self._ratios()
        found += self._energy()
        return tuple(found)

    def _against_last(self, line: Line, result: Result) -> str:
        change = self.change(result, line.id)
        if not change:
            return ""
        before = self.at(line, self.before)
        return self.say(
            "results.against",
            year=self.say.period(self.before),
            change=change,
            value=self.number(before, line),
        )

    def _other_view(self, scope: str) -> str:
        view = "location" if self.view == "market" else "market"
        line = total_line(self.inventory, view, scope)
        value = self.number(self.at(line), line) if line is not None and line.view == view else ""
        return self.say(f"results.by.{view}", value=value) if line is not None and value else ""

    def _ratios(self) -> list[Amount]:
        found = []
        for line in self.inventory.compiled.method.lines.values():
            if line.over or line.scope or is_tonnes(line) or not line.unit.startswith("tCO2e/"):
                continue
            before = self.number(self.at(line, self.before), line) if self.before else ""
            note = self.say("results.last", year=self.say.period(self.before), value=before) if before else ""
            found.append(self._amount(line, self.at(line), self.say.of(line.words), note))
        return found

    def _energy(self) -> list[Amount]:
        inventory = energy(self.workbench)
        if inventory is None:
            return []
        totals = [line for line in inventory.compiled.method.lines.values() if line.total and not line.over]
        if not totals:
            return []
        first, *others = totals
        notes = [
            self.say("results.also", what=self._kind_of(line), value=value)
            for line in others
            if (value := self.number(inventory.line(line.id, self.year), line, inventory))
        ]
        result = inventory.line(first.id, self.year)
        return [self._amount(first, result, self.say.of(first.words), "　".join(notes), inventory)]

    def _kind_of(self, line: Line) -> str:
        """What is in the brackets of a name, where the rest has been said: ``等价值``."""
        name = self.say.of(line.words)
        inside = name.partition("（")[2].rstrip("）") or name.partition(", ")[2]
        return inside or name

    def _amount(
        self, line: Line, result: Result, label: str, note: str, inventory: Inventory | None = None
    ) -> Amount:
        figure = str(Place(line.id, "", self.year))
        if isinstance(result, Missing):
            count = len(result.gaps)
            return Amount(figure, label, "", "", self.say("results.missing", n=count), count)
        return Amount(figure, label, self.number(result, line, inventory), self.say.unit(line.unit), note)

    def sources(self, both: bool) -> tuple[Source, ...]:
        """The sources, the largest first, then the total."""
        total = total_line(self.inventory, self.view)
        if total is None:
            return ()
        whole = self.at(total)
        other_lines = (
            {line.group or line.id: line for line in source_lines(self.inventory, "market")} if both else {}
        )
        found: list[tuple[Decimal, Source]] = []
        for line in source_lines(self.inventory, self.view):
            for id_, row in parts_of(self.inventory, line):
                result = self.inventory.line(id_, self.year, row)
                if isinstance(result, Traced) and not result.number:
                    continue
                other = ""
                if both:
                    twin = other_lines.get(line.group or line.id, line) if line.view else line
                    other = self.number(
                        self.inventory.line(twin.id if line.view else id_, self.year, row), twin
                    )
                number = result.number if isinstance(result, Traced) else Decimal(-1)
                found.append((number, self._source(line, id_, row, result, whole, other)))
        found.sort(key=lambda pair: -pair[0])
        market = total_line(self.inventory, "market") if both else None
        last = Source(
            str(Place(total.id, "", self.year)),
            self.say("results.sum"),
            "",
            self.number(whole, total),
            self.number(self.at(market), market) if market is not None else "",
            0.0,
            OTHER,
            "100.0" if isinstance(whole, Traced) and whole.number else "",
            self.change(whole, total.id),
            self.say("results.missing", n=len(whole.gaps)) if isinstance(whole, Missing) else "",
            len(whole.gaps) if isinstance(whole, Missing) else 0,
            True,
        )
        asked = asked_at(self.workbench.project, self.inventory.compiled.method.key, self.year)
        return marked(asked, [*(each for _, each in found), last], self.say)

    def _source(self, line: Line, id_: str, row: str, result: Result, whole: Result, other: str) -> Source:
        say = self.say
        held = self.inventory.compiled.method.lines[id_]
        name = row_name(self.workbench, say, row) if row else short_name(say, line)
        if row and name == row:  # it has no name: by what it emits
            name = f"{row} {short_name(say, held)}"
        share = lines.percent(result, whole, self.inventory.compiled.method.rounding)
        bar = 0.0
        if isinstance(result, Traced) and isinstance(whole, Traced) and whole.number:
            bar = float(CONTEXT.divide(result.number, whole.number))  # a length on the screen
        missing = len(result.gaps) if isinstance(result, Missing) else 0
        doubtful = isinstance(result, Traced) and any(
            Place(item.id, item.row, item.period) in self._doubtful for item in walk(result)
        )
        mark = say("results.missing", n=missing) if missing else say("results.doubtful") if doubtful else ""
        kind = KINDS.get(line.group, DIRECT if line.scope == "1" else OTHER)
        return Source(
            str(Place(id_, row, self.year)),
            name,
            say(f"results.scope.{line.scope}"),
            self.number(result, held),
            other,
            max(bar, 0.0),
            kind,
            "" if share == lines.DASH else share,
            self.change(result, id_, row),
            mark,
            missing,
        )

    def apart(self) -> str:
        """What is not counted: biogenic carbon dioxide, and electricity that emits nothing; what there is none of."""
        say, told = self.say, []
        for line in self.inventory.compiled.method.lines.values():
            if line.scope == "biogenic" and not line.over:
                value = self.number(self.at(line), line)
                if value:
                    told.append(say("results.apart.biogenic", value=value, unit=say.unit(line.unit)))
        quantities = self.inventory.compiled.vocabulary.quantities
        for id_ in _APART:
            quantity = quantities.get(id_)
            result = self.inventory.quantity(id_, self.year) if quantity is not None else None
            if quantity is not None and isinstance(result, Traced) and result.number:
                value = f"{lines.exact(result.number)} {say.unit(result.unit)}"
                told.append(say("results.apart.power", what=say.of(quantity.words), value=value))
        none = [
            short_name(say, line)
            for line in source_lines(self.inventory, self.view)
            if isinstance(result := self.at(line), Traced) and not result.number
        ]
        text = say("results.apart.all", what=say.clauses(told)) if told else ""
        return text + (say("results.apart.none", what=say.join(none)) if none else "")


__all__ = [
    "DIRECT",
    "HEAT",
    "KINDS",
    "OTHER",
    "OWN",
    "POWER",
    "VIEWS",
    "Amount",
    "Results",
    "Source",
    "View",
    "earlier",
    "emissions",
    "energy",
    "is_tonnes",
    "parts_of",
    "results",
    "row_name",
    "short_name",
    "source_lines",
    "total_line",
]
