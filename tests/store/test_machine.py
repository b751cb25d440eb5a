"""Any sequence of steps: what is shown, what is saved and what a plain model says are one thing."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.store import samples
from zcdesk.domain.answer import Place
from zcdesk.domain.change import (
    AnswerChange,
    Change,
    Edit,
    EvidenceChange,
    PinChange,
    RowChange,
    SettingChange,
    YearsChange,
)
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.project import Pin, Project, Row
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.history import History

_few = st.sampled_from(["a", "b", "c"])
_places = st.builds(Place, _few, st.sampled_from(["", "F01"]), st.sampled_from(["", "2025"]))


class Steps(RuleBasedStateMachine):
    """A file, its history, and beside them a list of the states that were ever current."""

    @initialize()
    def create(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.file = ProjectFile.create(self.folder / "a.zcd", "李工")
        self.history = History(self._recall)
        self.states = [Project()]
        self.line, self.at = [Project()], 0  # where undo and redo lead, and where we stand
        self.born: set[str] = set()
        self.contents: dict[str, bytes] = {}

    def _recall(self, number: int) -> Edit:
        return self.file.edit(number)  # of the file that is open then

    def _commit(self, edit: Edit) -> None:
        number = self.file.commit(edit)
        self.history = self.history.then(number, edit)
        self.states.append(self.file.project)
        assert number == len(self.states) - 1

    def _ordinary(self, *changes: Change) -> None:
        self._commit(Edit("填写", changes, "李工", samples.AT))
        self.line[self.at + 1 :] = [self.file.project]
        self.at += 1

    @rule(answers=st.dictionaries(_places, st.none() | samples.answers, min_size=1, max_size=4))
    def answer(self, answers: dict[Place, object]) -> None:
        held = self.file.project.answers
        self._ordinary(*(AnswerChange(place, held.get(place), new) for place, new in answers.items()))  # type: ignore[arg-type]
        for place, new in answers.items():
            assert self.file.project.answers.get(place) == new

    @rule()
    def row_born(self) -> None:
        id_ = f"F{len(self.born) + 1:02d}"
        self.born.add(id_)
        self._ordinary(RowChange(id_, None, Row(id_, "fuel")))

    @precondition(lambda self: self.file.project.rows)
    @rule(data=st.data())
    def row_removed(self, data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(sorted(self.file.project.rows.values())))
        self._ordinary(RowChange(row.id, row, None))

    @rule(text=st.none() | samples.texts, key=_few)
    def setting(self, key: str, text: str | None) -> None:
        self._ordinary(SettingChange(key, self.file.project.settings.get(key), text))

    @rule(years=samples.years)
    def years(self, years: tuple[str, ...]) -> None:
        self._ordinary(YearsChange(self.file.project.years, years))

    @rule(id_=_few, edition=st.none() | _few)
    def pin(self, id_: str, edition: str | None) -> None:
        new = None if edition is None else Pin("method", id_, edition)
        key = f"method:{id_}"
        self._ordinary(PinChange(key, self.file.project.pins.get(key), new))

    @rule(data=st.binary(min_size=1, max_size=20), title=samples.texts)
    def evidence(self, data: bytes, title: str) -> None:
        stored = self.file.add_evidence_bytes(data, "a.bin")
        self.contents[stored.digest] = data
        held = self.file.project.evidence
        id_ = f"E-{len(self.states):03d}"
        new = Evidence(id_, stored.name, "other", stored.media_type, stored.size, stored.digest, title)
        self._ordinary(EvidenceChange(id_, held.get(id_), new))

    @precondition(lambda self: self.history.can_undo)
    @rule()
    def undo(self) -> None:
        self._commit(self.history.undo(self.file.project, "王工", samples.AT))
        self.at -= 1

    @precondition(lambda self: self.history.can_redo)
    @rule()
    def redo(self) -> None:
        self._commit(self.history.redo(self.file.project, "王工", samples.AT))
        self.at += 1

    @rule(share=st.floats(0, 1))
    def restore(self, share: float) -> None:
        number = int(share * (len(self.states) - 1))
        past = self.file.state_at(number)
        assert past == self.states[number]
        self._commit(self.history.restore(self.file.project, past, "恢复", "李工", samples.AT))
        assert replace(self.file.project, retired=past.retired) == past
        self.line[self.at + 1 :] = [self.file.project]
        self.at += 1

    @rule(read_only=st.booleans())
    def close_and_open(self, read_only: bool) -> None:
        self.file.close()
        if read_only:
            with ProjectFile.open(self.folder / "a.zcd", read_only=True) as reader:
                assert reader.project == self.states[-1]
        self.file = ProjectFile.open(self.folder / "a.zcd")
        again = History.from_edits(self.file.steps(), self.history.recall)
        assert again == self.history
        assert self.file.head == len(self.states) - 1

    @invariant()
    def shown_is_the_model(self) -> None:
        shown = self.file.project
        assert shown == self.states[-1]
        # ids of rows are never free again, whatever undo does
        assert shown.retired == self.born - set(shown.rows)
        assert replace(shown, retired=frozenset()) == replace(self.line[self.at], retired=frozenset())
        assert self.history.can_undo == (self.at > 0)
        assert self.history.can_redo == (self.at < len(self.line) - 1)

    @invariant()
    def saved_is_shown(self) -> None:
        with ProjectFile.open(self.folder / "a.zcd", read_only=True) as saved:
            assert saved.project == self.file.project

    def teardown(self) -> None:
        if hasattr(self, "file"):
            assert self.file.verify() == ()
            for digest, data in self.contents.items():
                assert self.file.evidence_bytes(digest) == data
            self.file.close()
            shutil.rmtree(self.folder)


TestSteps = Steps.TestCase
TestSteps.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
