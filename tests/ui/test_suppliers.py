"""Questionnaires on the desk: written, read back, seen, taken and undone by keyboard alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.cli.test_questionnaire import filled
from tests.ui.drive import focused, press, type_text
from zcdesk.domain.answer import Place
from zcdesk.exchange.questionnaires.questionnaire_out import workbook
from zcdesk.ui.frame.window import Window
from zcdesk.ui.readiness import suppliers as readiness_suppliers
from zcdesk.ui.readiness.page import ReadinessPage
from zcdesk.ui.readiness.suppliers import SupplierCard


@pytest.fixture
def card(window: Window) -> SupplierCard:
    window.resize(1366, 698)
    window.show_page("readiness", Place("suppliers"))
    QApplication.processEvents()
    page = window.current
    assert isinstance(page, ReadinessPage)
    assert page.suppliers.isVisible()
    return page.suppliers


def wait(card: SupplierCard) -> None:
    until = time.monotonic() + 20
    while card.jobs.running("read") and time.monotonic() < until:
        QApplication.processEvents()
    QApplication.processEvents()


def test_it_is_written_for_a_supplier(
    card: SupplierCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "q.xlsx"
    asked: list[str] = []
    monkeypatch.setattr(
        readiness_suppliers, "ask_place", lambda _d, _p, _t, name, _k="": (asked.append(name), to)[1]
    )
    assert focused() is card.name
    type_text("ACME")
    press(Qt.Key.Key_Return)
    assert asked[0].endswith(" ACME.xlsx")
    assert to.read_bytes().startswith(b"PK")
    assert str(to) in card._said.text()


def test_what_came_back_is_seen_taken_as_one_step_and_undone(
    card: SupplierCard, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = window.desk.workbench
    made = next(iter(bench.catalogue.questionnaires.values()))
    back = tmp_path / "甲.xlsx"
    tables = {"p00/emissions": [[2025, 10, 20]]}
    back.write_bytes(filled(workbook(made, "zh", "新来的供应商"), {"p02/purchasing": "七成"}, tables))
    monkeypatch.setattr(readiness_suppliers, "ask_file", lambda *_: back)
    head, rows = bench.file.head, len(bench.project.rows)
    card.read.setFocus()
    press(Qt.Key.Key_Return)
    wait(card)
    assert card.list.isVisible()
    titles = [item.title for item in card.list.rows.items]
    assert any("新来的供应商" in item.note for item in card.list.rows.items), titles
    assert any("七成" in item.note for item in card.list.rows.items)
    assert bench.file.head == head
    assert focused() is card.take
    press(Qt.Key.Key_Return)
    assert (bench.file.head, len(bench.project.rows)) == (head + 1, rows + 1)
    assert not card.list.isVisible()
    bench.undo()
    assert len(bench.project.rows) == rows


def test_what_is_no_questionnaire_is_said_and_esc_leaves_what_was_read(
    card: SupplierCard, window: Window, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"%PDF-1.7 nothing")
    card.open(bad)
    wait(card)
    assert "PDF" in card._said.text()
    assert not card.take.isVisible()
    made = next(iter(window.desk.workbench.catalogue.questionnaires.values()))
    good = tmp_path / "good.xlsx"
    good.write_bytes(workbook(made, "zh", "乙公司"))
    card.open(good)
    wait(card)
    assert card.take.isVisible()
    press(Qt.Key.Key_Escape)
    assert not card.take.isVisible()
    assert focused() is card.read
