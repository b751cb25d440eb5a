"""Readings of meters taken into a project: one step, undone as one, and whole or not at all."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.exchange.test_series_in import long, moments, stands
from tests.workbench.changing import CATALOGUE
from zcdesk.calc import series as calc
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.evidence import filing
from zcdesk.workbench.intake import incoming
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.preview.taking import Preview
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.series import metering
from zcdesk.workbench.workbench import Workbench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """An empty project."""
    with ProjectFile.create(tmp_path / "a.zcd", "李工") as file:
        yield Workbench(CATALOGUE, file, "李工")


def march(first: int = 1, days: int = 31, value: str = "1.5") -> bytes:
    rows = [(at, value) for at in moments(f"2024-03-{first:02d}T00:00", 96 * days)]
    return long(rows, "时间,1号表 用电量(kWh)")


def look(bench: Workbench, data: bytes, overlap: str = "replace", **told: str) -> Preview:
    options = Options(overlap=overlap, told={"kind": "load"} | told)  # type: ignore[arg-type]
    reader = incoming.reader_of(data, "m.csv")
    assert reader.id == "series"
    return incoming.preview(reader, bench, data, "m.csv", options)


def take(bench: Workbench, data: bytes, overlap: str = "replace", **told: str) -> int:
    seen = look(bench, data, overlap, **told)
    return incoming.by_id("series").accept(bench, seen, data, "m.csv")[0]


def total(bench: Workbench) -> Decimal:
    (series,) = bench.project.series.values()
    return sum((month.energy for month in calc.months(metering.flow(bench, series))), Decimal(0))


def test_a_file_is_one_step_with_its_evidence(bench: Workbench) -> None:
    seen = look(bench, march())
    assert ([cell.state for cell in seen.cells], seen.year) == (["new"], "2024")
    assert bench.project.series == {}
    number = take(bench, march())
    (series,) = bench.project.series.values()
    assert (series.id, series.meter, series.kind, series.count) == ("S-001", "1号表 用电量", "load", 31 * 96)
    assert [(cite.evidence, cite.pages) for cite in series.evidence] == [("E-001", "2024-03-01 – 2024-03-31")]
    assert total(bench) == 31 * 96 * Decimal("1.5")
    assert (bench.file.head, bench.file.verify()) == (number, ())
    bench.undo()
    assert (bench.project.series, bench.project.evidence) == ({}, {})
    bench.redo()
    assert total(bench) == 31 * 96 * Decimal("1.5")


def test_what_is_not_said_is_asked_and_nothing_is_taken(bench: Workbench) -> None:
    seen = incoming.preview(incoming.by_id("series"), bench, march(), "m.csv", Options())
    assert [(ask.key, ask.about) for ask in seen.asks] == [("kind", ("1号表 用电量",))]
    assert (seen.count("refused"), seen.changes) == (1, ())


def test_the_next_file_of_a_meter_goes_on_with_it(bench: Workbench) -> None:
    take(bench, march(1, 10))
    take(bench, march(11, 5))
    (series,) = bench.project.series.values()
    assert (series.id, series.count, len(series.evidence)) == ("S-001", 15 * 96, 2)
    assert look(bench, march(1, 15)).count("same") == 1


@pytest.mark.parametrize("overlap, wanted", [("replace", 10 + 5 * 2), ("keep", 15)])
def test_where_both_have_a_reading_the_rule_says_which_counts(
    bench: Workbench, overlap: str, wanted: int
) -> None:
    take(bench, march(1, 15, "1"))
    seen = look(bench, march(11, 5, "2"), overlap)
    assert seen.count("changed" if overlap == "replace" else "same") == 1
    take(bench, march(11, 5, "2"), overlap)
    assert total(bench) == 96 * wanted


def test_other_intervals_or_another_kind_are_refused(bench: Workbench) -> None:
    take(bench, march(1, 2))
    hours = long([(at, "6") for at in moments("2024-03-03T00:00", 48, 60)], "时间,1号表 用电量(kWh)")
    for data, told in ((hours, {}), (march(3, 2), {"kind": "pv"})):
        seen = look(bench, data, **told)
        assert (seen.count("refused"), seen.changes) == (1, ())


def test_what_was_counted_on_trust_stays_visible(bench: Workbench) -> None:
    data = stands([*range(9952, 10000), *range(49)], "时间,2号表 示数,倍率", "10")
    take(bench, data)
    (series,) = bench.project.series.values()
    assert {each.code for each in metering.problems(bench, series)} >= {"rollover"}
    bench.commit("撤下", metering.removed(bench, [series.id]))
    assert (bench.project.series, bench.project.settings) == ({}, {})
    assert next(iter(metering.new_ids(bench))) == "S-002"


def test_evidence_that_is_taken_away_is_cited_no_more(bench: Workbench) -> None:
    take(bench, march())
    filing.take_away(bench, "E-001")
    assert bench.project.series["S-001"].evidence == ()
    bench.undo()
    assert [cite.evidence for cite in bench.project.series["S-001"].evidence] == ["E-001"]


def test_a_reading_that_nobody_waits_for_stops(bench: Workbench) -> None:
    with pytest.raises(Refused, match="stopped"):
        incoming.by_id("series").preview(bench, march(), "m.csv", Options(wanted=lambda: False))


_IMPORTER = """
import sys
from pathlib import Path
from tests.workbench.changing import CATALOGUE
from tests.workbench.test_series_taking import march, take
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench.workbench import Workbench

with ProjectFile.open(Path(sys.argv[1]), backups=Path(sys.argv[2])) as file:
    bench = Workbench(CATALOGUE, file, "")
    print("open", flush=True)
    for day in range(1, 29):
        take(bench, march(day, 1, str(day)))
        print(file.head, flush=True)
"""


def test_an_import_that_is_killed_leaves_the_project_as_it_was(tmp_path: Path) -> None:
    path, backups = tmp_path / "a.zcd", tmp_path / "backups"
    ProjectFile.create(path, "李工", backups).close()
    chance = random.Random(7)
    for _ in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", _IMPORTER, str(path), str(backups)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        assert child.stdout is not None
        assert child.stdout.readline() == b"open\n"
        time.sleep(chance.uniform(0, 0.08))
        child.kill()
        told = [int(line) for line in child.stdout.read().split()]
        child.stdout.close()
        child.wait()
        with ProjectFile.open(path, backups=backups) as file:
            assert file.head >= max(told, default=0)
            assert file.verify() == ()
            assert file.project == file.state_at(file.head)
            for series in file.project.series.values():
                assert len(metering.flow_in(file, series).values) == series.count
                assert {cite.evidence for cite in series.evidence} == set(file.project.evidence)
