"""Entry by keys only: a year typed, pasted, corrected, taken back, and still there when the file is opened again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import shown
from tests.ui.drive import focused, paste, press, type_text
from zcdesk import app, places
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.ui import theme as themes
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.entry.month_table import MonthTable
from zcdesk.ui.frame.window import Window
from zcdesk.workbench.bring import create
from zcdesk.workbench.workbench import pin_of

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
MONTHS = months_of("2025")


@pytest.fixture(scope="module")
def blank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machinery project of one year without answers."""
    path = tmp_path_factory.mktemp("blank") / "blank.zcd"
    create(CATALOGUE, path, "lin", ("2025",), (pin_of(CATALOGUE, "cn.machinery"),), None).file.close()
    return path


@pytest.fixture
def blank(application: QApplication, blank_file: Path, tmp_path: Path) -> Iterator[Window]:
    """A shown window on a copy of it."""
    path = tmp_path / "blank.zcd"
    path.write_bytes(blank_file.read_bytes())
    yield from shown(application, path)


def page_of(window: Window, id_: str) -> FormPage:
    """Go to a page and give it."""
    window.show_page(id_)
    page = window.current
    assert isinstance(page, FormPage)
    return page


def table_of(window: Window, id_: str) -> MonthTable:
    """Go to a page and give its month table, which has the focus."""
    table = page_of(window, id_).table
    assert table is not None
    assert focused() is table
    return table


def text(window: Window, quantity: str, period: str, row: str = "") -> str | None:
    """What the project says at a place; None if nothing."""
    answer = window.desk.workbench.project.answers.get(Place(quantity, row, period))
    return None if answer is None else answer.text


def test_a_page_opens_on_its_first_missing_cell(blank: Window) -> None:
    assert table_of(blank, "power").at == (0, 1)


def test_a_year_of_three_rows_is_typed_by_keys_and_is_there_when_opened_again(blank: Window) -> None:
    table = table_of(blank, "power")
    for line in (3, 4, 5, 6):  # what this plant has not: Space on the line folds it
        while table.at[0] < line:
            press("Down")
        press("Space")
    press("Ctrl+Up")
    press("Ctrl+Left")
    for line in range(3):
        for month in range(1, 13):
            type_text(f"{line + 1}{month:02d}.5")
            press("Return")
    assert [text(blank, "power.grid", month) for month in MONTHS] == [f"1{n:02d}.5" for n in range(1, 13)]
    assert [text(blank, "power.direct", month) for month in MONTHS] == [f"3{n:02d}.5" for n in range(1, 13)]
    assert blank.desk.workbench.project.answers[Place("power.exported", "", "2025")].standing == "none"
    shown = [table.months.data(table.months.index(line, 13)) for line in range(3)]
    assert shown == ["1,284.0", "2,484.0", "3,684.0"]  # 12 * 100.5 + (1 + … + 12), and 1,200 more each
    path = blank.desk.workbench.file.path
    blank.desk.workbench.file.close()
    with ProjectFile.open(path, "wu") as file:
        again = app.open_desk(CATALOGUE, file, "wu")
        again.show()
        other = page_of(again, "power").table
        assert other is not None
        assert [other.months.data(other.months.index(line, 13)) for line in range(3)] == shown
        assert other.months.fold(3) == "none"
        again.hide()


def test_enter_goes_along_the_months_and_then_to_the_next_row(blank: Window) -> None:
    page = page_of(blank, "power")
    table = page.table
    assert table is not None
    assert page.hints.text().startswith("Enter 到下个月")
    for _ in range(12):
        press("Return")
    assert table.at == (1, 1)
    press("Shift+Return")
    assert table.at == (0, 12)


def test_enter_goes_down_and_then_to_the_top_of_the_next_month_where_that_is_liked(blank: Window) -> None:
    blank.desk.preferred.emit(replace(blank.desk.preferences, enter="down"))
    page = page_of(blank, "power")
    table = page.table
    assert table is not None
    assert page.hints.text().startswith("Enter 到下一行")
    for _ in range(7):
        press("Return")
    assert table.at == (0, 2)
    press("Shift+Return")
    assert table.at == (6, 1)


