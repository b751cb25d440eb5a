"""Edit: one step of work, which is at once undo step, autosave, audit entry and notification."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.project import Pin, Project, Row
from zcdesk.domain.record import dataclass
from zcdesk.domain.series import Series
from zcdesk.domain.task import Task


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """An answer put, replaced or (``after is None``) taken away."""

    place: Place
    before: Answer | None
    after: Answer | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row born (``before is None``) or removed (``after is None``)."""

    id: str
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class EvidenceChange:
    """Evidence brought in, described anew, or taken off the list (its bytes stay in the file)."""

    id: str
    before: Evidence | None
    after: Evidence | None


@dataclass(frozen=True, slots=True)
class PinChange:
    """A method or factor set pinned, moved to another edition, or released. ``key`` is `Pin.key`."""

    key: str
    before: Pin | None
    after: Pin | None


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A recorded choice changed; ``None`` means not recorded."""

    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class YearsChange:
    """The accounting years replaced."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeriesChange:
    """A meter's series brought in, lengthened, described anew, or taken off the list (its bytes stay in the file)."""

    id: str
    before: Series | None
    after: Series | None


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A finding of a verifier taken in, answered, closed, or taken back."""

    id: str
    before: Task | None
    after: Task | None


K = TypeVar("K")
V = TypeVar("V")

Change = (
    AnswerChange
    | RowChange
    | EvidenceChange
    | PinChange
    | SettingChange
    | YearsChange
    | SeriesChange
    | TaskChange
)


@dataclass(frozen=True, slots=True)
class Edit:
    """One step.

    Attributes
    ----------
    label : str
        What the step is called in undo and in the history: ``燃料消耗量``.
    changes : tuple of Change
        All or none of them.
    by : str
        Who.
    at : str
        When, UTC, ISO 8601 with microseconds and ``Z``.
    undoes : int
        Number of the edit that this one takes back; 0 if none.
    redoes : int
        Number of the undo that this one takes back; 0 if none.
    """

    label: str
    changes: tuple[Change, ...]
    by: str
    at: str
    undoes: int = 0
    redoes: int = 0


class StaleEdit(ValueError):
    """An edit's ``before`` is not what the project holds: it was made from another state."""


def apply(project: Project, edit: Edit) -> Project:
    """The project after an edit.

    Raises
    ------
    StaleEdit
        If any ``before`` differs from the project.
    """
    years, retired = project.years, project.retired
    kinds = {type(change) for change in edit.changes}
    # only what is touched is copied: a project may hold a hundred thousand answers
    answers = _copy(project.answers) if AnswerChange in kinds else {}
    rows = _copy(project.rows) if RowChange in kinds else {}
    evidence = _copy(project.evidence) if EvidenceChange in kinds else {}
    pins = _copy(project.pins) if PinChange in kinds else {}
    settings = _copy(project.settings) if SettingChange in kinds else {}
    series = _copy(project.series) if SeriesChange in kinds else {}
    tasks = _copy(project.tasks) if TaskChange in kinds else {}
    for change in edit.changes:
        match change:
            case AnswerChange(place, before, after):
                _swap(answers, place, before, after)
            case RowChange(id_, before_row, after_row):
                _swap(rows, id_, before_row, after_row)
                retired = retired | {id_} if after_row is None else retired - {id_}
            case EvidenceChange(id_, before_evidence, after_evidence):
                _swap(evidence, id_, before_evidence, after_evidence)
            case PinChange(key, before_pin, after_pin):
                _swap(pins, key, before_pin, after_pin)
            case SettingChange(key, before_text, after_text):
                _swap(settings, key, before_text, after_text)
            case SeriesChange(id_, before_series, after_series):
                _swap(series, id_, before_series, after_series)
            case TaskChange(id_, before_task, after_task):
                _swap(tasks, id_, before_task, after_task)
            case YearsChange(before_years, after_years):
                if years != before_years:
                    raise StaleEdit(f"years: {years} is not {before_years}")
                years = after_years
    return replace(
        project,
        years=years,
        retired=retired,
        pins=MappingProxyType(pins) if PinChange in kinds else project.pins,
        rows=MappingProxyType(rows) if RowChange in kinds else project.rows,
        answers=MappingProxyType(answers) if AnswerChange in kinds else project.answers,
        evidence=MappingProxyType(evidence) if EvidenceChange in kinds else project.evidence,
        settings=MappingProxyType(settings) if SettingChange in kinds else project.settings,
        series=MappingProxyType(series) if SeriesChange in kinds else project.series,
        tasks=MappingProxyType(tasks) if TaskChange in kinds else project.tasks,
    )


def inverse(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that take these back, in the order in which they must run."""
    # a change's before and after are of one type, which the checker cannot say of the union
    return tuple(
        replace(change, before=change.after, after=change.before)  # type: ignore[arg-type]
        for change in reversed(tuple(changes))
    )


def places(edit: Edit) -> frozenset[Place]:
    """The places of the answers that an edit touches."""
    return frozenset(change.place for change in edit.changes if isinstance(change, AnswerChange))


def _copy(held: Mapping[K, V]) -> dict[K, V]:
    """A dict of its own. The proxy's ``copy`` keeps the hashes; ``dict(proxy)`` asks each key for its hash again."""
    return held.copy() if isinstance(held, MappingProxyType) else dict(held)


def _swap(held: dict[K, V], key: K, before: V | None, after: V | None) -> None:
    if held.get(key) != before:
        raise StaleEdit(f"{key}: {held.get(key)!r} is not {before!r}")
    if after is None:
        held.pop(key, None)
    else:
        held[key] = after
