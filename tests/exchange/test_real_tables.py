"""Tables as plants have them: of one month among others, and the statutory form of energy."""

from __future__ import annotations

import pytest

from tests.conftest import CATALOGUE
from tests.exchange.real_tables import BESIDE, LEDGER_OF_FUELS, MONTHLY, PLANT, SECTIONS, STATUTORY
from tests.exchange.tables import UNITS, said, told, xlsx
from zcdesk.exchange.tables import table_in
from zcdesk.exchange.tables.find import blocks
from zcdesk.exchange.tables.report import counts_columns
from zcdesk.exchange.tables.values import figures
from zcdesk.workbench.bring import create
from zcdesk.workbench.intake import incoming
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.preview.taking import Preview
from zcdesk.workbench.workbench import pin_of


@pytest.mark.parametrize("when", ["2025-03-01", "2025年3月", "2025/3月", "2025 年 3 月"])
def test_of_a_monthly_report_only_this_month_is_read(when: str) -> None:
    found = told(said(MONTHLY.format(when=when), "2024"))
    assert found == {
        "发电量 | kWh": {"2025-03": "304895"},
        "供热量 | GJ": {"2025-03": "5901"},
        "耗原煤量 | t": {"2025-03": "374"},
        "其中：发电 | t": {"2025-03": "71.7"},
    }


@pytest.mark.parametrize("text", [SECTIONS, MONTHLY.format(when="")])
def test_this_month_without_a_month_is_not_read_until_it_is_said(text: str) -> None:
    assert told(said(text, "2025")) == {}
    sheet = table_in.read(text.encode()).sheets[0]
    made = blocks(sheet, UNITS, month="2025-04")
    assert not any(each.lacking for each in made)
    assert {period for series in told(figures(sheet, made, UNITS)).values() for period in series} == {
        "2025-04"
    }
    assert blocks(sheet, UNITS)[0].lacking


def test_months_and_sums_of_fuels_beside_each_other() -> None:
    found = said(LEDGER_OF_FUELS)
    assert told(found) == {
        "一分厂 | 原煤 | 购进量 | t": {"2025-03": "500"},
        "一分厂 | 原煤 | 消耗量 | t": {"2025-03": "480"},
        "一分厂 | 柴油 | 消耗量 | t": {"2025-03": "2.5"},
        "二分厂 | 原煤 | 购进量 | t": {"2025-03": "300"},
        "二分厂 | 原煤 | 消耗量 | t": {"2025-03": "310"},
        "二分厂 | 柴油 | 消耗量 | t": {"2025-03": "1.5"},
    }
    assert all(each.agrees for each in found.totals)  # 480 + 310 = 790


def test_a_sheet_called_by_its_month_is_of_that_month() -> None:
    def write(_: object, sheet: object) -> None:
        sheet.name = "2025年3月"  # type: ignore[attr-defined]
        for row, cells in enumerate(
            (["能源", "单位", "用量", "上年同期"], ["电力", "kWh", 5, 4], ["柴油", "t", 2, 1])
        ):
            sheet.write_row(row, 0, cells)  # type: ignore[attr-defined]

    assert told(said(xlsx(write), "2025")) == {
        "电力 | 用量 | kWh": {"2025-03": "5"},
        "柴油 | 用量 | t": {"2025-03": "2"},
    }


def test_the_statutory_form_is_of_the_year_and_its_counting_row_is_no_data() -> None:
    found = told(said(STATUTORY.format(months="1—12")))
    assert found["原煤 | 消费量 | 合计 | t"] == {"2025": "3420"}
    assert found["电力 | 消费量 | 合计 | 万kWh"] == {"2025": "1236.2"}
    assert not any("甲" in key or "单位详细名称" in key for key in found)
    assert {period for series in found.values() for period in series} == {"2025"}


def test_half_a_year_is_neither_a_month_nor_a_year() -> None:
    text = STATUTORY.format(months="1—6")
    assert told(said(text)) == {}
    sheet = table_in.read(text.encode()).sheets[0]
    assert blocks(sheet, UNITS)[0].part == "2025 年 1-6 月"


def _seen(tmp_path, text: str, **told_: str) -> Preview:  # type: ignore[no-untyped-def]
    pins = tuple(pin_of(CATALOGUE, id_) for id_ in ("iso.14064", "cn.energy"))
    bench = create(CATALOGUE, tmp_path / "a.zcd", "lin", ("2025",), pins, None)
    try:
        options = Options(year="2025", told=told_)
        return incoming.preview(incoming.by_id("table"), bench, text.encode(), "a.csv", options)
    finally:
        bench.file.close()


def test_of_the_statutory_form_what_was_used_is_proposed(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Not what was bought, lay in stock or went into a part: column G, once for each energy."""
    cells = [each for each in _seen(tmp_path, STATUTORY.format(months="1—12")).cells if each.state == "new"]
    assert [(each.cell, each.after) for each in cells] == [
        ("G7", "3420 t"), ("G8", "12.6 t"), ("G9", "55.1 t"), ("G10", "11990 GJ"), ("G11", "1236.2 万kWh"),
    ]  # fmt: skip


def test_which_month_is_asked_and_half_a_year_is_told(tmp_path) -> None:  # type: ignore[no-untyped-def]
    seen = _seen(tmp_path, SECTIONS)
    (asked,) = seen.asks
    assert asked.key == "month"
    assert [value for value, _ in asked.options] == [f"2025-{month:02d}" for month in range(1, 13)]
    assert not seen.changes
    (tmp_path / "a.zcd").unlink()
    told_ = _seen(tmp_path, STATUTORY.format(months="1—6")).notes
    assert any("1-6 月”是几个月的合计" in each.zh for each in told_)


def test_what_is_sold_or_made_of_coal_is_not_proposed_as_bought_or_of_the_sun(tmp_path) -> None:  # type: ignore[no-untyped-def]
    cells = _seen(tmp_path, PLANT, month="2025-03").cells
    told_ = {each.cell: (each.place.quantity, each.after) for each in cells if each.state == "new"}
    assert told_ == {
        "E5": ("heat.exported", "590124 GJ"), "E6": ("heat.amount", "12 GJ"), "E7": ("fuel.amount", "37401 t"),
        "E10": ("power.grid", "211749.12 kWh"),
    }  # fmt: skip


def test_of_tables_side_by_side_the_days_of_this_year_are_read_and_all_of_them() -> None:
    sheet = table_in.read(BESIDE.encode()).sheets[0]
    found = figures(sheet, blocks(sheet, UNITS), UNITS, "2026")
    told_ = {each.names: [entry.text for entry in each.entries] for each in found.series.values()}
    assert told_ == {("热",): ["30.4", "30.6", "29.3", "28.8"], ("电",): ["9600", "9680", "9440", "9400"]}


def test_an_indented_item_of_a_name_that_is_taken_is_not_added_to_it() -> None:
    text = MONTHLY.format(when="2025年3月").splitlines()
    text[-1:] = [
        "耗水量,吨,017,1,1,1,130002,9",
        "脱硫 耗电量,千瓦时,052,1,1,1,563220,9",
        "        耗水量,吨,053,1,1,1,5157,9",
    ]
    found = told(said("\n".join(text), "2025"))
    assert found["耗水量 | t"] == {"2025-03": "130002"}
    assert found["脱硫 耗电量 | 耗水量 | t"] == {"2025-03": "5157"}


def test_a_row_that_counts_its_columns_counts_in_small_numbers() -> None:
    assert counts_columns(["甲", "乙", "丙", "1", "2", "3"])
    assert not counts_columns(["甲", "乙", *["9" * 5000] * 5])
