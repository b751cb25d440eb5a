"""Bills that others have put in public are read as they stand; rebuilt in ``real_bills``."""

from __future__ import annotations

import pytest

from tests.conftest import CATALOGUE
from tests.exchange import bill_files as files
from tests.exchange import real_bills as real
from zcdesk.domain.bill import Bill
from zcdesk.exchange.bills.ofd_text import words_of
from zcdesk.exchange.bills.reading import bill_of
from zcdesk.exchange.bills.xml_in import parsed
from zcdesk.workbench.bills.figures import figures


def read(data: bytes) -> Bill:
    return bill_of(data, CATALOGUE.bills.layouts)


@pytest.mark.parametrize("make", [real.official_ofd, real.official_pdf])
def test_an_invoice_of_the_platform_is_read_by_where_its_characters_stand(make) -> None:  # type: ignore[no-untyped-def]
    bill = read(make())
    assert (bill.layout.id, bill.unread) == ("invoice_page", ())
    assert (bill.text("number"), bill.text("date"), bill.text("total")) == (
        files.NUMBER,
        "2025-04-08",
        "56682.44",
    )
    assert (bill.text("buyer"), bill.text("seller")) == (files.BUYER, files.SELLER)
    (line,) = bill.lines
    told = {id_: said.text for id_, said in line.items() if id_ != "unit"}
    assert told == {
        "name": "*供电*电费", "quantity": "81705", "price": "0.6139336638", "amount": "50161.45", "rate": "13%",
        "tax": "6520.99",
    }  # fmt: skip
    (figure,) = figures(bill, CATALOGUE.bills)
    assert (figure.text, figure.unit, figure.month, figure.wrong) == ("81705", "kWh", "2025-03", None)


@pytest.mark.parametrize("make", [real.official_ofd, real.official_pdf])
def test_the_letters_of_a_head_written_downwards_are_no_part_of_the_remark(make) -> None:  # type: ignore[no-untyped-def]
    assert "".join(read(make()).text("remark").split()) == "户号：3201000000001；电费年月：202503"


def test_a_southern_bill_by_time_of_day_is_the_sum_of_its_active_rows() -> None:
    bill = read(real.by_time())
    assert bill.layout.id == "power_southern_grid"
    assert [row["type"].text for row in bill.lines] == ["尖", "峰", "平", "谷", "无功总"]
    assert (bill.lines[0]["sharp"].text, bill.lines[1]["sharp"].text) == ("-200", "200")
    assert "sharp" not in bill.lines[2]
    assert "buyer" not in bill.said  # masked; the number of the metering point, below it, is not the name
    (figure,) = figures(bill, CATALOGUE.bills)
    assert (figure.text, figure.unit, figure.month, figure.flags) == ("2300", "kWh", "2024-05", ())


def test_a_metering_point_without_a_total_is_summed_beside_one_that_has_it() -> None:
    data = files.pdf(real.texts_by_time(), files.southern_texts("2", "99.5"), size=5.5)
    assert [figure.text for figure in figures(read(data), CATALOGUE.bills)] == ["2399.5"]


STEPS = {
    "in runs": ('DeltaX="g 2 2 4"', [(0.0, "abcd")]),
    "a run longer than the text": ('DeltaX="g 999999999 2"', [(0.0, "abcd")]),
    "a run of nothing": ('DeltaX="g"', [(0.0, "abcd")]),
    "a gap": ('DeltaX="2 40 2"', [(0.0, "ab"), (42.0, "cd")]),
    "on the next line": ('DeltaX="2 -2 2" DeltaY="0 4 0"', [(0.0, "ab"), (0.0, "cd")]),
    "without steps": ("", [(0.0, "abcd")]),
    "numbers that are none": ('DeltaX="x y z" DeltaY="--"', [(0.0, "abcd")]),
}


@pytest.mark.parametrize(("steps", "words"), STEPS.values(), ids=STEPS)
def test_characters_stand_where_the_page_puts_them(steps: str, words: list[tuple[float, str]]) -> None:
    node = parsed(
        f'<TextObject Boundary="0 0 60 4" Size="4"><TextCode X="0" Y="3" {steps}>abcd</TextCode></TextObject>'.encode()
    )
    assert [(round(word.box[0] * 25.4 / 72, 3), word.text) for word in words_of(node)] == words
