"""Verdicts of schemes as JSON: ``schemes`` of ``zcdesk.results/1``, one entry for each scheme and year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from zcdesk.calc.progress import Progress, progress, step_of
from zcdesk.calc.readiness import Assessed, Judged, Measured, Readiness, Reading
from zcdesk.calc.scoring import Scored
from zcdesk.calc.standing import Standing, standings
from zcdesk.domain.answer import Place
from zcdesk.domain.finding import Finding
from zcdesk.domain.number import plain
from zcdesk.domain.project import Project
from zcdesk.domain.scheme import Scheme
from zcdesk.domain.trace import Missing, Result, Traced
from zcdesk.domain.words import Words
from zcdesk.exchange.results import finding, place, traced, words
from zcdesk.workbench.schemes.proofs import Proofs
from zcdesk.workbench.schemes.verdict_words import printed, rounded_up


def told(readiness: Readiness, year: str, say: Callable[[Finding], Words]) -> dict[str, Any]:
    """A scheme with every criterion judged in a year, what may be applied for, points and findings."""
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
    assessed, proofs = readiness.assessed(year), Proofs(readiness.inventory.project)
    standing = [_standing(scheme, each) for each in standings(scheme, assessed)]
    return {
        "scheme": scheme.key,
        "year": year,
        "words": words(scheme.method.words),
        "document": words(scheme.method.document),
        "digest": scheme.method.digest,
        "incomplete": words(scheme.incomplete),
        "region": scheme.region,
        "city": words(scheme.city),
        "sectors": list(scheme.sectors),
        "valid_from": scheme.valid_from,
        "valid_to": scheme.valid_to,
        "withdrawn": scheme.withdrawn,
        "successor": scheme.successor,
        "over": readiness.over,
        "entry": standing[0],
        "standings": standing,
        "scores": [_scored(scheme, each) for each in readiness.scores(year)],
        "findings": [finding(each, say) for each in readiness.findings(year)],
        "progress": [_progress(scheme, each) for each in progress(readiness)],
        "choices": choices,
        "criteria": [_criterion(readiness, each, year, proofs) for each in assessed],
    }


def _standing(scheme: Scheme, found: Standing) -> dict[str, Any]:
    return {
        "level": found.level,
        "words": words(scheme.levels[found.level]),
        "possible": found.possible,
        "blocked": [each.criterion.id for each in found.blocked],
        "open": [each.criterion.id for each in found.open],
    }


def _scored(scheme: Scheme, found: Scored) -> dict[str, Any]:
    return {
        "group": found.group,
        "words": words(scheme.groups[found.group]) if found.group else words(Words("总分", "Total")),
        "known": _value(scheme, found.known),
        "judged": plain(found.judged),
        "most": _value(scheme, found.most),
        "total": _value(scheme, found.total),
        "unknown": list(found.unknown),
        "without_points": list(found.bare),
    }


def _progress(scheme: Scheme, found: Progress) -> dict[str, Any]:
    return {
        "criterion": found.criterion.id,
        "years": [
            {
                "year": each.year,
                "value": _value(scheme, each.value),
                "plan": _value(scheme, each.plan),
                "met": each.met,
            }
            for each in found.steps
        ],
    }


def _criterion(readiness: Readiness, found: Assessed, year: str, proofs: Proofs) -> dict[str, Any]:
    scheme, criterion, shown = readiness.compiled.scheme, found.criterion, found.chosen
    project = readiness.inventory.project
    unit = scheme.method.lines[criterion.value].unit if criterion.value else ""
    entry = {
        "id": criterion.id,
        "number": criterion.number,
        "kind": criterion.kind,
        "group": criterion.group,
        "words": words(criterion.words),
        "clause": criterion.clause,
        "confidence": criterion.confidence,
        "unknown": words(criterion.unknown),
        "ask": words(criterion.ask),
        "why": words(criterion.why),
        "source": words(criterion.source),
        "wants": [{"kind": each.kind, "words": words(each.words)} for each in criterion.wants],
        "skippable": criterion.skippable,
        "verdict": found.verdict,
        "value": _value(scheme, shown.value) if shown is not None else None,
        "unit": unit,
        "points": None,
        "score": _value(scheme, shown.score) if shown is not None else None,
        "plan": None,
        "levels": [_level(scheme, each, project, proofs) for each in found.levels],
        "choices": list(found.choices),
        "readings": [_reading(scheme, each, project, proofs) for each in found.readings]
        if found.choices
        else [],
    }
    if criterion.points is not None:
        points = criterion.points
        entry["points"] = {
            "most": plain(points.most), "clause": points.clause, "confidence": points.confidence
        }  # fmt: skip
    if criterion.plan:
        step = step_of(readiness, found, year)
        entry["plan"] = {"value": _value(scheme, step.plan), "met": step.met}
    return entry


def _reading(scheme: Scheme, reading: Reading, project: Project, proofs: Proofs) -> dict[str, Any]:
    return {
        "options": dict(reading.options),
        "value": _value(scheme, reading.value),
        "score": _value(scheme, reading.score),
        "levels": [_level(scheme, each, project, proofs) for each in reading.levels],
    }


def _level(scheme: Scheme, judged: Judged, project: Project, proofs: Proofs) -> dict[str, Any]:
    missing = sorted(judged.chain.gaps) if isinstance(judged.chain, Missing) else []
    return {
        "level": judged.level,
        "words": words(scheme.levels[judged.level]),
        "verdict": judged.verdict,
        "because": judged.because,
        "by": list(judged.by),
        "threshold": _value(scheme, judged.threshold),
        "gap": _value(scheme, judged.gap),
        "measures": [_measure(scheme, each) for each in judged.measures],
        "chain": _chain(judged.chain, scheme, project) if isinstance(judged.chain, Traced) else None,
        "evidence": [
            {
                "id": each.id,
                "title": each.evidence.title or each.evidence.name if each.evidence is not None else "",
                "there": each.evidence is not None,
                "pages": list(each.pages),
                "places": [place(at) for at in each.places],
            }
            for each in proofs.of(judged.chain)
        ],
        "missing": [{"kind": gap.kind, "place": place(gap.place), "what": gap.what} for gap in missing],
    }


def _measure(scheme: Scheme, measured: Measured) -> dict[str, Any]:
    def amount(result: Result | None) -> dict[str, str] | None:
        if not isinstance(result, Traced):
            return None
        text = rounded_up(scheme, measured, result.number)
        return {"value": plain(result.number), "printed": text, "unit": result.unit}

    return {
        "id": measured.measure.id,
        "words": words(measured.measure.words),
        "note": words(measured.measure.note),
        "clause": measured.measure.clause,
        "amount": amount(measured.amount),
        "most": _value(scheme, measured.most),
        "enough": measured.enough,
    }


def _value(scheme: Scheme, result: Result | None) -> dict[str, str] | None:
    if not isinstance(result, Traced):
        return None
    return {"value": plain(result.number), "printed": printed(scheme, result), "unit": result.unit}


def _chain(item: Traced, scheme: Scheme, project: Project) -> dict[str, Any]:
    """What a verdict was made from, down to answers with their evidence and to the figures of the methods, whose own
    chains stand in ``years``."""
    entry = traced(item)
    if item.kind == "line":
        entry["formula"] = item.formula
    answer = project.answers.get(Place(item.id, item.row, item.period)) if item.kind == "answer" else None
    if answer is not None and answer.evidence:
        entry["evidence"] = [{"id": cite.evidence, "pages": cite.pages} for cite in answer.evidence]
    if item.inputs and item.source in ("", scheme.key):
        entry["inputs"] = [_chain(part, scheme, project) for part in item.inputs]
    return entry
