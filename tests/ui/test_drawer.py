"""The chain beside the page: the first Esc closes it wherever the focus is, and it goes with what has the focus."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QBoxLayout

from tests.ui.drive import focused, press, wait
from tests.ui.test_readiness import followed_only
from tests.ui.test_results import opened
from tests.workbench.test_readiness_view import NATIONAL, fill
from zcdesk.domain.answer import Place
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.frame.window import Window
from zcdesk.ui.readiness.checklist import ChecklistPage


def test_after_going_to_the_field_the_first_esc_closes_the_drawer_and_stays_in_the_field(
    window: Window,
) -> None:
    window.resize(1366, 698)
    window.show_why("scope2.power@2025")
    panel = opened(window)
    press("Return")
    page = window.current
    assert isinstance(page, FormPage)
    assert page.id == "power"
    assert panel.isVisible()
    assert panel.trail == ["scope2.power@2025"]  # one is led through what it is made of
    stood = focused()
    press("Escape")
    assert not panel.isVisible()
    assert focused() is stood


def test_the_drawer_follows_to_another_figure(window: Window) -> None:
    window.resize(1366, 698)
    window.show_page("power", Place("power.grid", "", "2025-01"))
    press("F2")
    panel = opened(window)
    assert panel.trail == ["power.grid@2025"]
    page = window.current
    assert isinstance(page, FormPage)
    page.stand_on(Place("power.green_proven", "", "2025"))
    wait(lambda: panel.trail == ["power.green_proven@2025"])
    assert page.isAncestorOf(focused())
    page.stand_on(Place("power.grid", "", "2025-01"))
    wait(lambda: panel.trail == ["power.grid@2025"])
    press("Escape")
    assert not panel.isVisible()
    assert focused() is page.table


def test_a_page_without_figures_closes_the_drawer(window: Window) -> None:
    window.resize(1366, 698)
    window.show_page("power", Place("power.grid", "", "2025-01"))
    press("F2")
    panel = opened(window)
    window.sidebar.items["settings"].setFocus()
    window.show_page("settings")
    wait(lambda: not panel.isVisible())
    assert window.current is not None
    assert window.current.isAncestorOf(focused())


def test_esc_on_the_checklist_closes_the_drawer_first(window: Window) -> None:
    window.resize(1366, 698)
    followed_only(window.desk.workbench, NATIONAL)
    fill(window.desk.workbench)
    window.show_page("checklist", Place(f"{NATIONAL}/e10"))
    page = window.current
    assert isinstance(page, ChecklistPage)
    press("F2")
    panel = opened(window)
    page.stand_on(None)
    press("Escape")
    assert not panel.isVisible()
    assert window.current is page
    assert page.isAncestorOf(focused())
    press("Escape")
    assert window.current is not page


def test_the_drawer_goes_to_the_next_criterion_of_the_checklist(window: Window) -> None:
    window.resize(1366, 698)
    followed_only(window.desk.workbench, NATIONAL)
    fill(window.desk.workbench)
    window.show_page("checklist", Place(f"{NATIONAL}/e10"))
    page = window.current
    assert isinstance(page, ChecklistPage)
    press("F2")
    panel = opened(window)
    page.stand_on(None)
    page.go_on(1)
    here = page.card.figure_here()
    assert here != f"{NATIONAL}/e10.entry.met@2025"
    wait(lambda: panel.trail == [here])
    assert page.isAncestorOf(focused())


def test_no_question_of_the_checklist_is_cut_beside_the_drawer(window: Window) -> None:
    window.resize(1366, 698)
    followed_only(window.desk.workbench, NATIONAL)
    fill(window.desk.workbench)
    window.show_page("checklist", Place(f"{NATIONAL}/e3"))
    page = window.current
    assert isinstance(page, ChecklistPage)
    assert all(line.direction() == QBoxLayout.Direction.LeftToRight for line, _ in page.card._lines)
    press("F2")
    assert opened(window).isVisible()
    cut = []
    for stop in page.walk.stops():
        page.walk.to(*stop)
        page.refresh()
        QApplication.processEvents()
        if page.card.minimumSizeHint().width() > page.card.parentWidget().parentWidget().width():
            cut.append(stop)
    assert cut == []
