"""A method that has changed since the project took it: it is said, decided by keys, and asked before sealing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.drive import focused, press
from tests.ui.test_report_page import wait
from zcdesk.ui.frame.window import Window
from zcdesk.ui.report.report_view import ReportPage
from zcdesk.workbench.handed_out import verifying
from zcdesk.workbench.updates import method_news


@pytest.fixture
def aged(window: Window) -> Window:
    """The sample as if its machinery method had been another when it was taken."""
    bench = window.desk.workbench
    pin = bench.project.pins["method:cn.machinery"]
    bench.pin(replace(pin, digest="0" * 64))
    QApplication.processEvents()
    return window


def test_a_changed_method_is_said_in_its_own_words(aged: Window, window: Window) -> None:
    assert aged.methods.isVisible()
    said = aged.methods._said.text()
    assert "机械设备制造" in said
    assert "cn.machinery" not in said


def test_an_unchanged_one_is_not(window: Window) -> None:
    assert not window.methods.isVisible()


def test_the_present_content_is_taken_as_a_step_that_can_be_undone(aged: Window) -> None:
    bench = aged.desk.workbench
    aged.methods.take.setFocus()
    press("Return")
    assert method_news.renewed(bench) == ()
    assert not aged.methods.isVisible()
    press("Ctrl+Z", aged)
    assert len(method_news.renewed(bench)) == 1
    assert aged.methods.isVisible()


def test_the_record_may_be_left_and_verification_says_so(aged: Window) -> None:
    bench = aged.desk.workbench
    aged.methods.keep.setFocus()
    press("Space")
    assert not aged.methods.isVisible()
    (kept,) = method_news.renewed(bench)
    assert kept.kept
    said = next(each for each in verifying.verify(bench) if "不再与" in each.words.zh)
    assert said.note
    assert "机械设备制造" in said.words.zh


def test_a_seal_asks_for_the_decision_first(aged: Window) -> None:
    aged.show_page("report")
    page = aged.current
    assert isinstance(page, ReportPage)
    wait(lambda: page.preview is not None)
    page.ask_seal()
    assert not page.sealing.isVisible()
    assert "封存前先定" in page.note.news.text()
    assert focused() is aged.methods.take
    press("Return")
    wait(lambda: not page.busy())
    page.ask_seal()
    assert page.sealing.isVisible()
