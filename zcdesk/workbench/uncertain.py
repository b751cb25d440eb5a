"""Uncertain: the uncertainty of the year in words, which meter is worth buying, and the record that a report prints.

The record is a setting of the project, made as one step that undo takes back. It holds what was drawn and a digest of
everything that it rests on: figures, grades and bands. Where these have changed since, it no longer stands, and a
report says again that uncertainty was not quantified.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zcdesk.calc.inventory import Inventory
from zcdesk.calc.sampling import DRAWS, SEED
from zcdesk.calc.taping import Taped
from zcdesk.calc.uncertainty import Assessment, LineSpread, Points, Share, assess
from zcdesk.domain.change import SettingChange
from zcdesk.domain.factor import Source
from zcdesk.domain.number import plain
from zcdesk.domain.uncertainty import RECORD, Grade, short
from zcdesk.domain.words import Words
from zcdesk.workbench import naming
from zcdesk.workbench.forms.grades import grade_words
from zcdesk.workbench.sources import emissions, parts_of, source_lines, total_line
from zcdesk.workbench.workbench import Changed, Workbench

MOST = 12
"""Lines and origins that a record holds."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """The uncertainty of a year in one view.

    Attributes
    ----------
    year, view : str
    inventory : Inventory
    taped : Taped
    found : Assessment
    """

    year: str
    view: str
    inventory: Inventory
    taped: Taped
    found: Assessment

    @property
    def state(self) -> str:
        """Digest of what it rests on: the figures, and every origin with its band."""
        told = [
            [line.id, line.row, plain(line.result.number)] for line in (self.found.total, *self.found.lines)
        ]
        spreads = [
            [spread.name, repr(spread.low), repr(spread.high), spread.lognormal, origin.proven]
            for spread, origin in zip(self.taped.spreads, self.taped.origins, strict=True)
        ]
        text = json.dumps([self.inventory.compiled.method.key, told, sorted(spreads)], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def assessed(
    workbench: Workbench,
    year: str,
    view: str = "location",
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    going_on: Callable[[], bool] = lambda: True,
    progress: Callable[[int], None] = lambda _: None,
) -> Assessed | None:
    """The uncertainty of the total of a year; None while there is no method or the total is missing.

    Raises
    ------
    zcdesk.calc.sampling.Cancelled
        When `going_on` says no.
    """
    inventory = emissions(workbench)
    total = total_line(inventory, view) if inventory is not None else None
    if inventory is None or total is None:
        return None
    taped = Taped(inventory, workbench.catalogue.grading)
    lines = [part for line in source_lines(inventory, view) for part in parts_of(inventory, line)]
    found = assess(taped, total.id, lines, year, draws=draws, seed=seed, going_on=going_on, progress=progress)
    return None if found is None else Assessed(year, view, inventory, taped, found)


def line_words(workbench: Workbench, made: Assessed, line: LineSpread) -> Words:
    """What a line is called; of a row its own name."""
    words = made.inventory.compiled.method.lines[line.id].words
    if not line.row:
        return words
    row = naming.row_words(workbench.project, workbench.catalogue.vocabulary, line.row)
    return Words(f"{words.zh} {row.zh}", f"{words.en}, {row.en}")


def origin_words(workbench: Workbench, share: Share) -> Words:
    """What an origin is called."""
    origin = share.origin
    if origin.place is None:
        return naming.factor_words(workbench.catalogue, origin.factor)
    return naming.place_words(workbench.project, workbench.catalogue, origin.place)


def advice(workbench: Workbench, share: Share) -> Words:
    """What to do about an origin; empty where there is nothing better."""
    if share.better is None:
        return Words("", "")
    after = f"{share.after:.2f}"
    text = workbench.catalogue.texts("ui_uncertainty")[f"uncertainty.act.{share.origin.grade.act}"]
    return text.fill(grade=grade_words(share.better), after=after)


def quality_words(workbench: Workbench, points: Points | None) -> Words:
    """``高（6.0）``: the step that the points reach, with them; a dash where there are none."""
    if points is None:
        return Words("—", "—")
    rank = workbench.catalogue.grading.rank(round(points.product))
    named = rank.words if rank is not None else Words("", "")
    number = short(points.product)
    return Words(f"{named.zh} {number}".strip(), f"{named.en} {number}".strip())


def record(workbench: Workbench, made: Assessed) -> Changed:
    """Keep an assessment in the project, as one step, so that the report prints it."""
    key = f"{RECORD}{made.year}"
    text = json.dumps(told(workbench, made, MOST), ensure_ascii=False, separators=(",", ":"))
    before = workbench.project.settings.get(key)
    label = workbench.catalogue.texts("ui_uncertainty")["uncertainty.recorded_step"].zh
    return workbench.commit(label, [SettingChange(key, before, text)] if before != text else [])


def recorded(workbench: Workbench, year: str) -> dict[str, Any] | None:
    """The record of a year, if everything that it rests on still stands; else None."""
    text = workbench.project.settings.get(f"{RECORD}{year}")
    if not text:
        return None
    try:
        held = json.loads(text)
    except ValueError:
        return None
    if not isinstance(held, dict) or held.get("year") != year:
        return None
    now = assessed(workbench, year, str(held.get("view")), draws=0)
    return held if now is not None and now.state == held.get("state") else None


def told(workbench: Workbench, made: Assessed, most: int | None = None) -> dict[str, Any]:
    """An assessment as plain values, numbers as texts: of ``zcdesk uncertainty --json`` and of the record.

    Parameters
    ----------
    most : int or None
        Lines and origins at most, the greatest first; None for all.
    """
    found = made.found
    lines = sorted(found.lines, key=lambda line: -abs(line.result.number))
    unproven = sum(1 for origin in made.taped.origins if origin.place is not None and not origin.proven)
    return {
        "year": made.year,
        "method": made.inventory.compiled.method.key,
        "view": made.view,
        "draws": found.draws,
        "seed": found.seed,
        "agree": found.agree,
        "state": made.state,
        "total": _line(workbench, made, found.total),
        "lines": [_line(workbench, made, line) for line in lines[:most]],
        "ranking": [_share(workbench, share) for share in found.ranking[:most]],
        "origins": len(made.taped.origins),
        "without_evidence": unproven,
    }


def _line(workbench: Workbench, made: Assessed, line: LineSpread) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": line.id,
        "row": line.row,
        "words": _both(line_words(workbench, made, line)),
        "value": plain(line.result.number),
        "unit": line.result.unit,
        "low_percent": f"{line.low:.2f}",
        "high_percent": f"{line.high:.2f}",
        "drawn": None,
        "quality": None,
    }
    percent = line.drawn_percent
    if line.drawn is not None:
        drawn = line.drawn
        numbers = {"low": drawn.low, "high": drawn.high, "mean": drawn.mean, "deviation": drawn.deviation}
        entry["drawn"] = {key: _six(value) for key, value in numbers.items()}
        if percent is not None:
            entry["drawn"] |= {"low_percent": f"{percent[0]:.2f}", "high_percent": f"{percent[1]:.2f}"}
    if line.points is not None:
        rank = workbench.catalogue.grading.rank(round(line.points.product))
        entry["quality"] = {
            "activity": f"{line.points.activity:.2f}",
            "instrument": f"{line.points.instrument:.2f}",
            "factor": f"{line.points.factor:.2f}",
            "points": f"{line.points.product:.1f}",
            "rank": rank.id if rank is not None else "",
            "words": _both(quality_words(workbench, line.points)),
        }
    return entry


def _share(workbench: Workbench, share: Share) -> dict[str, Any]:
    origin, grade = share.origin, share.origin.grade
    source = workbench.catalogue.grading.sources.get(grade.source)
    return {
        "quantity": origin.place.quantity if origin.place else "",
        "row": origin.place.row if origin.place else "",
        "factor": origin.factor,
        "words": _both(origin_words(workbench, share)),
        "grade": grade.id,
        "grade_words": _both(grade_words(grade)),
        "chosen": origin.chosen,
        "proven": origin.proven,
        "source": _both(_source(source, grade)),
        "confidence": grade.confidence,
        "share_percent": f"{100 * share.amount:.1f}",
        "alone_percent": f"{share.alone:.2f}",
        "better": share.better.id if share.better else "",
        "after_percent": f"{share.after:.2f}",
        "advice": _both(advice(workbench, share)),
    }


def _source(source: Source | None, grade: Grade) -> Words:
    """Where a band is published: number and clause; in English the number, or the title where that is Chinese."""
    if source is None:
        return Words(grade.source, grade.source)
    number = source.number.replace("\u2014", "-")
    return Words(f"{source.number} {grade.clause}".strip(), number if number.isascii() else source.title.en)


def _both(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _six(value: float) -> str:
    """Six significant digits without an exponent."""
    return plain(Decimal(f"{value:.6g}"))
