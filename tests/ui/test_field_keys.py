"""Keys in single fields: Alt never types, a finding in a field is shown and confirmed there, arrows go along."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.ui.drive import focused, press, type_text
from zcdesk.domain.answer import Answer, Place
from zcdesk.ui.entry.cell_editor import CellEditor
from zcdesk.ui.entry.cell_strip import ReasonLine
from zcdesk.ui.entry.field_edits import TextField
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.entry.month_list import MonthEdit
from zcdesk.ui.frame.window import Window

SUPPLIED = Place("heat.factor_supplier", "R01", "2025")
OXIDATION = Place("fuel.oxidation_measured", "F01", "2025")
DECEMBER = Place("fuel.amount", "F01", "2025-12")
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def key(name: Qt.Key, text: str = "", held: Qt.KeyboardModifier = ALT) -> None:
    """A key as a keyboard sends it: first it is offered as an override, then pressed, with its text."""
    for kind in (QKeyEvent.Type.ShortcutOverride, QKeyEvent.Type.KeyPress):
        QApplication.sendEvent(focused(), QKeyEvent(kind, name, held, text))
    QApplication.processEvents()


def page_of(window: Window, id_: str, place: Place | None = None) -> FormPage:
    """A form page, with the focus on a place of it."""
    window.show_page(id_, place)
    QApplication.processEvents()
    page = window.current
    assert isinstance(page, FormPage)
    return page


def text_of(editor: object) -> str:
    """What stands in an editor."""
    return editor.toPlainText() if isinstance(editor, TextField) else editor.text()  # type: ignore[attr-defined]


def doubtful(window: Window, place: Place = SUPPLIED, text: str = "9000", unit: str = "tCO2/GJ") -> None:
    """A figure that cannot be right."""
    window.desk.workbench.set_answers({place: Answer(text, unit)})


@pytest.mark.parametrize(
    ("page", "place"),
    [("site", Place("site.credit_code")), ("site", Place("site.boundary")), ("heat", SUPPLIED)],
)
def test_alt_writes_nothing_in_a_field(window: Window, page: str, place: Place) -> None:
    asked = page_of(window, page, place)
    editor = focused()
    held = text_of(editor)
    for name in "13456789as":
        key(Qt.Key(ord(name.upper())), name)
        assert text_of(editor) == held, name
    key(Qt.Key.Key_2, "2")  # asks for a reason, which has a line of its own
    assert focused() is asked.strip.note
    assert text_of(editor) == held
    press("Escape")
    assert focused() is editor
    window.act("next_finding")
    assert text_of(editor) == held


def test_a_keyboard_that_types_with_altgr_still_types(window: Window) -> None:
    page_of(window, "site", Place("site.email"))
    key(Qt.Key.Key_At, "@", ALT | CTRL)
    assert "@" in text_of(focused())


def test_alt_writes_nothing_in_a_cell_nor_in_a_reason_nor_in_a_month(window: Window) -> None:
    page = page_of(window, "fuel", DECEMBER)
    type_text("12")
    assert page.table is not None
    editor = page.table.editor
    assert isinstance(editor, CellEditor)
    key(Qt.Key.Key_1, "1")
    assert editor.text() == "12"
    for line in (ReasonLine(), MonthEdit()):
        QApplication.sendEvent(line, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_1, ALT, "1"))
        QApplication.sendEvent(
            line, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_2, Qt.KeyboardModifier(), "2")
        )
        assert line.text() == "2"


def test_a_doubtful_field_is_confirmed_where_one_stands(window: Window) -> None:
    doubtful(window)
    page = page_of(window, "heat", SUPPLIED)
    assert page.strip.shown is not None
    assert page.strip.shown.severity == "warning"
    edit = focused()
    key(Qt.Key.Key_2, "2")
    assert focused() is page.strip.note
    page.strip.note.setText("供热单位书面提供")
    press("Return")
    assert window.desk.workbench.project.answers[SUPPLIED].note == "供热单位书面提供"
    assert focused() is edit
    assert page.current_place == SUPPLIED


def test_the_correction_offered_for_a_field_is_taken_there(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place("fuel.carbon_measured", "F01", "2025")
    doubtful(window, place, "0.153", "tC/GJ")
    page = page_of(window, "fuel", place)
    assert page.strip.shown is not None
    told = page._telling.of
    monkeypatch.setattr(page._telling, "of", lambda *at: replace(told(*at), fix="0.0153", mend=None))
    page._show_strip()
    key(Qt.Key.Key_1, "1")
    assert window.desk.workbench.project.answers[place] == Answer("0.0153", "tC/GJ")
    assert text_of(focused()) == "0.0153"
    assert page.current_place == place


def test_the_panel_is_of_the_field_that_has_the_focus(window: Window) -> None:
    window.desk.workbench.set_setting("confirmed:jump:fuel.jump:fuel.amount[F04]@2025:5.64", None)
    page = page_of(window, "fuel", DECEMBER)
    window.show_page("fuel", OXIDATION)
    press("Alt+0")
    doubtful(window, OXIDATION, "5", "1")
    named = window.desk.say(page._telling.of(*page._at).place) if page._at else ""
    seen = []
    for _ in range(6):
        press("F8")
        seen.append(page.current_place if window.current is page else None)
        if seen[-1] == OXIDATION:
            assert page.strip.shown is not None
            assert page.strip.shown.severity
            assert page.strip.place.text() == named
            assert any(each.edit is focused() for each in page.card.fields)
    assert OXIDATION in seen
    assert any(one != OXIDATION for one in seen)
    assert all(one != two for one, two in pairwise(seen))


def test_coming_a_second_time_and_typing_the_panel_stays_with_the_field(window: Window) -> None:
    page = page_of(window, "fuel", DECEMBER)
    for _ in range(2):
        window.show_page("fuel", OXIDATION)
        assert page.current_place == OXIDATION
        named = page.strip.place.text()
        window.show_page("findings")
    window.show_page("fuel", OXIDATION)
    type_text("0.9")
    assert page.table is not None
    page.table.moved.emit()  # the table is laid anew beneath one's hands
    assert page.current_place == OXIDATION
    assert page.strip.place.text() == named
    assert focused() is next(each.edit for each in page.card.fields if each.field.place == OXIDATION)


def test_arrows_go_from_field_to_field_and_keep_what_was_typed(window: Window) -> None:
    page = page_of(window, "site", Place("site.phone"))
    at = next(n for n, each in enumerate(page.card.fields) if each.field.place == Place("site.phone"))
    type_text("0")
    typed = text_of(focused())
    press("Down")
    assert focused() is page.card.fields[at + 1].edit
    assert window.desk.workbench.project.answers[Place("site.phone")].text == typed
    press("Up")
    press("Up")
    assert focused() is page.card.fields[at - 1].edit
    page.card.fields[-1].edit.setFocus()
    press("Down")
    assert window.current is page
    assert focused() is page.card.fields[-1].edit


def test_arrows_stay_in_a_text_of_several_lines(window: Window) -> None:
    place = Place("site.boundary")
    page = page_of(window, "site", place)
    edit = focused()
    assert isinstance(edit, TextField)
    edit.setPlainText("一\n二")
    press("Down")
    assert focused() is edit
    press("Down")
    assert focused() is not edit
    assert ("Shift+Enter", "上一格") in page.keys_here()


def test_up_from_the_first_field_goes_to_the_table(window: Window) -> None:
    page = page_of(window, "fuel", DECEMBER)
    page.card.fields[0].edit.setFocus()
    press("Up")
    assert focused() is page.table
