"""The carbon balance on the screen: offered where carbon passes through, its open end named, no unknown as none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.calc.test_carbon_closure import YEAR, steel
from tests.workbench.test_results_view import CATALOGUE
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import AnswerChange, RowChange
from zcdesk.workbench.bring import create
from zcdesk.workbench.results.carbon_chart import carbon_balance, has_carbon
from zcdesk.workbench.results.results_charts import chart
from zcdesk.workbench.workbench import Workbench, pin_of


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    held = steel(ledger="6200")
    pins = (pin_of(CATALOGUE, "cn.steel", "2013"),)
    made = create(CATALOGUE, tmp_path / "c.zcd", "lin", held.years, pins, None)
    with made.file:
        made.commit("rows", [RowChange(id_, None, row) for id_, row in held.rows.items()])
        made.commit("answers", [AnswerChange(place, None, answer) for place, answer in held.answers.items()])
        yield made


def test_the_open_end_is_said_and_drawn(bench: Workbench) -> None:
    found = carbon_balance(bench, YEAR, "zh")
    assert found.fact == "未解释 24 tC（1.42 %）"  # 200 t of limestone * 0.440 tCO2/t * 12/44
    assert found.rows[-1] == ("差额", "没有解释的碳", "24.00", "tC")
    assert found.chart is not None
    assert found.chart.open == (found.chart.nodes[-1][0],)
    assert carbon_balance(bench, YEAR, "en").fact == "24 tC (1.42 %) unexplained"


def test_it_is_one_of_the_charts(bench: Workbench) -> None:
    assert has_carbon(bench, YEAR)
    assert chart(bench, "carbon", YEAR, "zh", "location").title == "碳平衡"


def test_more_out_than_in_stands_on_the_side_of_what_comes_in(bench: Workbench) -> None:
    bench.set_answer(Place("steel_flux.by_stock", "P01", YEAR), "5700", "t")
    found = carbon_balance(bench, YEAR, "zh")
    assert found.fact == "去向比带入多 36 tC（2.21 %）"  # 300 t * 0.12 tC/t
    assert found.chart is not None
    (open_,) = found.chart.open
    assert [side for key, _, _, side in found.chart.nodes if key == open_] == ["left"]


def test_a_closed_balance_says_so(bench: Workbench) -> None:
    bench.set_answer(Place("steel_flux.by_stock", "P01", YEAR), "6000", "t")
    found = carbon_balance(bench, YEAR, "zh")
    assert (found.fact, found.chart is not None and found.chart.open) == ("碳的进出相等", ())


def test_a_row_without_a_content_is_named_and_nothing_is_drawn(bench: Workbench) -> None:
    bench.set_answer(Place("steel_input.kind", "P02"), "input_other")
    found = carbon_balance(bench, YEAR, "zh")
    assert (found.fact, found.chart) == ("1 行没有含碳量，合不拢", None)
    assert ("带入", "其他含碳原料（填实测因子）", "方法没有给含碳量", "") in found.rows


def test_fuel_alone_is_no_balance(bench: Workbench) -> None:
    tables = ("steel_flux", "steel_input", "steel_product", "steel_sold")
    rows = [row for row in bench.project.rows.values() if row.table in tables]
    bench.commit("rows", [RowChange(row.id, row, None) for row in rows])
    none = [Place(table) for table in tables] + [Place("steel.electrode", "", YEAR)]
    gone = {place: Answer("", standing="none") for place in none}
    bench.commit("none", [AnswerChange(p, bench.project.answers.get(p), a) for p, a in gone.items()])
    assert not has_carbon(bench, YEAR)
