"""Names found by pinyin."""

from __future__ import annotations

import pytest

from zcdesk import places
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.spelling import BEGINNING, INSIDE, WHOLE
from zcdesk.workbench.updates import offers

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))


@pytest.mark.parametrize(
    ("typed", "name", "rank"),
    [
        ("jiangsu", "江苏省", BEGINNING),
        ("jss", "江苏省", WHOLE),
        ("JiangSS", "江苏省", WHOLE),
        ("jiang su sheng", "江苏省", WHOLE),
        ("chongqing", "重庆市", BEGINNING),
        ("xizang", "西藏自治区", BEGINNING),
        ("trq", "天然气", WHOLE),
        ("ranqi", "天然气", INSIDE),
        ("co2bhq", "CO2 保护气", None),  # letters of the name itself are no pinyin to begin with
        ("jx", "江苏省", None),
        ("35", "3421", None),
        ("", "江苏省", None),
        ("江", "江苏省", None),
    ],
)
def test_letters_spell_a_name(typed: str, name: str, rank: int | None) -> None:
    assert CATALOGUE.spelling.rank(typed, name) == rank


def test_every_name_that_is_chosen_can_be_spelled() -> None:
    known = CATALOGUE.spelling.readings
    names = [
        option.words.zh for options in CATALOGUE.vocabulary.lists.values() for option in options.values()
    ]
    names += [sector.words.zh for sector in offers.sectors(CATALOGUE).sectors.values()]
    unknown = {sign for name in names for sign in name if "\u4e00" <= sign <= "\u9fff" and sign not in known}
    assert not unknown


@pytest.mark.parametrize("typed", ["机床", "jichuang", "jc"])
def test_a_sector_is_found_by_its_product(typed: str) -> None:
    found = {sector.code for sector in offers.sectors(CATALOGUE).find(typed)}
    assert {"3421", "3422", "3425", "3429"} <= found
