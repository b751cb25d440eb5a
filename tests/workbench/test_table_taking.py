"""A table of others is mapped, seen, taken as one step, remembered; what was refused comes back and is read again."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import CATALOGUE
from zcdesk.domain.answer import Answer, Place
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.bring import create
from zcdesk.workbench.intake import incoming
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.preview.taking import Preview
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.tables import layouts as table_layouts
from zcdesk.workbench.tables import mapping as table_mapping
from zcdesk.workbench.tables.mapping import look, opened
from zcdesk.workbench.workbench import Workbench, pin_of

TABLE = """恒锐机械2025年能源消耗统计表,,,,,
能源名称,单位,1月,2月,合计,备注
外购电力,万kWh,112.4,84.6,197.0,
管道天然气,万Nm³,1.2,1.3,2.5,
0#柴油,千克,3000,四吨,3000,
折标煤,tce,200,210,410,
合计,,,,,
"""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A plant with diesel (F01) and figures of 2024."""
    workbench = create(
        CATALOGUE, tmp_path / "p.zcd", "t", ["2024", "2025"], [pin_of(CATALOGUE, "cn.machinery")], None
    )
    with workbench.file:
        row = workbench.add_row("fuel", "diesel")
        workbench.set_answers(
            {Place("fuel.amount", row, f"2024-{month:02d}"): Answer("3.1", "t") for month in range(1, 13)}
            | {Place("power.grid", "", f"2024-{month:02d}"): Answer("1100", "MWh") for month in range(1, 13)}
        )
        yield workbench


def seen(bench: Workbench, data: str | bytes, name: str = "t.csv", **options: Any) -> Preview:
    told = Options(**options)
    content = data.encode() if isinstance(data, str) else data
    return incoming.preview(incoming.by_id("table"), bench, content, name, told)


def taken(bench: Workbench, data: str | bytes, **options: Any) -> tuple[int, str]:
    content = data.encode() if isinstance(data, str) else data
    reader = incoming.by_id("table")
    return reader.accept(bench, seen(bench, data, **options), content, "t.csv")


def states(preview: Preview) -> dict[str, str]:
    return {each.cell: each.state for each in preview.cells}


def targets(bench: Workbench, data: str, **options: Any) -> dict[str, str]:
    book = opened(data.encode(), Options(**options))
    return {
        " ".join(each.series.names): f"{each.target.quantity.id}[{each.target.row}] {each.unit}"
        if each.target
        else ""
        for each in look(bench, book, Options(**options)).proposals
    }


def test_names_units_and_rows_that_are_there_make_the_proposal(bench: Workbench) -> None:
    assert targets(bench, TABLE) == {
        "外购电力": "power.grid[] 万kWh",
        "管道天然气": "fuel.amount[+natural_gas] 万Nm3",
        "0#柴油": "fuel.amount[F01] kg",
        "折标煤": "",  # no amount of anything that is asked
    }


def test_each_cell_is_new_changed_same_or_refused_with_its_reason(bench: Workbench) -> None:
    bench.set_answer(Place("power.grid", "", "2025-01"), "1124", "MWh")
    bench.set_answer(Place("power.grid", "", "2025-02"), "800", "MWh")
    found = seen(bench, TABLE)
    assert states(found) == {
        "C3": "same", "D3": "changed", "C4": "new", "D4": "new", "C5": "new", "D5": "refused",
    }  # fmt: skip
    cells = {each.cell: each for each in found.cells}
    assert (cells["D3"].before, cells["D3"].after) == ("800 MWh", "84.6 万kWh")
    assert cells["D5"].reason is not None
    assert "四吨" in cells["D5"].reason.zh
    assert found.rows == ("F02",)
    assert not any("合计" in note.zh and "各格之和" in note.zh for note in found.notes)


def test_a_total_that_does_not_agree_is_said_and_never_taken(bench: Workbench) -> None:
    found = seen(bench, TABLE.replace("197.0", "198.0"))
    assert [note.zh for note in found.notes if "E3" in note.zh] == [
        "E3：合计写的是 198，各格之和是 197，差 1；合计不导入，先查清。"
    ]
    assert len(found.cells) == 6


