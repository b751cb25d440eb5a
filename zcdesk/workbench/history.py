"""History: which recorded edits can be taken back or done again, and the edits that do so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar

from zcdesk.domain.change import (
    AnswerChange,
    Change,
    Edit,
    EvidenceChange,
    PinChange,
    RowChange,
    SeriesChange,
    SettingChange,
    TaskChange,
    YearsChange,
    apply,
    inverse,
)
from zcdesk.domain.project import Project
from zcdesk.domain.record import dataclass

K = TypeVar("K")
V = TypeVar("V")


class Recorded(Protocol):
    """What the history needs of a recorded edit: its number, and whether it takes another back."""

    @property
    def number(self) -> int:
        """1 for the first."""

    @property
    def undoes(self) -> int:
        """Number of the edit that it takes back; 0 if none."""

    @property
    def redoes(self) -> int:
        """Number of the undo that it takes back; 0 if none."""


@dataclass(frozen=True, slots=True)
class History:
    """What can be undone and redone. It follows from the recorded edits alone, so it survives a restart.

    Attributes
    ----------
    recall : callable
        Number to the recorded edit (`ProjectFile.edit`).
    done : tuple of int
        Numbers of the edits in force, oldest first; the last is undone next.
    undone : tuple of (int, int)
        For each edit that was taken back: the number of the undo, and of the edit itself; the last is redone next.

    Notes
    -----
    Nothing is ever removed: undo appends the inverse of an edit and says which, redo appends the inverse of an undo.
    An ordinary edit ends what could be redone. An undo of another edit than the last, which this program never
    makes, counts as an ordinary edit.
    """

    recall: Callable[[int], Edit]
    done: tuple[int, ...] = ()
    undone: tuple[tuple[int, int], ...] = ()

    @classmethod
    def from_edits(cls, edits: Iterable[Recorded], recall: Callable[[int], Edit]) -> History:
        """The history that recorded edits add up to (`ProjectFile.steps`)."""
        done: list[int] = []
        undone: list[tuple[int, int]] = []
        for edit in edits:
            _step(done, undone, edit.number, edit.undoes, edit.redoes)
        return cls(recall, tuple(done), tuple(undone))

    def then(self, number: int, edit: Edit) -> History:
        """The history after one more edit was recorded."""
        done, undone = list(self.done), list(self.undone)
        _step(done, undone, number, edit.undoes, edit.redoes)
        return History(self.recall, tuple(done), tuple(undone))

    @property
    def can_undo(self) -> bool:
        """Whether anything is in force."""
        return bool(self.done)

    @property
    def can_redo(self) -> bool:
        """Whether anything was taken back since the last ordinary edit."""
        return bool(self.undone)

    @property
    def undo_label(self) -> str:
        """What undo would take back; empty if nothing."""
        return self.recall(self.done[-1]).label if self.done else ""

    @property
    def redo_label(self) -> str:
        """What redo would do again; empty if nothing."""
        return self.recall(self.undone[-1][1]).label if self.undone else ""

    def undo(self, project: Project, by: str, at: str) -> Edit:
        """The edit that takes back the last one in force. Its label is that of the edit taken back.

        Raises
        ------
        LookupError
            If there is none.
        StaleEdit
            If the project is not the one that the recorded edits lead to.
        """
        if not self.done:
            raise LookupError("nothing to undo")
        number = self.done[-1]
        taken = self.recall(number)
        return _fitting(project, Edit(taken.label, inverse(taken.changes), by, at, undoes=number))

    def redo(self, project: Project, by: str, at: str) -> Edit:
        """The edit that does again what was undone last.

        Raises
        ------
        LookupError
            If there is nothing.
        StaleEdit
            If the project is not the one that the recorded edits lead to.
        """
        if not self.undone:
            raise LookupError("nothing to redo")
        number, _ = self.undone[-1]
        taken = self.recall(number)
        return _fitting(project, Edit(taken.label, inverse(taken.changes), by, at, redoes=number))

    def restore(self, project: Project, past: Project, label: str, by: str, at: str) -> Edit:
        """One ordinary edit, itself undoable, from the project to a past state; without changes if they are alike."""
        return Edit(label, diff(project, past), by, at)


def diff(before: Project, after: Project) -> tuple[Change, ...]:
    """The changes that lead from one project to the other.

    Notes
    -----
    All but `Project.retired`, which follows from rows that come and go: an id that was ever given stays retired, so
    going back to a time before its row was born does not make it free.
    """
    changes: list[Change] = []
    if before.years != after.years:
        changes.append(YearsChange(before.years, after.years))
    changes += [PinChange(*change) for change in _differences(before.pins, after.pins)]
    changes += [SettingChange(*change) for change in _differences(before.settings, after.settings)]
    changes += [RowChange(*change) for change in _differences(before.rows, after.rows)]
    changes += [EvidenceChange(*change) for change in _differences(before.evidence, after.evidence)]
    changes += [SeriesChange(*change) for change in _differences(before.series, after.series)]
    changes += [TaskChange(*change) for change in _differences(before.tasks, after.tasks)]
    changes += [AnswerChange(*change) for change in _differences(before.answers, after.answers)]
    return tuple(changes)


def tentative(project: Project, changes: Iterable[Change]) -> Project:
    """The project as it would be after these changes, without saving anything."""
    return apply(project, Edit("", tuple(changes), "", ""))


def _differences(before: Mapping[K, V], after: Mapping[K, V]) -> Iterable[tuple[K, V | None, V | None]]:
    for key, old in before.items():
        if after.get(key) != old:
            yield key, old, after.get(key)
    for key, new in after.items():
        if key not in before:
            yield key, None, new


def _fitting(project: Project, edit: Edit) -> Edit:
    apply(project, edit)
    return edit


def _step(done: list[int], undone: list[tuple[int, int]], number: int, undoes: int, redoes: int) -> None:
    if undoes and done and done[-1] == undoes:
        undone.append((number, done.pop()))
    elif redoes and undone and undone[-1][0] == redoes:
        done.append(undone.pop()[1])
    else:
        done.append(number)
        undone.clear()
