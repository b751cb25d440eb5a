"""What a cell, its line and its page say to somebody who fills them in for the first time, by keys."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.drive import focused, paste, press, type_text
from tests.ui.test_entry import CATALOGUE, MONTHS, blank, blank_file, page_of, table_of, text
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.trace import Traced
from zcdesk.ui.frame.window import Window
from zcdesk.workbench import recent
from zcdesk.workbench.forms import guide
from zcdesk.workbench.workbench import pin_of

__all__ = ["blank", "blank_file"]


def unit(window: Window, quantity: str, period: str, row: str = "") -> str:
    """The unit of an answer."""
    return window.desk.workbench.project.answers[Place(quantity, row, period)].unit


def fuel(window: Window, kind: str) -> str:
    """A row of a fuel; its code."""
    bench = window.desk.workbench
    row = bench.add_row("fuel")
    bench.set_answer(Place("fuel.kind", row), kind)
    return row


def test_end_goes_to_the_year_while_no_month_is_filled_and_a_yearly_figure_stays_there(blank: Window) -> None:
    table = table_of(blank, "output")
    press("End")
    assert table.at == (0, 13)
    type_text("18500")
    press("Return")
    assert text(blank, "site.output_value", "2025") == "18500"
    assert text(blank, "site.output_value", "2025-12") is None


def test_end_goes_to_december_once_a_month_is_filled(blank: Window) -> None:
    table = table_of(blank, "output")
    type_text("1")
    press("Return")
    press("Home")
    press("End")
    assert table.at == (0, 12)


def test_the_strip_says_what_a_year_of_months_is_made_of(blank: Window) -> None:
    page = page_of(blank, "power")
    paste("\t".join(["100"] * 11))
    assert page.table is not None
    page.table.stand(0, 13)
    assert page.strip.value.text() == "已填月份合计 1,100 kWh，还缺 1 个月"
    page.table.stand(0, 12)
    type_text("100")
    press("Return")
    page.table.stand(0, 13)
    assert page.strip.value.text() == "12 个月合计 1,200 kWh"


def test_the_strip_says_that_the_plant_has_none(blank: Window) -> None:
    page = page_of(blank, "power")
    blank.desk.workbench.set_answers({Place("power.direct", "", "2025"): Answer("", "", "none")})
    assert page.table is not None
    page.table.stand(2, 1)
    assert page.strip.value.text() == "已声明本厂没有"


def test_a_default_is_told_with_its_value_in_strip_line_and_field(blank: Window) -> None:
    row = fuel(blank, "natural_gas")
    bench = blank.desk.workbench
    bench.set_answer(Place("fuel.amount", row, "2025"), "10", "万Nm3")
    bench.set_answers(
        {
            Place("fuel.ncv_measured", row, "2025"): Answer("", "", "default"),
            Place("fuel.oxidation_measured", row, "2025"): Answer("", "", "default"),
        }
    )
    page = page_of(blank, "fuel")
    assert page.table is not None
    page.table.stand(1, 1)
    assert "389.31" in page.strip.value.text()  # NDRC 2013, annex 2, table 2.1
    assert "389.31" in page.model.sentence(1)
    field = next(each for each in page.card.fields if each.field.quantity.id == "fuel.oxidation_measured")
    assert field.chip.text() == "用默认值 99 %"


def test_electricity_begins_in_the_unit_of_its_bills(blank: Window) -> None:
    table_of(blank, "power")
    type_text("412300")
    press("Return")
    assert unit(blank, "power.grid", "2025-01") == "kWh"


def test_natural_gas_begins_in_the_cubic_metres_of_its_bills_and_f4_changes_them(blank: Window) -> None:
    row = fuel(blank, "natural_gas")
    table_of(blank, "fuel")
    type_text("8000")
    press("Return")
    assert unit(blank, "fuel.amount", "2025-01", row) == "m3(20℃)"
    used = next(iter(blank.desk.workbench.inventories().values())).quantity("fuel.amount", "2025-01", row)
    assert isinstance(used, Traced)
    assert float(used.number) == pytest.approx(0.8 * 273.15 / 293.15)  # of 10^4 m3 at 0 ℃
    press("F4")
    type_text("Nm3")
    press("Return")
    type_text("9000")
    press("Return")
    assert unit(blank, "fuel.amount", "2025-02", row) == "Nm3"


def test_a_unit_chosen_on_one_line_is_offered_to_the_others_of_the_page(blank: Window) -> None:
    page = page_of(blank, "power")
    press("F4")
    type_text("MWh")
    press("Return")
    assert page.table is not None
    page.table.setFocus()
    page.table.stand(1, 1)
    type_text("60")
    press("Return")
    assert unit(blank, "power.green_trade", "2025-01") == "MWh"


@pytest.mark.parametrize("typed", ["905 L", "905L", "905 升", "905 l"])
def test_a_unit_behind_a_number_is_read(blank: Window, typed: str) -> None:
    fuel(blank, "diesel")
    table_of(blank, "fuel")
    type_text("9")
    press("Backspace")
    paste(typed)
    press("Return")
    assert (text(blank, "fuel.amount", "2025-01", "F01"), unit(blank, "fuel.amount", "2025-01", "F01")) == (
        "905",
        "L",
    )


def test_a_unit_that_does_not_fit_stays_and_is_marked(blank: Window) -> None:
    page = page_of(blank, "power")
    type_text("905 L")
    press("Return")
    assert text(blank, "power.grid", "2025-01") == "905 L"
    cell = page.model.cell(0, 1)
    assert cell is not None
    assert cell.state == "wrong"


def test_a_pasted_unit_is_read_too(blank: Window) -> None:
    table_of(blank, "power")
    paste("412.3 MWh\t400000")
    assert (text(blank, "power.grid", "2025-01"), unit(blank, "power.grid", "2025-01")) == ("412.3", "MWh")
    assert (text(blank, "power.grid", "2025-02"), unit(blank, "power.grid", "2025-02")) == ("400000", "kWh")


def test_litres_add_up_to_litres(blank: Window) -> None:
    row = fuel(blank, "diesel")
    bench = blank.desk.workbench
    bench.set_answers({Place("fuel.amount", row, month): Answer("820", "L") for month in MONTHS[:11]})
    page = page_of(blank, "fuel")
    cells = page.model.cells(0)
    assert cells is not None
    assert (cells.unit, cells.partial) == ("L", "9,020")  # 11 * 820
    bench.set_answer(Place("fuel.amount", row, MONTHS[11]), "980.5", "L")
    cells = page.model.cells(0)
    assert cells is not None
    assert cells.total == "10,000.5"


def test_a_sum_gives_its_decimals_to_no_other_month(blank: Window) -> None:
    page = page_of(blank, "power")
    paste("301.2\t255")
    assert page.table is not None
    page.table.stand(0, 3)
    type_text("=322.1472*1")
    press("Return")
    cells = page.model.cells(0)
    assert cells is not None
    assert [cell.shown for cell in cells.months[:3]] == ["301.2", "255.0", "322.1472"]


def test_a_new_product_says_that_its_unit_is_to_be_chosen(blank: Window) -> None:
    blank.desk.workbench.pin(pin_of(CATALOGUE, "cn.energy"))
    page = page_of(blank, "product")
    assert page.rows is not None
    page.rows.add.setFocus()
    press("Space")
    assert page.table is not None
    page.table.setFocus()
    page.table.stand(0, 1)
    type_text("12")
    press("Return")
    cells = page.model.cells(0)
    assert cells is not None
    assert cells.unit == ""
    assert "product-unit" not in str(page.model.said(0, 1))
    assert unit(blank, "product.amount", "2025-01", "C01") == ""
    blank.desk.workbench.set_answer(Place("product.unit", "C01"), "kit")
    cells = page.model.cells(0)
    assert cells is not None
    assert (cells.unit, cells.months[0].shown, cells.months[0].state) == ("套", "12", "filled")


def test_output_and_products_have_no_tick_while_nothing_is_filled_in(blank: Window) -> None:
    states = guide.states(blank.desk.workbench, "2025")
    assert states["output"].open
    assert states["product"].open
    page = page_of(blank, "output")
    assert page.model.may_stay_blank(0)
    item = blank.sidebar.items["output"]
    assert item.accessibleDescription() == "还没填，不影响合计"
    paste("\t".join(["1"] * 12))
    assert not guide.states(blank.desk.workbench, "2025")["output"].open
    assert item.accessibleDescription() == "已填全"


def test_what_nothing_waits_for_may_be_left(blank: Window) -> None:
    page = page_of(blank, "site")
    chips = {each.field.quantity.id: each.chip.text() for each in page.card.fields}
    assert chips["site.email"] == "选填"
    assert chips["site.phone"] == "待填"


def test_what_is_missing_and_what_is_doubtful_is_counted_alike_everywhere(window: Window) -> None:
    bench, year = window.desk.workbench, window.desk.year
    bench.set_setting("confirmed:jump:fuel.jump:fuel.amount[F04]@2025:5.64", None)
    bench.set_answer(Place("power.grid", "", "2025-03"), "")
    bench.set_answer(Place("power.green_trade", "", "2025-04"), "12a")
    missing, doubtful = guide.tally(bench, year)
    assert missing > 0
    assert doubtful > 0
    assert window.status.missing.text() == f"缺 {missing} 项"
    assert window.status.doubtful.text() == f"存疑 {doubtful} 项"
    assert "缺" not in window.status.total.text()
    counted = [tuple(int(sign.count or 0) for sign in item.signs) for item in window.sidebar.items.values()]
    assert (sum(each[0] for each in counted), sum(each[1] for each in counted)) == (missing, doubtful)
    known = recent.seen(bench, year)
    assert (known.missing, known.doubtful) == (missing, doubtful)


def test_a_long_text_is_seen_whole_when_one_has_left_it(blank: Window) -> None:
    page = page_of(blank, "site")
    field = next(each for each in page.card.fields if each.field.quantity.id == "site.boundary")
    field.edit.setFocus()
    paste(
        "核算边界为河海路 88 号厂区，含铸造、机加工、焊接、涂装、装配各车间和空压站、变电所、污水站、食堂。"
        * 2
    )
    press("Return")
    for _ in range(5):
        QApplication.processEvents()
    assert focused() is not field.edit
    edit = field.edit
    lines = round(edit.document().size().height())  # type: ignore[union-attr]
    assert lines >= 2
    assert edit.viewport().height() >= lines * (edit.fontMetrics().lineSpacing() - 1)  # type: ignore[union-attr]
    assert edit.firstVisibleBlock().blockNumber() == 0  # type: ignore[union-attr]


def test_a_long_text_in_the_strip_leaves_its_buttons_whole(blank: Window) -> None:
    page = page_of(blank, "site")
    long = "停产检修五天，更换一号变压器，抄表日由二十五日调整为月末；" * 6
    blank.desk.workbench.set_answer(Place("site.boundary", "", ""), long)
    blank.desk.workbench.set_answer(Place("site.boundary", "", "2025"), long)
    assert page.card.stand("site.boundary")
    QApplication.processEvents()
    why = page.strip.why
    assert why.width() >= why.sizeHint().width()
    assert page.strip.rect().contains(why.mapTo(page.strip, why.rect().bottomRight()))
    assert page.strip.value.accessibleName()


def test_a_year_of_months_is_seen_beside_the_chain_of_a_figure(window: Window) -> None:
    window.resize(1366, 698)
    page = page_of(window, "power")
    assert page.table is not None
    page.table.stand(0, 12)
    press("F2")
    QApplication.processEvents()
    assert window.panel is not None
    assert window.panel.isVisible()
    index = page.model.index(0, 13)
    assert page.table.viewport().rect().contains(page.table.visualRect(index))
    assert not page.table.horizontalScrollBar().isVisible()
    shown = (page.strip.value, page.strip.last)
    assert all(each.width() >= each.sizeHint().width() for each in shown)
    press("Escape")
    assert window.sidebar.items["power"].text()


def test_a_choice_is_said_in_words(blank: Window) -> None:
    page = page_of(blank, "site")
    blank.desk.workbench.set_answer(Place("site.province", "", ""), "CN-JS")
    assert page.card.stand("site.province")
    QApplication.processEvents()
    assert page.strip.value.text() == "输入 江苏省"


def test_a_coefficient_cannot_be_stated_as_none(blank: Window) -> None:
    row = fuel(blank, "natural_gas")
    page = page_of(blank, "fuel")
    assert page.table is not None
    page.table.stand(1, 1)
    press("Space")  # the line opens
    press("Space")
    assert "按零算" in page.strip.finding.text()
    assert Place("fuel.ncv_measured", row, "2025") not in blank.desk.workbench.project.answers
    field = next(each for each in page.card.fields if each.field.quantity.id == "fuel.oxidation_measured")
    assert not field.field.may_none


def test_the_head_of_months_stays_in_sight_while_the_page_scrolls(window: Window) -> None:
    window.resize(1366, 698)
    page = page_of(window, "power")
    assert page.table is not None
    area, head = page.scroll_area(), page.table.horizontalHeader()
    assert area is not None
    at_rest = head.y()
    page.card.fields[-1].edit.setFocus()
    QApplication.processEvents()
    assert page.table.mapTo(area.viewport(), page.table.rect().topLeft()).y() < 0
    assert head.mapTo(area.viewport(), head.rect().topLeft()).y() >= 0
    page.table.setFocus()
    press("Ctrl+Up")
    area.verticalScrollBar().setValue(0)
    QApplication.processEvents()
    assert head.y() == at_rest


def test_a_line_one_goes_up_to_is_not_under_the_head(window: Window) -> None:
    window.resize(1366, 698)
    page = page_of(window, "power")
    assert page.table is not None
    area, head = page.scroll_area(), page.table.horizontalHeader()
    assert area is not None
    page.card.fields[-1].edit.setFocus()
    QApplication.processEvents()
    page.table.setFocus()
    page.table.stand(6, 1)
    for line in range(5, -1, -1):
        press("Up")
        assert page.table.at[0] == line
        row = page.table.visualRect(page.model.index(line, 1))
        top = page.table.viewport().mapTo(area.viewport(), row.topLeft()).y()
        under = head.mapTo(area.viewport(), head.rect().bottomLeft()).y()
        assert top >= under


def test_f4_opens_what_a_row_counts_in_while_it_is_not_chosen(blank: Window) -> None:
    bench = blank.desk.workbench
    bench.pin(pin_of(CATALOGUE, "cn.energy"))
    bench.add_row("product", "汽车齿轮")
    bench.set_answer(Place("product.amount", "C01", "2025"), "86.5", "万件")
    page = page_of(blank, "product")
    assert page.table is not None
    assert (page.model.counts(), page.card.counts()) == ((0, 12), (1, 2))
    bench.set_answer(Place("product.unit", "C01"), "piece")
    assert (page.model.counts(), page.card.counts()) == ((12, 12), (2, 2))
    bench.undo()
    bench.undo()
    page.table.setFocus()
    page.table.stand(0, 1)
    press("F4")
    type_text("piece")
    press("Return")
    assert text(blank, "product.unit", "", "C01") == "piece"
    page.table.setFocus()
    page.table.stand(0, 1)
    press("F4")
    found = focused()
    assert isinstance(found, QLineEdit)
    found.setText("万件")
    press("Return")
    type_text("7.5")
    press("Return")
    assert unit(blank, "product.amount", "2025-01", "C01") == "万件"


def test_none_typed_in_a_field_states_none(blank: Window) -> None:
    page = page_of(blank, "power")
    page.stand_on(Place("power.certificates", "", "2025"))
    edit = focused()
    assert isinstance(edit, QLineEdit)
    edit.setText("无")  # as an input method puts it
    edit.setModified(True)
    press("Return")
    held = blank.desk.workbench.project.answers[Place("power.certificates", "", "2025")]
    assert (held.text, held.standing) == ("", "none")
