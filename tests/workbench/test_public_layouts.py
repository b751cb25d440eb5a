"""Layouts that nobody made for this program, rebuilt small with figures of our own.

Where each was seen is said at its test; no line of those files is here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE
from zcdesk.workbench.bring import create
from zcdesk.workbench.intake import incoming
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.preview.taking import Preview
from zcdesk.workbench.workbench import Workbench, pin_of


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    workbench = create(
        CATALOGUE, tmp_path / "p.zcd", "t", ("2024", "2025"), (pin_of(CATALOGUE, "cn.machinery"),), None
    )
    with workbench.file:
        yield workbench


def seen(bench: Workbench, table: str, encoding: str = "utf-8") -> Preview:
    data = table.encode(encoding)
    assert incoming.reader_of(data, "t.csv").id == "table"
    return incoming.preview(incoming.by_id("table"), bench, data, "t.csv", Options())


def told(preview: Preview) -> dict[str, tuple[str, str]]:
    return {f"{each.words.zh}": (each.state, each.after) for each in preview.cells}


def test_monthly_bills_of_a_californian_utility(bench: Workbench) -> None:
    """PG&E, one line a bill, 37 columns of ids, money, periods of the day and demand; most of them no amounts.

    Seen in the public repository Nik510/Cursor_EverWatt_AI, ``LOS GATOS - USAGE.csv``.
    """
    head = (
        "Billing Name,Site Address,Zip Code,Account #,Meter #,SA ID,NAICS Code,Year of Bill End Date,Bill End Date,"
        "Rate,"
        "Service Provider,Tot Bill Amt (PG&E),Days,Tax Amount ($),On Peak (kWh),Off Peak Usage (kWh),Total Usage (kWh),"
        "Total Usage (Therms),Hours,Max. Max Demand (kW)\n"
    )
    bills = [
        f'PLANT,1 MAIN ST,95000,56{n},101{n},77,332710,2025,{n}/12/2025,B19,CCA,"$1,2{n}0.50",30,$9.50,"2,{n}00",'
        f'"5,{n}00","7,{2 * n}00",0,400,{90 + n}\n'
        for n in range(1, 4)
    ]
    preview = seen(bench, "\ufeff" + head + "".join(bills))
    assert told(preview) == {
        "电网购电（不含绿电交易） · 2025年1月": ("new", "7,200 kWh"),
        "电网购电（不含绿电交易） · 2025年2月": ("new", "7,400 kWh"),
        "电网购电（不含绿电交易） · 2025年3月": ("new", "7,600 kWh"),
    }


def test_a_long_table_of_buildings_whose_units_are_strange(bench: Workbench) -> None:
    """A line for each building, month and kind, days as ``1-Jul-24``; MMBTU and CCF are not taken for anything else.

    Seen in the public repository hydrosquall/yale_energy_data, ``buildings_data_deduplicated.csv`` (67,015 lines).
    """
    lines = [
        f"{n},{1500 + n % 2},1-{'Jan' if n < 20 else 'Feb'}-24,{kind},{unit},{100 + n}\n"
        for n in range(40)
        for kind, unit in (("Electric", "KWH"), ("Steam", "MMBTU"))
    ]
    preview = seen(bench, ",building,date,type,unit,value\n" + "".join(lines))
    assert [ask.key for ask in preview.asks] == ["several"]
    steam = {each.reason.zh for each in preview.cells if each.reason is not None and "蒸汽" in each.words.zh}
    assert steam == {"MMBTU 换算不成 t，选一个单位"}
    options = Options(told={"several": "sum"})
    data = (",building,date,type,unit,value\n" + "".join(lines)).encode()
    summed = incoming.preview(incoming.by_id("table"), bench, data, "t.csv", options)
    power = next(each for each in summed.cells if each.state == "new")
    assert power.words.zh == "电网购电（不含绿电交易） · 2024年1月（20 格相加）"


def test_sectors_of_a_country_are_no_plant(bench: Workbench) -> None:
    """Months down, the sector in a column, energy in Btu: nothing of it answers a question of a plant.

    Seen in the public repository tdpetrou/Learn-Pandas, ``data/energy_consumption.csv`` (figures of the EIA).
    """
    lines = "".join(
        f"2024-{month:02d}-01,{sector},{month}00.5\n"
        for sector in ("residential", "industrial")
        for month in range(1, 13)
    )
    preview = seen(bench, f"date,source,energy (btu)\n{lines}")
    assert not preview.cells
    assert any("没有导入" in note.zh for note in preview.notes)


def test_daily_usage_with_the_account_above_it(bench: Workbench) -> None:
    """Green Button of American utilities: name and account above the heads, a line a day, money with its sign.

    Seen in the public repository ericoc/energytable, ``readme.md`` (PECO), here by the day.
    """
    days = "".join(
        f"Electric usage,2025-0{1 + n // 28}-{1 + n % 28:02d},{n}.5,kWh,$1.20,\n" for n in range(56)
    )
    table = f'Name,WILLIAM\nAddress,"1 MAIN ST, TOWN"\nAccount Number,1776\n\nTYPE,DATE,USAGE,UNITS,COST,NOTES\n{days}'
    preview = seen(bench, table)
    power = [each for each in preview.cells if "电网购电" in each.words.zh]
    assert len(power) == 56
    assert power[0].words.zh.endswith("2025年1月（28 格相加）")


def test_days_of_an_austrian_meter(bench: Workbench) -> None:
    """``Datum;Energiemenge in kWh`` with a decimal comma; seen where exports of Austrian grids are described."""
    days = "".join(f"{day:02d}.01.2025;1{day},345\n" for day in range(1, 31))
    preview = seen(bench, f"Datum;Energiemenge in kWh\n{days}", "cp1252")
    assert any("小数点是逗号" in note.zh for note in preview.notes)
    assert preview.layout is not None
    (line,) = preview.layout["map"]
    assert line["name"].endswith("kWh")


def test_chinese_months_with_units_right_behind_the_names(bench: Workbench) -> None:
    """``月份,用电量kWh,电费元,绿电电量kWh``; seen in tests of public programs for zero-carbon parks."""
    preview = seen(bench, "月份,用电量kWh,电费元,绿电电量kWh\n2025-01,120000,78000,60000\n", "gb18030")
    assert told(preview) == {
        "电网购电（不含绿电交易） · 2025年1月": ("new", "120000 kWh"),
        "电费 · 2025年1月": ("new", "78000 元"),
        "绿电交易电量 · 2025年1月": ("new", "60000 kWh"),
    }
