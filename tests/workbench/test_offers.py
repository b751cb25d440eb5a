"""Which methods a sector is offered: none is out of reach, and a class that is not listed goes by its division."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import CATALOGUE
from zcdesk.workbench.beginning import Draft, fault
from zcdesk.workbench.updates import offers

KNOWN = offers.sectors(CATALOGUE)


def test_every_edition_of_every_method_is_offered_to_some_sector() -> None:
    reached = {each.key for code in KNOWN.sectors for each in offers.offers(CATALOGUE, KNOWN, code)}
    held = {f"{id_}@{edition}" for id_, editions in CATALOGUE.editions.items() for edition in editions}
    assert held - reached == set()


def test_a_class_that_is_not_listed_is_taken_by_its_division() -> None:
    (found,) = KNOWN.find("2669")
    assert found.code == "2669"
    assert found.words == KNOWN.sectors["26"].words
    first = offers.offers(CATALOGUE, KNOWN, "2669")[0]
    assert (first.id, first.standing) == ("cn.chemical", "recommended")
    assert "2669" in first.reason.zh
    assert "主管部门" in first.reason.zh  # the class is not certain


@pytest.mark.parametrize("text", ["9999", "26699", "x2669", "没有这种产品"])
def test_what_is_no_class_finds_nothing(text: str) -> None:
    assert KNOWN.find(text) == ()


@pytest.mark.parametrize(
    ("product", "method"),
    [
        ("合成氨", "cn.chemical"),
        ("烧碱", "cn.chemical"),
        ("制冷剂", "cn.fluorochemical"),
        ("甲醇", "cn.chemical"),
        ("兰炭", "cn.coking"),
        ("浮法玻璃", "cn.flat-glass"),
        ("预焙阳极", "cn.carbon"),
        ("医院", "cn.public-building"),
        ("8411", "cn.public-building"),
        ("快递", "cn.land-transport"),
    ],
)
def test_a_product_leads_to_its_method(product: str, method: str) -> None:
    found = KNOWN.find(product)
    assert method in {each.id for each in offers.offers(CATALOGUE, KNOWN, found[0].code)}


def test_the_general_method_may_stand_alone_and_one_of_energy_may_not() -> None:
    every = {each.key: each for each in offers.offers(CATALOGUE, KNOWN, "3453")}
    draft = Draft(sector=KNOWN.of("3453"), years=("2025",))
    assert fault(replace(draft, methods=(every["iso.14064@2018"],)), "methods") is None
    energy = tuple(each for key, each in every.items() if key.startswith("cn.energy"))
    assert fault(replace(draft, methods=energy), "methods") is not None
