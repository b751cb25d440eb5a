"""Files written beside the pages: told at the foot with how far they are, and called off there by keys."""

from __future__ import annotations

import threading
from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from tests.ui.drive import focused, press, wait
from zcdesk.store.project_file import ProjectFile
from zcdesk.ui.frame.window import Window
from zcdesk.ui.widgets import files
from zcdesk.ui.widgets.jobs import Job
from zcdesk.ui.widgets.works import PATIENCE, GivenUp, step, works


@pytest.fixture
def gate() -> threading.Event:
    """What the work waits for."""
    return threading.Event()


def begin(window: Window, gate: threading.Event, done: list[object]) -> None:
    """Begin work that goes half the way and then waits."""

    def work(job: Job) -> int:
        step(job, 50)
        gate.wait(20)
        step(job, 60)
        return 1

    works(window.desk).begin("x", "正在写……", work, done.append)


def test_nothing_is_told_of_what_is_soon_done(window: Window, gate: threading.Event) -> None:
    done: list[object] = []
    gate.set()
    begin(window, gate, done)
    wait(lambda: done == [1])
    assert not window.toast.isVisible()


def test_how_far_it_is_stays_at_the_foot_until_it_is_done(window: Window, gate: threading.Event) -> None:
    done: list[object] = []
    begin(window, gate, done)
    toast = window.toast
    QTest.qWait(PATIENCE + 200)
    assert (toast.text.text(), toast.bar.isVisible(), toast.bar.value()) == ("正在写……", True, 50)
    window.desk.hint.emit("别的")  # what is said meanwhile stands for a while
    assert not toast.bar.isVisible()
    toast.end()
    assert toast.bar.isVisible()
    window.act("language")  # built anew
    assert window.toast is not toast
    wait(window.toast.bar.isVisible)
    gate.set()
    wait(lambda: done == [1])
    wait(lambda: not window.toast.isVisible())


def test_it_is_called_off_by_keys_from_where_one_stands(window: Window, gate: threading.Event) -> None:
    done: list[object] = []
    window.show_page("power")
    held = focused()
    begin(window, gate, done)
    QTest.qWait(PATIENCE + 200)
    press("Alt+N")
    assert focused() is window.toast.cancel
    press("Return")
    assert focused() is held
    assert window.toast.text.text() == "已取消，没有留下文件。"
    assert not works(window.desk).jobs.at_work
    gate.set()
    QTest.qWait(50)
    assert done == []


def test_a_copy_tells_how_far_it_is_and_leaves_nothing_when_it_is_called_off(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "copy.zcd"
    told: list[int] = []

    def tell(percent: int) -> None:
        told.append(percent)
        if len(told) == 2:
            raise GivenUp

    monkeypatch.setattr("zcdesk.store.rescue._NOW_AND_THEN", 500)
    with ProjectFile.open(window.desk.workbench.file.path, read_only=True) as file:
        with pytest.raises(GivenUp):
            file.save_copy(to, tell)
        assert list(tmp_path.glob("copy*")) == []
        assert file.save_copy(to, told.append) is None
    assert all(0 <= percent < 100 for percent in told)
    assert to.exists()


def test_the_workbook_is_not_written_when_it_is_called_off(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to, said = tmp_path / "book.xlsx", []
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_: (str(to), ""))
    window.desk.written.connect(lambda text, _: said.append(text))
    window.act("entry_book")
    held = works(window.desk)
    assert held.jobs.at_work
    held.cancel(f"fill {to}")
    window.desk.workbench.file.path.stat()
    QTest.qWait(1500)
    assert not to.exists()
    window.act("entry_book")
    wait(lambda: bool(said))
    assert to.exists()


def test_parts_are_done_while_the_window_answers_and_the_rest_is_given_up(window: Window) -> None:
    closed: list[str] = []
    over: list[bool] = []

    def parts(last: int) -> Generator[int, None, None]:
        try:
            for number in range(last):
                yield 10 * number
        finally:
            closed.append("closed")

    held = works(window.desk)
    held.turn("y", "正在送……", parts(3), lambda: over.append(True), "不送了")
    wait(lambda: over == [True])
    assert closed == ["closed"]
    held.turn("y", "正在送……", parts(10**9), lambda: over.append(False), "不送了")
    wait(window.toast.bar.isVisible)
    press("Alt+N")
    press("Return")
    assert window.toast.text.text() == "不送了"
    assert closed == ["closed"] * 2
    assert over == [True]
