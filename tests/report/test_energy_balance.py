"""The energy balance in the report: its tables, sums by workshop, shares, and the flow with its open end."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

import pytest

from tests.report import plants
from tests.report.plants import CATALOGUE
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.domain.document import Chart, Document, Paragraph, Table
from zcdesk.domain.project import Pin, Project
from zcdesk.domain.words import Language
from zcdesk.packs.examples import examples
from zcdesk.report.pages import pdf
from zcdesk.report.pages.layout import lay_out
from zcdesk.report.pages.strings import drawn_strings
from zcdesk.report.pen.tags import Node
from zcdesk.report.typesetting import fonts
from zcdesk.report.typesetting.typeset import Typesetter

FONTS = plants.ROOT / "resources" / "fonts"
METHOD = ("cn.energy-balance", "2020")


def plant(without: tuple[str, ...] = ()) -> Project:
    """The worked example as a plant of machinery; `without` leaves out the rows of some tables."""
    compiled = CATALOGUE.method(*METHOD)
    example = examples(CATALOGUE.resources / "methods" / "cn.energy-balance" / "2020", compiled)[0]
    held = example.project(Pin("method", *METHOD, compiled.method.digest), CATALOGUE.vocabulary)
    rows = {id_: row for id_, row in held.rows.items() if row.table not in without}
    answers = {place: answer for place, answer in held.answers.items() if place.row in ("", *rows)}
    answers |= {Place(table): Answer("", standing="none") for table in without}
    return Project(
        years=held.years, pins=held.pins, rows=MappingProxyType(rows), answers=MappingProxyType(answers)
    )


@cache
def printed(language: Language = "zh", without: tuple[str, ...] = ()) -> Document:
    held = plant(without)
    main = plants.inventory(held, "cn.machinery", "2015")
    return plants.document(held, main, plants.inventory(held, *METHOD), language=language, year="2023")


def table(title: str, language: Language = "zh") -> list[list[str]]:
    """The cells of the table whose caption begins so."""
    found = [
        block
        for block in printed(language).blocks
        if isinstance(block, Table) and block.title.startswith(title)
    ]
    return [[cell.text for cell in row.cells] for row in found[0].rows]


def charts(document: Document) -> list[Chart]:
    return [block for block in document.blocks if isinstance(block, Chart) and block.open]


def test_used_metered_and_unexplained_stand_side_by_side() -> None:
    rows = table("分表与全厂用能")
    # 10000 MWh * 0.1229 = 1229; 9100 MWh * 0.1229 = 1118.39; 900 MWh = 9 %
    assert rows[0][1:] == ["电力", "1,229.00", "1,118.39", "0.00", "110.61", "9.0"]
    assert rows[-1][1:] == ["合计", "3,449.21", "3,316.58", "0.00", "132.63", "3.8"]


def test_meters_are_added_up_by_workshop() -> None:
    rows = table("分表用能")
    by_name = {row[1]: row[-1] for row in rows}
    # 5000 MWh * 0.1229 + 4900 GJ * 0.03412; the press M04 is a machine inside the workshop's meter
    assert by_name["一车间 小计"] == "781.69"
    assert by_name["一车间冲床"] == "0.00"
    names = [row[1] for row in rows]
    assert names.index("一车间蒸汽") < names.index("一车间 小计") < names.index("二车间电表")


def test_levels_and_benchmarks_of_products_are_told_in_the_units_of_their_standards() -> None:
    clinker, ethylene, aluminium = table("单位产品能耗与限额")
    assert clinker[2:] == ["105.000", "kgce/t", "100", "107", "117", "2", "7,750.00"]
    assert (ethylene[3], ethylene[-2]) == ("kgce/t", "3")
    assert aluminium[2:] == ["13,100.0", "kWh/t", "12,950", "13,000", "13,350", "3", "—"]


def test_equipment_has_its_shares_by_rated_power() -> None:
    rows = {row[1]: row[2:] for row in table("设备能效等级")}
    assert rows["电动机"] == ["374.00", "0.00", "0.0", "264.00", "70.6"]  # 24 of 34 motors of 11 kW
    assert rows["全部设备"] == ["10,823.00", "2,264.00", "20.9", "3,113.00", "28.8"]


def test_a_kind_that_the_plant_does_not_have_has_no_share() -> None:
    held = plant()
    rows = {id_: row for id_, row in held.rows.items() if row.table != "equipment" or id_ == "D01"}
    answers = {place: answer for place, answer in held.answers.items() if place.row in ("", *rows)}
    few = Project(years=held.years, pins=held.pins, rows=rows, answers=answers)
    made = plants.document(
        few, plants.inventory(few, "cn.machinery", "2015"), plants.inventory(few, *METHOD), year="2023"
    )
    told = [
        block for block in made.blocks if isinstance(block, Table) and block.title.startswith("设备能效等级")
    ]
    cells = [[cell.text for cell in row.cells] for row in told[0].rows]
    assert cells[3][1:] == ["水泵", "0.00", "0.00", "—", "0.00", "—"]


def test_the_flow_ends_in_what_is_not_explained() -> None:
    (chart,) = charts(printed())
    ins = sum(flow.value for flow in chart.flows if flow.target == "plant")
    outs = sum(flow.value for flow in chart.flows if flow.source == "plant")
    assert ins == pytest.approx(outs)
    (key,) = chart.open
    text = next(text for id_, text, *_ in chart.nodes if id_ == key)
    assert text == "未解释的差额\n133\u30003.8%"
    assert "未解释 3.8%" in chart.alt


def test_tables_without_rows_are_left_out() -> None:
    titles = [
        block.title
        for block in printed("zh", ("meter", "limit", "limit_power", "equipment")).blocks
        if isinstance(block, Table)
    ]
    for title in ("分表", "单位产品能耗与", "设备能效", "用能设备"):
        assert not [each for each in titles if each.startswith(title)], titles
    assert not charts(printed("zh", ("meter", "limit", "limit_power", "equipment")))


def test_a_plant_under_total_energy_alone_sees_nothing_of_it() -> None:
    held = plant()
    main = plants.inventory(held, "cn.machinery", "2015")
    made = plants.document(held, main, plants.inventory(held, "cn.energy", "2020"), year="2023")
    titles = [block.title for block in made.blocks if isinstance(block, Table)]
    ours = ("分表", "限额", "设备能效", "设备台账", "收支", "标杆")
    assert not [title for title in titles if any(word in title for word in ours)]


def test_the_months_that_do_not_close_are_named() -> None:
    held = plant(("limit", "limit_power", "equipment"))
    answers = {
        place: answer
        for place, answer in held.answers.items()
        if place.quantity not in ("power.grid", "meter.amount") or (place.row and place.row > "M08")
    }
    for at, month in enumerate(months_of("2023"), start=1):
        answers[Place("power.grid", "", month)] = Answer("1000", "MWh")
        for quantity in ("green_trade", "exported", "direct", "pv_self_used"):
            answers[Place(f"power.{quantity}", "", "2023")] = Answer("", standing="none")
        for number in range(1, 9):  # eight meters, of which M04 is a machine
            amount = "100" if number == 1 and at >= 11 else "140"
            answers[Place("meter.amount", f"M{number:02d}", month)] = Answer(amount, "MWh")
    year = Project(years=held.years, pins=held.pins, rows=held.rows, answers=MappingProxyType(answers))
    made = plants.document(
        year, plants.inventory(year, "cn.machinery", "2015"), plants.inventory(year, *METHOD), year="2023"
    )
    (told,) = [block for block in made.blocks if isinstance(block, Table) and "逐月" in block.title]
    assert len(told.rows) == 12
    assert [cell.text for cell in told.rows[0].cells[2:]] == [
        "122.90",
        "120.44",
        "2.46",
        "2.0",
    ]  # 980 of 1000 MWh
    assert [row.cells[-1].tone for row in told.rows] == ["normal"] * 10 + ["warning"] * 2  # 940 MWh: 6 %
    (said,) = [block.text for block in made.blocks if isinstance(block, Paragraph) and "逐月" in block.text]
    assert said.endswith("超过允许值的月份：11月、12月。")


def test_a_year_without_months_has_no_table_of_months() -> None:
    assert not [block for block in printed().blocks if isinstance(block, Table) and "逐月" in block.title]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_hold_it(language: Language) -> None:
    made = printed(language)
    assert pdf.missing_glyphs(made, FONTS) == set()
    for page in lay_out(made, Typesetter(fonts.load(FONTS), made.language), Node("Document")).pages:
        for box, top in page.items:
            assert top + box.height <= page.size.room + 0.01
    said = "\n".join(text for text, _ in drawn_strings(made))
    for raw in ("-unit", "Missing(", "Traced(", "{", "}"):
        assert raw not in said


def test_a_workshop_is_told_with_its_meters_and_not_again_among_what_is_not_counted() -> None:
    held = plant()
    answers = {**held.answers, Place("meter.workshop", "M01"): Answer("一车间")}
    told = Project(years=held.years, pins=held.pins, rows=held.rows, answers=MappingProxyType(answers))
    main = plants.inventory(told, "cn.machinery", "2015")
    document = plants.document(told, main, plants.inventory(told, *METHOD), language="zh", year="2023")
    of = {
        block.title: {cell.text for row in block.rows for cell in row.cells}
        for block in document.blocks
        if isinstance(block, Table)
    }
    (meters,) = [texts for title, texts in of.items() if title.startswith("分表用能")]
    assert any("一车间" in text for text in meters)
    assert not any("一车间" in texts for title, texts in of.items() if "不进入计算" in title)
