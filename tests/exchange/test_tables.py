"""Any table: heads, months, units, totals and what cannot be read, in the layouts that plants have."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.tables import UNITS, record, said, told, xls, xls_shared, xlsx
from zcdesk.exchange.tables import table_in, table_text, workbook_in, xls_in
from zcdesk.exchange.tables.cells import Total
from zcdesk.exchange.tables.heads import is_figure, named_unit
from zcdesk.exchange.tables.periods import Period, found_in, order_of
from zcdesk.exchange.tables.workbook_in import NoWorkbook


@pytest.mark.parametrize(
    "text, period, rest",
    [
        ("2025年3月", "2025-03", ""), ("2025-03", "2025-03", ""), ("2025/3", "2025-03", ""), ("2025.03", "2025-03", ""),
        ("202503", "2025-03", ""), ("20250331", "2025-03", ""), ("2025-03-31 00:00:00", "2025-03", ""),
        ("Mar-25", "2025-03", ""), ("March 2025", "2025-03", ""), ("31-Mar-2025", "2025-03", ""),
        ("2025 Mar", "2025-03", ""),
        ("31.03.2025", "2025-03", ""), ("03/2025", "2025-03", ""), ("２０２５年３月", "2025-03", ""),
        ("2025年3月电量(kWh)", "2025-03", "电量(kWh)"), ("用电量2025年3月", "2025-03", "用电量"),
        ("2025年", "2025", ""), ("2025年度", "2025", ""), ("2025", "2025", ""),
    ],
)  # fmt: skip
def test_periods_are_read_as_people_write_them(text: str, period: str, rest: str) -> None:
    found, left = found_in(text)
    assert found is not None
    assert (found.text, left) == (period, rest)


@pytest.mark.parametrize(
    "text, month", [("3月", 3), ("三月", 3), ("十二月份", 12), ("Mar", 3), ("１１月", 11), ("Sept.", 9)]
)
def test_a_month_without_a_year_is_a_month(text: str, month: int) -> None:
    assert found_in(text)[0] == Period(month=month)


@pytest.mark.parametrize(
    "text", ["Market", "Maybe", "2号锅炉", "13月", "1-3月", "一季度", "Q1", "12.5", "1,234", "2025-13"]
)
def test_what_is_no_period_is_none(text: str) -> None:
    assert found_in(text)[0] is None


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_is_its_month_however_it_is_written(day: date) -> None:
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d", "%d.%m.%Y", "%d-%b-%Y"):
        found, rest = found_in(day.strftime(form))
        assert found is not None
        assert (found.text, rest) == (day.strftime("%Y-%m"), "")


def test_day_and_month_are_told_apart_by_the_column_or_not_at_all() -> None:
    def of(*texts: str) -> Any:
        return order_of(period for text in texts if (period := found_in(text)[0]) is not None)

    assert of("31/01/2025", "28/02/2025") == "dmy"
    assert of("01/31/2025", "02/28/2025") == "mdy"
    assert of("01/01/2025", "01/02/2025", "01/03/2025") == "dmy"  # the firsts of three months
    assert of("03/04/2025", "05/06/2025") is None


ACROSS = """恒锐机械2025年能源消耗统计表
单位：见表,,,,,,
序号,能源名称,单位,1月,2月,3月,合计,备注
1,外购电力,万kWh,112.4,84.6,100.0,297.0,
2,天然气,万Nm³,1.2,1.3,-,2.5,检修
3,柴油,吨,3,"1,234",#REF!,7,
"""


def test_months_across_with_a_title_units_in_a_column_and_totals_at_the_end() -> None:
    found = said(ACROSS)
    assert told(found) == {
        "外购电力 | 万kWh": {"2025-01": "112.4", "2025-02": "84.6", "2025-03": "100.0"},
        "天然气 | 万Nm3": {"2025-01": "1.2", "2025-02": "1.3"},  # a dash is nothing, not zero
        "柴油 | t": {"2025-01": "3", "2025-02": "1,234"},
    }
    assert [(each.said, each.sum, each.agrees) for each in found.totals] == [
        (Decimal("297.0"), Decimal("297.0"), True),
        (Decimal("2.5"), Decimal("2.5"), True),
        (Decimal(7), Decimal(1237), False),
    ]
    assert [(bad.text, "公式出错" in bad.reason.zh) for bad in found.series["柴油 | t"].bad] == [
        ("#REF!", True)
    ]


def test_months_down_with_units_in_the_heads_and_a_row_of_totals() -> None:
    found = said(
        "2025 年电量\n日期\t下网电量(kWh)\t绿电／MWh\t光伏发\n2025/1/31\t1,124\t无\t8.6\n"
        "2025/2/28\t八百\t3\t9\n合计\t1124\t3\t17.6\n"
    )
    assert told(found) == {
        "下网电量 | kWh": {"2025-01": "1,124"},
        "绿电 | MWh": {"2025-01": "无", "2025-02": "3"},
        "光伏发 | ": {"2025-01": "8.6", "2025-02": "9"},
    }
    assert [each.agrees for each in found.totals] == [True, True, True]
    assert found.series["下网电量 | kWh"].bad[0].reason.zh == "“八百”不是数。"
    assert found.series["绿电 | MWh"].entries[0].value is None  # stated as none


def test_merged_heads_of_two_rows() -> None:
    def write(book: Any, sheet: Any) -> None:
        centre = book.add_format()
        sheet.merge_range(0, 0, 0, 4, "2025年能源月报", centre)
        sheet.merge_range(1, 0, 2, 0, "月份", centre)
        sheet.merge_range(1, 1, 1, 2, "外购电力", centre)
        sheet.merge_range(1, 3, 1, 4, "天然气", centre)
        sheet.write_row(2, 1, ["用量(万kWh)", "金额(元)", "用量(万Nm³)", "金额(元)"])
        for month in range(3):
            sheet.write_row(3 + month, 0, [f"{month + 1}月", 100 + month, 7, 2 + month, 8])

    assert told(said(xlsx(write)))["外购电力 | 用量 | 万kWh"] == {
        "2025-01": "100",
        "2025-02": "101",
        "2025-03": "102",
    }
    assert list(said(xlsx(write)).series) == [
        "外购电力 | 用量 | 万kWh", "外购电力 | 金额 | 元", "天然气 | 用量 | 万Nm3", "天然气 | 金额 | 元",
    ]  # fmt: skip


def test_names_merged_over_rows_and_real_dates() -> None:
    def write(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "yyyy-mm"})
        sheet.write_row(0, 0, ["能源", "月份", "消耗量", "单位"])
        for at, (name, unit) in enumerate((("柴油", "吨"), ("汽油", "千克"))):
            sheet.merge_range(1 + 2 * at, 0, 2 + 2 * at, 0, name, book.add_format())
            for month in (1, 2):
                sheet.write_datetime(2 * at + month, 1, date(2025, month, 1), day)
                sheet.write_row(2 * at + month, 2, [at + month, unit])

    assert told(said(xlsx(write))) == {
        "柴油 | 消耗量 | t": {"2025-01": "1", "2025-02": "2"},
        "汽油 | 消耗量 | kg": {"2025-01": "2", "2025-02": "3"},
    }


def test_years_across_and_months_down() -> None:
    (series,) = said("月份,2024年,2025年\n1月,100,80\n2月,110,88\n").series.values()
    assert {each.period: each.text for each in series.entries} == {
        "2024-01": "100", "2025-01": "80", "2024-02": "110", "2025-02": "88",
    }  # fmt: skip


def test_months_across_each_with_amount_and_money() -> None:
    found = said("2025年,,1月,,2月,\n品种,单位,数量,金额,数量,金额\n电,kWh,100,80,120,90\n", "2025")
    assert told(found)["电 | 数量 | kWh"] == {"2025-01": "100", "2025-02": "120"}


def test_year_and_month_in_columns_of_their_own() -> None:
    assert told(said("年,月,用电量(度)\n2025,1,100\n,2,110\n,3,130\n")) == {
        "用电量 | kWh": {"2025-01": "100", "2025-02": "110", "2025-03": "130"}
    }


def test_a_year_without_months() -> None:
    found = said("2024年度能源消费\n能源名称,计量单位,消费量\n原煤,吨,1200\n电力,万千瓦时,345.6\n")
    assert told(found) == {"原煤 | 消费量 | t": {"2024": "1200"}, "电力 | 消费量 | 万kWh": {"2024": "345.6"}}


def test_a_month_without_a_year_asks_for_it_and_takes_it() -> None:
    table = "月份,用电量(kWh)\n1月,100\n2月,110\n"
    assert said(table).series["用电量 | kWh"].bad[0].reason.zh.startswith("只写了 1 月，没有写哪一年")
    assert told(said(table, "2023")) == {"用电量 | kWh": {"2023-01": "100", "2023-02": "110"}}


def test_days_that_may_be_months_are_refused_until_it_is_said() -> None:
    table = "date,kWh\n03/04/2025,100\n05/06/2025,110\n"
    (series,) = said(table, order="dmy").series.values()
    assert [each.period for each in series.entries] == ["2025-04", "2025-06"]
    (series,) = said(table, order="mdy").series.values()
    assert [each.period for each in series.entries] == ["2025-03", "2025-05"]
    (series,) = said(table).series.values()
    assert not series.entries
    assert "分不清日和月" in series.bad[0].reason.zh


def test_a_unit_behind_the_number_and_many() -> None:
    (series,) = said(
        "月份,用电量\n2025-01,12万kWh\n2025-02,1.5 MWh\n2025-03,３０００度\n2025-04,1.2万\n"
    ).series.values()
    assert [(each.text, each.unit, each.value) for each in series.entries] == [
        ("12万", "kWh", Decimal(120000)), ("1.5", "MWh", Decimal("1.5")), ("3000", "kWh", Decimal(3000)),
        ("1.2万", "", Decimal(12000)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "head, name, unit",
    [
        ("用电量（万kWh）", "用电量", "万kWh"), ("下网电量(含空压站)(kWh)", "下网电量(含空压站)", "kWh"),
        ("用电量/MWh", "用电量", "MWh"),
        ("用气量(m3(20℃))", "用气量", "m3(20℃)"), ("用电量kWh", "用电量", "kWh"), ("电费元", "电费", "元"),
        ("单元", "单元", ""),
        ("天然气万m³", "天然气", "万m3"), ("USAGE (therms)", "USAGE", "therms"), ("1#车间(东)", "1#车间(东)", ""),
    ],
)  # fmt: skip
def test_a_unit_is_told_from_its_name(head: str, name: str, unit: str) -> None:
    assert named_unit(head, UNITS) == (name, unit)


def test_subtotals_and_the_total_over_them() -> None:
    found = said(
        "2025年\n车间,月份,电量(kWh)\n一车间,1月,10\n一车间,2月,20\n小计,,30\n二车间,1月,5\n二车间,2月,6\n小计,,12\n总计,,41\n"
    )
    assert [(each.said, each.agrees) for each in found.totals] == [(30, True), (12, False), (41, True)]
    assert told(found)["一车间 | 电量 | kWh"] == {"2025-01": "10", "2025-02": "20"}


@given(st.lists(st.decimals(min_value=0, max_value=10**6, places=3), min_size=2, max_size=12))
def test_a_total_agrees_with_its_own_cells_and_with_nothing_else(values: list[Decimal]) -> None:
    whole = sum(values, Decimal(0))
    head = ",".join(["品种", *(f"2025年{month}月" for month in range(1, len(values) + 1)), "合计"])
    line = ",".join(["电", *map(str, values), str(whole)])
    off = ",".join(["电", *map(str, values), str(whole + Decimal("0.01"))])
    assert [each.agrees for each in said(f"{head}\n{line}\n").totals] == [True]
    assert [each.agrees for each in said(f"{head}\n{off}\n").totals] == [False]


def test_a_total_written_more_coarsely_agrees() -> None:
    assert Total(0, 0, Decimal("12.3"), Decimal("12.34")).agrees
    assert not Total(0, 0, Decimal("12.3"), Decimal("12.36")).agrees


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_each_encoding_is_read_and_named(encoding: str) -> None:
    book = table_in.read("月份，电量,柴油\n2025年1月,1,2\n".encode(encoding))
    assert book.sheets[0].rows == [["月份，电量", "柴油"], ["2025年1月", "1", "2"]]
    assert table_text.NAMES[book.encoding].zh in book.notes[0].zh
    assert book.encoding == encoding.removesuffix("-sig").removesuffix("-le")


def test_what_is_neither_is_read_as_western_and_says_so() -> None:
    book = table_in.read("Month,Cost £\nJan 2025,10\n".encode("cp1252"))
    assert (book.encoding, book.sheets[0].rows[0][1]) == ("cp1252", "Cost £")


def test_an_encoding_that_does_not_hold_is_refused() -> None:
    with pytest.raises(NoWorkbook, match="byte 0 is no text"):
        table_in.read("电量".encode("gb18030"), encoding="utf-8")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_each_delimiter_is_found(mark: str) -> None:
    book = table_in.read(
        f"月份{mark}电量\n2025-01{mark}1,5\n2025-02{mark}2,5\n".replace(
            ",5", "5" if mark == "," else ",5"
        ).encode()
    )
    assert (book.delimiter, len(book.sheets[0].rows[1])) == (mark, 2)


def test_a_decimal_comma_is_told() -> None:
    found = said("Datum;Verbrauch [MWh]\n01.01.2025;1.234,50\n01.02.2025;1.134,25\n")
    (series,) = found.series.values()
    assert [each.value for each in series.entries] == [Decimal("1234.50"), Decimal("1134.25")]
    assert [note.en for note in found.notes] == ["The decimal mark is a comma (1.234,5)."]


def test_an_old_workbook_is_read() -> None:
    assert told(said(xls([["2025年", ""], ["月份", "电量(kWh)"], ["1月", 100.0], ["2月", 110.5]]))) == {
        "电量 | kWh": {"2025-01": "100", "2025-02": "110.5"}
    }


def test_a_failed_formula_is_no_blank() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["月份", "电量(kWh)"])
        sheet.write_row(1, 0, ["2025年1月", 5])
        sheet.write_string(2, 0, "2025年2月")
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")

    series = said(xlsx(write)).series["电量 | kWh"]
    assert [(bad.row, bad.column) for bad in series.bad] == [(2, 1)]
    assert "公式出错" in series.bad[0].reason.zh


@pytest.mark.parametrize(
    "data, said_",
    [
        (b"%PDF-1.7", "PDF"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"<?xml version='1.0'?><!DOCTYPE a>", "XML"),
        (b"", "damaged"),
        (b"PK\x03\x04 no zip", "damaged"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        (b"a,b\x01\n", "no text"), (b'a,"b\n' + b"x" * 200_000, "quote"), (b"," * 600 + b"\n", "at most"),
        (xls([["a"]], corner=(65_000, 255)), "at most"), (xls([["a"]], locked=True), "password"),
        (xls([["a"]])[:700], ""), (bytes(4000), "no text"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, said_: str) -> None:
    with pytest.raises(NoWorkbook) as refused:
        table_in.read(data)
    assert said_ in refused.value.words.en
    assert refused.value.words.zh.endswith(("。", "试。"))


OLD = xls([["项目", "1月", "2月", "3月"], ["用电量 kWh", 1.0, 2.0, 3.0]])
FAT = OLD.index(struct.pack("<III", 1, 2, 3))


def _with(at: int, value: int, old: bytes = OLD) -> bytes:
    return old[:at] + struct.pack("<I", value) + old[at + 4 :]


@pytest.mark.parametrize(
    "at, value",
    [
        (44, 0xFFFFFFFF), (64, 0xFFFFFF00), (72, 0xFFFFFFFF), (68, 0), (FAT, 0), (FAT + 4 * 8, 8),
    ],
    ids=["tables claimed", "small tables claimed", "more tables claimed", "tables in a circle",
         "a stream in a circle", "a directory in a circle"],
)  # fmt: skip
def test_what_the_head_of_an_old_workbook_claims_takes_no_memory(at: int, value: int) -> None:
    """The reader would make room for what is claimed, or follow a circle of sectors until there is none left."""
    with suppress(NoWorkbook):
        table_in.read(_with(at, value))


def test_what_a_sheet_of_an_old_workbook_claims_to_measure_takes_no_memory() -> None:
    stream = OLD.index(struct.pack("<HHHHHH", 0x0203, 14, 1, 1, 0, 0)[:8])
    claimed = (
        OLD[:stream] + struct.pack("<HHIIHHH", 0x0200, 14, 0, 0xFFFFFFF0, 0, 0xFFF0, 0) + OLD[stream + 18 :]
    )
    (sheet,) = table_in.read(claimed).sheets
    assert sheet.rows[1][2:] == [2.0, 3.0]


def test_raised_figures_are_no_number() -> None:
    assert found_in("²1") == (None, "²1")
    assert not is_figure("9" * 90_000)


def test_a_long_text_that_many_cells_share_is_counted_in_each() -> None:
    """A file of a few kilobytes would be ten gigabytes of text."""

    def write(book: Any, sheet: Any) -> None:
        for row in range(5000):
            sheet.write_string(row, 0, "电" * 20_000 if row else "项目")

    with pytest.raises(NoWorkbook) as refused:
        table_in.read(xlsx(write))
    assert "more than 134 MB" in refused.value.words.en


def test_shared_texts_of_an_old_workbook_are_measured_over_records_that_continue_them() -> None:
    texts = (
        record(
            0x00FC,
            bytes(8)
            + struct.pack("<HB", 3, 0)
            + b"kWh"
            + struct.pack("<HB", 6, 1)
            + "外购".encode("utf-16-le"),
        )
        + record(
            0x003C,
            b"\x01"
            + "电力用量".encode("utf-16-le")
            + struct.pack("<HBHI", 2, 13, 1, 3)
            + "电量".encode("utf-16-le")
            + bytes(2),
        )
        + record(0x003C, bytes(5) + struct.pack("<HB", 65_000, 0) + b"x" * 100)
    )
    assert xls_in._lengths(bytearray(texts), 4, struct.unpack_from("<H", texts, 2)[0]) == [3, 6, 2, 65_000]


def test_a_long_text_that_many_cells_of_an_old_workbook_share_is_counted_in_each() -> None:
    with pytest.raises(NoWorkbook) as refused:
        table_in.read(xls_shared(["x" * 16_000], 9000))
    assert "more than 134 MB" in refused.value.words.en
    assert table_in.read(xls_shared(["项目", "电"], 3)).sheets[0].rows == [["项目", "电"]] * 3


@pytest.mark.parametrize(
    "told", [b'uniqueCount="4294967296"', b"uniqueCount='0000000099999999999'", b'uniqueCount = "10000001"']
)
def test_a_workbook_that_says_it_has_billions_of_texts_is_not_given_the_room_for_them(told: bytes) -> None:
    """The library would ask for 100 GB at once and end the program."""
    sound, out = xlsx(lambda _, sheet: sheet.write_string(0, 0, "电")), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound)) as held, zipfile.ZipFile(out, "w") as made:
        for name in held.namelist():
            made.writestr(name, re.sub(rb'uniqueCount="\d+"', told, held.read(name)))
    assert told in zipfile.ZipFile(out).read("xl/sharedStrings.xml")
    with pytest.raises(NoWorkbook) as refused:
        table_in.read(out.getvalue())
    assert refused.value.words == workbook_in.NO_WORKBOOK
