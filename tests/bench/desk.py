"""The desk beside a bare window: start, memory, a key to refreshed totals, a page, the first page of a report."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from tests.bench.large import changes
from zcdesk import app, places
from zcdesk.domain.answer import Place
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.ui.frame.window import Window
from zcdesk.ui.report.report_view import ReportPage
from zcdesk.workbench.following import drop, follow
from zcdesk.workbench.workbench import Workbench, pin_of

ROWS = 500
REPORT_ROWS = 115
SCHEME = "cn.zero-carbon-factory"
"""Rows that make a report of sixty pages and some more."""
Measured = tuple[str, float, str, float, float | None, str]


def clock(act: Callable[[], object]) -> float:
    """Milliseconds that a call takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def measured(folder: Path, slow: float) -> Iterator[Measured]:
    """Every row of the desk; `slow` is how much longer bounds are on this machine. [-]"""
    yield from starting(folder)
    catalogue = Catalogue(places.data("resources"), places.data("forms"))
    running = app.application(catalogue.resources)
    path = folder / "desk.zcd"
    with ProjectFile.create(path, "bench") as file:
        bench = Workbench(catalogue, file, "bench")
        bench.commit("large", changes(ROWS, pin_of(catalogue, "cn.machinery")))
    with ProjectFile.open(path, "bench") as file:
        window = app.open_desk(catalogue, file, "bench")
        window.resize(1366, 698)
        window.show()
        running.processEvents()
        yield from typing(running, window, slow)
        yield from turning(running, window, slow)
        window.hide()
    path = folder / "report.zcd"
    with ProjectFile.create(path, "bench") as file:
        bench = Workbench(catalogue, file, "bench")
        bench.commit("long", changes(REPORT_ROWS, pin_of(catalogue, "cn.machinery")))
    with ProjectFile.open(path, "bench") as file:
        window = app.open_desk(catalogue, file, "bench")
        window.resize(1366, 698)
        window.show()
        running.processEvents()
        yield from printing(running, window, slow)
        window.hide()


def starting(folder: Path) -> Iterator[Measured]:
    """A process from nothing to a painted page with the focus in a field; warm, the median of seven."""
    sample = folder / "sample.zcd"
    if not sample.exists():
        given = places.data("resources") / "sample" / "answers.json"
        new = [sys.executable, "-m", "zcdesk", "new", str(sample), "--answers", str(given)]
        subprocess.run(new, check=True, capture_output=True)
    # what is compiled once and for all is not part of a warm start
    surroundings = {key: held for key, held in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

    def run(*words: str) -> str:
        command = [sys.executable, "-m", "tests.bench.window", *words]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=surroundings)
        return done.stdout

    memory = float(run(str(sample)))
    run()
    took = median(clock(lambda: run(str(sample))) for _ in range(7))
    bare = median(clock(run) for _ in range(7))
    yield (
        "桌面可用 desk usable on the sample, whole process",
        took,
        "bare PySide6 window",
        bare,
        4 * bare,
        "ms",
    )
    held = float(run())
    yield "内存 memory with the sample open", memory, "bare PySide6 window", held, 220, "MB"


def typing(running: QApplication, window: Window, slow: float) -> Iterator[Measured]:
    """A digit and Enter, by real key events, to repainted totals, marks and cells."""
    window.show_page("fuel")
    page = window.current
    assert page is not None
    page.stand_on(Place("fuel.amount", "F100", "2025-01"))
    running.processEvents()

    def digit(key: Qt.Key) -> None:
        focus = running.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
        running.processEvents()

    strokes: list[float] = []
    keys: list[float] = []
    for turn in range(40):
        strokes.append(clock(lambda: digit(Qt.Key.Key_7)))
        keys.append(clock(lambda: digit(Qt.Key.Key_Return)))
        if turn == 9:  # what is made once has been made
            strokes.clear()
            keys.clear()
    bare = plain_table(running)
    named = "bare QTableView, a key to painted"
    yield (
        f"一键到合计 a key to refreshed totals, {ROWS} rows x 36 months", median(keys), named, bare, 33 * slow,
        "ms",
    )  # fmt: skip
    yield "一键未提交 a key while typing", median(strokes), named, bare, 16 * slow, "ms"


def plain_table(running: QApplication) -> float:
    """The same key in a bare table of as many cells: typed, kept, painted. [ms]"""
    model = QStandardItemModel(ROWS, 15)
    table = QTableView()
    table.setModel(model)
    table.resize(1100, 450)
    table.show()
    running.processEvents()
    times: list[float] = []
    for turn in range(30):

        def key() -> None:
            model.setData(model.index(turn, 3), str(turn))  # noqa: B023  called before the loop goes on
            table.viewport().update()
            running.processEvents()

        times.append(clock(key))
    table.hide()
    return median(times)


def turning(running: QApplication, window: Window, slow: float) -> Iterator[Measured]:
    """From page to page and back, each already seen once; a scheme is followed meanwhile."""
    follow(window.desk.workbench, SCHEME)
    pages = ("fuel", "power", "product", "readiness", "checklist", "findings", "history", "site")

    def turn(id_: str) -> None:
        window.show_page(id_)
        running.processEvents()

    for id_ in pages:
        turn(id_)
    times = {id_: clock(partial(turn, id_)) for id_ in pages}
    slowest = max(times, key=lambda id_: times[id_])
    yield (
        f"换页 a page switch, the slowest of {len(pages)} ({slowest})", times[slowest], "the median of them",
        median(times.values()), 100 * slow, "ms",
    )  # fmt: skip
    drop(window.desk.workbench, SCHEME)


def printing(running: QApplication, window: Window, slow: float) -> Iterator[Measured]:
    """From asking for a report of sixty pages to its first page on the screen, and to its last."""
    start = time.perf_counter()

    def until(there: Callable[[], bool]) -> float:
        end = time.monotonic() + 60
        while not there():
            if time.monotonic() > end:
                raise AssertionError("no page of the report appeared within a minute")
            running.processEvents()
            time.sleep(0.005)
        running.processEvents()
        return (time.perf_counter() - start) * 1000

    window.show_page("report")
    page = window.current
    assert isinstance(page, ReportPage)
    first = until(lambda: page.view.document is not None)
    whole = until(lambda: page.preview is not None)
    assert page.preview is not None
    assert page.preview.pages >= 60, page.preview.pages
    yield (
        "报告首页可见 first page of the report on screen", first, f"all its {page.preview.pages} pages", whole,
        1500 * slow, "ms",
    )  # fmt: skip
