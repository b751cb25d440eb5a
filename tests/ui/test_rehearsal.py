"""A copy of the sample says over every page that it is one, and ticks what was tried in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import CATALOGUE, shown
from tests.ui.drive import focused, press, type_text
from tests.ui.test_report_page import answer_dialog, wait
from zcdesk.ui.frame.rehearsal import RehearsalStrip
from zcdesk.ui.frame.window import Window
from zcdesk.ui.report.report_view import ReportPage
from zcdesk.workbench import beginning
from zcdesk.workbench.printing import printing


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample to practise on, made once."""
    path = tmp_path_factory.mktemp("copy") / "copy.zcd"
    beginning.rehearse(CATALOGUE, path, "lin").file.close()
    return path


@pytest.fixture
def practice(application: QApplication, copy: Path, tmp_path: Path) -> Iterator[Window]:
    """A shown window on it."""
    path = tmp_path / "practice.zcd"
    path.write_bytes(copy.read_bytes())
    yield from shown(application, path)


def strip(window: Window) -> RehearsalStrip:
    """The strip."""
    assert window.strip is not None
    return window.strip


def done(window: Window) -> set[str]:
    """What is ticked."""
    assert window.rehearsal is not None
    return window.rehearsal.done


def test_a_copy_says_so_over_every_page_and_in_the_title(practice: Window) -> None:
    for page in ("power", "results", "settings"):
        practice.show_page(page)
        assert strip(practice).isVisible()
    assert practice.windowTitle().startswith("练习 · practice.zcd")
    practice.act("language")
    QApplication.processEvents()
    assert practice.windowTitle().startswith("Rehearsal · practice.zcd")
    assert strip(practice).isVisible()
    practice.act("language")


def test_f6_leads_from_the_sidebar_to_what_is_not_yet_tried(practice: Window) -> None:
    practice.show_page("power")
    practice.desk.why("total.location@2025")
    practice.hide_panel()
    press("F6", practice)
    press("F6", practice)
    assert focused() is strip(practice).steps["month"]
    press("F6", practice)
    assert practice.current is not None
    assert practice.current.isAncestorOf(focused())
    practice.fold_rehearsal()
    press("F6", practice)
    press("F6", practice)
    assert practice.current.isAncestorOf(focused())


def test_its_past_is_marked_and_has_nothing_to_try(practice: Window) -> None:
    practice.desk.wants_past.emit(practice.desk.workbench.file.head, None)
    (past,) = practice.looking_back
    assert past.windowTitle().startswith("练习 · practice.zcd")
    assert past.strip is None
    past.close()


def test_any_other_project_has_no_strip(window: Window) -> None:
    assert window.strip is None
    assert "练习" not in window.windowTitle()


def test_the_four_are_reached_by_their_links_and_tick_themselves(
    practice: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strip(practice).steps["month"].setFocus()
    press("Space")
    assert practice.current is not None
    assert practice.current.id == "fuel"
    assert done(practice) == set()
    type_text("7")
    press("Return")
    assert done(practice) == {"month"}
    press("Ctrl+Z", practice)
    assert done(practice) == {"month", "undo"}
    strip(practice).steps["why"].setFocus()
    press("Space")
    press("F2")
    assert done(practice) == {"month", "undo", "why"}
    assert strip(practice).steps["why"].accessibleDescription() == "做过了"
    strip(practice).steps["print"].setFocus()
    press("Space")
    page = practice.current
    assert isinstance(page, ReportPage)
    wait(lambda: page.preview is not None)
    assert "print" not in done(practice)  # it was shown, not yet printed or saved
    answer_dialog(monkeypatch, tmp_path / "report.pdf")
    press("Ctrl+S")
    assert done(practice) == {"month", "undo", "why", "print"}


def test_to_ask_for_a_part_is_not_to_ask_for_a_total(practice: Window) -> None:
    practice.desk.why("scope2.power@2025")
    assert done(practice) == set()


def test_the_strip_folds_away_and_comes_back_by_keys(practice: Window) -> None:
    strip(practice).fold.setFocus()
    press("Space")
    assert not strip(practice).isVisible()
    assert focused() is practice.topbar.unfold
    assert practice.topbar.unfold.text() == "练习副本"
    press("Space")
    assert strip(practice).isVisible()
    practice.act("palette")
    type_text("rehearsal")
    press("Return")
    assert not strip(practice).isVisible()


def test_undo_takes_back_neither_the_sample_nor_its_mark(practice: Window) -> None:
    bench = practice.desk.workbench
    assert not bench.history.can_undo
    assert not practice.topbar.buttons["undo"].isEnabled()
    bench.restore(1, "back")
    assert bench.project.rehearsal


def test_a_printed_copy_is_marked_whole_or_not(practice: Window) -> None:
    bench = practice.desk.workbench
    whole = printing.document_of(bench, "2025", "zh", issued_at="2026-03-18")
    assert (whole.draft[:2], whole.watermark) == ("练习", "练习")
    assert "草稿" not in whole.foot
    bench.set_answer(next(place for place in bench.project.answers if place.period == "2025-03"), "")
    draft = printing.document_of(bench, "2025", "en", issued_at="2026-03-18")
    assert (draft.draft.split(":")[0], draft.watermark) == ("Rehearsal", "REHEARSAL")
    assert "DRAFT" not in draft.draft
