"""Parts of a whole are never sent to it unasked; figures far from what stands are told on their row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE
from zcdesk.domain.answer import Answer, Place
from zcdesk.workbench.bring import create
from zcdesk.workbench.intake import incoming
from zcdesk.workbench.intake.import_session import choices, map_lines
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.preview.taking import Preview
from zcdesk.workbench.tables.mapping import Looked, look, opened
from zcdesk.workbench.tables.parts import is_part
from zcdesk.workbench.workbench import Workbench, pin_of


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A plant with electricity in January and February 2025, and a boiler in workshop A."""
    pins = [pin_of(CATALOGUE, "cn.machinery")]
    workbench = create(CATALOGUE, tmp_path / "p.zcd", "t", ["2024", "2025"], pins, None)
    with workbench.file:
        workbench.set_answers(
            {Place("power.grid", "", "2025-01"): Answer("1124", "MWh"),
             Place("power.grid", "", "2025-02"): Answer("1020", "MWh")}
        )  # fmt: skip
        yield workbench


def looked(bench: Workbench, table: str) -> Looked:
    return look(bench, opened(table.encode(), Options()), Options(year="2025"))


def preview(bench: Workbench, table: str, **options: object) -> Preview:
    told = Options(year="2025", **options)  # type: ignore[arg-type]
    return incoming.preview(incoming.by_id("table"), bench, table.encode(), "t.csv", told)


def goes(found: Looked) -> dict[str, str]:
    return {
        " ".join(each.series.names): each.target.quantity.id if each.target else ""
        for each in found.proposals
    }


@pytest.mark.parametrize(
    "name",
    ["其中：办公用电", "办公用电", "一车间用电量", "2#线用电", "照明用电", "生活用电", "车间分表电量", "峰电量",
     "of which electricity", "Workshop electricity", "1号炉电量"],
)  # fmt: skip
def test_a_part_is_not_chosen_and_says_of_what_it_seems_one(bench: Workbench, name: str) -> None:
    found = looked(bench, f"项目,单位,1月,2月\n{name},MWh,13.2,12.9\n")
    assert goes(found) == {name: ""}
    (proposal,) = found.proposals
    assert proposal.like is not None
    assert proposal.like.quantity.id == "power.grid"
    (line,) = map_lines(found, "zh")
    assert line.doubt == f"像是其中一部分，没有预选：{proposal.like.words.zh}"
    first = choices(proposal, found.targets, "zh")[0][0]
    assert first == "power.grid|"  # offered first, where one looks for it


def test_the_whole_beside_its_parts_is_chosen(bench: Workbench) -> None:
    found = looked(
        bench, "项目,单位,1月,2月\n其中：办公用电,MWh,13,12\n全厂用电量,MWh,1124,1020\n一车间,MWh,700,600\n"
    )
    assert goes(found) == {"其中：办公用电": "", "全厂用电量": "power.grid", "一车间": ""}


def test_what_is_asked_of_the_part_itself_is_no_part() -> None:
    assert is_part(CATALOGUE, ("一车间天然气",), ("F01", "天然气"))
    assert not is_part(CATALOGUE, ("一车间天然气",), ("F01", "天然气", "一车间锅炉"))
    assert not is_part(CATALOGUE, ("其中：一车间天然气",), ("F01", "天然气", "一车间锅炉"))
    assert not is_part(CATALOGUE, ("0#柴油",), ("F02", "柴油"))
    assert not is_part(CATALOGUE, ("各车间合计用电",), ("电",))
    assert not is_part(CATALOGUE, ("总进线电量",), ("电",))
    assert is_part(CATALOGUE, ("办公楼总表电量",), ("电",))
    assert is_part(CATALOGUE, ("全厂照明用电",), ("电",))


def test_a_figure_far_from_what_stands_is_told_on_its_row(bench: Workbench) -> None:
    found = preview(bench, "项目,单位,1月,2月\n外购电力,MWh,13.2,1000\n")
    assert [each.state for each in found.cells] == ["changed", "changed"]
    said = [None if (doubt := found.doubt(each)) is None else doubt.zh for each in found.cells]
    assert said == ["只有现在的 1/85", None]  # 1124 / 13.2 = 85.15
    assert any("1 处和现在的数差 5 倍以上" in each.zh for each in found.notes)


def test_ten_times_is_told_with_the_unit_that_would_settle_it(bench: Workbench) -> None:
    found = looked(bench, "项目,单位,1月,2月\n外购电力,万kWh,1124,1020\n")
    (line,) = map_lines(found, "zh")
    assert (line.doubt, line.fix) == ("现有数的 10 倍，像是 MWh", "MWh")


def test_zero_in_place_of_a_figure_is_told(bench: Workbench) -> None:
    found = preview(bench, "项目,单位,1月,2月\n外购电力,MWh,0,1000\n")
    assert found.doubt(found.cells[0]) is not None


def test_figures_that_are_kept_or_added_are_not_compared(bench: Workbench) -> None:
    table = "项目,单位,1月,2月\n外购电力,MWh,13.2,1000\n"
    assert not preview(bench, table, overlap="keep").doubts
    assert not preview(bench, table, overlap="add").doubts
