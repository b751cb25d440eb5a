"""Energy balance: what closes, what does not and what is probably missing, levels of products and of equipment."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calc.plant import inventory, project
from tests.conftest import CATALOGUE
from zcdesk.calc.inventory import Inventory, fullest
from zcdesk.calc.review import findings
from zcdesk.domain.finding import Finding
from zcdesk.domain.project import Project
from zcdesk.domain.trace import Missing, Traced
from zcdesk.workbench.naming import say

METHOD = ("cn.energy-balance", "2020")
YEAR = "2023"


def balance(held: Project) -> Inventory:
    return inventory(held, *METHOD)


def metered(*meters: tuple[str, str, str], grid: str = "1000") -> Project:
    """A plant with electricity alone: (carrier, end use, amount) of each workshop's meter."""
    none = ("heat", "biomass", "medium", "fuel", "limit", "limit_power", "equipment")
    rows = {f"M{number:02d}": "meter" for number in range(1, len(meters) + 1)}
    given = [(table, "", "", "none") for table in none]
    given += [("power.grid", "", YEAR, grid, "MWh")]
    given += [
        (f"power.{each}", "", YEAR, "none") for each in ("green_trade", "exported", "direct", "pv_self_used")
    ]
    for row, (carrier, use, amount) in zip(rows, meters, strict=True):
        given += [
            ("meter.carrier", row, "", carrier),
            ("meter.level", row, "", "unit"),
            ("meter.use", row, "", use),
            ("meter.amount", row, YEAR, amount),
        ]
    return project(rows, *given, years=(YEAR,))


def found(held: Project, start: str = "closure") -> dict[str, Finding]:
    return {each.code: each for each in findings(balance(held), YEAR) if each.code.startswith(start)}


def value(held: Project, line: str, row: str = "") -> Decimal:
    result = balance(held).line(line, YEAR, row)
    assert isinstance(result, Traced), result
    return result.number


def test_an_open_balance_is_told_with_its_figures() -> None:
    held = metered(("electricity", "main", "900"), ("electricity", "loss", "20"))
    # (1000 - 920) MWh * 0.1229 tce/MWh = 9.832 tce, 8 % of 122.9 tce; 80 MWh * 0.5306 tCO2/MWh
    told = dict(found(held)["closure_power"].details)
    assert [told[f"tells_{n}"] for n in range(1, 8)] == [
        "122.90 tce", "113.07 tce", "9.83 tce", "8.0 %", "5 %", "80.00 MWh", "42.45 tCO₂",
    ]  # fmt: skip
    words = say(found(held)["closure_power"], held, CATALOGUE)
    assert "差 80.00 MWh（8.0 %，允许 5 %）" in words.zh
    assert "42.45 tCO₂" in words.en


def test_the_end_uses_without_a_row_are_named_and_only_those() -> None:
    with_losses = metered(("electricity", "main", "900"), ("electricity", "loss", "20"))
    assert set(found(with_losses)) == {
        "closure_power", "closure_no_lighting", "closure_no_auxiliary", "closure_no_transport",
    }  # fmt: skip
    without = metered(("electricity", "main", "900"))
    assert "closure_no_loss" in found(without)


@pytest.mark.parametrize(
    ("amount", "codes"),
    [
        ("950", set()),  # 5 % is tolerated
        ("949.9", {"closure_power"}),
        ("1010", set()),  # 1 % more is tolerated
        ("1010.1", {"closure_over"}),
    ],
)
def test_where_the_tolerance_ends(amount: str, codes: set[str]) -> None:
    held = metered(("electricity", "main", amount))
    assert {code for code in found(held) if "_no_" not in code} == codes


def test_the_plants_own_tolerance_comes_first() -> None:
    held = metered(("electricity", "main", "900"))
    own = Project(
        held.years,
        rows=held.rows,
        answers={**held.answers, **project({}, ("closure.own_tolerance", "", "", "12", "%")).answers},
    )
    assert not found(own)


def test_energy_without_sub_meters_is_no_gap() -> None:
    held = metered()
    held = Project(
        held.years, rows=held.rows, answers={**held.answers, **project({}, ("meter", "", "", "none")).answers}
    )
    assert value(held, "closure.gap") == 0
    assert value(held, "closure.unmetered") == Decimal("122.9")
    assert not found(held)


@given(
    st.lists(
        st.tuples(st.sampled_from(("main", "loss", "hvac")), st.integers(1, 300)), min_size=1, max_size=6
    )
)
def test_end_uses_and_the_gap_are_what_was_used(meters: list[tuple[str, int]]) -> None:
    held = balance(metered(*(("electricity", use, str(amount)) for use, amount in meters)))
    uses = ("main", "auxiliary", "hvac", "lighting", "transport", "loss", "other")
    parts = [held.line(f"use.{use}", YEAR) for use in uses]
    parts += [held.line("closure.gap", YEAR), held.line("closure.unmetered", YEAR)]
    whole = held.line("closure.input", YEAR)
    assert isinstance(whole, Traced)
    assert sum(part.number for part in parts if isinstance(part, Traced)) == whole.number


