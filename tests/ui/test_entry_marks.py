"""What the form says beside a field: doubt with mark and word, soft checks while typing, where to find it once."""

from __future__ import annotations

from tests.ui.drive import focused, press, type_text
from zcdesk.domain.answer import Answer, Place
from zcdesk.ui.entry.fields import FieldRow
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.frame.window import Window
from zcdesk.ui.widgets.picker import BESIDE, Picker

PHONE, MAIL, CODE = Place("site.phone"), Place("site.email"), Place("site.credit_code")


def standing(window: Window, place: Place) -> tuple[FormPage, FieldRow]:
    """Stand on a field of the first page."""
    window.show_page("site", place)
    page = window.current
    assert isinstance(page, FormPage)
    return page, next(each for each in page.card.fields if each.field.place == place)


def retype(text: str) -> None:
    """Type a text over what stands there."""
    press("Ctrl+A")
    type_text(text)


def test_a_doubtful_text_has_a_mark_and_a_word(window: Window) -> None:
    _, code = standing(window, CODE)
    assert code.mark.isHidden()
    retype("91330099MA00DEMN4X")  # the last character does not check
    press("Return")
    assert not code.mark.isHidden()
    assert code.mark.accessibleName() == code.chip.text() == "存疑"
    assert code.chip.property("role") == "doubt"
    assert "存疑" in code.edit.accessibleDescription()
    press("Ctrl+Z")
    assert code.mark.isHidden()
    assert "存疑" not in code.edit.accessibleDescription()


def test_a_choice_that_contradicts_another_has_a_mark(window: Window) -> None:
    window.desk.workbench.set_answers(
        {Place("site.grid_region"): Answer("CN-SOUTH")}
    )  # the plant is in Zhejiang
    doubtful = [
        place.quantity
        for finding in window.desk.workbench.findings("2025")
        if finding.severity == "warning" and (place := finding.place) and place.quantity.startswith("site.")
    ]
    assert doubtful == ["site.grid_region"]
    _, region = standing(window, Place("site.grid_region"))
    assert region.chip.text() == "存疑"


def test_a_telephone_number_is_checked_on_leaving_and_never_refused(window: Window) -> None:
    window.desk.workbench.set_answers({PHONE: Answer("0500-88660000")})  # the sample's has a remark
    page, phone = standing(window, PHONE)
    retype("1380013800")
    assert page.strip.box.property("kind") == ""  # more digits may come
    press("Return")
    assert window.desk.workbench.project.answers[PHONE].text == "1380013800"
    assert phone.chip.text() == "存疑"
    page, phone = standing(window, PHONE)
    assert page.strip.finding.text().startswith("“1380013800”的位数不像电话号码")
    press("End")
    type_text("0")
    press("Return")
    assert phone.chip.isHidden()


def test_what_no_further_key_mends_is_said_while_a_mailbox_is_typed(window: Window) -> None:
    page, _ = standing(window, MAIL)
    retype("energy@hengtuo")
    assert page.strip.box.property("kind") == ""
    type_text(" x")  # a space inside
    assert page.strip.box.property("kind") == "doubt"
    assert "中文的句号" in page.strip.finding.text()
    press("Backspace")
    press("Backspace")
    assert page.strip.box.property("kind") == ""


def test_where_to_find_it_never_repeats_the_hint(window: Window) -> None:
    for id_ in ("site", "power"):
        window.show_page(id_)
        page = window.current
        assert isinstance(page, FormPage)
        for row in page.card.fields:
            row.edit.setFocus()
            assert focused() is row.edit
            assert page.strip.finding.text() != page.strip.where.text()
            assert page.strip.where_head.isHidden() == (not page.strip.where.text())


def test_a_line_of_a_drawing_tells_where_an_address_is_found(window: Window) -> None:
    page, address = standing(window, Place("site.address"))
    assert page.strip.where.text().startswith("厂区平面图与组织说明 · ")
    assert address._source.text() == page.strip.where.text()


def test_the_list_stands_on_what_the_method_recommends(window: Window) -> None:
    window.desk.workbench.set_answers({Place("power.factor_level"): None})
    window.show_page("power", Place("power.factor_level"))
    page = window.current
    assert isinstance(page, FormPage)
    level = next(each for each in page.card.fields if each.field.place == Place("power.factor_level"))
    assert level.last.text().startswith("推荐 区域电网平均：")
    press("Return")
    picker = window.findChild(Picker)
    assert picker is not None
    shown = [str(picker.list.model().index(row, 0).data()) for row in range(picker.list.model().rowCount())]
    assert [text.partition(BESIDE)[0] for text in shown] == ["全国平均", "区域电网平均", "省级平均"]
    assert [("推荐" in text) for text in shown] == [False, True, False]
    assert picker.list.currentIndex().row() == 1
    press("Return")
    assert window.desk.workbench.project.answers[Place("power.factor_level")].text == "regional"


def test_gas_settled_at_20_degrees_is_typed_as_it_stands_on_the_bill(window: Window) -> None:
    gas = Place("fuel.amount", "F01", "2025-01")
    window.show_page("fuel", gas)
    press("F4")
    picker = window.findChild(Picker)
    assert picker is not None
    type_text("m3(20")
    press("Return")
    type_text("43259")
    page = window.current
    assert isinstance(page, FormPage)
    # 43259 * 273.15 / 293.15 = 40307.68 Nm3
    assert page.strip.read.text().startswith("＝ 4.03076")
    press("Return")
    assert window.desk.workbench.project.answers[gas].unit == "m3(20℃)"


def test_the_band_beside_a_figure_is_explained_with_the_way_to_change_it(window: Window) -> None:
    window.show_page("power", Place("power.grid", "", "2025-01"))
    page = window.current
    assert isinstance(page, FormPage)
    assert page.strip.grade.text().startswith("±2 %")
    for told in (page.strip.grade.toolTip(), page.strip.grade.accessibleDescription()):
        assert "不改变排放量" in told
        assert "Shift+F4" in told
    press("F1")
    assert page.guidance._texts["grade"][1].text().startswith("这个数大约准到 ±2 %")
    window.show_page("site")
    page = window.current
    assert isinstance(page, FormPage)
    assert page.guidance._texts["grade"][1].isHidden()


def test_f2_on_a_button_of_the_month_chart_explains_the_total(window: Window) -> None:
    window.show_page("results")
    page = window.current
    assert page is not None
    asked: list[str] = []
    window.desk.wants_why.connect(asked.append)
    card = page.months  # type: ignore[attr-defined]
    for number in range(3):
        card.stops()[number].setFocus()  # anew: the buttons are made again with the width of the page
        press("F2")
        window.hide_panel()
    assert asked == ["total.location@2025"] * 3
