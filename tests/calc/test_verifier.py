"""Rules that a verifier applies and the packs state: each is quiet where it should be, and speaks where it should."""

from __future__ import annotations

import pytest

from tests.calc.plant import inventory, project
from zcdesk.calc.review import findings

ROWS = {
    "R01": "heat",
    "L01": "biomass",
    "P01": "weld",
    "P02": "fgas",
    "F01": "fuel",
    "C01": "product",
    "P03": "carbonate",
    "P04": "wastewater",
    "P05": "recovery",
}
NONE = "none"


def codes(method: str, edition: str, *given: tuple[str, ...]) -> list[str]:
    """Codes and places of what is doubtful or wrong, missing answers left out."""
    found = findings(inventory(project(ROWS, *given), method, edition), "2023")
    return [f"{each.code} {each.place}" for each in found if each.severity in ("error", "warning")]


MACHINERY = ("cn.machinery", "2015")
ENERGY = ("cn.energy", "2020")

HEAT = [("heat.exported", "R01", "2023", NONE), ("heat.exported", "R01", "2022", NONE)]
WELD = [
    ("weld.opening", "P01", "2023", "1", "t"), ("weld.closing", "P01", "2023", "1", "t"),
    ("weld.sold", "P01", "2023", NONE), ("weld.opening", "P01", "2022", "1", "t"), ("weld.sold", "P01", "2022", NONE),
]  # fmt: skip


@pytest.mark.parametrize(
    "method, given, quiet, loud, code",
    [
        (MACHINERY, HEAT, [("heat.amount", "R01", "2022", "100", "GJ"), ("heat.amount", "R01", "2023", "140", "GJ")],
         [("heat.amount", "R01", "2022", "100", "GJ"), ("heat.amount", "R01", "2023", "160", "GJ")],
         "jump heat.amount[R01]@2023"),
        (MACHINERY, [("heat.amount", "R01", "2023", "100", "GJ")], [("heat.exported", "R01", "2023", "100", "GJ")],
         [("heat.exported", "R01", "2023", "101", "GJ")], "heat_exported_over heat.exported[R01]@2023"),
        (MACHINERY, [("biomass.kind", "L01", "", "wood")],
         [("biomass.amount", "L01", "2022", "10"), ("biomass.amount", "L01", "2023", "15")],
         [("biomass.amount", "L01", "2022", "10"), ("biomass.amount", "L01", "2023", "16")],
         "jump biomass.amount[L01]@2023"),
        (MACHINERY, WELD,
         [("weld.closing", "P01", "2022", "1", "t"), ("weld.bought", "P01", "2022", "10", "t"),
          ("weld.bought", "P01", "2023", "15", "t")],
         [("weld.closing", "P01", "2022", "1", "t"), ("weld.bought", "P01", "2022", "10", "t"),
          ("weld.bought", "P01", "2023", "16", "t")], "jump weld.bought[P01]@2023"),
        (MACHINERY, [], [("weld.closing", "P01", "2022", "1", "t"), ("weld.opening", "P01", "2023", "1000", "kg")],
         [("weld.closing", "P01", "2022", "1", "t"), ("weld.opening", "P01", "2023", "1.1", "t")],
         "stock_carried weld.opening[P01]@2023"),
        (MACHINERY, [], [("fgas.closing", "P02", "2022", "1", "t"), ("fgas.opening", "P02", "2023", "1", "t")],
         [("fgas.closing", "P02", "2022", "1", "t"), ("fgas.opening", "P02", "2023", "0.9", "t")],
         "stock_carried fgas.opening[P02]@2023"),
        (MACHINERY, [("fuel.kind", "F01", "", "natural_gas")],
         [("fuel.carbon_measured", "F01", "2023", "0.0155", "tC/GJ")],
         [("fuel.carbon_measured", "F01", "2023", "0.0253", "tC/GJ")],
         "far_from_default fuel.carbon_measured[F01]@2023"),
        (MACHINERY, [], [("fuel.oxidation_measured", "F01", "2023", "98", "%")],
         [("fuel.oxidation_measured", "F01", "2023", "0.98", "%")], "unusual fuel.oxidation_measured[F01]@2023"),
        (MACHINERY, [], [("heat.factor_supplier", "R01", "2023", "0.098", "tCO2/GJ")],
         [("heat.factor_supplier", "R01", "2023", "0.98", "tCO2/GJ")], "unusual heat.factor_supplier[R01]@2023"),
        (ENERGY, [("site.output_value", "", "2022", "1000", "万元")],
         [("site.output_value", "", "2023", "1400", "万元")],
         [("site.output_value", "", "2023", "1600", "万元")], "jump site.output_value@2023"),
        (ENERGY, [("product.unit", "C01", "", "piece"), ("product.amount", "C01", "2022", "1000")],
         [("product.amount", "C01", "2023", "600")], [("product.amount", "C01", "2023", "400")],
         "jump product.amount[C01]@2023"),
        (ENERGY, [("product.unit", "C01", "", "piece"), ("product.capacity", "C01", "2023", "1000")],
         [("product.amount", "C01", "2023", "1100")], [("product.amount", "C01", "2023", "1101")],
         "over_capacity product.amount[C01]@2023"),
        (("cn.textile", "2018"), [("carbonate.amount", "P03", "2022", "100", "t")],
         [("carbonate.amount", "P03", "2023", "60", "t")], [("carbonate.amount", "P03", "2023", "40", "t")],
         "jump carbonate.amount[P03]@2023"),
        (("cn.textile", "2018"), [("wastewater.volume", "P04", "2022", "100", "m3")],
         [("wastewater.volume", "P04", "2023", "60", "m3")], [("wastewater.volume", "P04", "2023", "40", "m3")],
         "jump wastewater.volume[P04]@2023"),
    ],
)  # fmt: skip
def test_a_rule_speaks_only_where_it_should(
    method: tuple[str, str],
    given: list[tuple[str, ...]],
    quiet: list[tuple[str, ...]],
    loud: list[tuple[str, ...]],
    code: str,
) -> None:
    assert code not in codes(*method, *given, *quiet)
    assert code in codes(*method, *given, *loud)


RECOVERED = [
    *[(table, "", "", NONE) for table in ("heat", "biomass", "wastewater", "methane")],
    ("fuel.kind", "F01", "", "natural_gas"),
    ("fuel.amount", "F01", "2023", "1", "万Nm3"),  # 21.6 tCO2
    ("carbonate.kind", "P03", "", "calcium_carbonate"),
    ("carbonate.amount", "P03", "2023", NONE),
    ("carbonate.purity", "P03", "2023", "100", "%"),
    ("recovery.used", "P05", "2023", NONE),
    ("recovery.used_share", "P05", "2023", "99", "%"),
    ("recovery.sold_share", "P05", "2023", "100", "%"),
]


def test_no_more_carbon_dioxide_is_recovered_than_its_sources_emit() -> None:
    def over(amount: str) -> list[str]:
        rows = {key: table for key, table in ROWS.items() if key in ("F01", "P03", "P05")}
        held = project(rows, *RECOVERED, ("recovery.sold", "P05", "2023", amount, "万Nm3"))
        found = findings(inventory(held, "cn.industrial-other", "2015"), "2023")
        return [each.code for each in found if each.code == "co2_over_source"]

    assert over("1") == []  # 1 万Nm3 of CO2 is 19.77 t
    assert over("1.2") == ["co2_over_source"]
