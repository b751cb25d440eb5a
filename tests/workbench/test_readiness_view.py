"""What the pages of readiness are told: verdicts in sentences, bars, readings, schemes side by side, the checklist."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.trace import Traced
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench import following
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms import answering
from zcdesk.workbench.readiness import checklist as listing
from zcdesk.workbench.readiness import sides
from zcdesk.workbench.readiness.parts import ICONS, Item, Overview
from zcdesk.workbench.readiness.readings import readings
from zcdesk.workbench.readiness.view import overview
from zcdesk.workbench.results.tracing import figure_of
from zcdesk.workbench.schemes.readiness import readiness
from zcdesk.workbench.workbench import Workbench, pin_of

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
NATIONAL = "cn.zero-carbon-factory@2026"
JIANGSU = "cn.jiangsu.zero-carbon-factory@2025"

FACTS = {
    "ready.applicant": "manufacturer",
    "ready.above_scale": "yes",
    "ready.green_factory": "yes",
    "ready.accounting": "yes",
    "ready.strategy": "yes",
    "ready.bad_accident": "no",
    "ready.bad_monopoly": "no",
    "ready.bad_inspection": "no",
    "ready.bad_supervision": "no",
    "ready.bad_telecom": "no",
    "ready.bad_penalty": "no",
    "ready.bad_dishonest": "no",
    "ready.bad_dispute": "no",
    "power.green_proven": "yes",
    "green.claimed_away": "0",
}
SYSTEMS = ("quality", "environment", "energy", "safety")


def place_of(quantity: str) -> Place:
    per = CATALOGUE.vocabulary.quantities[quantity].per
    return Place(quantity, "", "" if per == "project" else "2025")


def fill(bench: Workbench, systems: tuple[str, ...] = SYSTEMS[:3]) -> None:
    """Follow the national scheme alone, answer its questions, and have these management systems."""
    for pin in bench.project.schemes():
        following.drop(bench, pin.id)
    following.follow(bench, NATIONAL.partition("@")[0])
    asked = [place for place in bench.project.answers if place.quantity.startswith("ready.")]
    bench.set_answers(dict.fromkeys(asked))
    bench.set_answers({place_of(each): Answer(text) for each, text in FACTS.items()})
    for choice in CATALOGUE.scheme(*NATIONAL.split("@")).scheme.choices:
        bench.set_answers({Place(choice): None})
    for row in bench.project.rows_of("managed"):
        bench.remove_row(row.id)
    for each in systems:
        bench.set_answers({Place("managed.certified", bench.add_row("managed", each)): Answer("no")})
    answering.declare_table(bench, "capture", "2025", True)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """The sample with what the gates of the national scheme ask; the safety system is lacking."""
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    made = create(CATALOGUE, tmp_path / "sample.zcd", "lin", answers.years, (), answers)
    fill(made)
    yield made
    made.file.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workbench]:
    """A project of which nothing is answered."""
    pins = [pin_of(CATALOGUE, "cn.machinery"), pin_of(CATALOGUE, "cn.energy")]
    made = create(CATALOGUE, tmp_path / "new.zcd", "lin", ("2025",), pins, None)
    yield made
    made.file.close()


def item(found: Overview, id_: str) -> Item:
    return next(each for each in found.items if each.id == id_)


def test_failed_gate_says_what_it_bars_and_why(bench: Workbench) -> None:
    found = overview(bench, NATIONAL, "2025", "zh")
    assert (found.state, found.verdict) == ("bad", "现在不能申报")
    assert found.because.startswith("1 道门槛未过（E10），一道未过就不能申报")
    assert item(found, "e10").note.startswith("缺：职业健康安全管理体系")
    assert found.left_out == "E5–E8 不适用于本厂"


def test_nothing_is_met_where_nothing_is_answered(empty: Workbench) -> None:
    found = overview(empty, NATIONAL, "2025", "zh")
    assert found.state == "doubt"
    assert {each.verdict for each in found.items} == {"unknown"}


def test_scheme_that_only_lists_points_promises_no_application(empty: Workbench) -> None:
    found = overview(empty, "cn.zero-carbon-guiding@2026", "2025", "zh")
    assert (found.gates, found.cores) == ((), ())
    assert found.verdict == "只列事项，不判能否申报"
    assert len(found.dimensions) == 6  # the six paths


def test_partly_known_scheme_is_never_called_ready(bench: Workbench) -> None:
    for scheme in following.offered(bench, everything=True):
        if scheme.scheme.incomplete.zh:
            assert overview(bench, scheme.scheme.key, "2025", "zh").verdict != "可以申报"


def test_every_number_shown_opens_its_chain(bench: Workbench) -> None:
    asked: set[str] = set()
    for each in overview(bench, NATIONAL, "2025", "zh").items:
        asked |= {each.figure, each.value.figure} - {""}
        for step in each.steps:
            asked |= {piece.figure for piece in (step.verdict, step.threshold, step.gap) if piece is not None}
        asked |= {mark.piece.figure for mark in (each.bar.marks if each.bar else ())}
    for part in readings(bench, NATIONAL, "2025", "zh"):
        asked |= {cell.piece.figure for row in part.rows for cell in row.cells}
    assert len(asked) > 50
    for figure in asked:
        assert figure_of(bench, figure, "2025", "zh").id == figure


def test_open_reading_shows_both_ends_and_each_value_on_the_bar(bench: Workbench) -> None:
    k1 = item(overview(bench, NATIONAL, "2025", "zh"), "k1")
    assert k1.state == "choice"
    assert k1.bar is not None
    values = [mark for mark in k1.bar.marks if mark.role == "open"]
    assert len(values) == 8  # 2 conversions x 2 grid factors x 2 ways to count green power
    assert k1.value.text == f"{values[0].text} 至 {values[-1].text}"
    assert len({mark.piece.figure for mark in values}) == 8


def test_recorded_reading_leaves_one_value(bench: Workbench) -> None:
    bench.set_answers(
        {
            Place("ready.k1_electricity"): Answer("calorific"),
            Place("ready.k1_grid"): Answer("report"),
            Place("ready.k1_green"): Answer("zero"),
        }
    )
    found = overview(bench, NATIONAL, "2025", "zh")
    k1 = item(found, "k1")
    result = figure_of(bench, k1.value.figure, "2025", "zh").result
    assert isinstance(result, Traced)
    assert k1.value.text == f"{result.number:.3f}"
    assert k1.bar is not None
    assert [mark.role for mark in k1.bar.marks if mark.role in ("open", "value")] == ["value"]
    assert k1.state == ("met" if result.number <= Decimal("1.8") else "not_met")
    parts = readings(bench, NATIONAL, "2025", "zh")
    chosen = [row for part in parts for row in part.rows if row.chosen]
    assert len(chosen) == 1
    assert f"{k1.value.text} {k1.value.unit}" in [cell.piece.text for row in chosen for cell in row.cells]


def test_marks_stand_in_the_order_of_their_numbers(bench: Workbench) -> None:
    for each in overview(bench, NATIONAL, "2025", "zh").items:
        marks = sorted(each.bar.marks, key=lambda mark: mark.at) if each.bar else []
        numbers = [Decimal(mark.piece.text.replace(",", "")) for mark in marks]
        assert numbers == sorted(numbers)
        assert all(0 <= mark.at <= 1 for mark in marks)


def test_unknown_is_drawn_as_unknown_not_as_zero(bench: Workbench) -> None:
    view = sides.radar(bench, NATIONAL, "2025", "zh")
    assert view.chart is not None
    sure, most = (each.values for each in view.chart.series)
    at = view.chart.categories.index("过程脱碳")
    assert (sure[at], most[at]) == (0, 1)  # three indicators, none with a published limit
    assert view.rows[at][1:] == ("0", "0", "3")


def test_several_schemes_stand_on_one_set_of_facts(bench: Workbench) -> None:
    found = sides.sides(bench, (NATIONAL, JIANGSU), "2025", "zh")
    for at, key in enumerate((NATIONAL, JIANGSU)):
        ids = [row.cells[at].id for row in found.rows if row.cells[at] is not None]  # type: ignore[union-attr]
        scheme = CATALOGUE.scheme(*key.split("@")).scheme
        assert sorted(ids) == sorted(each.id for each in scheme.criteria)
    for row in found.rows:
        facts = {
            sides.facts_of(CATALOGUE.scheme(*key.split("@")), cell.id)
            for key, cell in zip((NATIONAL, JIANGSU), row.cells, strict=True)
            if cell is not None
        }
        assert len(facts) == 1


def test_years_in_a_row_have_their_own_verdicts(bench: Workbench) -> None:
    found = sides.in_years(bench, NATIONAL, "zh")
    k3 = next(row for row in found.rows if row.item.id == "k3")
    cells = dict(zip(found.heads, k3.cells, strict=True))
    view = sides.year_chart(bench, NATIONAL, "k3", "zh")
    assert [row[0] for row in view.rows][: len(bench.project.years)] == [
        f"{year}年" for year in bench.project.years
    ]
    for at, year in enumerate(bench.project.years):
        told = item(overview(bench, NATIONAL, year, "zh"), "k3")
        piece = cells[year].piece
        assert piece is not None
        assert (cells[year].state, piece.text) == (told.state, told.value.text)
        assert view.rows[at][1] == (piece.text if piece.text != "—" else "还算不出")


def test_plan_stands_beside_its_year_and_reaches_beyond(bench: Workbench) -> None:
    for row in bench.project.rows_of("planned"):
        bench.remove_row(row.id)
    for end, share in (("2025-12-31", "12"), ("2027-12-31", "25")):
        row = bench.add_row("planned")
        quantities = CATALOGUE.vocabulary.quantities
        for quantity, text in (("planned.end", end), ("planned.k3", share)):
            period = "" if quantities[quantity].per == "project" else "2025"
            bench.set_answers({Place(quantity, row, period): Answer(text)})
    found = sides.in_years(bench, NATIONAL, "zh")
    k3 = next(row for row in found.rows if row.item.id == "k3")
    cells = dict(zip(found.heads, k3.cells, strict=True))
    assert [head for head in found.heads if "计划" in head] == ["2025 计划", "2027 计划"]
    told = {head: cells[head].piece for head in ("2025 计划", "2027 计划")}
    assert [piece.text for piece in told.values() if piece is not None] == ["12.00", "25.00"]
    chart = sides.year_chart(bench, NATIONAL, "k3", "zh").chart
    assert chart is not None
    assert chart.categories[-1] == "2027"
    plan = next(each for each in chart.series if each.name == "计划")
    assert plan.values[-3:] == (12.0, None, 25.0)


def test_schemes_say_what_of_them_is_not_known(bench: Workbench) -> None:
    found = {each.key: each for each in sides.listed(bench, "zh")}
    assert found[NATIONAL].followed
    assert "附件 1—3 原文未见" in found[NATIONAL].unknown
    assert set(found) == {each.scheme.key for each in following.offered(bench, everything=True)}


def test_each_fact_is_asked_once_and_what_does_not_apply_is_not(bench: Workbench) -> None:
    topics = {each.item.id: each for each in listing.topics(bench, NATIONAL, "2025", "zh")}
    asked = [ask.place.quantity for topic in topics.values() for ask in topic.asks]
    assert len(asked) == len(set(asked))
    assert "ready.bad_accident_date" not in asked  # there was none
    assert len(topics["e11"].asks) == 8
    assert not topics["e7"].applies
    assert topics["e7"].asks == ()
    assert topics["e2"].asks == ()
    assert "综合能耗（当量值）" in topics["e2"].made
    assert [link.page for link in topics["e10"].links] == ["managed"]
    bench.set_answers({Place("ready.bad_accident"): Answer("yes")})
    again = {each.item.id: each for each in listing.topics(bench, NATIONAL, "2025", "zh")}
    assert "ready.bad_accident_date" in [ask.place.quantity for ask in again["e11"].asks]


def test_failed_veto_says_at_once_what_it_blocks(bench: Workbench) -> None:
    topics = {each.item.id: each for each in listing.topics(bench, NATIONAL, "2025", "zh")}
    assert "国家级零碳工厂就不能申报" in topics["e10"].blocks
    assert topics["e1"].blocks == ""
    bench.set_answers({Place("managed.certified", bench.add_row("managed", "safety")): Answer("no")})
    again = {each.item.id: each for each in listing.topics(bench, NATIONAL, "2025", "zh")}
    assert again["e10"].blocks == ""


def test_criterion_is_skipped_with_a_reason_that_undo_takes_back(bench: Workbench) -> None:
    bench.set_answers({Place("ready.strategy"): None})

    def topic() -> listing.Topic:
        return next(each for each in listing.topics(bench, NATIONAL, "2025", "zh") if each.item.id == "e10")

    assert topic().left == 1
    assert listing.skip(bench, NATIONAL, "e10", "等董事会批准") is None
    assert (topic().skipped, topic().left) == ("等董事会批准", 0)
    assert topic().item.verdict == "not_met"  # the safety system is lacking, whatever the board says
    bench.undo()
    assert (topic().skipped, topic().left) == ("", 1)


def test_do_not_know_is_an_answer_and_never_met(bench: Workbench) -> None:
    bench.set_answer(Place("ready.accounting"), "", standing="default")
    found = {each.criterion.id: each for each in readiness(bench, *NATIONAL.split("@")).assessed("2025")}
    assert found["e9"].verdict == "unknown"
    topics = listing.topics(bench, NATIONAL, "2025", "zh")
    ask = next(a for t in topics for a in t.asks if a.place.quantity == "ready.accounting")
    assert (ask.chosen, ask.answer) == ("unknown", "不知道")


def test_what_is_skipped_is_said_with_its_reason_and_is_neither_answered_nor_unpublished(
    bench: Workbench,
) -> None:
    bench.set_answers({Place("ready.bad_penalty"): None})
    assert listing.skip(bench, NATIONAL, "e11", "等信用报告") is None
    found = overview(bench, NATIONAL, "2025", "zh")
    item = next(each for each in found.gates if each.id == "e11")
    assert "E11 已跳过：等信用报告" in found.because
    assert "未公布" not in found.because
    assert (item.state, item.text, item.note) == ("skipped", "已跳过：等信用报告", "已跳过：等信用报告")
    assert ICONS["skipped"] != ICONS["not_applicable"]
    topic = next(each for each in listing.topics(bench, NATIONAL, "2025", "zh") if each.item.id == "e11")
    assert (topic.done, topic.left, len(topic.asks)) == (7, 0, 8)


def test_gate_that_is_not_met_stays_so_on_the_overview_when_it_is_skipped(bench: Workbench) -> None:
    bench.set_answers({Place("ready.green_factory"): Answer("no")})
    before = overview(bench, NATIONAL, "2025", "zh").because
    assert listing.skip(bench, NATIONAL, "e3", "明年再报") is None
    found = overview(bench, NATIONAL, "2025", "zh")
    item = next(each for each in found.gates if each.id == "e3")
    assert (item.state, item.text) == ("not_met", "申报：未达到，已跳过")
    assert (found.state, found.because) == ("bad", before)


def test_date_of_an_event_is_missing_only_after_a_yes(bench: Workbench) -> None:
    def told() -> tuple[str, list[str]]:
        topic = next(each for each in listing.topics(bench, NATIONAL, "2025", "zh") if each.item.id == "e11")
        return topic.item.text, [link.text for link in topic.links]

    bench.set_answers({Place("ready.bad_penalty"): None})
    assert told() == ("缺 1 项", [])
    bench.set_answers({Place("ready.bad_penalty"): Answer("yes")})
    assert told()[0] == "缺 1 项"  # its date now
    asked = [a.place.quantity for t in listing.topics(bench, NATIONAL, "2025", "zh") for a in t.asks]
    assert "ready.bad_penalty_date" in asked


def test_what_is_missing_is_named_and_leads_to_where_it_is_filled_in(bench: Workbench) -> None:
    bench.set_answers({Place("ready.green_factory"): None})
    found = overview(bench, NATIONAL, "2025", "zh")
    gate = next(each for each in found.gates if each.id == "e3")
    (link,) = gate.waits
    assert link.place == Place("ready.green_factory")
    assert link.page
    assert gate.note == gate.lack == f"缺：{link.text}"
    assert found.first == link
    months = {Place("power.grid", "", month): None for month in ("2025-02", "2025-03")}
    bench.set_answers(months)
    core = next(each for each in overview(bench, NATIONAL, "2025", "zh").cores if each.id == "k1")
    assert [(each.place and each.place.quantity, each.page) for each in core.waits] == [
        ("power.grid", "power")
    ]
    assert core.lack.startswith("缺：电网购电")


def test_gate_with_a_value_stands_beside_its_threshold_and_lack_of_evidence_is_no_failure(
    bench: Workbench,
) -> None:
    gates = {each.id: each for each in overview(bench, NATIONAL, "2025", "zh").gates}
    assert gates["e2"].note.endswith("（≥ 1,000 tce）")
    assert gates["e11"].note == "达到，证据未附"


def test_schemes_of_the_own_province_come_after_those_of_the_country_that_are_applied_for(
    bench: Workbench,
) -> None:
    bench.set_answers({Place("site.province"): Answer("CN-JS")})
    fitting = [each for each in sides.listed(bench, "zh") if each.fits and not each.followed]
    regions = [each.region[:2] for each in fitting]
    assert "江苏" in regions
    first = regions.index("江苏")
    assert set(regions[:first]) <= {"全国"}
    assert not any("门槛 0 条" in each.counts for each in fitting[:first])
    assert "全国" in regions[first:]  # lists that nobody applies for
