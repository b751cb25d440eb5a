"""Lists that drop, and the lists of the guide to a new project, by keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.drive import focused, paste, press, type_text
from tests.ui.test_around import opened as opened_project
from tests.ui.test_around import start, visit
from tests.ui.test_entry import blank, blank_file, page_of, text
from zcdesk import app
from zcdesk.domain.answer import Answer, Place
from zcdesk.ui.frame.window import Window
from zcdesk.ui.widgets.picker import Picker

__all__ = ["blank", "blank_file", "visit"]


def opened(window: Window) -> Picker:
    """The list that is open."""
    found = [each for each in window.findChildren(Picker) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def add_row(window: Window, id_: str) -> Picker:
    """Open the list of kinds of a page."""
    page = page_of(window, id_)
    assert page.rows is not None
    page.rows.add.setFocus()
    press("Space")
    return opened(window)


@pytest.mark.parametrize("typed", ["天然气", "tianranqi", "trq", "natural gas"])
def test_the_exact_name_wins_over_longer_ones(blank: Window, typed: str) -> None:
    add_row(blank, "fuel")
    paste(typed)
    press("Return")
    assert text(blank, "fuel.kind", "", "F01") == "natural_gas"


def test_every_row_of_a_list_is_seen_whole(blank: Window) -> None:
    found = add_row(blank, "fuel")
    high = found.list.sizeHintForRow(0)
    assert high > 0
    assert found.list.viewport().height() == 9 * high
    assert found.geometry().bottom() <= blank.height()
    assert found.rect().contains(found.list.geometry())


def test_a_short_list_is_seen_whole(blank: Window) -> None:
    page = page_of(blank, "site")
    field = next(each for each in page.card.fields if each.field.quantity.id == "site.province")
    field.edit.setFocus()
    press("Return")
    found = opened(blank)
    type_text("jss")
    assert found._found[0][1] == "江苏省"
    press("Return")
    assert text(blank, "site.province", "") == "CN-JS"


def test_the_grid_region_follows_the_province_until_it_is_chosen(blank: Window) -> None:
    page = page_of(blank, "site")
    field = next(each for each in page.card.fields if each.field.quantity.id == "site.province")
    bench = blank.desk.workbench

    def choose(typed: str) -> None:
        field.edit.setFocus()
        press("Return")
        type_text(typed)
        press("Return")

    edits = bench.file.head
    choose("jiangsu")
    assert bench.file.head == edits + 1
    assert text(blank, "site.grid_region", "") == "CN-EAST"
    choose("gd")
    assert text(blank, "site.grid_region", "") == "CN-SOUTH"
    bench.set_answers({Place("site.grid_region"): Answer("CN-CENTRAL")})
    choose("jiangsu")
    assert text(blank, "site.grid_region", "") == "CN-CENTRAL"


@pytest.mark.parametrize("typed", ["js", "jiangsu", "Jiangsu", "江苏"])
def test_a_province_is_found_by_typing(visit: app.Visit, tmp_path: Path, typed: str) -> None:
    press("Ctrl+N")
    type_text("3421")
    press("Return")
    type_text("Dongfeng")
    press("Return")
    assert isinstance(focused(), QLineEdit)
    guide = start(visit).guide
    assert guide is not None
    for _ in range(3):
        QApplication.processEvents()
    above = focused().mapTo(guide, QPoint(0, 0))
    paste(typed)
    for _ in range(3):
        QApplication.processEvents()
    assert focused().mapTo(guide, QPoint(0, 0)) == above  # the list gets shorter beneath it
    assert guide.draft.province == "CN-JS"
    for _ in range(5):
        press("Return")
    answers = opened_project(visit).desk.workbench.project.answers
    assert answers[Place("site.province")].text == "CN-JS"
    assert answers[Place("site.grid_region")].text == "CN-EAST"


def test_what_was_said_about_a_missing_sector_goes_when_one_is_found(visit: app.Visit) -> None:
    press("Ctrl+N")
    press("Return")
    guide = start(visit).guide
    assert guide is not None
    assert "还没有选行业" in guide.wrong.text()
    paste("机床")
    assert guide.wrong.text() == ""


def test_who_fills_in_is_asked_once_and_stands_in_the_history(visit: app.Visit) -> None:
    visit.liked = replace(visit.liked, by="")
    start(visit).front.preferences = visit.liked
    press("Ctrl+N")
    type_text("3421")
    for _ in range(5):
        press("Return")
    guide = start(visit).guide
    assert guide is not None
    assert guide.step == "file"
    assert focused() is guide.author
    paste("李敏")
    press("Return")
    bench = opened_project(visit).desk.workbench
    assert bench.by == "李敏"
    assert bench.file.edit(bench.file.head).by == "李敏"
    assert visit.liked.by == "李敏"
