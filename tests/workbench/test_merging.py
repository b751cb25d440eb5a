"""Merging: what only one side changed is there afterwards, what both changed is listed, and nothing is lost."""

from __future__ import annotations

import json
import tempfile
from array import array
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.samples import issue
from tests.workbench.changing import CATALOGUE
from zcdesk.domain.answer import Answer, Cite, Place
from zcdesk.domain.change import Change, PinChange, SeriesChange, TaskChange
from zcdesk.domain.project import Pin, Project
from zcdesk.domain.series import Series, pack
from zcdesk.domain.task import Task
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.evidence import filing
from zcdesk.workbench.past import joining
from zcdesk.workbench.past.merging import MERGED, Side
from zcdesk.workbench.past.renaming import Names, renamed
from zcdesk.workbench.past.retelling import Teller
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench

Op = tuple[str, int, str]


def bench(path: Path, by: str) -> Workbench:
    """A workbench over a file that is there, or is made."""
    file = ProjectFile.open(path, by) if path.exists() else ProjectFile.create(path, by)
    return Workbench(CATALOGUE, file, by)


def do(at: Workbench, op: Op) -> None:
    """One step of somebody's work; without an effect where there is nothing to do it to."""
    verb, n, text = op
    project = at.project
    rows, evidence, answers = sorted(project.rows), sorted(project.evidence), sorted(project.answers)
    row = rows[n % len(rows)] if rows else ""
    place = Place("fuel.amount", row, f"2025-{1 + n % 3:02d}") if row else Place("site.name")
    match verb:
        case "answer":
            at.set_answer(place, text, "t")
        case "clear":
            at.set_answer(place, "")
        case "note" if place in answers:
            at.set_answers({place: replace(project.answers[place], note=text)})
        case "plant":
            at.set_answer(Place(("site.name", "site.address")[n % 2]), text)
        case "row":
            at.add_row("fuel", text)
        case "drop" if row:
            at.remove_row(row)
        case "file":
            _bring(at, f"evidence {text}")
        case "cite" if evidence and place in answers:
            held = project.answers[place]
            cite = Cite(evidence[n % len(evidence)], text)
            at.set_answers({place: replace(held, evidence=(*held.evidence, cite))})
        case "describe" if evidence:
            at.describe_evidence(evidence[n % len(evidence)], title=text)
        case "withdraw" if evidence:
            filing.take_away(at, evidence[n % len(evidence)])
        case "unit" if row:
            at.set_setting(f"unit:fuel.amount[{row}]", text)
        case "setting":
            at.set_setting(("report.number", "sample.note")[n % 2], text)
        case "years":
            years = set(project.years) ^ {str(2020 + n % 4)}
            at.set_years(years)
        case "series":
            used = [int(id_[2:]) for id_ in project.series]
            id_ = f"S-{1 + max(used, default=0):03d}"
            content = pack(array("q", [n, int(text)]).tobytes())
            stored = at.file.add_evidence_bytes(content, "M1")
            meter = Series(
                id_, f"M{n}", "load", "energy", "kWh", 60, "2025-01-01T00:00", 2, 0, stored.size, stored.digest,
                "", tuple(Cite(each) for each in evidence[:1]),
            )  # fmt: skip
            at.commit(id_, [SeriesChange(id_, None, meter)])
        case "task":
            used = [int(id_[2:]) for id_ in project.tasks]
            id_ = f"T-{1 + max(used, default=0):03d}"
            found = Task(
                id_, f"V-{n}", "question", f"?{text}", by="赵", row=row, evidence=(evidence or [""])[0]
            )
            at.commit(id_, [TaskChange(id_, None, found)])
        case "reply" if project.tasks:
            id_ = sorted(project.tasks)[n % len(project.tasks)]
            said = replace(project.tasks[id_], state="answered", answer=text)
            at.commit(id_, [TaskChange(id_, project.tasks[id_], said)] if said != project.tasks[id_] else [])
        case "pin":
            key = f"scheme:x.{n % 2}"
            before, after = project.pins.get(key), Pin("scheme", f"x.{n % 2}", text)
            changes: list[Change] = [PinChange(key, before, after)] if before != after else []
            at.commit("pin", changes)


