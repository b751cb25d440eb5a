"""Every page, in both languages: named for a screen reader, large enough, nothing cut, tabbed as it is read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QWidget,
)

from zcdesk import app
from zcdesk.domain.words import Language
from zcdesk.ui.frame.commands import STEPS
from zcdesk.ui.frame.window import Window

SIZES = ((1366, 698), (1280, 672))


def pages(window: Window) -> Iterator[str]:
    """Every page, shown and settled, by its id."""
    for id_ in (*window.page_ids(), STEPS):
        window.show_page(id_)
        app._settle(window)
        yield id_


def seen(window: Window) -> list[QWidget]:
    """Every widget on the screen."""
    return [
        each
        for each in window.findChildren(QWidget)
        if each.isVisible() and not each.visibleRegion().isEmpty()
    ]


def put_in(window: Window, language: Language, size: tuple[int, int]) -> None:
    window.resize(*size)
    window.desk.look(language=language)
    QApplication.processEvents()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whatever_takes_the_focus_has_a_name(window: Window, language: Language) -> None:
    put_in(window, language, SIZES[0])
    nameless = []
    for id_ in pages(window):
        for each in seen(window):
            focus = each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled()
            named = each.accessibleName() or (each.text() if isinstance(each, QAbstractButton) else "")
            if focus and not isinstance(each, (QScrollBar, QScrollArea)) and not named:
                nameless.append((id_, type(each).__name__, each.objectName()))
    assert nameless == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_word_is_cut(window: Window, language: Language, size: tuple[int, int]) -> None:
    put_in(window, language, size)
    cut = []
    for id_ in pages(window):
        for each in seen(window):
            if not isinstance(each, (QLabel, QPushButton)) or not each.text():
                continue
            shrinks = each.sizePolicy().horizontalPolicy() in (
                QSizePolicy.Policy.Ignored,
                QSizePolicy.Policy.Maximum,
            )  # it ends in dots and says all in its tooltip
            if shrinks or (isinstance(each, QLabel) and each.wordWrap()):
                continue
            if (
                each.width() < each.minimumSizeHint().width()
                or each.height() < each.minimumSizeHint().height() - 1
            ):
                cut.append((id_, each.text(), each.width(), each.minimumSizeHint().width()))
    assert cut == []


def test_what_is_pressed_is_large_enough(window: Window) -> None:
    put_in(window, "zh", SIZES[0])
    least = window.desk.theme.px(1.857) - 1
    small = []
    for id_ in pages(window):
        for each in seen(window):
            if (
                isinstance(each, QAbstractButton)
                and each.property("kind") != "link"
                and each.height() < least
            ):
                small.append((id_, each.accessibleName(), each.height()))
    assert small == []


@pytest.mark.parametrize("id_", ["site", "power", "evidence", "history", "settings", "results"])
def test_tab_goes_down_the_page(window: Window, id_: str) -> None:
    put_in(window, "zh", SIZES[0])
    window.show_page(id_)
    QApplication.processEvents()
    page = window.current
    assert page is not None
    app._settle(window)
    order: list[QWidget] = []
    at = page
    for _ in range(400):
        at = at.nextInFocusChain()
        if at is page or at is None:
            break
        shown = page.isAncestorOf(at) and at.isVisible() and not at.visibleRegion().isEmpty()
        if shown and at.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(at, QAbstractScrollArea):
            order.append(at)
    tops = [each.mapTo(page, QPoint(0, 0)) for each in order]
    # within a column, never up by more than a line; a new column may begin at its top
    line = window.desk.theme.px(2.2)
    up = [
        (order[n].accessibleName(), order[n + 1].accessibleName())
        for n in range(len(order) - 1)
        if tops[n + 1].y() < tops[n].y() - line and tops[n + 1].x() <= tops[n].x()
    ]
    assert up == []
