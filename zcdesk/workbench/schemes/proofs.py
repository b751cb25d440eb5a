"""Proofs: the evidence that a verdict, or any figure, rests on, with the pages meant."""

from __future__ import annotations

from zcdesk.domain.answer import Place
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.project import Project
from zcdesk.domain.record import dataclass
from zcdesk.domain.trace import Result, Traced


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


class Proofs:
    """The evidence of a project below its figures; what several figures share is walked once.

    Parameters
    ----------
    project : Project
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._below: dict[int, tuple[Traced, dict[Place, None]]] = {}

    def of(self, result: Result | None) -> tuple[Proof, ...]:
        """The evidence of every answer below a figure, in the order of its numbers."""
        if not isinstance(result, Traced):
            return ()
        pages: dict[str, dict[str, None]] = {}
        places: dict[str, dict[Place, None]] = {}
        for place in self._cited(result):
            for cite in self._project.answers[place].evidence:
                places.setdefault(cite.evidence, {})[place] = None
                told = pages.setdefault(cite.evidence, {})
                if cite.pages:
                    told[cite.pages] = None
        evidence = self._project.evidence
        return tuple(
            Proof(id_, evidence.get(id_), tuple(pages[id_]), tuple(places[id_])) for id_ in sorted(places)
        )

    def _cited(self, item: Traced) -> dict[Place, None]:
        """The answers with evidence at and below a figure; figures are kept, so that no other takes their place."""
        held = self._below.get(id(item))
        if held is not None:
            return held[1]
        found: dict[Place, None] = {}
        place = Place(item.id, item.row, item.period)
        answer = self._project.answers.get(place) if item.kind == "answer" else None
        if answer is not None and answer.evidence:
            found[place] = None
        for each in item.inputs:
            found.update(self._cited(each))
        self._below[id(item)] = (item, found)
        return found
