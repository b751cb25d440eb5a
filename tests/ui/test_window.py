"""The frame of the desk: moving, undoing, changing language, all by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from tests.ui.drive import press
from zcdesk.domain.answer import Place
from zcdesk.ui.frame.window import Window
from zcdesk.workbench.forms import guide


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
    assert "18,162.87" in window.status.total.text()
    assert not window.status.missing.isVisible()
    window.desk.workbench.set_answer(Place("power.grid", "", "2025-01"), "")
    QApplication.processEvents()
    assert "18,162.87" not in window.status.total.text()
    assert window.status.missing.isVisible()
    assert "1" in window.status.missing.text()


def test_the_sidebar_counts_exactly_what_a_page_lacks(window: Window) -> None:
    bench = window.desk.workbench
    for month in (1, 2, 3):
        bench.set_answer(Place("power.grid", "", f"2025-{month:02d}"), "")
    state = guide.states(bench, "2025")["power"]
    assert len(state.missing) == 3
    assert window.sidebar.items["power"].signs[0].count == "3"


def test_language_changes_at_once_everywhere(window: Window) -> None:
    assert window.sidebar.items["power"].text().startswith("电力")
    window.desk.look(language="en")
    QApplication.processEvents()
    assert window.sidebar.items["power"].text().startswith("Electricity")
    window.desk.look(language="zh")


def test_every_button_and_field_of_the_frame_has_a_name(window: Window) -> None:
    nameless = [
        control
        for kind in (QAbstractButton, QLineEdit)
        for control in window.findChildren(kind)
        if control.isVisible() and not (control.accessibleName() or control.property("text"))
    ]
    assert nameless == []


def test_the_plant_is_named_above_as_soon_as_it_is_renamed(window: Window) -> None:
    window.desk.workbench.set_answer(Place("site.name"), "新名字")
    assert window.topbar.plant.text() == "新名字"


def test_undo_says_what_it_would_take_back(window: Window) -> None:
    window.desk.workbench.set_answer(Place("site.name"), "新名字")
    assert "企业名称" in window.topbar.buttons["undo"].toolTip()
    assert not window.topbar.buttons["redo"].isEnabled()
    press("Ctrl+Z", window)
    assert "企业名称" in window.topbar.buttons["redo"].toolTip()


def test_a_page_may_lack_something_and_be_doubtful_both(window: Window) -> None:
    bench = window.desk.workbench
    bench.set_setting("confirmed:jump:fuel.jump:fuel.amount[F04]@2025:5.64", None)
    bench.set_answer(Place("fuel.amount", "F01", "2025-03"), "")
    signs = window.sidebar.items["fuel"].signs
    assert [each.count for each in signs] == ["1", "1"]  # a month is missing, and F04 is far from last year
    assert [each.shown for each in signs] == [True, True]
    assert "存疑" in window.sidebar.items["fuel"].accessibleDescription()


def test_the_language_is_kept_and_the_dialogs_of_the_system_follow(window: Window) -> None:
    kept = []
    window.desk.preferred.connect(lambda wanted: kept.append(wanted.language))
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    window.act("language")
    assert kept == ["en"]
    assert window.desk.language == "en"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    window.act("language")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_the_chain_of_a_number_takes_the_place_of_help(window: Window) -> None:
    window.show_page("power")
    press("F1")
    assert window.side is not None
    press("F2")
    assert window.side is None
    assert window.panel is not None
    assert window.panel.isVisible()


def test_a_narrow_window_keeps_icons_and_counts_and_the_panel_takes_the_page(window: Window) -> None:
    window.desk.workbench.set_answer(Place("power.grid", "", "2025-03"), "")
    window.resize(1100, 698)
    QApplication.processEvents()
    item = window.sidebar.items["power"]
    assert (item.text(), item.toolTip(), item.accessibleName()) == ("", "电力", "电力")
    assert window.sidebar.items["power"].signs[0].count == "1"
    window.show_page("power")
    press("F2")
    assert window.panel is not None
    assert (window.panel.isVisible(), window._stack.isVisible()) == (True, False)
    press("Escape")
    assert window._stack.isVisible()
    window.resize(1366, 698)
    QApplication.processEvents()
    assert item.text() == "电力"


def test_keys_give_way_to_what_is_missing_and_doubtful(window: Window) -> None:
    window.desk.workbench.set_answer(Place("power.grid", "", "2025-03"), "")
    window.show_page("report")
    window.desk.look(language="en")
    window.resize(900, 600)
    for _ in range(3):
        QApplication.processEvents()
    for each in (window.status.missing, window.status.doubtful, window.status.total):
        assert each.width() >= each.minimumSizeHint().width()
    shown = [window.status._keys.itemAt(at).widget().isVisible() for at in range(window.status._keys.count())]
    assert not all(shown)
    window.resize(1366, 698)
    for _ in range(3):
        QApplication.processEvents()
    assert all(
        window.status._keys.itemAt(at).widget().isVisible() for at in range(window.status._keys.count())
    )
    window.desk.look(language="zh")
