"""Replay: the project that a list of edits adds up to."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from zcdesk.domain.change import (
    AnswerChange,
    Change,
    Edit,
    EvidenceChange,
    PinChange,
    RowChange,
    SeriesChange,
    SettingChange,
    StaleEdit,
    TaskChange,
    YearsChange,
)
from zcdesk.domain.project import Project, Row


def replay(edits: Iterable[Edit]) -> Project:
    """The project after all edits, from an empty one.

    Notes
    -----
    The same as folding `zcdesk.domain.change.apply`, which a test holds; here the mappings are changed in place,
    since a hundred thousand edits would otherwise copy them a hundred thousand times.

    Raises
    ------
    StaleEdit
        If an edit's ``before`` is not what the ones before it left.
    """
    years: tuple[str, ...] = ()
    retired: set[str] = set()
    held: dict[type, dict[Any, Any]] = {
        kind: {}
        for kind in (
            AnswerChange,
            RowChange,
            EvidenceChange,
            PinChange,
            SettingChange,
            SeriesChange,
            TaskChange,
        )
    }
    for edit in edits:
        for change in edit.changes:
            if isinstance(change, YearsChange):
                if years != change.before:
                    raise StaleEdit(f"years: {years} is not {change.before}")
                years = change.after
                continue
            key = (
                change.place
                if isinstance(change, AnswerChange)
                else (change.key if isinstance(change, PinChange | SettingChange) else change.id)
            )
            mapping = held[type(change)]
            if mapping.get(key) != change.before:
                raise StaleEdit(f"{key}: {mapping.get(key)!r} is not {change.before!r}")
            if change.after is None:
                mapping.pop(key, None)
            else:
                mapping[key] = change.after
            if isinstance(change, RowChange):
                retired.discard(change.id) if change.after else retired.add(change.id)
    return Project(
        years=years,
        retired=frozenset(retired),
        pins=MappingProxyType(held[PinChange]),
        rows=MappingProxyType(held[RowChange]),
        answers=MappingProxyType(held[AnswerChange]),
        evidence=MappingProxyType(held[EvidenceChange]),
        settings=MappingProxyType(held[SettingChange]),
        series=MappingProxyType(held[SeriesChange]),
        tasks=MappingProxyType(held[TaskChange]),
    )


def retold(project: Project, label: str, by: str, at: str) -> Edit:
    """One edit that makes this project from an empty one."""
    retired = [Row(id_, "") for id_ in sorted(project.retired)]
    changes: list[Change] = [YearsChange((), project.years)] if project.years else []
    changes += [PinChange(key, None, pin) for key, pin in project.pins.items()]
    changes += [SettingChange(key, None, text) for key, text in project.settings.items()]
    changes += [RowChange(row.id, None, row) for row in (*retired, *project.rows.values())]
    changes += [RowChange(row.id, row, None) for row in retired]
    changes += [EvidenceChange(id_, None, item) for id_, item in project.evidence.items()]
    changes += [SeriesChange(id_, None, item) for id_, item in project.series.items()]
    changes += [AnswerChange(place, None, answer) for place, answer in project.answers.items()]
    changes += [TaskChange(id_, None, item) for id_, item in project.tasks.items()]
    return Edit(label, tuple(changes), by, at)
