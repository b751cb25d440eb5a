"""Units of formulas: what does not fit is refused when a pack loads, what converts does so exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.conftest import VOCABULARY
from tests.formula.reading import checked, scope
from zcdesk.formula.syntax import FormulaError, Scaled, parse
from zcdesk.formula.units import check


@pytest.mark.parametrize(
    "text, unit, message",
    [
        ("heat * rate", "tCO2", "is not tCO2"),  # 44/12 is forgotten
        ("ch4", "tCO2e", "tCH4 is not tCO2e"),
        ("co2", "tCO2e", "tCO2 is not tCO2e"),
        ("mass", "tCO2", "t is not tCO2"),
        ("mass + heat", "t", "GJ is not t"),
        ("coal", "GJ", "tce is not GJ"),
        ("volume", "Nm3", "m3 is not Nm3"),
        ("mass * mass", "t", "is not t"),
        ("mass + 1", "t", "1 is not t"),
        ("min(mass, heat)", "t", "GJ is not t"),
        ("if_(mass > heat, mass, mass)", "t", "GJ is not t"),
        ("if_(new, mass, heat)", "t", "GJ is not t"),
        ("first(mass, heat)", "t", "GJ is not t"),
        ("if_(mass, mass, mass)", "t", "a yes or no is wanted here"),
        ("new * 2", "1", "a number is wanted here"),
        ("kind * 2", "1", "a number is wanted here"),
        ("new", "1", "gives no number"),
        ("kind == 'coke'", "1", "gives no number"),
        ("nothing", "t", "no such name: nothing"),
        ("sum(mass)", "t", "mass does not belong to the rows of a table"),
        ("sum(row_kind)", "t", "row_kind is not a number"),
        ("sum(row_amount)", "fuel-unit", "counted in units of their own"),
        ("sum_if(row_amount, row_new)", "fuel-unit", "counted in units of their own"),
        ("sum_if(mass, new)", "t", "mass does not belong to the rows of a table"),
        ("sum_if(row_kind, new)", "t", "row_kind is not a number"),
        ("sum_if(row_mass, row_heat)", "t", "a yes or no is wanted here"),
        ("sum_if(row_mass, row_heat > row_mass)", "t", "is not"),
        ("sum_if(row_mass, row_kind == 'nothing')", "t", "list fuel has no option 'nothing'"),
        ("sum_if(row_mass, row_new)", "tCO2", "t is not tCO2"),
        ("factor('nothing', kind)", "1", "no such kind of factor: nothing"),
        ("factor('carbon', mass)", "tC/GJ", "a choice or a quoted text"),
        ("amount * factor('ncv', 'coke')", "GJ", "ncv is counted in the unit of the row: the key is kind"),
        ("amount * factor('ncv', other)", "GJ", "ncv is counted in the unit of the row: the key is kind"),
        ("amount * factor('carbon', kind)", "GJ", "is not GJ"),
        ("years(mass)", "1", "years takes a date"),
        ("months(start, kind)", "1", "months takes a date"),
        ("days(start)", "1", "d is not 1"),
        ("start", "1", "gives no number"),
        ("label", "1", "label is a text, which no formula reads"),
        ("label * mass", "1", "label is a text, which no formula reads"),
        ("rows(mass)", "1", "mass does not belong to the rows of a table"),
        ("rows(row_label) * mass", "1", "kg is not 1"),
        ("end - start", "1", "a number is wanted here"),
    ],
)
def test_what_does_not_fit_is_refused(text: str, unit: str, message: str) -> None:
    with pytest.raises(FormulaError) as bad:
        check(parse(text), scope(), VOCABULARY.units.parse(unit))
    assert message in str(bad.value)


@pytest.mark.parametrize(
    "text, message",
    [
        ("mass", "gives no yes or no"),
        ("kind", "gives no yes or no"),
        ("mass > heat", "GJ is not t"),
        ("kind > 'coke'", "a choice cannot be compared by >"),
        ("kind == 'nothing'", "list fuel has no option 'nothing'"),
        ("'nothing' == kind", "list fuel has no option 'nothing'"),
        ("kind == mass", "a choice is compared with a choice"),
        ("label == 'x'", "a choice is compared with a choice"),
        ("new == new", "yes or no is not compared"),
        ("mass and new", "a yes or no is wanted here"),
        ("not mass", "a yes or no is wanted here"),
    ],
)
def test_a_condition_that_makes_no_sense_is_refused(text: str, message: str) -> None:
    with pytest.raises(FormulaError) as bad:
        check(parse(text), scope(), None)
    assert message in str(bad.value)


def test_a_factor_bound_to_rows_needs_rows() -> None:
    with pytest.raises(FormulaError, match="no row has one here"):
        check(parse("factor('ncv', kind)"), scope(unit_of=""), VOCABULARY.units.parse("GJ/fuel-unit"))


@pytest.mark.parametrize(
    "text, unit, values, expected",
    [
        ("mass + small", "t", {"mass": 2, "small": 500}, "2.5"),
        ("small + mass", "t", {"mass": 2, "small": 500}, "2.5"),
        ("small + mass", "kg", {"mass": 2, "small": 500}, "2500"),
        ("mass - small", "kg", {"mass": 2, "small": 500}, "1500"),
        ("max(mass, small)", "t", {"mass": 2, "small": 5000}, "5"),
        ("first(small, mass)", "t", {"mass": 2, "small": 500}, "0.5"),
        ("if_(mass > small, 1, 0)", "1", {"mass": 2, "small": 1999}, "1"),
        ("if_(mass > small, 1, 0)", "1", {"mass": 2, "small": 2001}, "0"),
        ("power", "GJ", {"power": 1}, "3.6"),
        ("heat", "MWh", {"heat": Decimal("7.2")}, "2"),
        ("carbon * c_to_co2", "tCO2", {"carbon": 3, "c_to_co2": Fraction(44, 12)}, "11"),
        ("carbon_kg * c_to_co2", "tCO2", {"carbon_kg": 3000, "c_to_co2": 4}, "12"),
        ("ch4 * gwp", "tCO2e", {"ch4": 2, "gwp": 21}, "42"),
        ("ch4 * gwp", "kgCO2e", {"ch4": 2, "gwp": 21}, "42000"),
        ("mass * share", "t", {"mass": 200, "share": 95}, "190"),
        ("share", "%", {"share": 95}, "95"),
        ("share", "1", {"share": 95}, "0.95"),
        ("share * share", "1", {"share": 50}, "0.25"),
        ("share * share", "%", {"share": 50}, "25"),
        ("1 - share", "1", {"share": 5}, "0.95"),
        ("1 - share", "%", {"share": 5}, "95"),
        ("ratio + share", "1", {"ratio": Decimal("0.5"), "share": 5}, "0.55"),
        ("0 - mass", "kg", {"mass": 2}, "-2000"),
        ("mass * 0 + small", "kg", {"mass": 2, "small": 3}, "3"),
        ("amount * ncv", "GJ", {"amount": 10, "ncv": 20}, "200"),
        (
            "amount * ncv * rate * c_to_co2",
            "kgCO2",
            {"amount": 1, "ncv": 1, "rate": 1, "c_to_co2": 1},
            "1000",
        ),
        ("step(share, 0.1, 2, 0.5, 10)", "1", {"share": 30}, "2"),
        ("step(small, mass, 2)", "1", {"small": 1000, "mass": 1}, "2"),
    ],
)
def test_what_converts_does_so_exactly(
    text: str, unit: str, values: dict[str, object], expected: str
) -> None:
    assert checked(text, unit, **values) == Decimal(expected)


@pytest.mark.parametrize(
    "text, values, expected",
    [
        ("mass > 0", {"mass": 1}, True),
        ("kind == 'coke'", {"kind": "coke"}, True),
        ("kind != 'coke'", {"kind": "diesel"}, True),
        ("new and not (mass < small)", {"new": True, "mass": 1, "small": 999}, True),
        ("share <= 1", {"share": 100}, True),
        ("share < 1", {"share": 100}, False),
    ],
)
def test_a_condition_is_answered(text: str, values: dict[str, object], expected: bool) -> None:
    assert checked(text, None, **values) is expected


def test_a_conversion_is_a_step_of_its_own_and_per_cent_is_not_shown() -> None:
    whole = check(parse("small"), scope(), VOCABULARY.units.parse("t"))
    assert isinstance(whole, Scaled)
    assert whole.shown
    part = check(parse("share"), scope(), VOCABULARY.units.parse("1"))
    assert isinstance(part, Scaled)
    assert not part.shown
