"""Edits: an edit and its inverse leave nothing behind, and an edit of another state is refused."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import (
    AnswerChange,
    Change,
    Edit,
    EvidenceChange,
    PinChange,
    RowChange,
    SettingChange,
    StaleEdit,
    YearsChange,
    apply,
    inverse,
    places,
)
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.project import Pin, Project, Row

texts = st.sampled_from(["1", "2", "3", None])


def edit(*changes: Change) -> Edit:
    return Edit("步骤", changes, "甲", "2026-01-01T00:00:00.000000Z")


@st.composite
def changed(draw: st.DrawFn, project: Project) -> Edit:
    """An edit that fits a project."""
    changes: list[Change] = []
    for key in draw(st.sets(st.sampled_from(["a", "b", "c"]), min_size=1)):
        place, text = Place("power.grid", "", f"200{len(key)}-0{ord(key) - 96}"), draw(texts)
        changes.append(AnswerChange(place, project.answers.get(place), Answer(text) if text else None))
        row = Row(f"F0{ord(key) - 96}", "fuel")
        changes.append(RowChange(row.id, project.rows.get(row.id), row if draw(st.booleans()) else None))
        changes.append(SettingChange(key, project.settings.get(key), draw(texts)))
        pin = Pin("method", key, draw(st.sampled_from(["2015", "2024"])))
        changes.append(PinChange(pin.key, project.pins.get(pin.key), pin if draw(st.booleans()) else None))
        proof = Evidence(f"E-{key}", "a.pdf", "invoice", "application/pdf", 1, key * 64)
        changes.append(EvidenceChange(proof.id, project.evidence.get(proof.id), proof))
    if draw(st.booleans()):
        changes.append(YearsChange(project.years, draw(st.sampled_from([("2023",), ("2023", "2024")]))))
    return edit(*changes)


@given(st.data(), st.integers(1, 5))
def test_taking_back_every_edit_leaves_the_first_state(data: st.DataObject, count: int) -> None:
    states = [Project()]
    made: list[Edit] = []
    for _ in range(count):
        made.append(data.draw(changed(states[-1])))
        states.append(apply(states[-1], made[-1]))
    project = states[-1]
    for before, step in zip(reversed(states[:-1]), reversed(made), strict=True):
        project = apply(project, edit(*inverse(step.changes)))
        assert (project.answers, project.rows, project.pins) == (before.answers, before.rows, before.pins)
        assert (project.years, project.settings, project.evidence) == (
            before.years,
            before.settings,
            before.evidence,
        )


def test_a_removed_row_is_retired_until_it_is_brought_back() -> None:
    row = Row("F01", "fuel")
    born = apply(Project(), edit(RowChange("F01", None, row)))
    gone = apply(born, edit(RowChange("F01", row, None)))
    assert gone.retired == {"F01"}
    assert apply(gone, edit(RowChange("F01", None, row))).retired == frozenset()


PLACE = Place("power.grid", "", "2023")


@pytest.mark.parametrize(
    "change",
    [
        AnswerChange(PLACE, Answer("1"), Answer("2")),
        AnswerChange(Place("power.grid", "", "2022"), None, Answer("2")),
        RowChange("F01", Row("F01", "fuel"), None),
        YearsChange(("2020",), ("2021",)),
        SettingChange("a", "b", "c"),
    ],
)
def test_an_edit_of_another_state_is_refused_whole(change: Change) -> None:
    held = Project(
        years=("2023",),
        answers=MappingProxyType({PLACE: Answer("9"), Place("power.grid", "", "2022"): Answer("8")}),
    )
    with pytest.raises(StaleEdit):
        apply(held, edit(SettingChange("x", None, "y"), change))
    assert "x" not in held.settings


def test_an_edit_knows_its_places() -> None:
    assert places(edit(AnswerChange(PLACE, None, Answer("1")), SettingChange("a", None, "b"))) == {PLACE}


@pytest.mark.parametrize(
    "place, text",
    [
        (Place("fuel.amount", "F01", "2025-03"), "fuel.amount[F01]@2025-03"),
        (Place("power.grid", "", "2025"), "power.grid@2025"),
        (Place("site.name"), "site.name"),
    ],
)
def test_a_place_is_written(place: Place, text: str) -> None:
    assert str(place) == text
