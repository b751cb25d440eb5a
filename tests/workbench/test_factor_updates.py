"""Newer factors are seen as a difference before they count; sealed years stay to the digit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE
from tests.workbench.changing import newer, plant, total
from zcdesk import places
from zcdesk.domain.answer import Place
from zcdesk.domain.change import PinChange, RowChange
from zcdesk.domain.document import Table
from zcdesk.domain.project import Row
from zcdesk.domain.trace import Traced
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.store.project_file import ProjectFile
from zcdesk.workbench import base_year, holding
from zcdesk.workbench.bring import create
from zcdesk.workbench.handed_out.verifying import verify
from zcdesk.workbench.past.retelling import Teller
from zcdesk.workbench.printing.printing import document_of, print_report
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results.tracing import figure_of
from zcdesk.workbench.updates import choices, factor_updates, proposing
from zcdesk.workbench.updates.factor_updates import propose, updates
from zcdesk.workbench.updates.proposal_view import slight
from zcdesk.workbench.updates.proposing import Look, accept, looked
from zcdesk.workbench.workbench import Workbench
from zcdesk.workbench.years import base_check

FUELS = "cn.fuels.ndrc-2015"


@pytest.fixture
def fresh(tmp_path: Path) -> Catalogue:
    return newer(tmp_path)


@pytest.fixture
def bench(tmp_path: Path, fresh: Catalogue) -> Iterator[Workbench]:
    """The food plant, made with the packs that ship, opened with newer ones."""
    plant(tmp_path / "food.zcd").file.close()
    with ProjectFile.open(tmp_path / "food.zcd", "lin") as file:
        yield Workbench(fresh, file, "lin")


def looks(bench: Workbench, *ids: str) -> tuple[Look, ...]:
    found = looked(bench.catalogue, bench.project, propose(bench, ids))
    assert found is not None
    return found


def fuel(look: Look) -> Decimal:
    (pair,) = [each for each in look.pairs if each.line.id == "scope1.fuel"]
    assert pair.difference is not None
    return pair.difference


def test_a_newer_content_is_found_with_the_factors_that_are_used(bench: Workbench) -> None:
    first = updates(bench)[0]
    assert (first.kind, first.id) == ("content", FUELS)
    told = [(each.before.value, each.after.value) for each in first.factors if each.before and each.after]
    assert told == [(Decimal("43.33"), Decimal(50))]
    assert factor_updates.pending(bench) == (FUELS,)


def test_it_is_previewed_per_line_and_year_and_counts_only_once_accepted(bench: Workbench) -> None:
    before = total(bench)
    found = looks(bench, FUELS)
    assert [look.year for look in found] == ["2022", "2023"]
    # 10 t * (50 - 43.33) GJ/t * 0.0202 tC/GJ * 98 % * 44/12
    assert [fuel(look).quantize(Decimal("1e-6")) for look in found] == [Decimal("4.841442")] * 2
    assert total(bench) == before
    head = bench.file.head
    accept(bench, propose(bench, [FUELS]), "新公布")
    assert bench.file.head == head + 1
    assert total(bench).quantize(Decimal("1e-6")) == (before + Decimal("4.841442")).quantize(Decimal("1e-6"))
    assert bench.project.settings[factor_updates.REASON] == "lin: 新公布"
    assert factor_updates.pending(bench) == ()
    bench.undo()
    assert total(bench) == before
    assert factor_updates.pending(bench) == (FUELS,)


def test_nothing_newer_is_refused(tmp_path: Path) -> None:
    with plant(tmp_path / "now.zcd").file as file:
        now = Workbench(CATALOGUE, file, "lin")
        with pytest.raises(Refused, match="set_counts_now"):
            propose(now, [FUELS])
        with pytest.raises(Refused, match="nothing_newer"):
            propose(now, [])
        with pytest.raises(Refused, match="unknown_set"):
            propose(now, ["cn.nothing"])


def test_a_set_that_was_published_later_is_offered_and_put_in_front(bench: Workbench) -> None:
    offered = {each.id: each for each in updates(bench) if each.kind == "newer"}
    assert "cn.fuels.gbt32151-2024" in offered
    assert offered["cn.fuels.gbt32151-2024"].date >= "2024"
    assert "ipcc.fuels.2006" not in offered  # earlier than what is used, and named by the method anyway
    before = total(bench)
    accept(bench, propose(bench, ["cn.fuels.gbt32151-2024"]), "x")
    assert [pin.id for pin in holding.front_pins(bench.project)] == ["cn.fuels.gbt32151-2024"]
    assert total(bench) < before
    (chosen,) = [each for each in updates(bench) if each.kind == "chosen"]
    accept(bench, propose(bench, [chosen.id]), "back")
    assert total(bench) == before


def test_only_what_bears_on_the_totals_is_offered(bench: Workbench) -> None:
    offered = {each.id for each in updates(bench) if each.kind == "newer"}
    assert not {id_ for id_ in offered if id_.startswith("gwp.")}  # the plant states that it has no methane
    assert "cn.energy.gbt2589-2020" not in offered  # made for energy, not for emissions


def test_the_history_tells_in_words_what_was_accepted(bench: Workbench) -> None:
    def last() -> tuple[str, str]:
        told = Teller(bench.catalogue, bench.project, "zh").edit(bench.file.edit(bench.file.head))
        return told.what, told.change

    accept(bench, propose(bench, [FUELS]), "x")
    assert last() == ("选用因子集 化石燃料缺省值（发改委行业核算指南，2013—2015）", "采用程序里现在的内容")
    accept(bench, propose(bench, ["cn.fuels.gbt32151-2024"]), "y")
    assert last() == ("选用因子集 化石燃料缺省值（GB/T 32151—2024 系列）", "")
    accept(bench, propose(bench, ["cn.fuels.gbt32151-2024"]), "z")
    assert last()[1] == "换回方法自带的"


def test_of_two_sets_for_the_same_factors_the_one_accepted_last_counts(bench: Workbench) -> None:
    accept(bench, propose(bench, ["cn.fuels.mee-power"]), "x")
    accept(bench, propose(bench, ["cn.fuels.gbt32151-2024"]), "y")
    assert [pin.id for pin in holding.front_pins(bench.project)] == ["cn.fuels.gbt32151-2024"]


def test_a_project_of_an_earlier_program_records_its_sets_without_any_change(bench: Workbench) -> None:
    gone = [PinChange(pin.key, pin, None) for pin in bench.project.pins.values() if pin.kind == "set"]
    bench.commit("", gone)
    before = total(bench)
    (first, *_) = choices.of_updates(bench.catalogue, updates(bench), "zh")
    loose = choices.sets_of(first, updates(bench))
    assert first.id == choices.LOOSE
    assert f"{len(loose)} 套" in first.title
    assert set(loose) == set(holding.own_sets(bench.catalogue, bench.project.methods()))
    accept(bench, propose(bench, loose), "x")
    assert total(bench) == before
    assert not [each for each in updates(bench) if each.kind == "loose"]


# sealed years


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """The sample with a sealed report of 2025."""
    answers = read(places.data("resources") / "sample" / "answers.json")
    made = create(CATALOGUE, tmp_path / "sample.zcd", "lin", answers.years, (), answers)
    with made.file:
        print_report(made, "2025", "zh", tmp_path / "report.pdf", seal=True)
    return tmp_path / "sample.zcd"


def machinery(bench: Workbench, year: str) -> tuple[object, ...]:
    (inventory,) = [each for key, each in bench.inventories().items() if key.startswith("cn.machinery")]
    lines = inventory.compiled.method.lines.values()
    found = [inventory.line(line.id, year) for line in lines if not line.over]
    return tuple(each.value if isinstance(each, Traced) else each for each in found)


def test_a_sealed_year_stays_to_the_digit_and_its_report_is_recomputed(
    sealed: Path, fresh: Catalogue
) -> None:
    with ProjectFile.open(sealed, "lin") as file:
        bench = Workbench(fresh, file, "lin")
        before = {year: machinery(bench, year) for year in bench.project.years}
        proposal = propose(bench, [FUELS])
        assert proposal.kept == ("2025",)
        found = looked(fresh, bench.project, proposal)
        assert found is not None
        (look,) = [
            each for each in found if each.year == "2025" and each.before.compiled.method.id == "cn.machinery"
        ]
        assert (look.sealed, look.kept) == (1, True)
        assert fuel(look)  # what it would be is shown all the same
        accept(bench, proposal, "x")
        assert machinery(bench, "2025") == before["2025"]
        assert machinery(bench, "2024") != before["2024"]
    with ProjectFile.open(sealed, "lin") as file:  # and by a program that knows only the newer content
        again = Workbench(Catalogue(fresh.resources, fresh.forms), file, "lin")
        assert machinery(again, "2025") == before["2025"]
        recomputed = [check for check in verify(again) if "重算结果" in check.words.zh]
        assert [check.holds for check in recomputed] == [True]


def test_both_contents_lie_in_the_file_once_a_year_keeps_the_old_one(sealed: Path, fresh: Catalogue) -> None:
    """So that a program which ships either of them, or neither, counts alike."""
    with ProjectFile.open(sealed, "lin") as file:
        bench = Workbench(fresh, file, "lin")
        accept(bench, propose(bench, [FUELS]), "x")
        after = {year: machinery(bench, year) for year in bench.project.years}
        for catalogue in (CATALOGUE, fresh):
            assert file.evidence_bytes(catalogue.factor_set(FUELS).digest) == catalogue.packed_set(FUELS)
    with ProjectFile.open(sealed, "lin") as file:  # by the program of before
        old = Workbench(Catalogue(CATALOGUE.resources, CATALOGUE.forms), file, "lin")
        assert holding.lacking(old.catalogue, old.project) == ()
        assert {year: machinery(old, year) for year in old.project.years} == after
        assert [c.holds for c in verify(old) if "重算结果" in c.words.zh] == [True]


def test_a_sealed_year_can_be_restated_and_its_report_still_holds(sealed: Path, fresh: Catalogue) -> None:
    with ProjectFile.open(sealed, "lin") as file:
        bench = Workbench(fresh, file, "lin")
        before = machinery(bench, "2025")
        accept(bench, propose(bench, [FUELS]), "x")
        with pytest.raises(Refused, match="not_sealed"):
            propose(bench, [], ["2024"])
        accept(bench, propose(bench, [], ["2025"]), "基准年达到重算限值")
        assert holding.kept_years(bench.project) == ()
        assert machinery(bench, "2025") != before
        assert [c.holds for c in verify(bench) if "重算结果" in c.words.zh] == [True]
        bench.undo()
        assert machinery(bench, "2025") == before


def test_a_second_update_leaves_a_kept_year_with_what_it_was_sealed_with(
    sealed: Path, fresh: Catalogue
) -> None:
    with ProjectFile.open(sealed, "lin") as file:
        bench = Workbench(fresh, file, "lin")
        before = machinery(bench, "2025")
        accept(bench, propose(bench, [FUELS]), "x")
        accept(bench, propose(bench, ["cn.fuels.gbt32151-2024"]), "y")
        assert machinery(bench, "2025") == before
        assert holding.front_pins(bench.project, "2025") == []


def test_a_kept_year_is_printed_and_explained_with_the_rows_that_it_counts_with(
    sealed: Path, fresh: Catalogue
) -> None:
    diesel = f"{FUELS}:fuel.ncv/diesel/CN/"
    with ProjectFile.open(sealed, "lin") as file:
        bench = Workbench(fresh, file, "lin")
        accept(bench, propose(bench, [FUELS]), "x")
        for year, value in (("2025", "43.33"), ("2024", "50")):
            figure = figure_of(bench, diesel, year, "zh")
            assert isinstance(figure.result, Traced)
            assert figure.result.number == Decimal(value)
            row = figure.inventory.seen_in(year).book.factor(diesel)
            assert row is not None
            assert row.value == Decimal(value)
            tables = [block for block in document_of(bench, year, "zh").blocks if isinstance(block, Table)]
            texts = [cell.text for table in tables for line in table.rows for cell in line.cells]
            assert value in texts


def test_a_project_without_sealed_years_keeps_none(bench: Workbench) -> None:
    assert propose(bench, [FUELS]).kept == ()
    assert proposing.sealed_years(bench) == {}


# the base year


def checked(bench: Workbench, *ids: str) -> base_check.BaseCheck:
    (found,) = base_check.checks(bench, looks(bench, *ids))
    return found


def test_the_base_year_is_tested(bench: Workbench) -> None:
    found = checked(bench, FUELS)
    assert (found.policy.year, found.policy.recorded, found.view, found.published) == (
        "2022",  # the earliest, while none is recorded
        False,
        "both",
        False,
    )
    assert found.verdict is not None
    assert found.verdict.share is not None
    # 4.84 of 31.45 for the diesel and 53.66 for 100 MWh of the grid of 2022
    assert found.verdict.share.quantize(Decimal("1e-2")) == Decimal("5.69")
    base_year.set_policy(bench, "2022", "6")
    assert not checked(bench, FUELS).reaches
    base_year.set_policy(bench, "2022", "5")
    found = checked(bench, FUELS)
    assert found.reaches
    told = base_check.said(bench, [found], "zh")
    assert "达到 5 %，基准年应当重算" in told[1]


def test_the_base_year_is_held_against_what_was_published(sealed: Path, fresh: Catalogue) -> None:
    with ProjectFile.open(sealed, "lin") as file:
        bench = Workbench(fresh, file, "lin")
        base_year.set_policy(bench, "2025", "0.05")
        accept(bench, propose(bench, [FUELS], ["2025"]), "x")  # 2025 is restated
        first = base_check.checks(bench, looks(bench, "cn.fuels.gbt32151-2024"))[0]
        assert first.published
        assert first.before is not None
        assert first.before.quantize(Decimal("1e-2")) == Decimal("18162.87")  # as the report says


def test_a_base_year_that_waits_for_something_is_not_tested(bench: Workbench) -> None:
    bench.set_answer(Place("power.grid", "", "2022"), "")
    found = checked(bench, FUELS)
    assert (found.after, found.verdict, found.reaches) == (None, None, False)
    assert "比不了" in base_check.said(bench, [found], "zh")[1]


def test_parameters_of_another_sector_alone_are_not_offered(bench: Workbench) -> None:
    bench.commit("soda", [RowChange("P01", None, Row("P01", "carbonate"))])
    bench.set_answer(Place("carbonate.kind", "P01"), "sodium_bicarbonate")
    bench.set_answer(Place("carbonate.purity", "P01", "2023"), "100", "%")
    bench.set_answer(Place("carbonate.amount", "P01", "2023"), "1", "t")
    offered = {each.id for each in updates(bench) if each.kind == "newer"}
    assert total(bench, line="scope1.carbonate") == Decimal("0.5237")
    assert "cn.carbon.gbt32151-2024" not in offered  # 0.524, in a standard of carbon plants
    assert "cn.fuels.gbt32151-2024" in offered


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("0.04", "+0.040"),
        ("-0.04", "−0.040"),
        ("0.00026055371", "+0.0003"),
        ("0.00001", "+0.00001"),
        ("-0.0000001", "<0.00001"),
    ],
)
def test_a_slight_change_has_the_digits_that_it_needs_and_no_more(part: str, told: str) -> None:
    assert slight(Decimal(part), CATALOGUE.method("cn.food", "2015").method.rounding) == told
