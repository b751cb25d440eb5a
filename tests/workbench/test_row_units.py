"""A row whose unit is not chosen: its figures are found wrong, block the seal, and the unit of a file chooses it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import CATALOGUE
from zcdesk.domain.answer import Answer, Place
from zcdesk.exchange.entry_book import entry_out
from zcdesk.workbench import naming
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms import answering, entry, guide
from zcdesk.workbench.forms.row_units import option_of
from zcdesk.workbench.intake import incoming
from zcdesk.workbench.preview.reader import Options
from zcdesk.workbench.preview.taking import Preview, accept
from zcdesk.workbench.printing.printing import NotReady, print_report, standing_in_the_way
from zcdesk.workbench.workbench import Workbench, pin_of
from zcdesk.workbench.workbook.entry_book import layout

YEAR = Place("product.amount", "C01", "2025")
UNIT = Place("product.unit", "C01")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A plant of one year without products."""
    pins = [pin_of(CATALOGUE, id_) for id_ in ("cn.machinery", "cn.energy")]
    made = create(CATALOGUE, tmp_path / "p.zcd", "t", ["2025"], pins, None)
    with made.file:
        yield made


def unread(bench: Workbench) -> list[str]:
    """The findings of figures whose unit is not chosen, in words."""
    found = [each for each in bench.findings("2025") if each.code == "unit_open"]
    assert all(each.severity == "error" for each in found)
    return [naming.say(each, bench.project, CATALOGUE).zh for each in found]


def test_a_figure_whose_unit_is_not_chosen_is_wrong_until_it_is(bench: Workbench) -> None:
    row = bench.add_row("product", "汽车齿轮")
    assert row == "C01"
    bench.set_answer(YEAR, "86.5", "万件")
    (said,) = unread(bench)
    assert "86.5 万件" in said
    assert "先选“计量单位”" in said
    assert "product" not in said
    state = guide.states(bench, "2025")["product"]
    assert [each.place for each in state.wrong] == [YEAR]
    assert not state.complete
    assert YEAR in entry.marked(bench, "2025")[1]
    assert UNIT in guide.wanted(bench, "2025")
    bench.set_answer(UNIT, "piece")
    assert unread(bench) == []
    bench.set_answer(UNIT, "t")  # what does not fit was found before, and still is
    assert [each.code for each in guide.states(bench, "2025")["product"].wrong] == ["unit_does_not_fit"]


def test_it_stands_in_the_way_of_a_seal(bench: Workbench, tmp_path: Path) -> None:
    bench.add_row("product", "汽车齿轮")
    bench.set_answer(YEAR, "86.5", "万件")
    assert "unit_open" in {each.code for each in standing_in_the_way(bench.findings("2025"))}
    with pytest.raises(NotReady) as stopped:
        print_report(bench, "2025", "zh", tmp_path / "r.pdf", seal=True)
    assert "unit_open" in {each.code for each in stopped.value.findings}


def test_the_unit_that_a_total_waits_for_is_asked_once(bench: Workbench) -> None:
    row = bench.add_row("fuel")
    bench.set_answer(Place("fuel.amount", row, "2025-01"), "3", "t")
    asked = [each for each in bench.findings("2025") if each.place == Place("fuel.kind", row)]
    assert [each.severity for each in asked] == ["missing"]
    assert unread(bench) == []


def book(bench: Workbench, unit: str, value: object, code: str = "新增1", counted: str = "") -> Preview:
    """What a workbook with a product says."""
    filled = openpyxl.load_workbook(BytesIO(entry_out.workbook(layout(bench, "2025", "zh"), "zh")))
    (sheet,) = [each for each in filled.worksheets if each.title.endswith("产品产量")]
    for cells in list(sheet.iter_rows(min_row=6)):
        found, at = (cells[0].value, cells[2].value), cells[0].row
        if found == (code, "产量"):
            sheet.cell(at, 2).value = "汽车齿轮"
            sheet.cell(at, 4).value = unit
            sheet.cell(at, 17).value = value
        if found == (code, "计量单位"):
            sheet.cell(at, 5).value = counted
    to = BytesIO()
    filled.save(to)
    data = to.getvalue()
    seen = incoming.preview(incoming.by_id("workbook"), bench, data, "b.xlsx", Options(year="2025"))
    accept(bench, seen, data, "b.xlsx")
    return seen


@pytest.mark.parametrize(("unit", "value"), [("万件", 86.5), ("", "86.5 万件"), ("万件", "86.5")])
def test_the_unit_of_a_workbook_chooses_what_a_new_row_counts_in(
    bench: Workbench, unit: str, value: object
) -> None:
    seen = book(bench, unit, value)
    assert bench.project.answers[UNIT].text == "piece"
    assert (bench.project.answers[YEAR].text, bench.project.answers[YEAR].unit) == ("86.5", "万件")
    assert any("“计量单位”选“件”" in note.zh for note in seen.notes)
    assert unread(bench) == []


@pytest.mark.parametrize("unit", ["", "箱", "万t"])
def test_a_unit_that_does_not_tell_is_refused_with_the_reason(bench: Workbench, unit: str) -> None:
    seen = book(bench, unit, 86.5)
    (cell,) = [each for each in seen.cells if each.place == YEAR]
    assert cell.state == "refused"
    assert cell.reason is not None
    assert "先选“计量单位”" in cell.reason.zh
    assert YEAR not in bench.project.answers
    assert UNIT not in bench.project.answers


def test_what_the_workbook_says_itself_is_before_its_units(bench: Workbench) -> None:
    bench.add_row("product", "汽车齿轮")
    book(bench, "吨", 3, "C01", "千克")
    assert bench.project.answers[UNIT].text == "kg"
    assert unread(bench) == []


def test_a_table_chooses_what_a_row_counts_in(bench: Workbench) -> None:
    bench.add_row("product", "汽车齿轮")
    table = "产品,单位,1月,2月\n汽车齿轮,万件,7.1,7.3\n".encode()
    reader = incoming.by_id("table")
    seen = incoming.preview(reader, bench, table, "t.csv", Options(year="2025"))
    assert [each.state for each in seen.cells] == ["new", "new"]
    reader.accept(bench, seen, table, "t.csv")
    assert bench.project.answers[UNIT].text == "piece"
    assert bench.project.answers[Place("product.amount", "C01", "2025-02")].unit == "万件"
    assert unread(bench) == []


def test_the_unit_itself_is_before_what_converts_into_it() -> None:
    resolver_of = CATALOGUE.vocabulary
    from zcdesk.calc.factors import FactorBook
    from zcdesk.calc.resolve import Resolver

    resolver = Resolver(resolver_of, {}, FactorBook((), resolver_of))
    amount = resolver_of.quantities["product.amount"]

    def told(unit: str) -> str:
        option = option_of(resolver_of, resolver, amount, unit)
        return option.id if option else ""

    assert [told(unit) for unit in ("t", "吨", "kg", "万套", "MWh", "万t", "箱", "")] == [
        "t", "t", "kg", "kit", "kWh", "", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["无", " none ", "没有"])
def test_none_typed_where_an_amount_is_asked_states_that_there_is_none(bench: Workbench, text: str) -> None:
    place = Place("power.certificates", "", "2025")
    assert answering.put(bench, place, text, "MWh") is None
    assert bench.project.answers[place] == Answer("", "", "none")
    share = Place("fuel.ncv_measured", bench.add_row("fuel", "diesel"), "2025")
    answering.put(bench, share, text, "GJ/t")  # a coefficient that is none would count as zero
    assert bench.project.answers[share].standing == "given"
