"""Findings: each kind of bad or doubtful answer is named once, at its place."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from tests.calc.plant import inventory, months, project
from zcdesk.calc.checks import gaps, total_lines, worst
from zcdesk.calc.review import Review, findings
from zcdesk.domain.answer import Answer, Cite, Place
from zcdesk.domain.evidence import Evidence
from zcdesk.domain.finding import Finding
from zcdesk.domain.project import Project
from zcdesk.domain.trace import confirmation

BARE = [(table, "", "", "none") for table in ("fuel", "heat", "biomass", "weld", "fgas")]
USED = ("green_trade", "exported", "direct", "pv_self_used")
POWER = [
    *[(f"power.{part}", "", "2023", "none") for part in (*USED, "certificates")],
    ("power.factor_level", "", "", "national"),
    ("power.market_factor", "", "", "location"),
]  # fmt: skip
GRID = ("power.grid", "", "2023", "100", "MWh")


def plant(*given: tuple[str, ...], rows: dict[str, str] | None = None) -> Project:
    return project(rows or {}, *BARE, *POWER, GRID, *given)


def found(project: Project, year: str = "2023") -> list[tuple[str, str, str]]:
    return [(each.severity, each.code, str(each.place or "")) for each in findings(inventory(project), year)]


def test_a_plant_with_everything_answered_has_only_notes() -> None:
    assert found(plant()) == [("note", "no_evidence", "power.grid@2023")]


def test_the_months_without_evidence_are_told() -> None:
    proof = Evidence("E-001", "a.pdf", "invoice", "application/pdf", 1, "0" * 64)
    by_month = {
        Place("power.grid", "", f"2023-{month:02d}"): Answer(
            "10", "MWh", evidence=() if month in (3, 4, 9) else (Cite("E-001"),)
        )
        for month in range(1, 13)
    }
    proven = plant()
    answers = {place: answer for place, answer in proven.answers.items() if place.quantity != "power.grid"}
    held = replace(
        proven, answers=MappingProxyType(answers | by_month), evidence=MappingProxyType({"E-001": proof})
    )
    (finding,) = findings(inventory(held), "2023")
    assert finding.code == "no_evidence"
    assert dict(finding.details) == {"bare": "2023-03 2023-04 2023-09"}


def test_an_amount_with_evidence_has_no_finding() -> None:
    proof = Evidence("E-001", "a.pdf", "invoice", "application/pdf", 1, "0" * 64)
    proven = plant()
    answers = dict(proven.answers) | {
        Place("power.grid", "", "2023"): Answer("100", "MWh", evidence=(Cite("E-001"),))
    }
    proven = replace(proven, answers=MappingProxyType(answers), evidence=MappingProxyType({"E-001": proof}))
    assert found(proven) == []
    assert ("error", "unknown_evidence", "power.grid@2023") in found(
        replace(proven, evidence=MappingProxyType({}))
    )


@pytest.mark.parametrize(
    "given, code, place",
    [
        (("power.grid", "", "2023", "many"), "number_not_a_number", "power.grid@2023"),
        (("power.grid", "", "2023", "=1/0"), "number_division_by_zero", "power.grid@2023"),
        (("power.grid", "", "2023", "1,23"), "number_grouping", "power.grid@2023"),
        (("power.grid", "", "2023", "-5", "MWh"), "negative", "power.grid@2023"),
        (("power.grid", "", "2023", "5", "t"), "unit_does_not_fit", "power.grid@2023"),
        (("power.grid", "", "2023", "5", "Mvh"), "unit_unknown", "power.grid@2023"),
        (("power.grid", "", "2023", "default"), "no_default", "power.grid@2023"),
        (("power.factor_level", "", "", "planetary"), "unknown_option", "power.factor_level"),
        (("power.grid", "", "2021", "5"), "", ""),  # another year's answer is that year's matter
    ],
)
def test_an_answer_that_cannot_be_used_is_an_error(given: tuple[str, ...], code: str, place: str) -> None:
    errors = [each for each in found(plant(given)) if each[0] == "error"]
    assert errors == ([("error", code, place)] if code else [])


@pytest.mark.parametrize(
    "place, answer, code",
    [
        (Place("power.grid", "F01", "2023"), Answer("5"), "no_row_wanted"),
        (Place("fuel.amount", "", "2023"), Answer("5"), "row_wanted"),
        (Place("fuel.amount", "F09", "2023"), Answer("5"), "unknown_row"),
        (Place("power.factor_level", "", "2023"), Answer("national"), "no_period_wanted"),
        (Place("power.certificates", "", "2023-01"), Answer("5"), "year_wanted"),
        (Place("power.grid", "", ""), Answer("5"), "period_wanted"),
    ],
)
def test_an_answer_in_the_wrong_place_is_an_error(place: Place, answer: Answer, code: str) -> None:
    held = plant()
    held = replace(held, answers=MappingProxyType(dict(held.answers) | {place: answer}))
    assert ("error", code, str(place)) in found(held)


def test_an_answer_of_a_year_that_is_not_accounted_is_an_error() -> None:
    held = plant(("power.grid", "", "2031", "5", "MWh"))
    assert ("error", "outside_years", "power.grid@2031") in found(held, "2031")


def test_an_amount_of_no_chosen_fuel_asks_for_the_fuel_and_not_for_a_unit() -> None:
    held = project({"F01": "fuel"}, *POWER, GRID, *BARE[1:], ("fuel.amount", "F01", "2023", "5", "t"))
    codes = found(held)
    assert ("missing", "missing_answer", "fuel.kind[F01]") in codes
    assert not any(code == "unit_does_not_fit" for _, code, _ in codes)


def test_what_is_missing_is_listed_once() -> None:
    held = project({}, *BARE)
    missing = [each for each in found(held) if each[0] == "missing"]
    assert len(missing) == len(set(missing)) == 6
    assert ("missing", "missing_answer", "power.grid@2023") in missing


def test_a_year_that_differs_from_its_months_is_doubtful() -> None:
    held = plant(*months("power.grid", "", "2023", ["8"] * 12, "MWh"))
    doubtful = [each for each in findings(inventory(held), "2023") if each.code == "year_differs_from_months"]
    confirm = "confirmed:year_differs_from_months:power.grid@2023:100 MWh"
    assert [(each.place, dict(each.details)) for each in doubtful] == [
        (
            Place("power.grid", "", "2023"),
            {"year": "100", "months": "96", "unit": "MWh", "confirm": confirm},
        )
    ]


@pytest.mark.parametrize(
    "given, code",
    [
        ([("power.grid", "", "2022", "40"), *[(f"power.{part}", "", "2022", "none") for part in USED]], "jump"),
        # ten times last year: what it was meant to be is told instead of the jump
        ([("power.grid", "", "2022", "10"), *[(f"power.{part}", "", "2022", "none") for part in USED]],
         "slip_year_more"),
        ([("power.certificates", "", "2023", "500")], "certificates_over_grid"),
        ([("power.pv_self_used", "", "2023", "9"), ("power.pv_generated", "", "2023", "8")], "pv_balance"),
    ],
)  # fmt: skip
def test_what_is_implausible_is_a_warning(given: list[tuple[str, ...]], code: str) -> None:
    assert [each[1] for each in found(plant(*given)) if each[0] == "warning"] == [code]
    assert not any(each[0] == "error" for each in found(plant(*given)))


def test_a_measured_value_far_from_the_default_is_a_warning() -> None:
    gas = [
        ("fuel.kind", "F01", "", "natural_gas"),
        ("fuel.amount", "F01", "2023", "1"),
        ("fuel.ncv_measured", "F01", "2023", "38.9"),
    ]
    held = project({"F01": "fuel"}, *BARE[1:], *POWER, GRID, *gas)
    assert ("warning", "far_from_default", "fuel.ncv_measured[F01]@2023") in found(held)


def test_a_stock_that_does_not_balance_is_an_error() -> None:
    rows = [
        ("weld.opening", "2"),
        ("weld.bought", "3"),
        ("weld.closing", "9"),
        ("weld.sold", "0"),
        ("weld.co2_share", "100"),
    ]
    held = project(
        {"P01": "weld"}, *[each for each in BARE if each[0] != "weld"], *POWER, GRID,
        *[(id_, "P01", "2023", text) for id_, text in rows],
    )  # fmt: skip
    assert ("error", "negative_balance", "weld.closing[P01]@2023") in found(held)


def test_more_methane_recovered_than_made_is_an_error() -> None:
    held = project(
        {"P01": "wastewater", "P02": "methane"},
        ("wastewater.system", "P01", "", "anaerobic_reactor"),
        ("wastewater.volume", "P01", "2023", "1000"),
        ("wastewater.cod_in", "P01", "2023", "2"),
        ("wastewater.cod_out", "P01", "2023", "1"),
        ("wastewater.sludge", "P01", "2023", "none"),
        ("methane.used", "P02", "2023", "1"),
        *[(f"methane.{part}", "P02", "2023", "none") for part in ("sold", "flared")],
        *[(f"methane.{part}", "P02", "2023", "99") for part in ("share", "oxidation", "destruction")],
    )
    codes = [each.code for each in findings(inventory(held, "cn.industrial-other"), "2023")]
    assert "recovered_over_generated" in codes


def test_a_substitute_is_to_be_confirmed_and_then_is_silent() -> None:
    held = plant(("power.certificates", "", "2020", "none"))
    old = {
        replace(place, period="2020") if place.period == "2023" else place: answer
        for place, answer in held.answers.items()
    }
    old |= {
        Place("power.factor_level"): Answer("regional"),
        Place("site.grid_region"): Answer("CN-EAST"),
        Place("power.market_factor"): Answer("residual"),
    }
    held = replace(held, years=("2020",), answers=MappingProxyType(old))
    here = inventory(held)
    assert ("warning", "substituted", "") in found(held, "2020")
    seen = {
        confirmation(flag.code, flag.details): "yes" for flag in Review(here).flags(total_lines(here), "2020")
    }
    assert "confirmed:substituted:grid.residual/CN//2020" in seen
    assert not any(
        each[0] == "warning" for each in found(replace(held, settings=MappingProxyType(seen)), "2020")
    )


def test_gaps_stand_in_a_stable_order() -> None:
    here = inventory(project({}))
    assert gaps(here, total_lines(here), "2023") == sorted(gaps(here, total_lines(here), "2023"))


def test_the_gravest_comes_first() -> None:
    notes = [Finding("a", "note"), Finding("b", "warning"), Finding("c", "missing")]
    assert worst(notes) == "missing"
    assert worst([]) is None


@pytest.mark.parametrize(
    "given, expected",
    [
        (
            [("power.exported", "", "2023", "101", "MWh")],
            ("error", "exported_over_bought", "power.exported@2023"),
        ),
        (
            [("power.exported", "", "2023", "101", "MWh"), ("power.green_trade", "", "2023", "1", "MWh")],
            None,
        ),
        (
            [("site.province", "", "", "CN-ZJ"), ("site.grid_region", "", "", "CN-NORTH")],
            ("warning", "choices_disagree", "site.grid_region"),
        ),
        ([("site.province", "", "", "CN-ZJ"), ("site.grid_region", "", "", "CN-EAST")], None),
        # a province that lies in two grids settles nothing
        ([("site.province", "", "", "CN-NM"), ("site.grid_region", "", "", "CN-NORTH")], None),
    ],
)
def test_what_cannot_be_together_is_named(
    given: list[tuple[str, ...]], expected: tuple[str, str, str] | None
) -> None:
    held = [each for each in found(plant(*given)) if each[1] in ("exported_over_bought", "choices_disagree")]
    assert held == ([expected] if expected else [])


@pytest.mark.parametrize(
    "quantity, unit, code, accepted",
    [
        ("fuel.amount", "m3", "unit_not_standard", "Nm3"),
        ("fuel.amount", "方", "unit_not_standard", "万Nm3"),
        ("fuel.amount", "kWh", "unit_does_not_fit", "Nm3"),
        ("fuel.amount", "斗", "unit_unknown", "Nm3"),
        ("heat.amount", "t", "unit_steam", "GJ"),
        ("fuel.ncv_measured", "GJ/斗", "unit_unknown", "kJ/万Nm3"),
    ],
)
def test_a_unit_that_cannot_be_used_says_why_and_which_can(
    quantity: str, unit: str, code: str, accepted: str
) -> None:
    row = "F01" if quantity.startswith("fuel") else "R01"
    rows = {"F01": "fuel", "R01": "heat"}
    held = project(
        rows,
        *BARE[2:],
        *POWER,
        GRID,
        ("fuel.kind", "F01", "", "natural_gas"),
        (quantity, row, "2023", "5", unit),
    )
    errors = [each for each in findings(inventory(held), "2023") if each.severity == "error"]
    assert [each.code for each in errors] == [code]
    assert accepted in dict(errors[0].details)["accepted"].split()


def test_the_options_offered_are_those_most_like_what_was_typed() -> None:
    held = project({"F01": "fuel"}, *BARE[1:], *POWER, GRID, ("fuel.kind", "F01", "", "天然气"))
    errors = [each for each in findings(inventory(held), "2023") if each.severity == "error"]
    assert dict(errors[0].details)["options"].split()[0] == "natural_gas"


def test_control_characters_in_a_text_are_an_error() -> None:
    assert ("error", "control_characters", "power.grid@2023") in found(
        plant(("power.grid", "", "2023", "5\x07", "MWh"))
    )


WATER = [
    ("wastewater.system", "P01", "", "uasb"),
    ("wastewater.volume", "P01", "2023", "1000", "m3"),
    ("wastewater.cod_in", "P01", "2023", "5", "kgCOD/m3"),
    ("wastewater.cod_out", "P01", "2023", "1", "kgCOD/m3"),
    ("methane.share", "P02", "2023", "60", "%"),
]


@pytest.mark.parametrize(
    "changed, expected",
    [
        ((), []),
        (
            ("wastewater.cod_in", "P01", "2023", "5000", "kgCOD/m3"),
            [("warning", "unusual", "wastewater.cod_in[P01]@2023")],
        ),
        (("wastewater.cod_in", "P01", "2023", "5000", "mg/L"), []),
        (
            ("wastewater.cod_out", "P01", "2023", "6", "kgCOD/m3"),
            [("error", "cod_grows", "wastewater.cod_out[P01]@2023")],
        ),
        (("methane.share", "P02", "2023", "0.6", "%"), [("warning", "unusual", "methane.share[P02]@2023")]),
        (("methane.share", "P02", "2023", "95", "%"), [("warning", "unusual", "methane.share[P02]@2023")]),
    ],
)
def test_waste_water_and_biogas_out_of_their_range_are_named(
    changed: tuple[str, ...], expected: list[tuple[str, str, str]]
) -> None:
    given = {each[:3]: each for each in [*WATER, *([changed] if changed else [])]}
    held = project({"P01": "wastewater", "P02": "methane"}, *given.values())
    codes = ("unusual", "cod_grows")
    listed = findings(inventory(held, "cn.industrial-other"), "2023")
    assert [(each.severity, each.code, str(each.place)) for each in listed if each.code in codes] == expected


def test_a_negative_total_is_doubtful() -> None:
    held = found(plant(("power.exported", "", "2023", "150", "MWh")))
    assert ("warning", "negative_total", "total.location@2023") in held


def test_a_credit_code_that_does_not_check_is_doubtful_under_any_method() -> None:
    def codes(text: str) -> list[str]:
        return [
            code
            for _, code, place in found(plant(("site.credit_code", "", "", text)))
            if "credit_code" in place
        ]

    assert codes("91350100M000100Y43") == []  # the example of GB 32100-2015
    assert codes("91350100M000100Y34") == ["credit_code_check"]
    assert codes("9135O100M000100Y43") == ["credit_code_character"]  # O for 0
    assert codes("350100M000100") == ["credit_code_length"]
