"""Palette targets: the schemes that there are, the report of the year, and the documents about followed schemes."""

from __future__ import annotations

from collections.abc import Sequence

from zcdesk.domain.answer import Place
from zcdesk.domain.words import same
from zcdesk.ui.desk import Desk
from zcdesk.ui.report.report_choice import ABOUT, DOCUMENTS
from zcdesk.workbench import following
from zcdesk.workbench.readiness import sides
from zcdesk.workbench.search import Target


def targets(desk: Desk) -> Sequence[Target]:
    """Schemes by their names and regions, and the documents that are offered, with those of a scheme named by it."""
    from zcdesk.workbench.handed_out import documents  # the report engine is not needed before

    bench = desk.workbench
    found = []
    for each in following.offered(bench, everything=True):
        method = each.scheme.method
        region = sides.region_of(bench, each.scheme, desk.language)
        found.append(Target("scheme", each.scheme.key, method.words, same(region), method.document.zh))
    found.append(Target("document", DOCUMENTS[0], desk.texts["look.report_title"]))
    for offer in documents.offered(bench):
        id_ = f"{offer.id}:{offer.scheme}" if offer.scheme else offer.id
        found.append(Target("document", id_, offer.words))
    return found


def place(target: Target) -> tuple[str, Place]:
    """Page and place of a scheme or a document."""
    if target.kind == "document":
        return "report", Place(ABOUT, target.id)
    return "readiness", Place(target.id)