def test_a_figure_of_the_year_goes_to_the_year_on_a_line_that_is_one_sentence(blank: Window) -> None:
    bench = blank.desk.workbench
    gas = bench.add_row("fuel")
    bench.set_answers(
        {Place("fuel.kind", gas): Answer("natural_gas"), Place("fuel.amount", gas, "2025"): Answer("50")}
    )
    page = page_of(blank, "fuel")
    table = page.table
    assert table is not None
    page.stand_on(Place("fuel.amount", gas, "2025"))
    press("End")
    press("Down")
    assert (table.at, table.months.fold(1)) == ((1, 13), "optional")
    press("Home")
    assert table.at == (1, 1)
    press("End")
    assert table.at == (1, 13)
    type_text("389")
    press("Return")
    assert text(blank, "fuel.ncv_measured", "2025", gas) == "389"
    assert text(blank, "fuel.ncv_measured", "2025-01", gas) is None


def test_a_second_row_does_not_catch_the_months_of_the_first(blank: Window) -> None:
    bench = blank.desk.workbench
    gas, diesel = bench.add_row("fuel"), bench.add_row("fuel")
    bench.set_answers(
        {Place("fuel.kind", gas): Answer("natural_gas"), Place("fuel.kind", diesel): Answer("diesel")}
    )
    bench.set_answers({Place("fuel.amount", gas, month): Answer("5") for month in MONTHS})
    page = page_of(blank, "fuel")
    page.stand_on(Place("fuel.amount", diesel, "2025-01"))
    for number in (820, 760, 790):
        type_text(str(number))
        press("Return")
    assert [text(blank, "fuel.amount", month, diesel) for month in MONTHS[:3]] == ["820", "760", "790"]
    assert {text(blank, "fuel.amount", month, gas) for month in MONTHS} == {"5"}


def test_what_is_typed_over_is_told_while_and_after_it_is(blank: Window) -> None:
    page = page_of(blank, "power")
    type_text("8")
    press("Return")
    press("Shift+Return")
    type_text("9")
    assert page.strip.value.text() == "正在输入，换下 8 kWh"
    press("Return")
    assert page.strip.was.text() == "1 月换下 8 kWh  Ctrl+Z 恢复"
    press("Shift+Return")
    assert page.strip.was.text() == "换下 8 kWh"
    press("Ctrl+Z")
    assert not page.strip.was.text()
    assert text(blank, "power.grid", "2025-01") == "8"


def test_enter_on_the_last_month_goes_to_the_questions_and_after_the_last_of_them_stays(
    blank: Window,
) -> None:
    page = page_of(blank, "power")
    assert page.table is not None
    page.table.stand(page.model.rowCount() - 1, 12)
    press("Return")
    assert focused() is page.card.fields[0].edit
    last = page.card.fields[-1].edit
    last.setFocus()
    for _ in range(2):
        press("Return")
        assert blank.current is page
        assert focused() is last
        assert "Ctrl+Enter" in page.strip.finding.text()
    following = blank.page_ids()[blank.page_ids().index("power") + 1]
    press("Ctrl+Return")
    assert blank.current is not None
    assert blank.current.id == following


def test_enter_on_the_last_cell_of_a_page_without_questions_stays_and_keeps_what_was_typed(
    blank: Window,
) -> None:
    page = page_of(blank, "output")
    assert page.table is not None
    assert not page.card.fields
    end = (page.model.rowCount() - 1, 12)
    page.table.stand(*end)
    type_text("12")
    press("Return")
    assert blank.current is page
    assert focused() is page.table
    assert page.table.at == end
    assert "Ctrl+Enter" in page.strip.finding.text()
    line = page.model.lines[end[0]]
    assert text(blank, line.key[0], MONTHS[11], line.row) == "12"


def test_the_end_of_a_page_covers_no_finding(blank: Window) -> None:
    page = page_of(blank, "output")
    assert page.table is not None
    page.table.stand(page.model.rowCount() - 1, 12)
    type_text("twelve")
    press("Return")
    assert page.strip.shown is not None
    assert page.strip.shown.severity == "error"
    assert page.strip.box.property("kind") == "bad"
    assert "Ctrl+Enter" in blank._toast.text.text()


