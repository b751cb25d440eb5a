"""Slips as findings: which month, what was meant, and what the rest of the plant says to it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest

from tests.calc.plant import inventory, months, project
from zcdesk.calc.review import findings
from zcdesk.domain.answer import Place
from zcdesk.domain.finding import Finding
from zcdesk.domain.project import Project

STEAM = ["1168", "1067", "934", "668", "551", "141", "514", "511", "532", "548", "846", "1247"]
LAST = ["1292", "1006", "988", "686", "582", "145", "544", "524", "566", "566", "887", "1285"]
GAS = [
    "30100",
    "29500",
    "31000",
    "28500",
    "27900",
    "28000",
    "28800",
    "29100",
    "28700",
    "29900",
    "30300",
    "30800",
]


def with_(texts: list[str], month: int, text: str) -> list[str]:
    """The same months with another figure in one, January 1."""
    return [text if at == month else each for at, each in enumerate(texts, 1)]


def plant(*given: tuple[str, ...]) -> Project:
    """Steam of two years, gas of one."""
    return project(
        {"R01": "heat", "F01": "fuel", "C01": "product"}, ("fuel.kind", "F01", "", "natural_gas"), *given
    )


def slips(held: Project, year: str = "2023") -> list[Finding]:
    """What stands out, and whatever the packs say about jumps."""
    found = findings(inventory(held), year)
    return [each for each in found if each.code.startswith("slip") or each.code == "jump"]


def steam(texts: list[str], *more: tuple[str, ...]) -> Project:
    """Steam of this year, after `LAST`."""
    before = months("heat.amount", "R01", "2022", LAST, "GJ")
    return plant(*before, *months("heat.amount", "R01", "2023", texts, "GJ"), *more)


def test_steam_of_june_typed_as_1410_names_june_and_141() -> None:
    assert slips(steam(STEAM)) == []
    (found,) = slips(steam(with_(STEAM, 6, "1410")))
    assert (found.code, found.severity, str(found.place)) == (
        "slip_month_more",
        "warning",
        "heat.amount[R01]@2023-06",
    )
    told = dict(found.details)
    assert (told["mended"], told["before"], told["last"]) == ("141", "2022", "145")


def test_gas_of_april_typed_as_285000_is_found_without_another_year_and_is_the_only_finding() -> None:
    (found,) = slips(plant(*months("fuel.amount", "F01", "2023", with_(GAS, 4, "285000"), "Nm3")))
    assert (found.code, str(found.place)) == ("slip_month_more", "fuel.amount[F01]@2023-04")
    assert dict(found.details)["mended"] == "28500"


def test_a_jump_of_the_year_that_one_month_makes_is_told_once() -> None:
    last = months("fuel.amount", "F01", "2022", GAS, "Nm3")
    whole = plant(*last, *months("fuel.amount", "F01", "2023", with_(GAS, 4, "2850000"), "Nm3"))
    assert [each.code for each in slips(whole)] == [
        "slip_month_more"
    ]  # and no jump, though the year is 9 times last


@pytest.mark.parametrize(
    "quantity, row, unit, texts, month, slip, code",
    [
        ("weld.bought", "P01", "t", ["2.6", "2.4", "3.1", "2.9"] * 3, 2, "24", "slip_month_more"),
        (
            "site.output_value",
            "",
            "万元",
            ["1160", "1120", "1190", "1080"] * 3,
            5,
            "11600000",
            "slip_month_unit",
        ),  # 元
        ("product.amount", "C01", "", ["3008", "2842", "3193", "3149"] * 3, 12, "31490", "slip_month_more"),
        (
            "power.grid",
            "",
            "MWh",
            ["1600", "1737", "1777", "1650"] * 3,
            2,
            "173.7",
            "slip_month_unit",
        ),  # 万kWh
        (
            "fuel.ncv_measured",
            "F01",
            "GJ/万Nm3",
            ["388.6", "390.2", "389.1"] * 4,
            3,
            "38.91",
            "slip_month_unit",
        ),
    ],
)
def test_every_monthly_quantity_is_looked_at(
    quantity: str, row: str, unit: str, texts: list[str], month: int, slip: str, code: str
) -> None:
    rows = {"R01": "heat", "F01": "fuel", "C01": "product", "P01": "weld"}
    chosen = [("fuel.kind", "F01", "", "natural_gas"), ("product.unit", "C01", "", "piece")]
    held = project(rows, *chosen, *months(quantity, row, "2023", texts, unit))
    assert slips(held) == []
    (found,) = slips(project(rows, *chosen, *months(quantity, row, "2023", with_(texts, month, slip), unit)))
    assert (found.code, found.place and found.place.period) == (code, f"2023-{month:02d}")


def test_the_unit_of_the_other_months_is_the_one_that_was_meant() -> None:
    given = months("power.grid", "", "2023", ["1600315"] * 12, "kWh")
    given[3] = ("power.grid", "", "2023-04", "1650044", "MWh")
    (found,) = slips(plant(*given))
    assert (found.code, dict(found.details)["meant_unit"]) == ("slip_month_unit", "kWh")


def test_a_whole_year_in_another_unit_is_one_finding_at_the_year() -> None:
    last = months("power.grid", "", "2022", ["1600"] * 12, "MWh")
    (found,) = slips(plant(*last, *months("power.grid", "", "2023", ["1650044"] * 12, "MWh")))
    assert (found.code, str(found.place)) == ("slip_year_unit", "power.grid@2023")
    assert dict(found.details)["meant_unit"] == "kWh"


def test_a_month_in_which_the_plant_stood_still_is_no_slip() -> None:
    low = with_(GAS, 2, "2950")
    output = ["500"] * 12
    still = [
        ("site.output_value", "", f"2023-{at:02d}", "50" if at == 2 else "500", "万元") for at in range(1, 13)
    ]
    assert slips(plant(*months("fuel.amount", "F01", "2023", low, "Nm3"), *still)) == []
    full = months("site.output_value", "", "2023", output, "万元")
    (found,) = slips(plant(*months("fuel.amount", "F01", "2023", low, "Nm3"), *full))
    assert dict(found.details)["output"] == "0"  # output did not move with it


def test_a_month_whose_reason_was_written_is_a_note() -> None:
    held = steam(with_(STEAM, 6, "1410"))
    june = Place("heat.amount", "R01", "2023-06")
    noted = {**held.answers, june: replace(held.answers[june], note="新装置试车")}
    (found,) = slips(replace(held, answers=MappingProxyType(noted)))
    assert found.severity == "note"


def test_what_is_told_is_in_the_unit_that_was_typed() -> None:
    given = months("power.grid", "", "2023", ["160.03万"] * 12, "kWh")
    given[3] = ("power.grid", "", "2023-04", "16003000", "kWh")
    (found,) = slips(plant(*given))
    told = dict(found.details)
    assert (told["value"], told["others"], told["unit"]) == ("16003000", "1600300", "kWh")
    assert Decimal(told["times"]) == 10


BULK = ["0.5", "0.4", "0.6", "6.0", "0.5", "0.4", "5.5", "0.6", "0.5", "7.0", "0.4", "0.5"]


def paid(texts: list[str], price: str = "0.72") -> list[tuple[str, ...]]:
    """Bills in 万元 at one price for what was really bought."""
    return months("fuel.cost", "F01", "2023", [f"{Decimal(each) * Decimal(price)}" for each in texts], "万元")


def diesel(texts: list[str], *more: tuple[str, ...]) -> Project:
    """Diesel of a year by month, in t."""
    return project(
        {"F01": "fuel"},
        ("fuel.kind", "F01", "", "diesel"),
        *months("fuel.amount", "F01", "2023", texts, "t"),
        *more,
    )


def test_a_bill_tells_the_slip_in_what_is_bought_in_bulk() -> None:
    slip = with_(BULK, 5, "5.0")
    assert slips(diesel(slip)) == []  # one bulk more: nothing strange by itself
    assert slips(diesel(BULK, *paid(BULK))) == []
    (found,) = slips(diesel(slip, *paid(BULK)))
    assert (found.code, str(found.place)) == ("slip_month_more", "fuel.amount[F01]@2023-05")
    told = dict(found.details)
    assert (told["mended"], told["price"], told["price_usual"]) == ("0.5", "720", "7200")
    assert told["price_unit"] == "元/t"


def test_a_month_whose_bill_moved_with_it_is_no_slip() -> None:
    level = ["5.0"] * 12
    assert [each.code for each in slips(diesel(with_(level, 5, "50")))] == ["slip_month_more"]
    assert slips(diesel(with_(level, 5, "50"), *paid(with_(level, 5, "50")))) == []
    (found,) = slips(diesel(level, *paid(with_(level, 5, "50"))))
    assert str(found.place) == "fuel.cost[F01]@2023-05"  # then it is the bill that was mistyped


def test_a_month_above_the_capacity_of_a_year_says_so() -> None:
    made = months("product.amount", "C01", "2023", with_(["3000"] * 12, 4, "300000"))
    held = project(
        {"C01": "product"},
        ("product.unit", "C01", "", "piece"),
        ("product.capacity", "C01", "2023", "40000"),
        *made,
    )
    (found,) = slips(held)
    assert dict(found.details)["capacity"] == "40000 件"
