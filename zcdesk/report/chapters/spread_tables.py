"""Uncertainty: the range of the total, of its sources, and what it comes from, as it was recorded in the project."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from zcdesk.domain.document import Block, Cell, Paragraph, Row, Table
from zcdesk.domain.uncertainty import band_text
from zcdesk.report.chapters import notes
from zcdesk.report.chapters.columns import Heads, code_cell, row
from zcdesk.report.chapters.telling import Telling
from zcdesk.report.telling import lines

_LETTER, _ORIGINS = "U", "Y"
_LEAST, _MOST = 0.1, 8
"""Origins that are listed: those of at least so many per cent of the variance, at most so many."""


def uncertainty(telling: Telling) -> list[Block]:
    """A paragraph and two tables; nothing where nothing was recorded, or where it no longer stands."""
    told = telling.spread
    if told is None:
        return []
    first, second = telling.next_number("table"), telling.next_number("table")
    telling.spread_table = first
    intro = Paragraph(_intro(telling, told, first, second))
    return [intro, _lines(telling, told, first), _origins(telling, told, second)]


def _intro(telling: Telling, told: Mapping[str, Any], first: str, second: str) -> str:
    say, total = telling.say, told["total"]
    line = telling.method.lines[total["id"]]
    value = lines.number(
        Decimal(total["value"]), lines.places_of(telling.method, line), telling.method.rounding
    )
    text = say(
        "intro.spread",
        what=say.of(line.words),
        value=value,
        unit=say.unit(total["unit"]),
        formula=_band(total),
        lines=first,
        origins=second,
    )
    drawn = total["drawn"]
    if drawn is not None:
        low, high = (lines.number(Decimal(drawn[key]), 0, telling.method.rounding) for key in ("low", "high"))
        draws = f"{told['draws']:,}"
        text += say(
            "intro.spread_drawn",
            draws=draws,
            seed=told["seed"],
            low=low,
            high=high,
            unit=say.unit(total["unit"]),
            drawn=_band(drawn),
            check=say("intro.spread_agree" if told["agree"] else "intro.spread_apart"),
        )
    return text


def _lines(telling: Telling, told: Mapping[str, Any], number: str) -> Table:
    say = telling.say
    heads = Heads(telling)
    heads.code()
    heads.words(say("column.source_category"))
    heads.number("value", say("column.value"))
    heads.words(say("column.unit"))
    for key in ("formula", "drawn", "data_quality"):
        heads.words(say(f"column.{key}"))
    rows = [
        _line(telling, each, number, f"{_LETTER}{at:02d}", heads.numbers["value"])
        for at, each in enumerate(_some(told["lines"]), start=1)
    ]
    rows.append(_line(telling, told["total"], number, f"{_LETTER}00", heads.numbers["value"], total=True))
    results = [("", telling.inventory.line(each["id"], telling.year, each["row"])) for each in told["lines"]]
    below: list[notes.Note] = [(say("note.spread"), "normal"), (say("note.spread_quality"), "normal")]
    if told["without_evidence"]:
        below.append((say("note.spread_bare", count=told["without_evidence"]), "warning"))
    below += notes.illustrative(telling, results)
    return Table(
        number, say("table.spread", year=telling.year), tuple(heads.columns), tuple(rows), notes=tuple(below)
    )


def _line(
    telling: Telling, told: Mapping[str, Any], number: str, code: str, column: int, *, total: bool = False
) -> Row:
    say = telling.say
    line = telling.method.lines[told["id"]]
    value = telling.cell(
        telling.inventory,
        (number, code, column),
        told["id"],
        told["row"],
        places=lines.places_of(telling.method, line),
    )
    quality = told["quality"]
    return row(
        code_cell(code),
        told["words"][say.language],
        value,
        say.unit(told["unit"]),
        _band(told),
        _band(told["drawn"]) if told["drawn"] and "low_percent" in told["drawn"] else lines.DASH,
        quality["words"][say.language] if quality else lines.DASH,
        kind="total" if total else "plain",
    )


def _origins(telling: Telling, told: Mapping[str, Any], number: str) -> Table:
    say = telling.say
    heads = Heads(telling)
    heads.code()
    heads.words(say("column.origin"), width=0.22)
    heads.words(say("column.grade"), width=0.19)
    heads.number("share", say("column.variance"), "%")
    heads.words(say("column.basis"), width=0.23)
    heads.words(say("column.better"), width=0.22)
    ranking = [each for each in told["ranking"] if float(each["share_percent"]) >= _LEAST][:_MOST]
    rows = [
        row(
            code_cell(f"{_ORIGINS}{at:02d}"),
            each["words"][say.language],
            each["grade_words"][say.language],
            each["share_percent"],
            Cell(
                say("origin.basis", source=each["source"][say.language], confidence=each["confidence"]),
                tone="warning" if each["confidence"] == "C" else "normal",
            ),
            each["advice"][say.language] or lines.DASH,
        )
        for at, each in enumerate(ranking, start=1)
    ]
    below: list[notes.Note] = []
    doubtful = sorted({each["confidence"] for each in ranking} & {"B", "C"})
    if doubtful:
        below.append((say("note.spread_doubt", confidence=say.join(doubtful)), "normal"))
    if told["origins"] > len(ranking):
        below.append((say("note.spread_rest", count=len(ranking)), "normal"))
    return Table(
        number, say("table.origins", year=telling.year), tuple(heads.columns), tuple(rows), notes=tuple(below)
    )


def _some(told: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Lines that are not nothing."""
    return [each for each in told if Decimal(each["value"])]


def _band(told: Mapping[str, Any]) -> str:
    return band_text(float(told["low_percent"]), float(told["high_percent"]))
