"""Opportunities: whose they are, until when they hold, and the arithmetic from the plant's own numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.readiness import chances
from zcdesk.workbench.readiness.chances import Chance
from zcdesk.workbench.results.tracing import figure_of
from zcdesk.workbench.workbench import Workbench

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
DAY = "2026-11-28"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    made = create(CATALOGUE, tmp_path / "sample.zcd", "lin", answers.years, (), answers)
    yield made
    made.file.close()


def put(bench: Workbench, quantity: str, each: str) -> None:
    """The same amount in every month of 2025. [MWh]"""
    bench.set_answers(
        {
            **{Place(quantity, "", month): Answer(each, "MWh") for month in months_of("2025")},
            Place(quantity, "", "2025"): None,
        }
    )


def told(bench: Workbench, province: str, topic: str, day: str = DAY) -> list[Chance]:
    bench.set_answers({Place("site.province"): Answer(province)})
    found = chances.subjects(bench, "2025", "zh", day=day)
    return [each for subject in found if subject.id == topic for each in subject.chances]


def test_rules_of_other_provinces_are_left_out_unless_all_are_wanted(bench: Workbench) -> None:
    mine = told(bench, "CN-NX", "pv_self_use")
    assert {each.id for each in mine} == {"pv_self_use/CN-NX/public", "pv_self_use/CN-NX/plant"}
    everything = chances.subjects(bench, "2025", "zh", everything=True, day=DAY)
    rows = [each for subject in everything for each in subject.chances]
    assert len(rows) == sum(len(topic.rows) for topic in CATALOGUE.policies.topics.values())


def test_what_can_be_computed_for_the_plant_comes_first(bench: Workbench) -> None:
    bench.set_answers({Place("site.province"): Answer("CN-NX")})
    found = chances.subjects(bench, "2025", "zh", day=DAY)
    counted = [any(each.sums for each in subject.chances) for subject in found]
    assert counted == sorted(counted, reverse=True)
    assert counted[0]


def test_own_use_of_pv_is_held_to_the_share_of_the_province(bench: Workbench) -> None:
    put(bench, "power.pv_generated", "100")
    put(bench, "power.pv_self_used", "40")
    plant = next(each for each in told(bench, "CN-NX", "pv_self_use") if each.id.endswith("plant"))
    first, second = plant.sums
    assert first.text.endswith("= 40.0 %")  # 480 / 1,200
    assert second.met is False
    assert "240.0 MWh" in second.text  # 1,200 - 480 / 50 %
    for piece in first.pieces:
        assert figure_of(bench, piece.figure, "2025", "zh").id == piece.figure
    put(bench, "power.pv_self_used", "50")
    again = next(each for each in told(bench, "CN-NX", "pv_self_use") if each.id.endswith("plant"))
    assert again.sums[1].met is True


def test_missing_generation_gives_no_share(bench: Workbench) -> None:
    bench.set_answers({Place("power.pv_generated", "", "2025-03"): None})
    plant = told(bench, "CN-NX", "pv_self_use")[0]
    assert [each.text for each in plant.sums] == ["光伏发电量或自用量还不全，算不出自用比例。"]


def test_income_of_demand_response_is_an_example_and_says_so(bench: Workbench) -> None:
    put(bench, "power.grid", "1000")
    peak = next(each for each in told(bench, "CN-GZ", "demand_response") if each.id.endswith("peak"))
    (line,) = peak.sums
    assert line.text.startswith("举例")
    # 12,000 MWh x 1 % x 2 yuan/kWh = 120,000 kWh x 2 = 240,000 yuan
    assert "最高 24.00 万元" in line.text


def test_what_is_over_says_so_and_gives_no_arithmetic(bench: Workbench) -> None:
    topic = CATALOGUE.policies.topics["pv_self_use"]
    row = next(each for each in topic.rows if each.value == Decimal(50) and each.region == "CN-NX")
    over = replace(row, valid_to="2026-01-31")
    bench.set_answers({Place("site.province"): Answer("CN-NX")})
    found = chances._Telling(bench, "2025", "zh", DAY).chance(topic, over)
    assert found.expired
    assert found.term.startswith("已过期")
    assert found.sums == ()


def test_what_is_to_be_looked_at_again_says_since_when(bench: Workbench) -> None:
    early = told(bench, "CN-NX", "pv_self_use")[0]
    late = told(bench, "CN-NX", "pv_self_use", day="2030-01-01")[0]
    assert early.late == ""
    assert "复核" in late.late


def test_every_rule_names_its_source_and_how_sure_it_is(bench: Workbench) -> None:
    for subject in chances.subjects(bench, "2025", "zh", everything=True, day=DAY):
        for each in subject.chances:
            assert each.source
            assert each.confidence in ("A", "B", "C")
            assert each.term