def stocked(closing: str, before: str = "") -> Project:
    given = [("fuel.kind", "F01", "", "raw_coal"), ("fuel.amount", "F01", YEAR, "1000", "t")]
    amounts = {"opening": "120", "bought": "980", "closing": closing, "sold": "none", "other_use": "none"}
    given += [(f"fuel.{each}", "F01", YEAR, text) for each, text in amounts.items()]
    if before:
        given.append(("fuel.closing", "F01", "2022", before))
    return project({"F01": "fuel"}, *given)


def test_the_stock_account_is_held_against_the_use() -> None:
    assert not found(stocked("95"), "fuel_stock")  # 1005 t, 0.5 % more
    told = dict(found(stocked("70"), "fuel_stock")["fuel_stock"].details)
    assert (told["tells_1"], told["tells_2"], told["tells_3"]) == ("1,030.00 t", "30.00 t", "3.00 %")
    assert "fuel_stock_carried" in found(stocked("95", "119"), "fuel_stock")
    assert "fuel_stock_carried" not in found(stocked("95", "120"), "fuel_stock")


def test_nothing_is_said_of_a_stock_that_is_not_entered() -> None:
    held = stocked("95")
    rest = {place: answer for place, answer in held.answers.items() if place.quantity != "fuel.sold"}
    part = Project(held.years, rows=held.rows, answers=rest)
    assert isinstance(balance(part).line("fuel.stock_used", YEAR, "F01"), Missing)
    assert not found(part, "fuel_stock")


def clinker(energy: str) -> Project:
    return project(
        {"B01": "limit"},
        ("limit.item", "B01", "", "gb16780_2021_clinker"),
        ("limit.output", "B01", YEAR, "1000", "t"),
        ("limit.energy", "B01", YEAR, energy, "tce"),
    )


@pytest.mark.parametrize(
    ("energy", "level", "rank", "codes"),
    [
        ("100", 1, 1, set()),  # GB 16780-2021: 100, 107, 117 kgce/t; document 723: 100 and 117
        ("100.1", 2, 2, set()),
        ("107.1", 3, 2, set()),
        ("117.1", 4, 3, {"limit_above", "limit_below_base"}),
    ],
)
def test_a_product_has_the_level_that_its_energy_reaches(
    energy: str, level: int, rank: int, codes: set[str]
) -> None:
    held = clinker(energy)
    assert (value(held, "limit.level", "B01"), value(held, "limit.rank", "B01")) == (level, rank)
    assert set(found(held, "limit_")) == codes


def test_a_limit_of_2027_is_no_limit_of_2023() -> None:
    held = project({"B01": "limit"}, ("limit.item", "B01", "", "gb29447_2026_poly_tcs"))
    result = balance(held).line("limit.limit_1", YEAR, "B01")
    assert isinstance(result, Missing)


def machines(*each: tuple[str, dict[str, str]]) -> Project:
    rows = {f"D{number:02d}": "equipment" for number in range(1, len(each) + 1)}
    given: list[tuple[str, ...]] = []
    for row, (kind, more) in zip(rows, each, strict=True):
        given += [
            ("equipment.kind", row, "", kind),
            ("equipment.count", row, YEAR, "1"),
            ("equipment.power", row, "", "11"),
        ]
        given += [(f"equipment.{key}", row, "", text) for key, text in more.items()]
    return project(rows, *given)


@pytest.mark.parametrize(
    ("efficiency", "level"),
    [("94.6", 1), ("94.5", 2), ("93.3", 2), ("93.2", 3), ("91.4", 3), ("91.3", 4)],
)
def test_a_motor_has_the_level_of_its_efficiency(efficiency: str, level: int) -> None:
    held = machines(("motor", {"rating": "motor_11kw_4p", "efficiency": efficiency}))
    assert value(held, "equipment.level", "D01") == level  # GB 18613-2020, 11 kW, 4 poles: 94.6, 93.3, 91.4


def test_the_share_is_by_rated_power() -> None:
    held = machines(
        ("motor", {"level_stated": "level_1"}),
        ("pump", {"level_stated": "level_2"}),
        ("fan", {"level_stated": "level_3"}),
        ("boiler", {"level_stated": "below"}),
    )
    assert value(held, "equipment.share_1") == 25
    assert value(held, "equipment.share_2") == 50
    assert set(found(held, "equipment_")) == {"equipment_below"}


def test_a_label_that_its_figures_do_not_bear_out_is_told() -> None:
    told = machines(
        ("motor", {"level_stated": "level_1", "rating": "motor_11kw_4p", "efficiency": "93.3"}),
    )
    assert set(found(told, "equipment_")) == {"equipment_label"}
    alike = machines(("motor", {"level_stated": "level_2", "rating": "motor_11kw_4p", "efficiency": "93.3"}))
    assert not found(alike, "equipment_")


def test_equipment_of_unknown_level_leaves_the_share_open() -> None:
    held = balance(machines(("motor", {"level_stated": "level_1"}), ("pump", {})))
    assert isinstance(held.line("equipment.share_1", YEAR), Missing)


def test_the_method_that_holds_the_other_is_the_energy_of_a_report() -> None:
    held = metered(("electricity", "main", "900"))
    both = [inventory(held, "cn.energy", "2020"), balance(held)]
    assert fullest(both, "energy") is both[1]
    totals = [each.line("energy.total", YEAR) for each in both]
    assert [total.number for total in totals if isinstance(total, Traced)] == [Decimal("122.9")] * 2
