"""F8 goes round through what is missing or doubtful, and says when it does."""

from __future__ import annotations

import pytest

from zcdesk.domain.answer import Place
from zcdesk.domain.finding import Finding
from zcdesk.ui.frame.window import Window
from zcdesk.workbench.forms import guide, spots


def missing(window: Window, *places: str) -> None:
    """Take answers away."""
    bench = window.desk.workbench
    bench.set_answers({place: None for place in bench.project.answers if str(place) in places})


def place(window: Window) -> str:
    """Where one stands."""
    return str(getattr(window.current, "current_place", ""))


def said(window: Window) -> str:
    """What the toast says now."""
    return window._toast.text.text() if window._toast.isVisible() else ""


def test_at_the_end_it_says_that_it_begins_again(window: Window) -> None:
    missing(window, "power.grid@2025-01", "power.grid@2025-03", "power.grid@2025-05")
    spots = []
    for _ in range(3):
        window.act("next_finding")
        spots.append(place(window))
        assert said(window) == ""
    assert spots[-2:] == ["power.grid@2025-03", "power.grid@2025-05"]
    window.act("next_finding")
    assert place(window) == spots[0]
    assert said(window) == "后面没有了，从头再来，共 3 处。"
    window.act("previous_finding")
    assert place(window) == "power.grid@2025-05"
    assert said(window) == "前面没有了，从最后一处再来，共 3 处。"


def test_the_only_one_left_is_said(window: Window) -> None:
    missing(window, "power.grid@2025-03")
    window.act("next_finding")
    first = place(window)
    assert first
    window.act("next_finding")
    assert place(window) == first
    assert said(window) == "只剩这一处。"


def test_nothing_left_is_said_and_one_stays(window: Window) -> None:
    window.show_page("power")
    before = window.current
    assert all(each.severity == "note" for each in window.desk.workbench.findings("2025"))
    assert spots.awaited(window.desk.workbench, "2025") == ()
    window.act("next_finding")
    assert window.current is before
    assert said(window) == "没有缺项，没有存疑。"
    assert not window._toast.back.isVisible()
    assert not window._toast.there.isVisible()


def test_what_schemes_wait_for_is_told_and_led_to(window: Window) -> None:
    bench = window.desk.workbench
    window.desk.show_year("2024")
    window.show_page("power")
    before = window.current
    assert all(each.severity == "note" for each in bench.findings("2024"))
    waits = spots.awaited(bench, "2024")
    assert len(waits) == 19
    window.act("next_finding")
    assert window.current is before
    assert said(window) == "排放清单没有缺项，没有存疑；零碳申报还有 19 项没有答。"
    assert not window._toast.back.isVisible()
    assert window._toast.there.isVisible()
    assert window.sidebar.items["checklist"].signs[0].said == "缺 19 项"  # as beside the page
    window.act("there")
    assert window.standing() == ("centre", waits[0])
    assert not window._toast.isVisible()


def test_places_are_those_of_the_year_shown(window: Window) -> None:
    missing(window, str(Place("power.grid", "", "2024-03")))
    window.desk.show_year("2024")
    window.act("next_finding")
    assert place(window) == "power.grid@2024-03"


def test_what_stands_on_no_page_is_read_in_the_list_and_counted(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing(window, "power.grid@2025-03")
    bench = window.desk.workbench
    held = bench.findings
    told = ("year", "before", "after", "share", "threshold")
    nowhere = Finding("base_year_reached", "warning", None, tuple((key, "5") for key in told))
    monkeypatch.setattr(bench, "findings", lambda year: (*held(year), nowhere))
    window.act("next_finding")
    first = place(window)
    assert first
    window.act("next_finding")
    assert window.current is not None
    assert window.current.id == "findings"
    window.act("next_finding")
    assert place(window) == first
    assert said(window) == f"后面没有了，从头再来，共 {sum(guide.tally(bench, '2025'))} 处。"
    assert guide.tally(bench, "2025") == (1, 1)
    window.act("previous_finding")
    assert window.current.id == "findings"
    window.act("previous_finding")
    assert place(window) == first
