"""Carbon balance: what comes in, goes out and is emitted, what nothing explains, and that it closes when it must."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calc.plant import inventory, project
from tests.conftest import CATALOGUE
from tests.packs.test_examples import METHODS, computed, folder
from zcdesk.calc.closure import Closure, carbon
from zcdesk.calc.inventory import Inventory
from zcdesk.calc.review import findings
from zcdesk.domain.answer import Place
from zcdesk.domain.method import CARBON
from zcdesk.domain.project import Project
from zcdesk.domain.trace import Missing, Traced
from zcdesk.formula.syntax import names, parse
from zcdesk.packs.examples import examples
from zcdesk.workbench.naming import say

YEAR = "2023"
STEEL, CHEMICAL, SMELTER = ("cn.steel", "2013"), ("cn.chemical", "2013"), ("cn.aluminium", "2013")
WITH = [key for key in METHODS if "carbon_flow.gap" in CATALOGUE.method(*key).lines]
NONE = ("heat", "biomass")


def steel(flux: str = "6000", ledger: str = "", sold: str = "50", kind: str = "pig_iron") -> Project:
    """Coke 1000 t, limestone, a bought input 2000 t, crude steel 80,000 t, coke-oven gas sold in 万Nm3."""
    rows = {
        "F01": "fuel",
        "P01": "steel_flux",
        "P02": "steel_input",
        "P03": "steel_product",
        "P04": "steel_sold",
    }
    given = [
        *((table, "", "", "none") for table in NONE),
        ("fuel.kind", "F01", "", "coke"),
        ("fuel.amount", "F01", YEAR, "1000", "t"),
        ("steel_flux.kind", "P01", "", "limestone_flux"),
        ("steel_flux.amount", "P01", YEAR, flux, "t"),
        ("steel.electrode", "", YEAR, "12", "t"),
        ("steel_input.kind", "P02", "", kind),
        ("steel_input.amount", "P02", YEAR, "2000", "t"),
        ("steel_product.kind", "P03", "", "crude_steel"),
        ("steel_product.amount", "P03", YEAR, "1000", "t"),
        ("steel_sold.kind", "P04", "", "coke_oven_gas"),
        ("steel_sold.amount", "P04", YEAR, sold, "万Nm3"),
    ]
    if ledger:
        given.append(("steel_flux.by_stock", "P01", YEAR, ledger, "t"))
    return project(rows, *given, years=(YEAR,))


def closed(held: Inventory) -> Closure:
    found = carbon(held, YEAR)
    assert found is not None
    return found


def number(result: object) -> Decimal:
    assert isinstance(result, Traced), result
    return result.number


def test_carbon_of_a_steel_works_by_hand() -> None:
    found = closed(inventory(steel(), *STEEL))
    # coke 1000 t * 28.447 GJ/t * 0.0295 tC/GJ; limestone 6000 * 0.440, electrodes 12 * 3.663, pig iron 2000 * 0.172,
    # crude steel 1000 * 0.0154, all tCO2 * 12/44; gas 50 * 173.540 GJ * 0.0121 tC/GJ
    coke, gas = Decimal(28447) * Decimal("0.0295"), 50 * Decimal("173.540") * Decimal("0.0121")
    process = (6000 * Decimal("0.440") + 12 * Decimal("3.663") + 2000 * Decimal("0.172")) * 12 / 44
    assert number(found.entered) == pytest.approx(coke + process)
    assert number(found.carried) == pytest.approx(1000 * Decimal("0.0154") * 12 / 44 + gas)
    # of coke 93 % are oxidised, of gas 99 %: the gas that was sold left nothing behind
    assert number(found.residue) == pytest.approx(coke * Decimal("0.07") - gas * Decimal("0.01"))
    assert abs(number(found.gap)) < Decimal("1e-20")
    assert not [
        each for each in findings(inventory(steel(), *STEEL), YEAR) if each.code.startswith("carbon_")
    ]


@pytest.mark.parametrize(
    ("ledger", "code"),
    [("6000", None), ("6050", None), ("6200", "carbon_open"), ("5950", None), ("5700", "carbon_over")],
)
def test_what_the_ledger_has_more_or_less_is_what_is_open(ledger: str, code: str | None) -> None:
    held = inventory(steel(ledger=ledger), *STEEL)
    found = closed(held)
    # limestone: (ledger - 6000) t * 0.440 tCO2/t * 12/44; 1 % of about 1665 tC in is 16.7 tC
    assert number(found.gap) == pytest.approx((Decimal(ledger) - 6000) * Decimal("0.440") * 12 / 44)
    told = {each.code: each for each in findings(held, YEAR) if each.code.startswith("carbon_")}
    assert set(told) == ({code, "carbon_ledger"} if code else set())
    if code == "carbon_open":
        words = say(told[code], steel(ledger=ledger), CATALOGUE)
        assert "有 24.00 tC（占进厂的 1.42 %）没有解释，折 88.00 tCO₂" in words.zh  # 200 * 0.44 = 88
        assert "Likeliest" in words.en


def test_the_row_whose_ledger_differs_and_what_is_not_entered_at_all_are_named() -> None:
    held = steel(ledger="6200", sold="0")
    told = {each.code: each for each in findings(inventory(held, *STEEL), YEAR)}
    assert told["carbon_ledger"].place == Place("steel_flux.by_stock", "P01", YEAR)
    # 6200 t * 0.440 tCO2/t * 12/44
    assert "744.00 tC" in say(told["carbon_ledger"], held, CATALOGUE).zh
    assert "24.00 tC" in say(told["carbon_no_sold"], held, CATALOGUE).zh
    assert "carbon_no_product" not in told


def test_a_row_without_a_carbon_content_is_no_zero() -> None:
    held = inventory(steel(kind="input_other"), *STEEL)  # no published factor, and none measured
    found = closed(held)
    assert [(each.row, each.contentless) for each in found.unknown] == [("P02", True)]
    assert isinstance(found.gap, Missing)
    assert (found.open, found.open_share) == (None, None)


def test_carbon_of_a_chemical_plant_by_hand() -> None:
    rows = {"P01": "feed", "P02": "carbonproduct"}
    none = ("fuel", "feedfuel", "carbonwaste", "carbonate", "nitric", "adipic", "recovery", *NONE)
    held = project(
        rows,
        *((table, "", "", "none") for table in none),
        ("feed.kind", "P01", "", "methanol"),
        ("feed.amount", "P01", YEAR, "1000", "t"),
        ("feed.by_stock", "P01", YEAR, "=100+1000-60", "t"),
        ("feed.carbon_measured", "P01", YEAR, "0.375", "tC/t"),
        ("carbonproduct.kind", "P02", "", "methanol"),
        ("carbonproduct.amount", "P02", YEAR, "600", "t"),
        ("carbonproduct.carbon_measured", "P02", YEAR, "0.375", "tC/t"),
        years=(YEAR,),
    )
    found = closed(inventory(held, *CHEMICAL))
    assert number(found.entered) == Decimal(390)  # 1040 t * 0.375
    assert number(found.carried) == Decimal(225)  # 600 t * 0.375
    assert number(found.emitted) == pytest.approx(Decimal(150))  # (1000 - 600) t * 0.375
    assert number(found.gap) == pytest.approx(Decimal(15))  # 40 t * 0.375


def test_carbon_that_leaves_as_a_perfluorocarbon_was_counted_as_carbon_dioxide() -> None:
    none = ("fuel", "limestone", *NONE)
    held = project(
        {"P01": "potline"},
        *((table, "", "", "none") for table in none),
        ("potline.metal", "P01", YEAR, "100000", "t"),
        years=(YEAR,),
    )
    found = closed(inventory(held, *SMELTER))
    # CF4 0.034 kg/t * 12/88, C2F6 0.0034 kg/t * 24/138, of 100,000 t of metal
    carbon_lost = 100 * (Decimal("0.034") * 12 / 88 + Decimal("0.0034") * 24 / 138)
    assert number(found.gap) == pytest.approx(-carbon_lost)


@cache
def whole(id_: str, edition: str) -> tuple[Inventory, str]:
    """The example of a method whose balance can be told, and its year."""
    for example in examples(folder(id_, edition), CATALOGUE.method(id_, edition)):
        held = computed(id_, edition, example)
        if isinstance(held.line("carbon_flow.gap", example.year), Traced):
            return held, example.year
    raise AssertionError(f"no example of {id_} {edition} has a carbon balance")


@pytest.mark.parametrize("key", WITH, ids="@".join)
def test_every_method_with_a_balance_closes_in_an_example_or_says_by_how_much(key: tuple[str, str]) -> None:
    held, year = whole(*key)
    found = carbon(held, year)
    assert found is not None
    assert not found.unknown
    sides = dict.fromkeys(CARBON, Decimal(0))
    for each in found.flows:
        sides[each.side] += number(each.result)
    sums = [number(each) for each in (found.entered, found.carried, found.residue)]
    assert [round(each, 12) for each in sides.values()] == [round(each, 12) for each in sums]
    lost = (
        Decimal("0.00002") if key[0] == "cn.aluminium" else Decimal("1e-12")
    )  # what leaves as a perfluorocarbon
    assert abs(number(found.gap)) <= lost * sums[0]


@pytest.mark.parametrize("key", WITH, ids="@".join)
def test_the_sums_of_a_method_hold_each_of_its_lines_once(key: tuple[str, str]) -> None:
    lines = CATALOGUE.method(*key).method.lines
    for side, total in zip(CARBON, ("entered", "carried", "residue"), strict=True):
        named = sorted(names(parse(lines[f"carbon_flow.{total}"].formula)))
        assert named == sorted(line.id for line in lines.values() if line.group == side)


def test_every_method_with_something_besides_fuel_has_a_balance() -> None:
    without = sorted({id_ for id_, edition in METHODS if (id_, edition) not in WITH})
    inventories = [id_ for id_ in without if any(
        CATALOGUE.method(*key).method.kind == "inventory" for key in METHODS if key[0] == id_
    )]  # fmt: skip
    # process gases, switchgear, vehicles, buildings: no carbon passes through but that of fuel
    assert inventories == [
        "cn.electronics", "cn.land-transport", "cn.machinery", "cn.power-grid", "cn.public-building", "iso.14064",
    ]  # fmt: skip


@given(flux=st.integers(1, 9000), ledger=st.integers(1, 9000), sold=st.integers(1, 40))
def test_a_balance_is_open_by_exactly_what_was_not_entered(flux: int, ledger: int, sold: int) -> None:
    kept = closed(inventory(steel(str(flux), str(ledger), str(sold)), *STEEL))
    parts = [number(each) for each in (kept.carried, kept.residue, kept.emitted, kept.gap)]
    assert abs(sum(parts) - number(kept.entered)) < Decimal("1e-18")
    assert abs(number(kept.gap) - Decimal(ledger - flux) * Decimal("0.12")) < Decimal(
        "1e-18"
    )  # 0.440 * 12/44
    assert (abs(number(kept.gap)) < Decimal("1e-18")) is (flux == ledger)
