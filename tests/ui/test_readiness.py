"""The pages of readiness by keyboard alone: overview, schemes, readings, checklist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.conftest import CATALOGUE
from tests.ui.drive import focused, press, type_text
from tests.ui.test_results import opened, settle
from tests.workbench.test_readiness_view import FACTS, JIANGSU, NATIONAL, SYSTEMS, fill
from zcdesk import app
from zcdesk.domain.answer import Answer, Place
from zcdesk.store.project_file import ProjectFile
from zcdesk.ui.frame.window import Window
from zcdesk.ui.readiness.bars import CoreRow
from zcdesk.ui.readiness.chances import ChancesPage
from zcdesk.ui.readiness.checklist import ChecklistPage
from zcdesk.ui.readiness.page import ReadinessPage
from zcdesk.workbench import following
from zcdesk.workbench.bring import create
from zcdesk.workbench.schemes.readiness import readiness
from zcdesk.workbench.workbench import Workbench, pin_of


def followed_only(bench: Workbench, *keys: str) -> None:
    """Follow these schemes and no others."""
    for pin in bench.project.schemes():
        following.drop(bench, pin.id)
    for key in keys:
        following.follow(bench, key.partition("@")[0])


@pytest.fixture
def page(window: Window) -> ReadinessPage:
    """The overview of the national scheme: the safety system is lacking."""
    fill(window.desk.workbench)
    window.resize(1366, 698)
    window.show_page("readiness")
    QApplication.processEvents()
    assert isinstance(window.current, ReadinessPage)
    return window.current


@pytest.fixture
def new_project(application: QApplication, tmp_path: Path) -> Iterator[Window]:
    """A window on a project of which nothing was filled in, and which follows nothing."""
    path = tmp_path / "new.zcd"
    pins = [pin_of(CATALOGUE, "cn.machinery"), pin_of(CATALOGUE, "cn.energy")]
    create(CATALOGUE, path, "lin", ("2025",), pins, None).file.close()
    with ProjectFile.open(path, "lin") as file:
        made = app.open_desk(CATALOGUE, file, "lin")
        made.show()
        application.processEvents()
        yield made
        made.hide()
        made.deleteLater()
        application.processEvents()


def checklist(window: Window) -> ChecklistPage:
    assert isinstance(window.current, ChecklistPage)
    return window.current


def test_page_opens_on_the_gate_that_is_not_met(page: ReadinessPage) -> None:
    assert focused() is page.gates
    assert page.gates.current().item.id == "e10"
    assert "E10" in page._because.text()


def test_what_is_not_known_of_a_scheme_is_said_on_top(page: ReadinessPage) -> None:
    assert page._dark.isVisible()
    assert "附件 1—3 原文未见" in page._incomplete.text()


def test_f2_on_a_gate_explains_its_verdict_and_escape_returns(window: Window, page: ReadinessPage) -> None:
    press("F2")
    panel = opened(window)
    assert panel.trail == [f"{NATIONAL}/e10.entry.met@2025"]
    press("Escape")
    assert focused() is page.gates
    assert page.gates.current().item.id == "e10"


def test_enter_on_a_gate_opens_it_in_the_checklist_and_escape_comes_back(
    window: Window, page: ReadinessPage
) -> None:
    press("Return")
    shown = checklist(window)
    assert shown.at is not None
    assert shown.at[0] == "e10"
    press("Escape")
    assert window.current is page
    assert focused() is page.gates
    assert page.gates.current().item.id == "e10"


def test_arrows_go_over_the_numbers_of_an_indicator_and_f2_explains_each(
    window: Window, page: ReadinessPage
) -> None:
    row = page.cores.rows[2]
    assert row.item.id == "k3"
    row.setFocus()
    told = set()
    for piece in row.pieces:
        press("F2")
        assert opened(window).trail == [piece.figure]
        assert opened(window).chain is not None
        told.add(piece.figure.partition("/")[2].partition("@")[0])
        press("Escape")
        assert focused() is row
        press("Right")
    assert {"national.physical_share", "k3.entry", "k3.target", "k3.entry.met", "k3.target.gap"} <= told
    press("Up")
    assert focused() is page.cores.rows[1]


def test_screen_reader_hears_what_is_ringed(page: ReadinessPage) -> None:
    row = page.cores.rows[2]
    row.setFocus()
    assert row.accessibleName().startswith("K3")
    before = row.accessibleDescription()
    press("Right")
    assert row.accessibleDescription() not in ("", before)


def test_reading_is_chosen_right_there_and_undo_leaves_it_open(window: Window, page: ReadinessPage) -> None:
    page.cores.rows[0].setFocus()
    press("Space")
    assert page.choices.isVisible()
    assert page.choices.cells
    page.choices.buttons[("ready.k1_electricity", "primary")].setFocus()
    press("Space")
    assert window.desk.workbench.project.answers[Place("ready.k1_electricity")].text == "primary"
    assert page.choices.buttons[("ready.k1_electricity", "primary")].isChecked()
    press("Ctrl+Z")
    assert Place("ready.k1_electricity") not in window.desk.workbench.project.answers
    assert page.choices.buttons[("ready.k1_electricity", "")].isChecked()


def test_radar_is_drawn_beside_the_window(page: ReadinessPage) -> None:
    page.parts["radar"].setFocus()
    press("Space")
    settle()
    assert page.radar.view is not None
    assert page.radar.canvas.image is not None
    page.radar.canvas.setFocus()
    press("T")
    assert page.radar.model.rowCount() == 5


def test_scheme_is_followed_and_dropped_by_keys_and_undo_brings_it_back(
    window: Window, page: ReadinessPage
) -> None:
    bench = window.desk.workbench
    page.segments["schemes"].setFocus()
    press("Space")
    shown = page.schemes.list
    assert focused() is shown
    while shown.current().listed.key != JIANGSU:
        press("Down")
    press("Return")
    assert [pin.id for pin in bench.project.schemes()] == sorted(
        key.partition("@")[0] for key in (NATIONAL, JIANGSU)
    )
    assert shown.current().listed.followed
    press("Delete")
    assert [pin.id for pin in bench.project.schemes()] == [NATIONAL.partition("@")[0]]
    press("Ctrl+Z")
    assert len(bench.project.schemes()) == 2


def test_schemes_side_by_side_explain_each_verdict(window: Window, page: ReadinessPage) -> None:
    followed_only(window.desk.workbench, NATIONAL, JIANGSU)
    page.segments["sides"].setFocus()
    press("Space")
    table = page.sides.table
    assert focused() is table
    assert table.rows.columnCount() == 2
    press("F2")
    assert opened(window).chain is not None
    press("Escape")
    press("Return")
    assert checklist(window).at is not None


def test_years_stand_beside_each_other(window: Window, page: ReadinessPage) -> None:
    page.segments["years"].setFocus()
    press("Space")
    settle()
    table = page.years.table
    assert focused() is table
    assert set(window.desk.workbench.project.years) <= set(table.rows.found.heads)
    assert page.years.chart.view is not None
    press("Down")
    press("F2")
    assert opened(window).chain is not None


def test_without_a_scheme_the_page_shows_which_there_are(new_project: Window) -> None:
    new_project.show_page("readiness")
    QApplication.processEvents()
    page = new_project.current
    assert isinstance(page, ReadinessPage)
    assert focused() is page.schemes.list
    assert page.schemes.list.current().listed.key == NATIONAL  # of the whole country first
    new_project.show_page("checklist")
    assert focused() is checklist(new_project).to_schemes
    press("Return")
    assert new_project.current is page


def test_newcomer_goes_through_the_gates_with_the_screen_alone(new_project: Window) -> None:
    """Follow the national scheme, answer what is asked by the numbers that stand there, fill in the ledger it names."""
    bench = new_project.desk.workbench
    new_project.show_page("readiness")
    QApplication.processEvents()
    press("Return")  # the scheme one stands on
    assert [pin.id for pin in bench.project.schemes()] == [NATIONAL.partition("@")[0]]
    page = new_project.current
    assert isinstance(page, ReadinessPage)
    page.check.setFocus()
    press("Return")
    shown = checklist(new_project)
    for _ in range(60):
        assert shown.at is not None
        criterion, quantity = shown.at
        if criterion == "k1":
            break
        if quantity in FACTS:
            ids = [each.id for each in shown.card.options]
            press(str(ids.index(FACTS[quantity]) + 1))
        press("Return")
    verdicts = {
        each.criterion.id: each.verdict for each in readiness(bench, *NATIONAL.split("@")).assessed("2025")
    }
    for id_ in ("e1", "e3", "e9", "e11"):
        assert verdicts[id_] == "met"
    assert {verdicts[id_] for id_ in ("e5", "e6", "e7", "e8")} == {"not_applicable"}
    shown.stand_at(("e10", ""))
    assert verdicts["e10"] != "met"
    shown.card.links[0].setFocus()
    press("Return")
    assert new_project.standing()[0] == "managed"
    for kind in SYSTEMS:  # by the page of the ledger, which has tests of its own
        row = bench.add_row("managed", kind)
        bench.set_answers({Place("managed.certified", row): Answer("no")})
    press("Alt+PgUp")
    new_project.show_page("checklist")
    assert shown.at[0] == "e10"
    assert "达到" in shown.card._said.text()
    assert not shown.card._blocks.isVisible()


def test_veto_says_at_once_what_it_blocks(window: Window, page: ReadinessPage) -> None:
    window.show_page("checklist", Place("ready.green_factory"))
    shown = checklist(window)
    press("2")
    assert "不能申报" in shown.card._blocks.text()
    assert shown.card._blocks.isVisible()
    press("1")
    assert not shown.card._blocks.isVisible()


def test_criterion_is_skipped_with_a_reason_and_asked_again(window: Window, page: ReadinessPage) -> None:
    settings = "skip:cn.zero-carbon-factory:e10"
    window.show_page("checklist", Place("ready.strategy"))
    shown = checklist(window)
    press("Alt+S")
    assert focused() is shown.reasons.reason
    press("Return")
    assert focused() is shown.reasons.reason  # not without a reason
    type_text("waiting")
    press("Return")
    assert window.desk.workbench.project.settings[settings] == "waiting"
    assert shown.at is not None
    assert shown.at[0] == "e11"
    shown.stand_at(("e10", ""))
    press("Alt+S")
    assert settings not in window.desk.workbench.project.settings


def test_list_is_answered_by_numbers(window: Window, page: ReadinessPage) -> None:
    window.show_page("checklist", Place("ready.accounting"))
    shown = checklist(window)
    shown.segments["list"].setFocus()
    press("Space")
    assert focused() is shown.rows
    assert shown.rows.current().ask.place.quantity == "ready.accounting"
    press("2")
    assert window.desk.workbench.project.answers[Place("ready.accounting")].text == "no"
    shown.rows.step(-1)
    press("Return")
    assert shown.mode == "one"
    assert shown.at is not None
    assert shown.at[0] == "e9"


def test_file_is_attached_to_the_answer(
    window: Window, page: ReadinessPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = tmp_path / "certificate.pdf"
    proof.write_bytes(b"%PDF-1.4 proof")
    monkeypatch.setattr("zcdesk.ui.readiness.attach.ask_file", lambda *_: proof)
    window.show_page("checklist", Place("ready.green_factory"))
    shown = checklist(window)
    press("Ctrl+E")
    press("Return")  # a new file, before those that the project has
    answer = window.desk.workbench.project.answers[Place("ready.green_factory")]
    assert len(answer.evidence) == 1
    assert shown.card.evidence is not None
    assert shown.card.evidence.links


def test_what_is_typed_is_kept_when_one_goes_on(window: Window, page: ReadinessPage) -> None:
    bench = window.desk.workbench
    bench.set_answers({Place("ready.bad_penalty"): Answer("yes")})
    window.show_page("checklist", Place("ready.bad_penalty_date"))
    type_text("2025-03-18")
    press("Return")
    assert bench.project.answers[Place("ready.bad_penalty_date")].text == "2025-03-18"


def test_page_is_found_again_where_it_was_left(window: Window, page: ReadinessPage) -> None:
    window.show_page("checklist", Place("ready.bad_penalty"))
    window.show_page("results")
    window.show_page("checklist")
    assert checklist(window).at == ("e11", "ready.bad_penalty")


def test_core_row_is_reached_by_tab_after_the_link_to_what_is_missing(
    window: Window, page: ReadinessPage
) -> None:
    page.check.setFocus()
    press("Tab")
    assert focused() is page.first
    press("Tab")
    assert isinstance(focused(), CoreRow)
    press("Shift+Tab")
    press("Return")
    assert window.current is not page
    assert getattr(window.current, "current_place", None) == Place("ready.other_products")


def test_a_core_indicator_that_lacks_figures_leads_to_the_first_of_them(
    window: Window, page: ReadinessPage
) -> None:
    window.desk.workbench.set_answers({Place("power.grid", "", "2025-03"): None})
    row = page.cores.rows[0]
    row.setFocus()
    press("Left")  # from the value round to the last: what is missing
    assert row.accessibleDescription().startswith("缺：电网购电")
    press("Return")
    assert getattr(window.current, "current_place", None) == Place("power.grid", "", "2025-03")


def test_what_closes_a_gap_is_listed_and_its_arithmetic_explained(
    window: Window, page: ReadinessPage
) -> None:
    page.parts["ways"].setFocus()
    press("Space")
    assert focused() is page.ways
    assert page.ways.current().piece is not None
    figure = page.ways.current().piece.figure
    assert ".measure." in figure
    press("F2")
    assert opened(window).trail == [figure]
    press("Escape")
    assert focused() is page.ways


def test_opportunities_show_the_arithmetic_and_explain_its_numbers(window: Window) -> None:
    bench = window.desk.workbench
    bench.set_answers({Place("site.province"): Answer("CN-NX")})
    window.show_page("chances")
    page = window.current
    assert isinstance(page, ChancesPage)
    assert focused() is page.list
    while page.list.current().chance.topic != "pv_self_use":
        page.list.step(1)
    assert page.numbers
    press("Return")
    assert focused() is page.numbers[0]
    press("F2")
    assert opened(window).trail == ["power.pv_self_used@2025"]
    press("Escape")
    page.segments["everything"].setFocus()
    press("Space")
    assert len(page.list.rows.items) > 100


def test_f1_tells_what_a_page_is_for(window: Window) -> None:
    for id_ in ("readiness", "chances"):
        window.show_page(id_)
        press("F1")
        assert window.side is not None
        assert window.side.isVisible()
        press("F1")


def test_sidebar_says_whether_verdicts_wait_for_something(window: Window, page: ReadinessPage) -> None:
    item = window.sidebar.items["checklist"]
    assert item.signs[0].shown
    assert item.signs[0].said in item.accessibleDescription()
    followed_only(window.desk.workbench)
    assert not window.sidebar.items["checklist"].signs[0].shown  # built anew: other pages are asked


def test_a_page_of_schemes_is_ticked_only_when_what_it_asks_is_answered_or_none(window: Window) -> None:
    bench, items = window.desk.workbench, window.sidebar.items
    assert items["plan"].signs[0].icon == "circle-check"
    bench.set_answer(Place("plan.risk"), "")
    assert items["plan"].signs[0].icon == "circle-minus"
    assert items["plan"].accessibleDescription() == "还有没填的，不影响合计"
    window.act("undo")
    assert items["plan"].signs[0].icon == "circle-check"
    assert items["managed"].signs[0].icon == "circle-check"
    bench.add_row("managed")  # a row with nothing in it
    assert items["managed"].signs[0].icon != "circle-check"
    window.act("undo")
    assert items["managed"].signs[0].icon == "circle-check"
    assert items["capture"].signs[0].icon == "circle-check"  # stated as none
    bench.set_answers({Place("capture"): None})
    assert items["capture"].signs[0].icon != "circle-check"


def test_answering_what_was_skipped_lifts_the_skip_and_one_undo_brings_it_back(
    window: Window, page: ReadinessPage
) -> None:
    bench, setting = window.desk.workbench, "skip:cn.zero-carbon-factory:e9"
    bench.set_answers({Place("ready.accounting"): None})
    window.show_page("checklist", Place("ready.accounting"))
    shown = checklist(window)
    assert shown.skip_button.text().startswith("跳过 E9 整条")
    press("Alt+S")
    assert shown.reasons.keep.text().startswith("跳过 E9 整条")
    type_text("later")
    press("Return")
    assert "跳过 1 问" in shown._progress.text()
    shown.stand_at(("e9", ""))
    press("1")
    assert setting not in bench.project.settings
    assert bench.project.answers[Place("ready.accounting")].text == "yes"
    press("Ctrl+Z")
    assert bench.project.settings[setting] == "later"
    assert Place("ready.accounting") not in bench.project.answers


def test_alt_s_in_a_date_field_skips_and_types_nothing(window: Window, page: ReadinessPage) -> None:
    window.desk.workbench.set_answers({Place("ready.bad_penalty"): Answer("yes")})
    window.show_page("checklist", Place("ready.bad_penalty_date"))
    shown = checklist(window)
    assert shown.card.field is not None
    edit = shown.card.field.edit
    assert focused() is edit
    letter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier, "s")
    QApplication.sendEvent(edit, letter)
    assert edit.text() == ""
    assert focused() is shown.reasons.reason


def test_value_that_cannot_be_used_keeps_what_was_answered_and_one_stays(
    window: Window, page: ReadinessPage
) -> None:
    bench, place = window.desk.workbench, Place("ready.bad_penalty_date")
    bench.set_answers({Place("ready.bad_penalty"): Answer("yes"), place: Answer("2025-03-18")})
    window.show_page("checklist", place)
    shown = checklist(window)
    assert shown.card.field is not None
    edit = shown.card.field.edit
    edit.selectAll()
    type_text("soon")
    press("Return")
    assert shown.at == ("e11", "ready.bad_penalty_date")
    assert focused() is edit
    assert "soon" in shown.trouble.text()
    assert bench.project.answers[place].text == "2025-03-18"
    press("Escape")
    assert edit.text() == "2025-03-18"
    press("Return")
    assert shown.at != ("e11", "ready.bad_penalty_date")


def test_question_is_titled_by_its_own_words_below_what_the_criterion_asks(
    window: Window, page: ReadinessPage
) -> None:
    window.show_page("checklist", Place("ready.applicant"))
    topic, ask = checklist(window)._here()
    assert topic is not None
    assert ask is not None
    assert ask.title == "申报主体类型？"
    assert topic.asked.startswith("本厂是独立法人")
    texts = [each.text() for each in checklist(window).card.findChildren(QLabel)]
    assert texts.index(topic.asked) < texts.index(ask.title)


def test_schemes_are_gone_over_by_home_end_and_pages(window: Window, page: ReadinessPage) -> None:
    page.choose("schemes")
    shown = page.schemes.list
    stands = [n for n, each in enumerate(shown.rows.items) if not each.head]
    press("End")
    assert shown.currentIndex().row() == stands[-1]
    press("PgUp")
    assert shown.currentIndex().row() < stands[-2]
    press("Home")
    assert shown.currentIndex().row() == stands[0]
    press("PgDown")
    assert stands[1] < shown.currentIndex().row() < stands[-1]


def test_back_to_the_overview_shows_the_scheme_and_not_the_list_of_schemes(
    window: Window, page: ReadinessPage
) -> None:
    page.choose("schemes")
    page.to_list()
    checklist(window).leave()
    assert window.current is page
    assert page.view == "one"
    assert focused() is page.gates


def test_escape_from_the_palette_returns_to_the_answer(window: Window, page: ReadinessPage) -> None:
    window.show_page("checklist", Place("ready.accounting"))
    QApplication.processEvents()
    before = focused()
    assert before in checklist(window).card.options
    press("Ctrl+K")
    assert focused() is not before
    press("Escape")
    assert focused() is before
