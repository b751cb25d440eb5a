"""Beside: methods that stand beside the inventory of a sector, taken into an open project and left again.

They count other things of the same plant (its energy, the whole organisation) and are never added to the inventory, so
that taking one changes no result of another. What was answered for a method that is left stays in the file.
"""

from __future__ import annotations

from dataclasses import dataclass

from zcdesk.domain.change import PinChange
from zcdesk.domain.words import Words
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.updates.offers import sectors
from zcdesk.workbench.workbench import Changed, Workbench, pin_of


@dataclass(frozen=True, slots=True)
class Beside:
    """A method that may stand beside: its edition, what it is called, and whether the project has it."""

    id: str
    edition: str
    words: Words
    held: bool


def listed(workbench: Workbench) -> tuple[Beside, ...]:
    """All there are, with the edition that the project has, else the newest."""
    pins = {pin.id: pin for pin in workbench.project.methods()}
    found: list[Beside] = []
    for id_ in [each.pack for each in sectors(workbench.catalogue).beside]:
        editions = workbench.catalogue.editions.get(id_, ())
        if not editions:
            continue
        edition = pins[id_].edition if id_ in pins else editions[-1]
        words = workbench.catalogue.method(id_, edition).method.words
        found.append(Beside(id_, edition, words, id_ in pins))
    return tuple(found)


def take(workbench: Workbench, id_: str) -> Changed:
    """Count by it as well, as one step; nothing happens if the project has it.

    Raises
    ------
    Refused
        If it is none that stands beside others.
    """
    _known(workbench, id_)
    if any(pin.id == id_ for pin in workbench.project.methods()):
        return Changed(0)
    return workbench.pin(pin_of(workbench.catalogue, id_))


def leave(workbench: Workbench, id_: str) -> Changed:
    """Count by it no longer, as one step; its answers stay. Nothing happens if the project does not have it.

    Raises
    ------
    Refused
        If it is none that stands beside others, or the only method of the project.
    """
    words = _known(workbench, id_)
    pins = workbench.project.methods()
    held = next((pin for pin in pins if pin.id == id_), None)
    if held is None:
        return Changed(0)
    if len(pins) == 1:
        raise Refused(
            "only_method",
            Words(
                f"“{words.zh}”是项目唯一的方法，不能去掉。",
                f"'{words.en}' is the only method of the project and cannot be left.",
            ),
        )
    return workbench.commit(f"{held.id} {held.edition}".strip(), [PinChange(held.key, held, None)])


def _known(workbench: Workbench, id_: str) -> Words:
    for each in listed(workbench):
        if each.id == id_:
            return each.words
    there = ", ".join(each.id for each in listed(workbench))
    raise Refused(
        "not_beside",
        Words(
            f"{id_} 不是可以并行的方法；有 {there}。行业的核算方法在新建项目时选定。",
            f"{id_} does not stand beside others; there are {there}. "
            "The method of a sector is chosen with the project.",
        ),
    )
