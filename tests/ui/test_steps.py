"""One thing at a time, by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.ui.conftest import CATALOGUE, shown
from tests.ui.drive import focused, paste, press, type_text
from zcdesk.domain.answer import Place, months_of
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.entry.steps_page import StepsPage
from zcdesk.ui.frame.window import Window
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms import guide
from zcdesk.workbench.forms.stepping import steps
from zcdesk.workbench.workbench import Workbench, pin_of


@pytest.fixture
def blank(application: QApplication, tmp_path: Path) -> Iterator[Window]:
    """A window on a new machinery project of one year."""
    path = tmp_path / "blank.zcd"
    create(CATALOGUE, path, "lin", ("2025",), (pin_of(CATALOGUE, "cn.machinery"),), None).file.close()
    yield from shown(application, path)


def page_of(window: Window) -> StepsPage:
    """The page, opened by its key."""
    press("Ctrl+G", window)
    page = window.current
    assert isinstance(page, StepsPage)
    return page


def to(page: StepsPage, quantity: str) -> None:
    """Skip until a quantity is asked."""
    for _ in range(60):
        if page.current_quantity == quantity:
            return
        press("Alt+S")
    raise AssertionError(f"{quantity} is not asked")


def bench_of(window: Window) -> Workbench:
    return window.desk.workbench


def test_it_asks_first_what_the_first_page_wants_first(blank: Window) -> None:
    page = page_of(blank)
    assert page.current_quantity == "site.name"
    type_text("Hengtuo")
    press("Return")
    assert bench_of(blank).project.answers[Place("site.name")].text == "Hengtuo"
    assert page.current_quantity != "site.name"


def test_what_is_left_is_counted_exactly(blank: Window) -> None:
    page = page_of(blank)
    todo = steps(bench_of(blank), "2025")
    left = sum(each.required for each in todo)
    assert page.left.text() == f"还有 {left} 问，另有选填 {len(todo) - left} 问"
    missing, _ = guide.tally(bench_of(blank), "2025")
    assert left == missing  # nothing is there yet: one question for each thing that is missing
    type_text("Hengtuo")
    press("Return")
    assert page.left.text() == f"还有 {left - 1} 问，另有选填 {len(todo) - left} 问"


def test_what_may_stay_blank_says_so_and_is_asked_when_it_is_wanted(blank: Window) -> None:
    page = page_of(blank)
    to(page, "site.nature")
    assert page.step is not None
    assert not page.step.required
    assert page.field is not None
    assert page.field.chip.text() == "选填"
    for _ in range(200):
        if page.step is None:
            break
        press("Alt+S")
    assert page.step is None
    asked = [each for each in page.findChildren(QPushButton) if each.text().startswith("看选填的")]
    asked[0].setFocus()
    press("Space")
    assert page.step is not None
    assert not page.step.required
    assert page.isAncestorOf(focused())


def test_months_are_typed_one_after_another_and_the_sum_is_told(blank: Window) -> None:
    page = page_of(blank)
    to(page, "power.grid")
    for month in range(12):
        type_text(str(100 + month))
        press("Return")
    answers = bench_of(blank).project.answers
    typed = [answers[Place("power.grid", "", month)].text for month in months_of("2025")]
    assert typed == [str(100 + month) for month in range(12)]
    assert page.current_quantity != "power.grid"
    press("Alt+Left")
    assert page.current_quantity == "power.grid"
    assert page.sum.text() == "合计 1,266 kWh"  # 12 * 100 + 66


def test_a_column_is_pasted_as_one_step(blank: Window) -> None:
    page = page_of(blank)
    to(page, "power.grid")
    head = bench_of(blank).file.head
    paste("\n".join(str(month) for month in range(1, 13)))
    assert bench_of(blank).file.head == head + 1
    assert bench_of(blank).project.answers[Place("power.grid", "", "2025-12")].text == "12"


def test_a_column_that_is_too_long_is_refused_whole(blank: Window) -> None:
    page = page_of(blank)
    to(page, "power.grid")
    head = bench_of(blank).file.head
    paste("\n".join(str(month) for month in range(13)))
    assert bench_of(blank).file.head == head
    assert page.trouble.isVisible()
    assert "13" in page.trouble.text()


def test_a_table_without_rows_is_asked_for_first(blank: Window) -> None:
    page = page_of(blank)
    for _ in range(60):
        if page.step is not None and page.step.kind == "rows" and page.step.page.table == "fuel":
            break
        press("Alt+S")
    assert focused() is page.add
    page.nothing.setFocus()
    press("Space")
    assert bench_of(blank).project.answers[Place("fuel")].standing == "none"
    assert page.step is not None
    assert page.step.page.table != "fuel"


def test_none_of_it_is_said_and_not_zero(blank: Window) -> None:
    page = page_of(blank)
    to(page, "power.green_trade")
    page.none_of_it()
    assert bench_of(blank).project.answers[Place("power.green_trade", "", "2025")].standing == "none"


def test_escape_goes_to_the_same_place_in_the_table_and_back_again(blank: Window) -> None:
    page = page_of(blank)
    to(page, "power.grid")
    press("Escape")
    sheet = blank.current
    assert isinstance(sheet, FormPage)
    assert sheet.current_quantity == "power.grid"
    press("Ctrl+G", blank)
    assert blank.current is page
    assert page.current_quantity == "power.grid"


def test_what_was_skipped_can_be_asked_again(blank: Window) -> None:
    page = page_of(blank)
    first = page.current_quantity
    for _ in range(200):
        if page.step is None:
            break
        press("Alt+S")
    assert page.step is None
    page.again()
    assert page.current_quantity == first


def test_a_full_year_has_nothing_to_ask(window: Window) -> None:
    page = page_of(window)
    assert page.step is None
    assert focused() is page.checks
    press("Space")
    assert window.current is not None
    assert window.current.id == "findings"


def test_escape_leaves_a_choice_for_the_table(blank: Window) -> None:
    page = page_of(blank)
    to(page, "site.province")
    assert page.field is not None
    assert focused() is page.field.edit
    press("Escape")
    assert isinstance(blank.current, FormPage)
    assert blank.current.current_quantity == "site.province"


def test_escape_restores_a_text_first(blank: Window) -> None:
    page = page_of(blank)
    type_text("Heng")
    press("Escape")
    assert blank.current is page
    assert Place("site.name") not in bench_of(blank).project.answers
    press("Escape")
    assert isinstance(blank.current, FormPage)


def test_undo_keeps_the_focus_in_the_card(blank: Window) -> None:
    page = page_of(blank)
    type_text("Hengtuo")
    press("Return")
    for _ in range(200):
        if page.step is None:
            break
        press("Alt+S")
    assert page.step is None
    page.again()
    press("Alt+Right")
    press("Ctrl+Z")
    assert page.isAncestorOf(focused())
    for _ in range(3):
        press("Ctrl+Z")
        assert page.isAncestorOf(focused())


def test_undo_of_the_last_answer_asks_it_again_with_the_focus_on_it(window: Window) -> None:
    page = page_of(window)
    assert page.step is None
    bench = bench_of(window)
    bench.set_answers({Place("site.name"): None})
    page.refresh()
    page.stand_on(None)
    type_text("Hengtuo")
    press("Return")
    assert page.step is None
    assert focused() is page.checks
    press("Ctrl+Z")
    assert page.current_quantity == "site.name"
    assert page.field is not None
    assert focused() is page.field.edit


def test_alt_and_arrows_go_on_and_back_as_control_enter_does(blank: Window) -> None:
    page = page_of(blank)
    first = page.current_quantity
    press("Alt+Right")
    second = page.current_quantity
    assert second != first
    press("Alt+Left")
    assert page.current_quantity == first
    press("Ctrl+Return")
    assert blank.current is page
    assert page.current_quantity == second


def test_after_a_paste_enter_goes_to_the_next_question(blank: Window) -> None:
    page = page_of(blank)
    to(page, "power.grid")
    paste("\n".join(str(month) for month in range(1, 13)))
    press("Return")
    assert page.current_quantity != "power.grid"
    press("Alt+Left")
    assert page.months is not None
    page.months.stand(0)
    type_text("7")
    press("Return")  # what is typed anew goes on to February
    assert focused() is page.months.edits[1]
    press("Return")  # nothing typed, nothing missing
    assert page.current_quantity != "power.grid"


def test_a_month_that_is_no_number_says_why_is_not_counted_and_is_undone(blank: Window) -> None:
    page = page_of(blank)
    to(page, "power.grid")
    type_text("abc")
    press("Return")
    assert page.trouble.isVisible()
    assert page.trouble.text().startswith("1 月：")
    assert page.sum.text() == "已填 0 个月"
    press("Ctrl+Z")
    assert Place("power.grid", "", "2025-01") not in bench_of(blank).project.answers
    assert page.months is not None
    assert page.months.edits[0].text() == ""
    assert not page.trouble.isVisible()
    assert page.isAncestorOf(focused())


def test_space_in_an_empty_month_states_none(blank: Window) -> None:
    page = page_of(blank)
    to(page, "power.green_trade")
    press("Space")
    assert bench_of(blank).project.answers[Place("power.green_trade", "", "2025")].standing == "none"
    assert page.current_quantity != "power.green_trade"
    press("Alt+Left")
    assert page.sum.text() == "已声明无此项；填数即收回。"
    type_text("5")
    press("Return")
    answers = bench_of(blank).project.answers
    assert Place("power.green_trade", "", "2025") not in answers
    assert answers[Place("power.green_trade", "", "2025-01")].text == "5"
    press("Ctrl+Z")
    assert bench_of(blank).project.answers[Place("power.green_trade", "", "2025")].standing == "none"


def test_space_with_months_there_asks_before_it_takes_them_out(blank: Window) -> None:
    page = page_of(blank)
    to(page, "power.grid")
    type_text("5")
    press("Return")
    press("Space")
    assert Place("power.grid", "", "2025-01") in bench_of(blank).project.answers
    assert "移出 1 个数" in page.trouble.text()
    press("Space")
    assert bench_of(blank).project.answers[Place("power.grid", "", "2025")].standing == "none"


def test_a_year_figure_stands_in_the_place_of_the_months(blank: Window) -> None:
    page = page_of(blank)
    to(page, "power.grid")
    assert page.months is not None
    page.months.stand(0)
    press("Up")
    for _ in range(12):
        press("Down")
    assert focused() is page.months.edits[12]
    type_text("1200")
    press("Return")
    assert bench_of(blank).project.answers[Place("power.grid", "", "2025")].text == "1200"
    assert page.current_quantity != "power.grid"
    press("Alt+Left")
    assert page.sum.text() == "合计 1,200 kWh"


@pytest.mark.parametrize("keys", ["Alt+Right", "Alt+S", "Ctrl+Return", "Alt+Left"])
def test_what_is_being_typed_stays_with_its_question(blank: Window, keys: str) -> None:
    page = page_of(blank)
    to(page, "power.grid")
    press("Alt+Right")
    assert page.current_quantity == "power.green_trade"
    type_text("42")
    press(keys)
    answers = bench_of(blank).project.answers
    typed = {place: answer.text for place, answer in answers.items() if answer.text == "42"}
    assert typed == {Place("power.green_trade", "", "2025-01"): "42"}
