"""Steam and moisture: a year is computed month by month where means of the year would give something else."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import CATALOGUE
from zcdesk.calc.factors import FactorBook
from zcdesk.calc.grading import Origin
from zcdesk.calc.inventory import Inventory
from zcdesk.calc.taping import Taped
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.domain.project import Project, Row
from zcdesk.domain.trace import Traced, by_months, flags_of
from zcdesk.formula import steam

MONTHS = months_of("2025")
FEEDWATER = D("83.74")
"""Enthalpy of the feed water that is taken off. [kJ/kg]"""


def inventory(method: str, edition: str, row: Row, answers: dict[Place, Answer]) -> Inventory:
    compiled = CATALOGUE.method(method, edition)
    book = FactorBook(
        [CATALOGUE.factor_set(id_) for id_ in compiled.method.factor_sets], CATALOGUE.vocabulary
    )
    return Inventory(compiled, book, Project(("2025",), rows={row.id: row}, answers=answers))


def heat(steamed: list[str], pressures: list[str], temperatures: list[str], exported: str = "0") -> Inventory:
    told = {
        Place("heat.exported", "H01", "2025"): Answer(
            exported, standing="none" if exported == "0" else "given"
        )
    }
    for id_, texts in (("steam", steamed), ("pressure", pressures), ("temperature", temperatures)):
        for month, text in zip(MONTHS, texts, strict=True):
            told[Place(f"heat.{id_}", "H01", month)] = Answer(text)
    return inventory("cn.food", "2024", Row("H01", "heat"), told)


def known(held: Inventory, id_: str, period: str, row: str) -> Traced:
    result = held.line(id_, period, row)
    assert isinstance(result, Traced), result
    return result


STEAM = ["1000", "10", *["100"] * 10]
PRESSURE = ["0.5", "3", *["1"] * 10]
TEMPERATURE = ["160", "400", *["250"] * 10]


def test_steam_of_a_year_is_the_sum_of_its_months() -> None:
    held = heat(STEAM, PRESSURE, TEMPERATURE)
    year = known(held, "heat.net", "2025", "H01")
    by_hand = D(0)
    for amount, pressure, temperature in zip(STEAM, PRESSURE, TEMPERATURE, strict=True):
        enthalpy = steam.enthalpy(D(pressure), D(temperature))
        assert enthalpy is not None
        by_hand += D(amount) * (enthalpy - FEEDWATER) / 1000  # t * kJ/kg = MJ; GJ
    assert abs(year.number - by_hand) < D("1e-30")
    assert [item.period for item in by_months(year)] == list(MONTHS)
    assert not any(flag.code == "yearly_means" for flag in flags_of(year))
    mean = [held.quantity(f"heat.{id_}", "2025", "H01") for id_ in ("pressure", "temperature")]
    flat = steam.enthalpy(*[each.number for each in mean if isinstance(each, Traced)])
    assert flat is not None
    assert abs(year.number - D(2010) * (flat - FEEDWATER) / 1000) > 1  # what means of the year would give


def test_where_a_month_cannot_be_computed_means_are_taken_and_said() -> None:
    held = heat(STEAM, PRESSURE, TEMPERATURE, exported="5")  # typed for the year, not for its months
    year = known(held, "heat.net", "2025", "H01")
    assert by_months(year) == ()
    assert [flag.code for flag in year.flags] == ["yearly_means"]


def test_steam_of_one_pressure_all_year_is_computed_as_ever() -> None:
    told = {Place("heat.exported", "H01", "2025"): Answer("", standing="none")}
    told[Place("heat.pressure", "H01", "2025")] = Answer("1")
    told |= {Place("heat.steam", "H01", month): Answer("10") for month in MONTHS}
    year = known(inventory("cn.food", "2024", Row("H01", "heat"), told), "heat.net", "2025", "H01")
    assert by_months(year) == ()
    assert year.flags == ()


def test_a_month_that_changes_changes_the_year() -> None:
    held = heat(STEAM, PRESSURE, TEMPERATURE)
    before = known(held, "heat.net", "2025", "H01").number
    place = Place("heat.pressure", "H01", "2025-02")
    held.update(
        Project(("2025",), rows=held.project.rows, answers={**held.project.answers, place: Answer("0.3")}),
        [place],
    )
    fresh = Inventory(held.compiled, held.book, held.project)
    assert known(held, "heat.net", "2025", "H01") == known(fresh, "heat.net", "2025", "H01")
    assert known(held, "heat.net", "2025", "H01").number != before


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(st.integers(1, 500), st.integers(2, 40), st.integers(230, 500)), min_size=12, max_size=12
    )
)
def test_the_months_add_up_to_the_year(cells: list[tuple[int, int, int]]) -> None:
    held = heat(
        [str(a) for a, _, _ in cells], [str(D(p) / 10) for _, p, _ in cells], [str(t) for *_, t in cells]
    )
    for id_ in ("heat.net", "heat.co2"):
        months = sum((known(held, id_, month, "H01").number for month in MONTHS), D(0))
        assert abs(months - known(held, id_, "2025", "H01").number) < D("1e-30")


COAL = ["100", "300", *["200"] * 10]
DRIED = ["50", "60", *["55"] * 10]
RECEIVED, AIR = ["8", "20", *["10"] * 10], ["2", "8", *["3"] * 10]


@pytest.mark.parametrize("edition", ["2015", "2022"])
def test_carbon_as_received_is_converted_in_each_month(edition: str) -> None:
    told = {Place("genset.carbon_basis", "G01"): Answer("air_dried")}
    ids = ("coal", "carbon", "moisture_received", "moisture_dried")
    for id_, texts in zip(ids, (COAL, DRIED, RECEIVED, AIR), strict=True):
        for month, text in zip(MONTHS, texts, strict=True):
            told[Place(f"genset.{id_}", "G01", month)] = Answer(f"0.{text}" if id_ == "carbon" else text)
    held = inventory("cn.power-generation", edition, Row("G01", "genset"), told)
    year = known(held, "genset.carbon_ar", "2025", "G01")
    carbon = sum(
        D(coal) * D(f"0.{dried}") * (100 - D(wet)) / (100 - D(air))
        for coal, dried, wet, air in zip(COAL, DRIED, RECEIVED, AIR, strict=True)
    )
    assert abs(year.number - carbon / D(2400)) < D("1e-25")  # by hand with 28 digits
    months = by_months(year)
    assert len(months) == 12
    assert year.formula == "months: mean(genset.coal)"


def test_the_uncertainty_rests_on_the_months() -> None:
    taped = Taped(heat(STEAM, PRESSURE, TEMPERATURE), CATALOGUE.grading)
    step = taped.step("heat.net", "2025", "H01")
    assert step is not None
    assert not taped.opaque
    year = known(taped.inventory, "heat.net", "2025", "H01")
    assert taped.tape.steps[step].value == pytest.approx(float(year.number), rel=1e-12)
    assert any(
        isinstance(each, Origin) and each.place == Place("heat.steam", "H01") for each in taped.origins
    )
