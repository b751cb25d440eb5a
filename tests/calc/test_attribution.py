"""What a change is put down to: readings of two years made by hand, and plants under methods that ship."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calc.plant import book
from tests.conftest import CATALOGUE, VOCABULARY
from zcdesk.calc.attribution import EFFECTS, Attribution, attribute
from zcdesk.calc.decomposition import total
from zcdesk.calc.inventory import Inventory
from zcdesk.calc.year_reading import Product, Reading, Source, read, rules
from zcdesk.domain.project import Pin
from zcdesk.domain.trace import Missing, Traced
from zcdesk.packs.examples import examples
from zcdesk.workbench import sources

D = Decimal
RULES = rules(CATALOGUE.report("attribution"))
KINDS = ("fuel", "power", "heat", "process")


def value(year: str, amount: str | Decimal) -> dict[str, Traced]:
    return {"site.output_value": Traced("site.output_value", "", year, D(amount), "万元", "answer")}


def reading(
    year: str,
    sources: dict[str, tuple[str, str, str | None]],
    energy: str | None = None,
    products: dict[str, tuple[str, str, str | None]] | None = None,
    output: str | None = None,
) -> Reading:
    """Sources as key to (group, emission, energy), products as row to (amount, unit, energy)."""
    made = tuple(
        Source(key, "", group, D(emission), None if own is None else D(own))
        for key, (group, emission, own) in sources.items()
    )
    held = {
        row: Product(D(amount), unit, None if own is None else D(own))
        for row, (amount, unit, own) in (products or {}).items()
    }
    whole = total(source.emission for source in made)
    return Reading(
        year, whole, made, None if energy is None else D(energy), held, value(year, output) if output else {}
    )


def effects(found: Attribution) -> dict[str, Decimal]:
    return {id_: round(found.effect(id_), 4) for id_ in EFFECTS if found.effect(id_)}


AMOUNT = st.decimals("0", "99999", places=3)
ENERGY = st.one_of(st.none(), AMOUNT)


@st.composite
def years(draw: st.DrawFn) -> tuple[Reading, Reading]:
    """Two years of any plant: sources that come and go, energy known or not, products of one unit or of several."""
    keys = draw(
        st.lists(
            st.tuples(st.sampled_from("abcde"), st.sampled_from(KINDS)), max_size=5, unique_by=lambda k: k[0]
        )
    )
    units = draw(st.lists(st.sampled_from(("t", "台")), max_size=3))
    signs = st.sampled_from((D(1), D(1), D(-1)))

    def one(year: str) -> Reading:
        made = tuple(
            Source(key, "", group, draw(AMOUNT) * draw(signs), draw(ENERGY))
            for key, group in keys
            if draw(st.booleans())
        )
        products = {
            f"C{at:02d}": Product(draw(st.decimals("1", "999", places=1)), unit, draw(ENERGY))
            for at, unit in enumerate(units)
        }
        emission = total(source.emission for source in made)
        output = value(year, draw(st.decimals("1", "9999", places=1))) if draw(st.booleans()) else {}
        return Reading(year, emission, made, draw(ENERGY), products, output)

    return one("2024"), one("2025")


@given(years())
def test_whatever_the_plant_the_effects_are_exactly_the_change(pair: tuple[Reading, Reading]) -> None:
    found = attribute(*pair, RULES)
    parts = [Fraction(part) for by_source in found.effects.values() for part in by_source.values()]
    assert sum(parts, Fraction(0)) == Fraction(pair[1].emission) - Fraction(pair[0].emission)
    assert set(found.effects) <= set(EFFECTS)


def test_twice_the_output_with_all_else_in_proportion_is_output_alone() -> None:
    before = reading("2024", {"a": ("fuel", "30", "10"), "p": ("process", "4", None)}, "10", output="100")
    now = reading("2025", {"a": ("fuel", "60", "20"), "p": ("process", "8", None)}, "20", output="200")
    assert effects(attribute(before, now, RULES)) == {"output": D(34)}


def test_a_lower_grid_factor_is_the_grid_alone() -> None:
    before = reading("2024", {"w": ("power", "57", "10")}, "10", output="100")
    now = reading("2025", {"w": ("power", "53", "10")}, "10", output="100")
    assert effects(attribute(before, now, RULES)) == {"grid": D(-4)}


def test_own_solar_power_is_energy_mix_and_not_the_grid() -> None:
    """The same energy, a fifth of it from the roof: the grid's part falls from 10 to 8 tce."""
    before = reading("2024", {"w": ("power", "50", "10")}, "10", output="100")
    now = reading("2025", {"w": ("power", "40", "8")}, "10", output="100")
    assert effects(attribute(before, now, RULES)) == {"fuel": D(-10)}


def test_energy_saved_is_energy_intensity() -> None:
    before = reading("2024", {"w": ("power", "50", "10")}, "10", output="100")
    now = reading("2025", {"w": ("power", "40", "8")}, "8", output="100")
    assert effects(attribute(before, now, RULES)) == {"energy": D(-10)}


def test_from_coal_to_gas_is_energy_mix() -> None:
    before = reading("2024", {"coal": ("fuel", "26", "10"), "gas": ("fuel", "0", "0")}, "10", output="100")
    now = reading("2025", {"coal": ("fuel", "0", "0"), "gas": ("fuel", "16", "10")}, "10", output="100")
    assert effects(attribute(before, now, RULES)) == {"fuel": D(-10)}


