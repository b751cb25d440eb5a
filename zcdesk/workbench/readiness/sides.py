"""Several schemes side by side from one set of facts, the schemes there are, and one scheme over the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zcdesk.domain.answer import Place
from zcdesk.domain.document import Chart, Series
from zcdesk.domain.scheme import Scheme
from zcdesk.domain.trace import Traced
from zcdesk.domain.words import Language
from zcdesk.formula.schemes import CompiledScheme
from zcdesk.report.telling.wording import Wording
from zcdesk.workbench import following
from zcdesk.workbench.readiness.parts import Item, Overview, Piece
from zcdesk.workbench.readiness.view import Telling, plan_of
from zcdesk.workbench.results.chart_data import ChartView
from zcdesk.workbench.results.results_view import OWN
from zcdesk.workbench.schemes.readiness import readiness
from zcdesk.workbench.workbench import Workbench

AHEAD = 10
"""Years beyond the last for which plans are looked for."""

KINDS = ("gate", "core", "indicator", "check")


@dataclass(frozen=True, slots=True)
class SideRow:
    """What several schemes ask, or one of them; the cells in the order of the schemes.

    Attributes
    ----------
    name, kind : str
    cells : tuple of Item or None
    """

    name: str
    kind: str
    cells: tuple[Item | None, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """Schemes beside each other.

    Attributes
    ----------
    schemes : tuple of Overview
    rows : tuple of SideRow
        Gates, core indicators, the others; what rests on the same facts stands in one row.
    """

    schemes: tuple[Overview, ...]
    rows: tuple[SideRow, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A scheme that may be followed.

    Attributes
    ----------
    key, name, document, region : str
    followed, fits : bool
    unknown : str
        What of it is not publicly known.
    counts : str
        How many gates and indicators it has.
    note : str
        Why it is not among the first: another region, another industry, changed since it was taken up.
    changed : bool
        The program has another content of it than the one taken up.
    """

    key: str
    name: str
    document: str
    region: str
    followed: bool
    fits: bool
    unknown: str
    counts: str
    note: str
    changed: bool = False

    @property
    def said(self) -> str:
        """As a screen reader says it."""
        parts = (self.name, self.region, self.document, self.counts, self.unknown, self.note)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class YearCell:
    """A value, a plan or a level: its state (``""`` none) and what is shown; None where there is nothing."""

    state: str
    piece: Piece | None


@dataclass(frozen=True, slots=True)
class YearRow:
    """An indicator over the years; `item` is that of the latest."""

    item: Item
    cells: tuple[YearCell, ...]


@dataclass(frozen=True, slots=True)
class Years:
    """Indicators year by year against what was planned and against the levels; a head for each cell of a row."""

    heads: tuple[str, ...]
    rows: tuple[YearRow, ...]


def followed(workbench: Workbench) -> tuple[str, ...]:
    """Keys of the schemes that the project follows: those of the whole country first."""
    found = [each.scheme for each in workbench.followed()]
    return tuple(each.key for each in sorted(found, key=lambda each: _order(each, "")))


def name_of(workbench: Workbench, key: str, language: Language) -> str:
    """What a scheme is called."""
    id_, _, edition = key.partition("@")
    return workbench.judge(id_, edition).compiled.scheme.method.words.into(language)


def listed(workbench: Workbench, language: Language) -> tuple[Listed, ...]:
    """Every scheme there is: those that are followed, those that fit the plant, then the others."""
    texts = Wording(workbench.catalogue.texts("ui_readiness"), language)
    found: list[tuple[tuple[object, ...], Listed]] = []
    located = workbench.project.answers.get(Place("site.province"))
    province = located.text if located is not None else ""
    for each in following.offered(workbench, everything=True):
        scheme = each.scheme
        kinds = [criterion.kind for criterion in scheme.criteria]
        gates = kinds.count("gate")
        note = "" if each.fits else texts("readiness.elsewhere")
        if each.changed:
            note = texts("readiness.changed")
        rank = 0 if each.followed else 1 if each.fits else 2
        entry = Listed(
            scheme.key,
            scheme.method.words.into(language),
            scheme.method.document.into(language),
            region_of(workbench, scheme, language),
            each.followed,
            each.fits,
            scheme.incomplete.into(language),
            texts("readiness.counts", gates=gates, others=len(kinds) - gates),
            note,
            each.changed,
        )
        found.append(((rank, *_order(scheme, province)), entry))
    found.sort(key=lambda pair: pair[0])
    return tuple(entry for _, entry in found)


def _order(scheme: Scheme, province: str) -> tuple[int, bool, tuple[int, ...], str]:
    """What is applied for in the whole country, then in the plant's own province, then other lists of the country,
    then other provinces; the newest first."""
    issued = tuple(-int(part) for part in scheme.method.issued.split("-") if part.isdigit())
    gated = any(each.kind == "gate" for each in scheme.criteria)
    place = (0 if gated else 2) if not scheme.region else 1 if scheme.region == province else 3
    return place, not gated, issued, scheme.key


