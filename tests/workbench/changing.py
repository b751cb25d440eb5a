"""A food plant under the edition of 2015, complete for 2023, and packs with newer factors."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

from tests.conftest import CATALOGUE
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.change import AnswerChange, RowChange
from zcdesk.domain.project import Row
from zcdesk.domain.trace import Traced
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.workbench import Workbench, pin_of

YEARS = ("2022", "2023")
ABSENT = (
    "heat", "biomass", "weld", "carbonate", "wastewater", "methane", "drink_co2", "recovery", "power.green_trade",
    "power.exported", "power.certificates", "power.direct", "power.pv_self_used",
)  # fmt: skip


def plant(path: Path, edition: str = "2015", catalogue: Catalogue = CATALOGUE) -> Workbench:
    """10 t of diesel and 100 MWh of the national grid in each year, nothing else."""
    made = create(catalogue, path, "lin", YEARS, (pin_of(catalogue, "cn.food", edition),), None)
    told = {Place("power.factor_level"): Answer("national"), Place("power.market_factor"): Answer("location")}
    told[Place("fuel.kind", "F01")] = Answer("diesel")
    quantities = catalogue.vocabulary.quantities
    for year in YEARS:
        told[Place("fuel.amount", "F01", year)] = Answer("10", "t")
        told[Place("power.grid", "", year)] = Answer("100", "MWh")
        for id_ in ABSENT:
            told[Place(id_, "", year if id_ in quantities else "")] = Answer("", standing="none")
    changes = [AnswerChange(place, None, answer) for place, answer in told.items()]
    made.commit("plant", [RowChange("F01", None, Row("F01", "fuel")), *changes])
    return made


def newer(folder: Path) -> Catalogue:
    """The packs with a diesel of 50 GJ/t in the set of the edition of 2015."""
    shutil.copytree(CATALOGUE.resources, folder / "resources")
    for path in (folder / "resources" / "factors" / "cn.fuels.ndrc-2015").glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("fuel.ncv,diesel,43.33,", "fuel.ncv,diesel,50,"), encoding="utf-8")
    return Catalogue(folder / "resources", CATALOGUE.forms)


def total(bench: Workbench, year: str = "2023", line: str = "total.location") -> Decimal:
    """A total of the food plant. [tCO2e]"""
    (inventory,) = bench.inventories().values()
    result = inventory.line(line, year)
    assert isinstance(result, Traced), result
    return result.number
