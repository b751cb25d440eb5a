"""Meter series in a verification package: what each meter is, its readings as a table, the months taken from them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from zcdesk.domain.number import plain
from zcdesk.domain.series import FED, Series
from zcdesk.exchange.package import evidence_name
from zcdesk.exchange.series import series_out
from zcdesk.workbench import metered, naming
from zcdesk.workbench.series import metering
from zcdesk.workbench.workbench import Workbench

SCHEMA = "zcdesk.series-of-package/1"
_LINES = 10_000
"""Lines that are written at once."""


def described(workbench: Workbench) -> dict[str, Any]:
    """The meters, and the answers that were taken from their monthly sums."""
    return {
        "schema": SCHEMA,
        "series": [_series(workbench, each) for each in metering.listed(workbench)],
        "fed": list(_fed(workbench)),
    }


def name_of(series: Series) -> str:
    """File of a series in the package."""
    return evidence_name(series.id, f"{series.name}.csv").replace("evidence/", "series/", 1)


def readings(workbench: Workbench, series: Series) -> Iterator[bytes]:
    """The table of a series in pieces.

    Raises
    ------
    FileTrouble
        If its readings are not in the file, or damaged.
    """
    content = workbench.file.evidence_bytes(series.digest)
    piece: list[str] = []
    for line in series_out.lines([(series, content)], "zh"):
        piece.append(line)
        if len(piece) == _LINES:
            yield ("\n".join(piece) + "\n").encode()
            piece = []
    yield ("\n".join(piece) + "\n" if piece else "").encode()


def _series(workbench: Workbench, series: Series) -> dict[str, Any]:
    units = workbench.catalogue.vocabulary.units
    # a power is the mean of its interval: kWh = kW * minutes / 60
    over = "kWh" if series.reading == "energy" else "kW"
    ratio = Fraction(units.parse(series.unit).scale) / Fraction(units.parse(over).scale)
    if series.reading == "power":
        ratio *= Fraction(series.step, 60)
    return {
        "id": series.id,
        "file": name_of(series),
        "meter": series.meter,
        "title": series.title,
        "kind": series.kind,
        "reading": series.reading,
        "unit": series.unit,
        "kwh": [str(ratio.numerator), str(ratio.denominator)],
        "step_minutes": series.step,
        "start": series.start,
        "count": series.count,
        "evidence": [[cite.evidence, cite.pages] for cite in series.evidence],
    }


def _fed(workbench: Workbench) -> Iterator[dict[str, Any]]:
    """Each answer that was taken from series: from which, how, and what they come to."""
    feeds = {feed.quantity: feed for feed in metered.feeds(workbench)}
    for key, text in sorted(workbench.project.settings.items()):
        place = naming.parse_place(key.removeprefix(FED)) if key.startswith(FED) else None
        told = metered.read_told(text)
        if place is None or told is None:
            continue
        feed = feeds.get(place.quantity)
        found = feed.months.get(place.period) if feed is not None else None
        yield {
            "place": [place.quantity, place.row, place.period],
            "taken": told["text"],
            "series": [each.id for each in feed.series] if feed is not None else [],
            "way": feed.way if feed is not None else "gone",
            "kwh": plain(found.energy) if found is not None else None,
            "lacking": plain(found.lacking) if found is not None else None,
        }