def region_of(workbench: Workbench, scheme: Scheme, language: Language) -> str:
    """Where a scheme holds: ``全国``, ``江苏``, ``江苏苏州``."""
    if not scheme.region:
        return Wording(workbench.catalogue.texts("ui_readiness"), language)("readiness.everywhere")
    known = workbench.catalogue.vocabulary.lists.get("province", {}).get(scheme.region)
    province = known.words.into(language) if known is not None else scheme.region
    city = scheme.city.into(language)
    return " ".join(part for part in (province, city) if part)


def sides(workbench: Workbench, keys: Sequence[str], year: str, language: Language) -> Sides:
    """These schemes beside each other."""
    told: list[Overview] = []
    rows: dict[tuple[str, frozenset[str]], list[Item | None]] = {}
    for at, key in enumerate(keys):
        id_, _, edition = key.partition("@")
        found = readiness(workbench, id_, edition)
        telling = Telling(workbench, found, year, language)
        told.append(telling.overview())
        for item in telling.items():
            basis = (item.kind, facts_of(found.compiled, item.id) or frozenset({f"{key}/{item.id}"}))
            cells = rows.setdefault(basis, [None] * len(keys))
            if cells[at] is not None:  # two criteria of one scheme on the same facts
                cells = rows.setdefault((item.kind, basis[1] | {f"{key}/{item.id}"}), [None] * len(keys))
            cells[at] = item
    made = [
        SideRow(next(cell.name for cell in cells if cell is not None), kind, tuple(cells))
        for kind in KINDS
        for (held, _), cells in rows.items()
        if held == kind
    ]
    return Sides(tuple(told), tuple(made))


def facts_of(compiled: CompiledScheme, criterion: str) -> frozenset[str]:
    """The answers and lines of methods on which a criterion rests; conditions of its applying are left out."""
    held = next(each for each in compiled.scheme.criteria if each.id == criterion)
    start = [held.value] if held.value else [
        id_ for id_ in compiled.compiled.lines if id_.startswith(f"{criterion}.") and id_.endswith(".met")
    ]  # fmt: skip
    found: set[str] = set()
    seen: set[str] = set()
    while start:
        id_ = start.pop()
        if id_ in seen:
            continue
        seen.add(id_)
        if id_ in compiled.scheme.taken or id_ not in compiled.compiled.lines:
            found.add(id_)
        else:
            start += compiled.reads(id_)
    return frozenset(found - set(compiled.scheme.choices) - set(compiled.compiled.constants))


def in_years(workbench: Workbench, key: str, language: Language) -> Years:
    """The indicators of a scheme that are numbers, year by year, with plans that reach beyond them."""
    years = workbench.project.years
    if not years:
        return Years((), ())
    id_, _, edition = key.partition("@")
    found = readiness(workbench, id_, edition)
    told = {year: Telling(workbench, found, year, language) for year in years}
    items = {year: {item.id: item for item in each.items()} for year, each in told.items()}
    last = told[years[-1]]
    shown = [each for each in items[years[-1]].values() if each.kind != "gate" and each.value.figure]
    ahead = [str(int(years[-1]) + n) for n in range(1, AHEAD + 1)]
    plans = {
        (each.id, year): last.plan(each.id, each.name, year) for each in shown for year in (*years, *ahead)
    }
    planned = [year for year in (*years, *ahead) if any(plans[each.id, year] for each in shown)]
    levels = [level for level in last.scheme.levels if any(_level(each, level) for each in shown)]
    heads: list[str] = []
    for year in (*years, *ahead):
        heads += [year] if year in years else []
        heads += [last.texts("readiness.plan_year", year=year)] if year in planned else []
    heads += [last.say.of(last.scheme.levels[level]) for level in levels]
    rows: list[YearRow] = []
    for each in shown:
        cells: list[YearCell] = []
        for year in (*years, *ahead):
            if year in years:
                cells.append(YearCell(items[year][each.id].state, items[year][each.id].value))
            if year in planned:
                cells.append(YearCell("", plans[each.id, year]))
        cells += [YearCell("", _level(each, level)) for level in levels]
        rows.append(YearRow(each, tuple(cells)))
    return Years(tuple(heads), tuple(rows))


def _level(item: Item, level: str) -> Piece | None:
    return next((step.threshold for step in item.steps if step.level == level), None)


