"""The uncertainty of the year on the results page: computed beside the window, stopped, recorded, led on from."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.drive import press
from zcdesk.domain.answer import Place
from zcdesk.ui.frame.window import Window
from zcdesk.ui.results.results import ResultsPage
from zcdesk.ui.results.spread import KIND
from zcdesk.workbench.forms.regrading import choose
from zcdesk.workbench.results import spread_view
from zcdesk.workbench.uncertain import recorded


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Let the window run until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited too long"
        QApplication.processEvents()
        time.sleep(0.01)


def opened(window: Window) -> ResultsPage:
    """The page with the uncertainty computed."""
    window.show_page("results")
    page = window.current
    assert isinstance(page, ResultsPage)
    page.ranges.setFocus()
    press("Space")
    until(lambda: page.uncertain.view is not None)
    return page


def test_the_range_of_the_total_stands_over_its_sources(window: Window) -> None:
    page = opened(window)
    assert page.uncertain.isVisible()
    assert not page._plain.isVisible()
    assert page.uncertain.title.text().startswith("18,162.87 tCO₂e，95 % 区间")
    assert "±6.3 %" in page.uncertain.ways.text()
    shares = page.uncertain.view.shares
    assert [share.bar for share in shares] == sorted((share.bar for share in shares), reverse=True)
    assert sum(share.bar for share in shares) == pytest.approx(1)


def test_a_row_leads_to_where_it_can_be_bettered(window: Window) -> None:
    page = opened(window)
    card = page.uncertain
    at = next(n for n, share in enumerate(card.view.shares) if share.place and "电网购电" in share.name)
    assert "换成“0.5S 级电能表 ±1 %”" in card.view.shares[at].note
    card.shares.setCurrentIndex(card.shares.rows.index(at))
    card.shares.setFocus()
    press("Return")
    assert window.current is not None
    assert window.current.id == "power"


def test_f2_tells_where_a_source_comes_from(window: Window) -> None:
    page = opened(window)
    asked: list[str] = []
    window.desk.wants_why.connect(asked.append)
    page.uncertain.lines.setFocus()
    press("F2")
    assert asked == ["scope2.power@2025"]


def test_it_is_recorded_as_one_step_and_undone(window: Window) -> None:
    page = opened(window)
    bench = window.desk.workbench
    page.uncertain.keep.setFocus()
    press("Space")
    assert recorded(bench, "2025") is not None
    until(lambda: page.uncertain.view is not None and page.uncertain.view.recorded)
    assert not page.uncertain.keep.isEnabled()
    press("Ctrl+Z", window)
    assert recorded(bench, "2025") is None


def test_a_better_meter_is_seen_at_once(window: Window) -> None:
    page = opened(window)
    before = page.uncertain.view
    choose(window.desk.workbench, Place("power.grid", "", "2025-03"), "own:50")
    until(lambda: page.uncertain.view is not before and page.uncertain.view is not None)
    assert page.uncertain.view.shares[0].name.startswith("电网购电")


def test_the_window_lives_while_it_is_computed_and_esc_stops_it(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, ended, threads = threading.Event(), threading.Event(), []

    def slow(*arguments: object, **_: object) -> None:
        going_on = arguments[4]
        assert callable(going_on)
        threads.append(threading.get_ident())
        began.set()
        while going_on():
            time.sleep(0.01)
        ended.set()

    monkeypatch.setattr(spread_view, "spread_view", slow)
    window.show_page("results")
    page = window.current
    assert isinstance(page, ResultsPage)
    page.ranges.setFocus()
    press("Space")
    until(began.is_set)
    assert threads != [threading.get_ident()]
    assert page.uncertain.stop.isVisible()
    assert "正在抽样" in page.uncertain.title.text()
    page.uncertain.stop.setFocus()
    press("Escape")
    assert not page.uncertain.jobs.running(KIND)
    assert page.uncertain.title.text() == "已停止，没有结果。"
    assert ended.wait(10)


def test_other_views_put_it_away(window: Window) -> None:
    page = opened(window)
    page.segments["market"].setFocus()
    press("Space")
    assert not page.uncertain.isVisible()
    assert page._plain.isVisible()
    page.ranges.setFocus()
    press("Space")
    until(lambda: page.uncertain.view is not None and page.uncertain.view.made.view == "market")


def test_a_year_without_a_total_says_so(window: Window) -> None:
    window.desk.workbench.set_answers({Place("power.grid", "", "2025-03"): None})
    window.show_page("results")
    page = window.current
    assert isinstance(page, ResultsPage)
    page.ranges.setFocus()
    press("Space")
    until(lambda: not page.uncertain.jobs.running(KIND))
    assert page.uncertain.title.text().startswith("合计还不能计算")
    assert not page.uncertain.keep.isVisible()
