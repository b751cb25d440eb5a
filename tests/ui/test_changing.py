"""Another edition and newer factors on the desk: seen, explained and accepted by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import shown
from tests.ui.drive import focused, press, type_text
from tests.workbench.changing import newer, plant
from zcdesk.packs.catalogue import Catalogue
from zcdesk.ui.frame.window import Window
from zcdesk.ui.results.changing import ChangingPage
from zcdesk.ui.results.why import WhyPanel
from zcdesk.workbench import holding


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return newer(tmp_path_factory.mktemp("packs"))


@pytest.fixture
def food(application: QApplication, packs: Catalogue, tmp_path: Path) -> Iterator[Window]:
    """The food plant of the edition of 2015, with packs that have another diesel."""
    plant(tmp_path / "food.zcd").file.close()
    yield from shown(application, tmp_path / "food.zcd", packs)


def page(window: Window, action: str) -> ChangingPage:
    window.act(action)
    found = window.current
    assert isinstance(found, ChangingPage)
    until(lambda: not found.busy() and found.proposal is not None)
    QApplication.processEvents()  # the years, which have just been made, are shown
    return found


def until(holds: Callable[[], bool]) -> None:
    for _ in range(400):
        QApplication.processEvents()
        if holds():
            return
        QThread.msleep(10)
    raise AssertionError("it did not come about")


def test_the_commands_are_in_the_palette(food: Window) -> None:
    press("Ctrl+K", food)
    type_text("edition")
    press("Return")
    assert isinstance(food.current, ChangingPage)
    assert food.current.mode == "editions"


def test_another_edition_is_seen_line_by_line_before_anything_is_written(food: Window) -> None:
    head = food.desk.workbench.file.head
    found = page(food, "editions")
    assert found.title.text().startswith("2023年合计（位置法、市场法相同）：84.51 → 84.02")
    fuel = found.table.rows.rows[0]
    assert (fuel.name, fuel.before, fuel.now, fuel.change) == ("化石燃料燃烧", "31.45", "30.96", "−0.49")
    assert food.desk.workbench.file.head == head
    assert not found.accepting.isEnabled()  # no reason yet


def test_it_is_accepted_by_keys_with_a_reason_and_undone_by_one_key(food: Window) -> None:
    found = page(food, "editions")
    head = food.desk.workbench.file.head
    found.reason.setFocus()
    type_text("required")
    press("Return")
    bench = food.desk.workbench
    assert bench.file.head == head + 1
    assert [pin.edition for pin in bench.project.methods()] == ["2024"]
    until(lambda: not found.busy())
    assert "2015" in found.list.rows.items[1].title
    press("Ctrl+Z", food)
    assert [pin.edition for pin in bench.project.methods()] == ["2015"]


def test_tab_goes_in_reading_order(food: Window) -> None:
    found = page(food, "editions")
    found.list.setFocus()
    passed = []
    for _ in range(6):
        press("Tab")
        passed.append(focused())
    years = [found.years.itemAt(at).widget() for at in range(found.years.count())]
    assert passed == [*years, found.whole, found.table, found.reason, passed[-1]]


def test_f2_explains_the_figure_of_either_side(food: Window) -> None:
    found = page(food, "editions")
    found.table.setFocus()
    press("Right")
    press("F2")
    panel = food.side
    assert isinstance(panel, WhyPanel)
    assert panel.chain is not None
    assert panel.chain.head.value == "30.96"
    press("Escape")
    assert focused() is found.table
    press("Left")
    press("F2")
    assert isinstance(food.panel, WhyPanel)
    assert food.panel.chain is not None
    assert food.panel.chain.head.value == "31.45"


def test_every_line_is_shown_where_that_is_wanted(food: Window) -> None:
    found = page(food, "editions")
    few = len(found.table.rows.rows)
    found.whole.setFocus()
    press("Return")
    assert len(found.table.rows.rows) > few
    assert any(row.name == "柴油 · 平均低位发热量 · GJ/t" for row in found.table.rows.rows)


def test_another_year_is_shown_by_its_button(food: Window) -> None:
    found = page(food, "editions")
    found.years.itemAt(0).widget().setFocus()
    press("Space")
    assert found.title.text().startswith("2022年")


def test_newer_factors_are_listed_seen_and_accepted(food: Window) -> None:
    found = page(food, "factor_updates")
    assert found.list.rows.items[0].id == "cn.fuels.ndrc-2015"
    assert found.table.rows.rows[0].change == "+4.84"
    found.reason.setFocus()
    type_text("published")
    press("Return")
    bench = food.desk.workbench
    until(lambda: not found.busy())
    assert "cn.fuels.ndrc-2015" not in [item.id for item in found.list.rows.items]
    digest = bench.catalogue.factor_set("cn.fuels.ndrc-2015").digest
    assert bench.project.pins["set:cn.fuels.ndrc-2015"].digest == digest


def test_with_nothing_to_choose_the_page_says_so(window: Window) -> None:
    window.act("editions")
    found = window.current
    assert isinstance(found, ChangingPage)
    assert found.none.isVisible()
    assert "只有一版" in found.none.text()


def test_a_project_that_is_only_looked_at_accepts_nothing(
    application: QApplication, packs: Catalogue, tmp_path: Path
) -> None:
    plant(tmp_path / "food.zcd").file.close()
    for window in shown(application, tmp_path / "food.zcd", packs, read_only=True):
        found = page(window, "editions")
        assert not found.reason.isEnabled()
        assert not found.accepting.isEnabled()
        assert "只能看" in found.accepting.toolTip()


def test_both_languages_and_looks_build_the_page_anew(food: Window) -> None:
    found = page(food, "editions")
    food.act("language")
    until(lambda: not found.busy() and found.proposal is not None)
    assert found.title.text().startswith("2023, total (location and market view alike)")
    assert holding.kept_years(food.desk.workbench.project) == ()