def test_tab_goes_right_and_leaves_the_table_at_its_end(blank: Window) -> None:
    table = table_of(blank, "output")
    for _ in range(12):
        press("Tab")
    assert table.at == (0, 13)
    press("Tab")
    assert focused() is not table


def test_a_block_of_twelve_months_and_three_rows_is_one_step(blank: Window) -> None:
    table = table_of(blank, "power")
    block = (
        "\r\n".join("\t".join(f"{row},{100 + month}.0" for month in range(12)) for row in (1, 2, 3)) + "\r\n"
    )
    edits = blank.desk.workbench.file.head
    paste(block)
    assert blank.desk.workbench.file.head == edits + 1
    assert text(blank, "power.grid", "2025-01") == "1,100.0"
    assert text(blank, "power.direct", "2025-12") == "3,111.0"
    assert table.months.data(table.months.index(0, 13)) == "13,266"  # 12 * 1,100 + (0 + … + 11)
    press("Ctrl+Z")
    assert not [place for place in blank.desk.workbench.project.answers if place.quantity == "power.grid"]
    press("Ctrl+Y")
    assert text(blank, "power.green_trade", "2025-06") == "2,105.0"
    assert focused() is table


def test_a_block_that_is_too_wide_is_refused_in_place_and_nothing_changes(blank: Window) -> None:
    page = page_of(blank, "power")
    press("Right")
    paste("\t".join(str(number) for number in range(12)))
    assert blank.desk.workbench.project.answers.get(Place("power.grid", "", "2025-02")) is None
    assert "12 列" in page.strip.finding.text()
    assert "11 列" in page.strip.finding.text()


def test_a_column_is_offered_to_be_turned(blank: Window) -> None:
    page = page_of(blank, "power")
    column = "\n".join(str(number) for number in range(1, 13))
    paste(column)
    assert "Ctrl+Shift+V" in page.strip.finding.text()
    press("Ctrl+Shift+V")
    assert [text(blank, "power.grid", month) for month in MONTHS] == [str(n) for n in range(1, 13)]


def test_blank_cells_of_a_block_leave_alone_what_is_there(blank: Window) -> None:
    table_of(blank, "power")
    type_text("7")
    press("Tab")
    press("Left")
    paste("\t12万\t5")
    assert text(blank, "power.grid", "2025-01") == "7"
    assert text(blank, "power.grid", "2025-02") == "12万"


def test_escape_leaves_the_cell_as_it_was(blank: Window) -> None:
    table = table_of(blank, "power")
    type_text("8")
    press("Return")
    press("Shift+Return")
    type_text("999")
    press("Escape")
    assert text(blank, "power.grid", "2025-01") == "8"
    assert focused() is table
    assert table.at == (0, 1)


def test_a_text_that_is_no_number_is_kept_and_flagged(blank: Window) -> None:
    page = page_of(blank, "power")
    type_text("12a")
    press("Return")
    press("Shift+Return")
    assert text(blank, "power.grid", "2025-01") == "12a"
    cell = page.model.cell(0, 1)
    assert cell is not None
    assert (cell.shown, cell.state) == ("12a", "wrong")
    assert page.strip.shown is not None
    assert page.strip.shown.severity == "error"
    assert "不能采用" in page.model.said(0, 1)


def test_the_reading_is_shown_while_one_types(blank: Window) -> None:
    page = page_of(blank, "power")
    press("F4")
    paste("万kWh")
    press("Return")
    type_text("128.4")
    assert page.strip.read.text() == "＝ 1,284 MWh"  # 128.4 * 10 000 kWh


def test_the_unit_of_a_row_is_chosen_and_kept(blank: Window) -> None:
    page = page_of(blank, "power")
    type_text("2")
    press("Return")
    press("Shift+Return")
    press("F4")
    type_text("show:MWh")
    press("Return")
    cell = page.model.cell(0, 1)
    assert cell is not None
    assert cell.shown == "0.002"
    assert text(blank, "power.grid", "2025-01") == "2"
    assert focused() is page.table
    press("Right")
    type_text("500")
    press("Return")
    assert blank.desk.workbench.project.answers[Place("power.grid", "", "2025-02")].unit == "MWh"


