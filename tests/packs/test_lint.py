"""Lint: the packs that ship are clean, and each rule is seen to fire on a pack with that one mistake."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from tests.conftest import ROOT
from zcdesk.domain.number import NumberProblem
from zcdesk.domain.trace import TO_CONFIRM, GapKind
from zcdesk.packs.catalogue import Catalogue
from zcdesk.packs.lint import lint
from zcdesk.packs.rules import Complaint

TODAY = date(2026, 11, 21)

KEPT = ("cn.machinery", "cn.industrial-other", "cn.energy")


def _folder(method: str) -> str:
    return f"methods/{method}"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A copy of the packs that may be broken, with three of the methods: the rules are the same for all."""
    whole = ("vocabulary", "factors", "text", "drawings", "schemes", "methods/parts")
    for name in (*whole, *map(_folder, KEPT)):
        shutil.copytree(ROOT / "resources" / name, tmp_path / "resources" / name)
    shutil.copytree(ROOT / "forms", tmp_path / "forms")
    return tmp_path


def complaints(packs: Path, today: date = TODAY) -> list[Complaint]:
    return list(lint(Catalogue(packs / "resources", packs / "forms"), today))


def change(packs: Path, file: str, old: str, new: str) -> None:
    path = packs / file
    text = path.read_text(encoding="utf-8")
    assert old in text, (file, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_packs_that_ship_have_no_errors(catalogue: Catalogue) -> None:
    assert [each for each in lint(catalogue, TODAY) if each.severity == "error"] == []


METHOD = "resources/methods/cn.machinery/2015/method.toml"
OTHER = "resources/methods/cn.industrial-other/2015/method.toml"
EXAMPLES = "resources/methods/cn.machinery/2015/examples.toml"
ENERGY = "resources/vocabulary/quantities/energy.toml"
FUELS = "resources/factors/cn.fuels.ndrc-2015/factors.csv"
GRID = "resources/factors/cn.grid/average.csv"
HEAT = "resources/factors/cn.heat/factors.csv"
CHOICES = "resources/vocabulary/lists/choices.toml"
PLACES = "resources/vocabulary/quantities/site.toml"
SITE = "forms/inventory/01_site.toml"
FORM = "forms/inventory/02_fuel.toml"
SPARE = '[spare.a]\nwords = { zh = "甲", en = "A" }\n'


@pytest.mark.parametrize(
    "file, old, new, part",
    [
        # packs that do not load
        (METHOD, 'unit = "tCO2e"', 'unit = "tCO2"', "is not tCO2"),
        (METHOD, 'clause = "企业自行披露指标"', 'clause = ""', "clause is empty"),
        (METHOD, "symbol =", "symbl =", "extra fields found (symbl)"),
        (METHOD, "sum(fgas.co2e)", "sum(fgas.co3)", "no such name: fgas.co3"),
        (METHOD, "sum(fgas.co2e)", "fgas.co2e", "use sum(fgas.co2e)"),
        (METHOD, "scope1.total + scope2.total_market", "total.market + scope1.total", "reads itself"),
        ("resources/vocabulary/units.toml", "[unit.MJ]", "[unit.GJ]", "Cannot declare"),
        (ENERGY, 'options = "fuel"', 'options = "fuels"', "no such list: 'fuels'"),
        (FUELS, ",A,", ",D,", "'D' is not A, B or C"),
        (FUELS, ",ndrc-2015-1722,", ",ndrc-2016,", "no [source.ndrc-2016]"),
        (FORM, "[[page.", "[[pages.", "no such key"),
        ("resources/text/findings.toml", 'en = "', 'en = ""#', "a language is empty"),
        (EXAMPLES, 'line = "fuel.co2"', 'line = "fuel.co3"', "no such line: fuel.co3"),
        # words
        (ENERGY, 'en = "Fuel"', 'en = ""', "a language is empty"),
        (METHOD, 'en = "Scope 1"', 'en = ""', "a language is empty"),
        (FORM, 'en = "Fossil fuels"', 'en = ""', "a language is empty"),
        # factors
        (GRID, ",tCO2/MWh,", ",t/MWh,", "t/MWh is not tCO2/MWh"),
        (GRID, ",tCO2/MWh,", ",tCO2/Mvh,", "no such unit: Mvh"),
        (FUELS, "389.31,GJ/万Nm3", "38931,GJ/t", "GJ/t is not GJ/万Nm3"),
        (FUELS, "389.31,GJ/万Nm3", "38931,MJ/万Nm3", "MJ/万Nm3 is not GJ/万Nm3"),
        (FUELS, "fuel.ncv,natural_gas,", "fuel.ncv,naturel_gas,", "no list has the option naturel_gas"),
        (GRID, "grid.provincial,CN-JS,", "grid.provincial,CN-XX,", "no list has the option CN-XX"),
        (HEAT, "heat.purchased,CN-SH,", "heat.purchased,CN-ZZ,", "no list has the option CN-ZZ"),
        (HEAT, "heat.purchased,CN-SH,", "heat.bought,CN-SH,", "no such kind of factor: heat.bought"),
        (HEAT, "heat.purchased,default,", "heat.purchased,any,", "none of its factor sets has it"),
        ("resources/vocabulary/lists/fuels.toml", 'unit = "t"\n', "", "has no unit"),
        # kinds, lists, sets, findings
        ("resources/vocabulary/kinds/common.toml", '[kind."gwp"]', '[kind."gwq"]', "no factor set has a value"),
        (CHOICES, "[grid_level.national]", SPARE + "[grid_level.national]", "no quantity or factor uses it"),
        (METHOD, '"cn.heat", ', '"cn.haet", ', "no such factor set: cn.haet"),
        (METHOD, '"cn.heat", ', "", "none of its factor sets has this kind"),
        (METHOD, 'finding = "negative_balance"', 'finding = "negativ"', "findings.toml has no negativ"),
        # formulas
        (METHOD, 'formula = "sum(fgas.co2e)"', 'formula = "sum(fgas.co2e) * 1.05"', "1.05: not a factor or constant"),
        (METHOD, "first(fgas.loss_measured,", "first(fgas.fills / fgas.fills * fgas.loss_measured,", "is not optional"),
        (ENERGY, 'optional = true\nwhere = { zh = "炉渣', 'where = { zh = "炉渣', "oxidation_measured is not optional"),
        # forms
        (FORM, 'quantity = "fuel.use"', 'quantity = "fuel.used"', "no such quantity"),
        (FORM, 'quantity = "fuel.use"', 'quantity = "power.grid"', "belongs to table ''"),
        (FORM, 'quantity = "fuel.use"', 'quantity = "fuel.amount"', "stands on 2 pages, not on one"),
        (FORM, 'quantity = "fuel.amount"', 'quantity = "fuel.use"', "stands on 0 pages, not on one"),
        (FORM, 'quantity = "fuel.use"', 'quantity = "fuel.kind"', "no page or method uses it"),
        (FORM, '"invoice"', '"invoise"', "no such kind of evidence: invoise"),
        (SITE, "power.factor_level == 'regional'", "power.factor_level == 'region'", "has no option 'region'"),
        (SITE, "power.factor_level == 'regional'", "power.level == 'regional'", "no such name: power.level"),
        # letters, groups, dates, agreements
        (ENERGY, 'letter = "R"', 'letter = "F"', "letter F belongs to fuel"),
        (ENERGY, 'letter = "R"', 'letter = "S"', "letter S belongs to the report"),
        (ENERGY, 'letter = "R"', 'letter = "RR"', "not one capital letter"),
        (METHOD, 'group = "process"', 'group = "proces"', "no such group: proces"),
        (METHOD, 'issued = "2015-', 'issued = "2015-2', "no such day"),
        ("resources/factors/cn.grid/set.toml", 'date = "2024-04-12"', 'date = "2024-04-31"', "no such day: 2024-04-31"),
        (PLACES, 'agrees_with = "site.grid_region"', 'agrees_with = "site.grid"', "no such choice: site.grid"),
        (
            "resources/vocabulary/lists/provinces.toml", 'group = "CN-NORTH"', 'group = "CN-NORD"',
            "grid_region has no option CN-NORD",
        ),
        # examples
        (EXAMPLES, '    { line = "total.market"', '    { line = "total.location"', "no example reaches this line"),
    ],
)  # fmt: skip
def test_one_mistake_is_named(packs: Path, file: str, old: str, new: str, part: str) -> None:
    change(packs, file, old, new)
    found = [each for each in complaints(packs) if each.severity == "error"]
    assert any(part in each.words.en for each in found), [each.words.en for each in found]
    assert all(each.file.startswith(("resources/", "forms")) and each.words.zh for each in found)


def test_a_mistake_in_one_method_leaves_the_others_judged(packs: Path) -> None:
    change(packs, METHOD, 'unit = "tCO2e"', 'unit = "tCO2"')
    change(packs, OTHER, 'finding = "recovered_over_generated"', 'finding = "recovered"')
    found = complaints(packs)
    assert any(each.file.endswith("cn.machinery/2015/method.toml") for each in found)
    assert any("findings.toml has no recovered" in each.words.en for each in found)


def test_a_complaint_names_file_and_place(packs: Path) -> None:
    change(packs, METHOD, 'finding = "negative_balance"', 'finding = "negativ"')
    assert [(each.file, each.path) for each in complaints(packs)] == [(METHOD, "check weld.stock")]


def test_a_value_past_its_day_of_checking_is_a_warning(packs: Path) -> None:
    assert complaints(packs, date(2026, 12, 1)) == []
    late = complaints(packs, date(2027, 7, 1))
    assert late
    assert {each.severity for each in late} == {"warning"}
    assert any(each.path == "cn.grid:grid.national/CN/CN/2023" for each in late)


def test_without_forms_their_rules_are_silent(packs: Path) -> None:
    shutil.rmtree(packs / "forms")
    assert complaints(packs) == []


def test_a_method_without_examples_is_named(packs: Path) -> None:
    (packs / EXAMPLES).unlink()
    found = complaints(packs)
    assert any("examples.toml" in each.file for each in found)
    assert sum("no example reaches this line" in each.words.en for each in found) == 39


def test_every_finding_of_the_program_has_words(catalogue: Catalogue) -> None:
    known = catalogue.texts("findings")
    wanted = [f"missing_{kind}" for kind in get_args(GapKind)]
    wanted += [f"number_{problem}" for problem in get_args(NumberProblem)]
    wanted += [*TO_CONFIRM, "single_source", "density", "illustrative"]
    wanted += [
        "missing_answer_default",
        "missing_choice",
        "missing_text",
        "unit_does_not_fit",
        "unit_offered",
    ]
    wanted += ["unit_unknown", "unit_not_standard", "unit_steam", "negative_total"]
    wanted += ["choices_disagree", "control_characters"]
    assert [code for code in wanted if code not in known] == []


def test_every_page_has_an_icon_that_is_there(catalogue: Catalogue) -> None:
    there = {path.stem for path in (catalogue.resources / "icons").glob("*.svg")}
    assert [page.id for page in catalogue.pages.values() if page.icon not in there] == []


def test_fossil_and_biomass_fuels_are_apart(catalogue: Catalogue) -> None:
    lists = catalogue.vocabulary.lists
    assert not set(lists["fuel"]) & set(lists["biomass"])
    assert {option.group for option in lists["fuel"].values()} <= {"solid", "liquid", "gas"}


def test_a_drawing_that_is_not_there_is_named(packs: Path) -> None:
    change(packs, "forms/inventory/03_power.toml", 'drawing = "power_bill:own"', 'drawing = "power_bill:sum"')
    assert [(each.file, each.path) for each in complaints(packs)] == [("forms", "page.power: power.grid")]
