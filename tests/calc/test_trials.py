"""A whole first year in another unit: found by what the method holds against it, mended by one key."""

from __future__ import annotations

from decimal import Decimal as D
from pathlib import Path

import pytest

from tests.conftest import CATALOGUE
from tests.ui.plants import made
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.domain.finding import Finding
from zcdesk.domain.trace import Traced
from zcdesk.workbench.forms import mending
from zcdesk.workbench.workbench import Workbench


def slips(bench: Workbench, year: str) -> list[Finding]:
    return [found for found in bench.findings(year) if found.code.startswith("slip_")]


def plant(tmp_path: Path, method: str, edition: str) -> tuple[Workbench, str]:
    bench = made(CATALOGUE, tmp_path / "plant.zcd", method, edition)
    return bench, bench.project.years[-1]


def test_the_examples_have_no_slip(tmp_path: Path) -> None:
    for method, edition in (("cn.aluminium", "2024"), ("cn.cement", "2013"), ("cn.flat-glass", "2013")):
        bench, year = plant(tmp_path, method, edition)
        with bench.file:
            assert slips(bench, year) == []
        (tmp_path / "plant.zcd").unlink()


CASES = [
    ("cn.aluminium", "2024", "potline.ac_power", "P01", "kWh"),
    ("cn.aluminium", "2024", "potline.metal", "P01", "kg"),  # two checks fail, one change mends both
    ("cn.cement", "2013", "rawmeal.amount", "", "kg"),
]


@pytest.mark.parametrize(("method", "edition", "id_", "row", "unit"), CASES)
def test_a_year_in_another_unit_is_found_and_mended_by_one_key(
    tmp_path: Path, method: str, edition: str, id_: str, row: str, unit: str
) -> None:
    bench, year = plant(tmp_path, method, edition)
    with bench.file:
        places = [place for place in bench.project.answers if (place.quantity, place.row) == (id_, row)]
        before = bench.project.answers[places[0]]
        right = bench.inventories()[f"{method}@{edition}"].quantity(id_, year, row)
        assert isinstance(right, Traced)
        bench.set_answers({place: Answer(bench.project.answers[place].text, unit) for place in places})
        (found,) = slips(bench, year)
        assert found.place == Place(id_, row, year)
        assert found.code == "slip_year_unit"
        said = bench.say(found).zh
        assert "对不上" in said
        mend = mending.mend_of(bench, found)
        assert mend is not None
        assert mending.carry_out(bench, mend) is None
        assert slips(bench, year) == []
        mended = bench.inventories()[f"{method}@{edition}"].quantity(id_, year, row)
        assert isinstance(mended, Traced)
        assert mended.number == right.number
        assert bench.project.answers[places[0]].text == before.text
        bench.undo()
        assert len(slips(bench, year)) == 1


def test_output_above_its_capacity_by_a_power_of_ten(tmp_path: Path) -> None:
    bench, year = plant(tmp_path, "cn.energy", "2020")
    with bench.file:
        row = bench.add_row("product", "铸件")
        told = {
            Place("product.unit", row): Answer("t"),
            Place("product.capacity", row, year): Answer("5000", "t"),
        }
        told |= {Place("product.amount", row, month): Answer("400", "万t") for month in months_of(year)}
        bench.set_answers(told)
        found = [each for each in slips(bench, year) if each.place == Place("product.amount", row, year)]
        assert [dict(each.details)["meant_unit"] for each in found] == ["t"]
        assert D(dict(found[0].details)["times"]) == 10000


def test_a_remark_settles_it(tmp_path: Path) -> None:
    bench, year = plant(tmp_path, "cn.cement", "2013")
    with bench.file:
        (place,) = [each for each in bench.project.answers if each.quantity == "rawmeal.amount"]
        bench.set_answers({place: Answer(bench.project.answers[place].text, "kg", note="盘点过")})
        assert slips(bench, year) == []


def test_where_two_units_would_do_the_one_of_sheets_is_said_first_and_the_other_too(tmp_path: Path) -> None:
    bench, year = plant(tmp_path, "cn.mining", "2015")
    with bench.file:
        rest = {
            place: Answer(f"{answer.text}000", "kWh")
            for place, answer in bench.project.answers.items()
            if place.quantity.startswith("power.") and answer.unit == "MWh"
        }
        grid = Place("power.grid", "", year)
        assert rest[grid].text == "3500000"
        bench.set_answers(rest)
        assert slips(bench, year) == []
        bench.set_answers({grid: Answer("350", "kWh")})  # the sheet is in 10^4 kWh
        (found,) = slips(bench, year)
        said = bench.say(found).zh
        assert "像是 万kWh" in said
        assert "也可能是 MWh" in said
        mend = mending.mend_of(bench, found)
        assert mend is not None
        assert mending.carry_out(bench, mend) is None
        mended = bench.inventories()["cn.mining@2015"].quantity("power.grid", year)
        assert isinstance(mended, Traced)
        assert mended.number == 3500
