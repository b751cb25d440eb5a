"""Verdicts of schemes as JSON: ``schemes`` of ``zcdesk.results/1``, one entry for each scheme and year."""

from __future__ import annotations

from typing import Any

from zcdesk.calc.readiness import Assessed, Judged, Readiness, Reading
from zcdesk.domain.method import printed_value
from zcdesk.domain.number import MINUS, plain
from zcdesk.domain.scheme import Scheme
from zcdesk.domain.trace import Missing, Result, Traced
from zcdesk.exchange.results import place, traced, words


def told(readiness: Readiness, year: str) -> dict[str, Any]:
    """A scheme with every criterion judged in a year."""
    scheme = readiness.compiled.scheme
    vocabulary = readiness.compiled.compiled.vocabulary
    choices = []
    for id_ in scheme.choices:
        quantity = vocabulary.quantities[id_]
        choices.append(
            {
                "id": id_,
                "words": words(quantity.words),
                "recorded": readiness.recorded((id_,)).get(id_),
                "options": [
                    {"id": option.id, "words": words(option.words)}
                    for option in vocabulary.lists[quantity.options].values()
                ],
            }
        )
    return {
        "scheme": scheme.key,
        "year": year,
        "words": words(scheme.method.words),
        "document": words(scheme.method.document),
        "digest": scheme.method.digest,
        "incomplete": words(scheme.incomplete),
        "choices": choices,
        "criteria": [_criterion(scheme, each) for each in readiness.assessed(year)],
    }


def _criterion(scheme: Scheme, found: Assessed) -> dict[str, Any]:
    criterion = found.criterion
    shown = found.chosen
    unit = scheme.method.lines[criterion.value].unit if criterion.value else ""
    return {
        "id": criterion.id,
        "number": criterion.number,
        "kind": criterion.kind,
        "group": criterion.group,
        "words": words(criterion.words),
        "clause": criterion.clause,
        "confidence": criterion.confidence,
        "unknown": words(criterion.unknown),
        "verdict": found.verdict,
        "value": _value(scheme, shown.value) if shown is not None else None,
        "unit": unit,
        "levels": [_level(scheme, each) for each in found.levels],
        "choices": list(found.choices),
        "readings": [_reading(scheme, each) for each in found.readings] if found.choices else [],
    }


def _reading(scheme: Scheme, reading: Reading) -> dict[str, Any]:
    return {
        "options": dict(reading.options),
        "value": _value(scheme, reading.value),
        "levels": [_level(scheme, each) for each in reading.levels],
    }


def _level(scheme: Scheme, judged: Judged) -> dict[str, Any]:
    missing = sorted(judged.chain.gaps) if isinstance(judged.chain, Missing) else []
    return {
        "level": judged.level,
        "words": words(scheme.levels[judged.level]),
        "verdict": judged.verdict,
        "because": judged.because,
        "threshold": _value(scheme, judged.threshold),
        "gap": _value(scheme, judged.gap),
        "chain": _chain(judged.chain, scheme) if isinstance(judged.chain, Traced) else None,
        "missing": [{"kind": gap.kind, "place": place(gap.place), "what": gap.what} for gap in missing],
    }


def _value(scheme: Scheme, result: Result | None) -> dict[str, str] | None:
    if not isinstance(result, Traced):
        return None
    return {"value": plain(result.number), "printed": printed(scheme, result), "unit": result.unit}


def printed(scheme: Scheme, result: Traced) -> str:
    """A number as the scheme rounds it, a threshold as published; verdicts rest on unrounded numbers."""
    line = scheme.method.lines[result.id]
    return printed_value(scheme.method, line, result).replace(",", "").replace(MINUS, "-")


def _chain(item: Traced, scheme: Scheme) -> dict[str, Any]:
    """What a verdict was made from, down to the figures of the methods, whose own chains stand in ``years``."""
    entry = traced(item)
    if item.kind == "line":
        entry["formula"] = item.formula
    if item.inputs and item.source in ("", scheme.key):
        entry["inputs"] = [_chain(part, scheme) for part in item.inputs]
    return entry
