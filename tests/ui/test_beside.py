"""Methods beside the inventory, taken and left in the settings by keyboard."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.ui.drive import focused, press
from zcdesk.ui.frame.settings import SettingsPage
from zcdesk.ui.frame.window import Window


def test_a_press_takes_a_method_in_and_another_leaves_it(window: Window) -> None:
    window.show_page("settings")
    QApplication.processEvents()
    page = window.current
    assert isinstance(page, SettingsPage)
    assert page.beside["cn.energy"].isChecked()
    assert "meter" not in window.page_ids()
    page.beside["cn.energy-balance"].setFocus()
    press("Space")
    QApplication.processEvents()
    assert "meter" in window.page_ids()
    assert "meter" in window.sidebar.items
    page = window.current
    assert isinstance(page, SettingsPage)
    assert page.beside["cn.energy-balance"].isChecked()
    page.beside["cn.energy-balance"].setFocus()
    assert focused() is page.beside["cn.energy-balance"]
    press("Space")
    QApplication.processEvents()
    assert "meter" not in window.page_ids()
    assert "meter" not in window.sidebar.items
    assert not page.beside["cn.energy-balance"].isChecked()
