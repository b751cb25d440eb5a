"""Readings that no file names: asked with what each answer adds up to, kept as answered, and changed later."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.exchange.test_series_in import long, moments
from tests.workbench.changing import CATALOGUE
from tests.workbench.test_series_taking import look, take, total
from zcdesk.domain.answer import Place
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import metered
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.series import feeding, metering
from zcdesk.workbench.series import rereading as series_rereading
from zcdesk.workbench.workbench import Workbench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """An empty project."""
    with ProjectFile.create(tmp_path / "a.zcd", "李工") as file:
        yield Workbench(CATALOGUE, file, "李工")


def curve(first: int = 1, days: int = 31) -> bytes:
    """A load curve by quarter hours whose head names a load and no unit."""
    rows = [(at, "1000") for at in moments(f"2024-03-{first:02d}T00:00", 96 * days)]
    return long(rows, "时间,1号表 负荷")


def test_a_load_without_a_unit_is_asked_with_what_each_answer_adds_up_to(bench: Workbench) -> None:
    seen = look(bench, curve())
    (ask,) = seen.asks
    assert (ask.key, seen.changes) == ("reading", ())
    assert "2024-03" in ask.words.zh
    assert {value: words.zh for value, words in ask.options} == {
        "power": "功率（kW）：744,000 kWh",  # 1000 * 31 * 24
        "energy": "每段电量（kWh）：2,976,000 kWh",  # 1000 * 31 * 96
        "stand": "累计示数（kWh）：0 kWh",
    }


def test_the_answer_is_kept_and_holds_for_the_next_file(bench: Workbench) -> None:
    take(bench, curve(1, 10), reading="energy")
    (series,) = bench.project.series.values()
    assert any("导入时说的是每段电量" in each.words.zh for each in metering.problems(bench, series))
    assert look(bench, curve(11, 5)).asks == ()
    take(bench, curve(11, 5))
    (series,) = bench.project.series.values()
    assert total(bench) == 15 * 96 * 1000
    assert sum(each.code == "reading" for each in metering.problems(bench, series)) == 1
    refused = look(bench, curve(16, 5), reading="power").cells[0].reason
    assert refused is not None
    assert "按 R 改" in refused.zh


def test_what_was_answered_is_changed_in_one_step_and_taken_answers_tell_it(bench: Workbench) -> None:
    take(bench, curve(), reading="energy", kind="import")
    feeding.accept(bench, feeding.preview(bench, "2024"))
    place = Place("power.grid", "", "2024-03")
    assert bench.project.answers[place].text == "2976000"
    assert list(metered.findings(bench, "2024")) == []
    seen = series_rereading.preview(bench, "S-001")
    assert ([value for value, _ in seen.asks[0].options], seen.changes) == (["power", "energy"], ())
    series_rereading.accept(bench, series_rereading.preview(bench, "S-001", "power"))
    (series,) = bench.project.series.values()
    assert (series.reading, series.unit, total(bench)) == ("power", "kW", Decimal(744_000))
    assert [each.code for each in metered.findings(bench, "2024")] == ["series_differs"]
    assert "功率" in metering.problems(bench, series)[0].words.zh
    bench.undo()
    assert (total(bench), list(metered.findings(bench, "2024"))) == (2_976_000, [])


def test_what_the_file_says_is_not_changed(bench: Workbench) -> None:
    rows = [(at, "1") for at in moments("2024-03-01T00:00", 96)]
    take(bench, long(rows, "时间,1号表 功率(kW)"))
    with pytest.raises(Refused, match="said"):
        series_rereading.preview(bench, "S-001", "energy")