def _bring(at: Workbench, content: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "invoice.txt")
        path.write_text(content, encoding="utf-8")
        return at.add_evidence(path)


VERBS = (
    "answer", "answer", "clear", "note", "plant", "row", "row", "drop", "file", "file", "cite", "describe",
    "withdraw", "unit", "setting", "years", "pin", "series", "task", "reply",
)  # fmt: skip
OPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 5), st.sampled_from(("1", "2", "3"))), max_size=9
)
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Hundreds of commits wait for no disk there."""
SHORT, LONG = (
    settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    for count in (25, 2000)
)


def plain(project: Project) -> Project:
    """A project without what an undo leaves: codes that were given once."""
    return replace(project, retired=frozenset())


def start(folder: Path, first: list[Op]) -> tuple[Workbench, Workbench]:
    """Two copies of one project."""
    one = bench(folder / "a.zcd", "李工")
    one.set_years(("2024", "2025"))
    for op in first:
        do(one, op)
    assert one.file.save_copy(folder / "b.zcd") is None
    return one, bench(folder / "b.zcd", "王工")


def expected(base: Project, mine: Project, theirs: Project, result: Project, clashing: set[str]) -> None:
    """Every answer, setting, pin and row that one side alone changed is as that side left it."""
    for place in {*base.answers, *mine.answers, *theirs.answers}:
        was, own, other = (side.answers.get(place) for side in (base, mine, theirs))
        row = f"row:{place.row}"
        if f"answer:{place}" in clashing or row in clashing:
            continue
        if any(place.row in base.rows and place.row not in side.rows for side in (mine, theirs)):
            assert place not in result.answers
            continue
        found = result.answers.get(place)
        if own == other is None:
            assert found is None
            continue
        wanted = own if other == was else other if own == was else None
        if wanted is not None and found is not None:  # an answer may lose evidence that was withdrawn
            kept = tuple(cite for cite in wanted.evidence if cite.evidence in result.evidence)
            assert replace(found, evidence=kept) == replace(wanted, evidence=kept)
            assert set(found.evidence) == set(kept)
        elif other == was or own == was:
            assert found is wanted is None
        else:
            assert found is not None
            assert {found.text, found.note} <= {
                each for side in (own, other) if side for each in (side.text, side.note)
            }
    for kind, held in (("setting", "settings"), ("pin", "pins"), ("series", "series"), ("task", "tasks")):
        was, own, other = (getattr(side, held) for side in (base, mine, theirs))
        for key in {*was, *own, *other}:
            if f"{kind}:{key}" not in clashing and not key.startswith(MERGED):
                wanted = own.get(key) if other.get(key) == was.get(key) else other.get(key)
                assert getattr(result, held).get(key) == wanted
    assert set(result.years) == {*mine.years, *(set(theirs.years) - set(base.years))} - (
        set(base.years) - set(theirs.years)
    )


def two_copies(first: list[Op], here: list[Op], there: list[Op], side: Side) -> None:
    """Work on two copies, merge, merge again, merge the other way, undo: everything holds at each step."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as made:
        one, two = start(Path(made), first)
        base = one.project
        with one.file, two.file:
            for at, ops in ((one, here), (two, there)):
                for op in ops:
                    do(at, op)
            mine, theirs = one.project, two.project
            found = joining.look(one.file, two.file)
            assert found.merge.base == base
            clashing = {each.id for each in found.conflicts}
            choices = dict.fromkeys(clashing, side)
            result = found.merge.result(choices)
            seen = renamed(theirs, found.names)
            # nothing of theirs was folded into something else
            assert len(set(found.names.rows.values())) == len(found.names.rows)
            assert len(seen.rows) == len(theirs.rows)
            assert len(seen.series) == len(theirs.series)
            assert len(seen.tasks) == len(theirs.tasks)
            assert {i.digest for i in seen.evidence.values()} == {i.digest for i in theirs.evidence.values()}
            new = set(theirs.rows) - set(base.rows)
            assert {found.names.rows[id_] for id_ in new} <= set(result.rows)
            assert not {found.names.rows[id_] for id_ in new} & set(mine.rows)
            expected(base, mine, found.merge.theirs, result, clashing)
            for each in found.conflicts:
                assert each.mine != each.theirs
                assert found.touched[each.id][0].by in ("", "李工")
                assert found.touched[each.id][1].by in ("", "王工")

            number = joining.take(one, two.file, found, choices)
            assert bool(number) is bool(there and two.file.head > found.ancestor)
            taken = one.project
            logs = set(taken.evidence) - set(result.evidence)
            assert len(logs) == bool(number)
            assert {k: v for k, v in taken.settings.items() if not k.startswith(MERGED)} == {
                k: v for k, v in result.settings.items() if not k.startswith(MERGED)
            }
            assert taken.answers == result.answers
            assert one.file.verify() == ()
            for item in (*taken.evidence.values(), *taken.series.values()):
                assert one.file.evidence_bytes(item.digest)

            again = joining.look(one.file, two.file)
            assert again.conflicts == ()
            assert joining.take(one, two.file, again, {}) == 0
            assert one.project == taken

            back = joining.look(two.file, one.file)  # and the other way round
            assert back.conflicts == ()
            joining.take(two, one.file, back, {})
            home = renamed(two.project, back.names.inverse())
            assert plain(home).answers == plain(taken).answers
            assert home.rows == taken.rows
            assert home.years == taken.years
            assert home.pins == taken.pins
            assert home.series == taken.series
            assert home.tasks == taken.tasks

            if number:
                one.undo()
                assert plain(one.project) == plain(mine)
                one.redo()
                assert plain(one.project) == plain(taken)


