"""Which published worked examples a method reproduces, by which example of a pack, and why the others are not.

The examples themselves are computed to the printed digit in `test_examples`; sums and shares that a publication itself
gets wrong are in ``tests/calc/published`` and named in `tests.calc.test_audit`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.calc.test_audit import PUBLISHED, SLIPS
from tests.conftest import CATALOGUE
from zcdesk.packs.examples import Example, examples

REPRODUCED = {
    # a machinery maker; each line of the source is cut off, which the example says
    "cn01": [
        ("cn.machinery", "2015", "plant", "scope1.fuel", "181"),
        ("cn.machinery", "2015", "plant", "scope2.power", "851"),
    ],
    # a fabric maker; 2022 has a digit error, found by the audit
    "cn03": [("cn.textile", "2018", "power-fabric", "scope2.power", "3579.5")],
    # a paper group; 2024, the other years are sums of printed lines only
    "cn08": [
        ("cn.paper", "2015", "group-paper-2024", "", ""),
        ("cn.paper", "2015", "group-packaging-2024", "", ""),
    ],
    # a cement group; 2024, in 2022 the printed lines do not give the printed total
    "cn18": [("cn.cement", "2025", "group-2024", "", "")],
    # Australian factors: electricity by location and market, two sites
    "gd01": [
        ("iso.14064", "2018", "nga-power", "scope2.power_market", "6839.61"),
        ("iso.14064", "2018", "nga-power", "total.location", "7571"),
        ("iso.14064", "2018", "nga-power-victoria", "total.location", "12702"),
        ("cn.machinery", "2015", "nga-power", "", ""),
    ],
    # Australian factors: gas, LNG, diesel burnt and driven, a refrigerant
    "gd02": [
        ("iso.14064", "2018", "nga-gas", "scope1.total", "5153"),
        ("iso.14064", "2018", "nga-lng", "scope1.total", "1499"),
        ("iso.14064", "2018", "nga-diesel", "fuel.co2", "1888.7"),
        ("iso.14064", "2018", "nga-transport", "", ""),
        ("iso.14064", "2018", "nga-refrigerant", "scope1.sealed", "0.202"),
    ],
    # American factors: gas with its three gases, purchased steam (its CO2; no method has CH4 of purchased heat)
    "gd06": [("iso.14064", "2018", "epa-gas", "", ""), ("cn.machinery", "2015", "steam", "", "")],
    # a hospital, verified by a third party
    "tw01": [
        ("iso.14064", "2018", "hospital-2024", "", ""),
        ("cn.public-building", "2015", "hospital", "", ""),
    ],
}

ELSEWHERE = {
    "un02": "tests/calc/test_uncertainty.py",  # ±1 % and ±7 % are ±7.07 %
}

NOT_COVERED = {
    "en01": "a regression of gas on production and degree days: no method has baselines of that kind",
    "pc04": "modules A1 to D of a product declaration: no inventory of an organisation",
    "zc02": "claims of avoided emissions whose inventories are not printed: nothing to compute",
}


def example(method: str, edition: str, id_: str) -> Example:
    found = examples(CATALOGUE.resources / "methods" / method / edition, CATALOGUE.method(method, edition))
    (one,) = [each for each in found if each.id == id_]
    return one


@pytest.mark.parametrize("name", REPRODUCED)
def test_a_published_example_is_an_example_of_a_pack(name: str) -> None:
    for method, edition, id_, line, value in REPRODUCED[name]:
        found = example(method, edition, id_)
        assert found.source
        printed = {(each.line, each.value) for each in found.expect}
        assert not line or (line, value) in printed, (id_, printed)


def test_what_a_publication_gets_wrong_is_found_by_the_audit() -> None:
    assert set(SLIPS) <= set(REPRODUCED)
    assert {path.stem for path in PUBLISHED.glob("*.json")} == set(SLIPS)


def test_every_one_is_accounted_for() -> None:
    assert not set(REPRODUCED) & set(ELSEWHERE) | set(REPRODUCED) & set(NOT_COVERED)
    root = Path(__file__).resolve().parents[2]
    assert all("7.07" in (root / path).read_text(encoding="utf-8") for path in ELSEWHERE.values())
    assert len(REPRODUCED) + len(ELSEWHERE) + len(NOT_COVERED) == 12
