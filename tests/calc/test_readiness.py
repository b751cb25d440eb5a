"""Readiness: verdicts that need their inputs, readings side by side, and lines taken from elsewhere."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from types import MappingProxyType

import pytest

from tests.calc.plant import book, factor_set, project
from tests.conftest import CATALOGUE
from zcdesk.calc.factors import FactorBook
from zcdesk.calc.readiness import Assessed, Judged, Readiness, skip_key
from zcdesk.calc.standing import standings
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.trace import Gap, Missing, Result, Traced, walk

NATIONAL = CATALOGUE.scheme("cn.zero-carbon-factory", "2026")

TAKEN = {
    "scope1.total": ("500", "tCO2e"),
    "scope2.heat": ("100", "tCO2"),
    "power.factor": ("0.5", "tCO2/MWh"),
    "energy.total": ("2000", "tce"),
    "energy.total_equivalent": ("4000", "tce"),
    "energy.power_used": ("10000", "MWh"),
    "energy.biomass": ("0", "tce"),
}
GIVEN = (
    ("ready.applicant", "", "", "manufacturer"),
    ("power.grid", "", "2023", "6000", "MWh"),
    ("power.green_trade", "", "2023", "1000", "MWh"),
    ("power.green_proven", "", "2023", "yes"),
    ("power.direct", "", "2023", "none"),
    ("power.pv_self_used", "", "2023", "3000", "MWh"),
    ("power.exported", "", "2023", "none"),
    ("power.certificates", "", "2023", "none"),
    ("capture", "", "", "none"),
    ("green.claimed_away", "", "2023", "none"),
    ("energy.primary_factor", "", "2023", "0.3", "tce/MWh"),
)


def over(
    *more: tuple[str, ...],
    without: str = "",
    taken: dict[str, tuple[str, str]] = TAKEN,
) -> Readiness:
    given = [each for each in GIVEN if each[0] != without]

    def result(line: str, period: str) -> Result:
        if line not in taken or line == without:
            return Missing(frozenset({Gap("method", Place(line, "", period))}))
        return Traced(line, "", period, Decimal(taken[line][0]), taken[line][1], "line", source="test@1")

    outside = {line: (lambda period, line=line: result(line, period)) for line in NATIONAL.scheme.taken}
    sets = FactorBook(
        [CATALOGUE.factor_set(id_) for id_ in NATIONAL.scheme.method.factor_sets], CATALOGUE.vocabulary
    )
    return Readiness(NATIONAL, sets, project({}, *given, *more), outside)


def of(readiness: Readiness, criterion: str) -> Assessed:
    return next(each for each in readiness.assessed("2023") if each.criterion.id == criterion)


def at(readiness: Readiness, criterion: str, level: str = "entry") -> Judged:
    return next(each for each in of(readiness, criterion).levels if each.level == level)


CALORIFIC = ("ready.k1_electricity", "", "", "calorific")
PRIMARY = ("ready.k1_electricity", "", "", "primary")
REPORT = ("ready.k1_grid", "", "", "report")
AVERAGE = ("ready.k1_green", "", "", "average")


def test_gates_come_first() -> None:
    kinds = [each.criterion.kind for each in over().assessed("2023")]
    assert kinds == sorted(kinds, key=lambda kind: kind != "gate")
    assert kinds.count("gate") == 11


def test_a_recorded_reading_decides_and_tells_how_far_it_is() -> None:
    judged = at(over(CALORIFIC, REPORT, AVERAGE), "k1")
    assert judged.verdict == "not_met"
    assert isinstance(judged.gap, Traced)
    assert (judged.gap.number, judged.gap.unit) == (Decimal("0.25"), "tCO2/tce")  # 4100 / 2000 - 1.8


def test_a_verdict_opens_down_to_the_lines_of_the_methods_and_the_threshold() -> None:
    judged = at(over(CALORIFIC, REPORT, AVERAGE), "k1")
    assert isinstance(judged.chain, Traced)
    assert judged.chain.value is False
    met = {item.id for item in walk(judged.chain)}
    assert {"scope1.total", "energy.total", "power.grid", "national.k1_entry/default"} <= met


def test_an_open_choice_gives_only_what_all_readings_share() -> None:
    found = of(over(), "k1")
    assert (len(found.readings), found.chosen) == (8, None)
    assert [(each.verdict, each.because) for each in found.levels] == [("unknown", "choice"), ("not_met", "")]
    assert {each.levels[0].verdict for each in found.readings} == {"met", "not_met"}


def test_what_is_recorded_of_several_choices_narrows_the_readings() -> None:
    assert at(over(PRIMARY), "k1").verdict == "met"  # at most 4100 / 4000, whichever factor is taken
    assert at(over(AVERAGE, CALORIFIC), "k1").verdict == "not_met"


@pytest.mark.parametrize("without", [*TAKEN, *(each[0] for each in GIVEN)])
def test_a_missing_input_is_unknown_and_never_met(without: str) -> None:
    whole = {
        (found.criterion.id, judged.level): judged.verdict
        for found in over(PRIMARY, REPORT, AVERAGE).assessed("2023")
        for judged in found.levels
    }
    changed = 0
    for found in over(PRIMARY, REPORT, AVERAGE, without=without).assessed("2023"):
        for judged in found.levels:
            if judged.verdict != whole[found.criterion.id, judged.level]:
                changed += 1
                assert judged.verdict == "unknown"
                assert isinstance(judged.chain, Missing)
    assert changed


def test_green_trade_without_proof_is_not_non_fossil() -> None:
    proven = of(over(PRIMARY), "k2").readings[0].value
    bare = over(PRIMARY, ("power.green_proven", "", "2023", "no"), without="power.green_proven")
    unproven = of(bare, "k2").readings[0].value
    assert isinstance(proven, Traced)
    assert isinstance(unproven, Traced)
    gone = proven.number - unproven.number
    assert gone == Decimal("6.145")  # 1000 * 0.1229 / 2000


def test_what_is_not_public_is_unknown_with_its_value() -> None:
    judged = at(over(("site.value_added", "", "2023", "5000", "万元")), "i21")
    assert (judged.verdict, judged.because) == ("unknown", "text")
    assert isinstance(judged.chain, Traced)
    assert judged.chain.number == Decimal("0.4")  # 2000 / 5000


BAD = (
    "accident", "monopoly", "inspection", "supervision", "telecom", "penalty", "dishonest", "dispute",
)  # fmt: skip


@pytest.mark.parametrize(("first", "second"), list(combinations(BAD, 2))[:8])
def test_one_event_bars_whatever_else_is_unknown(first: str, second: str) -> None:
    clean = [(f"ready.bad_{each}", "", "", "no") for each in BAD]
    assert at(over(*clean), "e11").verdict == "met"
    assert at(over(*(each for each in clean if each[0] != f"ready.bad_{second}")), "e11").verdict == "unknown"
    event = (f"ready.bad_{first}", "", "", "yes")
    assert at(over(event), "e11").verdict == "unknown"
    happened = (f"ready.bad_{first}_date", "", "", "2021-06-30"), (f"ready.bad_{first}_settled", "", "", "no")
    assert at(over(event, *happened), "e11").verdict == "not_met"


def test_what_happened_more_than_three_years_ago_or_is_settled_bars_nothing() -> None:
    clean = [(f"ready.bad_{each}", "", "", "no") for each in BAD if each not in ("accident", "dishonest")]
    old = ("ready.bad_accident", "", "", "yes"), ("ready.bad_accident_date", "", "", "2019年12月")
    listed = ("ready.bad_dishonest", "", "", "yes"), ("ready.bad_dishonest_settled", "", "", "yes")
    assert at(over(*clean, *old, *listed), "e11").verdict == "met"


@pytest.mark.parametrize(("used", "verdict"), [("5000", "not_applicable"), ("5000.001", "met")])
def test_the_physical_share_is_asked_above_five_million_kilowatt_hours(used: str, verdict: str) -> None:
    taken = TAKEN | {"energy.power_used": (used, "MWh")}
    assert at(over(taken=taken), "k3").verdict == verdict  # 3000 / 5000.001 = 60 %


@pytest.mark.parametrize(("total", "verdict"), [("1000", "met"), ("999.999999", "not_met")])
def test_the_threshold_itself_is_reached(total: str, verdict: str) -> None:
    assert at(over(taken=TAKEN | {"energy.total": (total, "tce")}), "e2").verdict == verdict


def test_a_line_from_elsewhere_is_asked_again_after_a_change() -> None:
    told = {"scope1.total": "500"}

    def changing(period: str) -> Result:
        return Traced("scope1.total", "", period, Decimal(told["scope1.total"]), "tCO2e", "line")

    base = over(CALORIFIC, REPORT, AVERAGE)
    outside = {**base.inventory.outside, "scope1.total": changing}
    readiness = Readiness(NATIONAL, base.inventory.book, base.inventory.project, outside)
    inventory = readiness.inventory
    before = inventory.line("national.carbon", "2023")
    told["scope1.total"] = "700"
    place = Place("fuel.amount", "F01", "2023")
    after = replace(inventory.project, answers={**inventory.project.answers, place: Answer("1", "t")})
    assert ("national.carbon", "", "2023") in inventory.update(after, [place])
    now = inventory.line("national.carbon", "2023")
    assert isinstance(before, Traced)
    assert isinstance(now, Traced)
    assert now.number - before.number == Decimal(200)


def test_thresholds_come_from_the_set_of_the_notice() -> None:
    readiness = over(CALORIFIC, REPORT, AVERAGE)
    bare = Readiness(
        NATIONAL, book(factor_set("none")), readiness.inventory.project, readiness.inventory.outside
    )
    judged = at(bare, "e2")
    assert judged.verdict == "unknown"
    assert isinstance(judged.chain, Missing)


def test_a_reading_gives_what_the_plant_would_get_by_recording_it() -> None:
    """Lines that no open choice touches are shared between readings; that changes no figure."""
    whole = over()
    for options in of(whole, "k1").readings:
        recorded = over(*((choice, "", "", option) for choice, option in options.options.items()))
        under = whole.under(options.options)
        for id_, line in NATIONAL.compiled.lines.items():
            if not line.line.over:
                one, other = under.line(id_, "2023"), recorded.inventory.line(id_, "2023")
                assert getattr(one, "value", None) == getattr(other, "value", None), id_


def skipped(found: Readiness, *criteria: str) -> Readiness:
    """The same plant, these criteria skipped."""
    told = {skip_key("cn.zero-carbon-factory", each): "等批复" for each in criteria}
    held = found.inventory.project
    found.update(replace(held, settings=MappingProxyType(told)), ())
    return found


def test_skipping_never_takes_away_that_a_gate_is_not_met() -> None:
    found = skipped(over(("ready.green_factory", "", "", "no")), "e3")
    judged = at(found, "e3")
    assert (judged.verdict, judged.because, judged.by) == ("not_met", "skipped", ("等批复",))
    (entry, *_) = standings(NATIONAL.scheme, found.assessed("2023"))
    assert (entry.possible, [each.criterion.id for each in entry.blocked]) == ("no", ["e3"])
    met = at(skipped(over(("ready.green_factory", "", "", "yes")), "e3"), "e3")
    assert (met.verdict, met.because) == ("unknown", "skipped")


def test_skipped_core_indicator_that_falls_short_keeps_its_gap_and_what_closes_it() -> None:
    plain = over(PRIMARY, REPORT, AVERAGE, taken=TAKEN | {"scope1.total": ("50000", "tCO2e")})
    before = at(plain, "k1")
    assert before.verdict == "not_met"
    after = at(skipped(plain, "k1"), "k1")
    assert (after.verdict, after.because) == ("not_met", "skipped")
    assert (after.gap, after.measures) == (before.gap, before.measures)


def test_skipped_while_readings_disagree_is_skipped_and_not_a_choice_that_is_open() -> None:
    found = over(taken=TAKEN | {"scope1.total": ("3000", "tCO2e")})
    assert at(found, "k1").because == "choice"
    judged = at(skipped(found, "k1"), "k1")
    assert (judged.verdict, judged.because, judged.by) == ("unknown", "skipped", ("等批复",))
