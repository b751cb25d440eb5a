"""Proofs: the evidence that a verdict, or any figure, rests on, with the pages meant."""

from __future__ import annotations

from zcdesk.domain.answer import Place
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.project import Project
from zcdesk.domain.record import dataclass
from zcdesk.domain.trace import Result, Traced, walk


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence below a figure.

    Attributes
    ----------
    id : str
    evidence : Evidence or None
        None where it was cited and is gone.
    pages : tuple of str
        As cited; empty for the whole of it.
    places : tuple of Place
        The answers that cite it.
    """

    id: str
    evidence: Evidence | None
    pages: tuple[str, ...]
    places: tuple[Place, ...]


def proofs(project: Project, result: Result | None) -> tuple[Proof, ...]:
    """The evidence of every answer below a figure, in the order of its numbers."""
    if not isinstance(result, Traced):
        return ()
    pages: dict[str, dict[str, None]] = {}
    places: dict[str, dict[Place, None]] = {}
    for item in walk(result):
        place = Place(item.id, item.row, item.period)
        answer = project.answers.get(place) if item.kind == "answer" else None
        for cite in answer.evidence if answer is not None else ():
            places.setdefault(cite.evidence, {})[place] = None
            told = pages.setdefault(cite.evidence, {})
            if cite.pages:
                told[cite.pages] = None
    return tuple(
        Proof(id_, project.evidence.get(id_), tuple(pages[id_]), tuple(places[id_])) for id_ in sorted(places)
    )