def test_figures_typed_in_the_wrong_unit_are_restated_as_one_step(blank: Window) -> None:
    table_of(blank, "power")
    type_text("2")
    press("Tab")
    type_text("3")
    press("Return")
    press("Up")
    press("F4")
    type_text("mean:MWh")
    press("Return")
    answers = blank.desk.workbench.project.answers
    assert [answers[Place("power.grid", "", month)].unit for month in MONTHS[:2]] == ["MWh", "MWh"]
    assert text(blank, "power.grid", "2025-02") == "3"


def test_space_states_none_and_space_takes_it_back(blank: Window) -> None:
    table = table_of(blank, "power")
    type_text("2")
    press("Return")
    press("Space")
    page = blank.current
    assert isinstance(page, FormPage)
    assert text(blank, "power.grid", "2025-01") == "2"  # first it is only said what would go
    assert "移出 1 个数" in page.strip.finding.text()
    press("Right")
    press("Space")
    assert text(blank, "power.grid", "2025-01") == "2"  # one was elsewhere: asked anew
    press("Space")
    assert table.months.fold(0) == "none"
    assert text(blank, "power.grid", "2025-01") is None
    assert "按空格键启用" in table.months.said(0, 1)
    press("Ctrl+Z")
    assert text(blank, "power.grid", "2025-01") == "2"
    press("Space")
    press("Space")
    press("Space")
    assert table.months.fold(0) == ""


def test_a_figure_takes_back_what_was_stated_as_none_as_one_step(blank: Window) -> None:
    table = table_of(blank, "power")
    press("Space")
    assert table.months.fold(0) == "none"
    head = blank.desk.workbench.file.head
    type_text("7")
    press("Return")
    assert blank.desk.workbench.file.head == head + 1
    assert text(blank, "power.grid", "2025-01") == "7"
    assert Place("power.grid", "", "2025") not in blank.desk.workbench.project.answers
    assert table.months.fold(0) == ""
    assert "收回了“本厂没有”" in blank._toast.text.text()
    press("Ctrl+Z")
    assert table.months.fold(0) == "none"
    assert text(blank, "power.grid", "2025-01") is None


def test_a_block_pasted_on_a_row_stated_as_none_goes_into_that_row(blank: Window) -> None:
    table = table_of(blank, "power")
    press("Space")
    paste("\t".join(str(number) for number in range(1, 13)))
    assert text(blank, "power.grid", "2025-12") == "12"
    assert text(blank, "power.green_trade", "2025-12") is None
    assert table.months.fold(0) == ""


def test_a_paste_says_what_it_replaced_and_what_cannot_be_read(blank: Window) -> None:
    page = page_of(blank, "power")
    paste("1\t2\t3")
    paste("1\t5\tabc")
    assert blank._toast.text.text() == (
        "已粘贴 3 格。其中 2 格换下了原来的数。有 1 格看不懂：电网购电（不含绿电交易） · 3 月“abc”。"
    )
    assert page.strip.finding.text()


def test_a_refusal_is_gone_after_a_paste_that_changes_nothing(blank: Window) -> None:
    page = page_of(blank, "power")
    paste("\t".join("123456789ABC"))
    paste("\n".join("123456789ABC"))
    assert "Ctrl+Shift+V" in page.strip.finding.text()
    press("Ctrl+Shift+V")
    assert "Ctrl+Shift+V" not in page.strip.finding.text()


def test_undo_says_row_and_month_and_offers_to_go_there(window: Window) -> None:
    page = page_of(window, "fuel")
    page.stand_on(Place("fuel.amount", "F01", "2025-02"))
    type_text("5")
    press("Return")
    page_of(window, "power")
    press("Ctrl+Z")
    told = window._toast.text.text()
    assert told.startswith("撤销：F01 ")
    assert "2025年2月" in told
    assert "  5 万Nm³ → " in told  # what it was, and what it is again
    assert window._toast.there.isVisible()
    press("Alt+Z")
    assert window.current is page
    assert page.current_place == Place("fuel.amount", "F01", "2025-02")


