"""Monthly sums of meters as answers: seen first, told where they are from, and held against the meters afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.exchange.test_series_in import long, moments
from tests.workbench.changing import CATALOGUE
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import AnswerChange, PinChange, YearsChange
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import naming
from zcdesk.workbench.intake import incoming
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.series import feeding, metering
from zcdesk.workbench.workbench import Workbench, pin_of

MARCH = Place("power.grid", "", "2024-03")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A project of 2024 under one method."""
    with ProjectFile.create(tmp_path / "a.zcd", "李工") as file:
        made = Workbench(CATALOGUE, file, "李工")
        pin = pin_of(CATALOGUE, "cn.machinery", "")
        made.commit("新建", [YearsChange((), ("2024",)), PinChange(pin.key, None, pin)])
        yield made


def take(bench: Workbench, head: str, values: list[str], **told: str) -> None:
    data = long(list(zip(moments("2024-03-01T00:00", len(values)), values, strict=True)), f"时间,{head}")
    reader = incoming.by_id("series")
    seen = reader.preview(bench, data, "m.csv", Options(told=told))
    assert seen.asks == ()
    reader.accept(bench, seen, data, "m.csv")


def codes(bench: Workbench) -> list[str]:
    return [each.code for each in bench.findings("2024") if each.code.startswith("series")]


def test_a_month_becomes_an_answer_that_says_where_it_is_from(bench: Workbench) -> None:
    take(bench, "关口表 电量(kWh)", ["1.25"] * 31 * 96)
    seen = feeding.preview(bench, "2024")
    assert [(cell.state, cell.place, cell.after) for cell in seen.cells] == [
        ("new", MARCH, "3,720 kWh")
    ]  # 2976 * 1.25
    feeding.accept(bench, seen)
    answer = bench.project.answers[MARCH]
    assert (answer.text, answer.unit, [cite.evidence for cite in answer.evidence]) == (
        "3720",
        "kWh",
        ["E-001"],
    )
    assert "关口表" in answer.note
    assert feeding.preview(bench, "2024").count("same") == 1
    assert codes(bench) == []
    bench.undo()
    assert MARCH not in bench.project.answers


def test_a_month_with_gaps_is_refused_until_its_share_is_accepted(bench: Workbench) -> None:
    take(bench, "关口表 电量(kWh)", ["1"] * (31 * 96 - 96) + [""] * 95 + ["1"])
    (cell,) = feeding.preview(bench, "2024").cells
    assert (cell.state, feeding.preview(bench, "2024").changes) == ("refused", ())
    assert cell.reason is not None
    assert "3.19 %" in cell.reason.en  # 95 of 2976
    assert "2,881 kWh" in cell.reason.zh
    seen = feeding.preview(bench, "2024", Decimal("0.05"))
    feeding.accept(bench, seen)
    assert bench.project.answers[MARCH].text == "2881"
    assert "缺 3.19 % 的读数" in bench.project.answers[MARCH].note


def test_an_answer_is_held_against_its_meters_afterwards(bench: Workbench) -> None:
    take(bench, "关口表 电量(kWh)", ["1"] * 31 * 96)
    feeding.accept(bench, feeding.preview(bench, "2024"))
    bench.set_answer(MARCH, "2.976", "MWh")
    assert codes(bench) == []  # the same in another unit
    bench.set_answer(MARCH, "3", "MWh")
    assert codes(bench) == ["series_differs"]
    (found,) = [each for each in bench.findings("2024") if each.code == "series_differs"]
    assert "2976 kWh" in naming.say(found, bench.project, bench.catalogue).zh
    bench.undo()
    bench.commit("撤下", metering.removed(bench, ["S-001"]))
    assert codes(bench) == ["series_gone"]
    bench.undo()
    assert codes(bench) == []
    take(bench, "关口表 电量(kWh)", ["2"] * 31 * 96)  # the meter's file once more, corrected
    assert codes(bench) == ["series_differs"]
    feeding.accept(bench, feeding.preview(bench, "2024"))
    assert codes(bench) == []


def test_a_second_meter_of_the_kind_makes_the_sum_another(bench: Workbench) -> None:
    take(bench, "1号关口 电量(kWh)", ["1"] * 31 * 96)
    feeding.accept(bench, feeding.preview(bench, "2024"))
    take(bench, "2号关口 电量(kWh)", ["0.5"] * 31 * 96)
    assert codes(bench) == ["series_differs"]
    feeding.accept(bench, feeding.preview(bench, "2024"))
    assert codes(bench) == []


