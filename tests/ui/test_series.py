"""The page of meter series by keys: readings in, questions answered, months out, a meter away and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from tests.exchange.test_series_in import long, moments
from tests.ui.drive import focused, press, wait
from zcdesk.domain.answer import Place
from zcdesk.ui.frame.window import Window
from zcdesk.ui.intake.series_page import SeriesPage

MARCH = Place("power.grid", "", "2025-03")


@pytest.fixture
def page(window: Window) -> SeriesPage:
    window.show_page("series")
    assert isinstance(window.current, SeriesPage)
    return window.current


@pytest.fixture
def readings(tmp_path: Path) -> Path:
    """A month with a day missing, by a meter whose kind is not said."""
    rows = [
        (at, "" if n < 96 else str(1 + n % 3)) for n, at in enumerate(moments("2025-03-01T00:00", 31 * 96))
    ]
    path = tmp_path / "m.csv"
    path.write_bytes(long(rows, "时间,7号表(kWh)"))
    return path


def settled(page: SeriesPage) -> None:
    wait(lambda: not page.busy())


def take(page: SeriesPage, readings: Path) -> None:
    page.take(readings)
    settled(page)
    press("Space")  # the first answer: drawn from the grid
    settled(page)
    press("Ctrl+S", page.taking.accept)
    settled(page)


def test_an_empty_page_says_what_to_do(page: SeriesPage) -> None:
    assert page.empty.isVisible()
    assert "Ctrl+O" in page.empty.text()
    assert not page.months.isEnabled()


def test_readings_are_asked_about_and_taken_by_keys(page: SeriesPage, readings: Path) -> None:
    page.take(readings)
    settled(page)
    assert page.taking.isVisible()
    assert not page.taking.accept.isEnabled()
    assert "电网" in focused().accessibleName()
    press("Space")
    settled(page)
    assert page.taking.accept.isEnabled()
    press("Return", page.taking.accept)
    settled(page)
    assert list(page.desk.workbench.project.series) == ["S-001"]
    assert page.standing() == "S-001"
    assert "缺 96 个读数" in page.problems.model().index(0, 0).data()
    assert "E-" in page.news.text()


def test_a_reading_is_stopped_by_escape(page: SeriesPage, readings: Path) -> None:
    page.take(readings)
    press("Escape", page.read)
    assert not page.jobs.running("look")
    settled(page)
    assert not page.taking.isVisible()


def test_a_file_that_is_too_large_or_gone_is_said_so(
    page: SeriesPage, readings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.take(readings.with_name("gone.csv"))
    assert page.news.text()
    monkeypatch.setattr("zcdesk.ui.intake.series_page.LARGEST", 100)
    page.take(readings)
    assert "太大" in page.news.text()
    assert not page.busy()


def test_leaving_takes_nothing(page: SeriesPage, readings: Path) -> None:
    page.take(readings)
    settled(page)
    press("Escape")
    assert page.desk.workbench.project.series == {}
    assert page.empty.isVisible()


def test_months_are_filled_in_once_it_is_said_how_much_may_be_missing(
    page: SeriesPage, readings: Path
) -> None:
    take(page, readings)
    press("M", page.list)
    assert page.taking.isVisible()
    assert not page.taking.accept.isEnabled()  # a day of 31 is missing: 3.2 %
    page.taking.told.emit("lacking", "0.05")
    assert page.taking.accept.isEnabled()
    press("Ctrl+S", page.taking.accept)
    answer = page.desk.workbench.project.answers[MARCH]
    assert (answer.text, answer.unit) == ("5760", "kWh")  # 30 * 96 * 2
    assert "缺 3.23 % 的读数" in answer.note


def test_a_meter_is_taken_away_and_comes_back(window: Window, page: SeriesPage, readings: Path) -> None:
    take(page, readings)
    page.list.setFocus()
    press("Del")
    assert page.desk.workbench.project.series == {}
    press("Ctrl+Z", window)
    settled(page)
    assert page.standing() == "S-001"


@pytest.mark.parametrize(
    "suffix, begin", [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".xlsx", b"PK"), (".csv", b"\xef\xbb\xbf")]
)
def test_a_chart_is_saved_as_a_file(
    page: SeriesPage,
    readings: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
    begin: bytes,
) -> None:
    take(page, readings)
    wait(lambda: page.charts.view is not None and page.charts.view.chart is not None)
    to = tmp_path / f"c{suffix}"
    monkeypatch.setattr("zcdesk.ui.results.chart_view.ask_place", lambda *_: to)
    press("Ctrl+S", page.list)
    assert to.read_bytes().startswith(begin)


def test_a_chart_of_the_results_is_saved_by_its_key(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_page("results")
    card = window.current.months  # type: ignore[union-attr]
    wait(lambda: card.view is not None)
    to = tmp_path / "months.csv"
    monkeypatch.setattr("zcdesk.ui.results.chart_view.ask_place", lambda *_: to)
    card.canvas.setFocus()
    press("S")
    lines = to.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + len(card.view.rows)
    assert not any("," in cell for cell in lines[1].split(",")[1:] if cell[:1].isdigit())


def test_readings_of_no_known_kind_are_asked_answered_kept_and_changed(
    page: SeriesPage, tmp_path: Path
) -> None:
    path = tmp_path / "3月负荷曲线.csv"
    path.write_bytes(long([(at, "1000") for at in moments("2025-03-01T00:00", 31 * 96)], "时间,7号表 负荷"))
    page.take(path)
    settled(page)
    assert "功率（kW）：744,000 kWh" in focused().accessibleName()  # 1000 * 31 * 24
    press("Tab")
    assert "2,976,000" in focused().accessibleName()  # 1000 * 31 * 96
    press("Space")
    settled(page)
    assert "电网" in focused().accessibleName()  # the next question
    press("Space")
    settled(page)
    assert focused() is page.taking.accept
    assert page.taking.asks.isVisible()  # both stay, to be answered otherwise
    press("Ctrl+S", page.taking.accept)
    settled(page)
    series = page.desk.workbench.project.series
    assert series["S-001"].reading == "energy"
    press("R", page.list)
    press("Space", page.taking.asks.findChildren(QPushButton)[0])
    press("Ctrl+S", page.taking.accept)
    settled(page)
    assert page.desk.workbench.project.series["S-001"].reading == "power"
    assert "已改" in page.news.text()


def test_what_the_file_says_of_its_readings_is_not_asked_again(page: SeriesPage, readings: Path) -> None:
    take(page, readings)
    press("R", page.list)
    assert page.seen is None
    assert "文件写明了" in page.news.text()


def test_keys_work_from_the_lists_and_a_gap_is_shown_in_the_chart(page: SeriesPage, readings: Path) -> None:
    take(page, readings)
    wait(lambda: page.charts.view is not None and page.charts.view.chart is not None)
    for place in (page.list, page.problems):
        before = page.charts.table.isVisible()
        press("T", place)
        assert page.charts.table.isVisible() != before
    press("Return", page.problems)
    wait(lambda: page.charts.view is not None and "2025-03-01" in page.charts.view.title)
    press("M", page.problems)
    assert page.taking.isVisible()
    assert len(page.found.rows[0].coverage) == 12


def test_tab_goes_as_the_page_is_read(page: SeriesPage, readings: Path) -> None:
    take(page, readings)
    wait(lambda: page.charts.view is not None and page.charts.view.chart is not None)
    page.list.setFocus()
    press("Tab", page.list)
    met = [focused()]
    while met[-1] is not page.problems and len(met) < 9:
        press("Tab", met[-1])
        met.append(focused())
    left = [each for each in page.charts.stops() if each.isVisible() and each.isEnabled()]
    assert met == [*left, page.problems]
