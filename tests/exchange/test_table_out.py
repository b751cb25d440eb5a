"""Tables as text: what a spreadsheet reads is what was written, and nothing of it runs."""

from __future__ import annotations

import csv
import io
from array import array

from hypothesis import given
from hypothesis import strategies as st

from zcdesk.domain.series import NONE, Series, pack
from zcdesk.exchange.series import series_out
from zcdesk.exchange.tables import table_out

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_numbers_stand_plain_and_texts_as_they_are() -> None:
    data = table_out.csv(
        ("月份", "电量 kWh"), (("1月", "1,234.50"), ("2月", "\u22123"), ("a,b", "—"), ('"x"', "95.7 %"))
    )
    assert read(data) == [
        ["月份", "电量 kWh"],
        ["1月", "1234.50"],
        ["2月", "-3"],
        ["a,b", "—"],
        ['"x"', "95.7 %"],
    ]


def test_no_cell_is_a_formula() -> None:
    data = table_out.csv(("=A1",), (("=cmd|' /C calc'!A0",), ("@SUM(1)",), ("-1+2",), ("+x",), ("-5",)))
    assert [row[0][0] for row in read(data)] == ["'", "'", "'", "'", "'", "-"]


@given(st.lists(st.lists(texts, min_size=2, max_size=2), max_size=5))
def test_every_text_comes_back(rows: list[list[str]]) -> None:
    found = read(table_out.csv(("a", "b"), rows))[1:]
    assert [[cell.removeprefix("'") for cell in row] for row in found] == [
        [table_out.plain(cell).removeprefix("'") for cell in row] for row in rows
    ]


def test_readings_keep_all_their_digits() -> None:
    values = array("q", [1250, -5, NONE, 0]).tobytes()
    series = Series("S-001", "=M1", "pv", "energy", "kWh", 15, "2024-01-01T23:45", 4, -3, 0, "")
    assert list(series_out.lines([(series, pack(values))], "zh")) == [
        "时段开始,表计,读数,单位",
        "2024-01-01 23:45,'=M1,1.250,kWh",
        "2024-01-02 00:00,'=M1,-0.005,kWh",
        "2024-01-02 00:15,'=M1,,kWh",
        "2024-01-02 00:30,'=M1,0.000,kWh",
    ]
