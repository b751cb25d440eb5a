"""The frame of the desk: moving, undoing, changing language, all by keyboard."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from tests.ui.drive import press
from zcdesk.domain.answer import Place
from zcdesk.ui.window import Window
from zcdesk.workbench import guide


def test_the_window_opens_on_the_first_page_with_the_plants_name(window: Window) -> None:
    assert window.current is not None
    assert "sample.zcd" in window.windowTitle()
    assert window.page_ids()[0] == "site"


def test_ctrl_enter_turns_the_pages_in_their_order(window: Window) -> None:
    seen = []
    for _ in range(3):
        press("Ctrl+Return", window)
        assert window.current is not None
        seen.append(window._current)
    assert seen == list(window.page_ids()[1:4])


def test_undo_takes_back_an_edit_and_says_which(window: Window) -> None:
    bench = window.desk.workbench
    place = Place("power.grid", "", "2025-01")
    before = bench.project.answers[place]
    bench.set_answer(place, "1", "MWh")
    press("Ctrl+Z", window)
    assert bench.project.answers[place] == before
    press("Ctrl+Y", window)
    assert bench.project.answers[place].text == "1"


def test_the_status_line_counts_what_is_missing_and_withholds_the_total(window: Window) -> None:
    assert "18,162.87" in window._total.text()
    assert not window._missing.isVisible()
    window.desk.workbench.set_answer(Place("power.grid", "", "2025-01"), "")
    QApplication.processEvents()
    assert "18,162.87" not in window._total.text()
    assert window._missing.isVisible()
    assert "1" in window._missing.text()


def test_the_sidebar_counts_exactly_what_a_page_lacks(window: Window) -> None:
    bench = window.desk.workbench
    for month in (1, 2, 3):
        bench.set_answer(Place("power.grid", "", f"2025-{month:02d}"), "")
    state = guide.states(bench, "2025")["power"]
    assert len(state.missing) == 3
    assert window._marks["power"][0].text() == "3"


def test_language_changes_at_once_everywhere(window: Window) -> None:
    assert window._nav["power"].text().startswith("电力")
    window.desk.look(language="en")
    QApplication.processEvents()
    assert window._nav["power"].text().startswith("Electricity")
    window.desk.look(language="zh")


def test_every_button_and_field_of_the_frame_has_a_name(window: Window) -> None:
    nameless = [
        control
        for kind in (QAbstractButton, QLineEdit)
        for control in window.findChildren(kind)
        if control.isVisible() and not (control.accessibleName() or control.property("text"))
    ]
    assert nameless == []