SIDES: st.SearchStrategy[Side] = st.sampled_from(("mine", "theirs"))


@SHORT
@given(OPS, OPS, OPS, SIDES)
def test_two_copies_of_one_project(first: list[Op], here: list[Op], there: list[Op], side: Side) -> None:
    two_copies(first, here, there, side)


@pytest.mark.long
@pytest.mark.timeout(3600)
@LONG
@given(OPS, OPS, OPS, SIDES)
def test_two_copies_of_one_project_at_length(
    first: list[Op], here: list[Op], there: list[Op], side: Side
) -> None:
    two_copies(first, here, there, side)


def test_the_same_code_given_twice_is_two_rows_with_their_own_answers_and_evidence(tmp_path: Path) -> None:
    one, two = start(tmp_path, [("row", 0, "coal")])
    with one.file, two.file:
        for at, kind, amount in ((one, "diesel", "10"), (two, "gasoline", "20")):
            row = at.add_row("fuel", kind)
            assert row == "F02"
            id_ = _bring(at, kind)
            assert id_ == "E-001"
            at.set_answer(Place("fuel.amount", row, "2025-01"), amount, "t", evidence=(Cite(id_, "1"),))
            at.set_setting(f"unit:fuel.amount[{row}]", "kg" if at is two else "t")
            at.set_setting(f"bill.{kind}", id_)
        found = joining.look(one.file, two.file)
        assert found.conflicts == ()
        assert found.renumbered == (("E-001", "E-002"), ("F02", "F03"))
        assert joining.take(one, two.file, found, {})
        project = one.project
        assert project.answers[Place("fuel.amount", "F02", "2025-01")].text == "10"
        assert project.answers[Place("fuel.amount", "F03", "2025-01")] == Answer(
            "20", "t", evidence=(Cite("E-002", "1"),)
        )
        assert project.settings["unit:fuel.amount[F03]"] == "kg"
        assert (project.settings["bill.diesel"], project.settings["bill.gasoline"]) == ("E-001", "E-002")
        assert one.file.evidence_bytes(project.evidence["E-002"].digest) == b"gasoline"
        log = one.file.evidence_bytes(project.evidence["E-003"].digest).decode()
        lines = [json.loads(line) for line in log.splitlines()]
        assert lines[0]["schema"] == joining.LOG
        assert [line["number"] for line in lines[1:]] == list(range(found.ancestor + 1, two.file.head + 1))
        assert lines[-1]["digest"] == two.file.digest(two.file.head)


