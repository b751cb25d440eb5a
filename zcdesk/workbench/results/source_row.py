"""Source row: a row of the table of sources, and the mark of what a verifier asks at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from zcdesk.domain.answer import Place
from zcdesk.domain.project import Project
from zcdesk.report.telling.wording import Wording


@dataclass(frozen=True, slots=True)
class Source:
    """One row of the table of sources.

    Attributes
    ----------
    figure : str
    name, scope : str
    value, other : str
        In the view that is shown, and in the other one where both are. [tCO2e]
    bar : float
        Length of its bar, 0 to 1: a drawn copy of the share.
    kind : int
        Place in the chart palette.
    share, change : str
        Without the per cent sign, which stands in the head.
    mark : str
        What is doubtful or missing, in a word.
    missing : int
    total : bool
    """

    figure: str
    name: str
    scope: str
    value: str
    other: str
    bar: float
    kind: int
    share: str
    change: str
    mark: str = ""
    missing: int = 0
    total: bool = False

    @property
    def said(self) -> str:
        """The row as a screen reader says it."""
        share = f"{self.share} %" if self.share else ""
        change = f"{self.change} %" if self.change else ""
        parts = (self.name, self.scope, self.value, self.other, share, change, self.mark)
        return ", ".join(part for part in parts if part)


def asked_at(project: Project, method: str, year: str) -> dict[str, str]:
    """Numbers of what verifiers found at lines of a method and nobody has answered, by line: ``fuel.co2[F01]``."""
    return {
        str(Place(task.quantity, task.row)): task.number or id_
        for id_, task in sorted(project.tasks.items())
        if task.state == "open" and task.method == method and task.period[:4] in ("", year)
    }


def marked(asked: Mapping[str, str], sources: Sequence[Source], say: Wording) -> tuple[Source, ...]:
    """The rows, each with what is asked at it in place of another doubt."""
    return tuple(_marked(each, asked.get(each.figure.partition("@")[0], ""), say) for each in sources)


def _marked(source: Source, number: str, say: Wording) -> Source:
    if not number or source.missing:
        return source
    return replace(source, mark=say("results.asked", number=number))