def test_all_of_it_is_one_step_with_the_file_as_evidence(bench: Workbench) -> None:
    before, steps = bench.project, bench.file.head
    number, evidence = taken(bench, TABLE)
    assert (number, bench.file.head) == (steps + 1, steps + 1)
    held = bench.project.answers[Place("fuel.amount", "F02", "2025-01")]
    assert (held.text, held.unit, [each.evidence for each in held.evidence]) == ("1.2", "万Nm3", [evidence])
    assert bench.file.evidence_bytes(bench.project.evidence[evidence].digest) == TABLE.encode()
    bench.undo()
    assert bench.project.answers == before.answers
    assert bench.project.rows == before.rows


def test_the_rule_for_what_is_there(bench: Workbench) -> None:
    place = Place("power.grid", "", "2025-02")
    for overlap, text in (("keep", "800"), ("add", "=800+846"), ("replace", "84.6")):
        bench.set_answer(place, "800", "MWh")
        taken(bench, TABLE + ("\n" * len(overlap)), overlap=overlap)  # another file each time
        assert bench.project.answers[place].text == text


def test_a_file_taken_before_is_said_and_not_added_again(bench: Workbench) -> None:
    taken(bench, TABLE)
    again = seen(bench, TABLE)
    assert again.notes[1].zh.startswith("这个文件已经在项目里（证据 E-001）")
    assert set(states(again).values()) == {"same", "refused"}
    with pytest.raises(Refused, match="taken_before"):
        seen(bench, TABLE, overlap="add")


def test_refused_rows_come_back_and_are_taken_when_corrected(bench: Workbench) -> None:
    taken(bench, TABLE)
    book = openpyxl.load_workbook(io.BytesIO(incoming.refused_rows(seen(bench, TABLE), "zh")))
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in rows] == ["恒锐机械2025年能源消耗统计表", "能源名称", "0#柴油"]
    assert rows[2][-1] == "D5：“四吨”不是数。"
    sheet["D3"] = "4,000"
    made = io.BytesIO()
    book.save(made)
    corrected = seen(bench, made.getvalue())
    assert states(corrected) == {"C3": "same", "D3": "new"}
    taken(bench, made.getvalue())
    assert bench.project.answers[Place("fuel.amount", "F01", "2025-02")].text == "4,000"


def test_a_unit_that_makes_figures_a_thousand_times_last_years_is_doubted(bench: Workbench) -> None:
    table = "月份,外购电量(MWh)\n2025-01,1124000\n2025-02,1100000\n"
    (proposal,) = look(bench, opened(table.encode(), Options()), Options()).proposals
    assert proposal.doubt is not None
    assert (proposal.fix, proposal.doubt.zh) == ("kWh", "去年的 1000 倍，像是 kWh")


def test_a_unit_that_is_not_there_is_taken_from_the_row_and_said(bench: Workbench) -> None:
    (proposal,) = look(
        bench, opened("月份,外购电量\n2025-01,1124\n".encode(), Options()), Options()
    ).proposals
    assert (proposal.unit, proposal.doubt and proposal.doubt.zh) == ("MWh", "没有写单位，按 MWh 读。")


def test_gas_by_volume_waits_for_the_state_it_is_meant_at(bench: Workbench) -> None:
    table = "2025年\n能源,单位,1月,2月\n天然气,m³,12000,13000\n"
    found = seen(bench, table)
    assert set(states(found).values()) == {"refused"}
    said = [{"name": "天然气 | m3", "quantity": "fuel.amount", "row": "+natural_gas", "unit": "m3(20℃)"}]
    assert set(states(seen(bench, table, told={"map": said})).values()) == {"new"}


def test_days_add_up_to_their_month(bench: Workbench) -> None:
    table = "日期,品种,数量,单位\n2025-01-03,柴油,1200,kg\n2025-01-13,柴油,800,kg\n2025-02-05,柴油,700,kg\n"
    taken(bench, table)
    answers = bench.project.answers
    assert answers[Place("fuel.amount", "F01", "2025-01")].text == "=1200+800"
    assert answers[Place("fuel.amount", "F01", "2025-02")].text == "700"


