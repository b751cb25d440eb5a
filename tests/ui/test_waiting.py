"""A question that may stay empty says which criteria wait for it, while they do."""

from __future__ import annotations

from tests.ui.test_readiness import followed_only
from tests.workbench.test_readiness_view import NATIONAL, fill
from zcdesk.domain.answer import Place
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.frame.window import Window
from zcdesk.workbench import following
from zcdesk.workbench.forms.waiting import waiting
from zcdesk.workbench.readiness import checklist as listing

FACTOR = Place("energy.primary_factor", "", "2025")
AWAY = Place("green.claimed_away", "", "2025")


def chip_of(window: Window, place: Place) -> str:
    window.show_page("power", place)
    page = window.current
    assert isinstance(page, FormPage)
    return next(each.chip.text() for each in page.card.fields if each.field.place == place)


def test_the_mark_names_the_criteria_that_wait(window: Window) -> None:
    bench = window.desk.workbench
    followed_only(bench, NATIONAL)
    fill(bench)
    bench.set_answer(FACTOR, "")
    assert waiting(bench, "2025")[FACTOR][:2] == ("K1", "K2")
    assert chip_of(window, FACTOR).startswith("K1、K2")
    assert chip_of(window, FACTOR).endswith("要用")
    bench.set_answer(FACTOR, "0.3", "tce/MWh")
    assert FACTOR not in waiting(bench, "2025")
    bench.set_answer(AWAY, "")
    assert "K2" in waiting(bench, "2025")[AWAY]


def test_what_no_scheme_waits_for_stays_optional(window: Window) -> None:
    bench = window.desk.workbench
    for pin in bench.project.schemes():
        following.drop(bench, pin.id)
    bench.set_answer(FACTOR, "")
    assert waiting(bench, "2025") == {}
    assert chip_of(window, FACTOR) == "选填"


def test_who_buys_no_green_power_is_not_asked_for_its_proof(window: Window) -> None:
    bench = window.desk.workbench
    followed_only(bench, NATIONAL)
    fill(bench)
    proof = Place("power.green_proven", "", "2025")
    bench.set_answer(proof, "")
    for month in range(1, 13):
        bench.set_answer(Place("power.green_trade", "", f"2025-{month:02d}"), "0", "MWh")
    assert proof not in waiting(bench, "2025")


def test_a_criterion_names_few_of_its_figures_and_none_while_something_is_missing(window: Window) -> None:
    bench = window.desk.workbench
    followed_only(bench, NATIONAL)
    fill(bench)
    made = {each.item.id: each.made for each in listing.topics(bench, NATIONAL, "2025", "zh")}
    assert "按 F2 看全部" in made["k1"]
    assert all(each.count("、") < listing.SOME for each in made.values())
    bench.set_answer(FACTOR, "")
    topic = next(each for each in listing.topics(bench, NATIONAL, "2025", "zh") if each.item.id == "k1")
    assert topic.item.state == "missing"
    assert topic.made == ""
    assert any("电力等价折标准煤系数" in link.text for link in topic.links)
