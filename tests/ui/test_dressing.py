"""Another look: soon there, on every page, with nothing lost of what one stood on."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.ui.drive import press
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.frame.window import Window


def visit_all(window: Window) -> None:
    """Show every page once."""
    for id_ in window.page_ids():
        window.show_page(id_)
        QApplication.processEvents()


def test_every_page_is_whole_after_a_change_of_look(window: Window) -> None:
    visit_all(window)
    window.show_page("power")
    for theme in ("dark", "light"):
        window.desk.preferred.emit(replace(window.desk.preferences, theme=theme))
        QApplication.processEvents()
        for id_ in window.page_ids():
            window.show_page(id_)
            QApplication.processEvents()
            assert window.current is not None
            assert not window.current.bare
            assert window.current.findChildren(QLabel)
        window.show_page("power")


def test_pages_out_of_sight_are_polished_in_no_vain(window: Window) -> None:
    visit_all(window)
    window.show_page("power")
    before = len(window.findChildren(QWidget))
    counted: list[int] = []
    window.desk.undressing.connect(lambda: counted.append(len(window.findChildren(QWidget))))
    window.desk.preferred.emit(replace(window.desk.preferences, theme="dark"))
    assert counted
    assert counted[0] < before / 2
    window.desk.preferred.emit(replace(window.desk.preferences, theme="light"))


def test_what_is_being_typed_is_kept_through_a_change_of_look(window: Window) -> None:
    window.show_page("power")
    page = window.current
    assert isinstance(page, FormPage)
    assert page.table is not None
    page.table.stand(0, 3)
    press("7")
    window.desk.preferred.emit(replace(window.desk.preferences, theme="dark"))
    QApplication.processEvents()
    assert any(
        answer.text == "7"
        for place, answer in window.desk.workbench.project.answers.items()
        if place.quantity == "power.grid"
    )
    window.desk.preferred.emit(replace(window.desk.preferences, theme="light"))
