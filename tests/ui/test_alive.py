"""Whatever is done again and again leaves nothing behind: objects alive are counted, in a running loop of events.

Outside a loop what is let go is never destroyed, so each test runs one, as the program does.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import CATALOGUE
from zcdesk import app
from zcdesk.domain.answer import Place
from zcdesk.ui.frame.window import Window

Steps = Iterator[Callable[[], bool] | None]
"""What is done, one turn of the loop after another; each waits for what it gives."""

PATIENCE = 30_000
"""So long a step is waited for. [ms]"""


def run(application: QApplication, steps: Steps) -> None:
    """Do steps in a running loop."""
    wrong: list[BaseException] = []
    waited = [0, lambda: True]

    def turn() -> None:
        try:
            if not waited[1]():
                waited[0] += 5
                assert waited[0] < PATIENCE, "it never came"
            else:
                waited[:] = [0, next(steps) or (lambda: True)]
            QTimer.singleShot(5, turn)
        except StopIteration:
            application.quit()
        except BaseException as error:  # noqa: BLE001 - it rises again outside the loop
            wrong.append(error)
            application.quit()

    QTimer.singleShot(0, turn)
    application.exec()
    if wrong:
        raise wrong[0]


def alive() -> Counter[str]:
    """Objects of Qt that Python knows, and objects of the desk and of the open project, by kind."""
    gc.collect()
    found = Counter(type(each).__name__ for each in shiboken6.getAllValidWrappers())
    found["widgets"] = len(QApplication.allWidgets())
    for each in gc.get_objects():
        kind = type(each)
        if str(kind.__module__).startswith(("zcdesk.ui", "zcdesk.workbench", "zcdesk.store", "zcdesk.calc")):
            found[f"{kind.__module__}.{kind.__name__}"] += 1
    for name in (
        "QMetaObject",
        "Sweeper",
        "zcdesk.ui.widgets.errands._Run",
    ):  # made once each, or by the pool, whenever
        del found[name]
    return found


def again(
    application: QApplication, rounds: int, do: Callable[[int], None], still: Callable[[], bool]
) -> Counter[str]:
    """Do a round of things three times; what each of the last two rounds has left behind.

    What is made once, whenever that may be, is no more in both of them.
    """
    counted: list[Counter[str]] = []

    def steps() -> Steps:
        for number in range(3 * rounds):
            do(number)
            yield None
            yield still
            yield None
            if number % rounds == rounds - 1:
                counted.append(alive())

    run(application, steps())
    return (counted[1] - counted[0]) & (counted[2] - counted[1])


def settled(window: Window) -> Callable[[], bool]:
    """Whether the page shown has nothing under way any more."""
    return lambda: window.current is not None and not window.current.busy()


PAGES = ("power", "evidence", "series", "readiness", "checklist", "results", "settings")
"""Pages of every kind."""


def test_switching_language_on_any_page_leaves_nothing(window: Window, application: QApplication) -> None:
    def switch(number: int) -> None:
        window.show_page(PAGES[number // 2 % len(PAGES)])
        window.act("language")

    assert again(application, 2 * len(PAGES), switch, settled(window)) == {}


def test_switching_while_work_is_under_way_ends_well(
    window: Window, application: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    risen: list[str] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, _: risen.append(f"{kind.__name__}: {error}"))

    def steps() -> Steps:
        for number in range(12):
            window.show_page(("report", "results", "readiness")[number % 3])
            yield None
            window.act("theme" if number % 4 == 3 else "language")  # what was begun is not awaited
        yield settled(window)
        window.show_page("report")
        yield settled(window)

    run(application, steps())
    assert risen == []


def test_switching_the_theme_leaves_nothing(window: Window, application: QApplication) -> None:
    window.show_page("power")
    assert again(application, 3, lambda _: window.act("theme"), settled(window)) == {}


def test_a_switch_builds_the_page_in_sight_and_no_other(window: Window, application: QApplication) -> None:
    window.show_page("power")
    alone = len(QApplication.allWidgets())
    for id_ in PAGES:
        window.show_page(id_)
    window.show_page("power")
    before = len(QApplication.allWidgets())

    def steps() -> Steps:
        window.act("language")
        yield None
        yield settled(window)

    run(application, steps())
    assert [id_ for id_, page in window._pages.items() if not page.bare] == ["power"]
    assert len(QApplication.allWidgets()) <= alone < before


def test_going_through_the_pages_leaves_nothing(window: Window, application: QApplication) -> None:
    def show(number: int) -> None:
        window.show_page(PAGES[number % len(PAGES)])

    assert again(application, len(PAGES), show, settled(window)) == {}


def test_previews_of_the_report_leave_nothing(window: Window, application: QApplication) -> None:
    window.show_page("report")

    def name(number: int) -> None:
        window.desk.workbench.set_answer(Place("site.contact"), f"Wang {number}")

    left = again(application, 2, name, settled(window))
    assert plain(left) == {}


def test_computing_anew_leaves_nothing(window: Window, application: QApplication) -> None:
    window.show_page("power")

    def figure(number: int) -> None:
        window.desk.workbench.set_answer(Place("power.grid", "", "2025-01"), str(1000 + number), "MWh")

    assert plain(again(application, 5, figure, settled(window))) == {}


def plain(left: Counter[str]) -> dict[str, int]:
    """Without what each edit adds for good: the steps that can be undone."""
    return {kind: count for kind, count in left.items() if not kind.startswith("zcdesk.workbench.history")}


def test_opening_one_project_after_another_leaves_none(
    application: QApplication, sample_file: Path, tmp_path: Path
) -> None:
    visit = app.Visit(CATALOGUE, tmp_path / "data", {"toured": True})  # type: ignore[dict-item]
    visit.crash.remove()
    paths = [tmp_path / f"{name}.zcd" for name in "ab"]
    for path in paths:
        path.write_bytes(sample_file.read_bytes())
    visit.begin(paths[1])

    def opened() -> bool:
        return not visit.opening.running and visit.window is not None

    run(application, iter([opened]))
    left = again(application, 2, lambda number: visit.open(paths[number % 2]), opened)
    assert left == {}
    visit._close()
