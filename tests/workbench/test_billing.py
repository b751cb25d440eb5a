"""Electronic bills taken: what they answer, what is added, refused, reversed, and what one undo takes back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CATALOGUE
from tests.exchange import bill_files as files
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import AnswerChange, RowChange
from zcdesk.domain.project import Row
from zcdesk.workbench.bills.billing import Seen, preview_bills
from zcdesk.workbench.bills.taking import READER, accept_bills
from zcdesk.workbench.bring import create
from zcdesk.workbench.intake import incoming
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.workbench import Workbench, pin_of

MARCH = Place("power.grid", "", "2025-03")


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    """A machine works that has answered its name and nothing else; its energy is accounted for as well."""
    pins = (pin_of(CATALOGUE, "cn.machinery"), pin_of(CATALOGUE, "cn.energy"))
    made = create(CATALOGUE, tmp_path / "a.zcd", "lin", ("2024", "2025"), pins, None)
    made.set_answers({Place("site.name"): Answer(files.BUYER)})
    return made


def seen(bench: Workbench, *data: bytes, overlap: Any = "replace", **told: Mapping[str, str]) -> Seen:
    named = [(each, f"{n}.bin") for n, each in enumerate(data, start=1)]
    return preview_bills(bench, named, Options(overlap=overlap, told=told))


def taken(bench: Workbench, *data: bytes, **more: Any) -> Seen:
    found = seen(bench, *data, **more)
    accept_bills(bench, found)
    return found


def states(found: Seen) -> list[str]:
    return [cell.state for cell in found.preview.cells]


def reason(found: Seen) -> str:
    (cell,) = [each for each in found.preview.cells if each.state == "refused"]
    assert cell.reason is not None
    assert cell.reason.zh
    return cell.reason.en


def item(
    name: str, unit: str, quantity: str, amount: str = "100.00", price: str = ""
) -> tuple[files.Item, ...]:
    return ((name, unit, quantity, price, amount),)


def invoice(number: int, items: tuple[files.Item, ...] = files.POWER, **more: str) -> bytes:
    return files.invoice_xml(items, number=f"{number:020d}", **more)


def test_an_invoice_answers_the_month_that_its_words_name(bench: Workbench) -> None:
    before = bench.file.head
    found = seen(bench, files.invoice_xml())
    assert bench.file.head == before  # nothing is written by looking
    (cell,) = found.preview.cells
    assert (cell.state, cell.place, cell.after) == ("new", MARCH, "81705 kWh")
    assert "2025年03月" in found.preview.notes[0].zh
    number, ids = accept_bills(bench, found)
    assert number == before + 1
    answer = bench.project.answers[MARCH]
    assert (answer.text, answer.unit) == ("81705", "kWh")
    assert [cite.evidence for cite in answer.evidence] == list(ids)
    evidence = bench.project.evidence[ids[0]]
    assert (evidence.kind, evidence.date, evidence.issuer) == ("invoice", "2025-04-08", files.SELLER)
    assert files.NUMBER in evidence.title
    assert bench.file.evidence_bytes(evidence.digest) == files.invoice_xml()


def test_one_undo_takes_a_batch_back(bench: Workbench) -> None:
    before = bench.project
    taken(bench, invoice(1), invoice(2, item("*成品油*0号车用柴油(Ⅵ)", "升", "2000.5")), files.state_grid())
    assert len(bench.project.evidence) == 3
    bench.undo()
    assert bench.project.answers == before.answers
    assert bench.project.evidence == before.evidence
    assert bench.project.settings == before.settings
    assert not bench.project.rows
    assert states(seen(bench, invoice(1))) == ["new"]  # what was undone can be taken again


def test_bills_of_one_month_add_up_as_they_would_be_typed(bench: Workbench) -> None:
    found = taken(bench, files.invoice_xml(), files.state_grid())
    assert states(found) == ["new", "new"]
    answer = bench.project.answers[MARCH]
    assert (answer.text, answer.unit) == ("=81705+60300", "kWh")
    assert len(answer.evidence) == 2


def test_a_bill_of_a_month_that_has_bills_is_added_and_says_so(bench: Workbench) -> None:
    taken(bench, files.invoice_xml())
    found = taken(bench, files.state_grid())
    assert states(found) == ["changed"]
    assert any("added" in note.en for note in found.preview.notes)
    assert bench.project.answers[MARCH].text == "=81705+60300"


def test_a_typed_figure_is_replaced_or_added_to_by_the_rule(bench: Workbench) -> None:
    bench.set_answers({MARCH: Answer("12万", "kWh", note="自己抄的")})
    found = seen(bench, files.invoice_xml())
    assert (found.preview.cells[0].state, found.preview.cells[0].before) == ("changed", "12万 kWh")
    taken(bench, files.invoice_xml(), overlap="add")
    answer = bench.project.answers[MARCH]
    assert answer.text == "=12万+81705"
    assert answer.note.startswith("自己抄的；")


def test_the_same_number_is_taken_once_whatever_its_form(bench: Workbench) -> None:
    found = seen(bench, files.invoice_xml(), files.invoice_pdf(), files.ofd_face())
    assert states(found) == ["new", "refused", "refused"]
    accept_bills(bench, found)
    assert bench.project.answers[MARCH].text == "81705"
    again = seen(bench, files.invoice_pdf())
    assert "read before, as evidence E-001" in reason(again)
    assert accept_bills(bench, again) == (0, ())
    bench.set_answers({MARCH: None})
    assert states(seen(bench, files.invoice_pdf())) == ["new"]  # no answer rests on it any more


def test_the_same_period_of_an_account_is_taken_once(bench: Workbench) -> None:
    taken(bench, files.state_grid())
    assert "read before" in reason(seen(bench, files.state_grid(energy="60,301")))
    assert states(seen(bench, files.state_grid(account="3201000000002"))) == ["changed"]


RED = item("*供电*电费", "千瓦时", "-81705", "-50161.45", "0.6139336638")


def test_a_red_letter_takes_its_original_back_in_its_month(bench: Workbench) -> None:
    taken(bench, files.invoice_xml(), invoice(5, item("*供电*电费", "千瓦时", "500"), remark="2025年03月"))
    red = invoice(9, RED, date="2025-06-02", remark="", reverses=files.NUMBER)
    found = taken(bench, red)
    assert states(found) == ["changed"]
    assert bench.project.answers[MARCH].text == "=81705+500-81705"
    assert Place("power.grid", "", "2025-06") not in bench.project.answers


def test_a_red_letter_in_the_same_batch_is_set_against_its_original(bench: Workbench) -> None:
    red = invoice(9, RED, date="2025-06-02", remark="", reverses=files.NUMBER)
    taken(bench, red, files.invoice_xml())
    assert bench.project.answers[MARCH].text == "=-81705+81705"


def test_a_red_letter_without_its_original_is_refused(bench: Workbench) -> None:
    assert "no figure of that one" in reason(seen(bench, invoice(9, RED, reverses=files.NUMBER)))


def test_more_than_there_is_cannot_be_taken_back(bench: Workbench) -> None:
    taken(bench, files.invoice_xml())
    red = invoice(9, item("*供电*电费", "千瓦时", "-81706", "-1"), reverses=files.NUMBER)
    assert "negative" in reason(seen(bench, red))


GOODS = {
    "diesel by the litre": (item("*成品油*0号车用柴油(Ⅵ)", "升", "2000.5"), "fuel.amount", "diesel", "L"),
    "diesel by the tonne": (item("*成品油*柴油", "吨", "3.2"), "fuel.amount", "diesel", "t"),
    "petrol": (item("*成品油*92号车用汽油(ⅥB)", "升", "50"), "fuel.amount", "gasoline", "L"),
    "natural gas": (item("*燃气*天然气", "立方米", "12000"), "fuel.amount", "natural_gas", "m3(20℃)"),
    "natural gas at 0 °C": (item("*燃气*管道天然气", "Nm³", "12000"), "fuel.amount", "natural_gas", "Nm3"),
    "LNG": (item("*燃气*液化天然气", "吨", "20"), "fuel.amount", "lng", "t"),
    "LPG": (item("*石油气*液化石油气", "公斤", "150"), "fuel.amount", "lpg", "kg"),
    "steam by the tonne": (item("*供热*蒸汽", "吨", "35.5"), "heat.steam", files.SELLER, "t"),
    "heat by the GJ": (item("*供热*热费", "GJ", "120"), "heat.amount", files.SELLER, "GJ"),
    "water": (item("*水冰雪*自来水", "立方米", "340"), "medium.amount", "fresh_water", "t"),
    "anthracite": (item("*煤炭*无烟煤", "吨", "9"), "fuel.amount", "anthracite", "t"),
    "bituminous coal": (item("*煤炭*烟煤", "吨", "9"), "fuel.amount", "bituminous", "t"),
}


@pytest.mark.parametrize(("goods", "quantity", "named", "unit"), GOODS.values(), ids=GOODS)
def test_goods_answer_the_quantity_of_their_row(
    bench: Workbench, goods: tuple[files.Item, ...], quantity: str, named: str, unit: str
) -> None:
    found = taken(bench, invoice(1, goods))
    assert states(found) == ["new"], found.preview.cells
    (place,) = [each for each in bench.project.answers if each.quantity == quantity]
    answer = bench.project.answers[place]
    assert (answer.text, answer.unit, place.period) == (goods[0][2], unit, "2025-03")
    label = CATALOGUE.vocabulary.tables[CATALOGUE.vocabulary.quantities[quantity].table].label
    assert bench.project.answers[Place(label, place.row)].text == named


def test_what_is_taken_for_granted_is_said_and_stays_beside_the_figure(bench: Workbench) -> None:
    found = taken(bench, invoice(1, item("*燃气*天然气", "立方米", "12000")))
    assert any("GB/T 19205" in note.en for note in found.preview.notes)
    (place,) = [each for each in bench.project.answers if each.quantity == "fuel.amount"]
    assert "20 ℃" in bench.project.answers[place].note


def test_a_row_that_is_there_is_used_and_several_are_asked_about(bench: Workbench) -> None:
    rows = [RowChange(f"F0{n}", None, Row(f"F0{n}", "fuel")) for n in (1, 2)]
    named = [AnswerChange(Place("fuel.kind", f"F0{n}"), None, Answer("diesel")) for n in (1, 2)]
    bench.commit("rows", [rows[0], named[0]])
    diesel = item("*成品油*柴油", "吨", "3.2")
    assert seen(bench, invoice(1, diesel)).preview.cells[0].place == Place("fuel.amount", "F01", "2025-03")
    bench.commit("rows", [rows[1], named[1]])
    assert "Choose one" in reason(seen(bench, invoice(1, diesel)))
    chosen = seen(bench, invoice(1, diesel), rows={"diesel": "F02"})
    assert chosen.preview.cells[0].place == Place("fuel.amount", "F02", "2025-03")
    fresh = seen(bench, invoice(1, diesel), rows={"diesel": "new"})
    assert fresh.preview.rows == ("F03",)


MONTHS = {
    "by its remark": ("2025年2月", "2025-04-08", "2025-02"),
    "by six digits": ("账期202502", "2025-04-08", "2025-02"),
    "by two dates of one month": ("2025-02-01至2025-02-28", "2025-04-08", "2025-02"),
    "across two months": ("2025.01.20-2025.02.19", "2025-04-08", "2025-02"),
    "by its date": ("户号3201000000001", "2025-04-08", "2025-04"),
    "a number is no month": ("合同号20251304", "2025-04-08", "2025-04"),
    "a month to come is none": ("2025年12月前付清", "2025-04-08", "2025-04"),
}


@pytest.mark.parametrize(("remark", "date", "month"), MONTHS.values(), ids=MONTHS)
def test_which_month_an_invoice_is_for(bench: Workbench, remark: str, date: str, month: str) -> None:
    found = seen(bench, invoice(1, remark=remark, date=date))
    place = found.preview.cells[0].place
    assert place is not None
    assert place.period == month
    assert month in found.preview.notes[0].zh  # how it was told


def test_the_month_can_be_said(bench: Workbench) -> None:
    found = seen(bench, files.invoice_xml(), months={files.NUMBER: "2025-05"})
    assert found.preview.cells[0].place == Place("power.grid", "", "2025-05")
    assert "no month" in reason(seen(bench, files.invoice_xml(), months={files.NUMBER: "May"}))


PERIODS = {
    "across months": (("2025-02-20", "2025-03-19"), "2025-03", "crosses months"),
    "of two months": (("2025-01-20", "2025-03-19"), "", "belongs to no single month"),
    "backwards": (("2025-03-19", "2025-02-20"), "", "backwards"),
}


@pytest.mark.parametrize(("period", "month", "told"), PERIODS.values(), ids=PERIODS)
def test_periods_of_power_bills(bench: Workbench, period: tuple[str, str], month: str, told: str) -> None:
    found = seen(bench, files.state_grid(*period))
    if month:
        assert found.preview.cells[0].place == Place("power.grid", "", month)
        assert any(told in note.en for note in found.preview.notes)
    else:
        assert told in reason(found)


def test_rows_that_do_not_add_up_are_said(bench: Workbench) -> None:
    meters = (("正向有功（总）", "1000", "1100", "600", "61000", "0", "0", "0", "61000"),)
    notes = [note.en for note in seen(bench, files.state_grid(meters=meters)).preview.notes]
    assert any("total is 60300, its rows come to 61000" in note for note in notes)
    assert any("(1100 - 1000) x 600 is 60000, the bill says 61000" in note for note in notes)


def test_metering_points_of_one_bill_are_summed(bench: Workbench) -> None:
    taken(bench, files.southern_grid((("1", "12345.6"), ("2", "99.5"))))
    assert bench.project.answers[MARCH].text == "12445.1"  # 12345.6 + 99.5


def test_green_electricity_inside_the_total_is_not_taken_as_grid_electricity(bench: Workbench) -> None:
    assert "green electricity" in reason(seen(bench, files.state_grid(green=True)))


WRONG = {
    "no unit and no price that tells": (item("*供电*电费", "", "100", "9999999"), "states no unit"),
    "a unit that does not convert": (item("*供电*电费", "次", "1"), "does not convert"),
    "no quantity": (item("*供电*电费", "", ""), "no quantity"),
    "nothing that is asked": (item("*餐饮服务*餐费", "次", "1"), "answers nothing"),
    "a demand charge": (item("*供电*基本电费", "千瓦", "500"), "answers nothing"),
}


@pytest.mark.parametrize(("goods", "told"), WRONG.values(), ids=WRONG)
def test_what_answers_nothing_says_why(bench: Workbench, goods: tuple[files.Item, ...], told: str) -> None:
    assert told in reason(seen(bench, invoice(1, goods)))


def test_power_without_a_unit_is_told_by_its_price(bench: Workbench) -> None:
    found = seen(bench, invoice(1, item("*供电*电费", "", "81705", "50161.45", "0.6139336638")))
    assert states(found) == ["new"]
    assert any("states no unit" in note.en for note in found.preview.notes)


def test_years_and_whole_years_are_minded(bench: Workbench) -> None:
    assert "no year 2023" in reason(seen(bench, invoice(1, date="2023-04-08", remark="2023年03月")))
    bench.set_answers({Place("power.grid", "", "2025"): Answer("900", "MWh")})
    assert "the whole of 2025" in reason(seen(bench, files.invoice_xml()))


def test_another_buyer_is_said_and_not_refused(bench: Workbench) -> None:
    found = seen(bench, invoice(1, buyer="江城控股集团"))
    assert states(found) == ["new"]
    assert any("江城控股集团" in note.zh for note in found.preview.notes)


def test_a_statement_of_none_gives_way(bench: Workbench) -> None:
    bench.set_answers(
        {
            Place("fuel"): Answer("", standing="none"),
            Place("power.grid", "", "2025"): Answer("", standing="none"),
        }
    )
    taken(bench, files.invoice_xml(), invoice(2, item("*成品油*柴油", "吨", "3.2")))
    assert Place("fuel") not in bench.project.answers
    assert Place("power.grid", "", "2025") not in bench.project.answers


def test_a_file_that_is_no_bill_is_one_refused_line_among_the_others(bench: Workbench) -> None:
    found = taken(bench, files.scan(), files.invoice_xml(), b"\x89PNG")
    assert states(found) == ["new", "refused", "refused"]
    assert bench.project.answers[MARCH].text == "81705"
    assert len(bench.project.evidence) == 1


def test_the_reader_of_the_import_page_takes_one_bill(bench: Workbench) -> None:
    data = files.state_grid()
    assert incoming.reader_of(data, "三月.pdf") is READER
    preview = incoming.preview(READER, bench, data, "三月.pdf", Options())
    number, evidence = READER.accept(bench, preview, data, "三月.pdf")
    assert number
    assert bench.project.answers[MARCH].evidence[0].evidence == evidence
    assert bench.project.answers[MARCH].evidence[0].pages == "1"
    assert "read before" in str(incoming.preview(READER, bench, data, "三月.pdf", Options()).cells[0].reason)


def test_what_no_method_asks_is_not_answered(tmp_path: Path) -> None:
    pin = pin_of(CATALOGUE, "cn.machinery")
    bare = create(CATALOGUE, tmp_path / "b.zcd", "lin", ("2025",), (pin,), None)
    found = seen(bare, invoice(1, item("*水冰雪*自来水", "立方米", "340")))
    assert "asks for 'Fresh water'" in reason(found)


def test_without_a_method_nothing_is_asked(tmp_path: Path) -> None:
    bare = create(CATALOGUE, tmp_path / "b.zcd", "lin", ("2025",), (), None)
    with pytest.raises(Refused):
        preview_bills(bare, [(files.invoice_xml(), "a.xml")])
