"""An edit in words, and the audit trail as a table."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.domain.answer import Answer, Cite, Place
from zcdesk.domain.change import SettingChange
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms import confirming
from zcdesk.workbench.forms.regrading import USUAL, choose
from zcdesk.workbench.past.retelling import Retold, Teller, write_audit
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench, pin_of

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
MARCH = Place("power.grid", "", "2025-03")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A new machinery project."""
    pins = (pin_of(CATALOGUE, "cn.machinery"),)
    made = create(CATALOGUE, tmp_path / "a.zcd", "lin", ("2024", "2025"), pins, None)
    with made.file:
        yield made


def last(bench: Workbench) -> Retold:
    """The last edit in words."""
    return Teller(CATALOGUE, bench.project, "zh").edit(bench.file.edit(bench.file.head))


def test_one_cell_says_where_and_from_what_to_what(bench: Workbench) -> None:
    bench.set_answer(MARCH, "84.6", "万kWh")
    bench.set_answer(MARCH, "86.4", "万kWh")
    told = last(bench)
    assert told.what == "2025年3月 · 电网购电（不含绿电交易）"
    assert told.change == "84.6 万kWh → 86.4 万kWh"


def test_a_cell_that_was_empty_or_none_says_so(bench: Workbench) -> None:
    bench.set_answer(MARCH, "1", "MWh")
    assert last(bench).change == "空 → 1 MWh"
    bench.set_answer(MARCH, "", standing="none")
    assert last(bench).change == "1 MWh → 无"


def test_a_choice_is_said_in_its_words(bench: Workbench) -> None:
    row = bench.add_row("fuel")
    assert last(bench).what == f"加行 {row}"
    bench.set_answer(Place("fuel.kind", row), "diesel")
    assert last(bench).change == "空 → 柴油"


def test_a_pasted_block_is_one_line_with_its_count(bench: Workbench) -> None:
    bench.set_answers(
        {replace(MARCH, period=f"2025-{month:02d}"): Answer("1", "MWh") for month in range(1, 13)}
    )
    told = last(bench)
    assert (told.what, told.change) == ("电网购电（不含绿电交易）", "12 格")


def test_undoing_says_what_was_undone(bench: Workbench) -> None:
    bench.set_answer(MARCH, "62", "MWh")
    bench.undo()
    assert (last(bench).what, last(bench).change) == (
        "撤销：2025年3月 · 电网购电（不含绿电交易）",
        "62 MWh → 空",
    )


def test_the_first_edit_makes_the_project(bench: Workbench) -> None:
    assert Teller(CATALOGUE, bench.project, "zh").edit(bench.file.edit(1)).what == "新建项目"


def test_tying_evidence_to_a_cell_is_not_a_change_of_its_value(bench: Workbench, tmp_path: Path) -> None:
    bill = tmp_path / "bill.txt"
    bill.write_text("bill", encoding="utf-8")
    bench.set_answer(MARCH, "1", "MWh")
    number = bench.add_evidence(bill, title="三月电费单")
    assert last(bench).what == "附证据 E-001 三月电费单"
    bench.set_answer(MARCH, "1", "MWh", evidence=(Cite(number),))
    assert (last(bench).what, last(bench).change) == ("2025年3月 · 电网购电（不含绿电交易）：证据", "E-001")


def test_the_audit_trail_has_a_line_for_each_change_and_no_formula(bench: Workbench, tmp_path: Path) -> None:
    bench.set_answer(MARCH, "=3*40+5", "MWh")
    to = write_audit(bench, "zh", tmp_path / "audit.csv")
    with to.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0][:4] == ["序号", "时间（UTC）", "谁", "编辑"]
    assert len(lines) - 1 == sum(len(record.edit.changes) for record in bench.file.edits())
    assert lines[-1][5:7] == ["空", "'=3*40+5 MWh"]
    assert lines[-1][7] == list(bench.file.edits())[-1].digest


def test_a_place_that_cannot_be_written_to_is_said(bench: Workbench, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        write_audit(bench, "zh", tmp_path / "no" / "audit.csv")
    assert "audit.csv" in refused.value.words.zh


def test_a_class_and_a_recorded_uncertainty_are_said_in_words(bench: Workbench) -> None:
    bench.set_answer(MARCH, "1", "MWh")
    choose(bench, MARCH, "power.05s")
    told = last(bench)
    assert (told.what, told.change) == ("电网购电（不含绿电交易）：来源等级", "通常 → 0.5S 级电能表 ±1 %")
    choose(bench, MARCH, USUAL)
    assert last(bench).change == "0.5S 级电能表 ±1 % → 通常"
    total = {"low_percent": "6.30", "high_percent": "6.31"}
    bench.set_setting("uncertainty:2025", json.dumps({"year": "2025", "total": total}))
    told = last(bench)
    assert (told.what, told.change) == ("2025年不确定性评估", "— → ±6.3 %")


def test_a_confirmed_doubt_says_which_and_why(tmp_path: Path) -> None:
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    made = create(CATALOGUE, tmp_path / "s.zcd", "", answers.years, (), answers)
    with made.file:
        key, finding = next(iter(confirming.doubts(CATALOGUE, made.project).items()))
        changes = [SettingChange(key, made.project.settings.get(key), ": read from the bill")]
        made.commit("", changes)
        told = last(made)
        said = made.say(finding).zh.partition("。")[0]
        assert told.what == f"确认存疑 · {said}"
        assert told.change == "read from the bill"
        made.commit("", [SettingChange("confirmed:gone:power.grid@2025-03", None, "lin")])
        assert last(made).what == "确认存疑 · 2025年3月 · 电网购电（不含绿电交易）"
