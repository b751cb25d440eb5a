"""Which of several amounts was typed in another unit: told where one stands apart, and nothing where none does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest

from tests.conftest import CATALOGUE
from tests.packs.test_examples import METHODS, computed, folder
from zcdesk.calc.inventory import Inventory
from zcdesk.calc.monthly import units_meant
from zcdesk.calc.review import findings
from zcdesk.domain.answer import Place
from zcdesk.domain.number import plain, read
from zcdesk.packs.examples import Example, examples


def whole(id_: str, edition: str, name: str = "whole") -> tuple[Inventory, str]:
    found = {each.id: each for each in examples(folder(id_, edition), CATALOGUE.method(id_, edition))}
    return computed(id_, edition, found[name]), found[name].year


def slipped(held: Inventory, year: str, typed: dict[Place, tuple[str, str]]) -> Inventory:
    """The plant with other digits or units at some places; ``""`` leaves them."""
    answers = dict(held.project.answers)
    for place, (text, unit) in typed.items():
        was = answers[place]
        answers[place] = replace(was, text=text or was.text, unit=unit or was.unit)
    project = replace(held.project, answers=MappingProxyType(answers))
    return Inventory(held.compiled, held.book, project)


def named(held: Inventory, year: str) -> list[tuple[str, str]]:
    """(place, unit meant) of the slips that are told."""
    found = [each for each in findings(held, year) if each.code.startswith("slip_")]
    return [(str(each.place), dict(each.details).get("meant_unit", "")) for each in found]


@pytest.mark.parametrize(
    ("id_", "edition", "place", "text", "unit", "meant"),
    [
        # kWh from the bill under MWh: 3,000,000 MWh for 5,000 x 10^4 CNY
        ("cn.ceramics", "2013", "power.grid", "3000000", "", "kWh"),
        ("cn.ceramics", "2013", "power.grid", "", "kWh", "MWh"),
        # CNY under 10^4 CNY, and the other way round
        ("cn.ceramics", "2013", "site.output_value", "50000000", "", "元"),
        ("cn.ceramics", "2013", "site.output_value", "", "元", "万元"),
        # kJ for GJ
        ("cn.carbon", "2024", "power.grid", "", "kWh", "MWh"),
    ],
)
def test_a_first_year_is_held_against_the_output_value(
    id_: str, edition: str, place: str, text: str, unit: str, meant: str
) -> None:
    held, year = whole(id_, edition)
    assert named(held, year) == []
    assert named(slipped(held, year, {Place(place, "", year): (text, unit)}), year) == [
        (f"{place}@{year}", meant)
    ]


def test_a_check_on_a_total_finds_the_one_amount_that_outweighs_all_others() -> None:
    held, year = whole("cn.machinery", "2015")
    place = Place("heat.amount", "R01", year)
    many = plain(read(held.project.answers[place].text) * 1_000_000)
    (told,) = named(slipped(held, year, {place: (many, "")}), year)
    assert told[0] == str(place)


def test_of_a_row_typed_in_one_unit_the_figure_in_another_was_meant() -> None:
    held, year = whole("cn.machinery", "2015")
    bought = Place("fgas.bought", "P02", year)  # the rest of the row is in kg
    assert named(slipped(held, year, {bought: ("", "t")}), year) == [(str(bought), "kg")]


def test_where_digits_would_explain_it_alike_nothing_is_told() -> None:
    held, year = whole("cn.coking", "2014", "two-views")
    place = Place("power.certificates", "", year)
    many = plain(read(held.project.answers[place].text) * 1000)
    worse = slipped(held, year, {place: (many, "")})
    assert {each.code for each in findings(worse, year)} >= {"certificates_over_grid"}
    assert named(worse, year) == []  # the grid may be a thousand too small as well


def cases() -> Iterator[tuple[str, str, Example]]:
    for id_, edition in METHODS:
        for example in examples(folder(id_, edition), CATALOGUE.method(id_, edition)):
            yield id_, edition, example


def test_no_example_of_any_method_has_a_slip() -> None:
    told = {
        (id_, edition, example.id): slips
        for id_, edition, example in cases()
        if (slips := named(computed(id_, edition, example), example.year))
    }
    assert told == {}


def sweep(id_: str, edition: str, example: Example) -> Iterator[tuple[str, list[str]]]:
    """Each amount of an example, once too small and once too large by its unit: the place, and what is told."""
    held, year = computed(id_, edition, example), example.year
    for place, answer in held.project.answers.items():
        quantity = CATALOGUE.vocabulary.quantities.get(place.quantity)
        counts = quantity is not None and quantity.kind == "number" and quantity.fold == "sum"
        if not counts or quantity is None or answer.standing != "given" or place.period != year:
            continue
        canonical = held.resolver.unit_text(quantity, place.row)
        typed = answer.unit or canonical
        other = next(
            (each for each in units_meant(held, quantity, canonical, typed, ()) if each != typed), ""
        )
        if not other:
            continue
        ratio = held.resolver.ratio(typed, other)
        many = max(ratio, 1 / ratio) if ratio else 1
        text = plain(read(answer.text) * Decimal(many.numerator) / Decimal(many.denominator)) if ratio else ""
        for change in (("", other), (text, typed)):
            yield str(place), [at for at, _ in named(slipped(held, year, {place: change}), year)]


@pytest.mark.parametrize("id_", ["cn.ceramics"])
def test_every_amount_once_too_large_and_once_too_small(id_: str) -> None:
    """About a quarter of single slips is named in a first year; what is named is what was slipped."""
    (edition,) = CATALOGUE.editions[id_]
    (example,) = [each for at, _, each in cases() if at == id_ and each.id == "whole"]
    found = list(sweep(id_, edition, example))
    assert [(place, told) for place, told in found if told and place not in told] == []
    assert sum(place in told for place, told in found) * 5 >= len(found)


@pytest.mark.long
def test_every_amount_of_every_example() -> None:
    """923 amounts, twice: 27 in 100 are named, where it was 10 before output value and size were heard."""
    found = [each for id_, edition, example in cases() for each in sweep(id_, edition, example)]
    wrong = [place for place, told in found if told and place not in told]
    assert len(wrong) * 500 <= len(found)
    assert sum(place in told for place, told in found) * 5 >= len(found)
