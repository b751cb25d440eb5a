"""The page of results and the panel that explains a number, by keyboard alone."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.calc.test_carbon_closure import steel
from tests.report.test_energy_balance import METHOD, plant
from tests.ui.conftest import CATALOGUE, shown
from tests.ui.drive import focused, press
from zcdesk import app
from zcdesk.domain.answer import Place
from zcdesk.domain.change import AnswerChange, RowChange
from zcdesk.store.project_file import ProjectFile
from zcdesk.ui.frame.window import Window
from zcdesk.ui.results.chain_tree import NODE
from zcdesk.ui.results.chart_view import ChartCanvas
from zcdesk.ui.results.results import FigureBox, ResultsPage
from zcdesk.ui.results.source_list import SourceList
from zcdesk.ui.results.why import WhyPanel
from zcdesk.ui.widgets.asked import Asked, pool
from zcdesk.ui.widgets.parts import Page
from zcdesk.ui.widgets.sentences import Clauses
from zcdesk.workbench.bring import create
from zcdesk.workbench.workbench import pin_of


class Blank(Page):
    """A page with nothing on it, in the place of pages that are not looked at here."""

    def build(self) -> None:
        """Nothing."""


def settle() -> None:
    """Let charts that were asked for arrive."""
    for _ in range(4):
        QApplication.processEvents()
        pool().waitForDone()
        QApplication.processEvents()


@pytest.fixture
def page(window: Window) -> ResultsPage:
    window.resize(1366, 698)
    window.show_page("results")
    QApplication.processEvents()
    assert isinstance(window.current, ResultsPage)
    return window.current


@pytest.fixture
def new_project(application: QApplication, tmp_path: Path) -> Iterator[Window]:
    """A window on a project of which nothing was filled in."""
    path = tmp_path / "new.zcd"
    pins = [pin_of(CATALOGUE, "cn.machinery"), pin_of(CATALOGUE, "cn.energy")]
    create(CATALOGUE, path, "lin", ("2025",), pins, None).file.close()
    yield from shown(application, path)


def opened(window: Window) -> WhyPanel:
    assert isinstance(window.panel, WhyPanel)
    assert window.panel.isVisible()
    return window.panel


def chosen(panel: WhyPanel) -> str:
    return str(panel.tree.currentIndex().data(NODE).figure)


def asked_for(window: Window) -> list[tuple[str, object]]:
    """Where the desk was asked to go to."""
    asked: list[tuple[str, object]] = []
    window.desk.wants_page.connect(lambda id_, place: asked.append((id_, place)))
    return asked


def test_page_opens_on_the_largest_source(page: ResultsPage) -> None:
    assert focused() is page.list
    assert page.list.rows.rows[page.list.currentIndex().row()].figure == "scope2.power@2025"


def test_f2_on_a_source_opens_its_chain_and_escape_returns_there(window: Window, page: ResultsPage) -> None:
    press("Down")
    press("F2")
    panel = opened(window)
    assert panel.chain is not None
    assert panel.chain.figure.id == "fuel.co2[F01]@2025"
    assert focused() is panel.tree
    press("Escape")
    assert not panel.isVisible()
    assert focused() is page.list
    assert page.list.currentIndex().row() == 1


def test_enter_on_a_headline_figure_opens_its_chain(window: Window, page: ResultsPage) -> None:
    press("Shift+Tab")
    box = focused()
    assert isinstance(box, FigureBox)
    assert box.amount.figure == "energy.total@2025"
    press("Return")
    assert opened(window).trail == ["energy.total@2025"]
    press("Escape")
    assert focused() is box


def test_right_opens_an_input_and_enter_goes_to_its_field(window: Window, page: ResultsPage) -> None:
    press("F2")
    panel = opened(window)
    assert chosen(panel) == "power.grid@2025"
    press("Right")
    press("Down")
    press("Down")
    assert chosen(panel) == "power.grid@2025-02"
    window._pages["power"] = Blank(window.desk)  # where the field is does not matter here
    window._stack.addWidget(window._pages["power"])
    asked = asked_for(window)
    press("Return")
    assert asked == [("power", Place("power.grid", "", "2025-02"))]


def test_left_closes_goes_up_and_then_back_a_figure(window: Window, page: ResultsPage) -> None:
    press("F2")
    panel = opened(window)
    press("F2")
    assert panel.trail == ["scope2.power@2025", "power.grid@2025"]
    press("Left")
    assert panel.trail == ["scope2.power@2025"]


def test_f2_stays_with_the_panel_while_it_has_the_focus(window: Window, page: ResultsPage) -> None:
    press("F2")
    panel = opened(window)
    press("Down")
    press("F2")
    assert panel.trail[-1] == "power.green_trade@2025"


def test_chain_is_copied_as_text(window: Window, page: ResultsPage) -> None:
    press("F2")
    press("Ctrl+C")
    text = QApplication.clipboard().text()
    assert text.startswith("scope2.power@2025\n")
    assert "E-009" in text


def test_panel_tells_the_code_on_paper(window: Window, page: ResultsPage) -> None:
    press("F2")
    settle()
    code = opened(window)._code.text()
    assert code.startswith("定位码 ")


def test_panel_follows_an_edit_and_keeps_what_is_open(window: Window, page: ResultsPage) -> None:
    press("F2")
    panel = opened(window)
    press("Right")
    press("Down")
    window.desk.workbench.set_answer(Place("power.grid", "", "2025-01"), "1,000", "MWh")
    assert chosen(panel) == "power.grid@2025-01"
    assert panel.tree.currentIndex().data(NODE).value == "1,000"
    assert panel.chain is not None
    # 15,897.0515 − (1,602.315 − 1,000) × 0.55
    assert panel.chain.head.value == "15,565.78"


def test_missing_figure_lists_links_that_arrows_and_enter_follow(window: Window, page: ResultsPage) -> None:
    window.desk.workbench.set_answers(
        {Place("fuel.amount", "F01", "2025-03"): None, Place("heat.amount", "R01", "2025-03"): None}
    )
    QApplication.processEvents()
    assert page.boxes[0].amount.value == ""
    window.desk.why("total.location@2025")
    assert isinstance(focused(), QPushButton)
    press("Down")
    asked = asked_for(window)
    window._pages["heat"] = Blank(window.desk)
    window._stack.addWidget(window._pages["heat"])
    press("Space")
    assert asked == [("heat", Place("heat.amount", "R01", "2025-03"))]


def test_views_change_by_keyboard(page: ResultsPage) -> None:
    page.segments["market"].setFocus()
    press("Space")
    assert page.boxes[0].amount.figure == "total.market@2025"
    press("Tab")
    press("Space")
    assert page.list.rows.rows[0].other == "10,670.27"
    assert [segment.isChecked() for segment in page.segments.values()] == [False, False, True]


def test_sources_are_copied_for_a_spreadsheet(page: ResultsPage) -> None:
    press("Ctrl+C")
    lines = QApplication.clipboard().text().splitlines()
    assert lines[1].split("\t") == ["净购入电力", "范围二", "15897.05", "87.5", "-2.1"]
    assert lines[-1].split("\t")[:3] == ["合计", "", "18162.87"]


def test_page_stands_before_its_charts(window: Window) -> None:
    window.show_page("results")
    page = window.current
    assert isinstance(page, ResultsPage)
    assert page.months.canvas.image is None
    settle()
    assert page.months.canvas.image is not None


def test_chart_is_drawn_in_device_pixels(page: ResultsPage) -> None:
    settle()
    canvas = page.months.canvas
    assert canvas.image is not None
    margin = 2 * page.desk.theme.px(0.286)
    assert canvas.image.width() == round((canvas.width() - margin) * canvas.devicePixelRatioF())
    assert canvas.image.devicePixelRatio() == canvas.devicePixelRatioF()


def test_newest_question_wins(page: ResultsPage) -> None:
    settle()
    asked, taken = Asked(), []
    asked.answered.connect(taken.append)
    for number in range(5):
        asked.ask(lambda number=number: number)
    settle()
    assert taken == [4]


def test_chart_turns_into_its_table_and_copies_as_data(page: ResultsPage) -> None:
    settle()
    page.months.canvas.setFocus()
    press("T")
    assert focused() is page.months.table
    assert page.months.model.rowCount() == 12
    press("Ctrl+C")
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[0] == "月份"
    assert lines[1].split("\t")[-2] == "1331.83"
    press("T")
    assert isinstance(focused(), ChartCanvas)


def test_arrows_go_through_the_charts_of_a_card(page: ResultsPage) -> None:
    page.months.canvas.setFocus()
    press("Right")
    assert page.months.chosen == "years"
    press("Right")
    assert page.months.chosen == "month"


def test_low_window_has_one_card_with_all_charts(window: Window, page: ResultsPage) -> None:
    window.resize(1280, 620)
    QApplication.processEvents()
    assert page.flows.isHidden()
    assert page.months.ids == ("month", "flow", "years")


def test_colours_of_the_chart_are_those_of_the_theme(page: ResultsPage) -> None:
    settle()
    image = page.months.canvas.image
    assert image is not None
    wanted = page.desk.theme.series[0].lower()
    column = [image.pixelColor(x, image.height() // 2).name() for x in range(image.width())]
    assert column.count(wanted) > 100


def test_new_project_says_what_gives_the_first_result(new_project: Window) -> None:
    new_project.show_page("results")
    page = new_project.current
    assert isinstance(page, ResultsPage)
    assert not any(box.amount.value for box in page.boxes)
    assert any(link.text().startswith("化石燃料") for link in page.links)
    asked = asked_for(new_project)
    new_project._pages["fuel"] = Blank(new_project.desk)
    new_project._stack.addWidget(new_project._pages["fuel"])
    page.links[0].setFocus()
    press("Space")
    assert asked == [("fuel", Place("fuel", "", "2025"))]


def test_everything_that_takes_the_focus_is_named(window: Window, page: ResultsPage) -> None:
    press("F2")
    panel = opened(window)
    for widget in (
        *page.boxes,
        *page.segments.values(),
        page.list,
        page.months.canvas,
        panel.tree,
        panel.field,
    ):
        assert widget.accessibleName()
    index = panel.tree.currentIndex()
    assert "20,645.85 MWh" in str(index.data(11))  # Qt.AccessibleTextRole


def test_tab_order_is_reading_order(page: ResultsPage) -> None:
    page.segments["location"].setFocus()
    kinds = []
    for _ in range(13):
        kinds.append(type(focused()))
        press("Tab")
    figures = kinds.index(FigureBox)
    assert figures >= 5  # the views and the report
    assert kinds[figures : figures + 5] == [FigureBox] * 5
    assert kinds[figures + 5] is SourceList


def test_painting_keeps_the_count_of_none(page: ResultsPage) -> None:
    settle()
    page.grab()
    gc.collect()
    before = sys.getrefcount(None)
    for _ in range(3):
        page.grab()
    gc.collect()
    # a binding that loses one with each call of a painter, some hundreds here, ends the program one day
    assert abs(sys.getrefcount(None) - before) < 100


def test_english_and_dark_build_the_page_anew(window: Window, page: ResultsPage) -> None:
    window.desk.look(language="en")
    QApplication.processEvents()
    assert page.boxes[0].amount.label == "Total, location"
    assert page.list.rows.rows[-1].name == "Total"


def test_matplotlib_waits_for_the_first_chart() -> None:
    code = (
        "import sys, zcdesk.ui.results.results, zcdesk.ui.results.why; sys.exit('matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_plant_with_sub_meters_is_offered_its_balance(application: QApplication, tmp_path: Path) -> None:
    path, held = tmp_path / "balance.zcd", plant()
    pins = (pin_of(CATALOGUE, "cn.machinery"), pin_of(CATALOGUE, *METHOD))
    made = create(CATALOGUE, path, "lin", held.years, pins, None)
    made.commit("rows", [RowChange(id_, None, row) for id_, row in held.rows.items()])
    made.commit("answers", [AnswerChange(place, None, answer) for place, answer in held.answers.items()])
    made.file.close()
    with ProjectFile.open(path, "lin") as file:
        window = app.open_desk(CATALOGUE, file, "lin")
        window.resize(1366, 698)
        window.show()
        window.show_page("results")
        settle()
        assert isinstance(window.current, ResultsPage)
        cards = (window.current.months, window.current.flows)
        card = next(each for each in cards if "balance" in each.ids and each.isVisible())
        card.choose("balance")
        settle()
        assert card.view is not None
        assert card.view.fact == "未解释 133 tce（3.8 %）"
        window.hide()
        window.deleteLater()


def test_a_plant_that_carbon_passes_through_is_offered_its_carbon(
    application: QApplication, tmp_path: Path
) -> None:
    path, held = tmp_path / "carbon.zcd", steel(ledger="6200")
    made = create(CATALOGUE, path, "lin", held.years, (pin_of(CATALOGUE, "cn.steel", "2013"),), None)
    made.commit("rows", [RowChange(id_, None, row) for id_, row in held.rows.items()])
    made.commit("answers", [AnswerChange(place, None, answer) for place, answer in held.answers.items()])
    made.file.close()
    with ProjectFile.open(path, "lin") as file:
        window = app.open_desk(CATALOGUE, file, "lin")
        window.resize(1366, 698)
        window.show()
        window.show_page("results")
        settle()
        assert isinstance(window.current, ResultsPage)
        cards = (window.current.months, window.current.flows)
        card = next(each for each in cards if "carbon" in each.ids and each.isVisible())
        card.choose("carbon")
        settle()
        assert card.view is not None
        assert card.view.fact == "未解释 24 tC（1.42 %）"
        asked: list[str] = []
        window.desk.why = asked.append  # type: ignore[method-assign]
        card.setFocus()
        press("F2")
        assert asked == ["carbon_flow.gap@2023"]
        window.hide()
        window.deleteLater()


def test_a_plant_without_sub_meters_is_not(page: ResultsPage) -> None:
    assert "balance" not in (*page.months.ids, *page.flows.ids)
    assert "carbon" not in (*page.months.ids, *page.flows.ids)


def test_the_fact_of_a_chart_loses_whole_clauses_and_never_half_a_figure(window: Window) -> None:
    fact = Clauses(window.desk, 0.857, "quiet")
    fact.say("最高 12月 1,682.8，最低 1月 1,331.8；工业生产过程没有分月数，不在图内")
    seen = set()
    for wide in range(700, 0, -3):
        fact.resize(wide, 20)
        seen.add(fact.shown())
    assert seen == {
        fact.text(),
        "最高 12月 1,682.8，最低 1月 1,331.8；工业生产过程没有分月数 …",
        "最高 12月 1,682.8，最低 1月 1,331.8 …",
        "最高 12月 1,682.8 …",
        "…",
    }
    fact.say("Highest Dec 1,682.8, lowest Jan 1,331.8")
    fact.resize(fact.fontMetrics().horizontalAdvance("Highest Dec 1,682.8, lowest Jan 1,3"), 20)
    assert fact.shown() == "Highest Dec 1,682.8 …"
