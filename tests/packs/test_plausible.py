"""A thousand times too much or too little is told by what the method itself holds against it; the examples are not."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from tests.conftest import CATALOGUE
from tests.packs.test_examples import METHODS, computed, folder
from zcdesk.calc.inventory import Inventory
from zcdesk.calc.review import findings
from zcdesk.domain.answer import Place
from zcdesk.domain.number import plain, read
from zcdesk.packs.examples import examples

CODES = {
    "exported_over_grid",
    "heat_against_fuel",
    "own_use_high",
    "plausible_electrode",
    "plausible_product",
    "plausible_step",
    "plausible_step_heat",
    "plausible_water",
    "vehicle_far",
}


def told(held: Inventory, year: str) -> set[tuple[str, str]]:
    return {(each.code, str(each.place)) for each in findings(held, year) if each.code in CODES}


CASES = [
    ("cn.land-transport", "2015", "transport.freight", "", ("more",), "plausible_product"),
    ("cn.land-transport", "2015", "transport.passenger", "", ("more",), "plausible_product"),
    ("cn.land-transport", "2015", "vehicle.distance", "P02", ("more",), "vehicle_far"),
    ("cn.magnesium", "2013", "magnesium.output", "", ("less",), "plausible_product"),
    ("cn.mining", "2015", "mine.ore", "", ("more", "less"), "plausible_product"),
    ("cn.other-nonferrous", "2015", "nonferrous.output", "", ("more", "less"), "plausible_product"),
    ("cn.paper", "2015", "paper.output", "", ("more", "less"), "plausible_product"),
    ("cn.petrochemical", "2014", "mainproduct.amount", "", ("more", "less"), "plausible_product"),
    ("cn.power-generation", "2015", "genset.heat_produced", "P01", ("more", "less"), "heat_against_fuel"),
    ("cn.power-generation", "2022", "genset.generated", "P02", ("more",), "own_use_high"),
    ("cn.public-building", "2015", "building.area", "", ("more",), "plausible_product"),
    ("cn.public-building", "2015", "datacentre.water", "P01", ("more", "less"), "plausible_water"),
    ("cn.steel", "2013", "steel.electrode", "", ("more",), "plausible_electrode"),
    ("cn.steel", "2025", "steel_step.power_in", "P09", ("more", "less"), "plausible_step"),
    ("cn.steel", "2025", "steel_step.heat_in", "P09", ("more",), "plausible_step_heat"),
    ("cn.food", "2024", "power.grid", "", ("less",), "exported_over_grid"),
]


@pytest.mark.parametrize(("id_", "edition", "quantity", "row", "ways", "code"), CASES)
def test_a_thousand_times_off_is_told(
    id_: str, edition: str, quantity: str, row: str, ways: tuple[str, ...], code: str
) -> None:
    (whole,) = [
        each for each in examples(folder(id_, edition), CATALOGUE.method(id_, edition)) if each.id == "whole"
    ]
    held = computed(id_, edition, whole)
    assert told(held, whole.year) == set()
    (place,) = [
        each
        for each in held.project.answers
        if (each.quantity, each.row) == (quantity, row) and each.period in ("", whole.year)
    ]
    answer = held.project.answers[place]
    for way in ways:
        value = read(answer.text) * 1000 if way == "more" else read(answer.text) / 1000
        answers = held.project.answers | {place: replace(answer, text=plain(value))}
        project = replace(held.project, answers=MappingProxyType(dict(answers)))
        codes = {each for each, _ in told(Inventory(held.compiled, held.book, project), whole.year)}
        assert code in codes, way


def test_no_example_is_told_of_but_the_one_with_a_hundred_gigajoules() -> None:
    found = {
        (id_, edition, example.id): told(computed(id_, edition, example), example.year)
        for id_, edition in METHODS
        for example in examples(folder(id_, edition), CATALOGUE.method(id_, edition))
    }
    place = Place("genset.heat_produced", "P01", "2022")  # 1,000 t of CO2 for 100 GJ: a share, not a plant
    assert {key: each for key, each in found.items() if each} == {
        ("cn.power-generation", "2022", "heat-share"): {("heat_against_fuel", str(place))}
    }


def test_feed_in_is_held_against_generation_and_asked_only_where_it_is_read() -> None:
    readers = {
        id_ for id_, edition in METHODS if "power.pv_exported" in CATALOGUE.method(id_, edition).quantities
    }
    assert "cn.machinery" in readers
    assert "cn.power-grid" not in readers
    for edition in CATALOGUE.editions["cn.machinery"]:
        (check,) = [
            each
            for each in CATALOGUE.method("cn.machinery", edition).checks
            if each.check.id == "power.pv_split"
        ]
        assert {"power.pv_exported", "power.pv_self_used", "power.pv_generated"} <= set(check.reads)
