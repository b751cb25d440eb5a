"""What failed is said over the window, and the keys go there; changing the language with a panel open does not fail."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QApplication, QSpacerItem

from tests.ui.drive import focused, press
from zcdesk.domain.answer import Place
from zcdesk.ui.crash_notice import Notice
from zcdesk.ui.frame.window import Window
from zcdesk.ui.widgets.figure_box import FigureBox


def failure(window: Window) -> Notice:
    """The notice of a failure."""
    return Notice(window, window.desk, "ValueError", None, lambda: None, full=False)


def test_escape_leaves_the_notice_from_anywhere(window: Window) -> None:
    window.show_page("site", Place("site.phone"))
    edit = focused()
    notice = failure(window)
    assert focused() is notice.again
    edit.setFocus()
    press("Escape", edit)
    assert notice.isHidden()
    notice = failure(window)
    window.sidebar.take_focus("site")
    press("Escape")
    assert notice.isHidden()


def test_the_notice_has_the_focus_when_what_failed_put_it_elsewhere(window: Window) -> None:
    window.show_page("site", Place("site.phone"))
    edit = focused()
    notice = failure(window)
    edit.setFocus()
    QApplication.processEvents()
    assert focused() is notice.again


def test_the_language_changes_with_the_panel_open(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    failed: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *what: failed.append(what))
    for id_ in ("results", "report", "fuel", "findings", "site"):
        window.show_page(id_)
        window.desk.why("scope1.total@2025")
        QApplication.processEvents()
        before = window.desk.language
        window.act("language")
        QApplication.processEvents()
        assert window.desk.language != before
        assert not failed, id_


def test_an_event_in_the_shape_of_something_else_is_passed_over(window: Window) -> None:
    window.show_page("results")
    box = window.findChildren(FigureBox)[0]
    assert box.event(QSpacerItem(1, 1))  # type: ignore[arg-type]
