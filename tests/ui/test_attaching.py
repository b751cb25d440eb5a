"""Evidence from a cell, by keys: a year of months, a block, a file kept once, a piece of the project chosen again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from tests.ui.drive import focused, paste, press
from zcdesk.domain.answer import Place, months_of
from zcdesk.ui.entry.form_page import FormPage
from zcdesk.ui.entry.month_table import MonthTable
from zcdesk.ui.frame.window import Window
from zcdesk.ui.widgets.files import folder
from zcdesk.workbench import preferences
from zcdesk.workbench.evidence.filing import take_away

MONTHS = months_of("2025")


@pytest.fixture
def bare(window: Window) -> tuple[Window, MonthTable]:
    """The sample without evidence, on the grid electricity of 2025."""
    bench = window.desk.workbench
    while bench.project.evidence:
        take_away(bench, next(iter(bench.project.evidence)))
    window.show_page("power")
    page = window.current
    assert isinstance(page, FormPage)
    assert page.table is not None
    assert focused() is page.table
    page.table.stand(0, 1)
    return window, page.table


@pytest.fixture
def began() -> list[str]:
    """The folders in which the dialog began."""
    return []


@pytest.fixture
def bill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, began: list[str]) -> Path:
    """A file that the dialog gives whenever it is asked, in a folder of its own."""
    path = tmp_path / "电费 单据" / "电费单 2025.pdf"
    path.parent.mkdir()
    path.write_bytes(b"%PDF-1.4 a bill")
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *at, **_: (began.append(at[2]), (str(path), ""))[1]
    )
    return path


def cited(window: Window, quantity: str = "power.grid") -> list[int]:
    """How many pieces of evidence each month of 2025 has."""
    answers = window.desk.workbench.project.answers
    return [len(answers[Place(quantity, "", month)].evidence) for month in MONTHS]


def test_the_year_of_months_hands_its_file_to_every_month(
    bare: tuple[Window, MonthTable], bill: Path
) -> None:
    window, table = bare
    table.stand(0, 13)
    edits = window.desk.workbench.file.head
    press("Ctrl+E")
    assert cited(window) == [1] * 12
    assert window.desk.workbench.file.head == edits + 1
    press("Ctrl+Z")
    assert cited(window) == [0] * 12
    assert not window.desk.workbench.project.evidence


def test_a_block_of_twelve_months_gets_the_file_in_every_month(
    bare: tuple[Window, MonthTable], bill: Path
) -> None:
    window, table = bare
    press("Home")
    for _ in range(11):
        press("Shift+Right")
    assert table.block() == (0, 0, 1, 12)
    press("Ctrl+E")
    assert cited(window) == [1] * 12


def test_the_same_file_is_kept_once_and_only_tied_again(bare: tuple[Window, MonthTable], bill: Path) -> None:
    window, _ = bare
    said: list[str] = []
    window.desk.toast.connect(said.append)
    press("Ctrl+E")
    press("Right")
    press("Ctrl+E")  # now there is a list: the way to the disk stands first
    press("Return")
    assert len(window.desk.workbench.project.evidence) == 1
    assert cited(window) == [1, 1, *[0] * 10]
    assert "没有再存" in said[-1]
    press("Ctrl+E")
    press("Return")
    assert cited(window) == [1, 1, *[0] * 10]
    assert "已经附在这里" in said[-1]


def test_a_piece_of_the_project_is_found_by_its_name_and_tied(
    bare: tuple[Window, MonthTable], bill: Path
) -> None:
    window, table = bare
    press("Ctrl+E")
    table.stand(0, 4)
    press("Ctrl+E")
    paste("电费单")
    press("Return")
    assert cited(window) == [1, 0, 0, 1, *[0] * 8]
    assert focused() is table


def test_a_cell_without_a_figure_says_so(bare: tuple[Window, MonthTable], bill: Path) -> None:
    window, table = bare
    table.stand(0, 2)
    press("Delete")
    press("Ctrl+E")
    page = window.current
    assert isinstance(page, FormPage)
    assert "还没有数" in page.strip.finding.text()
    assert not window.desk.workbench.project.evidence


def test_the_dialog_begins_where_it_was_left(
    bare: tuple[Window, MonthTable], bill: Path, tmp_path: Path, began: list[str]
) -> None:
    window, table = bare
    press("Ctrl+E")
    table.stand(0, 2)
    press("Ctrl+E")
    press("Return")
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    assert began[0] in (documents, str(Path.home()))
    assert began[1] == str(bill.parent)
    kept = tmp_path / "settings.json"
    preferences.save(kept, window.desk.preferences)
    assert preferences.load(kept).folder == str(bill.parent)  # spaces and all


def test_a_folder_that_is_gone_is_not_asked_for(tmp_path: Path) -> None:
    assert folder(str(tmp_path)) == str(tmp_path)
    assert folder(str(tmp_path / "gone")) in (
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation),
        str(Path.home()),
    )


def test_what_it_does_to_how_exact_the_figures_count_as_is_said_in_place(
    bare: tuple[Window, MonthTable], bill: Path
) -> None:
    window, table = bare
    table.stand(0, 13)
    press("Ctrl+E")
    page = window.current
    assert isinstance(page, FormPage)
    said = page.strip.finding.text()
    assert "这 12 个数的准确程度由" in said
    assert "±15 %" in said
    assert "Shift+F4" in said
    table.stand(0, 1)  # one moves on, and it is over
    assert "准确程度由" not in page.strip.finding.text()
