"""Help and regions by keys: F1 and Esc, F6 and Shift+F6, and where the focus is afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import shown
from tests.ui.drive import focused, press
from zcdesk import places
from zcdesk.packs.catalogue import Catalogue
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.frame.window import Window
from zcdesk.workbench.bring import create
from zcdesk.workbench.workbench import pin_of

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))


@pytest.fixture
def blank(application: QApplication, tmp_path: Path) -> Iterator[Window]:
    """A shown window on a machinery project without answers."""
    path = tmp_path / "blank.zcd"
    create(CATALOGUE, path, "lin", ("2025",), (pin_of(CATALOGUE, "cn.machinery"),), None).file.close()
    yield from shown(application, path)


def page_of(window: Window, id_: str) -> FormPage:
    window.show_page(id_)
    assert isinstance(window.current, FormPage)
    return window.current


def test_esc_puts_the_help_away_and_stays_in_the_cell(window: Window) -> None:
    page = page_of(window, "power")
    press("Right")
    press("F1")
    assert page.guidance.isVisible()
    press("Escape")
    assert not page.guidance.isVisible()
    assert focused() is page.table
    assert page.table is not None
    assert page.table.at == (0, 2)


def test_esc_in_a_field_first_restores_its_text_then_puts_the_help_away(window: Window) -> None:
    page = page_of(window, "site")
    press("F1")
    press("X")
    press("Escape")
    assert page.guidance.isVisible()
    assert page.card.fields[0].field.text == page.card.fields[0].edit.toPlainText()  # type: ignore[union-attr]
    press("Escape")
    assert not page.guidance.isVisible()
    assert focused() is page.card.fields[0].edit


def test_esc_in_the_help_itself_goes_back_to_the_page(window: Window) -> None:
    page = page_of(window, "power")
    press("F1")
    press("F6")
    assert page.guidance.isAncestorOf(focused())
    press("Escape")
    assert not page.guidance.isVisible()
    assert focused() is page.table


def test_help_on_a_page_without_a_row_tells_what_the_page_is_for(blank: Window) -> None:
    page = page_of(blank, "fuel")
    assert page.current_place is None
    press("F1")
    assert page.guidance.title.text() == "化石燃料"
    said = page.guidance._texts
    assert said["what"][1].text().startswith("一种燃料一行")
    assert "· 净消耗量" in said["asks"][1].text()
    assert said["how"][1].text().startswith("按 Ins 添加一行")


@pytest.mark.parametrize("id_", ["findings", "results", "report", "history", "settings", "evidence"])
def test_help_on_a_page_that_asks_nothing_tells_what_it_is_for(window: Window, id_: str) -> None:
    window.show_page(id_)
    before = focused()
    press("F1")
    pane = window.side
    assert pane is not None
    entry = pane.at  # type: ignore[attr-defined]
    assert entry.id == f"start:page.{id_}"
    assert pane.isAncestorOf(focused())
    press("Escape")
    assert window.side is None
    assert focused() is before


def test_shift_f6_goes_through_the_regions_backwards(window: Window) -> None:
    page = page_of(window, "power")
    press("F1")
    there = []
    for _ in range(3):
        press("F6")
        there.append(focused())
    assert page.guidance.isAncestorOf(there[0])
    assert there[1] is window.sidebar.items["power"]
    assert there[2] is page.table
    back = []
    for _ in range(3):
        press("Shift+F6")
        back.append(focused())
    assert back == [there[1], there[0], there[2]]


def test_f6_comes_back_to_the_cell_that_was_left(window: Window) -> None:
    page = page_of(window, "power")
    press("Down")
    press("Right")
    press("F6")
    press("Shift+F6")
    assert page.table is not None
    assert page.table.at == (1, 2)


def test_the_counts_at_the_foot_come_after_the_page_and_lead_to_the_checks(blank: Window) -> None:
    blank.show_page("results")
    blank.show_page("settings")
    foot = blank.status.missing
    assert foot.accessibleName().startswith("缺 ")
    for _ in range(60):
        press("Tab")
        if focused() is foot:
            break
    assert focused() is foot
    press("Shift+Tab")
    assert blank.current is not None
    assert blank.current.isAncestorOf(focused())
    press("F6")
    assert focused() is foot
    press("F6")
    assert blank.sidebar.isAncestorOf(focused())
    press("Shift+F6")
    press("Return")
    assert blank.current is not None
    assert blank.page_ids()[blank.page_ids().index("findings")] == blank._current