def test_what_names_a_row_that_is_gone_there_says_nothing_of_a_row_here(tmp_path: Path) -> None:
    one, two = start(tmp_path, [])
    with one.file, two.file:
        for at in (one, two):
            at.add_row("fuel", "diesel")
        two.set_setting("unit:fuel.amount[F01]", "kg")
        two.remove_row("F01")
        found = joining.look(one.file, two.file)
        result = found.merge.result({})
        assert (result.rows, result.settings) == (one.project.rows, {})


def test_one_file_brought_by_both_is_one_piece_of_evidence(tmp_path: Path) -> None:
    one, two = start(tmp_path, [])
    with one.file, two.file:
        _bring(one, "other")
        for at in (one, two):
            _bring(at, "the same")
        assert [sorted(at.project.evidence) for at in (one, two)] == [["E-001", "E-002"], ["E-001"]]
        found = joining.look(one.file, two.file)
        assert found.names == Names({}, {"E-001": "E-002"})
        joining.take(one, two.file, found, {})
        assert sorted(one.project.evidence) == ["E-001", "E-002", "E-003"]  # the third is their edits


def test_a_row_that_one_removed_and_the_other_filled_in_is_a_conflict(tmp_path: Path) -> None:
    one, two = start(tmp_path, [("row", 0, "coal"), ("answer", 0, "1")])
    with one.file, two.file:
        one.remove_row("F01")
        two.set_answer(Place("fuel.amount", "F01", "2025-02"), "7", "t")
        found = joining.look(one.file, two.file)
        assert [each.id for each in found.conflicts] == ["row:F01"]
        here, there = found.touched["row:F01"]
        assert (here.by, there.by) == ("李工", "王工")
        assert "F01" not in found.merge.result({}).rows
        restored = found.merge.result({"row:F01": "theirs"})
        assert restored.answers == two.project.answers
        assert restored.rows == two.project.rows


def test_a_value_here_and_a_note_and_evidence_there_are_one_answer(tmp_path: Path) -> None:
    one, two = start(tmp_path, [("row", 0, "coal"), ("answer", 0, "1")])
    place = Place("fuel.amount", "F01", "2025-01")
    with one.file, two.file:
        one.set_answer(place, "12", "t")
        two.set_answer(place, "1", "t", note="按过磅单", evidence=(Cite(_bring(two, "x")),))
        found = joining.look(one.file, two.file)
        assert found.conflicts == ()
        wanted = Answer("12", "t", note="按过磅单", evidence=(Cite("E-001"),))
        assert found.merge.result({}).answers[place] == wanted


def test_evidence_withdrawn_here_on_which_something_rests_there_is_a_conflict(tmp_path: Path) -> None:
    one, two = start(tmp_path, [("row", 0, "coal"), ("answer", 0, "1"), ("file", 0, "1")])
    place = Place("fuel.amount", "F01", "2025-01")
    with one.file, two.file:
        filing.take_away(one, "E-001")
        two.set_answer(place, "1", "t", evidence=(Cite("E-001"),))
        found = joining.look(one.file, two.file)
        assert [each.id for each in found.conflicts] == ["evidence:E-001"]
        assert found.merge.result({}).answers[place].evidence == ()
        kept = found.merge.result({"evidence:E-001": "theirs"})
        assert kept.answers[place].evidence == (Cite("E-001"),)
        assert "E-001" in kept.evidence


