"""Annex table 1: the mass of each gas beside its CO2 equivalent, whatever the method counts."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from tests.report.plants import CATALOGUE
from tests.report.test_every_method import EDITIONS, fullest, printed
from zcdesk.calc.factors import FactorBook
from zcdesk.calc.inventory import Inventory
from zcdesk.domain.document import Document, Table
from zcdesk.domain.project import Pin
from zcdesk.domain.trace import Traced
from zcdesk.report.telling.gases import gases_of

TYPED = {"scope1.facility", "scope1.aviation"}
"""Emissions that the plant states in CO2 equivalent only."""


def inventory(id_: str, edition: str) -> tuple[Inventory, str]:
    compiled, example = CATALOGUE.method(id_, edition), fullest(id_, edition)
    project = example.project(Pin("method", id_, edition, compiled.method.digest), CATALOGUE.vocabulary)
    sets = [
        CATALOGUE.factor_set(each) for each in dict.fromkeys((*example.sets, *compiled.method.factor_sets))
    ]
    return Inventory(
        compiled, FactorBook([example.published_factors(), *sets], CATALOGUE.vocabulary), project
    ), example.year


@pytest.mark.parametrize("edition", EDITIONS, ids="@".join)
def test_every_direct_emission_has_its_gases_and_they_add_up(edition: tuple[str, str]) -> None:
    held, year = inventory(*edition)
    for line in held.compiled.method.lines.values():
        result = held.line(line.id, year) if line.scope == "1" and not line.over and not line.total else None
        if not isinstance(result, Traced) or not result.number or line.unit not in ("tCO2", "tCO2e"):
            continue
        gases = gases_of(held, line.id, year)
        if line.id in TYPED:
            assert gases == ()
            continue
        assert gases, line.id
        assert abs(sum((gas.co2e for gas in gases), D(0)) - result.number) < D("1e-12")


def annex(document: Document) -> Table:
    return next(
        block for block in document.blocks if isinstance(block, Table) and block.title.startswith("附表 1")
    )


def rows(id_: str, edition: str) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in annex(printed(id_, edition, "zh")).rows]


def test_the_anode_effect_is_told_by_gas() -> None:
    """CF4 and C2F6 of the aluminium example, with their masses and the potentials that the method names."""
    told = rows("cn.aluminium", "2013")
    at = next(index for index, row in enumerate(told) if "阳极效应" in row[1])
    assert told[at][2:4] == ("多种", "—")
    assert [row[2:4] for row in told[at + 1 : at + 3]] == [("CF₄", "5.796"), ("C₂F₆", "0.5796")]
    assert [row[2:4] for row in told[-2:]] == [("CF₄", "5.796"), ("C₂F₆", "0.5796")]


def test_a_source_of_one_gas_has_its_mass_in_its_own_row() -> None:
    (sf6,) = [row for row in rows("cn.power-grid", "2015") if row[0] and row[2:4] == ("SF₆", "0.09")]
    assert sf6[4] == "2,151.00"  # 0.09 t times 23,900
