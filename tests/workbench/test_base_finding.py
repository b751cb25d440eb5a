"""The base year against what was published of it, among the findings; and the comparison as a sealed document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE
from tests.workbench.changing import plant
from tests.workbench.test_editions import sealed
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.finding import Finding
from zcdesk.workbench import base_year, looking
from zcdesk.workbench.handed_out import comparison_page
from zcdesk.workbench.handed_out.verifying import verify
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.updates import proposing
from zcdesk.workbench.workbench import Workbench
from zcdesk.workbench.years import base_finding


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """The report of 2023, the base year, is sealed."""
    made = plant(tmp_path / "food.zcd")
    base_year.set_policy(made, "2023")
    with made.file:
        sealed(made)
        yield made


def reached(bench: Workbench, year: str = "2023") -> list[Finding]:
    return [found for found in bench.findings(year) if found.code == base_finding.CODE]


def watched(bench: Workbench) -> base_finding.BaseWatch:
    watch = base_finding.BaseWatch(bench)
    assert watch.waits()
    watch.take(base_finding.learn(bench))
    assert not watch.waits()
    return watch


def test_a_base_year_as_published_is_no_finding(bench: Workbench) -> None:
    watched(bench)
    assert reached(bench) == []


def test_a_base_year_that_moved_by_the_threshold_is_found_and_one_that_came_back_is_not(
    bench: Workbench,
) -> None:
    watched(bench)
    bench.set_answer(Place("fuel.amount", "F01", "2023"), "12", "t")  # 10 t were 31.45 of 84.51 tCO2e
    (found,) = reached(bench)
    assert (found.severity, dict(found.details)["share"], dict(found.details)["threshold"]) == (
        "warning",
        "7.44",
        "5",
    )
    assert "基准年" in bench.say(found).zh
    assert reached(bench, "2022") == []
    row = next(row for row in looking.rows(bench, "2023", "zh") if row.finding == found)
    assert row.page == "results"
    base_year.set_policy(bench, threshold="10")
    assert reached(bench) == []
    base_year.set_policy(bench, threshold="5")
    bench.undo()
    bench.undo()
    bench.undo()
    assert reached(bench) == []


def test_boundary_adjustments_count(bench: Workbench) -> None:
    watched(bench)
    base_year.set_boundary(bench, "2023", "scope2.power", "-10", "分厂剥离")
    assert len(reached(bench)) == 1


def test_nothing_is_found_before_it_was_learnt_or_without_a_seal(bench: Workbench, tmp_path: Path) -> None:
    base_finding.BaseWatch(bench)
    bench.set_answer(Place("fuel.amount", "F01", "2023"), "20", "t")
    assert reached(bench) == []
    other = plant(tmp_path / "other.zcd")
    with other.file:
        assert not base_finding.BaseWatch(other).waits()
        assert base_finding.learn(other) == {}


# the comparison, sealed


def ready(bench: Workbench) -> None:
    """Whatever a report needs beside the amounts."""
    answers = {}
    for year in bench.project.years:
        for found in bench.findings(year):
            if found.code == "missing_answer" and found.place is not None:
                answers[found.place] = Answer("江苏省江州市")
    options = {"site.province": "CN-JS", "site.grid_region": "CN-EAST"}
    bench.set_answers(
        {place: Answer(options.get(place.quantity, answer.text)) for place, answer in answers.items()}
    )


def test_the_comparison_is_sealed_and_recomputed_like_a_report(bench: Workbench, tmp_path: Path) -> None:
    ready(bench)
    to = tmp_path / "years.pdf"
    printed = comparison_page.print_page(bench, "2023", "zh", to, "2022", seal=True)
    assert (printed.issue, printed.draft) == (2, False)
    issue = bench.file.issues()[-1]
    assert issue.document == "comparison:2022—2023"
    assert proposing.sealed_years(bench) == {"2023": 1}  # it is no statement of a year
    said = [check for check in verify(bench, to) if "第 2 次封存" in check.words.zh]
    assert [check.holds for check in said] == [True, True]
    bench.set_answer(Place("fuel.amount", "F01", "2022"), "11", "t")
    assert all(check.holds for check in verify(bench, to))
    with pytest.raises(Refused, match="sealed_not_replaced"):
        comparison_page.print_page(bench, "2023", "zh", to, "2022", replace=True)


def test_a_comparison_that_waits_for_something_is_not_sealed(bench: Workbench, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not_ready"):
        comparison_page.print_page(bench, "2023", "zh", tmp_path / "years.pdf", "2022", seal=True)
    assert len(bench.file.issues()) == 1
    assert not (tmp_path / "years.pdf").exists()
    assert CATALOGUE is bench.catalogue
