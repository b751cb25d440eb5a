"""A method whose content in the program is another by now: the strip leads to the difference, and accepting ends it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import CATALOGUE
from tests.ui.drive import press, type_text
from tests.ui.test_report_page import wait
from tests.workbench.changing import plant, total
from zcdesk import app
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.ui.results.changing import ChangingPage
from zcdesk.workbench.updates import method_news


@pytest.fixture
def mended(tmp_path: Path) -> Catalogue:
    """The packs with twice the CO2 of fuels."""
    shutil.copytree(CATALOGUE.resources, tmp_path / "resources")
    path = tmp_path / "resources" / "methods" / "parts" / "fuel.toml"
    right = "fuel.amount * fuel.ncv * fuel.carbon * fuel.oxidation * c_to_co2"
    path.write_text(path.read_text(encoding="utf-8").replace(right, right + " * 2"), encoding="utf-8")
    return Catalogue(tmp_path / "resources", CATALOGUE.forms)


def test_the_strip_leads_to_the_difference_and_accepting_ends_it(
    application: QApplication, tmp_path: Path, mended: Catalogue
) -> None:
    plant(tmp_path / "food.zcd").file.close()
    with ProjectFile.open(tmp_path / "food.zcd", "lin") as file:
        window = app.open_desk(mended, file, "lin")
        window.show()
        application.processEvents()
        bench = window.desk.workbench
        before = total(bench)
        strip = window.methods
        assert strip.isVisible()
        assert strip.take.isHidden()
        assert "留存" in strip._means.text()
        strip.look.setFocus()
        press("Return")
        page = window.current
        assert isinstance(page, ChangingPage)
        wait(lambda: not page.busy())
        assert page.chosen is not None
        assert page.chosen.id == "cn.food@2015"
        assert "内容有更新" in page.chosen.mark
        assert total(bench) == before
        page.reason.setFocus()
        type_text("formula corrected")
        press("Return")
        assert total(bench) > before
        assert method_news.renewed(bench) == ()
        assert not strip.isVisible()
        press("Ctrl+Z", window)
        assert total(bench) == before
        assert strip.isVisible()
        window.hide()
        window.deleteLater()
        application.sendPostedEvents(window, QEvent.Type.DeferredDelete)
