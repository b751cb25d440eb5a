"""Points, measures, rules that spoil, schemes that are over, criteria that are skipped; what holds of any answers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calc.plant import answers
from tests.calc.schemes import judge, of, plant, sums, verdicts
from zcdesk.calc.progress import progress
from zcdesk.calc.scoring import sum_of
from zcdesk.calc.standing import standings
from zcdesk.calc.verdict import Reading, shared
from zcdesk.domain.answer import Cite, Place
from zcdesk.domain.trace import Missing, Traced

ALL = (
    ("ready.above_scale", "", "", "yes"), ("ready.strategy", "", "", "yes"), ("ready.accounting", "", "", "yes"),
    ("ready.applicant", "", "", "manufacturer"), ("ready.js_green", "", "", "zero"),
    ("power.direct", "", "2023", "200", "MWh"), ("power.grid", "", "2023", "1000", "MWh"),
    ("power.certificates", "", "2023", "100", "MWh"),
)  # fmt: skip


def without(*ids: str) -> tuple[tuple[str, ...], ...]:
    return tuple(each for each in ALL if each[0] not in ids)


def number(result: object) -> Decimal:
    assert isinstance(result, Traced), result
    return result.number


# points


def test_points_are_all_linear_or_by_the_formula() -> None:
    readiness = judge(plant(*ALL))
    found = {each: of(readiness, each).chosen for each in ("x1", "x2", "x3", "x4")}
    # share 20 %: 10 * 20/95; held: 5; linear above its 10 %: all of 2.5; 200 of 1000: none of 3
    wanted = {"x1": Decimal(200) / Decimal(95), "x2": Decimal(5), "x3": Decimal("2.5"), "x4": Decimal(0)}
    for id_, score in wanted.items():
        reading = found[id_]
        assert reading is not None
        assert abs(number(reading.score) - score) < Decimal("1e-20"), id_
    total = sums(readiness)[""]
    assert total.unknown == ()
    scores = [reading.score for reading in found.values() if reading is not None]
    assert (
        number(total.total)
        == number(total.known)
        == sum_of(each for each in scores if isinstance(each, Traced))
    )
    assert number(total.most) == total.judged == Decimal("20.5")


def test_what_is_not_judged_is_open_and_no_zero() -> None:
    readiness = judge(plant(*without("ready.accounting")))
    total, group = sums(readiness)[""], sums(readiness)["g1"]
    assert (total.unknown, group.unknown) == (("x2",), ("x2",))
    assert isinstance(total.total, Missing)
    assert total.judged == Decimal("15.5")  # 10 + 2.5 + 3
    assert number(total.most) == Decimal("20.5")
    assert isinstance(sums(readiness)["g2"].total, Traced)


def test_what_does_not_apply_is_left_out_or_counts_in_full() -> None:
    compute = tuple(each if each[0] != "ready.applicant" else (*each[:3], "compute") for each in ALL)
    left, full = judge(plant(*compute)), judge(plant(*compute), 'absent = "full"')
    assert number(sums(left)[""].most) == Decimal(18)
    assert number(sums(full)[""].most) == Decimal("20.5")
    assert number(sums(full)[""].total) - number(sums(left)[""].total) == Decimal("2.5")


@pytest.mark.parametrize(
    ("missing", "verdict"),
    [
        ((), "not_met"),  # 2.1 + 5 + 2.5 + 0 of the 10 wanted
        (("ready.accounting",), "not_met"),  # 2.1 + 2.5 + 0, and 5 open: 9.6 at most
        (("ready.accounting", "ready.js_green"), "unknown"),  # 8 open
        (("power.direct",), "unknown"),
    ],
)
def test_a_sum_decides_before_it_is_whole_where_it_can(missing: tuple[str, ...], verdict: str) -> None:
    assert verdicts(judge(plant(*without(*missing))))[("total", "entry")] == verdict


def test_known_points_suffice_whatever_is_open() -> None:
    much = tuple(
        ("power.direct", "", "2023", "1000", "MWh") if each[0] == "power.direct" else each for each in ALL
    )
    few = tuple(each for each in much if each[0] not in ("ready.accounting", "ready.above_scale"))
    assert verdicts(judge(plant(*few)))[("total", "entry")] == "met"  # 10 + 2.5 + 3, 5 open


# measures


def test_a_gap_is_told_in_what_closes_it() -> None:
    found = of(judge(plant(*ALL)), "x1")
    entry, target = found.levels
    assert [each.measure.id for each in entry.measures] == ["direct"]  # the other does not apply
    assert number(entry.measures[0].amount) == Decimal(100)  # (30 % - 20 %) * 1000
    assert number(target.measures[0].amount) == Decimal(750)
    assert [each.enough for each in (entry.measures[0], target.measures[0])] == [True, True]  # 800 can be had
    closed = tuple(
        ("power.direct", "", "2023", "300", "MWh") if each[0] == "power.direct" else each for each in ALL
    )
    assert of(judge(plant(*closed)), "x1").levels[0].verdict == "met"  # what the measure said
    assert of(judge(plant(*closed)), "x1").levels[0].measures == ()


# what keeps a verdict from standing


def test_a_broken_rule_is_a_finding_and_what_it_spoils_is_unknown() -> None:
    over = tuple(
        ("power.certificates", "", "2023", "1001", "MWh") if each[0] == "power.certificates" else each
        for each in ALL
    )
    readiness = judge(plant(*over))
    found = of(readiness, "x1").levels[0]
    assert (found.verdict, found.because, found.by, found.measures) == ("unknown", "spoilt", ("bounded",), ())
    assert verdicts(readiness)[("x2", "entry")] == "unknown"
    assert verdicts(readiness)[("x3", "entry")] == "met"
    (finding,) = readiness.findings("2023")
    assert finding.place == Place("power.certificates", "", "2023")
    assert {("clause", "3"), ("spoils", "1、2"), ("scheme", "test@1")} <= set(finding.details)
    assert sums(readiness)[""].unknown == ("x1", "x2")
    assert judge(plant(*ALL)).findings("2023") == ()


def test_a_rule_of_unknown_facts_is_not_broken() -> None:
    readiness = judge(plant(*without("power.certificates")))
    assert readiness.findings("2023") == ()
    assert verdicts(readiness)[("x2", "entry")] == "met"


def test_two_rows_of_one_number_spoil_and_the_second_is_told() -> None:
    readiness = judge(plant(*ALL, rows=("GEC 001", "GEC 002", "gec001")))
    (finding,) = readiness.findings("2023")
    assert finding.place == Place("product.name", "C03")
    assert dict(finding.details)["first"] == "C01"
    assert set(verdicts(readiness).values()) == {"unknown"}


def test_a_scheme_that_is_over_judges_nothing() -> None:
    head = 'valid_to = "2026-11-27"\nsuccessor = "test@2"\n'
    readiness = judge(plant(*ALL), head)
    assert set(verdicts(readiness).values()) == {"unknown"}
    (finding,) = readiness.findings("2023")
    assert finding.code == "scheme_expired"
    assert dict(finding.details)["successor"] == "test@2"
    assert verdicts(judge(plant(*ALL), head, "2026-11-27"))[("e1", "entry")] == "met"
    withdrawn = 'withdrawn = "2026-11-28"\n'
    assert set(verdicts(judge(plant(*ALL), withdrawn)).values()) == {"unknown"}
    assert verdicts(judge(plant(*ALL), withdrawn, "2026-11-27"))[("e1", "entry")] == "met"
    assert [each.code for each in judge(plant(*ALL), withdrawn).findings("2023")] == ["scheme_withdrawn"]


def test_evidence_that_is_gone_takes_its_verdicts_along() -> None:
    place = Place("ready.accounting")
    readiness = judge(plant(*ALL), gone={place: ("E-007",)})
    found = of(readiness, "x2").levels[0]
    assert (found.verdict, found.because, found.by) == ("unknown", "evidence", ("E-007",))
    assert verdicts(readiness)[("x1", "entry")] == "not_met"
    (finding,) = readiness.findings("2023")
    assert (finding.code, finding.place) == ("scheme_evidence_gone", place)
    deep = judge(plant(*ALL), gone={Place("power.grid", "", "2023"): ("E-008",)})
    assert {id_ for (id_, _), verdict in verdicts(deep).items() if verdict == "unknown"} == {
        "x1",
        "x3",
        "x4",
        "total",
    }


def test_a_reason_makes_what_may_be_left_out_not_applicable_and_the_rest_unknown() -> None:
    readiness = judge(plant(*ALL, skips=(("e2", "没有该系统"), ("e1", "不想答"))))
    allowed, other = of(readiness, "e2").levels[0], of(readiness, "e1").levels[0]
    assert (allowed.verdict, allowed.because, allowed.by) == ("not_applicable", "skipped", ("没有该系统",))
    assert (other.verdict, other.because, other.by) == ("unknown", "skipped", ("不想答",))
    assert sums(judge(plant(*ALL, skips=(("x2", "无"),))))[""].unknown == ("x2",)


# may it apply


@pytest.mark.parametrize(
    ("missing", "share", "possible", "blocked", "open_"),
    [
        ((), "400", "yes", (), ()),
        ((), "200", "no", ("x1", "total"), ()),
        (("ready.above_scale",), "400", "unknown", (), ("e1",)),
        (("ready.above_scale",), "200", "no", ("x1", "total"), ("e1",)),
    ],
)
def test_the_gates_say_whether_it_may_apply(
    missing: tuple[str, ...], share: str, possible: str, blocked: tuple[str, ...], open_: tuple[str, ...]
) -> None:
    told = tuple(
        ("power.direct", "", "2023", share, "MWh") if each[0] == "power.direct" else each for each in ALL
    )
    readiness = judge(plant(*(each for each in told if each[0] not in missing)))
    entry, target = standings(readiness.compiled.scheme, readiness.assessed("2023"))
    assert (entry.possible, tuple(each.criterion.id for each in entry.blocked)) == (possible, blocked)
    assert tuple(each.criterion.id for each in entry.open) == open_
    assert target.possible == "no"  # 40 % of the 95 wanted


# years against the plan


def test_years_stand_beside_their_plan_and_planned_years_follow() -> None:
    more = (
        ("power.direct", "", "2024", "300", "MWh"), ("power.grid", "", "2024", "1000", "MWh"),
        ("power.certificates", "", "2024", "400", "MWh"),
        ("power.certificates", "", "2027", "500", "MWh"), ("power.grid", "", "2027", "1000", "MWh"),
    )  # fmt: skip
    project = replace(plant(*ALL, *more), years=("2022", "2023", "2024"))
    (found,) = progress(judge(project))
    assert found.criterion.id == "x3"
    told = {each.year: (each.value, each.plan, each.met) for each in found.steps}
    assert list(told) == ["2022", "2023", "2024", "2027"]
    assert isinstance(told["2022"][0], Missing)
    assert told["2022"][1:] == (None, None)  # nothing planned
    assert (number(told["2023"][0]), number(told["2023"][1]), told["2023"][2]) == (20, 10, True)
    assert (number(told["2024"][0]), number(told["2024"][1]), told["2024"][2]) == (30, 40, False)
    assert (told["2027"][0], number(told["2027"][1]), told["2027"][2]) == (None, 50, None)
    skipped = replace(project, settings=MappingProxyType({"skip:test:x3": "无"}))
    assert [each.met for each in progress(judge(skipped))[0].steps] == [None] * 4


# edits


def follow(start: Any, end: Any) -> None:
    """A readiness that has followed an edit judges as one made anew."""
    readiness = judge(start)
    readiness.assessed("2023")
    readiness.scores("2023")
    touched = {
        place
        for place in {*start.answers, *end.answers}
        if start.answers.get(place) != end.answers.get(place)
    }
    readiness.update(end, touched)
    fresh = judge(end)
    assert readiness.assessed("2023") == fresh.assessed("2023")
    assert readiness.scores("2023") == fresh.scores("2023")
    assert readiness.findings("2023") == fresh.findings("2023")


def test_skipping_is_followed() -> None:
    follow(plant(*ALL), plant(*ALL, skips=(("x2", "无"), ("e2", "无"))))
    follow(plant(*ALL, skips=(("x2", "无"),)), plant(*ALL))


VALUES = {
    "ready.above_scale": ("yes", "no"), "ready.strategy": ("yes", "no"), "ready.accounting": ("yes", "no"),
    "ready.applicant": ("manufacturer", "compute"), "ready.js_green": ("zero", "average"),
    "power.direct": ("0", "50", "200", "1000"), "power.grid": ("0", "1000"),
    "power.certificates": ("0", "1000", "1001"),
}  # fmt: skip
OPTIONS = st.fixed_dictionaries({}, optional={id_: st.sampled_from(texts) for id_, texts in VALUES.items()})
SKIPS = st.lists(st.sampled_from(["e1", "e2", "x1", "x2", "x3", "x4"]), unique=True, max_size=2)


def made(told: dict[str, str], skips: list[str]) -> Any:
    given_ = [
        (id_, "", "2023", text, "MWh") if id_.startswith("power.") else (id_, "", "", text)
        for id_, text in told.items()
    ]
    return plant(*given_, skips=tuple((id_, "无") for id_ in skips))


@settings(max_examples=40, deadline=None)
@given(OPTIONS, SKIPS, OPTIONS, SKIPS)
def test_any_edit_is_followed(
    one: dict[str, str], skip: list[str], other: dict[str, str], skips: list[str]
) -> None:
    follow(made(one, skip), made(other, skips))


@settings(max_examples=40, deadline=None)
@given(OPTIONS, st.sampled_from(sorted(VALUES)))
def test_less_known_makes_nothing_met_or_not_met(told: dict[str, str], gone: str) -> None:
    """Taking an answer away leaves each verdict as it was or makes it unknown; a rule may be broken no longer."""
    told.pop("power.certificates", None)
    before = verdicts(judge(made(told, [])))
    after = verdicts(judge(made({id_: text for id_, text in told.items() if id_ != gone}, [])))
    for key, verdict in after.items():
        assert verdict in (before[key], "unknown"), key


@settings(max_examples=40, deadline=None)
@given(OPTIONS, SKIPS)
def test_scores_add_up_and_stay_within_what_can_be_had(told: dict[str, str], skips: list[str]) -> None:
    readiness = judge(made(told, skips))
    found = sums(readiness)
    whole = found.pop("")
    assert abs(number(whole.known) - sum(number(each.known) for each in found.values())) < Decimal("1e-20")
    assert number(whole.most) == sum(number(each.most) for each in found.values())
    assert 0 <= number(whole.known) <= whole.judged <= number(whole.most)
    for each in (whole, *found.values()):
        assert isinstance(each.total, Missing) == bool(each.unknown)
        if isinstance(each.total, Traced):
            assert each.total.number == number(each.known)
    if isinstance(whole.total, Traced):
        assert verdicts(readiness)[("total", "entry")] == ("met" if whole.total.number >= 10 else "not_met")


@settings(max_examples=20, deadline=None)
@given(OPTIONS, st.sampled_from(["ready.green_factory", "ready.plan_met", "ready.bad_accident"]))
def test_an_answer_that_nothing_reads_changes_no_verdict(told: dict[str, str], other: str) -> None:
    project = made(told, [])
    more = replace(project, answers=MappingProxyType({**project.answers, **answers((other, "", "", "no"))}))
    assert judge(project).assessed("2023") == judge(more).assessed("2023")
    assert judge(project).scores("2023") == judge(more).scores("2023")


def test_a_cite_that_is_there_spoils_nothing() -> None:
    project = plant(*ALL)
    place = Place("ready.accounting")
    cited = replace(project.answers[place], evidence=(Cite("E-001"),))
    there = replace(project, answers=MappingProxyType({**project.answers, place: cited}))
    assert verdicts(judge(there)) == verdicts(judge(project))


def test_readings_that_say_the_same_measure_share_it_and_others_do_not() -> None:
    (entry, _) = of(judge(plant(*ALL)), "x1").levels
    other = replace(entry, measures=(replace(entry.measures[0], amount=Missing(frozenset())),))
    alike = shared((Reading({}, None, (entry,)), Reading({}, None, (entry,))))
    apart = shared((Reading({}, None, (entry,)), Reading({}, None, (other,))))
    assert [each.measure.id for each in alike[0].measures] == ["direct"]
    assert apart[0].measures == ()
    assert alike[0].verdict == apart[0].verdict == "not_met"
