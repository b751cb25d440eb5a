"""A method that nobody thought of prints without a line of Python; templates that are wrong say where."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from tests.report.plants import (
    CATALOGUE,
    Answers,
    answering,
    document,
    inventories,
    inventory,
    machinery,
    project_of,
    report,
    small,
)
from tests.report.test_story import cell, row, table, tables
from zcdesk.calc.factors import FactorBook
from zcdesk.calc.inventory import Inventory
from zcdesk.domain.answer import Answer, Place
from zcdesk.domain.document import Document, Heading, Proof
from zcdesk.domain.method import Line, Method
from zcdesk.domain.number import Rounding
from zcdesk.domain.vocabulary import Quantity, TableOf
from zcdesk.domain.words import Words
from zcdesk.formula.compiled import compile_method
from zcdesk.report.telling.results import figure_id, parts_of
from zcdesk.report.telling.template import TemplateError, template


def words(zh: str) -> Words:
    return Words(zh, f"{zh} in English")


def travel() -> Document:
    """A method of its own table and scope: journeys by distance and factor, rounded to whole tonnes."""
    held = CATALOGUE.vocabulary
    quantities = {
        **held.quantities,
        "trip.name": Quantity("trip.name", words("行程"), "text", per="project", table="trip"),
        "trip.distance": Quantity(
            "trip.distance", words("里程"), unit="km", per="month", table="trip", symbol="s"
        ),
        "trip.factor": Quantity(
            "trip.factor", words("里程因子"), unit="tCO2/km", fold="same", table="trip", symbol="EF"
        ),
    }
    tables_ = {**held.tables, "trip": TableOf("trip", words("差旅"), "T", "trip.name")}
    vocabulary = replace(held, quantities=MappingProxyType(quantities), tables=MappingProxyType(tables_))
    lines = (
        Line("trip.co2", words("差旅排放"), "tCO2", "trip.distance * trip.factor", "第 1 条", "trip", "E"),
        Line("scope3.trip", words("差旅"), "tCO2", "sum(trip.co2)", "第 2 条", scope="3", group="travel"),
        Line("whole", words("总量"), "tCO2e", "scope3.trip * co2_is_co2e", "第 3 条", total=True),
    )
    method = Method(
        "cn.travel", "1", words("差旅"), words("《差旅指南》"), "2026-01-01", "inventory", Rounding(0), ("cn.heat",),
        words("全部差旅。"), MappingProxyType({line.id: line for line in lines}), (), "", MappingProxyType({}),
    )  # fmt: skip
    answers: Answers = {
        Place("trip.name", "T01"): Answer("北京"),
        Place("trip.distance", "T01", "2025"): Answer("12000", "km"),
        Place("trip.factor", "T01", "2025"): Answer("0.0005", "tCO2/km"),
    }
    project = project_of(("2025",), (), {"T01": "trip"}, answers, {})
    book = FactorBook([CATALOGUE.factor_set("cn.heat")], vocabulary)
    return document(project, Inventory(compile_method(method, vocabulary), book, project))


def test_a_third_method_prints_its_own_table() -> None:
    printed = travel()
    ledger = table(printed, "差旅（2025年度）")
    assert [column.head for column in ledger.columns] == ["代码", "行程", "里程", "里程因子", "差旅排放"]
    assert ledger.columns[-1].number == "3=1×2"
    assert [each.text for each in row(ledger, "T01").cells[2:]] == ["12,000.00", "0.0005", "6"]
    assert cell(printed, f"{ledger.number} S01.3").text == "6"  # 12,000 km * 0.0005 tCO2/km, whole tonnes
    summary = table(printed, "温室气体排放汇总")
    assert [one.cells[0].text for one in summary.rows if one.kind == "group"] == ["范围三　其他间接排放"]
    assert [block.code for block in printed.blocks if isinstance(block, Proof)] == ["T01.3", "S01.1", "S02.1"]


def test_what_a_method_lacks_is_left_out() -> None:
    printed = travel()
    titles = [of.title for of in tables(printed)]
    assert not any("电力" in title or "化石燃料" in title or "综合能源" in title for title in titles)
    sections = [block.text for block in printed.blocks if isinstance(block, Heading) and block.level == 2]
    assert "（一）工业生产过程" in sections


def test_sections_count_without_gaps() -> None:
    han = "一二三四五六七八九"
    count = 0
    for block in report(small()).blocks:
        if isinstance(block, Heading):
            count = 0 if block.level == 1 else count + 1
            assert block.level == 1 or block.text.startswith(f"（{han[count - 1]}）")


def test_absent_sources_are_named() -> None:
    texts = [getattr(block, "text", "") for block in report(small()).blocks]
    (said,) = [text for text in texts if "没有下列排放源" in text]
    assert said.endswith("购入热力、生物质燃料、厌氧处理的工业废水、甲烷回收与销毁、二氧化碳回收利用。")


def test_emission_of_another_gas_is_led_over_to_its_equivalent() -> None:
    project = small()
    rows = {**project.rows, "P02": type(project.rows["P01"])("P02", "wastewater")}
    more = {
        Place("wastewater.system", "P02"): Answer("anaerobic_reactor"),
        Place("wastewater.volume", "P02", "2025"): Answer("120000", "m3"),
        Place("wastewater.cod_in", "P02", "2025"): Answer("4.2", "kgCOD/m3"),
        Place("wastewater.cod_out", "P02", "2025"): Answer("0.6", "kgCOD/m3"),
        Place("wastewater.sludge", "P02", "2025"): Answer("20000", "kgCOD"),
    }
    printed = report(answering(replace(project, rows=MappingProxyType(rows)), more))
    ledger = table(printed, "厌氧处理的工业废水")
    # (120,000 * 3.6 - 20,000) kg * 0.25 * 0.8 = 82.4 t CH4; * 21 = 1,730.4
    assert row(ledger, "P02").cells[-1].text == "82.40"
    assert any("1,730.40 tCO₂e" in note for note, _ in ledger.notes)
    assert cell(printed, "2-1 S03.1").text == "1,730.40"


def test_figure_ids_read_back() -> None:
    for name, row_id, period in (
        ("fuel.co2", "F01", "2025-03"),
        ("total.location", "", "2025"),
        ("site.name", "", ""),
    ):
        assert parts_of(figure_id(name, row_id, period)) == (name, row_id, period)


def test_inventory_is_what_a_report_reads() -> None:
    main = inventories(small())["cn.industrial-other"]
    assert main.rows("fuel")[0].id == "F01"
    assert inventory(machinery(), "cn.machinery", "2015").table_is_none("fgas", "2025")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            {"id": "x", "block": [{"kind": "ledger", "tabel": "fuel"}]},
            "reports/x: block[0] ledger: no such key: tabel",
        ),
        ({"id": "x", "block": [{"id": "fuel"}]}, "reports/x: block[0]: kind is missing"),
        ({"id": "x", "block": [{"kind": "grid", "columns": "years"}]}, "block[0] grid.columns: not a list"),
        ({"id": "x", "block": [{"kind": "grid", "rows": ["power"]}]}, "block[0] grid.rows: not a table"),
        (
            {"id": "x", "block": [{"kind": "grid", "units": {"years": 1}}]},
            "block[0] grid.units: 1 is not a text",
        ),
        ({"id": "x", "pages": 3}, "no such key: pages"),
        ({"block": []}, "id is a text"),
    ],
)
def test_wrong_templates_name_the_place(data: dict[str, Any], says: str) -> None:
    with pytest.raises(TemplateError, match=says.replace("[", r"\[")):
        template(data)


def test_template_of_the_report_has_only_known_kinds_and_words() -> None:
    texts = CATALOGUE.texts("report")
    for part in template(CATALOGUE.report("inventory")).parts:
        if part.section:
            assert f"section.{part.section}" in texts
        if part.kind == "chapter":
            assert f"chapter.{part.id}" in texts
        if part.kind == "grid":
            assert f"table.{part.id}" in texts
            assert f"intro.{part.id}" in texts
