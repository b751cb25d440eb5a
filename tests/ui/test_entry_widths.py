"""No sentence beside a field pushes the page out of the window."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from zcdesk.domain.answer import Answer, Place
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.frame.window import Window
from zcdesk.ui.results.results import ResultsPage


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


def test_a_row_with_a_long_name_does_not_widen_its_page(window: Window) -> None:
    place = Place("product.name", "C01")
    window.desk.workbench.set_answers({place: Answer("华东某某某大型精密机械装备制造" * 6)})
    window.show_page("product")
    for _ in range(6):
        QApplication.processEvents()
    page = window.current
    assert isinstance(page, FormPage)
    area = page.scroll_area()
    assert area is not None
    assert area.widget().width() <= area.viewport().width()


def test_no_figure_among_the_sources_is_cut(window: Window) -> None:
    """A figure of nine digits has its room; the name gives way."""
    window.desk.workbench.set_answers({Place("power.grid", "", "2025-01"): Answer("1234567890.12", "MWh")})
    window.show_page("results")
    QApplication.processEvents()
    page = window.current
    assert isinstance(page, ResultsPage)
    at = page.list.painter.columns.at(QRectF(0, 0, page.list.viewport().width(), 28))
    metrics = QFontMetricsF(window.desk.theme.font(0.929, 700))
    for source in page.list.rows.rows:
        for column in ("value", "share", "change"):
            assert metrics.horizontalAdvance(getattr(source, column)) <= at[column].width()
    lefts = sorted((rect.left(), rect.right()) for rect in at.values() if rect.width())
    assert all(one[1] <= two[0] + 1 for one, two in pairwise(lefts))
