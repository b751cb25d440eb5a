"""Everything is reached and done by keys: buttons, the year, rows, pages, sealing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import isValid

from tests.ui.conftest import CATALOGUE, shown
from tests.ui.drive import focused, press, type_text
from zcdesk import app
from zcdesk.domain.answer import Answer, Place
from zcdesk.store.project_file import ProjectFile
from zcdesk.ui.crash_notice import Notice
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.frame.key_sheet import keys
from zcdesk.ui.frame.palette import Palette
from zcdesk.ui.frame.settings import SettingsPage
from zcdesk.ui.frame.window import Window
from zcdesk.ui.records.history import HistoryPage
from zcdesk.ui.report.report_view import ReportPage
from zcdesk.ui.widgets.parts import button
from zcdesk.ui.widgets.picker import Picker
from zcdesk.workbench.bring import create
from zcdesk.workbench.workbench import Workbench, pin_of


@pytest.fixture
def blank(application: QApplication, tmp_path: Path) -> Iterator[Window]:
    """A window on a new machinery project of two years."""
    path = tmp_path / "blank.zcd"
    pins = (pin_of(CATALOGUE, "cn.machinery"),)
    create(CATALOGUE, path, "lin", ("2024", "2025"), pins, None).file.close()
    yield from shown(application, path)


def page_of(window: Window, id_: str) -> FormPage:
    """Go to a page and give it."""
    window.show_page(id_)
    page = window.current
    assert isinstance(page, FormPage)
    return page


def report_of(window: Window) -> ReportPage:
    """Go to the report, printed and settled."""
    window.show_page("report")
    app._settle(window)
    page = window.current
    assert isinstance(page, ReportPage)
    return page


# buttons


@pytest.mark.parametrize("kind", ["", "primary", "link", "icon", "side", "segment", "small", "unit"])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_one_stands_on(window: Window, kind: str, key: Qt.Key) -> None:
    done: list[str] = []
    made = button(window.desk, "x", lambda: done.append(kind), kind)
    made.setParent(window)
    made.show()
    made.setFocus()
    pad = Qt.KeyboardModifier.KeypadModifier
    QTest.keyClick(focused(), key, pad if key == Qt.Key.Key_Enter else Qt.KeyboardModifier.NoModifier)
    assert done == [kind]


def test_enter_adds_a_row_from_its_button(blank: Window) -> None:
    page = page_of(blank, "fuel")
    assert page.rows is not None
    page.rows.add.setFocus()
    press("Return")
    assert blank.findChild(Picker) is not None


def test_enter_goes_to_a_page_of_the_sidebar(blank: Window) -> None:
    page_of(blank, "fuel")
    press("Shift+F6")  # the region before the page
    press("Down")
    press("Return")
    assert blank.current is not None
    assert blank.current.id != "fuel"


def test_enter_leaves_the_question_whether_to_seal(window: Window) -> None:
    page = report_of(window)
    page.sealing.show()
    page.sealing.yes.setFocus()
    press("Tab")
    press("Return")
    assert page.sealing.isHidden()


def test_enter_goes_on_after_a_failure(window: Window) -> None:
    notice = Notice(window, window.desk, "ValueError", None, lambda: None, full=False)
    press("Shift+Tab")
    press("Return")
    assert notice.isHidden()


def test_enter_takes_a_look_in_the_settings(window: Window) -> None:
    window.show_page("settings")
    page = window.current
    assert isinstance(page, SettingsPage)
    page.previews[1].setFocus()
    press("Return")
    assert window.desk.preferences.theme != "light"


# years, rows, pages, sealing


def seek(text: str) -> None:
    """Open the palette and write what is sought, as an input method does."""
    press("Ctrl+K")
    field = focused()
    assert isinstance(field, QLineEdit)
    field.insert(text)


def choose(text: str) -> None:
    """Find something in the palette and take it."""
    seek(text)
    press("Return")


def test_the_year_is_chosen_by_a_key_and_the_focus_comes_back(blank: Window) -> None:
    page = page_of(blank, "power")
    press("Alt+Y")
    type_text("2024")
    press("Return")
    assert blank.desk.year == "2024"
    assert focused() is page.table


def test_a_year_is_found_in_the_palette(blank: Window) -> None:
    page_of(blank, "power")
    choose("2024")
    assert blank.desk.year == "2024"


def test_a_row_is_added_and_taken_away_by_keys(blank: Window) -> None:
    page = page_of(blank, "fuel")
    press("Ins")
    type_text("natural_gas")
    press("Return")
    assert [row.id for row in blank.desk.workbench.project.rows_of("fuel")] == ["F01"]
    assert focused() is page.table
    press("Ctrl+Del")
    assert not blank.desk.workbench.project.rows_of("fuel")
    press("Ctrl+Z")
    assert [row.id for row in blank.desk.workbench.project.rows_of("fuel")] == ["F01"]


def test_a_row_is_added_from_the_palette(blank: Window) -> None:
    page_of(blank, "fuel")
    choose("添加")
    type_text("diesel")
    press("Return")
    assert len(blank.desk.workbench.project.rows_of("fuel")) == 1


def test_a_page_without_rows_says_so(blank: Window) -> None:
    page_of(blank, "power")
    press("Ins")
    assert blank._toast.text.text() == "这一页没有可以增减的行。"


def test_pages_are_turned_by_alt_and_page_keys(blank: Window) -> None:
    page_of(blank, "fuel")
    ids = blank.page_ids()
    press("Alt+PgDown")
    assert blank.current is not None
    assert blank.current.id == ids[ids.index("fuel") + 1]
    press("Alt+PgUp")
    assert blank.current.id == "fuel"


def test_sealing_is_asked_by_a_key_or_says_what_is_in_the_way(window: Window) -> None:
    page_of(window, "power")
    press("Ctrl+Shift+S")
    page = window.current
    if isinstance(page, ReportPage):
        assert focused() is page.sealing.yes
    else:
        assert page is not None
        assert page.id == "findings"
        assert window._toast.isVisible()


@pytest.mark.parametrize("text", ["封存报告", "复核"])
def test_sealing_and_verifying_are_found_in_the_palette(window: Window, text: str) -> None:
    page_of(window, "power")
    seek(text)
    palette = window.findChild(Palette)
    assert palette is not None
    assert text in palette.list.current().title


def test_verifying_is_a_key(window: Window) -> None:
    page = report_of(window)
    press("Ctrl+Shift+R")
    app._settle(window)
    assert page.note.news.text()


def test_the_sidebar_is_one_stop_with_arrows_inside(window: Window) -> None:
    window.show_page("site")
    press("Shift+F6")
    assert focused() is window.sidebar.items["site"]
    press("Down")
    assert focused() is window.sidebar.items[window.page_ids()[window.page_ids().index("site") + 1]]
    press("End")
    assert focused() is window.sidebar.items["settings"]
    press("Home")
    press("Down")
    assert focused() is window.sidebar.items[window.page_ids()[0]]
    press("Tab")
    side = [*window.sidebar.items.values(), window.sidebar.wide_only[0]]
    assert focused() not in side
    press("Shift+Tab")
    assert focused() is window.sidebar.items[window.page_ids()[0]]


def test_the_key_sheet_names_the_keys(window: Window) -> None:
    said = {key.keys for key in keys(window.desk, window.actions_table)}
    assert {"Alt+Y", "Ins", "Ctrl+Del", "Ctrl+Shift+S", "Ctrl+Shift+R"} <= said
    assert "Ctrl+Enter, Alt+PgDown" in said


def test_undo_stops_at_the_birth_of_a_project(blank: Window) -> None:
    page = page_of(blank, "power")
    type_text("5")
    press("Return")
    for _ in range(3):
        press("Ctrl+Z")
    assert blank.desk.workbench.project.methods()
    assert not blank.desk.workbench.project.answers
    assert focused() is page.table


def test_a_list_opened_over_another_goes_back_to_the_page(blank: Window) -> None:
    page = page_of(blank, "power")
    for pressed in ("Alt+Y", "Ctrl+K", "Alt+Y", "Ctrl+K", "F4"):
        press(pressed)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    press("Escape")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    press("Alt+Y")
    press("Escape")
    assert focused() is page.table


def test_undo_in_a_file_that_can_only_be_read_says_so(
    application: QApplication, sample_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "sample.zcd"
    path.write_bytes(sample_file.read_bytes())
    with ProjectFile.open(path, "lin") as file:
        Workbench(CATALOGUE, file, "lin").set_answer(Place("site.contact"), "Wang")
    with ProjectFile.open(path, "lin", read_only=True) as file:
        made = app.open_desk(CATALOGUE, file, "lin")
        made.show()
        made.activateWindow()
        application.processEvents()
        made.show_page("power")
        press("Ctrl+Z")
        assert made._toast.isVisible()
        assert file.project.answers[Place("site.contact")].text == "Wang"
        made.hide()
        made.deleteLater()
        application.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def test_ctrl_del_takes_out_a_word_of_a_figure_being_typed_and_no_row(blank: Window) -> None:
    row = blank.desk.workbench.add_row("fuel", "natural_gas")
    page = page_of(blank, "fuel")
    type_text("12")
    press("Home")
    press("Ctrl+Del")
    assert [each.id for each in blank.desk.workbench.project.rows_of("fuel")] == [row]
    assert page.table is not None
    assert page.table.editor.text() == ""


def test_a_row_added_while_a_figure_is_typed_keeps_the_figure(blank: Window) -> None:
    row = blank.desk.workbench.add_row("fuel", "natural_gas")
    page_of(blank, "fuel")
    type_text("12")
    press("Ins")
    type_text("diesel")
    press("Return")
    assert blank.desk.workbench.project.answers[Place("fuel.amount", row, "2025-01")].text == "12"
    assert len(blank.desk.workbench.project.rows_of("fuel")) == 2


# history


def test_left_and_right_move_in_time_from_where_the_focus_starts(window: Window) -> None:
    bench = window.desk.workbench
    bench.set_answers({Place("site.contact"): Answer("Wang")})
    bench.set_answers({Place("site.contact"): Answer("Li")})
    window.show_page("history")
    app._settle(window)
    page = window.current
    assert isinstance(page, HistoryPage)
    assert focused() is page.list
    head = bench.file.head
    assert page.at == head
    press("Left")
    assert page.at == head - 1
    assert focused() is page.list
    press("Right")
    assert page.at == head
    press("Shift+Left")  # no sealed point: to the beginning
    assert page.at == 1
    press("Shift+Right")
    assert page.at == head
    app._settle(window)


# findings


def test_f8_goes_through_a_page_as_it_is_read(blank: Window) -> None:
    page = page_of(blank, "power")
    assert page.table is not None
    page.table.stand(0, 1)
    seen = [page.current_quantity]
    while blank.current is page:
        press("F8")
        seen.append(page.current_quantity)
    lines = [line.quantity.id for line in page.model.lines if line.quantity is not None]
    asked = [*lines, *(each.field.place.quantity for each in page.card.fields)]
    assert seen[:3] == ["power.grid", "power.green_trade", "power.exported"]
    assert [asked.index(each) for each in seen[:-1]] == sorted(asked.index(each) for each in seen[:-1])
    press("Shift+F8")
    assert blank.current is page


def test_the_key_sheet_scrolls_and_lets_go(window: Window) -> None:
    window.show_page("power")
    held = focused()
    press("Ctrl+/", window)
    sheet = window.around.sheet
    assert sheet.isVisible()
    bar = sheet.scroll.verticalScrollBar()
    for key in ("Down", "Down", "PgDown"):
        press(key)
        assert sheet.isAncestorOf(focused())
    assert bar.value() > 0 or bar.maximum() == 0
    for _ in range(5):
        press("Tab")
        assert sheet.isAncestorOf(focused())
    press("Escape")
    assert not sheet.isVisible()
    assert focused() is held


def test_going_to_a_page_leaves_the_key_sheet(window: Window) -> None:
    window.show_page("power")
    press("Ctrl+/", window)
    sheet = window.around.sheet
    window.show_page("fuel")
    QApplication.processEvents()
    assert not isValid(sheet) or not sheet.isVisible()
    press("Ctrl+/", window)
    again = window.around.sheet
    press("Ctrl+/", window)
    assert (
        not isValid(again) or not again.isVisible()
    )  # the same key closes it; two never lie over each other
