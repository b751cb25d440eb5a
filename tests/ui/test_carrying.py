"""What one year states is offered to the other: seen, taken by a key, undone; figures never go along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import shown
from tests.ui.drive import focused, press, type_text
from zcdesk import places
from zcdesk.domain.answer import Answer, Place
from zcdesk.packs.catalogue import Catalogue
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.frame.window import Window
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms import carrying
from zcdesk.workbench.workbench import pin_of

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))


@pytest.fixture
def two_years(application: QApplication, tmp_path: Path) -> Iterator[Window]:
    """A window on a machinery project of two years without answers; the later one is shown."""
    path = tmp_path / "two.zcd"
    pins = (pin_of(CATALOGUE, "cn.machinery"),)
    create(CATALOGUE, path, "lin", ("2024", "2025"), pins, None).file.close()
    yield from shown(application, path)


def page_of(window: Window, id_: str) -> FormPage:
    window.show_page(id_)
    assert isinstance(window.current, FormPage)
    return window.current


def test_what_was_stated_for_one_year_is_one_key_in_the_other(two_years: Window) -> None:
    page, bench = page_of(two_years, "power"), two_years.desk.workbench
    assert page.carried.isHidden()
    press("Down")
    press("Space")  # no green trade
    press("Down")
    press("Space")  # no direct line
    assert page.carried.isHidden()
    two_years.desk.show_year("2024")
    assert not page.carried.isHidden()
    assert page.carried.text.text() == (
        "2025 年声明过、2024 年还没说的有 2 项：绿电交易电量：本厂没有；绿电直连电量：本厂没有"
    )
    head = bench.file.head
    press("Alt+3")
    assert bench.file.head == head + 1  # one step
    for quantity in ("power.green_trade", "power.direct"):
        assert bench.project.answers[Place(quantity, "", "2024")] == Answer(
            "", "", "none", "沿用 2025 年的声明"
        )
    assert page.carried.isHidden()
    assert page.model.sentence(1).endswith("备注：沿用 2025 年的声明")
    press("Ctrl+Z")
    assert Place("power.direct", "", "2024") not in bench.project.answers
    assert not page.carried.isHidden()


def test_a_line_with_figures_is_left_alone_and_figures_are_not_carried(two_years: Window) -> None:
    page, bench = page_of(two_years, "power"), two_years.desk.workbench
    bench.set_answers(
        {
            Place("power.grid", "", "2025"): Answer("100", "MWh"),
            Place("power.direct", "", "2025"): Answer("", "", "none"),
            Place("power.direct", "", "2024-03"): Answer("5", "MWh"),
            Place("power.green_proven", "", "2025"): Answer("no"),
        }
    )
    two_years.desk.show_year("2024")
    assert page.carried.offer is None


def test_a_yes_or_no_of_a_year_is_carried_where_the_method_asks_for_it(tmp_path: Path) -> None:
    pins = (pin_of(CATALOGUE, "cn.carbon"),)
    bench = create(CATALOGUE, tmp_path / "c.zcd", "lin", ("2024", "2025"), pins, None)
    bench.set_answers({Place("power.green_proven", "", "2024"): Answer("no")})
    offer = carrying.offered(bench, "power", "2025")
    assert offer is not None
    assert [(str(each.place), each.words.zh) for each in offer.statements] == [
        ("power.green_proven@2025", "购入非化石电力的证明齐全：否")
    ]
    bench.file.close()


def test_a_choice_of_a_year_and_a_row_are_named(two_years: Window) -> None:
    bench = two_years.desk.workbench
    row = bench.add_row("heat")
    bench.set_answers(
        {
            Place("heat.name", row): Answer("园区蒸汽"),
            Place("heat.exported", row, "2025"): Answer("", "", "none"),
            Place("heat.factor_supplier", row, "2025"): Answer("", "", "default"),
        }
    )
    offer = carrying.offered(bench, "heat", "2024")
    assert offer is not None
    assert [each.words.zh for each in offer.statements] == [
        f"{row} 园区蒸汽 外供热量：本厂没有",
        f"{row} 园区蒸汽 供热单位提供的排放因子：不知道，用默认值",
    ]
    assert carrying.carry(bench, offer) is None
    default = bench.project.answers[Place("heat.factor_supplier", row, "2024")]
    assert default == Answer("", "", "default")
    codes = [finding.code for finding in bench.findings("2024")]
    assert carrying.offered(bench, "heat", "2024") is None
    assert "no_default" not in codes


def test_what_is_not_the_same_is_put_away_for_this_year(two_years: Window) -> None:
    page = page_of(two_years, "power")
    two_years.desk.workbench.set_answers({Place("power.direct", "", "2025"): Answer("", "", "none")})
    two_years.desk.show_year("2024")
    page.carried.leave.setFocus()
    press("Space")
    assert page.carried.isHidden()
    assert focused() is page.table
    type_text("7")
    press("Return")
    assert page.carried.isHidden()
