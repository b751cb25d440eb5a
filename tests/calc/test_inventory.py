"""The inventory: defaults, substitutes and gaps by name, and properties that hold for every project."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calc.plant import WORDS, factor, factor_set, gaps, inventory, months, project, small
from tests.conftest import VOCABULARY
from zcdesk.calc.inventory import Inventory, all_lines, totals
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.method import Line, Method
from zcdesk.domain.number import Rounding
from zcdesk.domain.project import Project, Row
from zcdesk.domain.trace import Flag, Missing, Result, Traced, flags_of, walk
from zcdesk.formula.compiled import compile_method
from zcdesk.formula.syntax import FormulaError

GAS = [("fuel.kind", "F01", "", "natural_gas"), ("fuel.amount", "F01", "2023", "10", "万Nm3")]
POWER = [
    ("power.grid", "", "2023", "3000", "MWh"),
    ("power.green_trade", "", "2023", "500", "MWh"),
    ("power.exported", "", "2023", "200", "MWh"),
    ("power.direct", "", "2023", "none"),
    ("power.pv_self_used", "", "2023", "none"),
    ("power.certificates", "", "2023", "400", "MWh"),
    ("power.factor_level", "", "", "national"),
    ("power.market_factor", "", "", "residual"),
]


def number(result: Result) -> Decimal:
    assert isinstance(result, Traced), result
    return result.number


def fuel(*more: tuple[str, ...]) -> Inventory:
    return inventory(project({"F01": "fuel"}, *GAS, *more))


# defaults


def test_a_blank_measured_value_takes_the_default_without_ado() -> None:
    found = fuel().line("fuel.oxidation", "2023", "F01")
    assert number(found) == 99
    assert isinstance(found, Traced)
    assert flags_of(found) == ()


def test_measured_value_beats_default() -> None:
    found = fuel(("fuel.oxidation_measured", "F01", "2023", "98")).line("fuel.oxidation", "2023", "F01")
    assert number(found) == 98
    assert isinstance(found, Traced)
    assert [each.id for each in found.inputs] == ["fuel.oxidation_measured"]


def test_not_known_takes_the_default_with_a_flag() -> None:
    found = fuel(("fuel.oxidation_measured", "F01", "2023", "default")).line("scope1.fuel", "2023")
    assert isinstance(found, Traced)
    assert flags_of(found) == (Flag("default_taken", (("place", "fuel.oxidation_measured[F01]@2023"),)),)
    assert number(found) == number(fuel().line("scope1.fuel", "2023"))


@pytest.mark.parametrize("text, unit", [("ninety", "%"), ("-1", "%"), ("101", "%"), ("99", "t")])
def test_an_unreadable_measured_value_never_falls_to_the_default(text: str, unit: str) -> None:
    found = fuel(("fuel.oxidation_measured", "F01", "2023", text, unit)).line("scope1.fuel", "2023")
    assert gaps(found) == ["invalid fuel.oxidation_measured[F01]@2023"]


def test_a_half_measured_year_never_falls_to_the_default() -> None:
    amounts = months("fuel.amount", "F01", "2023", ["1"] * 12)
    measured = months("fuel.ncv_measured", "F01", "2023", ["389"] * 11)
    found = inventory(project({"F01": "fuel"}, GAS[0], *amounts, *measured)).line("scope1.fuel", "2023")
    assert gaps(found) == ["answer fuel.ncv_measured[F01]@2023-12"]


def test_an_amount_has_no_default() -> None:
    plant = project({"F01": "fuel"}, GAS[0], ("fuel.amount", "F01", "2023", "default"))
    assert gaps(inventory(plant).line("scope1.fuel", "2023")) == ["unknown fuel.amount[F01]@2023"]


# substitutes


def test_the_location_factor_in_place_of_an_unpublished_residual_is_flagged() -> None:
    answers = [(id_, row, period.replace("2023", "2020"), *rest) for id_, row, period, *rest in POWER]
    plant = replace(project({}, *answers, ("site.grid_region", "", "", "CN-EAST")), years=("2020",))
    regional = dict(plant.answers) | {Place("power.factor_level"): Answer("regional")}
    found = inventory(replace(plant, answers=MappingProxyType(regional))).line(
        "power.market_factor_value", "2020"
    )
    assert number(found) == Decimal("0.7035")
    assert isinstance(found, Traced)
    assert found.flags == (Flag("substituted", (("what", "grid.residual/CN//2020"),)),)


def test_a_published_residual_is_no_substitute() -> None:
    found = inventory(project({}, *POWER)).line("power.market_factor_value", "2023")
    assert number(found) == Decimal("0.6096")
    assert isinstance(found, Traced)
    assert found.flags == ()


def test_the_flag_reaches_the_total() -> None:
    lines = {
        "a": ("first(factor('grid.residual', 'CN'), factor('grid.national', 'CN'))", "tCO2/MWh", ""),
        "b": ("power.grid * a", "tCO2", ""),
    }
    grid = factor_set("grid", factor("grid.national", "CN", "0.5", "tCO2/MWh"))
    found = small(lines, project({}, POWER[0]), grid).line("b", "2023")
    assert number(found) == 1500
    assert isinstance(found, Traced)
    assert [flag.code for flag in flags_of(found)] == ["substituted"]


# gaps


def test_a_plant_without_answers_lists_everything_once() -> None:
    waiting = gaps(inventory(project({})).line("total.location", "2023"))
    assert waiting == [
        "answer power.exported@2023", "answer power.factor_level", "answer power.green_trade@2023",
        "answer power.grid@2023", "rows fgas@2023", "rows fuel@2023", "rows heat@2023", "rows weld@2023",
    ]  # fmt: skip


def test_a_table_stated_as_none_is_zero() -> None:
    assert number(inventory(project({}, ("fuel", "", "", "none"))).line("scope1.fuel", "2023")) == 0
    assert number(inventory(project({}, ("fuel", "", "2023", "none"))).line("scope1.fuel", "2023")) == 0
    assert gaps(inventory(project({}, ("fuel", "", "2022", "none"))).line("scope1.fuel", "2023"))


def test_a_fuel_without_a_published_value_is_a_gap_beside_its_measured_value() -> None:
    plant = project(
        {"L01": "biomass"}, ("biomass.kind", "L01", "", "biogas"), ("biomass.amount", "L01", "2023", "1")
    )
    assert gaps(inventory(plant).line("biogenic.co2", "2023")) == ["factor biomass.ncv/biogas//2023"]


def test_a_division_by_zero_is_a_gap() -> None:
    plant = project({}, ("power.grid", "", "2023", "5"), ("site.output_value", "", "2023", "0"))
    lines = {"a": ("power.grid / site.output_value", "MWh/万元", "")}
    assert gaps(small(lines, plant).line("a", "2023")) == ["undefined a@2023"]


def test_a_rows_gap_names_its_row() -> None:
    plant = project({"F01": "fuel", "F02": "fuel"}, *GAS, ("fuel.kind", "F02", "", "diesel"))
    assert gaps(inventory(plant).line("scope1.fuel", "2023")) == ["answer fuel.amount[F02]@2023"]


def test_the_year_before_is_not_this_year() -> None:
    lines = {"a": ("power.grid - prior(power.grid)", "MWh", "")}
    plant = project({}, ("power.grid", "", "2023", "5"))
    assert gaps(small(lines, plant).line("a", "2023")) == ["answer power.grid@2022"]
    both = project({}, ("power.grid", "", "2023", "5"), ("power.grid", "", "2022", "3"))
    assert number(small(lines, both).line("a", "2023")) == 2


# what a result carries


def test_a_result_shows_its_chain() -> None:
    found = fuel().line("fuel.co2", "2023", "F01")
    assert isinstance(found, Traced)
    assert (found.unit, found.because, found.source) == ("tCO2", "五（一）化石燃料燃烧", "cn.machinery@2015")
    assert [each.id for each in found.inputs] == [
        "fuel.amount", "fuel.ncv", "fuel.carbon", "fuel.oxidation", "c_to_co2",
    ]  # fmt: skip
    assert any(each.source.startswith("cn.fuels.ndrc-2015:fuel.ncv/natural_gas") for each in walk(found))
    assert {each.id: each.because for each in walk(found)}["fuel.amount"] == "10 万Nm3"


def test_a_row_bound_unit_is_printed_as_what_it_is() -> None:
    found = fuel().line("fuel.ncv", "2023", "F01")
    assert isinstance(found, Traced)
    assert found.unit == "GJ/万Nm3"


def test_what_is_illustrative_says_so_up_to_the_total() -> None:
    plant = project({"F01": "fuel"}, *GAS)
    made_up = dict(plant.answers) | {
        Place("fuel.amount", "F01", "2023"): Answer("10", "万Nm3", illustrative=True)
    }
    found = inventory(replace(plant, answers=MappingProxyType(made_up))).line("scope1.fuel", "2023")
    assert isinstance(found, Traced)
    assert [flag.code for flag in flags_of(found)] == ["illustrative"]


def test_biomass_stays_out_of_the_total() -> None:
    wood = [("biomass.kind", "L01", "", "wood"), ("biomass.amount", "L01", "2023", "100", "t")]
    bare = [
        ("fuel", "", "", "none"),
        ("heat", "", "", "none"),
        ("weld", "", "", "none"),
        ("fgas", "", "", "none"),
    ]
    without = inventory(project({}, *POWER, *bare))
    burning = inventory(project({"L01": "biomass"}, *POWER, *bare, *wood))
    assert number(burning.line("biogenic.co2", "2023")) == Decimal("174.72")  # 100 * 15.6 * 112 / 1000
    assert number(burning.line("total.location", "2023")) == number(without.line("total.location", "2023"))


def test_certificates_cover_no_more_than_was_bought() -> None:
    held = {each[0]: each for each in POWER}
    held["power.certificates"] = ("power.certificates", "", "2023", "9000", "MWh")
    here = inventory(project({}, *held.values()))
    assert number(here.line("power.market_covered", "2023")) == 2800
    assert number(here.line("scope2.power_market", "2023")) == 0


def test_a_net_supplier_is_negative_in_both_views() -> None:
    held = {each[0]: each for each in POWER}
    held["power.grid"] = ("power.grid", "", "2023", "100", "MWh")
    held["power.green_trade"] = ("power.green_trade", "", "2023", "none")
    here = inventory(project({}, *held.values()))
    assert number(here.line("power.market_covered", "2023")) == 0
    assert number(here.line("scope2.power", "2023")) == Decimal("-53.06")  # (100 - 200) * 0.5306
    assert number(here.line("scope2.power_market", "2023")) == Decimal("-60.96")  # (100 - 200) * 0.6096


def test_a_month_is_computed_as_well_as_a_year() -> None:
    plant = project(
        {"F01": "fuel"}, GAS[0], *months("fuel.amount", "F01", "2023", map(str, range(12)), "万Nm3")
    )
    here = inventory(plant)
    by_month = [number(here.line("scope1.fuel", f"2023-{month:02d}")) for month in range(1, 13)]
    assert sum(by_month) == number(here.line("scope1.fuel", "2023"))


def test_a_line_that_reads_itself_does_not_load() -> None:
    lines = {"a": Line("a", WORDS, "MWh", "b + power.grid", "1"), "b": Line("b", WORDS, "MWh", "a", "1")}
    method = Method("t", "1", WORDS, WORDS, "", "inventory", Rounding(2), (), WORDS, lines, (), "", {})
    with pytest.raises(FormulaError, match="line a: reads itself through a → b → a"):
        compile_method(method, VOCABULARY)


@pytest.mark.parametrize(
    "line, message",
    [
        (Line("power.grid", WORDS, "MWh", "power.direct", "1"), "a quantity or a constant has that name"),
        (Line("a", WORDS, "MWh", "power.grid", "1", "nothing"), "no such table: nothing"),
        (Line("a", WORDS, "Mvh", "power.grid", "1"), "no such unit: Mvh"),
        (Line("a", WORDS, "t", "weld.sold", "1"), "belongs to the rows of weld"),
        (Line("a", WORDS, "t", "site.name", "1"), "site.name is a text, which no formula reads"),
    ],
)
def test_a_line_with_a_mistake_does_not_load(line: Line, message: str) -> None:
    method = Method(
        "t", "1", WORDS, WORDS, "", "inventory", Rounding(2), (), WORDS, {line.id: line}, (), "", {}
    )
    with pytest.raises(FormulaError, match=f"line {line.id}: .*{message}"):
        compile_method(method, VOCABULARY)


# properties

FUELS = ("natural_gas", "diesel", "coke", "wood", "unicorn")
TEXTS = ("0", "1", "12.5", "3万", "=2*3", "x", "")
PLACES: dict[Place, tuple[str, ...]] = {
    **{Place("fuel.kind", row): FUELS for row in ("F01", "F02")},
    **{
        Place("fuel.amount", row, period): TEXTS
        for row in ("F01", "F02")
        for period in ("2022", "2023", *(f"2023-{month:02d}" for month in range(1, 13)))
    },
    **{
        Place("fuel.ncv_measured", "F01", period): ("20", "40", "x")
        for period in ("2023", *(f"2023-{month:02d}" for month in range(1, 13)))
    },
    Place("fuel.oxidation_measured", "F02", "2023"): ("98", "101"),
    Place("fuel.oxidation_measured", "F02", "2022"): ("97",),
    Place("fuel"): (),
    Place("heat"): (),
    Place("heat", "", "2023"): (),
    Place("biomass"): (),
    Place("weld"): (),
    Place("fgas"): (),
    Place("biomass.kind", "L01"): ("wood", "biogas"),
    Place("biomass.amount", "L01", "2023"): ("100",),
    **{
        Place(f"power.{part}", "", period): ("0", "10", "-1", "x")
        for part in ("grid", "green_trade", "exported", "certificates")
        for period in ("2022", "2023", "2023-01")
    },
    Place("power.factor_level"): ("national", "regional", "provincial"),
    Place("power.market_factor"): ("residual", "location"),
    Place("site.province"): ("CN-JS", "CN-XZ"),
    Place("site.grid_region"): ("CN-EAST",),
    Place("site.output_value", "", "2023"): ("0", "100"),
}
UNITS = ("", "t", "L", "万Nm3", "MWh", "万kWh", "GJ/t", "%")
ROWS = {"F01": "fuel", "F02": "fuel", "L01": "biomass"}


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[Place, Answer | None]]:
    place = st.sampled_from(sorted(PLACES))
    found: list[tuple[Place, Answer | None]] = []
    for where in draw(st.lists(place, min_size=1, max_size=4)):
        texts = PLACES[where]
        choice = draw(st.sampled_from(("given", "given", "given", "none", "default", "away")))
        if choice == "away":
            found.append((where, None))
        elif choice == "given" and texts:
            found.append((where, Answer(draw(st.sampled_from(texts)), draw(st.sampled_from(UNITS)))))
        else:
            found.append((where, Answer("", standing="default" if choice == "default" else "none")))
    return found


def everything(here: Inventory) -> list[tuple[str, str, Result]]:
    found = [each for year in ("2022", "2023") for each in all_lines(here, year)]
    return found + [(id_, "2023-01", here.line(id_, "2023-01")) for id_ in ("scope1.fuel", "scope2.power")]


def full() -> list[tuple[str, ...]]:
    bare = [(table, "", "", "none") for table in ("heat", "biomass", "weld", "fgas")]
    monthly = months("fuel.amount", "F02", "2023", ["1"] * 12, "t")
    last = [(id_, row, period.replace("2023", "2022"), *rest) for id_, row, period, *rest in (*GAS, *POWER)]
    return [*GAS, ("fuel.kind", "F02", "", "diesel"), *monthly, *POWER, *bare, *last]


@settings(max_examples=150)
@given(st.lists(edits(), min_size=1, max_size=6), st.booleans())
def test_an_update_gives_what_a_fresh_inventory_gives(
    steps: list[list[tuple[Place, Answer | None]]], filled: bool
) -> None:
    plant = project(ROWS, *(full() if filled else ()))
    kept = inventory(plant)
    everything(kept)
    for step in steps:
        held = dict(plant.answers)
        for place, answer in step:
            if answer is None:
                held.pop(place, None)
            else:
                held[place] = answer
        plant = replace(plant, answers=MappingProxyType(held))
        kept.update(plant, [place for place, _ in step])
        assert everything(kept) == everything(inventory(plant))


def measured(kind: str) -> list[tuple[str, ...]]:
    ncv = months("fuel.ncv_measured", "F02", "2023", map(str, range(40, 52)), "GJ/t")
    return [("fuel.kind", "F02", "", kind), *months("fuel.amount", "F02", "2023", ["1"] * 12, "t"), *ncv]


@pytest.mark.parametrize(
    "place, answer",
    [
        (Place("fuel.amount", "F02", "2023-03"), Answer("7", "t")),  # weighs the mean of the heating value
        (Place("fuel.amount", "F02", "2023-03"), Answer("1000", "L")),
        (Place("fuel.amount", "F02", "2023"), Answer("none")),
        (Place("fuel.kind", "F02"), Answer("coke")),
        (Place("fuel.kind", "F02"), Answer("natural_gas")),  # tonnes no longer fit
        (Place("fuel.kind", "F02"), None),
        (Place("fuel.ncv_measured", "F02", "2023-12"), None),
        (Place("fuel.carbon_measured", "F02", "2023"), Answer("0.02", "tC/GJ")),
    ],
)
def test_an_edit_of_a_measured_fuel_reaches_all_that_reads_it(place: Place, answer: Answer | None) -> None:
    plant = project({"F02": "fuel"}, *measured("diesel"))
    kept = inventory(plant)
    before = everything(kept)
    held = {at: each for at, each in plant.answers.items() if at != place} | (
        {place: answer} if answer else {}
    )
    plant = replace(plant, answers=MappingProxyType(held))
    kept.update(plant, [place])
    assert everything(kept) == everything(inventory(plant))
    assert (everything(kept) != before) is (place.period != "2023" or place.quantity != "fuel.amount")


def test_an_edit_of_what_a_row_is_counted_in_reaches_its_amounts() -> None:
    plant = project(
        {"N01": "medium"}, ("medium.kind", "N01", "", "oxygen"), ("medium.amount", "N01", "2023", "3")
    )
    kept = inventory(plant, "cn.energy", "2020")
    assert number(kept.line("energy.medium", "2023")) == 12
    held = dict(plant.answers) | {Place("medium.kind", "N01"): Answer("fresh_water")}
    kept.update(replace(plant, answers=MappingProxyType(held)), [Place("medium.kind", "N01")])
    found = kept.quantity("medium.amount", "2023", "N01")
    assert isinstance(found, Traced)
    assert found.unit == "t"


def test_an_update_forgets_no_more_than_it_must() -> None:
    plant = project(ROWS, *full())
    kept = inventory(plant)
    everything(kept)
    place = Place("fuel.amount", "F01", "2023")
    held = dict(plant.answers) | {place: Answer("11", "万Nm3")}
    forgotten = kept.update(replace(plant, answers=MappingProxyType(held)), [place])
    assert {period[:4] for _, _, period in forgotten} == {"2023"}
    assert not any(row == "F02" or id_.startswith("power") for id_, row, _ in forgotten)
    assert ("total.location", "", "2023") in forgotten


def test_new_rows_are_seen_after_a_rebuild() -> None:
    plant = project({"F01": "fuel"}, *GAS)
    kept = inventory(plant)
    before = number(kept.line("scope1.fuel", "2023"))
    more = project({"F01": "fuel", "F02": "fuel"}, *GAS, *[(id_, "F02", *rest) for id_, _, *rest in GAS])
    kept.rebuild(more)
    assert number(kept.line("scope1.fuel", "2023")) == 2 * before


AMOUNTS = (
    "fuel.amount", "power.grid", "power.green_trade", "power.exported", "power.direct", "power.pv_self_used",
    "power.certificates", "heat.amount", "heat.exported", "biomass.amount", "weld.bought", "weld.opening",
    "weld.closing", "weld.sold",
)  # fmt: skip
small_numbers = st.decimals(0, 1000, places=2)


@st.composite
def plants(draw: st.DrawFn) -> Project:
    """A plant with two fuels, heat, biomass and one shielding gas, everything answered for the year."""
    rows = {"F01": "fuel", "F02": "fuel", "R01": "heat", "L01": "biomass", "P01": "weld"}
    given_: list[tuple[str, ...]] = [
        ("fuel.kind", "F01", "", draw(st.sampled_from(["natural_gas", "coke_oven_gas"]))),
        ("fuel.kind", "F02", "", draw(st.sampled_from(["diesel", "gasoline", "anthracite"]))),
        ("biomass.kind", "L01", "", "wood"),
        ("weld.co2_share", "P01", "2023", str(draw(st.integers(1, 100)))),
        ("weld.other_gas", "P01", "", "argon"),
        ("power.factor_level", "", "", "national"),
        ("power.market_factor", "", "", draw(st.sampled_from(["residual", "location"]))),
        ("fgas", "", "", "none"),
    ]
    for quantity in AMOUNTS:
        table = VOCABULARY.quantities[quantity].table
        for row in [id_ for id_, of in rows.items() if of == table] if table else [""]:
            given_.append((quantity, row, "2023", str(draw(small_numbers))))
    return project(rows, *given_, years=("2023",))


def scaled_up(plant: Project, factor: Decimal) -> Project:
    """The same plant with every amount multiplied."""
    held = {
        place: replace(answer, text=str(Decimal(answer.text) * factor))
        if place.quantity in AMOUNTS
        else answer
        for place, answer in plant.answers.items()
    }
    return replace(plant, answers=MappingProxyType(held))


@settings(max_examples=40)
@given(plants(), st.decimals("0.5", 20, places=1))
def test_scaling_every_amount_scales_every_total(plant: Project, factor: Decimal) -> None:
    one, many = totals(inventory(plant), "2023"), totals(inventory(scaled_up(plant, factor)), "2023")
    assert len(one) == 5
    for id_, result in one.items():
        exact = Fraction(number(result)) * Fraction(factor)
        assert abs(Fraction(number(many[id_])) - exact) <= max(abs(exact), 1) * Fraction(1, 10**30)


@settings(max_examples=40)
@given(plants())
def test_the_order_of_rows_changes_no_total(plant: Project) -> None:
    other = {"F01": "F02", "F02": "F01"}
    turned = replace(
        plant,
        rows=MappingProxyType({id_: Row(id_, row.table) for id_, row in reversed(plant.rows.items())}),
        answers=MappingProxyType(
            {
                replace(place, row=other.get(place.row, place.row)): answer
                for place, answer in plant.answers.items()
            }
        ),
    )
    before, after = totals(inventory(plant), "2023"), totals(inventory(turned), "2023")
    assert {id_: number(each) for id_, each in before.items()} == {
        id_: number(each) for id_, each in after.items()
    }


@settings(max_examples=40)
@given(plants())
def test_the_location_total_is_the_sum_of_its_parts(plant: Project) -> None:
    here = inventory(plant)
    location = ("scope1.fuel", "scope1.fgas", "scope1.weld", "scope2.power", "scope2.heat")
    market = ("scope1.total", "scope2.power_market", "scope2.heat")
    for parts, total in ((location, "total.location"), (market, "total.market")):
        whole = sum(Fraction(number(here.line(id_, "2023"))) for id_ in parts)
        assert abs(whole - Fraction(number(here.line(total, "2023")))) < Fraction(1, 10**30)


@settings(max_examples=40)
@given(plants(), st.sampled_from(AMOUNTS[:8]))
def test_one_blank_amount_makes_the_total_missing_and_nothing_else(plant: Project, blank: str) -> None:
    held = {place: answer for place, answer in plant.answers.items() if place.quantity != blank}
    result = inventory(replace(plant, answers=MappingProxyType(held))).line("total.location", "2023")
    reads = {
        each.id for each in walk(inventory(plant).line("total.location", "2023")) if each.kind == "answer"
    }  # type: ignore[arg-type]
    if blank in reads:
        assert isinstance(result, Missing)
        assert {gap.place.quantity for gap in result.gaps} == {blank}
    else:
        assert isinstance(result, Traced)
