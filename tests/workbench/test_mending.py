"""A correction is one step, keeps what stands beside the figure, and is taken back by undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.workbench import looking
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms import mending
from zcdesk.workbench.workbench import Workbench, pin_of

YEAR = months_of("2025")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A machinery project of one year with electricity by month."""
    made = create(
        CATALOGUE, tmp_path / "a.zcd", "lin", ("2024", "2025"), (pin_of(CATALOGUE, "cn.machinery"),), None
    )
    with made.file:
        made.set_answers({Place("power.grid", "", month): Answer("1600", "MWh") for month in YEAR})
        yield made


def slips(bench: Workbench) -> list[looking.Row]:
    """Findings that offer a correction."""
    return [row for row in looking.rows(bench, "2025", "zh") if row.mend is not None]


def test_a_digit_is_mended_and_the_note_stays(bench: Workbench) -> None:
    place = Place("power.grid", "", "2025-06")
    bench.set_answers({place: Answer("=8,000+8,000", "MWh", note="两块表")})
    assert slips(bench)
    assert slips(bench)[0].group == "note"
    (row,) = slips(bench)
    assert row.mend is not None
    assert row.mend.words.zh == "1600"
    before = len(list(bench.file.edits()))
    assert mending.carry_out(bench, row.mend) is None
    assert len(list(bench.file.edits())) == before + 1
    assert bench.project.answers[place] == Answer("1600", "MWh", note="两块表")
    assert slips(bench) == []
    bench.undo()
    assert bench.project.answers[place] == Answer("=8,000+8,000", "MWh", note="两块表")


def test_a_unit_is_mended_and_the_digits_stay(bench: Workbench) -> None:
    place = Place("power.grid", "", "2025-02")
    bench.set_answer(place, "161.2", "MWh")
    (row,) = slips(bench)
    assert row.what.endswith("161.2 这个数像是 万kWh，不是 MWh")
    assert row.way.startswith("其他各月居中的是 1,600 MWh。")
    assert row.mend is not None
    assert row.mend.words.zh == "万kWh"
    mending.carry_out(bench, row.mend)
    assert bench.project.answers[place] == Answer("161.2", "万kWh")
    assert slips(bench) == []


def test_the_unit_of_a_whole_year_is_mended_in_all_its_months_as_one_step(bench: Workbench) -> None:
    bench.set_answers({Place("power.grid", "", f"2024{month[4:]}"): Answer("1580", "MWh") for month in YEAR})
    bench.set_answers({Place("power.grid", "", month): Answer("1600315", "MWh") for month in YEAR})
    (row,) = slips(bench)
    assert row.mend is not None
    assert row.place == Place("power.grid", "", "2025")
    before = len(list(bench.file.edits()))
    mending.carry_out(bench, row.mend)
    assert len(list(bench.file.edits())) == before + 1
    assert {bench.project.answers[Place("power.grid", "", month)] for month in YEAR} == {
        Answer("1600315", "kWh")
    }
    assert slips(bench) == []
    bench.undo()
    assert {bench.project.answers[Place("power.grid", "", month)].unit for month in YEAR} == {"MWh"}


def test_a_finding_of_what_was_since_taken_away_offers_nothing(bench: Workbench) -> None:
    place = Place("power.grid", "", "2025-02")
    bench.set_answer(place, "16000", "MWh")
    found = next(each for each in bench.findings("2025") if each.code.startswith("slip"))
    bench.set_answers({place: None})
    assert mending.mend_of(bench, found) is None
