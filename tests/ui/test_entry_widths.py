"""No sentence beside a field pushes the page out of the window."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from zcdesk.domain.answer import Answer, Place
from zcdesk.ui.form_page import FormPage
from zcdesk.ui.window import Window


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_with_everything_to_say_fits_its_window(window: Window, language: str) -> None:
    bench = window.desk.workbench
    bench.set_answers(
        {
            Place("power.factor_level"): None,
            Place("power.market_factor"): None,
            **{
                Place(quantity, "", f"2025{month}"): None
                for quantity in ("power.direct", "power.exported")
                for month in ("", *(f"-{number:02d}" for number in range(1, 13)))
            },
            Place("power.direct", "", "2024"): Answer("", "", "none"),
            Place("power.exported", "", "2024"): Answer("", "", "none"),
        }
    )
    window.desk.preferred.emit(replace(window.desk.preferences, language=language))
    window.resize(1280, 680)
    window.show_page("power")
    QApplication.processEvents()
    page = window.current
    assert isinstance(page, FormPage)
    assert page.carried.isVisible()
    area = page.scroll_area()
    assert area is not None
    assert area.widget() is not None
    assert area.widget().width() <= area.viewport().width()


def test_what_stands_under_a_question_takes_a_second_line_and_pushes_nothing(window: Window) -> None:
    window.show_page("applicant")
    QApplication.processEvents()
    page = window.current
    assert isinstance(page, FormPage)
    long, short = "算力" * 60, "营业执照"
    first, second = page.card.fields[:2]
    before = first._source.height()
    first._source.say(long)
    second._source.say(short)
    for _ in range(6):  # each level of the layout hears of it in its turn
        QApplication.processEvents()
    assert first._source.height() >= 2 * before - 2
    assert second._source.height() == before
    assert {each.edit.mapTo(page, QPoint(0, 0)).x() for each in page.card.fields} == {
        first.edit.mapTo(page, QPoint(0, 0)).x()
    }
