"""Cells of a month table as text, what is said about one, and the steps that answer them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms import answering, entry
from zcdesk.workbench.forms.cell_figures import unit_named, unit_said, units_in
from zcdesk.workbench.forms.cells import CellRow, cell_row, read_typed
from zcdesk.workbench.forms.strip import soft_check, strip
from zcdesk.workbench.forms.units import split_unit
from zcdesk.workbench.workbench import Workbench, pin_of

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
GRID = CATALOGUE.vocabulary.quantities["power.grid"]
MONTHS = months_of("2025")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A new machinery project of two years."""
    pins = (pin_of(CATALOGUE, "cn.machinery"),)
    made = create(CATALOGUE, tmp_path / "a.zcd", "lin", ("2024", "2025"), pins, None)
    with made.file:
        yield made


def grid(bench: Workbench) -> CellRow:
    """The months of grid electricity."""
    return cell_row(bench, GRID, "", "2025")


def test_figures_of_a_row_have_the_same_decimals(bench: Workbench) -> None:
    bench.set_answers({Place("power.grid", "", MONTHS[0]): Answer("1,200.5", "MWh")})
    bench.set_answers({Place("power.grid", "", MONTHS[1]): Answer("1300", "MWh")})
    assert [cell.shown for cell in grid(bench).months[:2]] == ["1,200.5", "1,300.0"]


def test_one_long_figure_does_not_lengthen_the_others(bench: Workbench) -> None:
    for month, text in zip(MONTHS, ("1200.5", "887.3005184"), strict=False):
        bench.set_answer(Place("power.grid", "", month), text, "MWh")
    assert [cell.shown for cell in grid(bench).months[:2]] == ["1,200.5", "887.3005184"]


def test_a_figure_that_was_reckoned_has_an_end(bench: Workbench) -> None:
    typed = (
        ("=134*0.025/19.77", "MWh"),
        ("=1/3/1000000", "MWh"),
        ("0.12345678", "MWh"),
        ("0.1234567", "kWh"),
    )
    for month, (text, unit) in zip(MONTHS, typed, strict=False):
        bench.set_answer(Place("power.grid", "", month), text, unit)
    answering.choose_unit(bench, "power.grid", "", "MWh")
    assert [cell.shown for cell in grid(bench).months[:4]] == [
        "0.169449",  # 3.35 / 19.77 = 0.16944865...
        "0.000000333333",  # small, and not zero
        "0.12345678",  # typed like this
        "0.000123457",  # 0.1234567 / 1000
    ]


def test_a_partial_sum_says_what_is_there_and_what_is_missing(bench: Workbench) -> None:
    for month, text in zip(MONTHS, ("10", "2万", "5"), strict=False):
        bench.set_answer(Place("power.grid", "", month), text, "kWh")
    row = grid(bench)
    assert (row.total, row.partial, row.missing) == ("", "20,015", 9)  # 10 + 20,000 + 5 kWh


def test_last_year_stands_under_the_cell_in_the_same_unit(bench: Workbench) -> None:
    bench.set_answer(Place("power.grid", "", "2024-03"), "2", "MWh")
    bench.set_answer(Place("power.grid", "", "2025-03"), "1,500", "kWh")
    cell = grid(bench).months[2]
    assert (cell.shown, cell.last) == ("1,500", "2,000")


def test_a_chosen_unit_is_a_step_and_converts_what_is_shown(bench: Workbench) -> None:
    bench.set_answer(Place("power.grid", "", "2025-01"), "2", "MWh")
    answering.choose_unit(bench, "power.grid", "", "万kWh")
    assert grid(bench).months[0].shown == "0.2"
    bench.undo()
    assert grid(bench).months[0].shown == "2"


def test_a_text_that_is_no_number_is_shown_as_it_is(bench: Workbench) -> None:
    bench.set_answer(Place("power.grid", "", "2025-01"), "十二", "MWh")
    cell = grid(bench).months[0]
    assert (cell.shown, cell.state) == ("十二", "wrong")


def test_typing_is_read_in_the_canonical_unit(bench: Workbench) -> None:
    assert read_typed(bench, GRID, "", "128.4", "万kWh") == ("＝ 1,284 MWh", "")
    assert read_typed(bench, GRID, "", "-3", "MWh") == ("", "negative")
    assert read_typed(bench, GRID, "", "12a", "MWh") == ("", "number_not_a_number")


def test_declaring_none_takes_the_months_out_as_one_step(bench: Workbench) -> None:
    for month in MONTHS[:3]:
        bench.set_answer(Place("power.grid", "", month), "7", "MWh")
    gone, trouble = answering.declare(bench, "power.grid", "", "2025", "none")
    assert (gone, trouble) == (3, None)
    assert grid(bench).none
    bench.undo()
    assert [cell.shown for cell in grid(bench).months[:3]] == ["7", "7", "7"]


