"""Bills read by their layouts: what each form says, with the words it stands in, and what is refused in a sentence."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.conftest import CATALOGUE
from tests.exchange import bill_files as files
from zcdesk.domain.bill import Bill
from zcdesk.exchange.bills.reading import bill_of, looks_like_one, number
from zcdesk.exchange.guards import NotReadable

LAYOUTS = CATALOGUE.bills.layouts


def read(data: bytes) -> Bill:
    return bill_of(data, LAYOUTS)


def refusal(data: bytes) -> str:
    with pytest.raises(NotReadable) as bad:
        read(data)
    assert bad.value.words.zh
    assert bad.value.words.en
    return bad.value.words.en


INVOICES = {
    "xml": (files.invoice_xml, "invoice_xml"),
    "xml in GBK": (lambda: files.invoice_xml(encoding="GBK"), "invoice_xml"),
    "xml in UTF-16": (lambda: files.invoice_xml(encoding="UTF-16"), "invoice_xml"),
    "ofd with its xml": (lambda: files.ofd_with_xml(files.invoice_xml()), "invoice_xml"),
    "ofd by its face": (files.ofd_face, "invoice_page"),
    "pdf": (files.invoice_pdf, "invoice_page"),
}


@pytest.mark.parametrize(("make", "layout"), INVOICES.values(), ids=INVOICES)
def test_one_invoice_says_the_same_in_every_form(make, layout) -> None:  # type: ignore[no-untyped-def]
    bill = read(make())
    assert bill.layout.id == layout
    assert bill.text("number") == files.NUMBER
    assert bill.text("date") == "2025-04-08"
    assert bill.text("buyer") == files.BUYER
    assert bill.text("seller") == files.SELLER
    assert bill.text("total") == "56682.44"
    assert bill.text("remark").startswith("2025年03月电费")
    (line,) = bill.lines
    told = {id_: said.text for id_, said in line.items()}
    assert told["name"] == "*供电*电费"
    assert (told["unit"], told["quantity"]) == ("千瓦时", "81705")
    assert (told["price"], told["amount"]) == ("0.6139336638", "50161.45")
    assert bill.unread == ()


def test_the_invoice_of_2020_is_read_from_its_attachment() -> None:
    bill = read(files.ofd_with_xml())
    assert bill.layout.id == "invoice_xml_2019"
    assert (bill.text("code"), bill.text("number")) == ("032002000113", "19498486")
    assert bill.lines[0]["quantity"].text == "81705"
    assert "original_invoice.xml" in bill.lines[0]["quantity"].at


def test_every_value_says_the_words_it_was_read_from_and_where() -> None:
    bill = read(files.state_grid())
    energy = bill.said["energy"]
    assert energy.words == "本期电量 60,300"
    assert (energy.page, energy.at) == (1, "p.1 l.7")
    left, top, right, bottom = energy.box
    assert 0 < left < right < 595
    assert 160 < top < bottom < 180  # drawn 60 mm below the upper edge: 170 pt


def test_lines_of_a_face_are_told_by_where_they_stand() -> None:
    items = (
        ("*供电*电费", "千瓦时", "100", "0.5", "50.00"),
        ("*成品油*0号车用柴油(Ⅵ)", "升", "2,000.5", "7.1", "14203.55"),
        ("*供电*电费", "", "", "", "-12.00"),
    )
    bill = read(files.invoice_pdf(items))
    told = [{id_: said.text for id_, said in line.items()} for line in bill.lines]
    assert [each["name"] for each in told] == [each[0] for each in items]
    assert told[1]["quantity"] == "2000.5"
    assert "quantity" not in told[2]
    assert told[2]["amount"] == "-12"


def test_a_bill_of_state_grid() -> None:
    bill = read(files.state_grid())
    told = {id_: said.text for id_, said in bill.said.items()}
    assert bill.layout.id == "power_state_grid"
    assert (told["start"], told["end"], told["account"]) == ("2025-03-01", "2025-03-31", "3201000000001")
    assert (told["energy"], told["total"], told["adjustment"]) == ("60300", "42210", "-120.5")
    assert told["buyer"] == files.BUYER
    rows = {row["type"].text: {id_: said.text for id_, said in row.items()} for row in bill.lines}
    assert rows["正向有功（峰）"] == {
        "type": "正向有功（峰）", "before": "400", "now": "430", "ratio": "600", "metered": "18000",
        "transformer": "90", "losses": "0", "corrected": "0", "billed": "18090",
    }  # fmt: skip


def test_a_bill_of_the_southern_grid_has_a_page_for_each_metering_point() -> None:
    bill = read(files.southern_grid((("0900001", "12345.6"), ("0900002", "99.5"))))
    assert bill.layout.id == "power_southern_grid"
    assert (bill.text("start"), bill.text("end")) == ("2025-03-01", "2025-03-31")
    totals = [row["billed"].text for row in bill.lines if row["type"].text == "有功总"]
    assert totals == ["12345.6", "99.5"]
    assert bill.lines[2]["billed"].page == 2


def test_what_cannot_be_read_is_named_and_not_guessed() -> None:
    bare = [(85, 15, "电费账单"), (12, 25, "账单周期 待定"), (12, 32, "户号 无"), (12, 39, "供电服务单位 某公司"),
            (12, 46, "本期电量 见明细 千瓦时"), (12, 60, "计费电量")]  # fmt: skip
    bill = read(files.pdf(bare))
    assert set(bill.unread) == {"start", "end", "account", "energy", "line"}


def test_a_red_letter_names_the_invoice_it_takes_back() -> None:
    items = (("*供电*电费", "千瓦时", "-81705", "0.61", "-50161.45"),)
    data = files.invoice_xml(
        items, number="2" * 20, reverses=files.NUMBER, remark=f"被红冲蓝字数电票号码：{files.NUMBER}"
    )
    bill = read(data)
    assert (bill.text("blue"), bill.text("reverses")) == ("N", files.NUMBER)
    assert bill.lines[0]["quantity"].text == "-81705"


DOCTYPE = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><EInvoice>&x;</EInvoice>'
)
LAUGHS = (
    b'<!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><EInvoice>'
    + b"&b;" * 100
    + b"</EInvoice>"
)
REFUSED = {
    "a document type": (DOCTYPE, "document type or entities"),
    "a billion laughs": (LAUGHS, "document type or entities"),
    "entities inside an OFD": (files.ofd_with_xml(DOCTYPE), "document type or entities"),
    "too deep": (b"<a>" * 5000 + b"</a>" * 5000, "too large or too deep"),
    "cut short": (files.invoice_xml()[:-40], "no sound XML"),
    "another XML": (b"<svg/>", "cannot be told which bill"),
    "an unknown encoding": (b'<?xml version="1.0" encoding="klingon"?><a/>', "encoding"),
    "a scan": (files.scan(), "a scan without text"),
    "a PDF with a password": (files.pdf([(1, 1, "a")], password="x"), "password"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "kind PNG"),
    "a PDF that is none": (b"%PDF-1.7 nothing", "no PDF, or a damaged one"),
    "another PDF": (files.pdf([(10, 10, "Dear all")]), "cannot be told which bill"),
    "a check sheet": (files.pdf([(10, 10, "国网江苏电力 电费核查联")]), "layout was never seen"),
    "a gas bill": (files.pdf([(10, 10, "江城燃气 用气结算单")]), "layout is not known"),
    "an archive that is no OFD": (files.zipped({"a.txt": b"a"}), "no OFD"),
    "an OFD that climbs out": (files.zipped({"OFD.xml": b"<OFD/>", "../../a.xml": b"<a/>"}), "leads out of it"),
    "an OFD cut short": (files.ofd_face()[:900], "cannot be unpacked"),
    "an OFD that grows": (
        files.zipped({"OFD.xml": b"<OFD/>", "a.xml": b" " * 70_000_000}), "more than 67 MB"
    ),
    "nothing": (b"", "no sound XML"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "told"), REFUSED.values(), ids=REFUSED)
def test_bad_input_is_refused_in_a_sentence(data: bytes, told: str) -> None:
    assert told in refusal(data)


def test_a_bill_is_known_without_reading_it_whole() -> None:
    for data, name in (
        (files.invoice_xml(), "a.xml"),
        (files.ofd_face(), "a.ofd"),
        (files.state_grid(), "a.pdf"),
    ):
        assert looks_like_one(data, name)
    for data in (b"", b"a,b\n1,2", b"\x89PNG", files.zipped({"xl/workbook.xml": b"<a/>"})):
        assert not looks_like_one(data, "a.xlsx")


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("¥56,682.44", "56682.44"), ("-¥12.00", "-12"), ("￥-12.5", "-12.5"), ("1,234.50 千瓦时", "1234.5"),
        ("0.00", "0"), ("－3", "-3"), ("abc", ""), ("", ""),
    ],
)  # fmt: skip
def test_numbers_as_bills_write_them(told: str, meant: str) -> None:
    assert number(told) == meant


SEEN = {"invoice_page", "invoice_xml_2019", "power_southern_grid"}
"""Layouts of which an original was seen."""


def test_layouts_say_where_they_were_seen_and_how_sure_that_is() -> None:
    for layout in LAYOUTS:
        assert layout.source
        assert (layout.confidence == "A") == (layout.id in SEEN)
        assert bool(layout.unread.zh) == (layout.confidence == "C")


def test_a_text_that_stands_nowhere_on_the_page_is_no_fault() -> None:
    far = files.ofd_face()
    with zipfile.ZipFile(io.BytesIO(far)) as seed:
        parts = {name: seed.read(name) for name in seed.namelist()}
    for name, part in parts.items():
        parts[name] = part.replace(b'Boundary="', b'Boundary="' + b"9" * 400)
    assert read(files.zipped(parts)).layout
