"""The table of electricity multiplies as its heads say, under every method; green power that counts as nothing too."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

import pytest

from tests.report.plants import CATALOGUE, document
from tests.report.test_every_method import EDITIONS, printed
from tests.report.test_story import row, tables
from zcdesk.calc.factors import FactorBook
from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.document import Chart, Document, Table
from zcdesk.domain.project import Pin, Project

POWER = "电力消费与间接排放"


def power_of(held: Document) -> Table | None:
    return next((each for each in tables(held) if each.title == POWER), None)


def number(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if text and text != "—" else None


@pytest.mark.slow
@pytest.mark.parametrize("edition", EDITIONS, ids="@".join)
def test_amount_times_factor_is_what_is_printed(edition: tuple[str, str]) -> None:
    power = power_of(printed(*edition, "zh"))
    if power is None:
        return
    for each in power.rows:
        amount, factor, emission = (number(cell.text) for cell in each.cells[2:5])
        if amount is not None and factor is not None and emission is not None:
            assert abs(amount * factor - emission) <= Decimal("0.02") + amount * Decimal("0.00005"), each


def carbon(proven: str) -> Document:
    """A carbon plant with 60,000 MWh from the grid, 500 passed on, and 4,000 MWh of green power."""
    compiled = CATALOGUE.method("cn.carbon", "2024")
    pin = Pin("method", "cn.carbon", "2024", compiled.method.digest)
    none = ("fuel", "heat", "biomass", "desulphurisation", "carbon_calcine", "carbon_bake", "carbon_graphite")
    said = {
        "power.grid": Answer("60000", "MWh"),
        "power.green_trade": Answer("4000", "MWh"),
        "power.exported": Answer("500", "MWh"),
        **{id_: Answer("", standing="none") for id_ in ("power.direct", "power.pv_self_used")},
    }
    answers = {Place(id_, "", "2023"): answer for id_, answer in said.items()}
    answers |= {Place(id_): Answer("", standing="none") for id_ in (*none, "carbon_fume")}
    answers[Place("power.green_proven", "", "2023")] = Answer(proven)
    project = Project(
        years=("2023",), pins=MappingProxyType({pin.key: pin}), answers=MappingProxyType(answers)
    )
    book = FactorBook(
        [CATALOGUE.factor_set(each) for each in compiled.method.factor_sets], CATALOGUE.vocabulary
    )
    return document(project, Inventory(compiled, book, project), year="2023")


def test_green_power_that_is_proven_shows_no_factor_and_says_why() -> None:
    held = carbon("yes")
    power = power_of(held)
    assert power is not None
    assert [cell.text for cell in row(power, "W02").cells[2:5]] == ["4,000.00", "—", "0.00"]
    assert [cell.text for cell in row(power, "W04").cells[2:5]] == [
        "63,500.00",
        "",
        "31,570.70",
    ]  # (60000 - 500) * 0.5306
    assert any(note.startswith("W02、W04：") and "按零计" in note for note, _ in power.notes)
    (green,) = [each for each in tables(held) if each.title.startswith("绿色电力与绿证")]
    assert row(green, "W02").cells[3].text == "证明齐全，按本方法计零"


def test_green_power_without_proof_multiplies_as_any_other() -> None:
    held = carbon("no")
    power = power_of(held)
    assert power is not None
    assert [cell.text for cell in row(power, "W02").cells[2:5]] == ["4,000.00", "0.5306", "2,122.40"]
    assert [cell.text for cell in row(power, "W04").cells[2:5]] == ["63,500.00", "0.5306", "33,693.10"]
    assert not any("按零计" in note and note.startswith("W02") for note, _ in power.notes)
    (green,) = [each for each in tables(held) if each.title.startswith("绿色电力与绿证")]
    assert row(green, "W02").cells[3].text == "按电网因子计排放"


def bars(edition: tuple[str, str]) -> tuple[str, ...]:
    return next(
        (
            block.categories
            for block in printed(*edition, "zh").blocks
            if isinstance(block, Chart) and block.kind == "hbars"
        ),
        (),
    )


@pytest.mark.slow
@pytest.mark.parametrize("edition", EDITIONS, ids="@".join)
def test_no_two_bars_of_the_chart_of_sources_bear_one_name(edition: tuple[str, str]) -> None:
    names = bars(edition)
    assert len(names) == len(set(names)), names


@pytest.mark.slow
def test_a_row_without_a_name_says_by_what_it_emits() -> None:
    names = bars(("cn.land-transport", "2015"))
    assert {"P06 推算的燃油排放", "P07 推算的燃油排放"} <= set(names)


@pytest.mark.slow
def test_what_is_no_fuel_is_one_source_however_many_rows_it_has() -> None:
    names = bars(("cn.aluminium", "2024"))
    assert {"能源作为原材料用途（炭阳极消耗）", "工业生产过程（阳极效应）"} <= set(names)
