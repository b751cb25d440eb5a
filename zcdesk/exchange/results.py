"""Results to JSON: schema ``zcdesk.results/1``, documented in ``resources/schema/results-1.json``.

Values are texts with all their digits, so that no reader's binary numbers change them; ``printed`` is the same
value rounded as the report prints it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from zcdesk.domain.answer import Place
from zcdesk.domain.factor import FactorSet
from zcdesk.domain.finding import Finding, confirm_key
from zcdesk.domain.method import Line, printed_value
from zcdesk.domain.number import MINUS, plain
from zcdesk.domain.project import Row
from zcdesk.domain.trace import Gap, Missing, Result, Traced
from zcdesk.domain.words import Words
from zcdesk.formula.compiled import Compiled

SCHEMA = "zcdesk.results/1"


class Figures(Protocol):
    """What results are read from."""

    @property
    def compiled(self) -> Compiled:
        """The method."""

    def line(self, id_: str, period: str, row: str = "") -> Result:
        """Value of a line."""

    def rows(self, table: str) -> tuple[Row, ...]:
        """Rows of a table."""


def words(text: Words) -> dict[str, str]:
    """Both languages."""
    return {"zh": text.zh, "en": text.en}


def place(found: Place | None) -> dict[str, str] | None:
    """Quantity, row and period of a place."""
    if found is None:
        return None
    return {"quantity": found.quantity, "row": found.row, "period": found.period}


def finding(found: Finding, say: Callable[[Finding], Words]) -> dict[str, Any]:
    """A finding with its message in both languages."""
    entry: dict[str, Any] = {
        "code": found.code,
        "severity": found.severity,
        "place": place(found.place),
        "details": dict(found.details),
        "message": words(say(found)),
    }
    key = confirm_key(found)
    if key:  # a setting of this name, brought in by an answers file, confirms it
        entry["confirm"] = key
    return entry


def year(
    figures: Figures,
    period: str,
    gaps: Sequence[Gap],
    findings: Iterable[Finding],
    say: Callable[[Finding], Words],
) -> dict[str, Any]:
    """Results of one method for one year (or month)."""
    compiled = figures.compiled
    lines: list[dict[str, Any]] = []
    totals: list[dict[str, Any]] = []
    for item in compiled.lines.values():
        for row in [row.id for row in figures.rows(item.line.over)] if item.line.over else [""]:
            entry = _line(item.line, row, period, figures.line(item.line.id, period, row), compiled)
            lines.append(entry)
            if item.line.total:
                kept = ("id", "period", "value", "printed", "unit", "missing")
                totals.append(
                    {"words": words(item.line.words), "scope": item.line.scope, "view": item.line.view}
                    | {key: entry[key] for key in kept if key in entry}
                )
    return {
        "method": compiled.method.key,
        "year": period,
        "totals": totals,
        "lines": lines,
        "missing": [{"kind": gap.kind, "place": place(gap.place), "what": gap.what} for gap in gaps],
        "findings": [finding(item, say) for item in findings],
    }


def document(
    years: Sequence[Mapping[str, Any]],
    methods: Sequence[Compiled],
    sets: Sequence[FactorSet],
    schemes: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """The whole answer of ``compute``; `schemes` one entry for each scheme and year."""
    return {
        "schema": SCHEMA,
        "methods": [
            {
                "id": compiled.method.id,
                "edition": compiled.method.edition,
                "words": words(compiled.method.words),
                "document": words(compiled.method.document),
                "digest": compiled.method.digest,
                "rounding": {
                    "places": compiled.method.rounding.places,
                    "mode": compiled.method.rounding.mode,
                    "rule": compiled.method.rounding.rule,
                },
            }
            for compiled in methods
        ],
        "factor_sets": [
            {"id": found.id, "words": words(found.words), "digest": found.digest} for found in sets
        ],
        "years": list(years),
        "schemes": list(schemes),
    }


def digest(years: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 over the values of results: what a sealed report promises to be recomputed to."""
    kept = [
        {
            "method": found["method"],
            "year": found["year"],
            "lines": [
                {key: line.get(key) for key in ("id", "row", "period", "value", "unit", "missing")}
                for line in found["lines"]
            ],
        }
        for found in years
    ]
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _line(line: Line, row: str, period: str, result: Result, compiled: Compiled) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": line.id, "row": row, "period": period}
    if isinstance(result, Missing):
        gaps = sorted(result.gaps)
        missing = [{"kind": gap.kind, "place": place(gap.place), "what": gap.what} for gap in gaps]
        return entry | {"value": None, "unit": line.unit, "clause": line.clause, "missing": missing}
    text = printed_value(compiled.method, line, result)
    return entry | {
        "value": plain(result.number),
        "printed": text.replace(",", "").replace(MINUS, "-"),
        "unit": result.unit,
        "clause": line.clause,
        "because": line.formula,
        "inputs": [_input(item) for item in result.inputs],
        "flags": [{"code": flag.code, **dict(flag.details)} for flag in result.flags],
    }


def _input(item: Traced) -> dict[str, Any]:
    entry = traced(item)
    if item.kind in ("answer", "fold") and item.inputs:
        entry["inputs"] = [_input(part) for part in item.inputs]
    return entry


def traced(item: Traced) -> dict[str, Any]:
    """One value with where it came from, without its inputs."""
    value = plain(item.number) if not isinstance(item.value, (str, bool)) else item.value
    return {
        "kind": item.kind,
        "id": item.id,
        "row": item.row,
        "period": item.period,
        "value": value,
        "unit": item.unit,
        "because": item.because,
        "source": item.source,
        "flags": [{"code": flag.code, **dict(flag.details)} for flag in item.flags],
    }


def printed_line(figures: Figures, id_: str, period: str) -> str:
    """A line as it is printed, with its unit; a dash where it is missing."""
    result = figures.line(id_, period)
    if isinstance(result, Missing):
        return "—"
    method = figures.compiled.method
    return f"{printed_value(method, method.lines[id_], result).replace(MINUS, '-')} {result.unit}"
