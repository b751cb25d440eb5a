"""Readiness of the open project: every scheme fed from the methods that the project pins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from zcdesk.calc.inventory import Inventory, fullest
from zcdesk.calc.readiness import Readiness
from zcdesk.domain.answer import Place
from zcdesk.domain.scheme import Taken
from zcdesk.domain.trace import Gap, Missing, Result
from zcdesk.formula.schemes import CompiledScheme
from zcdesk.workbench import holding, mixing
from zcdesk.workbench.following import offered
from zcdesk.workbench.workbench import Workbench


def readiness(workbench: Workbench, id_: str, edition: str) -> Readiness:
    """A scheme over the project as it stands.

    Raises
    ------
    PackError
        If there is no such scheme, or it has a mistake.
    """
    compiled: CompiledScheme = workbench.catalogue.scheme(id_, edition)
    held = workbench.inventories()
    outside: Mapping[str, Callable[[str], Result]] = {
        line: partial(_taken, _source(held, taken), taken) for line, taken in compiled.scheme.taken.items()
    }
    book = holding.book(workbench.catalogue, workbench.project, compiled.scheme.method.factor_sets)
    return Readiness(compiled, book, workbench.project, outside)


def shown(workbench: Workbench) -> tuple[Readiness, ...]:
    """The schemes that the project follows; while it follows none, the newest edition of each that fits the plant."""
    keys = [(each.scheme.method.id, each.scheme.method.edition) for each in workbench.followed()]
    fitting = [each.scheme.method for each in offered(workbench)] if not keys else []
    return tuple(readiness(workbench, *key) for key in keys or [(each.id, each.edition) for each in fitting])


def _source(held: Mapping[str, Inventory], taken: Taken) -> Inventory | None:
    """The method that gives a line.

    Two sector methods for one plant may count its electricity twice, and one alone is not the plant: there is then
    none, so that nothing is judged on half of a plant.
    """
    if taken.kind == "energy":
        return fullest(held.values(), "energy")
    found = mixing.inventories(held.values())
    added = [each for each in found if not each.compiled.method.beside]
    if len(added) > 1:
        return None
    return next(iter(added or found), None)


def _taken(source: Inventory | None, taken: Taken, period: str) -> Result:
    line = source.compiled.lines.get(taken.line) if source is not None else None
    if source is None or line is None or line.line.over or line.line.unit != taken.unit:
        return Missing(frozenset({Gap("method", Place(taken.line, "", period))}))
    return source.line(taken.line, period)
