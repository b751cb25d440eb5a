"""Pinning: the method of an id and edition as a project pins it, and a fresh inventory under it."""

from __future__ import annotations

from zcdesk.calc.inventory import Inventory
from zcdesk.domain.project import Pin, Project
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench import holding


class UnknownMethod(LookupError):
    """A method id or edition that no pack has. ``args[0]`` is the id."""


def pin_of(catalogue: Catalogue, id_: str, edition: str = "") -> Pin:
    """The pin of a method; the newest edition if none is named.

    Raises
    ------
    UnknownMethod
        If there is none.
    """
    editions = catalogue.editions.get(id_, ())
    if not editions or (edition and edition not in editions):
        raise UnknownMethod(f"{id_}@{edition}" if edition else id_)
    chosen = edition or editions[-1]
    return Pin("method", id_, chosen, catalogue.method(id_, chosen).method.digest)


def inventory_of(catalogue: Catalogue, project: Project, pin: Pin) -> Inventory:
    """A fresh inventory of a project under one pinned method."""
    compiled = catalogue.method(pin.id, pin.edition, pin.digest)
    book = holding.book(catalogue, project, compiled.method.factor_sets, compiled.vocabulary)
    return Inventory(compiled, book, project)
