"""The list of a page goes out by a key: of the project's lists, and of what a page looks at by itself."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.cli.test_questionnaire import filled
from tests.ui.drive import press, wait
from zcdesk.domain.answer import Place
from zcdesk.exchange.questionnaires.questionnaire_out import workbook
from zcdesk.store.project_file import ProjectFile
from zcdesk.ui.frame.window import Window
from zcdesk.ui.intake.importing import ImportPage
from zcdesk.ui.intake.merging import MergingPage
from zcdesk.ui.readiness.page import ReadinessPage
from zcdesk.ui.records import listing_out
from zcdesk.ui.report.audit import AuditPage
from zcdesk.ui.results.results import ResultsPage
from zcdesk.workbench.past import joining_view
from zcdesk.workbench.workbench import Workbench

PUBLISHED = Path(__file__).parent.parent / "calc" / "published"


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


def test_the_spread_is_written_source_by_source_with_what_it_comes_from(window: Window, to: Path) -> None:
    window.show_page("results")
    page = window.current
    assert isinstance(page, ResultsPage)
    page.spread()
    wait(lambda: page.uncertain.view is not None)
    seen = page.uncertain.view
    press("Ctrl+Shift+X", window)
    heads, *told = rows(to)
    assert heads == ("类别", "内容", "数值", "95 % 区间", "数据质量", "占方差", "说明")
    assert [row[1] for row in told] == [each.name for each in (*seen.lines, *seen.shares)]
    assert told[0][3] == seen.lines[0].band
    first = told[len(seen.lines)]
    assert first[0] == "区间的来历"
    assert (
        Decimal(str(first[5])) == Decimal(seen.shares[0].share.removesuffix(" %")) / 100
    )  # a number, shown as per cent


def test_what_differs_in_a_published_report_is_written(window: Window, to: Path) -> None:
    window.show_page("audit")
    page = window.current
    assert isinstance(page, AuditPage)
    press("Ctrl+Shift+X", window)
    assert not to.exists()  # nothing was checked yet
    page.check(PUBLISHED / "cn03.json")
    wait(lambda: page.found is not None)
    press("Ctrl+Shift+X", window)
    heads, *told = rows(to)
    assert heads[:4] == ("判定", "行", "印出的", "算出的")
    assert [row[0] for row in told] == ["不符", "不符"]
    assert any("8,911.8" in str(row[6]) and "只差一位" in str(row[7]) for row in told)


def test_a_questionnaire_that_came_back_is_written_with_its_answers(
    window: Window, to: Path, tmp_path: Path
) -> None:
    window.show_page("readiness", Place("suppliers"))
    page = window.current
    assert isinstance(page, ReadinessPage)
    press("Ctrl+Shift+X", window)
    assert not to.exists()  # nothing came back yet
    made = next(iter(window.desk.workbench.catalogue.questionnaires.values()))
    back = tmp_path / "back.xlsx"
    answers = {"p02/purchasing": "七成"}
    back.write_bytes(filled(workbook(made, "zh", "甲公司"), answers, {"p00/emissions": [[2025, 10, 20]]}))
    page.suppliers.open(back)
    wait(lambda: page.suppliers.read_back() is not None)
    press("Ctrl+Shift+X", window)
    _, *told = rows(to)
    assert ("新的", "甲公司") in [(row[0], row[5]) for row in told]
    refused = next(row for row in told if row[0] == "不能采用")
    assert (refused[2], "七成" in str(refused[6])) == ("D26", True)
    assert [row[3:6:2] for row in told if row[0] == "回答"] == [("年度组织排放", "1 行")]


def test_a_merge_is_written_with_its_conflicts_and_all_that_is_taken_without_question(
    window: Window, to: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining_view, "MOST", 2)  # more is taken than the page shows
    june, *others = (Place("heat.amount", "R01", f"2025-0{month}") for month in (6, 5, 7, 8))
    bench = window.desk.workbench
    theirs = tmp_path / "theirs.zcd"
    theirs.write_bytes(bench.file.path.read_bytes())
    with ProjectFile.open(theirs, "王工") as file:
        other = Workbench(bench.catalogue, file, "王工")
        for place in (june, *others):
            other.set_answer(place, "501", "GJ")
    bench.set_answer(june, "401", "GJ")
    next(each for each in window.actions_table if each.id == "merge").call()
    page = window.current
    assert isinstance(page, MergingPage)
    page.show_file(theirs)
    wait(lambda: not page.busy())
    press("Right")
    press("Ctrl+Shift+X", window)
    _, *told = rows(to)
    assert [row[0] for row in told] == ["两边改得不同", *["直接采用"] * 3]
    assert (told[0][3], told[0][5], told[0][8]) == ("401 GJ", "501 GJ", "那边")
    assert all("501" in str(row[7]) for row in told[1:])


def test_a_page_without_a_list_says_so(window: Window, to: Path) -> None:
    said: list[str] = []
    window.desk.toast.connect(said.append)
    window.show_page("settings")
    press("Ctrl+Shift+X", window)
    assert not to.exists()
    assert "没有列表" in said[-1]
