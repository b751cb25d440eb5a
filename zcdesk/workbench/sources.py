"""Sources: the emissions that a total is made of, and the lines of the totals themselves."""

from __future__ import annotations

from zcdesk.calc.inventory import Inventory
from zcdesk.domain.method import Line
from zcdesk.report.telling.results import exact_sum_of
from zcdesk.workbench import mixing
from zcdesk.workbench.workbench import Workbench

MOST_ROWS = 8
"""Rows of a plain sum up to which each is a source of its own."""


def emissions(workbench: Workbench) -> Inventory | None:
    """The inventory of emissions that the report is by."""
    return mixing.chosen(workbench.project, workbench.inventories())


def is_tonnes(line: Line) -> bool:
    """Whether a line is an emission."""
    return line.unit in ("tCO2", "tCO2e")


def source_lines(inventory: Inventory, view: str) -> list[Line]:
    """The emissions that the total of a view is made of, in the method's order."""
    return [
        line
        for line in inventory.compiled.method.lines.values()
        if line.scope in ("1", "2", "3") and not line.total and not line.over and is_tonnes(line)
        if line.view in ("", view)
    ]


def total_line(inventory: Inventory, view: str, scope: str = "") -> Line | None:
    """The total of a view, or of a scope in it."""
    found = [
        line
        for line in inventory.compiled.method.lines.values()
        if line.total and line.scope == scope and is_tonnes(line)
    ]
    return next((line for line in found if line.view == view), None) or next(
        (line for line in found if not line.view), None
    )


def view_of(inventory: Inventory, view: str) -> str:
    """The view itself, or the one that a method has where it tells no other."""
    return view if total_line(inventory, view) is not None else "location"


def parts_of(inventory: Inventory, line: Line) -> list[tuple[str, str]]:
    """What a source is told as: (line, row) of each row of a plain sum of a few rows, else the line itself."""
    inner = exact_sum_of(inventory.compiled.lines[line.id].tree)
    held = inventory.compiled.method.lines.get(inner)
    # a fuel is known by its own name; a welding gas or a supplier is not
    rows = inventory.rows(held.over) if held is not None and held.over and line.group == "fuel" else ()
    if 1 < len(rows) <= MOST_ROWS:
        return [(inner, row.id) for row in rows]
    return [(line.id, "")]
