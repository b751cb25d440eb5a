"""A sheet of readings typed with the number pad alone, in its order; every key is one of the pad."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import CATALOGUE, shown
from tests.ui.drive import focused
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.ui.entry.cell_editor import CellEditor
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.entry.month_table import MonthTable
from zcdesk.workbench.bring import create
from zcdesk.workbench.workbench import pin_of

MONTHS = months_of("2025")
PAD = Qt.KeyboardModifier.KeypadModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYS = {
    **{str(digit): Qt.Key(Qt.Key.Key_0 + digit) for digit in range(10)},
    ".": Qt.Key.Key_Period, ",": Qt.Key.Key_Comma, "-": Qt.Key.Key_Minus, "+": Qt.Key.Key_Plus,
    "*": Qt.Key.Key_Asterisk, "/": Qt.Key.Key_Slash,
}  # fmt: skip


def hit(key: Qt.Key, held: Qt.KeyboardModifier = PAD) -> None:
    """Hit a key of the pad; NumLock is off for the ones that move or delete."""
    QTest.keyClick(focused(), key, held | PAD)


def pad(text: str) -> None:
    """Type a figure on the pad."""
    for char in text:
        hit(KEYS[char])


def enter(text: str = "") -> None:
    """Type a figure on the pad and hit its Enter."""
    pad(text)
    hit(Qt.Key.Key_Enter)


@pytest.fixture(scope="module")
def sheet_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a sheet of 25 fuels."""
    path = tmp_path_factory.mktemp("pad") / "sheet.zcd"
    bench = create(CATALOGUE, path, "lin", ("2025",), (pin_of(CATALOGUE, "cn.machinery"),), None)
    rows = [bench.add_row("fuel") for _ in range(25)]
    bench.set_answers({Place("fuel.kind", row): Answer("diesel") for row in rows})
    bench.file.close()
    return path


@pytest.fixture
def table(application: QApplication, sheet_file: Path, tmp_path: Path) -> Iterator[MonthTable]:
    """The sheet in a shown window, with the focus on its first month."""
    path = tmp_path / "sheet.zcd"
    path.write_bytes(sheet_file.read_bytes())
    for window in shown(application, path):
        window.show_page("fuel")
        page = window.current
        assert isinstance(page, FormPage)
        assert page.table is not None
        page.table.stand(0, 1)
        assert focused() is page.table
        yield page.table


def rows(table: MonthTable) -> list[str]:
    return [row.id for row in table.desk.workbench.project.rows_of("fuel")]


def where(table: MonthTable) -> tuple[int, int]:
    """Row of the sheet and month on which one stands, both from 0."""
    line, column = table.at
    quantity, row = table.months.lines[line].key
    assert quantity == "fuel.amount"
    return rows(table).index(row), column - 1


def said(table: MonthTable, row: int, month: int) -> str | None:
    """What the project says of a month of a row, both from 0."""
    answers = table.desk.workbench.project.answers
    answer = answers.get(Place("fuel.amount", rows(table)[row], MONTHS[month]))
    return None if answer is None else answer.text


def like_down(table: MonthTable) -> None:
    """Enter goes down, as somebody may like it who reads a sheet month by month."""
    table.desk.preferred.emit(replace(table.desk.preferences, enter="down"))


def reading(number: int) -> str:
    """The reading of a number of the sheet: with decimals, as meters have them."""
    return f"{100 + number}.{number % 4 * 25:02d}" if number % 4 else str(100 + number)


def test_three_hundred_readings_go_along_the_months_and_then_to_the_next_row(table: MonthTable) -> None:
    for number in range(300):
        assert where(table) == (number // 12, number % 12)
        enter(reading(number))
        if number % 25 == 0:
            QApplication.processEvents()  # the sheet is painted now and then
    typed = [said(table, number // 12, number % 12) for number in range(300)]
    assert typed == [reading(number) for number in range(300)]


def test_three_hundred_readings_go_down_the_rows_and_then_to_the_top_of_the_next_month(
    table: MonthTable,
) -> None:
    like_down(table)
    for number in range(300):
        assert where(table) == (number % 25, number // 25)
        enter(reading(number))
        if number % 25 == 0:
            QApplication.processEvents()  # the sheet is painted now and then
    typed = [said(table, number % 25, number // 25) for number in range(300)]
    assert typed == [reading(number) for number in range(300)]


@pytest.mark.parametrize("down", [False, True])
def test_the_last_reading_is_typed_again(table: MonthTable, down: bool) -> None:
    if down:
        like_down(table)
    enter("111")
    enter("222")
    after = where(table)
    hit(Qt.Key.Key_Enter, SHIFT)  # back
    enter("333")
    assert where(table) == after
    assert (said(table, *((1, 0) if down else (0, 1)))) == "333"
    assert said(table, 0, 0) == "111"


def test_a_slip_is_mended_while_it_is_typed_and_after(table: MonthTable) -> None:
    pad("129")
    hit(Qt.Key.Key_Backspace)
    enter("8.5")
    assert said(table, 0, 0) == "128.5"
    hit(Qt.Key.Key_Left)  # NumLock off: 4
    assert where(table) == (0, 0)
    hit(Qt.Key.Key_Backspace)  # takes up what stands there
    hit(Qt.Key.Key_Backspace)
    enter("6")
    assert said(table, 0, 0) in ("128.56", "128.6")


def test_the_arrows_of_the_pad_leave_what_is_typed_and_keep_it(table: MonthTable) -> None:
    pad("12")
    hit(Qt.Key.Key_Right)  # NumLock off: 6
    assert said(table, 0, 0) == "12"
    assert where(table) == (0, 1)
    pad("13")
    hit(Qt.Key.Key_Left)
    assert said(table, 0, 1) == "13"
    assert where(table) == (0, 0)
    pad("14")
    hit(Qt.Key.Key_Down)
    assert said(table, 0, 0) == "14"
    assert table.at == (1, 1)  # the line below, which here may stay blank


def test_delete_of_the_pad_empties_a_cell_and_is_undone(table: MonthTable) -> None:
    enter("50")
    hit(Qt.Key.Key_Left)
    hit(Qt.Key.Key_Delete)  # NumLock off: the key of the decimal point
    assert said(table, 0, 0) is None
    QTest.keyClick(focused(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert said(table, 0, 0) == "50"


def test_delete_of_the_pad_while_typing_leaves_the_cell_as_it_was(table: MonthTable) -> None:
    enter("50")
    hit(Qt.Key.Key_Left)
    pad("7")
    hit(Qt.Key.Key_Delete)  # nothing stands after the caret
    assert table.is_typing
    enter()
    assert said(table, 0, 0) == "7"


def test_a_minus_is_typed_kept_and_flagged_where_nothing_is_negative(table: MonthTable) -> None:
    pad("-5")
    assert isinstance(focused(), CellEditor)
    enter()
    assert said(table, 0, 0) == "-5"
    cell = table.months.cell(0, 1)
    assert cell is not None
    assert cell.state == "wrong"
    assert where(table) == (0, 1)  # one is not held up


@pytest.mark.parametrize("point", [".", ","])
def test_the_point_key_of_the_pad_writes_a_point_also_where_it_carries_a_comma(
    table: MonthTable, point: str
) -> None:
    enter(f"12{point}5")
    assert said(table, 0, 0) == "12.5"
    enter(f"{point}5")
    assert said(table, 0, 1) == ".5"
    cell = table.months.cell(0, 2)
    assert cell is not None
    assert cell.state == "filled"
