"""Another copy is taken in by keys alone: looked at, each conflict chosen, merged as one step."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.drive import focused, press, wait
from zcdesk.domain.answer import Place
from zcdesk.exchange.findings import read
from zcdesk.store.project_file import ProjectFile
from zcdesk.ui.frame.window import Window
from zcdesk.ui.intake.merging import MergingPage
from zcdesk.ui.widgets import files
from zcdesk.workbench.workbench import Workbench

JUNE, JULY, MAY = (Place("heat.amount", "R01", f"2025-0{month}") for month in (6, 7, 5))


@pytest.fixture
def copy(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy saved by the command, in which a colleague changed June, July and May; June and May changed here too."""
    to = tmp_path / "copies" / "copy.zcd"
    to.parent.mkdir()
    said: list[str] = []
    window.desk.toast.connect(said.append)
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_: (str(to), ""))
    next(each for each in window.actions_table if each.id == "copy").call()
    wait(lambda: bool(said))  # that it goes on is told at the foot
    assert str(to) in said[-1]
    with ProjectFile.open(to, "王工") as file:
        theirs = Workbench(window.desk.workbench.catalogue, file, "王工")
        for place, text in ((JUNE, "501"), (JULY, "502"), (MAY, "503")):
            theirs.set_answer(place, text, "GJ")
    for place, text in ((JUNE, "401"), (MAY, "403")):
        window.desk.workbench.set_answer(place, text, "GJ")
    return to


def shown(window: Window, path: Path) -> MergingPage:
    """The page with the copy looked at."""
    next(each for each in window.actions_table if each.id == "merge").call()
    page = window.current
    assert isinstance(page, MergingPage)
    page.show_file(path)
    wait(lambda: not page.busy())
    QApplication.processEvents()
    return page


def text(window: Window, place: Place) -> str:
    return window.desk.workbench.project.answers[place].text


def test_each_conflict_is_chosen_by_an_arrow_and_the_merge_is_one_step(window: Window, copy: Path) -> None:
    page = shown(window, copy)
    head = window.desk.workbench.file.head
    assert focused() is page.list
    assert not page.merge.isEnabled()
    assert "还有 2 处没有选" in page.open.text()
    assert "李工" not in page.list.current().said
    assert page.looked is not None
    before = {str(page.looked.found.merge.base.answers[place].text) for place in (JUNE, MAY)}
    assert {each.collision.base.removesuffix(" GJ") for each in page.list.rows.items} == before
    first = page.list.current()
    press("F2")
    assert window.panel is not None
    assert window.panel.isVisible()
    press("Esc")
    page.list.setFocus()
    press("Ctrl+Return", window)  # something is still to be chosen: nothing is merged, and one stays here
    assert (window.desk.workbench.file.head, window.current) == (head, page)
    press("Left")
    assert page.list.current() is not first
    press("Right")
    assert set(page.choices.values()) == {"mine", "theirs"}
    assert page.merge.isEnabled()
    press("Ctrl+Return", window)
    wait(lambda: not page.busy())
    bench = window.desk.workbench
    assert bench.file.head == head + 1
    assert {text(window, MAY), text(window, JUNE)} in ({"403", "501"}, {"503", "401"})
    assert text(window, JULY) == "502"
    assert "已合并" in page.news.text()
    press("Ctrl+Z")
    assert (text(window, JUNE), text(window, MAY)) == ("401", "403")
    wait(lambda: not page.busy())
    assert "已合并" not in page.news.text()
    assert page.merge.isVisible()
    assert len(page.list.rows.items) == 2
    press("Ctrl+Y")
    page.show_file(copy)
    wait(lambda: not page.busy())
    assert "没有新的内容" in page.news.text()
    assert not page.merge.isVisible()


def test_an_edit_meanwhile_is_seen_before_anything_is_merged(window: Window, copy: Path) -> None:
    page = shown(window, copy)
    press("Right")
    window.desk.workbench.set_answer(JULY, "402", "GJ")
    window.show_page("heat", JUNE)
    window.show_page("merging")
    wait(lambda: not page.busy())
    assert len(page.list.rows.items) == 3
    page.take_all("theirs")
    press("Return")
    wait(lambda: not page.busy())
    assert [text(window, place) for place in (JUNE, JULY, MAY)] == ["501", "502", "503"]


def test_what_is_no_copy_is_told_on_the_page(window: Window, tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.zcd"
    with ProjectFile.create(stranger, "x") as file:
        Workbench(window.desk.workbench.catalogue, file, "x").set_years(("2025",))
    page = shown(window, stranger)
    assert "不是同一个项目" in page.news.text()
    assert focused() is page.choose
    (tmp_path / "bad.zcd").write_bytes(b"no project")
    page.show_file(tmp_path / "bad.zcd")
    wait(lambda: not page.busy())
    assert "bad.zcd" in page.news.text()


def test_findings_go_back_by_a_command(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    window.desk.toast.connect(said.append)
    command = next(each for each in window.actions_table if each.id == "findings_out")
    command.call()
    assert said == ["还没有收到核查意见。"]
    from zcdesk.domain.change import TaskChange
    from zcdesk.domain.task import Task

    window.desk.workbench.commit("x", [TaskChange("T-001", None, Task("T-001", "V-1", "question", "why?"))])
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "back.json"), ""))
    command.call()
    assert read((tmp_path / "back.json").read_bytes()).findings[0].text == "why?"
