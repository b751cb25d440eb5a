from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import (
    AnswerChange,
    Edit,
    PinChange,
    RowChange,
    SettingChange,
    StaleEdit,
    YearsChange,
    apply,
)
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.project import Pin, Project, Row
from zcdesk.workbench.history import History, diff


class Desk:
    """A project, its recorded edits and its history, as the workbench keeps them, without a file."""

    def __init__(self) -> None:
        self.project = Project()
        self.edits: list[Edit] = []
        self.history = History(self.recall)

    def recall(self, number: int) -> Edit:
        return self.edits[number - 1]

    def commit(self, edit: Edit) -> None:
        self.project = apply(self.project, edit)
        self.edits.append(edit)
        self.history = self.history.then(len(self.edits), edit)

    def put(self, text: str, quantity: str = "q") -> None:
        place = Place(quantity)
        change = AnswerChange(place, self.project.answers.get(place), Answer(text))
        self.commit(Edit(f"put {text}", (change,), "li", "t"))

    def undo(self) -> None:
        self.commit(self.history.undo(self.project, "wang", "later"))

    def redo(self) -> None:
        self.commit(self.history.redo(self.project, "wang", "later"))

    @property
    def text(self) -> str:
        answer = self.project.answers.get(Place("q"))
        return answer.text if answer else ""


@dataclass(frozen=True)
class Step:
    number: int
    undoes: int
    redoes: int


def _steps(edits: list[Edit]) -> list[Step]:
    return [Step(number, edit.undoes, edit.redoes) for number, edit in enumerate(edits, 1)]


def test_a_new_history_has_nothing_to_undo() -> None:
    history = Desk().history
    assert (history.can_undo, history.can_redo, history.undo_label, history.redo_label) == (
        False,
        False,
        "",
        "",
    )
    with pytest.raises(LookupError):
        history.undo(Project(), "", "")
    with pytest.raises(LookupError):
        history.redo(Project(), "", "")


def test_undo_and_redo_walk_back_and_forth() -> None:
    desk = Desk()
    for text in ("1", "2", "3"):
        desk.put(text)
    seen = []
    for step in (desk.undo, desk.undo, desk.redo, desk.undo, desk.undo, desk.redo, desk.redo, desk.redo):
        step()
        seen.append(desk.text)
    assert seen == ["2", "1", "2", "1", "", "1", "2", "3"]
    assert not desk.history.can_redo
    # 1 2 3 are typed; 4 takes back 3, 5 takes back 2, 6 takes back the undo 5 …
    assert [(edit.undoes, edit.redoes) for edit in desk.edits] == [
        (0, 0), (0, 0), (0, 0), (3, 0), (2, 0), (0, 5), (2, 0), (1, 0), (0, 8), (0, 7), (0, 4)
    ]  # fmt: skip


def test_the_edit_says_what_it_takes_back_who_and_when() -> None:
    desk = Desk()
    desk.put("1")
    assert desk.history.undo_label == "put 1"
    edit = desk.history.undo(desk.project, "wang", "later")
    assert edit == Edit("put 1", (AnswerChange(Place("q"), Answer("1"), None),), "wang", "later", undoes=1)
    desk.undo()
    assert desk.history.redo_label == "put 1"
    assert desk.history.redo(desk.project, "li", "now") == Edit(
        "put 1", (AnswerChange(Place("q"), None, Answer("1")),), "li", "now", redoes=2
    )


def test_a_new_edit_ends_what_could_be_redone() -> None:
    desk = Desk()
    desk.put("1")
    desk.put("2")
    desk.undo()
    desk.put("3")
    assert not desk.history.can_redo
    desk.undo()
    desk.undo()
    assert desk.text == ""
    assert not desk.history.can_undo


def test_the_history_survives_a_restart() -> None:
    desk = Desk()
    for text in ("1", "2", "3"):
        desk.put(text)
    desk.undo()
    desk.undo()
    again = History.from_edits(_steps(desk.edits), desk.recall)
    assert again == desk.history
    assert (again.done, again.undone) == ((1,), ((4, 3), (5, 2)))
    desk.history = again
    desk.redo()
    desk.redo()
    assert desk.text == "3"


def test_undo_has_no_limit() -> None:
    desk = Desk()
    for number in range(3000):
        desk.put(str(number), f"q{number % 9}")
    for _ in range(3000):
        desk.undo()
    assert desk.project == Project()
    assert not desk.history.can_undo
    for _ in range(3000):
        desk.redo()
    assert desk.project.answers[Place("q2")] == Answer("2999")


