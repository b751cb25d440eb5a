"""Another edition is seen line by line before it is accepted; accepting is one step."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE
from tests.workbench.changing import newer, plant, total
from zcdesk.domain.answer import Place
from zcdesk.domain.change import StaleEdit
from zcdesk.exchange import results
from zcdesk.store.issues import Issue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import holding, mixing
from zcdesk.workbench.handed_out.verifying import verify
from zcdesk.workbench.printing.printing import pinned, results_of
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.updates import editions, proposing
from zcdesk.workbench.updates.editions import propose
from zcdesk.workbench.updates.proposal_view import questions, table
from zcdesk.workbench.updates.proposing import Look, Proposed, accept, looked
from zcdesk.workbench.workbench import Workbench, now


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    made = plant(tmp_path / "food.zcd")
    with made.file:
        yield made


def looks(bench: Workbench) -> tuple[Look, ...]:
    found = looked(CATALOGUE, bench.project, propose(bench, "cn.food", "2024"))
    assert found is not None
    return found


def test_every_edition_is_offered_and_the_one_in_use_is_said(bench: Workbench) -> None:
    found = editions.editions(bench)
    assert [(each.edition, each.now, each.fresh) for each in found] == [
        ("2024", False, True),
        ("2015", True, False),
    ]


def test_looking_writes_nothing_and_changes_nothing(bench: Workbench) -> None:
    head, before = bench.file.head, total(bench)
    looks(bench)
    assert (bench.file.head, total(bench)) == (head, before)


def test_both_editions_stand_side_by_side_for_every_year(bench: Workbench) -> None:
    found = looks(bench)
    assert [look.year for look in found] == ["2022", "2023"]
    then = Proposed(bench, propose(bench, "cn.food", "2024").changes)
    told = table(then, found[1], "zh")
    fuel = next(row for row in told.rows if row.name == "化石燃料燃烧")
    # 10 t * 43.33 or 42.652 GJ/t * 0.0202 tC/GJ * 98 % * 44/12
    assert (fuel.before, fuel.now, fuel.change, fuel.percent) == ("31.45", "30.96", "−0.49", "−1.6")
    assert "平均低位发热量 柴油 43.33 → 42.652 GJ/t" in fuel.reason
    assert "→ GB/T 32151.25—2024" in fuel.reason
    power = next(row for row in told.rows if row.name == "净购入电力（位置法）")
    assert power.change == "0"
    assert told.title.startswith("2023年合计（位置法、市场法相同）：")


def test_every_line_is_told_with_its_unit_where_that_is_wanted(bench: Workbench) -> None:
    then = Proposed(bench, propose(bench, "cn.food", "2024").changes)
    rows = {row.name: row for row in table(then, looks(bench)[1], "zh", everything=True).rows}
    heat = rows["柴油 · 平均低位发热量 · GJ/t"]
    assert (heat.before, heat.now, heat.change) == ("43.33", "42.652", "−0.678")


def test_what_the_new_edition_asks_and_reads_no_more_is_said(bench: Workbench) -> None:
    then = Proposed(bench, propose(bench, "cn.food", "2024").changes)
    asked = questions(then, looks(bench)[1], "zh")
    assert asked.links == ()
    assert any("不再读取 1 项" in note and "电力因子层级" in note for note in asked.notes)
    bench.set_answer(Place("drink_co2"), "")
    both = looks(bench)[1]
    assert both.missing == (1, 1)
    assert both.asked == ()  # it was missing before


def test_the_figures_of_the_new_edition_have_chains(bench: Workbench) -> None:
    then = Proposed(bench, propose(bench, "cn.food", "2024").changes)
    (inventory,) = then.inventories().values()
    assert inventory.compiled.method.key == "cn.food@2024"
    assert then.file.head == bench.file.head
    assert then.file.last_touch(Place("fuel.kind", "F01")) is not None


def test_accepting_is_one_step_with_its_reason_and_one_undo_takes_it_back(bench: Workbench) -> None:
    head, before = bench.file.head, total(bench)
    accept(bench, propose(bench, "cn.food", "2024"), "主管部门要求")
    assert bench.file.head == head + 1
    assert [pin.edition for pin in bench.project.methods()] == ["2024"]
    assert bench.project.settings[editions.REASON] == "lin: 主管部门要求"
    assert total(bench) < before
    held = {pin.id for pin in bench.project.pins.values() if pin.kind == holding.HELD}
    assert held >= set(CATALOGUE.method("cn.food", "2024").method.factor_sets)
    bench.undo()
    assert (total(bench), bench.project.settings.get(editions.REASON)) == (before, None)
    bench.redo()
    assert [pin.edition for pin in bench.project.methods()] == ["2024"]


def test_what_was_shown_is_what_counts_once_it_is_accepted(bench: Workbench) -> None:
    shown = looks(bench)[1]
    accept(bench, propose(bench, "cn.food", "2024"), "x")
    (inventory,) = bench.inventories().values()
    for pair in shown.pairs:
        if pair.after is not None:
            assert inventory.line(pair.line.id, "2023", pair.row) == pair.after


def test_the_method_that_the_report_is_by_moves_along(bench: Workbench) -> None:
    bench.set_setting(mixing.CHOSEN, "cn.food@2015")
    accept(bench, propose(bench, "cn.food"), "x")
    assert bench.project.settings[mixing.CHOSEN] == "cn.food@2024"


def test_without_a_reason_nothing_is_accepted(bench: Workbench) -> None:
    head = bench.file.head
    with pytest.raises(Refused, match="no_reason"):
        accept(bench, propose(bench, "cn.food", "2024"), "  ")
    assert bench.file.head == head


def test_a_proposal_of_another_state_is_not_accepted(bench: Workbench) -> None:
    stale = propose(bench, "cn.food", "2024")
    accept(bench, stale, "x")
    with pytest.raises(StaleEdit):
        accept(bench, stale, "y")


@pytest.mark.parametrize(
    "id_, edition, code",
    [
        ("cn.steel", "2025", "method_not_pinned"),
        ("cn.food", "1999", "unknown_edition"),
        ("cn.food", "2015", "edition_counts_now"),
    ],
)
def test_what_cannot_be_proposed_is_refused_with_what_there_is(
    bench: Workbench, id_: str, edition: str, code: str
) -> None:
    with pytest.raises(Refused, match=code) as refused:
        propose(bench, id_, edition)
    assert "cn.food" in refused.value.words.zh


def test_there_and_back_again_gives_the_same_digits(bench: Workbench) -> None:
    before = total(bench)
    accept(bench, propose(bench, "cn.food", "2024"), "x")
    accept(bench, propose(bench, "cn.food", "2015"), "y")
    assert total(bench) == before
    assert all(check.holds for check in verify(bench))
    assert proposing.sealed_years(bench) == {}
    assert total(bench, "2022") != Decimal(0)


def test_coming_back_to_an_edition_gives_its_digits_though_the_program_has_newer_factors(
    tmp_path: Path,
) -> None:
    plant(tmp_path / "food.zcd").file.close()
    fresh = newer(tmp_path)
    with ProjectFile.open(tmp_path / "food.zcd", "lin") as file:
        bench = Workbench(fresh, file, "lin")
        before = total(bench)
        accept(bench, propose(bench, "cn.food", "2024"), "x")
        assert holding.newer(fresh, bench.project) == ()  # of the set that is not in use nothing is said
        accept(bench, propose(bench, "cn.food", "2015"), "y")
        assert total(bench) == before


def sealed(bench: Workbench) -> None:
    """A report of 2023, recorded as sealed without being printed."""
    catalogue, project, held = bench.catalogue, bench.project, bench.inventories()
    digest = results.digest(results_of(catalogue, project, held))
    pins = pinned(project, held)
    bench.file.record_issue(
        Issue("inventory:2023", "zh", "0" * 64, digest, bench.file.head, now(), "lin", "{}", pins)
    )


def test_a_sealed_report_is_recomputed_by_its_own_edition(bench: Workbench) -> None:
    sealed(bench)
    proposal = propose(bench, "cn.food", "2024")
    assert dict(proposal.sealed) == {"2023": 1}
    assert [(look.year, look.sealed) for look in looks(bench)] == [("2022", 0), ("2023", 1)]
    then = Proposed(bench, proposal.changes)
    assert "封存的报告（第 1 号）" in table(then, looks(bench)[1], "zh").note
    before = total(bench)
    accept(bench, proposal, "x")
    assert total(bench) != before
    assert [check.holds for check in verify(bench) if "重算结果" in check.words.zh] == [True]