def test_going_there_shows_the_year_that_was_undone(window: Window) -> None:
    page = page_of(window, "fuel")
    page.stand_on(Place("fuel.amount", "F01", "2025-02"))
    type_text("5")
    press("Return")
    window.desk.show_year("2024")
    press("Ctrl+Z")
    press("Alt+Z")
    assert window.desk.year == "2025"


def test_a_row_is_added_as_one_step_and_undone_with_the_focus_on_the_page(blank: Window) -> None:
    page = page_of(blank, "fuel")
    assert page.rows is not None
    head = blank.desk.workbench.file.head
    press("Ins")
    type_text("natural_gas")
    press("Return")
    assert blank.desk.workbench.file.head == head + 1
    press("Ctrl+Z")
    assert not blank.desk.workbench.project.rows_of("fuel")
    assert blank._toast.text.text() == "撤销：加行 F01 天然气"
    assert focused() is page.rows.add


def test_a_row_without_a_kind_shows_no_unit_of_the_packs(blank: Window) -> None:
    blank.desk.workbench.add_row("fuel")
    page = page_of(blank, "fuel")
    said = [page.model.said(0, column) for column in range(14)]
    type_text("5")
    told = [*said, page.strip.read.text(), page.strip.value.text()]
    press("Return")
    press("Shift+Return")
    told += [
        page.model.said(0, 1),
        page.strip.value.text(),
        page.strip.read.text(),
        page.strip.finding.text(),
    ]
    assert not [each for each in told if "fuel-unit" in each]
    assert any("单位待定" in each for each in told)


def test_a_toast_covers_nothing_of_the_page(window: Window) -> None:
    page = page_of(window, "fuel")
    window.show_toast("F02 天然气 · 净消耗量 · 2 月：“约800”不是数字。可写 1,234.5、12万、1.2e3 或 =3*40+5。")
    QApplication.processEvents()
    top = window._toast.mapTo(window, QPoint(0, 0)).y()
    assert top >= page.mapTo(window, QPoint(0, page.height())).y()


def test_delete_empties_a_block_and_fill_right_repeats(blank: Window) -> None:
    table_of(blank, "power")
    type_text("6")
    press("Tab")
    press("Left")
    for _ in range(11):
        press("Shift+Right")
    press("Ctrl+R")
    assert [text(blank, "power.grid", month) for month in MONTHS] == ["6"] * 12
    press("Del")
    assert [text(blank, "power.grid", month) for month in MONTHS] == [None] * 12
    press("Ctrl+Z")
    assert text(blank, "power.grid", "2025-12") == "6"


def test_copy_gives_a_spreadsheet_plain_figures(blank: Window) -> None:
    table_of(blank, "power")
    paste("1,200\t1,300.5")
    press("Shift+Right")
    press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "1200.0\t1300.5"


def test_a_fuel_is_added_from_the_searchable_list_and_removed_again(blank: Window) -> None:
    page = page_of(blank, "fuel")
    assert page.rows is not None
    page.rows.add.setFocus()
    press("Space")
    type_text("natural_gas")
    press("Return")
    rows = blank.desk.workbench.project.rows_of("fuel")
    assert [row.id for row in rows] == ["F01"]
    assert text(blank, "fuel.kind", "", "F01") == "natural_gas"
    assert focused() is page.table
    type_text("4.2")
    press("Return")
    assert text(blank, "fuel.amount", "2025-01", "F01") == "4.2"
    page.rows.remove.setFocus()
    press("Space")
    assert not blank.desk.workbench.project.rows_of("fuel")
    press("Ctrl+Z")
    assert text(blank, "fuel.amount", "2025-01", "F01") == "4.2"


def test_a_page_without_rows_speaks_of_months_only_where_it_has_some(blank: Window) -> None:
    pages = [each for each in blank.desk.workbench.catalogue.pages.values() if each.table]
    quantities = blank.desk.workbench.catalogue.vocabulary.quantities
    told: dict[bool, set[bool]] = {}
    for form in pages:
        if form.id in blank.page_ids() and not blank.desk.workbench.project.rows_of(form.table):
            page = page_of(blank, form.id)
            monthly = any(quantities[each.quantity].per == "month" for each in form.questions)
            told.setdefault(monthly, set()).add("1 月" in page.months.empty.text())
    assert told == {True: {True}, False: {False}}


