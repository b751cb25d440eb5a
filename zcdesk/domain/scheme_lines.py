"""The lines by which the criteria of a scheme are judged, scored and closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zcdesk.domain.method import Line
from zcdesk.domain.number import decimals, plain
from zcdesk.domain.scheme import Criterion, Measure, levels_of
from zcdesk.domain.words import Words

TOTAL = "score.total"
"""The line of all points; ``score.d1`` is that of a group."""

SUMMED = "各条得分之和"
"""What stands in the place of a clause."""

SUMS = {
    "": Words("得分", "points"),
    ".known": Words("已知得分", "points known so far"),
    ".open": Words("未定分值", "points still open"),
    ".most": Words("应得分值", "points that can be had"),
}
"""Ends of the ids of a sum; the plain sum is missing until everything in it is judged."""


def lines_of(criterion: Criterion, value: Line | None, levels: Mapping[str, Words]) -> dict[str, Line]:
    """The lines by which a criterion is judged; those of yes and no have no unit.

    Parameters
    ----------
    value : Line or None
        The line of its value.
    levels : mapping of str to Words
        Those of the scheme.

    Returns
    -------
    dict of str to Line
        ``k1.applies``; at each level ``k1.entry`` (threshold), ``k1.entry.gap`` (how far the value is from it, zero
        where it is reached, both in the unit of the value), ``k1.entry.applies`` and ``k1.entry.met``; ``k1.points``
        and ``k1.score`` where it is worth points; ``k1.plan``, ``k1.plan.applies`` and ``k1.plan.met`` where it is
        planned.
    """
    found: dict[str, Line] = {}

    def put(
        end: str, formula: str, told: Words, unit: str = "", clause: str = "", places: int | None = None
    ) -> None:
        id_ = f"{criterion.id}{end}"
        if places is None and value is not None and unit:
            places = value.places
        words = _joined(criterion.words, told)
        found[id_] = Line(id_, words, unit, formula, clause or criterion.clause, places=places)

    met: dict[str, str] = {}
    if criterion.applies:
        put(".applies", criterion.applies, Words("适用", "applies"))
    if criterion.holds:
        level = levels_of(criterion, next(iter(levels)))[0]
        put(f".{level}.met", criterion.holds, _of(levels[level], "达到", "met"))
        met[level] = criterion.holds
    for each in criterion.thresholds:
        assert value is not None  # a pack is checked for that
        at, bound, level_ = f".{each.level}", f"{criterion.id}.{each.level}", levels[each.level]
        if each.applies:
            put(f"{at}.applies", each.applies, _of(level_, "适用", "applies"))
        put(at, each.formula, _of(level_, "门槛", "threshold"), value.unit)
        lower = criterion.better == "lower"
        away = f"{value.id} - {bound}" if lower else f"{bound} - {value.id}"
        put(f"{at}.gap", f"max(0, {away})", _of(level_, "差距", "gap"), value.unit)
        met[each.level] = _met(value.id, bound, lower)
        put(f"{at}.met", met[each.level], _of(level_, "达到", "met"))
    if criterion.points is not None:
        worth, clause = criterion.points.most, criterion.points.clause
        put(".points", plain(worth), Words("分值", "points"), "1", clause, max(decimals(worth), 0))
        formula = _score(criterion, met)
        if formula:
            put(".score", formula, Words("得分", "score"), "1", clause, 2)
    if criterion.plan and value is not None:
        put(".plan", criterion.plan, Words("计划", "plan"), value.unit)
        if criterion.planned:
            put(".plan.applies", criterion.planned, Words("该年有计划", "planned for the year"))
        sign = "<=" if criterion.better == "lower" else ">="
        put(
            ".plan.met",
            f"{value.id} {sign} {criterion.id}.plan",
            Words("完成年度计划", "plan of the year met"),
        )
    return found


def measure_lines(measure: Measure, criterion: Criterion, levels: Mapping[str, Words]) -> dict[str, Line]:
    """The lines of a measure at each of its levels: ``k2.entry.measure.pv``, and its ``.applies`` and ``.most``."""
    found: dict[str, Line] = {}
    for level in (measure.level,) if measure.level else levels_of(criterion, next(iter(levels))):
        base = f"{criterion.id}.{level}.measure.{measure.id}"
        named = _joined(criterion.words, _of(levels[level], "", ""))
        for end, formula in (("", measure.formula), (".applies", measure.applies), (".most", measure.most)):
            unit = "" if end == ".applies" else measure.unit
            if formula:
                words = _joined(named, measure.words)
                id_, text = f"{base}{end}", formula.replace("{level}", level)
                found[id_] = Line(id_, words, unit, text, measure.clause, places=measure.places)
    return found


def sum_lines(criteria: Iterable[Criterion], groups: Mapping[str, Words]) -> dict[str, Line]:
    """The sums of points of a scheme, of each group with points first; none where there are no points.

    Their formula names the scores they are made of; what does not apply is left out when they are computed.
    """
    pointed = [each for each in criteria if each.points is not None]
    if not pointed:
        return {}
    found: dict[str, Line] = {}
    named = {f"score.{id_}": words for id_, words in groups.items()} | {TOTAL: Words("总分", "Total")}
    for base, words in named.items():
        held = [each for each in pointed if base in (TOTAL, f"score.{each.group}")]
        parts = [f"{each.id}.score" for each in held if each.score or each.holds or each.thresholds]
        for end, told in SUMS.items() if held else ():
            id_ = f"{base}{end}"
            found[id_] = Line(id_, _joined(words, told), "1", " + ".join(parts), SUMMED, places=2)
    return found


def _met(value: str, bound: str, lower: bool) -> str:
    """Whether a threshold is reached; of a sum of points that may be known before it is whole."""
    if not value.startswith("score."):
        return f"{value} {'<=' if lower else '>='} {bound}"
    if lower:
        return f"{value}.known + {value}.open <= {bound} or ({value}.known <= {bound} and {value} <= {bound})"
    return f"{value}.known >= {bound} or ({value}.known + {value}.open >= {bound} and {value} >= {bound})"


def _score(criterion: Criterion, met: Mapping[str, str]) -> str:
    """The formula of the points; ``""`` where the rule is not known."""
    id_ = criterion.id
    if criterion.score == "linear":
        bound = f"{id_}.{criterion.thresholds[0].level}"
        return f"{id_}.points * max(0, min(1, {criterion.value} / {bound}))"
    if criterion.score or not met:
        return criterion.score
    return f"if_({next(iter(met.values()))}, {id_}.points, 0)"


def _joined(first: Words, second: Words) -> Words:
    return Words(f"{first.zh}：{second.zh}", f"{first.en}: {second.en}")


def _of(level: Words, zh: str, en: str) -> Words:
    return Words(f"{level.zh}{zh}", f"{level.en}, {en}" if en else level.en)
