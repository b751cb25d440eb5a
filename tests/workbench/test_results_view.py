"""Results of a year for the screen: totals, sources, what stands apart, and charts with their tables."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.domain.answer import Place
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.results.results_charts import CHARTS, chart
from zcdesk.workbench.results.results_view import POWER, VIEWS, Results, results
from zcdesk.workbench.workbench import Workbench, pin_of

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    path = tmp_path_factory.mktemp("results") / "sample.zcd"
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    workbench = create(CATALOGUE, path, "lin", answers.years, (), answers)
    yield workbench
    workbench.file.close()


@pytest.fixture
def editable(tmp_path: Path) -> Iterator[Workbench]:
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    workbench = create(CATALOGUE, tmp_path / "sample.zcd", "lin", answers.years, (), answers)
    yield workbench
    workbench.file.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workbench]:
    pins = [pin_of(CATALOGUE, "cn.machinery"), pin_of(CATALOGUE, "cn.energy")]
    workbench = create(CATALOGUE, tmp_path / "empty.zcd", "lin", ("2025",), pins, None)
    yield workbench
    workbench.file.close()


def told(workbench: Workbench, view: str = "location", year: str = "2025") -> Results:
    found = results(workbench, year, "zh", next(each for each in VIEWS if each == view))
    assert found is not None
    return found


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def test_headline_is_total_scopes_intensity_and_energy(sample: Workbench) -> None:
    amounts = told(sample).amounts
    assert [amount.figure for amount in amounts] == [
        "total.location@2025",
        "scope1.total@2025",
        "scope2.total@2025",
        "total.intensity@2025",
        "energy.total@2025",
    ]
    assert (amounts[0].value, amounts[0].unit) == ("18,162.87", "tCO₂e")
    assert amounts[0].note == "比2024年 −3.0 %（18,733.24）"  # (18,162.87 − 18,733.24) ÷ 18,733.24
    assert amounts[4].note == "等价值 11,054.89"


def test_market_view_takes_the_market_totals(sample: Workbench) -> None:
    found = told(sample, "market")
    assert found.amounts[0].figure == "total.market@2025"
    assert found.amounts[2].note == "位置法 16,765.35"
    assert found.sources[0].figure == "scope2.power_market@2025"


def test_both_views_stand_side_by_side(sample: Workbench) -> None:
    power = told(sample, "both").sources[0]
    assert (power.value, power.other) == ("15,897.05", "10,670.27")
    total = told(sample, "both").sources[-1]
    assert (total.value, total.other) == ("18,162.87", "12,936.09")


def test_sources_are_the_largest_first_and_add_up_to_the_total(sample: Workbench) -> None:
    *sources, total = told(sample).sources
    values = [number(source.value) for source in sources]
    assert values == sorted(values, reverse=True)
    assert total.total
    assert sum(values) == number(total.value)
    assert sources[0].kind == POWER
    assert sources[0].share == "87.5"  # 15,897.05 ÷ 18,162.87


def test_doubtful_source_says_so_until_it_was_explained(editable: Workbench) -> None:
    def marked() -> dict[str, str]:
        return {source.name: source.mark for source in told(editable).sources if source.mark}

    assert marked() == {}
    editable.set_setting("confirmed:jump:fuel.jump:fuel.amount[F04]@2025:5.64", None)
    assert marked() == {"液化石油气": "存疑"}


def test_what_is_not_counted_is_a_line_of_its_own(sample: Workbench) -> None:
    apart = told(sample).apart
    assert "生物质 102.14 tCO₂" in apart
    assert "光伏自发自用电量 5,716.37 MWh 不产生排放" in apart
    assert "没有：电气与制冷设备生产过程" in apart


def test_first_year_has_no_change(sample: Workbench) -> None:
    found = told(sample, year="2019")
    assert found.heads[3] == ""
    assert {source.change for source in found.sources} == {""}


def test_year_that_does_not_follow_names_the_year_it_is_compared_with(sample: Workbench) -> None:
    assert told(sample, year="2024").heads[3] == "比2019年 %"


def test_total_that_waits_for_something_shows_no_number(editable: Workbench) -> None:
    editable.set_answers({Place("fuel.amount", "F01", "2025-03"): None})
    found = told(editable)
    assert found.amounts[0].value == ""
    assert found.amounts[0].missing == 1
    assert found.sources[-1].value == ""
    assert found.sources[-1].mark == "缺 1 项"
    assert {source.share for source in found.sources} == {""}
    assert found.missing == "还差 1 项，合计未计。"
    assert [link.place for link in found.gaps] == [Place("fuel.amount", "F01", "2025-03")]
    assert found.amounts[2].value == "16,765.35"


def test_new_project_says_what_gives_the_first_result(empty: Workbench) -> None:
    found = told(empty)
    assert not found.known
    assert found.missing.startswith("填完电力和燃料就有第一个结果。现在缺 ")
    assert {"fuel", "power"} <= {link.page for link in found.gaps}
    assert not any(amount.value for amount in found.amounts)


def test_nothing_is_drawn_of_an_empty_project(empty: Workbench) -> None:
    assert [chart(empty, id_, "2025", "zh", "location").chart for id_ in CHARTS] == [None] * len(CHARTS)


def test_project_without_inventory_has_no_results(tmp_path: Path) -> None:
    pins = [pin_of(CATALOGUE, "cn.energy")]
    workbench = create(CATALOGUE, tmp_path / "energy.zcd", "lin", ("2025",), pins, None)
    assert results(workbench, "2025", "zh", "location") is None
    workbench.file.close()


def test_months_have_last_year_beside_them_and_a_computed_fact(sample: Workbench) -> None:
    view = chart(sample, "month", "2025", "zh", "location")
    assert view.chart is not None
    assert view.chart.marks is not None
    assert len(view.chart.marks.values) == 12
    assert view.rows[0][-2:] == ("1,331.83", "1,728.62")
    assert "工业生产过程" in view.fact


def test_month_with_a_missing_part_is_a_gap_and_not_a_small_month(editable: Workbench) -> None:
    editable.set_answers({Place("fuel.amount", "F01", "2025-03"): None})
    view = chart(editable, "month", "2025", "zh", "location")
    assert view.chart is not None
    assert [series.values[2] for series in view.chart.series] == [None] * len(view.chart.series)
    assert view.rows[2][-2] == ""
    assert view.fact == "3月不全，未画"


def test_a_month_of_last_year_with_a_missing_part_is_not_drawn_as_a_small_one(editable: Workbench) -> None:
    whole = chart(editable, "month", "2025", "zh", "location")
    editable.set_answers({Place("fuel.amount", "F01", "2024-03"): None})
    view = chart(editable, "month", "2025", "zh", "location")
    assert view.chart is not None
    assert view.chart.marks is not None
    assert [at for at, value in enumerate(view.chart.marks.values) if value is None] == [2]
    assert view.rows[2][-1] == ""
    assert view.rows[3] == whole.rows[3]
    assert view.fact.endswith("；2024年 3月未填全，不画")


def test_a_last_year_without_one_of_the_sources_is_not_drawn(editable: Workbench) -> None:
    before = [each for each in editable.project.answers if each.period.startswith("2024")]
    power = [each for each in before if each.quantity == "power.grid"]
    assert power
    editable.set_answers(dict.fromkeys(power))
    view = chart(editable, "month", "2025", "zh", "location")
    assert view.chart is not None
    assert view.chart.marks is None
    assert "2024年同月" not in view.heads
    assert view.fact.endswith("；2024年未填全，不画")
    years = chart(editable, "years", "2025", "zh", "location")
    assert years.chart is not None
    at = sorted(editable.project.years).index("2024")
    assert [series.values[at] for series in years.chart.series] == [None] * len(years.chart.series)
    assert years.fact == "2024年未填全，不画"


def test_years_are_drawn_with_their_totals(sample: Workbench) -> None:
    view = chart(sample, "years", "2025", "zh", "location")
    assert [row[-1] for row in view.rows] == ["24,728.56", "18,733.24", "18,162.87"]


def test_flow_is_not_drawn_while_the_total_waits(editable: Workbench) -> None:
    editable.set_answers({Place("fuel.amount", "F01", "2025-03"): None})
    assert chart(editable, "flow", "2025", "zh", "location").chart is None


def test_flow_goes_from_energy_to_emissions(sample: Workbench) -> None:
    view = chart(sample, "flow", "2025", "zh", "location")
    assert view.chart is not None
    assert view.rows[0] == ("能源", "电力", "4,304.89", "tce")
    assert ("排放", "净购入电力", "15,897.05", "tCO₂e") in view.rows
    parts = [number(row[2]) for row in view.rows if row[0] == "排放"]
    # each part is rounded by itself to two decimals
    assert abs(sum(parts) - number("18,162.87")) <= Decimal("0.005") * len(parts)


def test_copied_chart_is_plain_numbers_with_tabs(sample: Workbench) -> None:
    lines = chart(sample, "years", "2025", "zh", "location").copied.splitlines()
    assert lines[0].split("\t")[0] == "年份"
    assert lines[-1].split("\t")[-1] == "18162.87"