def year_chart(workbench: Workbench, key: str, criterion: str, language: Language) -> ChartView:
    """An indicator over the years against its levels, with the same numbers as a table."""
    texts = Wording(workbench.catalogue.texts("ui_readiness"), language)
    id_, _, edition = key.partition("@")
    found = readiness(workbench, id_, edition)
    years = workbench.project.years
    rows: list[list[str]] = []
    lines: dict[str, list[float | None]] = {}
    unit = name = ""
    ahead = [str(int(years[-1]) + n) for n in range(1, AHEAD + 1)] if years else []
    planned = {year: plan_of(found, criterion, year) for year in (*years, *ahead)}
    far = max((year for year, plan in planned.items() if plan is not None), default="")
    shown = [*years, *(year for year in ahead if year <= far)]
    for year in shown:
        telling = Telling(workbench, found, year, language)
        assessed = next(each for each in telling.assessed if each.criterion.id == criterion)
        name = telling.say.of(assessed.criterion.words)
        cells: list[str] = [telling.say.period(year)]
        readings = (assessed.chosen,) if assessed.chosen is not None else assessed.readings
        known = [each for each in readings if isinstance(each.value, Traced)]
        known.sort(key=lambda each: each.value.number)  # type: ignore[union-attr]
        known = known if year in years else []
        ends = known[:1] if len(readings) == 1 else known[:1] + known[-1:]
        named = [texts("readiness.value")] if len(readings) == 1 else [
            texts("readiness.least"), texts("readiness.most"),
        ]  # fmt: skip
        for at, each in enumerate(named):
            value = ends[at].value if at < len(ends) else None
            lines.setdefault(each, []).append(float(value.number) if isinstance(value, Traced) else None)
            text, held = telling.amount(value)
            unit = held or unit
            cells.append(text or texts("readiness.none"))
        plan = planned[year]
        if far:
            lines.setdefault(texts("readiness.plan"), []).append(
                float(plan.number) if plan is not None else None
            )
            cells.append(telling.amount(plan)[0] or texts("readiness.none"))
        for judged in assessed.levels:
            if isinstance(judged.threshold, Traced):
                level = telling.say.of(telling.scheme.levels[judged.level])
                lines.setdefault(level, []).append(float(judged.threshold.number))
                cells.append(telling.amount(judged.threshold)[0])
        rows.append(cells)
    chart = Chart(
        "",
        name,
        "lines",
        unit,
        tuple(shown),
        tuple(Series(each, tuple(values), ()) for each, values in lines.items()),
        alt="; ".join(" ".join(row) for row in rows),
    )
    heads = (texts("readiness.year"), *lines)
    drawn = any(value is not None for values in lines.values() for value in values)
    facts = rows[len(years) - 1] if rows else []
    return ChartView(
        "readiness_years", name, " ".join(facts[:2]), chart if drawn else None, {}, heads,
        tuple(tuple(row) for row in rows),
    )  # fmt: skip


def radar(workbench: Workbench, key: str, year: str, language: Language) -> ChartView:
    """How much of each dimension is met: surely, and at most while the rest is not known."""
    texts = Wording(workbench.catalogue.texts("ui_readiness"), language)
    id_, _, edition = key.partition("@")
    found = Telling(workbench, readiness(workbench, id_, edition), year, language).overview()
    sure: list[float | None] = []
    most: list[float | None] = []
    rows: list[tuple[str, ...]] = []
    for name, items in found.dimensions:
        asked = [item for item in items if item.verdict != "not_applicable"]
        met = sum(item.verdict == "met" for item in asked)
        dark = sum(item.verdict == "unknown" for item in asked)
        count = max(len(asked), 1)
        sure.append(met / count)
        most.append((met + dark) / count)
        rows.append((name or found.name, str(met), str(len(asked) - met - dark), str(dark)))
    heads = tuple(texts(f"readiness.radar.{each}") for each in ("dimension", "met", "not_met", "unknown"))
    names = tuple(row[0] for row in rows)
    chart = Chart(
        "",
        texts("readiness.radar.title"),
        "radar",
        "",
        names,
        (
            Series(texts("readiness.radar.met"), tuple(sure), tuple(f"{row[1]}/{_all(row)}" for row in rows)),
            Series(texts("readiness.radar.unknown"), tuple(most), ()),
        ),
        alt="; ".join(texts("readiness.radar.said", what=a, met=b, short=c, dark=d) for a, b, c, d in rows),
    )
    dark = sum(int(row[3]) for row in rows)
    total = sum(_all(row) for row in rows)
    fact = texts("readiness.radar.fact", met=sum(int(row[1]) for row in rows), dark=dark, all=total)
    return ChartView(
        "readiness_radar", texts("readiness.radar.title"), fact,
        chart if len(rows) > 2 else None, {texts("readiness.radar.met"): OWN}, heads, tuple(rows),
    )  # fmt: skip


def _all(row: tuple[str, ...]) -> int:
    return sum(int(each) for each in row[1:4])