def test_a_month_ten_times_last_year_is_asked_about_and_a_fix_is_offered(bench: Workbench) -> None:
    bench.set_answer(Place("power.grid", "", "2024-10"), "13.65", "MWh")
    soft = soft_check(bench, GRID, Place("power.grid", "", "2025-10"), "128.4", "MWh")
    assert soft.severity == "warning"
    assert "9.4 倍" in soft.problem.zh  # 128.4 / 13.65
    assert soft.fix == "12.84"
    assert soft_check(bench, GRID, Place("power.grid", "", "2025-10"), "12.84", "MWh").severity == ""


def test_a_strip_says_who_gave_the_answer_and_how_it_was_read(bench: Workbench) -> None:
    place = Place("power.grid", "", "2025-02")
    bench.set_answer(place, "=3*40+5", "MWh")
    question = next(each for each in CATALOGUE.pages["power"].questions if each.quantity == "power.grid")
    told = strip(bench, entry.LastTouched(bench), question, place, "MWh")
    assert (told.typed, told.read, told.by) == ("=3*40+5 MWh", "125 MWh", "lin")
    assert told.place.zh == "电网购电（不含绿电交易） · 2 月"
    assert told.why == "power.grid@2025"


def test_a_row_is_born_with_its_kind_and_its_single_questions(bench: Workbench) -> None:
    row, trouble = answering.add_row(bench, "fuel", "natural_gas")
    assert (row, trouble) == ("F01", None)
    sheet = entry.sheet(bench, "fuel", "2025")
    keys = [("fuel.amount", "F01"), ("fuel.ncv_measured", "F01")]
    assert [line.key for line in sheet.lines] == keys
    bench.set_answer(Place("site.bills"), "yes")  # bills are wanted as well
    sheet = entry.sheet(bench, "fuel", "2025")
    assert [line.key for line in sheet.lines] == [*keys, ("fuel.cost", "F01")]
    bench.set_answer(Place("site.bills"), "no")
    assert [line.key for line in entry.sheet(bench, "fuel", "2025").lines] == keys
    assert sheet.lines[0].words.zh == "F01 天然气"
    asked = {field.quantity.id: field for field in entry.fields(bench, "fuel", row, "2025")}
    assert asked["fuel.kind"].text == "natural_gas"
    assert asked["fuel.carbon_measured"].may_default
    assert not asked["fuel.kind"].may_none


def test_a_table_stated_as_none_has_no_first_missing_cell(bench: Workbench) -> None:
    answering.add_row(bench, "fuel", "natural_gas")
    sheet = entry.sheet(bench, "fuel", "2025")
    assert entry.first_missing(bench, sheet, (), "2025") == Place("fuel.amount", "F01", "2025-01")
    answering.declare_table(bench, "fuel", "2025", none=True)
    assert entry.first_missing(bench, entry.sheet(bench, "fuel", "2025"), (), "2025") is None


@pytest.mark.parametrize(
    ("typed", "number", "unit"),
    [
        ("47630 m³", "47630", "m3"),
        ("47630 m3", "47630", "m3"),
        ("12.5 m2", "12.5 m2", ""),
        ("7630", "7630", ""),
    ],
)
def test_a_unit_that_ends_with_a_figure_is_a_unit(
    bench: Workbench, typed: str, number: str, unit: str
) -> None:
    row = bench.add_row("medium", "oxygen")
    quantity = CATALOGUE.vocabulary.quantities["medium.amount"]
    assert split_unit(bench, quantity, row, typed, "") == (number, unit)


def test_a_unit_that_is_not_offered_is_understood_all_the_same(bench: Workbench) -> None:
    row = bench.add_row("heat", "steam")
    quantity = CATALOGUE.vocabulary.quantities["heat.amount"]
    assert split_unit(bench, quantity, row, "1.16773 TJ", "GJ") == ("1.16773", "TJ")


def test_a_plain_number_has_no_unit_in_words_and_says_so_where_one_chooses() -> None:
    assert unit_said("1", "zh") == unit_said("1", "en") == ""
    assert units_in("＝ 1 万Nm³/h", "en") == "＝ 1 ×10⁴ Nm³/h"
    assert [unit_said(unit, "en") for unit in ("台", "万台", "tCO2e/台", "百万片", "万kWh", "万元", "人·km")] == [
        "sets", "×10⁴ sets", "tCO₂e/set", "×10⁶ sheets", "×10⁴ kWh", "×10⁴ CNY", "person·km"
    ]  # fmt: skip
    assert (unit_named("1", "zh"), unit_named("1", "en")) == ("不带单位", "no unit")
    assert unit_named("万kWh", "en") == "×10⁴ kWh"


def test_no_choice_is_answered_by_none_as_no_formula_reads_that(bench: Workbench) -> None:
    for table, page in (("fgas", "fgas"), ("weld", "weld")):
        row, trouble = answering.add_row(bench, table, "")
        assert trouble is None
        asked = entry.fields(bench, page, row, "2025")
        assert {field.quantity.kind for field in asked if field.may_none} <= {"number"}
        assert "choice" in {field.quantity.kind for field in asked} or page == "weld"
