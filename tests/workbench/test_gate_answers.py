"""Gates of a scheme as they are asked: what a bad answer leads to, and what to do follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.domain.answer import Answer, Place
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench import following
from zcdesk.workbench.bring import create
from zcdesk.workbench.readiness import checklist
from zcdesk.workbench.readiness.checklist import Topic
from zcdesk.workbench.readiness.view import overview
from zcdesk.workbench.schemes.readiness import readiness
from zcdesk.workbench.workbench import Workbench, pin_of

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
NATIONAL = "cn.zero-carbon-factory@2026"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A manufacturer that follows the national scheme; nothing else is answered."""
    pins = [pin_of(CATALOGUE, "cn.machinery"), pin_of(CATALOGUE, "cn.energy")]
    made = create(CATALOGUE, tmp_path / "new.zcd", "lin", ("2025",), pins, None)
    following.follow(made, NATIONAL.partition("@")[0])
    made.set_answers({Place("ready.applicant"): Answer("manufacturer")})
    yield made
    made.file.close()


def topic(bench: Workbench, id_: str) -> Topic:
    found = checklist.topics(bench, NATIONAL, "2025", "zh")
    return next(each for each in found if each.item.id == id_)


@pytest.mark.parametrize(
    ("happened", "then", "said"),
    [("ready.bad_accident", "_date", "2025-05-01"), ("ready.bad_supervision", "_settled", "no")],
)
def test_what_happened_is_judged_with_its_date_or_state(
    bench: Workbench, happened: str, then: str, said: str
) -> None:
    bench.set_answers({Place(happened): Answer("yes")})
    told = topic(bench, "e11")
    assert told.item.verdict == "unknown"
    assert any(ask.place.quantity == f"{happened}{then}" for ask in told.asks)
    bench.set_answers({Place(f"{happened}{then}"): Answer(said)})
    barred = topic(bench, "e11")
    assert (barred.item.verdict, barred.item.state) == ("not_met", "not_met")
    assert barred.blocks


def test_what_is_older_than_the_rule_or_settled_does_not_count(bench: Workbench) -> None:
    bench.set_answers({
        Place("ready.bad_accident"): Answer("yes"), Place("ready.bad_accident_date"): Answer("2019-05-01"),
        Place("ready.bad_supervision"): Answer("yes"), Place("ready.bad_supervision_settled"): Answer("yes"),
    })  # fmt: skip
    assert topic(bench, "e11").item.verdict == "unknown"  # the other six are not answered
    bench.set_answers({Place("ready.bad_accident_date"): Answer("2025-05-01")})
    assert topic(bench, "e11").item.verdict == "not_met"


def test_what_closes_a_gap_begins_at_nothing_where_a_reading_has_none_and_never_offers_the_impossible(
    tmp_path: Path,
) -> None:
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    made = create(CATALOGUE, tmp_path / "sample.zcd", "lin", answers.years, (), answers)
    steps = {
        (item.id, step.level): step
        for item in overview(made, NATIONAL, "2025", "zh").cores
        for step in item.steps
    }
    made.file.close()
    entry = steps["k1", "entry"]  # met in one reading, not in another
    assert entry.gap is not None
    assert entry.gap.text.startswith("申报：还差 0 至 ")
    assert [each.unit for each in entry.measures] == ["0 至 8,218 tCO₂", "0 至 14,942 MWh"]
    pv = steps["k1", "target"].measures[1]  # the far reading wants more than there is
    assert pv.unit == "最多 28,904 MWh，不是每种口径都补得齐"
    assert "补齐要 17,603 至 31,092 MWh，做满至少补上差距的 92 %" in pv.said  # 28,904 / 31,092
    certificates = steps["k2", "target"].measures[0]
    assert certificates.unit == "最多 17,504 张，单靠这一项补不齐"
    assert "做满至少补上差距的 70 %" in certificates.said  # 17,504 / 24,928


def test_a_gate_that_falls_short_is_told_once_and_names_the_schemes_of_the_province(bench: Workbench) -> None:
    bench.set_answers({
        Place("ready.applicant"): Answer("compute"), Place("ready.centre_intelligent"): Answer("no"),
        Place("ready.centre_racks", "", "2025"): Answer("2000", unit="架"),
    })  # fmt: skip
    told = topic(bench, "e6")
    assert told.item.verdict == "not_met"
    assert told.verdict.count("2,000") == 1
    assert told.verdict == "2,000 架（≥ 3,000 架）；申报：还差 1,000 架"
    assert "江苏" not in told.blocks  # where it is has not been said
    bench.set_answers({Place("site.province"): Answer("CN-JS"), Place("site.industry_code"): Answer("C3484")})
    assert "江苏省零碳工厂" in topic(bench, "e6").blocks
    assert "浙江" not in topic(bench, "e6").blocks


def test_a_certificate_that_ends_before_the_plant_can_apply_is_told(bench: Workbench) -> None:
    row = bench.add_row("managed", "energy")
    bench.set_answers({Place("managed.certified", row): Answer("yes")})

    def told(day: str) -> list[str]:
        bench.set_answers({Place("managed.valid_until", row): Answer(day)})
        found = readiness(bench, *NATIONAL.split("@")).findings("2025")
        return [each.code for each in found if each.place.quantity == "managed.valid_until"]

    assert told("2025-05-01") == ["system_expired"]
    assert told("2026-05-01") == ["system_ending"]
    assert told("2027-05-01") == []
