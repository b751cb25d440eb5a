"""A window on a fresh copy of the sample, offscreen; tests press keys and never click."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from zcdesk import app, places
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.ui.frame.window import Window
from zcdesk.ui.sweeping import Sweeper
from zcdesk.workbench.bring import create
from zcdesk.workbench.preferences import Preferences

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))


@pytest.fixture(scope="session")
def application() -> QApplication:
    """The one application object; as in the program, circles are looked for on its thread only."""
    made = app.application(CATALOGUE.resources)
    Sweeper(made)
    return made


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project, made once."""
    path = tmp_path_factory.mktemp("sample") / "sample.zcd"
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    create(CATALOGUE, path, "lin", answers.years, (), answers).file.close()
    return path


def shown(
    application: QApplication,
    path: Path,
    catalogue: Catalogue = CATALOGUE,
    liked: Preferences | None = None,
    **how: bool,
) -> Iterator[Window]:
    """A shown window on a file, for a fixture to yield from; it is gone afterwards."""
    with ProjectFile.open(path, "lin", **how) as file:
        made = app.open_desk(catalogue, file, "lin", liked=liked)
        made.show()
        made.activateWindow()
        application.processEvents()
        yield made
        made.hide()
        made.deleteLater()
        application.sendPostedEvents(
            None, QEvent.Type.DeferredDelete
        )  # a loop of events would not, from here


@pytest.fixture
def window(application: QApplication, sample_file: Path, tmp_path: Path) -> Iterator[Window]:
    """A shown window on a copy of the sample."""
    path = tmp_path / "sample.zcd"
    path.write_bytes(sample_file.read_bytes())
    yield from shown(application, path)