def test_a_meter_read_further_leaves_older_months_as_they_are(bench: Workbench) -> None:
    take(bench, "关口表 电量(kWh)", ["1"] * 31 * 96)
    feeding.accept(bench, feeding.preview(bench, "2024"))
    take(bench, "关口表 电量(kWh)", ["1"] * 61 * 96)
    assert codes(bench) == []
    assert feeding.preview(bench, "2024").count("new") == 1  # April


def test_pv_and_use_give_what_was_used_and_what_was_fed_in(bench: Workbench) -> None:
    take(bench, "屋顶光伏 发电量(kWh)", ["3"] * 31 * 96)
    with_pv_alone = feeding.preview(bench, "2024")
    assert [cell.place.quantity for cell in with_pv_alone.cells if cell.place] == ["power.pv_generated"]
    assert "光伏自用算不出" in with_pv_alone.notes[0].zh
    take(bench, "全厂 用电量(kWh)", ["1", "4"] * (31 * 48), kind="load")
    found = {cell.place.quantity: cell.after for cell in feeding.preview(bench, "2024").cells if cell.place}
    # of each two quarters 1 + 3 of 6 kWh are used, 2 fed in: 1488 times
    assert found == {
        "power.pv_generated": "8,928 kWh", "power.pv_self_used": "5,952 kWh", "power.pv_exported": "2,976 kWh"
    }  # fmt: skip
    take(bench, "上网表 电量(kWh)", ["1"] * 31 * 96)
    found = {cell.place.quantity: cell.after for cell in feeding.preview(bench, "2024").cells if cell.place}
    assert (found["power.pv_self_used"], found["power.pv_exported"]) == ("5,952 kWh", "2,976 kWh")


def test_several_meters_of_use_are_named_before_pv_is_held_against_them(bench: Workbench) -> None:
    take(bench, "屋顶光伏 发电量(kWh)", ["3"] * 96)
    take(bench, "总表 用电量(kWh)", ["5"] * 96, kind="load")
    assert feeding.preview(bench, "2024", Decimal(1)).notes == ()
    take(bench, "一车间 用电量(kWh)", ["2"] * 96, kind="load")
    (note,) = feeding.preview(bench, "2024", Decimal(1)).notes
    assert "总表 用电量、一车间 用电量" in note.zh


def test_several_meters_of_a_kind_are_one_sum(bench: Workbench) -> None:
    take(bench, "1号关口 电量(kWh)", ["1"] * 31 * 96)
    take(bench, "2号关口 电量(kWh)", ["0.5"] * 31 * 96)
    (cell,) = feeding.preview(bench, "2024").cells
    assert (cell.after, cell.where) == ("4,464 kWh", "1号关口 电量、2号关口 电量")


def test_without_series_or_of_another_year_there_is_nothing_to_take(bench: Workbench) -> None:
    with pytest.raises(Refused, match="no_series"):
        feeding.preview(bench, "2024")
    take(bench, "关口表 电量(kWh)", ["1"] * 96)
    with pytest.raises(Refused, match="no_year"):
        feeding.preview(bench, "2023")


def test_what_was_taken_stands_in_the_history_and_in_a_copy(bench: Workbench, tmp_path: Path) -> None:
    take(bench, "关口表 电量(kWh)", ["1"] * 31 * 96)
    feeding.accept(bench, feeding.preview(bench, "2024"))
    shutil.copyfile(bench.file.path, tmp_path / "b.zcd")
    with ProjectFile.open(tmp_path / "b.zcd") as file:
        copy = Workbench(CATALOGUE, file, "王工")
        assert copy.project == bench.project
        assert feeding.preview(copy, "2024").count("same") == 1
        assert file.verify() == ()


def test_what_was_answered_in_another_unit_is_shown_beside_the_sum_in_its_own(bench: Workbench) -> None:
    take(bench, "关口表 电量(kWh)", ["1.25"] * 31 * 96)
    bench.commit("填", [AnswerChange(MARCH, None, Answer("113.6", "MWh", "given"))])
    (cell,) = feeding.preview(bench, "2024").cells
    assert (cell.before, cell.after) == ("113,600 kWh", "3,720 kWh")
