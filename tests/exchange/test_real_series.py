"""Readings as they are really exported: heads of many languages, counters that say kWh, days of the week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.exchange import real_series as real
from tests.exchange import tables
from zcdesk.domain.series import NONE
from zcdesk.exchange.series.series_in import Meter, Readings, looks_like, read
from zcdesk.exchange.series.text import NoReadings
from zcdesk.workbench.intake import incoming


def _sum(meter: Meter) -> Decimal:
    known = [int(each) for each in meter.values if each != NONE]
    return Decimal(sum(known)).scaleb(meter.exponent)


def _asked(found: Readings) -> dict[str, tuple[str, ...]]:
    return {each.key: each.meters for each in found.asks}


def test_registers_beside_each_other_and_what_begins_late() -> None:
    text = real.from_until().encode()
    assert looks_like(text)
    found = read(text, told={"stamp": "begin"})
    assert [each.name for each in found.meters] == [
        "1SAG01 · Offtake Day", "1SAG01 · Injection Day", "7FLO01 · Offtake",
    ]  # fmt: skip
    day, fed, gas = found.meters
    assert (day.kind, day.step, day.reading) == ("import", 15, "energy")
    assert (fed.kind, _sum(fed)) == ("export", Decimal("27.5"))  # 55 quarter hours of 0.5 kWh
    assert _sum(day) == sum((Decimal(n % 7) + Decimal("0.25") for n in range(41, 96)), Decimal(0))
    assert gas.refused is not None  # cubic metres are no kWh
    assert not any(ask.key == "reading" for ask in found.asks)


def test_a_line_a_day_whose_heads_are_intervals() -> None:
    found = read(real.days_across().encode(), "ExportData.csv", {"reading": "energy"})
    (meter,) = found.meters
    assert (meter.start, meter.step, len(meter.values)) == ("2024-09-01T00:00", 15, 30 * 96)
    assert _sum(meter) == 720  # 30 * 96 * 0.25
    assert "stamp" not in _asked(found)  # the head names the begin and the end
    assert _asked(found)["kind"] == (
        "ExportData",
    )  # "export" in the name of a file says nothing of the meter


def test_dates_and_times_in_columns_of_any_name_below_general_data() -> None:
    found = read(real.date_and_hour().encode(), told={"kind": "import"})
    (meter,) = found.meters
    assert (meter.name, meter.reading, meter.step, meter.start) == (
        "000001234567890",
        "power",
        15,
        "2024-09-13T00:00",
    )
    assert len(meter.values) == 192
    assert not found.asks


def test_a_counter_at_rest_is_found_and_asked_about() -> None:
    found = read(real.inverter().encode())
    stand, power, volt = found.meters
    assert [each.name for each in found.meters] == ["Metering.TotWhOut", "GridMs.TotW", "GridMs.PhV.phsA"]
    assert _asked(found)["reading"] == (stand.name,)
    assert (power.reading, "reading" in power.asks) == (
        "power",
        False,
    )  # not by TRIPOWER above the heads: by [W]
    assert volt.refused is not None
    told = read(
        real.inverter().encode(), told={"reading:Metering.TotWhOut": "stand", "kind": "pv", "multiplier": "1"}
    )
    # 500 Wh in each of 144 steps of two days, but for the step after the last reading
    assert _sum(told.meters[0]) == 144
    assert _sum(told.meters[1]) / 12 == 2 * 144 * 6 / Decimal(12)


@pytest.mark.parametrize("bad", ["energy", "stand"])
def test_kilowatt_hours_that_only_go_up_are_asked_about(bad: str) -> None:
    text = real.stands_in_kwh().encode()
    found = read(text)
    assert _asked(found)["reading"] == ("Import T1 kWh", "Import T2 kWh", "Export T2 kWh")
    assert [value for value, _ in found.asks[0].options] == ["power", "energy", "stand"]
    told = read(text, told={"reading": bad, "multiplier": "1"})
    expected = {"stand": Decimal("23.75"), "energy": 96 * 8350 + Decimal(95 * 96) / 8}  # 95 steps of 0.25
    assert _sum(told.meters[0]) == expected[bad]


def test_sums_of_the_day_so_far_are_asked_about_too() -> None:
    def text(shape: Callable[[int], int]) -> bytes:
        times = [(day, hour) for day in range(1, 6) for hour in range(24)]
        lines = "".join(f"2025-06-{day:02d} {hour:02d}:00,{shape(hour)}\n" for day, hour in times)
        return f"时间,光伏日发电量(kWh)\n{lines}".encode()

    assert _asked(read(text(lambda hour: max(0, min(hour - 5, 12)) * 2)))["reading"]
    assert "reading" not in _asked(read(text(lambda hour: max(0, 6 - abs(hour - 12)) * 2)))


def test_american_dates_and_a_unit_beside_each_column() -> None:
    found = read(real.each_its_unit().encode(), told={"kind": "import", "stamp": "begin"})
    hours, quarters = found.meters
    assert (hours.step, _sum(hours)) == (60, 48)
    assert (quarters.step, _sum(quarters)) == (15, 48)


def test_a_code_tells_counters_apart_and_a_time_in_seconds_is_no_reading() -> None:
    found = read(real.factor().encode(), told={"kind": "import", "reading": "stand"})
    assert [each.name for each in found.meters] == ["871700000000000000 · ellm", "871700000000000000 · eltm"]
    assert _sum(found.meters[0]) == Decimal("99.75")  # 399 steps of 250 thousandths
    assert not any(each.key == "multiplier" for each in found.asks)


def test_the_day_of_the_week_is_no_meter() -> None:
    found = read(real.steel().encode(), "steel.csv", {"kind": "import"})
    assert [each.name for each in found.meters if each.refused is None] == ["Usage_kWh", "NSM"]
    use = found.meters[0]
    assert (use.step, len(use.values), use.start) == (15, 30 * 96, "2018-01-01T00:00")
    assert not use.asks


def test_dates_that_a_spreadsheet_mixed_up_are_refused() -> None:
    with pytest.raises(NoReadings) as bad:
        read(real.steel(mixed=True).encode())
    assert "两种写法" in bad.value.words.zh


def test_a_load_of_a_region_in_gb18030() -> None:
    (meter,) = read(real.region(), told={"kind": "load", "stamp": "begin"}).meters
    assert (meter.name, meter.reading, len(meter.values)) == ("总有功功率", "power", 192)
    assert _sum(meter) == 192 * Decimal("244033.7682") - sum(range(192))


def test_money_temperature_and_gas_are_no_electricity() -> None:
    lines = "".join(f"2025-01-01 {hour:02d}:00,{hour},1.5,0.5,12,3\n" for hour in range(24))
    found = read(f"time,Usage kWh,Price (EUR),电费,buitentemperatuur,gas usage\n{lines}".encode())
    assert [each.name for each in found.meters if each.refused is None] == ["Usage kWh"]


def _metered(_: Any, sheet: Any) -> None:
    """Some facts, and below them a year of quarters of an hour: larger than what is looked at first."""
    sheet.write_row(0, 0, ["户号", "3200000000001"])
    sheet.write_row(1, 0, ["开始日期", "2025-01-01"])
    sheet.write_row(3, 0, ["电表资产号", "日期", "时间", "有功功率 (kW)", "状态"])
    for n in range(96 * 40):
        at = datetime(2025, 1, 1) + timedelta(minutes=15 * (n + 1))  # noqa: DTZ001
        sheet.write_row(
            4 + n, 0, ["000001234567", f"{at:%Y/%m/%d}", f"{at:%H:%M}", (n * 37 % 997) / 8, "正常"]
        )


def test_a_workbook_of_readings_is_known_for_one() -> None:
    data = tables.xlsx(_metered)
    assert len(data) > 1 << 16
    assert incoming.reader_of(data, "a.xlsx").id == "series"
    monthly = tables.xlsx(
        lambda _, sheet: [sheet.write_row(n, 0, [f"2025-{n + 1:02d}", n + 0.5]) for n in range(12)]
    )
    assert incoming.reader_of(monthly, "a.xlsx").id == "table"
