"""The figures listed beside a page of the report are those printed on it."""

from __future__ import annotations

from tests.ui.test_report_page import page
from zcdesk.ui.report.pdf_figures import number, spots
from zcdesk.ui.report.report_view import ReportPage

__all__ = ["page"]


def test_a_summary_lists_the_figures_it_repeats_and_no_others(page: ReportPage) -> None:
    preview = page.preview
    assert preview is not None
    assert page.view.document is not None
    sheet = page.view.document[1]  # the statement, with the totals and where they stand
    printed = sheet.get_textpage().get_text_range()
    listed = page.view.figures(1, preview.figures, preview.table_word)
    assert listed
    for figure in listed:
        assert figure.value in printed, figure.code
    totals = {figure.row for figure in listed}
    assert {"S08", "S11"} <= totals  # by location, by market
    said = [spot for spot in spots(sheet, preview.table_word) if spot.row == "S08"]
    assert [spot.table for spot in said] == ["2-1"]
    year = page.desk.year
    before = [each for each in preview.figures if each.row == "S11" and year not in each.column]
    assert before
    assert not set(listed) & set(before)


def test_a_chosen_figure_of_the_summary_is_framed_at_its_number(page: ReportPage) -> None:
    preview = page.preview
    assert preview is not None
    listed = page.view.figures(1, preview.figures, preview.table_word)
    for figure in listed:
        page.view.frame(1, figure, preview.table_word)
        assert page.view._frame is not None
        box = page.view._frame[1]
        assert page.view.document is not None
        sheet = page.view.document[1].get_textpage()
        inside = sheet.get_text_bounded(box.left(), box.top(), box.right(), box.bottom())
        assert inside.strip() == figure.value


def test_a_calculation_is_listed_with_its_own_figure_only(page: ReportPage) -> None:
    preview = page.preview
    assert preview is not None
    document = page.view.document
    assert document is not None
    for at in range(preview.pages):
        exact = [spot for spot in spots(document[at], preview.table_word) if spot.column and spot.named]
        if exact:
            listed = page.view.figures(at, preview.figures, preview.table_word)
            codes = {figure.code for figure in listed}
            assert f"{exact[0].table} {exact[0].row}{exact[0].column}" in codes
            return
    raise AssertionError("no calculation was printed")


def test_a_number_inside_another_is_not_taken_for_it(page: ReportPage) -> None:
    preview = page.preview
    assert preview is not None
    document = page.view.document
    assert document is not None
    found = next(spot for spot in spots(document[1], preview.table_word) if spot.row == "S08")
    value = next(each.value for each in page.view.figures(1, preview.figures, "表") if each.row == "S08")
    assert number(document[1], found, value) is not None
    assert number(document[1], found, value[:-1]) is None
