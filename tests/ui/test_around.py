"""Getting in and around, by keys alone."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.drive import focused, press, type_text, wait
from zcdesk import app, places
from zcdesk.domain.answer import Place
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.ui import crash
from zcdesk.ui import theme as themes
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.frame.window import Window
from zcdesk.workbench import beginning
from zcdesk.workbench.forms import profiles

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))


@pytest.fixture
def visit(
    application: QApplication, sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[app.Visit]:
    """The start window of somebody who has worked on one project and seen the tour."""
    monkeypatch.setattr(app.Visit, "_projects", lambda _: tmp_path)
    project = tmp_path / "plant.zcd"
    project.write_bytes(sample_file.read_bytes())
    user = tmp_path / "user"
    user.mkdir()
    known = [
        {"path": str(project), "name": "恒拓", "year": "2025", "missing": 2, "at": "2026-02-01T00:00:00Z"}
    ]
    known.append({"path": str(tmp_path / "gone.zcd"), "name": "没了", "at": "2026-01-01T00:00:00Z"})
    (user / "recent.json").write_text(json.dumps({"projects": known}), encoding="utf-8")
    (user / "settings.json").write_text('{"toured": true, "by": "lin"}', encoding="utf-8")
    made = app.Visit(CATALOGUE, user)
    made.begin(None)
    settled(made)
    yield made
    made.opening.cancel()
    made.crash.remove()
    if made.window is not None:
        made.window.close()
    if made.start is not None:
        made.start.hide()
        made.start.deleteLater()
    application.processEvents()


def settled(visit: app.Visit) -> None:
    """The start window has looked which files are there."""
    wait(lambda: visit.start is not None and not visit.start.jobs.running("there"))


def opened(visit: app.Visit) -> Window:
    """The window on what was opened."""
    wait(lambda: not visit.opening.running)
    assert visit.window is not None
    QApplication.processEvents()
    return visit.window


def start(visit: app.Visit) -> app.Start:
    """The start window."""
    assert visit.start is not None
    return visit.start


def test_enter_opens_the_last_project(visit: app.Visit) -> None:
    press("Return")
    assert opened(visit).desk.workbench.file.path.name == "plant.zcd"
    assert opened(visit).desk.workbench.by == "lin"


def test_a_vanished_file_is_shown_and_said_in_the_page(visit: app.Visit) -> None:
    press("Down")
    assert "找不到文件" in start(visit).list.current().said
    press("Return")
    wait(lambda: not visit.opening.running)
    assert visit.window is None
    assert "gone.zcd" in start(visit).message.text()


def test_a_drive_that_is_away_does_not_hold_the_start(
    visit: app.Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    let = threading.Event()
    real = Path.is_file
    monkeypatch.setattr(Path, "is_file", lambda path: let.wait(30) and real(path))
    visit.show_start()
    press("Down", start(visit).list)
    assert "找不到文件" not in start(visit).list.current().said
    let.set()
    settled(visit)
    assert "找不到文件" in start(visit).list.current().said


def test_a_project_that_was_left_open_is_offered(visit: app.Visit, tmp_path: Path) -> None:
    left = {"path": str(tmp_path / "plant.zcd"), "name": "恒拓", "last": "电网购电", "clean": False}
    (visit.folder / "recent.json").write_text(json.dumps({"projects": [left]}), encoding="utf-8")
    visit.show_start()
    settled(visit)
    assert "电网购电" in start(visit).message.text()


def test_a_project_that_is_left_for_another_was_closed_in_order(visit: app.Visit) -> None:
    press("Return")
    window = opened(visit)
    window.desk.workbench.set_answer(Place("power.grid", "", "2025-03"), "333", "MWh")
    assert not visit.recents()[0].clean
    press("Ctrl+O")
    settled(visit)
    assert visit.window is None
    assert not start(visit).said.isVisible()
    assert visit.recents()[0].clean


def test_backups_are_listed_and_one_is_put_back(visit: app.Visit, tmp_path: Path) -> None:
    press("Return")
    opened(visit).close()
    visit.show_start()
    settled(visit)
    start(visit).show_backups()
    wait(lambda: not start(visit).jobs.running("backups"))
    assert focused() is start(visit).list
    assert "plant.zcd" in start(visit).list.current().title
    press("Return")
    assert opened(visit).desk.workbench.file.path.name == "plant.zcd"
    assert "plant.damaged-1.zcd" in opened(visit)._toast.text.text()


def test_delete_takes_a_project_off_the_list_only(visit: app.Visit, tmp_path: Path) -> None:
    press("Delete")
    assert [one.name for one in visit.recents()] == ["没了"]
    assert (tmp_path / "plant.zcd").exists()


def test_the_sample_is_a_copy_marked_to_practise_on(visit: app.Visit) -> None:
    press("Ctrl+D")
    assert opened(visit).rehearsal is not None
    assert visit.recents()[0].rehearsal


def test_a_damaged_file_offers_its_last_good_backup(visit: app.Visit, tmp_path: Path) -> None:
    press("Return")
    opened(visit).close()
    (tmp_path / "plant.zcd").write_bytes((tmp_path / "plant.zcd").read_bytes()[:9000])
    visit.show_start()
    QApplication.processEvents()
    press("Return")
    wait(lambda: not visit.opening.running)
    assert visit.window is None
    assert start(visit).said.isVisible()
    press("Space")
    assert "18,162.87" in opened(visit).desk.workbench.headline("2025", "zh")


def test_a_file_with_a_strange_log_beside_it_is_refused_in_a_sentence(
    visit: app.Visit, tmp_path: Path
) -> None:
    (tmp_path / "plant.zcd-wal").write_bytes(b"7\x7f\x06\x82" + bytes(200))
    before = (tmp_path / "plant.zcd").read_bytes()
    press("Return")
    wait(lambda: not visit.opening.running)
    assert visit.window is None
    assert start(visit).said.isVisible()
    assert "plant.zcd-wal" in start(visit).said.accessibleName()
    assert (tmp_path / "plant.zcd").read_bytes() == before


def slowly(monkeypatch: pytest.MonkeyPatch, let: threading.Event) -> None:
    """A disk on which opening waits until it is let."""
    real = ProjectFile.open

    def waits(*args: Any, **more: Any) -> ProjectFile:
        let.wait(30)
        return real(*args, **more)

    monkeypatch.setattr(ProjectFile, "open", waits)


def test_a_slow_opening_leaves_the_window_free_and_says_what_it_does(
    visit: app.Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    let = threading.Event()
    slowly(monkeypatch, let)
    press("Return")
    assert not start(visit).said.isVisible()  # not a word about what is over at once
    wait(start(visit).said.isVisible)
    assert start(visit).message.text().startswith("正在打开 plant.zcd：读取并检查文件")
    press("Down")  # the window answers meanwhile
    assert "没了" in start(visit).list.current().said
    assert start(visit).said.isVisible()
    let.set()
    assert opened(visit).desk.workbench.file.path.name == "plant.zcd"


def test_a_slow_opening_is_called_off_and_the_file_let_go(
    visit: app.Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let = threading.Event()
    slowly(monkeypatch, let)
    press("Return")
    wait(start(visit).said.isVisible)
    press("Escape")
    assert not visit.opening.running
    assert start(visit).message.text() == "没有打开 plant.zcd。"
    let.set()
    press("Return")  # at once, while the first opening is still being given up
    window = opened(visit)
    assert not window.desk.workbench.file.read_only
    window.close()
    assert not (tmp_path / "plant.zcd.lock").exists()


def test_a_sample_that_is_called_off_leaves_no_file(
    visit: app.Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let = threading.Event()
    real = beginning.rehearse

    def waits(*args: Any) -> Any:
        let.wait(30)
        return real(*args)

    monkeypatch.setattr(beginning, "rehearse", waits)
    press("Ctrl+D")
    visit.cancel()
    let.set()
    wait(lambda: not visit.opening._turn.locked())
    assert visit.window is None
    assert list(tmp_path.glob("练习*")) == []


def test_a_mistake_of_the_program_ends_the_wait_and_is_said(
    visit: app.Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: Any, **__: Any) -> ProjectFile:
        raise KeyError("x")

    monkeypatch.setattr(ProjectFile, "open", breaks)
    press("Return")
    wait(lambda: not visit.opening.running)
    wait(start(visit).said.isVisible)
    assert start(visit).message.text().startswith("程序内部出了错（KeyError），没有打开。")
    assert list((visit.folder / "diagnostics").iterdir())


def test_a_file_given_at_the_start_opens_without_the_start_window(
    visit: app.Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(visit).hide()
    visit.begin(tmp_path / "plant.zcd")
    assert opened(visit).isVisible()
    assert not start(visit).isVisible()
    opened(visit).close()
    visit.begin(tmp_path / "gone.zcd")
    wait(lambda: start(visit).isVisible())
    assert "gone.zcd" in start(visit).message.text()


def test_a_new_project_is_made_by_keys(visit: app.Visit, tmp_path: Path) -> None:
    press("Ctrl+N")
    type_text("3453")
    press("Return")
    type_text("Hengrui")
    for _ in range(5):  # name, province, years, methods, file
        press("Return")
    assert [pin.id for pin in opened(visit).desk.workbench.project.methods()] == ["cn.energy", "cn.machinery"]
    assert list(tmp_path.glob("Hengrui *.zcd"))


def test_making_a_project_is_called_off_and_goes_again(
    visit: app.Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let = threading.Event()
    real = beginning.begin

    def waits(*args: Any) -> Any:
        let.wait(30)
        return real(*args)

    monkeypatch.setattr(beginning, "begin", waits)
    press("Ctrl+N")
    type_text("3453")
    press("Return")
    type_text("Hengrui")
    for _ in range(5):  # name, province, years, methods, file
        press("Return")
    guide = start(visit).guide
    wait(lambda: "：建立文件…" in guide.wrong.text())
    press("Escape")
    assert guide.wrong.text().startswith("没有打开 Hengrui")
    assert start(visit).stack.currentWidget() is guide
    let.set()
    wait(lambda: not visit.opening._turn.locked())
    assert list(tmp_path.glob("Hengrui*")) == []
    press("Return")
    assert opened(visit).desk.workbench.file.path.name.startswith("Hengrui")


def test_the_guide_waits_for_a_reason(visit: app.Visit) -> None:
    press("Ctrl+N")
    type_text("3453")
    press("Return")
    type_text("Hengrui")
    for _ in range(3):  # name, province, years
        press("Return")
    guide = start(visit).guide
    assert guide.step == "methods"
    press("Tab")  # the method of all other industries
    press("Space")
    press("Return")
    assert guide.step == "methods"
    assert guide.wrong.text()
    type_text("because")
    press("Return")
    assert guide.step == "file"
    press("Shift+Return")
    assert guide.step == "methods"
    press("Escape")
    assert start(visit).stack.currentWidget() is start(visit).home


def test_of_two_editions_one_is_taken(visit: app.Visit) -> None:
    press("Ctrl+N")
    type_text("3110")
    press("Return")
    type_text("Steel")
    for _ in range(3):  # name, province, years
        press("Return")
    guide = start(visit).guide
    newest, earlier = [each.key for each in guide._listed if each.id == "cn.steel"]
    assert newest in {each.key for each in guide.draft.methods}
    guide.marks[earlier].setChecked(True)
    assert [each.key for each in guide.draft.methods if each.id == "cn.steel"] == [earlier]
    guide.marks[newest].setChecked(True)
    assert [each.key for each in guide.draft.methods if each.id == "cn.steel"] == [newest]


def test_one_comes_back_to_the_page_one_left(visit: app.Visit) -> None:
    press("Return")
    opened(visit).show_page("settings")
    visit.window.close()
    visit.open(visit.folder.parent / "plant.zcd")
    page = opened(visit).current
    assert page is not None
    assert page.id == "settings"


def test_the_palette_goes_to_a_page(window: Window) -> None:
    window.act("palette")
    type_text("settings")
    press("Return")
    assert window.current is not None
    assert window.current.id == "settings"


def test_the_palette_lists_the_tables_of_a_printed_code(window: Window) -> None:
    window.act("palette")
    type_text("F01.7")
    palette = window.around.palette
    assert [item.title for item in palette.list.rows.items][:2] == ["3-1 F01.7", "A-1 F01.7"]
    press("Escape")
    assert not palette.isVisible()


def test_the_palette_says_that_nothing_was_found(window: Window) -> None:
    window.act("palette")
    type_text("qqqqzz")
    assert "qqqqzz" in window.around.palette.none.text()
    press("Escape")


def test_none_of_the_rare_sources_is_a_command(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    window.act("palette")
    window.around.palette.field.setText("没有")
    first = window.around.palette.list.rows.items[0]
    assert first.title == "少见的来源：都没有"
    press("Escape")
    window.act("rare_none")
    assert "没有少见的来源" in window._toast.text.text()
    stated: list[object] = []
    seldom = (window.desk.workbench.catalogue.pages["fuel"],)
    monkeypatch.setattr(profiles, "parted", lambda _: ((), seldom))
    monkeypatch.setattr(window, "none_of", stated.append)
    window.act("rare_none")
    assert stated == [seldom]


def test_a_theme_is_taken_at_once_and_the_focus_stays(window: Window) -> None:
    window.show_page("settings")
    press("2")
    assert window.desk.theme.id == "dark"
    assert window.desk.preferences.theme == "dark"
    assert getattr(focused(), "id", "") == "dark"
    press("1")
    assert window.desk.theme.id == "light"


def test_the_keys_of_the_themes_go_on_after_the_language_was_switched_elsewhere(window: Window) -> None:
    window.show_page("settings")
    press("Ctrl+K")
    type_text("language")
    press("Return")
    assert window.desk.language == "en"
    press("2")
    assert window.desk.theme.id == "dark"
    press("1")
    assert window.desk.theme.id == "light"


def test_settings_are_kept_for_the_next_time(visit: app.Visit) -> None:
    press("Return")
    opened(visit).show_page("settings")
    press("3")
    assert json.loads((visit.folder / "settings.json").read_text(encoding="utf-8"))["theme"] == "contrast"
    press("1")


def test_the_key_sheet_names_every_key_of_the_table(window: Window) -> None:
    window.act("keys")
    sheet = window.around.sheet
    text = sheet.document().toPlainText()
    for action in window.actions_table:
        assert action.keys.replace("Return", "Enter") in text
    press("Escape")
    assert not sheet.isVisible()


def test_the_handbook_is_searched_and_read(window: Window) -> None:
    window.act("handbook")
    type_text("FC")
    press("Return")
    pane = window.around.pane
    assert pane.at is not None
    assert pane.at.chapter == "fields"
    press("Escape")
    press("Escape")
    assert window.side is None


def test_the_tour_goes_by_keys_and_can_be_skipped(window: Window) -> None:
    window.act("tour")
    tour = window.around.tour
    assert focused() is tour.next
    for _ in range(5):
        press("Space")
    assert window.around.tour is None
    assert window.desk.preferences.toured


def test_the_tour_speaks_of_readiness_beside_its_page_in_the_list(window: Window) -> None:
    window.act("tour")
    for _ in range(2):
        press("Return")
    tour, item = window.around.tour, window.sidebar.items["readiness"]
    assert "零碳就绪" in tour.text.text()
    beside = tour.mapTo(window, tour.rect().center()).y() - item.mapTo(window, item.rect().center()).y()
    assert abs(beside) <= 1
    assert item.visibleRegion().boundingRect() == item.rect()  # scrolled to
    press("Escape")


def test_a_diagnostic_file_holds_no_value_unless_allowed(tmp_path: Path) -> None:
    error = ValueError("恒拓 1284000")
    assert "恒拓" not in crash.told(ValueError, error, None, False)
    assert "恒拓" in crash.told(ValueError, error, None, True)
    for _ in range(12):
        assert crash.save(tmp_path / "d", "x") is not None
    assert len(list((tmp_path / "d").iterdir())) == 10


def test_a_failure_is_said_and_the_project_opened_again(visit: app.Visit) -> None:
    press("Return")
    opened(visit).show_page("settings")
    visit.crash.caught(ValueError, ValueError("x"), None)
    assert visit.crash.notice is not None
    assert "ValueError" in visit.crash.notice.said.text()
    press("Space", visit.crash.notice.again)
    page = opened(visit).current
    assert page is not None
    assert page.id == "settings"


def test_a_look_may_follow_the_system(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = window.desk
    desk.preferred.emit(replace(desk.preferences, theme="system"))
    assert desk.theme.id == "light"
    monkeypatch.setattr(themes, "present", lambda id_: "dark" if id_ == "system" else id_)
    desk.on_system_look()
    assert desk.theme.id == "dark"
    assert desk.preferences.theme == "system"


def test_a_toast_offers_the_way_back_and_leaves_the_focus(window: Window) -> None:
    bench = window.desk.workbench
    place = Place("power.grid", "", "2025-03")
    before = bench.project.answers[place]
    window.show_page("power")
    held = focused()
    bench.set_answer(place, "1", "MWh")
    window.desk.toast.emit("改了")
    assert (window._toast.isVisible(), window._toast.back.isVisible(), focused() is held) == (
        True,
        True,
        True,
    )
    window._toast.back.click()
    assert bench.project.answers[place] == before
    assert window._toast.text.text().startswith("撤销：")
    assert not window._toast.back.isVisible()


def test_enter_goes_right_for_whoever_likes_it_so(window: Window) -> None:
    desk = window.desk
    desk.preferences = replace(desk.preferences, enter="right")
    window.show_page("power")
    page = window.current
    assert isinstance(page, FormPage)
    assert page.table is not None
    page.table.setFocus()
    page.table.stand(0, 1)
    press("Return")
    assert page.table.at == (0, 2)
    page.table.stand(0, 12)
    press("Return")
    assert page.table.at == (1, 1)
    press("Shift+Return")
    assert page.table.at == (0, 12)


def test_the_start_page_knows_the_last_change_a_second_after_it(visit: app.Visit) -> None:
    """A program that is killed has said what was done, and when typing goes on the list does not wait for its end."""
    press("Return")
    window = opened(visit)
    for text in ("111", "222", "333"):
        window.desk.workbench.set_answer(Place("power.grid", "", "2025-03"), text, "MWh")
        left = visit._soon.remainingTime()
        assert 0 <= left <= 1000
    began = time.monotonic()
    wait(lambda: "333" in visit.recents()[0].last)
    assert time.monotonic() - began < 5
    assert "2025年3月" in visit.recents()[0].last
    assert not visit.recents()[0].clean


def test_a_key_leads_to_what_a_toast_offers_and_back(
    window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "zcdesk.ui.intake.filling.show_outside", lambda _, path: opened.append(path.name) or None
    )
    window.show_page("power")
    held, toast = focused(), window.toast
    window.desk.written.emit("写好了", tmp_path / "a.xlsx")
    assert toast.key.text() == "Alt+N"
    assert toast.key.isVisible()
    press("Alt+N")
    assert focused() is toast.open
    press("Tab")
    assert focused() is toast.folder
    press("Right")  # round
    assert focused() is toast.open
    press("Escape")
    assert focused() is held
    assert toast.open.focusPolicy() == Qt.FocusPolicy.NoFocus  # Tab on the page never ends up here
    press("Alt+N")
    press("Return")
    assert opened == ["a.xlsx"]
    assert focused() is held
    toast.hide()
    press("Alt+N")  # what was said last is said again
    press("Left")
    press("Space")
    assert opened == ["a.xlsx", tmp_path.name]


def test_an_edit_is_taken_back_from_the_toast_by_keys(window: Window) -> None:
    place = Place("power.grid", "", "2025-03")
    before = window.desk.workbench.project.answers[place]
    window.show_page("power")
    held = focused()
    window.desk.workbench.set_answer(place, "1", "MWh")
    window.desk.toast.emit("改了")
    press("Alt+N")
    assert focused() is window.toast.back
    press("Return")
    assert window.desk.workbench.project.answers[place] == before
    assert focused() is held
