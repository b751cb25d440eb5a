"""The emission report as a document: every figure the right one, rounded once, with its code and its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.report.dump import dump, golden_file
from tests.report.plants import (
    CATALOGUE,
    answering,
    confirmed,
    inventories,
    machinery,
    report,
    small,
)
from zcdesk.domain.answer import Answer, Place, months_of
from zcdesk.domain.document import Cell, Chart, Document, Heading, Paragraph, Proof, Row, Statement, Table
from zcdesk.domain.number import rounded
from zcdesk.domain.project import Project
from zcdesk.domain.project import Row as ProjectRow
from zcdesk.domain.trace import Traced
from zcdesk.domain.words import LANGUAGES, Language
from zcdesk.report.telling.results import figure, parts_of

CJK = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def plant() -> Project:
    return confirmed(machinery())


@pytest.fixture(scope="module")
def printed(plant: Project) -> Document:
    return report(plant, check_code="7F3A-91C2-0E5D")


@pytest.fixture(scope="module")
def in_english(plant: Project) -> Document:
    return report(plant, "en", check_code="7F3A-91C2-0E5D")


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def table(document: Document, title: str) -> Table:
    (found,) = [one for one in tables(document) if one.title.startswith(title)]
    return found


def row(of: Table, code: str) -> Row:
    (found,) = [one for one in of.rows if one.cells[0].text == code]
    return found


def cell(document: Document, locator: str) -> Cell:
    number, code = locator.split(" ")
    found = {
        one.code: one for of in tables(document) if of.number == number for r in of.rows for one in r.cells
    }
    return found[code]


def coded(document: Document) -> Iterator[tuple[str, Cell]]:
    for of in tables(document):
        for one in of.rows:
            for each in one.cells:
                if each.code:
                    yield f"{of.number} {each.code}", each


def proof(document: Document, code: str) -> Proof:
    (found,) = [block for block in document.blocks if isinstance(block, Proof) and block.code == code]
    return found


def value_of(project: Project, id_: str) -> Decimal:
    """The unrounded value that a code leads to: of a factor, or of the first method that has the figure."""
    held = inventories(project)
    if ":" in id_:
        return next(factor.value for each in held.values() if (factor := each.book.factor(id_)) is not None)
    name, row_id, period = parts_of(id_)
    for each in held.values():
        if name in each.compiled.lines or name in each.compiled.vocabulary.quantities:
            result = figure(each, name, period, row_id)
            assert isinstance(result, Traced), id_
            return result.number
    raise AssertionError(id_)


@pytest.mark.parametrize("language", LANGUAGES)
def test_small_plant_reads_as_the_golden_text(language: Language) -> None:
    assert dump(report(small(), language)) == golden_file(language).read_text(encoding="utf-8")


def test_figures_checked_by_hand() -> None:
    document = report(small())
    # 12.5 万Nm3 * 389.31 * 0.0153 * 99 % * 44/12 = 270.273601125
    assert cell(document, "3-1 F01.7").text == "270.27"
    # 500 t * 95 % * 0.4397 = 208.8575, half to even
    assert cell(document, "3-3 P01.3").text == "208.86"
    # 1,000 MWh * 0.5827 of Jiangsu 2023
    assert cell(document, "3-2 W04.3").text == "582.70"
    # 270.273601125 + 208.8575 + 582.7 = 1061.831101125
    assert cell(document, "2-1 S10.1").text == "1,061.83"
    # 208.8575 / 1061.831101125
    assert row(table(document, "温室气体排放汇总"), "S02").cells[3].text == "19.7"
    assert proof(document, "S10.1").unrounded == "1061.831101125"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_leads_to_the_figure_that_is_printed(plant: Project, language: Language) -> None:
    document = report(plant, language)
    seen = 0
    for locator, each in coded(document):
        text = each.text.replace(",", "").replace("\u2212", "-")
        value = value_of(plant, document.codes[locator])
        places = len(text.partition(".")[2])
        assert Decimal(text) == rounded(value, places), locator
        seen += 1
    assert seen > 500


def test_every_table_figure_with_digits_of_a_traced_line_has_a_code(printed: Document) -> None:
    # in the ledger of fuels only the label, the unit and the blank cells of the sum have none
    for one in table(printed, "化石燃料").rows:
        for each in one.cells[3:]:
            assert bool(each.code) == bool(each.text)


def test_each_emission_of_the_year_has_one_calculation(printed: Document, plant: Project) -> None:
    proofs = [block for block in printed.blocks if isinstance(block, Proof)]
    assert len({(one.place, one.code) for one in proofs}) == len(proofs)
    assert {"F01.7", "F05.7", "P01.8", "R01.5", "S01.3", "S08.3", "S11.3"} <= {one.code for one in proofs}
    for one in proofs:
        number = one.place.split()[-1] if one.place else "Y"
        code = one.code if one.place else f"{one.code}.1"
        value = value_of(plant, printed.codes[f"{number} {code}"])
        digits = one.unrounded.split("…")[0]
        assert f"{value:f}".startswith(digits.rstrip("0").rstrip(".")), one.code


def test_a_calculation_shows_formula_numbers_sources_and_evidence(printed: Document) -> None:
    gas = proof(printed, "F01.7")
    assert gas.formula == "E = FC × NCV × CC × OF × 44/12"
    assert gas.numbers == "78.64 万Nm³ × 389.31 GJ/万Nm³ × 0.0153 tC/GJ × 99% × 44/12"
    assert gas.result == "1,700.35"
    amount, ncv, *_ = gas.inputs
    assert (amount.symbol, amount.evidence) == ("FC", "E-003，第 1—12 页")
    assert "12 个月合计" in amount.source
    assert "发改办气候〔2015〕1722号 附录二 表2.1" in ncv.source
    assert "缺省" in ncv.source


def test_a_sum_lists_its_rows(printed: Document) -> None:
    total = proof(printed, "S01.3")
    assert [one.symbol for one in total.inputs] == ["F01", "F02", "F03", "F04", "F05"]
    assert total.inputs[0].source == "见 3-1 F01.7"


def test_digits_that_were_cut_are_said_to_be_cut(printed: Document) -> None:
    # 47.04 t of diesel end, 3.05 t of acetylene do not
    assert "…（其后数位略）" in proof(printed, "F05.7").unrounded
    assert proof(printed, "F01.7").unrounded == "1700.3452793976"  # 78.64 * 389.31 * 0.0153 * 0.99 * 44 / 12


def test_measured_value_is_said_to_be_measured(printed: Document) -> None:
    coefficients = table(printed, "排放因子与计算系数")
    (measured,) = [one for one in coefficients.rows if len(one.cells) > 7 and one.cells[7].text == "实测"]
    assert measured.cells[1].text.startswith("液化石油气")
    assert "E-008" in measured.cells[4].text


def test_columns_say_how_they_follow(printed: Document) -> None:
    heads = {column.head: column.number for column in table(printed, "化石燃料").columns}
    assert heads["燃料热量"] == "3=1×2"
    assert heads["排放因子"] == "6=2×4×5×44/12"
    assert heads["燃料燃烧排放"] == "7=1×6"


def test_years_stand_side_by_side_with_change_and_share(printed: Document) -> None:
    summary = table(printed, "温室气体排放汇总")
    assert [column.head for column in summary.columns][2:7] == [
        "2019年",
        "2024年",
        "2025年",
        "较上年",
        "占比",
    ]
    fuel = row(summary, "S01").cells
    assert [each.text for each in fuel[2:7]] == ["5,762.35", "3,841.57", "1,920.78", "\u221250.0", "21.6"]


def test_both_views_stand_on_adjoining_columns(printed: Document) -> None:
    power = row(table(printed, "分源排放量"), "S05").cells
    # (8,508 + 3,180) MWh * 0.5827; (8,508 - 860) MWh * 0.6096
    assert [power[2].text, power[3].text] == ["6,810.60", "4,662.22"]


def test_rounding_is_mentioned_only_where_parts_do_not_add_up(plant: Project) -> None:
    # fuel 1,920.78 = 1,700.35 + 147.95 + 35.29 + 26.88 + 10.32 would be 1,920.79
    assert any("独立修约" in note for note, _ in table(report(plant), "化石燃料").notes)
    assert not any("独立修约" in note for of in tables(report(small())) for note, _ in of.notes)


def test_stated_nothing_is_zero_and_what_has_no_meaning_is_a_dash(printed: Document) -> None:
    direct = row(table(printed, "电力消费与间接排放"), "W05").cells
    assert direct[4].text == "0.00"
    assert direct[6].text == "—"


def test_illustrative_years_are_declared_and_others_are_not(printed: Document) -> None:
    (note,) = [note for note, _ in table(printed, "温室气体排放汇总").notes if "示例数据" in note]
    assert "2019年" in note
    assert "2025年" not in note
    assert not any("示例数据" in note for note, _ in table(printed, "化石燃料").notes)
    assert any(isinstance(block, Paragraph) and "不得用于申报" in block.text for block in printed.blocks)


def test_litres_are_said_to_be_converted(printed: Document) -> None:
    assert any(
        note == "F02：体积按密度 0.84 kg/L 换算为质量。" for note, _ in table(printed, "化石燃料").notes
    )


def test_fallback_values_are_named_with_both_sets(printed: Document) -> None:
    (note,) = [
        note
        for note, tone in table(printed, "化石燃料").notes
        if note.startswith("F05") and tone == "warning"
    ]
    assert "乙炔 平均低位发热量、乙炔 单位热值含碳量、乙炔 碳氧化率" in note
    assert "后备取自" in note


def test_evidence_lists_what_it_proves(printed: Document) -> None:
    found = table(printed, "证据清单")
    gas = row(found, "E-003").cells
    assert (gas[5].text, gas[6].text) == ("第 1—12 页", "F01")
    assert row(found, "E-016").cells[6].text == "V06"  # the answer; W08 is what counts of it
    titles = [one.cells[0].text for one in found.rows if one.kind == "group"]
    assert titles == ["2025年", "企业资料", "未引用"]


def test_months_and_their_sum_stand_in_the_annex(printed: Document) -> None:
    assert cell(printed, "A-1 F01.3").text == "7.0776"  # 78.64 * 9 / 100
    assert cell(printed, "A-1 F01.13").text == "78.6400"
    welding = row(table(printed, "活动水平与排放量按月汇总"), "S03").cells
    assert {each.text for each in welding[3:15]} == {"—"}  # stocks are counted by year
    assert welding[15].text == "31.38"


def test_energy_flow_carries_both_totals(printed: Document) -> None:
    (chart,) = [block for block in printed.blocks if isinstance(block, Chart) and block.kind == "sankey"]
    assert sum(flow.value for flow in chart.flows if flow.target == "plant") == pytest.approx(
        2929.43, abs=0.005
    )
    assert sum(flow.value for flow in chart.flows if flow.source == "plant") == pytest.approx(
        8900.26, abs=0.005
    )
    (plant_node,) = [text for id_, text, _, _ in chart.nodes if id_ == "plant"]
    assert "2,929 tce" in plant_node
    assert "8,900" in plant_node


def test_official_outline_in_its_order(printed: Document) -> None:
    chapters = [block.text for block in printed.blocks if isinstance(block, Heading) and block.level == 1]
    assert [text[:2] for text in chapters] == [
        "一、",
        "二、",
        "三、",
        "四、",
        "五、",
        "附表",
        "附录",
        "附录",
        "附录",
    ]
    statements = [block for block in printed.blocks if isinstance(block, Statement)]
    assert [len(one.signatures) for one in statements] == [4, 1]
    numbers = [of.number for of in tables(printed)]
    assert len(set(numbers)) == len(numbers)


def test_codes_of_fixed_rows_stay_when_a_fuel_is_added(plant: Project, printed: Document) -> None:
    rows = {**plant.rows, "F06": ProjectRow("F06", "fuel")}
    nothing = {
        Place("fuel.amount", "F06", month): Answer("", standing="none")
        for year in plant.years
        for month in months_of(year)
    }
    grown = answering(replace(plant, rows=rows), {Place("fuel.kind", "F06"): Answer("kerosene"), **nothing})
    codes = report(grown).codes
    fixed = {code: id_ for code, id_ in printed.codes.items() if re.match(r"\S+ [SWQ]\d", code)}
    assert fixed.items() <= codes.items()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_raw_id_and_no_unfilled_place_is_printed(plant: Project, language: Language) -> None:
    ids = {*CATALOGUE.vocabulary.quantities, *CATALOGUE.vocabulary.kinds, *CATALOGUE.vocabulary.constants}
    ids |= {line for each in inventories(plant).values() for line in each.compiled.lines}
    text = dump(report(plant, language)).partition("\n@ ")[0]
    words = set(re.findall(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+", text))
    assert not words & ids
    assert "{" not in text
    assert "None" not in text


def test_english_report_is_english_where_the_words_are_ours(in_english: Document) -> None:
    ours: list[str] = [block.text for block in in_english.blocks if isinstance(block, Heading)]
    for of in tables(in_english):
        ours += [of.title, *(column.head for column in of.columns), *(column.unit for column in of.columns)]
        ours += [one.cells[0].text for one in of.rows if one.kind == "group"]
    for block in in_english.blocks:
        if isinstance(block, Chart):
            ours += [block.title, block.unit, block.alt, *block.notes]
        elif isinstance(block, Proof):
            ours += [one.name for one in block.inputs if not one.symbol.startswith("P0")]
    assert [
        text for text in ours if CJK.search(text) and "园区蒸汽" not in text and "保护气" not in text
    ] == []


def test_final_report_has_no_mark_of_a_draft(printed: Document) -> None:
    assert (printed.draft, printed.watermark) == ("", "")
    assert printed.foot == "编号 ZC-ER-2025-01　封存 2026-03-18　校验码 7F3A-91C2-0E5D"
    assert not any(of.number == "0-1" for of in tables(printed))


def test_statement_of_an_illustrative_year_says_so(plant: Project) -> None:
    for year, said in (("2019", True), ("2025", False)):
        statement = next(block for block in report(plant, year=year).blocks if isinstance(block, Statement))
        assert any("示例数据" in text for text in statement.paragraphs) is said
