"""What verifiers ask at lines of a method, as a mark on the rows of the results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from zcdesk.domain.answer import Place
from zcdesk.domain.project import Project
from zcdesk.report.wording import Wording

if TYPE_CHECKING:
    from zcdesk.workbench.results.results_view import Source


def marked(
    project: Project, method: str, year: str, sources: Sequence[Source], say: Wording
) -> tuple[Source, ...]:
    """The rows, each with what is asked at it and nobody has answered in place of another doubt."""
    asked = {
        str(Place(task.quantity, task.row)): task.number or id_
        for id_, task in sorted(project.tasks.items())
        if task.state == "open" and task.method == method and task.period[:4] in ("", year)
    }
    return tuple(_marked(each, asked.get(each.figure.partition("@")[0], ""), say) for each in sources)


def _marked(source: Source, number: str, say: Wording) -> Source:
    if not number or source.missing:
        return source
    return replace(source, mark=say("results.asked", number=number))
