"""The balance on the screen: offered where there are sub-meters, its open end named, its table the same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.report.test_energy_balance import METHOD, plant
from tests.workbench.test_results_view import CATALOGUE
from zcdesk.domain.answer import Place
from zcdesk.domain.change import AnswerChange, RowChange
from zcdesk.workbench.bring import create
from zcdesk.workbench.results.balance_chart import balance, has_balance
from zcdesk.workbench.results.results_charts import chart
from zcdesk.workbench.workbench import Workbench, pin_of


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    held = plant()
    pins = (pin_of(CATALOGUE, "cn.machinery"), pin_of(CATALOGUE, *METHOD))
    made = create(CATALOGUE, tmp_path / "b.zcd", "lin", held.years, pins, None)
    with made.file:
        made.commit("rows", [RowChange(id_, None, row) for id_, row in held.rows.items()])
        made.commit("answers", [AnswerChange(place, None, answer) for place, answer in held.answers.items()])
        yield made


def test_the_open_end_is_said(bench: Workbench) -> None:
    found = balance(bench, "2023", "zh")
    assert found.fact == "未解释 133 tce（3.8 %）"
    assert found.rows[-1] == ("用途", "未解释的差额", "132.63", "tce")
    assert found.chart is not None
    assert found.chart.open == (found.chart.nodes[-1][0],)
    assert balance(bench, "2023", "en").fact == "133 tce (3.8 %) unexplained"


def test_it_is_one_of_the_charts(bench: Workbench) -> None:
    assert has_balance(bench)
    assert chart(bench, "balance", "2023", "zh", "location").title == balance(bench, "2023", "zh").title


def test_without_sub_meters_there_is_none(bench: Workbench) -> None:
    meters = [row for row in bench.project.rows.values() if row.table == "meter"]
    bench.commit("rows", [RowChange(row.id, row, None) for row in meters])
    assert not has_balance(bench)


def test_an_edit_moves_the_open_end(bench: Workbench) -> None:
    bench.set_answer(Place("meter.amount", "M01", "2023"), "5900", "MWh")
    assert balance(bench, "2023", "zh").fact == "未解释 22 tce（0.6 %）"
