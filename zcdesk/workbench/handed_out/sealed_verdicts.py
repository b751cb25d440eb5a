"""What a sealed document about a scheme promises: the results of the project, and every verdict of that scheme.

Both are recomputed from what the file has kept: the state of the project, the contents of methods, sets and schemes,
and the day of the seal.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from zcdesk.calc.inventory import Inventory
from zcdesk.calc.readiness import Readiness
from zcdesk.domain.number import plain
from zcdesk.domain.project import Project
from zcdesk.domain.trace import Result, Traced
from zcdesk.exchange import results
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench import holding
from zcdesk.workbench.judging import Judges
from zcdesk.workbench.printing.printing import results_of


def name_of(template: str, readiness: Readiness, year: str) -> str:
    """What the seal of a document is called: ``zero-carbon-self@cn.zero-carbon-factory:2026:2025``."""
    method = readiness.compiled.scheme.method
    return f"{template}@{method.id}:{method.edition}:{year}"


def digest(
    catalogue: Catalogue, project: Project, inventories: Mapping[str, Inventory], document: str, day: str
) -> str:
    """SHA-256 of what a document promises to be recomputed to; of one about no scheme, that of the results alone.

    Parameters
    ----------
    document : str
        Its name, as `name_of` gives it, or that of a report of emissions.
    day : str
        On which it was judged, ISO.

    Raises
    ------
    LookupError
        If the scheme is nowhere, not even in the file.
    """
    whole = results.digest(results_of(catalogue, project, inventories))
    if "@" not in document:
        return whole
    id_, edition, _ = document.partition("@")[2].split(":")
    pin = project.pins.get(f"{holding.SCHEME}:{id_}")
    content = pin.digest if pin is not None and pin.edition == edition else ""
    if not catalogue.schemes.has(id_, edition, content):
        raise LookupError(document)
    found = Judges(catalogue).of((id_, edition, content), project, inventories, day).anyway()
    told = [whole, {year: _verdicts(found, year) for year in project.years}]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _verdicts(found: Readiness, year: str) -> list[dict[str, Any]]:
    """Every criterion of a year: value, verdict, threshold and gap of each level, unrounded."""
    return [
        {
            "id": each.criterion.id,
            "read": sorted(found.recorded(each.choices).items()),
            "value": _number(each.chosen.value if each.chosen is not None else None),
            "levels": [
                [at.level, at.verdict, at.because, _number(at.threshold), _number(at.gap)]
                for at in each.levels
            ],
        }
        for each in found.assessed(year)
    ]


def _number(result: Result | None) -> str | None:
    return plain(result.number) if isinstance(result, Traced) else None
