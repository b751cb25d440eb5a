"""What stands around every page: the sidebar with many pages, the tour, the look that the system asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.ui.conftest import CATALOGUE, shown
from tests.ui.drive import focused, press
from zcdesk.domain.words import Language
from zcdesk.ui.frame.settings import SettingsPage
from zcdesk.ui.frame.tour import STEPS
from zcdesk.ui.frame.window import Window
from zcdesk.ui.records.history import HistoryPage
from zcdesk.ui.results.results import ResultsPage
from zcdesk.ui.start.recent_list import RecentPainter
from zcdesk.ui.theme import load
from zcdesk.ui.widgets.tick import Tick
from zcdesk.workbench.bring import create
from zcdesk.workbench.preferences import Preferences
from zcdesk.workbench.workbench import pin_of

METHODS = ("cn.machinery", "cn.energy", "cn.energy-balance", "iso.14064")
SIZES = [(1366, 698), (911, 560)]


def place(inner: QWidget, outer: QWidget) -> QRect:
    """Where a widget stands in another."""
    return QRect(inner.mapTo(outer, QPoint(0, 0)), inner.size())


@pytest.fixture(params=["zh", "en"])
def crowded(application: QApplication, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Window]:
    """A window on a plant with every method beside its own, so with forty pages."""
    language: Language = "zh" if request.param == "zh" else "en"
    path = tmp_path / "crowded.zcd"
    create(
        CATALOGUE, path, "lin", ("2024", "2025"), tuple(pin_of(CATALOGUE, id_) for id_ in METHODS), None
    ).file.close()
    yield from shown(application, path, liked=Preferences("light", "normal", language, "lin"))


@pytest.mark.parametrize("size", SIZES)
def test_no_name_of_the_sidebar_runs_under_its_marks(crowded: Window, size: tuple[int, int]) -> None:
    crowded.resize(*size)
    for _ in range(3):
        QApplication.processEvents()
    side, px = crowded.sidebar, crowded.desk.theme.px
    assert side.scroll.verticalScrollBar().maximum() > 0
    for id_, item in side.items.items():
        ends = px(2.7) + item.fontMetrics().horizontalAdvance(item.text())
        assert ends <= item.marks_from() + px(0.2), item.text()
        assert item.width() <= side.scroll.viewport().width() or id_ == "settings"
        assert item.text() == item.accessibleName() or item.toolTip().split("  ")[0] == item.accessibleName()


@pytest.mark.parametrize("size", SIZES)
def test_the_page_shown_is_in_sight_in_the_sidebar(crowded: Window, size: tuple[int, int]) -> None:
    crowded.resize(*size)
    side = crowded.sidebar
    for id_ in ("history", "site", "upstream"):
        crowded.show_page(id_)
        for _ in range(3):
            QApplication.processEvents()
        seen = place(side.items[id_], side.scroll.viewport())
        assert side.scroll.viewport().rect().contains(seen), id_


def test_the_arrows_scroll_the_sidebar_along(crowded: Window) -> None:
    side = crowded.sidebar
    side.take_focus("site")
    for key in ("End", "Up"):
        press(key)
        QApplication.processEvents()
        held = focused()
        if side.scroll.widget().isAncestorOf(held):
            assert side.scroll.viewport().rect().contains(place(held, side.scroll.viewport()))
    assert held is side.items["history"]


@pytest.mark.parametrize("size", SIZES)
def test_the_tour_hides_neither_what_it_speaks_of_nor_the_title(
    crowded: Window, size: tuple[int, int]
) -> None:
    crowded.resize(*size)
    crowded.show_page("fgas")
    QApplication.processEvents()
    crowded.act("tour")
    tour = crowded.around.tour
    page = crowded.current
    assert page is not None
    (title,) = page.findChildren(QLabel, "page_title")
    for number, (_, name) in enumerate(STEPS):
        tour.show_step(number)
        QApplication.processEvents()
        bubble = place(tour, crowded)
        assert tour.text.height() >= tour.text.heightForWidth(tour.text.width()), "its text is cut"
        assert crowded.rect().contains(bubble)
        assert not bubble.intersects(place(title, crowded)), name
        if name != "page":
            (anchor,) = crowded.findChildren(QWidget, name)
            assert not bubble.intersects(place(anchor, crowded)), name
    tour.end()


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_a_marked_box_is_told_from_an_empty_one_and_framed(application: QApplication, name: str) -> None:
    theme = load(CATALOGUE.resources / "themes", name)
    box = Tick(theme, "2025")
    box.resize(box.sizeHint())
    seen = []
    for marked in (False, True):
        box.setChecked(marked)
        image = box.grab().toImage()
        middle, left = image.height() // 2, theme.px(0.4)
        seen.append(image.pixelColor(left + 3, middle - 3).name())
        assert image.pixelColor(left, middle).name() != theme.colour("surface").name()
    assert seen == [theme.colour("surface").name(), theme.colour("accent").name()]
    press("Space", box)
    assert not box.isChecked()


def test_each_edit_can_be_read_where_the_page_is_narrow(crowded: Window) -> None:
    crowded.show_page("history")
    page = crowded.current
    assert isinstance(page, HistoryPage)
    for width, beside in ((911, False), (1366, True)):
        crowded.resize(width, 560)
        for _ in range(3):
            QApplication.processEvents()
        edits, changes = place(page.list, page), place(page.changes, page)
        assert (changes.left() > edits.right()) is beside
        assert edits.width() >= crowded.desk.theme.px(30)


def test_every_look_is_offered_whole_where_the_page_is_narrow(crowded: Window) -> None:
    crowded.show_page("settings")
    page = crowded.current
    assert isinstance(page, SettingsPage)
    for width in (911, 1366, 911):
        crowded.resize(width, 560)
        for _ in range(3):
            QApplication.processEvents()
        for each in page.previews:
            assert place(each, page).right() <= page.width()
            assert each.width() >= each.sizeHint().width()


@pytest.mark.parametrize("room", [34, 40, 66])
def test_the_name_of_a_project_is_read_before_its_date(application: QApplication, room: int) -> None:
    theme = load(CATALOGUE.resources / "themes", "light")
    painter = RecentPainter(SimpleNamespace(theme=theme))
    name, year, progress, total, at = painter.columns(QRect(0, 0, theme.px(room), theme.px(4)))
    assert name.width() >= theme.px(14)
    assert progress.width() == theme.px(11)
    assert total.width() == theme.px(8.2)
    assert (year.width() > 0, at.width() > 0) == (room > 34, room > 40)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_chain_is_told_whole_in_the_lowest_window(window: Window, language: str) -> None:
    window.desk.preferred.emit(replace(window.desk.preferences, language=language))
    window.setMinimumSize(900, 440)  # as on a screen of 1366x768 at 150 %
    window.resize(911, 464)
    assert window.height() == 464
    window.show_page("results")
    page = window.current
    assert isinstance(page, ResultsPage)
    window.show_why(page.boxes[0].amount.figure)
    for _ in range(6):
        QApplication.processEvents()
    assert window.panel is not None
    told = [each for each in window.panel.findChildren(QLabel) if each.isVisible() and each.text()]
    assert len(told) > 8
    for each in told:
        needed = each.heightForWidth(each.width()) if each.wordWrap() else each.sizeHint().height()
        assert each.height() >= needed, each.text()
        assert place(each, window).bottom() < window.height() - window.status.height(), each.text()