def test_the_keys_beneath_the_months_name_the_one_for_a_figure_of_the_year(blank: Window) -> None:
    page = page_of(blank, "output")
    assert page.table is not None
    assert "End" in page.hints.text()
    press("End")
    type_text("18500")
    press("Return")
    assert text(blank, page.model.lines[0].key[0], "2025") == "18500"


def test_a_whole_table_is_stated_as_none(blank: Window) -> None:
    page = page_of(blank, "weld")
    assert page.rows is not None
    page.rows.nothing.setFocus()
    press("Space")
    assert blank.desk.workbench.project.answers[Place("weld")].standing == "none"
    assert page.model.rowCount() == 0
    assert "没有这一类" in page.months.empty.text()
    assert focused() is page.months.empty
    for key in ("Return", "Space", "Enter"):
        press(key)  # none of them takes back what was stated
        assert Place("weld") in blank.desk.workbench.project.answers
    blank.show_page("power")
    assert page_of(blank, "weld").months.empty.hasFocus()
    press("Return")
    assert Place("weld") in blank.desk.workbench.project.answers
    page.rows.nothing.setFocus()
    press("Return")
    assert Place("weld") not in blank.desk.workbench.project.answers
    assert focused() is page.rows.add


def test_single_questions_commit_on_enter_and_go_on(blank: Window) -> None:
    page = page_of(blank, "site")
    assert focused() is page.card.fields[0].edit
    type_text("Hengtuo")
    press("Return")
    assert text(blank, "site.name", "") == "Hengtuo"
    assert focused() is page.card.fields[1].edit
    press("Ctrl+Z")
    assert text(blank, "site.name", "") is None


def test_where_nothing_is_published_the_key_for_not_knowing_says_so(blank: Window) -> None:
    page = page_of(blank, "power")
    row = next(each for each in page.card.fields if not each.field.may_default and not each.field.may_none)
    row._unknown()
    assert "没有公布的缺省值" in blank._toast.text.text()
    assert "空格" not in blank._toast.text.text()


def test_a_choice_is_found_by_typing(blank: Window) -> None:
    page = page_of(blank, "site")
    province = next(each for each in page.card.fields if each.field.place.quantity == "site.province")
    province.edit.setFocus()
    type_text("z")
    type_text("hejiang", on=focused())
    press("Return")
    assert text(blank, "site.province", "") == "CN-ZJ"


def test_f2_asks_for_the_chain_of_the_cell(window: Window) -> None:
    asked: list[str] = []
    window.desk.wants_why.disconnect()
    window.desk.wants_why.connect(asked.append)
    page = page_of(window, "fuel")
    page.stand_on(Place("fuel.amount", "F02", "2025-03"))
    press("F2")
    assert asked == ["fuel.amount[F02]@2025"]


def test_standing_on_a_place_goes_to_its_cell_or_field(window: Window) -> None:
    page = page_of(window, "weld")
    page.stand_on(Place("weld.bought", "P02", "2025-07"))
    assert page.table is not None
    assert page.table.at == (1, 7)
    page.stand_on(Place("weld.closing", "P02", "2025"))
    assert focused() in [each.edit for each in page.card.fields]
    assert page.row_id == "P02"


def test_every_control_of_every_page_has_a_name(window: Window) -> None:
    for id_ in ("site", "fuel", "power", "weld", "output"):
        page = page_of(window, id_)
        for each in page.card.fields:
            assert each.edit.accessibleName()
        assert page.table is None or page.table.accessibleName()


@pytest.mark.parametrize(("width", "height"), [(1366, 698), (1280, 690)])
def test_a_year_fits_the_window_without_sideways_scrolling(window: Window, width: int, height: int) -> None:
    window.resize(width, height)
    for id_ in ("power", "fuel"):
        table = page_of(window, id_).table
        QApplication.processEvents()
        assert table is not None
        assert table.horizontalScrollBar().maximum() == 0
        assert table.width() <= width - window.desk.theme.px(14.9)


def test_a_year_fits_with_the_largest_text(window: Window) -> None:
    window.resize(1366, 698)
    window.desk.look(theme=themes.load(CATALOGUE.resources / "themes", "contrast", "huge"))
    table = table_of(window, "fuel")
    QApplication.processEvents()
    assert table.horizontalScrollBar().maximum() == 0


