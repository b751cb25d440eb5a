"""Attaching: evidence tied to the figures it proves, as one step; a file is kept once however often it is brought."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from zcdesk.domain.answer import Cite, Place, months_of
from zcdesk.domain.change import AnswerChange
from zcdesk.domain.words import Words
from zcdesk.store.trouble import FileTrouble
from zcdesk.workbench.evidence.filing import held_already
from zcdesk.workbench.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Attached:
    """What attaching did.

    Attributes
    ----------
    id : str
        Number of the evidence; ``""`` if it could not be brought in.
    places : tuple of Place
        Answers that rest on it now and did not before.
    held : bool
        The project had the file already.
    trouble : Words or None
        Why nothing was done.
    """

    id: str
    places: tuple[Place, ...] = ()
    held: bool = False
    trouble: Words | None = None


def provable(workbench: Workbench, places: Iterable[Place]) -> tuple[Place, ...]:
    """The answers that a file for these places would prove, each once: a year made of months stands for its months."""
    answers = workbench.project.answers
    found: dict[Place, None] = {}
    for place in places:
        if place in answers:
            found[place] = None
        elif len(place.period) == 4:
            months = (Place(place.quantity, place.row, month) for month in months_of(place.period))
            found.update(dict.fromkeys(month for month in months if month in answers))
    return tuple(found)


def attach(workbench: Workbench, places: Iterable[Place], path: Path, kind: str = "other") -> Attached:
    """Bring a file in and tie it to answers, as one step; a file that the project has is only tied."""
    twin = held_already(workbench, path)
    if twin is not None:
        return replace(tie(workbench, places, twin.id), held=True)
    wanted = provable(workbench, places)
    try:
        id_ = workbench.add_evidence(path, kind, to=wanted)
    except FileTrouble as trouble:
        return Attached("", trouble=trouble.words)
    return Attached(id_, wanted)


def tie(workbench: Workbench, places: Iterable[Place], id_: str) -> Attached:
    """Tie a piece of evidence of the project to answers, as one step; those that have it already stay as they are."""
    answers = workbench.project.answers
    bare = [
        place
        for place in provable(workbench, places)
        if all(cite.evidence != id_ for cite in answers[place].evidence)
    ]
    changes = [
        AnswerChange(
            place, answers[place], replace(answers[place], evidence=(*answers[place].evidence, Cite(id_)))
        )
        for place in bare
    ]
    try:
        workbench.commit(id_, changes)
    except FileTrouble as trouble:
        return Attached("", trouble=trouble.words)
    return Attached(id_, tuple(bare))
