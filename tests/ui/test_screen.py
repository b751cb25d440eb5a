"""A small screen: a window fits it, no page makes it wider, and help that has no room beside a page lies over it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QPushButton

from tests.ui.conftest import shown
from tests.ui.drive import focused, press, type_text
from zcdesk.domain.words import Language
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.frame.screen import sizes
from zcdesk.ui.frame.window import Window
from zcdesk.workbench.preferences import Preferences

SCALED = QSize(911, 434)
"""What is left of 1366 by 768 at 150 % below the bar of a window and above that of the system. [px]"""


@pytest.fixture
def small(window: Window) -> Window:
    window.setMinimumSize(1, 1)  # as on a screen that has no room for more
    window.resize(SCALED)
    QApplication.processEvents()
    return window


@pytest.mark.parametrize(
    ("room", "least", "first", "whole"),
    [
        (QSize(1920, 1040), QSize(900, 560), QSize(1366, 698), False),
        (QSize(1366, 728), QSize(900, 560), QSize(1366, 696), True),  # 728 - 32
        (QSize(911, 472), QSize(900, 440), QSize(911, 440), True),  # 472 - 32
    ],
)
def test_a_window_is_never_larger_than_its_screen(
    room: QSize, least: QSize, first: QSize, whole: bool
) -> None:
    assert sizes(room) == (least, first, whole)


@pytest.mark.parametrize("page", ["site", "fuel", "power", "heat", "product", "evidence", "series", "bills"])
def test_no_page_makes_a_small_window_larger(small: Window, page: str) -> None:
    small.show_page(page)
    QApplication.processEvents()
    assert small.size() == SCALED
    assert small.minimumSizeHint().width() <= SCALED.width()


def test_a_figure_that_was_replaced_keeps_no_window_wide(small: Window) -> None:
    small.show_page("power")
    page = small.current
    assert isinstance(page, FormPage)
    assert page.table is not None
    page.table.stand(0, 1)
    type_text("1234567.25")
    press("Return")
    QApplication.processEvents()
    assert small.size() == SCALED
    assert not page.strip.was.isHidden()
    for figure in (page.strip.read, page.strip.was):
        assert figure.isHidden() or figure.width() >= figure.sizeHint().width()


def test_help_lies_over_the_page_of_a_small_window_and_escape_takes_it_away(small: Window) -> None:
    small.show_page("power")
    page = small.current
    assert isinstance(page, FormPage)
    width = page.width()
    table = focused()
    press("F1")
    assert small.side is not None
    assert small.side.geometry() == small._stack.geometry()
    assert small.side.isAncestorOf(focused())
    assert page.width() == width
    press("Escape")
    assert small.side is None
    assert focused() is table


def test_help_goes_when_another_page_of_a_small_window_is_shown(small: Window) -> None:
    small.show_page("power")
    press("F1")
    press("Ctrl+Return")
    assert small.side is None
    assert not small.desk.guided


def test_the_chain_of_a_figure_keeps_a_small_window_as_it_is(small: Window) -> None:
    small.show_page("power")
    press("F2")
    QApplication.processEvents()
    assert small.panel is not None
    assert small.panel.isVisible()
    assert small.width() == SCALED.width()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_buttons_of_a_small_window_say_all_they_say(
    application: QApplication, sample_file: Path, tmp_path: Path, language: Language
) -> None:
    path = tmp_path / "sample.zcd"
    path.write_bytes(sample_file.read_bytes())
    for window in shown(application, path, liked=Preferences(language=language)):
        window.setMinimumSize(1, 1)
        window.resize(SCALED)
        cut = []
        for page in (
            "site",
            "fuel",
            "power",
            "medium",
            "output",
            "product",
            "evidence",
            "series",
            "settings",
        ):
            window.show_page(page)
            QApplication.processEvents()
            cut += [
                (page, each.text(), each.width(), each.sizeHint().width())
                for each in window.findChildren(QPushButton)
                if each.isVisible() and each.text() and each.width() < each.sizeHint().width()
            ]
        assert cut == []


def test_keys_of_the_status_line_keep_no_window_wide(window: Window) -> None:
    window.setMinimumSize(1, 1)
    window.resize(1366, 698)
    window.status.total.setText("排放总量（包括购入和输出的电力、热力以及单列的部分）  1,090,136.56 tCO₂e")
    QApplication.processEvents()
    window.resize(SCALED)
    QApplication.processEvents()
    assert window.size() == SCALED
