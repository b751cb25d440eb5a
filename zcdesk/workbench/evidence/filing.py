"""Filing: the evidence of a project as a list, what each piece supports, and which answers have none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from zcdesk.domain.answer import Place
from zcdesk.domain.change import AnswerChange, Change, EvidenceChange, SeriesChange, SettingChange
from zcdesk.domain.evidence import GONE, Evidence
from zcdesk.domain.words import Language
from zcdesk.workbench import naming
from zcdesk.workbench.jobs import told
from zcdesk.workbench.past.retelling import Teller
from zcdesk.workbench.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Filed:
    """A piece of evidence, its kind and size in words, and how many answers rest on it."""

    evidence: Evidence
    kind: str
    size: str
    supports: int


def filed(workbench: Workbench, language: Language) -> tuple[Filed, ...]:
    """All evidence by number."""
    used: dict[str, int] = {}
    for answer in workbench.project.answers.values():
        for id_ in {cite.evidence for cite in answer.evidence}:
            used[id_] = used.get(id_, 0) + 1
    kinds = workbench.catalogue.vocabulary.lists.get("evidence_kind", {})
    return tuple(
        Filed(
            each,
            kinds[each.kind].words.into(language) if each.kind in kinds else each.kind,
            size_words(each.size),
            used.get(each.id, 0),
        )
        for _, each in sorted(workbench.project.evidence.items())
    )


def size_words(size: int) -> str:
    """A length in bytes as people read it. [kB or MB]"""
    return f"{size / 1e6:,.1f} MB" if size >= 1_000_000 else f"{max(size / 1e3, 0.1):,.1f} kB"


def lacking(workbench: Workbench, year: str, language: Language) -> tuple[tuple[str, Place], ...]:
    """Answers of a year that count and have no evidence: in words, and where."""
    return tuple(
        (
            naming.place_words(workbench.project, workbench.catalogue, finding.place).into(language),
            finding.place,
        )
        for finding in workbench.findings(year)
        if finding.code == "no_evidence" and finding.place is not None
    )


def take_in(workbench: Workbench, path: Path) -> str:
    """Bring a file in and give its number.

    Raises
    ------
    Refused
        If it cannot be read, is empty or too large, or the project cannot be written.
    """
    with told():
        return workbench.add_evidence(path, title=path.stem)


def supported(workbench: Workbench, id_: str, language: Language) -> tuple[tuple[str, Place], ...]:
    """The answers that rest on a piece of evidence, in words, and where; a year's months are one line."""
    found: dict[tuple[str, str, str], list[Place]] = {}
    for place, answer in sorted(workbench.project.answers.items()):
        if any(cite.evidence == id_ for cite in answer.evidence):
            found.setdefault((place.quantity, place.row, place.period[:4]), []).append(place)
    teller = Teller(workbench.catalogue, workbench.project, language)
    listed = []
    for (quantity, row, year), places in found.items():
        told = teller.place(places[0] if len(places) == 1 else Place(quantity, row, year))
        listed.append((told, places[0]))
    return tuple(listed)


def take_away(workbench: Workbench, id_: str) -> int:
    """Take a piece of evidence off the project, off every answer and every meter's series, as one step to be undone.

    What loses its last evidence is remembered: a verdict that rests on it is unknown until there is evidence again.

    Returns
    -------
    int
        How many answers no longer rest on it.
    """
    project = workbench.project
    changes: list[Change] = [EvidenceChange(id_, project.evidence[id_], None)]
    bare: list[Change] = []
    for place, answer in project.answers.items():
        kept = tuple(cite for cite in answer.evidence if cite.evidence != id_)
        if kept != answer.evidence:
            changes.append(AnswerChange(place, answer, replace(answer, evidence=kept)))
            if not kept:
                key = f"{GONE}{place}"
                bare.append(SettingChange(key, project.settings.get(key), id_))
    answers = len(changes) - 1
    for series in project.series.values():
        kept = tuple(cite for cite in series.evidence if cite.evidence != id_)
        if kept != series.evidence:
            changes.append(SeriesChange(series.id, series, replace(series, evidence=kept)))
    workbench.commit(id_, [*changes[1:], changes[0], *bare])
    return answers


def held_already(workbench: Workbench, path: Path) -> Evidence | None:
    """The piece of evidence with the content of a file; None if there is none, or the file cannot be read."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
    return next((each for each in workbench.project.evidence.values() if each.digest == digest), None)


def give_out(workbench: Workbench, id_: str, to: Path) -> None:
    """Write a copy of a piece of evidence to a file that is not there yet.

    Raises
    ------
    Refused
        If the place cannot be written or holds something.
    """
    with told():
        workbench.file.export_evidence(workbench.project.evidence[id_].digest, to)
