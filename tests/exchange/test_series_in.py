"""Readings of meters: each layout, each clock, each trap of counters, with what is told and what is asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from zcdesk.domain.series import NONE
from zcdesk.exchange.series import series_fields, series_workbook
from zcdesk.exchange.series.series_in import Meter, Readings, looks_like, read
from zcdesk.exchange.series.text import NoReadings

QUARTERS = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(0, 1440, 15)]


def moments(first: str, count: int, step: int = 15) -> list[str]:
    at = datetime.fromisoformat(first)
    return [(at + timedelta(minutes=step * n)).strftime("%Y-%m-%d %H:%M") for n in range(count)]


def long(rows: list[tuple[str, str]], head: str = "时间,电量(kWh)") -> bytes:
    return "\n".join([head, *(f"{at},{value}" for at, value in rows)]).encode()


def day(value: str = "1") -> list[tuple[str, str]]:
    return [(at, value) for at in moments("2024-03-01T00:00", 96)]


def one(data: bytes, name: str = "", **told: str) -> Meter:
    (meter,) = read(data, name, {"kind": "load"} | told).meters
    return meter


def codes(meter: Meter) -> dict[str, int]:
    return {each.code: each.count for each in meter.problems}


def asked(found: Readings) -> set[str]:
    return {each.key for each in found.asks}


def total(meter: Meter) -> Decimal:
    return Decimal(int(meter.values[meter.values != NONE].sum())).scaleb(meter.exponent)


# layouts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_load_curve_of_the_grid_company_is_read_a_line_a_day(encoding: str) -> None:
    head = ["用户编号", "用户名称", "数据日期", "数据项", *QUARTERS]
    lines = [",".join(head)]
    for number, item in enumerate(("有功功率(kW)", "无功功率(kvar)")):
        for date in ("2024-01-01", "2024-01-02"):
            lines.append(",".join(["0101", "宏达机械", date, item, *[f"{100 + number}.5"] * 96]))
    found = read(("某某公司负荷曲线\n" + "\n".join(lines) + "\n").encode(encoding), "", {"kind": "import"})
    power, reactive = found.meters
    assert (power.name, power.title) == ("0101 · 有功功率(kW)", "宏达机械")
    assert (power.reading, power.step, power.start, len(power.values)) == (
        "power",
        15,
        "2024-01-01T00:00",
        192,
    )
    assert (power.exponent, set(power.values.tolist())) == (-1, {1005})
    assert reactive.refused is not None
    assert "每天一行" in found.notes[0].zh
    assert asked(found) == set()


def test_numbered_intervals_need_no_clock() -> None:
    lines = [",".join(["表号", "日期", *[f"P{n}" for n in range(1, 97)]])]
    lines.append(",".join(["A1", "20240101", *map(str, range(96))]))
    meter = one("\n".join(lines).encode(), reading="energy")
    assert (meter.start, meter.values[:3].tolist()) == ("2024-01-01T00:00", [0, 1, 2])


def test_many_meters_stand_in_one_file_in_rows_and_in_columns() -> None:
    rows = [
        f"{at},{meter},{n}.25" for n, at in enumerate(moments("2024-03-01T00:00", 96)) for meter in ("B", "A")
    ]
    found = read("\n".join(["timestamp,meter,kWh", *rows]).encode(), "", {"kind": "load"})
    assert [meter.name for meter in found.meters] == ["B", "A"]
    assert found.meters[1].values[:2].tolist() == [25, 125]
    rows = [f"{at},{n},{2 * n}" for n, at in enumerate(moments("2024-03-01T00:00", 96))]
    found = read("\n".join(["时间,关口 正向有功电量(kWh),屋顶光伏 发电量(kWh)", *rows]).encode())
    assert [(meter.kind, total(meter)) for meter in found.meters] == [
        ("import", 4560),
        ("pv", 9120),
    ]  # 0 + … + 95


def test_units_are_powers_of_ten_of_a_kilowatt() -> None:
    for unit, factor in (("Wh", "0.001"), ("MWh", "1000"), ("万kWh", "10000"), ("kWh", "1")):
        meter = one(long(day("1.25"), f"时间,电量({unit})"))
        assert total(meter) == 96 * Decimal("1.25") * Decimal(factor)


def test_a_column_that_begins_with_nothing_is_read() -> None:
    rows = [(at, "" if n < 96 else "2") for n, at in enumerate(moments("2024-03-01T00:00", 192))]
    meter = one(long(rows))
    assert (total(meter), len(meter.values)) == (192, 192)
    assert [(each.code, each.first, each.count) for each in meter.problems] == [
        ("gap", "2024-03-01T00:00", 96)
    ]


def test_a_decimal_comma_and_quoted_thousands_are_numbers() -> None:
    plain = "\n".join(["Zeit;kWh", *(f"{at};1.234,5" for at in moments("2024-03-01T00:00", 96))])
    assert total(one(plain.replace("1.234,5", "1234,5").encode())) == 96 * Decimal("1234.5")
    quoted = "\n".join(["time,kWh", *(f'"{at}","1,234.5"' for at in moments("2024-03-01T00:00", 96))])
    assert total(one(quoted.encode())) == 96 * Decimal("1234.5")


@given(
    st.lists(
        st.decimals(-(10**9), 10**9, allow_nan=False, places=4) | st.integers(-(10**15), 10**15), min_size=1
    )
)
def test_numbers_are_those_written_to_the_digit(numbers: list[Decimal | int]) -> None:
    data = "\n".join(f"{number},x" for number in numbers).encode()
    fields = series_fields.cut(data, 0, ",", 2)
    assert fields is not None
    found = series_fields.decimals(fields, 0)
    read_back = [Decimal(int(d)).scaleb(-int(p)) for d, p in zip(found.digits, found.places, strict=True)]
    assert read_back == [Decimal(number) for number in numbers]


@given(
    st.lists(
        st.text(st.characters(exclude_characters='\r\n,"', exclude_categories=["Cs", "Z", "C"]), max_size=9)
    )
)
def test_texts_are_told_apart(texts: list[str]) -> None:
    data = "".join(f"{text},\n" for text in texts).encode()
    fields = series_fields.cut(data, 0, ",", 2)
    assert fields is not None
    rank, found = series_fields.factored(fields, 0)
    assert [found[each] for each in rank] == texts


# layouts of public data sets, as their files begin


def test_the_household_of_sceaux_is_read() -> None:
    """UCI 235, Individual household electric power consumption: minutes, semicolons, a question mark where none is."""
    values = "4.216;0.418;234.84;18.4"
    head = "Date;Time;Global_active_power;Global_reactive_power;Voltage;Global_intensity"
    lines = [
        f"{16 + n // 1440}/12/2006;{n // 60 % 24:02d}:{n % 60:02d}:00;" + ("?;?;?;?" if n == 1500 else values)
        for n in range(2880)
    ]
    found = read("\n".join([head, *lines]).encode(), "", {"kind": "load"})
    power, *others = found.meters
    assert (power.name, power.reading, power.step, power.start) == (
        "Global_active_power",
        "power",
        1,
        "2006-12-16T00:00",
    )
    assert codes(power) == {"unit": 2879, "gap": 1, "stuck": 1500}
    assert all(each.refused is not None for each in others)


def test_the_smart_meters_of_london_are_read() -> None:
    """London Data Store, SmartMeter Energy Consumption Data: half hours of many households, one after the other."""
    head = "LCLid,stdorToU,DateTime,KWH/hh (per half hour) "
    lines = [
        f"{id_},Std,{at}:00.0000000, {0.1 * (1 + n % 9):.3f} "
        for id_ in ("MAC000002", "MAC000003") for n, at in enumerate(moments("2012-10-12T00:00", 96, 30))
    ]  # fmt: skip
    found = read("\r\n".join([head, *lines]).encode(), "", {"kind": "load"})
    assert [(each.name, each.reading, each.step, len(each.values)) for each in found.meters] == [
        ("MAC000002", "energy", 30, 96), ("MAC000003", "energy", 30, 96)
    ]  # fmt: skip


def test_the_industrial_sites_of_konstanz_are_read() -> None:
    """Open Power System Data, household data: counters of several meters side by side, times in UTC."""
    head = (
        "utc_timestamp,cet_cest_timestamp,DE_KN_industrial1_grid_import,DE_KN_industrial1_pv_1,interpolated"
    )
    lines = [
        f"{at.replace(' ', 'T')}:00Z,{at.replace(' ', 'T')}:00+0100,{100 + n * 2},{n * 0.25:.2f},"
        for n, at in enumerate(moments("2015-10-08T00:00", 97))
    ]
    found = read("\n".join([head, *lines]).encode(), "", {"reading": "stand", "multiplier": "1"})
    assert [(each.kind, total(each)) for each in found.meters] == [("import", 192), ("pv", 24)]
    assert any("UTC+00:00" in note.en for note in found.notes)


def test_a_sheet_of_a_workbook_is_read(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "m.xlsx")
    book.add_worksheet("说明").write(0, 0, "负荷数据")
    sheet = book.add_worksheet("读数")
    sheet.write_row(0, 0, ["时间", "有功功率(kW)"])
    stamp = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for n, at in enumerate(moments("2024-03-01T00:00", 96)):
        sheet.write_datetime(n + 1, 0, datetime.fromisoformat(at), stamp)
        sheet.write_number(n + 1, 1, 0.25 * n)
    book.close()
    meter = one(series_workbook.text_of((tmp_path / "m.xlsx").read_bytes()))
    assert (meter.reading, meter.start, meter.values[:3].tolist(), meter.exponent) == (
        "power", "2024-03-01T00:00", [0, 25, 50], -2
    )  # fmt: skip
    with pytest.raises(NoReadings):
        series_workbook.text_of(b"PK\x03\x04rest")


# clocks


def test_times_at_the_end_of_intervals_are_told_by_the_first_and_last() -> None:
    rows = [(at, "1") for at in moments("2024-03-01T00:15", 96)]
    assert one(long(rows)).start == "2024-03-01T00:00"
    assert "时刻按时段的结束读。" in [note.zh for note in read(long(rows), "", {"kind": "load"}).notes]
    assert "时刻按时段的开始读。" in [note.zh for note in read(long(day()), "", {"kind": "load"}).notes]
    rows[-1] = ("2024-03-01 24:00", "1")
    found = read(long(rows), "", {"kind": "load"})
    assert (found.meters[0].start, len(found.meters[0].values)) == ("2024-03-01T00:00", 96)
    assert any("24:00" in note.zh for note in found.notes)


def test_an_unclear_convention_is_asked() -> None:
    rows = [(at, "1") for at in moments("2024-03-01T08:00", 96)]
    found = read(long(rows), "", {"kind": "load"})
    assert asked(found) == {"stamp"}
    assert found.meters[0].asks == ("stamp",)
    assert one(long(rows), stamp="end").start == "2024-03-01T07:45"


def test_day_and_month_that_cannot_be_told_apart_are_asked() -> None:
    rows = [(f"03/04/2024 {clock}", "1") for clock in QUARTERS]
    assert asked(read(long(rows))) == {"dates"}
    assert one(long(rows), dates="dmy").start == "2024-04-03T00:00"
    assert one(long(rows), dates="mdy").start == "2024-03-04T00:00"


def summer() -> list[tuple[str, str]]:
    """Half hours of a year by a clock of Central Europe, which goes forward on 31 March and back on 27 October."""
    found = []
    at = datetime(2024, 1, 1)  # noqa: DTZ001
    for n in range(366 * 48):
        standard = at + timedelta(minutes=30 * n)
        ahead = datetime(2024, 3, 31, 2) <= standard < datetime(2024, 10, 27, 2)  # noqa: DTZ001
        found.append(((standard + timedelta(hours=int(ahead))).strftime("%Y-%m-%d %H:%M"), "0.5"))
    return found


def test_a_clock_with_summer_time_is_asked_about_and_then_straightened() -> None:
    data = long(summer())
    assert asked(read(data, "", {"kind": "load"})) == {"clock"}
    meter = one(data, clock="summer")
    assert (len(meter.values), codes(meter).get("gap")) == (366 * 48, None)
    assert "clock" in codes(meter)
    assert total(meter) == 366 * 24
    fixed = one(data, clock="fixed")
    assert (codes(fixed)["gap"], codes(fixed)["twice"]) == (2, 2)


def test_times_with_their_offset_need_no_question() -> None:
    rows = []
    for n in range(366 * 48):
        at = datetime(2024, 1, 1) + timedelta(minutes=30 * n)  # noqa: DTZ001
        ahead = datetime(2024, 3, 31, 2) <= at < datetime(2024, 10, 27, 2)  # noqa: DTZ001
        said = at + timedelta(hours=int(ahead))
        rows.append((f"{said:%Y-%m-%dT%H:%M:%S}{'+02:00' if ahead else '+01:00'}", "1"))
    meter = one(long(rows))
    assert (meter.start, len(meter.values), codes(meter).get("gap")) == ("2024-01-01T00:00", 366 * 48, None)


# counters


def stands(values: list[object], head: str = "时间,示数(kWh),倍率", by: str = "1") -> bytes:
    at = moments("2024-03-01T00:00", len(values))
    return "\n".join(
        [head, *(f"{when},{value},{by}" for when, value in zip(at, values, strict=True))]
    ).encode()


def test_the_steps_between_stands_are_multiplied() -> None:
    meter = one(stands([f"{100 + n * 0.25:.2f}" for n in range(97)], by="400"))
    assert (meter.reading, len(meter.values), total(meter)) == ("energy", 96, 24 * 400)


def test_a_multiplier_that_is_not_said_is_asked() -> None:
    data = long([(at, str(n)) for n, at in enumerate(moments("2024-03-01T00:00", 97))], "时间,示数")
    assert asked(read(data, "", {"kind": "load"})) == {"multiplier"}
    assert total(one(data, multiplier="60")) == 96 * 60
    # power beside a multiplier: may hold it already
    assert asked(read(stands(["1"] * 96, "时间,功率(kW),倍率", "80"), "", {"kind": "load"})) == {"multiplier"}


def test_a_full_counter_begins_anew_and_a_new_one_does_not() -> None:
    full = one(stands([*range(9952, 10000), *range(49)]))
    assert (total(full), codes(full)) == (96, {"rollover": 1})
    new = one(stands([*range(5000, 5048), *range(49)]))
    assert (total(new), codes(new)) == (95, {"reset": 1, "gap": 1})


def test_missing_stands_are_a_gap_unless_they_are_bridged() -> None:
    values: list[object] = [*range(0, 970, 10)]
    values[10:13] = ["", "--", "null"]
    assert codes(one(stands(values))) == {"gap": 4}
    bridged = one(stands(values), bridge="even")
    assert (total(bridged), codes(bridged)) == (960, {"bridged": 3})


# what is found


def test_gaps_duplicates_and_doubts_are_listed_with_their_place() -> None:
    rows = [(at, f"{50 + n % 7}") for n, at in enumerate(moments("2024-03-01T00:00", 960))]
    rows[40] = (rows[40][0], "9999")  # a peak
    rows[50] = (rows[50][0], "-3")
    rows[60] = (rows[60][0], "坏")
    lines = [
        *rows[:100],
        *rows[104:],
        rows[200],
        (rows[300][0], "1"),
        ("2024-03-01 00:07", "1"),
        ("垃圾", "1"),
    ]
    found = read(long(lines), "", {"kind": "load"})
    (meter,) = found.meters
    assert codes(meter) == {
        "odd": 1, "aside": 1, "twice": 1, "differ": 1, "gap": 1, "negative": 1, "spike": 1
    }  # fmt: skip
    gaps = [(each.first, each.last, each.count) for each in meter.problems if each.code == "gap"]
    assert gaps == [
        ("2024-03-01T15:00", "2024-03-01T15:15", 1),
        ("2024-03-02T01:00", "2024-03-02T02:00", 4),
        ("2024-03-04T03:00", "2024-03-04T03:15", 1),
    ]
    assert any("时间读不出来" in note.zh for note in found.notes)
    assert all("{" not in each.words.zh + each.words.en for each in meter.problems)


def test_a_meter_that_stands_still_is_doubted() -> None:
    rows = [
        (at, "7" if 100 <= n < 200 else f"{n % 5}") for n, at in enumerate(moments("2024-03-01T00:00", 960))
    ]
    assert codes(one(long(rows))) == {"stuck": 100}


def test_what_cannot_be_told_is_asked_of_each_meter() -> None:
    data = "\n".join(
        ["time,meter,value", *(f"{at},{m},1" for at in moments("2024-03-01T00:00", 96) for m in "ab")]
    )
    found = read(data.encode())
    assert {(each.key, each.meters) for each in found.asks} == {("reading", ("a", "b")), ("kind", ("a", "b"))}
    found = read(data.encode(), "", {"reading": "energy", "kind:a": "pv", "kind": "load"})
    assert [(meter.kind, meter.asks) for meter in found.meters] == [("pv", ()), ("load", ())]


def test_binary_tails_are_cut_and_that_is_told() -> None:
    rows = day("0.30000000000000004")
    rows[0] = (rows[0][0], "123456")
    meter = one(long(rows))
    assert "cut" in codes(meter)
    assert abs(total(meter) - (123456 + 95 * Decimal("0.3"))) < Decimal("1e-9")


# bad input


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n\n", b"PK\x03\x04rest", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"\xd0\xcf\x11\xe0" * 9, b"a\x00b",
        b"\xff\xfe\x00", "什么都没有".encode(), b"time,kWh\n", b"a,b\n1,2\n", b"\x81\x20" * 40,
    ],
)  # fmt: skip
def test_what_holds_no_readings_is_refused_in_a_sentence(data: bytes) -> None:
    assert not looks_like(data)
    with pytest.raises(NoReadings) as refused:
        read(data)
    assert refused.value.words.zh
    assert refused.value.words.en


def test_a_quote_that_is_never_closed_gives_no_readings() -> None:
    found = read(b'time,kWh\n"2024-01-01 00:00,1\n' * 3)
    assert all(meter.refused is not None for meter in found.meters)


def test_more_readings_than_are_read_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zcdesk.exchange.series.series_in.READINGS", 50)
    with pytest.raises(NoReadings, match="96"):
        read(long(day()))


def test_a_table_of_months_is_no_series() -> None:
    assert not looks_like("月份,电量(kWh)\n2024-01,5\n2024-02,6\n".encode())
    assert not looks_like("日期,电量(kWh)\n2024-01-01,5\n2024-01-02,6\n2024-01-03,6\n".encode())
    assert looks_like(long(day()))


def test_readings_are_arrays_of_whole_numbers() -> None:
    assert one(long(day())).values.dtype == np.int64


def test_a_quoted_line_end_with_quotes_in_it_is_read_as_one_field() -> None:
    rows = day()
    rows[5] = (rows[5][0], '"1\n"" 2"')
    (meter,) = read(long(rows), "", {"kind": "load"}).meters
    assert meter.name == "电量(kWh)"
