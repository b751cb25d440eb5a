"""Another accounting year comes into a project by keys, is shown, and goes again with one step back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import CATALOGUE, shown
from tests.ui.drive import press, type_text
from zcdesk.ui.frame.window import Window
from zcdesk.workbench.beginning import further_years
from zcdesk.workbench.bring import create
from zcdesk.workbench.workbench import pin_of

TODAY = date(2026, 11, 28)


@pytest.fixture
def window(application: QApplication, tmp_path: Path) -> Iterator[Window]:
    """A machinery project of 2020 and 2021."""
    path = tmp_path / "plant.zcd"
    pins = (pin_of(CATALOGUE, "cn.machinery"),)
    create(CATALOGUE, path, "lin", ("2020", "2021"), pins, None).file.close()
    yield from shown(application, path)


def test_the_year_after_the_last_comes_in_by_keys_and_goes_with_one_step_back(window: Window) -> None:
    desk = window.desk
    assert desk.year == "2021"
    press("Alt+Y")
    type_text("2022")
    press("Return")
    assert desk.workbench.project.years == ("2020", "2021", "2022")
    assert desk.year == "2022"
    assert "2022" in window.topbar.year.text()
    window.show_page("power")
    type_text("125")
    press("Return")
    assert {place.period for place in desk.workbench.project.answers} == {"2022-01"}
    press("Ctrl+Z")
    press("Ctrl+Z")
    assert desk.workbench.project.years == ("2020", "2021")
    assert desk.year == "2021"
    press("Ctrl+Y")
    assert desk.workbench.project.years == ("2020", "2021", "2022")


def test_the_year_before_the_first_comes_in_for_a_base_year(window: Window) -> None:
    press("Alt+Y")
    type_text("2019")
    press("Return")
    assert window.desk.workbench.project.years == ("2019", "2020", "2021")
    assert window.desk.year == "2019"


@pytest.mark.parametrize(
    ("held", "offered"),
    [
        (("2024", "2025"), ("2026", "2023")),
        (("2025", "2026"), ("2024",)),  # 2027 has not begun
        (("2005",), ("2006",)),
        ((), ("2025",)),
    ],
)
def test_what_is_offered(held: tuple[str, ...], offered: tuple[str, ...]) -> None:
    assert further_years(held, TODAY) == offered
