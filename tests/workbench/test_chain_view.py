"""The chain of a number for the screen, on the sample: final texts, inputs when asked for, and where to go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from zcdesk import places
from zcdesk.domain.answer import Place
from zcdesk.exchange.answers import read
from zcdesk.packs.catalogue import Catalogue
from zcdesk.workbench.bring import create
from zcdesk.workbench.forms.entry import LastTouched
from zcdesk.workbench.printing.printing import document_of
from zcdesk.workbench.refusal import Refused
from zcdesk.workbench.results.chain_parts import Node
from zcdesk.workbench.results.chain_view import Chain, printed_code
from zcdesk.workbench.workbench import Workbench

CATALOGUE = Catalogue(places.data("resources"), places.data("forms"))
GRID_FACTOR = "cn.grid:grid.regional/CN-EAST/CN/2023"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    path = tmp_path_factory.mktemp("chain") / "sample.zcd"
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    workbench = create(CATALOGUE, path, "lin", answers.years, (), answers)
    yield workbench
    workbench.file.close()


@pytest.fixture
def editable(tmp_path: Path) -> Iterator[Workbench]:
    answers = read(CATALOGUE.resources / "sample" / "answers.json")
    workbench = create(CATALOGUE, tmp_path / "sample.zcd", "lin", answers.years, (), answers)
    yield workbench
    workbench.file.close()


def chain(workbench: Workbench, id_: str, language: str = "zh") -> Chain:
    return Chain(workbench, LastTouched(workbench), id_, "2025", "en" if language == "en" else "zh")


def node(nodes: tuple[Node, ...], figure: str) -> Node:
    return next(each for each in nodes if each.figure == figure)


def test_line_tells_formula_numbers_unrounded_and_printed(sample: Workbench) -> None:
    head = chain(sample, "scope2.power@2025").head
    assert head.formula == "E₂ = (D₁ + D₂ − D₅) × EF"
    assert "20,645.85 MWh + 8,400 MWh − 142.12 MWh" in head.numbers
    # (20,645.85 + 8,400 − 142.12) × 0.55
    assert head.unrounded == "15,897.0515"
    assert head.value == "15,897.05"
    assert head.unit == "tCO₂"
    assert head.printed.startswith("15,897.05（2 位，GB/T 8170")
    assert head.clause


def test_inputs_are_told_with_symbol_value_months_and_evidence(sample: Workbench) -> None:
    inputs = chain(sample, "scope2.power@2025").inputs()
    grid = node(inputs, "power.grid@2025")
    assert (grid.symbol, grid.value, grid.unit) == ("D₁", "20,645.85", "MWh")
    assert grid.note == "12 个月之和"
    assert grid.evidence == "E-009 第 1—12 页"
    assert not grid.leaf


def test_month_tells_what_was_typed_who_typed_it_and_its_page(sample: Workbench) -> None:
    opened = chain(sample, "scope2.power@2025")
    grid = node(opened.inputs(), "power.grid@2025")
    february = opened.inputs(grid.path)[1]
    assert february.name == "2月"
    assert february.value == "1,737.141"
    assert february.note == "填报：173.7141 万kWh"
    assert february.who.startswith("lin 20")
    assert february.evidence == "E-009 第 2 页"
    assert february.place == Place("power.grid", "", "2025-02")
    assert february.leaf


def test_picked_factor_tells_the_publication_and_the_older_year(sample: Workbench) -> None:
    factor = node(chain(sample, "scope2.power@2025").inputs(), "power.factor@2025")
    assert "公告2025年第47号" in factor.note
    assert factor.cautions == ("2025 年的因子还没有公布，沿用 2023 年的",)


def test_factor_is_explained_and_names_its_reader(sample: Workbench) -> None:
    opened = chain(sample, GRID_FACTOR)
    assert opened.head.value == "0.5500"
    assert [link.figure for link in opened.readers()] == ["power.factor@2025"]


def test_month_is_read_by_its_year(sample: Workbench) -> None:
    links = chain(sample, "power.grid@2025-03").readers()
    assert [link.figure for link in links] == ["power.grid@2025"]
    assert links[0].text.endswith("20,645.85")


def test_row_is_read_by_the_sum_of_rows(sample: Workbench) -> None:
    assert "scope1.fuel@2025" in {link.figure for link in chain(sample, "fuel.co2[F01]@2025").readers()}


def test_doubtful_number_is_told_above_and_on_the_way(editable: Workbench) -> None:
    editable.set_setting("confirmed:jump:fuel.jump:fuel.amount[F04]@2025:5.64", None)
    opened = chain(editable, "scope1.total@2025")
    assert any("液化石油气" in doubt for doubt in opened.head.doubts)
    assert node(opened.inputs(), "scope1.fuel@2025").doubt == "受存疑数影响"
    assert node(opened.inputs(), "scope1.weld@2025").doubt == ""


def test_missing_figure_has_no_value_and_links_what_it_waits_for(editable: Workbench) -> None:
    editable.set_answers(
        {Place("fuel.amount", "F01", "2025-03"): None, Place("fuel.amount", "F01", "2025-04"): None}
    )
    head = chain(editable, "total.location@2025").head
    assert head.value == ""
    assert head.missing == "这个数还算不出，缺 2 项："
    assert [(link.page, link.place) for link in head.gaps] == [
        ("fuel", Place("fuel.amount", "F01", "2025-03"))
    ]
    assert "2025年3月起 2 个月" in head.gaps[0].text


def test_latest_editor_is_named(editable: Workbench) -> None:
    touched = LastTouched(editable)
    place = Place("power.grid", "", "2025-03")
    before = Chain(editable, touched, str(place), "2025", "zh").head.who
    editable.by = "wang"
    editable.set_answer(place, "1,700", "MWh")
    assert before.startswith("lin ")
    assert Chain(editable, touched, str(place), "2025", "zh").head.who.startswith("wang ")


def test_chain_speaks_english(sample: Workbench) -> None:
    opened = chain(sample, "scope2.power@2025", "en")
    assert opened.head.name == "Net purchased electricity, location"
    assert node(opened.inputs(), "power.grid@2025").note == "Sum of 12 months"


def test_printed_code_leads_back_to_the_figure(sample: Workbench) -> None:
    codes = document_of(sample, "2025", "zh").codes
    code = printed_code(codes, "scope2.power@2025")
    assert code
    assert codes[code] == "scope2.power@2025"
    assert printed_code(codes, "no.such@2025") == ""


def test_unknown_figure_is_refused(sample: Workbench) -> None:
    with pytest.raises(Refused):
        chain(sample, "no.such[X99]@2025")


def test_copied_chain_begins_with_the_figure(sample: Workbench) -> None:
    text = chain(sample, "scope2.power@2025").copied()
    assert text.splitlines()[0] == "scope2.power@2025"
    assert "E-009" in text


def test_constant_has_no_field(sample: Workbench) -> None:
    nodes = chain(sample, "fuel.co2[F01]@2025").inputs()
    constant = next(each for each in nodes if each.value == "44/12")
    assert (constant.figure, constant.place, constant.unit) == ("", None, "")


def test_no_number_of_the_chain_has_a_tail_of_digits_and_all_are_told_when_asked(editable: Workbench) -> None:
    """100 / 7 has no end: six digits that count stand on the screen, fifty in full and in what is copied."""
    editable.set_answer(Place("fuel.amount", "F01", "2025-03"), "=100/7", "万Nm3")
    few, full = chain(editable, "fuel.amount[F01]@2025-03"), whole(editable, "fuel.amount[F01]@2025-03")
    assert (few.head.value, few.head.cut) == ("14.2857…", True)
    assert full.head.value == "14." + ("285714" * 8)  # fifty digits in all, two of them before the point
    assert not full.head.cut
    assert full.head.value in few.copied()


def test_what_is_put_in_and_the_result_are_told_short_and_in_full(sample: Workbench) -> None:
    few, full = chain(sample, "fuel.co2[F01]@2025").head, whole(sample, "fuel.co2[F01]@2025").head
    assert "389.412… GJ/万Nm³" in few.numbers
    assert few.unrounded == "1,199.5297…"  # two digits more than are printed: enough to see which way
    assert full.unrounded.startswith("1,199.52975135708")
    assert "…" not in full.numbers + full.unrounded


def whole(workbench: Workbench, id_: str) -> Chain:
    return Chain(workbench, LastTouched(workbench), id_, "2025", "zh", whole=True)
