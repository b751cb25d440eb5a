"""Electronic bills on the desk: read, looked at beside their page, told otherwise, taken and undone by keyboard."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.exchange import bill_files as files
from tests.ui.drive import focused, press
from zcdesk.domain.answer import Place
from zcdesk.ui.frame.window import Window
from zcdesk.ui.intake import bills
from zcdesk.ui.intake.bills import BillsPage

MARCH = Place("power.grid", "", "2025-03")


@pytest.fixture
def page(window: Window) -> BillsPage:
    window.resize(1366, 698)
    window.show_page("bills")
    QApplication.processEvents()
    assert isinstance(window.current, BillsPage)
    return window.current


def put(folder: Path, **made: bytes) -> list[Path]:
    paths = []
    for name, data in made.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(data)
        paths.append(path)
    return paths


def read(page: BillsPage, paths: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Choose these files by the key, and wait until they are read."""
    monkeypatch.setattr(bills, "ask_files", lambda *_: paths)
    press("Ctrl+O")
    until = time.monotonic() + 30
    while page.busy() and time.monotonic() < until:
        QApplication.processEvents()
    QApplication.processEvents()
    assert not page.busy()


def notes(page: BillsPage) -> list[str]:
    return [item.note for item in page.list.rows.items]


def test_nothing_is_written_before_it_is_taken_and_one_undo_takes_it_back(
    page: BillsPage, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = window.desk.workbench
    before = bench.project
    assert focused() is page.choose
    read(page, put(tmp_path, a_pdf=files.state_grid(), b_pdf=files.scan()), monkeypatch)
    assert bench.project == before
    assert focused() is page.list
    assert "60300 kWh" in notes(page)[0]
    assert "扫描件" in notes(page)[1]
    assert page.take.text().startswith("写入 1 个数")
    press("Ctrl+Return")
    assert bench.project.answers[MARCH].text == "60300"
    assert focused() is page.choose
    evidence = bench.project.answers[MARCH].evidence[-1].evidence
    assert evidence in page.said.text()
    press("Ctrl+Z")
    assert bench.project == before


def test_the_value_one_stands_on_is_framed_in_the_page(
    page: BillsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(page, put(tmp_path, a_pdf=files.southern_grid((("1", "100"), ("2", "50")))), monkeypatch)
    assert page.picture.isVisible()
    press("Return")
    assert focused() is page.fields
    first = page.picture.box
    assert first
    press("Down")
    assert page.picture.box != first
    press("End")
    assert page.picture.page == 1  # the last row stands on the second page
    assert not page.picture.grab().isNull()


def test_an_invoice_without_pages_is_a_sheet_of_its_fields(
    page: BillsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(page, put(tmp_path, a_xml=files.invoice_xml()), monkeypatch)
    assert not page.picture.isVisible()
    told = {item.title: (item.right, item.note) for item in page.fields.rows.items}
    assert told["发票号码"] == (files.NUMBER, f"读自“发票号码：{files.NUMBER}”")
    assert "2025年03月" in page.detail.text()  # how the month was told


def test_another_month_is_told_and_a_bill_left_out(
    page: BillsPage, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(page, put(tmp_path, a_xml=files.invoice_xml(), b_pdf=files.state_grid()), monkeypatch)
    page.put_month("2025-05")
    assert "2025年5月" in notes(page)[0].replace(" ", "")
    page.list.setFocus()
    press("Del")
    assert len(page.list.rows.items) == 1
    press("Ctrl+Return")
    answers = window.desk.workbench.project.answers
    assert answers[MARCH].text == "60300"


def test_a_typed_figure_is_replaced_or_added_to(
    page: BillsPage, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = window.desk.workbench.project.answers[MARCH]  # typed in the sample, in MWh
    read(page, put(tmp_path, a_pdf=files.state_grid()), monkeypatch)
    press("Alt+J")
    assert "加上" in page.rule.text()
    press("Ctrl+Return")
    assert window.desk.workbench.project.answers[MARCH].text == f"={held.text}+60.3"  # 60300 kWh in its MWh


def test_a_project_that_changed_meanwhile_is_looked_at_again_first(
    page: BillsPage, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = window.desk.workbench
    read(page, put(tmp_path, a_pdf=files.state_grid()), monkeypatch)
    bench.set_answers({MARCH: None})
    head = bench.file.head
    page.list.setFocus()
    press("Ctrl+Return")
    assert bench.file.head == head
    assert "改过" in page.said.text()
    press("Ctrl+Return")
    assert bench.file.head == head + 1


def test_the_command_leads_to_the_page_and_tab_goes_as_it_is_read(
    page: BillsPage, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_page("power")
    window.act("bills")
    assert window.current is page
    read(page, put(tmp_path, a_pdf=files.state_grid()), monkeypatch)
    page.choose.setFocus()
    order = []
    for _ in range(7):
        order.append(focused())
        press("Tab")
    assert order == [page.choose, page.take, page.list, page.month, page.row, page.rule, page.skip_one]
    assert focused() is page.fields
    for each in (page.list, page.fields, page.picture, page.take, page.month):
        assert each.accessibleName()


def test_a_file_that_cannot_be_opened_is_said(
    page: BillsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(page, [tmp_path / "gone.pdf"], monkeypatch)
    assert "gone.pdf" in page.said.text()
    assert page.seen is None


def test_files_dropped_on_the_window_are_read_as_bills(window: Window, tmp_path: Path) -> None:
    for made in ({"a_pdf": files.state_grid()}, {"b_xml": files.invoice_xml(), "c_ofd": files.ofd_face()}):
        window.dropping.take(*put(tmp_path, **made))
        page = window.current
        assert isinstance(page, BillsPage)
        until = time.monotonic() + 30
        while page.busy() and time.monotonic() < until:
            QApplication.processEvents()
    assert len(page.list.rows.items) == 3
