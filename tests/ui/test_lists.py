"""The list of a page goes out by a key: of the project's lists, and of what a page looks at by itself."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.ui.drive import press, wait
from zcdesk.ui.frame.window import Window
from zcdesk.ui.intake.importing import ImportPage
from zcdesk.ui.records import listing_out
from zcdesk.ui.results.results import ResultsPage


@pytest.fixture
def to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the dialog says that it goes."""
    path = tmp_path / "list.xlsx"
    monkeypatch.setattr(listing_out, "ask_place", lambda *_: path)
    return path


def rows(path: Path) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=3, values_only=True))


def test_findings_and_a_filled_page_are_written(window: Window, to: Path) -> None:
    for page, head in (("findings", "类别"), ("power", "编号")):
        window.show_page(page)
        press("Ctrl+Shift+X", window)
        assert rows(to)[0][0] == head
        to.unlink()


def test_the_comparison_is_written_where_it_is_shown(window: Window, to: Path) -> None:
    window.show_page("results")
    page = window.current
    assert isinstance(page, ResultsPage)
    page.compare()
    press("Ctrl+Shift+X", window)
    found = page.compared.list.found
    assert found is not None
    heads, *told = rows(to)
    assert heads[2:6] == found.heads
    assert len(told) == len(found.rows)


def test_what_an_import_would_change_is_written_before_it_is_taken(window: Window, to: Path) -> None:
    press("Ctrl+I", window)
    page = window.current
    assert isinstance(page, ImportPage)
    page.take("2025年统计\n能源,单位,1月,2月\n外购电力,MWh,1500.5,八百\n".encode(), "t.csv")
    wait(lambda: not page.busy())
    press("Ctrl+Shift+X", window)
    _, *told = rows(to)
    assert [(row[0], row[2]) for row in told] == [("改了", "C3"), ("不能采用", "D3")]


def test_what_schemes_ask_and_what_may_be_used_are_written(window: Window, to: Path) -> None:
    for page, head in (("checklist", "条件或指标"), ("readiness", "条件或指标"), ("chances", "规定")):
        window.show_page(page)
        press("Ctrl+Shift+X", window)
        heads, *told = rows(to)
        assert head in heads
        assert len(told) > 5
        to.unlink()


def test_a_page_without_a_list_says_so(window: Window, to: Path) -> None:
    said: list[str] = []
    window.desk.toast.connect(said.append)
    window.show_page("settings")
    press("Ctrl+Shift+X", window)
    assert not to.exists()
    assert "没有列表" in said[-1]
