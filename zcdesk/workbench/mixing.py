"""Mixing: a plant under several inventory methods: which of them a report is by, and what they would count twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from zcdesk.calc.inventory import Inventory
from zcdesk.domain.finding import Finding
from zcdesk.domain.project import Project
from zcdesk.domain.trace import Traced
from zcdesk.domain.words import Words
from zcdesk.workbench.refusal import Refused

CHOSEN = "report.method"
"""Setting that names the method of the report, ``cn.machinery@2015``, where a project pins several."""


def inventories(held: Iterable[Inventory]) -> tuple[Inventory, ...]:
    """Those that count emissions, in the order of their pins."""
    return tuple(each for each in held if each.compiled.method.kind == "inventory")


def chosen(project: Project, held: Mapping[str, Inventory]) -> Inventory | None:
    """The inventory of headline, results and report: the one chosen, else the first of a sector, else any."""
    named = held.get(project.settings.get(CHOSEN, ""))
    if named is not None and named.compiled.method.kind == "inventory":
        return named
    found = inventories(held.values())
    return next((each for each in found if not each.compiled.method.beside), found[0] if found else None)


def choose(held: Mapping[str, Inventory], key: str) -> None:
    """Whether a method can be the one of the report.

    Raises
    ------
    Refused
        If the project does not have it, or it counts no emissions.
    """
    if held.get(key) not in inventories(held.values()):
        there = ", ".join(each.compiled.method.key for each in inventories(held.values()))
        raise Refused(
            "no_such_method",
            Words(
                f"这个项目没有核算方法 {key}；有 {there}。",
                f"The project has no inventory method {key}; there are {there}.",
            ),
        )


def counted_twice(held: Iterable[Inventory], year: str) -> tuple[Finding, ...]:
    """For each two methods that are added up for one plant: the sources that stand in the total of both.

    A method that stands beside others (a view of the whole organisation) is never added to them.
    """
    found: list[Finding] = []
    added = [each for each in inventories(held) if not each.compiled.method.beside]
    for one, other in combinations(added, 2):
        both = [
            id_
            for id_ in one.compiled.lines
            if id_ in other.compiled.lines and _counts(one, other, id_, year)
        ]
        if both:
            lines = ",".join(f"line:{id_}" for id_ in both)
            named = (("one", one.compiled.method.key), ("other", other.compiled.method.key), ("lines", lines))
            found.append(Finding("counted_twice", "warning", None, named))
    return tuple(found)


def _counts(one: Inventory, other: Inventory, id_: str, year: str) -> bool:
    """Whether a line adds to the location-based total of both, with something in it."""
    line = one.compiled.lines[id_].line
    if line.over or line.total or line.scope not in ("1", "2") or line.view == "market":
        return False
    results = one.line(id_, year), other.line(id_, year)
    return all(isinstance(each, Traced) and each.number for each in results)