def test_a_slip_of_one_digit_is_seen_while_typing_and_mended_by_one_key(window: Window) -> None:
    page = page_of(window, "fuel")
    page.stand_on(Place("fuel.amount", "F01", "2025-01"))  # last year 5.2542
    type_text("52.5")
    assert "可能多输一位" in page.strip.finding.text()
    press("Return")
    press("Shift+Return")
    press("Alt+1")
    assert text(window, "fuel.amount", "2025-01", "F01") == "5.25"


def test_a_doubtful_figure_is_kept_with_a_reason_and_no_longer_asked_about(window: Window) -> None:
    page = page_of(window, "fuel")
    page.stand_on(Place("fuel.amount", "F01", "2025-01"))  # last year 5.2542
    type_text("52.5")
    press("Return")
    press("Shift+Return")
    press("Alt+2")
    type_text("new furnace")
    press("Return")
    answer = window.desk.workbench.project.answers[Place("fuel.amount", "F01", "2025-01")]
    assert (answer.text, answer.note) == ("52.5", "new furnace")
    assert page.strip.shown is not None
    assert page.strip.shown.severity == ""
    assert focused() is page.table


def test_switching_the_language_keeps_what_is_being_typed(blank: Window) -> None:
    page_of(blank, "power")
    type_text("31.5")
    blank.desk.look(language="en")
    assert text(blank, "power.grid", "2025-01") == "31.5"


def test_a_year_may_be_typed_in_the_place_of_its_months(blank: Window) -> None:
    table = table_of(blank, "power")
    for _ in range(12):
        press("Right")
    type_text("1,200")
    press("Return")
    assert text(blank, "power.grid", "2025") == "1,200"
    assert table.months.counts()[0] == 12
    assert table.months.doubt(0, 13) == ""


def test_f1_shows_what_a_question_means(blank: Window) -> None:
    page = page_of(blank, "power")
    press("F1")
    assert page.guidance.isVisible()
    assert "电网购电" in page.guidance.title.text()
    press("F1")
    assert not page.guidance.isVisible()


def test_unknown_takes_the_default_where_there_is_one_and_says_so_where_there_is_none(window: Window) -> None:
    page = page_of(window, "fuel")
    page.stand_on(Place("fuel.oxidation_measured", "F02", "2025"))
    press("Alt+0")
    assert (
        window.desk.workbench.project.answers[Place("fuel.oxidation_measured", "F02", "2025")].standing
        == "default"
    )
    page.stand_on(Place("fuel.amount", "F02", "2025-01"))
    press("Alt+0")
    assert "没有公布的缺省值" in page.strip.finding.text()


def test_a_read_only_file_takes_no_keys(application: QApplication, blank_file: Path) -> None:
    with ProjectFile.open(blank_file, "lin", read_only=True) as file:
        made = app.open_desk(CATALOGUE, file, "lin")
        made.show()
        application.processEvents()
        table = table_of(made, "power")
        type_text("5")
        press("Space")
        assert not table.is_typing
        assert not made.desk.workbench.project.answers
        made.hide()
        made.deleteLater()
        application.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def test_modifiers_and_lock_keys_pressed_alone_do_nothing_to_what_is_typed(blank: Window) -> None:
    table_of(blank, "power")
    type_text("12")
    for key in (Qt.Key.Key_Shift, Qt.Key.Key_NumLock, Qt.Key.Key_CapsLock, Qt.Key.Key_Control, Qt.Key.Key_F9):
        QTest.keyClick(focused(), key)
    type_text("*3")
    press("Return")
    assert text(blank, "power.grid", "2025-01") == "12*3"


def steam(window: Window) -> tuple[MonthTable, str]:
    """The page of heat with one supplier who bills steam by tonnes; its table, standing on the row of steam."""
    bench = window.desk.workbench
    row = bench.add_row("heat")
    bench.set_answers({Place("heat.steam", row, MONTHS[0]): Answer("100", "t")})
    table = table_of(window, "heat")
    table.stand(line_of(table, "heat.steam"), 2)
    return table, row


