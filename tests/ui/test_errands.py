"""Work on other threads: what it holds is let go on the window's, and no circle is looked for on another."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QThreadPool
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.drive import wait
from zcdesk.ui.sweeping import FEW, MANY, Sweeper
from zcdesk.ui.widgets import errands
from zcdesk.ui.widgets.asked import Asked
from zcdesk.ui.widgets.jobs import Jobs


class Held:
    """Tells on which thread it is let go."""

    def __init__(self, gone: list[int]) -> None:
        self._gone = gone

    def __del__(self) -> None:
        self._gone.append(threading.get_ident())


@pytest.fixture(autouse=True)
def loop(application: QApplication) -> Iterator[None]:
    """There is an application, and nothing is left in the pool."""
    yield
    QThreadPool.globalInstance().waitForDone()
    application.processEvents()


def begin(jobs: Jobs, gone: list[int]) -> None:
    """Begin work that holds something, and keep nothing of it here."""
    held = Held(gone)
    jobs.start("x", lambda _, held=held: id(held), lambda _: None, lambda _: None)


def ask(gone: list[int]) -> None:
    """The same of something that is worked out, by what is gone before the answer comes."""
    held = Held(gone)
    Asked().ask(lambda held=held: id(held))


def test_what_a_job_holds_is_let_go_on_this_thread() -> None:
    jobs, gone = Jobs(), list[int]()
    for _ in range(200):
        begin(jobs, gone)  # cancels the one before
    wait(lambda: len(gone) == 200)
    assert set(gone) == {threading.get_ident()}


def test_what_a_page_that_is_gone_asked_is_let_go_on_this_thread() -> None:
    gone: list[int] = []
    for _ in range(50):
        jobs = Jobs()
        begin(jobs, gone)
        del jobs
        ask(gone)
    wait(lambda: len(gone) == 100)
    assert set(gone) == {threading.get_ident()}


def test_nothing_is_held_after_the_work_is_over() -> None:
    jobs, gone = Jobs(), list[int]()
    begin(jobs, gone)
    wait(lambda: len(gone) == 1)
    assert errands._posts[0].held == {}


def test_a_mistake_in_what_was_asked_rises_on_this_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    risen: list[tuple[str, int]] = []
    monkeypatch.setattr(
        "sys.excepthook", lambda kind, *_: risen.append((kind.__name__, threading.get_ident()))
    )
    asked = Asked()
    asked.ask(lambda: 1 // 0)
    wait(lambda: bool(risen))
    assert risen == [("ZeroDivisionError", threading.get_ident())]


def in_circles(gone: list[int], count: int) -> None:
    """Widgets that hold themselves and have no parent."""
    for _ in range(count):
        made = QWidget()
        made.me = made  # type: ignore[attr-defined]
        made.destroyed.connect(
            lambda *_: gone.append(threading.get_ident()), Qt.ConnectionType.DirectConnection
        )


def test_a_circle_of_widgets_is_never_let_go_on_another_thread() -> None:
    before, gone = gc.isenabled(), list[int]()
    holder = QObject()
    try:
        sweeper = Sweeper(holder)
        in_circles(gone, 20)

        def work(_: object) -> int:
            kept = [[each] for each in range(20 * MANY)]  # enough for Python to look for circles many times
            return len(kept)

        jobs, done = Jobs(), list[int]()
        jobs.start("x", work, done.append, lambda _: None)
        wait(lambda: bool(done))
        kept = [[each] for each in range(2 * MANY)]
        sweeper.turn()
        wait(lambda: len(gone) == 20)
        assert kept
        assert set(gone) == {threading.get_ident()}
    finally:
        if before:
            gc.enable()


def test_a_still_moment_is_used_for_few_and_a_busy_one_only_for_many() -> None:
    before, gone = gc.isenabled(), list[int]()
    try:
        sweeper = Sweeper()
        gc.collect()
        sweeper.turn()
        in_circles(gone, 1)
        kept = [[each] for each in range(2 * FEW)]
        sweeper.turn()  # something is being done
        assert gone == []
        sweeper.turn()  # nothing was since
        assert len(gone) == 1
        assert kept
    finally:
        if before:
            gc.enable()
