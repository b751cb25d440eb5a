"""All digits of a figure: on the key D in the panel, and a doubt about a sum answered for where one stands."""

from __future__ import annotations

from tests.ui.drive import focused, press, type_text
from zcdesk.domain.answer import Place
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.frame.window import Window
from zcdesk.ui.results.why import WhyPanel
from zcdesk.workbench.forms import guide

JUMP = "confirmed:jump:fuel.jump:fuel.amount[F04]@2025:5.64"


def test_d_tells_all_digits_in_the_panel_and_fewer_again(window: Window) -> None:
    window.show_page("results")
    window.show_why("fuel.co2[F01]@2025")
    panel = window.panel
    assert isinstance(panel, WhyPanel)
    assert panel.chain is not None
    assert panel.chain.head.unrounded == "1,199.5297…"
    press("D")
    assert panel.chain.head.unrounded.startswith("1,199.52975135708")
    assert not panel.chain.head.cut
    assert panel.tree.hasFocus()
    press("D")
    assert panel.chain.head.unrounded == "1,199.5297…"


def test_a_doubt_about_a_year_of_months_is_answered_for_in_the_strip(window: Window) -> None:
    bench = window.desk.workbench
    bench.set_setting(JUMP, None)
    assert guide.tally(bench, "2025") == (0, 1)
    window.show_page("fuel", Place("fuel.amount", "F04", "2025"))
    page = window.current
    assert isinstance(page, FormPage)
    assert page.table is not None
    press("End")
    while page.current_place != Place("fuel.amount", "F04", "2025"):
        press("Right")
    assert page.strip.confirm.isVisible()
    press("Alt+2")
    assert focused() is page.strip.note
    type_text("second line")
    press("Return")
    assert bench.project.settings[JUMP] == "lin: second line"
    assert guide.tally(bench, "2025") == (0, 0)
    assert "lin: second line" in page.strip.finding.text()