def test_a_month_that_stands_twice_is_refused_until_it_is_said(bench: Workbench) -> None:
    table = "月份,品种,数量,单位\n2025-01,柴油,1200,kg\n2025-01,柴油,800,kg\n"
    assert set(states(seen(bench, table)).values()) == {"refused"}
    taken(bench, table, told={"several": "last"})
    assert bench.project.answers[Place("fuel.amount", "F01", "2025-01")].text == "800"
    taken(bench, table + "\n", told={"several": "sum"})
    assert bench.project.answers[Place("fuel.amount", "F01", "2025-01")].text == "=1200+800"


def test_columns_sent_to_one_place_add_up(bench: Workbench) -> None:
    table = "月份,峰电量(kWh),谷电量(kWh)\n2025-01,100,50\n"
    told = {"map": [{"name": f"{each}电量 | kWh", "quantity": "power.grid"} for each in "峰谷"]}
    found = seen(bench, table, told=told)
    assert "（2 格相加）" in found.cells[0].words.zh
    taken(bench, table, told=told)
    assert bench.project.answers[Place("power.grid", "", "2025-01")].text == "=100+50"


def test_a_year_that_the_project_does_not_have_is_refused(bench: Workbench) -> None:
    found = seen(bench, TABLE.replace("2025年", "2022年"))
    reasons = {each.reason.zh for each in found.cells if each.reason and each.cell != "D5"}
    assert reasons == {"项目没有 2022 年；有 2024、2025。"}


def test_what_the_program_could_not_use_is_refused(bench: Workbench) -> None:
    (cell,) = seen(bench, "月份,外购电量(kWh)\n2025-01,-5\n").cells
    assert cell.state == "refused"


def test_none_is_none_and_a_dash_is_not_known(bench: Workbench) -> None:
    taken(bench, "月份,光伏发电量(kWh),绿电交易电量(kWh)\n2025-01,无,-\n")
    assert bench.project.answers[Place("power.pv_generated", "", "2025-01")].standing == "none"
    assert Place("power.green_trade", "", "2025-01") not in bench.project.answers


def test_a_layout_is_remembered_by_what_its_heads_say(bench: Workbench, tmp_path: Path) -> None:
    said = [
        {"name": "折标煤 | tce", "quantity": ""},
        {"name": "外购电力 | 万kWh", "quantity": "power.green_trade"},
    ]
    first = look(bench, opened(TABLE.encode(), Options()), Options(told={"map": said}))
    assert table_layouts.remember(tmp_path, first.mark, first.layout())
    next_year = TABLE.replace("2025年", "2024年").replace("恒锐机械", "")
    again = look(bench, opened(next_year.encode(), Options()), Options(folder=tmp_path))
    assert again.kept
    assert again.proposals[0].target is not None
    assert again.proposals[0].target.quantity.id == "power.green_trade"
    assert table_layouts.forget(tmp_path, first.mark)
    assert not look(bench, opened(next_year.encode(), Options()), Options(folder=tmp_path)).kept


def test_a_layout_finds_its_row_by_its_name_in_another_project(bench: Workbench) -> None:
    told = [{"name": "0#柴油 | kg", "quantity": "fuel.amount", "row": "F09", "named": "柴油"}]
    assert targets(bench, TABLE, told={"map": told})["0#柴油"] == "fuel.amount[F01] kg"


@pytest.mark.parametrize(
    "wrong", [{"map": 3}, {"map": [{"name": "a"}]}, {"map": [{"name": "a", "quantity": 1}]}]
)
def test_a_layout_that_is_wrong_is_refused(bench: Workbench, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="layout"):
        seen(bench, TABLE, told={"layout": wrong})


def test_a_memory_that_is_broken_is_no_memory(bench: Workbench, tmp_path: Path) -> None:
    (tmp_path / table_layouts.FILE).write_text('{"layouts": {"x": 3}}', encoding="utf-8")
    assert table_layouts.remembered(tmp_path, "x") is None
    (tmp_path / table_layouts.FILE).write_text("[", encoding="utf-8")
    assert not look(bench, opened(TABLE.encode(), Options()), Options(folder=tmp_path)).kept