def test_an_undo_of_another_edit_than_the_last_counts_as_an_edit() -> None:
    """Another program may write such; it must not confuse what is undone next."""
    steps = [Step(1, 0, 0), Step(2, 0, 0), Step(3, 1, 0), Step(4, 0, 99), Step(5, 77, 0)]
    history = History.from_edits(steps, Desk().recall)
    assert (history.done, history.undone) == ((1, 2, 3, 4, 5), ())


def test_a_project_that_is_not_where_the_edits_lead_is_noticed() -> None:
    desk = Desk()
    desk.put("1")
    with pytest.raises(StaleEdit):
        desk.history.undo(Project(), "", "")
    desk.undo()
    held = Project(answers=MappingProxyType({Place("q"): Answer("other")}))
    with pytest.raises(StaleEdit):
        desk.history.redo(held, "", "")


def test_restoring_is_one_edit_and_can_be_undone() -> None:
    desk = Desk()
    desk.put("1")
    past = desk.project
    desk.put("2")
    desk.put("x", "other")
    latest = desk.project
    desk.undo()
    desk.redo()
    desk.commit(desk.history.restore(desk.project, past, "恢复到 3 月 1 日", "li", "now"))
    assert desk.project == past
    assert desk.edits[-1].label == "恢复到 3 月 1 日"
    assert (desk.edits[-1].undoes, desk.edits[-1].redoes) == (0, 0)
    assert not desk.history.can_redo
    desk.undo()
    assert desk.project == latest
    desk.redo()
    assert desk.project == past


def test_restoring_what_is_there_changes_nothing() -> None:
    desk = Desk()
    desk.put("1")
    assert desk.history.restore(desk.project, desk.project, "", "", "").changes == ()


def test_a_row_id_is_not_free_again_after_going_back_before_its_birth() -> None:
    desk = Desk()
    past = desk.project
    desk.commit(Edit("", (RowChange("F01", None, Row("F01", "fuel")),), "", ""))
    desk.commit(desk.history.restore(desk.project, past, "", "", ""))
    assert desk.project == replace(past, retired=frozenset({"F01"}))
    desk.undo()
    assert desk.project.rows == {"F01": Row("F01", "fuel")}
    assert desk.project.retired == frozenset()


def test_the_difference_of_two_projects_has_each_kind() -> None:
    before = Project(
        years=("2024",),
        settings=MappingProxyType({"a": "1", "b": "2"}),
        rows=MappingProxyType({"F01": Row("F01", "fuel")}),
    )
    pin = Pin("method", "cn.machinery", "2015")
    after = Project(
        years=("2024", "2025"),
        pins=MappingProxyType({pin.key: pin}),
        settings=MappingProxyType({"a": "1", "b": "3"}),
        retired=frozenset({"F01"}),
    )
    assert diff(before, after) == (
        YearsChange(("2024",), ("2024", "2025")),
        PinChange(pin.key, None, pin),
        SettingChange("b", "2", "3"),
        RowChange("F01", Row("F01", "fuel"), None),
    )


_keys = st.sampled_from(["a", "b", "c"])
_projects = st.builds(
    Project,
    years=st.lists(_keys, max_size=2).map(tuple),
    pins=st.dictionaries(_keys, st.builds(Pin, _keys, _keys), max_size=3),
    rows=st.dictionaries(_keys, st.builds(Row, _keys, _keys), max_size=3),
    answers=st.dictionaries(st.builds(Place, _keys, _keys), st.builds(Answer, _keys), max_size=4),
    evidence=st.dictionaries(
        _keys, st.builds(Evidence, _keys, _keys, _keys, _keys, st.integers(0, 1), _keys), max_size=3
    ),
    settings=st.dictionaries(_keys, _keys, max_size=3),
)


@given(_projects, _projects)
def test_the_difference_leads_from_one_project_to_the_other(before: Project, after: Project) -> None:
    reached = apply(before, Edit("", diff(before, after), "", ""))
    assert replace(reached, retired=after.retired) == after
    assert diff(after, after) == ()
    assert diff(reached, after) == ()


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["put", "undo", "redo", "restart"]), max_size=40))
def test_undo_and_redo_are_two_stacks_of_states(steps: list[str]) -> None:
    """The plainest model there is: a list of states and where we stand in it."""
    desk, states, at = Desk(), [Project()], 0
    for number, step in enumerate(steps):
        if step == "put":
            desk.put(str(number), f"q{number % 3}")
            states[at + 1 :] = [desk.project]
            at += 1
        elif step == "undo" and desk.history.can_undo:
            desk.undo()
            at -= 1
        elif step == "redo" and desk.history.can_redo:
            desk.redo()
            at += 1
        elif step == "restart":
            desk.history = History.from_edits(_steps(desk.edits), desk.recall)
        assert desk.project == states[at]
        assert desk.history.can_undo == (at > 0)
        assert desk.history.can_redo == (at < len(states) - 1)
