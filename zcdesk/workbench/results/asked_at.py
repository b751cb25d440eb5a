"""What verifiers ask at lines of a method, as a mark on the rows of the results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from zcdesk.domain.answer import Place

if TYPE_CHECKING:
    from zcdesk.workbench.results.results_view import Source, _Telling


def marked(telling: _Telling, sources: Sequence[Source]) -> tuple[Source, ...]:
    """The rows, each with what is asked at it and nobody has answered in place of another doubt."""
    method, project = telling.inventory.compiled.method.key, telling.workbench.project
    asked = {
        str(Place(task.quantity, task.row)): task.number or id_
        for id_, task in sorted(project.tasks.items())
        if task.state == "open" and task.method == method and task.period[:4] in ("", telling.year)
    }
    return tuple(_marked(telling, each, asked.get(each.figure.partition("@")[0], "")) for each in sources)


def _marked(telling: _Telling, source: Source, number: str) -> Source:
    if not number or source.missing:
        return source
    return replace(source, mark=telling.say("results.asked", number=number))