def test_every_other_name_stands_for_something_there_is() -> None:
    from zcdesk.workbench.tables.names import others

    vocabulary = CATALOGUE.vocabulary
    for target, names in others(CATALOGUE).items():
        kind, found, option = target.partition(":")
        assert option in vocabulary.lists[kind] if found else target in vocabulary.quantities, target
        assert len(set(names)) == len(names), target


def test_a_long_head_of_brackets_is_compared_at_once() -> None:
    from zcdesk.workbench.tables.names import alike

    assert alike("用量" + "()" * 5000 + "x", ("用电量",)) < 0.5
    assert alike("柴油用量(外购(a))", ("柴油",)) > 0.9


def test_sheets_without_a_table_are_passed_over_and_a_sheet_can_be_named(bench: Workbench) -> None:
    book = openpyxl.Workbook()
    book.active.title = "封面"  # type: ignore[union-attr]
    book.active["A1"] = "能源台账"  # type: ignore[union-attr,index]
    for name, unit in (("电", "kWh"), ("电2", "MWh")):
        sheet = book.create_sheet(name)
        for row in (["月份", f"外购电量({unit})"], ["2025-01", 5], ["2025-02", 6]):
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    assert seen(bench, made.getvalue()).cells[0].where == "电"
    assert seen(bench, made.getvalue(), told={"sheet": "电2"}).cells[0].where == "电2"
    with pytest.raises(Refused, match="no_sheet"):
        seen(bench, made.getvalue(), told={"sheet": "气"})
    with pytest.raises(Refused, match="no_table"):
        seen(bench, made.getvalue(), told={"sheet": "封面"})


def test_of_more_lines_than_anybody_maps_nothing_is_proposed(bench: Workbench) -> None:
    lines = "".join(f"柴油{n},吨,{n},1\n" for n in range(table_mapping.MOST + 50))
    assert not seen(bench, f"2025年\n名称,单位,1月,2月\n{lines}").cells


_TAKER = """
import sys
from pathlib import Path
from tests.conftest import CATALOGUE
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.intake import incoming
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.workbench import Workbench

path, data = Path(sys.argv[1]), Path(sys.argv[2]).read_bytes()
with ProjectFile.open(path, "t") as file:
    bench = Workbench(CATALOGUE, file, "t")
    reader = incoming.by_id("table")
    seen = incoming.preview(reader, bench, data, "t.csv", Options())
    print("ready", flush=True)
    sys.stdin.readline()
    reader.accept(bench, seen, data, "t.csv")
    print("taken", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.slow
def test_killed_while_taking_the_project_is_as_it_was_or_has_all_of_it(tmp_path: Path) -> None:
    path, table = tmp_path / "p.zcd", tmp_path / "t.csv"
    create(CATALOGUE, path, "t", ["2025"], [pin_of(CATALOGUE, "cn.machinery")], None).file.close()
    days = "".join(f"2025-{1 + n % 12:02d}-{1 + n // 12 % 28:02d},柴油,{n}.5,kg\n" for n in range(6000))
    table.write_text(f"日期,品种,数量,单位\n{days}", encoding="utf-8")
    with ProjectFile.open(path, "t") as file:
        before, head = dict(file.project.answers), file.head
    chance = random.Random(0)
    whole = 0
    for at in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", _TAKER, str(path), str(table)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
            env=os.environ | {"PYTHONUTF8": "1"},
        )
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"ready"
        child.stdin.write(b"\n")
        child.stdin.flush()
        time.sleep(chance.uniform(0, 0.004) * at)
        child.kill()
        child.wait()
        child.stdin.close()
        child.stdout.close()
        with ProjectFile.open(path, "t") as file:
            assert file.verify() == ()
            added = {place for place in file.project.answers if place not in before}
            if file.head == head:
                assert dict(file.project.answers) == before
                assert not file.project.evidence
            else:
                assert (file.head, len(file.project.evidence)) == (head + 1, 1)
                assert sum(place.quantity == "fuel.amount" for place in added) == 12
                whole += 1
                break
    assert whole <= 1
