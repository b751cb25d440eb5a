"""Advice: which option of a choice is recommended to this project, and why; it is never taken by itself."""

from __future__ import annotations

from functools import lru_cache

from zcdesk.domain.record import dataclass
from zcdesk.domain.words import Words
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommended option.

    Attributes
    ----------
    quantity, option : str
    methods : tuple of str
        Methods that ask for it, ``cn.machinery@2015``; empty: whichever reads the quantity.
    why : Words
    """

    quantity: str
    option: str
    methods: tuple[str, ...]
    why: Words


@lru_cache(maxsize=4)
def all_of(catalogue: Catalogue) -> tuple[Advice, ...]:
    """Those of ``resources/guide/advice.toml``."""
    return tuple(
        Advice(raw["quantity"], raw["option"], tuple(raw["methods"]), Words(**raw["why"]))
        for raw in catalogue.guide("advice").get("advice", ())
    )


def advised(workbench: Workbench, quantity: str) -> Advice | None:
    """What the methods of the project recommend for a choice; None where they do not, or do not agree."""
    pinned = [
        inventory.compiled.method.key
        for inventory in workbench.inventories().values()
        if quantity in inventory.compiled.quantities
    ]
    found = [
        each
        for each in all_of(workbench.catalogue)
        if each.quantity == quantity and pinned and all(key in (each.methods or pinned) for key in pinned)
    ]
    return found[0] if len(found) == 1 else None
