"""The charts of a year for the screen, each with its table twin: months, flow from energy to emissions, years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import months_of
from zcdesk.domain.document import Chart, Flow, Series
from zcdesk.domain.method import Line
from zcdesk.domain.number import CONTEXT
from zcdesk.domain.trace import Missing, Result, Traced
from zcdesk.domain.words import Language
from zcdesk.report.telling import lines
from zcdesk.report.telling.results import exact_sum_of
from zcdesk.report.telling.wording import Wording
from zcdesk.workbench.results import balance_chart, carbon_chart
from zcdesk.workbench.results.chain_links import wording
from zcdesk.workbench.results.chart_data import ChartView
from zcdesk.workbench.results.results_view import (
    DIRECT,
    HEAT,
    KINDS,
    OTHER,
    OWN,
    POWER,
    earlier,
    emissions,
    energy,
    parts_of,
    row_name,
    short_name,
    source_lines,
    total_line,
)
from zcdesk.workbench.workbench import Workbench

CHARTS = ("month", "flow", "balance", "carbon", "years")
_MOST = 6
"""Bands on a side of the flow; smaller ones are drawn as one."""

_ENERGY = {"fuel": DIRECT, "power": POWER, "heat": HEAT, "biomass": OWN}


def chart(workbench: Workbench, id_: str, year: str, language: Language, view: str) -> ChartView:
    """One of the `CHARTS` of a year; `view` is ``location`` or ``market``."""
    inventory = emissions(workbench)
    assert inventory is not None, "charts need an inventory"
    charting = _Charting(workbench, inventory, wording(workbench, language), year, view)
    drawn = {
        "month": charting.month,
        "flow": charting.flow,
        "balance": lambda: balance_chart.balance(workbench, year, language),
        "carbon": lambda: carbon_chart.carbon_balance(workbench, year, language),
        "years": charting.years,
    }
    return drawn[id_]()


class _Charting:
    def __init__(
        self, workbench: Workbench, inventory: Inventory, say: Wording, year: str, view: str
    ) -> None:
        self.workbench = workbench
        self.inventory = inventory
        self.say = say
        self.year = year
        self.view = view
        self.unit = say.unit("tCO2e")

    def month(self) -> ChartView:
        """Columns of the months by group of sources, with last year's months as marks."""
        say, months = self.say, months_of(self.year)
        series, left_out = self._series(months)
        title = say("results.month")
        if not series:
            counted = self._whole(self.inventory)
            why = say("results.chart.yearly") if counted is not None else ""
            return ChartView("month", title, why, None, {}, (), ())
        sums = _sums([values for _, _, values in series], len(months))
        # a column of which a part is missing would read as a small month: it is not drawn
        series = [
            (
                name,
                kind,
                tuple(None if total is None else each for each, total in zip(values, sums, strict=True)),
            )
            for name, kind, values in series
        ]
        before = earlier(self.workbench, self.year)
        last = self._last(months_of(before), left_out) if before else []
        marks = None
        if any(last):
            marks = Series(say("results.chart.last", year=say.period(before)), tuple(map(_float, last)))
        names = [name for name, _, _ in series]
        drawn = Chart(
            "",
            title,
            "stack",
            self.unit,
            tuple(map(say.month, months)),
            tuple(Series(name, tuple(map(_float, values))) for name, _, values in series),
            alt=f"{title}: {say.join(names)}",
            marks=marks,
        )
        heads = (say("results.chart.month"), *names, say("results.sum"), *((marks.name,) if marks else ()))
        rows = [
            (
                say.month(month),
                *(self._text(values[at]) for _, _, values in series),
                self._text(sums[at]),
                *((self._text(last[at]),) if marks else ()),
            )
            for at, month in enumerate(months)
        ]
        fact = self._extremes(months, sums)
        if None in sums:
            gaps = say.join(
                say.month(month) for month, total in zip(months, sums, strict=True) if total is None
            )
            fact = say("results.chart.gap", what=gaps)
        elif left_out:
            without = say("results.chart.without", what=say.join(left_out))
            fact = say.clauses((fact, without)) if fact else without
        if None in last:
            fact = say.clauses(filter(None, (fact, self._unfilled(before, last))))
        return ChartView(
            "month", title, fact, drawn, {name: kind for name, kind, _ in series}, heads, tuple(rows)
        )

    def _last(self, months: Sequence[str], left_out: Sequence[str]) -> list[Decimal | None]:
        """Sums of last year's months over what this year draws; None where a part of the sum is missing."""
        known, lacking = self._series(months)
        if set(lacking) - set(left_out):
            return [None] * len(months)
        return _sums([values for name, _, values in known if name not in left_out], len(months))

    def _unfilled(self, year: str, sums: Sequence[Decimal | None]) -> str:
        """That months of a year to compare with are not drawn; the year alone where it is all of them."""
        what = self.say.period(year)
        if any(sums):
            months = zip(months_of(year), sums, strict=True)
            what += " " + self.say.join(self.say.month(month) for month, total in months if total is None)
        return self.say("results.chart.unfilled", what=what)

    def years(self) -> ChartView:
        """Columns of the accounting years by group of sources."""
        say = self.say
        years = tuple(sorted(self.workbench.project.years))
        series, _ = self._series(years)
        title = say("results.years")
        total = total_line(self.inventory, self.view)
        if not series or total is None or len(years) < 2:
            why = say("results.chart.one_year") if len(years) < 2 else ""
            return ChartView("years", title, why, None, {}, (), ())
        wholes = [self.inventory.line(total.id, year) for year in years]
        series = [
            (
                name,
                kind,
                tuple(
                    each if isinstance(whole, Traced) else None
                    for each, whole in zip(values, wholes, strict=True)
                ),
            )
            for name, kind, values in series
        ]
        told = tuple(
            self._text(whole.number)
            if isinstance(whole, Traced)
            else say("results.missing", n=len(whole.gaps))
            for whole in wholes
        )
        drawn = Chart(
            "",
            title,
            "stack",
            self.unit,
            tuple(map(say.period, years)),
            tuple(Series(name, tuple(map(_float, values))) for name, _, values in series),
            totals=told,
            alt=say.clauses(f"{year} {text}" for year, text in zip(years, told, strict=True)),
        )
        heads = (say("results.chart.year"), *(name for name, _, _ in series), say("results.sum"))
        rows = tuple(
            (say.period(year), *(self._text(values[at]) for _, _, values in series), told[at])
            for at, year in enumerate(years)
        )
        open_ = [
            say.period(year) for year, whole in zip(years, wholes, strict=True) if isinstance(whole, Missing)
        ]
        fact = say("results.chart.unfilled", what=say.join(open_)) if open_ else ""
        return ChartView("years", title, fact, drawn, {name: kind for name, kind, _ in series}, heads, rows)

    def flow(self) -> ChartView:
        """Sorts of energy on the left, sources of emission on the right, the plant between them."""
        say, title = self.say, self.say("results.flow")
        burnt = energy(self.workbench)
        ins = self._few(self._energy_parts(burnt)) if burnt is not None else []
        outs = self._few(self._emission_parts())
        used, emitted = self._whole(burnt), self._whole(self.inventory)
        if not ins or not outs or used is None or emitted is None:
            why = say("results.chart.no_energy") if burnt is None else ""
            return ChartView("flow", title, why, None, {}, (), ())
        tce = say.unit("tce")
        shown = (
            say("results.chart.plant"),
            f"{self._text(used, 0)} {tce}",
            f"→ {self._text(emitted, 0)} {self.unit}",
        )
        nodes = [("plant", "\n".join(shown), 1, "inside")]
        flows: list[Flow] = []
        kinds: dict[str, int] = {}
        for side, parts, column in (("left", ins, 0), ("right", outs, 2)):
            for index, (name, kind, value) in enumerate(parts):
                key = f"{side}{index}"
                nodes.append((key, f"{name} {self._text(value, 0)}", column, side))
                ends = (key, "plant") if side == "left" else ("plant", key)
                flows.append(Flow(*ends, float(value)))  # a width on the screen
                kinds[key] = kind
        drawn = Chart("", title, "sankey", "", flows=tuple(flows), nodes=tuple(nodes), alt=title)
        heads = (
            say("results.chart.side"),
            say("results.chart.what"),
            say("results.chart.amount"),
            say("column.unit"),
        )
        rows = (
            *((say("results.chart.energy"), name, self._text(value), tce) for name, _, value in ins),
            *((say("results.chart.emission"), name, self._text(value), self.unit) for name, _, value in outs),
        )
        return ChartView("flow", title, say("results.chart.flow"), drawn, kinds, heads, rows)

    def _whole(self, inventory: Inventory | None) -> Decimal | None:
        """The total that the bands of a side belong to; None while it waits for something."""
        if inventory is None:
            return None
        if inventory is self.inventory:
            line = total_line(inventory, self.view)
        else:
            totals = (
                each for each in inventory.compiled.method.lines.values() if each.total and not each.over
            )
            line = next(totals, None)
        result = inventory.line(line.id, self.year) if line is not None else None
        return result.number if isinstance(result, Traced) else None

    def _series(
        self, periods: Sequence[str]
    ) -> tuple[list[tuple[str, int, tuple[Decimal | None, ...]]], list[str]]:
        """Groups of sources with their values, the largest first, and the names of those that cannot be told."""
        groups: dict[str, list[Line]] = {}
        for line in source_lines(self.inventory, self.view):
            groups.setdefault(line.group or line.id, []).append(line)
        found: list[tuple[str, int, tuple[Decimal | None, ...]]] = []
        left_out: list[str] = []
        for group, members in groups.items():
            values = tuple(
                _total([self.inventory.line(line.id, period) for line in members]) for period in periods
            )
            key = f"category.{group}"
            named = f"{key}.{self.inventory.compiled.method.id}"  # where the method calls it otherwise
            known = next((each for each in (named, key) if self.say.has(each)), "")
            name = self.say(known) if known else short_name(self.say, members[0])
            if all(value is None for value in values):
                left_out.append(name)
            elif any(values) or None in values:
                found.append((name, KINDS.get(group, OTHER), values))
        found.sort(key=lambda each: -_sum(value for value in each[2] if value is not None))
        return found, left_out

    def _extremes(self, months: Sequence[str], sums: Sequence[Decimal | None]) -> str:
        known = [(value, month) for value, month in zip(sums, months, strict=True) if value is not None]
        if len(known) < 2:
            return ""
        (least, low), (most, high) = min(known), max(known)
        return self.say(
            "results.chart.high",
            high=self.say.month(high),
            most=self._text(most, 1),
            low=self.say.month(low),
            least=self._text(least, 1),
        )

    def _emission_parts(self) -> list[tuple[str, int, Result]]:
        found: list[tuple[str, int, Result]] = []
        for line in source_lines(self.inventory, self.view):
            kind = KINDS.get(line.group, DIRECT if line.scope == "1" else OTHER)
            for id_, row in parts_of(self.inventory, line):
                name = row_name(self.workbench, self.say, row) if row else short_name(self.say, line)
                found.append((name, kind, self.inventory.line(id_, self.year, row)))
        return found

    def _energy_parts(self, burnt: Inventory) -> list[tuple[str, int, Result]]:
        """Sorts of energy; what counts energy by another measure of the same thing is left out."""
        found: list[tuple[str, int, Result]] = []
        for line in burnt.compiled.method.lines.values():
            if line.scope != "energy" or line.total or line.over:
                continue
            inner = burnt.compiled.method.lines.get(exact_sum_of(burnt.compiled.lines[line.id].tree))
            rows = burnt.rows(inner.over) if inner is not None and inner.over else ()
            kind = _ENERGY.get(line.group, OTHER)
            if inner is not None and rows and line.group == "fuel":
                found += [
                    (
                        row_name(self.workbench, self.say, row.id),
                        kind,
                        burnt.line(inner.id, self.year, row.id),
                    )
                    for row in rows
                ]
            else:
                found.append((self._plain_name(line), kind, burnt.line(line.id, self.year)))
        return found

    def _plain_name(self, line: Line) -> str:
        return self.say.of(line.words).partition("（")[0].partition(", ")[0]

    def _few(self, found: Sequence[tuple[str, int, Result]]) -> list[tuple[str, int, Decimal]]:
        """The largest, the rest as one; what is missing or nothing is not drawn."""
        bands = [
            (name, kind, result.number)
            for name, kind, result in found
            if isinstance(result, Traced) and result.number > 0
        ]
        bands.sort(key=lambda band: -band[2])
        if len(bands) <= _MOST:
            return bands
        rest = bands[_MOST - 1 :]
        kinds = {kind for _, kind, _ in rest}
        name = self.say("results.chart.rest", n=len(rest))
        return [
            *bands[: _MOST - 1],
            (name, kinds.pop() if len(kinds) == 1 else OTHER, _sum(v for _, _, v in rest)),
        ]

    def _text(self, value: Decimal | None, places: int | None = None) -> str:
        if value is None:
            return ""
        rounding = self.inventory.compiled.method.rounding
        if places == 0 and 0 < abs(value) < 10:
            places = 1
        return lines.number(value, rounding.places if places is None else places, rounding)


def _total(results: Sequence[Result]) -> Decimal | None:
    total = Decimal(0)
    for result in results:
        if isinstance(result, Missing):
            return None
        total = CONTEXT.add(total, result.number)
    return total


def _sum(values: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = CONTEXT.add(total, value)
    return total


def _sums(columns: Sequence[Sequence[Decimal | None]], count: int) -> list[Decimal | None]:
    """Sum over the series of each period; None where one of them is not known."""
    found: list[Decimal | None] = []
    for at in range(count):
        values = [column[at] for column in columns]
        found.append(
            None if None in values or not values else _sum(value for value in values if value is not None)
        )
    return found


def _float(value: Decimal | None) -> float | None:
    """A copy for drawing."""
    return None if value is None else float(value)
