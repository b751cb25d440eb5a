"""A base year that moved by the threshold stands among the findings, once what was published was learnt."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import CATALOGUE
from tests.ui.drive import press
from tests.ui.test_report_page import wait
from tests.workbench.changing import plant
from tests.workbench.test_editions import sealed
from zcdesk import app
from zcdesk.domain.answer import Place
from zcdesk.store.project_file import ProjectFile
from zcdesk.ui.records.findings import FindingsPage
from zcdesk.ui.results.results import ResultsPage
from zcdesk.workbench import base_year
from zcdesk.workbench.years import base_finding


def test_the_finding_appears_and_leads_to_the_results(application: QApplication, tmp_path: Path) -> None:
    bench = plant(tmp_path / "food.zcd")
    base_year.set_policy(bench, "2023")
    sealed(bench)
    bench.file.close()
    with ProjectFile.open(tmp_path / "food.zcd", "lin") as file:
        window = app.open_desk(CATALOGUE, file, "lin")
        window.show()
        application.processEvents()
        window.desk.workbench.set_answer(Place("fuel.amount", "F01", "2023"), "12", "t")
        window.show_page("findings")
        page = window.current
        assert isinstance(page, FindingsPage)
        wait(lambda: not page.busy())
        (row,) = [each for each in page.rows if each.finding.code == base_finding.CODE]
        assert "基准年" in row.what
        at = next(at for at, line in enumerate(page.list.rows.items) if line.row is row)
        page.list.setFocus()
        page.list.setCurrentIndex(page.list.rows.index(at))
        press("Return")
        shown = window.current
        assert isinstance(shown, ResultsPage)
        assert shown.attributing  # where its cause, its threshold and its boundary stand
        window.hide()
        window.deleteLater()
        application.sendPostedEvents(window, QEvent.Type.DeferredDelete)
