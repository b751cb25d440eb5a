"""Alt+1 corrects a slip, in the strip under its cell and in the list of findings; Ctrl+Z takes it back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.conftest import CATALOGUE
from tests.ui.drive import press
from tests.ui.plants import made
from zcdesk import app
from zcdesk.domain.answer import Answer, Place
from zcdesk.store.project_file import ProjectFile
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.frame.window import Window
from zcdesk.ui.records.findings import FindingsPage

JUNE = Place("heat.amount", "R01", "2025-06")


def slip(window: Window) -> Answer:
    """Steam of June with one digit too many; what was there before."""
    bench = window.desk.workbench
    before = bench.project.answers[JUNE]
    bench.set_answer(JUNE, "5,339", "GJ")
    QApplication.processEvents()
    return before


def text(window: Window) -> str:
    """What is written for June."""
    return window.desk.workbench.project.answers[JUNE].text


def test_the_cell_is_marked_and_alt_1_in_it_corrects_the_digit(window: Window) -> None:
    slip(window)
    window.show_page("heat", JUNE)
    page = window.current
    assert isinstance(page, FormPage)
    assert page.strip.shown is not None
    assert page.strip.shown.severity == "warning"
    assert "像是大了 10 倍" in page.strip.finding.text()
    assert page.strip.fix.text() == "改为 533.9  Alt+1"
    press("Alt+1")
    assert text(window) == "533.9"
    assert page.strip.shown.severity == ""
    press("Ctrl+Z")
    assert text(window) == "5,339"


def test_alt_1_in_the_list_of_findings_corrects_the_row_one_stands_on(window: Window) -> None:
    slip(window)
    window.show_page("findings")
    page = window.current
    assert isinstance(page, FindingsPage)
    while page.list.current().row.mend is None:
        before = page.list.current()
        press("Down")
        assert page.list.current() is not before, "no finding offers a correction"
    assert (page.list.current().action, page.list.current().keys) == ("改为 533.9", "Alt+1")
    press("Alt+1")
    assert text(window) == "533.9"
    assert not any(row.mend for row in page.rows)
    press("Alt+1")  # nothing to correct where one stands now
    assert text(window) == "533.9"


def test_a_unit_is_corrected_in_its_cell(window: Window) -> None:
    bench = window.desk.workbench
    place = Place("power.grid", "", "2025-02")
    bench.set_answer(place, "173.7141", "MWh")
    window.show_page("power", place)
    page = window.current
    assert isinstance(page, FormPage)
    assert page.strip.shown is not None
    assert page.strip.fix.text() == "改为 万kWh  Alt+1"
    press("Alt+1")
    assert bench.project.answers[place].unit == "万kWh"
    assert bench.project.answers[place].text == "173.7141"


def test_a_first_year_in_another_unit_is_corrected_by_the_same_key(
    application: QApplication, tmp_path: Path
) -> None:
    bench = made(CATALOGUE, tmp_path / "first.zcd", "cn.ceramics", "2013")
    year = bench.project.years[-1]
    place = Place("power.grid", "", year)
    right = bench.project.answers[place]
    bench.set_answer(place, f"{right.text}000", "MWh")  # kWh of the bill under MWh; there is no earlier year
    bench.file.close()
    with ProjectFile.open(tmp_path / "first.zcd", "lin") as file:
        window = app.open_desk(CATALOGUE, file, "lin")
        window.resize(1366, 698)
        window.show()
        window.show_page("findings")
        QApplication.processEvents()
        page = window.current
        assert isinstance(page, FindingsPage)
        while page.list.current().row.mend is None:
            before = page.list.current()
            press("Down")
            assert page.list.current() is not before, "no finding offers a correction"
        press("Alt+1")
        held = window.desk.workbench.project.answers[place]
        assert (held.text, held.unit) == (f"{right.text}000", "kWh")
        assert not any(row.mend for row in page.rows)
        window.hide()
        window.deleteLater()