def line_of(table: MonthTable, quantity: str) -> int:
    """The line of a quantity."""
    return next(at for at, line in enumerate(table.months.lines) if line.key[0] == quantity)


def test_enter_goes_into_an_optional_row_that_the_totals_wait_for(blank: Window) -> None:
    table, row = steam(blank)
    for month in range(2, 13):
        type_text(f"{month}00")
        press("Return")
    pressure = line_of(table, "heat.pressure")
    assert table.months.fold(pressure) == ""
    assert table.months.fold(line_of(table, "heat.temperature")) == "optional"
    assert table.at == (pressure, 1)
    type_text("1.1")
    press("Return")
    assert text(blank, "heat.pressure", "2025-01", row) == "1.1"


def test_missing_months_of_an_optional_row_are_drawn_and_counted(blank: Window) -> None:
    table, _ = steam(blank)
    for month in range(2, 13):
        type_text(f"{month}00")
        press("Return")
    months = table.months
    before, wanted = months.counts()
    type_text("1.1")
    press("Return")
    pressure = line_of(table, "heat.pressure")
    assert months.counts() == (before + 1, wanted)
    assert [months.to_fill(pressure, column) for column in range(1, 13)] == [False] + [True] * 11
    assert months.lacking(pressure) == 11
    assert blank.desk.words("entry.state.blank") not in months.said(pressure, 2)
    for _ in range(11):
        type_text("1.1")
        press("Return")
    assert months.counts() == (before + 12, wanted)
    assert wanted == 36  # steam, pressure, heat given away; heat in GJ may stay blank and is not counted
    assert months.lacking(pressure) == 0
    assert not any(months.to_fill(line_of(table, "heat.temperature"), column) for column in range(1, 13))


def test_enter_after_the_last_question_of_a_new_row_goes_to_its_months_and_then_on(blank: Window) -> None:
    page = page_of(blank, "heat")
    press("Ins")
    type_text("Park")
    press("Return")
    press("Return")  # the supplier's factor may stay blank
    assert page.table is not None
    assert focused() is page.table
    assert page.current_place == Place("heat.amount", "R01", MONTHS[0])
    blank.desk.workbench.set_answers(
        {
            Place(quantity, "R01", "2025"): Answer("", "", "none")
            for quantity in ("heat.amount", "heat.exported")
        }
    )
    assert page.card.stand("heat.factor_supplier")
    press("Return")
    assert blank.current is page
    assert page.current_place is not None
    assert page.current_place.quantity == "heat.factor_supplier"
    assert "Ctrl+Enter" in page.strip.finding.text()


def test_heat_in_joules_counts_as_answered_once_steam_is_there(blank: Window) -> None:
    table, row = steam(blank)
    months = table.months
    heat = line_of(table, "heat.amount")
    assert months.fold(heat) == "optional"
    assert months.sentence(heat).startswith("已按“购入蒸汽”填，这一行不用填。")
    assert months.lacking(heat) == 0
    assert not any(months.to_fill(heat, column) for column in range(1, 13))
    table.stand(heat, 1)
    type_text("5")  # it may still be filled in: the check says that both stand there
    press("Return")
    assert months.fold(heat) == ""
    assert text(blank, "heat.amount", MONTHS[0], row) == "5"


def test_end_goes_to_the_year_of_a_folded_row_and_right_stays_in_the_row(blank: Window) -> None:
    table, row = steam(blank)
    temperature = line_of(table, "heat.temperature")
    table.stand(temperature, 1)
    press("Right")
    assert table.at == (temperature, 1)
    press("Left")
    assert table.at == (temperature, 1)
    press("End")
    assert table.at == (temperature, 13)
    assert table.height() == table.height_wanted()
    press("Right")
    assert table.at == (temperature, 13)
    type_text("190")
    press("Return")
    assert text(blank, "heat.temperature", "2025", row) == "190"
    pressure = line_of(table, "heat.pressure")
    table.stand(pressure, 1)
    type_text("1.1")
    press("Return")
    press("End")
    assert table.at == (pressure, 13)
    type_text("1.2")
    press("Return")
    assert text(blank, "heat.pressure", "2025", row) == "1.2"
    assert table.months.lacking(pressure) == 0
