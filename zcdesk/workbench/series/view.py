"""Series for the eye: each meter in a line with what is covered, its charts with tables, its findings in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np

from zcdesk.calc import series as calc
from zcdesk.domain.document import Chart
from zcdesk.domain.document import Series as Drawn
from zcdesk.domain.number import MINUS
from zcdesk.domain.series import Series
from zcdesk.domain.words import Language, Words
from zcdesk.report.books.view_book import Full
from zcdesk.workbench import metered
from zcdesk.workbench.naming import period_words
from zcdesk.workbench.results.chart_data import ChartView
from zcdesk.workbench.series import metering
from zcdesk.workbench.workbench import Workbench

CHARTS = ("duration", "day", "pv")
"""Charts of a meter; the last is of all PV and its use."""

_POINTS = 101
_STYLES = {"power": 0, "weekdays": 0, "weekends": 3, "high": 4, "low": 5}
"""Lines of a day, told apart by their dashes as well."""
TITLES = {
    "duration": Words("负荷持续曲线：{name}", "Load duration: {name}"),
    "day": Words("一天的负荷：{name}", "A day: {name}"),
    "pv": Words("光伏：自用与上网", "PV: used in the plant and fed in"),
}
FACT = Words(
    "最高 {peak} kW（{at}），平均 {mean} kW，负荷率 {factor}",
    "load factor {factor}, mean {mean} kW, peak {peak} ({at})",
)
PV_FACT = Words(
    "自用 {used}，上网 {exported}，自用率 {share}{way}",
    "used {used}, fed in {exported}, self-use {share}{way}",
)
PV_WAYS = {
    "metered": Words("；发电表减上网表", "; PV meter less feed-in meter"),
    "matched": Words("；发电与用电逐时段比较", "; generation held against use interval by interval"),
}
NO_PV = Words(
    "要有光伏发电的读数，和用电或上网的读数，才能看自用。",
    "It takes readings of generation, and of use or of feed-in, to see what was used.",
)
_SAY = {
    "power": Words("功率", "Power"), "weekdays": Words("工作日平均", "weekdays, mean"),
    "weekends": Words("周末平均", "weekends, mean"), "low": Words("一成的日子低于", "one day in ten below"),
    "high": Words("一成的日子高于", "one day in ten above"), "share_time": Words("时间占比 %", "Share of the time, %"),
    "hours": Words("小时", "Hours"), "time": Words("时刻", "Time"), "month": Words("月份", "Month"),
    "used": Words("自用", "used"), "fed": Words("上网", "fed in"), "share": Words("自用率", "self-use"),
    "made": Words("发电", "generated"), "lacking": Words("缺", "missing"),
}  # fmt: skip


_LIST = {
    "title": Words("表计序列", "Meter series"), "id": Words("编号", "No."), "meter": Words("表计", "Meter"),
    "kind": Words("计量", "Counts"), "span": Words("起止", "From, to"), "step": Words("间隔 min", "Interval, min"),
    "known": Words("读数", "Readings"), "whole": Words("应有", "Expected"), "energy": Words("合计 kWh", "Sum, kWh"),
    "peak": Words("最高 kW", "Peak, kW"), "at": Words("最高时刻", "Time of peak"), "mean": Words("平均 kW", "Mean, kW"),
    "factor": Words("负荷率", "Load factor"), "remarks": Words("提醒", "Remarks"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeterRow:
    """A meter in a line.

    Attributes
    ----------
    series : Series
    kind : Words
    span : str
        First and last day.
    coverage : tuple of float or None
        For each month of all meters the share that is known; None where the meter was not read. For drawing. [-]
    known, whole : int
        Intervals.
    energy, peak, mean, factor : Decimal or None
        [kWh], [kW], [kW], [-]
    peak_at : str
    problems : tuple of Words
    where : tuple of str
        Of each of them when, ISO; ``""`` where it is of the whole file.
    """

    series: Series
    kind: Words
    span: str
    coverage: tuple[float | None, ...]
    known: int
    whole: int
    energy: Decimal | None
    peak: Decimal | None
    mean: Decimal | None
    factor: Decimal | None
    peak_at: str
    problems: tuple[Words, ...]
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meters:
    """All meters, and the months of every year of which any has readings."""

    rows: tuple[MeterRow, ...]
    months: tuple[str, ...]


def meters(workbench: Workbench) -> Meters:
    """The list of meters."""
    listed = metering.listed(workbench)
    if not listed:
        return Meters((), ())
    first = min(each.first for each in listed)
    last = max(each.end - timedelta(minutes=1) for each in listed)
    months = tuple(
        f"{year}-{month:02d}" for year in range(first.year, last.year + 1) for month in range(1, 13)
    )
    return Meters(tuple(_row(workbench, each, months) for each in listed), months)


def _row(workbench: Workbench, series: Series, months: Sequence[str]) -> MeterRow:
    found = metering.flow(workbench, series)
    known = {each.period: each for each in calc.months(found)}
    coverage = tuple(known[each].known / known[each].whole if each in known else None for each in months)
    told = calc.summary(found)
    listed = metering.problems(workbench, series)
    problems = tuple(each.words for each in listed)
    where = tuple(each.first if "T" in each.first else "" for each in listed)
    span = f"{series.first:%Y-%m-%d} – {series.end - timedelta(minutes=1):%Y-%m-%d}"
    kind = metering.KIND_WORDS[series.kind]
    if told is None:
        return MeterRow(
            series, kind, span, coverage, 0, series.count, None, None, None, None, "", problems, where
        )
    return MeterRow(
        series, kind, span, coverage, told.known, told.whole, told.energy, told.peak, told.mean, told.factor,
        f"{told.peak_at:%Y-%m-%d %H:%M}", problems, where,
    )  # fmt: skip


def table(workbench: Workbench, language: Language) -> tuple[ChartView, tuple[Full, ...]]:
    """The list of meters as a table as printed, and each figure with all its digits and its unit."""
    found, say = meters(workbench), {key: words.into(language) for key, words in _LIST.items()}
    heads = tuple(say[key] for key in ("id", "meter", "kind", "span", "step", "known", "whole", "energy", "peak", "at",
                                       "mean", "factor", "remarks"))  # fmt: skip
    rows = tuple(
        (row.series.id, row.series.name, row.kind.into(language), row.span, str(row.series.step), f"{row.known:,}",
         f"{row.whole:,}", number(row.energy, 1), number(row.peak, 1), row.peak_at, number(row.mean, 1),
         share(row.factor), "; ".join(each.into(language) for each in row.problems[:20]))
        for row in found.rows
    )  # fmt: skip
    full: list[Full] = []
    for row in found.rows:
        named = f"{row.series.id} {row.series.name}"
        full += [(named, say["energy"], row.energy, "kWh"), (named, say["peak"], row.peak, "kW"),
                 (named, say["mean"], row.mean, "kW"), (named, say["factor"], row.factor, "-")]  # fmt: skip
    return ChartView("list", say["title"], "", None, {}, heads, rows), tuple(full)


def chart(workbench: Workbench, id_: str, series: str, year: str, language: Language) -> ChartView:
    """One of the `CHARTS`: of a meter in a year, or of all PV.

    Parameters
    ----------
    series : str
        Id of the series; not needed for ``pv``.
    year : str
        Or a day, ``2025-03-10``; ``""`` for all that is known.
    """
    if id_ == "pv":
        return _pv(workbench, year, language)
    held = metering.one(workbench, series)
    found: calc.Flow | None = metering.flow(workbench, held)
    if year and found is not None:
        if len(year) > 4:
            start = datetime.fromisoformat(year)
            found = calc.within(found, start, start + timedelta(days=1))
        else:
            start = held.first.replace(year=int(year), month=1, day=1, hour=0, minute=0)
            found = calc.within(found, start, start.replace(year=int(year) + 1))
    name = held.name + (f" {year}" if year else "")
    title = TITLES[id_].fill(name=name).into(language)
    told = calc.summary(found) if found is not None else None
    if found is None or told is None:
        return ChartView(id_, title, "", None, {}, (), ())
    fact = FACT.fill(
        peak=number(told.peak, 1),
        at=f"{told.peak_at:%Y-%m-%d %H:%M}",
        mean=number(told.mean, 1),
        factor=share(told.factor),
    ).into(language)
    single = len(year) > 4
    made = _duration(found, title, language) if id_ == "duration" else _day(found, title, language, single)
    drawn, heads, rows = made
    return ChartView(id_, title, fact, drawn, {}, heads, rows)


Made = tuple[Chart, tuple[str, ...], tuple[tuple[str, ...], ...]]


def _duration(found: calc.Flow, title: str, language: Language) -> Made:
    hours, power = calc.duration(found, 10**9)
    whole = len(power)
    at = [min(whole - 1, round(n * (whole - 1) / (_POINTS - 1))) for n in range(_POINTS)]
    labels = tuple(f"{n}%" for n in range(_POINTS))
    values = tuple(float(power[each]) for each in at)
    name = _SAY["power"].into(language)
    drawn = Chart("", title, "lines", "kW", labels, (Drawn(name, values),), alt=title)
    heads = (_SAY["share_time"].into(language), _SAY["hours"].into(language), f"{name} kW")
    rows = tuple(
        (label.rstrip("%"), number(Decimal(str(hours[each])), 2), number(Decimal(str(power[each])), 2))
        for label, each in zip(labels, at, strict=True)
    )
    return drawn, heads, rows


def _day(found: calc.Flow, title: str, language: Language, single: bool) -> Made:
    names = ("weekdays", "weekends", "low", "high")
    curves = dict(zip(names, calc.profile(found), strict=True))
    if single:  # of one day every curve is the same
        curves = {"power": curves["low"]}
    order = [name for name in _STYLES if name in curves and not np.isnan(curves[name]).all()]
    times = [f"{n * found.step // 60:02d}:{n * found.step % 60:02d}" for n in range(calc.DAY // found.step)]
    wide = max(1, 30 // found.step)
    drawn_times = times[::wide]
    labels = tuple(each if each.endswith(":00") and int(each[:2]) % 3 == 0 else "" for each in drawn_times)
    drawn = Chart(
        "", title, "lines", "kW", labels,
        tuple(
            Drawn(_SAY[name].into(language), _coarse(curves[name], wide), style=_STYLES[name])
            for name in order
        ),
        alt=title,
    )  # fmt: skip
    heads = (_SAY["time"].into(language), *(f"{_SAY[name].into(language)} kW" for name in order))
    rows = tuple(
        (
            time,
            *(
                "—" if np.isnan(curves[name][at]) else number(Decimal(str(curves[name][at])), 2)
                for name in order
            ),
        )
        for at, time in enumerate(times)
    )
    return drawn, heads, rows


def _coarse(curve: calc.Floats, wide: int) -> tuple[float | None, ...]:
    """A curve for drawing, so many intervals as one; a gap stays one."""
    return tuple(None if np.isnan(each) else float(each) for each in curve.reshape(-1, wide).mean(axis=1))


def _pv(workbench: Workbench, year: str, language: Language) -> ChartView:
    title = TITLES["pv"].into(language)
    found = metered.match(workbench, year)
    matches = [each for each in found[0] if each.known] if found is not None else []
    if found is None or not matches:
        return ChartView("pv", title, NO_PV.into(language), None, {}, (), ())
    used, fed = (_SAY[each].into(language) for each in ("used", "fed"))
    months = tuple(_month(each.period, year, language) for each in matches)
    drawn = Chart(
        "", title, "stack", "kWh", months,
        (Drawn(used, tuple(float(each.used) for each in matches)),
         Drawn(fed, tuple(float(each.exported) for each in matches))),
        tuple(share(each.share) for each in matches), alt=title,
    )  # fmt: skip
    heads = (_SAY["month"].into(language), f"{_SAY['made'].into(language)} kWh", f"{used} kWh", f"{fed} kWh",
             _SAY["share"].into(language), f"{_SAY['lacking'].into(language)} %")  # fmt: skip
    rows = tuple(
        (period_words(each.period).into(language), number(each.generated, 1), number(each.used, 1),
         number(each.exported, 1), share(each.share), number(each.lacking * 100, 2))
        for each in matches
    )  # fmt: skip
    sums = [
        sum((getattr(each, name) for each in matches), Decimal(0))
        for name in ("generated", "used", "exported")
    ]
    part = sums[1] / sums[0] if sums[0] > 0 else None
    fact = PV_FACT.fill(
        used=f"{number(sums[1], 0)} kWh",
        exported=f"{number(sums[2], 0)} kWh",
        share=share(part),
        way=PV_WAYS[found[2]],
    )
    return ChartView("pv", title, fact.into(language), drawn, {used: 0, fed: 1}, heads, rows)


def _month(period: str, year: str, language: Language) -> str:
    if not year:
        return period
    return f"{int(period[5:])}月" if language == "zh" else period[5:]


def number(value: Decimal | None, places: int) -> str:
    """A value as printed: half to even, thousands apart, a true minus; a dash where there is none."""
    if value is None:
        return "—"
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN):,}".replace("-", MINUS)


def share(value: Decimal | None) -> str:
    """A share in percent."""
    return "—" if value is None else f"{number(value * 100, 1)} %"
