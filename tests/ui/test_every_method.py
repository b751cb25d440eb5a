"""Every edition of every method on the desk: its fullest example, page by page, in both languages."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.conftest import CATALOGUE
from tests.ui.plants import made
from zcdesk import app
from zcdesk.domain.vocabulary import NOTHING
from zcdesk.ui.frame.window import Window
from zcdesk.workbench.forms import guide

EDITIONS = [(id_, edition) for id_, editions in CATALOGUE.editions.items() for edition in editions]
LANGUAGES = ("zh", "en")
SIZE = (1366, 768)


@pytest.fixture(params=EDITIONS, ids="@".join)
def desk(
    request: pytest.FixtureRequest, application: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Window, list[str]]]:
    """The desk on its example, and what went wrong below it."""
    troubles: list[str] = []
    monkeypatch.setattr(
        sys, "excepthook", lambda kind, error, _: troubles.append(f"{kind.__name__}: {error}")
    )
    fatal = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg)
    qInstallMessageHandler(lambda kind, _, text: troubles.append(text) if kind in fatal else None)
    bench = made(CATALOGUE, tmp_path / "plant.zcd", *request.param)
    with bench.file as file:
        window = app.open_desk(CATALOGUE, file, "lin")
        window.resize(*SIZE)
        window.show()
        application.processEvents()
        yield window, troubles
        window.hide()
        window.deleteLater()
        application.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    qInstallMessageHandler(None)


def clipped(text: QLabel) -> bool:
    """Whether a label shows less than its text."""
    if text.wordWrap():
        return text.heightForWidth(text.width()) > text.height() + 1
    return text.sizeHint().width() > text.width() + 1


@pytest.mark.slow
def test_every_page_of_a_method_opens_whole_and_explained(desk: tuple[Window, list[str]]) -> None:
    window, troubles = desk
    bench = window.desk.workbench
    year = bench.project.years[-1]
    pages = guide.pages(bench)
    assert len(pages) > 1
    for language in LANGUAGES:
        window.desk.look(language=language)  # type: ignore[arg-type]
        QApplication.processEvents()
        for page in pages:
            window.show_page(page.id)
            QApplication.processEvents()
            assert troubles == [], page.id
            assert window.current is not None
            assert page.intro.into(window.desk.language).strip(), page.id
            (title,) = window.current.findChildren(QLabel, "page_title")
            assert title.isVisible()
            assert title.text() == page.words.into(window.desk.language)
            assert not clipped(title), (page.id, language)
            asked = page.questions if page.table else guide.asked(bench, page, "", year)
            assert asked, page.id
            for text in window.current.findChildren(QLabel):
                if text.isVisible() and text.text() == page.intro.into(window.desk.language):
                    assert not clipped(text), (page.id, language)
    for page in pages:
        for row in [held.id for held in bench.project.rows_of(page.table)] or [""] if page.table else [""]:
            for question in guide.asked(bench, page, row, year):
                quantity = CATALOGUE.vocabulary.quantities[question.quantity]
                assert question.hint != NOTHING, question.quantity
                assert quantity.kind != "number" or quantity.where != NOTHING, question.quantity