def test_a_second_merge_takes_only_what_is_new_and_asks_nothing_again(tmp_path: Path) -> None:
    one, two = start(tmp_path, [])
    name, address = Place("site.name"), Place("site.address")
    with one.file, two.file:
        one.set_answer(name, "甲厂")
        two.set_answer(name, "乙厂")
        found = joining.look(one.file, two.file)
        assert [each.id for each in found.conflicts] == ["answer:site.name"]
        joining.take(one, two.file, found, {})
        assert one.project.answers[name].text == "甲厂"
        two.set_answer(address, "某路 1 号")
        found = joining.look(one.file, two.file)
        assert found.conflicts == ()
        joining.take(one, two.file, found, {})
        assert one.project.answers[name].text == "甲厂"
        assert one.project.answers[address].text == "某路 1 号"
        two.set_answer(name, "丙厂")
        assert [each.id for each in joining.look(one.file, two.file).conflicts] == ["answer:site.name"]


def test_three_copies_meet_without_doubling_a_row(tmp_path: Path) -> None:
    one, two = start(tmp_path, [])
    one.file.save_copy(tmp_path / "c.zcd")
    three = bench(tmp_path / "c.zcd", "赵工")
    with one.file, two.file, three.file:
        for at, kind in ((one, "coal"), (two, "diesel"), (three, "gasoline")):
            at.add_row("fuel", kind)
        for into, other in ((one, three), (two, three), (one, two), (two, one), (three, one)):
            joining.take(into, other.file, joining.look(into.file, other.file), {})
        for at in (one, two, three):
            label = CATALOGUE.vocabulary.tables["fuel"].label
            kinds = sorted(a.text for p, a in at.project.answers.items() if p.quantity == label)
            assert kinds == ["coal", "diesel", "gasoline"]


def test_projects_that_are_no_copies_of_one_another_are_refused(tmp_path: Path) -> None:
    one, two = bench(tmp_path / "a.zcd", "李工"), bench(tmp_path / "b.zcd", "李工")
    with one.file, two.file:
        for _ in range(2):
            with pytest.raises(Refused, match="no_ancestor"):
                joining.look(one.file, two.file)
            for at in (one, two):
                at.set_years(("2025",))


def test_a_merge_is_told_as_one_in_the_history(tmp_path: Path) -> None:
    one, two = start(tmp_path, [])
    with one.file, two.file:
        two.add_row("fuel", "diesel")
        number = joining.take(one, two.file, joining.look(one.file, two.file), {})
        told = Teller(CATALOGUE, one.project, "zh").edit(one.file.edit(number))
        assert (told.what, told.icon) == ("合并 b.zcd", "copy")


def test_a_seal_of_the_other_copy_is_told_and_kept_in_its_log(tmp_path: Path) -> None:
    one, two = start(tmp_path, [])
    with one.file, two.file:
        two.add_row("fuel", "diesel")
        two.file.record_issue(issue(two.file.head))
        found = joining.look(one.file, two.file)
        assert found.sealed == 1
        joining.take(one, two.file, found, {})
        assert one.file.issues() == ()
        (log,) = one.project.evidence.values()
        last = json.loads(one.file.evidence_bytes(log.digest).splitlines()[-1])
        assert (last["issue"], last["edit"], last["by"]) == (1, two.file.head, "李工")


@pytest.mark.parametrize(
    "told",
    ["", "{", "[]", '{"rows": {}}', '{"rows": {"F01": 5}, "evidence": {}, "series": {}, "tasks": {}}',
     '{"rows": {"F01": "F09", "F02": "F09"}, "evidence": {}, "series": {}, "tasks": {}}', "[" * 100_000],
)  # fmt: skip
def test_a_record_of_a_merge_that_makes_no_sense_is_passed_over(tmp_path: Path, told: str) -> None:
    one, two = start(tmp_path, [])
    with one.file, two.file:
        two.add_row("fuel", "diesel")
        for at in (one, two):
            at.set_setting(MERGED + two.file.digest(two.file.head), told)
        found = joining.look(one.file, two.file)
        assert found.merge.result({}).rows == two.project.rows
