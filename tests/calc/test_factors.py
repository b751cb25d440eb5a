"""Choosing a factor: never a later year, and whatever is not the plain choice carries a flag."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.calc.plant import book, factor, factor_set, flags, gaps
from tests.conftest import CATALOGUE
from zcdesk.domain.trace import Result, Traced

GRID = factor_set(
    "grid",
    factor("grid.national", "CN", "0.55", "tCO2/MWh", "2021"),
    factor("grid.national", "CN", "0.54", "tCO2/MWh", "2022"),
    factor("grid.national", "CN", "0.53", "tCO2/MWh", "2023"),
)


def number(result: Result) -> Decimal:
    assert isinstance(result, Traced), result
    return result.number


@pytest.mark.parametrize(
    "year, value, flagged",
    [
        ("2021", "0.55", []),
        ("2022", "0.54", []),
        ("2023", "0.53", []),
        ("2024", "0.53", ["older_year"]),
        ("2030", "0.53", ["older_year"]),
    ],
)
def test_the_year_itself_else_the_latest_earlier_one(year: str, value: str, flagged: list[str]) -> None:
    found = book(GRID).choose("grid.national", "CN", "", year)
    assert number(found) == Decimal(value)
    assert flags(found) == flagged


@pytest.mark.parametrize("year", ["2020", "2012", "1990"])
def test_never_a_later_year(year: str) -> None:
    assert gaps(book(GRID).choose("grid.national", "CN", "", year)) == [f"factor grid.national/CN//{year}"]


def test_an_older_year_says_which() -> None:
    found = book(GRID).choose("grid.national", "CN", "", "2025")
    assert isinstance(found, Traced)
    assert dict(found.flags[0].details) == {
        "factor": "grid:grid.national/CN/CN/2023", "year": "2023", "wanted": "2025",
    }  # fmt: skip


def test_a_single_dated_value_is_not_an_older_one() -> None:
    one = factor_set("heat", factor("heat.purchased", "CN-SH", "0.06", "tCO2/GJ", "2020"))
    assert flags(book(one).choose("heat.purchased", "CN-SH", "", "2023")) == []


def test_a_value_without_a_year_holds_always() -> None:
    gwp = factor_set("gwp", factor("gwp.ch4", "any", "21", "tCO2e/tCH4"))
    assert flags(book(gwp).choose("gwp.ch4", "any", "", "2050")) == []


def test_a_value_of_a_later_set_is_a_visible_fallback() -> None:
    own = factor_set("own", factor("fuel.ncv", "coke", "28", "GJ/t"))
    other = factor_set(
        "other", factor("fuel.ncv", "coke", "29", "GJ/t"), factor("fuel.ncv", "diesel", "43", "GJ/t")
    )
    both = book(own, other)
    assert flags(both.choose("fuel.ncv", "coke", "", "2023")) == []
    found = both.choose("fuel.ncv", "diesel", "", "2023")
    assert flags(found) == ["fallback_set"]
    assert isinstance(found, Traced)
    assert dict(found.flags[0].details)["own"] == "own"


def test_a_set_that_alone_has_a_kind_is_no_fallback() -> None:
    own = factor_set("own", factor("fuel.ncv", "coke", "28", "GJ/t"))
    helper = factor_set("helper", factor("fuel.density", "diesel", "0.84", "kg/L"))
    assert flags(book(own, helper).choose("fuel.density", "diesel", "", "2023")) == []


@pytest.mark.parametrize("confidence, flagged", [("A", []), ("B", ["single_source"]), ("C", ["unconfirmed"])])
def test_confidence_shows(confidence: str, flagged: list[str]) -> None:
    row = factor("grid.national", "CN", "0.5", "tCO2/MWh", confidence=confidence)  # type: ignore[arg-type]
    assert flags(book(factor_set("a", row)).choose("grid.national", "CN", "", "2023")) == flagged


def test_an_unconfirmed_row_that_ships_is_flagged() -> None:
    shipped = book(CATALOGUE.factor_set("cn.grid"))
    found = shipped.choose("grid.regional", "CN-EAST", "", "2011")
    assert "unconfirmed" in flags(found)


def test_a_value_past_its_validity_is_flagged() -> None:
    row = factor("grid.ets", "CN", "0.6101", "tCO2/MWh", valid_to="2020-12-31")
    found = book(factor_set("a", row))
    assert flags(found.choose("grid.ets", "CN", "", "2020")) == []
    assert flags(found.choose("grid.ets", "CN", "", "2021")) == ["expired"]


def test_a_region_is_held_to_when_asked_for() -> None:
    rows = factor_set(
        "a",
        factor("heat.purchased", "default", "0.11", "tCO2/GJ"),
        factor("heat.purchased", "default", "0.06", "tCO2/GJ", region="CN-SH"),
    )
    assert number(book(rows).choose("heat.purchased", "default", "CN-SH", "2023")) == Decimal("0.06")
    assert gaps(book(rows).choose("heat.purchased", "default", "CN-BJ", "2023"))


@pytest.mark.parametrize(
    "kind, key, value, unit, read_as, read_in",
    [
        ("grid.national", "CN", "530", "gCO2/kWh", "0.53", "tCO2/MWh"),
        ("grid.national", "CN", "0.5300", "kgCO2/kWh", "0.5300", "kgCO2/kWh"),
        ("fuel.carbon", "coke", "29.5", "kgC/GJ", "0.0295", "tC/GJ"),
        ("fuel.ncv", "natural_gas", "389.31", "GJ/万Nm3", "389.31", "GJ/万Nm3"),
    ],
)
def test_a_value_is_read_in_the_unit_of_its_kind(
    kind: str, key: str, value: str, unit: str, read_as: str, read_in: str
) -> None:
    found = book(factor_set("a", factor(kind, key, value, unit))).choose(kind, key, "", "2023")
    assert isinstance(found, Traced)
    assert (str(found.value), found.unit) == (read_as, read_in)


def test_the_source_of_a_value_leads_back_to_its_row() -> None:
    shelf = book(GRID)
    found = shelf.choose("grid.national", "CN", "", "2022")
    assert isinstance(found, Traced)
    row = shelf.factor(found.source)
    assert row is not None
    assert (row.value, row.year, found.because) == (Decimal("0.54"), "2022", "No. grid table 1")
    assert shelf.factor("grid:grid.national/CN/CN/1999") is None
    assert shelf.factor("nothing:a/b/c/d") is None