def test_more_of_the_heavy_product_is_product_mix() -> None:
    """Three tonnes a and one tonne b become one and three; a takes 1 tce a tonne, b 3; a tce emits 2 t."""
    before = reading(
        "2024", {"a": ("fuel", "12", "6")}, "6", {"C01": ("3", "t", "3"), "C02": ("1", "t", "3")}
    )
    now = reading("2025", {"a": ("fuel", "20", "10")}, "10", {"C01": ("1", "t", "1"), "C02": ("3", "t", "9")})
    found = attribute(before, now, RULES)
    assert effects(found) == {"mix": D(8)}
    assert found.scale == "product"
    # 2 t per tce: (1 - 3) of a and (9 - 3) of b
    assert found.effect("mix") == 8


def test_products_of_several_units_are_told_by_their_value() -> None:
    both = {"C01": ("3", "t", "3"), "C02": ("1", "台", "3")}
    before = reading("2024", {"a": ("fuel", "12", "6")}, "6", both, output="100")
    now = reading("2025", {"a": ("fuel", "12", "6")}, "6", both, output="120")
    found = attribute(before, now, RULES)
    assert found.scale == "site.output_value"
    assert {"value_scale", "mixed"} <= set(found.notes)
    assert found.effect("output") > 0
    # the same products sold dearer
    assert total((found.effect("mix"), found.effect("output"))) == 0


def test_without_energy_by_product_the_mix_is_not_told_apart() -> None:
    products = {"C01": ("3", "t", None), "C02": ("1", "t", "3")}
    before = reading("2024", {"a": ("fuel", "12", "6")}, "6", products)
    found = attribute(before, reading("2025", {"a": ("fuel", "20", "10")}, "10", products), RULES)
    assert "no_mix" in found.notes
    assert "mix" not in found.effects


def test_energy_by_product_beyond_the_whole_is_not_believed() -> None:
    products = {"C01": ("3", "t", "5"), "C02": ("1", "t", "3")}
    before = reading("2024", {"a": ("fuel", "12", "6")}, "6", products)
    assert "no_mix" in attribute(before, before, RULES).notes


def test_without_energy_all_of_a_fuel_is_energy_intensity() -> None:
    before = reading("2024", {"a": ("fuel", "30", None)}, None, output="100")
    found = attribute(before, reading("2025", {"a": ("fuel", "24", None)}, None, output="100"), RULES)
    assert effects(found) == {"energy": D(-6)}
    assert "no_energy" in found.notes


def test_without_output_nothing_is_put_down_to_it() -> None:
    before = reading("2024", {"p": ("process", "30", None)})
    found = attribute(before, reading("2025", {"p": ("process", "24", None)}), RULES)
    assert effects(found) == {"process": D(-6)}
    assert "no_output" in found.notes


def test_a_boundary_drawn_anew_moves_the_source_and_its_energy() -> None:
    before = reading("2024", {"w": ("power", "50", "10")}, "16", output="100").adjusted({"w": D(25)})
    assert (before.emission, before.sources[0].emission, before.sources[0].energy) == (75, 75, 15)
    assert before.energy == 21


def test_what_joins_as_a_source_of_its_own_is_kept() -> None:
    before = reading("2024", {"w": ("power", "50", "10")}, "10").adjusted({"fuel.co2[F09]": D(5)})
    assert before.emission == 55
    assert (before.sources[-1].line, before.sources[-1].row) == ("fuel.co2", "F09")


SHIPPED = [
    (id_, edition)
    for id_, editions in CATALOGUE.editions.items()
    for edition in editions
    if CATALOGUE.method(id_, edition).method.kind == "inventory"
]


@pytest.mark.parametrize(("id_", "edition"), SHIPPED, ids=[f"{id_}@{edition}" for id_, edition in SHIPPED])
def test_the_sources_of_every_method_that_ships_are_its_whole_total(id_: str, edition: str) -> None:
    """Nothing is left to a source without a name, and half of every source is exactly half of the total less."""
    compiled, energy = CATALOGUE.method(id_, edition), CATALOGUE.method("cn.energy", "2020")
    folder = CATALOGUE.resources / "methods" / id_ / edition
    for example in examples(folder, compiled):
        project = example.project(Pin("method", id_, edition), VOCABULARY)
        sets = [CATALOGUE.factor_set(name) for name in (*example.sets, *compiled.method.factor_sets)]
        inventory = Inventory(compiled, book(example.published_factors(), *sets), project)
        beside = Inventory(energy, book(*map(CATALOGUE.factor_set, energy.method.factor_sets)), project)
        lines = [line.id for line in sources.source_lines(inventory, "location")]
        whole = sources.total_line(inventory, "location")
        assert whole is not None
        found = read(inventory, beside, example.year, "location", lines, whole.id, RULES)
        if isinstance(found, Missing):  # an example of one line alone
            continue
        assert all(source.line for source in found.sources)
        assert total(source.emission for source in found.sources) == found.emission
        half = tuple(replace(source, emission=source.emission / 2) for source in found.sources)
        later = replace(found, emission=total(source.emission for source in half), sources=half)
        parts = [
            Fraction(part) for by in attribute(found, later, RULES).effects.values() for part in by.values()
        ]
        assert sum(parts, Fraction(0)) == Fraction(later.emission) - Fraction(found.emission)
