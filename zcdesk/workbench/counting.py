"""Inventories of any state of a project, and the name of the report that tells them; no report engine is loaded."""

from __future__ import annotations

from collections.abc import Mapping

from zcdesk.calc.inventory import Inventory
from zcdesk.domain.project import Project
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.workbench import inventory_of

DOCUMENT = "inventory"
"""Name of the emission report, as its seals have it: ``inventory:2025``."""


def inventories_at(catalogue: Catalogue, project: Project) -> Mapping[str, Inventory]:
    """Fresh inventories of any state of a project, by method."""
    return {f"{pin.id}@{pin.edition}": inventory_of(catalogue, project, pin) for pin in project.methods()}
