"""Two sides of a year: every line of both, what it changes by, and what is asked then."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calc.plant import answers, factor, factor_set, project
from tests.conftest import CATALOGUE, VOCABULARY
from zcdesk.calc.factors import FactorBook
from zcdesk.calc.inventory import Inventory
from zcdesk.calc.side_by_side import Pair, asked, offered, pairs, unread
from zcdesk.domain.answer import Place
from zcdesk.domain.factor import FactorSet
from zcdesk.domain.project import Project
from zcdesk.domain.trace import Missing, Traced

YEAR = "2023"
NONE = [
    (id_, "", "", "none")
    for id_ in ("heat", "biomass", "weld", "carbonate", "wastewater", "methane", "drink_co2", "recovery")
]
PLANT = project(
    {"F01": "fuel", "F02": "fuel"},
    *NONE,
    *[(f"power.{part}", "", YEAR, "none") for part in ("green_trade", "exported", "certificates")],
    *[(f"power.{part}", "", YEAR, "none") for part in ("direct", "pv_self_used")],
    ("power.factor_level", "", "", "national"),
    ("power.market_factor", "", "", "location"),
    ("power.grid", "", YEAR, "100", "MWh"),
    ("fuel.kind", "F01", "", "diesel"),
    ("fuel.amount", "F01", YEAR, "10", "t"),
    ("fuel.kind", "F02", "", "gasoline"),
    ("fuel.amount", "F02", YEAR, "4", "t"),
)


def side(id_: str, edition: str, plant: Project = PLANT, *front: FactorSet) -> Inventory:
    compiled = CATALOGUE.method(id_, edition)
    sets = [*front, *(CATALOGUE.factor_set(each) for each in compiled.method.factor_sets)]
    return Inventory(compiled, FactorBook(sets, VOCABULARY), plant)


def one(found: tuple[Pair, ...], id_: str, row: str = "") -> Pair:
    (pair,) = [each for each in found if (each.line.id, each.row) == (id_, row)]
    return pair


def test_a_side_beside_itself_changes_nothing_and_asks_nothing() -> None:
    inventory = side("cn.food", "2015")
    found = pairs(inventory, side("cn.food", "2015"), YEAR)
    assert all(pair.same for pair in found)
    assert {pair.difference for pair in found} <= {None, Decimal(0)}
    assert (asked(inventory, inventory, YEAR), unread(inventory, inventory, (), YEAR)) == ((), ())


def test_every_line_of_both_sides_stands_once_for_each_row() -> None:
    old, new = side("cn.cement", "2013"), side("cn.cement", "2025")
    found = pairs(old, new, YEAR)
    keys = [(pair.line.id, pair.row) for pair in found]
    assert len(keys) == len(set(keys))
    both = {*old.compiled.method.lines, *new.compiled.method.lines}
    rows = {
        id_ for id_ in both if (old.compiled.method.lines.get(id_) or new.compiled.method.lines[id_]).over
    }
    assert {id_ for id_, _ in keys} >= both - rows
    assert [id_ for id_, _ in keys if id_ in new.compiled.method.lines and id_ not in rows] == [
        id_ for id_ in new.compiled.method.lines if id_ not in rows
    ]


def test_the_diesel_of_a_food_plant_by_both_editions() -> None:
    found = pairs(side("cn.food", "2015"), side("cn.food", "2024"), YEAR)
    pair = one(found, "fuel.co2", "F01")
    assert isinstance(pair.before, Traced)
    assert isinstance(pair.after, Traced)
    # 10 t * 43.33 GJ/t * 0.0202 tC/GJ * 98 % * 44/12, and with 42.652 GJ/t in the edition of 2024
    assert pair.before.number.quantize(Decimal("1e-6")) == Decimal("31.451225")
    assert pair.after.number.quantize(Decimal("1e-6")) == Decimal("30.959096")
    assert pair.difference is not None
    assert pair.difference.quantize(Decimal("1e-6")) == Decimal("-0.492129")


def test_what_is_missing_on_a_side_is_not_taken_for_zero() -> None:
    bare = project({"F01": "fuel"}, ("fuel.kind", "F01", "", "diesel"))
    pair = one(pairs(side("cn.food", "2015"), side("cn.food", "2015", bare), YEAR), "fuel.co2", "F01")
    assert isinstance(pair.before, Traced)
    assert isinstance(pair.after, Missing)
    assert pair.difference is None
    assert not pair.same


def test_an_emission_that_one_side_does_not_have_differs_by_all_of_it() -> None:
    with_lime = project(
        {"C01": "carbonate"},
        ("carbonate.kind", "C01", "", "calcium_carbonate"),
        ("carbonate.amount", "C01", YEAR, "10", "t"),
        ("carbonate.purity", "C01", YEAR, "100", "%"),
    )
    old, new = side("cn.coking", "2014", with_lime), side("cn.coking", "2023", with_lime)
    gained = [
        p for p in pairs(old, new, YEAR) if p.before is None and isinstance(p.after, Traced) and p.line.scope
    ]
    lost = [
        p for p in pairs(new, old, YEAR) if p.after is None and isinstance(p.before, Traced) and p.line.scope
    ]
    assert [(p.line.id, p.difference) for p in gained] == [(p.line.id, p.after.number) for p in gained]  # type: ignore[union-attr]
    assert [p.difference for p in lost] == [-p.difference for p in gained if p.difference is not None]
    assert gained


def test_what_the_new_edition_asks_and_what_it_reads_no_more() -> None:
    old, new = side("cn.coking", "2014"), side("cn.coking", "2023")
    plant = Project(years=(YEAR,), answers=answers(("power.factor_level", "", "", "national")))
    assert {
        gap.place.quantity
        for gap in asked(side("cn.coking", "2014", plant), side("cn.coking", "2023", plant), YEAR)
    } == {"carbonate"}
    assert asked(old, new, YEAR) == ()  # it has said already that it has none
    food = side("cn.food", "2015"), side("cn.food", "2024")
    assert Place("power.factor_level") in unread(*food, (), YEAR)
    assert Place("power.factor_level") not in unread(*food, (side("cn.machinery", "2015"),), YEAR)
    assert [place.quantity for place in offered(*food, (), YEAR)] == ["power.green_proven"]


@settings(max_examples=25)
@given(
    st.decimals("35", "50", places=3),
    st.decimals("0.015", "0.03", places=4),
    st.decimals("90", "100", places=0),
)
def test_the_differences_of_the_sources_add_up_to_that_of_the_total(
    heat: Decimal, carbon: Decimal, oxidised: Decimal
) -> None:
    other = factor_set(
        "other",
        factor("fuel.ncv", "diesel", str(heat), "GJ/t"),
        factor("fuel.carbon", "gasoline", str(carbon), "tC/GJ"),
        factor("fuel.oxidation", "diesel", str(oxidised), "%"),
    )
    found = pairs(side("cn.food", "2015"), side("cn.food", "2015", PLANT, other), YEAR)
    rows = [p.difference for p in found if p.line.id == "fuel.co2"]
    whole = one(found, "total.location").difference
    assert whole is not None
    assert abs(sum((each for each in rows if each is not None), Decimal(0)) - whole) < Decimal("1e-20")
