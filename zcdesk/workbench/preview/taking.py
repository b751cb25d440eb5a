"""Taking: what a file would change, cell by cell, and the one step that takes it with the file kept as evidence.

Every reader of files of others ends in a `Preview`; whoever shows or accepts one need not know the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from zcdesk.domain.answer import Cite, Place
from zcdesk.domain.change import AnswerChange, Change, EvidenceChange, SeriesChange
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.words import Words
from zcdesk.store.file_name import clean
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench

State = Literal["new", "changed", "same", "refused"]
STATES: tuple[State, ...] = ("new", "changed", "same", "refused")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, or one row, of a file.

    Attributes
    ----------
    state : State
    where, cell : str
        Name of the sheet or part of the file, and ``D9`` or the line.
    place : Place or None
        What it answers; None where that is not known.
    words : Words
        The place in words, or what stands in the cell.
    before, after : str
        As answered, and as typed, with their units.
    reason : Words or None
        Why it is refused.
    """

    state: State
    where: str
    cell: str
    place: Place | None
    words: Words
    before: str
    after: str
    reason: Words | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that the file does not say, and that is not guessed.

    Attributes
    ----------
    key : str
        Under which the reader is told it.
    words : Words
    options : tuple of (str, Words)
        What may be said; empty where a number is.
    about : tuple of str
        Those of the file that it concerns; empty for all of it.
    """

    key: str
    words: Words
    options: tuple[tuple[str, Words], ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BackLine:
    """A line of a table that is handed back to be corrected.

    Attributes
    ----------
    texts : tuple of str
    why : tuple of Words
        Why something of it was refused; empty for heads.
    refused : frozenset of int
        Columns that were refused, counted from 0.
    last_head : bool
        The lowest line of heads: beside it stands what the reasons are.
    """

    texts: tuple[str, ...]
    why: tuple[Words, ...] = ()
    refused: frozenset[int] = frozenset()
    last_head: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change.

    Attributes
    ----------
    year : str
    cells : sequence of Cell
        In the order of the file; of a large file it may make them as they are looked at.
    notes : tuple of Words
    changes : tuple of Change
        Everything that can be taken; the file is not yet among it.
    rows : tuple of str
        Codes of new rows.
    stranger : Words or None
        The file is of another plant; nothing of it is taken then.
    asks : tuple of Ask
        What must be said before more can be taken.
    contents : tuple of (bytes, str)
        What is kept in the project file under its digest, with its name, before the changes are made.
    layout : mapping or None
        How the file was read, as JSON has it; given back to the reader it is read the same.
    back : tuple of BackLine
        The lines in which something was refused, under their heads.
    doubts : mapping of Place to Words
        Where a figure would come to many times what stands, or to a small part of it.
    """

    year: str
    cells: Sequence[Cell]
    notes: tuple[Words, ...]
    changes: tuple[Change, ...]
    rows: tuple[str, ...] = ()
    stranger: Words | None = None
    asks: tuple[Ask, ...] = ()
    contents: tuple[tuple[bytes, str], ...] = ()
    layout: Mapping[str, Any] | None = None
    back: tuple[BackLine, ...] = ()
    doubts: Mapping[Place, Words] = field(default_factory=dict)

    def doubt(self, cell: Cell) -> Words | None:
        """What should be looked at in a cell that would be taken."""
        return self.doubts.get(cell.place) if cell.place is not None and cell.state == "changed" else None

    def count(self, state: State) -> int:
        """Cells of a state."""
        counted = getattr(self.cells, "states", None)
        return counted()[state] if counted else sum(cell.state == state for cell in self.cells)


def accept(workbench: Workbench, seen: Preview, data: bytes, name: str) -> tuple[int, str]:
    """Take everything that can be taken as one step, the file kept as evidence of it.

    Returns
    -------
    (int, str)
        Number of the edit and of the evidence; (0, "") where there was nothing to take.

    Raises
    ------
    Refused
        If the file is of another plant.
    FileTrouble
        If the project cannot be written; it stays as it was.
    """
    if seen.stranger is not None:
        raise Refused("plant", seen.stranger)
    if not seen.changes:
        return 0, ""
    workbench.file.keep(seen.contents)
    id_, changes = filed(workbench, data, name)
    for change in seen.changes:
        if isinstance(change, AnswerChange) and change.after is not None:
            cites = dict.fromkeys((*change.after.evidence, Cite(id_)))
            change = replace(change, after=replace(change.after, evidence=tuple(cites)))
        elif isinstance(change, SeriesChange) and change.after is not None:
            cited = tuple(Cite(cite.evidence or id_, cite.pages) for cite in change.after.evidence)
            change = replace(change, after=replace(change.after, evidence=tuple(dict.fromkeys(cited))))
        changes.append(change)
    return workbench.commit(f"{clean(name)} {seen.year}", changes).number, id_


def filed(
    workbench: Workbench,
    data: bytes,
    name: str,
    described: Callable[[Evidence], Evidence] | None = None,
    beyond: Iterable[str] = (),
) -> tuple[str, list[Change]]:
    """Keep a file's content; give the number of its evidence, and what makes it one. A file held already is that one.

    Parameters
    ----------
    described : callable or None
        Says more of the new piece than its name.
    beyond : iterable of str
        Numbers that the same step gives to others.

    Raises
    ------
    FileTrouble
        If the project cannot be written.
    """
    stored = workbench.file.add_evidence_bytes(data, name)
    held = next((each for each in workbench.project.evidence.values() if each.digest == stored.digest), None)
    if held is not None:
        return held.id, []
    id_ = workbench.next_evidence(beyond)
    made = Evidence(id_, stored.name, "other", stored.media_type, stored.size, stored.digest)
    return id_, [EvidenceChange(id_, None, described(made) if described is not None else made)]
